//! Whether an act was within the powers of those who did it.

use std::collections::{BTreeMap, BTreeSet};

use crate::acts::{Act, Change, Ultra, UltraKind, Verdict};
use crate::bodies::Mode;
use crate::conditions::{Atom, Condition, ConditionKind};
use crate::date::{Day, Life};
use crate::decision::{Case, Decision, Held, Instance, Need, Outcome};
use crate::facts::{Domain, Value};
use crate::ids::RuleId;
use crate::model::Model;
use crate::procedure::{AskedBy, DeadlineDue, Procedure, Reading, State};
use crate::reference::acting::Acting;
use crate::reference::bound::steps_of;
use crate::reference::holding::{different, ways};
use crate::reference::missing::{COMPLETIONS, Question, deciding, given};
use crate::reference::text::concerns;
use crate::reference::{acquired, matter, missing, named, nearest, steps, strangers, values, void};
use crate::rules::{Barred, Effect};
use crate::steps::Among;
use crate::taking_over::TakeOver;

/// Verdicts are compared in up to so many cases.
const CASES: usize = 256;

/// `whole`: with what would have to differ, where they do not hold the power.
pub(super) fn judge(model: &Model, act: &Act<'_>, whole: bool) -> Verdict {
    // One who is named twice acted once; so did one of a kind, not said which.
    let mut by: Vec<Instance> = Vec::new();
    act.by.iter().for_each(|who| by.extend(Some(*who).filter(|who| !by.contains(who))));
    let act = &Act { by: &by, ..*act };
    match strangers::decide(model, act) {
        Some(needs) => Verdict::Depends(needs),
        None => in_every_case(model, act, whole),
    }
}

/// The verdict in all cases that complete the one given, as far as rules, steps, bars and deadlines ask who or what; from when a period counts, and
/// how long it is, stays open. Where they are too many, it is sought with all facts open at once.
fn in_every_case(model: &Model, act: &Act<'_>, whole: bool) -> Verdict {
    let is_without_power = |verdict: &Verdict| matches!(verdict, Verdict::Ultra(own) if own.kind == UltraKind::NoPower);
    by_members(model, act, is_without_power, |apart| in_all_told_apart(model, act, whole, apart))
}

/// What an act comes to, sought again with members of sets told apart where steps are asked of each, unless the power is not theirs: what is missing
/// is no matter then.
fn by_members<T>(
    model: &Model,
    act: &Act<'_>,
    is_beyond: impl Fn(&T) -> bool,
    sought: impl Fn(&[Condition]) -> T,
) -> T {
    let found = sought(&[]);
    let members = members(model, act);
    if members.is_empty() || is_beyond(&found) { found } else { sought(&members) }
}

/// For each place whether it lies in a set that is not given, where a step is asked of each place of that set: what is missing turns on that as well.
fn members(model: &Model, act: &Act<'_>) -> Vec<Condition> {
    let given = given(model, act.case, Some(act.at));
    let texts = matter::texts(model, act.power, &given, Some(act.at));
    let sets = texts.into_iter().flat_map(|text| steps_of(model, text)).filter_map(|step| match step.among {
        Among::EachOf(set) => Some((set, step.when.span)).filter(|_| !given.contains_key(&set)),
        _ => None,
    });
    let mut conditions = Vec::new();
    for (set, span) in sets.collect::<BTreeMap<_, _>>() {
        if let Domain::SetOf(list) = model.facts[set].domain {
            let lies_in_it = |place| Condition::new(ConditionKind::Atom(Atom::Includes(set, place)), span);
            conditions.extend(model.lists[list].leaves().map(lies_in_it));
        }
    }
    conditions
}

