//! The line by which a giver keeps the case, where the act would be within the powers without it.

use vires_model::{Effect, Holder, RuleId, Which, applies};

use super::Judge;

impl Judge<'_, '_> {
    /// The keep of the instrument of a transfer, as amended, that cuts this case out of what the transfer gives.
    pub(super) fn kept_by(&self, transfer: RuleId) -> Option<RuleId> {
        let Effect::Transfer { from, .. } = &self.model.rules[transfer].effect else { return None };
        let instrument = |rule: RuleId| self.model.provisions[self.model.rules[rule].place].instrument;
        let is_giver =
            |by: Holder| by.body == from.body && (by == *from || matches!(by.which, Which::Sole | Which::Unsaid));
        let keeps = self.model.rules.iter().filter(|(id, row)| match &row.effect {
            Effect::Keep { by, what } => {
                is_giver(*by) && what.speak_of(self.model, self.asked.power) && instrument(*id) == instrument(transfer)
            }
            _ => false,
        });
        let mut here = keeps
            .map(|(id, _)| id)
            .filter(|keep| applies(self.model, *keep, &self.asked.case, self.asked.at) == Some(true));
        here.next()
    }
}
