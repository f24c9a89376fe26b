//! The manifest of a package folder: `vires.toml`.
//!
//! ```toml
//! [package]
//! name = "vn.electricity"
//! label = "Giấy phép hoạt động điện lực"
//! language = "vi"          # of what is said about the package: "en" (default) or "vi"
//! use = ["../prelude"]     # folders, beside those next to this one, in which packages used are looked for
//! ```

use toml::Table;
use toml::Value;

/// The name of the file.
pub const MANIFEST: &str = "vires.toml";

/// What a manifest says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// The package it speaks of; the other packages of the folder go by the same language.
    pub name: Option<String>,
    /// `en` or `vi`.
    pub language: Option<String>,
    /// Folders in which packages are looked for, relative to the manifest.
    pub search: Vec<String>,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// One line that says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            let line = error.span().map_or(1, |span| {
                let before = text.get(..span.start).unwrap_or_default();
                before.matches('\n').count() + 1
            });
            format!("line {line}: {}", error.message().replace('\n', " "))
        })?;
        let mut manifest = Self::default();
        for (key, value) in &table {
            match (key.as_str(), value) {
                ("package", Value::Table(package)) => manifest.package(package)?,
                ("package", _) => return Err("`package` is a section: write [package] on a line of its own".to_owned()),
                _ => return Err(format!("`{key}` is not known; a manifest has one section, [package]")),
            }
        }
        Ok(manifest)
    }

    fn package(&mut self, package: &Table) -> Result<(), String> {
        for (key, value) in package {
            match (key.as_str(), value) {
                ("name", Value::String(name)) => self.name = Some(name.clone()),
                ("label", Value::String(_)) => {}
                ("language", Value::String(language)) if language == "en" || language == "vi" => {
                    self.language = Some(language.clone());
                }
                ("language", _) => return Err("`language` is \"en\" or \"vi\"".to_owned()),
                ("use", Value::Array(folders)) => {
                    for folder in folders {
                        let Some(folder) = folder.as_str() else {
                            return Err("`use` is a list of folders, such as [\"../prelude\"]".to_owned());
                        };
                        self.search.push(folder.to_owned());
                    }
                }
                ("use", _) => return Err("`use` is a list of folders, such as [\"../prelude\"]".to_owned()),
                ("name" | "label", _) => return Err(format!("`{key}` is a text in quotation marks")),
                _ => {
                    return Err(format!("`{key}` is not known; a package has name, label, language and use"));
                }
            }
        }
        Ok(())
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
            language: Some("vi".to_owned()),
            search: vec!["../b".to_owned()],
        };
        assert_eq!(manifest, Ok(wanted));
        assert_eq!(Manifest::parse(""), Ok(Manifest::default()));
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, words) in [
            ("[package]\nname = vn", "line 2: "),
            ("[packages]", "`packages` is not known"),
            ("[package]\nlanguage = \"fr\"", "`language` is"),
            ("[package]\nuse = \"../b\"", "`use` is a list"),
            ("package = 1", "[package] on a line"),
        ] {
            let error = Manifest::parse(text).err().unwrap_or_default();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
