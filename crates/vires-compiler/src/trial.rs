//! Running the tests beside the rules.

use serde::Serialize;
use vires_diagnostics::SourceSpan;
use vires_model::{
    Barred, Case, Day, Domain, Effect, Expect, ExpectedAnswer, Held, Holder, Holding, Instance, Mode, Model, Of,
    Outcome, PowerId, RuleId, Table, Value, ValueId, Which, Why,
};
use vires_words::{Language, say};

use crate::answer::{GAP, NOBODY, NOT_REQUIRED, Wording, members};
use crate::decide::decide;
use crate::names::all_of;

/// The name and version of the machine output of tests.
pub const TEST_SCHEMA: &str = "vires.test/1";

/// How one test went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Its label.
    pub label: String,
    /// Where it stands.
    pub span: SourceSpan,
    /// What came out otherwise than expected; none: it passed.
    pub failures: Vec<Failure>,
}

/// One expectation that was not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The full name of the power.
    pub power: String,
    /// Its label.
    pub label: String,
    /// What was expected, in a sentence.
    pub expected: String,
    /// What came out, in a sentence.
    pub got: String,
    /// The provisions by which it came out so.
    pub because: Vec<String>,
    /// Where the expectation stands.
    #[serde(skip)]
    pub span: SourceSpan,
}

/// Runs one test by the model of its knowledge date: what was expected and did not come out.
pub(crate) fn run(
    model: &Model,
    language: Language,
    test: &vires_model::Test,
    shown: &dyn Fn(vires_model::SourceSpan) -> SourceSpan,
) -> Trial {
    let wording = Wording::new(model, language);
    let failures = test.expect.iter().filter_map(|expect| {
        let question = Question { model, case: &test.given, at: test.on, power: expect.power };
        let outcome = decide(model, expect.power, &test.given, test.on).outcome;
        if question.is_met(expect, &outcome) {
            return None;
        }
        let because = match &outcome {
            Outcome::Competent { chain, .. } => chain.iter().map(|link| wording.rule(link.rule).title).collect(),
            Outcome::Nobody { rule, .. } => vec![wording.rule(*rule).title],
            _ => Vec::new(),
        };
        Some(Failure {
            power: model.power_name(expect.power),
            label: wording.names.power(expect.power).to_owned(),
            expected: expected(&wording, expect),
            got: wording.sentence(&outcome),
            because,
            span: shown(expect.span),
        })
    });
    Trial { label: test.label.clone(), span: shown(test.span), failures: failures.collect() }
}

struct Question<'a> {
    model: &'a Model,
    case: &'a Case,
    at: Option<Day>,
    power: PowerId,
}

