//! `vires init`

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use vires_compiler::MANIFEST;
use vires_syntax::{FileKind, parse_unexplained};
use vires_words::{Language, say, words};

use super::json;
use crate::args::{Format, InitArgs};
use crate::disk::{plain, shown};
use crate::output::Output;
use crate::{Refused, Status};

const ENGLISH: &str = include_str!("init/template-en.vires");
const VIETNAMESE: &str = include_str!("init/template-vi.vires");

pub(crate) fn run(args: &InitArgs, out: &mut Output) -> Result<Status, Refused> {
    let folder = args.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let name = package_name(&folder);
    let language: Language = args.language.map_or(Language::En, Into::into);
    out.speak(language);
    let refused = |path: &Path, error: &std::io::Error| plain(error).of(shown(path));
    fs::create_dir_all(&folder).map_err(|error| refused(&folder, &error))?;
    let template = language.pick(ENGLISH, VIETNAMESE);
    let code = language.code();
    let manifest = format!("[package]\nname = \"{name}\"\nlabel = \"{name}\"\nlanguage = \"{code}\"\n");
    let files =
        [(folder.join(MANIFEST), manifest), (folder.join(format!("{name}.vires")), template.replace("PACKAGE", &name))];
    // Nothing is written where anything would be overwritten.
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        let there = words!("it is there already, and nothing was written", "đã có sẵn, nên không tạo tệp nào");
        return Err(there.of(shown(path)));
    }
    for (path, text) in &files {
        fs::write(path, text).map_err(|error| refused(path, &error))?;
    }
    let written: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
    match args.format {
        Format::Text => {
            for path in &written {
                out.line(&say!(language, "wrote {path}", "đã tạo {path}"));
            }
            let place = args.folder.as_ref().map_or_else(String::new, |folder| format!(" {}", folder.display()));
            out.line(&say!(
                language,
                "now try: vires check{place}, vires test{place}",
                "tiếp theo, hãy chạy: vires check{place}, vires test{place}"
            ));
        }
        Format::Json => out.line(&json(&Made { schema: "vires.init/1", package: &name, files: &written })?),
    }
    Ok(Status::Clean)
}

/// What was made, in machine output.
#[derive(Serialize)]
struct Made<'a> {
    schema: &'static str,
    package: &'a str,
    files: &'a [String],
}

/// The folder's name as a name of the language.
fn package_name(folder: &Path) -> String {
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let clean: String = name.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' }).collect();
    let clean = clean.trim_matches('_').to_owned();
    match clean.chars().next() {
        Some(first) if first.is_alphabetic() && is_free(&clean) => clean,
        // A word of the language.
        Some(first) if first.is_alphabetic() => format!("{clean}_policy"),
        Some(_) => format!("p{clean}"),
        None => "policy".to_owned(),
    }
}

/// Whether a package may have this name.
fn is_free(name: &str) -> bool {
    parse_unexplained(&format!("package {name}\n"), FileKind::Policy).errors.is_empty()
}
