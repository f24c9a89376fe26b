//! A decision in names, labels and citations: what a program reads and what is printed for people.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::{Serialize, Serializer};
use vires_analysis::words::days_words;
use vires_model::{
    Barred, Beaten, Day, Decider, Decision, Effect, Held, Instance, Life, Model, Need, Needed, Outcome, Procedure,
    ProvisionId, RuleId, SourceSpan, Why,
};
use vires_words::{Language, say};

use crate::assumed::Contradicted;
use crate::ended::Ended;
use crate::names::{Names, all_of};
use crate::parameters::ParameterRef;
use crate::procedure::{ClashRef, DeadlineRef, SilenceRef, StepRef, TakeOverRef};
use crate::successions::SuccessionRef;
use crate::together::{competent, is_nested, together};

/// The name and version of the shape.
pub const DECISION_SCHEMA: &str = "vires.decision/1";

/// The answer to one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// [`DECISION_SCHEMA`].
    pub schema: &'static str,
    /// The full name of the power.
    pub power: String,
    /// Its label.
    pub label: String,
    /// The day asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The knowledge date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// Which of the answers it is.
    pub outcome: &'static str,
    /// Nobody by design: `barred` or `not_required`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// Everyone who may act.
    pub holders: Vec<BodyRef>,
    /// How many of them must.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// Where no plain number says who of them: every set of holders that is just enough, each by its number in `holders`. Where the texts say who
    /// fills the offices, only those in which each has a person of its own, if there are such.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<BTreeSet<usize>>,
    /// Who may act in one sentence, where seats stand inside seats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holding: Option<String>,
    /// The same in the words of people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holding_label: Option<String>,
    /// Who answers for it.
    pub accountable: Vec<BodyRef>,
    /// The chain of authority, the grant first.
    pub chain: Vec<LinkRef>,
    /// Other chains that lead to the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Vec<LinkRef>>,
    /// How names of bodies in these rules are read, by texts on succession.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<SuccessionRef>,
    /// The parameters that the rules of these chains use, as they are in the case, and the texts that set them so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<ParameterRef>,
    /// What must be done besides deciding, in order.
    pub steps: Vec<StepRef>,
    /// The holder's own deadlines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<DeadlineRef>,
    /// What silence of the holder did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub silence: Vec<SilenceRef>,
    /// Who may act in place of a holder.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub take_overs: Vec<TakeOverRef>,
    /// One person in two roles that ask for two persons.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clashes: Vec<ClashRef>,
    /// What is not known and decides; beside an answer: what decides on the steps.
    pub needs: Vec<NeedRef>,
    /// The claims that clash.
    pub claims: Vec<ClaimRef>,
    /// The claims that lost.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beaten: Vec<BeatenRef>,
    /// Bars: those that took the power from its only holders, or those that keep a person from acting.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub barred_by: Vec<BarRef>,
    /// Holders that do not exist on that day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub orphans: Vec<BodyRef>,
    /// Values given that do not exist on that day: see [`ended`](crate::ended()).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<Ended>,
    /// Assumptions that the case contradicts: see [`Policies::contradicted`](crate::Policies::contradicted).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradicts: Vec<Contradicted>,
}

impl Answer {
    /// What silence of the holder has come to for everybody: `approved`, `refused`, `lapsed`, or `not_begun` where a time
    /// after which nobody may act has yet to begin.
    #[must_use]
    pub fn settled(&self) -> Option<&'static str> {
        let settles = |effect: &&str| matches!(*effect, "approved" | "refused" | "lapsed" | "not_begun");
        self.silence.iter().map(|own| own.effect).find(settles)
    }
}

/// A body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodyRef {
    /// Its name.
    pub body: String,
    /// Which one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// As people call it, the place included.
    pub label: String,
    /// An office that nobody fills: the days around the day asked about on which it is vacant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vacant: Option<VacancyRef>,
}

