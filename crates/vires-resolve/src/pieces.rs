//! Comparisons that turn on more than answers: one for each stretch of days and each choice of what they need.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{
    Atom, Condition, Day, Domain, FactId, Life, ListId, ParameterId, SourceSpan, Unset, ValueId, ValueSet,
};
use vires_syntax::ast;
use vires_words::words;

use crate::conditions::{all, any, atom};
use crate::exclusion::excluded;
use crate::hand::{Hand, Key, Needs, World};
use crate::kept::during;
use crate::pairs::Half;
use crate::parameters::Piece;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};

/// Stretches of days and choices that one comparison may need.
const MOST_PIECES: usize = 4096;

/// A comparison that uses parameters: it is lowered for good once all texts are known.
#[derive(Debug, Clone)]
pub(crate) struct Deferred {
    here: Here,
    act: Act,
    condition: ast::Condition,
    pub(crate) bound: Vec<(ListId, ValueId)>,
    pub(crate) needs: Needs,
}

/// A parameter without a value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NotSet {
    pub(crate) parameter: ParameterId,
    pub(crate) of: Option<ValueId>,
    /// Lines set it to different values.
    pub(crate) twice: bool,
}

/// A stretch with a choice, under construction.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choice {
    pub(crate) guards: Vec<Condition>,
    pub(crate) world: World,
    pub(crate) unset: Option<NotSet>,
}

/// Answers to one fact for which the same is read on the same days.
struct Group {
    life: Life,
    /// The entries read, one for each parameter.
    entries: Vec<Option<ValueId>>,
    pieces: Vec<Vec<Piece>>,
    leaves: ValueSet,
}

