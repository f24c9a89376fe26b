//! Examining again after an edit: of a power on which no rule has changed, what was found stands.
//!
//! A record holds what a power was examined on, to be compared and not hashed: its rules in their order, the examinations
//! of the powers that it asks about, and which of its rules had been told of before. Everything else that a power
//! may depend on is the **ground**, all of the model but its rules: where that has changed, nothing is kept.
//! Rules may get other numbers when one is put in before them; what is kept is renumbered.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{Id, Model, PowerId, Rule, RuleId, Table, pulse};

use crate::analyse::{Told, examine, in_order, of_no_power, required, solve};
use crate::change::Lasting;
use crate::findings::{idle, sunset, total, unset, vacancy};
use crate::held::{HeldFunction, Solutions};
use crate::index::{Index, Touched};
use crate::issue::{Issue, IssueKind};
use crate::replay::Replay;

/// What was found of each power, and on what.
#[derive(Debug, Default)]
pub struct Memory {
    ground: Option<Model>,
    records: Vec<Option<Record>>,
    /// None while powers may be touched that were not examined.
    index: Option<Index>,
    /// The powers whose holders held others.
    followed: BTreeSet<PowerId>,
    /// Counts the examinations.
    examinations: u64,
}

/// What was found of one power, and on what.
#[derive(Debug)]
struct Record {
    /// Which examination it was.
    number: u64,
    /// Its rules, kind after kind.
    rules: Vec<Arc<Rule>>,
    /// Their numbers, as the findings name them.
    ids: Vec<RuleId>,
    /// How many of each kind.
    kinds: [usize; 8],
    /// The powers it asks about, and which examination of each was asked.
    asked: Vec<(PowerId, u64)>,
    /// Whether its holders held others.
    is_followed: bool,
    /// Whether some of its rules speak of other powers, too.
    shares: bool,
    /// Of each of its rules, what had been told of it before.
    told: Vec<[bool; 3]>,
    found: Found,
}

/// What is found of one power.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) issues: Vec<Issue>,
    pub(crate) tally: idle::Tally,
    /// What changes hands on the days on which instruments end.
    pub(crate) lapses: sunset::Lapses,
    /// The declared totals for which it counts.
    pub(crate) moved: total::Moved,
    /// The vacant offices for which nobody can act.
    pub(crate) unfilled: vacancy::Unfilled,
    /// The parameters without a value on which it turns who is competent.
    pub(crate) turning: unset::Turning,
    /// What other powers may ask; only of those that are asked.
    pub(crate) function: Option<HeldFunction>,
    /// Of each of its rules, what has been told of it afterwards.
    pub(crate) told: Vec<[bool; 3]>,
}

/// One power as it stands now.
struct Now<'a> {
    model: &'a Model,
    power: PowerId,
    ids: Vec<RuleId>,
    kinds: [usize; 8],
    asked: Vec<(PowerId, u64)>,
    told: Vec<[bool; 3]>,
    /// Whether others ask about it.
    is_asked: bool,
    /// Whether its holders hold others.
    is_followed: bool,
}

