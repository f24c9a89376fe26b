//! Who answers for what a claim's holders do, link by link (semantics 5.7).

use std::collections::BTreeSet;

use vires_model::{Effect, Party, RuleId};

use crate::chains::{Chain, End};
use crate::claims::Claim;
use crate::holders::{Named, Tree};
use crate::setting::Setting;

/// Everyone who answers for the holders of a claim.
pub(super) fn accountable(setting: &Setting<'_>, chain: &Chain, claim: &Claim) -> BTreeSet<Named> {
    let mut out = BTreeSet::new();
    if let (Some(start), End::Held(end)) = (&chain.start, &claim.end) {
        Walk { setting, chain, filled: end.leaves(), out: &mut out }.start(&mut Vec::new(), start);
    }
    out
}

struct Walk<'w, 'm> {
    setting: &'w Setting<'m>,
    chain: &'w Chain,
    /// The holders of the seats that are not empty.
    filled: Vec<Named>,
    out: &'w mut BTreeSet<Named>,
}

impl Walk<'_, '_> {
    /// Whoever has the power from the start answers for it: by a hold, or because they hold another power (semantics 3.9).
    fn start(&mut self, path: &mut Vec<u16>, tree: &Tree) {
        match tree {
            Tree::Leaf(holder) => self.seat(path, 0, *holder, &BTreeSet::from([*holder])),
            Tree::Several(_, branches) => {
                for (n, branch) in (0..).zip(branches) {
                    path.push(n);
                    self.start(path, branch);
                    path.pop();
                }
            }
        }
    }

    /// Follows one seat from a holder on; `answers`: who answers for what it has.
    fn seat(&mut self, path: &mut Vec<u16>, depth: u16, holder: Named, answers: &BTreeSet<Named>) {
        let link = self.chain.links.iter().find(|link| link.path == *path && link.depth == depth);
        let Some(link) = link else {
            if self.filled.contains(&holder) {
                self.out.extend(answers);
            }
            return;
        };
        let party = self.answerable(link.rule);
        let next = |receiver: Named| {
            let mut next = BTreeSet::new();
            if party != Party::Receiver {
                next.extend(answers.iter().copied());
            }
            if party != Party::Giver {
                next.insert(receiver);
            }
            next
        };
        match &link.to {
            Tree::Leaf(receiver) => self.seat(path, depth.saturating_add(1), *receiver, &next(*receiver)),
            Tree::Several(_, branches) => {
                for (n, receiver) in (0..).zip(branches.iter().flat_map(Tree::leaves)) {
                    path.push(n);
                    self.seat(path, 0, receiver, &next(receiver));
                    path.pop();
                }
            }
        }
    }

    /// Not stated: where title moves the receiver answers, else the giver.
    fn answerable(&self, transfer: RuleId) -> Party {
        let Effect::Transfer { modality, .. } = &self.setting.rule(transfer).effect else { return Party::Receiver };
        let record = &self.setting.model.modalities[*modality];
        match (record.answerable, record.title_moves) {
            (Some(party), _) => party,
            (None, Some(true)) => Party::Receiver,
            (None, Some(false) | None) => Party::Giver,
        }
    }
}