/// Days on which an office is vacant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VacancyRef {
    /// The first of them.
    pub from: String,
    /// The last of them; none where nobody is appointed afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// That it is vacant, in a sentence without full stop.
    #[serde(skip)]
    pub sentence: String,
}

/// How many must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// There is one.
    One,
    /// Any one.
    Any,
    /// All together.
    Jointly,
    /// Any so many.
    AnyOf(u32),
}

impl Serialize for Act {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One => serializer.serialize_str("one"),
            Self::Any => serializer.serialize_str("any"),
            Self::Jointly => serializer.serialize_str("jointly"),
            Self::AnyOf(n) => serializer.collect_map([("any", n)]),
        }
    }
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct RuleRef {
    /// Its provision, and its number among the rules of that provision where there are several.
    pub rule: String,
    /// Its provision.
    pub citation: String,
    /// Its provision as people write it.
    pub title: String,
    /// The instrument that put the rule where it stands, where that is another than the one it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amended_by: Option<String>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarRef {
    /// The rule.
    #[serde(flatten)]
    pub rule: RuleRef,
    /// Who is barred: a body, or the fact that says which person.
    pub who: String,
    /// The same as people call it.
    #[serde(skip)]
    pub label: String,
}

/// One link of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkRef {
    /// The rule.
    #[serde(flatten)]
    pub rule: RuleRef,
    /// `hold`, `nobody`, `not_required`, or the modality.
    pub effect: String,
    /// The effect as people call it.
    #[serde(skip)]
    pub effect_label: String,
    /// The giver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Who has it afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The giver in labels.
    #[serde(skip)]
    pub from_label: Option<String>,
    /// Who has it afterwards, in labels.
    #[serde(skip)]
    pub to_label: Option<String>,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimRef {
    /// Who would hold, by name; `nobody` where the claim is that nobody may or need act.
    pub holder: String,
    /// The same in labels.
    pub label: String,
    /// Of texts that make different things of silence: `approved` or `refused`, where by this one it has settled the matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silence: Option<&'static str>,
    /// The citations, the grant first.
    pub chain: Vec<String>,
    /// The provisions as people write them.
    #[serde(skip)]
    pub titles: Vec<String>,
}

/// A claim that lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BeatenRef {
    /// The claim.
    #[serde(flatten)]
    pub claim: ClaimRef,
    /// What decided: `words`, `higher_rank`, `later`, `more_specific`.
    pub by: &'static str,
    /// The same for people.
    #[serde(skip)]
    pub because: &'static str,
}

/// Something not known that decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NeedRef {
    /// A fact, `at` for the date, or the name of a power in conflict.
    pub fact: String,
    /// As people call it.
    pub label: String,
    /// The body whose finding it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_by: Option<String>,
    /// `steps` where it decides on the steps and not on who holds.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub purpose: Option<&'static str>,
    /// Of what no answer to a question can settle, such as a power in conflict or a parameter that no provision sets: why that is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What its answers lead to.
    pub leads_to: Vec<LeadRef>,
}

/// What some answers lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeadRef {
    /// Which answers.
    pub when: String,
    /// The outcome.
    pub outcome: &'static str,
    /// Who may act then, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Where nobody may act: why, as in the answer itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// What is still needed then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// The outcome in a sentence, what silence did included.
    pub sentence: String,
}

/// Puts decisions by one model into words. Its rules are those of that model.
#[derive(Debug, Clone)]
pub struct Wording<'m> {
    pub(crate) names: Names<'m>,
    /// How many rules share a provision, and the number of each among them.
    numbers: OnceLock<Vec<Option<usize>>>,
}

impl<'m> Wording<'m> {
    /// For the decisions of this model, in this language.
    #[must_use]
    pub fn new(model: &'m Model, language: Language) -> Self {
        Self { names: Names::new(model, language), numbers: OnceLock::new() }
    }

