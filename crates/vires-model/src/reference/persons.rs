//! Who signs for which office; one person in two roles that ask for two persons.

use std::collections::{BTreeMap, BTreeSet};

use crate::acts::{Act, Misfit};
use crate::bodies::Mode;
use crate::date::Day;
use crate::decision::{Held, Instance};
use crate::ids::RuleId;
use crate::model::Model;
use crate::procedure::{Apart, Clash, Procedure, State};
use crate::reference::acts;

/// Beyond so many offices that acted, all of them need a person of their own.
const TRIED: usize = 12;

/// An office that acted.
struct Office<'p> {
    who: Instance,
    /// Who may have signed for it; none: whoever it was, nobody else.
    signers: Option<BTreeSet<&'p str>>,
}

/// How the persons who acted do not fit the offices that did: each office needs a person of its own, and each person an office. Where the law
/// has begun to say who fills an office, nobody else does, and while it is vacant nobody can act for it. `bars`: those on persons.
pub(super) fn misfit(model: &Model, act: &Act<'_>, held: &Held, bars: &[RuleId]) -> Option<Misfit> {
    let named: BTreeSet<&str> = act.persons.iter().map(String::as_str).collect();
    let office = |who: &Instance| Office { who: *who, signers: signers(model, act, *who, bars) };
    let offices: Vec<Office<'_>> = act.by.iter().map(office).collect();
    let all: Vec<&Office<'_>> = offices.iter().collect();
    let suffices = |chosen: &[&Office<'_>]| {
        let by: Vec<Instance> = chosen.iter().map(|office| office.who).collect();
        acts::is_enough(held, &by) && filled(chosen) == chosen.len()
    };
    // Those who have a person each may be enough without the others.
    let chosen = |bits: u32| all.iter().zip(0..).filter(move |(_, n)| bits >> n & 1 == 1).map(|(own, _)| *own);
    let enough = match offices.len() {
        few @ 0..=TRIED => (1..1_u32 << few).any(|bits| suffices(&chosen(bits).collect::<Vec<_>>())),
        _ => suffices(&all),
    };
    if !enough {
        let nobody = |office: &&Office<'_>| office.signers.as_ref().is_some_and(BTreeSet::is_empty);
        if let Some(office) = offices.iter().find(nobody) {
            let filled = model.filled_by(office.who, act.at);
            let bar =
                bars.iter().find(|bar| acts::barred_person(model, act, **bar).is_some_and(|own| filled.contains(&own)));
            return Some(match bar {
                Some(bar) if named.is_empty() => Misfit::Barred(office.who, *bar),
                _ => Misfit::NotFilledBy(office.who),
            });
        }
        // One of whom none of the offices is explains why another office has nobody.
        let fills_none =
            |person: &&str| offices.iter().all(|own| own.signers.as_ref().is_some_and(|own| !own.contains(*person)));
        return Some(if named.iter().any(fills_none) { Misfit::TooMany } else { Misfit::TooFew });
    }
    (filled(&all) < named.len()).then_some(Misfit::TooMany)
}

/// Whether each of the offices that acted can have a person of its own, by what the texts say of who fills them.
pub(super) fn suffice(model: &Model, act: &Act<'_>, bars: &[RuleId]) -> bool {
    let office = |who: &Instance| Office { who: *who, signers: signers(model, act, *who, bars) };
    let offices: Vec<Office<'_>> = act.by.iter().map(office).collect();
    filled(&offices.iter().collect::<Vec<_>>()) == offices.len()
}

/// Who may have signed for an office; none: whoever it was, nobody else.
fn signers<'p>(model: &'p Model, act: &Act<'p>, office: Instance, bars: &[RuleId]) -> Option<BTreeSet<&'p str>> {
    let named: BTreeSet<&str> = act.persons.iter().map(String::as_str).collect();
    let may = |person: &&str| !bars.iter().any(|bar| acts::barred_person(model, act, *bar) == Some(person));
    let filled: BTreeSet<&str> = model.filled_by(office, act.at).into_iter().filter(may).collect();
    match (named.is_empty(), model.says_who_fills(office, act.at)) {
        (true, true) => Some(filled),
        (false, true) => Some(filled.intersection(&named).copied().collect()),
        (true, false) => None,
        (false, false) => Some(named),
    }
}

/// The one person who can have acted for an office, and also fills alone one of those whose checks were done.
pub(super) fn decides_and_checks(model: &Model, act: &Act<'_>, bars: &[RuleId], done: &[Instance]) -> Option<Clash> {
    act.by.iter().find_map(|by| {
        let signers = signers(model, act, *by, bars)?;
        let person = signers.first().filter(|_| signers.len() == 1)?;
        let other = done.iter().find(|other| *other != by && alone(model, **other, act.at) == Some(*person))?;
        Some(Clash { persons: vec![(*person).to_owned()], offices: vec![*by, *other], why: Apart::DecidesAndChecks })
    })
}

/// Offices that acted and offices whose checks were done that cannot have a person each; of those who acted, as many as it takes.
pub(super) fn too_few(model: &Model, act: &Act<'_>, held: &Held, bars: &[RuleId], done: &[Instance]) -> Option<Clash> {
    let short = |by: &[Instance]| {
        let acted = by.iter().map(|who| Office { who: *who, signers: signers(model, act, *who, bars) });
        let checked = done.iter().filter(|who| !by.contains(who)).map(|who| filled_by(model, *who, act.at));
        shortage(&acted.chain(checked).collect::<Vec<_>>())
    };
    let all = short(act.by)?;
    let chosen = |bits: u32| -> Vec<Instance> {
        act.by.iter().zip(0..).filter(|(_, n)| bits >> n & 1 == 1).map(|(who, _)| *who).collect()
    };
    let few = act.by.len() <= TRIED;
    let suffices = |by: &[Instance]| acts::is_enough(held, by) && short(by).is_none();
    let fits = few && (1..1_u32 << act.by.len()).any(|bits| suffices(&chosen(bits)));
    (!fits).then_some(all)
}

