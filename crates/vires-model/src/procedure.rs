//! What belongs to an answer beside who holds: what must be done, which periods run, what silence did, who may take
//! over.
//!
//! Who holds by silence is a state of a deadline, told from the dates of one case. It is no claim: it is weighed against
//! nothing, and neither conditions about other powers nor the proofs know of it.

use std::collections::BTreeSet;

use crate::bodies::Holder;
use crate::conditions::Atom;
use crate::date::{Day, Life};
use crate::decision::{Decision, Held, Instance, Need, Outcome};
use crate::ids::{FactId, RuleId};
use crate::model::Model;
use crate::steps::{Among, Deadline, Silence, StepKind};
use crate::taking_over::TakeOver;

/// Everything beside who holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Procedure {
    /// What must be done, in the order of the chain and then of the texts that attach steps to the power.
    pub steps: Vec<StepDue>,
    /// The holder's own deadlines, in the order in which they run out; last those whose end is not known.
    pub deadlines: Vec<DeadlineDue>,
    /// Who decides after silence has passed the matter on; none: those who hold.
    pub now: Option<Held>,
    /// What each of the texts makes of the holder's silence, where they contradict each other by that day and nothing says which of them
    /// prevails; else none.
    pub disputed: Vec<Reading>,
    /// [`State::Approved`], [`State::Refused`] or [`State::Lapsed`] where silence of the holder has settled the matter, in whichever way the case is
    /// completed.
    pub settled: Option<State>,
    /// Silence counts as refusal as long as nothing is decided, whichever deadline brings that about.
    pub refused_for_now: bool,
    /// What is not known, and decides what silence of the holder has come to by that day: who decides, or whether it has settled the
    /// matter. Empty where every completion comes to the same; then `now`, `disputed` and `settled` say it.
    pub turns_on: Vec<Need>,
    /// Whichever of the holder's deadlines applies, its period still runs, and silence means something.
    pub waits: bool,
    /// There are too many completions to try them: of each text it is said by itself what is sure of it.
    pub too_many: bool,
    /// Who may act in place of a holder.
    pub take_overs: Vec<TakeOver>,
    /// One person in two roles that ask for two.
    pub clashes: Vec<Clash>,
}

/// The text that asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskedBy {
    /// A rule.
    Rule(RuleId),
    /// A `for` line: its number among the attachments of the model.
    Attachment(usize),
}

/// One body's step in one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepDue {
    /// By which text.
    pub by: AskedBy,
    /// Which of the steps of that text.
    pub number: usize,
    /// So many of those whom this step names are enough; none: it is asked of each.
    pub enough: Option<u32>,
    /// What.
    pub kind: StepKind,
    /// By or of whom, as the text names it; none where it names the holder of another power.
    pub named: Option<Holder>,
    /// How the text says who that is.
    pub among: Among,
    /// The same in this case; none: it depends on `needs`, or the case names nobody.
    pub who: Option<Instance>,
    /// The holders whose acts it binds.
    pub binds: Vec<Instance>,
    /// The same, each with the holding under which it does: of several rules by which they hold it with one or with another, only some may ask
    /// for it.
    pub under: Vec<(Instance, Held)>,
    /// Until when, and what silence means: of those asked, and then of each to whom silence passes it.
    pub deadlines: Vec<Deadline>,
    /// The first of these, as many as are over and have passed it on to one whose period is the next of them.
    pub passed: Vec<PassedOn>,
    /// The day on which the period of whose turn it is begins, where the text says that and it is known.
    pub since: Option<Day>,
    /// Its last day, where it is known.
    pub until: Option<Day>,
    /// How it stands.
    pub state: State,
    /// Its period does not run, without an answer (`none`) to this fact.
    pub lacks: Option<FactId>,
    /// What is not known, and would change any of this.
    pub needs: Vec<Need>,
}

/// A period that is over, and by which silence has passed a step on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassedOn {
    /// Its last day.
    pub until: Day,
    /// To whom it passed.
    pub to: Instance,
}

