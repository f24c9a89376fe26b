//! Who holds a power, and what a body holds, as short tables.

use vires_compiler::{Policies, PowerGlance};
use vires_model::{BodyId, Day, InstrumentId, PowerId};
use vires_words::{Language, say};

use super::escaped;

/// So many rows are shown.
const MOST_ROWS: usize = 8;
/// So many groups of cases of one holder are shown; of very many, so many.
const MOST_CASES: usize = 6;
const OF_VERY_MANY: usize = 2;
/// More groups than this nobody reads.
const VERY_MANY: usize = 12;
/// So many letters of one group of cases are shown.
const MOST_LETTERS: usize = 400;

/// Who holds it today, and on the day on which the instrument in hand takes effect where that is another.
pub(super) fn of_power(policies: &Policies, power: PowerId, today: Day, in_hand: Option<InstrumentId>) -> Vec<String> {
    let language = policies.language();
    let Some(now) = policies.power_glance(power, today) else {
        return vec![unreadable(language)];
    };
    let on = vires_compiler::day_words(today, language);
    let effect = in_hand.and_then(|id| policies.model().instruments[id].life.from).filter(|day| *day != today);
    let then = effect.and_then(|day| Some((day, policies.power_glance(power, day)?)));
    match then {
        Some((day, then)) if then == now => {
            let heading = say!(
                language,
                "**Today, {on}, as on {day}, when this instrument takes effect**",
                "**Hôm nay, {on}, cũng như ngày {day}, khi văn bản này có hiệu lực**",
                day = vires_compiler::day_words(day, language)
            );
            vec![table(&heading, &now, language)]
        }
        then => {
            let mut said = vec![table(&say!(language, "**Today, {on}**", "**Hôm nay, {on}**"), &now, language)];
            said.extend(then.map(|(day, then)| {
                let heading = say!(
                    language,
                    "**On {day}, when this instrument takes effect**",
                    "**Ngày {day}, khi văn bản này có hiệu lực**",
                    day = vires_compiler::day_words(day, language)
                );
                table(&heading, &then, language)
            }));
            said
        }
    }
}

fn unreadable(language: Language) -> String {
    language
        .pick(
            "Not all rules on it can be read: who holds it cannot be told.",
            "Chưa đọc được hết các quy định về thẩm quyền này nên chưa thể xác định cơ quan có thẩm quyền.",
        )
        .to_owned()
}

fn table(heading: &str, glance: &PowerGlance, language: Language) -> String {
    let mut said = heading.to_owned();
    if glance.holders.is_empty() && glance.gap.as_ref().is_none_or(Vec::is_empty) {
        said.push_str(language.pick("\n\nNobody holds it.", "\n\nKhông cơ quan nào có thẩm quyền."));
    } else {
        said.push_str(language.pick(
            "\n\n| Holder | Cases | Under |\n|---|---|---|",
            "\n\n| Cơ quan | Trường hợp | Căn cứ |\n|---|---|---|",
        ));
        for row in glance.holders.iter().take(MOST_ROWS) {
            let cited: Vec<String> = row.citations.iter().map(|title| escaped(title)).collect();
            said.push_str(&rows(&escaped(&row.label), &row.cases, &cited.join("; "), language));
        }
        let further = glance.holders.len().saturating_sub(MOST_ROWS);
        if further > 0 {
            let noun = if further == 1 { "holder" } else { "holders" };
            said.push_str(&say!(language, "\n| {further} more {noun} | | |", "\n| {further} cơ quan khác | | |"));
        }
        // What nobody has is part of who has it.
        if let Some(gap) = &glance.gap {
            let nobody = language.pick("*nobody (gap)*", "*không cơ quan nào (bỏ trống)*");
            said.push_str(&rows(nobody, gap, "", language));
        }
    }
    if let Some(conflict) = &glance.conflict {
        let cases = cases(conflict, language);
        said.push_str(&say!(language, "\n\nClaims clash: {cases}", "\n\nChồng chéo thẩm quyền: {cases}"));
    }
    said
}

