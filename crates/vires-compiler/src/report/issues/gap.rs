//! Gap and orphan: cases and days in which nobody holds, or only somebody who does not exist.

use std::collections::BTreeSet;

use vires_analysis::Issue;
use vires_analysis::words::day_words;
use vires_diagnostics::{Code, Draft, Finding, Place};
use vires_model::{Barred, BodyId, Day, Effect, Holder, Holding, InstrumentId, Mode, ProvisionId, RuleId};
use vires_words::say;

use super::{Writer, mend, region};
use crate::names::all_of;

/// Bars, and of several who must act those whom they leave.
type Barring<'i> = (&'i [RuleId], &'i [Holder]);

pub(super) fn finding(
    writer: &mut Writer<'_, '_>,
    issue: &Issue,
    lapsed: &[InstrumentId],
    (bars, left): Barring<'_>,
) -> Finding {
    let language = writer.language;
    let message = say!(
        language,
        "{power}nobody is competent{place}",
        "{power}không cơ quan nào có thẩm quyền{place}",
        power = writer.of_power(issue),
        place = where_and_why(writer, issue, lapsed, (bars, left))
    );
    let exact = region::exact_limit(writer, &issue.region).filter(|_| !issue.partial);
    let mut draft = writer.draft(Code::Gap, issue, message);
    draft = since(writer, issue, lapsed, draft);
    draft = mend::write(writer, &issue.mends, draft);
    if let Some((_, value)) = exact.filter(|_| issue.mends.is_empty()) {
        draft = draft.help(match region::exact_day(writer, &issue.region) {
            Some(day) => say!(
                language,
                "the two sides leave out exactly {value}: let one of them take it in (`from {day}`, or `until {day}`)",
                "cả hai bên đều bỏ sót đúng {value}: giao ngày này cho một bên (`từ ngày {day}` hoặc `đến hết ngày {day}`)"
            ),
            None => say!(
                language,
                "the two sides leave out exactly {value}: let one of them take it in (`at least {value}`, or `at most {value}`)",
                "cả hai bên đều bỏ sót đúng mức {value}: giao mức này cho một bên (`không dưới {value}` hoặc `không quá {value}`)"
            ),
        });
    }
    draft = draft.help(if bars.is_empty() {
        language.pick(
            "say who holds it in these cases, or give one holder what is left: `… holds … in all other cases`",
            "quy định cơ quan có thẩm quyền trong các trường hợp này, hoặc giao phần còn lại cho một cơ quan: `… có thẩm quyền … trong các trường hợp còn lại`",
        )
    } else {
        language.pick(
            "narrow the bar with `when`, or name another holder for these cases",
            "thu hẹp phạm vi loại trừ bằng `khi`, hoặc giao cho cơ quan khác trong các trường hợp này",
        )
    });
    draft = draft.help(language.pick(
        "where nobody is meant to hold it, say so: `nobody holds …`, or `… is not required`",
        "nếu chủ ý không giao cho cơ quan nào thì quy định rõ: `không cơ quan nào có thẩm quyền …`, hoặc `… không phải thực hiện`",
    ));
    let mut finding = writer.named(issue, draft, "");
    // What a finding is called does not turn on them.
    finding.places.extend(taken_away(writer, issue));
    finding
}

