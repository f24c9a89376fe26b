//! Whether an act, or a delegation, is within the powers of whoever does it: asked by name, answered in words.

mod kept;
mod leads;
mod persons;
mod silence;
mod together;
mod verdict;

use serde::Serialize;
use vires_analysis::words::{day_words, value_words};
use vires_model::{
    Case, Change, Day, Decision, Domain, Done, FactId, Held, Instance, InstrumentKindId, ModalityId, Model, Outcome,
    PowerId, Procedure, Refusal, RuleId, Ultra, UltraKind, Value, Verdict, Why, is_enough,
};
use vires_words::{Language, say};

use crate::answer::{Act, BodyRef, DISPUTED, NeedRef, RuleRef, Wording, members};
use crate::assumed::Contradicted;
use crate::decide::{Decided, decide_or_solve, solve};
use crate::ended::{Ended, ended};
use crate::leads::Open;
use crate::names::all_of;
use crate::parameters::{ParameterRef, deciding};
use crate::procedure::{ClashRef, StepRef};
use crate::successions::SuccessionRef;
use crate::together::{Way, asks_for_several, together};
use crate::values;

/// The name and version of the shape.
pub const ACT_SCHEMA: &str = "vires.act/1";

/// An act as it is asked about.
#[derive(Debug, Clone)]
pub struct AskedAct {
    /// Under which power.
    pub power: PowerId,
    /// On which day.
    pub at: Day,
    /// By what was known on which day.
    pub known: Option<Day>,
    /// The facts.
    pub case: Case,
    /// What was done.
    pub what: Deed,
}

/// What was done.
#[derive(Debug, Clone)]
pub enum Deed {
    /// An act under the power.
    Exercise {
        /// Who did it; several: together.
        by: Vec<Instance>,
        /// The persons, where they are known.
        persons: Vec<String>,
        /// The steps done before.
        done: Vec<Done>,
    },
    /// The power passed on.
    Delegation {
        /// Who gives.
        from: Instance,
        /// Who receives.
        to: Instance,
        /// How.
        modality: ModalityId,
        /// The kind of instrument that carries it.
        form: Option<InstrumentKindId>,
        /// Who issues that.
        issuer: Option<Instance>,
    },
}

