//! Highlighting for editors, generated from the keyword table.
//!
//! A template holds the shape of the highlighting, one for each kind of editor; where it says `{{rule}}` or
//! `{{condition}}` stand the keywords of that set, as one pattern. A keyword that begins a longer one is written so that
//! it does not match there: `is`, but not the `is` of `is not required`. So it makes no difference in which order the
//! sets are tried.

mod sets;

use std::collections::BTreeMap;

use crate::keyword_rows::{Row, rests};

/// How a kind of editor writes its patterns.
#[derive(Debug, Clone, Copy)]
enum Dialect {
    /// Oniguruma in JSON.
    TextMate,
    /// Perl's regular expressions in XML.
    Kate,
    /// Vim's, very magic.
    Vim,
}

const TEMPLATES: [(Dialect, &str, &str); 3] = [
    (Dialect::TextMate, "vscode/syntaxes/vires.tmLanguage.json", include_str!("vires.tmLanguage.json")),
    (Dialect::Kate, "kate/vires.xml", include_str!("kate.xml")),
    (Dialect::Vim, "neovim/syntax/vires.vim", include_str!("vires.vim")),
];

/// The generated files: each with its path below `editors/` and its text.
pub(crate) fn files(rows: &[Row]) -> Result<Vec<(&'static str, String)>, String> {
    let mut files = vec![("emacs/vires-keywords.el", emacs(rows)?), ("tree-sitter/src/keywords.h", tree_sitter(rows)?)];
    for (dialect, path, template) in TEMPLATES {
        files.push((path, dialect.fill(template, rows).map_err(|error| format!("template of {path}: {error}"))?));
    }
    Ok(files)
}

impl Dialect {
    /// The template with each `{{set}}` replaced. A set that the template does not use is an error: a keyword would
    /// stay without its colour.
    fn fill(self, template: &str, rows: &[Row]) -> Result<String, String> {
        let mut text = template.to_owned();
        for (name, members) in sets::all(rows)? {
            let mark = format!("{{{{{name}}}}}");
            if !text.contains(&mark) {
                return Err(format!("nothing is said of `{mark}`"));
            }
            text = text.replace(&mark, &self.pattern(&members, rows));
        }
        let reserved: Vec<&Row> = rows.iter().filter(|row| row.reserved).collect();
        text = text.replace("{{reserved}}", &self.pattern(&reserved, rows));
        match text.split_once("{{") {
            Some((_, rest)) => Err(format!("there is no set `{}`", rest.split("}}").next().unwrap_or(rest))),
            None => Ok(text),
        }
    }

    /// All spellings of some keywords as one pattern.
    fn pattern(self, members: &[&Row], rows: &[Row]) -> String {
        let mut phrases: Vec<&str> = members.iter().flat_map(|row| row.spellings()).collect();
        phrases.sort_by_key(|phrase| (std::cmp::Reverse(phrase.split(' ').count()), *phrase));
        phrases.dedup();
        let whole: Vec<String> = phrases.iter().map(|phrase| self.whole(phrase, rows)).collect();
        self.group(&whole)
    }

    /// A phrase where no longer phrase begins with it.
    fn whole(self, phrase: &str, rows: &[Row]) -> String {
        let rests: Vec<String> = rests(phrase, rows).into_iter().map(spaced).collect();
        let phrase = spaced(phrase);
        match (rests.is_empty(), self) {
            (true, _) => phrase,
            (false, Self::TextMate) => format!("{phrase}(?! +{}\\\\b)", self.group(&rests)),
            (false, Self::Kate) => format!("{phrase}(?! +{}\\b)", self.group(&rests)),
            (false, Self::Vim) => format!("{phrase}%( +{}>)@!", self.group(&rests)),
        }
    }

    fn group(self, alternatives: &[String]) -> String {
        let open = match self {
            Self::TextMate | Self::Kate => "(?:",
            Self::Vim => "%(",
        };
        format!("{open}{})", alternatives.join("|"))
    }
}

