//! `vires who`

use std::collections::BTreeSet;

use serde::Serialize;
use vires_compiler::{Held, WHO_SCHEMA, Wording, find_instance};
use vires_words::{date_of, say};

use super::powers::{cannot_be_said, claimed_twice, in_cases};
use super::{day, json, load_to_answer, one_of_many, speak};
use crate::args::{Format, WhoArgs};
use crate::output::Output;
use crate::progress::Progress;
use crate::{Refused, Status};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    body: &'a str,
    /// Which one of many.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    holds: &'a [Held],
    /// Powers of which it is not known whether it holds them.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    not_examined: &'a [String],
}

pub(crate) fn run(args: &WhoArgs, out: &mut Output) -> Result<Status, Refused> {
    speak(&args.policies, args.spoken, out);
    let at = day("--at", args.at.as_deref())?;
    let progress = Progress::begin(out.pick("reading the policies", "đang đọc chính sách"));
    let policies = load_to_answer(&args.policies, args.spoken, out)?;
    let who = find_instance(policies.model(), &args.body)?;
    let held = policies.held_by(who, at);
    let not_examined = policies.not_examined();
    drop(progress);
    let row = Wording::new(policies.model(), policies.language()).body(who);
    if args.format == Format::Json {
        let document = Document {
            schema: WHO_SCHEMA,
            body: &row.body,
            of: row.of.as_deref(),
            label: &row.label,
            at: args.at.as_deref(),
            holds: &held,
            not_examined: &not_examined,
        };
        out.line(&json(&document)?);
        return Ok(Status::Clean);
    }
    let language = out.language();
    let label = out.strong(&Output::safe(&row.label));
    // One power may be held in several ways.
    let powers: BTreeSet<&str> = held.iter().map(|row| row.power.as_str()).collect();
    let count = match powers.len() {
        0 => say!(language, "holds no power", "không có thẩm quyền nào"),
        1 => say!(language, "holds one power", "có một thẩm quyền"),
        n => say!(language, "holds {n} powers", "có {n} thẩm quyền"),
    };
    let when = args.at.as_ref().map_or_else(String::new, |at| {
        let at = date_of(at);
        say!(language, " on {at}", " vào ngày {at}", at = at.in_language(language))
    });
    let name = row.of.as_ref().map_or_else(|| row.body.clone(), |of| one_of_many(&row.body, of, language));
    out.line(&format!("{label} ({}) {count}{when}", Output::safe(&name)));
    if !not_examined.is_empty() {
        let powers = Output::safe(&not_examined.join(", "));
        out.line(&say!(
            language,
            "not known for {powers}: the rules could not all be read and examined; `vires check` says why",
            "chưa xác định đối với {powers}: chưa đọc và xem xét được hết các quy định; `vires check` nêu lý do"
        ));
    }
    for held in &held {
        let label = out.strong(&Output::safe(&held.label));
        out.line(&format!("{label} ({})", Output::safe(&held.power)));
        out.line(&format!("  {}{}", Output::safe(&held.holder_label), in_cases(&held.region)));
        claimed_twice(held.conflict.as_deref(), out);
        cannot_be_said(held.undetermined.as_ref(), out);
    }
    Ok(Status::Clean)
}
