//! What analysis found, put into words: who, what, where, since when, and what would resolve it.

mod checks;
mod effect;
mod gap;
mod identity;
mod mend;
mod overlap;
mod region;
mod remarks;
mod sunset;
mod transfers;
mod unset;
mod vacancy;

pub(super) use self::region::cases;
pub(crate) use self::region::{machine, witness};

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::DerefMut;

use vires_analysis::{Idle, Issue, IssueKind};
use vires_diagnostics::{Code, Draft, Finding, Place};
use vires_model::{Claim, Effect, Holder, Model, Outcome, Powers, ProvisionId, RuleId, SourceSpan, Which};
use vires_resolve::{Resolved, Standing};
use vires_words::{Language, say};

use super::again::Memory;
use super::places::Places;
use super::{doubt, uncounted};
use crate::answer::Wording;
use crate::names::Names;

/// The findings, in the order of the issues, less those told elsewhere.
pub(super) fn findings(
    places: &Places<'_>,
    law: &Resolved,
    issues: &[Issue],
    language: Language,
    mut told: Option<impl DerefMut<Target = Memory>>,
) -> Vec<Finding> {
    let Resolved { model, standings, .. } = law;
    if let Some(told) = &mut told {
        told.stand_on(language, (model, standings), places.editions());
    }
    let wording = Wording::new(model, language);
    let mut writer =
        Writer { places, wording: &wording, language, by_names: OnceCell::new(), standings, shown: BTreeMap::new() };
    // A rule whose condition no case meets never applies: said once, with the part that makes it so.
    let impossible: BTreeSet<RuleId> = issues
        .iter()
        .filter(|issue| matches!(issue.kind, IssueKind::Impossible { .. }))
        .flat_map(|issue| issue.rules.iter().copied())
        .collect();
    let said_already = |issue: &Issue| {
        matches!(issue.kind, IssueKind::NeverApplies { why: Idle::NoCase })
            && issue.rules.first().is_some_and(|rule| impossible.contains(rule))
    };
    let mut tell = |issue: &Issue| match &mut told {
        Some(told) => told.finding(issue, || writer.finding(issue)),
        None => writer.finding(issue),
    };
    // That a parameter is set twice is a problem of the text, and is told with it.
    let set_twice = |issue: &Issue| matches!(issue.kind, IssueKind::NotSet { twice: true, .. });
    let findings = issues.iter().filter(|issue| !said_already(issue) && !set_twice(issue));
    let not_examined = uncounted::not_examined(law, issues);
    let mut tell_with_doubt = |issue| {
        let mut finding = tell(issue);
        uncounted::tell(&mut finding, issue, (model, &not_examined), language);
        doubt::tell(&mut finding, issue, law, places, language);
        finding
    };
    let findings = findings.map(&mut tell_with_doubt).collect();
    if let Some(told) = &mut told {
        told.keep_only(issues);
    }
    findings
}

/// What every family of findings needs at hand.
struct Writer<'a, 'm> {
    places: &'a Places<'a>,
    wording: &'a Wording<'m>,
    /// The language of every sentence.
    language: Language,
    /// For what names a finding, made where it is needed: that is the same whatever things are labelled.
    by_names: OnceCell<Model>,
    /// Of provisions that something changes, when they are law, and by what.
    standings: &'a BTreeMap<ProvisionId, Standing>,
    /// The places of rules, made once: one rule may stand in hundreds of findings.
    shown: BTreeMap<RuleId, Place>,
}