/// The provisions whose lines took away, or wrote anew, what gave the power to somebody until the gap begins.
fn taken_away(writer: &Writer<'_, '_>, issue: &Issue) -> Vec<Place> {
    let Some(first) = region::first_day(&issue.region) else { return Vec::new() };
    let model = writer.model();
    let (mut by, mut anew) = (BTreeSet::new(), BTreeSet::new());
    for rule in &issue.rules {
        let row = &model.rules[*rule];
        let standing = writer.standings.get(&row.place).filter(|_| row.life.until == Some(first.previous()));
        if let Some(standing) = standing {
            by.extend(standing.gone.iter().filter(|(days, _)| days.from == Some(first)).map(|(_, by)| *by));
            let there = standing.there.iter().filter(|stretch| stretch.days.from == Some(first));
            anew.extend(there.filter_map(|stretch| stretch.put_by));
        }
    }
    let place = |by: ProvisionId, label: String| {
        Place::new(writer.places.span(model.provisions[by].span))
            .citation(model.citation(by))
            .title(writer.names().title(by))
            .label(label)
    };
    let day = day_words(first, writer.language);
    let gone = say!(
        writer.language,
        "repeals a provision that gave it, from {day} on",
        "bãi bỏ quy định giao thẩm quyền này từ ngày {day}"
    );
    let written = say!(
        writer.language,
        "replaces a provision that gave it, from {day} on",
        "thay thế quy định giao thẩm quyền này từ ngày {day}"
    );
    let of_gone = by.iter().map(|by| place(*by, gone.clone()));
    of_gone.chain(anew.iter().filter(|own| !by.contains(own)).map(|by| place(*by, written.clone()))).collect()
}

pub(super) fn orphan(writer: &mut Writer<'_, '_>, issue: &Issue, holder: BodyId, lapsed: &[InstrumentId]) -> Finding {
    let language = writer.language;
    let body = writer.names().body(holder);
    let row = &writer.model().bodies[holder];
    let life = row.life;
    let first = region::first_day(&issue.region);
    let away = first.and_then(|first| row.away.iter().find(|away| away.contains(first)));
    let away = away.and_then(|away| away.from.zip(away.until));
    let day = |day: Day| day_words(day, language);
    // That it has not come yet, and when it does.
    let mut comes = None;
    let gone = match (away, life.until, life.from) {
        (Some((from, until)), ..) => say!(
            language,
            "does not exist from {from} to {until}",
            "không tồn tại từ ngày {from} đến hết ngày {until}",
            from = day(from),
            until = day(until)
        ),
        (None, Some(until), _) if first.is_none_or(|first| until < first) => say!(
            language,
            "has not existed since {since}",
            "đã không còn tồn tại từ ngày {since}",
            since = day(until.next())
        ),
        (None, _, Some(from)) => {
            let from = day(from);
            let gone = say!(language, "does not exist before {from}", "chưa tồn tại trước ngày {from}");
            comes = Some(from);
            gone
        }
        _ => language.pick("does not exist on these days", "không tồn tại trong thời gian này").to_owned(),
    };
    let power = writer.of_power(issue);
    let together = acting_together(writer, issue, holder);
    let message = match (&together, lapsed) {
        (Some(all), []) => say!(
            language,
            "{power}it takes {all}, and {body} {gone}: too few are left",
            "{power}phải có {all}, mà {body} {gone}: không còn đủ số chủ thể"
        ),
        (Some(all), lapsed) => say!(
            language,
            "{power}when {end} it takes {all}, and {body} {gone}: too few are left",
            "{power}khi {end}, phải có {all}, mà {body} {gone}: không còn đủ số chủ thể",
            end = end(writer, lapsed)
        ),
        (None, []) => say!(
            language,
            "{power}it rests with {body} alone, which {gone}",
            "{power}thẩm quyền chỉ thuộc về {body}, mà cơ quan này {gone}"
        ),
        (None, lapsed) => say!(
            language,
            "{power}when {end} it rests with {body} alone, which {gone}",
            "{power}khi {end}, thẩm quyền chỉ thuộc về {body}, mà cơ quan này {gone}",
            end = end(writer, lapsed)
        ),
    };
    let mut draft = writer.draft(Code::Orphan, issue, message);
    draft = since(writer, issue, lapsed, draft);
    if together.is_some() {
        draft = draft.help(language.pick(
            "name others who are there on these days, or let fewer of them be enough",
            "nêu chủ thể khác đang tồn tại trong những ngày này, hoặc quy định số chủ thể cần có ít hơn",
        ));
        return writer.named(issue, draft, &writer.model().bodies[holder].name);
    }
    if let Some(from) = comes {
        draft = draft.help(say!(
            language,
            "let the line begin on {from}, with {body}; or say who has the power until then",
            "cho quy định này bắt đầu từ ngày {from}, cùng với {body}; hoặc quy định cơ quan thực hiện cho đến lúc đó"
        ));
        return writer.named(issue, draft, &writer.model().bodies[holder].name);
    }
    draft = draft
        .help(say!(
            language,
            "pass the power on to a body that exists, or give it anew, before {body} has gone",
            "chuyển giao hoặc giao lại thẩm quyền cho cơ quan đang tồn tại trước khi {body} chấm dứt hoạt động"
        ))
        .help(language.pick(
            "where one body took the place of another, say so once for every text: `read NEW for OLD`",
            "nếu một cơ quan kế thừa cơ quan khác thì khai báo một lần cho mọi văn bản: `đọc MỚI thay cho CŨ`",
        ));
    writer.named(issue, draft, &writer.model().bodies[holder].name)
}

