//! What the answers to a missing fact lead to: each stretch of values or group of names with one outcome, exactly.

use std::collections::BTreeSet;

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};
use vires_analysis::words::value_words;
use vires_model::{
    Among, Atom, Case, Condition, Day, Decision, Domain, FactId, Held, Holder, Instance, Interval, Limit, Linear,
    ListId, Measure, Model, Needed, Of, Ordered, Outcome, PowerId, Procedure, Rational, State, Step, StepDue, Term,
    Value, ValueId, contradicted,
};
use vires_words::{Language, say};

use crate::answer::{DISPUTED, LeadRef, REFUSED_UNTIL_DECIDED, Wording, outcome_word, why_word};
use crate::ask::{facts_asked, rules_on};
use crate::decide::{decide, with_silence};
use crate::names;
use crate::sets::{self, Ended, Members};
use crate::together::competent;
use crate::turning::{deadlines_on, steps_on};
use crate::values;

mod groups;
mod patience;

pub(crate) use groups::{Group, step, stretches};
use groups::{merged, representative};
pub(crate) use patience::Patience;

/// Beyond so many groups of answers nothing is said: nobody reads it.
const MOST: usize = 400;
/// Of more sets than this with one outcome not each is said.
const MOST_SETS_SAID: usize = 3;

/// What is asked, but for one fact.
pub(crate) struct Open<'a, 'm> {
    pub(crate) wording: &'a Wording<'m>,
    pub(crate) power: PowerId,
    pub(crate) case: &'a Case,
    pub(crate) at: Option<Day>,
    /// The persons between whom the answer may differ; anybody else has an empty name.
    pub(crate) persons: &'a [String],
}

/// What one answer comes to; groups are told apart by it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct End {
    pub(crate) outcome: &'static str,
    pub(crate) holder: Option<String>,
    pub(crate) why: Option<&'static str>,
    pub(crate) needs: Vec<String>,
    pub(crate) sentence: String,
}

impl Open<'_, '_> {
    /// What the answers lead to; nothing where there are too many to say.
    pub(crate) fn leads(&self, needed: Needed) -> Vec<LeadRef> {
        match needed {
            Needed::Fact(fact) => self.of_fact(fact),
            Needed::Date => self.of_date(),
            Needed::Power(_) | Needed::Parameter(..) | Needed::Calendar(_) => Vec::new(),
        }
    }

    /// Between whom a power is in conflict in this case.
    fn conflict(&self, power: PowerId) -> Option<String> {
        let language = self.wording.names.language;
        let Outcome::Conflict { claims } = decide(self.model(), power, self.case, self.at).outcome else { return None };
        let claims: Vec<String> = claims
            .iter()
            .map(|claim| self.wording.claim(claim))
            .map(|claim| format!("{} ({})", claim.label, claim.titles.join(" → ")))
            .collect();
        Some(say!(
            language,
            "who holds it cannot be said: it is claimed by {claims}, and nothing says which prevails",
            "không xác định được cơ quan nào có thẩm quyền: {claims} cùng có thẩm quyền, và không có quy định nào xác định bên \
             được ưu tiên",
            claims = names::all_of(&claims, language)
        ))
    }

    /// Why no answer to a question settles what is needed; none where one does.
    pub(crate) fn reason(&self, needed: Needed) -> Option<String> {
        let language = self.wording.names.language;
        match needed {
            Needed::Power(power) => self.conflict(power),
            Needed::Parameter(..) => Some(
                language
                    .pick(
                        "no provision says what it is then, or several contradict each other",
                        "khi đó không có điều khoản nào ấn định, hoặc các điều khoản ấn định mâu thuẫn nhau",
                    )
                    .to_owned(),
            ),
            Needed::Fact(_) | Needed::Date | Needed::Calendar(_) => None,
        }
    }

    pub(crate) fn model(&self) -> &Model {
        self.wording.names.model
    }

    fn of_fact(&self, fact: FactId) -> Vec<LeadRef> {
        let end = |case: &Case, value: &Value| {
            let decision = decide(self.model(), self.power, case, self.at);
            self.end_with(case, &decision, Some((fact, value))).0
        };
        self.of_fact_to(fact, &end)
    }

