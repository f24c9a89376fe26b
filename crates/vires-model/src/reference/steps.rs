//! What belongs to a decision beside who holds, where not every fact is given (5.8): what binds is sought in every
//! completion; what not all of them say depends on the facts that make the difference.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Day;
use crate::decision::{Case, Decision, Held, Instance, Need, Needed, Outcome};
use crate::ids::FactId;
use crate::model::Model;
use crate::procedure::{AskedBy, DeadlineDue, Procedure, State, StepDue};
use crate::reference::bound::{self, Bound, Slot, deadlines_of, first_alike, steps_of};
use crate::reference::fate::{self, Completions, Fates};
use crate::reference::missing::{COMPLETIONS, Question, Values, deciding, given};
use crate::reference::periods::{self, Run};
use crate::reference::settling::settle;
use crate::reference::{acquired, in_place, matter, persons, silence, unable, values};
use crate::rules::Effect;
use crate::steps::{Among, Deadline};
use crate::taking_over::TakeOver;

/// Steps, deadlines, takings over and clashes of a decision.
pub(super) fn procedure(model: &Model, case: &Case, decision: &Decision) -> Procedure {
    let mut procedure = on_the_day(model, case, decision);
    acquired::keep(model, case, decision, &mut procedure);
    if let Outcome::Competent { held, .. } = &decision.outcome {
        in_place::after_silence(model, decision.at, held, &mut procedure);
    }
    procedure
}