/// Where several have to act together, of whom this is one: all of them.
fn acting_together(writer: &Writer<'_, '_>, issue: &Issue, holder: BodyId) -> Option<String> {
    let model = writer.model();
    issue.rules.iter().rev().find_map(|rule| match &model.rules[*rule].effect {
        Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. }
            if holding.seats.iter().any(|seat| seat.body == holder) =>
        {
            matches!(holding.mode, Mode::Jointly | Mode::AnyOf(_)).then(|| writer.names().holding(holding))
        }
        _ => None,
    })
}

fn where_and_why(writer: &Writer<'_, '_>, issue: &Issue, lapsed: &[InstrumentId], (bars, left): Barring<'_>) -> String {
    let language = writer.language;
    let mut words = match region::exact_limit(writer, &issue.region) {
        _ if issue.partial => language.pick(" in many cases", " trong nhiều trường hợp").to_owned(),
        Some((fact, value)) => say!(
            language,
            " at exactly {value} ({fact})",
            " ở đúng mức {value} ({fact})",
            fact = writer.model().facts[fact].label
        ),
        None if region::is_every_case(&issue.region) => {
            region::days(&issue.region, language).map_or_else(String::new, |days| format!(" {days}"))
        }
        None => region::in_these_cases(writer, &issue.region),
    };
    if !bars.is_empty() {
        words.push_str(&barred(writer, issue, bars, left));
    }
    let (lapsed, _) = at_first(writer, issue, lapsed);
    if !lapsed.is_empty() {
        let already = words.contains(language.pick("from ", "từ ngày "));
        if let Some(first) = region::first_day(&issue.region).filter(|_| !already) {
            let first = day_words(first, language);
            words.push_str(&say!(language, " from {first} on", " từ ngày {first} trở đi"));
        }
        words.push_str(&say!(
            language,
            ", the day after {end}",
            ", ngày liền sau khi {end}",
            end = end(writer, &lapsed)
        ));
    }
    words
}

/// What bars do, and what then lacks: what is so in every case of the region.
fn barred(writer: &Writer<'_, '_>, issue: &Issue, bars: &[RuleId], left: &[Holder]) -> String {
    let model = writer.model();
    let holdings = issue.rules.iter().filter_map(|rule| match &model.rules[*rule].effect {
        Effect::Hold { holding, .. } => Some(holding),
        _ => None,
    });
    let holdings: Vec<&Holding> = holdings.collect();
    // Of a group less those who are barred, all have to be.
    let of_unbarred = holdings.iter().any(|holding| holding.of_unbarred.is_some() && holding.seats.len() > 1);
    match (bars, holdings.as_slice()) {
        ([only], [holding]) => barred_by_one(writer, *only, (holding.mode, of_unbarred), left),
        // Which of them bars whom, and how many are left of how many, differs from case to case.
        _ => {
            let together = |holding: &&Holding| matches!(holding.mode, Mode::AnyOf(_) | Mode::Jointly);
            barred_by_several(writer, bars, !of_unbarred && holdings.iter().any(together))
        }
    }
}