    /// The same, where the names are at hand and it is known which of the rules of its place each rule is.
    pub(crate) fn with(names: Names<'m>, numbers: Vec<Option<usize>>) -> Self {
        Self { names, numbers: OnceLock::from(numbers) }
    }

    /// Which of the rules of its place each rule is, where there are several: found out when it is first asked.
    pub(crate) fn numbers(&self) -> &[Option<usize>] {
        self.numbers.get_or_init(|| {
            let model = self.names.model;
            let mut spans: BTreeMap<_, Vec<SourceSpan>> = BTreeMap::new();
            for (_, rule) in model.rules.iter() {
                let own = spans.entry(rule.place).or_default();
                // A rule that another text tells to read differently from some day is two rows with one span.
                if !own.contains(&rule.span) {
                    own.push(rule.span);
                }
            }
            let number = |rule: &vires_model::Rule| {
                let own = spans.get(&rule.place).filter(|own| own.len() > 1)?;
                own.iter().position(|span| *span == rule.span)
            };
            model.rules.iter().map(|(_, rule)| number(rule)).collect()
        })
    }

    /// The answer. `leads` is asked for what the answers to a missing fact lead to, and why nobody can give one.
    pub(crate) fn answer(
        &self,
        decision: &Decision,
        procedure: &Procedure,
        leads: &mut dyn FnMut(Needed) -> (Vec<LeadRef>, Option<String>),
    ) -> Answer {
        let names = &self.names;
        let model = names.model;
        let mut answer = Answer {
            schema: DECISION_SCHEMA,
            power: model.power_name(decision.power),
            label: names.power(decision.power).to_owned(),
            at: decision.at.map(|day| day.to_string()),
            known: None,
            outcome: outcome_word(&decision.outcome),
            why: None,
            holders: Vec::new(),
            act: None,
            ways: Vec::new(),
            holding: None,
            holding_label: None,
            accountable: Vec::new(),
            chain: Vec::new(),
            also: Vec::new(),
            read: Vec::new(),
            parameters: Vec::new(),
            steps: Vec::new(),
            deadlines: Vec::new(),
            silence: Vec::new(),
            take_overs: Vec::new(),
            clashes: Vec::new(),
            needs: Vec::new(),
            claims: Vec::new(),
            beaten: Vec::new(),
            barred_by: Vec::new(),
            orphans: Vec::new(),
            ended: Vec::new(),
            contradicts: Vec::new(),
        };
        let all = |list: &[Instance]| list.iter().map(|who| self.body(*who)).collect();
        match &decision.outcome {
            Outcome::Competent { held, accountable, chain, also, beaten, barred_persons } => {
                self.holding(&mut answer, held, decision.at);
                answer.accountable = all(accountable);
                answer.chain = self.chain(chain);
                answer.also = also.iter().map(|chain| self.chain(chain)).collect();
                answer.beaten = beaten.iter().map(|beaten| self.beaten(beaten)).collect();
                answer.barred_by = barred_persons.iter().map(|rule| self.bar(*rule)).collect();
                self.proceed(&mut answer, held, decision.at, procedure);
            }
            Outcome::Nobody { why, rule, beaten } => {
                answer.why = Some(why_word(*why));
                answer.chain = vec![self.link(&vires_model::Link { rule: *rule, from: None, to: None })];
                answer.beaten = beaten.iter().map(|beaten| self.beaten(beaten)).collect();
            }
            Outcome::Gap { barred_by, orphans } => {
                answer.barred_by = barred_by.iter().map(|rule| self.bar(*rule)).collect();
                answer.orphans = all(orphans);
            }
            Outcome::Conflict { claims } => {
                answer.claims = claims.iter().map(|claim| self.claim(claim)).collect();
            }
            Outcome::Undetermined { needs } => {
                let need = |need: &Need| {
                    let (leads_to, reason) = leads(need.what);
                    NeedRef { leads_to, reason, ..self.needed(need) }
                };
                answer.needs = needs.iter().map(need).collect();
            }
            Outcome::NotInForce => {}
        }
        answer
    }