/// The holder's own deadline in one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineDue {
    /// By which text.
    pub by: AskedBy,
    /// Whose.
    pub binds: Vec<Instance>,
    /// The words.
    pub deadline: Deadline,
    /// To whom silence would pass the matter, where that one is known, exists and is not barred.
    pub passes_to: Option<Instance>,
    /// The day on which its period begins, where that is known.
    pub since: Option<Day>,
    /// The last day, where it is known.
    pub until: Option<Day>,
    /// How it stands.
    pub state: State,
    /// The same where it applies: what `state` does not say where it is [`State::Depends`].
    pub stands: State,
    /// It does not run, without an answer (`none`) to this fact.
    pub lacks: Option<FactId>,
    /// What is not known, and would change any of this.
    pub needs: Vec<Need>,
}

/// What one text makes of the holder's silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The text.
    pub by: AskedBy,
    /// Who would decide.
    pub held: Held,
    /// The state in which silence would have settled the matter.
    pub settled: Option<State>,
}

/// How a step or deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Whether it is asked for at all is not known.
    Depends,
    /// It is to be done. No period that means something runs, or not from a known day.
    Open,
    /// The period runs until its last day, that day included; silence means nothing before it is over.
    Waiting,
    /// The period is over, and the text does not say what silence means (or it would pass to nobody).
    Overdue,
    /// Silence counted as consent.
    Approved,
    /// Silence counted as refusal.
    Refused,
    /// Silence counts as refusal, and whoever is silent may still decide: nothing is settled.
    RefusedUntilDecided,
    /// The time in which the holder could act is over.
    Lapsed,
    /// Silence passed it on.
    Passed(Instance),
    /// It was done.
    Done,
    /// What was asked for was refused.
    Denied,
    /// An earlier effect of silence has settled the matter; or enough others have done the step.
    Moot,
    /// Texts that contradict each other make different things of silence by now, and nothing says which of them prevails.
    Disputed,
    /// Nobody can do it on that day, and no silence stands in for it: no act is lawful.
    Impossible(Unable),
    /// Its period has not begun. Of a window in which somebody may take over also: the case has no day on which it would.
    NotBegun,
}

/// Why nobody can do a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unable {
    /// Whoever is asked does not exist on that day.
    Gone,
    /// The office is vacant, on these days.
    Vacant(Life),
    /// Whoever is asked decides, and nobody checks themselves.
    Decides,
    /// Whoever decides, somebody would have to check themselves, in this step or in another.
    WhoeverDecides,
    /// Of the several of whom it asks so many, only so many can do it, beside whoever decides.
    Left(u32),
}

/// Fewer persons than there are roles that ask for a person each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Who: mostly one person in two roles.
    pub persons: Vec<String>,
    /// The offices that only these fill.
    pub offices: Vec<Instance>,
    /// Why they ask for a person each.
    pub why: Apart,
}

/// Why roles ask for a person each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Apart {
    /// Both must act: `jointly`, `any N of`.
    ActTogether,
    /// One decides, and the other's consent, proposal or review is asked for.
    DecidesAndChecks,
    /// The consent, proposal or review of both is asked for.
    BothCheck,
    /// They decide, or their consent, proposal or review is asked for: any two of them might be filled by two, and all of them cannot.
    EachItsOwn,
}

/// A step that was done, or refused, as the one who asks says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Done {
    /// What.
    pub kind: StepKind,
    /// By whom.
    pub who: Instance,
    /// What was asked for was refused.
    pub refused: bool,
    /// On which day, where that is said.
    pub on: Option<Day>,
}

impl Done {
    /// Done in time.
    #[must_use]
    pub const fn of(kind: StepKind, who: Instance) -> Self {
        Self { kind, who, refused: false, on: None }
    }
    /// Whether it came in time: before silence of that one had refused it, passed it on, or counted as consent.
    fn is_in_time(&self, step: &StepDue, who: Instance) -> bool {
        let by = |until: Option<Day>| self.on.zip(until).is_none_or(|(on, until)| on <= until);
        if let (true, Some(until)) = (step.turn() != Some(who), step.last_day_of(who)) {
            return by(Some(until));
        }
        let silence = step.deadline().and_then(|own| own.silence.as_ref());
        let ends = self.refused || matches!(silence, Some(Silence::Refused | Silence::PassesTo(_)));
        !ends || silence.is_none() || by(step.until)
    }
}

