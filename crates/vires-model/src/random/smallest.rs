//! The smallest model that still fails, for the reader of a failed comparison: what can be left out is left out, piece
//! by piece, until nothing more can (delta debugging; Zeller and Hildebrandt, *Simplifying and isolating failure-inducing
//! input*, 2002, here by single pieces).

use crate::conditions::{Condition, ConditionKind};
use crate::date::Life;
use crate::ids::{BodyId, RuleId};
use crate::model::Model;

/// The model without whatever it fails without as well. Numbers of powers, facts, bodies and rules stay what they were: a
/// rule that is not needed never applies.
#[must_use]
pub fn smallest(model: &Model, fails: &dyn Fn(&Model) -> bool) -> Model {
    let mut kept = model.clone();
    loop {
        let mut smaller = false;
        for piece in pieces(&kept) {
            let mut tried = kept.clone();
            piece(&mut tried);
            if size(&tried) < size(&kept) && fails(&tried) {
                kept = tried;
                smaller = true;
            }
        }
        if !smaller {
            return kept;
        }
    }
}

/// The rules that may apply and what else is said, a line each, without places in files.
#[must_use]
pub fn shown(model: &Model) -> String {
    let rules = model.rules.iter().filter(|(_, rule)| !never(&rule.when)).map(|(id, rule)| {
        let steps = if rule.steps.is_empty() && rule.deadlines.is_empty() {
            String::new()
        } else {
            format!(" {:?} {:?}", rule.steps, rule.deadlines)
        };
        let text = &model.provisions[rule.place].instrument;
        format!("{id:?} of {text:?} {:?} {:?}\n    when {:?}{steps}", rule.life, rule.effect, rule.when)
    });
    let bodies = model.bodies.iter().map(|(id, body)| {
        format!("{id:?} one per {:?}, tier {:?}, {:?}, away {:?}", body.one_per, body.tier, body.life, body.away)
    });
    let mut lines: Vec<String> = rules.chain(bodies).collect();
    lines.extend(model.words.iter().map(|word| format!("{word:?}")));
    lines.extend(model.assumptions.iter().map(|assumed| format!("assumed {assumed:?}")));
    let mut text = lines.join("\n  ");
    for noise in [", span: SourceSpan { file: FileId(0), start: 0, end: 0 }", ", named: None", "Condition { kind: "] {
        text = text.replace(noise, "");
    }
    text
}

type Piece = Box<dyn Fn(&mut Model)>;

fn pieces(model: &Model) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for id in model.rules.ids() {
        all.push(Box::new(move |model| model.rules[id].when.kind = ConditionKind::Any(Vec::new())));
        for n in 0..parts(&model.rules[id].when) {
            for with in [ConditionKind::Always, ConditionKind::Any(Vec::new())] {
                all.push(replaced(id, n, with));
            }
            all.push(unwrapped(id, n));
        }
        all.push(Box::new(move |model| {
            let rule = &mut model.rules[id];
            (rule.steps, rule.deadlines) = (Vec::new(), Vec::new());
        }));
        all.push(Box::new(move |model| model.rules[id].life = Life::ALWAYS));
    }
    for n in 0..model.words.len() {
        all.push(Box::new(move |model| {
            if n < model.words.len() {
                model.words.remove(n);
            }
        }));
    }
    all.push(Box::new(|model| model.assumptions.clear()));
    for n in 0..model.bodies.len() {
        let id = BodyId(u32::try_from(n).unwrap_or(0));
        all.push(Box::new(move |model| model.bodies[id].away.clear()));
        all.push(Box::new(move |model| model.bodies[id].life = Life::ALWAYS));
    }
    all
}

fn replaced(rule: RuleId, n: usize, with: ConditionKind) -> Piece {
    Box::new(move |model| {
        if let Some(part) = part(&mut model.rules[rule].when, &mut { n }) {
            part.kind = with.clone();
        }
    })
}

/// A part in place of the whole of which it is one.
fn unwrapped(rule: RuleId, n: usize) -> Piece {
    Box::new(move |model| {
        if let Some(found) = part(&mut model.rules[rule].when, &mut { n }).map(|found| found.clone()) {
            model.rules[rule].when = found;
        }
    })
}

/// Rules that may apply, parts of their conditions and all else that is said.
fn size(model: &Model) -> usize {
    let rule = |rule: &crate::rules::Rule| {
        let bounded = usize::from(rule.life != Life::ALWAYS);
        if never(&rule.when) { 0 } else { 4 * parts(&rule.when) + bounded + rule.steps.len() + rule.deadlines.len() }
    };
    let rules: usize = model.rules.iter().map(|(_, own)| rule(own)).sum();
    let lives: usize =
        model.bodies.iter().map(|(_, body)| body.away.len() + usize::from(body.life != Life::ALWAYS)).sum();
    rules + lives + model.words.len() + model.assumptions.len()
}

fn never(condition: &Condition) -> bool {
    matches!(&condition.kind, ConditionKind::Any(parts) if parts.is_empty())
}

/// How many conditions a condition is made of, itself among them. That it is always or never so counts less than a
/// question: none.
fn parts(condition: &Condition) -> usize {
    match &condition.kind {
        ConditionKind::Always => 1,
        ConditionKind::All(all) | ConditionKind::Any(all) | ConditionKind::AtLeast(_, all) => {
            1 + all.iter().map(parts).sum::<usize>()
        }
        ConditionKind::Not(inner) => 1 + parts(inner),
        ConditionKind::Atom(_) => 2,
    }
}

/// The part of that number, in the order written.
fn part<'c>(condition: &'c mut Condition, n: &mut usize) -> Option<&'c mut Condition> {
    if *n == 0 {
        return Some(condition);
    }
    *n -= 1;
    match &mut condition.kind {
        ConditionKind::Always | ConditionKind::Atom(_) => None,
        ConditionKind::All(all) | ConditionKind::Any(all) | ConditionKind::AtLeast(_, all) => {
            all.iter_mut().find_map(|inner| part(inner, n))
        }
        ConditionKind::Not(inner) => part(inner, n),
    }
}
