//! Facts that are not given (5.8): every completion is tried.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::conditions::Term;
use crate::date::Day;
use crate::decision::{Case, Need, Needed, Outcome};
use crate::facts::{Domain, Value};
use crate::ids::{FactId, PowerId, RuleId};
use crate::model::Model;
use crate::pulse;
use crate::reference::agreement::{Key, common, key, told_apart};
use crate::reference::bound::Slot;
use crate::reference::facts::{Facts, in_domain, ordered_in};
use crate::reference::matter;
use crate::reference::settling::{WORLDS, settle};
use crate::reference::truth::truth;
use crate::reference::world::{Settled, World};
use crate::reference::{sums, values};

/// Up to so many completions are gone through all together. Beyond, the answer is sought fact by fact: it is the same,
/// but `needs` may then name more facts than decide, and past this many cases nothing is answered.
pub(crate) const COMPLETIONS: usize = 1 << 14;

/// So few completions are tried by whoever has another way to answer.
const AT_ONCE: usize = 512;

/// Cases that lie far apart: whether numbers are the last of their values, and which value other facts have.
const FAR_APART: [(bool, usize); 6] = [(false, 0), (true, 0), (false, 1), (true, 1), (false, 2), (true, 2)];

/// More missing facts than this are many.
const MANY_OPEN: usize = 16;

/// So many cases are looked at besides in which numbers are now the first, now the last of their values.
const SCATTERED: u64 = 128;

/// What completing a case, and answering it, are of the work after which it is asked whether that is still wanted.
const CASE: u64 = 1_000;
const COMPLETION: u64 = 10_000;

/// What is asked.
pub(super) struct Question<'a> {
    pub(super) model: &'a Model,
    pub(super) power: PowerId,
    pub(super) days: Vec<Day>,
    /// Whether the day is not given.
    pub(super) dateless: bool,
    /// The facts that are given.
    pub(super) known: BTreeSet<FactId>,
    pub(super) conditions: Vec<&'a crate::conditions::Condition>,
    pub(super) specific: RefCell<BTreeMap<(RuleId, RuleId), bool>>,
    pub(super) silences: RefCell<BTreeMap<(Slot, Slot), bool>>,
    /// So many worlds may still be looked at for what nobody can say.
    pub(super) worlds: Cell<usize>,
    /// So many completions were looked at.
    completed: Cell<usize>,
}

pub(super) type Values = BTreeMap<FactId, Value>;

/// The values to try for each fact that is missing.
pub(super) type Choices = Vec<(FactId, Vec<Value>)>;

/// The answer for one power.
pub(super) fn answer(model: &Model, power: PowerId, case: &Case, at: Option<Day>) -> Outcome {
    answer_within(model, power, case, at, COMPLETIONS)
}

/// The answer, where few completions are to be tried for it.
pub(super) fn answer_at_once(model: &Model, power: PowerId, case: &Case, at: Option<Day>) -> Option<Outcome> {
    let given = given(model, case, at);
    let question = Question::new(model, power, at, &given);
    let missing = matter::missing(model, power, &given, at);
    let choices = question.choices(&given, &missing, AT_ONCE)?;
    let all_needed = || question.undetermined(&missing, &BTreeSet::new(), at.is_none());
    Some(question.complete(&given, &choices).unwrap_or_else(all_needed))
}

/// The answer, and how many worlds were looked at for it.
pub(super) fn answer_counted(model: &Model, power: PowerId, case: &Case, at: Option<Day>) -> (Outcome, usize) {
    let given = given(model, case, at);
    let question = Question::new(model, power, at, &given);
    let outcome = question.answer(&given, at, COMPLETIONS);
    let beside = WORLDS - question.worlds.get().min(WORLDS);
    (outcome, question.completed.get().saturating_add(beside))
}

/// The answer, with up to `bound` completions gone through all together.
pub(super) fn answer_within(model: &Model, power: PowerId, case: &Case, at: Option<Day>, bound: usize) -> Outcome {
    let given = given(model, case, at);
    Question::new(model, power, at, &given).answer(&given, at, bound)
}

/// 1.1: what is outside the closed domain is no value.
pub(super) fn given(model: &Model, case: &Case, at: Option<Day>) -> Values {
    case.facts.iter().filter_map(|(fact, value)| Some((*fact, in_domain(model, *fact, value, at)?))).collect()
}

