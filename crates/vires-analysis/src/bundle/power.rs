//! One power: its bits, claims and contests, and what explains them.

use std::collections::{BTreeMap, BTreeSet};

use vires_engine::tables::{
    About, Assumption, Beat, Claim as Row, Decider, Guarded, Holder, NONE, Part, PersonBar, Power, Round, Says, Slot,
    Span, State, Vacancy, Which,
};
use vires_model::{Barred, Condition, Domain, Effect, FactId, RuleId, Why};

use super::axes::{Bits, ByBits, Scale, Slots, Told, scale, tell};
use super::seats::{Numbers, Seats, seats, write_links};
use super::shared::{Writer, number, put};
use crate::axes::Axis;
use crate::case_space::{Answers, facts_of};
use crate::chains::{Chain, End, Hindrance, bars};
use crate::conditions::Conditions;
use crate::contest::Victory;
use crate::derived::Written;
use crate::findings::STEPS;
use crate::holders::{Named, One};
use crate::region::{Region, StepBudget};
use crate::setting::Setting;
use crate::solved::Solved;

/// Contests between two claims, where they are not everywhere.
type Guards = Vec<(u32, u32, Region)>;

/// Contests between claims: everywhere, and in some cases.
#[derive(Default)]
struct Contests {
    always: BTreeSet<(u32, u32)>,
    guarded: Guards,
}

/// The claims of a power in the order in which they are shown.
struct Ordered<'s, 'm> {
    solved: &'s Solved<'m>,
    /// For each place the claim.
    claims: Vec<usize>,
    /// For each claim its place.
    place: Vec<u32>,
}