/// The same in the cases that rules, steps and these conditions tell apart.
fn in_all_told_apart(model: &Model, act: &Act<'_>, whole: bool, apart: &[Condition]) -> Verdict {
    let at = Some(act.at);
    let given = given(model, act.case, at);
    let mut open = matter::missing_of_steps(model, act.power, &given, at, None);
    let counted = matter::counted(model, act.power, &given, at);
    open.retain(|fact| !counted.contains(fact));
    let mut question = Question::new(model, act.power, at, &given);
    question.conditions.extend(values::conditions_of_steps(model));
    question.conditions.extend(apart);
    let choices = if open.is_empty() { None } else { question.choices(&given, &open, CASES) };
    let Some(choices) = choices else { return judged(model, act, whole) };
    let sizes = question.sizes(&choices);
    let mut answers: Vec<Option<usize>> = vec![None; sizes.iter().product()];
    let mut verdicts: Vec<(Verdict, Case)> = Vec::new();
    question.each(&given, &choices, &mut |n, _, values| {
        let case = Case { facts: values.clone() };
        let verdict = judged(model, &Act { case: &case, ..*act }, false);
        if let Some(slot) = answers.get_mut(n) {
            *slot = Some(strangers::sort(&verdict));
        }
        verdicts.push((verdict, case));
    });
    let Some((first, case)) = verdicts.first() else { return judged(model, act, whole) };
    let sort = strangers::sort(first);
    let besides = verdicts.iter().flat_map(|(verdict, _)| needs_of(verdict));
    if verdicts.iter().all(|(verdict, _)| strangers::sort(verdict) == sort) {
        if matches!(first, Verdict::Depends(_)) {
            return Verdict::Depends(each_once(besides));
        }
        // In the words for the case as it is given, where that comes to the same.
        let verdict = judged(model, act, whole);
        return if strangers::sort(&verdict) == sort { verdict } else { judged(model, &Act { case, ..*act }, whole) };
    }
    let (_, facts) = deciding(&sizes, &choices, &answers);
    let mut needs = each_once(question.needs(&facts, false).iter().chain(besides));
    needs.sort_by_key(|need| need.what);
    Verdict::Depends(needs)
}

fn needs_of(verdict: &Verdict) -> &[Need] {
    match verdict {
        Verdict::Depends(needs) => needs,
        _ => &[],
    }
}

/// The same where it is known, or does not matter, which persons are barred.
pub(super) fn judged(model: &Model, act: &Act<'_>, whole: bool) -> Verdict {
    let decision = decided_on(model, act, act.at);
    let procedure = steps::procedure(model, act.case, &decision);
    match &decision.outcome {
        Outcome::Competent { .. } if !procedure.disputed.is_empty() => {
            let may = |reading: &Reading| procedure.in_place(&reading.held, &TakeOver::is_open);
            if procedure.disputed.iter().any(|reading| is_theirs(&may(reading), act.by)) {
                Verdict::Disputed
            } else {
                of_another(model, act, &procedure, whole)
            }
        }
        Outcome::Competent { held, barred_persons, .. } => {
            let held = procedure.now.as_ref().unwrap_or(held);
            let acting = Acting::new(model, act, held, &procedure, barred_persons).verdict();
            acting.unwrap_or_else(|| of_another(model, act, &procedure, whole))
        }
        Outcome::Conflict { claims } => {
            let claims = claims.iter().filter_map(|claim| claim.held.as_ref());
            if claims.into_iter().any(|held| is_theirs(held, act.by)) {
                Verdict::Disputed
            } else {
                of_another(model, act, &procedure, whole)
            }
        }
        Outcome::Undetermined { needs } => match in_each_completion(model, act) {
            None => Verdict::Depends(needs.clone()),
            Some(Came::NotTheirs) => of_another(model, act, &procedure, whole),
            Some(Came::To(verdict)) => verdict,
            Some(Came::Differs(needed)) if needed.is_empty() => Verdict::Depends(needs.clone()),
            Some(Came::Differs(needed)) => Verdict::Depends(needed),
        },
        Outcome::Nobody { .. } | Outcome::Gap { .. } | Outcome::NotInForce => of_another(model, act, &procedure, whole),
    }
}

/// Whether somebody decides with those who acted: the others would not be enough.
pub(super) fn takes_part(act: &Act<'_>, held: Option<&Held>, who: Instance) -> bool {
    let is_held_by = |who: Instance| held.is_some_and(|held| held.instances().contains(&who));
    let is_one = |by: &Instance| *by == who || by.may_be(who) && is_held_by(who);
    let others: Vec<Instance> = act.by.iter().filter(|by| !is_one(by)).copied().collect();
    others.len() < act.by.len() && !held.is_some_and(|held| is_enough(held, &others))
}

/// Who holds the power in the case of the act on a day, with what silence had settled by then.
fn decided_on(model: &Model, act: &Act<'_>, day: Day) -> Decision {
    let at = Some(day);
    let outcome = missing::answer(model, act.power, act.case, at);
    acquired::outlasting(model, act.case, Decision { power: act.power, at, outcome })
}

