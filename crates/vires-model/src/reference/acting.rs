//! Whether those who may act did: some of them who are enough, by themselves or in the place of a holder, with the steps that bind these.

use std::collections::BTreeSet;

use crate::acts::{Act, Misfit, Ultra, UltraKind, Verdict};
use crate::bodies::{Holder, Mode};
use crate::decision::{Held, Instance, Need, Of};
use crate::ids::RuleId;
use crate::model::Model;
use crate::procedure::{Apart, AskedBy, Clash, DeadlineDue, Procedure, State, StepDue, Unable};
use crate::reference::acts::{each_once, is_among, is_enough, keeping_out, names_person, takes_part};
use crate::reference::{in_place, persons};
use crate::steps::Deadline;
use crate::taking_over::TakeOver;

/// Beyond so many of those who acted, not every set of them is tried.
const TRIED: usize = 12;

/// An act of which somebody took part who holds the power, or may take over from one who does.
pub(super) struct Acting<'a> {
    model: &'a Model,
    act: &'a Act<'a>,
    held: &'a Held,
    procedure: &'a Procedure,
    /// On persons.
    bars: &'a [RuleId],
    /// Who may act, those who may in the place of a holder among them.
    open: Held,
}

/// As whom some of those who acted are enough.
enum As {
    /// Holders.
    Holders,
    /// Some of them in the place of holders: by this rule first, and these.
    InPlace(RuleId, Vec<Instance>),
}

impl<'a> Acting<'a> {
    pub(super) fn new(
        model: &'a Model,
        act: &'a Act<'a>,
        held: &'a Held,
        procedure: &'a Procedure,
        bars: &'a [RuleId],
    ) -> Self {
        Self { model, act, held, procedure, bars, open: procedure.in_place(held, &TakeOver::is_open) }
    }

