//! `vires test`

use std::path::Path;

use serde::Serialize;
use vires_compiler::{Coverage, Failure, Files, PathKind, Policies, TEST_SCHEMA, Trial, absolute, shown};
use vires_diagnostics::{Code, Finding, Place, Position, Severity, render};
use vires_words::{Language, say, words};

use super::{json, load, speak};
use crate::args::{Format, TestArgs};
use crate::disk::Disk;
use crate::output::Output;
use crate::progress::Progress;
use crate::{Refused, Status};

pub(crate) fn run(args: &TestArgs, out: &mut Output) -> Result<Status, Refused> {
    speak(&args.paths, args.spoken, out);
    let progress = Progress::begin(out.pick("testing", "đang chạy kiểm thử"));
    let policies = load(&args.paths, args.spoken, out)?;
    let text = policies.text_errors();
    let trials = policies.run_tests(&|file| is_asked(&args.paths, file));
    let unread = policies.unread_tests(&|file| is_asked(&args.paths, file)).len();
    let coverage = args.coverage.then(|| policies.coverage(&|file| is_asked(&args.paths, file)));
    drop(progress);
    let errors: Vec<Finding> =
        text.findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    match args.format {
        Format::Text => {
            people(&policies, &errors, (&trials, unread), out)?;
            if let Some(coverage) = &coverage {
                untested(coverage, out);
            }
        }
        Format::Json => programs(&errors, (&trials, unread), coverage.as_ref(), out)?,
    }
    let fails = !errors.is_empty() || trials.iter().any(|trial| !trial.failures.is_empty());
    Ok(if fails { Status::Found } else { Status::Clean })
}

/// Whether the tests of a file are asked for: it is one of the paths, or lies below one, or a path is in its package.
fn is_asked(paths: &[String], file: &str) -> bool {
    let current = Disk.current_folder();
    let files: Vec<String> = paths
        .iter()
        .map(|path| absolute(&current, Path::new(path)))
        .filter(|path| Disk.kind(path) == Some(PathKind::File))
        .map(|path| shown(&current, &path))
        .collect();
    // A folder asks for everything that it brings in.
    files.is_empty() || files.len() < paths.len() || files.iter().any(|asked| asked == file)
}

/// How many tests went which way.
#[derive(Default, Clone, Copy)]
struct Tally {
    all: usize,
    failed: usize,
    /// Those that nobody can decide until the text reads.
    undecided: usize,
}

impl Tally {
    fn add(&mut self, trial: &Trial) {
        self.all += 1;
        self.failed += usize::from(fails(trial));
        self.undecided += usize::from(trial.undecided);
    }

    /// `unread`: how many cannot be run.
    fn of(trials: &[Trial], unread: usize) -> Self {
        let mut tally = Self { all: unread, failed: 0, undecided: unread };
        trials.iter().for_each(|trial| tally.add(trial));
        tally
    }
}

fn fails(trial: &Trial) -> bool {
    !trial.undecided && !trial.failures.is_empty()
}

fn people(
    policies: &Policies,
    errors: &[Finding],
    (trials, unread): (&[Trial], usize),
    out: &mut Output,
) -> Result<(), Refused> {
    let failed: Vec<Finding> = trials
        .iter()
        .filter(|trial| fails(trial))
        .flat_map(|trial| trial.failures.iter().map(|failure| finding(trial, failure, out.language())))
        .collect();
    let options = out.render_options();
    let mut text = String::new();
    for one in errors.iter().chain(&failed) {
        render::text::finding(&mut text, one, policies, &options)
            .map_err(|_| words!("the failures cannot be written", "không ghi được các kiểm thử không đạt"))?;
        text.push('\n');
    }
    out.write(&text);
    let mut file = "";
    let mut counted = Tally::default();
    for trial in trials {
        if trial.span.file != file {
            of_file(file, counted, out);
            file = &trial.span.file;
            counted = Tally::default();
        }
        counted.add(trial);
    }
    of_file(file, counted, out);
    let tally = Tally::of(trials, unread);
    let language = out.language();
    let tests = match tally.all {
        1 => say!(language, "1 test", "1 kiểm thử"),
        n => say!(language, "{n} tests", "{n} kiểm thử"),
    };
    let verdict = match (tally.failed, tally.undecided) {
        _ if tally.all == 0 => out.pick("none to run", "không có kiểm thử nào để chạy").to_owned(),
        (0, 0) => out.good(out.pick("all pass", "tất cả đều đạt")),
        (n, 0) => out.bad(&say!(language, "{n} failed", "{n} không đạt")),
        (0, n) => out.bad(&say!(language, "{n} not decidable", "{n} chưa thể kết luận")),
        (n, m) => out.bad(&say!(language, "{n} failed, {m} not decidable", "{n} không đạt, {m} chưa thể kết luận")),
    };
    let broken = match errors.len() {
        0 => String::new(),
        1 => say!(language, "; 1 error in the text", "; văn bản có 1 lỗi"),
        n => say!(language, "; {n} errors in the text", "; văn bản có {n} lỗi"),
    };
    out.line(&format!("{tests}: {verdict}{broken}"));
    Ok(())
}