/// The same by the texts that are law on that day alone.
pub(super) fn on_the_day(model: &Model, case: &Case, decision: &Decision) -> Procedure {
    let Outcome::Competent { held, .. } = &decision.outcome else { return Procedure::default() };
    let (power, at) = (decision.power, decision.at);
    let given = given(model, case, at);
    let mut question = Question::new(model, power, at, &given);
    question.conditions.extend(values::conditions_of_steps(model));
    let mut procedure = Procedure::default();
    // Of each step.
    let mut slots: Vec<Slot> = Vec::new();
    let mut owns: Vec<(AskedBy, usize)> = Vec::new();
    let (sights, fates) = look(&question, &given, at, held);
    for sight in &sights {
        let state = |run: State| if sight.sure { run } else { State::Depends };
        let timed = |deadlines: &[&Deadline]| periods::run(model, deadlines, (at, &given), sight.passes_to());
        let needs = |run: &Run| {
            let facts = run.needs.iter().filter_map(|what| match what {
                Needed::Fact(fact) => Some(*fact),
                _ => None,
            });
            let mut needs = sight.needs.clone();
            let calendars = run.needs.iter().filter(|what| matches!(what, Needed::Calendar(_)));
            let calendars = calendars.map(|what| Need { what: *what, found_by: None });
            for need in question.needs(&facts.collect(), run.needs.contains(&Needed::Date)).into_iter().chain(calendars)
            {
                if !needs.contains(&need) {
                    needs.push(need);
                }
            }
            needs
        };
        match sight.slot {
            Slot::Step(by, n, m) => {
                let Some(step) = steps_of(model, by).get(n) else { continue };
                let named = match step.among {
                    Among::EachOf(_) => step.who.first(),
                    _ => step.who.get(m),
                };
                // Where it is not sure that it is asked for, nobody is said to have let time run out.
                let (passed, run) = match sight.sure {
                    true => periods::run_of_step(model, &step.deadlines, (at, &given), &sight.to),
                    false => (Vec::new(), timed(&step.deadlines.iter().take(1).collect::<Vec<_>>())),
                };
                slots.push(sight.slot);
                procedure.steps.push(StepDue {
                    by,
                    number: n,
                    enough: sight.enough,
                    kind: step.kind,
                    named: named.copied(),
                    among: step.among,
                    who: sight.who,
                    needs: needs(&run),
                    binds: sight.holders.clone(),
                    under: sight.under.clone(),
                    deadlines: step.deadlines.clone(),
                    passed,
                    since: run.since,
                    until: run.until,
                    state: state(run.state),
                    lacks: run.lacks,
                });
            }
            Slot::Own(by, n) => {
                // Those before it that do not run in this case say nothing of when it counts from.
                let runs = |m: usize| sights.iter().any(|sight| sight.slot == Slot::Own(by, m));
                let deadlines = deadlines_of(model, by).iter().enumerate().take(n + 1).filter(|(m, _)| runs(*m));
                let deadlines: Vec<&Deadline> = deadlines.map(|(_, own)| own).collect();
                let Some(deadline) = deadlines.last().copied() else { continue };
                let run = timed(&deadlines);
                owns.push((by, n));
                procedure.deadlines.push(DeadlineDue {
                    by,
                    needs: needs(&run),
                    binds: sight.holders.clone(),
                    deadline: deadline.clone(),
                    passes_to: sight.passes_to(),
                    since: run.since,
                    until: run.until,
                    state: state(run.state),
                    stands: run.state,
                    lacks: run.lacks,
                });
            }
            Slot::TakeOver(rule) => {
                let row = &model.rules[rule];
                let Effect::TakeOver { by, .. } = &row.effect else { continue };
                let named = by.seats.iter().find(|seat| sight.who.is_some_and(|who| who.body == seat.body));
                let Some(named) = named.or_else(|| by.seats.first()) else { continue };
                // Within each of its windows.
                let runs = row.deadlines.iter().map(|own| periods::window(model, own, (at, &given)));
                let run = runs.reduce(periods::narrower).unwrap_or_else(|| timed(&[]));
                procedure.take_overs.push(TakeOver {
                    rule,
                    named: *named,
                    enough: by.enough(),
                    by: sight.who,
                    needs: needs(&run),
                    from: sight.holders.clone(),
                    with_others: false,
                    since: run.since,
                    until: run.until,
                    state: state(run.state),
                });
            }
        }
    }
    dispute(model, &slots, &mut procedure.steps);
    procedure.settle_choices();
    procedure.too_many = fates.is_none();
    let fates = fates.unwrap_or_else(|| fate::one_by_one(model, &procedure.deadlines, held, at));
    // What is so however long the period is.
    for (own, slot) in procedure.deadlines.iter_mut().zip(&owns) {
        if let (State::Open, Some(state)) = (own.state, fates.states.get(slot)) {
            (own.state, own.stands) = (*state, *state);
        }
    }
    periods::settle(model, &mut procedure.deadlines, held);
    Fates {
        turns_on: procedure.turns_on,
        now: procedure.now,
        disputed: procedure.disputed,
        settled: procedure.settled,
        refused_for_now: procedure.refused_for_now,
        waits: procedure.waits,
        states: _,
    } = fates;
    // What binds a holder binds the one to whom silence has passed the matter.
    let one_of = procedure.passed_by_one_of().is_some();
    for own in &procedure.deadlines {
        let (State::Passed(to), true) = (own.stands, own.state == own.stands || one_of && own.state == State::Depends)
        else {
            continue;
        };
        for step in procedure.steps.iter_mut().filter(|step| step.binds.iter().any(|who| own.binds.contains(who))) {
            step.binds.extend(Some(to).filter(|to| !step.binds.contains(to)));
            let passed = step.under.iter().filter(|(who, _)| own.binds.contains(who));
            let passed = passed.map(|(_, held)| (to, periods::replaced(held, &own.binds, to)));
            step.under = step.under.iter().cloned().chain(passed).collect();
        }
    }
    if let Some(day) = at {
        // Where silence may bring another to decide, nobody is said to be asked who decides.
        let silent = procedure.deadlines.iter().any(|own| own.deadline.silence.is_some());
        unable::mark(model, day, Some(held).filter(|_| !silent), &mut procedure.steps);
        procedure.clashes = persons::clashes(model, day, procedure.now.as_ref().unwrap_or(held), &procedure);
    }
    procedure
}

/// Steps of one body that contradict each other, and stand differently by now.
fn dispute(model: &Model, slots: &[Slot], steps: &mut [StepDue]) {
    let known = |step: &StepDue| step.who.is_some() && step.state != State::Depends && step.needs.is_empty();
    let clash = |(one, slot): (&StepDue, &Slot), (other, its): (&StepDue, &Slot)| {
        let bound = one.binds.iter().any(|who| other.binds.contains(who));
        let unlike = known(one) && known(other) && one.state != other.state;
        bound && unlike && one.who == other.who && silence::contradict(model, *slot, *its)
    };
    let all = || steps.iter().zip(slots);
    let disputed: Vec<bool> = all().map(|one| all().any(|other| clash(one, other))).collect();
    for (step, disputed) in steps.iter_mut().zip(disputed) {
        if disputed {
            step.state = State::Disputed;
        }
    }
}

