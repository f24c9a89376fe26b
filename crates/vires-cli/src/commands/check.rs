//! `vires check`

use std::borrow::Cow;
use std::time::{Duration, Instant};

use vires_compiler::Policies;
use vires_diagnostics::{Finding, RenderOptions, Severity, render};
use vires_words::say;

use super::load;
use crate::args::{CheckArgs, Denied, FindingsFormat};
use crate::output::Output;
use crate::progress::Progress;
use crate::{Refused, Status};

pub(crate) fn run(args: &CheckArgs, out: &mut Output) -> Result<Status, Refused> {
    let mut timings = Timings::new();
    let progress = Progress::begin("checking");
    let policies = load(&args.paths, args.spoken, out)?;
    timings.step("read and parse");
    policies.resolve();
    timings.step("resolve");
    policies.analyse();
    timings.step("prove");
    let report = policies.report();
    timings.step("put into words");
    drop(progress);
    print(args, &policies, out)?;
    out.flush();
    timings.step("print");
    if args.timings {
        timings.show();
    }
    let summary = report.summary;
    let denied = summary.errors > 0 || args.deny == Some(Denied::Warnings) && summary.warnings > 0;
    // The process ends here; taking a large policy apart line by line would be a tenth of the time.
    std::mem::forget(policies);
    Ok(if denied { Status::Found } else { Status::Clean })
}

fn print(args: &CheckArgs, policies: &Policies, out: &mut Output) -> Result<(), Refused> {
    let report = policies.report();
    let options = out.render_options();
    let shown = shown(args, &report.findings);
    let printed = match args.format {
        FindingsFormat::Json => render::json::report(out, &report.findings, &report.summary),
        FindingsFormat::Concise => render::concise::report(out, &shown),
        FindingsFormat::Text => {
            let places = if args.all { usize::MAX } else { options.places };
            let options = RenderOptions { places, ..options };
            render::text::report(out, &shown, &report.summary, policies, &options)
        }
    };
    printed.map_err(|_| "the findings cannot be written".to_owned())?;
    let hidden = report.findings.len() - shown.len();
    if args.format == FindingsFormat::Text && hidden > 0 {
        let language = out.language();
        out.line(&match hidden {
            1 => say!(
                language,
                "1 note is not shown: --all shows everything",
                "1 lưu ý không được hiển thị: thêm --all để xem tất cả"
            ),
            _ => say!(
                language,
                "{hidden} notes are not shown: --all shows everything",
                "{hidden} lưu ý không được hiển thị: thêm --all để xem tất cả"
            ),
        });
    }
    Ok(())
}

/// What people are shown: notes only when asked for.
fn shown<'f>(args: &CheckArgs, findings: &'f [Finding]) -> Cow<'f, [Finding]> {
    let is_shown = |finding: &&Finding| args.all || finding.severity != Severity::Note;
    if findings.iter().all(|finding| is_shown(&finding)) {
        return Cow::Borrowed(findings);
    }
    findings.iter().filter(is_shown).cloned().collect::<Vec<_>>().into()
}

/// How long the steps took.
struct Timings {
    last: Instant,
    steps: Vec<(&'static str, Duration)>,
}

impl Timings {
    fn new() -> Self {
        Self { last: Instant::now(), steps: Vec::new() }
    }

    fn step(&mut self, name: &'static str) {
        let now = Instant::now();
        self.steps.push((name, now.duration_since(self.last)));
        self.last = now;
    }

    fn show(&self) {
        let total: Duration = self.steps.iter().map(|(_, took)| *took).sum();
        let mut text = String::new();
        for (name, took) in self.steps.iter().copied().chain([("all", total)]) {
            let micros = took.as_micros();
            text.push_str(&format!("{name:>15} {:>6}.{:03} ms\n", micros / 1000, micros % 1000));
        }
        // Nobody is left to be told where this fails.
        let _ = std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes());
    }
}