fn of_file(file: &str, Tally { all, failed, undecided }: Tally, out: &mut Output) {
    if all == 0 {
        return;
    }
    let language = out.language();
    let tests = match all {
        1 => say!(language, "1 test", "1 kiểm thử"),
        n => say!(language, "{n} tests", "{n} kiểm thử"),
    };
    let mark = match failed {
        0 if undecided > 0 => out.bad(out.pick("open  ", "chưa rõ  ")),
        0 => out.good(out.pick("ok    ", "đạt      ")),
        _ => out.bad(out.pick("FAILED", "KHÔNG ĐẠT")),
    };
    let failed = match failed {
        0 => String::new(),
        n => say!(language, ", {n} failed", ", {n} không đạt"),
    };
    let undecided = match undecided {
        0 => String::new(),
        n => say!(language, ", {n} not decidable", ", {n} chưa thể kết luận"),
    };
    out.line(&format!("{mark} {} ({tests}{failed}{undecided})", Output::safe(file)));
}

fn finding(trial: &Trial, failure: &Failure, language: Language) -> Finding {
    let because = failure.because.join(" → ");
    let by = match because.is_empty() {
        true => String::new(),
        false => say!(language, ", by {because}", ", theo {because}"),
    };
    let message = say!(
        language,
        "test \"{test}\": the answer for {power} is not the one expected",
        "kiểm thử \"{test}\": kết quả về {power} không đúng như dự kiến",
        test = trial.label,
        power = failure.label
    );
    Finding::new(Code::TestFailed, message)
        .power(&failure.power)
        .place(Place::new(failure.span.clone()).label(language.pick("this was expected", "kết quả dự kiến")))
        .note(say!(language, "expected: {wanted}", "dự kiến: {wanted}", wanted = failure.expected))
        .note(say!(language, "came out: {got}{by}", "thực tế: {got}{by}", got = failure.got))
        .identified_by(&trial.label)
}

fn untested(coverage: &Coverage, out: &mut Output) {
    for rule in &coverage.untested {
        let span = &rule.span;
        let place = format!("{}:{}:{}", span.file, span.start.line, span.start.column);
        let mark = out.faint(out.pick("untested", "chưa kiểm thử"));
        out.line(&format!("{mark} {}", Output::safe(&format!("{place}: {}", rule.title))));
    }
    let tested = coverage.rules.saturating_sub(coverage.untested.len());
    out.line(&say!(
        out.language(),
        "answers to tests rest on {tested} of {all} rules",
        "kết quả kiểm thử dựa trên {tested} trong số {all} quy định",
        all = coverage.rules
    ));
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    summary: Counts,
    tests: Vec<Row<'a>>,
    /// Errors in the text: tests may be missing for them.
    errors: &'a [Finding],
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Covered<'a>>,
}

#[derive(Serialize)]
struct Covered<'a> {
    rules: usize,
    tested: usize,
    untested: Vec<UntestedRow<'a>>,
}

#[derive(Serialize)]
struct UntestedRow<'a> {
    citation: &'a str,
    file: &'a str,
    start: Position,
}

#[derive(Serialize)]
struct Counts {
    tests: usize,
    passed: usize,
    failed: usize,
    /// Those that nobody can decide until the text reads; most of them are no rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    undecided: Option<usize>,
}

#[derive(Serialize)]
struct Row<'a> {
    label: &'a str,
    file: &'a str,
    start: Position,
    passed: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    undecided: bool,
    failures: &'a [Failure],
}

fn programs(
    errors: &[Finding],
    (trials, unread): (&[Trial], usize),
    coverage: Option<&Coverage>,
    out: &mut Output,
) -> Result<(), Refused> {
    let Tally { all, failed, undecided } = Tally::of(trials, unread);
    let rows = trials.iter().map(|trial| Row {
        label: &trial.label,
        file: &trial.span.file,
        start: trial.span.start,
        passed: !trial.undecided && trial.failures.is_empty(),
        undecided: trial.undecided,
        failures: &trial.failures,
    });
    let document = Document {
        schema: TEST_SCHEMA,
        summary: Counts {
            tests: all,
            passed: all - failed - undecided,
            failed,
            undecided: (undecided > 0).then_some(undecided),
        },
        tests: rows.collect(),
        errors,
        coverage: coverage.map(|coverage| Covered {
            rules: coverage.rules,
            tested: coverage.rules.saturating_sub(coverage.untested.len()),
            untested: coverage
                .untested
                .iter()
                .map(|rule| UntestedRow { citation: &rule.citation, file: &rule.span.file, start: rule.span.start })
                .collect(),
        }),
    };
    out.line(&json(&document)?);
    Ok(())
}