    /// Puts in who may act, and how many of them must.
    pub(crate) fn holding(&self, answer: &mut Answer, held: &Held, at: Option<Day>) {
        answer.holders = members(held).into_iter().map(|who| self.holder(who, at)).collect();
        let (act, ways) = together(held);
        (answer.act, answer.ways) = (Some(act), ways);
        if is_nested(held) {
            answer.holding = Some(self.names.held_names(held));
            answer.holding_label = Some(self.names.held(held));
        }
    }

    /// A fact, date or power that is needed.
    pub(crate) fn needed(&self, need: &Need) -> NeedRef {
        let names = &self.names;
        let label = match need.what {
            Needed::Fact(fact) => names.model.facts[fact].label.clone(),
            Needed::Power(power) => names.power(power).to_owned(),
            Needed::Parameter(parameter, of) => names.parameter_label(parameter, of),
            Needed::Date => names.language.pick("the date", "ngày").to_owned(),
            Needed::Calendar(calendar) => names.calendar_beyond(calendar),
        };
        let found_by = need.found_by.map(|body| names.body_name(body));
        NeedRef { fact: self.need(need.what), label, found_by, purpose: None, reason: None, leads_to: Vec::new() }
    }

    /// A body by name and label.
    #[must_use]
    pub fn body(&self, who: Instance) -> BodyRef {
        BodyRef {
            body: self.names.body_name(who.body),
            of: self.names.instance_place(who).map(str::to_owned),
            label: self.names.instance(who),
            vacant: None,
        }
    }

    /// The same, and whether nobody fills it on that day.
    pub(crate) fn holder(&self, who: Instance, at: Option<Day>) -> BodyRef {
        let vacant = at.and_then(|at| self.names.model.vacancy(who, at)).and_then(|life| self.vacancy(life));
        BodyRef { vacant, ..self.body(who) }
    }

    fn vacancy(&self, life: Life) -> Option<VacancyRef> {
        let language = self.names.language;
        let days = days_words(life, language);
        let sentence = say!(language, "vacant {days}; nobody can act for it", "khuyết {days}; không ai thực hiện được");
        Some(VacancyRef { from: life.from?.to_string(), until: life.until.map(|day| day.to_string()), sentence })
    }

    pub(crate) fn rule(&self, rule: RuleId) -> RuleRef {
        let vires_model::Rule { place, amended_by, .. } = self.names.model.rules[rule];
        let citation = self.names.model.citation(place);
        let number = self.numbers().get(rule.0 as usize).copied().flatten();
        RuleRef {
            rule: number.map_or_else(|| citation.clone(), |number| format!("{citation} #{}", number.saturating_add(1))),
            citation,
            title: self.names.rule_title(rule),
            amended_by: amended_by.map(|by| self.names.model.instruments[by].name.clone()),
        }
    }

    fn bar(&self, rule: RuleId) -> BarRef {
        let (who, label) = match &self.names.model.rules[rule].effect {
            Effect::Bar { who: Barred::Holder(who), .. } => (self.names.holder_name(*who), self.names.holder(*who)),
            Effect::Bar { who: Barred::Person(fact), .. } => {
                (self.names.fact(*fact), self.names.model.facts[*fact].label.clone())
            }
            _ => Default::default(),
        };
        BarRef { rule: self.rule(rule), who, label }
    }

    /// A provision, as a rule of its own.
    pub(crate) fn place(&self, place: ProvisionId) -> RuleRef {
        let citation = self.names.model.citation(place);
        RuleRef { rule: citation.clone(), citation, title: self.names.title(place), amended_by: None }
    }

    fn chain(&self, chain: &[vires_model::Link]) -> Vec<LinkRef> {
        chain.iter().map(|link| self.link(link)).collect()
    }

