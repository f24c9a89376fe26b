//! Offices that nobody fills, and offices that several persons fill.

use vires_analysis::Issue;
use vires_analysis::words::days_words;
use vires_diagnostics::{Code, Draft, Finding, Place};
use vires_model::{Appointment, Day, Instance, Life, PowerId};
use vires_words::say;

use super::Writer;
use crate::names::all_of;

/// Of more powers than this, the rules by which the office holds them are not shown.
const MOST_SHOWN: usize = 3;

pub(super) fn vacant(
    writer: &mut Writer<'_, '_>,
    issue: &Issue,
    (office, vacant, days): (Instance, Life, &[Life]),
    powers: &[PowerId],
) -> Finding {
    let language = writer.language;
    let model = writer.model();
    let label = writer.names().instance(office);
    let when = days_words(vacant, language);
    // Where somebody else may act on some days of the vacancy, the others are told.
    let whole = days == [vacant];
    let still = if whole {
        String::new()
    } else {
        let days: Vec<String> = days.iter().map(|days| days_words(*days, language)).collect();
        format!(" {}", all_of(&days, language))
    };
    let labels: Vec<String> = powers.iter().map(|power| writer.names().power(*power).to_owned()).collect();
    let message = match labels.as_slice() {
        [power] => say!(
            language,
            "{label} is vacant {when}: nobody can act under \"{power}\"{still}",
            "{label} khuyết {when}: không ai thực hiện được thẩm quyền \"{power}\"{still}"
        ),
        powers => say!(
            language,
            "{label} is vacant {when}: nobody can act under {count} powers{still}",
            "{label} khuyết {when}: không ai thực hiện được {count} thẩm quyền{still}",
            count = powers.len()
        ),
    };
    let mut draft = Finding::new(Code::VacantOffice, message);
    if let [power] = powers {
        draft = draft.power(model.power_name(*power));
    }
    // Those before and after.
    let own = || model.appointments.iter().filter(|own| own.is_to(office));
    let before = own().filter(|own| own.life.until.zip(vacant.from).is_some_and(|(until, from)| until.next() == from));
    let after = own().filter(|own| vacant.until.is_some_and(|until| own.life.from == Some(until.next())));
    for appointment in before.chain(after) {
        draft = appointed(writer, draft, appointment);
    }
    if powers.len() <= MOST_SHOWN {
        for rule in super::each_once(model, issue).0 {
            let place = writer.rule(rule);
            draft = draft.place(place);
        }
    }
    if labels.len() > 1 {
        draft = draft.note(say!(language, "the powers: {all}", "các thẩm quyền: {all}", all = labels.join("; ")));
    }
    let name = writer.names().instance_name(office);
    let draft = draft.help(say!(
        language,
        "appoint somebody for these days, or say who acts meanwhile: `… holds … when {name} is vacant`",
        "bổ nhiệm người giữ chức danh trong những ngày này, hoặc quy định ai thực hiện thay: `… có thẩm quyền … khi {name} khuyết`"
    ));
    let written = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let still: Vec<String> = match whole {
        true => vec![written(vacant.from)],
        false => days.iter().map(|own| format!("{}..{}", written(own.from), written(own.until))).collect(),
    };
    draft.identified_by(&format!("{} {}", writer.english.instance_name(office), still.join(" ")))
}

pub(super) fn shared(writer: &mut Writer<'_, '_>, office: Instance) -> Finding {
    let language = writer.language;
    let own: Vec<&Appointment> = writer.model().appointments.iter().filter(|own| own.is_to(office)).collect();
    let meets = |one: &Appointment, other: &Appointment| {
        one.person != other.person && !one.life.intersect(other.life).is_empty()
    };
    let sharing: Vec<&Appointment> =
        own.iter().copied().filter(|one| own.iter().any(|other| meets(one, other))).collect();
    let mut persons: Vec<String> = Vec::new();
    for appointment in &sharing {
        if !persons.contains(&appointment.person) {
            persons.push(appointment.person.clone());
        }
    }
    let label = writer.names().instance(office);
    let all = all_of(&persons, language);
    let message = match sharing.as_slice() {
        [one, other] => say!(
            language,
            "{all} both fill {label} {days}: either of them may act for it",
            "{all} cùng giữ chức danh {label} {days}: ai trong hai người cũng thực hiện được",
            days = days_words(one.life.intersect(other.life), language)
        ),
        _ => say!(
            language,
            "{all} fill {label}, several of them on some days: any of those may act for it",
            "{all} giữ chức danh {label}, có ngày nhiều người cùng giữ: ai trong số đó cũng thực hiện được"
        ),
    };
    let mut draft = Finding::new(Code::SharedOffice, message);
    for appointment in sharing {
        draft = appointed(writer, draft, appointment);
    }
    draft.identified_by(&writer.english.instance_name(office))
}

/// Whom the texts appoint, and for which days.
fn appointed(writer: &Writer<'_, '_>, draft: Draft, own: &Appointment) -> Draft {
    let language = writer.language;
    let person = &own.person;
    let label = match own.life {
        Life::ALWAYS => say!(language, "appoints {person}", "bổ nhiệm {person}"),
        days => {
            say!(language, "appoints {person} {days}", "bổ nhiệm {person} {days}", days = days_words(days, language))
        }
    };
    let place = Place::new(writer.places.span(own.span))
        .citation(writer.model().citation(own.place))
        .title(writer.names().title(own.place))
        .label(label);
    draft.place(place)
}