impl Deed {
    /// Who did it, or passed the power on.
    fn by(&self) -> Vec<Instance> {
        match self {
            Self::Exercise { by, .. } => by.clone(),
            Self::Delegation { from, .. } => vec![*from],
        }
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActAnswer {
    /// [`ACT_SCHEMA`].
    pub schema: &'static str,
    /// The full name of the power.
    pub power: String,
    /// Its label.
    pub label: String,
    /// The day.
    pub at: String,
    /// The knowledge date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// Who did it, or passed the power on.
    pub by: Vec<BodyRef>,
    /// The persons.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<String>,
    /// To whom the power was passed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<BodyRef>,
    /// By which modality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modality: Option<String>,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modality_label: Option<String>,
    /// `intra_vires`, `ultra_vires`, `undetermined`, `disputed`.
    pub result: &'static str,
    /// Ultra vires: `no_power`, `matter`, `place`, `time`, `amount`, `person`, `missing_step`, `barred_delegation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// The result in words.
    #[serde(skip)]
    pub verdict: String,
    /// Why, in a sentence without full stop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The provision that decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<RuleRef>,
    /// The provision by which the power is theirs where it is; of a barred delegation, the one that purports to give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_clause: Option<RuleRef>,
    /// The provision by which the giver keeps this case, where one cuts it out of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_clause: Option<RuleRef>,
    /// How names of bodies in these rules are read, by texts on succession.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<SuccessionRef>,
    /// The parameters that these and the rules by which anybody is competent use, as they are in the case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<ParameterRef>,
    /// What would have to differ for it to be lawful.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nearest: Vec<ChangeRef>,
    /// The steps that are missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<StepRef>,
    /// Those who must act as well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<BodyRef>,
    /// One person where two are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clash: Option<ClashRef>,
    /// Who is competent in the case.
    pub holders: Vec<BodyRef>,
    /// The same in one phrase, where several of them must act together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holding: Option<String>,
    /// How many of them must act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// Where no plain number says who of them: every set of holders that is just enough, each by its number in `holders`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<Way>,
    /// What is not known and decides.
    pub needs: Vec<NeedRef>,
    /// Values given, and bodies named by one, that do not exist on that day: see [`ended`](crate::ended()).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<Ended>,
    /// Assumptions that the case contradicts: see [`Policies::contradicted`](crate::Policies::contradicted).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradicts: Vec<Contradicted>,
}

/// Something that would have to differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeRef {
    /// A fact, `at` for the day, `body` for the same body of another place.
    pub what: String,
    /// The nearest value with which the act would be lawful.
    pub to: String,
    /// All values with which it would be, where it is the only thing that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
}

/// Judges an act by a model from [`Policies::model_as_known`](crate::Policies::model_as_known), whose rules `wording` puts into words.
#[must_use]
pub fn judge(model: &Model, wording: &Wording<'_>, asked: &AskedAct) -> ActAnswer {
    let (decision, mut open) = match decide_or_solve(model, asked.power, &asked.case, Some(asked.at)) {
        Decided::Tried(decision) => (decision, None),
        Decided::Solved(open) => (open.decision.clone(), Some(open)),
    };
    let decision = vires_model::outlasting(model, &asked.case, decision);
    let procedure = vires_model::procedure(model, &asked.case, &decision);
    if open.is_none() && procedure.too_many {
        open = solve(model, asked.power, &asked.case, asked.at);
    }
    let names = &wording.names;
    let deciding = procedure.decides_now(&decision).filter(|_| procedure.settled_by_silence().is_none());
    let (act, ways) = deciding.as_ref().map(together).map_or((None, Vec::new()), |(act, ways)| (Some(act), ways));
    let mut answer = ActAnswer {
        schema: ACT_SCHEMA,
        power: model.power_name(asked.power),
        label: names.power(asked.power).to_owned(),
        at: asked.at.to_string(),
        known: asked.known.map(|day| day.to_string()),
        by: Vec::new(),
        persons: Vec::new(),
        to: None,
        modality: None,
        modality_label: None,
        result: "intra_vires",
        kind: None,
        verdict: String::new(),
        reason: None,
        clause: None,
        own_clause: None,
        kept_clause: None,
        read: Vec::new(),
        parameters: Vec::new(),
        nearest: Vec::new(),
        missing: Vec::new(),
        also: Vec::new(),
        clash: None,
        holders: deciding.iter().flat_map(members).map(|who| wording.holder(who, Some(asked.at))).collect(),
        holding: deciding.as_ref().filter(|held| asks_for_several(held)).map(|held| names.held(held)),
        act,
        ways,
        needs: Vec::new(),
        ended: Vec::new(),
        contradicts: Vec::new(),
    };
    match &asked.what {
        Deed::Exercise { persons, .. } => answer.persons.clone_from(persons),
        Deed::Delegation { to, modality, .. } => {
            answer.to = Some(wording.body(*to));
            let row = &model.modalities[*modality];
            (answer.modality, answer.modality_label) = (Some(row.name.clone()), Some(row.label.clone()));
        }
    }
    let by = asked.what.by();
    let mut named = by.clone();
    if let Deed::Delegation { to, .. } = &asked.what {
        named.push(*to);
    }
    answer.ended = ended(model, names.language, &asked.case, &named, asked.at);
    let verdict = asked.whole_verdict(model, open.as_ref());
    answer.by = by.iter().map(|who| wording.body(*who)).collect();
    Judge { model, wording, asked, decision, procedure, by }.tell(&mut answer, verdict);
    answer
}

struct Judge<'a, 'm> {
    model: &'a Model,
    wording: &'a Wording<'m>,
    asked: &'a AskedAct,
    decision: Decision,
    procedure: Procedure,
    by: Vec<Instance>,
}

impl Judge<'_, '_> {
    fn language(&self) -> Language {
        self.wording.names.language
    }

