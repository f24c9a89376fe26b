//! The conditions and expressions of a line, wherever they stand in it.

use vires_syntax::ast::{
    Clause, ClauseKind, Condition, ConditionKind, Deadline, DeclarationKind, Definition, Expression, ExpressionKind,
    Line, LineKind, Operation, Step, Type,
};

/// One part of a line.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'t> {
    Condition(&'t Condition),
    Expression(&'t Expression),
}

/// Visits all parts of a line with its clauses, those within others too; the lines below it are not looked at.
pub(crate) fn each<'t>(line: &'t Line, visit: &mut dyn FnMut(Part<'t>)) {
    match &line.kind {
        LineKind::Declaration(declaration) => match &declaration.kind {
            DeclarationKind::Fact { of, is } => {
                of.iter().for_each(|of| in_type(of, visit));
                match is {
                    Some(Definition::Condition(condition)) => in_condition(condition, visit),
                    Some(Definition::Expression(expression)) => in_expression(expression, visit),
                    None => {}
                }
            }
            DeclarationKind::Parameter { of } => of.iter().for_each(|of| in_type(of, visit)),
            DeclarationKind::Assume { condition } => in_condition(condition, visit),
            _ => {}
        },
        LineKind::Operation(Operation::Set { to, .. }) => to.iter().for_each(|to| in_expression(to, visit)),
        LineKind::Operation(Operation::AppliesOnlyWhen { condition, .. }) => in_condition(condition, visit),
        _ => {}
    }
    line.clauses.iter().for_each(|clause| in_clause(clause, visit));
}

fn in_type<'t>(of: &'t Type, visit: &mut dyn FnMut(Part<'t>)) {
    of.from.iter().chain(&of.to).for_each(|limit| in_expression(limit, visit));
}

fn in_clause<'t>(clause: &'t Clause, visit: &mut dyn FnMut(Part<'t>)) {
    match &clause.kind {
        ClauseKind::When(condition) | ClauseKind::ExceptWhen(condition) => in_condition(condition, visit),
        ClauseKind::Given(given) => {
            given.iter().flat_map(|given| &given.values).for_each(|value| in_expression(value, visit));
        }
        ClauseKind::Step(step) => in_step(step, visit),
        ClauseKind::Deadline(deadline) => in_deadline(deadline, visit),
        _ => {}
    }
}

fn in_step<'t>(step: &'t Step, visit: &mut dyn FnMut(Part<'t>)) {
    step.deadlines.iter().for_each(|deadline| in_deadline(deadline, visit));
    step.cases.conditions().for_each(|condition| in_condition(condition, visit));
}

fn in_deadline<'t>(deadline: &'t Deadline, visit: &mut dyn FnMut(Part<'t>)) {
    deadline.of.iter().for_each(|of| in_expression(of, visit));
    let others = deadline.others.iter().flat_map(|others| &others.periods);
    others.for_each(|other| in_expression(&other.of, visit));
    deadline.cases.conditions().for_each(|condition| in_condition(condition, visit));
}

// Conditions and expressions nest no deeper than `vires_syntax::MAX_DEPTH`.
fn in_condition<'t>(condition: &'t Condition, visit: &mut dyn FnMut(Part<'t>)) {
    visit(Part::Condition(condition));
    match &condition.kind {
        ConditionKind::And(parts)
        | ConditionKind::Or(parts)
        | ConditionKind::NoneOf(parts)
        | ConditionKind::AtLeast(_, parts) => parts.iter().for_each(|part| in_condition(part, visit)),
        ConditionKind::Not(part)
        | ConditionKind::Over { condition: part, .. }
        | ConditionKind::Dated { condition: part, .. } => in_condition(part, visit),
        ConditionKind::Compare { subject, limits } => {
            in_expression(subject, visit);
            limits.iter().for_each(|(_, limit)| in_expression(limit, visit));
        }
        ConditionKind::Is { subject, values, .. } => {
            in_expression(subject, visit);
            values.iter().for_each(|value| in_expression(value, visit));
        }
        ConditionKind::IsNone { subject, .. }
        | ConditionKind::Include { subject, .. }
        | ConditionKind::Fact(subject) => {
            in_expression(subject, visit);
        }
        ConditionKind::Held { .. } | ConditionKind::Vacant { .. } => {}
    }
}

fn in_expression<'t>(expression: &'t Expression, visit: &mut dyn FnMut(Part<'t>)) {
    visit(Part::Expression(expression));
    match &expression.kind {
        ExpressionKind::Negate(part) | ExpressionKind::SumOver(_, part) => in_expression(part, visit),
        ExpressionKind::Binary(_, left, right) | ExpressionKind::ShareOf(left, right) => {
            in_expression(left, visit);
            in_expression(right, visit);
        }
        ExpressionKind::Extreme(_, of) => of.iter().for_each(|one| in_expression(one, visit)),
        _ => {}
    }
}
