//! Which claim stands (5.1–5.5).

use std::collections::BTreeSet;

use crate::bodies::Mode;
use crate::decision::{Decider, Held};
use crate::ids::RuleId;
use crate::model::PrecedenceKey;
use crate::pulse;
use crate::reference::claims::{Claim, Group, Says, Seat};
use crate::reference::holding::{alike, as_written};
use crate::reference::specific;
use crate::reference::world::Scene;
use crate::rules::{Effect, Word};

/// What it costs to compare two claims, in looks at two numbers.
const PAIR: u64 = 100;

/// What one claim does to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
    /// A continuation takes the place of what it continues.
    Displaces,
    /// It beats it.
    Beats(Decider),
}

/// What came of the contest; claims by their numbers.
pub(super) struct Verdict {
    /// Claims that stand.
    pub(super) standing: Vec<usize>,
    /// Claims left over: a ring.
    pub(super) ring: Vec<usize>,
    /// Claims that fell to a standing one other than by being displaced, and what decided.
    pub(super) beaten: Vec<(usize, Decider)>,
}

/// 5.5: claims nobody beats or displaces stand; what they beat or displace falls, and beats nothing any more; repeat.
pub(super) fn settle(scene: &Scene<'_, '_>, claims: &[Claim]) -> Verdict {
    let told: Vec<Read<'_>> = claims.iter().map(|claim| Read::new(scene, claim)).collect();
    let does: Vec<Vec<Option<Does>>> = told.iter().map(|x| told.iter().map(|y| does(scene, x, y)).collect()).collect();
    let does = |x: usize, y: usize| does.get(x).and_then(|row| row.get(y)).copied().flatten();
    let mut standing: Vec<usize> = Vec::new();
    let mut open: Vec<usize> = (0..claims.len()).collect();
    loop {
        let (free, rest): (Vec<usize>, Vec<usize>) =
            open.iter().partition(|y| !open.iter().any(|x| does(*x, **y).is_some()));
        if free.is_empty() {
            break;
        }
        open = rest;
        open.retain(|y| !free.iter().any(|x| does(*x, *y).is_some()));
        standing.extend(free);
    }
    standing.sort_unstable();
    let mut beaten = Vec::new();
    for y in 0..claims.len() {
        if standing.contains(&y) || open.contains(&y) {
            continue;
        }
        let decider = standing.iter().find_map(|x| match does(*x, y) {
            Some(Does::Beats(decider)) => Some(decider),
            _ => None,
        });
        beaten.extend(decider.map(|decider| (y, decider)));
    }
    Verdict { standing, ring: open, beaten }
}

/// How two claims on one root relate.
#[derive(Default)]
struct Comparison<'c> {
    /// Seats at which the first ends and the second goes on: the first's last link there, the second's next.
    second_goes_on: Vec<(RuleId, RuleId)>,
    /// The other way round.
    first_goes_on: Vec<(RuleId, RuleId)>,
    /// Seats that they pass on by different transfers.
    part: Vec<(&'c Seat, &'c Seat)>,
}

fn compare<'c>(x: &'c Group, y: &'c Group, last: RuleId, out: &mut Comparison<'c>) {
    for (a, b) in x.seats.iter().zip(&y.seats) {
        match (&a.passed, &b.passed) {
            (None, None) => {}
            (None, Some(next)) => out.second_goes_on.push((last, next.rule)),
            (Some(next), None) => out.first_goes_on.push((last, next.rule)),
            (Some(one), Some(other)) if one.rule == other.rule => {
                compare(&one.to, &other.to, one.rule, out);
            }
            (Some(_), Some(_)) => out.part.push((a, b)),
        }
    }
}

