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
    /// Colours: when writing to a terminal that has them (and NO_COLOR is not set), always, or never.
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
    Diff(DiffArgs),
    Eval(EvalArgs),
    Act(Box<ActArgs>),
    Test(TestArgs),
    Fmt(FmtArgs),
    Explain(ExplainArgs),
    Init(InitArgs),
    Powers(PowersArgs),
    Who(WhoArgs),
    Lsp(LspArgs),
    Completions(CompletionsArgs),
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
    /// For whoever answers for the law: what is wrong with it as a page in Markdown, by kind and sector.
    Markdown,
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
    /// Check anew whenever a file changes, until Ctrl-C.
    #[arg(long, conflicts_with_all = ["write_baseline", "timings"])]
    pub(crate) watch: bool,
    /// Say on standard error how long each step took.
    #[arg(long)]
    pub(crate) timings: bool,
    #[command(flatten)]
    pub(crate) spoken: Spoken,
}

/// How to print a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people: totals, then each change.
    Text,
    /// For a memorandum: tables.
    Markdown,
    /// For programs: one document with everything there is to know.
    Json,
    /// For code scanning services: the new findings as one SARIF 2.1.0 document.
    Sarif,
    /// For GitHub Actions: one workflow command a new finding.
    Github,
}

/// What makes a comparison fail besides new errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffDenied {
    /// New warnings.
    Warnings,
    /// Any power that changes hands, is new or is gone.
    Changes,
}

/// What changes hands between two versions, or between two dates of one version
///
/// Every region of cases in which another body may act, or nobody, or in which another body answers:
/// from whom to whom, rule against rule, with a case; in totals by tier, sector and instrument; and
/// which findings are new, gone and unchanged. Two versions are compared on all days, or on one
/// (--at). Bodies, powers, facts and lists are the same where they have the same name.
///
/// Exit status: 0 whatever changes, 1 the later side has an error that the earlier one had not (or
/// what --deny names), 2 the policies could not be read.
///
/// Examples:
///
///   vires diff policies/vietnam --from 2025-06-30 --to 2025-07-01
///   vires diff main/policies policies --format markdown > memorandum.md
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct DiffArgs {
    /// Two versions, the earlier one first; or one (default: the package of the current folder) with --from and --to.
    #[arg(value_name = "PATH", num_args = 0..=2)]
    pub(crate) paths: Vec<String>,
    /// The earlier of two dates, such as 2025-06-30.
    #[arg(long, value_name = "DATE", requires = "to")]
    pub(crate) from: Option<String>,
    /// The later of two dates.
    #[arg(long, value_name = "DATE", requires = "from")]
    pub(crate) to: Option<String>,
    /// Compare two versions on this date only. Default: on all dates.
    #[arg(long, value_name = "DATE", conflicts_with_all = ["from", "to"])]
    pub(crate) at: Option<String>,
    /// How to print the comparison.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
    /// Let this fail the comparison too. May be given several times.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) deny: Vec<DiffDenied>,
    #[command(flatten)]
    pub(crate) spoken: Spoken,
}

/// Decide one case, or a file of cases
///
/// A case is given as FACT=VALUE, or as JSON with --case: one object a line, either
/// {"power": …, "at": …, "known": …, "facts": {…}, "done": […]} or the facts alone, with the others
/// among them; what a line leaves out is as the other arguments say. A fact that is not given is not known: the
/// answer then says what it depends on. One kept by a list is given for all its entries by its name alone
/// (turnover='0 EUR'), save those that are given by themselves ('turnover of target'='5 EUR'). A line that cannot be read is answered by an object with
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
    /// A step that was done, such as "consent of mnd". May be given several times.
    #[arg(long, value_name = "STEP")]
    pub(crate) done: Vec<String>,
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

