//! The manifest of a package folder: `vires.toml`.
//!
//! ```toml
//! [package]
//! name = "vn.electricity"
//! label = "Giấy phép hoạt động điện lực"
//! language = "vi"          # of what is said about the package: "en" (default) or "vi"
//! use = ["../prelude"]     # folders, beside those next to this one, in which packages used are looked for
//! ```

use toml::de::{DeTable, DeValue};
use vires_resolve::{folded, nearness};
use vires_words::{Words, words};

/// The name of the file.
pub const MANIFEST: &str = "vires.toml";

/// What a manifest says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// The package it speaks of; the other packages of the folder go by the same language.
    pub name: Option<String>,
    /// Where it says so, quotation marks included.
    pub name_at: std::ops::Range<usize>,
    /// `en` or `vi`.
    pub language: Option<String>,
    /// Folders in which packages are looked for.
    pub search: Vec<Searched>,
}

/// A folder in which packages are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// As the manifest names it: relative to it.
    pub folder: String,
    /// The line on which it does.
    pub line: usize,
}

/// Something in a manifest that does not count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ManifestFault {
    /// The line that it stands on, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: Words,
}

impl ManifestFault {
    /// `line 2: what is wrong with it`.
    #[must_use]
    pub fn said(&self) -> Words {
        on_line(self.line, &self.why)
    }
}

/// `line 2: why`.
pub(crate) fn on_line(line: usize, why: &Words) -> Words {
    why.of(words!("line {line}", "dòng {line}"))
}

/// What the parser of TOML says, which says it in English.
pub(crate) fn not_toml(message: &str) -> Words {
    let message = message.replace('\n', " ");
    words!("{message}", "không đúng cú pháp TOML ({message})")
}

/// What a package has, as its manifest names it.
const KEYS: [&str; 4] = ["name", "label", "language", "use"];

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// One line that says what is wrong with it: `line 2: …`.
    pub fn parse(text: &str) -> Result<Self, Words> {
        let (manifest, faults) = Self::read(text);
        faults.first().map_or(Ok(manifest), |fault| Err(fault.said()))
    }

    /// Reads what can be read of a manifest, with all that is wrong with it, by line.
    #[must_use]
    pub fn read(text: &str) -> (Self, Vec<ManifestFault>) {
        let mut reader = Reader { text, manifest: Self::default(), faults: Vec::new() };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            reader.wrong(error.span().map_or(0, |span| span.start), not_toml(error.message()));
        }
        for (key, value) in table.get_ref() {
            match (&**key.get_ref(), value.get_ref()) {
                ("package", DeValue::Table(package)) => reader.package(package),
                ("package", _) => {
                    let why = words!(
                        "`package` is a section: write [package] on a line of its own",
                        "`package` là một mục: viết [package] trên một dòng riêng"
                    );
                    reader.wrong(key.span().start, why);
                }
                (unknown, _) => {
                    let there_is =
                        words!("a manifest has one section, [package]", "tệp khai báo gói có một mục là [package]");
                    let why = self::unknown(unknown, &["package"], &there_is);
                    reader.wrong(key.span().start, why);
                }
            }
        }
        reader.faults.sort();
        (reader.manifest, reader.faults)
    }
}

/// That a word is not known, with the one that was meant where one is near, and what there is.
fn unknown(word: &str, known: &[&str], there_is: &Words) -> Words {
    let folded = folded(word);
    let near = known.iter().filter_map(|known| Some((nearness(&folded, known)?, known))).min();
    match near {
        Some((_, known)) => words!(
            "`{word}` is not known, `{known}` is; {there_is}",
            "không có từ `{word}`, mà có `{known}`; {there_is}",
            there_is = there_is
        ),
        None => words!("`{word}` is not known; {there_is}", "không có từ `{word}`; {there_is}", there_is = there_is),
    }
}

struct Reader<'t> {
    text: &'t str,
    manifest: Manifest,
    faults: Vec<ManifestFault>,
}