/// What is known of some words over all completions.
struct Sight {
    slot: Slot,
    /// They apply in all of them.
    sure: bool,
    who: Option<Instance>,
    enough: Option<u32>,
    /// To whom silence passes it after each of its periods.
    to: Vec<Option<Instance>>,
    holders: Vec<Instance>,
    under: Vec<(Instance, Held)>,
    needs: Vec<Need>,
}

impl Sight {
    /// To whom silence passes a matter.
    fn passes_to(&self) -> Option<Instance> {
        self.to.first().copied().flatten()
    }
}

/// Of all words; and what silence has come to, where there are not too many completions.
fn look(question: &Question<'_>, given: &Values, at: Option<Day>, held: &Held) -> (Vec<Sight>, Option<Fates>) {
    let texts = matter::texts(question.model, question.power, given, at);
    if texts.is_empty() {
        return (Vec::new(), Some(Fates::default()));
    }
    let missing = |only| matter::missing_of_steps(question.model, question.power, given, at, only);
    if let Some((sights, fates)) = over_all(question, given, &missing(None), held) {
        return (sights, Some(fates));
    }
    // Too many completions: text by text, with the facts of each.
    let mut sights = Vec::new();
    for text in texts {
        let missing = missing(Some(text));
        match over_all(question, given, &missing, held) {
            Some((own, _)) => sights.extend(own.into_iter().filter(|sight| sight.slot.text() == text)),
            None => sights.extend(slots(question.model, text).into_iter().map(|slot| Sight {
                slot,
                sure: false,
                who: None,
                enough: match slot {
                    Slot::Step(by, n, _) => steps_of(question.model, by).get(n).and_then(|step| step.enough),
                    _ => None,
                },
                to: Vec::new(),
                // It may bind any of them.
                holders: held.instances(),
                under: held.instances().into_iter().map(|who| (who, held.clone())).collect(),
                needs: question.needs(&missing, at.is_none()),
            })),
        }
    }
    (sights, None)
}

/// Everything that a text may ask for.
fn slots(model: &Model, text: AskedBy) -> Vec<Slot> {
    if let AskedBy::Rule(rule) = text
        && matches!(model.rules[rule].effect, Effect::TakeOver { .. })
    {
        return vec![Slot::TakeOver(rule)];
    }
    let steps = steps_of(model, text).iter().enumerate();
    let steps = steps.flat_map(|(n, step)| (0..step.who.len().max(1)).map(move |m| Slot::Step(text, n, m)));
    let all: BTreeSet<Slot> = steps
        .chain((0..deadlines_of(model, text).len()).map(|n| Slot::Own(text, n)))
        .map(|slot| first_alike(model, slot))
        .collect();
    all.into_iter().collect()
}

/// What one completion says of some words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Says {
    applies: bool,
    who: Option<Instance>,
    enough: Option<u32>,
    to: Vec<Option<Instance>>,
}

impl Says {
    fn of(bound: &Bound) -> Self {
        Self { applies: bound.applies, who: bound.who, enough: bound.enough, to: bound.to.clone() }
    }
}

/// The words that bind in one completion: of which slot the how manieth.
type Row = BTreeMap<(Slot, usize), Bound>;