/// What `x` does to `y`.
fn does(scene: &Scene<'_, '_>, x_read: &Read<'_>, y_read: &Read<'_>) -> Option<Does> {
    pulse::worked(PAIR);
    let (x, y) = (x_read.claim, y_read.claim);
    if x.root != y.root {
        // 5.4: they part at the roots. What neither gives the power to anybody nor says that nobody has it contends with nobody.
        if !x_read.lives || !y_read.lives || agree(scene, x_read, y_read) {
            return None;
        }
        let (mut own, mut theirs) = (vec![x.root], vec![y.root]);
        if let Says::Held(group) = &x.says {
            transfers(group, &mut own);
        }
        if let Says::Held(group) = &y.says {
            transfers(group, &mut theirs);
        }
        return wins(scene, &own, &theirs).map(Does::Beats);
    }
    let (Says::Held(one), Says::Held(other)) = (&x.says, &y.says) else {
        return None;
    };
    let mut comparison = Comparison::default();
    compare(one, other, x.root, &mut comparison);
    let Comparison { second_goes_on, first_goes_on, part } = comparison;
    match (first_goes_on.is_empty(), second_goes_on.is_empty(), part.is_empty()) {
        // 5.3: x continues y.
        (false, true, true) => {
            let carried_out =
                !y_read.lives || !first_goes_on.iter().any(|(last, next)| loses_to_grant(scene, *next, *last));
            let stops = first_goes_on.iter().any(|(_, next)| giver_stops(scene, *next));
            (carried_out && stops).then_some(Does::Displaces)
        }
        // 5.3: y continues x.
        (true, false, true) => {
            let refused = second_goes_on.iter().any(|(last, next)| loses_to_grant(scene, *next, *last));
            (x_read.lives && refused).then_some(Does::Beats(Decider::Words))
        }
        // 5.4: they part, at one seat or at several. 4.4: each seat is resolved by itself.
        (_, _, false) => {
            if !x_read.lives || !y_read.lives || agree(scene, x_read, y_read) {
                return None;
            }
            let links = |seat: &Seat| {
                let mut links = Vec::new();
                seat_transfers(seat, &mut links);
                links
            };
            let (mut won, mut lost) = (None, false);
            for (a, b) in part {
                let (own, theirs) = (links(a), links(b));
                won = won.or(wins(scene, &own, &theirs));
                lost |= wins(scene, &theirs, &own).is_some();
            }
            won.filter(|_| !lost).map(Does::Beats)
        }
        // Alike, or each goes on at another seat: the claim that goes on at both settles it.
        _ => None,
    }
}

/// The transfers of a holding, outermost first.
fn transfers(group: &Group, out: &mut Vec<RuleId>) {
    group.seats.iter().for_each(|seat| seat_transfers(seat, out));
}

fn seat_transfers(seat: &Seat, out: &mut Vec<RuleId>) {
    if let Some(passed) = &seat.passed {
        if !seat.inner {
            out.push(passed.rule);
        }
        transfers(&passed.to, out);
    }
}

/// Not said: it stops.
pub(super) fn giver_stops(scene: &Scene<'_, '_>, transfer: RuleId) -> bool {
    let model = scene.world.facts.model;
    match &model.rules[transfer].effect {
        Effect::Transfer { modality, .. } => model.modalities[*modality].giver_stops != Some(false),
        _ => false,
    }
}

/// 5.3, the exception: the transfer's instrument yields to that of the grant's last link, or the latter was issued later and prevails over it.
pub(super) fn loses_to_grant(scene: &Scene<'_, '_>, transfer: RuleId, last: RuleId) -> bool {
    let model = scene.world.facts.model;
    let issued = |rule| model.issued_on(rule);
    let later = matches!((issued(last), issued(transfer)), (Some(last), Some(transfer)) if last > transfer);
    yielded(scene, last, transfer) || later && prevailed(scene, last, transfer)
}

/// 5.4: whether the links of one claim after the parting win over those of the other. The first of each is the link at the parting.
fn wins(scene: &Scene<'_, '_>, own: &[RuleId], theirs: &[RuleId]) -> Option<Decider> {
    let any =
        |ours: &[RuleId], others: &[RuleId]| ours.iter().any(|i| others.iter().any(|j| beats_by_words(scene, *i, *j)));
    if scene.text.words.is_empty() {
        return by_precedence(scene, *own.first()?, *theirs.first()?);
    }
    match (any(own, theirs), any(theirs, own)) {
        // Only one side speaks: it wins.
        (true, false) => Some(Decider::Words),
        (false, true) => None,
        // Otherwise the declared precedence between the two links at the parting.
        _ => by_precedence(scene, *own.first()?, *theirs.first()?),
    }
}

