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

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// One line that says what is wrong with it: `line 2: …`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let lines = Lines(text);
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            lines.error(at, &error.message().replace('\n', " "))
        })?;
        let mut manifest = Self::default();
        for (key, value) in table.get_ref() {
            let at = key.span().start;
            match (&**key.get_ref(), value.get_ref()) {
                ("package", DeValue::Table(package)) => manifest.package(package, lines)?,
                ("package", _) => {
                    return Err(lines.error(at, "`package` is a section: write [package] on a line of its own"));
                }
                (key, _) => {
                    return Err(
                        lines.error(at, &format!("`{key}` is not known; a manifest has one section, [package]"))
                    );
                }
            }
        }
        Ok(manifest)
    }

    fn package(&mut self, package: &DeTable<'_>, lines: Lines<'_>) -> Result<(), String> {
        const FOLDERS: &str = "`use` is a list of folders, such as [\"../prelude\"]";
        for (key, value) in package {
            let wrong = |why: &str| lines.error(value.span().start, why);
            match (&**key.get_ref(), value.get_ref()) {
                ("name", DeValue::String(name)) => {
                    self.name = Some(name.to_string());
                    self.name_at = value.span();
                }
                ("label", DeValue::String(_)) => {}
                ("language", DeValue::String(language)) if language == "en" || language == "vi" => {
                    self.language = Some(language.to_string());
                }
                ("language", _) => return Err(wrong("`language` is \"en\" or \"vi\"")),
                ("use", DeValue::Array(folders)) => {
                    for named in folders {
                        let at = named.span().start;
                        let folder = named.get_ref().as_str().ok_or_else(|| lines.error(at, FOLDERS))?;
                        self.search.push(Searched { folder: folder.to_owned(), line: lines.number(at) });
                    }
                }
                ("use", _) => return Err(wrong(FOLDERS)),
                (key @ ("name" | "label"), _) => return Err(wrong(&format!("`{key}` is a text in quotation marks"))),
                (unknown, _) => {
                    let why = format!("`{unknown}` is not known; a package has name, label, language and use");
                    return Err(lines.error(key.span().start, &why));
                }
            }
        }
        Ok(())
    }
}

/// The lines of a text by their numbers.
#[derive(Clone, Copy)]
struct Lines<'t>(&'t str);

impl Lines<'_> {
    fn number(self, at: usize) -> usize {
        self.0.get(..at).unwrap_or_default().matches('\n').count() + 1
    }

    fn error(self, at: usize, why: &str) -> String {
        format!("line {}: {why}", self.number(at))
    }
}

#[cfg(test)]
mod tests {
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
            ("\n[packages]", "line 2: `packages` is not known"),
            ("[package]\nlanguage = \"fr\"", "line 2: `language` is"),
            ("[package]\nuse = \"../b\"", "line 2: `use` is a list"),
            ("[package]\nuse = [\"../b\",\n 1]", "line 3: `use` is a list"),
            ("[package]\nname = \"a\"\nnames = \"a\"", "line 3: `names` is not known"),
            ("package = 1", "line 1: `package` is a section: write [package] on a line"),
        ] {
            let error = Manifest::parse(text).err().unwrap_or_default();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
