//! Examining again after an edit: of a power on which no rule has changed, what was found stands.
//!
//! A record holds what a power was examined on, to be compared and not hashed: its rules in their order, the examinations
//! of the powers that it asks about, and which of its rules had been told of before. Everything else that a power
//! may depend on is the **ground**, all of the model but its rules: where that has changed, nothing is kept.
//! Rules may get other numbers when one is put in before them; what is kept is renumbered.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{Id, Model, PowerId, Rule, RuleId, Table};

use crate::analyse::{Told, asked_by, examine, followed, in_order, of_no_power, required};
use crate::change::Lasting;
use crate::findings::{STEPS, idle, sunset, total};
use crate::held::{HeldFunction, Solutions};
use crate::issue::{Issue, IssueKind};
use crate::region::StepBudget;
use crate::relevant::rules_by_power;
use crate::replay::Replay;
use crate::solved::Solved;

/// What was found of each power, and on what.
#[derive(Debug, Default)]
pub struct Memory {
    ground: Option<Model>,
    records: Vec<Option<Record>>,
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
    kinds: [usize; 7],
    /// The powers it asks about, and which examination of each was asked.
    asked: Vec<(PowerId, u64)>,
    /// Whether its holders held others.
    is_followed: bool,
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
    kinds: [usize; 7],
    asked: Vec<(PowerId, u64)>,
    told: Vec<[bool; 3]>,
    /// Whether others ask about it.
    is_asked: bool,
    /// Whether its holders hold others.
    is_followed: bool,
}

/// Everything that is wrong or worth knowing, as [`analyse`](crate::analyse) finds it, with what is remembered of the time
/// before. `pulse` is called before each power is examined. It may unwind: what was examined until then is remembered.
#[must_use]
pub fn analyse_again(memory: &mut Memory, model: &Model, broken: &BTreeSet<PowerId>, pulse: &dyn Fn()) -> Vec<Issue> {
    memory.stand_on(model);
    let rules = rules_by_power(model);
    let asks: Vec<BTreeSet<PowerId>> = rules.iter().map(|rules| asked_by(model, rules)).collect();
    let replay = Replay::new(model, &rules, &asks);
    let asked: BTreeSet<PowerId> = asks.iter().flatten().chain(&required(model)).copied().collect();
    let followed = followed(model);
    let mut functions: Vec<Option<HeldFunction>> = vec![None; model.powers.len()];
    let mut told = Told::default();
    let mut tally = idle::Tally::default();
    let lasting = Lasting::new(model);
    let (mut lapses, mut moves) = (sunset::Sunsets::default(), total::Totals::default());
    for power in in_order(model, &asks) {
        let (Some(own), Some(asks)) = (rules.get(power.index()), asks.get(power.index())) else { continue };
        if broken.contains(&power) {
            memory.forget(power);
            continue;
        }
        let ids: Vec<RuleId> = own.all().collect();
        let now = Now {
            model,
            power,
            kinds: own.kinds(),
            asked: asks.iter().map(|asked| (*asked, memory.number(*asked))).collect(),
            told: told.of(&ids),
            is_asked: asked.contains(&power),
            is_followed: followed.contains(&power),
            ids,
        };
        if !memory.knows(&now) {
            pulse();
            let answers = Solutions::new(model, &functions);
            let mut steps = StepBudget::new(STEPS);
            let solved = Solved::new(model, power, own, &answers, &mut steps).ok();
            let mut found = Found::default();
            let mut told = told.only(&now.ids);
            found.issues = examine(power, &answers, &replay, solved.as_ref(), &mut told, &mut found.tally);
            found.told = told.of(&now.ids);
            if let Some(solved) = &solved {
                found.lapses = sunset::Lapses::of(solved, &lasting, &replay, &lapses.ended);
                found.moved = total::Moved::of(solved, &lasting, &replay);
            }
            let solved = solved.filter(|_| now.is_asked);
            found.function = solved.map(|solved| HeldFunction::of(&solved, now.is_followed, &mut steps));
            memory.keep(now, found);
        }
        let Some(Some(record)) = memory.records.get(power.index()) else { continue };
        told.add(&record.ids, &record.found.told);
        tally.add(&record.found.tally);
        lapses.add(power, &record.found.lapses);
        moves.add(power, &record.found.moved);
        if let Some(function) = functions.get_mut(power.index()) {
            function.clone_from(&record.found.function);
        }
    }
    let records = memory.records.iter().flatten();
    let mut issues: Vec<Issue> = records.flat_map(|record| record.found.issues.iter().cloned()).collect();
    issues.extend(lapses.issues());
    issues.extend(moves.issues(model));
    issues.extend(of_no_power(model, &functions, tally, pulse));
    issues
}

impl Memory {
    /// Forgets everything where the ground has changed.
    fn stand_on(&mut self, model: &Model) {
        if self.ground.as_ref().is_some_and(|ground| ground.is_same_but_for_rules(model)) {
            return;
        }
        self.records.clear();
        self.records.resize_with(model.powers.len(), || None);
        self.ground = Some(Model { rules: Table::default(), ..model.clone() });
    }

    fn forget(&mut self, power: PowerId) {
        if let Some(record) = self.records.get_mut(power.index()) {
            *record = None;
        }
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
            && (record.found.function.is_some() || !now.is_asked || record.found.is_too_complex())
            && record.rules.iter().eq(now.ids.iter().filter_map(|id| now.model.rules.shared(*id)));
        stands && record.renumber(&now.ids)
    }

    fn keep(&mut self, now: Now<'_>, found: Found) {
        self.examinations += 1;
        let rules = now.ids.iter().filter_map(|rule| now.model.rules.shared(*rule)).cloned().collect();
        let Now { power, ids, kinds, asked, told, is_followed, .. } = now;
        if let Some(record) = self.records.get_mut(power.index()) {
            *record = Some(Record { number: self.examinations, rules, ids, kinds, asked, is_followed, told, found });
        }
    }
}

impl Record {
    /// Gives the rules in the findings their present numbers. False where one is named that is none of the power's own.
    fn renumber(&mut self, ids: &[RuleId]) -> bool {
        if self.ids == ids {
            return true;
        }
        let numbers: BTreeMap<RuleId, RuleId> = self.ids.iter().copied().zip(ids.iter().copied()).collect();
        let strange = Cell::new(false);
        let number = |rule: RuleId| {
            numbers.get(&rule).copied().unwrap_or_else(|| {
                strange.set(true);
                rule
            })
        };
        self.found.issues.iter_mut().for_each(|issue| issue.renumber(&number));
        self.found.tally.renumber(&number);
        self.found.lapses.renumber(&number);
        self.ids = ids.to_vec();
        !strange.get()
    }
}

impl Found {
    /// A power that could not be examined has nothing that others may ask.
    fn is_too_complex(&self) -> bool {
        self.issues.iter().any(|issue| matches!(issue.kind, IssueKind::TooComplex))
    }
}