/// Somebody else acted.
fn of_another(model: &Model, act: &Act<'_>, procedure: &Procedure, whole: bool) -> Verdict {
    if let Some(verdict) = by_silence(model, act, procedure) {
        return verdict;
    }
    let theirs = |own: &&DeadlineDue| own.binds.iter().any(|who| act.by.iter().any(|by| by.may_be(*who)));
    let mut passed = procedure.deadlines.iter().filter(|own| matches!(own.state, State::Passed(_)));
    if let Some(passed) = passed.find(theirs).or_else(|| procedure.passed_by_one_of().filter(theirs)) {
        return Verdict::Ultra(Ultra::new(UltraKind::Time, Some(passed.by)));
    }
    // Silence may have taken it from the holder whom they could have replaced.
    let last = procedure.deadlines.iter().find_map(|own| {
        let last = own.until.filter(|last| *last < act.at && matches!(own.state, State::Passed(_)))?;
        is_theirs_on(model, act, last).then_some((own.by, last))
    });
    if let Some((by, last)) = last {
        return Verdict::Ultra(Ultra { changes: vec![Change::Day(last)], ..Ultra::new(UltraKind::Time, Some(by)) });
    }
    Verdict::Ultra(not_theirs(model, act, whole))
}

/// By law the power is not theirs.
pub(super) fn not_theirs(model: &Model, act: &Act<'_>, whole: bool) -> Ultra {
    if !whole {
        return Ultra::new(UltraKind::NoPower, None);
    }
    match keeping_out(model, act, &is_theirs) {
        Some(bar) => Ultra::new(UltraKind::Person, Some(AskedBy::Rule(bar))),
        None => match nearest::ultra(model, act) {
            nowhere if nowhere.kind == UltraKind::NoPower => void::transfer(model, act).unwrap_or(nowhere),
            near => near,
        },
    }
}

/// Somebody to whom silence passes the matter, and who does not decide it now.
fn by_silence(model: &Model, act: &Act<'_>, procedure: &Procedure) -> Option<Verdict> {
    let [only] = act.by else { return None };
    let theirs = |own: &&DeadlineDue| match (own.passes_to, own.deadline.passes_to()) {
        (Some(to), _) => only.may_be(to),
        (None, Some(to)) => !own.needs.is_empty() && only.body == to.body,
        (None, None) => false,
    };
    let mut theirs = procedure.deadlines.iter().filter(theirs);
    let first = theirs.clone().next()?;
    if let Some(open) = theirs.clone().find(|own| own.may_have_passed()) {
        return Some(Verdict::Depends(open.needs.clone()));
    }
    let waiting = theirs.find(|own| matches!(own.state, State::Waiting | State::NotBegun));
    let due = waiting.unwrap_or(first);
    let since = waiting.and_then(|own| own.until).map(Day::next).filter(|since| is_theirs_on(model, act, *since));
    let changes = since.map(Change::Day).into_iter().collect();
    let begun = !matches!(due.state, State::Waiting | State::NotBegun) && due.until.is_some();
    Some(Verdict::Ultra(Ultra { changes, begun, ..Ultra::new(UltraKind::Time, Some(due.by)) }))
}

/// Whether they may decide on another day, by law, by silence or by taking over.
pub(super) fn is_theirs_on(model: &Model, act: &Act<'_>, day: Day) -> bool {
    let decision = decided_on(model, act, day);
    let procedure = steps::procedure(model, act.case, &decision);
    let may =
        |held: Held| is_theirs(&held, act.by) || is_enough(&procedure.in_place(&held, &TakeOver::is_open), act.by);
    procedure.decides_now(&decision).is_some_and(may) && procedure.settled_by_silence().is_none()
}

/// In the order of the facts, then the date.
pub(super) fn each_once<'n>(needs: impl Iterator<Item = &'n Need>) -> Vec<Need> {
    let mut all: Vec<Need> = Vec::new();
    for need in needs {
        if !all.contains(need) {
            all.push(need.clone());
        }
    }
    all
}

/// Whether all who acted are among those who may.
pub(super) fn is_among(held: &Held, by: &[Instance]) -> bool {
    let holders = held.instances();
    !by.is_empty() && by.iter().all(|by| holders.iter().any(|who| by.may_be(*who)))
}

/// Whether all who acted are among those who may, or those of them who are suffice: the others add nothing.
pub(super) fn is_theirs(held: &Held, by: &[Instance]) -> bool {
    is_among(held, by) || is_enough(held, by)
}

