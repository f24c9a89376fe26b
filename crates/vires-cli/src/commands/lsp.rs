//! `vires lsp`

use std::path::{Path, PathBuf};
use std::sync::Arc;

use vires_diagnostics::{Code, explain};
use vires_words::Language;

use crate::disk::Disk;
use crate::{Refused, Status};

/// Serves an editor at standard input and output until it goes.
pub(crate) fn run() -> Result<Status, Refused> {
    vires_lsp::serve_standard_streams(Arc::new(Disk), pages()).map_err(|error| error.to_string())?;
    Ok(Status::Clean)
}

/// Where the page of each code lies, for the links of findings: written out once for each version of the program. None where
/// nothing can be written: then codes are no links.
fn pages() -> Option<String> {
    let folder = cache()?.join("vires").join(env!("CARGO_PKG_VERSION"));
    for language in Language::ALL {
        let own = folder.join(language.code());
        std::fs::create_dir_all(&own).ok()?;
        for code in Code::ALL {
            let (path, text) = (own.join(format!("{code}.md")), explain(*code, language));
            // Another server may be reading it.
            if std::fs::read_to_string(&path).is_ok_and(|there| there.as_str() == &*text) {
                continue;
            }
            std::fs::write(&path, text.as_bytes()).ok()?;
        }
    }
    Some(format!("{}/{{language}}/{{code}}.md", address(&folder)?))
}

/// The folder of the system for what can be made anew.
fn cache() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = |below: &str| named("HOME").map(|home| home.join(below));
    if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home("Library/Caches")
    } else {
        named("XDG_CACHE_HOME").or_else(|| home(".cache"))
    }
}

/// A folder as the address of one: `file:///home/a%20b`.
fn address(folder: &Path) -> Option<String> {
    let mut said = String::from("file://");
    for part in folder.to_str()?.replace('\\', "/").trim_start_matches('/').split('/') {
        said.push('/');
        for byte in part.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' => said.push(byte.into()),
                byte => said.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_have_addresses() {
        let said = address(Path::new("/home/an nguyễn/.cache"));
        assert_eq!(said.as_deref(), Some("file:///home/an%20nguy%E1%BB%85n/.cache"));
    }
}