    /// The same where what comes of a case is another question than who holds.
    pub(crate) fn of_fact_to(&self, fact: FactId, end: &dyn Fn(&Case, &Value) -> End) -> Vec<LeadRef> {
        let Some(turns) = self.turns(fact) else { return Vec::new() };
        let ends = self.ends(fact, &turns, end).unwrap_or_default();
        let is_set = matches!(self.model().facts[fact].domain, Domain::SetOf(_));
        // Sets are many: those of the longest group are all the others.
        let longest = ends.iter().map(|(groups, _)| groups.len()).max().filter(|longest| *longest > MOST_SETS_SAID);
        let others = longest.and_then(|longest| ends.iter().position(|(groups, _)| groups.len() == longest));
        let between = if is_set { "; " } else { ", " };
        let mut leads = self.said(ends, between, &|group| self.group(fact, group));
        let language = self.wording.names.language;
        let is_only = leads.len() == 1;
        if let Some(lead) = others.filter(|_| is_set).and_then(|n| leads.get_mut(n)) {
            lead.when = match is_only {
                true => whatever(language),
                false => language.pick("any other", "mọi trường hợp khác").to_owned(),
            };
        }
        leads
    }

    fn set_words(&self, fact: FactId, members: &BTreeSet<ValueId>) -> String {
        let language = self.wording.names.language;
        if members.is_empty() {
            return language.pick("nothing in it", "không có gì").to_owned();
        }
        let names: Vec<String> = self.members(fact, members);
        names.join(language.pick(" and ", " và "))
    }

    /// All sets over a list: each by itself where it is short, else as conditions on members and their number tell them apart.
    fn sets(&self, fact: FactId, list: ListId) -> Vec<Group> {
        let leaves = self.leaves(list);
        let short = sets::all(&leaves);
        let asks_each = |step: &Step| step.among == Among::EachOf(fact);
        if !short.is_empty() || steps_on(self.model(), self.power).into_iter().any(|(_, step)| asks_each(step)) {
            return short;
        }
        let mut named = BTreeSet::new();
        for condition in self.conditions() {
            condition.atoms(&mut |atom| match atom {
                Atom::Includes(of, member) if *of == fact => _ = named.insert(*member),
                _ => {}
            });
        }
        sets::counted(&leaves, &named)
    }

    fn members_words(&self, fact: FactId, Members { with, without, count, .. }: &Members) -> String {
        let language = self.wording.names.language;
        let with = (!with.is_empty()).then(|| {
            let all = names::all_of(&self.members(fact, with), language);
            say!(language, "with {all}", "có {all}")
        });
        let without = (!without.is_empty()).then(|| {
            let any = names::one_of(&self.members(fact, without), language);
            say!(language, "without {any}", "không có {any}")
        });
        let count = count.map(|(from, to)| {
            let limit = |count: usize| {
                let value = Rational::from_integer(i128::try_from(count).unwrap_or(i128::MAX));
                Limit { value, included: true }
            };
            let count =
                stretch_words(from.map(limit), to.map(limit), &|count| count.to_integer().to_string(), language);
            say!(language, "{count} in it", "số lượng {count}")
        });
        let words: Vec<String> = with.into_iter().chain(without).chain(count).collect();
        if words.is_empty() { whatever(language) } else { words.join(", ") }
    }

    fn members(&self, fact: FactId, members: &BTreeSet<ValueId>) -> Vec<String> {
        let list = values::list_of(self.model(), fact).map(|list| &self.model().lists[list]);
        let name = |member: &ValueId| Some(list?.values.get(member.0 as usize)?.name.clone());
        members.iter().filter_map(name).collect()
    }

    /// All answers to one question for which a decision is as wanted, in words; none where there are too many to say.
    pub(crate) fn answers_for(&self, fact: FactId, wanted: &dyn Fn(&Outcome) -> bool) -> Option<String> {
        let decided = |case: &Case, _: &Value| wanted(&decide(self.model(), self.power, case, self.at).outcome);
        let all = self.ends(fact, &BTreeSet::new(), &decided)?;
        let groups = all.iter().filter(|(_, wanted)| *wanted).flat_map(|(groups, _)| groups);
        let words: Vec<String> = groups.map(|group| self.group(fact, &self.one_sided(fact, group))).collect();
        (!words.is_empty()).then(|| names::one_of(&words, self.wording.names.language))
    }

