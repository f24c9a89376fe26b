//! What packages of the program carry: completion scripts and manual pages.

use clap::CommandFactory;

use crate::args::{Arguments, CompletionsArgs, ManArgs};
use crate::disk::{plain, shown};
use crate::output::Output;
use crate::{Refused, Status};

pub(crate) fn completions(args: &CompletionsArgs, out: &mut Output) -> Result<Status, Refused> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "vires", &mut script);
    out.write(&String::from_utf8_lossy(&script));
    Ok(Status::Clean)
}

pub(crate) fn man(args: &ManArgs) -> Result<Status, Refused> {
    let refused = |error: std::io::Error| plain(&error).of(shown(&args.folder));
    std::fs::create_dir_all(&args.folder).map_err(refused)?;
    clap_mangen::generate_to(Arguments::command().disable_help_flag(true), &args.folder).map_err(refused)?;
    Ok(Status::Clean)
}