/// What trying completions one by one found.
enum Found {
    /// There is none.
    Nothing,
    /// They agree.
    Agree(Outcome),
    /// They do not, or the bound was reached.
    Differ,
}

impl<'a> Question<'a> {
    pub(super) fn new(model: &'a Model, power: PowerId, at: Option<Day>, given: &Values) -> Self {
        Self {
            model,
            power,
            dateless: at.is_none(),
            known: given.keys().copied().collect(),
            days: at.map_or_else(|| values::all_days(model, given), |day| vec![day]),
            conditions: values::conditions(model),
            specific: RefCell::default(),
            silences: RefCell::default(),
            worlds: Cell::new(WORLDS),
            completed: Cell::new(0),
        }
    }
    fn answer(&self, given: &Values, at: Option<Day>, bound: usize) -> Outcome {
        let missing = matter::missing(self.model, self.power, given, at);
        let all_needed = || self.undetermined(&missing, &BTreeSet::new(), at.is_none());
        if let Some(choices) = self.choices(given, &missing, bound) {
            return self.complete(given, &choices).unwrap_or_else(all_needed);
        }
        if self.days_are_entangled(given, &missing) {
            return all_needed();
        }
        let search = |assuming| {
            let mut budget = COMPLETIONS;
            match at {
                Some(day) => self.on_day(given, day, &missing, assuming, &mut budget),
                None => self.fact_by_fact(given, at, &missing, assuming, &mut budget),
            }
        };
        let found = match search(true) {
            Found::Nothing => search(false),
            found => found,
        };
        match found {
            Found::Agree(outcome) => outcome,
            Found::Nothing | Found::Differ => all_needed(),
        }
    }
    /// Values to try for each missing fact; none where they make too many completions.
    pub(super) fn choices(&self, given: &Values, missing: &BTreeSet<FactId>, bound: usize) -> Option<Choices> {
        if self.days_are_entangled(given, missing) {
            return None;
        }
        let mut choices = Vec::new();
        let mut total = Some(self.days.len()).filter(|total| *total <= bound)?;
        // Two values each are too many already.
        if u32::try_from(missing.len()).ok()? > bound.checked_ilog2().unwrap_or(0) {
            return None;
        }
        for fact in missing {
            let own = values::beside(self.model, &self.conditions, *fact, &self.days, given, &choices, missing.len())?;
            total = total.checked_mul(own.len()).filter(|total| *total <= bound)?;
            choices.push((*fact, own));
        }
        Some(choices)
    }
    /// Whether no few days stand for all, where the day is not given: of what hangs on facts that matter.
    fn days_are_entangled(&self, given: &Values, missing: &BTreeSet<FactId>) -> bool {
        let matters = |condition: &&&'a crate::conditions::Condition| {
            let mut all = true;
            condition
                .atoms(&mut |atom| atom.facts(&mut |fact| all &= given.contains_key(&fact) || missing.contains(&fact)));
            all
        };
        self.dateless && {
            let conditions: Vec<_> = self.conditions.iter().filter(matters).copied().collect();
            sums::entangled(self.model, &conditions, Term::Today, given, None)
        }
    }
    fn values_of(&self, fact: FactId, given: &Values, together: usize) -> Option<Vec<Value>> {
        values::representatives(self.model, &self.conditions, fact, &self.days, given, together)
    }
    /// How many values each dimension of the completions has: the day first, then the facts.
    pub(super) fn sizes(&self, choices: &Choices) -> Vec<usize> {
        std::iter::once(self.days.len()).chain(choices.iter().map(|(_, own)| own.len())).collect()
    }
    /// Shows every completion that counts, with its number among all. Where no completion meets the assumptions, the facts given
    /// contradict one of them: then they are all shown.
    pub(super) fn each(&self, given: &Values, choices: &Choices, show: &mut dyn FnMut(usize, Day, &Values)) {
        let sizes = self.sizes(choices);
        let chosen: BTreeSet<FactId> = choices.iter().map(|(fact, _)| *fact).collect();
        let mut any = false;
        for assuming in [true, false] {
            for n in 0..sizes.iter().product() {
                let digits = digits(n, &sizes);
                let mut picks = digits.iter();
                let Some(day) = picks.next().and_then(|n| self.days.get(*n)) else {
                    continue;
                };
                let mut values = given.clone();
                for ((fact, own), n) in choices.iter().zip(picks) {
                    values.extend(own.get(*n).map(|value| (*fact, value.clone())));
                }
                if let Some(values) = self.case_on(*day, &values, assuming, &chosen) {
                    any = true;
                    show(n, *day, &values);
                }
            }
            if any {
                return;
            }
        }
    }
    /// All completions together; none where there is none.
    fn complete(&self, given: &Values, choices: &Choices) -> Option<Outcome> {
        let sizes = self.sizes(choices);
        let (mut seen, mut numbers): (Vec<Outcome>, BTreeMap<Key, usize>) = Default::default();
        // For each completion that counts, which of the answers seen is its own.
        let mut answers: Vec<Option<usize>> = vec![None; sizes.iter().product()];
        self.each(given, choices, &mut |n, day, values| {
            let outcome = self.on(day, values);
            let fresh = seen.len();
            let number = *numbers.entry(key(&outcome)).or_insert(fresh);
            match seen.get_mut(number) {
                Some(known) => *known = common(known.clone(), &outcome),
                None => seen.push(outcome),
            }
            if let Some(slot) = answers.get_mut(n) {
                *slot = Some(number);
            }
        });
        if seen.len() <= 1 {
            return seen.pop();
        }
        let (date, facts) = deciding(&sizes, choices, &answers);
        let others = seen.iter().flat_map(|outcome| match outcome {
            Outcome::Undetermined { needs } => needs.as_slice(),
            _ => &[],
        });
        let others = others
            .map(|need| need.what)
            .filter(|what| matches!(what, Needed::Power(_) | Needed::Parameter(..)))
            .collect();
        Some(self.undetermined(&facts, &others, date))
    }
    /// The values as they count on that day; none where there is no such case then, or an assumption excludes it.
    fn case_on(&self, day: Day, values: &Values, assuming: bool, chosen: &BTreeSet<FactId>) -> Option<Values> {
        pulse::worked(CASE);
        let mut case = Values::new();
        for (fact, value) in values {
            let own = in_domain(self.model, *fact, value, Some(day))?;
            // A value that has ended is met again as its successor.
            if own != *value && chosen.contains(fact) {
                return None;
            }
            case.insert(*fact, own);
        }
        let facts = Facts { model: self.model, values: &case, day: Some(day) };
        let excluded = self.model.assumptions.iter().any(|assumption| {
            let mut touches = self.dateless && assumption.asks_the_day();
            assumption.atoms(&mut |atom| {
                atom.facts(&mut |fact| {
                    touches |= chosen.contains(&fact);
                });
            });
            touches && matches!(truth(&facts, assumption, &mut |_| Ok(None)), Ok(Some(false)))
        });
        (!assuming || !excluded).then_some(case)
    }
    /// The answer on a day with every fact that matters. 3.9: a power in conflict that decides leaves open which of its
    /// claims holds; each is tried. 1.7: so is either answer to a question that turns on a parameter without a value.
    pub(super) fn on(&self, day: Day, values: &Values) -> Outcome {
        self.completed.set(self.completed.get().saturating_add(1));
        pulse::worked(COMPLETION);
        let found = settle(self, day, values, &self.worlds, &|world| world.outcome(self.power));
        let mut needed = BTreeSet::new();
        let keys = found.ways.deciding(&told_apart, &mut needed);
        if !found.whole {
            found.ways.open(&mut needed);
        }
        if keys.len() > 1 || !found.whole {
            return self.undetermined(&BTreeSet::new(), &needed, false);
        }
        let mut outcomes = found.ways.all();
        let first = outcomes.pop().unwrap_or(Outcome::NotInForce);
        outcomes.iter().fold(first, common)
    }
    pub(super) fn world<'w>(&'w self, day: Day, values: &'w Values, settled: &'w Settled) -> World<'w> {
        let facts = Facts { model: self.model, values, day: Some(day) };
        World {
            facts,
            day,
            settled,
            given: &self.known,
            asking: Vec::new(),
            specific: &self.specific,
            silences: &self.silences,
        }
    }
    /// The date first, then fact after fact; what no longer matters after the first ones is never tried. `open`: the facts that were missing at first.
    fn fact_by_fact(
        &self,
        given: &Values,
        at: Option<Day>,
        open: &BTreeSet<FactId>,
        assuming: bool,
        budget: &mut usize,
    ) -> Found {
        let Some(day) = at else {
            let tried = self.days.iter().filter_map(|day| {
                let own =
                    given.iter().map(|(fact, value)| Some((*fact, in_domain(self.model, *fact, value, Some(*day))?)));
                // On a day without such values there is no such case.
                let own = own.collect::<Option<Values>>()?;
                Some(self.on_day(&own, *day, open, assuming, budget))
            });
            return agreement(tried);
        };
        let Some(fact) = self.next_missing(given, day, open) else {
            let Some(left) = budget.checked_sub(1) else {
                return Found::Differ;
            };
            *budget = left;
            return match self.case_on(day, given, assuming, open) {
                Some(case) => Found::Agree(self.on(day, &case)),
                None => Found::Nothing,
            };
        };
        // Of many facts, to look which is the next takes as long as to look at a case.
        let Some(left) = budget.checked_sub(open.len() / MANY_OPEN) else {
            return Found::Differ;
        };
        *budget = left;
        let Some(own) = self.values_of(fact, given, open.len()) else {
            return Found::Differ;
        };
        agreement(own.into_iter().map(|value| {
            let mut given = given.clone();
            given.insert(fact, value);
            self.fact_by_fact(&given, at, open, assuming, budget)
        }))
    }
    /// On one day, fact after fact; where cases that lie far apart differ, no others need be looked at.
    fn on_day(&self, given: &Values, day: Day, open: &BTreeSet<FactId>, assuming: bool, budget: &mut usize) -> Found {
        let mut far = FAR_APART.iter().filter_map(|far| self.far(given, day, open, assuming, *far));
        let first = far.next();
        if far.any(|other| first.as_ref() != Some(&other)) {
            return Found::Differ;
        }
        if let (Some(first), true) = (&first, open.len() > MANY_OPEN)
            && self.differs_somewhere(given, day, open, assuming, first)
        {
            return Found::Differ;
        }
        self.fact_by_fact(given, Some(day), open, assuming, budget)
    }
    /// The answer where each number and date that is missing is the first or the last of its values, and of any other fact
    /// it is this one; none where that is no case.
    fn far(
        &self,
        given: &Values,
        day: Day,
        open: &BTreeSet<FactId>,
        assuming: bool,
        (last, nth): (bool, usize),
    ) -> Option<Key> {
        let mut case = given.clone();
        while let Some(fact) = self.next_missing(&case, day, open) {
            let ordered = matches!(self.model.facts[fact].domain, Domain::Ordered(_));
            let own = self.far_values_of(fact, &case, open.len())?;
            let n = match (ordered, last) {
                (true, false) => 0,
                (true, true) => own.len().checked_sub(1)?,
                (false, _) => nth.min(own.len().checked_sub(1)?),
            };
            case.insert(fact, own.get(n)?.clone());
        }
        let case = self.case_on(day, &case, assuming, open)?;
        Some(key(&self.on(day, &case)))
    }
    /// Values of a fact that lie far apart, in order.
    fn far_values_of(&self, fact: FactId, given: &Values, together: usize) -> Option<Vec<Value>> {
        match &self.model.facts[fact].domain {
            Domain::Ordered(domain) if sums::in_a_sum(&self.conditions, Term::Fact(fact)) => {
                let ends = sums::far_apart(&self.conditions, domain).into_iter();
                Some(ends.filter(|number| ordered_in(domain, *number)).map(Value::Ordered).collect())
            }
            _ => self.values_of(fact, given, together),
        }
    }
    /// Whether the answer is another in one of many cases, in each of which every missing fact has one of its values, as the digits of a number
    /// that looks random say: a difference is proved by any case that shows it.
    fn differs_somewhere(
        &self,
        given: &Values,
        day: Day,
        open: &BTreeSet<FactId>,
        assuming: bool,
        first: &Key,
    ) -> bool {
        let facts: BTreeSet<FactId> = open.iter().copied().chain(self.tied(open)).collect();
        let facts = facts.into_iter().filter(|fact| !given.contains_key(fact));
        let values = facts.map(|fact| Some((fact, self.far_values_of(fact, given, open.len())?)));
        let Some(values) = values.collect::<Option<Vec<_>>>() else { return false };
        (0..SCATTERED).any(|n| {
            let mut digits = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mut case = given.clone();
            for (fact, own) in &values {
                // xorshift64* (Marsaglia, Vigna).
                digits ^= digits >> 12;
                digits ^= digits << 25;
                digits ^= digits >> 27;
                let digit = digits.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
                // In some cases most are the first of their values, in others most the last.
                let chosen = match own.as_slice() {
                    [one, other] => Some(if digit % 8 <= n % 8 { other } else { one }),
                    own => usize::try_from(digit).ok().and_then(|digit| own.get(digit % own.len().max(1))),
                };
                let Some(chosen) = chosen else { return false };
                case.insert(*fact, chosen.clone());
            }
            let case = self.case_on(day, &case, assuming, open);
            case.is_some_and(|case| key(&self.on(day, &case)) != *first)
        })
    }
    /// The next fact that is to be chosen: what an assumption ties to a fact already chosen stays to be chosen.
    fn next_missing(&self, given: &Values, day: Day, open: &BTreeSet<FactId>) -> Option<FactId> {
        let missing = matter::missing(self.model, self.power, given, Some(day)).into_iter();
        missing.chain(self.tied(open)).find(|fact| !given.contains_key(fact))
    }
    /// Facts of assumptions that touch one of these, or the day that is not given.
    fn tied(&self, open: &BTreeSet<FactId>) -> BTreeSet<FactId> {
        let mut tied = BTreeSet::new();
        for assumption in &self.model.assumptions {
            let facts = assumption.facts();
            if !facts.is_disjoint(open) || self.dateless && assumption.asks_the_day() {
                tied.extend(facts);
            }
        }
        tied
    }
    /// Facts in declared order, then the date.
    pub(super) fn needs(&self, facts: &BTreeSet<FactId>, date: bool) -> Vec<Need> {
        let fact = |fact: &FactId| Need { what: Needed::Fact(*fact), found_by: self.model.facts[*fact].found_by };
        let date = date.then_some(Need { what: Needed::Date, found_by: None });
        facts.iter().map(fact).chain(date).collect()
    }
    fn undetermined(&self, facts: &BTreeSet<FactId>, others: &BTreeSet<Needed>, date: bool) -> Outcome {
        let mut needs = self.needs(facts, false);
        let others = others.iter().copied();
        needs.extend(others.chain(date.then_some(Needed::Date)).map(|what| Need { what, found_by: None }));
        Outcome::Undetermined { needs }
    }
}

