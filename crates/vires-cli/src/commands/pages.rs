//! The pages that explain codes: with examples in the keywords of the reader, and as files for editors to show.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use vires_diagnostics::{Code, explain_in};
use vires_syntax::FileKind;
use vires_words::Language;

use crate::Refused;
use crate::disk::{plain, shown};

/// The page of a code in Markdown. Its examples are in the keywords of its language.
pub(crate) fn text(code: Code, language: Language) -> Cow<'static, str> {
    let keywords = match language {
        Language::En => vires_syntax::Language::English,
        Language::Vi => vires_syntax::Language::Vietnamese,
    };
    explain_in(code, language, &|example| match example.language {
        "vires" => vires_fmt::convert(example.text, FileKind::Policy, keywords).map_or(example.text.into(), Cow::Owned),
        _ => example.text.into(),
    })
}

/// Where the pages lie that `vires lsp` links codes to, unless an editor sets others.
pub(crate) fn folder() -> Option<PathBuf> {
    let data = if cfg!(windows) {
        std::env::var_os("LOCALAPPDATA").map(PathBuf::from)
    } else {
        let set = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
        set.or_else(|| std::env::home_dir().map(|home| home.join(".local/share")))
    };
    data.filter(|data| data.is_absolute()).map(|data| data.join("vires").join("pages"))
}

/// Writes the pages of all codes in all languages. Pages that are there as they should be are left alone, so editors may
/// ask for it whenever they begin, two of them at once.
pub(crate) fn write(folder: &Path) -> Result<(), Refused> {
    for language in Language::ALL {
        for code in Code::ALL {
            let path = folder.join(vires_lsp::pages::file(*code, language));
            let refused = |error: std::io::Error| plain(&error).of(shown(&path));
            let text = text(*code, language);
            if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
                continue;
            }
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(refused)?;
            }
            // Whoever reads it meanwhile finds a whole page.
            let beside = path.with_extension(format!("{}.new", std::process::id()));
            fs::write(&beside, text.as_bytes()).map_err(refused)?;
            fs::rename(&beside, &path).map_err(refused)?;
        }
    }
    Ok(())
}
