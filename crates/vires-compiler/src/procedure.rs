//! Steps, deadlines, silence and takings over of a decision, in names, labels and citations.

use serde::Serialize;
use vires_analysis::words::day_words;
use vires_model::{
    Among, Apart, AskedBy, Clash, Day, DeadlineDue, Held, Instance, Mode, Procedure, ProvisionId, Reading, State,
    StepDue, StepKind, TakeOver, Why,
};
use vires_words::{Language, say};

use crate::answer::{Answer, BodyRef, ClaimRef, LinkRef, NeedRef, REFUSED_UNTIL_DECIDED, RuleRef, Wording, why_word};
use crate::names::{NAMES, all_of, one_of, seats};
use crate::periods::{settled_since, state_word};

/// A step to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepRef {
    /// `consent`, `consult`, `propose`, `review`, `coordinate`, `notify`.
    pub kind: &'static str,
    /// Of whom, by name; as the text names it where it depends on `needs`.
    pub who: String,
    /// The same, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyRef>,
    /// Where it asks only so many of several: how many.
    #[serde(rename = "any", skip_serializing_if = "Option::is_none")]
    pub enough: Option<u32>,
    /// And of whom, as far as it is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub among: Vec<BodyRef>,
    /// The holders whose acts it binds, where it does not bind all of them.
    #[serde(rename = "for", skip_serializing_if = "Vec::is_empty")]
    pub binds: Vec<String>,
    /// The period of whose turn it is.
    #[serde(flatten)]
    pub period: PeriodRef,
    /// The periods before it, by which silence has passed the step on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<PeriodRef>,
    /// The periods of those to whom silence would pass it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<PeriodRef>,
    /// By which text.
    #[serde(flatten)]
    pub by: RuleRef,
    /// All of it in a sentence without full stop.
    #[serde(skip)]
    pub sentence: String,
}

/// A deadline of the holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeadlineRef {
    /// Its period.
    #[serde(flatten)]
    pub period: PeriodRef,
    /// By which text.
    #[serde(flatten)]
    pub by: RuleRef,
    /// All of it in a sentence without full stop.
    #[serde(skip)]
    pub sentence: String,
}

/// A period and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeriodRef {
    /// `15 working days`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// From when it counts: a fact, or a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted_from: Option<String>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// What silence means: `approved`, `refused`, `passes to X`.
    #[serde(rename = "else", skip_serializing_if = "Option::is_none")]
    pub silence: Option<String>,
    /// `open`, `not_begun`, `waiting`, `overdue`, `approved`, `refused`, `passed`, `done`, `moot`, `disputed`, `impossible` (nobody can do it on that
    /// day), or `depends` where it is not known whether it is
    /// asked for at all.
    pub state: &'static str,
    /// To whom silence has passed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// The fact without an answer (`none`), for want of which it does not run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lacks: Option<String>,
    /// The facts that are not known and would change it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
}

/// What silence of the holder did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SilenceRef {
    /// `approved`, `refused`, `passed`.
    pub effect: &'static str,
    /// The first day of the effect; none where it is open by which of several deadlines it has come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// To whom it passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// By which text.
    #[serde(flatten)]
    pub by: RuleRef,
    /// In a sentence without full stop.
    #[serde(skip)]
    pub sentence: String,
}

/// Somebody who may act in place of a holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TakeOverRef {
    /// Who, by name; as the text names it where it depends on `needs`.
    pub who: String,
    /// The same, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyRef>,
    /// In place of which holders.
    pub from: Vec<String>,
    /// The holder is one of several who must act together: so must whoever acts in its place.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub with_others: bool,
    /// From when it may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Until when, and whether it may now: `open`, `not_begun`, `waiting` (the window is open), `overdue` (it has closed), `depends`.
    #[serde(flatten)]
    pub period: PeriodRef,
    /// By which text.
    #[serde(flatten)]
    pub by: RuleRef,
    /// All of it in a sentence without full stop.
    #[serde(skip)]
    pub sentence: String,
}

/// Fewer persons than there are roles that ask for a person each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClashRef {
    /// Who, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Who, where they are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<String>,
    /// The offices that only these fill.
    pub offices: Vec<String>,
    /// `act_together`, `decides_and_checks`, `both_check`, `each_its_own`.
    pub why: &'static str,
    /// In a sentence without full stop.
    #[serde(skip)]
    pub sentence: String,
}

