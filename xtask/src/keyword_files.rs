//! What is generated from the keyword table.
//!
//! The grammar does not see letters. The lexer of `vires-syntax` gives every word that occurs in some keyword a
//! character of its own from Unicode's private use area, and the grammar spells keywords with these characters.
//! The order of the characters carries a meaning that makes refusing a keyword as a name cheap: first come the words
//! that are reserved by themselves, then those that begin a longer reserved phrase, then those that begin a
//! declaration, a provision or an operation, then all others.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::keyword_rows::{Row, rests};

/// The character of the first word. Those before are the other tokens of the lexer.
const FIRST: u32 = 0xE100;

/// The words of the table with their characters.
struct Words<'a> {
    codes: BTreeMap<&'a str, u32>,
    reserved_alone: u32,
    begins_reserved: u32,
    starters: u32,
    others: u32,
    /// Reserved phrases of two words or more whose first word is not reserved by itself.
    phrases: Vec<&'a str>,
}

impl<'a> Words<'a> {
    fn of(rows: &'a [Row]) -> Self {
        let mut all = BTreeSet::new();
        let mut reserved = BTreeSet::new();
        for row in rows {
            for phrase in row.spellings() {
                all.extend(phrase.split(' '));
                if row.reserved {
                    reserved.insert(phrase);
                }
            }
        }
        let alone: BTreeSet<&str> = all.iter().copied().filter(|word| reserved.contains(word)).collect();
        let mut phrases: Vec<&str> = reserved
            .iter()
            .copied()
            .filter(|phrase| first_word(phrase) != *phrase && !alone.contains(first_word(phrase)))
            .collect();
        phrases.sort();
        let begins: BTreeSet<&str> = phrases.iter().map(|phrase| first_word(phrase)).collect();
        let starts = |row: &&Row| matches!(row.group.as_str(), "declaration" | "provision" | "operation");
        let starters: BTreeSet<&str> = rows
            .iter()
            .filter(starts)
            .flat_map(Row::spellings)
            .map(first_word)
            .filter(|word| !alone.contains(word) && !begins.contains(word))
            .collect();
        let others: BTreeSet<&str> =
            all.iter().copied().filter(|word| !alone.contains(word) && !begins.contains(word)).collect();
        let mut codes = BTreeMap::new();
        let in_order = alone.iter().chain(&begins).chain(&starters).chain(others.difference(&starters));
        for (code, word) in (FIRST..).zip(in_order) {
            codes.insert(*word, code);
        }
        let count = |set: &BTreeSet<&str>| u32::try_from(set.len()).unwrap_or(u32::MAX);
        Self {
            codes,
            reserved_alone: count(&alone),
            begins_reserved: count(&begins),
            starters: count(&starters),
            others: count(&others),
            phrases,
        }
    }

    /// A phrase that no longer phrase of the table goes on from: `at`, but not the `at` of `at least`.
    fn whole(&self, phrase: &str, rows: &[Row]) -> String {
        let encoded = self.encoded(phrase);
        // `or` may stand before `none of`, and `hoặc` before `không có`, without being `or none`.
        if phrase == "or" || phrase == "hoặc" {
            return encoded;
        }
        let rests: BTreeSet<String> = rests(phrase, rows).into_iter().map(|rest| self.encoded(rest)).collect();
        let rests: Vec<String> = rests.into_iter().collect();
        match rests.as_slice() {
            [] => encoded,
            [rest] => format!("{encoded} ~ !{rest}"),
            rests => format!("{encoded} ~ !({})", rests.join(" | ")),
        }
    }

    fn encoded(&self, phrase: &str) -> String {
        let mut out = String::from("\"");
        for word in phrase.split(' ') {
            let code = self.codes.get(word).copied().unwrap_or_default();
            let _ = write!(out, "\\u{{{code:X}}}");
        }
        out.push('"');
        out
    }
}

fn first_word(phrase: &str) -> &str {
    phrase.split(' ').next().unwrap_or(phrase)
}