/// An office, with those who the texts say fill it.
fn filled_by(model: &Model, who: Instance, day: Day) -> Office<'_> {
    let signers = model.says_who_fills(who, day).then(|| model.filled_by(who, day).into_iter().collect());
    Office { who, signers }
}

/// Some of these offices that have fewer persons than they are, if there are such. That nobody fills one is told otherwise.
fn shortage(offices: &[Office<'_>]) -> Option<Clash> {
    let is_filled = |office: &&Office<'_>| office.signers.as_ref().is_some_and(|own| !own.is_empty());
    let known: Vec<&Office<'_>> = offices.iter().filter(is_filled).collect();
    let wanted: Vec<&BTreeSet<&str>> = known.iter().filter_map(|office| office.signers.as_ref()).collect();
    let mut signs = BTreeMap::new();
    let (lacking, persons) = (0..wanted.len()).find_map(|office| {
        let mut seen = BTreeSet::new();
        (!finds(office, &wanted, &mut signs, &mut seen)).then_some((office, seen))
    })?;
    // Whom the one without a person could have had, and for whom these sign.
    let short =
        (0..wanted.len()).filter(|own| *own == lacking || persons.iter().any(|one| signs.get(one) == Some(own)));
    Some(Clash {
        persons: persons.iter().map(|person| (*person).to_owned()).collect(),
        offices: short.filter_map(|own| known.get(own).map(|office| office.who)).collect(),
        why: Apart::EachItsOwn,
    })
}

/// Which office each person signs for, changed along augmenting paths: whether this one finds a person as well.
fn finds<'p>(
    office: usize,
    wanted: &[&BTreeSet<&'p str>],
    signs: &mut BTreeMap<&'p str, usize>,
    seen: &mut BTreeSet<&'p str>,
) -> bool {
    let Some(own) = wanted.get(office) else { return false };
    for person in own.iter().copied() {
        if !seen.insert(person) {
            continue;
        }
        let free = match signs.get(person).copied() {
            None => true,
            Some(other) => finds(other, wanted, signs, seen),
        };
        if free {
            signs.insert(person, office);
            return true;
        }
    }
    false
}

/// How many of these offices can have a person each; of whom nothing is known, there is one for each.
fn filled(offices: &[&Office<'_>]) -> usize {
    let wanted: Vec<&BTreeSet<&str>> = offices.iter().filter_map(|office| office.signers.as_ref()).collect();
    let mut signs = BTreeMap::new();
    let found = (0..wanted.len()).filter(|office| finds(*office, &wanted, &mut signs, &mut BTreeSet::new()));
    found.count() + offices.len() - wanted.len()
}

/// The clashes on that day, each once: offices that one person fills alone, in roles that ask for two persons; else all of them, where they have
/// too few persons together.
pub(super) fn clashes(model: &Model, day: Day, held: &Held, procedure: &Procedure) -> Vec<Clash> {
    let mut found: Vec<Clash> = Vec::new();
    let mut look = |one: Instance, other: Instance, why: Apart| {
        let (Some(person), Some(same)) = (alone(model, one, day), alone(model, other, day)) else { return };
        let clash = Clash { persons: vec![person.to_owned()], offices: vec![one, other], why };
        if one != other && person == same && !found.contains(&clash) {
            found.push(clash);
        }
    };
    together(held, &mut look);
    let open = |state: State| !matches!(state, State::Depends | State::Moot);
    let asked = procedure.steps.iter().filter(|step| step.kind.is_check() && open(step.state));
    let asked: Vec<_> = asked.collect();
    for (n, step) in asked.iter().enumerate() {
        let Some(who) = step.turn() else { continue };
        for holder in &step.binds {
            look(*holder, who, Apart::DecidesAndChecks);
        }
        let others = asked.iter().take(n).filter(|other| !other.is_choice_with(step) || step.enough != Some(1));
        for other in others.filter_map(|other| other.turn()) {
            look(other, who, Apart::BothCheck);
        }
    }
    if found.is_empty() {
        let mut roles = Vec::new();
        all_together(held, &mut roles);
        roles.extend(asked.iter().filter(|step| step.enough.is_none()).filter_map(|step| step.turn()));
        let mut offices: Vec<Office<'_>> = Vec::new();
        for who in roles {
            if !offices.iter().any(|known| known.who == who) {
                offices.push(filled_by(model, who, day));
            }
        }
        found.extend(shortage(&offices));
    }
    found
}

/// Those who must all act.
fn all_together(held: &Held, found: &mut Vec<Instance>) {
    match held {
        Held::One(who) => found.push(*who),
        Held::Several(Mode::Jointly, parts) => parts.iter().for_each(|part| all_together(part, found)),
        Held::Several(..) => {}
    }
}

/// Seats that must act together.
fn together(held: &Held, look: &mut dyn FnMut(Instance, Instance, Apart)) {
    let Held::Several(mode, parts) = held else { return };
    if matches!(mode, Mode::Jointly | Mode::AnyOf(_)) {
        for (n, one) in parts.iter().enumerate() {
            for other in parts.iter().skip(n + 1) {
                if let (Held::One(one), Held::One(other)) = (one, other) {
                    look(*one, *other, Apart::ActTogether);
                }
            }
        }
    }
    parts.iter().for_each(|part| together(part, look));
}

/// The one person who fills the office.
fn alone(model: &Model, office: Instance, day: Day) -> Option<&str> {
    match model.filled_by(office, day).as_slice() {
        [person] => Some(person),
        _ => None,
    }
}