impl Wording<'_> {
    /// Adds to an answer what belongs to it beside who holds.
    pub(crate) fn proceed(&self, answer: &mut Answer, held: &Held, at: Option<Day>, procedure: &Procedure) {
        if procedure.is_pending() {
            answer.outcome = "pending";
        }
        let holders = held.instances();
        answer.steps = self.steps(&procedure.steps, &holders);
        answer.deadlines = procedure.deadlines.iter().map(|own| self.deadline(own)).collect();
        answer.silence = procedure.deadlines.iter().filter_map(|own| self.silence(own)).collect();
        answer.silence.extend(self.silence_by_one_of(procedure));
        answer.take_overs = self.take_overs(&procedure.take_overs);
        answer.clashes = procedure.clashes.iter().map(|clash| self.clash(clash)).collect();
        if let Some(now) = &procedure.now {
            self.holding(answer, now, at);
            answer.accountable = answer.holders.clone();
            // From hand to hand, in the order in which the periods end.
            let mut had: Option<Instance> = None;
            let sure = procedure.deadlines.iter().filter(|own| own.state == own.stands);
            for own in sure.chain(procedure.passed_by_one_of()) {
                let State::Passed(to) = own.stands else { continue };
                answer.chain.push(self.passed(own, (held, had), to));
                had = Some(to);
            }
        }
        if !procedure.disputed.is_empty() {
            answer.outcome = "conflict";
            answer.claims = procedure.disputed.iter().map(|own| self.reading(own)).collect();
            nobody_acts(answer);
        } else if answer.outcome == "competent" && matches!(answer.settled(), Some("lapsed" | "not_begun")) {
            (answer.outcome, answer.why) = ("nobody", Some(why_word(Why::Barred)));
            nobody_acts(answer);
        }
        let steps = procedure.steps.iter().flat_map(|step| &step.needs);
        let deadlines = procedure.deadlines.iter().flat_map(|own| &own.needs);
        let needs = steps.chain(deadlines).chain(procedure.take_overs.iter().flat_map(|own| &own.needs));
        for need in needs {
            let need = NeedRef { purpose: Some("steps"), ..self.needed(need) };
            if !answer.needs.contains(&need) {
                answer.needs.push(need);
            }
        }
    }

    /// What one of several texts makes of silence.
    fn reading(&self, own: &Reading) -> ClaimRef {
        let language = self.names.language;
        let by = self.asked_by(own.by);
        let who = self.names.held(&own.held);
        let (silence, label) = match own.settled {
            Some(State::Approved) => {
                (Some("approved"), say!(language, "{who}, approved by silence", "{who}, coi như đồng ý do quá hạn"))
            }
            Some(State::Lapsed) => {
                (Some("lapsed"), say!(language, "{who}, whose time to act is over", "{who}, đã hết thẩm quyền"))
            }
            Some(_) => {
                (Some("refused"), say!(language, "{who}, refused by silence", "{who}, coi như từ chối do quá hạn"))
            }
            None => (None, who),
        };
        let holder = self.names.held_names(&own.held);
        ClaimRef { holder, label, silence, chain: vec![by.citation], titles: vec![by.title] }
    }

    /// The text that asks for something.
    pub(crate) fn asked_by(&self, by: AskedBy) -> RuleRef {
        match (by, self.attached_at(by)) {
            (AskedBy::Rule(rule), _) => self.rule(rule),
            (_, Some(place)) => self.place(place),
            (AskedBy::Attachment(_), None) => RuleRef::default(),
        }
    }

    fn attached_at(&self, by: AskedBy) -> Option<ProvisionId> {
        match by {
            AskedBy::Attachment(n) => self.names.model.attachments.get(n).map(|text| text.place),
            AskedBy::Rule(_) => None,
        }
    }

    /// The steps; one that asks only so many of several is one step.
    pub(crate) fn steps(&self, all: &[StepDue], holders: &[Instance]) -> Vec<StepRef> {
        let mut steps = Vec::new();
        for (n, step) in all.iter().enumerate() {
            if step.enough.is_none() {
                steps.push(self.step(step, &[step], holders));
            } else if all.iter().position(|other| step.is_choice_with(other)) == Some(n) {
                let choice: Vec<&StepDue> = all.iter().filter(|other| step.is_choice_with(other)).collect();
                // It stands as whatever of it still has to be done, else as what has been.
                let rank = |step: &StepDue| match step.state {
                    State::Moot => 2,
                    State::Done | State::Approved => 1,
                    _ => 0,
                };
                let stands = choice.iter().copied().min_by_key(|step| rank(step)).unwrap_or(step);
                let settled = choice.iter().any(|step| step.state == State::Moot);
                let done = choice.iter().copied().find(|step| rank(step) == 1);
                steps.push(self.step(done.filter(|_| settled).unwrap_or(stands), &choice, holders));
            }
        }
        steps
    }

    /// One step: of one body, or of those of whom it asks so many.
    fn step(&self, step: &StepDue, choice: &[&StepDue], holders: &[Instance]) -> StepRef {
        let language = self.names.language;
        let labels =
            choice.iter().map(|step| step.who.map_or_else(|| self.named(step), |who| self.names.instance(who)));
        let labels: Vec<String> = labels.collect();
        let who = match step.enough {
            Some(1) => one_of(&labels, language),
            Some(count) => {
                let all = labels.join(", ");
                say!(language, "any {count} of {all}", "{count} trong số {all}")
            }
            None => labels.concat(),
        };
        let period = self.period(step.deadline(), step.until, step.state, (&step.needs, step.lacks));
        let binds_all = holders.iter().all(|who| step.binds.contains(who));
        let binds = if binds_all { &[][..] } else { &step.binds };
        let by = self.asked_by(step.by);
        let mut sentence = asked_of(step.kind, &who, language);
        if !binds.is_empty() {
            let labels: Vec<String> = binds.iter().map(|who| self.names.instance(*who)).collect();
            let labels = all_of(&labels, language);
            let acts = if binds.len() > 1 { "act" } else { "acts" };
            sentence.push_str(&say!(language, ", where {labels} {acts}", ", khi {labels} thực hiện"));
        }
        let until = step.passed.iter().map(|own| Some(own.until)).chain([step.until]);
        sentence.push_str(&self.periods_words(&step.deadlines, until));
        sentence.push_str(&format!(" ({})", by.title));
        let state = self.state_words(step.state, (step.since, step.effective(self.names.model)), &period);
        sentence.push_str(&self.passed_on_words(step, &state));
        StepRef {
            kind: step_kind(step.kind),
            who: {
                let names = choice.iter().map(|step| {
                    let named = || self.whom_by_name(step.named.as_slice(), step.among).concat();
                    step.who.map_or_else(named, |who| self.names.instance_name(who))
                });
                let names: Vec<String> = names.collect();
                match step.enough {
                    Some(1) => names.join(" or "),
                    Some(count) => format!("any {count} of {}", names.join(", ")),
                    None => names.concat(),
                }
            },
            body: step.who.filter(|_| step.enough.is_none()).map(|who| self.body(who)),
            enough: step.enough,
            among: match step.enough {
                Some(_) => choice.iter().filter_map(|step| step.who).map(|who| self.body(who)).collect(),
                None => Vec::new(),
            },
            binds: binds.iter().map(|who| self.names.instance_name(*who)).collect(),
            period: PeriodRef {
                now: period.now.or_else(|| step.passed.last().map(|own| self.names.instance_name(own.to))),
                ..period
            },
            passed: step
                .passed_on(self.names.model)
                .map(|(own, at, _)| self.period(Some(own), Some(at.until), State::Passed(at.to), (&[], None)))
                .collect(),
            then: step.deadlines.iter().skip(step.passed.len() + 1).map(|own| self.deadline_words(Some(own))).collect(),
            by,
            sentence,
        }
    }

    pub(crate) fn deadline(&self, own: &DeadlineDue) -> DeadlineRef {
        let period = self.period(Some(&own.deadline), own.until, own.state, (&own.needs, own.lacks));
        let by = self.asked_by(own.by);
        let words = self.period_words(Some(&own.deadline), own.until);
        let words = words.trim_start_matches([',', ' ']);
        let state = self.state_words(own.state, (own.since, own.effective(self.names.model)), &period);
        let sentence = format!("{words} ({}){state}", by.title);
        DeadlineRef { period, by, sentence }
    }

    fn silence(&self, own: &DeadlineDue) -> Option<SilenceRef> {
        let language = self.names.language;
        if let Some(since) = own.since.filter(|_| own.is_to_begin()) {
            let by = self.asked_by(own.by);
            let day = day_words(since, language);
            let words = say!(language, "nobody may act before {day}", "chưa được thực hiện trước ngày {day}");
            let sentence = format!("{words} ({})", by.title);
            let (effect, to) = self.effect(own.state);
            return Some(SilenceRef { effect, since: Some(since.to_string()), to, by, sentence });
        }
        let Some(since) = own.effective(self.names.model) else {
            let whatever = language.pick("however long the period is", "dù thời hạn dài bao nhiêu");
            return self.silence_undated(own, own.state, whatever);
        };
        let by = self.asked_by(own.by);
        let day = day_words(since, language);
        let words = match own.state {
            State::Approved | State::Refused | State::Lapsed => settled_since(own.state, &day, language),
            State::RefusedUntilDecided => say!(
                language,
                "counts as refused since {day}, and may still be decided",
                "coi như từ chối từ ngày {day}, và vẫn có thể được quyết định"
            ),
            State::Passed(to) => {
                let label = self.names.instance(to);
                say!(language, "passed to {label} on {day}", "chuyển cho {label} từ ngày {day}")
            }
            _ => return None,
        };
        let sentence = format!("{words} ({})", by.title);
        let (effect, to) = self.effect(own.state);
        Some(SilenceRef { effect, since: Some(since.to_string()), to, by, sentence })
    }

    /// What silence did, whichever of several deadlines it is by which it did.
    fn silence_by_one_of(&self, procedure: &Procedure) -> Vec<SilenceRef> {
        let open = |own: &&DeadlineDue| own.state == State::Depends;
        let settled = procedure.settled_by_silence().filter(open);
        let until_decided = procedure.refused_until_decided().filter(open);
        let language = self.names.language;
        let whichever = language.pick("whichever of these periods applies", "dù áp dụng thời hạn nào nêu trên");
        let all = procedure.passed_by_one_of().into_iter().chain(settled).chain(until_decided);
        all.filter_map(|own| self.silence_undated(own, own.stands, whichever)).collect()
    }

    /// What silence did, on a day that is not known: `whatever` is.
    fn silence_undated(&self, own: &DeadlineDue, state: State, whatever: &str) -> Option<SilenceRef> {
        let language = self.names.language;
        let words = match state {
            State::Approved => language.pick("counts as approved", "coi như đồng ý").to_owned(),
            State::Refused => language.pick("counts as refused", "coi như từ chối").to_owned(),
            State::Lapsed => language.pick("has lapsed", "đã hết thẩm quyền").to_owned(),
            State::RefusedUntilDecided => language.pick(REFUSED_UNTIL_DECIDED.0, REFUSED_UNTIL_DECIDED.1).to_owned(),
            State::Passed(to) => {
                let label = self.names.instance(to);
                say!(language, "has passed to {label}", "đã chuyển cho {label}")
            }
            _ => return None,
        };
        let (effect, to) = self.effect(state);
        let sentence = format!("{words}, {whatever}");
        Some(SilenceRef { effect, since: None, to, by: self.asked_by(own.by), sentence })
    }

    /// For programs: what silence did, and to whom it passed the matter.
    fn effect(&self, state: State) -> (&'static str, Option<String>) {
        match state {
            State::Passed(to) => ("passed", Some(self.names.instance_name(to))),
            state => (state_word(state), None),
        }
    }

    /// The link by which silence passed the matter on: from whom it had passed to before, else from the holder; where the text that sets the period is
    /// law no longer and bound another, from that one.
    fn passed(&self, own: &DeadlineDue, (held, before): (&Held, Option<Instance>), to: Instance) -> LinkRef {
        let now = held.instances();
        let had = before.or_else(|| match own.binds.as_slice() {
            [only] if !now.contains(only) => Some(*only),
            _ => None,
        });
        let (from, from_label) = match had {
            Some(who) => (self.names.instance_name(who), self.names.instance(who)),
            None => (self.names.held_names(held), self.names.held(held)),
        };
        LinkRef {
            rule: self.asked_by(own.by),
            effect: "silence".to_owned(),
            effect_label: self.names.language.pick("passed on by silence", "chuyển do quá hạn").to_owned(),
            from: Some(from),
            to: Some(self.names.instance_name(to)),
            from_label: Some(from_label),
            to_label: Some(self.names.instance(to)),
        }
    }

    /// Each way to take over; those who must do it together are one. Where silence has settled the matter, nobody may.
    pub(crate) fn take_overs(&self, all: &[TakeOver]) -> Vec<TakeOverRef> {
        let all: Vec<&TakeOver> = all.iter().filter(|own| own.state != State::Moot).collect();
        let together = |one: &TakeOver, other: &TakeOver| {
            one.enough > 1 && (one.rule, &one.from, one.state) == (other.rule, &other.from, other.state)
        };
        let is_first = |n: usize, own: &TakeOver| !all.iter().take(n).any(|before| together(own, before));
        let firsts = all.iter().enumerate().filter(|(n, own)| is_first(*n, own)).map(|(_, own)| *own);
        let with = |own: &TakeOver| all.iter().copied().filter(|other| together(own, other)).collect::<Vec<_>>();
        firsts.map(|own| self.take_over(own, &with(own))).collect()
    }

    /// `with`: those who must do it together, where several must.
    fn take_over(&self, own: &TakeOver, with: &[&TakeOver]) -> TakeOverRef {
        let language = self.names.language;
        let mode = Mode::enough_of(own.enough, with.len());
        let deadlines = &self.names.model.rules[own.rule].deadlines;
        let period = self.period(deadlines.first(), own.until, own.state, (&own.needs, None));
        let by = self.rule(own.rule);
        let label =
            |own: &TakeOver| own.by.map_or_else(|| self.names.holder(own.named), |who| self.names.instance(who));
        let name = |own: &TakeOver| {
            own.by.map_or_else(|| self.names.holder_name(own.named), |who| self.names.instance_name(who))
        };
        let (who, named) = if with.is_empty() {
            (label(own), name(own))
        } else {
            let all = |called: &dyn Fn(&TakeOver) -> String| with.iter().map(|own| called(own)).collect::<Vec<_>>();
            (seats(mode, &all(&label), language), seats(mode, &all(&name), NAMES))
        };
        let from: Vec<String> = own.from.iter().map(|who| self.names.instance(*who)).collect();
        let from = all_of(&from, language);
        let mut sentence = say!(language, "{who} from {from}", "{who} thay {from}");
        if own.with_others {
            sentence.push_str(
                language.pick(", together with the others who must act", ", cùng với các chủ thể khác phải thực hiện"),
            );
        }
        // Where there are several windows, the day is that on which the first of them closes.
        for (n, deadline) in deadlines.iter().enumerate() {
            let until = own.until.filter(|_| n + 1 == deadlines.len());
            sentence.push_str(&self.period_words(Some(deadline), until));
        }
        sentence.push_str(&format!(" ({})", by.title));
        match own.state {
            State::Overdue => sentence.push_str(language.pick(": the period is over", ": đã hết thời hạn")),
            State::NotBegun => {
                sentence.push_str(language.pick(": the period has not begun", ": chưa đến thời hạn"));
            }
            State::Waiting => {}
            state => sentence.push_str(&self.state_words(state, (own.since, own.until), &period)),
        }
        TakeOverRef {
            who: named,
            body: own.by.filter(|_| with.is_empty()).map(|who| self.body(who)),
            from: own.from.iter().map(|who| self.names.instance_name(*who)).collect(),
            with_others: own.with_others,
            since: own.since.map(|day| day.to_string()),
            period,
            by,
            sentence,
        }
    }

    pub(crate) fn clash(&self, clash: &Clash) -> ClashRef {
        let language = self.names.language;
        let offices: Vec<String> = clash.offices.iter().map(|office| self.names.instance(*office)).collect();
        let offices = all_of(&offices, language);
        let persons = all_of(&clash.persons, language);
        let (why, because) = match clash.why {
            Apart::ActTogether => {
                ("act_together", language.pick("who must be two persons", "là hai chức danh phải do hai người giữ"))
            }
            Apart::DecidesAndChecks => (
                "decides_and_checks",
                language.pick(
                    "who decides and who is asked must be two persons",
                    "người quyết định và người được hỏi phải là hai người",
                ),
            ),
            Apart::BothCheck => (
                "both_check",
                language.pick("whose steps must be done by two persons", "hai bước phải do hai người thực hiện"),
            ),
            Apart::EachItsOwn => (
                "each_its_own",
                language.pick("which must be as many persons", "mỗi chức danh phải do một người khác nhau thực hiện"),
            ),
        };
        let (person, several) = match clash.persons.as_slice() {
            [person] => (Some(person.clone()), Vec::new()),
            several => (None, several.to_vec()),
        };
        let sentence = match several.len() {
            0 => say!(language, "{persons} is {offices}, {because}", "{persons} đồng thời là {offices}, {because}"),
            _ => say!(
                language,
                "only {persons} fill {offices}, {because}",
                "chỉ có {persons} giữ các chức danh {offices}, {because}"
            ),
        };
        ClashRef {
            person,
            persons: several,
            offices: clash.offices.iter().map(|office| self.names.instance_name(*office)).collect(),
            why,
            sentence,
        }
    }

    /// Of whom a step is asked, as the text says it.
    fn named(&self, step: &StepDue) -> String {
        self.whom(step.named, step.among)
    }

    fn whom(&self, named: Option<vires_model::Holder>, among: Among) -> String {
        let language = self.names.language;
        match (among, named) {
            (Among::HolderOf(power), _) => {
                let power = self.names.power(power);
                say!(language, "whoever holds {power}", "cơ quan có thẩm quyền {power}")
            }
            (Among::EachOf(fact), Some(named)) => {
                let (body, fact) = (self.names.body(named.body), self.names.asked(fact));
                say!(language, "{body} (of every {fact})", "{body} (của mọi {fact})")
            }
            (_, Some(named)) => self.names.holder(named),
            (_, None) => String::new(),
        }
    }

    /// The same by names, one by one.
    pub(crate) fn whom_by_name(&self, named: &[vires_model::Holder], among: Among) -> Vec<String> {
        let names = &self.names;
        match among {
            Among::HolderOf(power) => vec![format!("whoever holds {}", names.model.powers[power].name)],
            Among::EachOf(fact) => {
                named.iter().map(|who| format!("{} of every {}", names.body_name(who.body), names.fact(fact))).collect()
            }
            Among::Named | Among::Group => named.iter().map(|who| names.holder_name(*who)).collect(),
        }
    }

    /// A step as a text or a test asks for it.
    pub(crate) fn step_asked(&self, step: &vires_model::Step) -> String {
        let who: Vec<String> = step.who.iter().map(|who| self.names.holder(*who)).collect();
        let language = self.names.language;
        let who = match step.enough {
            None if matches!(step.among, Among::EachOf(_) | Among::HolderOf(_)) => {
                self.whom(step.who.first().copied(), step.among)
            }
            None => all_of(&who, language),
            Some(1) => one_of(&who, language),
            Some(count) => {
                let all = who.join(", ");
                say!(language, "any {count} of {all}", "{count} trong số {all}")
            }
        };
        asked_of(step.kind, &who, language) + &self.periods_words(&step.deadlines, std::iter::empty())
    }
}

/// The kind of a step as programs name it.
pub(crate) const fn step_kind(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Consent => "consent",
        StepKind::Consult => "consult",
        StepKind::Proposal => "propose",
        StepKind::Review => "review",
        StepKind::Coordination => "coordinate",
        StepKind::Notify => "notify",
    }
}

pub(crate) fn asked_of(kind: StepKind, who: &str, language: Language) -> String {
    match kind {
        StepKind::Consent => say!(language, "consent of {who}", "sự đồng ý của {who}"),
        StepKind::Consult => say!(language, "consulting {who}", "lấy ý kiến {who}"),
        StepKind::Proposal => say!(language, "proposal of {who}", "đề nghị của {who}"),
        StepKind::Review => say!(language, "review by {who}", "thẩm định của {who}"),
        StepKind::Coordination => say!(language, "in coordination with {who}", "phối hợp với {who}"),
        StepKind::Notify => say!(language, "notifying {who} afterwards", "sau đó thông báo cho {who}"),
    }
}

/// Whoever holds the power may not act on that day.
fn nobody_acts(answer: &mut Answer) {
    (answer.holders, answer.accountable) = Default::default();
    (answer.act, answer.ways, answer.holding) = Default::default();
}
