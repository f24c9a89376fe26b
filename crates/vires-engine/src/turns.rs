//! What nobody can say: to whom a power comes that is in conflict, what a parameter without a value is. It is taken to be every way in which it may be.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::Reading;
use crate::tables::{Ask, Axis};

/// What nobody can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hangs {
    /// The answer about this power, which is in conflict.
    Power(u32),
    /// A parameter without a value.
    Parameter(u32),
}

/// What nobody can say, and the cell in which it is taken to be.
pub(crate) type Turn = (Hangs, u32);

impl Reading<'_> {
    /// Of what nobody can say the cells in which it may be, by the bits left so far; none for a question that the case or the day answers.
    pub(crate) fn ways(&self, axis: &Axis, mask: &[u64]) -> Option<(Hangs, BTreeSet<u32>)> {
        match axis.ask {
            Ask::Unset { parameter } => Some((Hangs::Parameter(parameter), BTreeSet::from([0, 1]))),
            Ask::Comes { choice } => {
                let choice = self.tables().choices.get(choice as usize)?;
                let mut cells: BTreeSet<u32> = self.may_come_to(*choice, mask).collect();
                // Where it is not in conflict, one cell is like another.
                if cells.is_empty() {
                    cells.insert(0);
                }
                Some((Hangs::Power(choice.power), cells))
            }
            _ => None,
        }
    }
}

/// What decides among answers that were found by taking one thing after another to be so: what leads to different outcomes if it is taken otherwise.
pub(crate) fn deciding<K: Ord>(answers: &[&(Vec<Turn>, K)], depth: usize) -> BTreeSet<Hangs> {
    let mut found = BTreeSet::new();
    let mut ways: BTreeMap<u32, Vec<&(Vec<Turn>, K)>> = BTreeMap::new();
    let mut what = None;
    for answer in answers {
        if let Some((hangs, cell)) = answer.0.get(depth) {
            what = Some(*hangs);
            ways.entry(*cell).or_default().push(answer);
        }
    }
    let led: BTreeSet<BTreeSet<&K>> = ways.values().map(|led| led.iter().map(|(_, key)| key).collect()).collect();
    found.extend(what.filter(|_| led.len() > 1));
    for led in ways.values().filter(|led| led.len() > 1) {
        found.extend(deciding(led, depth + 1));
    }
    found
}
