//! `vires check`

use std::borrow::Cow;
use std::path::Path;
use std::time::{Duration, Instant};

use vires_compiler::{Baseline, Files, Policies, Report, absolute, shown};
use vires_diagnostics::{Code, Finding, RenderOptions, Severity, Summary, render};
use vires_model::Day;
use vires_words::{say, words};

use super::{day, load, not_text, speak};
use crate::args::{CheckArgs, Denied, FindingsFormat};
use crate::disk::{Disk, plain};
use crate::output::Output;
use crate::progress::Progress;
use crate::{Refused, Status};

pub(crate) fn run(args: &CheckArgs, out: &mut Output) -> Result<Status, Refused> {
    speak(&args.paths, args.spoken, out);
    if args.watch {
        return super::watch::run(args, out);
    }
    let mut timings = Timings::new();
    let progress = Progress::begin(out.pick("checking", "đang kiểm tra"));
    let policies = load(&args.paths, args.spoken, out)?;
    timings.step(out.pick("read and parse", "đọc"));
    policies.resolve();
    timings.step(out.pick("resolve", "phân giải"));
    policies.analyse();
    timings.step(out.pick("prove", "chứng minh"));
    let report = judged(args, &policies)?;
    timings.step(out.pick("put into words", "diễn đạt"));
    drop(progress);
    if let Some(path) = &args.write_baseline {
        return write_baseline(args, path, &report, out);
    }
    print(args, &report, &policies, out)?;
    out.flush();
    timings.step(out.pick("print", "in"));
    if args.timings {
        timings.show(out.pick("all", "tổng cộng"));
    }
    let status = status(args, &report.summary);
    // The process ends here; taking a large policy apart line by line would be a tenth of the time.
    drop(report);
    std::mem::forget(policies);
    Ok(status)
}

/// Prints what is found in policies that were loaded.
pub(super) fn check(args: &CheckArgs, policies: &Policies, out: &mut Output) -> Result<Status, Refused> {
    let report = judged(args, policies)?;
    print(args, &report, policies, out)?;
    Ok(status(args, &report.summary))
}

fn status(args: &CheckArgs, summary: &Summary) -> Status {
    let denied = summary.errors > 0 || args.deny == Some(Denied::Warnings) && summary.warnings > 0;
    if denied { Status::Found } else { Status::Clean }
}

/// The report, with what is accepted marked.
fn judged<'p>(args: &CheckArgs, policies: &'p Policies) -> Result<Cow<'p, Report>, Refused> {
    let report = policies.report();
    let Some(path) = &args.baseline else {
        return Ok(Cow::Borrowed(report));
    };
    let today = today(args)?;
    let name = shown(&Disk.current_folder(), &absolute(&Disk.current_folder(), path));
    let text = text_of(path, &name)?;
    let baseline = Baseline::parse(&text).map_err(|why| why.of(&name))?;
    let mut findings = report.findings.clone();
    baseline.apply(&mut findings, today, (&name, &text), policies.language());
    vires_diagnostics::sort(&mut findings);
    let summary = Summary::new(report.summary.counted, &findings);
    Ok(Cow::Owned(Report { findings, summary }))
}

/// The day by which acceptances are judged: the one given, else that of the clock.
fn today(args: &CheckArgs) -> Result<Day, Refused> {
    match day("--today", args.today.as_deref())? {
        Some(day) => Ok(day),
        None => Day::parse(&jiff::Zoned::now().date().to_string()).ok_or_else(|| {
            words!(
                "the clock gives no date: say which day it is with --today",
                "đồng hồ không cho biết ngày: nêu hôm nay là ngày nào bằng --today"
            )
        }),
    }
}

fn text_of(path: &Path, name: &str) -> Result<String, Refused> {
    let bytes = Disk.read(path).map_err(|why| why.said().of(name))?;
    String::from_utf8(bytes).map_err(|_| not_text().of(name))
}

fn write_baseline(args: &CheckArgs, path: &Path, report: &Report, out: &mut Output) -> Result<Status, Refused> {
    let name = shown(&Disk.current_folder(), &absolute(&Disk.current_folder(), path));
    let before = match Disk.kind(path) {
        Some(_) => Baseline::parse(&text_of(path, &name)?).map_err(|why| why.of(&name))?,
        None => Baseline::default(),
    };
    let reason = args.reason.as_deref().unwrap_or_default().trim();
    if reason.is_empty() {
        return Err(words!(
            "--reason: say why the findings may stand for now",
            "--reason: nêu vì sao tạm chấp nhận các vấn đề này"
        ));
    }
    let until = day("--until", args.until.as_deref())?
        .ok_or_else(|| words!("--until: a date is needed", "--until: cần một ngày"))?;
    let baseline = before.renewed(&report.findings, today(args)?, reason, until);
    std::fs::write(path, baseline.write(&report.findings)).map_err(|error| plain(&error).of(&name))?;
    let n = baseline.len();
    out.line(&say!(
        out.language(),
        "{name}: findings accepted: {n}",
        "{name}: số vấn đề được chấp nhận: {n}",
        name = Output::safe(&name)
    ));
    Ok(Status::Clean)
}

fn print(args: &CheckArgs, report: &Report, policies: &Policies, out: &mut Output) -> Result<(), Refused> {
    let options = out.render_options();
    let language = out.language();
    let for_people = for_people(args, &report.findings);
    let printed = match args.format {
        FindingsFormat::Json => render::json::report(out, &report.findings, &report.summary),
        FindingsFormat::Sarif => render::sarif::report(out, &report.findings, env!("CARGO_PKG_VERSION"), language),
        FindingsFormat::Concise => render::concise::report(out, &for_people),
        FindingsFormat::Github => render::github::report(out, &for_people, language),
        FindingsFormat::Markdown => {
            let title = say!(
                language,
                "Who holds which power: what is wrong in {label}",
                "Các vấn đề về thẩm quyền: {label}",
                label = policies.label()
            );
            render::markdown::report(out, &title, &report.findings, &policies.power_names(), language)
        }
        FindingsFormat::Text => {
            let places = if args.all { usize::MAX } else { options.places };
            let options = RenderOptions { places, all_changes: args.all, ..options };
            render::text::report(out, &for_people, &report.summary, policies, &options)
        }
    };
    printed.map_err(|_| words!("the findings cannot be written", "không ghi được các vấn đề"))?;
    let hidden = report.findings.len() - report.summary.accepted - for_people.len();
    if args.format == FindingsFormat::Text && hidden > 0 {
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

/// What people are shown: nothing that is accepted, and notes only when asked for, but for those on the file of accepted
/// findings itself.
fn for_people<'f>(args: &CheckArgs, findings: &'f [Finding]) -> Cow<'f, [Finding]> {
    let is_shown = |finding: &&Finding| {
        finding.accepted.is_none()
            && (args.all || finding.severity != Severity::Note || finding.code == Code::StaleAcceptance)
    };
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

    fn show(&self, all: &'static str) {
        let total: Duration = self.steps.iter().map(|(_, took)| *took).sum();
        let mut text = String::new();
        for (name, took) in self.steps.iter().copied().chain([(all, total)]) {
            let micros = took.as_micros();
            text.push_str(&format!("{name:>15} {:>6}.{:03} ms\n", micros / 1000, micros % 1000));
        }
        // Nobody is left to be told where this fails.
        let _ = std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes());
    }
}