fn barred_by_one(writer: &Writer<'_, '_>, bar: RuleId, (mode, of_unbarred): (Mode, bool), left: &[Holder]) -> String {
    let (language, by) = (writer.language, writer.title(bar));
    let who = match &writer.model().rules[bar].effect {
        Effect::Bar { who: Barred::Holder(holder), .. } => writer.names().holder(*holder),
        _ => String::new(),
    };
    let left: Vec<String> = left.iter().map(|holder| writer.names().holder(*holder)).collect();
    let left = all_of(&left, language);
    match mode {
        _ if of_unbarred => say!(
            language,
            ": {by} bars {who}, and nobody is left who is not barred",
            ": {by} loại trừ {who}, và không còn ai không bị loại trừ"
        ),
        Mode::AnyOf(needed) if !left.is_empty() => say!(
            language,
            ": {by} bars {who}, and of the {needed} who must act only {left} is left",
            ": {by} loại trừ {who}, trong số {needed} cơ quan phải cùng thực hiện chỉ còn {left}"
        ),
        Mode::Jointly if !left.is_empty() => say!(
            language,
            ": {by} bars {who}, without whom {left} cannot act",
            ": {by} loại trừ {who}, thiếu cơ quan này thì {left} không thể thực hiện"
        ),
        _ => say!(language, ": {by} bars the only holder", ": {by} loại trừ cơ quan duy nhất có thẩm quyền"),
    }
}

fn barred_by_several(writer: &Writer<'_, '_>, bars: &[RuleId], together: bool) -> String {
    let language = writer.language;
    let titles = writer.titles(bars);
    let (one, by) = (titles.len() == 1, all_of(&titles, language));
    match together {
        true => say!(
            language,
            ": {by} {leave} too few of those who must act together",
            ": {by} loại trừ nên không còn đủ chủ thể phải cùng thực hiện",
            leave = if one { "leaves" } else { "leave" }
        ),
        false => say!(
            language,
            ": {by} {bar} whoever would hold it",
            ": {by} loại trừ mọi chủ thể lẽ ra có thẩm quyền",
            bar = if one { "bars" } else { "bar" }
        ),
    }
}

/// Those with whose end the region begins as a whole, and those with whose end it begins later in some of its cases.
fn at_first(writer: &Writer<'_, '_>, issue: &Issue, lapsed: &[InstrumentId]) -> (Vec<InstrumentId>, Vec<InstrumentId>) {
    let first = region::first_day(&issue.region);
    let is_first =
        |instrument: &&InstrumentId| writer.model().instruments[**instrument].life.until.map(Day::next) == first;
    lapsed.iter().partition(is_first)
}

/// Where the region begins with the end of an instrument, when.
fn since(writer: &Writer<'_, '_>, issue: &Issue, lapsed: &[InstrumentId], draft: Draft) -> Draft {
    let (whole, later) = at_first(writer, issue, lapsed);
    let mut draft = draft;
    if let Some(day) = region::first_day(&issue.region).filter(|_| !whole.is_empty()) {
        draft = draft.period(say!(
            writer.language,
            "begins on {first}, the day after {end}",
            "bắt đầu từ ngày {first}, ngày liền sau khi {end}",
            first = day_words(day, writer.language),
            end = end(writer, &whole)
        ));
    }
    for instrument in later {
        let Some(last) = writer.model().instruments[instrument].life.until else { continue };
        draft = draft.note(say!(
            writer.language,
            "in some of these cases it begins on {day}, the day after {end}",
            "trong một số trường hợp này, bắt đầu từ ngày {day}, ngày liền sau khi {end}",
            day = day_words(last.next(), writer.language),
            end = end(writer, &[instrument])
        ));
    }
    draft
}

/// `Nghị định 139/2025/NĐ-CP ends`, `… and … end`; `… hết hiệu lực`.
fn end(writer: &Writer<'_, '_>, instruments: &[InstrumentId]) -> String {
    let labels: Vec<String> =
        instruments.iter().map(|instrument| writer.model().instruments[*instrument].label.clone()).collect();
    let language = writer.language;
    let all = all_of(&labels, language);
    match labels.len() {
        1 => say!(language, "{all} ends", "{all} hết hiệu lực"),
        _ => say!(language, "{all} end", "{all} hết hiệu lực"),
    }
}
