//! The whole answer for one completed case, as numbers of claims.

use std::collections::BTreeSet;

use crate::compose::{together, tree};
use crate::decide::{Scratch, Why, settle};
use crate::instance::Holding;
use crate::open::{Claims, Key};
use crate::reading::{Reading, hits, ones};
use crate::tables::Says;

/// The answer; claims by their numbers in the power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Judged {
    Competent { standing: Vec<u32>, held: Holding },
    Nobody { why: Why, standing: Vec<u32> },
    Gap,
    Conflict(Vec<u32>),
    NotInForce,
}

/// Judges the claims that a mask leaves; the mask knows all answers of other powers.
pub(crate) fn judge(reading: &Reading<'_>, mask: &[u64], scratch: &mut Scratch) -> Judged {
    let power = reading.power;
    settle(power, mask, scratch);
    let (standing, ring) = (&scratch.standing, &scratch.ring);
    if power.conflict(mask, standing, ring) {
        let mut claims: BTreeSet<u32> = ones(standing).chain(ones(ring)).collect();
        let in_rounds: Vec<u32> = power
            .rounds(mask, standing, ring)
            .flat_map(|round| round.claims.of(&power.tables.numbers))
            .copied()
            .collect();
        // Of those within a circle, what gives to nobody claims nothing.
        let live = |claim: &u32| *claim < power.power.live && is_there(reading, mask, *claim);
        claims.extend(in_rounds.into_iter().filter(live));
        return Judged::Conflict(claims.into_iter().collect());
    }
    let numbers: Vec<u32> = ones(standing).collect();
    let first = numbers.first().and_then(|first| power.claim(*first));
    let why = match first.map(|first| first.says) {
        None | Some(Says::Vacant) => return Judged::Gap,
        Some(Says::Held) => {
            return match together(reading, standing) {
                Some(held) => Judged::Competent { standing: numbers, held },
                None => Judged::Gap,
            };
        }
        Some(Says::Barred) => Why::Barred,
        Some(Says::NotRequired) => Why::NotRequired,
    };
    Judged::Nobody { why, standing: numbers }
}

impl Says {
    /// Why nobody is to hold, where it says so.
    pub(crate) const fn nobody(self) -> Option<Why> {
        match self {
            Self::Held | Self::Vacant => None,
            Self::Barred => Some(Why::Barred),
            Self::NotRequired => Some(Why::NotRequired),
        }
    }
}

/// Whether a claim is there by a mask.
pub(crate) fn is_there(reading: &Reading<'_>, mask: &[u64], claim: u32) -> bool {
    let owners = reading.power.power.owners.of(&reading.tables().owners);
    // The boxes of one claim follow one another.
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let from = number(owners.partition_point(|owner| *owner < claim));
    let to = number(owners.partition_point(|owner| *owner <= claim));
    hits(mask, crate::tables::Span { from, to })
}

impl Judged {
    /// What must agree; and what else tells apart the answers that what nobody can say may lead to.
    pub(crate) fn told_apart(self, reading: &Reading<'_>) -> (Key, Claims) {
        let key = match self {
            Self::Competent { held, .. } => Key::Competent(held),
            Self::Nobody { why, .. } => Key::Nobody(why),
            Self::Gap => Key::Gap,
            Self::NotInForce => Key::NotInForce,
            Self::Conflict(claims) => {
                let claims = claims.iter().filter_map(|claim| reading.power.claim(*claim));
                let named =
                    claims.map(|claim| (tree(reading, claim).and_then(|tree| tree.held()), claim.says.nobody()));
                return (Key::Conflict, named.collect());
            }
        };
        (key, Claims::new())
    }
    /// The claim that is shown: fewest links, then first in the files.
    pub(crate) fn shown(&self) -> Option<u32> {
        match self {
            Self::Competent { standing, .. } | Self::Nobody { standing, .. } => standing.first().copied(),
            Self::Gap | Self::Conflict(_) | Self::NotInForce => None,
        }
    }
}