    /// The group without the end that the fact has in any case: `at most 5`, not `at least 0 and at most 5`.
    fn one_sided(&self, fact: FactId, group: &Group) -> Group {
        match (group, &self.model().facts[fact].domain) {
            (Group::Stretch { from, to }, Domain::Ordered(ordered)) if from != to => {
                let is_first = from.is_some() && *from == ordered.from;
                let is_last = to.is_some() && *to == ordered.to;
                match (is_first, is_last) {
                    (true, false) if to.is_some() => Group::Stretch { from: None, to: *to },
                    (false, true) if from.is_some() => Group::Stretch { from: *from, to: None },
                    _ => group.clone(),
                }
            }
            _ => group.clone(),
        }
    }

    /// What comes of the answers, group by group, cut at these limits too; none where there are too many. Answers that an
    /// assumption excludes are none, unless it excludes all of them.
    fn ends<T: PartialEq>(
        &self,
        fact: FactId,
        turns: &BTreeSet<Rational>,
        end: &dyn Fn(&Case, &Value) -> T,
    ) -> Option<Vec<(Vec<Group>, T)>> {
        let row = &self.model().facts[fact];
        let mut groups = match &row.domain {
            Domain::YesNo => vec![Group::Value(Value::YesNo(true)), Group::Value(Value::YesNo(false))],
            Domain::Choice(list) => {
                self.leaves(*list).into_iter().map(|leaf| Group::Value(Value::Choice(leaf))).collect()
            }
            Domain::SetOf(list) => self.sets(fact, *list),
            Domain::Ordered(ordered) => stretches(&self.limits(fact)?.union(turns).copied().collect(), ordered),
            Domain::Person => self.persons.iter().map(|name| Group::Value(Value::Person(name.clone()))).collect(),
        };
        if row.or_none {
            groups.push(Group::Value(Value::None));
        }
        if groups.len() > MOST {
            return None;
        }
        let step = match &row.domain {
            Domain::Ordered(ordered) => step(ordered),
            _ => None,
        };
        let mut ends = Vec::new();
        for group in groups {
            let Some(value) = representative(&group, step) else { continue };
            let mut case = self.case.clone();
            case.facts.insert(fact, value.clone());
            let end = end(&case, &value);
            ends.push(Ended { group, end, can_be: self.can_be(&case, self.at) });
        }
        let none_can_be = !ends.iter().any(|own| own.can_be);
        let ends = sets::told(ends).into_iter();
        let ends = ends.map(|Ended { group, end, can_be }| (group, (can_be || none_can_be).then_some(end)));
        Some(merged(ends.collect()))
    }

    /// Whether the case contradicts no assumption, but those that what was given contradicts already.
    fn can_be(&self, case: &Case, at: Option<Day>) -> bool {
        let model = self.model();
        let excluding = contradicted(model, case, at);
        excluding.is_empty() || {
            let before = contradicted(model, self.case, self.at);
            excluding.iter().all(|assumption| before.contains(assumption))
        }
    }

    fn group(&self, fact: FactId, group: &Group) -> String {
        let language = self.wording.names.language;
        match (group, &self.model().facts[fact].domain) {
            (Group::Value(Value::Set(members)), _) => self.set_words(fact, members),
            (Group::Members(members), _) => self.members_words(fact, members),
            (Group::Value(Value::Person(name)), _) if name.is_empty() => {
                language.pick("anybody else", "người khác").to_owned()
            }
            (Group::Value(Value::Choice(value)), _) if self.model().facts[fact].event => event_words(*value, language),
            (Group::Value(value), _) => values::write(self.model(), fact, value, language),
            (Group::Stretch { from, to }, Domain::Ordered(Ordered { measure: Measure::Date, .. })) => {
                day_words(*from, *to, language)
            }
            (Group::Stretch { from, to }, Domain::Ordered(_)) => self.stretch_words(fact, *from, *to),
            _ => String::new(),
        }
    }

    /// The leaves of a list that exist on the day asked about.
    fn leaves(&self, list: ListId) -> Vec<ValueId> {
        let list = &self.model().lists[list];
        let exists = |leaf: &ValueId| {
            let life = list.values.get(leaf.0 as usize).map(|row| row.life).unwrap_or_default();
            self.at.is_none_or(|at| life.contains(at))
        };
        list.leaves().filter(exists).collect()
    }