impl Question<'_> {
    fn is_met(&self, expect: &Expect, outcome: &Outcome) -> bool {
        match (&expect.answer, outcome) {
            (ExpectedAnswer::Holds { holding, under }, Outcome::Competent { held, chain, also, .. }) => {
                let ends_in = |chain: &Vec<vires_model::Link>| {
                    let last = chain.last().map(|link| self.model.rules[link.rule].place);
                    under.is_none_or(|under| last.is_some_and(|place| self.model.stands_in(place, under)))
                };
                self.is(holding, held) && std::iter::once(chain).chain(also).any(ends_in)
            }
            (ExpectedAnswer::Nobody, Outcome::Nobody { why: Why::Barred, .. })
            | (ExpectedAnswer::NotRequired, Outcome::Nobody { why: Why::NotRequired, .. })
            | (ExpectedAnswer::Gap, Outcome::Gap { .. })
            | (ExpectedAnswer::Conflict, Outcome::Conflict { .. }) => true,
            (ExpectedAnswer::Undetermined { needs: wanted }, Outcome::Undetermined { needs }) => {
                wanted.iter().all(|fact| needs.iter().any(|need| need.what == vires_model::Needed::Fact(*fact)))
            }
            (ExpectedAnswer::Barred(who), outcome) => self.is_barred(*who, outcome),
            _ => false,
        }
    }

    /// Whether what came out is the holding that was expected.
    fn is(&self, wanted: &Holding, held: &Held) -> bool {
        let seats: Vec<&Held> = match (wanted.mode, held) {
            (Mode::One, held) => vec![held],
            (mode, Held::Several(own, parts)) if *own == mode => parts.iter().collect(),
            _ => return false,
        };
        let names = |wanted: &Holder, seat: &Held| matches!(seat, Held::One(who) if self.names(*wanted, *who));
        seats.len() == wanted.seats.len()
            && wanted.seats.iter().all(|wanted| seats.iter().any(|seat| names(wanted, seat)))
            && seats.iter().all(|seat| wanted.seats.iter().any(|wanted| names(wanted, seat)))
    }

    /// Whether a holder as a test names it is this body; named without saying which, it is any of its kind.
    fn names(&self, wanted: Holder, who: Instance) -> bool {
        let of = match wanted.which {
            Which::Sole | Which::Unsaid => None,
            Which::OfValue(value) => Some(self.read(wanted, value)),
            Which::OfFact(fact) => self.place(wanted, fact),
            Which::OfItsPlace => self.model.powers[self.power].place.and_then(|fact| self.place(wanted, fact)),
        };
        let any = matches!(wanted.which, Which::Sole | Which::Unsaid);
        wanted.body == who.body && (any || of.is_some_and(|of| who.of == Of::Place(of)))
    }

    fn read(&self, wanted: Holder, value: ValueId) -> ValueId {
        let list = self.model.bodies[wanted.body].one_per.map(|list| &self.model.lists[list]);
        list.zip(self.at).and_then(|(list, at)| list.read_on(value, at)).unwrap_or(value)
    }

    /// The place of a body's territory in which the fact lies.
    fn place(&self, wanted: Holder, fact: vires_model::FactId) -> Option<ValueId> {
        let Some(Value::Choice(value)) = self.case.facts.get(&fact) else {
            return None;
        };
        let Domain::Choice(from) = self.model.facts[fact].domain else {
            return None;
        };
        let here = self.at.and_then(|at| self.model.lists[from].read_on(*value, at)).unwrap_or(*value);
        let there = self.model.lift(here, from, self.model.bodies[wanted.body].one_per?)?;
        Some(self.read(wanted, there))
    }

    /// A person: the answer lists a bar on that fact. A body or office: it is no holder, and would be one, or claim to
    /// be, were it not for the bars on it.
    fn is_barred(&self, who: Barred, outcome: &Outcome) -> bool {
        let of = |rule: &RuleId| matches!(&self.model.rules[*rule].effect, Effect::Bar { who: own, .. } if *own == who);
        match (who, outcome) {
            (_, Outcome::Competent { barred_persons: listed, .. }) if listed.iter().any(of) => true,
            (_, Outcome::Gap { barred_by, .. }) if barred_by.iter().any(of) => true,
            (Barred::Person(_), _) => false,
            (Barred::Holder(holder), outcome) => {
                if self.is_among(holder, outcome) {
                    return false;
                }
                let mut model = self.model.clone();
                model.rules = Table::default();
                let on_it = |effect: &Effect| matches!(effect, Effect::Bar { who: Barred::Holder(own), .. } if own.body == holder.body);
                for (_, rule) in self.model.rules.iter().filter(|(_, rule)| !on_it(&rule.effect)) {
                    model.rules.push(rule.clone());
                }
                self.is_among(holder, &decide(&model, self.power, self.case, self.at).outcome)
            }
        }
    }

    fn is_among(&self, holder: Holder, outcome: &Outcome) -> bool {
        let names = |held: &Held| members(held).into_iter().any(|who| self.names(holder, who));
        match outcome {
            Outcome::Competent { held, .. } => names(held),
            Outcome::Conflict { claims } => claims.iter().filter_map(|claim| claim.held.as_ref()).any(names),
            _ => false,
        }
    }
}

fn expected(wording: &Wording<'_>, expect: &Expect) -> String {
    let names = &wording.names;
    let language = names.language;
    let pick = |english: &str, vietnamese: &str| language.pick(english, vietnamese).to_owned();
    match &expect.answer {
        ExpectedAnswer::Holds { holding, under: None } => {
            say!(language, "{who} is competent", "{who} có thẩm quyền", who = names.holding(holding))
        }
        ExpectedAnswer::Holds { holding, under: Some(place) } => say!(
            language,
            "{who} is competent, under {under}",
            "{who} có thẩm quyền theo quy định tại {under}",
            who = names.holding(holding),
            under = names.title(*place)
        ),
        ExpectedAnswer::Nobody => pick(NOBODY.0, NOBODY.1),
        ExpectedAnswer::NotRequired => pick(NOT_REQUIRED.0, NOT_REQUIRED.1),
        ExpectedAnswer::Gap => pick(GAP.0, GAP.1),
        ExpectedAnswer::Conflict => pick("a conflict", "chồng chéo thẩm quyền"),
        ExpectedAnswer::Undetermined { needs } if needs.is_empty() => {
            pick("it depends on what is not known", "tùy thuộc vào dữ kiện chưa biết")
        }
        ExpectedAnswer::Undetermined { needs } => {
            let needs: Vec<String> = needs.iter().map(|fact| names.fact(*fact)).collect();
            say!(language, "it depends on {needs}", "tùy thuộc vào {needs}", needs = all_of(&needs, language))
        }
        ExpectedAnswer::Barred(Barred::Holder(holder)) => {
            say!(language, "{who} may not hold it", "{who} không được thực hiện", who = names.holder(*holder))
        }
        ExpectedAnswer::Barred(Barred::Person(fact)) => say!(
            language,
            "the person in `{fact}` may not hold it",
            "người nêu tại `{fact}` không được thực hiện",
            fact = names.fact(*fact)
        ),
    }
}
