//! Comparisons of two dates or two versions: a module for each format.

pub mod json;
pub mod markdown;
pub mod text;

use vires_words::{Language, date_of, say};

use crate::change::{Answer, Asked, AskedChange, Change, Cited, Situation};
use crate::comparison::{Comparison, Figures, Level, Side, Totals};
use crate::finding::Finding;

/// The heading: what is compared with what.
fn heading(comparison: &Comparison, language: Language) -> String {
    let (before, after) = (comparison.before.words(), comparison.after.words());
    let at = comparison.at.as_ref().map_or_else(String::new, |day| {
        let day = date_of(day);
        say!(language, ", on {day}", ", tại ngày {day}", day = day.in_language(language))
    });
    match comparison.before {
        Side::Date(..) => say!(
            language,
            "Who holds which power on {before}, and on {after}",
            "Thẩm quyền ngày {before} so với ngày {after}"
        ),
        Side::Version(_) => say!(
            language,
            "Who holds which power in {before}, and in {after}{at}",
            "Thẩm quyền theo {before} so với {after}{at}"
        ),
    }
}

/// The word for one, or that for many.
const fn one(count: usize, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

/// `106 powers change hands, in 131 regions of cases`.
fn figures(comparison: &Comparison, language: Language) -> Vec<String> {
    let totals = comparison.totals();
    let Figures { powers, regions } = totals.holders;
    let all = comparison.powers;
    let whole = comparison.unexamined.is_empty();
    let mut lines = vec![match powers {
        _ if all == 0 && !whole => {
            language.pick("no power could be compared", "không thẩm quyền nào so sánh được").to_owned()
        }
        0 if !whole => say!(
            language,
            "of the {all} powers that could be compared none changes hands",
            "trong {all} thẩm quyền so sánh được, không thẩm quyền nào đổi chủ thể"
        ),
        0 => say!(
            language,
            "no power changes hands ({all} compared)",
            "không thẩm quyền nào đổi chủ thể (đã so sánh {all} thẩm quyền)"
        ),
        _ => say!(
            language,
            "{powers} of {all} {noun} {verb} hands, in {regions} {of_cases} of cases",
            "{powers} trong số {all} thẩm quyền đổi chủ thể, tại {regions} nhóm trường hợp",
            noun = one(all, "power", "powers"),
            verb = one(powers, "changes", "change"),
            of_cases = one(regions, "region", "regions")
        ),
    }];
    let Figures { powers, regions } = totals.accountable;
    if powers > 0 {
        lines.push(say!(
            language,
            "of {powers} {noun} only who answers for {them} changes, in {regions} {of_cases}",
            "{powers} thẩm quyền chỉ đổi cơ quan chịu trách nhiệm, tại {regions} nhóm trường hợp",
            noun = one(powers, "power", "powers"),
            them = one(powers, "it", "them"),
            of_cases = one(regions, "region", "regions")
        ));
    }
    let Figures { powers, regions } = totals.asked;
    if powers > 0 {
        lines.push(say!(
            language,
            "steps, what silence means, and who may take over: {regions} changed, of {powers} {noun}",
            "thủ tục, hệ quả khi quá hạn và việc trực tiếp thực hiện thay: {regions} thay đổi, thuộc {powers} thẩm quyền",
            noun = one(powers, "power", "powers")
        ));
    }
    let (new, gone) = (comparison.new_powers.len(), comparison.gone_powers.len());
    if new > 0 || gone > 0 {
        lines.push(say!(
            language,
            "powers that are new: {new}; that are gone: {gone}",
            "thẩm quyền mới: {new}; thẩm quyền không còn: {gone}"
        ));
    }
    if !whole {
        // Nobody may take them for unchanged: they are named, however many there are.
        let named = comparison.unexamined.iter().map(|power| format!("{} ({})", power.label, power.name));
        let named: Vec<String> = named.collect();
        lines.push(say!(
            language,
            "not compared ({unexamined}), because rules on them cannot be read or they are too complicated: {named}",
            "không so sánh được ({unexamined}), vì có quy định không đọc được hoặc quá phức tạp: {named}",
            unexamined = named.len(),
            named = named.join("; ")
        ));
    }
    lines.push(say!(
        language,
        "findings: {new} new, {gone} gone, {same} unchanged",
        "vấn đề: {new} mới, {gone} không còn, {same} như cũ",
        new = comparison.new_findings.len(),
        gone = comparison.gone_findings.len(),
        same = comparison.unchanged_findings
    ));
    lines
}

/// Whether any of it is held at a tier.
fn has_tiers(totals: &Totals) -> bool {
    let is_tier = |level: &Level| matches!(level, Level::Tier(..));
    totals.tiers.iter().any(|(from, to, _)| is_tier(from) || is_tier(to))
}

/// A place in the tables of totals; without tiers there is nothing to say but that somebody holds it.
fn level(level: &Level, has_tiers: bool, language: Language) -> String {
    let (english, vietnamese) = match level {
        Level::Elsewhere if !has_tiers => ("a holder", "một chủ thể"),
        Level::Tier(_, label) => return label.clone(),
        Level::Elsewhere => ("several tiers, or none", "nhiều cấp hoặc không theo cấp"),
        Level::Not(Answer::Absent) => ("no such power", "chưa có thẩm quyền này"),
        Level::Not(Answer::NotInForce) => ("not yet in force", "chưa được quy định"),
        Level::Not(Answer::Barred) => ("nobody, by design", "không cơ quan nào (theo quy định)"),
        Level::Not(Answer::NotRequired) => ("no act required", "không phải thực hiện"),
        Level::Not(Answer::Gap) => ("nobody", "không cơ quan nào"),
        Level::Not(Answer::Conflict) => ("claimed twice", "chồng chéo"),
        Level::Not(Answer::Competent | Answer::Undetermined) => ("undetermined", "chưa xác định được"),
    };
    language.pick(english, vietnamese).to_owned()
}

/// Who, in one row: the holder, or who answers where only that changes.
fn who(situation: &Situation, answering: bool) -> &str {
    match &situation.accountable {
        Some((_, label)) if answering => label,
        _ => &situation.label,
    }
}

/// The last provisions of the chains that lead to a situation, each once: those that decide.
fn decisive(situation: &Situation) -> Vec<&Cited> {
    let mut all: Vec<&Cited> = Vec::new();
    for cited in situation.chains.iter().filter_map(|chain| chain.last()) {
        if !all.contains(&cited) {
            all.push(cited);
        }
    }
    all
}

/// The provisions by which it changes, where they are none of those that decide on either side: lines that set a limit.
fn through(change: &Change) -> Vec<&str> {
    let chains = || change.before.chains.iter().chain(&change.after.chains).flatten();
    change.by.iter().filter(|own| !chains().any(|cited| cited == *own)).map(|own| own.title.as_str()).collect()
}

/// The changes of one sector after the other, sectors and powers in the order in which they come.
fn by_sector(changes: &[Change]) -> Vec<(Option<&str>, Vec<&Change>)> {
    let mut sectors: Vec<(Option<&str>, Vec<&Change>)> = Vec::new();
    for change in changes {
        let sector = change.power.sector.as_deref();
        match sectors.iter_mut().find(|(own, _)| *own == sector) {
            Some((_, own)) => own.push(change),
            None => sectors.push((sector, vec![change])),
        }
    }
    sectors
}

/// A sector for people: its name is one word to the language, and several to them.
pub(super) fn sector_words(sector: Option<&str>, language: Language) -> String {
    let unnamed = || language.pick("without a sector", "không theo lĩnh vực").to_owned();
    sector.map_or_else(unnamed, |sector| sector.replace('_', " "))
}

/// The title of what texts ask for beside a decision.
fn asked_title(language: Language) -> &'static str {
    language.pick(
        "Steps, what silence means, and who may take over",
        "Thủ tục, hệ quả khi quá hạn và việc trực tiếp thực hiện thay",
    )
}