    /// None where none of those who acted holds the power or may take it over, now or ever.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        let Self { model, act, held, procedure, .. } = *self;
        let takes_part = |held: &Held| act.by.iter().any(|by| is_among(held, std::slice::from_ref(by)));
        let may_be = procedure.in_place(held, &TakeOver::may_be_open);
        let ever = procedure.in_place(held, &|_| true);
        if !takes_part(&ever) {
            return None;
        }
        if takes_part(&may_be) {
            if let Some(verdict) = self.out_of_question() {
                return Some(verdict);
            }
            if is_enough(&self.open, act.by) {
                // Who acted beside those who are enough adds nothing; but whoever is barred takes no part.
                let beside = !is_among(&self.open, act.by);
                if let Some(bar) = beside.then(|| keeping_out(model, act, &is_among)).flatten() {
                    return Some(Verdict::Ultra(Ultra::new(UltraKind::Person, Some(AskedBy::Rule(bar)))));
                }
                return Some(self.of_enough());
            }
            if is_enough(&may_be, act.by) {
                let mut needs = self.unsure_alone();
                if needs.is_empty() {
                    needs = each_once(self.unsure().flat_map(|own| &own.needs));
                }
                return Some(Verdict::Depends(needs));
            }
        }
        if is_enough(&ever, act.by) || !takes_part(&may_be) {
            return in_place::too_late_or_early(model, act, procedure).or_else(|| Some(self.too_few()));
        }
        Some(self.too_few())
    }

    /// Silence has settled it, the time to act has not begun, or one of the persons is barred: whoever acted.
    fn out_of_question(&self) -> Option<Verdict> {
        let ultra = |kind, by| Verdict::Ultra(Ultra::new(kind, by));
        if let Some(own) = self.procedure.settled_by_silence() {
            return Some(ultra(UltraKind::Time, Some(own.by)));
        }
        if let Some(early) = self.procedure.deadlines.iter().find(|own| own.is_to_begin()) {
            let early = Ultra::new(UltraKind::Time, Some(early.by));
            return Some(Verdict::Ultra(Ultra { begun: false, ..early }));
        }
        let bar = self.bars.iter().find(|rule| names_person(self.model, self.act, **rule))?;
        Some(ultra(UltraKind::Person, Some(AskedBy::Rule(*bar))))
    }

    /// Others must act as well.
    fn too_few(&self) -> Verdict {
        let Self { act, held, procedure, .. } = *self;
        let theirs = |own: &TakeOver| own.is_by_one_of(act.by);
        let of_theirs = |own: &TakeOver| {
            own.is_open() && procedure.take_overs.iter().any(|other| other.rule == own.rule && theirs(other))
        };
        let acted = |who: &Instance| act.by.iter().any(|by| by == who || who.of == Of::Unsaid && by.body == who.body);
        // One who holds a seat as well may act beside the one in whose place it may.
        let by_holder = |holder: Instance| {
            let rows = procedure.take_overs.iter().filter(|own| own.from.contains(&holder) && of_theirs(own));
            rows.filter(|own| theirs(own)).filter_map(|own| own.by).any(|who| is_among(held, &[who]))
        };
        let wanted = procedure.exchanged(held, &of_theirs, &|holder| acted(&holder) || by_holder(holder));
        let also: BTreeSet<Instance> = wanted.instances().into_iter().filter(|who| !acted(who)).collect();
        let rule = procedure.take_overs.iter().find(|own| own.is_open() && theirs(own)).map(|own| own.rule);
        let ultra = Ultra::new(UltraKind::MissingStep, rule.map(AskedBy::Rule));
        Verdict::Ultra(Ultra { also: also.into_iter().collect(), wanted: Some(Box::new(wanted)), ..ultra })
    }

    /// The texts that may let one of them take over: that turns on what is not known.
    fn unsure(&self) -> impl Iterator<Item = &TakeOver> {
        let unsure = |own: &&TakeOver| own.may_be_open() && !own.is_open();
        self.procedure.take_overs.iter().filter(unsure).filter(|own| own.is_by_one_of(self.act.by))
    }

    /// What is not known of such texts that would be enough each.
    fn unsure_alone(&self) -> Vec<Need> {
        let Self { act, held, procedure, .. } = *self;
        let is_enough_alone = |own: &&TakeOver| {
            is_enough(&procedure.exchanged(held, &|other| other.rule == own.rule, &|_| false), act.by)
        };
        each_once(self.unsure().filter(is_enough_alone).flat_map(|own| &own.needs))
    }

    /// Those who acted are enough: all together, or some of them whom fewer steps bind.
    fn of_enough(&self) -> Verdict {
        let Self { model, act, .. } = *self;
        if let Some(misfit) = persons::misfit(model, act, &self.open, self.bars) {
            let acted = |office: &Instance| act.by.iter().any(|by| by.may_be(*office));
            let together = |clash: &&Clash| clash.why == Apart::ActTogether && clash.offices.iter().all(acted);
            let clashes = persons::clashes(model, act.at, &self.open, self.procedure);
            let clash = clashes.into_iter().find(|clash| misfit == Misfit::TooFew && together(&clash));
            return Verdict::Ultra(Ultra { clash, misfit: Some(misfit), ..Ultra::new(UltraKind::Person, None) });
        }
        let mut found: Vec<Verdict> = Vec::new();
        for (held, in_place) in [(self.held, false), (&self.open, true)] {
            if !is_enough(held, act.by) || in_place && self.procedure.take_overs.is_empty() {
                continue;
            }
            let all: Vec<Instance> =
                act.by.iter().copied().filter(|by| is_among(held, std::slice::from_ref(by))).collect();
            let whole = self.of_these(&all, in_place);
            if let Some(intra) = whole.as_ref().filter(is_intra) {
                return intra.clone();
            }
            let fewer = just_enough(held, &all);
            let fits = |by: &&Vec<Instance>| persons::suffice(model, &Act { by, ..*act }, self.bars);
            found.extend(fewer.iter().filter(fits).filter_map(|by| self.of_these(by, in_place)));
            found.extend(whole);
        }
        if let Some(intra) = found.iter().find(is_intra) {
            return intra.clone();
        }
        let mut needs = each_once(found.iter().flat_map(|verdict| match verdict {
            Verdict::Depends(needs) => needs.as_slice(),
            _ => &[],
        }));
        if needs.is_empty() && !found.contains(&Verdict::Disputed) {
            needs = self.unsure_alone();
        }
        if !needs.is_empty() {
            return Verdict::Depends(needs);
        }
        let rank = |verdict: &Verdict| match verdict {
            Verdict::Ultra(ultra) => (1, ultra.missing.len()),
            _ => (0, 0),
        };
        found.into_iter().min_by_key(rank).unwrap_or_else(|| self.too_few())
    }

    /// What comes of it where these are taken to have acted, as holders, or some of them in the place of holders.
    fn of_these(&self, by: &[Instance], in_place: bool) -> Option<Verdict> {
        let Self { model, act, held, procedure, bars, .. } = *self;
        let role = if in_place { As::InPlace(self.rule_for(by)?, self.stand_ins(by)) } else { As::Holders };
        let act = &Act { by, ..*act };
        let may = if in_place { &self.open } else { held };
        let mut procedure = procedure.clone();
        procedure.mark_done_for(&model.done_by(act.done, act.at), &|who| takes_part(act, Some(may), who));
        let ultra = |kind, by| Ultra::new(kind, by);
        let binding: Vec<_> = procedure.steps.iter().filter(|step| self.binds(step, by, &role)).collect();
        let open: Vec<_> = binding.iter().filter(|step| !step.is_settled()).copied().cloned().collect();
        let sure = |step: &&StepDue| {
            !step.is_open_to_doubt() && step.state != State::Disputed && !may_have_passed_to_who_did(act, step)
        };
        // Of a step that too few are left to do, all of whom it asks are named, whoever of them has done it.
        let too_few = |step: &StepDue| {
            let left = |other: &&&StepDue| matches!(other.state, State::Impossible(Unable::Left(_)));
            binding.iter().filter(left).find(|other| other.is_choice_with(step)).map(|other| other.state)
        };
        let missing = |step: &&StepDue| match too_few(step) {
            Some(state) => Some(StepDue { state, ..(*step).clone() }),
            None => (!step.is_settled() && sure(step)).then(|| still_wanted(step, &binding)),
        };
        let sure: Vec<StepDue> = binding.iter().filter_map(missing).collect();
        if let Some(first) = sure.first() {
            let missing = ultra(UltraKind::MissingStep, Some(first.by));
            return Some(Verdict::Ultra(Ultra { missing: sure.clone(), ..missing }));
        }
        let done = binding.iter().filter(|step| step.state == State::Done && step.kind.is_check());
        let done: Vec<Instance> = done.filter_map(|step| step.turn()).collect();
        let both_check =
            |clash: &&Clash| clash.why == Apart::BothCheck && clash.offices.iter().all(|own| done.contains(own));
        let clash = persons::decides_and_checks(model, act, bars, &done);
        let clash = clash.or_else(|| procedure.clashes.iter().find(both_check).cloned());
        if let Some(clash) = clash.or_else(|| persons::too_few(model, act, may, bars, &done)) {
            return Some(Verdict::Ultra(Ultra { clash: Some(clash), ..ultra(UltraKind::Person, None) }));
        }
        if open.iter().any(|step| step.state == State::Disputed) {
            return Some(Verdict::Disputed);
        }
        // Silence may have ended their time, or have stood in for a step.
        let bound = |own: &&DeadlineDue| in_place || own.binds.iter().any(|who| by.iter().any(|by| by.may_be(*who)));
        let deadlines = procedure.deadlines.iter().filter(|own| own.may_have_passed()).filter(bound);
        let needs = open.iter().flat_map(|step| &step.needs).chain(deadlines.flat_map(|own| &own.needs));
        let needs = each_once(needs);
        if !needs.is_empty() {
            return Some(Verdict::Depends(needs));
        }
        Some(Verdict::Intra {
            by_taking_over: match role {
                As::Holders => None,
                As::InPlace(rule, _) => Some(rule),
            },
        })
    }

    /// The rule by which these take over: the first by which alone they do, else the first that names one of them.
    fn rule_for(&self, by: &[Instance]) -> Option<RuleId> {
        let Self { held, procedure, .. } = *self;
        let open = || procedure.take_overs.iter().filter(|own| own.is_open() && own.is_by_one_of(by));
        let alone = |own: &&TakeOver| {
            let of_rule = |other: &TakeOver| other.is_open() && other.rule == own.rule;
            is_enough(&procedure.exchanged(held, &of_rule, &|_| false), by)
        };
        open().find(alone).or_else(|| open().next()).map(|own| own.rule)
    }

    /// Those of these who act in the place of another, and not as holders themselves.
    fn stand_ins(&self, by: &[Instance]) -> Vec<Instance> {
        let Self { held, procedure, .. } = *self;
        let takes_over =
            |who: &&Instance| procedure.take_overs.iter().any(|own| own.is_open() && own.is_by_one_of(&[**who]));
        let all: Vec<Instance> = by.iter().filter(takes_over).copied().collect();
        let enough = |rest: &Held| is_enough(&procedure.in_place(rest, &TakeOver::is_open), by);
        if less(held, &all).as_ref().is_some_and(enough) {
            return all;
        }
        all.into_iter().filter(|who| !is_among(held, &[*who])).collect()
    }

    /// Whether a step binds these: under a holding for which they are enough, and one of them who acts as a holder.
    fn binds(&self, step: &StepDue, by: &[Instance], role: &As) -> bool {
        let is_bound = |who: Instance| match role {
            As::Holders => by.iter().any(|by| by.may_be(who)),
            As::InPlace(_, stand_ins) => by.iter().any(|by| by.may_be(who) && !stand_ins.contains(by)),
        };
        let suffice = |held: &Held| match role {
            As::Holders => is_enough(held, by),
            As::InPlace(..) => is_enough(&self.procedure.in_place(held, &TakeOver::is_open), by),
        };
        step.under.iter().any(|(who, held)| is_bound(*who) && suffice(held))
    }
}