impl StepKind {
    /// Whether no act is lawful before it is done.
    #[must_use]
    pub const fn comes_first(self) -> bool {
        !matches!(self, Self::Notify)
    }
    /// Whether it takes somebody who acts: an office that nobody fills can be asked and told.
    #[must_use]
    pub const fn takes_an_act(self) -> bool {
        !matches!(self, Self::Consult | Self::Notify)
    }
    /// Whether it is a check on whoever decides, which that person may not be alone.
    #[must_use]
    pub const fn is_check(self) -> bool {
        matches!(self, Self::Consent | Self::Proposal | Self::Review)
    }
}

impl StepDue {
    /// From which day silence has its effect, where that is known.
    #[must_use]
    pub fn effective(&self, model: &Model) -> Option<Day> {
        let deadline = self.deadline()?;
        // Nobody is silent before it is their turn.
        let before = self.passed.last().map(|own| own.until);
        self.until.map(|until| model.silence_since(self.by, deadline, until.max(before.unwrap_or(until))))
    }
    /// Whether the text says what silence of whoever is asked means.
    #[must_use]
    pub fn minds_silence(&self) -> bool {
        self.deadlines.iter().any(|own| own.silence.is_some())
    }
    /// The period of whose turn it is.
    #[must_use]
    pub fn deadline(&self) -> Option<&Deadline> {
        self.deadlines.get(self.passed.len())
    }
    /// The periods by which silence has passed it on to one who has a period of their own, each with the day on which it did.
    pub fn passed_on(&self, model: &Model) -> impl Iterator<Item = (&Deadline, PassedOn, Day)> {
        let all = self.deadlines.iter().zip(self.passed.iter().copied());
        all.map(|(own, passed)| (own, passed, model.silence_since(self.by, own, passed.until)))
    }
    /// Whose turn it is: after silence has passed the step on, another's.
    #[must_use]
    pub fn turn(&self) -> Option<Instance> {
        match (self.state, self.passed.last()) {
            (State::Passed(to), _) => Some(to),
            (_, Some(passed)) => Some(passed.to),
            (_, None) => self.who,
        }
    }
    /// Everybody whose turn it is or has been.
    pub(crate) fn turns(&self) -> impl Iterator<Item = Instance> {
        self.turn().into_iter().chain(self.who).chain(self.passed.iter().map(|own| own.to))
    }
    /// The last day of the time of one whose turn it has been.
    fn last_day_of(&self, who: Instance) -> Option<Day> {
        let had = self.who.into_iter().chain(self.passed.iter().map(|own| own.to));
        had.zip(&self.passed).find(|(own, _)| *own == who).map(|(_, passed)| passed.until)
    }
    /// Whether an act is lawful as far as this step goes: it is no longer to be done, or comes after the act.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        matches!(self.state, State::Approved | State::Done | State::Moot) || !self.kind.comes_first()
    }
    /// Whether it is not known if it is still to be done.
    #[must_use]
    pub fn is_open_to_doubt(&self) -> bool {
        let by_silence = self.deadlines.iter().any(|own| own.silence == Some(Silence::Approved));
        self.state == State::Depends || self.state == State::Open && by_silence && !self.needs.is_empty()
    }
    /// Whether those whom it names must be others than whoever decides. Who is asked as the holder of another power is asked as that.
    #[must_use]
    pub const fn is_apart(&self) -> bool {
        self.kind.is_check() && matches!(self.among, Among::Named | Among::Group)
    }
    /// Whether another is one of those of whom one step asks so many.
    #[must_use]
    pub fn is_choice_with(&self, other: &Self) -> bool {
        self.enough.is_some() && (self.by, self.number) == (other.by, other.number)
    }
}

