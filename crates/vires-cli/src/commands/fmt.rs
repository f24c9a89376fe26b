//! `vires fmt`

use std::path::{Path, PathBuf};

use vires_compiler::{Files, PathKind, absolute, file_kind, policy_files, shown};
use vires_fmt::NotFormatted;
use vires_syntax::{FileKind, Language, LineIndex};

use crate::args::{FmtArgs, Tongue};
use crate::disk::{Disk, plain, standard_input};
use crate::output::Output;
use crate::{Refused, Status};

pub(crate) fn run(args: &FmtArgs, out: &mut Output) -> Result<Status, Refused> {
    if args.paths.iter().any(|path| path == "-") {
        if args.paths.len() > 1 {
            return Err("`-` is standard input, alone: no other path may stand beside it".to_owned());
        }
        return of_standard_input(args, out);
    }
    let mut status = Status::Clean;
    for path in files(&args.paths)? {
        let name = shown(&Disk.current_folder(), &path);
        let bytes = Disk.read(&path).map_err(|why| format!("{name}: {why}"))?;
        let kind = file_kind(&path).unwrap_or(FileKind::Policy);
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            // Markdown without policy may be in any encoding.
            Err(_) if kind == FileKind::Markdown => continue,
            Err(_) => return Err(format!("{name}: it is not text in UTF-8")),
        };
        let formatted = match formatted(args, &text, kind) {
            Ok(formatted) => formatted,
            Err(why) => {
                out.complain(&in_words(&name, &text, &why));
                status = Status::Partly;
                continue;
            }
        };
        if formatted == text {
            continue;
        }
        if args.check {
            out.line(&Output::safe(&name));
            if status == Status::Clean {
                status = Status::Found;
            }
        } else {
            std::fs::write(&path, &formatted).map_err(|error| format!("{name}: {}", plain(&error)))?;
        }
    }
    Ok(status)
}

fn of_standard_input(args: &FmtArgs, out: &mut Output) -> Result<Status, Refused> {
    let text =
        String::from_utf8(standard_input()?).map_err(|_| "standard input: it is not text in UTF-8".to_owned())?;
    let formatted = formatted(args, &text, FileKind::Policy).map_err(|why| in_words("standard input", &text, &why))?;
    if args.check {
        return Ok(if formatted == text { Status::Clean } else { Status::Found });
    }
    out.write(&formatted);
    Ok(Status::Clean)
}

fn formatted(args: &FmtArgs, text: &str, kind: FileKind) -> Result<String, NotFormatted> {
    match args.language {
        None => vires_fmt::format(text, kind),
        Some(Tongue::En) => vires_fmt::convert(text, kind, Language::English),
        Some(Tongue::Vi) => vires_fmt::convert(text, kind, Language::Vietnamese),
    }
}

/// Why a file was left as it is, with the place.
fn in_words(name: &str, text: &str, why: &NotFormatted) -> String {
    match why {
        NotFormatted::Unclear(errors) => match errors.first() {
            Some(error) => {
                let at = LineIndex::new(text).line_column(text, error.span.start);
                format!(
                    "{name}:{}:{}: left as it is: {}",
                    at.line,
                    at.column,
                    error.message.in_language(vires_words::Language::En)
                )
            }
            None => format!("{name}: left as it is"),
        },
        NotFormatted::WouldChange { line } => {
            format!("{name}:{line}:1: left as it is: this line would read differently in the other language")
        }
    }
}

/// The files of the paths, in order, each once.
fn files(paths: &[String]) -> Result<Vec<PathBuf>, Refused> {
    let here = [".".to_owned()];
    let paths = if paths.is_empty() { &here } else { paths };
    let mut files = Vec::new();
    for path in paths {
        let at = absolute(&Disk.current_folder(), Path::new(path));
        match Disk.kind(&at) {
            None => return Err(format!("{path}: there is no such file or folder")),
            Some(PathKind::File) => files.push(at),
            Some(PathKind::Folder) => files.extend(policy_files(&Disk, &at).map_err(|error| error.to_string())?),
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}