/// 5.2: I beats J if J yields to I and I does not yield to J; or I prevails over J, J does not prevail over I, and neither yields.
fn beats_by_words(scene: &Scene<'_, '_>, i: RuleId, j: RuleId) -> bool {
    yielded(scene, i, j) || prevailed(scene, i, j)
}

fn yielded(scene: &Scene<'_, '_>, i: RuleId, j: RuleId) -> bool {
    says(scene, j, i, false) && !says(scene, i, j, false)
}

fn prevailed(scene: &Scene<'_, '_>, i: RuleId, j: RuleId) -> bool {
    let neither_yields = !says(scene, i, j, false) && !says(scene, j, i, false);
    says(scene, i, j, true) && !says(scene, j, i, true) && neither_yields
}

/// Whether the text of `speaker` says that it prevails over (or yields to) the text of `of`. Both may stand in one instrument: "notwithstanding article 28".
fn says(scene: &Scene<'_, '_>, speaker: RuleId, of: RuleId, prevails: bool) -> bool {
    let model = scene.world.facts.model;
    let (own, other) = (model.rules[speaker].place, model.rules[of].place);
    let speaks = |word: &&Word| {
        word.prevails == prevails
            && model.stands_in(own, word.speaker)
            && word.of.iter().any(|place| model.stands_in(other, *place))
    };
    scene.text.words.iter().any(speaks)
}

/// The declared precedence between two rules: whether the first wins. The keys of the power's package, in the order declared.
fn by_precedence(scene: &Scene<'_, '_>, i: RuleId, j: RuleId) -> Option<Decider> {
    let model = scene.world.facts.model;
    let instrument = |rule| &model.instruments[model.written_in(rule)];
    let rank = |rule| {
        let kind = instrument(rule).kind?;
        model.instrument_kinds[kind].rank
    };
    for key in model.precedence_over(scene.power) {
        let (i_first, j_first) = match key {
            PrecedenceKey::HigherRank => match (rank(i), rank(j)) {
                (Some(i), Some(j)) => (i < j, j < i),
                _ => continue,
            },
            PrecedenceKey::Later => match (model.issued_on(i), model.issued_on(j)) {
                (Some(i), Some(j)) => (i > j, j > i),
                _ => continue,
            },
            PrecedenceKey::MoreSpecific => {
                (specific::more_specific(scene.world, i, j), specific::more_specific(scene.world, j, i))
            }
        };
        match (i_first, j_first) {
            (true, false) => {
                return Some(match key {
                    PrecedenceKey::HigherRank => Decider::HigherRank,
                    PrecedenceKey::Later => Decider::Later,
                    PrecedenceKey::MoreSpecific => Decider::MoreSpecific,
                });
            }
            (false, true) => return None,
            _ => {}
        }
    }
    None
}

/// A claim with all that it may be read as: it is weighed against many others.
pub(super) struct Read<'c> {
    claim: &'c Claim,
    lives: bool,
    readings: BTreeSet<Held>,
}

impl<'c> Read<'c> {
    pub(super) fn new(scene: &Scene<'_, '_>, claim: &'c Claim) -> Self {
        let readings = match &claim.says {
            Says::Held(group) => readings(scene, group, None).into_iter().flatten().collect(),
            Says::Nobody(_) => BTreeSet::new(),
        };
        Self { claim, lives: claim.lives(), readings }
    }
}

/// 5.1: whether two claims agree. `nobody` and `is not required` disagree with every holding and with each other.
pub(super) fn agree(scene: &Scene<'_, '_>, x: &Read<'_>, y: &Read<'_>) -> bool {
    let model = scene.world.facts.model;
    match (&x.claim.says, &y.claim.says) {
        (Says::Nobody(one), Says::Nobody(other)) => one == other,
        (Says::Held(_), Says::Held(_))
            if model.powers[scene.power].concurrent || model.one_of(x.claim.root, y.claim.root) =>
        {
            true
        }
        (Says::Held(one), Says::Held(other)) => {
            let meet =
                |one: &BTreeSet<Held>, other: &BTreeSet<Held>| one.iter().any(|x| other.iter().any(|y| alike(x, y)));
            // 4.4: each seat is resolved by itself.
            if x.claim.root == y.claim.root && seats_agree(scene, one, other) {
                return true;
            }
            // What both pass on by one transfer is one link of both: its giver, who may still act, holds beside either, and makes them no more alike.
            if x.claim.root == y.claim.root && share_a_giver(scene, one, other) {
                let beyond = |own, its| readings(scene, own, Some(its)).into_iter().flatten().collect();
                return meet(&beyond(one, other), &beyond(other, one));
            }
            meet(&x.readings, &y.readings)
        }
        _ => false,
    }
}

