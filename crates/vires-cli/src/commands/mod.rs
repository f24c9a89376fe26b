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
pub(crate) mod powers;
pub(crate) mod test;
mod watch;
pub(crate) mod who;

use vires_compiler::{Policies, Request};
use vires_model::Day;

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
