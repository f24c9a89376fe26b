//! Days that stand for all days, where the day is not given.

use std::collections::BTreeSet;

use crate::bundle::PowerHandle;
use crate::tables::{Ask, Which};

impl PowerHandle<'_> {
    /// The facts by whose place holders are known or places compared, each with where it lies.
    pub(crate) fn placings(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let axes = self.about.axes.of(&self.tables.axes).iter();
        let compared = axes.flat_map(|axis| match axis.ask {
            Ask::Same { left, left_in, right, right_in } => vec![(left, left_in), (right, right_in)],
            _ => Vec::new(),
        });
        let holders = self.about.holders.of(&self.tables.holders).iter();
        let held = holders.filter_map(|holder| match holder.which {
            Which::OfFact { slot, lies_in } => Some((slot, lies_in)),
            _ => None,
        });
        compared.chain(held)
    }
}

/// Days that stand for all days: the first of every stretch in which nothing changes, and the day before all.
pub(crate) fn days(power: PowerHandle<'_>) -> Vec<i32> {
    let tables = power.tables;
    let mut starts = BTreeSet::from([power.power.from]);
    for axis in power.about.axes.of(&tables.axes) {
        if let Ask::Day { starts: own } = axis.ask {
            starts.extend(own.of(&tables.days));
        }
    }
    for (_, lies_in) in power.placings() {
        let places = tables.places.get(lies_in as usize);
        starts.extend(places.map_or(&[][..], |places| places.starts.of(&tables.days)));
    }
    let mut life = |value: &crate::tables::Value| {
        starts.extend([value.from, value.until.saturating_add(1)]);
    };
    for holder in power.about.holders.of(&tables.holders) {
        if let Which::Of(value) = holder.which {
            let mut at = value;
            while let Some(row) = tables.values.get(at as usize) {
                life(row);
                at = row.successor;
            }
        }
    }
    for slot in power.power.slots.of(&tables.slots) {
        let fact = tables.facts.get(slot.fact as usize);
        if let Some(crate::tables::FactKind::Choice(list) | crate::tables::FactKind::SetOf(list)) =
            fact.map(|fact| fact.kind)
            && let Some(list) = tables.lists.get(list as usize)
            && list.lives
        {
            list.values.of(&tables.values).iter().for_each(&mut life);
        }
    }
    // The least and the greatest day stand for no change.
    starts.retain(|start| *start != i32::MIN && *start != i32::MAX);
    let before = starts.first().map_or(0, |first| first.saturating_sub(1));
    std::iter::once(before).chain(starts).collect()
}
