//! A fact, a parameter or a value of a list that nobody has declared: declared as the line uses it.

use vires_model::{Domain, FileId, ListId, Measure};
use vires_resolve::{Problem, code};
use vires_syntax::ast::{
    ClauseKind, Condition, ConditionKind, Declaration, DeclarationKind, Definition, DurationUnit, Expression,
    ExpressionKind, Line, LineKind, Name, Operation,
};
use vires_syntax::span::Span;
use vires_words::{Language, say};

use super::{Action, ActionKind, Desk, declared, enough, names};
use crate::TextEdit;
use crate::lines;
use crate::spelling::last_part;
use crate::visible::Visible;

/// What a name would have to be.
enum Missing {
    Fact(String),
    Parameter(String),
    ValueOf(ListId),
}

pub(super) fn action(desk: &Desk<'_>, problem: &Problem, name: &str) -> Option<Action> {
    if problem.code != code::UNKNOWN_NAME || name.contains('.') {
        return None;
    }
    let line = lines::on(&desk.policies.tree(desk.file)?.file, problem.span.start)?;
    let language = desk.language_of(desk.file, line);
    let search = Search { desk, visible: Visible::from(desk.policies, desk.file), at: problem.span.start, language };
    let missing = search.on_line(line)?;
    let (title, edit) = match missing {
        Missing::Fact(of) => {
            let (of, or_none) = as_needed(desk, name, of, language);
            // `sea_miles is none` asks for a question that may have no answer.
            let of = if or_none { say!(language, "{of} or none", "{of} hoặc không có") } else { of };
            let title = say!(desk.language, "declare `{name}` as fact: {of}", "khai báo `{name}` là dữ kiện: {of}");
            let is_fact = |kind: &DeclarationKind| matches!(kind, DeclarationKind::Fact { .. });
            let words = say!(language, "fact {name} : {of}", "dữ kiện {name} : {of}");
            (title, desk.after(desk.file, declared::last(desk, &is_fact)?, &[words]))
        }
        Missing::Parameter(of) => {
            let title =
                say!(desk.language, "declare `{name}` as parameter: {of}", "khai báo `{name}` là định mức: {of}");
            let is_parameter = |kind: &DeclarationKind| matches!(kind, DeclarationKind::Parameter { .. });
            let words = say!(language, "parameter {name} : {of}", "định mức {name} : {of}");
            (title, desk.after(desk.file, declared::last(desk, &is_parameter)?, &[words]))
        }
        Missing::ValueOf(list) => {
            let row = &desk.policies.resolved().model.lists[list];
            let title = say!(desk.language, "add `{name}` to {list}", "thêm `{name}` vào {list}", list = row.label);
            (title, value(desk, list, name)?)
        }
    };
    let span = Span::new(desk.offset(desk.file, problem.span.start), desk.offset(desk.file, problem.span.end));
    Some(Action {
        title,
        kind: ActionKind::QuickFix,
        preferred: false,
        finding: names::finding(desk, span).map(|finding| finding.id.as_str().to_owned()),
        edits: vec![edit],
    })
}

/// A type with as many decimals as the lines need that name it, wherever they stand; and whether one asks for no answer.
fn as_needed(desk: &Desk<'_>, name: &str, of: String, language: Language) -> (String, bool) {
    let (decimals, or_none) = enough::numbers(desk, name);
    let of = match decimals {
        1 if is_number(&of) => say!(language, "{of} with 1 decimal", "{of} với 1 chữ số thập phân"),
        2.. if is_number(&of) => {
            say!(language, "{of} with {decimals} decimals", "{of} với {decimals} chữ số thập phân")
        }
        _ => of,
    };
    (of, or_none)
}

/// Whether a type counts things without a unit, and so whole ones where it says nothing else.
fn is_number(of: &str) -> bool {
    [NUMBER.0, NUMBER.1].contains(&of)
}

const NUMBER: (&str, &str) = ("number", "số");

/// Before the first value of a list that is written in a policy: what stands behind a value may belong to it.
fn value(desk: &Desk<'_>, list: ListId, name: &str) -> Option<(FileId, TextEdit)> {
    let first = desk.policies.resolved().model.lists[list].values.iter().find(|value| value.parent.is_none())?.span;
    desk.policies.kind(first.file)?;
    let at = desk.offset(first.file, first.start);
    Some((first.file, TextEdit { span: Span::new(at, at), text: format!("{name}, ") }))
}

struct Search<'d, 'p> {
    desk: &'d Desk<'p>,
    visible: Visible<'p>,
    /// Where the name begins.
    at: u32,
    /// The language of the line.
    language: Language,
}

impl Search<'_, '_> {
    fn on_line(&self, line: &Line) -> Option<Missing> {
        let own = match &line.kind {
            LineKind::Declaration(Declaration { kind: DeclarationKind::Assume { condition }, .. })
            | LineKind::Operation(Operation::AppliesOnlyWhen { condition, .. }) => self.condition(condition),
            LineKind::Declaration(Declaration {
                kind: DeclarationKind::Fact { is: Some(Definition::Condition(condition)), .. },
                ..
            }) => self.condition(condition),
            LineKind::Operation(Operation::Set { parameter, of, per, to }) => {
                let is_it = parameter.span.start == self.at && of.is_empty() && per.is_empty();
                is_it.then(|| self.type_of(to.first()?).map(Missing::Parameter)).flatten()
            }
            _ => None,
        };
        own.or_else(|| {
            line.clauses.iter().find_map(|clause| match &clause.kind {
                ClauseKind::When(condition) | ClauseKind::ExceptWhen(condition) => self.condition(condition),
                _ => None,
            })
        })
    }

