//! `vires fmt`

use std::path::{Path, PathBuf};

use serde::Serialize;
use vires_compiler::{Files, PathKind, Unreadable, absolute, file_kind, line_ends, policy_files, shown};
use vires_fmt::NotFormatted;
use vires_syntax::{FileKind, Language, LineIndex};
use vires_words::{Say, Words, words};

use super::{json, language_of, not_alone, not_text};
use crate::args::{FmtArgs, Format, Tongue};
use crate::disk::{Disk, its_name, plain, standard_input};
use crate::output::Output;
use crate::{Refused, Status};

/// The schema of what was done, as JSON.
const FORMAT_SCHEMA: &str = "vires.format/1";

/// What became of the layout of one file.
enum Laid {
    /// It was laid out so already.
    Same,
    /// It was laid out otherwise.
    Otherwise(String),
    /// It is left as it is: why, with the place.
    Left(Left),
}

/// Why a file was left as it is.
#[derive(Serialize)]
struct Left {
    line: usize,
    column: usize,
    /// In the language spoken.
    message: String,
    #[serde(skip)]
    in_words: Words,
}

pub(crate) fn run(args: &FmtArgs, out: &mut Output) -> Result<Status, Refused> {
    // Its own --language is that of keywords.
    out.speak(language_of(&args.paths));
    if args.paths.iter().any(|path| path == "-") {
        if args.paths.len() > 1 {
            return Err(not_alone());
        }
        return of_standard_input(args, out);
    }
    let mut status = Status::Clean;
    let mut rows = Vec::new();
    for path in files(&args.paths)? {
        let name = shown(&Disk.current_folder(), &path);
        let bytes = Disk.read(&path).map_err(|why| why.said().of(&name))?;
        let kind = file_kind(&path).unwrap_or(FileKind::Policy);
        let text = match String::from_utf8(bytes) {
            Ok(text) => line_ends(text),
            // Markdown without policy may be in any encoding.
            Err(_) if kind == FileKind::Markdown => continue,
            Err(_) => return Err(not_text().of(name)),
        };
        let laid = laid(args, &text, kind);
        status = status.worse(args.status_of(&laid));
        match &laid {
            Laid::Otherwise(formatted) if !args.check => {
                std::fs::write(&path, formatted).map_err(|error| plain(&error).of(&name))?;
            }
            Laid::Otherwise(_) if args.format == Format::Text => out.line(&Output::safe(&name)),
            Laid::Left(left) if args.format == Format::Text => out.complain(&left.said(&name)),
            Laid::Same | Laid::Otherwise(_) | Laid::Left(_) => {}
        }
        rows.push(Row::of(name, laid));
    }
    if args.format == Format::Json {
        out.line(&json(&Document::of(rows))?);
    }
    Ok(status)
}

fn of_standard_input(args: &FmtArgs, out: &mut Output) -> Result<Status, Refused> {
    let text = String::from_utf8(standard_input()?).map(line_ends);
    let text = text.map_err(|_| not_text().of(its_name()))?;
    let laid = laid(args, &text, FileKind::Policy);
    let status = args.status_of(&laid);
    if args.format == Format::Json {
        let formatted = match &laid {
            Laid::Same => Some(text),
            Laid::Otherwise(formatted) => Some(formatted.clone()),
            Laid::Left(_) => None,
        };
        let row = Row { text: formatted, ..Row::of("-".to_owned(), laid) };
        out.line(&json(&Document::of(vec![row]))?);
        return Ok(status);
    }
    match laid {
        Laid::Left(left) => return Err(left.said(its_name())),
        _ if args.check => {}
        Laid::Same => out.write(&text),
        Laid::Otherwise(formatted) => out.write(&formatted),
    }
    Ok(status)
}

impl FmtArgs {
    /// How the command ends for a file.
    fn status_of(&self, laid: &Laid) -> Status {
        match laid {
            Laid::Otherwise(_) if self.check => Status::Found,
            Laid::Same | Laid::Otherwise(_) => Status::Clean,
            Laid::Left(_) => Status::Partly,
        }
    }
}

/// What was done, in machine output.
#[derive(Serialize)]
struct Document {
    schema: &'static str,
    summary: Counts,
    files: Vec<Row>,
}

#[derive(Serialize)]
struct Counts {
    files: usize,
    changed: usize,
    left: usize,
}

#[derive(Serialize)]
struct Row {
    file: String,
    /// Whether it was laid out otherwise (and is so still, with `--check`).
    changed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<Left>,
    /// Of standard input: the text as it is to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl Row {
    fn of(file: String, laid: Laid) -> Self {
        let changed = matches!(laid, Laid::Otherwise(_));
        let left = match laid {
            Laid::Left(left) => Some(left),
            Laid::Same | Laid::Otherwise(_) => None,
        };
        Self { file, changed, left, text: None }
    }
}

impl Document {
    fn of(files: Vec<Row>) -> Self {
        let summary = Counts {
            files: files.len(),
            changed: files.iter().filter(|row| row.changed).count(),
            left: files.iter().filter(|row| row.left.is_some()).count(),
        };
        Self { schema: FORMAT_SCHEMA, summary, files }
    }
}

fn laid(args: &FmtArgs, text: &str, kind: FileKind) -> Laid {
    match formatted(args, text, kind) {
        Ok(formatted) if formatted == text => Laid::Same,
        Ok(formatted) => Laid::Otherwise(formatted),
        Err(why) => Laid::Left(Left::of(text, &why, language_of(&args.paths))),
    }
}

fn formatted(args: &FmtArgs, text: &str, kind: FileKind) -> Result<String, NotFormatted> {
    match args.language {
        None => vires_fmt::format(text, kind),
        Some(Tongue::En) => vires_fmt::convert(text, kind, Language::English),
        Some(Tongue::Vi) => vires_fmt::convert(text, kind, Language::Vietnamese),
    }
}

impl Left {
    fn of(text: &str, why: &NotFormatted, spoken: vires_words::Language) -> Self {
        let (line, column, message) = match why {
            NotFormatted::Unclear(errors) => match errors.first() {
                Some(error) => {
                    let at = LineIndex::new(text).line_column(text, error.span.start);
                    (at.line as usize, at.column as usize, error.message.clone())
                }
                None => (1, 1, words!("it cannot be read", "không đọc được")),
            },
            NotFormatted::WouldChange { line } => {
                let message = words!(
                    "this line would read differently in the other language",
                    "dòng này sẽ có nghĩa khác trong ngôn ngữ kia"
                );
                (*line, 1, message)
            }
        };
        Self { line, column, message: message.in_language(spoken).to_owned(), in_words: message }
    }

    fn said(&self, name: impl Say) -> Words {
        let Self { line, column, .. } = self;
        words!(
            "{name}:{line}:{column}: left as it is: {message}",
            "{name}:{line}:{column}: giữ nguyên: {message}",
            name = name,
            message = self.in_words
        )
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
            None => return Err(Unreadable::Absent.said().of(path)),
            Some(PathKind::File) => files.push(at),
            Some(PathKind::Folder) => files.extend(policy_files(&Disk, &at).map_err(|error| error.said())?),
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}
