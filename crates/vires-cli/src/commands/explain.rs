//! `vires explain`

use vires_diagnostics::{Code, explain};

use crate::args::ExplainArgs;
use crate::output::Output;
use crate::{Refused, Status};

pub(crate) fn run(args: &ExplainArgs, out: &mut Output) -> Result<Status, Refused> {
    match &args.code {
        Some(code) => {
            let code: Code = code.parse().map_err(|error| format!("{error}"))?;
            page(explain(code), out);
        }
        None => {
            for code in Code::ALL {
                let line = format!("{}  {:7}  {}", out.strong(code.as_str()), code.severity().as_str(), code.title());
                out.line(&line);
            }
        }
    }
    Ok(Status::Clean)
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