    fn condition(&self, condition: &Condition) -> Option<Missing> {
        match &condition.kind {
            ConditionKind::And(all)
            | ConditionKind::Or(all)
            | ConditionKind::NoneOf(all)
            | ConditionKind::AtLeast(_, all) => all.iter().find_map(|one| self.condition(one)),
            ConditionKind::Not(one) => self.condition(one),
            ConditionKind::Compare { subject, limits } => {
                self.is(subject).then(|| self.type_of(&limits.first()?.1).map(Missing::Fact)).flatten()
            }
            ConditionKind::Is { subject, values, .. } if self.is(subject) => self.type_of_answers(values),
            ConditionKind::Is { subject, values, .. } => {
                values.iter().any(|value| self.is(value)).then(|| self.list_of(subject)).flatten().map(Missing::ValueOf)
            }
            ConditionKind::Include { subject, values, .. } if self.is(subject) => {
                let list = self.list_with(&values.first()?.value)?;
                Some(Missing::Fact(say!(self.language, "set of {list}", "tập hợp {list}")))
            }
            ConditionKind::Include { subject, values, .. } => {
                let is_it = |name: &Name| name.span.start == self.at;
                values.iter().any(is_it).then(|| self.list_of(subject)).flatten().map(Missing::ValueOf)
            }
            ConditionKind::Fact(expression) if self.is(expression) => {
                Some(Missing::Fact(self.language.pick("yes or no", "có hoặc không").to_owned()))
            }
            // What is kept by a list would have to say by which.
            _ => None,
        }
    }

    fn is(&self, expression: &Expression) -> bool {
        matches!(expression.kind, ExpressionKind::Name(_)) && expression.span.start == self.at
    }

    /// The type of what is compared with this.
    fn type_of(&self, value: &Expression) -> Option<String> {
        let pick = |english: &str, vietnamese: &str| Some(self.language.pick(english, vietnamese).to_owned());
        match &value.kind {
            ExpressionKind::Quantity(_, unit) => Some(unit.value.clone()),
            ExpressionKind::Number(_) => pick(NUMBER.0, NUMBER.1),
            ExpressionKind::Percent(_) => Some("%".to_owned()),
            ExpressionKind::Date(_) | ExpressionKind::Today => pick("date", "ngày"),
            ExpressionKind::YesNo(_) => pick("yes or no", "có hoặc không"),
            ExpressionKind::Duration(_, unit) => self.measure(match unit {
                DurationUnit::Days | DurationUnit::Weeks => &Measure::Days,
                DurationUnit::WorkingDays => &Measure::WorkingDays,
                DurationUnit::Months => &Measure::Months,
                DurationUnit::Years => &Measure::Years,
            }),
            ExpressionKind::Name(name) => match self.domain(name)? {
                Domain::Ordered(ordered) => self.measure(&ordered.measure),
                _ => None,
            },
            _ => None,
        }
    }

    fn measure(&self, measure: &Measure) -> Option<String> {
        let pick = |english: &str, vietnamese: &str| Some(self.language.pick(english, vietnamese).to_owned());
        match measure {
            Measure::Number => pick(NUMBER.0, NUMBER.1),
            Measure::Percent => Some("%".to_owned()),
            Measure::Unit(unit) => Some(unit.clone()),
            Measure::Date => pick("date", "ngày"),
            Measure::Days => pick("days", "số ngày"),
            Measure::WorkingDays => pick("working days", "ngày làm việc"),
            Measure::Months => pick("months", "tháng"),
            Measure::Years => pick("years", "năm"),
        }
    }

    /// A fact by its answers: of a list that has them, or of just these.
    fn type_of_answers(&self, values: &[Expression]) -> Option<Missing> {
        let first = values.first()?;
        let ExpressionKind::Name(name) = &first.kind else { return self.type_of(first).map(Missing::Fact) };
        if let Some(list) = self.list_with(name) {
            return Some(Missing::Fact(list));
        }
        if let Some(domain) = self.domain(name) {
            return match domain {
                Domain::Choice(list) => {
                    Some(Missing::Fact(self.desk.policies.resolved().model.lists[*list].name.clone()))
                }
                Domain::Ordered(ordered) => self.measure(&ordered.measure).map(Missing::Fact),
                _ => None,
            };
        }
        None
    }

    fn domain(&self, name: &str) -> Option<&Domain> {
        let fact = self.visible.fact(name).map(|fact| &self.visible.model().facts[fact].domain);
        fact.or_else(|| self.visible.parameter(name).map(|row| &row.domain))
    }

    /// The list of which something answers.
    fn list_of(&self, subject: &Expression) -> Option<ListId> {
        let ExpressionKind::Name(name) = &subject.kind else { return None };
        match self.domain(last_part(name))? {
            Domain::Choice(list) | Domain::SetOf(list) => Some(*list),
            _ => None,
        }
    }

    /// The one list with a name of its own that has a value of that name.
    fn list_with(&self, value: &str) -> Option<String> {
        let mut lists = Vec::new();
        self.visible.each(|entry| {
            let is_list = matches!(entry.kind, DeclarationKind::List { .. } | DeclarationKind::Territory { .. });
            let model = self.visible.model();
            let has = |row: &vires_model::List| row.name == entry.name.value && row.by_name.contains_key(value);
            if is_list && model.lists.iter().any(|(_, row)| self.visible.sees_id(row.package) && has(row)) {
                lists.push(entry.name.value.clone());
            }
        });
        match lists.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    }
}