    fn link(&self, link: &vires_model::Link) -> LinkRef {
        let names = &self.names;
        let pick = |english: &str, vietnamese: &str| names.language.pick(english, vietnamese).to_owned();
        let (effect, effect_label) = match &names.model.rules[link.rule].effect {
            Effect::Transfer { modality, .. } => {
                let row = &names.model.modalities[*modality];
                (row.name.clone(), row.label.clone())
            }
            Effect::Nobody { .. } => ("nobody".to_owned(), pick("nobody holds it", "không cơ quan nào có thẩm quyền")),
            Effect::NotRequired { .. } => {
                ("not_required".to_owned(), pick("it is not required", "không phải thực hiện"))
            }
            _ => ("hold".to_owned(), pick("granted", "giao thẩm quyền")),
        };
        LinkRef {
            rule: self.rule(link.rule),
            effect,
            effect_label,
            from: link.from.map(|who| names.instance_name(who)),
            to: link.to.as_ref().map(|held| names.held_names(held)),
            from_label: link.from.map(|who| names.instance(who)),
            to_label: link.to.as_ref().map(|held| names.held(held)),
        }
    }

    pub(crate) fn claim(&self, claim: &vires_model::Claim) -> ClaimRef {
        let places: Vec<_> = claim.chain.iter().map(|link| self.names.model.rules[link.rule].place).collect();
        let nobody = || match claim.chain.first().map(|link| &self.names.model.rules[link.rule].effect) {
            Some(Effect::NotRequired { .. }) => self.names.language.pick("no act is required", "không phải thực hiện"),
            _ => self.names.language.pick("nobody", "không cơ quan nào"),
        };
        ClaimRef {
            holder: claim.held.as_ref().map_or_else(|| "nobody".to_owned(), |held| self.names.held_names(held)),
            label: claim.held.as_ref().map_or_else(|| nobody().to_owned(), |held| self.names.held(held)),
            silence: None,
            chain: places.iter().map(|place| self.names.model.citation(*place)).collect(),
            titles: places.iter().map(|place| self.names.title(*place)).collect(),
        }
    }

    fn beaten(&self, beaten: &Beaten) -> BeatenRef {
        let (by, because) = decider(beaten.by, self.names.language);
        BeatenRef { claim: self.claim(&beaten.claim), by, because }
    }

    /// The outcome in one sentence without full stop.
    #[must_use]
    pub fn sentence(&self, outcome: &Outcome) -> String {
        let names = &self.names;
        let language = names.language;
        let pick = |english: &str, vietnamese: &str| language.pick(english, vietnamese).to_owned();
        match outcome {
            Outcome::Competent { held, .. } => competent(held, &names.held(held), language),
            Outcome::Nobody { why: Why::Barred, .. } => pick(NOBODY.0, NOBODY.1),
            Outcome::Nobody { why: Why::NotRequired, .. } => pick(NOT_REQUIRED.0, NOT_REQUIRED.1),
            Outcome::Gap { orphans, .. } if !orphans.is_empty() => {
                let gone: Vec<String> = orphans.iter().map(|who| names.instance(*who)).collect();
                say!(
                    language,
                    "a gap: {gone} does not exist on that day",
                    "bỏ trống thẩm quyền: {gone} không tồn tại vào ngày đó",
                    gone = all_of(&gone, language)
                )
            }
            Outcome::Gap { .. } => pick(GAP.0, GAP.1),
            Outcome::Conflict { claims } => {
                let who: Vec<String> = claims.iter().map(|claim| self.claim(claim).label).collect();
                let who = all_of(&who, language);
                say!(language, "a conflict between {who}", "chồng chéo thẩm quyền giữa {who}")
            }
            Outcome::Undetermined { needs } => {
                let needs: Vec<String> = needs.iter().map(|need| self.need_in_words(need.what)).collect();
                say!(language, "it depends on {needs}", "tùy thuộc vào {needs}", needs = all_of(&needs, language))
            }
            Outcome::NotInForce => pick(NOT_IN_FORCE.0, NOT_IN_FORCE.1),
        }
    }

