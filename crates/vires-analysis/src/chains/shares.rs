//! A share of those of a group who are not barred (4.4): so many must act as their number in the case makes it, and each such number is a start of
//! its own.

use std::collections::BTreeMap;

use vires_model::{Holding, Mode, RuleId, Share};

use super::End;
use super::limits::barred;
use crate::holders::{Tree, exists};
use crate::region::{BoundReached, Region};
use crate::setting::Setting;

/// The cases with each number may fall into so many boxes: each member who may be barred by an answer of their own doubles them.
const MOST_BOXES: usize = 1_500;

/// What a grant to such a share comes to, and where.
///
/// # Errors
/// [`BoundReached`] where the cases fall into too many parts.
pub(super) fn starts(
    setting: &Setting<'_>,
    root: RuleId,
    holding: &Holding,
    share: Share,
) -> Result<Vec<(End, Region)>, BoundReached> {
    let space = &setting.space.space;
    // By how many of the seats so far are there and not barred.
    let mut by_number = vec![setting.region(root).clone()];
    for seat in &holding.seats {
        let seat = setting.named(*seat);
        let there = setting.region_of(&exists(setting.model, seat));
        let unbarred = there.subtract(space, &barred(setting, seat, root).0);
        let mut next = vec![Region::empty(); by_number.len() + 1];
        for (n, region) in by_number.iter().enumerate() {
            for (n, own) in [(n, region.subtract(space, &unbarred)), (n + 1, region.intersect(space, &unbarred))] {
                if let Some(slot) = next.get_mut(n) {
                    *slot = std::mem::take(slot).union(space, own);
                }
            }
        }
        by_number = next;
        if by_number.iter().map(|region| region.boxes().len()).sum::<usize>() > MOST_BOXES {
            return Err(BoundReached);
        }
    }
    let mut by_mode: BTreeMap<Mode, Region> = BTreeMap::new();
    for (number, region) in by_number.into_iter().enumerate() {
        let slot = by_mode.entry(share.mode_of(number)).or_default();
        *slot = std::mem::take(slot).union(space, region);
    }
    let start = |(mode, region): (Mode, Region)| {
        let tree = match setting.tree(holding) {
            Tree::Several(_, seats) => Tree::Several(mode, seats),
            alone @ Tree::Leaf(_) => alone,
        };
        (End::Held(tree), region)
    };
    Ok(by_mode.into_iter().map(start).collect())
}
