//! The keywords of the language, English and Vietnamese, from one table.

mod table;

pub(crate) use table::of_rule;
pub use table::{KEYWORDS, Keyword};

/// A language that keywords are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    English,
    /// Vietnamese.
    Vietnamese,
}

/// One row of the keyword table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeywordRow {
    /// The keyword.
    pub keyword: Keyword,
    /// Its name in the table.
    pub id: &'static str,
    /// The heading it stands under.
    pub group: &'static str,
    /// Whether no name may begin where this phrase stands.
    pub reserved: bool,
    /// Spellings in English, the usual one first; the others go with a plural or a singular.
    pub english: &'static [&'static str],
    /// The spelling in Vietnamese.
    pub vietnamese: &'static str,
    /// What it does, one sentence.
    pub doc_english: &'static str,
    /// The same in Vietnamese.
    pub doc_vietnamese: &'static str,
}

impl KeywordRow {
    /// All its spellings, English and Vietnamese.
    pub fn phrases(&'static self) -> impl Iterator<Item = &'static str> + Clone {
        self.english.iter().copied().chain([self.vietnamese])
    }
}

impl Keyword {
    /// The row of this keyword.
    #[must_use]
    pub fn row(self) -> &'static KeywordRow {
        // The enum and the rows are generated in one order.
        KEYWORDS.get(self as usize).unwrap_or(&KEYWORDS[0])
    }

    /// The usual spelling in a language.
    #[must_use]
    pub fn spelling(self, language: Language) -> &'static str {
        let row = self.row();
        match language {
            Language::English => row.english.first().copied().unwrap_or(row.id),
            Language::Vietnamese => row.vietnamese,
        }
    }
}

/// Whether a word is one of the language that can be no name.
#[must_use]
pub fn is_reserved(word: &str) -> bool {
    KEYWORDS.iter().filter(|row| row.reserved).any(|row| row.phrases().any(|phrase| phrase == word))
}

/// The character by which the grammar knows a word that occurs in some keyword. `word` is in NFC.
pub(crate) fn code_of_word(word: &str) -> Option<char> {
    let found = table::WORDS.binary_search_by(|(known, _)| (*known).cmp(word)).ok()?;
    table::WORDS.get(found).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_finds_its_own_row() {
        for row in &KEYWORDS {
            assert_eq!(row.keyword.row().id, row.id);
        }
    }

    #[test]
    fn every_word_of_every_keyword_has_a_character() {
        for row in &KEYWORDS {
            for phrase in row.english.iter().chain([&row.vietnamese]) {
                assert!(phrase.split(' ').all(|word| code_of_word(word).is_some()), "{phrase}");
            }
        }
    }
}