/// What every completion says; none where there are too many.
fn over_all(
    question: &Question<'_>,
    given: &Values,
    missing: &BTreeSet<FactId>,
    held: &Held,
) -> Option<(Vec<Sight>, Fates)> {
    let choices = question.choices(given, missing, COMPLETIONS)?;
    let sizes = question.sizes(&choices);
    let mut order: Vec<(Slot, usize)> = Vec::new();
    let mut said: Vec<Row> = Vec::new();
    let mut numbers: Vec<usize> = Vec::new();
    let mut open = BTreeSet::new();
    let mut completions = Completions::default();
    question.each(given, &choices, &mut |n, day, values| {
        let found = settle(question, day, values, &question.worlds, &|world| bound::all(world, question.power));
        found.ways.open(&mut open);
        let mut all = found.ways.all();
        all.iter_mut().for_each(|bounds| alike_together(question.model, bounds));
        completions.see(n, (&all, found.whole), question, given, held);
        let mut own = all.pop().unwrap_or_default();
        // 3.9: where another power is in conflict, only what follows from each of its claims is sure.
        for bound in &mut own {
            bound.applies &= found.whole
                && all.iter().all(|other| other.iter().any(|one| one.slot == bound.slot && one.who == bound.who));
        }
        for other in all.into_iter().flatten() {
            if !own.iter().any(|known| known.slot == other.slot) {
                own.push(Bound { applies: false, ..other });
            }
        }
        let mut row = Row::new();
        let mut counts: BTreeMap<Slot, usize> = BTreeMap::new();
        for bound in own {
            let count = counts.entry(bound.slot).or_default();
            let key = (bound.slot, *count);
            *count += 1;
            if !order.contains(&key) {
                order.push(key);
            }
            row.insert(key, bound);
        }
        said.push(row);
        numbers.push(n);
    });
    let sight = |key: &(Slot, usize)| {
        let mut kinds: Vec<Option<Says>> = Vec::new();
        let mut answers: Vec<Option<usize>> = vec![None; sizes.iter().product()];
        let (mut holders, mut under): (Vec<Instance>, Vec<(Instance, Held)>) = Default::default();
        for (row, n) in said.iter().zip(&numbers) {
            let says = row.get(key).map(Says::of);
            if let Some(bound) = row.get(key) {
                for who in &bound.holders {
                    holders.extend(Some(*who).filter(|who| !holders.contains(who)));
                }
                for own in &bound.under {
                    under.extend(Some(own.clone()).filter(|own| !under.contains(own)));
                }
            }
            let kind = kinds.iter().position(|known| *known == says).unwrap_or_else(|| {
                kinds.push(says);
                kinds.len() - 1
            });
            if let Some(slot) = answers.get_mut(*n) {
                *slot = Some(kind);
            }
        }
        let (date, facts) = if kinds.len() > 1 { deciding(&sizes, &choices, &answers) } else { Default::default() };
        let mut needs = question.needs(&facts, date);
        let mut enough = kinds.iter().flatten().map(|says| says.enough);
        let enough = enough.next().filter(|first| enough.all(|other| other == *first));
        let sure = enough.is_some() && kinds.iter().all(|says| says.as_ref().is_some_and(|says| says.applies));
        let set = match key.0 {
            Slot::Step(by, n, _) => steps_of(question.model, by).get(n).map(|step| step.among),
            _ => None,
        };
        if let Some(Among::EachOf(set)) = set.filter(|_| !sure)
            && !given.contains_key(&set)
            && !facts.contains(&set)
        {
            needs.extend(question.needs(&BTreeSet::from([set]), false));
        }
        if kinds.iter().flatten().any(|says| !says.applies) {
            needs.extend(open.iter().map(|what| Need { what: *what, found_by: None }));
        }
        Sight {
            slot: key.0,
            sure,
            who: same(&kinds, |says| says.who),
            enough: enough.flatten(),
            to: (0..kinds.iter().flatten().map(|says| says.to.len()).max().unwrap_or(0))
                .map(|n| same(&kinds, |says| says.to.get(n).copied().flatten()))
                .collect(),
            holders,
            under,
            needs,
        }
    };
    let sights = order.iter().map(sight).collect();
    Some((sights, completions.together(question, &sizes, &choices, &open)))
}

/// What one text says twice, for other cases, is said once: by the first words.
fn alike_together(model: &Model, bounds: &mut Vec<Bound>) {
    let mut kept: Vec<Bound> = Vec::new();
    for mut bound in bounds.drain(..) {
        bound.slot = first_alike(model, bound.slot);
        let is_said = |known: &Bound| {
            let covers = |one: &Bound, other: &Bound| {
                (one.applies || !other.applies) && other.holders.iter().all(|who| one.holders.contains(who))
            };
            (known.slot, known.who, &known.to) == (bound.slot, bound.who, &bound.to)
                && !matches!(bound.slot, Slot::TakeOver(_))
                && (covers(known, &bound) || covers(&bound, known))
        };
        match kept.iter_mut().find(|known| is_said(known)) {
            Some(known) => {
                if bound.applies && !known.applies || known.holders.len() < bound.holders.len() {
                    std::mem::swap(known, &mut bound);
                }
                known.bind(bound.under);
            }
            None => kept.push(bound),
        }
    }
    *bounds = kept;
}

/// The body that all completions name which name one at all.
fn same(kinds: &[Option<Says>], of: impl Fn(&Says) -> Option<Instance>) -> Option<Instance> {
    let mut all = kinds.iter().flatten().map(of);
    let first = all.next()??;
    all.all(|other| other == Some(first)).then_some(first)
}