/// In which cases, in words.
fn asked_where(change: &AskedChange, language: Language) -> String {
    let dated = change.dated.as_ref().map(|fact| {
        say!(
            language,
            "cases of which `{fact}` is the day compared",
            "các trường hợp có `{fact}` đúng vào ngày được so sánh"
        )
    });
    match (dated, &change.region) {
        (None, None) => every_case(language).to_owned(),
        (None, Some(region)) => region.clone(),
        (Some(dated), None) => dated,
        (Some(dated), Some(region)) => format!("{dated}; {region}"),
    }
}

/// What is asked for on one side, and by which provisions; where nothing like it is asked for, that.
fn asked_side(asked: Option<&Asked>, language: Language) -> String {
    let Some(asked) = asked else {
        return language.pick("nothing of the kind", "không có nội dung này").to_owned();
    };
    let words = &asked.words;
    let by: Vec<&str> = asked.by.iter().map(|cited| cited.title.as_str()).collect();
    say!(language, "{words}, by {by}", "{words}, theo {by}", by = by.join("; "))
}

/// The message of a finding; where the other side has one with the same, the cases in which they differ.
fn headline(finding: &Finding, others: &[Finding], language: Language) -> String {
    let words = &finding.message;
    let same = others.iter().any(|other| (other.code, &other.message) == (finding.code, &finding.message));
    match &finding.region {
        _ if !same => words.clone(),
        Some(region) => say!(language, "{words}; here: {region}", "{words}; ở đây: {region}"),
        // What tells them apart is the text of the line.
        None => say!(
            language,
            "{words}; on the other side the same is found of the line as it reads there",
            "{words}; ở phía bên kia, dòng này được viết khác và cũng có vấn đề này"
        ),
    }
}

fn every_case(language: Language) -> &'static str {
    language.pick("every case", "mọi trường hợp")
}

fn answering_only(language: Language) -> &'static str {
    language.pick("only who answers for it changes", "chỉ đổi cơ quan chịu trách nhiệm")
}
