//! Derived facts: a condition with a name, put where the name is used.

use std::rc::Rc;

use vires_model::{Condition, ConditionKind, SourceSpan};
use vires_syntax::ast;

use crate::names::{DerivedId, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};

/// A derived fact may double what it is made of, and twenty such make a million parts.
const MOST_PARTS: usize = 4096;
/// Deeper conditions than this could not be walked safely.
const DEEPEST: usize = 128;

/// A derived fact as declared.
#[derive(Debug, Clone)]
pub(crate) struct Derived<'a> {
    pub(crate) here: Here,
    pub(crate) name: String,
    pub(crate) is: Definiens<'a>,
    pub(crate) span: SourceSpan,
}

/// What it is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Definiens<'a> {
    Condition(&'a ast::Condition),
    /// Another yes-or-no fact by name.
    Fact(&'a ast::Expression),
}

/// What it means, lowered.
#[derive(Debug, Clone)]
pub(crate) struct Meaning {
    condition: Rc<Condition>,
    parts: usize,
}

impl Resolver<'_> {
    /// Lowers every derived fact, used or not, so that each of their errors is reported once.
    pub(crate) fn derived_rows(&mut self) {
        for n in 0..self.derived.len() {
            let id = DerivedId(n);
            // With `act` the meaning is settled where it is used.
            let _ = self.meaning(id, Act::Later);
        }
    }

    /// The meaning of a derived fact, with every place in it that of its use.
    pub(crate) fn derived_condition(&mut self, id: DerivedId, act: Act, used: SourceSpan) -> Done<Condition> {
        let meaning = self.meaning(id, act)?;
        self.inlined = self.inlined.saturating_add(meaning.parts);
        if self.inlined > MOST_PARTS {
            if self.deriving.is_empty() {
                self.too_many_parts(used);
            }
            return Err(Failed);
        }
        Ok(placed_at(&meaning.condition, used))
    }

    fn too_many_parts(&mut self, span: SourceSpan) {
        self.report(
            Problem::error(
                code::NOT_EXACT,
                span,
                format!("written out in full, the derived facts used here make more than {MOST_PARTS} conditions"),
            )
            .help("derived facts that are built from derived facts grow quickly; ask for one of them instead of deriving it"),
        );
    }

    fn meaning(&mut self, id: DerivedId, act: Act) -> Done<Meaning> {
        self.sound(Thing::Derived(id))?;
        if let Some(meaning) = self.meanings.get(&(id, act)) {
            self.turns_on_act |= act == Act::Later && meaning.is_err();
            return meaning.clone();
        }
        if let Some(start) = self.deriving.iter().position(|at| *at == id) {
            self.derived_in_circle(start);
            return Err(Failed);
        }
        if self.deriving.len() >= DEEPEST {
            let span = self.derived.get(id.0).map(|row| row.span);
            if let Some(span) = span {
                self.too_deep(span);
            }
            return Err(Failed);
        }
        let Some(Derived { here, is, span, .. }) = self.derived.get(id.0).cloned() else {
            return Err(Failed);
        };
        self.deriving.push(id);
        let outer = std::mem::replace(&mut self.inlined, 0);
        let outer_act = std::mem::replace(&mut self.turns_on_act, false);
        let lowered = match is {
            Definiens::Condition(condition) => self.condition(here, act, condition),
            Definiens::Fact(name) => self.yes_or_no(here, act, name, name.span),
        };
        let inlined = std::mem::replace(&mut self.inlined, outer);
        self.deriving.pop();
        let meaning = lowered.and_then(|condition| {
            let (parts, depth) = size(&condition);
            if depth > DEEPEST {
                self.too_deep(span);
                return Err(Failed);
            }
            Ok(Meaning { condition: Rc::new(condition), parts })
        });
        if inlined > MOST_PARTS {
            self.too_many_parts(span);
        }
        // Without a power in hand `act` cannot be settled; that alone is no error of the derived fact.
        if meaning.is_err() && !self.turns_on_act {
            self.poisoned.insert(Thing::Derived(id));
        }
        self.turns_on_act |= outer_act;
        self.meanings.insert((id, act), meaning.clone());
        meaning
    }

    fn too_deep(&mut self, span: SourceSpan) {
        self.report(
            Problem::error(
                code::NOT_EXACT,
                span,
                format!("derived facts are built on each other more than {DEEPEST} deep here"),
            )
            .help("ask for one of them instead of deriving it"),
        );
    }

    fn derived_in_circle(&mut self, start: usize) {
        let set: Vec<_> = self.deriving.get(start..).unwrap_or_default().to_vec();
        let rows: Vec<_> = set.iter().filter_map(|id| self.derived.get(id.0)).collect();
        let Some((first, rest)) = rows.split_first() else {
            return;
        };
        let message = if rest.is_empty() {
            format!("the derived fact `{}` is derived from itself", first.name)
        } else {
            let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
            format!("the derived facts {} are derived from each other in a circle", names.join(", "))
        };
        let mut problem = Problem::error(code::CIRCLE, first.span, message)
            .help("say one of them without the others, or ask for it as a fact of its own");
        for row in rest {
            problem = problem.see(row.span, format!("`{}` is derived here", row.name));
        }
        self.report(problem);
        self.poisoned.extend(set.into_iter().map(Thing::Derived));
    }
}

/// How many parts a condition has and how deep they go.
fn size(condition: &Condition) -> (usize, usize) {
    let of_all = |parts: &[Condition]| {
        parts.iter().map(size).fold((1, 0), |(count, depth), (more, deeper)| (count + more, usize::max(depth, deeper)))
    };
    let (parts, depth) = match &condition.kind {
        ConditionKind::Always | ConditionKind::Atom(_) => (1, 0),
        ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => of_all(parts),
        ConditionKind::Not(part) => of_all(std::slice::from_ref(part)),
    };
    (parts, depth + 1)
}

/// The same condition with every place in it that of its use.
fn placed_at(condition: &Condition, span: SourceSpan) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| placed_at(part, span)).collect();
    let kind = match &condition.kind {
        ConditionKind::Always => ConditionKind::Always,
        ConditionKind::Atom(atom) => ConditionKind::Atom(atom.clone()),
        ConditionKind::All(parts) => ConditionKind::All(all(parts)),
        ConditionKind::Any(parts) => ConditionKind::Any(all(parts)),
        ConditionKind::AtLeast(n, parts) => ConditionKind::AtLeast(*n, all(parts)),
        ConditionKind::Not(part) => ConditionKind::Not(Box::new(placed_at(part, span))),
    };
    Condition { kind, span }
}
