//! What reads as it did before is not put into words again.
//!
//! A finding is told by what was found, by the rules that are named in it, by the ground that everything stands on, and by
//! the lines of the texts in which its places are. Where none of them has changed, neither has it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_analysis::Issue;
use vires_diagnostics::Finding;
use vires_model::{Model, PowerId, ProvisionId, Rule, RuleId};
use vires_resolve::Standing;
use vires_words::Language;

/// Findings as they were put into words.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    language: Language,
    /// The law they were found in; of its rules, nothing is asked.
    ground: Model,
    /// By what its provisions are law, and by what no longer.
    standings: BTreeMap<ProvisionId, Standing>,
    /// Which of its texts each policy file had.
    editions: BTreeMap<String, u64>,
    told: BTreeMap<Option<PowerId>, Vec<Told>>,
}

/// One finding.
#[derive(Debug)]
struct Told {
    issue: Issue,
    /// The rules named in it, as they were.
    rules: Vec<(RuleId, Arc<Rule>)>,
    finding: Finding,
}

impl Memory {
    /// Forgets what may be told otherwise in this language, of this law and its rules, with these texts. Lists kept as CSV are part of
    /// the law.
    pub(crate) fn stand_on<'t>(
        &mut self,
        language: Language,
        (model, standings): (&Model, &BTreeMap<ProvisionId, Standing>),
        editions: impl Iterator<Item = (&'t str, u64)>,
    ) {
        if self.language != language || self.standings != *standings || !self.ground.is_same_but_for_rules(model) {
            self.told.clear();
        }
        if self.standings != *standings {
            self.standings = standings.clone();
        }
        self.language = language;
        self.ground = model.clone();
        let now: BTreeMap<String, u64> = editions.map(|(path, edition)| (path.to_owned(), edition)).collect();
        let before = std::mem::replace(&mut self.editions, now);
        let paths = before.keys().chain(self.editions.keys()).map(String::as_str);
        let stale: BTreeSet<&str> = paths.filter(|path| self.editions.get(*path) != before.get(*path)).collect();
        for told in self.told.values_mut() {
            let stands = |(id, rule): &(RuleId, Arc<Rule>)| model.rules.shared(*id) == Some(rule);
            told.retain(|told| !files(&told.finding).any(|path| stale.contains(path)) && told.rules.iter().all(stands));
        }
    }

    /// The finding of an issue, put into words by `write` where it is not known.
    pub(crate) fn finding(&mut self, issue: &Issue, write: impl FnOnce() -> Finding) -> Finding {
        let of_power = self.told.entry(issue.power).or_default();
        if let Some(told) = of_power.iter().find(|told| told.issue == *issue) {
            return told.finding.clone();
        }
        let finding = write();
        let rules = &self.ground.rules;
        let named = issue.rules_named();
        let rules = named.into_iter().filter_map(|id| Some((id, Arc::clone(rules.shared(id)?)))).collect();
        of_power.push(Told { issue: issue.clone(), rules, finding: finding.clone() });
        finding
    }

    /// Forgets what is not among these any more.
    pub(crate) fn keep_only(&mut self, issues: &[Issue]) {
        let mut now: BTreeMap<Option<PowerId>, Vec<&Issue>> = BTreeMap::new();
        for issue in issues {
            now.entry(issue.power).or_default().push(issue);
        }
        self.told.retain(|power, told| {
            let now = now.get(power).map(Vec::as_slice).unwrap_or_default();
            if told.len() > now.len() {
                told.retain(|told| now.contains(&&told.issue));
            }
            !told.is_empty()
        });
    }
}

/// The files in which its places stand, those of its fixes included.
fn files(finding: &Finding) -> impl Iterator<Item = &str> {
    let fixes = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span.file.as_str());
    finding.places.iter().map(|place| place.span.file.as_str()).chain(fixes)
}