/// Writes one power.
///
/// # Errors
/// The state of a power that cannot be decided.
pub(super) fn write(
    writer: &mut Writer<'_>,
    solved: &Solved<'_>,
    answers: &dyn Answers,
) -> Result<(Power, About), State> {
    let setting = &solved.setting;
    setting.space.space.refresh();
    let ordered = Ordered::new(solved);
    let (edges, clashes) = ordered.contests();
    let assumed = assumptions(setting, answers)?;

    let mut bits = Bits::default();
    let mut owners = Vec::new();
    for (claim, place) in ordered.claims.iter().filter_map(|claim| solved.claims.get(*claim)).zip(0..) {
        bits.put(claim.region.boxes());
        owners.resize(bits.boxes.len(), place);
    }
    let mut guard = |guards: &Guards| -> Vec<Guarded> {
        let row = |(loser, winner, region): &(u32, u32, Region)| Guarded {
            loser: *loser,
            winner: *winner,
            bits: bits.put(region.boxes()),
        };
        guards.iter().map(row).collect()
    };
    let (guarded_edges, guarded_clashes) = (guard(&edges.guarded), guard(&clashes.guarded));
    let rounds = ordered.rounds();
    let round_bits: Vec<Span> = rounds.iter().map(|(_, _, region)| bits.put(region.boxes())).collect();
    // What a derived fact means is told by bits, too, and to whom other powers may come.
    let mut by_bits = ByBits::default();
    for choice in &setting.space.choices {
        let cells = setting.space.contending(choice);
        by_bits.contending.insert(choice.power, cells.iter().map(|region| bits.put(region.boxes())).collect());
    }
    for (dim, parts) in setting.space.whole.written() {
        let rows = parts.into_iter().map(|part| match part {
            Written::AtLeast(count, of) => Part::AtLeast(number(count), number(of)),
            Written::Fewer(count, of) => Part::Fewer(number(count), number(of)),
            Written::In(region) => Part::Bits(bits.put(region.boxes())),
        });
        by_bits.derived.insert(dim, put(&mut writer.tables.parts, rows));
    }
    let deciding = bits.len();
    let assumed_bits: Vec<Span> = assumed.iter().map(|own| bits.put(own.excluded.boxes())).collect();
    let bearing = bits.len();
    let vacancies = vacancies(solved);
    let vacancy_bits: Vec<Span> = vacancies.iter().map(|(_, _, region)| bits.put(region.boxes())).collect();
    let person_bars = person_bars(setting);
    let bar_bits: Vec<Span> = person_bars.iter().map(|(rule, _)| bits.put(setting.region(*rule).boxes())).collect();

    let words = bits.len().div_ceil(64).max(1);
    let hot = deciding.div_ceil(64).max(1);
    let told = tell(&setting.space, &bits, deciding, words);

    // The facts that bear on the power.
    let trees: Vec<Option<Seats>> = ordered.trees();
    let mut named: Vec<Named> = Vec::new();
    trees.iter().flatten().for_each(|tree| tree.holders(&mut named));
    let mut deciding_facts: BTreeSet<FactId> =
        told.iter().filter(|told| told.decides).flat_map(|told| facts_of(&told.axis)).collect();
    deciding_facts.extend(named.iter().filter_map(|holder| fact_of(*holder)));
    let mut asked: BTreeSet<FactId> = setting.space.axes.iter().flat_map(|(axis, _)| facts_of(axis)).collect();
    asked.extend(&deciding_facts);
    let mut facts = asked.clone();
    facts.extend(assumed.iter().flat_map(|own| own.facts.iter().copied()));
    facts.extend(person_bars.iter().map(|(_, fact)| *fact));
    facts.extend(vacancies.iter().filter_map(|(holder, _, _)| fact_of(*holder)));
    let added: BTreeSet<FactId> = (told.iter())
        .filter_map(|told| match &told.axis {
            Axis::Linear(sum) => Some(sum.facts().collect::<Vec<_>>()),
            _ => None,
        })
        .flatten()
        .collect();
    let slots: Slots = facts.iter().copied().zip(0..).collect();
    let mut scales: BTreeMap<FactId, Scale> = BTreeMap::new();
    for fact in &facts {
        scales.insert(*fact, scale(writer, &setting.space, &told, *fact)?);
    }
    let slot_rows: Vec<Slot> = facts
        .iter()
        .map(|fact| {
            let Scale { scale, low, high } = scales.get(fact).copied().unwrap_or(Scale::NONE);
            Slot {
                fact: fact.0,
                decides: deciding_facts.contains(fact),
                asked: asked.contains(fact),
                added: added.contains(fact),
                scale,
                low,
                high,
            }
        })
        .collect();
    let lives = deciding_facts.iter().any(|fact| match writer.model.facts[*fact].domain {
        Domain::Choice(list) | Domain::SetOf(list) => crate::places::has_lives(&writer.model.lists[list]),
        _ => false,
    });
    let slots_span = put(&mut writer.tables.slots, slot_rows);

    // Axes that bear on who holds first; of them derived facts after what they hang on, then what nobody can say: to whom powers come that are in conflict
    // last, those first on which others hang.
    let stage = |told: &&Told| {
        let stage = match &told.axis {
            Axis::Comes(power) => {
                let n = setting.space.choices.iter().position(|choice| choice.power == *power);
                (3, n)
            }
            Axis::Unset(_) => (2, None),
            Axis::Derived(_) => (1, None),
            _ => (0, None),
        };
        (!told.decides, stage)
    };
    let mut in_order: Vec<&Told> = told.iter().collect();
    in_order.sort_by_key(stage);
    let mut rows = Vec::new();
    let mut hot_axes = 0;
    for told in in_order {
        rows.push(told.write(writer, &setting.space, &slots, &scales, &by_bits)?);
        hot_axes += u32::from(told.decides);
    }
    let axes = put(&mut writer.tables.axes, rows);

    // Holders, transfers, claims.
    let mut numbers = Numbers::default();
    let mut holder_rows = Vec::new();
    let first_holder = number(writer.tables.holders.len());
    for holder in named {
        if let std::collections::btree_map::Entry::Vacant(entry) = numbers.holders.entry(holder) {
            entry.insert(first_holder + number(holder_rows.len()));
            holder_rows.push(holder_row(writer, &slots, holder));
        }
    }
    let holders = put(&mut writer.tables.holders, holder_rows);
    let mut transfers = Vec::new();
    trees.iter().flatten().for_each(|tree| tree.transfers(&mut transfers));
    numbers.links = write_links(setting, &mut writer.tables.links, transfers.into_iter()).1;
    let mut claims = Vec::new();
    for (claim, tree) in ordered.claims.iter().zip(&trees) {
        claims.extend(claim_row(writer, solved, *claim, tree.as_ref(), &numbers));
    }
    let claims = put(&mut writer.tables.claims, claims);

    let live = ordered.claims.iter().filter_map(|claim| solved.claims.get(*claim));
    let live = number(live.filter(|claim| claim.end != End::Vacant).count());
    let width = (claims.len() as usize).div_ceil(64);
    let felled_by = write_rows(writer, claims.len(), width, &edges.always, false);
    let clash_rows = write_rows(writer, claims.len(), width, &clashes.always, true);
    let beats = ordered.beats(&guarded_edges);
    let rounds = round_rows(writer, rounds, &round_bits);
    let row = Power {
        from: match solved.covered {
            None => i32::MAX,
            Some(life) => life.from.map_or(i32::MIN, |day| day.0),
        },
        slots: slots_span,
        axes: Span { from: axes.from, to: axes.from + hot_axes },
        words,
        hot,
        owners: put(&mut writer.tables.owners, owners),
        claims,
        live,
        felled_by,
        clashes: clash_rows,
        guarded_edges: put(&mut writer.tables.guarded, guarded_edges),
        guarded_clashes: put(&mut writer.tables.guarded, guarded_clashes),
        rounds: put(&mut writer.tables.rounds, rounds),
        lives,
    };
    let slot = |fact: &FactId| slots.get(fact).copied().unwrap_or(0);
    let mut about = writer.about(setting.power, State::Ready);
    about.axes = axes;
    about.bearing = bearing;
    about.holders = holders;
    about.beats = put(&mut writer.tables.beats, beats);
    let mut assumption_rows = Vec::new();
    for (own, bits) in assumed.iter().zip(assumed_bits) {
        let slots = put(&mut writer.tables.numbers, own.facts.iter().map(slot));
        assumption_rows.push(Assumption { slots, day: own.condition.asks_the_day(), bits });
    }
    about.assumptions = put(&mut writer.tables.assumptions, assumption_rows);
    let mut vacancy_rows = Vec::new();
    for ((holder, bar, _), bits) in vacancies.into_iter().zip(vacancy_bits) {
        let row = holder_row(writer, &slots, holder);
        let holder = put(&mut writer.tables.holders, [row]).from;
        vacancy_rows.push(Vacancy { holder, bar: bar.map_or(NONE, |bar| bar.0), bits });
    }
    about.vacancies = put(&mut writer.tables.vacancies, vacancy_rows);
    let bar_rows = person_bars.iter().zip(bar_bits);
    let bar_rows = bar_rows.map(|((rule, fact), bits)| PersonBar { rule: rule.0, slot: slot(fact), bits });
    about.person_bars = put(&mut writer.tables.person_bars, bar_rows);
    if setting.space.space.is_worn_out() {
        return Err(State::TooComplex);
    }
    Ok((row, about))
}