/// Words of a keyword may stand apart by more than one space.
fn spaced(phrase: &str) -> String {
    phrase.replace(' ', " +")
}

/// Emacs makes its own patterns: it gets the table.
fn emacs(rows: &[Row]) -> Result<String, String> {
    let mut text = String::from(
        ";;; vires-keywords.el --- The keywords of Vires  -*- lexical-binding: t; -*-\n\n\
         ;; Generated from crates/vires-syntax/keywords.csv by `cargo xtask keywords'; not edited by hand.\n\n\
         ;;; Code:\n\n\
         (defconst vires-keywords\n  '(",
    );
    let mut lines = Vec::new();
    for (name, members) in sets::all(rows)? {
        let mut phrases: Vec<String> =
            members.iter().flat_map(|row| row.spellings()).map(|phrase| format!("{phrase:?}")).collect();
        phrases.sort();
        phrases.dedup();
        lines.push(format!("({name} {})", phrases.join(" ")));
    }
    text.push_str(&lines.join("\n    "));
    text.push_str(
        ")\n  \"Sets of keywords, in English and Vietnamese.\")\n\n\
         (provide 'vires-keywords)\n;;; vires-keywords.el ends here\n",
    );
    Ok(text)
}

/// The scanner of the tree-sitter grammar looks phrases up in a table that is sorted as C compares strings.
fn tree_sitter(rows: &[Row]) -> Result<String, String> {
    let mut table: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, members) in sets::all(rows)? {
        for phrase in members.iter().flat_map(|row| row.spellings()) {
            let sets = table.entry(phrase).or_default();
            let set = format!("IN({})", name.to_uppercase());
            if !sets.contains(&set) {
                sets.push(set);
            }
        }
    }
    let most = table.keys().map(|phrase| phrase.split(' ').count()).max().unwrap_or_default();
    let mut text = format!(
        "// The keywords of Vires and the sets they are in.\n\
         // Generated from crates/vires-syntax/keywords.csv by `cargo xtask keywords`; not edited by hand.\n\n\
         // How many words the longest has.\n#define MOST_WORDS {most}\n\nstatic const struct {{\n  const char *phrase;\n  uint32_t sets;\n}} KEYWORDS[] = {{\n",
    );
    for (phrase, sets) in table {
        text.push_str(&format!("  {{\"{phrase}\", {}}},\n", sets.join(" | ")));
    }
    text.push_str("};\n");
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let text = "id,group,reserved,english,vietnamese,doc_english,doc_vietnamese\n\
                    is,condition,yes,is,là,d,d\n\
                    is_not,condition,yes,is not,không phải là,d,d\n\
                    is_not_required,rule,yes,is not required,không phải thực hiện,d,d\n";
        crate::keyword_rows::read(text).unwrap_or_default()
    }

    #[test]
    fn a_phrase_is_not_found_in_a_longer_one() {
        let rows = rows();
        assert_eq!(Dialect::Kate.whole("is", &rows), r"is(?! +(?:not|not +required)\b)");
        assert_eq!(Dialect::Vim.whole("is not", &rows), "is +not%( +%(required)>)@!");
    }

    #[test]
    fn every_set_has_its_place_in_every_template() {
        let template = "{{condition}} {{rule}}";
        assert!(Dialect::Kate.fill(template, &rows()).is_ok());
        assert!(Dialect::Kate.fill("{{condition}}", &rows()).is_err());
        assert!(Dialect::Kate.fill("{{condition}} {{rule}} {{ruel}}", &rows()).is_err());
    }

    #[test]
    fn a_group_nobody_thought_of_is_refused() {
        let text = "id,group,reserved,english,vietnamese,doc_english,doc_vietnamese\nx,news,yes,x,x,d,d\n";
        let rows = crate::keyword_rows::read(text).unwrap_or_default();
        assert_eq!(sets::set_of(&rows[0]), None);
        assert!(files(&rows).is_err());
    }
}
