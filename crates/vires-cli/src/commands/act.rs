//! `vires act`

use vires_compiler::{
    About, ActAnswer, AskedAct, Deed, Wording, bounded, find_done, find_instance, find_instrument_kind, find_modality,
    find_power, judge,
};
use vires_model::{Instance, Model};
use vires_words::{Language, say, words};

use super::{day, half_read, json, load_to_answer, too_much};
use crate::args::{ActArgs, ActCommand, DelegateArgs, Format, Judged};
use crate::output::Output;
use crate::{Refused, Status};

pub(crate) fn run(args: &ActArgs, out: &mut Output) -> Result<Status, Refused> {
    match &args.command {
        Some(ActCommand::Delegate(args)) => delegate(args, out),
        None => exercise(args, out),
    }
}

fn exercise(args: &ActArgs, out: &mut Output) -> Result<Status, Refused> {
    let (Some(office), Some(power)) = (&args.office, &args.power) else {
        return Err(words!("say who acted and under which power", "nêu ai đã thực hiện và theo thẩm quyền nào"));
    };
    asked(&args.judged, power, &args.facts, out, |model| {
        Ok(Deed::Exercise {
            by: acted(model, office)?,
            persons: args.persons.clone(),
            done: args.done.iter().map(|step| find_done(model, step)).collect::<Result<_, _>>()?,
        })
    })
}

/// One, whose label may have commas, or several.
fn acted(model: &Model, offices: &str) -> Result<Vec<Instance>, Refused> {
    match find_instance(model, offices) {
        Ok(one) => Ok(vec![one]),
        Err(_) => offices.split(',').map(|who| find_instance(model, who)).collect(),
    }
}

fn delegate(args: &DelegateArgs, out: &mut Output) -> Result<Status, Refused> {
    asked(&args.judged, &args.power, &args.facts, out, |model| {
        let issuer: Option<Instance> = args.issuer.as_deref().map(|who| find_instance(model, who)).transpose()?;
        Ok(Deed::Delegation {
            from: find_instance(model, &args.from)?,
            to: find_instance(model, &args.to)?,
            modality: find_modality(model, &args.modality)?,
            form: args.form.as_deref().map(|kind| find_instrument_kind(model, kind)).transpose()?,
            issuer,
        })
    })
}

fn asked(
    judged: &Judged,
    power: &str,
    facts: &[String],
    out: &mut Output,
    deed: impl FnOnce(&Model) -> Result<Deed, Refused>,
) -> Result<Status, Refused> {
    let policies = load_to_answer(&judged.policies, judged.spoken, out)?;
    let model = policies.model();
    let power = find_power(model, power)?;
    if policies.is_half_read(power) {
        return Err(half_read(&model.power_name(power)));
    }
    let at = day("--at", judged.at.as_deref())?
        .ok_or_else(|| words!("say on which day, with --at", "nêu ngày thực hiện, bằng --at"))?;
    let known = day("--known", judged.known.as_deref())?;
    let case = policies.cases().on(Some(at)).read_facts(power, facts)?;
    let asked = AskedAct { power, at, known, case, what: deed(model)? };
    let law = Wording::new(policies.model_as_known(known), policies.language());
    // By what bears on the power alone: what other powers ask is no matter, and takes time.
    let about = About::new(&law, power);
    let model = about.model();
    let told = bounded(|| judge(model, &about.wording(), &asked));
    let mut answer = told.ok_or_else(|| too_much(&model.power_name(power)))?;
    answer.contradicts = policies.contradicted(model, &asked.case, Some(at));
    match judged.format {
        Format::Json => out.line(&json(&answer)?),
        Format::Text => print(&answer, out),
    }
    Ok(if answer.result == "intra_vires" { Status::Clean } else { Status::Found })
}