const fn fact_of(holder: Named) -> Option<FactId> {
    match holder.which {
        One::OfFact(fact) => Some(fact),
        One::Sole | One::Unsaid | One::OfValue(_) => None,
    }
}

fn holder_row(writer: &mut Writer<'_>, slots: &Slots, holder: Named) -> Holder {
    let territory = writer.model.bodies.get(holder.body).and_then(|body| body.one_per);
    let which = match (holder.which, territory) {
        (One::Sole, _) => Which::Sole,
        (One::Unsaid, _) => Which::Unsaid,
        (One::OfFact(fact), territory) => {
            let lies_in = match (&writer.model.facts[fact].domain, territory) {
                (Domain::Choice(list), Some(territory)) => writer.lies_in(*list, territory),
                _ => NONE,
            };
            Which::OfFact { slot: slots.get(&fact).copied().unwrap_or(0), lies_in }
        }
        (One::OfValue(value), Some(territory)) => Which::Of(writer.value(territory, value)),
        (One::OfValue(_), None) => Which::Sole,
    };
    Holder { body: holder.body.0, which }
}

fn claim_row(
    writer: &mut Writer<'_>,
    solved: &Solved<'_>,
    claim: usize,
    tree: Option<&Seats>,
    numbers: &Numbers,
) -> Option<Row> {
    let claim = solved.claims.get(claim)?;
    let chain = solved.chains.get(claim.chain)?;
    let mut nodes = Vec::new();
    if let Some(tree) = tree {
        tree.nodes(numbers, &mut nodes);
    }
    let only = tree.and_then(Seats::only);
    Some(Row {
        says: match claim.end {
            End::Held(_) => Says::Held,
            End::Nobody(Why::Barred) => Says::Barred,
            End::Nobody(Why::NotRequired) => Says::NotRequired,
            End::Vacant => Says::Vacant,
        },
        root: chain.root.0,
        last: chain.links.last().map_or(chain.root, |link| link.rule).0,
        nodes: put(&mut writer.tables.nodes, nodes),
        act: tree.and_then(Seats::act),
        only: only.and_then(|only| numbers.holders.get(&only).copied()).unwrap_or(NONE),
    })
}