    /// The rule by which those who acted have the power: a giver who may still act has it by another than those to whom
    /// it gave.
    fn arriving(&self) -> Option<RuleId> {
        let Outcome::Competent { chain, also, .. } = &self.decision.outcome else { return None };
        let is_one = |who: Instance| self.by.iter().any(|by| by.may_be(who));
        let ends = std::iter::once(chain).chain(also).filter_map(|chain| chain.last());
        let theirs = ends.clone().find(|link| link.to.iter().flat_map(Held::instances).any(is_one));
        theirs.or_else(|| ends.clone().next()).map(|link| link.rule)
    }

    /// The rules by which the act is within its author's powers, or is not.
    fn rules(&self, verdict: &Verdict) -> Vec<RuleId> {
        let mut rules: Vec<RuleId> = match verdict {
            Verdict::Ultra(ultra) => ultra.own.into_iter().collect(),
            Verdict::Intra { by_taking_over } => by_taking_over.iter().copied().collect(),
            Verdict::Disputed | Verdict::Depends(_) => return Vec::new(),
        };
        rules.extend(deciding(&self.decision));
        rules
    }

    fn tell(&self, answer: &mut ActAnswer, verdict: Verdict) {
        let language = self.language();
        let last = self.arriving();
        let rules = self.rules(&verdict);
        let periods = matches!(verdict, Verdict::Intra { .. });
        let case = (&self.asked.case, Some(self.asked.at));
        answer.parameters = self.wording.parameters((&rules, periods), self.asked.power, case);
        answer.read = self.wording.successions(&rules);
        match verdict {
            Verdict::Intra { by_taking_over } => {
                answer.verdict = language.pick("intra vires", "đúng thẩm quyền").to_owned();
                let taken = by_taking_over.map(|_| {
                    language
                        .pick("by taking over from the holder", "trực tiếp giải quyết thay cơ quan có thẩm quyền")
                        .to_owned()
                });
                let barred = self.as_long_as_not_barred().filter(|_| by_taking_over.is_none());
                let parts: Vec<String> = taken.into_iter().chain(self.beside_the_holders()).chain(barred).collect();
                answer.reason = (!parts.is_empty()).then(|| parts.join("; "));
                answer.clause = by_taking_over.or(last).map(|rule| self.wording.rule(rule));
            }
            Verdict::Disputed => {
                answer.result = "disputed";
                answer.verdict = language
                    .pick("disputed: the claims to the power conflict", "chưa rõ: các quy định về thẩm quyền mâu thuẫn")
                    .to_owned();
                if matches!(self.decision.outcome, Outcome::Competent { .. }) {
                    answer.verdict = language
                        .pick("disputed: the texts contradict each other", "chưa rõ: các quy định mâu thuẫn")
                        .to_owned();
                    let (english, vietnamese) = DISPUTED;
                    answer.reason = Some(language.pick(english, vietnamese).to_owned());
                }
            }
            Verdict::Depends(needs) => {
                answer.result = "undetermined";
                answer.verdict =
                    language.pick("it depends on what is not known", "tùy thuộc vào dữ kiện chưa biết").to_owned();
                answer.needs = self.needs(&needs);
            }
            Verdict::Ultra(ultra) => {
                let (kind, words) = kind(ultra.kind, language);
                answer.result = "ultra_vires";
                answer.kind = Some(kind);
                answer.verdict = say!(language, "ultra vires: {words}", "vượt thẩm quyền: {words}");
                answer.clause = ultra.by.map(|by| self.wording.asked_by(by));
                answer.own_clause = ultra.own.map(|rule| self.wording.rule(rule));
                let kept = ultra.own.and_then(|rule| self.kept_by(rule));
                answer.kept_clause = kept.map(|rule| self.wording.rule(rule));
                answer.nearest = ultra.changes.iter().map(|change| self.change(change, &ultra)).collect();
                answer.reason = self.reason(&ultra, &answer.nearest);
                if matches!(self.decision.outcome, Outcome::Nobody { why: Why::NotRequired, .. }) {
                    let none = language.pick("no act is required here", "trường hợp này không phải thực hiện");
                    answer.reason = Some(match answer.reason.take() {
                        Some(reason) => format!("{none}; {reason}"),
                        None => none.to_owned(),
                    });
                }
                answer.needs = ultra.open.iter().map(|need| self.wording.needed(need)).collect();
                let holders = match &self.decision.outcome {
                    Outcome::Competent { held, .. } => held.instances(),
                    _ => Vec::new(),
                };
                answer.missing = self.wording.steps(&ultra.missing, &holders);
                answer.also = ultra.also.iter().map(|who| self.wording.body(*who)).collect();
                answer.clash = ultra.clash.as_ref().map(|clash| self.wording.clash(clash));
            }
        }
    }

