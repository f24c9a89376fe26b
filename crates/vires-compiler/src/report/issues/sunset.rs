//! Sunset: what changes hands on the day after an instrument's last.

use std::collections::BTreeSet;
use std::sync::Arc;

use vires_analysis::words::day_words;
use vires_analysis::{Change, Decided, Lapse};
use vires_diagnostics::{Code, Finding, Place};
use vires_model::{Day, InstrumentId, PowerId};
use vires_words::{Language, say, words};

use super::Writer;
use crate::changes::{Sides, unconfirmed};
use crate::names::all_of;

pub(super) fn finding(
    writer: &mut Writer<'_, '_>,
    instrument: InstrumentId,
    last: Day,
    lapses: &[Arc<Lapse>],
    elsewhere: &[(InstrumentId, usize)],
) -> Finding {
    let language = writer.language;
    let model = writer.model();
    let row = &model.instruments[instrument];
    let (last_words, next) = (day_words(last, language), day_words(last.next(), language));
    let what = figures(writer, lapses, elsewhere);
    let is_whole = row.life.until == Some(last);
    let message = match is_whole {
        true => say!(
            language,
            "{label} ends on {last}: on {next} {what}",
            "{label} hết hiệu lực ngày {last}: từ ngày {next}, {what}",
            label = row.label,
            last = last_words
        ),
        false => say!(
            language,
            "part of {label} ends on {last}: on {next} {what}",
            "một phần {label} hết hiệu lực ngày {last}: từ ngày {next}, {what}",
            label = row.label,
            last = last_words
        ),
    };
    let sides = Sides::of_one(writer.names());
    let changes = lapses.iter().map(|lapse| sides.change(&lapse.change, sides.cited_before(&lapse.ended))).collect();
    let others = elsewhere.iter().map(|(other, count)| (model.instruments[*other].name.clone(), *count)).collect();
    let told = vires_diagnostics::Lapse {
        instrument: row.name.clone(),
        last_day: last.to_string(),
        changes,
        elsewhere: others,
    };
    let place = Place::new(writer.places.span(row.span))
        .citation(model.citation(row.text))
        .title(writer.names().title(row.text))
        .label(match is_whole {
            true => say!(language, "in force until {last}", "có hiệu lực đến hết ngày {last}", last = last_words),
            false => say!(
                language,
                "part of it is in force until {last}",
                "một phần có hiệu lực đến hết ngày {last}",
                last = last_words
            ),
        });
    let mut draft = Finding::new(Code::Sunset, message).place(place).lapse(told);
    let mut together: Vec<String> = Vec::new();
    for lapse in lapses {
        for other in lapse.by.iter().skip(1) {
            let label = model.instruments[*other].label.clone();
            if !together.contains(&label) {
                together.push(label);
            }
        }
    }
    if !together.is_empty() {
        draft = draft.note(say!(
            language,
            "some of it comes with the end of {others} on the same day as well, and is said here only",
            "một phần trong số này đồng thời do {others} hết hiệu lực cùng ngày, và chỉ nêu tại đây",
            others = all_of(&together, language)
        ));
    }
    for (other, count) in elsewhere {
        let other = &model.instruments[*other].label;
        draft = draft.note(match count {
            1 => say!(
                language,
                "one more change comes with its end and that of {other} on the same day: it is listed there",
                "còn một thay đổi đồng thời do {other} hết hiệu lực cùng ngày: xem tại văn bản đó"
            ),
            _ => say!(
                language,
                "{count} more changes come with its end and that of {other} on the same day: they are listed there",
                "còn {count} thay đổi đồng thời do {other} hết hiệu lực cùng ngày: xem tại văn bản đó"
            ),
        });
    }
    if let Some(fault) = unconfirmed(lapses.iter().map(|lapse| &lapse.change), language) {
        draft = draft.note(fault);
    }
    let draft = draft.help(say!(
        language,
        "where the change is to last, a lasting instrument has to say so by {last}; where it is to end, prepare files, staff and seals for the day after",
        "nếu muốn giữ lâu dài thì phải có văn bản quy định chậm nhất vào ngày {last}; nếu chấm dứt thì chuẩn bị hồ sơ, nhân sự, con dấu cho ngày hôm sau",
        last = last_words
    ));
    draft.identified_by(&last.to_string())
}