/// Rows of bits, one a claim; nothing where no two claims have anything between them.
fn write_rows(
    writer: &mut Writer<'_>,
    claims: u32,
    width: usize,
    pairs: &BTreeSet<(u32, u32)>,
    both_ways: bool,
) -> u32 {
    if pairs.is_empty() {
        return NONE;
    }
    let mut rows = vec![0u64; claims as usize * width];
    let mut set = |row: u32, other: u32| {
        if let Some(word) = rows.get_mut(row as usize * width + (other / 64) as usize) {
            *word |= 1 << (other % 64);
        }
    };
    for (loser, winner) in pairs {
        set(*loser, *winner);
        if both_ways {
            set(*winner, *loser);
        }
    }
    put(&mut writer.tables.masks, rows).from
}

impl<'s, 'm> Ordered<'s, 'm> {
    /// Fewest links first, then first in the files; those that come to nothing last.
    fn new(solved: &'s Solved<'m>) -> Self {
        let mut claims: Vec<usize> = (0..solved.claims.len()).collect();
        claims.sort_by_cached_key(|claim| {
            let rules = solved.chain_of(*claim).map(Chain::rules).unwrap_or_default();
            let vacant = solved.claims.get(*claim).is_some_and(|claim| claim.end == End::Vacant);
            (vacant, rules.len(), rules, *claim)
        });
        let mut place = vec![0; claims.len()];
        for (claim, n) in claims.iter().zip(0..) {
            if let Some(slot) = place.get_mut(*claim) {
                *slot = n;
            }
        }
        Self { solved, claims, place }
    }

    fn place(&self, claim: usize) -> u32 {
        self.place.get(claim).copied().unwrap_or(NONE)
    }

    fn trees(&self) -> Vec<Option<Seats>> {
        let tree = |claim: &usize| {
            let claim = self.solved.claims.get(*claim)?;
            seats(&self.solved.setting, self.solved.chains.get(claim.chain)?, claim)
        };
        self.claims.iter().map(tree).collect()
    }

    /// Who makes whom fall, and who clashes with whom.
    fn contests(&self) -> (Contests, Contests) {
        let (mut edges, mut clashes) = (Contests::default(), Contests::default());
        for edge in &self.solved.edges {
            self.contest(&mut edges, edge.loser, edge.winner, edge.region.as_ref());
        }
        for clash in &self.solved.clashes {
            self.contest(&mut clashes, clash.left, clash.right, clash.region.as_ref());
        }
        edges.guarded.sort_by_key(|(loser, winner, _)| (*loser, *winner));
        (edges, clashes)
    }

    fn contest(&self, contests: &mut Contests, loser: usize, winner: usize, region: Option<&Region>) {
        let space = &self.solved.setting.space.space;
        let (Some(a), Some(b)) = (self.solved.claims.get(loser), self.solved.claims.get(winner)) else { return };
        let (loser, winner) = (self.place(loser), self.place(winner));
        let Some(region) = region else {
            contests.always.insert((loser, winner));
            return;
        };
        let joint = a.region.intersect(space, &b.region);
        if joint.subtract(space, region).is_empty() {
            contests.always.insert((loser, winner));
        } else if joint.meets(space, region) {
            contests.guarded.push((loser, winner, region.clone()));
        }
    }

    /// Contests that were won, in the order in which they are looked through. Their guards are those of the edges.
    fn beats(&self, guarded: &[Guarded]) -> Vec<Beat> {
        let mut beats: Vec<Beat> = Vec::new();
        for edge in &self.solved.edges {
            let Victory::Beats { by, .. } = edge.by else { continue };
            let (loser, winner) = (self.place(edge.loser), self.place(edge.winner));
            let by = match by {
                vires_model::Decider::Words => Decider::Words,
                vires_model::Decider::HigherRank => Decider::HigherRank,
                vires_model::Decider::Later => Decider::Later,
                vires_model::Decider::MoreSpecific => Decider::MoreSpecific,
            };
            let guard = guarded.iter().find(|row| row.loser == loser && row.winner == winner);
            let bits = guard.filter(|_| edge.region.is_some()).map_or(Span::default(), |row| row.bits);
            beats.push(Beat { loser, winner, by, bits });
        }
        beats.sort_by_key(|beat| (beat.loser, beat.winner));
        beats
    }

