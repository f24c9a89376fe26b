//! Who of several holders has to act, where seats stand inside seats.

use std::collections::BTreeSet;

use vires_model::{Decision, Held, Instance, Mode, Model, Outcome, Procedure, persons_suffice};
use vires_words::{Language, say};

use crate::answer::{Act, members};
use crate::ask::Asked;

/// Beyond so many sets of holders they are not listed.
const MOST: usize = 256;

/// Holders who together are just enough, as numbers of theirs in [`members`].
pub(crate) type Way = BTreeSet<usize>;

/// How many must act, and where a plain number does not say who, every set of holders that is just enough.
///
/// Where there are too many sets to list, all must act: an answer that asks for too many signatures lets nobody act alone.
pub(crate) fn together(held: &Held) -> (Act, Vec<Way>) {
    let plain = match held {
        Held::One(_) | Held::Several(Mode::One, _) => Act::One,
        Held::Several(Mode::Any, _) => Act::Any,
        Held::Several(Mode::Jointly, _) => Act::Jointly,
        Held::Several(Mode::AnyOf(n), _) => Act::AnyOf(*n),
    };
    if !is_nested(held) {
        return (plain, Vec::new());
    }
    let all = members(held);
    let Some(least) = least(held, &all) else { return (Act::Jointly, Vec::new()) };
    match &least[..] {
        [only] if only.len() == all.len() => (Act::Jointly, Vec::new()),
        // One who is in none of them may not act alone.
        several if several.iter().all(|way| way.len() == 1) && several.len() == all.len() => (Act::Any, Vec::new()),
        _ => (Act::Jointly, least),
    }
}

/// Every set of these holders that is just enough, as their numbers; none where there are too many.
pub(crate) fn least(held: &Held, all: &[Instance]) -> Option<Vec<Way>> {
    let ways = ways(held, all)?;
    let just = |way: &&Way| !ways.iter().any(|less| less != *way && less.is_subset(way));
    Some(ways.iter().filter(just).cloned().collect())
}

/// Of the sets of holders that are just enough, those in which everyone can have a person of its own; none where these are all of them, or
/// there is none: then vacancies and clashes say so.
pub(crate) fn able(model: &Model, asked: &Asked, decision: &Decision, procedure: &Procedure) -> Option<Vec<Way>> {
    // Where nobody is appointed to anything, there are persons enough.
    if model.appointments.is_empty() {
        return None;
    }
    let (at, Outcome::Competent { barred_persons, .. }) = (asked.at?, &decision.outcome) else { return None };
    let held = procedure.decides_now(decision)?;
    let all = members(&held);
    let ways = least(&held, &all).filter(|ways| ways.iter().any(|way| way.len() > 1))?;
    let can_sign = |way: &Way| {
        let by: Vec<Instance> = way.iter().filter_map(|n| all.get(*n)).copied().collect();
        let act = vires_model::Act { power: asked.power, case: &asked.case, at, by: &by, persons: &[], done: &[] };
        persons_suffice(model, &act, barred_persons)
    };
    let able: Vec<Way> = ways.iter().filter(|way| can_sign(way)).cloned().collect();
    (!able.is_empty() && able.len() < ways.len()).then_some(able)
}

/// Whether seats stand inside seats.
pub(crate) fn is_nested(held: &Held) -> bool {
    matches!(held, Held::Several(_, parts) if parts.iter().any(|part| matches!(part, Held::Several(..))))
}

/// Whether one alone is not enough, or not whichever of them.
pub(crate) fn asks_for_several(held: &Held) -> bool {
    !matches!(together(held).0, Act::One | Act::Any)
}

/// None where there are too many.
fn ways(held: &Held, all: &[Instance]) -> Option<BTreeSet<Way>> {
    let (mode, parts) = match held {
        Held::One(who) => {
            return Some(all.iter().position(|own| own == who).map(|n| Way::from([n])).into_iter().collect());
        }
        Held::Several(mode, parts) => (mode, parts),
    };
    let wanted = match mode {
        Mode::One | Mode::Any => 1,
        Mode::Jointly => parts.len(),
        Mode::AnyOf(n) => *n as usize,
    };
    // Seats filled so far, each in its way; of so many that must be different, no two in one.
    let mut rows: BTreeSet<Vec<Way>> = BTreeSet::from([Vec::new()]);
    for part in parts {
        let own = ways(part, all)?;
        let open: Vec<Vec<Way>> = rows.iter().filter(|row| row.len() < wanted).cloned().collect();
        for row in open {
            let differs = |way: &&Way| !matches!(mode, Mode::AnyOf(_)) || !row.contains(way);
            for way in own.iter().filter(differs) {
                rows.insert(row.iter().chain([way]).cloned().collect());
                if rows.len() > MOST {
                    return None;
                }
            }
        }
    }
    let full = rows.into_iter().filter(|row| row.len() == wanted);
    Some(full.map(|row| row.into_iter().flatten().collect()).collect())
}

/// That they are competent: `is` of one, `are` of several who must act.
pub(crate) fn competent(held: &Held, who: &str, language: Language) -> String {
    match held {
        Held::Several(Mode::Jointly, _) | Held::Several(Mode::AnyOf(2..), _) => {
            say!(language, "{who} are competent", "{who} có thẩm quyền")
        }
        _ => say!(language, "{who} is competent", "{who} có thẩm quyền"),
    }
}
