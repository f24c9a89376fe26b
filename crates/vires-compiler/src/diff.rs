//! Two dates or two versions of policies, compared and put into words.

use std::collections::BTreeSet;

use vires_analysis::words::day_words;
use vires_analysis::{Changes, Unlike, Version, VersionChanges, changes_between_days, changes_between_versions};
use vires_diagnostics::{Alone, BoxEntry, Comparison, Finding, RegionBox, Side};
use vires_model::{Day, Effect, Model, PowerId, Powers, ValueId};
use vires_words::{Language, say};

use crate::answer::Wording;
use crate::changes::{Sides, power_name, unconfirmed};
use crate::names::{Names, all_of};
use crate::policies::Policies;

/// Values of one list that are named; the others are counted.
const NAMED: usize = 6;

/// Compares two days of the same policies.
#[must_use]
pub fn between_days(policies: &Policies, from: Day, to: Day) -> Comparison {
    let model = policies.model();
    let language = policies.language();
    let names = Names::new(model, language);
    let Changes { changes, asked, unexamined } = changes_between_days(model, &policies.uncertain(), from, to);
    let sides = Sides::of_one(&names);
    let remarks = unconfirmed(changes.iter(), language).into_iter().collect();
    let standings = &policies.resolved().standings;
    let changes = changes.iter().map(|change| {
        let by = sides.taken_away(change, standings, (from, to));
        sides.change(change, if by.is_empty() { sides.cause(change, Some((from, to))) } else { by })
    });
    let changes = changes.collect();
    let wording = Wording::new(model, language);
    let asked = asked.iter().map(|change| sides.asked(&wording, change)).collect();
    // A finding is of a day when it happens on that day; one without days is of every day.
    let findings = &policies.report().findings;
    let (new_findings, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().filter(|own| happens(own, from) || happens(own, to)).partition(|own| !happens(own, from));
    let (unchanged, gone_findings): (Vec<&Finding>, Vec<&Finding>) =
        others.into_iter().partition(|own| happens(own, to));
    Comparison {
        before: date(from, language),
        after: date(to, language),
        at: None,
        powers: model.powers.len().saturating_sub(unexamined.len()),
        changes,
        asked,
        new_powers: Vec::new(),
        gone_powers: Vec::new(),
        unexamined: unexamined.into_iter().map(|power| power_name(&names, power)).collect(),
        remarks,
        new_findings: new_findings.into_iter().cloned().collect(),
        gone_findings: gone_findings.into_iter().cloned().collect(),
        unchanged_findings: unchanged.len(),
    }
}

/// Compares two versions, each with what it is called: on all days, or on one. They are told in the language of the later one.
#[must_use]
pub fn between_versions(
    (old_name, old): (&str, &Policies),
    (new_name, new): (&str, &Policies),
    at: Option<Day>,
) -> Comparison {
    let language = new.language();
    let found = changes_between_versions(
        Version { model: old.model(), broken: &old.uncertain() },
        Version { model: new.model(), broken: &new.uncertain() },
        at,
    );
    let VersionChanges { names, changes, new_powers, gone_powers, unlike } = found;
    let shared = Names::new(&names, language);
    let (before, after) = (Names::new(old.model(), language), Names::new(new.model(), language));
    let sides = Sides { shared: &shared, before: &before, after: &after };
    let wording = Wording::new(&names, language);
    let alone = |powers: &[PowerId], model: &Model, words: &Names<'_>| -> Vec<Alone> {
        let all = powers.iter().map(|power| {
            let name = power_name(&shared, *power);
            let own = model.powers.ids().find(|own| model.power_name(*own) == name.name);
            Alone { power: name, holders: own.map(|own| holders(words, own)).unwrap_or_default() }
        });
        all.collect()
    };
    let ids = |policies: &Policies| -> BTreeSet<String> {
        policies.report().findings.iter().map(|own| own.id.as_str().to_owned()).collect()
    };
    let (old_ids, new_ids) = (ids(old), ids(new));
    let only = |policies: &Policies, others: &BTreeSet<String>| -> Vec<Finding> {
        policies.report().findings.iter().filter(|own| !others.contains(own.id.as_str())).cloned().collect()
    };
    Comparison {
        before: Side::Version(old_name.to_owned()),
        after: Side::Version(new_name.to_owned()),
        at: at.map(|day| day.to_string()),
        powers: names.powers.len().saturating_sub(
            changes.unexamined.len().saturating_add(new_powers.len()).saturating_add(gone_powers.len()),
        ),
        changes: changes
            .changes
            .iter()
            .map(|change| sides.change(change, sides.cause(change, at.map(|at| (at, at)))))
            .collect(),
        asked: changes.asked.iter().map(|change| sides.asked(&wording, change)).collect(),
        new_powers: alone(&new_powers, new.model(), &after),
        gone_powers: alone(&gone_powers, old.model(), &before),
        unexamined: changes.unexamined.iter().map(|power| power_name(&shared, *power)).collect(),
        remarks: unlike
            .iter()
            .map(|own| remark(&shared, own))
            .chain(unconfirmed(changes.changes.iter(), language))
            .collect(),
        new_findings: only(new, &old_ids),
        gone_findings: only(old, &new_ids),
        unchanged_findings: new_ids.intersection(&old_ids).count(),
    }
}