/// Was this act within the powers of whoever did it? May this power be passed on so?
///
/// Says intra vires, or ultra vires with the kind (no power, wrong matter, place, time, amount or
/// person, a missing step, a barred delegation), the provision, and what would have to differ.
/// A step that is not named by --done was not done. Without --by the persons are taken to be those
/// whom the texts appoint to the offices; with it, each office needs a person of its own.
///
/// Exit status: 0 intra vires, 1 not, or not for certain, 2 the question or the policies could not be read.
///
/// Examples:
///
///   vires act "provincial_pc of lam_dong" generation_licence --at 2025-08-01 capacity='80 MW'
///   vires act cfo,ceo commitment --at 2026-02-01 value='2 million USD' --done "review of board"
///   vires act delegate ministry licence "provincial_pc of lam_dong" decentralise --at 2025-08-01
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct ActArgs {
    #[command(subcommand)]
    pub(crate) command: Option<ActCommand>,
    /// Who acted, such as moit or "provincial_pc of lam_dong"; several who acted together, with commas.
    #[arg(value_name = "OFFICE", required = true)]
    pub(crate) office: Option<String>,
    /// Under which power: its name, with its package where there are several, its label, or a code.
    #[arg(value_name = "POWER", required = true)]
    pub(crate) power: Option<String>,
    /// What is known of the case, as with `vires eval`.
    #[arg(value_name = "FACT=VALUE")]
    pub(crate) facts: Vec<String>,
    /// A step that was done before, such as "consent of mnd": consent, consult, propose, review, coordinate or notify, and
    /// of whom. May be given several times.
    #[arg(long, value_name = "STEP")]
    pub(crate) done: Vec<String>,
    /// A person who acted in one of the offices. May be given several times: one person for each office.
    #[arg(long = "by", value_name = "PERSON", value_delimiter = ',')]
    pub(crate) persons: Vec<String>,
    #[command(flatten)]
    pub(crate) judged: Judged,
}

/// What acts and delegations have in common.
#[derive(Debug, Args)]
pub(crate) struct Judged {
    /// The day of the act, such as 2025-08-01.
    #[arg(long, value_name = "DATE", required = true)]
    pub(crate) at: Option<String>,
    /// Only by what was published by that date.
    #[arg(long, value_name = "DATE")]
    pub(crate) known: Option<String>,
    /// The policies. Default: the package of the current folder.
    #[arg(long, value_name = "PATH")]
    pub(crate) policies: Vec<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) spoken: Spoken,
}

/// What may be asked of acts besides.
#[derive(Debug, Subcommand)]
pub(crate) enum ActCommand {
    Delegate(DelegateArgs),
}

/// May this body pass this power on to that one, in this way?
///
/// Exit status: 0 it may, 1 not, or not for certain, 2 the question or the policies could not be read.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct DelegateArgs {
    /// Who passes it on.
    #[arg(value_name = "FROM")]
    pub(crate) from: String,
    /// The power.
    #[arg(value_name = "POWER")]
    pub(crate) power: String,
    /// Who receives it.
    #[arg(value_name = "TO")]
    pub(crate) to: String,
    /// The modality: its name, its other name, or its label.
    #[arg(value_name = "MODALITY")]
    pub(crate) modality: String,
    /// What is known of the case, as with `vires eval`.
    #[arg(value_name = "FACT=VALUE")]
    pub(crate) facts: Vec<String>,
    /// The kind of instrument that carries it. Default: one that the modality allows.
    #[arg(long, value_name = "KIND")]
    pub(crate) form: Option<String>,
    /// Who issues that instrument. Default: who passes the power on.
    #[arg(long, value_name = "BODY")]
    pub(crate) issuer: Option<String>,
    #[command(flatten)]
    pub(crate) judged: Judged,
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
/// With --format json one object says of each file whether it was laid out otherwise, or why it was left;
/// of standard input it holds the text.
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
    /// How to say what was done.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
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
    /// Write the pages of all codes in both languages as files, for editors to show; prints their address, as the setting
    /// `pages` of the language server takes it. Without FOLDER they go where `vires lsp` looks for them by itself.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["code", "language"])]
    pub(crate) pages: Option<Option<PathBuf>>,
    /// The language of the page. Default: that of the current folder's package.
    #[arg(long, value_enum)]
    pub(crate) language: Option<Tongue>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// Make a new package that checks clean.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Its folder. Default: the current folder.
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    /// The language of its policies and of what is said about them. Default: English.
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) language: Option<Tongue>,
    /// How to say what was made.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
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
    /// The body or office: its name or its label; of many, all of them or one, such as "provincial_pc of lam_dong".
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

/// Print a script that completes commands and options in a shell
///
/// Examples:
///
///   vires completions bash > ~/.local/share/bash-completion/completions/vires
///   vires completions fish > ~/.config/fish/completions/vires.fish
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// Write the manual pages, one a command, for `man` to read.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Into this folder.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}
