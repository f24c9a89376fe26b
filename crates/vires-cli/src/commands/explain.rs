//! `vires explain`

use std::path::Path;

use vires_compiler::{Files, MANIFEST, Manifest};
use vires_diagnostics::{Code, explain};
use vires_words::Language;

use crate::args::ExplainArgs;
use crate::disk::Disk;
use crate::output::Output;
use crate::{Refused, Status};

pub(crate) fn run(args: &ExplainArgs, out: &mut Output) -> Result<Status, Refused> {
    let language = args.language.map_or_else(of_this_folder, Into::into);
    match &args.code {
        Some(code) => {
            let code: Code = code.parse().map_err(|error| format!("{error}"))?;
            page(&explain(code, language), out);
        }
        None => {
            for code in Code::ALL {
                let severity = code.severity().word(language);
                let line = format!("{}  {severity:8} {}", out.strong(code.as_str()), code.title(language));
                out.line(&line);
            }
        }
    }
    Ok(Status::Clean)
}

/// The language of the package that the current folder belongs to. A manifest that cannot be read is `check`'s matter.
fn of_this_folder() -> Language {
    let manifest = |folder: &Path| Disk.read(&folder.join(MANIFEST)).ok();
    let Some(bytes) = Disk.current_folder().ancestors().find_map(manifest) else {
        return Language::default();
    };
    let manifest = String::from_utf8(bytes).ok().and_then(|text| Manifest::parse(&text).ok());
    manifest.and_then(|manifest| manifest.language).map(|code| Language::of_code(&code)).unwrap_or_default()
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