/// How many powers go where.
fn figures(writer: &Writer<'_, '_>, lapses: &[Arc<Lapse>], elsewhere: &[(InstrumentId, usize)]) -> String {
    let language = writer.language;
    let count = |wanted: &dyn Fn(&Change) -> bool| -> usize {
        let of = lapses.iter().map(|lapse| &lapse.change).filter(|change| wanted(change));
        of.map(|change| change.power).collect::<BTreeSet<PowerId>>().len()
    };
    let nobody = count(&|change| matches!(change.after.outcome, Decided::Gap { missing: None }));
    let gone = count(&|change| matches!(change.after.outcome, Decided::Gap { missing: Some(_) }));
    let hands = count(&|change| !change.accountable_only && !matches!(change.after.outcome, Decided::Gap { .. }));
    let answers = count(&|change| change.accountable_only);
    let kinds = [hands, nobody, gone, answers];
    if count(&|_| true) == 1 && kinds.iter().sum::<usize>() > 1 {
        return in_different_cases(kinds.map(|n| n > 0), language);
    }
    let mut parts = Vec::new();
    match hands {
        0 => {}
        1 => parts.push(say!(language, "one power changes hands", "một thẩm quyền đổi chủ thể")),
        n => parts.push(say!(language, "{n} powers change hands", "{n} thẩm quyền đổi chủ thể")),
    }
    if nobody > 0 {
        let powers = counted(nobody, parts.is_empty(), language);
        parts.push(match nobody {
            1 => say!(language, "{powers} falls to nobody", "{powers} không còn cơ quan nào thực hiện"),
            _ => say!(language, "{powers} fall to nobody", "{powers} không còn cơ quan nào thực hiện"),
        });
    }
    if gone > 0 {
        let powers = counted(gone, parts.is_empty(), language);
        parts.push(match gone {
            1 => say!(
                language,
                "{powers} goes back to a body that does not exist",
                "{powers} trở về cơ quan không còn tồn tại"
            ),
            _ => say!(
                language,
                "{powers} go back to bodies that do not exist",
                "{powers} trở về cơ quan không còn tồn tại"
            ),
        });
    }
    match answers {
        0 => {}
        1 => parts.push(say!(
            language,
            "for one power only who answers for it changes",
            "một thẩm quyền chỉ đổi cơ quan chịu trách nhiệm"
        )),
        n => parts.push(say!(
            language,
            "for {n} powers only who answers for them changes",
            "{n} thẩm quyền chỉ đổi cơ quan chịu trách nhiệm"
        )),
    }
    if parts.is_empty() {
        let n: usize = elsewhere.iter().map(|(_, count)| count).sum();
        return match n {
            1 => say!(
                language,
                "one power changes hands together with the end of another instrument",
                "một thẩm quyền đổi chủ thể cùng với việc văn bản khác hết hiệu lực"
            ),
            _ => say!(
                language,
                "powers change hands in {n} ways together with the end of other instruments",
                "có {n} thay đổi thẩm quyền cùng với việc các văn bản khác hết hiệu lực"
            ),
        };
    }
    all_of(&parts, language)
}

/// What becomes of one power to which several things happen: it changes hands, falls to nobody, goes back to one that is gone, another answers for it.
fn in_different_cases(happens: [bool; 4], language: Language) -> String {
    let words = [
        words!("changes hands", "đổi chủ thể"),
        words!("falls to nobody", "không còn cơ quan nào thực hiện"),
        words!("goes back to a body that does not exist", "trở về cơ quan không còn tồn tại"),
        words!("is answered for by another", "đổi cơ quan chịu trách nhiệm"),
    ];
    let told = words.iter().zip(happens).filter(|(_, happens)| *happens);
    let told: Vec<String> = told.map(|(words, _)| words.in_language(language).to_owned()).collect();
    let told = all_of(&told, language);
    say!(language, "one power, in different cases, {told}", "một thẩm quyền, tùy trường hợp, {told}")
}

/// `one power`, `2 powers`; in English, `one` and `2` where the word has been said.
fn counted(n: usize, first: bool, language: Language) -> String {
    match (n, first) {
        (1, true) => say!(language, "one power", "một thẩm quyền"),
        (1, false) => say!(language, "one", "một thẩm quyền"),
        (_, true) => say!(language, "{n} powers", "{n} thẩm quyền"),
        (_, false) => say!(language, "{n}", "{n} thẩm quyền"),
    }
}