/// What several tries found together; no more are made once two differ.
fn agreement(tries: impl Iterator<Item = Found>) -> Found {
    let mut found = Found::Nothing;
    for new in tries {
        found = match (found, new) {
            (Found::Nothing, new) => new,
            (found, Found::Nothing) => found,
            (Found::Agree(known), Found::Agree(new)) if key(&known) == key(&new) => Found::Agree(common(known, &new)),
            _ => return Found::Differ,
        };
    }
    found
}

/// Whether the day decides between the answers, and which facts do: two completions that differ in it alone differ in their answers.
pub(super) fn deciding(sizes: &[usize], choices: &Choices, answers: &[Option<usize>]) -> (bool, BTreeSet<FactId>) {
    let mut needed: Vec<bool> = (0..sizes.len()).map(|dim| decides(dim, sizes, answers, true)).collect();
    if !needed.contains(&true) {
        // Assumptions tie the facts together: none of them changes alone.
        needed = (0..sizes.len()).map(|dim| decides(dim, sizes, answers, false)).collect();
    }
    let mut needed = needed.into_iter();
    let date = needed.next() == Some(true);
    let facts = choices.iter().zip(needed).filter(|(_, needed)| *needed);
    (date, facts.map(|((fact, _), _)| *fact).collect())
}

/// The digits of `n` in mixed bases, first base first.
fn digits(n: usize, bases: &[usize]) -> Vec<usize> {
    let mut rest = n;
    let digit = |base: &usize| {
        let digit = rest % (*base).max(1);
        rest /= (*base).max(1);
        digit
    };
    bases.iter().map(digit).collect()
}

/// Whether two completions with different values in one place differ in their answers; `alone`: with the same values elsewhere.
fn decides(dim: usize, sizes: &[usize], answers: &[Option<usize>], alone: bool) -> bool {
    let mut first: BTreeMap<Vec<usize>, (usize, usize)> = BTreeMap::new();
    for (n, answer) in answers.iter().enumerate() {
        let Some(answer) = answer else { continue };
        let mut rest = digits(n, sizes);
        let own = rest.get(dim).copied().unwrap_or(0);
        if alone {
            if let Some(digit) = rest.get_mut(dim) {
                *digit = 0;
            }
        } else {
            rest.clear();
        }
        let (value, known) = *first.entry(rest).or_insert((own, *answer));
        if known != *answer && value != own {
            return true;
        }
    }
    false
}
