//! `chief is vacant`: whether nobody is appointed to an office on a day.
//!
//! Who is appointed is known once all texts are read. Until then the question is a stand-in by its number; afterwards it is
//! the days on which the office is vacant, and of an office that the case says which, those of each.

use std::collections::BTreeMap;

use vires_model::{
    Atom, Condition, ConditionKind, Domain, FactId, Holder, Instance, Life, Of, ParameterId, ProvisionId, RuleId,
    SourceSpan, Unset, ValueId, ValueSet, Which,
};
use vires_syntax::ast::{self, Expression, ExpressionKind, IsRelation};
use vires_syntax::span::{Span, Spanned};
use vires_words::words;

use crate::conditions::{all, any, atom};
use crate::kept::during;
use crate::names::Sorts;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

/// What stands in for such a question asks for the value of no parameter.
const NO_PARAMETER: ParameterId = ParameterId(u32::MAX);

impl Resolver<'_> {
    /// Whether an office is vacant; answered by [`Self::vacancies_known`].
    pub(crate) fn vacant(&mut self, here: Here, office: &ast::Holder, span: SourceSpan) -> Done<Condition> {
        let mut holder = self.holder(here, office)?;
        let body = &self.model.bodies[holder.body];
        if !body.office {
            let problem = Problem::error(
                code::WRONG_SORT,
                here.span(office.span),
                words!(
                    "`{body}` is a body, and only an office can be vacant",
                    "`{body}` là cơ quan, mà chỉ chức danh mới có thể khuyết",
                    body = office.name.value
                ),
            )
            .see(body.span, words!("declared here", "khai báo tại đây"))
            .help(words!(
                "ask about the office of whoever leads it, or declare it as an `office`",
                "hỏi về chức danh đứng đầu cơ quan đó, hoặc khai báo là `chức danh`"
            ));
            self.report(problem);
            return Err(Failed);
        }
        let (list, declared) = (body.one_per, body.span);
        // `any Grade has officer is vacant`: that of the value spoken of.
        if let (Which::Unsaid, Some(value)) = (holder.which, list.and_then(|list| self.in_hand(list))) {
            holder.which = Which::OfValue(value);
        }
        if matches!(holder.which, Which::Unsaid | Which::OfItsPlace) {
            let problem = Problem::error(
                code::WRONG_TYPE,
                here.span(office.span),
                words!(
                    "there are many `{office}`, and this does not say which one is vacant",
                    "có nhiều `{office}`, và ở đây chưa rõ chức danh nào khuyết",
                    office = office.name.value
                ),
            )
            .see(declared, words!("declared here with `one per`", "khai báo tại đây với `một cho mỗi`"))
            .help(words!(
                "say which one, by a value or by a fact: `{office} of site is vacant`",
                "nêu rõ chức danh nào, bằng một giá trị hoặc một dữ kiện: `{office} của site khuyết`",
                office = office.name.value
            ));
            self.report(problem);
            return Err(Failed);
        }
        self.entangled = true;
        let question = self.vacancies.iter().position(|known| *known == holder).unwrap_or_else(|| {
            self.vacancies.push(holder);
            self.vacancies.len() - 1
        });
        let question = u32::try_from(question).unwrap_or(u32::MAX);
        Ok(atom(Atom::Unset(Unset { parameter: NO_PARAMETER, of: None, question, twice: false }), span))
    }

    /// Where no office has that name, and a fact has: whether its answer is the one that is called `vacant`.
    pub(crate) fn answer_called_vacant(
        &self,
        here: Here,
        span: Span,
        subject: &ast::Holder,
        negated: bool,
    ) -> Option<ast::Condition> {
        let sorts = Sorts::FACT.or(Sorts::DERIVED).or(Sorts::KEPT).or(Sorts::PARAMETER).or(Sorts::EVENT);
        let named = |sorts| self.find_quietly(here.package, &subject.name.value, sorts).is_some();
        if named(Sorts::BODY) || !named(sorts) {
            return None;
        }
        let kind = match &subject.of {
            Some(ast::Which::Named(of)) => ExpressionKind::Of(subject.name.clone(), of.clone()),
            _ => ExpressionKind::Name(subject.name.value.clone()),
        };
        let relation = if negated { IsRelation::IsNot } else { IsRelation::Is };
        let value = self.words_at(here, span).split_whitespace().next_back()?.to_owned();
        let kind = ast::ConditionKind::Is {
            subject: Expression { span: subject.span, kind },
            relation: Spanned::new(relation, span),
            values: vec![Expression { span, kind: ExpressionKind::Name(value) }],
        };
        Some(ast::Condition { span, kind })
    }

    /// Puts in the days, now that all appointments are read.
    pub(crate) fn vacancies_known(&mut self) {
        if self.vacancies.is_empty() {
            return;
        }
        for id in self.model.rules.ids().collect::<Vec<_>>() {
            let (mut rule, place) = (self.model.rules[id].clone(), Some(self.model.rules[id].place));
            let whens = rule.steps.iter_mut().map(|step| &mut step.when);
            let whens = whens.chain(rule.deadlines.iter_mut().map(|deadline| &mut deadline.when));
            let mut asked = false;
            for when in std::iter::once(&mut rule.when).chain(whens) {
                asked |= self.put_days(when, place);
            }
            if asked {
                self.model.rules[id] = rule;
                self.uncertain(id);
            }
        }
        let mut words = std::mem::take(&mut self.model.words);
        words.iter_mut().for_each(|word| {
            self.put_days(&mut word.when, Some(word.place));
        });
        self.model.words = words;
        let mut requirements = std::mem::take(&mut self.model.requirements);
        requirements.iter_mut().for_each(|requirement| {
            self.put_days(&mut requirement.when, None);
        });
        self.model.requirements = requirements;
        let mut attachments = std::mem::take(&mut self.model.attachments);
        for row in &mut attachments {
            let whens = row.steps.iter_mut().map(|step| &mut step.when);
            let whens = whens.chain(row.deadlines.iter_mut().map(|deadline| &mut deadline.when));
            for when in std::iter::once(&mut row.when).chain(whens) {
                self.put_days(when, Some(row.place));
            }
        }
        self.model.attachments = attachments;
    }

    /// Where an appointment could not be read, nothing is said of what turns on vacancies.
    fn uncertain(&mut self, rule: RuleId) {
        if !self.lost_appointments.is_empty() {
            self.lose_all_of_by(rule, &self.lost_appointments.clone());
        }
    }

    /// Whether there was anything to be put in. `place`: where the text stands, since texts may tell it to read one office for another.
    fn put_days(&self, when: &mut Condition, place: Option<ProvisionId>) -> bool {
        let span = when.span;
        match &mut when.kind {
            ConditionKind::Always => false,
            ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
                let mut asked = false;
                parts.iter_mut().for_each(|part| asked |= self.put_days(part, place));
                asked
            }
            ConditionKind::Not(part) => self.put_days(part, place),
            ConditionKind::Atom(Atom::Unset(Unset { parameter: NO_PARAMETER, question, .. })) => {
                let office = self.vacancies.get(*question as usize).copied();
                let parts = office.map(|office| self.days_vacant(office, place, span)).unwrap_or_default();
                *when = Condition { named: when.named.clone(), ..any(parts, span) };
                true
            }
            ConditionKind::Atom(_) => false,
        }
    }

    /// On which days, and for which answers, it is vacant.
    fn days_vacant(&self, office: Holder, place: Option<ProvisionId>, span: SourceSpan) -> Vec<Condition> {
        let rows = match place {
            Some(place) => self.offices_read(place, Life::ALWAYS, office),
            None => vec![(office, Life::ALWAYS)],
        };
        let mut parts = Vec::new();
        for (office, life) in rows {
            for (of, meant, guard) in self.each_office(office, span) {
                let lives = self.model.vacancies(Instance { body: office.body, of });
                let lives = lives.into_iter().map(|days| days.intersect(meant).intersect(life));
                parts.extend(
                    lives
                        .filter(|days| !days.is_empty())
                        .map(|days| all(during(days, span).into_iter().chain(guard.clone()).collect(), span)),
                );
            }
        }
        parts
    }

    /// Which one of like offices is meant, on which days, and for which answers.
    fn each_office(&self, office: Holder, span: SourceSpan) -> Vec<(Of, Life, Option<Condition>)> {
        let Some(list) = self.model.bodies[office.body].one_per else { return vec![(Of::Sole, Life::ALWAYS, None)] };
        let mut groups: BTreeMap<ValueId, Option<(FactId, ValueSet)>> = BTreeMap::new();
        match office.which {
            Which::OfValue(value) => {
                groups.insert(value, None);
            }
            Which::OfFact(fact) => {
                let Domain::Choice(answers) = self.model.facts[fact].domain else { return Vec::new() };
                for leaf in self.model.lists[answers].leaves() {
                    if let Some(place) = self.lifted(fact, leaf, list) {
                        let group = groups.entry(place).or_default();
                        group.get_or_insert_with(|| (fact, ValueSet::default())).1.insert(leaf);
                    }
                }
            }
            Which::Sole | Which::Unsaid | Which::OfItsPlace => {}
        }
        let each = groups.into_iter().flat_map(|(value, answers)| {
            let guard = answers.map(|(fact, leaves)| atom(Atom::Among(fact, leaves), span));
            self.model.lists[list]
                .read_in_time(value)
                .into_iter()
                .map(move |(value, life)| (Of::Place(value), life, guard.clone()))
        });
        each.collect()
    }
}
