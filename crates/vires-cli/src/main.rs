//! `vires`: the command line.
//!
//! # Architecture invariants
//!
//! - The only crate that reads the environment, opens files, writes to a terminal and ends the process.
//! - No judgement about the law is made here: arguments in, questions to `vires-compiler`, answers out.
//! - Exit status: 0 nothing of severity error, 1 errors found, 2 the command could not do its job.

mod args;
mod commands;
mod disk;
mod output;
mod progress;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use vires_words::{Words, words};

use args::{Arguments, Color, Command};
use output::Output;

/// A check is millions of small allocations on one thread: measured a sixth faster with this one than with the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a command ended, where it did its job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Nothing of severity error.
    Clean,
    /// Errors found, or a test failed, or a file would be written differently.
    Found,
    /// Part of the job could not be done; why has been said where it belongs.
    Partly,
}

impl Status {
    /// Of two parts of one job: how the whole ends.
    fn worse(self, other: Self) -> Self {
        self.max(other)
    }
}

/// Why a command could not do its job: one line, in both languages.
type Refused = Words;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error),
    };
    let mut out = Output::new(arguments.color);
    let done = run(arguments.command, &mut out);
    if let Some(error) = out.end() {
        out.complain(&disk::plain(&error).of(words!("standard output", "đầu ra chuẩn")));
        return ExitCode::from(2);
    }
    match done {
        Ok(Status::Clean) => ExitCode::SUCCESS,
        Ok(Status::Found) => ExitCode::from(1),
        Ok(Status::Partly) => ExitCode::from(2),
        Err(why) => {
            out.complain(&why);
            ExitCode::from(2)
        }
    }
}

/// Help and version where they were asked for; one line about anything that is no proper command.
fn misused(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // A reader that stops reading ends the printing, not the program.
            let _ = error.print();
            ExitCode::from(u8::from(error.use_stderr()) * 2)
        }
        _ => {
            let about: Vec<&str> = text.lines().take_while(|line| !line.trim().is_empty()).map(str::trim).collect();
            let about = about.join(" ");
            let about = about.strip_prefix("error: ").unwrap_or(&about);
            // As clap says it, in English.
            Output::new(Color::Never).complain(&Words::as_written(format!("{about}; see `vires --help`")));
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, out: &mut Output) -> Result<Status, Refused> {
    match command {
        Command::Check(args) => commands::check::run(&args, out),
        Command::Diff(args) => commands::diff::run(&args, out),
        Command::Eval(args) => commands::eval::run(&args, out),
        Command::Act(args) => commands::act::run(&args, out),
        Command::Test(args) => commands::test::run(&args, out),
        Command::Fmt(args) => commands::fmt::run(&args, out),
        Command::Explain(args) => commands::explain::run(&args, out),
        Command::Init(args) => commands::init::run(&args, out),
        Command::Powers(args) => commands::powers::run(&args, out),
        Command::Who(args) => commands::who::run(&args, out),
        Command::Lsp(_) => commands::lsp::run(),
        Command::Completions(args) => commands::packaging::completions(&args, out),
        Command::Man(args) => commands::packaging::man(&args),
    }
}
