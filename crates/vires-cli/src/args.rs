//! All arguments of all commands, with the words of `--help`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use vires_words::Language;

/// Checks who holds which legal power, when, and by which instrument
///
/// A policy says in plain sentences which body holds a power, in which cases, under which article.
/// Vires proves, for all cases and all dates at once, where two bodies claim one power, where nobody
/// holds it, and where the holder no longer exists; and it decides any single case with the chain of
/// authority behind the answer.
#[derive(Debug, Parser)]
#[command(name = "vires", version, disable_help_subcommand = true, verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// Colours: when writing to a terminal (and NO_COLOR is not set), always, or never.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When to write in colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(CheckArgs),
    Eval(EvalArgs),
    Test(TestArgs),
    Fmt(FmtArgs),
    Explain(ExplainArgs),
    Init(InitArgs),
    Powers(PowersArgs),
    Who(WhoArgs),
    Lsp(LspArgs),
    #[command(hide = true)]
    Completions(CompletionsArgs),
    #[command(hide = true)]
    Man(ManArgs),
}

/// Serve an editor: the language server protocol at standard input and output.
///
/// Editors start this command themselves.
#[derive(Debug, Args)]
pub(crate) struct LspArgs {
    /// For editors that say so; there is no other way.
    #[arg(long, hide = true)]
    pub(crate) stdio: bool,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// How to print findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingsFormat {
    /// For people: each finding with the rules it is about.
    Text,
    /// One line a finding: path, line, column, severity, code, message.
    Concise,
    /// For programs: one document with everything there is to know.
    Json,
    /// For code scanning services: one SARIF 2.1.0 document.
    Sarif,
    /// For GitHub Actions: one workflow command a finding, shown beside its line.
    Github,
}

/// What counts as an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Denied {
    /// Warnings too.
    Warnings,
}

/// Parse, resolve and prove; print every finding
///
/// Exit status: 0 no errors, 1 errors found, 2 the policies could not be read.
///
/// Examples:
///
///   vires check                              the package of the current folder
///   vires check policies/vietnam             a package folder
///   vires check --format concise *.vires     one line a finding
///   vires check - < draft.vires              standard input
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct CheckArgs {
    /// Files or package folders; `-` is standard input. Default: the package of the current folder.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// How to print the findings.
    #[arg(long, value_enum, default_value_t = FindingsFormat::Text)]
    pub(crate) format: FindingsFormat,
    /// Let warnings fail the check too.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) deny: Option<Denied>,
    /// A TOML file of findings that are accepted for a time: only others are printed, and fail the check.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Accept all errors and warnings found now: write them to this file, for --baseline. What the file accepts already
    /// keeps its reason and date; what is not found any more is dropped.
    #[arg(long, value_name = "FILE", requires_all = ["reason", "until"], conflicts_with = "baseline")]
    pub(crate) write_baseline: Option<PathBuf>,
    /// With --write-baseline: why they may stand for now.
    #[arg(long, value_name = "TEXT", requires = "write_baseline")]
    pub(crate) reason: Option<String>,
    /// With --write-baseline: the last day on which they are accepted, such as 2026-12-31.
    #[arg(long, value_name = "DATE", requires = "write_baseline")]
    pub(crate) until: Option<String>,
    /// The day by which it is judged whether an acceptance has expired. Default: today.
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<String>,
    /// Print notes too, and every rule of a finding with its text.
    #[arg(long)]
    pub(crate) all: bool,
    /// Say on standard error how long each step took.
    #[arg(long)]
    pub(crate) timings: bool,
    #[command(flatten)]
    pub(crate) spoken: Spoken,
}

