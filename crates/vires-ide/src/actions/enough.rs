//! What a declaration needs beside its name, for the lines that name it to be understood.

use std::collections::BTreeSet;

use vires_model::{Domain, FileId};
use vires_resolve::{Declarable, code};
use vires_syntax::ast::{
    ClauseKind, Condition, ConditionKind, DeclarationKind, Expression, ExpressionKind, Line, LineKind,
};
use vires_syntax::span::Span;
use vires_words::{Language, say};

use super::Desk;
use crate::lines::around;
use crate::parts::{Part, each};

/// What stands behind the name, with the space before it.
pub(super) fn beyond(desk: &Desk<'_>, sort: Declarable, name: &str, language: Language) -> String {
    match sort {
        Declarable::InstrumentKind => rank(desk, name, language).unwrap_or_default(),
        Declarable::Power => {
            let clauses: Vec<String> =
                place(desk, name, language).into_iter().chain(acts(desk, name, language)).collect();
            if clauses.is_empty() { String::new() } else { format!(" {}", clauses.join(", ")) }
        }
        _ => String::new(),
    }
}

/// The lines that name what nobody has declared, each with those that it stands in, outermost first.
fn naming<'p>(desk: &'p Desk<'_>, name: &'p str) -> impl Iterator<Item = (FileId, Vec<&'p Line>)> {
    let problems = desk.policies.resolved().problems.iter();
    let unknown = problems.filter(move |problem| {
        problem.code == code::UNKNOWN_NAME
            && desk.words(problem.span.file, Span::new(problem.span.start, problem.span.end)) == name
    });
    unknown.filter_map(|problem| {
        let tree = desk.policies.tree(problem.span.file)?;
        Some((problem.span.file, around(&tree.file, problem.span.start)))
    })
}

/// The lowest, where a line asks for a kind `or above`: of where it stands among the others the text says nothing.
fn rank(desk: &Desk<'_>, name: &str, language: Language) -> Option<String> {
    let asks = |line: &&Line| {
        let mut kinds = line.clauses.iter().map(|clause| &clause.kind);
        kinds.any(|kind| matches!(kind, ClauseKind::Form { kinds, or_above: true } if kinds.iter().any(|kind| kind.value == name)))
    };
    naming(desk, name).find(|(_, lines)| lines.iter().any(asks))?;
    let known = desk.policies.resolved().model.instrument_kinds.iter().filter_map(|(_, row)| row.rank);
    let rank = known.max().unwrap_or_default().checked_add(1)?;
    Some(say!(language, " rank {rank}", " hiệu lực bậc {rank}"))
}

/// The acts that the lines ask for which name it, a test with all its lines.
fn acts(desk: &Desk<'_>, name: &str, language: Language) -> Option<String> {
    let mut acts: Vec<String> = Vec::new();
    let mut add = |values: &[Expression]| {
        for value in values {
            if let ExpressionKind::Name(act) = &value.kind
                && !acts.contains(act)
            {
                acts.push(act.clone());
            }
        }
    };
    let mut seen = BTreeSet::new();
    for (file, lines) in naming(desk, name) {
        let is_test =
            |line: &&&Line| matches!(&line.kind, LineKind::Declaration(own) if own.kind == DeclarationKind::Test);
        let whole = lines.first().filter(is_test);
        for line in whole.or(lines.last()).into_iter().filter(|line| seen.insert((file, line.span))) {
            each(line, &mut |part| {
                if let Part::Condition(Condition { kind: ConditionKind::Is { subject, values, .. }, .. }) = part
                    && matches!(&subject.kind, ExpressionKind::Name(fact) if fact == ACT)
                {
                    add(values);
                }
            });
            for clause in &line.clauses {
                if let ClauseKind::Given(given) = &clause.kind {
                    given.iter().filter(|given| given.name.value == ACT).for_each(|given| add(&given.values));
                }
            }
        }
    }
    let all = acts.join(", ");
    (!acts.is_empty()).then(|| say!(language, "acts {all}", "gồm các việc {all}"))
}

/// The question about the act.
const ACT: &str = "act";

/// How many digits behind the point the numbers have that lines compare it with, or that a test gives; and whether some line
/// asks whether there is an answer at all.
pub(super) fn numbers(desk: &Desk<'_>, name: &str) -> (usize, bool) {
    let (mut decimals, mut or_none) = (0, false);
    for (file, lines) in naming(desk, name) {
        let is_test =
            |line: &&&Line| matches!(&line.kind, LineKind::Declaration(own) if own.kind == DeclarationKind::Test);
        let Some(line) = lines.first().filter(is_test).or(lines.last()) else { continue };
        let is_it = |subject: &Expression| matches!(&subject.kind, ExpressionKind::Name(own) if own == name);
        let mut add = |value: &Expression| {
            let words = desk.words(file, value.span);
            let digits = words.rsplit_once('.').map_or("", |(_, behind)| behind);
            decimals =
                decimals.max(digits.bytes().take_while(|digit| digit.is_ascii_digit() || *digit == b'_').count());
        };
        each(line, &mut |part| match part {
            Part::Condition(Condition { kind: ConditionKind::Compare { subject, limits }, .. }) if is_it(subject) => {
                limits.iter().for_each(|(_, limit)| add(limit));
            }
            Part::Condition(Condition { kind: ConditionKind::Is { subject, values, .. }, .. }) if is_it(subject) => {
                values.iter().for_each(&mut add);
            }
            Part::Condition(Condition { kind: ConditionKind::IsNone { subject, .. }, .. }) if is_it(subject) => {
                or_none = true;
            }
            _ => {}
        });
        for clause in &line.clauses {
            if let ClauseKind::Given(given) = &clause.kind {
                for given in given.iter().filter(|given| given.name.value == name) {
                    or_none |= given.values.iter().any(|value| value.kind == ExpressionKind::None);
                    given.values.iter().for_each(&mut add);
                }
            }
        }
    }
    (decimals, or_none)
}

/// The one question about a place, where a line that names it says `of its place`.
fn place(desk: &Desk<'_>, name: &str, language: Language) -> Option<String> {
    let says_so = |(file, lines): (FileId, Vec<&Line>)| {
        let words = lines.last().map(|line| desk.words(file, line.span)).unwrap_or_default();
        ["of its place", "của nơi thực hiện"].iter().any(|place| words.contains(place))
    };
    if !naming(desk, name).any(says_so) {
        return None;
    }
    let model = &desk.policies.resolved().model;
    let is_place = |domain: &Domain| matches!(domain, Domain::Choice(list) if model.lists[*list].territory);
    let mut facts = model.facts.iter().filter(|(_, row)| row.kept.is_none() && is_place(&row.domain));
    let (Some((_, fact)), None) = (facts.next(), facts.next()) else { return None };
    Some(say!(language, "place {fact}", "nơi thực hiện {fact}", fact = fact.name))
}
