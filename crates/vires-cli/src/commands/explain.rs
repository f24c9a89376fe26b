//! `vires explain`

use std::path::Path;

use serde::Serialize;
use vires_compiler::Files;
use vires_diagnostics::{Code, UnknownCode};
use vires_words::{Language, words};

use super::{json, language_of, pages};
use crate::args::{ExplainArgs, Format};
use crate::disk::{Disk, shown};
use crate::output::Output;
use crate::{Refused, Status};

/// The schema of one code's page as JSON.
const EXPLANATION_SCHEMA: &str = "vires.explanation/1";
/// The schema of all codes as JSON.
const CODES_SCHEMA: &str = "vires.codes/1";
/// The schema of where the pages were written, as JSON.
const PAGES_SCHEMA: &str = "vires.pages/1";

pub(crate) fn run(args: &ExplainArgs, out: &mut Output) -> Result<Status, Refused> {
    out.speak(args.language.map_or_else(|| language_of(&[]), Into::into));
    if let Some(folder) = &args.pages {
        return write_pages(folder.as_deref(), args.format, out);
    }
    let language = out.language();
    let code: Option<Code> =
        args.code.as_deref().map(str::parse).transpose().map_err(|error: UnknownCode| error.said())?;
    match (code, args.format) {
        (Some(code), Format::Text) => page(&pages::text(code, language), out),
        (Some(code), Format::Json) => {
            let document =
                Page { schema: EXPLANATION_SCHEMA, row: Row::of(code, language), page: &pages::text(code, language) };
            out.line(&json(&document)?);
        }
        (None, Format::Text) => {
            for code in Code::ALL {
                let severity = code.severity().word(language);
                let line = format!("{}  {severity:8} {}", out.strong(code.as_str()), code.title(language));
                out.line(&line);
            }
        }
        (None, Format::Json) => {
            let codes = Code::ALL.iter().map(|code| Row::of(*code, language)).collect();
            out.line(&json(&Codes { schema: CODES_SCHEMA, codes })?);
        }
    }
    Ok(Status::Clean)
}

/// Writes the pages and says at which address they are.
fn write_pages(folder: Option<&Path>, format: Format, out: &mut Output) -> Result<Status, Refused> {
    let folder = match folder {
        Some(folder) => folder.to_path_buf(),
        None => pages::folder().ok_or_else(|| {
            words!(
                "--pages: this user has no home folder: name the folder for the pages",
                "--pages: người dùng này không có thư mục riêng: nêu thư mục để ghi các trang"
            )
        })?,
    };
    pages::write(&folder)?;
    let folder = vires_compiler::absolute(&Disk.current_folder(), &folder);
    let pages = vires_lsp::pages::address(&folder).ok_or_else(|| {
        words!("a path that no address can name", "đường dẫn này không viết được thành địa chỉ").of(shown(&folder))
    })?;
    match format {
        Format::Text => out.line(&pages),
        Format::Json => out.line(&json(&Written { schema: PAGES_SCHEMA, pages: &pages })?),
    }
    Ok(Status::Clean)
}

/// Where pages were written, in machine output.
#[derive(Serialize)]
struct Written<'a> {
    schema: &'static str,
    /// Their address, with `{language}` and `{code}` in it.
    pages: &'a str,
}

/// A code in machine output.
#[derive(Serialize)]
struct Row {
    code: &'static str,
    kind: &'static str,
    severity: &'static str,
    title: &'static str,
}

impl Row {
    fn of(code: Code, language: Language) -> Self {
        Self {
            code: code.as_str(),
            kind: code.kind().as_str(),
            severity: code.severity().as_str(),
            title: code.title(language),
        }
    }
}

#[derive(Serialize)]
struct Page<'a> {
    schema: &'static str,
    #[serde(flatten)]
    row: Row,
    /// In Markdown.
    page: &'a str,
}

#[derive(Serialize)]
struct Codes {
    schema: &'static str,
    codes: Vec<Row>,
}

/// A page of Markdown as it is read on a terminal: headings in bold type, examples set in.
fn page(text: &str, out: &mut Output) {
    let mut fenced = false;
    for line in text.lines() {
        if let Some(info) = line.strip_prefix("```") {
            fenced = !fenced && !info.is_empty();
            continue;
        }
        let printed = match line.strip_prefix("## ").or_else(|| line.strip_prefix("# ")) {
            Some(heading) if !fenced => out.strong(heading),
            _ if fenced && !line.is_empty() => format!("    {line}"),
            _ => wrapped(line, 96),
        };
        out.line(&printed);
    }
}

/// A paragraph in lines of at most so many characters.
fn wrapped(line: &str, width: usize) -> String {
    if line.starts_with("    ") {
        return line.to_owned();
    }
    let mut text = String::new();
    let mut filled = 0;
    for word in line.split(' ') {
        let columns = word.chars().count();
        if filled > 0 && filled + 1 + columns > width {
            text.push('\n');
            filled = 0;
        } else if filled > 0 {
            text.push(' ');
            filled += 1;
        }
        text.push_str(word);
        filled += columns;
    }
    text
}
