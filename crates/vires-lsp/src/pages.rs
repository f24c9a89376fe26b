//! The pages that explain codes: how they are laid out in a folder, and their address.

use std::path::Path;

use vires_diagnostics::Code;
use vires_words::Language;

use crate::view::uri_of;

/// Their places in a folder.
const LAYOUT: &str = "{language}/{code}.md";

/// The place of one page in the folder of all, as in `en/V2001.md`.
#[must_use]
pub fn file(code: Code, language: Language) -> String {
    named(LAYOUT, code, language)
}

/// The address of the pages in a folder, with `{language}` and `{code}` in it, as the setting `pages` takes it. None for a
/// path that is not absolute.
#[must_use]
pub fn address(folder: &Path) -> Option<String> {
    let folder = folder.is_absolute().then(|| uri_of(folder))??;
    Some(format!("{}/{LAYOUT}", folder.as_str().trim_end_matches('/')))
}

/// An address with code and language filled in.
pub(crate) fn named(address: &str, code: Code, language: Language) -> String {
    address.replace("{code}", code.as_str()).replace("{language}", language.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn addresses_name_any_folder() {
        let address = |path: &str| address(Path::new(path)).unwrap_or_default();
        assert_eq!(address("/a b/ố"), "file:///a%20b/%E1%BB%91/{language}/{code}.md");
        assert_eq!(address("a"), "");
        let page = named(&address("/a"), Code::Overlap, Language::Vi);
        assert_eq!(page, format!("file:///a/{}", file(Code::Overlap, Language::Vi)));
    }
}
