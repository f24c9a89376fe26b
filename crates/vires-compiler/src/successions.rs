//! By which text a name in a rule is read to mean another body: `read X for Y`.

use serde::Serialize;
use vires_model::{RuleId, Succession};
use vires_words::say;

use crate::answer::{RuleRef, Wording};

/// That one body is read for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuccessionRef {
    /// The body that the rule names.
    pub named: String,
    /// The body that is meant.
    pub meant: String,
    /// The provision that says so.
    #[serde(flatten)]
    pub rule: RuleRef,
    /// All of it in words.
    #[serde(skip)]
    pub sentence: String,
}

impl Wording<'_> {
    /// How the names of bodies in these rules are read, each once.
    pub(crate) fn successions(&self, rules: &[RuleId]) -> Vec<SuccessionRef> {
        let mut all: Vec<Succession> = Vec::new();
        for own in rules.iter().flat_map(|rule| &self.names.model.rules[*rule].read) {
            if !all.contains(own) {
                all.push(*own);
            }
        }
        all.into_iter().map(|own| self.succession(own)).collect()
    }

    fn succession(&self, own: Succession) -> SuccessionRef {
        let names = &self.names;
        let rule = self.place(own.place);
        let (old, new) = (names.body(own.old), names.body(own.new));
        SuccessionRef {
            named: names.body_name(own.old),
            meant: names.body_name(own.new),
            sentence: say!(
                names.language,
                "{new} for {old} ({title})",
                "{new} thay cho {old} ({title})",
                title = rule.title
            ),
            rule,
        }
    }
}
