//! One file a command.

pub(crate) mod act;
pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod init;
pub(crate) mod lsp;
pub(crate) mod packaging;
mod pages;
pub(crate) mod powers;
pub(crate) mod test;
mod watch;
pub(crate) mod who;

use vires_compiler::{Policies, Request};
use vires_diagnostics::Severity;
use vires_model::Day;
use vires_words::{Language, say};

use crate::Refused;
use crate::args::Spoken;
use crate::disk::{Disk, standard_input};
use crate::output::Output;

/// Loads the policies of these paths, `-` alone being standard input, and speaks their language or the one asked for.
fn load(paths: &[String], spoken: Spoken, out: &mut Output) -> Result<Policies, Refused> {
    let mut policies = read(paths)?;
    if let Some(language) = spoken.language {
        policies.set_language(language.into());
    }
    out.speak(policies.language());
    Ok(policies)
}

/// The same to answer questions. What could not be read may bear on any answer: a repeal misspelt repeals nothing.
fn load_to_answer(paths: &[String], spoken: Spoken, out: &mut Output) -> Result<Policies, Refused> {
    let policies = load(paths, spoken, out)?;
    let lost = policies.text_errors().findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if lost > 0 {
        out.complain(&say!(
            out.language(),
            "note: {lost} in the text of the policies, which answers may rest on: see `vires check`",
            "lưu ý: văn bản chính sách có {lost}, có thể ảnh hưởng đến câu trả lời: xem `vires check`",
            lost = match (lost, out.language()) {
                (1, Language::En) => "1 error".to_owned(),
                (n, Language::En) => format!("{n} errors"),
                (n, _) => format!("{n} lỗi"),
            }
        ));
    }
    Ok(policies)
}

fn read(paths: &[String]) -> Result<Policies, Refused> {
    let loaded = if paths.iter().any(|path| path == "-") {
        if paths.len() > 1 {
            return Err("`-` is standard input, alone: no other path may stand beside it".to_owned());
        }
        Policies::load(&Disk, Request::StandardInput(&standard_input()?))
    } else {
        Policies::load(&Disk, Request::Paths(paths))
    };
    loaded.map_err(|error| error.to_string())
}

/// Reads a date of the command line.
fn day(option: &str, text: Option<&str>) -> Result<Option<Day>, Refused> {
    let Some(text) = text else {
        return Ok(None);
    };
    let day = Day::parse(text)
        .ok_or_else(|| format!("{option}: `{text}` is no date: write year-month-day, as in 2025-07-01"))?;
    Ok(Some(day))
}

/// JSON of a value of ours; that cannot fail, having text keys and whole numbers only.
fn json<T: serde::Serialize>(value: &T) -> Result<String, Refused> {
    serde_json::to_string(value).map_err(|error| format!("the answer cannot be written as JSON: {error}"))
}