    /// Every limit on the fact that any text of the model states, of sums with it as what the other answers leave: more
    /// than matter, never fewer. None where it is added to an answer that is not known.
    pub(crate) fn limits(&self, fact: FactId) -> Option<BTreeSet<Rational>> {
        let mut limits = BTreeSet::new();
        let mut known = true;
        let mut of = |condition: &Condition| {
            condition.atoms(&mut |atom| match atom {
                Atom::Within(of, interval) if *of == fact => {
                    limits.extend([interval.from, interval.to].into_iter().flatten().map(|limit| limit.value));
                }
                Atom::Linear(linear) if has_term(linear, Term::Fact(fact)) => {
                    match self.limits_in(linear, Term::Fact(fact)) {
                        Some(own) => limits.extend(own),
                        None => known = false,
                    }
                }
                _ => {}
            });
        };
        self.conditions().into_iter().for_each(&mut of);
        known.then_some(limits)
    }

    /// The values of one of its terms at which a sum comes to its limits.
    fn limits_in(&self, linear: &Linear, wanted: Term) -> Option<Vec<Rational>> {
        let holidays = &self.model().holidays;
        let (mut own, mut rest) = (None, Rational::from_integer(0));
        for (term, factor) in &linear.sum {
            let base = match term.base() {
                base if base == wanted => {
                    // One and the same day is compared with nothing that is counted from it.
                    own = Some((*term, *factor));
                    continue;
                }
                Term::Today | Term::Later(_) => Rational::from_integer(self.at?.0.into()),
                Term::Fact(own) => match self.case.facts.get(&own)? {
                    Value::Ordered(number) => *number,
                    // Without an answer the sum lies nowhere, whatever this fact is.
                    _ => return Some(Vec::new()),
                },
                Term::Count(own) => match self.case.facts.get(&own)? {
                    Value::Set(members) => Rational::from_integer(i128::try_from(members.len()).ok()?),
                    _ => return Some(Vec::new()),
                },
            };
            let value = match term {
                Term::Later(later) => later.day(base, holidays)?,
                _ => base,
            };
            rest = rest.checked_add(&value.checked_mul(factor)?)?;
        }
        let (term, times) = own?;
        let ends = [linear.within.from, linear.within.to].into_iter().flatten();
        let ends: Option<Vec<Rational>> =
            ends.map(|limit| limit.value.checked_sub(&rest)?.checked_div(&times)).collect();
        let Term::Later(later) = term else { return ends };
        // The first days from which it is counted to the limit, and beyond it.
        let beyond = |end: &Rational| [Some(*end), end.floor().checked_add(&Rational::from_integer(1))];
        ends?.iter().flat_map(beyond).map(|end| later.first_to(end?, holidays)).collect()
    }

    fn of_date(&self) -> Vec<LeadRef> {
        let Some(mut limits) = self.days() else { return Vec::new() };
        let whole = Ordered { measure: Measure::Date, decimals: Some(0), from: None, to: None };
        loop {
            let groups = stretches(&limits, &whole);
            if groups.len() > MOST {
                return Vec::new();
            }
            let (mut ends, mut turns) = (Vec::new(), BTreeSet::new());
            for group in groups {
                let Some(Value::Ordered(number)) = representative(&group, step(&whole)) else { continue };
                let Ok(day) = i32::try_from(number.to_integer()).map(Day) else { continue };
                let decision = decide(self.model(), self.power, self.case, Some(day));
                let (end, procedure) = self.end_with(self.case, &decision, None);
                // The days on which periods begin, and the first of what silence does.
                let by_silence = procedure.deadlines.iter().filter(|own| own.deadline.silence.is_some());
                let steps = procedure.steps.iter().filter(|step| step.minds_silence());
                let of_step = |step: &StepDue| {
                    let passed = step.passed.iter().map(|own| (None, Some(own.until)));
                    passed.chain([(step.since, step.until)]).collect::<Vec<_>>()
                };
                let runs = by_silence.map(|own| (own.since, own.until)).chain(steps.flat_map(of_step));
                turns.extend(runs.flat_map(|(since, until)| [since, until.map(Day::next)]).flatten().map(number_of));
                ends.push((group, self.can_be(self.case, Some(day)).then_some(end)));
            }
            if turns.is_subset(&limits) {
                return self.said(merged(ends), ", ", &|group| match group {
                    Group::Value(_) | Group::Members(_) => String::new(),
                    Group::Stretch { from, to } => day_words(*from, *to, self.wording.names.language),
                });
            }
            limits.extend(turns);
        }
    }

