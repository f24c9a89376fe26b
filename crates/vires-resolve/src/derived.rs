//! Derived facts: a condition with a name, put where the name is used.

use std::sync::Arc;

use vires_model::{Condition, ConditionKind, ListId, Named, SourceSpan, ValueId};
use vires_syntax::ast::{self, ExpressionKind, Name};
use vires_syntax::span::Span;
use vires_words::words;

use crate::hand::{Hand, Key};
use crate::names::{DerivedId, Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};

/// A derived fact may double what it is made of, and twenty such make a million parts.
const MOST_PARTS: usize = 4096;
/// Deeper conditions than this could not be walked safely.
const DEEPEST: usize = 64;

/// A derived fact as declared.
#[derive(Debug, Clone)]
pub(crate) struct Derived<'a> {
    pub(crate) here: Here,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) is: Definiens<'a>,
    /// Kept by this list, as the line says.
    pub(crate) by: Option<&'a Name>,
    /// The same, looked up.
    pub(crate) list: Option<ListId>,
    pub(crate) span: SourceSpan,
}

/// What it is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Definiens<'a> {
    Condition(&'a ast::Condition),
    /// A computation; a name alone may be that of a yes-or-no fact.
    Computation(&'a ast::Expression),
}

/// What it means, lowered.
#[derive(Debug, Clone)]
pub(crate) struct Meaning {
    condition: Arc<Condition>,
    parts: usize,
}

impl Resolver<'_> {
    /// Lowers every derived fact, used or not, so that each of their errors is reported once.
    pub(crate) fn derived_rows(&mut self) {
        for n in 0..self.derived.len() {
            self.derived_list(n);
        }
        for n in 0..self.derived.len() {
            let id = DerivedId(n);
            let value = self.derived.get(n).and_then(|row| row.list);
            let value = value.and_then(|list| self.model.lists[list].leaves().next());
            if self.is_computed(id) {
                let Some(Derived { here, span, .. }) = self.derived.get(n).cloned() else {
                    continue;
                };
                let outer = std::mem::take(&mut self.hand);
                let amount = self.derived_sum(id, value, here, Span::new(span.start, span.end));
                self.hand = outer;
                if amount.is_err() {
                    self.poisoned.insert(Thing::Derived(id));
                } else if let Ok(amount) = amount {
                    self.derived_type(id, &amount);
                }
                continue;
            }
            // With `act` the meaning is settled where it is used.
            let _ = self.meaning(id, Act::Later, value);
        }
    }

    /// The list that a derived fact is kept by.
    fn derived_list(&mut self, n: usize) {
        let Some(Derived { here, by: Some(by), .. }) = self.derived.get(n).cloned() else {
            return;
        };
        match self.find_list(here, by) {
            Ok(list) => {
                if let Some(row) = self.derived.get_mut(n) {
                    row.list = Some(list);
                }
            }
            Err(Failed) => {
                self.poisoned.insert(Thing::Derived(DerivedId(n)));
            }
        }
    }

    /// Whether a derived fact is a number, an amount or a date, not a question of yes or no.
    pub(crate) fn is_computed(&self, id: DerivedId) -> bool {
        let mut at = id;
        // A chain of names is no longer than there are rows, unless it is a circle, which is reported elsewhere.
        for _ in 0..=self.derived.len() {
            let Some(Derived { here, is, .. }) = self.derived.get(at.0) else {
                return false;
            };
            let expression = match is {
                Definiens::Computation(expression) => expression,
                Definiens::Condition(ast::Condition { kind: ast::ConditionKind::Fact(expression), .. }) => expression,
                Definiens::Condition(_) => return false,
            };
            let (ExpressionKind::Name(name)
            | ExpressionKind::Of(Name { value: name, .. }, _)
            | ExpressionKind::OfFor(Name { value: name, .. }, ..)) = &expression.kind
            else {
                return true;
            };
            let sorts = Sorts::FACT.or(Sorts::DERIVED).or(Sorts::KEPT).or(Sorts::PARAMETER).or(Sorts::EVENT);
            let domain = match self.find_quietly(here.package, name, sorts) {
                Some(Thing::Derived(next)) => {
                    at = next;
                    continue;
                }
                Some(Thing::Fact(fact)) => &self.model.facts[fact].domain,
                Some(Thing::Kept(kept)) => match self.kept.get(kept.0).and_then(|kept| kept.facts.values().next()) {
                    Some(fact) => &self.model.facts[*fact].domain,
                    None => return false,
                },
                Some(Thing::Parameter(id)) => match self.parameter_types.get(id.0 as usize) {
                    Some(parameter) => &parameter.domain,
                    None => return false,
                },
                Some(Thing::Event(_)) => return true,
                _ => return false,
            };
            return matches!(domain, vires_model::Domain::Ordered(_));
        }
        false
    }

    /// That what is computed is what the line says it is: `fact value : VND is base + options`.
    fn derived_type(&mut self, id: DerivedId, amount: &crate::sums::Amount) {
        let declared = self.declared.iter().find(|row| row.thing == Some(Thing::Derived(id))).copied();
        let Some(row) = declared else {
            return;
        };
        let ast::DeclarationKind::Fact { of: Some(of), .. } = &row.declaration.kind else {
            return;
        };
        let Ok(typed) = self.domain(row.here, of, "") else {
            self.poisoned.insert(Thing::Derived(id));
            return;
        };
        let kind = match &typed.domain {
            vires_model::Domain::Ordered(ordered) => {
                crate::sums::kind_of(&ordered.measure, typed.unit.map(|unit| self.root_of(unit))).map(|(kind, _)| kind)
            }
            _ => None,
        };
        let nothing =
            crate::sums::Amount::constant(kind.unwrap_or(amount.kind), vires_model::Rational::from_integer(0));
        let fits = kind.is_some()
            && self.alike(row.here, of.span, amount.clone(), nothing, words!("the same", "trùng nhau")).is_ok();
        if kind.is_none() {
            let words = self.kind_in_words(amount.kind);
            self.report(Problem::error(
                code::WRONG_TYPE,
                row.here.span(of.span),
                words!(
                    "what is computed here is {words}, not what the line says it is",
                    "kết quả tính ở đây là {words}, không phải như dòng này nêu",
                    words = words
                ),
            ));
        }
        if !fits {
            self.poisoned.insert(Thing::Derived(id));
        }
    }

    /// For which value of its list a derived fact is meant; none where it is kept by no list.
    pub(crate) fn derived_key(
        &mut self,
        here: Here,
        span: Span,
        id: DerivedId,
        of: Option<&Name>,
    ) -> Done<Option<ValueId>> {
        let row = self.derived.get(id.0).map(|row| (row.list, row.by.is_some(), row.name.clone(), row.span));
        let Some((list, kept, name, declared)) = row else {
            return Err(Failed);
        };
        match (list, of) {
            (None, _) if kept => Err(Failed),
            (None, None) => Ok(None),
            (None, Some(_)) => Err(self.not_kept(here, span, declared)),
            (Some(list), None) => match self.in_hand(list) {
                Some(value) => Ok(Some(value)),
                None => Err(self.of_which(here, &Name::new(name, span), list)),
            },
            (Some(list), Some(of)) => match self.key_named(here, list, of)? {
                Key::Value(value) => Ok(Some(value)),
                Key::Fact(fact) => {
                    self.hand.needs.kept.insert(fact);
                    let value = match &self.hand.world {
                        Some(world) => world.answers.get(&fact).and_then(|answer| self.lifted(fact, *answer, list)),
                        None => self.model.lists[list].leaves().next(),
                    };
                    value.map(Some).ok_or(Failed)
                }
                Key::Whole | Key::Pair(_) => Err(Failed),
            },
        }
    }

    /// The sum that a derived fact is, for a value of its list.
    pub(crate) fn derived_sum(
        &mut self,
        id: DerivedId,
        value: Option<ValueId>,
        used: Here,
        used_at: Span,
    ) -> Done<crate::sums::Amount> {
        self.sound(Thing::Derived(id))?;
        let Some(Derived { here, is, list, name, span, .. }) = self.derived.get(id.0).cloned() else {
            return Err(Failed);
        };
        let expression = match is {
            Definiens::Computation(expression) => expression,
            Definiens::Condition(ast::Condition { kind: ast::ConditionKind::Fact(expression), .. })
                if self.is_computed(id) =>
            {
                expression
            }
            Definiens::Condition(_) => {
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        used.span(used_at),
                        words!(
                            "`{name}` is answered yes or no, so nothing can be computed with it",
                            "`{name}` được trả lời có hoặc không nên không thể tính toán"
                        ),
                    )
                    .see(span, words!("derived here", "suy ra tại đây")),
                );
                return Err(Failed);
            }
        };
        if let Some(start) = self.deriving.iter().position(|at| *at == id) {
            self.derived_in_circle(start);
            return Err(Failed);
        }
        if self.deriving.len() >= DEEPEST {
            self.too_deep(span);
            return Err(Failed);
        }
        self.deriving.push(id);
        // What is in hand where it is used is not in hand where it is derived.
        let bound = list.zip(value).into_iter().collect();
        let outer = std::mem::replace(&mut self.hand.bound, bound);
        let amount = self.amount(here, Act::Later, expression);
        self.hand.bound = outer;
        self.deriving.pop();
        amount
    }

    /// The meaning of a derived fact, with every place in it that of its use.
    pub(crate) fn derived_condition(
        &mut self,
        id: DerivedId,
        act: Act,
        value: Option<ValueId>,
        used: SourceSpan,
    ) -> Done<Condition> {
        let meaning = self.meaning(id, act, value)?;
        self.inlined = self.inlined.saturating_add(meaning.parts);
        if self.inlined > MOST_PARTS {
            if self.deriving.is_empty() {
                self.too_many_parts(used);
            }
            return Err(Failed);
        }
        Ok(meaning.condition.placed_at(used))
    }

    fn too_many_parts(&mut self, span: SourceSpan) {
        self.report(
            Problem::error(
                code::NOT_EXACT,
                span,
                words!(
                    "written out in full, the derived facts used here make more than {MOST_PARTS} \
                     conditions",
                    "viết đầy đủ thì các dữ kiện suy ra dùng ở đây thành hơn {MOST_PARTS} điều kiện"
                ),
            )
            .help(words!(
                "derived facts that are built from derived facts grow quickly; ask for one of them \
                 instead of deriving it",
                "dữ kiện suy ra từ dữ kiện suy ra phình rất nhanh; hãy hỏi một trong số đó thay vì \
                 suy ra"
            )),
        );
    }

    fn meaning(&mut self, id: DerivedId, act: Act, value: Option<ValueId>) -> Done<Meaning> {
        self.sound(Thing::Derived(id))?;
        if let Some(meaning) = self.meanings.get(&(id, act, value)) {
            self.entangled |= self.late_meanings.contains(&(id, act, value));
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
        let Some(Derived { here, is, span, list, .. }) = self.derived.get(id.0).cloned() else {
            return Err(Failed);
        };
        self.deriving.push(id);
        let hand = Box::new(Hand { bound: list.zip(value).into_iter().collect(), ..Hand::default() });
        let outer_hand = std::mem::replace(&mut self.hand, hand);
        let outer = std::mem::replace(&mut self.inlined, 0);
        let outer_act = std::mem::replace(&mut self.turns_on_act, false);
        let lowered = match is {
            Definiens::Condition(condition) => self.condition(here, act, condition),
            Definiens::Computation(name) => self.yes_or_no(here, act, name, name.span),
        };
        self.hand = outer_hand;
        let inlined = std::mem::replace(&mut self.inlined, outer);
        self.deriving.pop();
        let meaning = lowered.and_then(|condition| {
            let (parts, depth) = size(&condition);
            if depth > DEEPEST {
                self.too_deep(span);
                return Err(Failed);
            }
            let named = self.named(id, value);
            // A name for a name: the outer one is what the text says.
            Ok(Meaning { condition: Arc::new(Condition { named, ..condition }), parts })
        });
        if inlined > MOST_PARTS {
            self.too_many_parts(span);
        }
        // Without a power in hand `act` cannot be settled; that alone is no error of the derived fact.
        if meaning.is_err() && !self.turns_on_act {
            self.poisoned.insert(Thing::Derived(id));
        }
        self.turns_on_act |= outer_act;
        self.meanings.insert((id, act, value), meaning.clone());
        self.late_meanings.insert((id, act, value));
        self.entangled = true;
        meaning
    }

    /// What a derived fact is called for a value of its list.
    fn named(&self, id: DerivedId, value: Option<ValueId>) -> Option<Arc<Named>> {
        let row = self.derived.get(id.0)?;
        let of = row.list.zip(value);
        let of = of.and_then(|(list, value)| self.model.lists[list].values.get(value.0 as usize));
        let plain = row.label == row.name;
        let name = of.map_or_else(|| row.name.clone(), |of| format!("{} of {}", row.name, of.name));
        let label = match of {
            _ if plain => name.clone(),
            Some(of) => format!("{} ({})", row.label, of.label),
            None => row.label.clone(),
        };
        Some(Arc::new(Named { name, label }))
    }

    fn too_deep(&mut self, span: SourceSpan) {
        self.report(
            Problem::error(
                code::NOT_EXACT,
                span,
                words!(
                    "derived facts are built on each other more than {DEEPEST} deep here",
                    "các dữ kiện suy ra từ nhau quá {DEEPEST} tầng"
                ),
            )
            .help(words!("ask for one of them instead of deriving it", "hỏi một trong số đó thay vì suy ra")),
        );
    }

    fn derived_in_circle(&mut self, start: usize) {
        let set: Vec<_> = self.deriving.get(start..).unwrap_or_default().to_vec();
        let rows: Vec<_> = set.iter().filter_map(|id| self.derived.get(id.0)).collect();
        let Some((first, rest)) = rows.split_first() else {
            return;
        };
        let message = if rest.is_empty() {
            words!(
                "the derived fact `{name}` is derived from itself",
                "dữ kiện `{name}` được suy ra từ chính nó",
                name = first.name
            )
        } else {
            let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
            words!(
                "the derived facts {names} are derived from each other in a circle",
                "các dữ kiện {names} được suy ra từ nhau thành vòng tròn",
                names = names.join(", ")
            )
        };
        let mut problem = Problem::error(code::CIRCLE, first.span, message).help(words!(
            "say one of them without the others, or ask for it as a fact of its own",
            "nêu một trong số đó mà không dùng các dữ kiện kia, hoặc hỏi bằng một dữ kiện riêng"
        ));
        for row in rest {
            problem = problem
                .see(row.span, words!("`{name}` is derived here", "`{name}` được suy ra tại đây", name = row.name));
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