    /// What is needed, in a sentence.
    pub(crate) fn need_in_words(&self, what: Needed) -> String {
        match what {
            Needed::Date => self.names.language.pick("the date", "ngày").to_owned(),
            what => self.need(what),
        }
    }

    /// What is needed, by name.
    pub(crate) fn need(&self, what: Needed) -> String {
        match what {
            Needed::Fact(fact) => self.names.fact(fact),
            Needed::Power(power) => self.names.model.power_name(power),
            Needed::Parameter(parameter, of) => self.names.parameter(parameter, of),
            Needed::Date => "at".to_owned(),
            Needed::Calendar(calendar) => self.names.model.calendars[calendar].name.clone(),
        }
    }
}

/// The word of the contract.
pub(crate) const fn outcome_word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Competent { .. } => "competent",
        Outcome::Nobody { .. } => "nobody",
        Outcome::Gap { .. } => "gap",
        Outcome::Conflict { .. } => "conflict",
        Outcome::Undetermined { .. } => "undetermined",
        Outcome::NotInForce => "not_in_force",
    }
}

pub(crate) const fn why_word(why: Why) -> &'static str {
    match why {
        Why::Barred => "barred",
        Why::NotRequired => "not_required",
    }
}

/// Sentences that an answer and the expectation of a test share, in English and Vietnamese.
pub(crate) const NOBODY: (&str, &str) =
    ("nobody may act, by design", "theo quy định, không cơ quan nào được thực hiện");
/// See [`NOBODY`].
pub(crate) const NOT_REQUIRED: (&str, &str) = ("no act is required", "không phải thực hiện");
/// See [`NOBODY`].
pub(crate) const DISPUTED: (&str, &str) = (
    "the texts make different things of silence, and nothing says which prevails",
    "các văn bản quy định khác nhau về hệ quả khi quá hạn, và không có quy định nào xác định văn bản được ưu tiên áp dụng",
);
/// See [`NOBODY`].
pub(crate) const NOT_IN_FORCE: (&str, &str) = ("no rule on it is in force yet", "chưa có quy định nào có hiệu lực");
pub(crate) const GAP: (&str, &str) =
    ("a gap: nobody is competent", "bỏ trống thẩm quyền: không cơ quan nào có thẩm quyền");

/// What decided, for programs and for people.
pub(crate) const fn decider(by: Decider, language: Language) -> (&'static str, &'static str) {
    let (name, english, vietnamese) = match by {
        Decider::Words => (
            "words",
            "by what the instruments say of each other",
            "theo quy định của chính các văn bản về thứ tự áp dụng",
        ),
        Decider::HigherRank => (
            "higher_rank",
            "by the declared precedence: higher rank",
            "theo thứ tự áp dụng đã xác định: hiệu lực pháp lý cao hơn",
        ),
        Decider::Later => {
            ("later", "by the declared precedence: later", "theo thứ tự áp dụng đã xác định: ban hành sau")
        }
        Decider::MoreSpecific => (
            "more_specific",
            "by the declared precedence: more specific",
            "theo thứ tự áp dụng đã xác định: quy định riêng",
        ),
    };
    match language {
        Language::En => (name, english),
        Language::Vi => (name, vietnamese),
    }
}

/// What silence counts as for the time being, in English and Vietnamese.
pub(crate) const REFUSED_UNTIL_DECIDED: (&str, &str) =
    ("counts as refused until it is decided", "coi như từ chối cho đến khi có quyết định");

/// Everyone in it, each once, in order.
pub(crate) fn members(held: &Held) -> Vec<Instance> {
    let mut all = Vec::new();
    let mut work = vec![held];
    while let Some(held) = work.pop() {
        match held {
            Held::One(who) if !all.contains(who) => all.push(*who),
            Held::One(_) => {}
            Held::Several(_, parts) => work.extend(parts.iter().rev()),
        }
    }
    all
}