impl<'m> Writer<'_, 'm> {
    fn model(&self) -> &'m Model {
        self.wording.names.model
    }

    fn names(&self) -> &Names<'m> {
        &self.wording.names
    }

    fn finding(&mut self, issue: &Issue) -> Finding {
        match &issue.kind {
            IssueKind::Overlap { .. } => overlap::finding(self, issue),
            IssueKind::Gap { lapsed, bars, left } => gap::finding(self, issue, lapsed, (bars, left)),
            IssueKind::Orphan { holder, lapsed } => gap::orphan(self, issue, *holder, lapsed),
            IssueKind::Sunset { instrument, last, lapses, elsewhere } => {
                sunset::finding(self, *instrument, *last, lapses, elsewhere)
            }
            IssueKind::NemoDat { conditional } => transfers::nemo_dat(self, issue, *conditional),
            IssueKind::BarredTransfer { hindrances, partly } => transfers::barred(self, issue, hindrances, *partly),
            IssueKind::NotStated { missing } => transfers::not_stated(self, issue, missing),
            IssueKind::LowRank => transfers::low_rank(self, issue),
            IssueKind::Cycle { all_stop } => transfers::cycle(self, issue, *all_stop),
            IssueKind::ActsAlone { body } => transfers::acts_alone(self, issue, *body),
            IssueKind::ChecksItself { body, step } => checks::checks_itself(self, issue, *body, *step),
            IssueKind::CheckThemselves { asked } => checks::check_themselves(self, issue, asked),
            IssueKind::GrantedAgain => transfers::granted_again(self, issue),
            IssueKind::NeverApplies { why } => effect::never_applies(self, issue, *why),
            IssueKind::AlwaysBeaten { by } => effect::always_beaten(self, issue, by),
            IssueKind::Excludes(n) => effect::excludes(self, *n),
            IssueKind::Impossible { part } => effect::impossible(self, issue, *part),
            IssueKind::AlwaysTrue { part } => effect::always_true(self, issue, *part),
            IssueKind::PrecedenceDecides { by } => effect::precedence(self, issue, *by),
            IssueKind::Requirement(n) => remarks::requirement(self, issue, *n),
            IssueKind::Total(n, moved) => remarks::total(self, *n, moved),
            IssueKind::Unsaid { body } => remarks::unsaid(self, issue, *body),
            IssueKind::NoRoot => remarks::no_root(self, issue),
            IssueKind::PersonBar => remarks::person_bar(self, issue),
            IssueKind::Vacant { office, vacant, days, powers, asked } => {
                vacancy::vacant(self, issue, (*office, *vacant, days), (powers, *asked))
            }
            IssueKind::TooFewPersons { short, powers } => vacancy::too_few(self, issue, short, powers),
            IssueKind::Shared { office } => vacancy::shared(self, *office),
            IssueKind::NotSet { parameter, of, powers, .. } => unset::finding(self, issue, (*parameter, of), powers),
            IssueKind::TooComplex { asks } => remarks::too_complex(self, issue, asks),
            IssueKind::Disagreement(kind) => remarks::disagreement(self, issue, kind),
        }
    }

    /// Begins a finding about the issue: power, rules, region, boxes and the case that shows it.
    fn draft(&mut self, code: Code, issue: &Issue, message: String) -> Draft {
        let mut draft = Finding::new(code, message);
        if let Some(power) = issue.power {
            draft = draft.power(self.model().power_name(power));
        }
        let (rules, pairs) = each_once(self.model(), issue);
        for rule in rules {
            let place = self.rule(rule);
            draft = draft.place(place);
        }
        for (a, b) in pairs {
            draft = draft.pair(a, b);
        }
        region::write(self, issue, draft)
    }

    /// Ends a finding. `discriminator` says what power and citations do not.
    fn named(&self, issue: &Issue, draft: Draft, discriminator: &str) -> Finding {
        let region = identity::region(self.by_names.get_or_init(|| identity::by_names(self.model())), &issue.region);
        draft.identified_by(&format!("{discriminator} {region}"))
    }

    /// The label of the issue's power with a colon, to begin a headline with.
    fn of_power(&self, issue: &Issue) -> String {
        issue.power.map_or_else(String::new, |power| format!("{}: ", self.names().power(power)))
    }

    /// A rule as a place: its citation, its heading, and what it does.
    fn rule(&mut self, rule: RuleId) -> Place {
        if let Some(place) = self.shown.get(&rule) {
            return place.clone();
        }
        let row = &self.model().rules[rule];
        let mut label = self.does(rule, self.names());
        if let Some(by) = row.suspended_by {
            let by = self.names().title(by);
            label.push_str(&say!(self.language, "; suspended by {by}", "; bị ngưng hiệu lực bởi {by}"));
        }
        let place = self.at(rule, row.span).label(label);
        self.shown.insert(rule, place.clone());
        place
    }

    /// A part of a rule's text as a place.
    fn at(&self, rule: RuleId, span: SourceSpan) -> Place {
        let provision = self.model().rules[rule].place;
        Place::new(self.places.span(span))
            .citation(self.model().citation(provision))
            .title(self.names().rule_title(rule))
    }

    /// The provision of a rule as people cite it.
    fn title(&self, rule: RuleId) -> String {
        self.names().rule_title(rule)
    }

    /// Of several rules, each that is another once.
    fn titles(&self, rules: &[RuleId]) -> Vec<String> {
        let mut titles: Vec<String> = Vec::new();
        for title in rules.iter().map(|rule| self.title(*rule)) {
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        titles
    }

    /// What a rule does, in words that follow its heading.
    fn does(&self, rule: RuleId, names: &Names<'_>) -> String {
        let language = names.language;
        let pick = |english: &str, vietnamese: &str| language.pick(english, vietnamese).to_owned();
        match &self.model().rules[rule].effect {
            Effect::Hold { holding, residual: true, .. } => say!(
                language,
                "gives all other cases to {who}",
                "giao các trường hợp còn lại cho {who}",
                who = names.holding(holding)
            ),
            Effect::Hold { holding, .. } => {
                say!(language, "gives it to {who}", "giao cho {who}", who = names.holding(holding))
            }
            Effect::Follow { whose, residual: false, .. } => {
                let power = names.power(*whose);
                say!(language, "gives it to whoever holds {power}", "giao cho cơ quan có thẩm quyền {power}")
            }
            Effect::Follow { whose, residual: true, .. } => say!(
                language,
                "gives all other cases to whoever holds {power}",
                "giao các trường hợp còn lại cho cơ quan có thẩm quyền {power}",
                power = names.power(*whose)
            ),
            Effect::TakeOver { by, from, .. } => say!(
                language,
                "lets {by} take it over from {from}",
                "cho phép {by} trực tiếp giải quyết thay {from}",
                by = names.holding(by),
                from = names.holder(*from)
            ),
            Effect::Enable { giver, modality, to, .. } => say!(
                language,
                "lets {giver} pass it to {to}: {modality}",
                "cho phép {giver} chuyển giao cho {to}: {modality}",
                giver = names.holder(*giver),
                to = names.holder(*to),
                modality = self.model().modalities[*modality].label
            ),
            Effect::Nobody { residual: true, .. } => pick(
                "says that in all other cases nobody holds it",
                "quy định trong các trường hợp còn lại không cơ quan nào có thẩm quyền",
            ),
            Effect::NotRequired { residual: true, .. } => pick(
                "says that in all other cases it is not required",
                "quy định trong các trường hợp còn lại không phải thực hiện",
            ),
            Effect::Nobody { .. } => pick("says that nobody holds it", "quy định không cơ quan nào có thẩm quyền"),
            Effect::NotRequired { .. } => pick("says that it is not required", "quy định không phải thực hiện"),
            Effect::Transfer { modality, what, from, to, .. } => {
                let modality = &self.model().modalities[*modality].label;
                let (from, to) = (names.holder(*from), names.holding(to));
                match what {
                    Powers::Named(_) => {
                        say!(language, "{modality}: from {from} to {to}", "{modality}: từ {from} cho {to}")
                    }
                    Powers::Class(_) => say!(
                        language,
                        "{modality}: every power of that class, from {from} to {to}",
                        "{modality}: mọi thẩm quyền thuộc nhóm này, từ {from} cho {to}"
                    ),
                }
            }
            Effect::Keep { by, .. } => {
                say!(language, "keeps it with {who}", "giữ lại thẩm quyền cho {who}", who = names.holder(*by))
            }
            Effect::Bar { who: vires_model::Barred::Holder(holder), .. } => {
                say!(language, "bars {who}", "không cho {who} thực hiện", who = names.holder(*holder))
            }
            Effect::Bar { who: vires_model::Barred::Person(fact), .. } => say!(
                language,
                "bars the person in `{fact}`",
                "không cho người nêu tại `{fact}` thực hiện",
                fact = names.fact(*fact)
            ),
            Effect::Reserve { .. } => pick("forbids passing it on", "không cho chuyển giao tiếp"),
        }
    }

    /// Those who claim the power in the issue's case, in labels, each once.
    fn claimants(&self, issue: &Issue) -> Vec<String> {
        let mut who = Vec::new();
        if let Some(Outcome::Conflict { claims }) = issue.witness.as_ref().map(|witness| &witness.decision.outcome) {
            for claim in claims {
                let label = self.whichever(issue, claim).unwrap_or_else(|| self.wording.claim(claim).label);
                if !who.contains(&label) {
                    who.push(label);
                }
            }
        }
        who
    }

    /// A claimant as the text names it, where it turns on the case which of many that is, and the issue is not about one place only.
    fn whichever(&self, issue: &Issue, claim: &Claim) -> Option<String> {
        let model = self.model();
        let rule = claim.chain.last()?.rule;
        let (Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. }) = &model.rules[rule].effect else {
            return None;
        };
        let is_whichever = |seat: &Holder| {
            let fact = match seat.which {
                Which::OfFact(fact) => Some(fact),
                Which::OfItsPlace | Which::Unsaid => issue.power.and_then(|power| model.powers[power].place),
                Which::Sole | Which::OfValue(_) => return false,
            };
            model.bodies[seat.body].one_per.is_some() && !fact.is_some_and(|fact| region::is_of_one_place(issue, fact))
        };
        holding.seats.iter().any(is_whichever).then(|| self.names().holding(holding))
    }
}

/// The rules and pairs of an issue, a rule that a text tells to read differently from some day being one.
fn each_once(model: &Model, issue: &Issue) -> (Vec<RuleId>, Vec<(usize, usize)>) {
    let mut rules: Vec<RuleId> = Vec::new();
    let mut known: BTreeMap<SourceSpan, usize> = BTreeMap::new();
    let mut numbers = Vec::with_capacity(issue.rules.len());
    for rule in &issue.rules {
        let row = &model.rules[*rule];
        let number = *known.entry(row.span).or_insert_with(|| {
            rules.push(*rule);
            rules.len() - 1
        });
        // That it is suspended there is what matters of it.
        if let Some(shown) = rules.get_mut(number).filter(|_| row.suspended_by.is_some()) {
            *shown = *rule;
        }
        numbers.push(number);
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (a, b) in &issue.pairs {
        if let (Some(a), Some(b)) = (numbers.get(*a), numbers.get(*b))
            && a != b
        {
            pairs.push((*a.min(b), *a.max(b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    (rules, pairs)
}