/// The grammar of the keywords.
pub(crate) fn grammar(rows: &[Row]) -> String {
    let words = Words::of(rows);
    let mut out = String::from(
        "//! The keywords. Generated from keywords.csv by `cargo xtask keywords`; not edited by hand.\n\n",
    );
    for row in rows {
        let spelled = row.spellings();
        let quoted: Vec<String> = spelled.iter().map(|phrase| format!("`{phrase}`")).collect();
        let encoded: Vec<String> = spelled.iter().map(|phrase| words.whole(phrase, rows)).collect();
        let _ = writeln!(out, "/// {}", quoted.join(" · "));
        let _ = writeln!(out, "kw_{} = {{ {} }}", row.id, encoded.join(" | "));
    }
    let second = FIRST + words.reserved_alone;
    let third = second + words.begins_reserved;
    let end = third + words.others;
    let range = |from: u32, to: u32| format!("'\\u{{{from:X}}}'..'\\u{{{:X}}}'", to - 1);
    let phrases: Vec<String> = words.phrases.iter().map(|phrase| words.encoded(phrase)).collect();
    let _ = write!(
        out,
        "\n/// A word of some keyword at which a name may begin all the same.\n\
         free_word = _{{ {} | !reserved_phrase ~ {} }}\n\
         /// Two words or more at which no name may begin, though it may at the first word of them.\n\
         reserved_phrase = _{{ {} }}\n\
         /// A word that begins a declaration, a provision or an operation, and is not reserved.\n\
         line_starter = _{{ {} }}\n\
         /// Any word of some keyword.\n\
         keyword_word = _{{ {} }}\n",
        range(third, end),
        range(second, third),
        phrases.join(" | "),
        range(third, third + words.starters),
        range(FIRST, end),
    );
    out
}

/// The table for everything that speaks of keywords: lexer, formatter, documentation, highlighters.
pub(crate) fn table(rows: &[Row]) -> String {
    let words = Words::of(rows);
    let mut out = String::from(
        "//! The keyword table. Generated from keywords.csv by `cargo xtask keywords`; not edited by hand.\n\n\
         use super::KeywordRow;\n\
         use crate::grammar::Rule;\n\n\
         /// One keyword, whatever its spelling.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         #[rustfmt::skip]\n\
         pub enum Keyword {\n",
    );
    for row in rows {
        let spelled = row.english.join("`, `");
        let _ = writeln!(out, "    /// `{spelled}`: {}", row.doc_english);
        let _ = writeln!(out, "    {},", camel_case(&row.id));
    }
    out.push_str("}\n\n/// Every keyword in the order of the table.\n#[rustfmt::skip]\n");
    let _ = writeln!(out, "pub static KEYWORDS: [KeywordRow; {}] = [", rows.len());
    for row in rows {
        let _ = writeln!(
            out,
            "    KeywordRow {{ keyword: Keyword::{}, id: {:?}, group: {:?}, reserved: {}, english: &{:?}, vietnamese: {:?}, doc_english: {:?}, doc_vietnamese: {:?} }},",
            camel_case(&row.id),
            row.id,
            row.group,
            row.reserved,
            row.english,
            row.vietnamese,
            row.doc_english,
            row.doc_vietnamese,
        );
    }
    out.push_str("];\n\n/// The words of all keywords with the characters the grammar knows them by, sorted by word.\n#[rustfmt::skip]\n");
    let _ = writeln!(out, "pub(crate) static WORDS: [(&str, char); {}] = [", words.codes.len());
    for (word, code) in &words.codes {
        let _ = writeln!(out, "    ({word:?}, '\\u{{{code:X}}}'),");
    }
    out.push_str("];\n\n/// The keyword that a rule of the grammar stands for.\n#[rustfmt::skip]\npub(crate) fn of_rule(rule: Rule) -> Option<Keyword> {\n    Some(match rule {\n");
    for row in rows {
        let _ = writeln!(out, "        Rule::kw_{} => Keyword::{},", row.id, camel_case(&row.id));
    }
    out.push_str("        _ => return None,\n    })\n}\n");
    out
}

fn camel_case(id: &str) -> String {
    let mut out = String::new();
    for part in id.split('_') {
        let mut letters = part.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}
