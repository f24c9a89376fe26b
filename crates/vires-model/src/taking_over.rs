//! Who may act in the place of a holder, and who decides where they do.

use std::collections::BTreeSet;

use crate::bodies::{Holder, Mode};
use crate::date::Day;
use crate::decision::{Held, Instance, Need};
use crate::ids::RuleId;
use crate::procedure::{Procedure, State};

/// Somebody may act in place of a holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeOver {
    /// The rule.
    pub rule: RuleId,
    /// Who may, as the text names it.
    pub named: Holder,
    /// So many of those of the same rule must act together.
    pub enough: u32,
    /// The same in this case; none: it depends on `needs`.
    pub by: Option<Instance>,
    /// In place of which holders.
    pub from: Vec<Instance>,
    /// They are not enough by themselves: those in whose place they act must act with others, and so must they.
    pub with_others: bool,
    /// From when it may.
    pub since: Option<Day>,
    /// Until when it may.
    pub until: Option<Day>,
    /// [`State::Depends`], [`State::Open`], [`State::NotBegun`], [`State::Waiting`] (the window is open), [`State::Overdue`] (it has closed), or
    /// [`State::Moot`] (silence has settled the matter).
    pub state: State,
    /// What is not known, and would change any of this.
    pub needs: Vec<Need>,
}

impl TakeOver {
    /// Whether it is known that it may be done now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self.state {
            State::Waiting => true,
            State::Open => self.needs.is_empty(),
            _ => false,
        }
    }

    /// Whether it may be done now, or that turns on what is not known.
    #[must_use]
    pub fn may_be_open(&self) -> bool {
        self.is_open() || !self.is_closed() && !self.needs.is_empty()
    }

    /// Whether its time is over, or has not begun.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        matches!(self.state, State::NotBegun | State::Overdue | State::Moot)
    }

    /// Whether one of these may do it.
    #[must_use]
    pub fn is_by_one_of(&self, these: &[Instance]) -> bool {
        self.by.is_some_and(|own| these.iter().any(|by| by.may_be(own)))
    }
}

impl Procedure {
    /// The holding in which, beside each holder, those may act who take over from that one: whoever takes over acts in the place of a holder, and so
    /// with the others who must act. `may`: by which of the texts that let somebody.
    #[must_use]
    pub fn in_place(&self, held: &Held, may: &dyn Fn(&TakeOver) -> bool) -> Held {
        self.exchanged(held, may, &|_| true)
    }

    /// The same with nobody beside them whom `keeps` does not keep.
    pub(crate) fn exchanged(
        &self,
        held: &Held,
        may: &dyn Fn(&TakeOver) -> bool,
        keeps: &dyn Fn(Instance) -> bool,
    ) -> Held {
        match held {
            Held::One(who) => {
                let mut parts = self.instead_of(*who, may);
                if parts.is_empty() || keeps(*who) {
                    parts.insert(0, held.clone());
                }
                match parts.as_slice() {
                    [only] => only.clone(),
                    _ => Held::Several(Mode::Any, parts),
                }
            }
            Held::Several(mode, parts) => {
                Held::Several(*mode, parts.iter().map(|part| self.exchanged(part, may, keeps)).collect())
            }
        }
    }

    /// Who may act in place of one holder, text by text.
    fn instead_of(&self, holder: Instance, may: &dyn Fn(&TakeOver) -> bool) -> Vec<Held> {
        let own: Vec<&TakeOver> = self.take_overs.iter().filter(|own| own.from.contains(&holder) && may(own)).collect();
        let mut rules: Vec<RuleId> = Vec::new();
        own.iter().for_each(|own| rules.extend(Some(own.rule).filter(|rule| !rules.contains(rule))));
        let by_rule = |rule: RuleId| {
            let rows = own.iter().filter(move |own| own.rule == rule);
            let enough = rows.clone().map(|own| own.enough).max().unwrap_or(1);
            let who: BTreeSet<Instance> = rows.filter_map(|own| own.by).collect();
            let who: Vec<Held> = who.into_iter().map(Held::One).collect();
            match (enough, who.as_slice()) {
                (_, []) => None,
                (0 | 1, [only]) => Some(only.clone()),
                (enough, _) => Some(Held::Several(Mode::AnyOf(enough.max(1)), who)),
            }
        };
        rules.into_iter().filter_map(by_rule).collect()
    }
}