    /// Every day on which the text or what it says of the case may change, as numbers: more than matter, never fewer. None where that turns
    /// on an answer that is not known.
    fn days(&self) -> Option<BTreeSet<Rational>> {
        let model = self.model();
        let mut days: BTreeSet<Day> = BTreeSet::new();
        let mut life = |life: vires_model::Life| days.extend(life.from.into_iter().chain(life.until.map(Day::next)));
        let rules = rules_on(model, self.power);
        for rule in rules.iter().map(|rule| &model.rules[*rule]) {
            life(rule.life);
        }
        model.words.iter().for_each(|word| life(word.life));
        model.attachments.iter().for_each(|text| life(text.life));
        model.bodies.iter().flat_map(|(_, body)| body.lives()).for_each(&mut life);
        for fact in facts_asked(model, self.power) {
            let list = values::list_of(model, fact).map(|list| &model.lists[list].values);
            list.into_iter().flatten().for_each(|row| life(row.life));
        }
        let mut limits: BTreeSet<Rational> = days.into_iter().map(number_of).collect();
        let mut known = true;
        let mut today = |condition: &Condition| {
            condition.atoms(&mut |atom| {
                let own = match atom {
                    Atom::Today(Interval { from, to }) => {
                        Some([from, to].into_iter().flatten().map(|limit| limit.value).collect())
                    }
                    Atom::Linear(linear) if has_term(linear, Term::Today) => self.limits_in(linear, Term::Today),
                    _ => Some(Vec::new()),
                };
                match own {
                    Some(own) => limits.extend(own.iter().map(Rational::floor).flat_map(|limit: Rational| {
                        std::iter::once(limit).chain(limit.checked_add(&Rational::from_integer(1)))
                    })),
                    None => known = false,
                }
            });
        };
        self.conditions().into_iter().for_each(&mut today);
        known.then_some(limits)
    }

    /// Every condition that may decide who holds the power, or what silence of the holder comes to.
    fn conditions(&self) -> Vec<&Condition> {
        let model = self.model();
        let rules = rules_on(model, self.power).into_iter().map(|rule| &model.rules[rule].when);
        let deadlines = deadlines_on(model, self.power).into_iter().flat_map(|(text, own)| [text, &own.when]);
        let words = model.words.iter().map(|word| &word.when);
        let steps = steps_on(model, self.power).into_iter().flat_map(|(text, step)| [text, &step.when]);
        rules.chain(deadlines).chain(steps).chain(&model.assumptions).chain(words).collect()
    }

    /// What one case comes to, with what silence did.
    fn end_with(&self, case: &Case, decision: &Decision, given: Option<(FactId, &Value)>) -> (End, Procedure) {
        let names = &self.wording.names;
        let procedure = vires_model::procedure(self.model(), case, decision);
        let mut end = self.end(&with_silence(decision.clone(), &procedure).outcome, given);
        if !procedure.disputed.is_empty() {
            let (outcome, sentence) = ("conflict", names.language.pick(DISPUTED.0, DISPUTED.1).to_owned());
            return (End { outcome, holder: None, why: None, sentence, ..end }, procedure);
        }
        if procedure.is_pending() {
            end.outcome = "pending";
            end.sentence.push_str(names.language.pick("; a period still runs", "; còn trong thời hạn"));
        }
        let until_decided = procedure.refused_until_decided().is_some();
        if let Some(now) = &procedure.now {
            let (name, who) = self.generally(now, given);
            end.holder = Some(name);
            end.sentence = competent(now, &who, names.language);
        }
        if until_decided {
            let words = names.language.pick(REFUSED_UNTIL_DECIDED.0, REFUSED_UNTIL_DECIDED.1);
            end.sentence.push_str(&format!("; {words}"));
        }
        if let Some(own) = procedure.settled_by_silence() {
            let who = match (&procedure.now, &decision.outcome) {
                (Some(held), _) | (None, Outcome::Competent { held, .. }) => self.generally(held, given).1,
                _ => String::new(),
            };
            end.sentence = match own.stands {
                State::Approved => {
                    say!(names.language, "approved by silence of {who}", "coi như {who} đã đồng ý do quá hạn")
                }
                State::Lapsed => {
                    say!(names.language, "the time of {who} to act is over", "{who} đã hết thẩm quyền do quá hạn")
                }
                _ => say!(names.language, "refused by silence of {who}", "coi như {who} đã từ chối do quá hạn"),
            };
        }
        (end, procedure)
    }