    fn change(&self, change: &Change, ultra: &Ultra) -> ChangeRef {
        match change {
            Change::Body(who) => {
                ChangeRef { what: "body".to_owned(), to: self.wording.names.instance_name(*who), when: None }
            }
            Change::Day(day) => ChangeRef { what: "at".to_owned(), to: day.to_string(), when: None },
            Change::Fact(fact, value) => ChangeRef {
                what: self.wording.names.fact(*fact),
                to: values::write(self.model, *fact, value, self.language()),
                when: self.values_for(*fact, ultra),
            },
        }
    }

    /// All values of the fact with which they would hold the power, where no other fact has to differ: of two, the limit
    /// of the one may turn on the other.
    fn values_for(&self, fact: FactId, ultra: &Ultra) -> Option<String> {
        let facts = ultra.changes.iter().filter(|change| matches!(change, Change::Fact(..))).count();
        if facts > 1 || !ultra.open.is_empty() {
            return None;
        }
        let (mut by, mut at) = (self.by.clone(), self.asked.at);
        for change in &ultra.changes {
            match change {
                Change::Body(who) => by.iter_mut().filter(|own| own.body == who.body).for_each(|own| *own = *who),
                Change::Day(day) => at = *day,
                Change::Fact(..) => {}
            }
        }
        let mut case = self.asked.case.clone();
        let value = ultra.changes.iter().find_map(|change| match change {
            Change::Fact(own, value) if *own == fact => Some(value.clone()),
            _ => None,
        })?;
        case.facts.insert(fact, value);
        let theirs = |outcome: &Outcome| match outcome {
            Outcome::Competent { held, .. } => {
                let holders = held.instances();
                let all = by.iter().all(|by| holders.iter().any(|who| by.may_be(*who)));
                (all, all && is_enough(held, &by))
            }
            _ => (false, false),
        };
        // Where others would have to act with them at the nearest value too, they may have to with any.
        let (_, enough) = theirs(&vires_model::decide(self.model, self.asked.power, &case, Some(at)).outcome);
        case.facts.remove(&fact);
        let open = Open { wording: self.wording, power: self.asked.power, case: &case, at: Some(at), persons: &[] };
        open.answers_for(fact, &|outcome| {
            let (all, suffice) = theirs(outcome);
            if enough { suffice } else { all }
        })
    }

    /// Those whom it would take: of a body of which there are many, the one whose act it would be.
    fn whose(&self, changes: &[Change]) -> String {
        changes
            .iter()
            .find_map(|change| match change {
                Change::Body(who) => Some(self.wording.names.instance(*who)),
                _ => None,
            })
            .unwrap_or_else(|| self.who())
    }

    fn who(&self) -> String {
        let labels: Vec<String> = self.by.iter().map(|who| self.wording.names.instance(*who)).collect();
        all_of(&labels, self.language())
    }

    fn holds(&self) -> &'static str {
        if self.by.len() > 1 { "hold" } else { "holds" }
    }

