//! Offices that nobody fills, and offices that several persons fill.

use vires_analysis::words::days_words;
use vires_analysis::{Axis, Checking, Issue, Short, ValueBox};
use vires_diagnostics::{Code, Draft, Finding, Place};
use vires_model::{Appointment, Day, Effect, Instance, Life, PowerId};
use vires_words::say;

use super::{Writer, region};
use crate::names::all_of;
use crate::procedure::{asked_of, step_kind};

/// Of more powers than this, the rules by which the office holds them are not shown.
const MOST_SHOWN: usize = 3;

pub(super) fn vacant(
    writer: &mut Writer<'_, '_>,
    issue: &Issue,
    (office, vacant, days): (Instance, Life, &[Life]),
    (powers, asked): (&[PowerId], Option<Checking>),
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
    let cases = in_which_cases(writer, issue);
    let labels: Vec<String> = powers.iter().map(|power| writer.names().power(*power).to_owned()).collect();
    let nobody = match labels.as_slice() {
        [power] => say!(
            language,
            "nobody can act under \"{power}\"{still}{cases}",
            "không ai thực hiện được thẩm quyền \"{power}\"{still}{cases}"
        ),
        powers => say!(
            language,
            "nobody can act under {count} powers{still}{cases}",
            "không ai thực hiện được {count} thẩm quyền{still}{cases}",
            count = powers.len()
        ),
    };
    let message = match asked {
        None => say!(language, "{label} is vacant {when}: {nobody}", "{label} khuyết {when}: {nobody}"),
        Some(Checking { kind, of_several: false }) => say!(
            language,
            "{label} is vacant {when}, and no act is lawful without this: {asked}. So {nobody}",
            "{label} khuyết {when}, mà nếu thiếu bước sau thì không được thực hiện: {asked}. Vì vậy {nobody}",
            asked = asked_of(kind, &label, language)
        ),
        Some(Checking { of_several: true, .. }) => say!(
            language,
            "{label} is vacant {when}, and of those who are asked for a step too few are left, without which no act is lawful: {nobody}",
            "{label} khuyết {when}, và trong số các chủ thể phải hỏi không còn đủ người, mà thiếu bước này thì không được thực hiện: {nobody}"
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
    draft = with_powers(writer, draft, issue, &labels);
    let name = writer.names().instance_name(office);
    let draft = draft.help(match asked {
        None => say!(
            language,
            "appoint somebody for these days, or say who acts meanwhile: `… holds … when {name} is vacant`",
            "bổ nhiệm người giữ chức danh trong những ngày này, hoặc quy định ai thực hiện thay: `… có thẩm quyền … khi {name} khuyết`"
        ),
        Some(_) => say!(
            language,
            "appoint somebody for these days, or ask it only while the office is filled, and somebody else meanwhile: `… when {name} is not \
             vacant`",
            "bổ nhiệm người giữ chức danh trong những ngày này, hoặc chỉ yêu cầu bước này khi chức danh không khuyết, còn khi khuyết thì yêu cầu \
             chủ thể khác: `… khi {name} không khuyết`"
        ),
    });
    let draft = region::cases(model, issue, draft, language);
    let written = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let still: Vec<String> = match whole {
        true => vec![written(vacant.from)],
        false => days.iter().map(|own| format!("{}..{}", written(own.from), written(own.until))).collect(),
    };
    let asked = asked.map_or_else(String::new, |asked| format!("{} ", step_kind(asked.kind)));
    draft.identified_by(&format!("{asked}{} {}", writer.names().instance_name(office), still.join(" ")))
}

/// In which cases nobody can act, where not in all of them; the days are told beside.
fn in_which_cases(writer: &Writer<'_, '_>, issue: &Issue) -> String {
    let undated = |own: &ValueBox| {
        let sides = own.0.iter().filter(|(axis, _)| *axis != Axis::Time);
        ValueBox(sides.cloned().collect())
    };
    let boxes: Vec<ValueBox> = issue.region.iter().map(undated).collect();
    if boxes.is_empty() || region::is_every_case(&boxes) {
        return String::new();
    }
    region::in_these_cases(writer, &boxes)
}

/// One person in offices that must act together.
pub(super) fn too_few(writer: &mut Writer<'_, '_>, issue: &Issue, short: &Short, powers: &[PowerId]) -> Finding {
    let language = writer.language;
    let model = writer.model();
    let offices: Vec<String> = short.offices.iter().map(|office| writer.names().instance(*office)).collect();
    let offices = all_of(&offices, language);
    let persons = all_of(&short.persons, language);
    let when = days_words(short.days, language);
    let labels: Vec<String> = powers.iter().map(|power| writer.names().power(*power).to_owned()).collect();
    let takes_over =
        issue.rules.first().is_some_and(|rule| matches!(model.rules[*rule].effect, Effect::TakeOver { .. }));
    let stands_still = match labels.as_slice() {
        _ if takes_over => language
            .pick(
                "nobody can take over by this line, which takes more persons",
                "không đủ người để trực tiếp giải quyết thay theo quy định này",
            )
            .to_owned(),
        [power] => say!(
            language,
            "nobody can act under \"{power}\", which takes more persons",
            "không đủ người để thực hiện thẩm quyền \"{power}\""
        ),
        powers => say!(
            language,
            "nobody can act under {count} powers, which take more persons",
            "không đủ người để thực hiện {count} thẩm quyền",
            count = powers.len()
        ),
    };
    let message = match short.persons.as_slice() {
        [] => stands_still,
        [_] => say!(
            language,
            "{offices} are filled by {persons} alone {when}: {stands_still}",
            "chỉ một mình {persons} giữ {offices} {when}: {stands_still}"
        ),
        _ => say!(
            language,
            "{offices} are filled by {persons} {when}: {stands_still}",
            "{persons} giữ {offices} {when}: {stands_still}"
        ),
    };
    let mut draft = Finding::new(Code::VacantOffice, message);
    if let [power] = powers {
        draft = draft.power(model.power_name(*power));
    }
    let meets = |own: &Appointment| !own.life.intersect(short.days).is_empty();
    let own = model.appointments.iter().filter(|own| short.offices.iter().any(|office| own.is_to(*office)));
    for appointment in own.filter(|own| meets(own)) {
        draft = appointed(writer, draft, appointment);
    }
    draft = with_powers(writer, draft, issue, &labels);
    let draft = draft.help(language.pick(
        "appoint another person to one of these offices, or let fewer persons act",
        "bổ nhiệm người khác giữ một trong các chức danh này, hoặc quy định ít người cùng thực hiện hơn",
    ));
    let offices: Vec<String> = short.offices.iter().map(|office| writer.names().instance_name(*office)).collect();
    let from = short.days.from.map_or_else(String::new, |day| day.to_string());
    draft.identified_by(&format!("{} {} {from}", offices.join(" "), short.persons.join(" ")))
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
    draft.identified_by(&writer.names().instance_name(office))
}

/// The rules by which the powers are held that stand still, where those are few; else the powers.
fn with_powers(writer: &mut Writer<'_, '_>, mut draft: Draft, issue: &Issue, labels: &[String]) -> Draft {
    if labels.len() <= MOST_SHOWN {
        for rule in super::each_once(writer.model(), issue).0 {
            let place = writer.rule(rule);
            draft = draft.place(place);
        }
    }
    match labels {
        [] | [_] => draft,
        labels => {
            let all = labels.join("; ");
            draft.note(say!(writer.language, "the powers: {all}", "các thẩm quyền: {all}"))
        }
    }
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
