//! `vires powers`

use serde::Serialize;
use vires_compiler::{POWERS_SCHEMA, PowerRow, UndeterminedRow};
use vires_words::say;

use super::{day, json, load_to_answer, speak};
use crate::args::{Format, PowersArgs};
use crate::output::Output;
use crate::progress::Progress;
use crate::{Refused, Status};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    powers: &'a [PowerRow],
}

pub(crate) fn run(args: &PowersArgs, out: &mut Output) -> Result<Status, Refused> {
    speak(&args.paths, args.spoken, out);
    let at = day("--at", args.at.as_deref())?;
    let progress = Progress::begin(out.pick("reading the policies", "đang đọc chính sách"));
    let policies = load_to_answer(&args.paths, args.spoken, out)?;
    let powers = policies.powers(at);
    drop(progress);
    match args.format {
        Format::Json => {
            let document = Document { schema: POWERS_SCHEMA, at: args.at.as_deref(), powers: &powers };
            out.line(&json(&document)?);
        }
        Format::Text => people(&powers, out),
    }
    Ok(Status::Clean)
}

fn people(powers: &[PowerRow], out: &mut Output) {
    for power in powers {
        let label = out.strong(&Output::safe(&power.label));
        out.line(&format!("{label} ({})", Output::safe(&power.power)));
        if let Some(sector) = &power.sector {
            out.line(&format!("  {} {}", out.pick("sector:", "lĩnh vực:"), Output::safe(sector)));
        }
        if !power.codes.is_empty() {
            out.line(&format!("  {} {}", out.pick("code:  ", "mã số:   "), Output::safe(&power.codes.join(", "))));
        }
        for holder in &power.holders {
            let region = in_cases(&holder.region);
            out.line(&format!("  {}{region}", Output::safe(&holder.label)));
        }
        claimed_twice(power.conflict.as_deref(), out);
        cannot_be_said(power.undetermined.as_ref(), out);
        if !power.examined {
            let unknown = out.bad(out.pick(
                "not known: its rules could not all be read and examined; `vires check` says why",
                "chưa xác định: chưa đọc và xem xét được hết các quy định; `vires check` nêu lý do",
            ));
            out.line(&format!("  {unknown}"));
        } else if power.holders.is_empty() {
            let nobody = out.bad(out.pick(
                "nobody: no provision in force gives it to anyone",
                "không cơ quan nào: không có điều khoản nào đang có hiệu lực giao thẩm quyền này",
            ));
            out.line(&format!("  {nobody}"));
        }
    }
    let language = out.language();
    out.line(&match powers.len() {
        1 => say!(language, "1 power", "1 thẩm quyền"),
        n => say!(language, "{n} powers", "{n} thẩm quyền"),
    });
}

/// In which cases claims clash, if in any.
pub(super) fn claimed_twice(region: Option<&str>, out: &mut Output) {
    if let Some(region) = region {
        let clash = out.bad(out.pick("claimed twice", "chồng chéo thẩm quyền"));
        out.line(&format!("  {clash}{}", in_cases(region)));
    }
}

/// In which cases nobody can say who holds it, if in any.
pub(super) fn cannot_be_said(undetermined: Option<&UndeterminedRow>, out: &mut Output) {
    if let Some(UndeterminedRow { region, labels, .. }) = undetermined {
        let doubt = out.bad(out.pick("cannot be said", "chưa xác định được"));
        let powers = Output::safe(&labels.join(", "));
        let why = say!(
            out.language(),
            "it turns on who holds {powers}, which is claimed twice",
            "tùy thuộc vào cơ quan nào có thẩm quyền {powers}, hiện có chồng chéo"
        );
        out.line(&format!("  {doubt} ({why}){}", in_cases(region)));
    }
}

/// A region behind a holder's name: on the same line where it is short, below it otherwise.
pub(super) fn in_cases(region: &str) -> String {
    let lines: Vec<String> = region.lines().map(Output::safe).collect();
    match lines.as_slice() {
        [] => String::new(),
        [only] => format!(": {only}"),
        several => several.iter().fold(":".to_owned(), |text, line| format!("{text}\n    {line}")),
    }
}