    fn end(&self, outcome: &Outcome, given: Option<(FactId, &Value)>) -> End {
        let names = &self.wording.names;
        let mut needs = Vec::new();
        let (mut holder, mut why, mut sentence) = (None, None, self.wording.sentence(outcome));
        match outcome {
            Outcome::Competent { held, .. } => {
                let name = self.generally(held, given);
                sentence = competent(held, &name.1, names.language);
                holder = Some(name.0);
            }
            Outcome::Nobody { why: own, .. } => why = Some(why_word(*own)),
            Outcome::Undetermined { needs: of } => needs = of.iter().map(|need| self.wording.need(need.what)).collect(),
            _ => {}
        }
        End { outcome: outcome_word(outcome), holder, why, needs, sentence }
    }

    /// Who may act, the body of the place just given being called that of the fact: one group for all places.
    fn generally(&self, held: &Held, given: Option<(FactId, &Value)>) -> (String, String) {
        let names = &self.wording.names;
        let of_given = |who: Instance| {
            let (fact, Value::Choice(value)) = given? else { return None };
            let from = values::list_of(names.model, fact)?;
            let territory = names.model.bodies[who.body].one_per?;
            let day = self.at?;
            let here = names.model.lists[from].read_on(*value, day)?;
            let there = names.model.lift(here, from, territory)?;
            (who.of == Of::Place(there)).then_some(Holder { body: who.body, which: vires_model::Which::OfFact(fact) })
        };
        if let Held::One(who) = held
            && let Some(holder) = of_given(*who)
        {
            return (names.holder_name(holder), names.holder(holder));
        }
        (names.held_names(held), names.held(held))
    }

    fn said(&self, ends: Vec<(Vec<Group>, End)>, between: &str, words: &dyn Fn(&Group) -> String) -> Vec<LeadRef> {
        let said = |(groups, end): (Vec<Group>, End)| LeadRef {
            when: groups.iter().map(words).collect::<Vec<_>>().join(between),
            outcome: end.outcome,
            holder: end.holder,
            why: end.why,
            needs: end.needs,
            sentence: end.sentence,
        };
        ends.into_iter().map(said).collect()
    }

    /// Limits as people write amounts, whatever a policy writes.
    fn stretch_words(&self, fact: FactId, from: Option<Limit>, to: Option<Limit>) -> String {
        let language = self.wording.names.language;
        let written = |value: Rational| value_words(self.model(), fact, &Value::Ordered(value), language);
        stretch_words(from, to, &written, language)
    }
}

fn has_term(linear: &Linear, wanted: Term) -> bool {
    linear.sum.iter().any(|(term, _)| term.base() == wanted)
}

fn number_of(day: Day) -> Rational {
    Rational::from_integer(day.0.into())
}

/// Of a set.
fn whatever(language: Language) -> String {
    language.pick("whatever is in it", "bất kể gồm những gì").to_owned()
}

fn stretch_words(
    from: Option<Limit>,
    to: Option<Limit>,
    written: &dyn Fn(Rational) -> String,
    language: Language,
) -> String {
    let lower = from.map(|from| match from.included {
        true => say!(language, "at least {from}", "từ {from} trở lên", from = written(from.value)),
        false => say!(language, "above {from}", "trên {from}", from = written(from.value)),
    });
    let upper = to.map(|to| match to.included {
        true => say!(language, "at most {to}", "không quá {to}", to = written(to.value)),
        false => say!(language, "below {to}", "dưới {to}", to = written(to.value)),
    });
    match (from, to) {
        (Some(from), Some(to)) if from.value == to.value => {
            say!(language, "exactly {value}", "đúng {value}", value = written(from.value))
        }
        (None, None) => language.pick("any value", "mọi giá trị").to_owned(),
        _ => lower.into_iter().chain(upper).collect::<Vec<_>>().join(language.pick(" and ", " và ")),
    }
}

fn day_words(from: Option<Limit>, to: Option<Limit>, language: Language) -> String {
    let day = |limit: Limit, shift: i32| {
        let number = i32::try_from(limit.value.to_integer()).unwrap_or_default();
        Day(if limit.included { number } else { number.saturating_add(shift) })
    };
    names::stretch(from.map(|from| day(from, 1)), to.map(|to| day(to, -1)), language)
        .unwrap_or_else(|| language.pick("on any day", "vào bất kỳ ngày nào").to_owned())
}

/// Where an event lies, seen from the day asked about.
fn event_words(value: ValueId, language: Language) -> String {
    match value.0 {
        0 => language.pick("none yet", "chưa xảy ra"),
        1 => language.pick("that day", "chính ngày đó"),
        _ => language.pick("an earlier day", "một ngày trước đó"),
    }
    .to_owned()
}