/// Whether those who acted are enough, whoever the persons were. Each of them acts as one of the holders and no more, one who is not said
/// which as well.
pub(super) fn is_enough(held: &Held, by: &[Instance]) -> bool {
    let holders: BTreeSet<Instance> = held.instances().into_iter().collect();
    let mut tries = COMPLETIONS;
    can_be_enough(held, &holders, by, &BTreeSet::new(), &mut tries)
}

/// The same where these holders have acted, by others.
fn can_be_enough(
    held: &Held,
    holders: &BTreeSet<Instance>,
    by: &[Instance],
    acted: &BTreeSet<Instance>,
    tries: &mut usize,
) -> bool {
    let Some((first, rest)) = by.split_first() else { return suffice(held, acted) };
    let mut may_be = holders.iter().filter(|who| first.may_be(**who) && !acted.contains(who)).peekable();
    if may_be.peek().is_none() {
        return can_be_enough(held, holders, rest, acted, tries);
    }
    may_be.any(|who| {
        let Some(left) = tries.checked_sub(1) else { return false };
        *tries = left;
        let acted = acted.iter().chain([who]).copied().collect();
        can_be_enough(held, holders, rest, &acted, tries)
    })
}

/// Whether these holders are enough.
fn suffice(held: &Held, acted: &BTreeSet<Instance>) -> bool {
    let has_acted = |part: &Held| suffice(part, acted);
    match held {
        Held::One(who) => acted.contains(who),
        Held::Several(Mode::One | Mode::Any, parts) => parts.iter().any(has_acted),
        Held::Several(Mode::Jointly, parts) => parts.iter().all(has_acted),
        // 4.4: so many different ones.
        Held::Several(Mode::AnyOf(count), parts) => {
            let who = |who: Instance| acted.contains(&who).then_some(who);
            let filled: Vec<_> = parts.iter().filter(|part| has_acted(part)).map(|part| ways(part, &who)).collect();
            different(&filled) >= *count as usize
        }
    }
}

pub(super) fn names_person(model: &Model, act: &Act<'_>, bar: RuleId) -> bool {
    barred_person(model, act, bar).is_some_and(|person| act.persons.iter().any(|own| own == person))
}

/// The person on whom a bar is in the case of the act, where that is known.
pub(super) fn barred_person<'a>(model: &Model, act: &Act<'a>, bar: RuleId) -> Option<&'a str> {
    let Effect::Bar { who: Barred::Person(fact), .. } = &model.rules[bar].effect else { return None };
    match act.case.facts.get(fact) {
        Some(Value::Person(person)) => Some(person),
        _ => None,
    }
}

/// The bar without which the power would have been theirs, in this sense.
pub(super) fn keeping_out(
    model: &Model,
    act: &Act<'_>,
    would_be_theirs: &dyn Fn(&Held, &[Instance]) -> bool,
) -> Option<RuleId> {
    let on_them = |effect: &Effect| match effect {
        Effect::Bar { who: Barred::Holder(holder), .. } => act.by.iter().any(|by| by.body == holder.body),
        Effect::Bar { who: Barred::Person(_), .. } => true,
        _ => false,
    };
    let mut bars: Vec<RuleId> =
        model.rules.iter().filter(|(_, rule)| on_them(&rule.effect)).map(|(id, _)| id).collect();
    // A bar on another power counts only where this one turns on who holds that.
    bars.sort_by_key(|bar| !concerns(model, *bar, act.power, None));
    let takes_over = !named::take_overs(model, act).is_empty();
    let without = |bars: &[RuleId]| {
        let mut model = model.clone();
        let never = Life { from: Some(Day(1)), until: Some(Day(0)) };
        bars.iter().for_each(|bar| model.rules[*bar].life = never);
        let decision = decided_on(&model, act, act.at);
        let Outcome::Competent { held, .. } = &decision.outcome else { return false };
        if would_be_theirs(held, act.by) || !takes_over {
            return would_be_theirs(held, act.by);
        }
        let procedure = steps::procedure(&model, act.case, &decision);
        let held = procedure.now.as_ref().unwrap_or(held);
        would_be_theirs(&procedure.in_place(held, &TakeOver::is_open), act.by)
    };
    // One that keeps them out by itself; else the first of several that do.
    let alone = bars.iter().find(|bar| without(std::slice::from_ref(bar)));
    alone.or_else(|| bars.first().filter(|_| without(&bars))).copied()
}

/// What an act comes to where facts are missing.
enum Came {
    /// The power is theirs in no completion.
    NotTheirs,
    /// To the same in each.
    To(Verdict),
    /// It depends on these facts.
    Differs(Vec<Need>),
}