/// The holding without these; none where it cannot be without them.
fn less(held: &Held, those: &[Instance]) -> Option<Held> {
    match held {
        Held::One(who) => (!those.iter().any(|own| own.may_be(*who))).then(|| held.clone()),
        Held::Several(mode, parts) => {
            let left: Vec<Held> = parts.iter().filter_map(|part| less(part, those)).collect();
            let can_be = if *mode == Mode::Jointly { left.len() == parts.len() } else { !left.is_empty() };
            can_be.then_some(Held::Several(*mode, left))
        }
    }
}

const fn is_intra(verdict: &&Verdict) -> bool {
    matches!(verdict, Verdict::Intra { .. })
}

/// Every set of these that is just enough; of very many, those of each alternative.
fn just_enough(held: &Held, by: &[Instance]) -> Vec<Vec<Instance>> {
    if by.len() > TRIED {
        let alternatives = match held {
            Held::Several(Mode::Any, parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let among = |part: &Held| by.iter().copied().filter(|by| is_among(part, std::slice::from_ref(by))).collect();
        let sets: Vec<Vec<Instance>> = alternatives.iter().map(among).collect();
        return sets
            .into_iter()
            .zip(alternatives)
            .filter(|(set, part)| is_enough(part, set))
            .map(|own| own.0)
            .collect();
    }
    let chosen = |bits: u32| -> Vec<Instance> {
        by.iter().zip(0..).filter(|(_, n)| bits >> n & 1 == 1).map(|(who, _)| *who).collect()
    };
    let mut sets: Vec<u32> = (1..1_u32 << by.len()).collect();
    sets.sort_by_key(|bits| bits.count_ones());
    let mut least: Vec<u32> = Vec::new();
    for bits in sets {
        if !least.iter().any(|less| less & bits == *less) && is_enough(held, &chosen(bits)) {
            least.push(bits);
        }
    }
    least.into_iter().map(chosen).collect()
}

/// The step, of which those who have done it already need not be asked: so many fewer are wanted of the others.
fn still_wanted(step: &StepDue, all: &[&StepDue]) -> StepDue {
    let done = all.iter().filter(|other| matches!(other.state, State::Done | State::Approved));
    let done: BTreeSet<Option<Instance>> =
        done.filter(|other| step.is_choice_with(other)).map(|own| own.turn()).collect();
    let done = u32::try_from(done.len()).unwrap_or(u32::MAX);
    StepDue { enough: step.enough.map(|enough| enough.saturating_sub(done)), ..step.clone() }
}

/// Whether it is not known if silence has passed a step on to one who did it.
fn may_have_passed_to_who_did(act: &Act<'_>, step: &StepDue) -> bool {
    let mut to = step.deadlines.iter().skip(step.passed.len()).filter_map(Deadline::passes_to);
    let did = |to: Holder| act.done.iter().any(|done| done.kind == step.kind && done.who.body == to.body);
    !step.needs.is_empty() && to.any(did)
}