impl Resolver<'_> {
    /// A comparison or another condition without parts.
    pub(crate) fn simple(&mut self, here: Here, act: Act, condition: &ast::Condition) -> Done<Condition> {
        let hand = Box::new(Hand { bound: self.hand.bound.clone(), ..Hand::default() });
        let outer = std::mem::replace(&mut self.hand, hand);
        let lowered = self.one_question(here, act, condition);
        let hand = std::mem::replace(&mut self.hand, outer);
        match lowered {
            Ok(lowered) if hand.needs.is_empty() => Ok(lowered),
            Ok(_) => self.defer(here, act, condition, *hand),
            Err(Failed) => Err(Failed),
        }
    }

    /// A comparison that turns on more than answers: now where it uses no parameter, else once all texts are known.
    fn defer(&mut self, here: Here, act: Act, condition: &ast::Condition, hand: Hand) -> Done<Condition> {
        let Hand { bound, needs, .. } = hand;
        let deferred = Deferred { here, act, condition: condition.clone(), bound, needs };
        let Some((parameter, key)) = deferred.needs.parameters.first().copied() else {
            return self.spread(&deferred, &[], Life::ALWAYS, 0);
        };
        let of = match key {
            Key::Value(value) => Some(value),
            Key::Whole | Key::Fact(_) | Key::Pair(_) => None,
        };
        // The same words for the same acts are one question, wherever they are used.
        self.entangled = true;
        let same = self.deferred.iter().position(|known| {
            known.here == here
                && known.act == act
                && known.condition.span == condition.span
                && known.bound == deferred.bound
        });
        let question = same.unwrap_or_else(|| {
            self.deferred.push(deferred);
            self.deferred.len() - 1
        });
        let question = u32::try_from(question).unwrap_or(u32::MAX);
        Ok(atom(Atom::Unset(Unset { parameter, of, question, twice: false }), here.span(condition.span)))
    }

    /// The comparison, for every stretch and choice that meets the days of `within` and cases in which `among` is so.
    pub(crate) fn spread(
        &mut self,
        deferred: &Deferred,
        among: &[Condition],
        within: Life,
        question: u32,
    ) -> Done<Condition> {
        let span = deferred.here.span(deferred.condition.span);
        let choices = self.choices(&deferred.needs, among, within, span)?;
        let mut parts: Vec<(Life, Vec<Condition>, Condition)> = Vec::new();
        for choice in choices {
            let own = match choice.unset {
                Some(unset @ NotSet { parameter, of, twice }) => {
                    self.lacks(unset, choice.world.life, span);
                    atom(Atom::Unset(Unset { parameter, of, question, twice }), span)
                }
                None => self.in_world(deferred, choice.world.clone())?,
            };
            // A stretch in which nothing changes goes on.
            let life = choice.world.life;
            let goes_on = parts.iter_mut().find(|(before, guards, known)| {
                before.until.is_some()
                    && before.until.map(Day::next) == life.from
                    && *guards == choice.guards
                    && *known == own
            });
            match goes_on {
                Some((before, ..)) => before.until = life.until,
                None => parts.push((life, choice.guards, own)),
            }
        }
        let parts = parts.into_iter().map(|(life, guards, own)| {
            let days = if life == within { None } else { during(life, span) };
            all(days.into_iter().chain(guards).chain([own]).collect(), span)
        });
        Ok(any(parts.collect(), span))
    }

    /// Every stretch of days and choice of what is needed that meets the days of `within` and cases in which `among` is so.
    pub(crate) fn choices(
        &mut self,
        needs: &Needs,
        among: &[Condition],
        within: Life,
        span: SourceSpan,
    ) -> Done<Vec<Choice>> {
        let mut choices = vec![Choice { world: World { life: within, ..World::default() }, ..Choice::default() }];
        let keys: BTreeSet<FactId> = needs
            .parameters
            .iter()
            .filter_map(|(_, key)| match key {
                Key::Fact(fact) => Some(*fact),
                _ => None,
            })
            .chain(needs.kept.iter().copied())
            .collect();
        let stretches: Vec<Vec<Life>> = needs.lists.iter().map(|list| self.stretches_of(*list)).collect();
        for lives in stretches {
            choices = self.multiplied_by(choices, span, &lives, |choice, life| {
                choice.world.life = choice.world.life.intersect(*life);
            })?;
        }
        for fact in keys {
            let groups = self.groups(needs, fact);
            choices = self.multiplied_by(choices, span, &groups, |choice, (life, leaves)| {
                choice.world.life = choice.world.life.intersect(*life);
                choice.guards.push(atom(Atom::Among(fact, leaves.clone()), span));
                choice.world.answers.extend(leaves.iter().next().map(|leaf| (fact, leaf)));
            })?;
        }
        for (parameter, key) in needs.parameters.clone() {
            let mut next = Vec::new();
            for choice in choices {
                let of = match key {
                    Key::Whole => None,
                    Key::Value(value) => Some(value),
                    Key::Fact(fact) => {
                        let list = self.model.parameters[parameter].by;
                        let answer = choice.world.answers.get(&fact).copied();
                        answer.zip(list).and_then(|(answer, list)| self.lifted(fact, answer, list))
                    }
                    Key::Pair(halves) => self.pair_in(parameter, halves, &choice.world),
                };
                let pieces = self.settings_of(parameter, of);
                next.extend(self.multiplied_by(vec![choice], span, &pieces, |choice, piece: &Piece| {
                    choice.world.life = choice.world.life.intersect(piece.life);
                    choice.guards.extend(piece.guard.iter().cloned());
                    match &piece.value {
                        Some(value) => {
                            choice.world.settings.insert((parameter, of), value.clone());
                        }
                        None => {
                            choice.unset = choice.unset.or(Some(NotSet { parameter, of, twice: piece.twice }));
                        }
                    }
                })?);
                self.few_pieces(next.len(), span)?;
            }
            choices = next;
        }
        choices.retain(|choice| {
            choice.guards.is_empty() || !excluded(&self.model, &choice.guards, among, choice.world.life)
        });
        Ok(choices)
    }

    /// The entry of a parameter kept by two lists, where these answers are known.
    fn pair_in(&self, parameter: ParameterId, halves: [Half; 2], world: &World) -> Option<ValueId> {
        let list = self.model.parameters[parameter].by?;
        let lists = self.halves(list)?;
        let value = |half: Half, list: ListId| match half {
            Half::Value(value) => Some(value),
            Half::Fact(fact) => self.lifted(fact, *world.answers.get(&fact)?, list),
        };
        self.pair_of(list, [value(halves[0], lists[0])?, value(halves[1], lists[1])?])
    }

    fn in_world(&mut self, deferred: &Deferred, world: World) -> Done<Condition> {
        let hand = Box::new(Hand { bound: deferred.bound.clone(), world: Some(world), ..Hand::default() });
        let outer = std::mem::replace(&mut self.hand, hand);
        let lowered = self.one_question(deferred.here, deferred.act, &deferred.condition);
        self.hand = outer;
        lowered
    }

    /// Each choice with each option, where some day is left.
    fn multiplied_by<T>(
        &mut self,
        choices: Vec<Choice>,
        span: SourceSpan,
        options: &[T],
        mut choose: impl FnMut(&mut Choice, &T),
    ) -> Done<Vec<Choice>> {
        let mut next = Vec::new();
        for choice in choices {
            for option in options {
                let mut own = choice.clone();
                choose(&mut own, option);
                if !own.world.life.is_empty() {
                    next.push(own);
                }
            }
            self.few_pieces(next.len(), span)?;
        }
        Ok(next)
    }

    fn few_pieces(&mut self, count: usize, span: SourceSpan) -> Done<()> {
        if count <= MOST_PIECES {
            return Ok(());
        }
        self.report(
            Problem::error(
                code::NOT_EXACT,
                span,
                words!(
                    "what this compares has more than {MOST_PIECES} different values, by day and by answer",
                    "điều được so sánh có hơn {MOST_PIECES} giá trị khác nhau theo ngày và theo câu trả lời"
                ),
            )
            .help(words!(
                "compare with fewer parameters at once, or keep them by a shorter list",
                "so sánh với ít định mức hơn cùng lúc, hoặc lập chúng theo danh mục ngắn hơn"
            )),
        );
        Err(Failed)
    }

    /// The stretches of days in which the same values of a list exist.
    fn stretches_of(&self, list: ListId) -> Vec<Life> {
        let mut starts = BTreeSet::new();
        for (_, life) in self.leaves_alive(list) {
            starts.extend(life.from);
            starts.extend(life.until.map(Day::next));
        }
        let mut lives = Vec::new();
        let mut from = None;
        for start in starts {
            lives.push(Life { from, until: Some(start.previous()) });
            from = Some(start);
        }
        lives.push(Life { from, until: None });
        lives
    }

    /// The answers to a fact, those together for which the same is read on the same days.
    fn groups(&mut self, needs: &Needs, fact: FactId) -> Vec<(Life, ValueSet)> {
        let Domain::Choice(list) = self.model.facts[fact].domain else {
            return Vec::new();
        };
        let by_value = needs.kept.contains(&fact);
        let read: Vec<(ParameterId, ListId)> = needs
            .parameters
            .iter()
            .filter(|(_, key)| *key == Key::Fact(fact))
            .filter_map(|(parameter, _)| Some((*parameter, self.model.parameters[*parameter].by?)))
            .collect();
        let mut groups: Vec<Group> = Vec::new();
        let mut known: BTreeMap<Vec<Option<ValueId>>, Vec<Vec<Piece>>> = BTreeMap::new();
        for (leaf, life) in self.leaves_alive(list) {
            let lifted: Vec<Option<ValueId>> = read.iter().map(|(_, to)| self.model.lift(leaf, list, *to)).collect();
            let pieces = match known.get(&lifted) {
                Some(pieces) => pieces.clone(),
                None => {
                    let pieces: Vec<Vec<Piece>> = read
                        .iter()
                        .zip(&lifted)
                        .map(|((parameter, _), of)| self.settings_of(*parameter, *of))
                        .collect();
                    known.insert(lifted.clone(), pieces.clone());
                    pieces
                }
            };
            let same = groups.iter_mut().find(|group| {
                group.life == life
                    && group.pieces == pieces
                    && !by_value
                    && !self.told_apart(&group.entries, &lifted, &pieces)
            });
            match same {
                Some(group) => group.leaves.insert(leaf),
                None => groups.push(Group { life, entries: lifted, pieces, leaves: [leaf].into_iter().collect() }),
            }
        }
        groups.into_iter().map(|group| (group.life, group.leaves)).collect()
    }

    /// Where a value is missing it is said for which entry of the list, so that each stands by itself.
    fn told_apart(&self, one: &[Option<ValueId>], other: &[Option<ValueId>], pieces: &[Vec<Piece>]) -> bool {
        one != other && pieces.iter().flatten().any(|piece| piece.value.is_none())
    }
}
