//! By which text the parameters that decide a case have their values: the limit, and the order that set it.

use serde::{Serialize, Serializer};
use vires_analysis::words::{ValueText, setting_text, setting_words};
use vires_model::{Case, Day, Decision, Link, Model, Outcome, PowerId, RuleId, Setting, parameters_used};
use vires_words::say;

use crate::answer::{RuleRef, Wording};

/// A parameter that a rule uses, as it is in the case on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParameterRef {
    /// Its name.
    pub parameter: String,
    /// The entry of the list by which it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// What it is.
    #[serde(serialize_with = "as_fact")]
    pub value: ValueText,
    /// The provision that sets it so.
    #[serde(flatten)]
    pub rule: RuleRef,
    /// All of it in words.
    #[serde(skip)]
    pub sentence: String,
}

/// As the values of facts are given.
fn as_fact<S: Serializer>(value: &ValueText, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        ValueText::Text(text) => serializer.serialize_str(text),
        ValueText::YesNo(yes) => serializer.serialize_bool(*yes),
        ValueText::Names(names) => names.serialize(serializer),
    }
}

impl Wording<'_> {
    /// The parameters that these rules on a power use, each once, in their order. `periods`: those too on which it turns how
    /// long their periods are.
    pub(crate) fn parameters(
        &self,
        (rules, periods): (&[RuleId], bool),
        power: PowerId,
        (case, at): (&Case, Option<Day>),
    ) -> Vec<ParameterRef> {
        let model = self.names.model;
        let mut found: Vec<&Setting> = Vec::new();
        let own =
            rules.iter().flat_map(|rule| with_others(model, *rule, power, at).into_iter().map(|id| (id, id == *rule)));
        for (rule, is_own) in own {
            for (used, setting) in parameters_used(model, rule, case, at) {
                if (periods && is_own || !used.is_period)
                    && !found.iter().any(|known| (known.parameter, known.of) == (setting.parameter, setting.of))
                {
                    found.push(setting);
                }
            }
        }
        found.into_iter().map(|setting| self.parameter(setting)).collect()
    }

    fn parameter(&self, setting: &Setting) -> ParameterRef {
        let names = &self.names;
        let rule = self.set_in(setting);
        let label = names.parameter_label(setting.parameter, setting.of);
        let value = setting_words(names.model, setting, names.language);
        ParameterRef {
            parameter: names.parameter(setting.parameter, None),
            of: names.entry(setting.parameter, setting.of).map(|entry| entry.name.clone()),
            value: setting_text(names.model, setting),
            sentence: say!(
                names.language,
                "{label}: {value} ({title})",
                "{label}: {value} ({title})",
                title = rule.title
            ),
            rule,
        }
    }

    /// The provision that sets a parameter.
    fn set_in(&self, setting: &Setting) -> RuleRef {
        let model = self.names.model;
        RuleRef {
            title: self.names.title_as_amended(setting.place, setting.amended_by),
            amended_by: setting.amended_by.map(|by| model.instruments[by].name.clone()),
            ..self.place(setting.place)
        }
    }
}

/// The rules that decide: those of the chains that lead to the answer, or the bars that leave nobody.
pub(crate) fn deciding(decision: &Decision) -> Vec<RuleId> {
    let of = |chain: &[Link]| chain.iter().map(|link| link.rule).collect::<Vec<_>>();
    match &decision.outcome {
        Outcome::Competent { chain, also, .. } => {
            of(chain).into_iter().chain(also.iter().flat_map(|chain| of(chain))).collect()
        }
        Outcome::Nobody { rule, .. } => vec![*rule],
        Outcome::Gap { barred_by, .. } => barred_by.clone(),
        Outcome::Conflict { .. } | Outcome::Undetermined { .. } | Outcome::NotInForce => Vec::new(),
    }
}

/// A rule, and where it is for all other cases, those in whose cases it is not: their limits are its own.
fn with_others(model: &Model, rule: RuleId, power: PowerId, at: Option<Day>) -> Vec<RuleId> {
    let mut all = vec![rule];
    if !model.rules[rule].effect.is_residual() {
        return all;
    }
    let text = model.written_in(rule);
    let others = model.rules.iter().filter(|(id, row)| {
        !row.parameters.is_empty()
            && row.effect.is_root()
            && !row.effect.is_residual()
            && row.effect.named_powers().contains(&power)
            && at.is_none_or(|at| row.life.contains(at))
            && model.written_in(*id) == text
    });
    all.extend(others.map(|(id, _)| id));
    all
}