impl Reader<'_> {
    fn package(&mut self, package: &DeTable<'_>) {
        let folders_wanted = || {
            words!(
                "`use` is a list of folders, such as [\"../prelude\"]",
                "`use` là danh sách thư mục, như [\"../prelude\"]"
            )
        };
        for (key, value) in package {
            let at = value.span().start;
            match (&**key.get_ref(), value.get_ref()) {
                ("name", DeValue::String(name)) => {
                    self.manifest.name = Some(name.to_string());
                    self.manifest.name_at = value.span();
                }
                ("label", DeValue::String(_)) => {}
                ("language", DeValue::String(language)) if language == "en" || language == "vi" => {
                    self.manifest.language = Some(language.to_string());
                }
                ("language", _) => {
                    self.wrong(at, words!("`language` is \"en\" or \"vi\"", "`language` là \"en\" hoặc \"vi\""))
                }
                ("use", DeValue::Array(folders)) => {
                    for named in folders {
                        let at = named.span().start;
                        match named.get_ref().as_str() {
                            Some(folder) => {
                                let line = self.line(at);
                                self.manifest.search.push(Searched { folder: folder.to_owned(), line });
                            }
                            None => self.wrong(at, folders_wanted()),
                        }
                    }
                }
                ("use", _) => self.wrong(at, folders_wanted()),
                (key @ ("name" | "label"), _) => {
                    self.wrong(
                        at,
                        words!("`{key}` is a text in quotation marks", "`{key}` là văn bản trong dấu ngoặc kép"),
                    );
                }
                (unknown, _) => {
                    let there_is = words!(
                        "a package has name, label, language and use",
                        "một gói có name, label, language và use"
                    );
                    let why = self::unknown(unknown, &KEYS, &there_is);
                    self.wrong(key.span().start, why);
                }
            }
        }
    }

    fn line(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or_default().matches('\n').count() + 1
    }

    fn wrong(&mut self, at: usize, why: Words) {
        let line = self.line(at);
        self.faults.push(ManifestFault { line, why });
    }
}

#[cfg(test)]
mod tests {
    use vires_words::Language;

    use super::*;

    #[test]
    fn reads_what_a_manifest_says() {
        let text = "[package]\nname = \"vn.a\"\nlabel = \"A\"\nlanguage = \"vi\"\nuse = [\"../b\"]\n";
        let manifest = Manifest::parse(text);
        let wanted = Manifest {
            name: Some("vn.a".to_owned()),
            name_at: 17..23,
            language: Some("vi".to_owned()),
            search: vec![Searched { folder: "../b".to_owned(), line: 5 }],
        };
        assert_eq!(manifest, Ok(wanted));
        assert_eq!(Manifest::parse(""), Ok(Manifest::default()));
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, words) in [
            ("[package]\nname = vn", "line 2: "),
            ("\n[packages]", "line 2: `packages` is not known, `package` is; a manifest"),
            ("[package]\nlanguage = \"fr\"", "line 2: `language` is"),
            ("[package]\nuse = \"../b\"", "line 2: `use` is a list"),
            ("[package]\nuse = [\"../b\",\n 1]", "line 3: `use` is a list"),
            ("[package]\nname = \"a\"\nnames = \"a\"", "line 3: `names` is not known"),
            ("[package]\nnmae = \"a\"", "line 2: `nmae` is not known, `name` is; a package has "),
            ("[package]\nauthor = \"a\"", "line 2: `author` is not known; a package has"),
            ("[pakcage]\nname = \"a\"", "line 1: `pakcage` is not known, `package` is; a manifest"),
            ("package = 1", "line 1: `package` is a section: write [package] on a line"),
        ] {
            let error = Manifest::parse(text).err().unwrap_or_else(|| Words::as_written(""));
            let error = error.in_language(Language::En);
            assert!(error.contains(words), "{text}: {error}");
        }
    }

    #[test]
    fn the_rest_counts_beside_what_is_wrong() {
        let text = "[package]\nnmae = \"a\"\nlanguage = \"vi\"\nuse = [1, \"../b\"]\nlabel = \nname = \"a\"\n";
        let (manifest, faults) = Manifest::read(text);
        assert_eq!(manifest.language.as_deref(), Some("vi"));
        assert_eq!(manifest.name.as_deref(), Some("a"));
        assert_eq!(manifest.search, [Searched { folder: "../b".to_owned(), line: 4 }]);
        let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [2, 4, 5], "{faults:?}");
        assert_eq!(Manifest::parse(text), Err(faults[0].said()));
    }
}
