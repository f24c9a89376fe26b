//! Texts that were never saved (`untitled:Untitled-1`): each is a file of a package of its own, at a path where no file of a
//! disk lies.

use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use tower_lsp::ls_types::Uri;

const SCHEME: &str = "untitled";
/// The folder that all of them are thought to lie in.
const FOLDER: &str = "/untitled:";
const ENDING: &str = ".vires";

/// The path that stands for such a text.
pub(crate) fn path(uri: &Uri) -> Option<PathBuf> {
    let text = uri.as_str();
    let (scheme, name) = text.split_once(':')?;
    if !scheme.eq_ignore_ascii_case(SCHEME) || name.is_empty() {
        return None;
    }
    let name = name.replace('%', "%25").replace('/', "%2F").replace('\\', "%5C");
    Some(Path::new(FOLDER).join(format!("{name}{ENDING}")))
}

/// What the client calls the text at such a path.
pub(crate) fn uri(path: &Path) -> Option<Uri> {
    let name = path.strip_prefix(FOLDER).ok()?.to_str()?.strip_suffix(ENDING)?;
    let name = name.replace("%5C", "\\").replace("%2F", "/").replace("%25", "%");
    Uri::from_str(&format!("{SCHEME}:{name}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for name in ["untitled:Untitled-1", "untitled:/w/new.vires", "untitled:a%20b%2Fc", "untitled:Untitled-1.vires"]
        {
            let own = Uri::from_str(name).ok();
            let path = own.as_ref().and_then(path);
            assert_eq!(path.as_deref().and_then(uri), own, "{name}: {path:?}");
        }
        assert_eq!(Uri::from_str("git:/w/a.vires").ok().as_ref().and_then(path), None);
        assert_eq!(uri(Path::new("/w/a.vires")), None);
    }
}