/// Everything that is wrong or worth knowing, as [`analyse`](crate::analyse) finds it, with what is remembered of the time
/// before. Where it gives way ([`pulse`]), what was examined until then is remembered.
#[must_use]
pub fn analyse_again(memory: &mut Memory, model: &Model, broken: &BTreeSet<PowerId>) -> Vec<Issue> {
    memory.stand_on(model);
    let (index, touched) = match memory.index.take() {
        Some(before) => before.renewed(model),
        None => (Index::new(model), Touched::All),
    };
    let replay = Replay::new(model, &index.by_power, &index.asks);
    let asked: BTreeSet<PowerId> = index.asks.iter().flatten().chain(&required(model)).copied().collect();
    let followed = index.followed();
    // Whether what was told of rules before a power was examined may be other than it was.
    let mut is_shaken = std::mem::replace(&mut memory.followed, followed.clone()) != followed;
    let mut functions: Vec<Option<HeldFunction>> = vec![None; model.powers.len()];
    let mut told = Told::default();
    let mut tally = idle::Tally::default();
    let lasting = Lasting::new(model);
    let (mut lapses, mut moves) = (sunset::Sunsets::default(), total::Totals::default());
    let (mut unfilled, mut turning) = (vacancy::AllUnfilled::default(), unset::AllTurning::default());
    for power in in_order(model, &index.asks) {
        let (Some(own), Some(asks)) = (index.by_power.get(power.index()), index.asks.get(power.index())) else {
            continue;
        };
        if broken.contains(&power) {
            is_shaken |= memory.forget(power);
            continue;
        }
        let is_asked = asked.contains(&power);
        if !is_shaken && !touched.has(power) && memory.still_knows(power, is_asked) {
            let sums = (&mut told, &mut tally, &mut lapses, &mut moves, &mut unfilled, &mut turning);
            memory.tell(power, sums, &mut functions);
            continue;
        }
        let ids: Vec<RuleId> = own.all().collect();
        let now = Now {
            model,
            power,
            kinds: own.kinds(),
            asked: asks.iter().map(|asked| (*asked, memory.number(*asked))).collect(),
            told: told.of(&ids),
            is_asked,
            is_followed: followed.contains(&power),
            ids,
        };
        if !memory.knows(&now) {
            pulse::ask();
            let answers = Solutions::new(model, &functions);
            let solved = solve(model, power, (own, Some(asks)), &answers);
            let mut found = Found::default();
            let mut told = told.only(&now.ids);
            (found.issues, found.unfilled, found.turning) =
                examine(power, &answers, &replay, solved.as_ref().map_err(Vec::as_slice), &mut told, &mut found.tally);
            found.told = told.of(&now.ids);
            if let Ok(solved) = &solved {
                found.lapses = sunset::Lapses::of(solved, &lasting, &replay, &lapses.ended);
                found.moved = total::Moved::of(solved, &lasting, &replay);
            }
            let solved = solved.ok().filter(|_| now.is_asked);
            found.function = solved.and_then(|solved| HeldFunction::of(&solved, now.is_followed));
            is_shaken |= memory.keep(now, found);
        }
        let sums = (&mut told, &mut tally, &mut lapses, &mut moves, &mut unfilled, &mut turning);
        memory.tell(power, sums, &mut functions);
    }
    let records = memory.records.iter().flatten();
    let mut issues: Vec<Issue> = records.flat_map(|record| record.found.issues.iter().cloned()).collect();
    issues.extend(lapses.issues());
    issues.extend(moves.issues(model, broken));
    issues.extend(unfilled.issues(model));
    issues.extend(turning.issues());
    issues.extend(of_no_power(model, index.remarkable.iter().copied(), &functions, (tally, broken)));
    // Whoever gave way before this point has lost it: what was touched then is looked for anew.
    memory.index = Some(index);
    issues
}

/// What is gathered power after power.
type Sums<'s> = (
    &'s mut Told,
    &'s mut idle::Tally,
    &'s mut sunset::Sunsets,
    &'s mut total::Totals,
    &'s mut vacancy::AllUnfilled,
    &'s mut unset::AllTurning,
);

impl Memory {
    /// Forgets everything where the ground has changed.
    fn stand_on(&mut self, model: &Model) {
        if self.ground.as_ref().is_some_and(|ground| ground.is_same_but_for_rules(model)) {
            return;
        }
        self.index = None;
        self.records.clear();
        self.records.resize_with(model.powers.len(), || None);
        self.ground = Some(Model { rules: Table::default(), ..model.clone() });
    }

    /// Whether there was anything to forget.
    fn forget(&mut self, power: PowerId) -> bool {
        self.records.get_mut(power.index()).is_some_and(|record| record.take().is_some())
    }

    /// Which examination of a power is remembered; 0 for none.
    fn number(&self, power: PowerId) -> u64 {
        self.records.get(power.index()).and_then(Option::as_ref).map_or(0, |record| record.number)
    }