/// Decide one case, or a file of cases
///
/// A case is given as FACT=VALUE, or as JSON with --case: one object a line, either
/// {"power": …, "at": …, "known": …, "facts": {…}} or the facts alone, with at and known among them;
/// what a line leaves out is as the other arguments say. A fact that is not given is not known: the
/// answer then says what it depends on. A line that cannot be read is answered by an object with
/// `error`, `file` and `line`, the others are answered all the same, and the exit status is 2.
///
/// Exit status: 0 decided, 2 a case or the policies could not be read.
///
/// Examples:
///
///   vires eval generation_licence --at 2025-08-01 capacity='30 MW' source=solar site=lam_dong
///   vires eval generation_licence --case cases.jsonl > answers.jsonl
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct EvalArgs {
    /// The power: its name, with its package where there are several, its label, or a code.
    #[arg(value_name = "POWER")]
    pub(crate) power: String,
    /// What is known of the case, such as capacity='50 MW', site=lam_dong, fields=generation,trading.
    #[arg(value_name = "FACT=VALUE")]
    pub(crate) facts: Vec<String>,
    /// The date asked about, such as 2025-08-01.
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<String>,
    /// Only by what was published by that date.
    #[arg(long, value_name = "DATE")]
    pub(crate) known: Option<String>,
    /// A file of cases, one JSON object a line; `-` is standard input. May be given several times.
    #[arg(long = "case", value_name = "FILE")]
    pub(crate) cases: Vec<String>,
    /// The policies. Default: the package of the current folder.
    #[arg(long, value_name = "PATH")]
    pub(crate) policies: Vec<String>,
    /// How to print. Default: text, and JSON, one object a line, with --case.
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    #[command(flatten)]
    pub(crate) spoken: Spoken,
}

/// Run the tests beside the rules
///
/// Exit status: 0 all tests pass, 1 a test fails or the text has errors, 2 the policies could not be read.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct TestArgs {
    /// Files or package folders. A file's package is loaded whole, and the tests of the file are run. Default: the
    /// package of the current folder.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// Name the rules on which no answer to a test rests.
    #[arg(long)]
    pub(crate) coverage: bool,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) spoken: Spoken,
}

/// Lay policy files out in the one way there is; every comment stays
///
/// Exit status: 0 formatted, 1 with --check a file is laid out otherwise, 2 a file could not be read.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct FmtArgs {
    /// Files or folders; `-` is standard input, formatted to standard output. Default: the current folder.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// Write nothing; name the files that are laid out otherwise.
    #[arg(long)]
    pub(crate) check: bool,
    /// Write every keyword in this language.
    #[arg(long, value_enum)]
    pub(crate) language: Option<Tongue>,
}

/// A language, of answers or of keywords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tongue {
    /// English.
    En,
    /// Vietnamese.
    Vi,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::En => Self::En,
            Tongue::Vi => Self::Vi,
        }
    }
}

/// The language of everything that a command says about policies.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Spoken {
    /// The language of the output. Default: that of the package, as its manifest says.
    #[arg(long, value_enum)]
    pub(crate) language: Option<Tongue>,
}

/// Explain a finding's code, with an example and the same mended.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The code, such as V2001. Without one: all codes.
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
    /// The language of the page. Default: that of the current folder's package.
    #[arg(long, value_enum)]
    pub(crate) language: Option<Tongue>,
}

/// Make a new package that checks clean.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Its folder. Default: the current folder.
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// All powers as a register: label, sector, holders with their cases, codes.
#[derive(Debug, Args)]
pub(crate) struct PowersArgs {
    /// Files or package folders. Default: the package of the current folder.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// Holders on this date only. Default: all dates.
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) spoken: Spoken,
}

/// What a body or office holds, and in which cases.
#[derive(Debug, Args)]
pub(crate) struct WhoArgs {
    /// The body or office: its name or its label.
    #[arg(value_name = "BODY")]
    pub(crate) body: String,
    /// On this date only. Default: all dates.
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<String>,
    /// The policies. Default: the package of the current folder.
    #[arg(long, value_name = "PATH")]
    pub(crate) policies: Vec<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) spoken: Spoken,
}

/// Print a completion script for a shell.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// Write the manual pages.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Into this folder.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}