/// Whether two claims on one root come to the same in every seat.
fn seats_agree(scene: &Scene<'_, '_>, one: &Group, other: &Group) -> bool {
    one.seats.iter().zip(&other.seats).all(|(own, its)| match (&own.passed, &its.passed) {
        (None, None) => true,
        (Some(own), Some(its)) if own.rule == its.rule => seats_agree(scene, &own.to, &its.to),
        _ => {
            let (own, its) = (of_seat(scene, own, None), of_seat(scene, its, None));
            own.iter().any(|own| {
                its.iter().any(|its| match (own, its) {
                    (Some(own), Some(its)) => alike(own, its),
                    (own, its) => own == its,
                })
            })
        }
    })
}

/// Whether some seat is passed on in both by the same transfers, one of which leaves its giver acting.
fn share_a_giver(scene: &Scene<'_, '_>, one: &Group, other: &Group) -> bool {
    one.seats.iter().zip(&other.seats).any(|(own, its)| match (&own.passed, &its.passed) {
        (Some(own), Some(its)) if own.rule == its.rule => {
            !giver_stops(scene, own.rule) || share_a_giver(scene, &own.to, &its.to)
        }
        _ => false,
    })
}

/// The holdings that a holding amounts to, read down to its end or up to any giver who may still act: beside what it has
/// given, that giver holds too (5.7), whether or not it exists any more (4.3). `beside`: another claim on the same root; givers of links that both share
/// are left out.
fn readings(scene: &Scene<'_, '_>, mut group: &Group, mut beside: Option<&Group>) -> BTreeSet<Option<Held>> {
    let mut found = BTreeSet::new();
    // A holding of one is whatever its seat is: a long chain of such is gone along once.
    while let (Mode::One, false, [seat]) = (group.mode, group.short, group.seats.as_slice()) {
        let own = seat.exists.then_some(Held::One(seat.who));
        let Some(passed) = &seat.passed else {
            found.insert(own);
            return found;
        };
        let other = beside.and_then(|group| group.seats.first()?.passed.as_ref());
        let shared = other.filter(|other| other.rule == passed.rule);
        if shared.is_none() && !seat.inner && !giver_stops(scene, passed.rule) {
            found.extend([Some(Held::One(seat.who)), own]);
        }
        (group, beside) = (&passed.to, shared.map(|other| &other.to));
    }
    let mut rows: Vec<Vec<Option<Held>>> = vec![Vec::new()];
    for (n, seat) in group.seats.iter().enumerate() {
        let readings = of_seat(scene, seat, beside.and_then(|group| group.seats.get(n)));
        rows = rows
            .iter()
            .flat_map(|row| {
                readings.iter().map(|reading| {
                    let mut row = row.clone();
                    row.push(reading.clone());
                    row
                })
            })
            .collect();
    }
    found.extend(rows.into_iter().map(|row| as_written(group.mode, group.short, row)));
    found
}

/// What one seat amounts to. `beside`: the same seat of another claim on the same root.
fn of_seat(scene: &Scene<'_, '_>, seat: &Seat, beside: Option<&Seat>) -> Vec<Option<Held>> {
    let Some(passed) = &seat.passed else { return vec![seat.exists.then_some(Held::One(seat.who))] };
    let shared = beside.and_then(|other| other.passed.as_ref()).filter(|other| other.rule == passed.rule);
    let mut found: Vec<_> = readings(scene, &passed.to, shared.map(|other| &other.to)).into_iter().collect();
    if shared.is_none() && !seat.inner && !giver_stops(scene, passed.rule) {
        found.push(Some(Held::One(seat.who)));
        // What it has carried on has an empty seat there.
        found.extend((!seat.exists).then_some(None));
    }
    found
}