    fn reason(&self, ultra: &Ultra, nearest: &[ChangeRef]) -> Option<String> {
        let language = self.language();
        let (who, holds) = (self.who(), self.holds());
        if let Some(refusal) = ultra.refusal {
            return Some(self.refused(refusal));
        }
        if let Some(clash) = &ultra.clash {
            return Some(self.wording.clash(clash).sentence);
        }
        if !ultra.changes.is_empty() {
            let parts = ultra.changes.iter().zip(nearest).map(|(change, told)| self.differs(change, told, ultra));
            let mut words = parts.collect::<Vec<_>>().join("; ");
            if let Some(passed) = self.passed_by_silence(ultra).or_else(|| self.settled_against(ultra)) {
                words = format!("{passed}; {words}");
            }
            let of_here = !ultra.changes.iter().any(|change| matches!(change, Change::Body(_)));
            let wanted = ultra.wanted.as_ref().filter(|_| of_here);
            if let Some(who) = wanted.and_then(|held| self.who_else(held)) {
                words.push_str(&say!(language, "; and {who}", "; và {who}"));
            }
            if !ultra.open.is_empty() {
                let needs: Vec<String> = ultra.open.iter().map(|need| self.wording.need(need.what)).collect();
                let needs = all_of(&needs, language);
                words.push_str(&say!(language, "; it then depends on {needs}", "; khi đó còn tùy thuộc vào {needs}"));
            }
            return Some(words);
        }
        match ultra.kind {
            UltraKind::NoPower if self.by.len() > 1 => Some(say!(
                language,
                "{who} together hold it in no case on any day",
                "{who} cùng nhau không có thẩm quyền này trong bất kỳ trường hợp nào, vào bất kỳ ngày nào"
            )),
            UltraKind::NoPower => Some(say!(
                language,
                "{who} holds it in no case on any day",
                "{who} không có thẩm quyền này trong bất kỳ trường hợp nào, vào bất kỳ ngày nào"
            )),
            UltraKind::Person => match ultra.misfit {
                Some(misfit) => Some(self.misfit(misfit)),
                None => Some(self.barred(ultra.by)),
            },
            UltraKind::Time if self.by_silence().is_some() => self.by_silence(),
            UltraKind::Time if !ultra.begun => Some(say!(
                language,
                "the period in which {who} could act has not begun",
                "chưa đến thời hạn mà {who} được thực hiện"
            )),
            UltraKind::Time if ultra.own.is_none() => Some(say!(
                language,
                "the period in which {who} could act is over",
                "đã hết thời hạn mà {who} được thực hiện"
            )),
            UltraKind::MissingStep if ultra.missing.is_empty() => Some(self.too_few(ultra)),
            UltraKind::Matter | UltraKind::Place | UltraKind::Time | UltraKind::Amount => Some(say!(
                language,
                "{who} {holds} it only in cases of another sort, not near to this one",
                "{who} chỉ có thẩm quyền trong những trường hợp khác hẳn trường hợp này"
            )),
            UltraKind::MissingStep | UltraKind::BarredDelegation => None,
        }
    }

    fn differs(&self, change: &Change, told: &ChangeRef, ultra: &Ultra) -> String {
        let language = self.language();
        let (who, holds) = (self.whose(&ultra.changes), self.holds());
        match change {
            Change::Body(holder) => {
                let list = self.model.bodies[holder.body].one_per;
                let holder = self.wording.names.instance(*holder);
                if list.is_some_and(|list| self.model.lists[list].territory) {
                    say!(
                        language,
                        "here it is that of another place: {holder}",
                        "ở đây là cơ quan của địa bàn khác: {holder}"
                    )
                } else {
                    say!(
                        language,
                        "here it is another of the same kind: {holder}",
                        "ở đây là chủ thể khác cùng loại: {holder}"
                    )
                }
            }
            // By a period: the day on which it begins.
            Change::Day(day) if !ultra.begun => {
                let day = day_words(*day, language);
                say!(language, "{who} may act only from {day} on", "{who} chỉ được thực hiện từ ngày {day}")
            }
            Change::Day(day) => {
                let day = day_words(*day, language);
                say!(
                    language,
                    "the nearest day on which {who} {holds} it is {day}",
                    "ngày gần nhất {who} có thẩm quyền là ngày {day}"
                )
            }
            Change::Fact(fact, nearest) => {
                let name = self.wording.names.fact(*fact);
                let given = self.asked.case.facts.get(fact);
                let is_measured = matches!(self.model.facts[*fact].domain, Domain::Ordered(_));
                let written = |value: &Value| match is_measured {
                    true => value_words(self.model, *fact, value, language),
                    false => values::write(self.model, *fact, value, language),
                };
                let given = given.map(written).unwrap_or_default();
                let to = &written(nearest);
                if told.when.is_none() && (is_measured || ultra.changes.len() == 1) {
                    return say!(
                        language,
                        "`{name}` is {given}; {who} {holds} it, for example, where that is {to}",
                        "`{name}` là {given}; {who} có thẩm quyền, chẳng hạn, khi {to}"
                    );
                }
                let to = told.when.as_ref().unwrap_or(to);
                say!(
                    language,
                    "`{name}` is {given}; {who} {holds} it where that is {to}",
                    "`{name}` là {given}; {who} có thẩm quyền khi {to}"
                )
            }
        }
    }