impl Model {
    /// Whether a step of that kind can be done by, or of, somebody on that day: who does not exist does nothing, and an office that nobody fills can
    /// only be asked.
    #[must_use]
    pub fn can_do(&self, who: Instance, kind: StepKind, day: Day) -> bool {
        self.exists(who, day) && !(kind.takes_an_act() && self.is_unfilled(who, day))
    }
    /// Those of the steps that are said to have been done which could be, by the day of the act: what was done after it was not done before, but who
    /// is told is told afterwards. Where no day is said, it is that day.
    #[must_use]
    pub fn done_by(&self, done: &[Done], day: Day) -> Vec<Done> {
        let could_be = |own: &&Done| {
            let on = own.on.unwrap_or(day);
            own.kind == StepKind::Notify || on <= day && self.can_do(own.who, own.kind, on)
        };
        done.iter().filter(could_be).copied().collect()
    }
    /// From which day silence has had its effect, where the period ended on this one: from the day after, but not before the text is law that says so.
    fn silence_since(&self, by: AskedBy, deadline: &Deadline, until: Day) -> Day {
        let from = match by {
            AskedBy::Rule(rule) => self.rules[rule].life.from,
            AskedBy::Attachment(n) => self.attachments.get(n).and_then(|text| text.life.from),
        };
        let mut since = from.map_or_else(|| until.next(), |from| from.max(until.next()));
        deadline.when.atoms(&mut |atom| {
            if let Atom::Today(within) = atom {
                since = Life::of(within).from.map_or(since, |from| from.max(since));
            }
        });
        since
    }
}

impl State {
    /// Whether a deadline of the holder that stands so leaves nobody to decide.
    #[must_use]
    pub const fn settles(self) -> bool {
        matches!(self, Self::Approved | Self::Refused | Self::Lapsed)
    }
}

impl Procedure {
    /// Whether a period with an effect of silence still runs, and silence has not settled the matter before.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        let runs = |state: State, deadline: &Deadline| state == State::Waiting && deadline.silence.is_some();
        let step = |step: &StepDue| step.deadline().is_some_and(|own| runs(step.state, own));
        let own = |own: &DeadlineDue| runs(own.state, &own.deadline);
        let any = || self.waits || self.steps.iter().any(step) || self.deadlines.iter().any(own);
        self.disputed.is_empty() && self.turns_on.is_empty() && self.settled.is_none() && any()
    }
    /// Who decides now; none also where that is disputed, or turns on what is not known.
    #[must_use]
    pub fn decides_now(&self, decision: &Decision) -> Option<Held> {
        if !self.disputed.is_empty() || !self.turns_on.is_empty() {
            return None;
        }
        match (&self.now, &decision.outcome) {
            (Some(now), _) => Some(now.clone()),
            (None, Outcome::Competent { held, .. }) => Some(held.clone()),
            (None, _) => None,
        }
    }
    /// The deadline by which silence of the holder has settled the matter by now; where it is open which of several brings that about, the
    /// first of them.
    #[must_use]
    pub fn settled_by_silence(&self) -> Option<&DeadlineDue> {
        let sure = self.deadlines.iter().find(|own| own.state.settles());
        let one_of =
            || self.deadlines.iter().find(|own| own.state == State::Depends && Some(own.stands) == self.settled);
        sure.filter(|_| self.turns_on.is_empty()).or_else(one_of)
    }
    /// The deadline by which silence counts as refusal as long as nothing is decided; where it is open which of several brings that about, the
    /// first of them.
    #[must_use]
    pub fn refused_until_decided(&self) -> Option<&DeadlineDue> {
        let is = |state: State| state == State::RefusedUntilDecided;
        let sure = self.deadlines.iter().find(|own| is(own.state));
        let one_of = || self.deadlines.iter().find(|own| own.state == State::Depends && is(own.stands));
        sure.or_else(one_of).filter(|_| self.refused_for_now && self.settled.is_none())
    }
    /// The deadline by which silence has passed the matter on, where it is open which of several does: the first of them.
    #[must_use]
    pub fn passed_by_one_of(&self) -> Option<&DeadlineDue> {
        let now = self.now.as_ref()?;
        let sure = self.deadlines.iter().any(|own| matches!(own.state, State::Passed(_)));
        let one_of = |own: &&DeadlineDue| match own.stands {
            State::Passed(to) => own.state == State::Depends && now.instances().contains(&to),
            _ => false,
        };
        self.deadlines.iter().find(one_of).filter(|_| !sure)
    }
    /// Takes these steps as done.
    pub fn mark_done(&mut self, done: &[Done]) {
        self.mark_done_for(done, &|_| false);
    }
    /// The same where it is known who decides: a check is done by another. Who holds another power may be asked as that, as long as nobody else is.
    pub(crate) fn mark_done_for(&mut self, done: &[Done], decides: &dyn Fn(Instance) -> bool) {
        let is_other = |step: &StepDue| step.turn().is_some_and(|who| !decides(who));
        let is_apart = |step: &StepDue| {
            let has_other = || self.steps.iter().any(|other| step.is_choice_with(other) && is_other(other));
            step.is_apart() || step.kind.is_check() && has_other()
        };
        let counts: Vec<bool> = self.steps.iter().map(|step| !is_apart(step) || is_other(step)).collect();
        // Named without saying which, it is the one who is asked, where there is but one.
        let asked = |own: &Done| {
            let like = self.steps.iter().filter(|step| step.kind == own.kind).flat_map(StepDue::turns);
            like.filter(|who| who.body == own.who.body).collect::<BTreeSet<Instance>>()
        };
        let is = |own: &Done, who: Instance| own.who == who || own.who.may_be(who) && asked(own).len() == 1;
        // To whom silence has passed it may act after the period; who was asked first, only within it.
        let by = |step: &StepDue| {
            let mut all = done.iter().filter(|own| own.kind == step.kind);
            let passed = |who: Instance| matches!(step.state, State::Passed(to) if to == who);
            all.find(|own| step.turns().any(|who| is(own, who) && (passed(who) || own.is_in_time(step, who))))
        };
        let states: Vec<Option<State>> = (self.steps.iter().zip(counts))
            .map(|(step, counts)| {
                let own = by(step).filter(|_| counts)?;
                Some(if own.refused { State::Denied } else { State::Done })
            })
            .collect();
        for (step, state) in self.steps.iter_mut().zip(states) {
            step.state = state.unwrap_or(step.state);
        }
        self.settle_choices();
    }
    /// Where enough of those have acted of whom a step asks so many, the others need not.
    pub(crate) fn settle_choices(&mut self) {
        let done = |step: &StepDue| matches!(step.state, State::Approved | State::Done);
        let settled = |step: &StepDue| {
            let acted = self.steps.iter().filter(|other| step.is_choice_with(other) && done(other));
            let acted: BTreeSet<Option<Instance>> = acted.map(StepDue::turn).collect();
            !done(step) && step.enough.is_some_and(|enough| acted.len() >= enough as usize)
        };
        let moot: Vec<bool> = self.steps.iter().map(settled).collect();
        for (step, moot) in self.steps.iter_mut().zip(moot) {
            if moot {
                step.state = State::Moot;
            }
        }
    }
}

