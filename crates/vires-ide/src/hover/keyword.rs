//! What a keyword does, from the table of keywords.

use vires_syntax::{Keyword, Language as Spelling};
use vires_words::Language;

/// Both spellings, and the sentence.
pub(super) fn sentence(keyword: Keyword, language: Language) -> String {
    let (english, vietnamese) = (keyword.spelling(Spelling::English), keyword.spelling(Spelling::Vietnamese));
    let row = keyword.row();
    let doc = language.pick(row.doc_english, row.doc_vietnamese);
    format!("`{}` · `{}`\n\n{doc}", language.pick(english, vietnamese), language.pick(vietnamese, english))
}

#[cfg(test)]
mod tests {
    use vires_syntax::KEYWORDS;

    #[test]
    fn every_keyword_has_a_sentence_in_both_languages() {
        for row in &KEYWORDS {
            for doc in [row.doc_english, row.doc_vietnamese] {
                assert!(doc.ends_with('.') && doc.len() > 4 && !doc.contains(".."), "{}: {doc:?}", row.id);
            }
            assert_ne!(row.doc_english, row.doc_vietnamese, "{}", row.id);
        }
    }
}