    fn refused(&self, refusal: Refusal) -> String {
        let language = self.language();
        let pick = |english: &str, vietnamese: &str| language.pick(english, vietnamese).to_owned();
        match refusal {
            Refusal::Kept(_) => pick("it is cut out of the transfer", "thẩm quyền này được giữ lại, không chuyển giao"),
            Refusal::Form => pick(
                "the modality wants another kind of instrument",
                "phương thức này phải được thực hiện bằng loại văn bản khác",
            ),
            Refusal::Issuer => pick(
                "such an instrument is not theirs to issue, so it would have no effect",
                "bên ban hành không có thẩm quyền ban hành loại văn bản này nên văn bản không có hiệu lực",
            ),
            Refusal::FoundIn(_) => pick(
                "the power does not stand in a kind of instrument from which the modality may take it",
                "thẩm quyền này không được quy định tại loại văn bản cho phép áp dụng phương thức",
            ),
            Refusal::ReceiverDoesNotExist => {
                pick("the receiver does not exist on that day", "bên nhận không tồn tại vào ngày đó")
            }
            Refusal::NotEnabled(_) => pick(
                "what the text allows does not reach this receiver or case",
                "quy định cho phép không áp dụng cho bên nhận hoặc trường hợp này",
            ),
            Refusal::Onward(_) => pick(
                "the link by which the giver has it does not allow it to be passed on so",
                "văn bản giao thẩm quyền cho bên giao không cho phép chuyển giao tiếp theo phương thức này",
            ),
            Refusal::IssuerBelow => pick("the issuer stands below the giver", "bên ban hành ở dưới bên giao"),
            Refusal::Parties => pick(
                "the modality does not let this giver give to this receiver",
                "phương thức này không cho phép bên giao chuyển cho bên nhận",
            ),
            Refusal::Reserved(_) => {
                pick("the power may not be passed on", "thẩm quyền này không được chuyển giao tiếp")
            }
            Refusal::ReceiverBarred(_) => {
                pick("the receiver is barred from the power", "bên nhận không được thực hiện")
            }
            Refusal::Round => pick(
                "the receiver has had the power in this chain already",
                "bên nhận đã có thẩm quyền này trong chuỗi chuyển giao",
            ),
        }
    }
}

const fn kind(kind: UltraKind, language: Language) -> (&'static str, &'static str) {
    let (name, english, vietnamese) = match kind {
        UltraKind::NoPower => ("no_power", "no power", "không có thẩm quyền"),
        UltraKind::Matter => ("matter", "wrong matter", "sai nội dung"),
        UltraKind::Place => ("place", "wrong place", "sai địa bàn"),
        UltraKind::Time => ("time", "wrong time", "sai thời gian"),
        UltraKind::Amount => ("amount", "wrong amount", "vượt mức"),
        UltraKind::Person => ("person", "wrong person", "sai chủ thể"),
        UltraKind::MissingStep => ("missing_step", "a step is missing", "thiếu thủ tục"),
        UltraKind::BarredDelegation => ("barred_delegation", "barred delegation", "chuyển giao không được phép"),
    };
    match language {
        Language::En => (name, english),
        Language::Vi => (name, vietnamese),
    }
}
