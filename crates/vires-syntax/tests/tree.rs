//! Lines that belong together become one.

mod spanless;

use spanless::tree;
use vires_syntax::ast::{
    ClauseKind, Condition, ConditionKind, DeclarationKind, Definition, Expression, ExpressionKind, LineKind, Operator,
    Rule, TypeKind,
};
use vires_syntax::{FileKind, parse};

/// The condition of the only clause of the only line.
fn condition(text: &str) -> Condition {
    let parsed = parse(text, FileKind::Policy);
    assert!(parsed.errors.is_empty(), "{:#?}", parsed.errors);
    match &parsed.file.lines[0].clauses[0].kind {
        ClauseKind::When(condition) => condition.clone(),
        other => panic!("{other:?}"),
    }
}

fn value(text: &str) -> Expression {
    match condition(&format!("m holds p when x above {text}")).kind {
        ConditionKind::Compare { limits, .. } => limits[0].1.clone(),
        other => panic!("{other:?}"),
    }
}

/// A computation with every bracket written out.
fn bracketed(expression: &Expression) -> String {
    match &expression.kind {
        ExpressionKind::Name(name) => name.clone(),
        ExpressionKind::Number(number) => match &number.denominator {
            Some(below) => format!("{}/{below}", number.digits),
            None => number.digits.clone(),
        },
        ExpressionKind::Negate(inner) => format!("-{}", bracketed(inner)),
        ExpressionKind::Binary(operator, left, right) => {
            let sign = match operator {
                Operator::Add => '+',
                Operator::Subtract => '-',
                Operator::Multiply => '*',
                Operator::Divide => '/',
            };
            format!("({} {sign} {})", bracketed(left), bracketed(right))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn multiplication_binds_closer_and_everything_groups_from_the_left() {
    assert_eq!(bracketed(&value("a + b * c - d")), "((a + (b * c)) - d)");
    assert_eq!(bracketed(&value("a - b - c")), "((a - b) - c)");
    assert_eq!(bracketed(&value("a / b * c")), "((a / b) * c)");
    assert_eq!(bracketed(&value("(a + b) * (c - -2)")), "((a + b) * (c - -2))");
    assert_eq!(bracketed(&value("2/3 * x")), "(2/3 * x)");
    assert_eq!(bracketed(&value("x / 2/3")), "((x / 2) / 3)");
}

#[test]
fn clauses_may_stand_on_the_line_or_below_it() {
    let on_one_line = tree("m holds p when a is b, from 2025-01-01, until 2026-01-01");
    assert_eq!(on_one_line, tree("m holds p when a is b from 2025-01-01 until 2026-01-01"));
    assert_eq!(on_one_line, tree("m holds p\n  when a is b\n  from 2025-01-01\n  until 2026-01-01"));
    assert_eq!(on_one_line, tree("m holds p when\n  a is b\n  from 2025-01-01\n  until 2026-01-01"));
}

#[test]
fn from_after_a_name_alone_compares_it_and_a_comma_parts_them() {
    let ConditionKind::Compare { .. } = condition("m holds p when received from 2025-01-01").kind else {
        panic!("a comparison")
    };
    let ConditionKind::Fact(_) = condition("m holds p when ready, from 2025-01-01").kind else { panic!("a fact") };
}

#[test]
fn a_condition_goes_on_in_lines_that_begin_with_and_or_or() {
    let one_line = tree("m holds p when a and b and c");
    assert_eq!(one_line, tree("m holds p when a\n  and b\n  and c"));
    assert_eq!(one_line, tree("m holds p\n  when a\n    and b\n    and c"));
    assert_eq!(one_line, tree("m holds p\n  when a\n  and b\n  and c"));
    assert_eq!(one_line, tree("m holds p\n  when\n    a\n    and b\n      and c"));
    assert_eq!(tree("assume a or b"), tree("assume a\n  or b"));
    assert_eq!(tree("fact x is a or b"), tree("fact x is a\n  or b"));
    assert_eq!(tree("this instrument applies only when a or b"), tree("this instrument applies only when a\n  or b"));
}

#[test]
fn groups_are_brackets() {
    assert_eq!(
        tree("m holds p when a and (b or c) and d"),
        tree("m holds p when a\n  and any of\n    b\n    c\n  and d")
    );
    assert_eq!(tree("m holds p when (a and b) or c"), tree("m holds p when any of\n  all of\n    a\n    b\n  c"));
    assert_eq!(tree("m holds p when (a and b) or c"), tree("m holds p when any of\n  a\n    and b\n  c"));
    assert_eq!(
        tree("m holds p when (a or b), from 2025-01-01"),
        tree("m holds p when any of\n  a\n  b\n  from 2025-01-01")
    );
}

#[test]
fn a_step_takes_its_condition_and_its_deadline() {
    let one_line = tree("m holds p after review by cfo within 3 days of d, else approved when a");
    assert_eq!(
        one_line,
        tree("m holds p\n  after review by cfo\n    within 3 days of d\n    else approved\n    when a")
    );
    let parsed = parse("m holds p\n  notifying x\n  when a", FileKind::Policy);
    assert_eq!(parsed.file.lines[0].clauses.len(), 2, "beside a step, `when` is the rule's");
}

#[test]
fn one_subject_two_limits() {
    let ConditionKind::Compare { limits, .. } = condition("m holds p when v above 5 and at most 10").kind else {
        panic!("a comparison")
    };
    assert_eq!(limits.len(), 2);
    let ConditionKind::And(parts) = condition("m holds p when v above 5 and w at most 10").kind else {
        panic!("two conditions")
    };
    assert_eq!(parts.len(), 2);
}

#[test]
fn what_may_be_a_condition_is_no_further_holder() {
    let ConditionKind::Or(parts) = condition("m holds p when q is held by a or b above 5").kind else {
        panic!("two conditions")
    };
    assert_eq!(parts.len(), 2);
    let ConditionKind::Held { .. } = condition("m holds p when q is held by a or b").kind else {
        panic!("one condition")
    };
}

#[test]
fn the_type_says_what_a_definition_is() {
    let defined = |text: &str| match parse(text, FileKind::Policy).file.lines[0].kind.clone() {
        LineKind::Declaration(declaration) => match declaration.kind {
            DeclarationKind::Fact { is: Some(is), .. } => is,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    assert!(matches!(defined("fact a is b"), Definition::Condition(_)));
    assert!(matches!(defined("fact a : VND is b"), Definition::Expression(_)));
    assert!(matches!(defined("fact a : yes or no is b"), Definition::Condition(_)));
    assert!(matches!(defined("fact a is b + c"), Definition::Expression(_)));
    assert!(matches!(defined("fact a is (b + c) above 5"), Definition::Condition(_)));
}

#[test]
fn one_name_is_a_type_and_several_are_values() {
    let written = |text: &str| match parse(text, FileKind::Policy).file.lines[0].kind.clone() {
        LineKind::Declaration(declaration) => match declaration.kind {
            DeclarationKind::Fact { of: Some(of), .. } => of.kind,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    assert!(matches!(written("fact a : Source"), TypeKind::Named(_)));
    assert!(matches!(written("fact a : coal, gas"), TypeKind::Values(values) if values.len() == 2));
    assert!(matches!(written("fact a : coal (black)"), TypeKind::Values(values) if values[0].under.len() == 1));
}

#[test]
fn provisions_hold_rules_and_documentation_stays_with_its_line() {
    let text = "## One.\n## Two.\narticle 7.12 \"T\"\n  ## Of the point.\n\n  # aside\n  point đ\n    m holds p  # not documentation\n";
    let parsed = parse(text, FileKind::Policy);
    assert!(parsed.errors.is_empty());
    let article = &parsed.file.lines[0];
    assert_eq!(article.doc.as_deref(), Some("One.\nTwo."));
    let point = &article.below[0];
    assert_eq!(point.doc.as_deref(), Some("Of the point."));
    assert!(matches!(&point.below[0].kind, LineKind::Rule(Rule::Hold { .. })));
    assert_eq!(point.below[0].doc, None);
    match (&article.kind, &point.kind) {
        (LineKind::Provision { step, title }, LineKind::Provision { step: inner, .. }) => {
            assert_eq!((step.number.as_str(), inner.number.as_str()), ("7.12", "đ"));
            assert_eq!(title.as_ref().map(|title| title.value.as_str()), Some("T"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn spans_cover_what_they_name() {
    let text = "m holds p when any of\n  a is b\n  c above 5 MW\n";
    let parsed = parse(text, FileKind::Policy);
    let slice = |span: vires_syntax::span::Span| &text[span.start as usize..span.end as usize];
    let line = &parsed.file.lines[0];
    assert_eq!(slice(line.span), text.trim_end());
    let ClauseKind::When(condition) = &line.clauses[0].kind else { panic!("when") };
    assert_eq!(slice(condition.span), "any of\n  a is b\n  c above 5 MW");
    let ConditionKind::Or(members) = &condition.kind else { panic!("or") };
    assert_eq!(slice(members[1].span), "c above 5 MW");
}
