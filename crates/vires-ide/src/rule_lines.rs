//! The rules of a file by the line on which they begin: found once for a whole file.

use std::collections::BTreeMap;

use vires_compiler::Policies;
use vires_model::{FileId, RuleId};

/// Rules by where their line begins. A line is several rules where it changes its meaning from some day on.
pub(crate) struct RuleLines(BTreeMap<u32, Vec<RuleId>>);

impl RuleLines {
    pub(crate) fn of(policies: &Policies, file: FileId) -> Self {
        let mut lines: BTreeMap<u32, Vec<RuleId>> = BTreeMap::new();
        for (id, rule) in policies.model().rules.iter().filter(|(_, rule)| rule.span.file == file) {
            lines.entry(rule.span.start).or_default().push(id);
        }
        Self(lines)
    }

    /// The rules of the line that begins there.
    pub(crate) fn at(&self, start: u32) -> &[RuleId] {
        self.0.get(&start).map(Vec::as_slice).unwrap_or_default()
    }
}
