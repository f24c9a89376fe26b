//! What the text leaves unsaid, between its words: an amount in the unit of the fact it is compared with, the days of a
//! rule that come from its place, and what `in all other cases` leaves out.

use std::collections::BTreeSet;

use vires_compiler::Policies;
use vires_model::{Domain, FileId, Measure, Rule, RuleId};
use vires_resolve::{Named, Thing};
use vires_syntax::ast::{ClauseKind, ConditionKind, Expression, ExpressionKind, Line, LineKind};
use vires_syntax::span::Span;
use vires_words::{Language, say};

use crate::amounts;
use crate::lines::whole;
use crate::parts::{Part, each};
use crate::rule_lines::RuleLines;

/// A few words at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hint {
    /// Behind what they stand.
    pub at: u32,
    /// The words.
    pub label: String,
    /// What they tell.
    pub kind: HintKind,
}

/// What a hint tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HintKind {
    /// An amount in another unit.
    Unit,
    /// The days on which a rule is in force.
    Days,
    /// What `in all other cases` leaves out.
    OtherCases,
}

/// The hints of those kinds in a stretch of a file, by place.
#[must_use]
pub fn hints(policies: &Policies, file: FileId, within: Span, wanted: &dyn Fn(HintKind) -> bool) -> Vec<Hint> {
    let mut found = Vec::new();
    if let Some(tree) = policies.tree(file) {
        let rules = RuleLines::of(policies, file);
        let own = Finder { policies, file, within, wanted, rules };
        own.below(&tree.file.lines, &mut found);
    }
    found.retain(|hint| within.start <= hint.at && hint.at <= within.end);
    found.sort();
    found
}

struct Finder<'a> {
    policies: &'a Policies,
    file: FileId,
    within: Span,
    wanted: &'a dyn Fn(HintKind) -> bool,
    rules: RuleLines,
}

impl Finder<'_> {
    fn below(&self, lines: &[Line], found: &mut Vec<Hint>) {
        for line in lines {
            let whole = whole(line);
            if whole.end < self.within.start || whole.start > self.within.end {
                continue;
            }
            if (self.wanted)(HintKind::Unit) {
                self.units(line, found);
            }
            if matches!(line.kind, LineKind::Rule(_)) {
                let rules = self.rules.at(line.span.start);
                if (self.wanted)(HintKind::Days) {
                    found.extend(self.days(line, rules));
                }
                if (self.wanted)(HintKind::OtherCases) {
                    found.extend(self.other_cases(line, rules));
                }
            }
            self.below(&line.below, found);
        }
    }

    fn units(&self, line: &Line, found: &mut Vec<Hint>) {
        each(line, &mut |part| {
            let Part::Condition(condition) = part else { return };
            let ConditionKind::Compare { subject, limits } = &condition.kind else { return };
            let Some(measure) = self.measure_at(subject.span.start) else { return };
            found.extend(limits.iter().filter_map(|(_, limit)| self.converted(limit, measure)));
        });
        for clause in &line.clauses {
            let ClauseKind::Given(given) = &clause.kind else { continue };
            for given in given {
                let Some(measure) = self.measure_at(given.name.span.start) else { continue };
                found.extend(given.values.iter().filter_map(|value| self.converted(value, measure)));
            }
        }
    }

    /// An amount in what a question is measured in, where that is another unit.
    fn converted(&self, amount: &Expression, measure: &Measure) -> Option<Hint> {
        let said = match (&amount.kind, measure) {
            (ExpressionKind::Quantity(number, own), Measure::Unit(unit)) => {
                amounts::converted(self.policies, amounts::value(number)?, &own.value, unit)
            }
            (ExpressionKind::Duration(number, own), measure) => {
                amounts::period_in(amounts::value(number)?, *own, measure, self.policies.language())
            }
            _ => None,
        }?;
        Some(Hint { at: amount.span.end, label: format!("= {said}"), kind: HintKind::Unit })
    }

    /// What the question at a place is measured in.
    fn measure_at(&self, place: u32) -> Option<&Measure> {
        let mention = self.policies.resolved().uses.at(self.file, place)?;
        let model = self.policies.model();
        let domain = match mention.named {
            Named::Thing(Thing::Fact(fact)) => &model.facts[fact].domain,
            Named::Thing(Thing::Parameter(parameter)) => &model.parameters[parameter].domain,
            _ => return None,
        };
        match domain {
            Domain::Ordered(ordered) => Some(&ordered.measure),
            _ => None,
        }
    }

    /// The days of a rule that states none itself.
    fn days(&self, line: &Line, rules: &[RuleId]) -> Option<Hint> {
        let says_so = |kind: &ClauseKind| matches!(kind, ClauseKind::InForce(_) | ClauseKind::Life(_));
        if line.clauses.iter().any(|clause| says_so(&clause.kind)) {
            return None;
        }
        let label = self.policies.force_of(rules)?;
        Some(Hint { at: self.first_line_end(line), label, kind: HintKind::Days })
    }

    /// The end of a line of policy, where it goes on below the end of its first line of text.
    fn first_line_end(&self, line: &Line) -> u32 {
        let text = self.policies.file_text(self.file).unwrap_or_default();
        let words = text.get(line.span.start as usize..line.span.end as usize).unwrap_or_default();
        let first = words.split('\n').next().unwrap_or_default().trim_end();
        line.span.start + u32::try_from(first.len()).unwrap_or_default()
    }

    fn other_cases(&self, line: &Line, rules: &[RuleId]) -> Option<Hint> {
        let clause = line.clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::InAllOtherCases))?;
        let model = self.policies.model();
        let language = self.policies.language();
        let own = *rules.first()?;
        let instrument = model.written_in(own);
        let powers = model.rules[own].effect.named_powers();
        let roots = model.rules.iter().filter(|(id, row)| {
            row.effect.is_root()
                && !row.effect.is_residual()
                && !row.life.intersect(model.rules[own].life).is_empty()
                && model.written_in(*id) == instrument
                && row.effect.named_powers().iter().any(|power| powers.contains(power))
        });
        let spans: BTreeSet<_> = roots.map(|(_, row): (_, &Rule)| row.span).collect();
        Some(Hint { at: clause.span.end, label: other_cases_words(spans.len(), language), kind: HintKind::OtherCases })
    }
}

fn other_cases_words(count: usize, language: Language) -> String {
    match (count, language) {
        (0, _) => {
            language.pick("there are no others: all cases", "không có trường hợp nào khác: mọi trường hợp").to_owned()
        }
        (1, Language::En) => "than those of 1 rule".to_owned(),
        _ => say!(language, "than those of {count} rules", "ngoài {count} quy định khác"),
    }
}