/// A row for each group of cases, so that each is read by itself.
fn rows(who: &str, cases: &[String], under: &str, language: Language) -> String {
    if cases.is_empty() {
        return format!("\n| {who} | {} | {under} |", language.pick("in all cases", "mọi trường hợp"));
    }
    let mut said = String::new();
    let shown = if cases.len() > VERY_MANY { OF_VERY_MANY } else { MOST_CASES };
    for (n, case) in cases.iter().take(shown).enumerate() {
        let (who, under) = if n == 0 { (who, under) } else { ("", "") };
        said.push_str(&format!("\n| {who} | {} | {under} |", shortened(case)));
    }
    let further = cases.len().saturating_sub(shown);
    if further > 0 {
        said.push_str(&say!(
            language,
            "\n| | and {further} more groups of cases | |",
            "\n| | và {further} nhóm trường hợp khác | |"
        ));
    }
    said
}

/// One group of cases, cut between two conditions where it is very long.
fn shortened(case: &str) -> String {
    let Some((end, _)) = case.char_indices().nth(MOST_LETTERS) else { return escaped(case) };
    let whole = case.get(..end).unwrap_or_default();
    let whole = whole.rfind(", ").and_then(|at| whole.get(..at)).unwrap_or(whole);
    format!("{}, …", escaped(whole))
}

fn cases(region: &str, language: Language) -> String {
    if region.is_empty() {
        language.pick("in all cases", "mọi trường hợp").to_owned()
    } else {
        shortened(region)
    }
}

/// How many rows are not shown, how many powers were not looked at, and where all of them are told.
fn more(rows: usize, further: usize, language: Language) -> String {
    let mut said = match rows {
        0 => String::new(),
        rows => say!(language, "\n\nand {rows} more", "\n\nvà {rows} dòng khác"),
    };
    if further > 0 {
        let noun = if further == 1 { "power" } else { "powers" };
        said.push_str(&say!(
            language,
            "\n\nWhether it holds {further} further {noun} was not looked at",
            "\n\nChưa xét cơ quan này có {further} thẩm quyền khác hay không"
        ));
    }
    if !said.is_empty() {
        said.push_str(language.pick("; the register of powers tells all.", "; danh mục thẩm quyền cho biết tất cả."));
    }
    said
}

/// What it holds today.
pub(super) fn of_body(policies: &Policies, body: BodyId, today: Day) -> Vec<String> {
    let language = policies.language();
    let glance = policies.body_glance(body, today);
    let on = vires_compiler::day_words(today, language);
    let mut said = say!(language, "**Holds today, {on}**", "**Thẩm quyền hôm nay, {on}**");
    if glance.held.is_empty() && glance.further == 0 {
        if glance.unknown.is_empty() {
            said.push_str(language.pick("\n\nNothing.", "\n\nKhông có."));
        } else {
            said.push_str(&unknown(&glance.unknown, language));
        }
        return vec![said];
    }
    said.push_str(language.pick("\n\n| Power | Cases |\n|---|---|\n", "\n\n| Thẩm quyền | Trường hợp |\n|---|---|\n"));
    let own = policies.model().bodies[body].label.as_str();
    let rows = glance.held.iter().take(MOST_ROWS).map(|row| {
        let power = escaped(&row.label);
        // With whom, where it does not hold alone.
        let power = match row.holder_label.strip_prefix(own).map(str::trim) {
            Some("") => power,
            // Of which place: whose it is stands above.
            Some(which) if which.starts_with('(') => format!("{power} {}", escaped(which)),
            _ => format!("{power} ({})", escaped(&row.holder_label)),
        };
        format!("| {power} | {} |", cases(&row.region, language))
    });
    said.push_str(&rows.collect::<Vec<_>>().join("\n"));
    said.push_str(&more(glance.held.len().saturating_sub(MOST_ROWS), glance.further, language));
    said.push_str(&unknown(&glance.unknown, language));
    vec![said]
}

/// The powers of which it cannot be told whether the body holds them.
fn unknown(powers: &[String], language: Language) -> String {
    if powers.is_empty() {
        return String::new();
    }
    let mut named: Vec<String> = powers.iter().take(MOST_ROWS).map(|label| escaped(label)).collect();
    let further = powers.len().saturating_sub(MOST_ROWS);
    if further > 0 {
        named.push(say!(language, "{further} more", "{further} thẩm quyền khác"));
    }
    say!(
        language,
        "\n\nNot known, because not all rules on it can be read and examined: {all}",
        "\n\nChưa xác định được vì chưa đọc và xét hết các quy định: {all}",
        all = named.join("; ")
    )
}