impl DeadlineDue {
    /// Whether nobody may act yet: the time after which nobody may act any longer has not begun.
    #[must_use]
    pub fn is_to_begin(&self) -> bool {
        self.state == State::NotBegun && self.deadline.silence == Some(Silence::Lapses)
    }
    /// From which day silence has its effect, where that is known.
    #[must_use]
    pub fn effective(&self, model: &Model) -> Option<Day> {
        self.until.map(|until| model.silence_since(self.by, &self.deadline, until))
    }
    /// Whether silence takes the matter from whoever holds it, and it is not known whether it has by now.
    #[must_use]
    pub fn may_have_passed(&self) -> bool {
        let may = match self.state {
            State::Open => true,
            State::Depends => !matches!(self.stands, State::Waiting | State::NotBegun),
            _ => false,
        };
        let takes = self.deadline.silence.as_ref().is_some_and(|silence| *silence != Silence::RefusedUntilDecided);
        takes && may && !self.needs.is_empty()
    }
}

impl Deadline {
    /// The facts whose answers say from when it counts.
    pub fn counted_from(&self) -> impl Iterator<Item = FactId> {
        let mut facts = Vec::new();
        let starts = self.periods().filter_map(|(_, start)| start);
        starts.for_each(|start| start.facts(&mut |fact| facts.push(fact)));
        facts.into_iter()
    }
    /// To whom silence passes it.
    #[must_use]
    pub const fn passes_to(&self) -> Option<Holder> {
        match self.silence {
            Some(Silence::PassesTo(to)) => Some(to),
            _ => None,
        }
    }
}
