//! A set of rules of one model.

use vires_model::{Id, RuleId};

/// Rules by number, a bit each.
#[derive(Debug, Clone, Default)]
pub(crate) struct RuleSet {
    words: Vec<u64>,
}

impl RuleSet {
    fn bit(rule: RuleId) -> (usize, u64) {
        (rule.index() / 64, 1 << (rule.index() % 64))
    }

    pub(crate) fn contains(&self, rule: &RuleId) -> bool {
        let (word, bit) = Self::bit(*rule);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Whether it was not in the set before.
    pub(crate) fn insert(&mut self, rule: RuleId) -> bool {
        let (word, bit) = Self::bit(rule);
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words.get_mut(word).is_some_and(|word| {
            let is_new = *word & bit == 0;
            *word |= bit;
            is_new
        })
    }
}

impl FromIterator<RuleId> for RuleSet {
    fn from_iter<T: IntoIterator<Item = RuleId>>(rules: T) -> Self {
        let mut set = Self::default();
        rules.into_iter().for_each(|rule| {
            set.insert(rule);
        });
        set
    }
}