    /// Whether what is remembered of a power stands; its rules then have their present numbers.
    fn knows(&mut self, now: &Now<'_>) -> bool {
        let Some(Some(record)) = self.records.get_mut(now.power.index()) else {
            return false;
        };
        let stands = record.kinds == now.kinds
            && record.asked == now.asked
            && record.told == now.told
            && record.is_followed == now.is_followed
            && record.can_answer(now.is_asked)
            && record.rules.iter().eq(now.ids.iter().filter_map(|id| now.model.rules.shared(*id)));
        stands && record.renumber(&now.ids)
    }

    /// Whether what is remembered of a power stands, where its rules are what they were and so is what was told of them.
    fn still_knows(&self, power: PowerId, is_asked: bool) -> bool {
        self.records.get(power.index()).and_then(Option::as_ref).is_some_and(|record| {
            record.can_answer(is_asked) && record.asked.iter().all(|(asked, number)| self.number(*asked) == *number)
        })
    }

    /// Hands on what is remembered of a power.
    fn tell(
        &self,
        power: PowerId,
        (told, tally, lapses, moves, unfilled, turning): Sums<'_>,
        functions: &mut [Option<HeldFunction>],
    ) {
        let Some(Some(record)) = self.records.get(power.index()) else { return };
        let found = &record.found;
        if record.shares {
            told.add(&record.ids, &found.told);
        }
        if record.shares || !found.tally.is_plain() {
            tally.add(&found.tally);
        }
        lapses.add(power, &found.lapses);
        moves.add(power, &found.moved);
        unfilled.add(power, &found.unfilled);
        turning.add(power, &found.turning);
        if let Some(function) = functions.get_mut(power.index()) {
            function.clone_from(&found.function);
        }
    }

    /// Whether other powers may be told of otherwise now.
    fn keep(&mut self, now: Now<'_>, found: Found) -> bool {
        self.examinations += 1;
        let rules: Vec<Arc<Rule>> = now.ids.iter().filter_map(|rule| now.model.rules.shared(*rule)).cloned().collect();
        let shares = rules.iter().any(|rule| rule.effect.named_powers().len() != 1);
        let Now { power, ids, kinds, asked, told, is_followed, .. } = now;
        let Some(slot) = self.records.get_mut(power.index()) else { return true };
        let new = Record { number: self.examinations, rules, ids, kinds, asked, is_followed, shares, told, found };
        let before = slot.replace(new);
        shares || before.is_some_and(|before| before.shares)
    }
}

impl Record {
    /// Whether others can be told what they may ask, if they do.
    fn can_answer(&self, is_asked: bool) -> bool {
        !is_asked || self.found.function.is_some() || self.found.is_too_complex()
    }

    /// Gives the rules in the findings their present numbers. False where one is named that is none of the power's own, or
    /// where they stand in another order: findings are made in the order of the rules.
    fn renumber(&mut self, ids: &[RuleId]) -> bool {
        if self.ids == ids {
            return true;
        }
        let numbers: BTreeMap<RuleId, RuleId> = self.ids.iter().copied().zip(ids.iter().copied()).collect();
        let strange = Cell::new(!numbers.values().is_sorted());
        let number = |rule: RuleId| {
            numbers.get(&rule).copied().unwrap_or_else(|| {
                strange.set(true);
                rule
            })
        };
        self.found.issues.iter_mut().for_each(|issue| issue.renumber(&number));
        self.found.tally.renumber(&number);
        self.found.lapses.renumber(&number);
        self.found.unfilled.renumber(&number);
        self.found.turning.renumber(&number);
        self.ids = ids.to_vec();
        !strange.get()
    }
}

impl Found {
    /// A power that could not be examined has nothing that others may ask.
    fn is_too_complex(&self) -> bool {
        self.issues.iter().any(|issue| matches!(issue.kind, IssueKind::TooComplex { .. }))
    }
}
