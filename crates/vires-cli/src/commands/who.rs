//! `vires who`

use serde::Serialize;
use vires_compiler::{Held, WHO_SCHEMA, find_body};

use super::powers::in_cases;
use super::{day, json, load};
use crate::args::{Format, WhoArgs};
use crate::output::Output;
use crate::progress::Progress;
use crate::{Refused, Status};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    body: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    holds: &'a [Held],
}

pub(crate) fn run(args: &WhoArgs, out: &mut Output) -> Result<Status, Refused> {
    let at = day("--at", args.at.as_deref())?;
    let progress = Progress::begin("reading the policies");
    let policies = load(&args.policies)?;
    let body = find_body(policies.model(), &args.body)?;
    let held = policies.held_by(body, at);
    drop(progress);
    let row = &policies.model().bodies[body];
    if args.format == Format::Json {
        let document =
            Document { schema: WHO_SCHEMA, body: &row.name, label: &row.label, at: args.at.as_deref(), holds: &held };
        out.line(&json(&document)?);
        return Ok(Status::Clean);
    }
    let when = args.at.as_ref().map_or_else(String::new, |at| format!(" on {at}"));
    let label = out.strong(&Output::safe(&row.label));
    let count = match held.len() {
        0 => "holds no power".to_owned(),
        1 => "holds one power".to_owned(),
        n => format!("holds {n} powers"),
    };
    out.line(&format!("{label} ({}) {count}{when}", Output::safe(&row.name)));
    for held in &held {
        let label = out.strong(&Output::safe(&held.label));
        out.line(&format!("{label} ({})", Output::safe(&held.power)));
        out.line(&format!("  {}{}", Output::safe(&held.holder_label), in_cases(&held.region)));
    }
    Ok(Status::Clean)
}
