//! `vires diff`

use vires_compiler::{between_days, between_versions};
use vires_diagnostics::{Comparison, Severity, render};
use vires_words::words;

use super::{day, load, speak};
use crate::args::{DiffArgs, DiffDenied, DiffFormat};
use crate::output::Output;
use crate::progress::Progress;
use crate::{Refused, Status};

pub(crate) fn run(args: &DiffArgs, out: &mut Output) -> Result<Status, Refused> {
    speak(&args.paths, args.spoken, out);
    let (from, to) = (day("--from", args.from.as_deref())?, day("--to", args.to.as_deref())?);
    let at = day("--at", args.at.as_deref())?;
    let progress = Progress::begin(out.pick("comparing", "đang so sánh"));
    let comparison = match (from.zip(to), &args.paths[..]) {
        (Some((from, to)), [] | [_]) => between_days(&load(&args.paths, args.spoken, out)?, from, to),
        (None, [old, new]) => {
            let mut earlier = load(std::slice::from_ref(old), args.spoken, out)?;
            let later = load(std::slice::from_ref(new), args.spoken, out)?;
            earlier.set_language(later.language());
            between_versions((old, &earlier), (new, &later), at)
        }
        _ => {
            return Err(words!(
                "give two versions, `vires diff OLD NEW`, or one version and two dates, `vires diff PATH --from DATE \
                 --to DATE`",
                "nêu hai phiên bản, `vires diff CŨ MỚI`, hoặc một phiên bản và hai ngày, `vires diff ĐƯỜNG_DẪN --from \
                 NGÀY --to NGÀY`"
            ));
        }
    };
    drop(progress);
    print(args, &comparison, out)?;
    let new = |severity: Severity| comparison.new_findings.iter().any(|own| own.severity == severity);
    // What could not be compared may have changed.
    let changed = !comparison.unexamined.is_empty()
        || !comparison.changes.is_empty()
        || !comparison.asked.is_empty()
        || !comparison.new_powers.is_empty()
        || !comparison.gone_powers.is_empty();
    let denied = new(Severity::Error)
        || args.deny.contains(&DiffDenied::Warnings) && new(Severity::Warning)
        || args.deny.contains(&DiffDenied::Changes) && changed;
    Ok(if denied { Status::Found } else { Status::Clean })
}

fn print(args: &DiffArgs, comparison: &Comparison, out: &mut Output) -> Result<(), Refused> {
    let options = out.render_options();
    let language = out.language();
    let printed = match args.format {
        DiffFormat::Text => render::comparison::text::report(out, comparison, &options),
        DiffFormat::Markdown => render::comparison::markdown::report(out, comparison, language),
        DiffFormat::Json => render::comparison::json::report(out, comparison),
        DiffFormat::Sarif => render::sarif::report(out, &comparison.new_findings, env!("CARGO_PKG_VERSION"), language),
        DiffFormat::Github => render::github::report(out, &comparison.new_findings, language),
    };
    printed.map_err(|_| words!("the comparison cannot be written", "không ghi được kết quả so sánh"))
}