/// What the act comes to in each completion, by law, by silence or by taking over; none where there are too many.
fn in_each_completion(model: &Model, act: &Act<'_>) -> Option<Came> {
    let is_beyond = |came: &Option<Came>| matches!(came, None | Some(Came::NotTheirs));
    by_members(model, act, is_beyond, |apart| in_each_told_apart(model, act, apart))
}

/// The same in the completions that rules and these conditions tell apart.
fn in_each_told_apart(model: &Model, act: &Act<'_>, apart: &[Condition]) -> Option<Came> {
    let at = Some(act.at);
    let given = given(model, act.case, at);
    let mut question = Question::new(model, act.power, at, &given);
    question.conditions.extend(apart);
    let missing = matter::missing(model, act.power, &given, at);
    let choices = question.choices(&given, &missing, COMPLETIONS)?;
    let sizes = question.sizes(&choices);
    let mut answers: Vec<Option<usize>> = vec![None; sizes.iter().product()];
    let beside = named::is_named_beside(model, act);
    // Where no text asks for steps or sets a time, the verdict turns on who holds the power alone.
    let plain = matter::texts(model, act.power, &given, at).is_empty();
    let mut known: BTreeMap<(Held, Vec<RuleId>), Verdict> = BTreeMap::new();
    // In which of them the power is theirs, though the act is beyond it.
    let mut reach = answers.clone();
    let (mut theirs, mut beyond, mut needs) = (false, None, Vec::new());
    question.each(&given, &choices, &mut |n, day, values| {
        let outcome = question.on(day, values);
        let may_be_theirs = match &outcome {
            Outcome::Competent { held, .. } => beside || is_theirs(held, act.by),
            Outcome::Conflict { .. } | Outcome::Undetermined { .. } => true,
            _ => false,
        };
        let came = match outcome {
            Outcome::Undetermined { .. } => Some(SETTLED_BY_NOBODY),
            Outcome::Competent { .. } | Outcome::Conflict { .. } if may_be_theirs => {
                let whole = || judged(model, &Act { case: &Case { facts: values.clone() }, at: day, ..*act }, false);
                let verdict = match outcome {
                    // Whether a bar kept one of them out may turn on more.
                    Outcome::Competent { held, barred_persons, .. } if plain && is_among(&held, act.by) => {
                        known.entry((held, barred_persons)).or_insert_with(whole).clone()
                    }
                    _ => whole(),
                };
                match verdict {
                    Verdict::Intra { .. } => Some(LAWFUL),
                    Verdict::Disputed => Some(DISPUTED),
                    Verdict::Depends(own) => {
                        needs.extend(own);
                        Some(DEPENDS)
                    }
                    Verdict::Ultra(own) => {
                        if let Some(slot) = reach.get_mut(n) {
                            *slot = Some(usize::from(own.kind != UltraKind::NoPower));
                        }
                        if own.kind != UltraKind::NoPower {
                            beyond.get_or_insert(own);
                        }
                        None
                    }
                }
            }
            _ => None,
        };
        theirs |= came.is_some();
        if let Some(slot) = reach.get_mut(n) {
            slot.get_or_insert(0);
        }
        if let Some(slot) = answers.get_mut(n) {
            *slot = Some(came.unwrap_or(BEYOND));
        }
    });
    if !theirs {
        let Some(own) = beyond else { return Some(Came::NotTheirs) };
        let (date, facts) = deciding(&sizes, &choices, &reach);
        let open = question.needs(&facts, date);
        return Some(Came::To(Verdict::Ultra(Ultra { open, ..own })));
    }
    let kinds: BTreeSet<usize> = answers.iter().flatten().copied().collect();
    Some(match kinds.first() {
        Some(&LAWFUL) if kinds.len() == 1 => Came::To(Verdict::Intra { by_taking_over: None }),
        Some(&DISPUTED) if kinds.len() == 1 => Came::To(Verdict::Disputed),
        _ => {
            let (date, facts) = deciding(&sizes, &choices, &answers);
            Came::Differs(each_once(question.needs(&facts, date).iter().chain(&needs)))
        }
    })
}

/// The sorts of verdicts on one completion.
const BEYOND: usize = 0;
const LAWFUL: usize = 1;
const DISPUTED: usize = 2;
const DEPENDS: usize = 3;
/// It turns on a power in conflict, or a parameter without a value.
const SETTLED_BY_NOBODY: usize = 4;