fn date(day: Day, language: Language) -> Side {
    Side::Date(day.to_string(), day_words(day, language))
}

/// Whom the rules give a power to, in labels, in the order of the files.
fn holders(names: &Names<'_>, power: PowerId) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for (_, rule) in names.model.rules.iter() {
        let to = match &rule.effect {
            Effect::Hold { powers, holding, .. } if powers.contains(&power) => holding,
            Effect::Transfer { what: Powers::Named(powers), to, .. } if powers.contains(&power) => to,
            _ => continue,
        };
        let words = names.holding(to);
        if !all.contains(&words) {
            all.push(words);
        }
    }
    all
}

/// Whether a finding is of that day.
fn happens(finding: &Finding, day: Day) -> bool {
    finding.lapse.is_none() && (finding.boxes.is_empty() || finding.boxes.iter().any(|region| on(region, day)))
}

fn on(region: &RegionBox, day: Day) -> bool {
    let date = region.entries().iter().find(|(key, _)| **key == *RegionBox::DATE);
    let Some((_, BoxEntry::Range { from, to })) = date else { return true };
    // Dates are closed ranges.
    let limit = |limit: &Option<vires_diagnostics::Limit>| limit.as_ref().and_then(|limit| Day::parse(&limit.value));
    limit(from).is_none_or(|from| from <= day) && limit(to).is_none_or(|to| day <= to)
}

fn remark(names: &Names<'_>, unlike: &Unlike) -> String {
    let language = names.language;
    let fact = |fact: vires_model::FactId| names.fact(fact);
    match unlike {
        Unlike::Fact { fact: own, earlier: true } => say!(
            language,
            "only the earlier version asks `{fact}`: its answers are compared with the later version whatever they are",
            "chỉ bản trước hỏi `{fact}`: mọi câu trả lời đều được so với bản sau",
            fact = fact(*own)
        ),
        Unlike::Fact { fact: own, earlier: false } => say!(
            language,
            "only the later version asks `{fact}`: its answers are compared with the earlier version whatever they are",
            "chỉ bản sau hỏi `{fact}`: mọi câu trả lời đều được so với bản trước",
            fact = fact(*own)
        ),
        Unlike::Type { fact: own } => say!(
            language,
            "`{fact}` is of another type in the later version: the two are compared as two questions",
            "`{fact}` ở bản sau thuộc kiểu khác: hai bản được so sánh như hai câu hỏi riêng",
            fact = fact(*own)
        ),
        Unlike::Range { fact: own } => say!(
            language,
            "the possible answers to `{fact}` differ: only those that both versions know are compared",
            "phạm vi câu trả lời của `{fact}` khác nhau: chỉ so sánh phần mà cả hai bản cùng có",
            fact = fact(*own)
        ),
        Unlike::Values { list, earlier, later } => {
            let label = &names.model.lists[*list].label;
            let named = |values: &[ValueId]| -> String {
                let mut all: Vec<String> =
                    values.iter().take(NAMED).map(|value| format!("`{}`", names.value(*list, *value))).collect();
                let more = values.len().saturating_sub(NAMED);
                if more > 0 {
                    all.push(say!(language, "{more} more", "{more} giá trị khác"));
                }
                all_of(&all, language)
            };
            match (earlier.is_empty(), later.is_empty()) {
                (false, true) => say!(
                    language,
                    "only the earlier version has {values} in \"{label}\": cases with them are not compared",
                    "chỉ bản trước có {values} trong \"{label}\": không so sánh các trường hợp này",
                    values = named(earlier)
                ),
                (true, _) => say!(
                    language,
                    "only the later version has {values} in \"{label}\": cases with them are not compared",
                    "chỉ bản sau có {values} trong \"{label}\": không so sánh các trường hợp này",
                    values = named(later)
                ),
                (false, false) => say!(
                    language,
                    "in \"{label}\" only the earlier version has {old}, and only the later one {new}: cases with them are not compared",
                    "trong \"{label}\", chỉ bản trước có {old}, chỉ bản sau có {new}: không so sánh các trường hợp này",
                    old = named(earlier),
                    new = named(later)
                ),
            }
        }
    }
}