    /// Circles in which everyone stopped acting: the claims that close them, the claims of all in them, and where.
    fn rounds(&self) -> Vec<(Vec<u32>, Vec<u32>, Region)> {
        let places = |chains: &[usize]| -> Vec<u32> {
            let claims = self.solved.claims.iter().enumerate();
            claims.filter(|(_, claim)| chains.contains(&claim.chain)).map(|(n, _)| self.place(n)).collect()
        };
        let rounds = self.solved.loops.iter().filter(|circle| circle.all_stop);
        rounds
            .map(|circle| (places(&[circle.chain]), places(&self.solved.circle_chains(circle)), circle.region.clone()))
            .collect()
    }
}

fn round_rows(writer: &mut Writer<'_>, rounds: Vec<(Vec<u32>, Vec<u32>, Region)>, bits: &[Span]) -> Vec<Round> {
    let mut rows = Vec::new();
    for ((closes, claims, _), bits) in rounds.into_iter().zip(bits) {
        rows.push(Round {
            closes: put(&mut writer.tables.numbers, closes),
            claims: put(&mut writer.tables.numbers, claims),
            bits: *bits,
        });
    }
    rows
}

/// An assumption that bears on a power.
struct Assumed<'m> {
    condition: &'m Condition,
    facts: BTreeSet<FactId>,
    excluded: Region,
}

fn assumptions<'m>(setting: &Setting<'m>, answers: &dyn Answers) -> Result<Vec<Assumed<'m>>, State> {
    let known: BTreeSet<FactId> = setting.space.axes.iter().flat_map(|(axis, _)| facts_of(axis)).collect();
    let conditions = Conditions { model: setting.model, asking: setting.power, space: &setting.space, answers };
    let mut found = Vec::new();
    for assumption in &setting.model.assumptions {
        let facts = facts_in(setting, assumption);
        if facts.is_empty() && !assumption.asks_the_day() || !facts.iter().all(|fact| known.contains(fact)) {
            continue;
        }
        let excluded =
            conditions.region(assumption, false, &mut StepBudget::new(STEPS)).map_err(|_| State::TooComplex)?;
        found.push(Assumed { condition: assumption, facts, excluded });
    }
    Ok(found)
}

fn facts_in(setting: &Setting<'_>, condition: &Condition) -> BTreeSet<FactId> {
    let mut facts = BTreeSet::new();
    condition.atoms(&mut |atom| {
        for value_box in crate::atoms::boxes(setting.model, atom, true) {
            facts.extend(value_box.0.iter().flat_map(|(axis, _)| facts_of(axis)));
        }
    });
    facts
}

/// Where chains end in nobody: who is missing, the bar that removes it if one does, and where.
fn vacancies(solved: &Solved<'_>) -> Vec<(Named, Option<RuleId>, Region)> {
    let setting = &solved.setting;
    let space = &setting.space.space;
    let mut found = Vec::new();
    for vacancy in &solved.vacancies {
        if vacancy.bars.is_empty() {
            found.push((vacancy.holder, None, vacancy.region.clone()));
            continue;
        }
        let ends = solved.chains.get(vacancy.chain).map(Chain::ends).into_iter().flatten();
        for (holder, by) in ends.filter(|(holder, _)| *holder == vacancy.holder) {
            for (bar, region) in bars(setting, holder, by) {
                let region = region.intersect(space, &vacancy.region);
                if !region.is_empty() {
                    found.push((holder, Some(bar), region));
                }
            }
        }
    }
    // Receivers that a bar removed before the power came to them.
    for fate in &solved.fates {
        for (hindrance, region) in &fate.hindered {
            if let (Hindrance::ReceiverBarred(bar), Effect::Transfer { from, .. }) =
                (hindrance, &setting.rule(fate.rule).effect)
            {
                found.push((setting.named(*from), Some(*bar), region.clone()));
            }
        }
    }
    found
}

/// The bars on persons, each with the fact that names the person.
fn person_bars(setting: &Setting<'_>) -> Vec<(RuleId, FactId)> {
    let bars = setting.rules.bars.iter();
    bars.filter_map(|rule| match &setting.rule(*rule).effect {
        Effect::Bar { who: Barred::Person(fact), .. } => Some((*rule, *fact)),
        _ => None,
    })
    .filter(|(rule, _)| !setting.region(*rule).is_empty())
    .collect()
}