fn print(answer: &ActAnswer, out: &mut Output) {
    let language = out.language();
    let when = super::when(Some(&answer.at), answer.known.as_deref(), language);
    let label = out.strong(&Output::safe(&answer.label));
    out.line(&format!("{label} ({}), {when}", Output::safe(&answer.power)));
    for (n, who) in answer.by.iter().enumerate() {
        let key = if n == 0 { out.pick("act of:", "chủ thể:") } else { "" };
        row(out, key, &named(who, language));
    }
    if let Some(to) = &answer.to {
        let modality = Output::safe(answer.modality_label.as_deref().unwrap_or_default());
        row(out, out.pick("to:", "cho:"), &format!("{}, {modality}", named(to, language)));
    }
    let verdict = Output::safe(&answer.verdict);
    let verdict = if answer.result == "intra_vires" { out.good(&verdict) } else { out.bad(&verdict) };
    row(out, out.pick("result:", "kết quả:"), &verdict);
    if let Some(reason) = &answer.reason {
        row(out, out.pick("why:", "lý do:"), &Output::safe(reason));
    }
    if let Some(clause) = &answer.clause {
        row(out, out.pick("by:", "căn cứ:"), &Output::safe(&clause.title));
    }
    if let Some(own) = &answer.own_clause {
        let void = answer.kind == Some("barred_delegation");
        let key = if void { out.pick("given by:", "giao bởi:") } else { out.pick("theirs by:", "được giao:") };
        row(out, key, &Output::safe(&own.title));
    }
    if let Some(kept) = &answer.kept_clause {
        row(out, out.pick("kept by:", "giữ lại:"), &Output::safe(&kept.title));
    }
    for (n, own) in answer.read.iter().enumerate() {
        row(out, if n == 0 { out.pick("read:", "đọc:") } else { "" }, &Output::safe(&own.sentence));
    }
    for (n, own) in answer.parameters.iter().enumerate() {
        row(out, if n == 0 { out.pick("limits:", "định mức:") } else { "" }, &Output::safe(&own.sentence));
    }
    for (n, step) in answer.missing.iter().enumerate() {
        row(out, if n == 0 { out.pick("missing:", "còn thiếu:") } else { "" }, &Output::safe(&step.sentence));
    }
    for (n, need) in answer.needs.iter().enumerate() {
        let label = if need.label == need.fact { String::new() } else { format!(" ({})", need.label) };
        let words = Output::safe(&format!("{}{label}", need.fact));
        row(out, if n == 0 { out.pick("needed:", "cần biết:") } else { "" }, &words);
        for lead in &need.leads_to {
            let line = out.faint(&Output::safe(&format!("  {}: ", lead.when)));
            row(out, "", &format!("{line}{}", Output::safe(&lead.sentence)));
        }
    }
    if answer.result != "intra_vires" {
        let mode = super::how_many(answer.act, &answer.ways, language);
        let holders = answer.holders.iter().map(|who| named(who, language));
        for (n, line) in mode.into_iter().chain(holders).enumerate() {
            row(out, if n == 0 { out.pick("competent:", "thuộc về:") } else { "" }, &line);
        }
        if let Some(holding) = &answer.holding {
            let holding = Output::safe(holding);
            row(out, "", &say!(language, "as follows: {holding}", "cụ thể: {holding}"));
        }
    }
    for own in &answer.ended {
        row(out, out.pick("note:", "lưu ý:"), &Output::safe(&own.sentence));
    }
    for own in &answer.contradicts {
        row(out, out.pick("note:", "lưu ý:"), &Output::safe(&own.sentence));
    }
}

fn named(who: &vires_compiler::BodyRef, language: Language) -> String {
    let name = match &who.of {
        Some(of) => super::one_of_many(&who.body, of, language),
        None => who.body.clone(),
    };
    let vacant = who.vacant.as_ref().map_or_else(String::new, |vacant| format!(": {}", vacant.sentence));
    Output::safe(&format!("{} ({name}){vacant}", who.label))
}

fn row(out: &mut Output, key: &str, words: &str) {
    let gap = 11_usize.saturating_sub(key.chars().count()).max(1);
    out.line(&format!("  {key}{:gap$}{words}", ""));
}
