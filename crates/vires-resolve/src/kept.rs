//! Facts kept by a list: one question for each of its values; and what is said of all values of a list.

use std::collections::BTreeMap;
use std::sync::Arc;

use vires_model::{
    Atom, Condition, ConditionKind, Day, Domain, Fact, FactId, Interval, Kept, Life, Limit, ListId, Named, Rational,
    SourceSpan, ValueId,
};
use vires_syntax::ast::{self, ClauseKind, Expression, Name, Quantifier};
use vires_syntax::span::Span;
use vires_words::words;

use crate::conditions::{all, any, atom, not};
use crate::declarations::Declared;
use crate::names::{KeptId, Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};
use crate::sums::Amount;
use crate::values::day_number;

/// Lists with more values are too long to ask a question of each.
const MOST_VALUES: usize = 512;

/// What is said of fewer values than this is written out.
const FEWEST_NAMED: usize = 8;

/// A fact kept by a list.
#[derive(Debug, Clone)]
pub(crate) struct KeptFact {
    pub(crate) list: Option<ListId>,
    pub(crate) facts: BTreeMap<ValueId, FactId>,
    /// The row as declared, of which each of its facts is a copy.
    pub(crate) row: Fact,
}

impl Resolver<'_> {
    /// The facts that a fact kept by a list stands for.
    pub(crate) fn kept_rows(&mut self) {
        for row in self.declared.clone() {
            if let Some(thing @ Thing::Kept(id)) = row.thing {
                let done = self.kept_row(&row, id);
                self.poison(thing, done);
            }
        }
    }

    fn kept_row(&mut self, row: &Declared<'_>, id: KeptId) -> Done<()> {
        let here = row.here;
        let mut by = None;
        for clause in &row.line.clauses {
            if let ClauseKind::By(name, second) = &clause.kind {
                let list = self.list_by(here, name, second.as_ref())?;
                self.once(here, clause, &mut by, (list, name.span))?;
            }
        }
        let Some((list, span)) = by else {
            return Err(Failed);
        };
        self.few_enough(here, span, list)?;
        let Some(KeptFact { row: mut model_row, .. }) = self.kept.get(id.0).cloned() else {
            return Err(Failed);
        };
        let unit =
            self.typed_fact(row, words!("a fact kept by a list", "một dữ kiện lập theo danh mục"), &mut model_row)?;
        let leaves: Vec<(ValueId, String, String)> = {
            let list = &self.model.lists[list];
            let named = list.leaves().filter_map(|leaf| Some((leaf, list.values.get(leaf.0 as usize)?)));
            named.map(|(leaf, value)| (leaf, value.name.clone(), value.label.clone())).collect()
        };
        let mut facts = BTreeMap::new();
        for (leaf, name, label) in leaves {
            let plain = model_row.label == model_row.name;
            let own = format!("{} of {name}", model_row.name);
            let fact = Fact {
                label: if plain { own.clone() } else { format!("{} ({label})", model_row.label) },
                also: model_row.also.iter().map(|also| format!("{also} of {name}")).collect(),
                kept: Some(Kept { name: model_row.name.clone(), by: list, of: leaf }),
                name: own,
                ..model_row.clone()
            };
            let fact = self.model.facts.push(fact);
            if let Some(unit) = unit {
                self.unit_of_fact.insert(fact, unit);
            }
            facts.insert(leaf, fact);
        }
        if let Some(kept) = self.kept.get_mut(id.0) {
            kept.list = Some(list);
            kept.facts = facts;
        }
        Ok(())
    }

    pub(crate) fn few_enough(&mut self, here: Here, span: Span, list: ListId) -> Done<()> {
        let count = self.model.lists[list].leaves().count();
        if count <= MOST_VALUES {
            return Ok(());
        }
        let name = self.model.lists[list].name.clone();
        self.report(
            Problem::error(
                code::NOT_EXACT,
                here.span(span),
                words!(
                    "{name} has {count} values; one question for each of more than {MOST_VALUES} cannot \
                     be examined",
                    "{name} có {count} giá trị; không thể xem xét câu hỏi riêng cho hơn {MOST_VALUES} \
                     giá trị"
                ),
            )
            .help(words!(
                "group the values in a shorter list, or ask for the result as a fact",
                "gộp các giá trị thành danh mục ngắn hơn, hoặc hỏi kết quả bằng một dữ kiện"
            )),
        );
        Err(Failed)
    }

    /// The fact kept for the value of its list that is spoken of.
    pub(crate) fn kept_in_hand(&mut self, here: Here, name: &Name, id: KeptId) -> Done<FactId> {
        let Some(list) = self.kept.get(id.0).and_then(|kept| kept.list) else {
            return Err(Failed);
        };
        match self.in_hand(list) {
            Some(value) => self.kept.get(id.0).and_then(|kept| kept.facts.get(&value)).copied().ok_or(Failed),
            None => Err(self.of_which(here, name, list)),
        }
    }

    /// The value of a list that is spoken of: `any Chemical has …`.
    pub(crate) fn in_hand(&mut self, list: ListId) -> Option<ValueId> {
        if let Some([one, two]) = self.halves(list) {
            let halves = [self.in_hand(one)?, self.in_hand(two)?];
            return self.pair_of(list, halves);
        }
        let value = self.hand.bound.iter().rev().find(|(of, _)| *of == list).map(|(_, value)| *value);
        if value.is_some() {
            self.spoken_of.insert(list);
        }
        value
    }

    pub(crate) fn of_which(&mut self, here: Here, name: &Name, list: ListId) -> Failed {
        let row = &self.model.lists[list];
        let example = row.leaves().next().and_then(|leaf| row.values.get(leaf.0 as usize));
        let example = example.map_or_else(String::new, |value| value.name.clone());
        let list_name = row.name.clone();
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(name.span),
                words!(
                    "`{name}` is kept by {list_name}; the text does not say for which value",
                    "`{name}` được lập theo {list_name}; ở đây chưa nêu cho giá trị nào",
                    name = name.value
                ),
            )
            .help(words!(
                "write `{n} of {example}`, or speak of all of them: `any {list_name} has {n} …`, \
                 `sum over {list_name} of {n}`",
                "viết `{n} của {example}`, hoặc nêu cả danh mục: `bất kỳ {list_name} có {n} …`, \
                 `tổng theo {list_name} của {n}`",
                n = name.value
            )),
        );
        Failed
    }

    /// The fact kept for a value, or for the answer to a fact.
    pub(crate) fn kept_for(&mut self, here: Here, id: KeptId, of: &Name) -> Done<FactId> {
        let Some(list) = self.kept.get(id.0).and_then(|kept| kept.list) else {
            return Err(Failed);
        };
        let value = match self.key_named(here, list, of)? {
            crate::hand::Key::Value(value) => Some(value),
            crate::hand::Key::Fact(fact) => {
                self.hand.needs.kept.insert(fact);
                match &self.hand.world {
                    Some(world) => world.answers.get(&fact).and_then(|answer| self.lifted(fact, *answer, list)),
                    None => self.model.lists[list].leaves().next(),
                }
            }
            crate::hand::Key::Whole | crate::hand::Key::Pair(_) => None,
        };
        let fact = value.and_then(|value| self.kept.get(id.0)?.facts.get(&value).copied());
        fact.ok_or(Failed)
    }

    /// The value of `list` that the answer to a fact is, or lies in.
    pub(crate) fn lifted(&self, fact: FactId, answer: ValueId, list: ListId) -> Option<ValueId> {
        match self.model.facts[fact].domain {
            Domain::Choice(from) => self.model.lift(answer, from, list),
            _ => None,
        }
    }

    /// `of chlorine`: a value of the list; `of category`: a fact with answers from it, or from places within.
    pub(crate) fn key_named(&mut self, here: Here, list: ListId, of: &Name) -> Done<crate::hand::Key> {
        if self.value(list, &of.value).is_some() {
            return self.leaf(here, of.span, &of.value, list).map(crate::hand::Key::Value);
        }
        if self.value_is_reported(list, &of.value) || self.may_be_reported(here.package, &of.value) {
            return Err(Failed);
        }
        match self.find_if_there(here, of.span, &of.value, Sorts::FACT.or(Sorts::KEPT)) {
            Some(thing) => {
                self.sound(thing)?;
                let fact = match thing {
                    Thing::Fact(fact) => fact,
                    Thing::Kept(kept) => self.kept_in_hand(here, of, kept)?,
                    _ => return Err(Failed),
                };
                match self.model.facts[fact].domain {
                    Domain::Choice(from) if self.lies_within(from, list) => Ok(crate::hand::Key::Fact(fact)),
                    _ => {
                        let name = self.model.lists[list].name.clone();
                        self.report(
                            Problem::error(
                                code::WRONG_TYPE,
                                here.span(of.span),
                                words!(
                                    "the answers to `{fact}` are no values of {name}",
                                    "câu trả lời cho `{fact}` không phải là giá trị của {name}",
                                    fact = of.value
                                ),
                            )
                            .see(self.model.facts[fact].span, words!("declared here", "khai báo tại đây")),
                        );
                        Err(Failed)
                    }
                }
            }
            None => Err(self.unknown_value(here, of.span, &of.value, list)),
        }
    }

    /// A fact by name, that of the value spoken of where it is kept by a list.
    pub(crate) fn asked_fact(&mut self, here: Here, name: &Name) -> Done<FactId> {
        match self.find(here, name, Sorts::FACT.or(Sorts::KEPT))? {
            Thing::Fact(fact) => Ok(fact),
            Thing::Kept(kept) => self.kept_in_hand(here, name, kept),
            _ => Err(Failed),
        }
    }

    pub(crate) fn not_kept(&mut self, here: Here, span: Span, declared: SourceSpan) -> Failed {
        let words = self.words_at(here, span);
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(span),
                words!(
                    "`{words}` is one question, not kept by a list, so nothing can follow it after `of`",
                    "`{words}` là một câu hỏi duy nhất, không lập theo danh mục, nên sau nó không viết \
                     `của`"
                ),
            )
            .see(declared, words!("declared here", "khai báo tại đây")),
        );
        Failed
    }

    /// `any Chemical has C`, `any 2`, `every`, `no`.
    pub(crate) fn over(
        &mut self,
        here: Here,
        act: Act,
        (quantifier, members): (Quantifier, &ast::Members),
        condition: &ast::Condition,
        span: SourceSpan,
    ) -> Done<Condition> {
        let list = &members.list;
        let (list_id, leaves) = self.values_of_list(here, members)?;
        if let Quantifier::AnyN(n) = quantifier
            && (n == 0 || n as usize > leaves.len())
        {
            self.report(Problem::error(
                code::OUT_OF_RANGE,
                span,
                words!(
                    "the text asks for {n} of {count} values of {list}",
                    "ở đây đòi hỏi {n} trong {count} giá trị của {list}",
                    count = leaves.len(),
                    list = list.value
                ),
            ));
            return Err(Failed);
        }
        let mut parts = Vec::new();
        let outer = self.spoken_of.remove(&list_id);
        for (value, life) in leaves {
            self.hand.bound.push((list_id, value));
            let lowered = self.condition(here, act, condition);
            self.hand.bound.pop();
            // A value that does not exist on the day does not count.
            let own = lowered?;
            parts.push(match (during(life, span), quantifier) {
                (None, _) => own,
                (Some(alive), Quantifier::Every) => any(vec![not(alive, span), own], span),
                (Some(alive), _) => all(vec![alive, own], span),
            });
        }
        let spoken_of = self.spoken_of.remove(&list_id);
        if outer {
            self.spoken_of.insert(list_id);
        }
        if !spoken_of {
            let message = words!(
                "nothing in this condition is kept by {list}, so it is the same for each of its values",
                "không có gì trong điều kiện này được lập theo {list} nên điều kiện như nhau với mọi giá trị",
                list = list.value
            );
            self.report(Problem::error(code::WRONG_TYPE, here.span(condition.span), message).help(words!(
                "leave out what stands before it, or declare what it asks `by {list}`",
                "bỏ phần đứng trước, hoặc khai báo điều được hỏi `theo {list}`",
                list = list.value
            )));
            return Err(Failed);
        }
        let named = (parts.len() >= FEWEST_NAMED).then(|| self.named_by_its_words(here, span));
        let condition = match quantifier {
            Quantifier::Any => any(parts, span),
            Quantifier::AnyN(n) => Condition::new(ConditionKind::AtLeast(n, parts), span),
            Quantifier::Every => all(parts, span),
            Quantifier::No => not(any(parts, span), span),
        };
        Ok(Condition { named, ..condition })
    }

    /// What speaks of many values of a list can be kept whole as a derived fact can: its own words are its name.
    fn named_by_its_words(&self, here: Here, span: SourceSpan) -> Arc<Named> {
        let words = self.words_at(here, Span::new(span.start, span.end));
        let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Arc::new(Named { label: name.clone(), name })
    }

    /// The leaves of a list with their lives.
    pub(crate) fn leaves_alive(&self, list: ListId) -> Vec<(ValueId, Life)> {
        let list = &self.model.lists[list];
        let life = |leaf: ValueId| list.values.get(leaf.0 as usize).map_or(Life::ALWAYS, |row| row.life);
        list.leaves().map(|leaf| (leaf, life(leaf))).collect()
    }

    /// The values of a list, or those of them that are not left out.
    fn values_of_list(&mut self, here: Here, members: &ast::Members) -> Done<(ListId, Vec<(ValueId, Life)>)> {
        let list = self.find_list(here, &members.list)?;
        self.few_enough(here, members.list.span, list)?;
        let mut leaves = self.leaves_alive(list);
        for name in &members.except {
            let Some(value) = self.value_at(here, name.span, list, &name.value) else {
                return Err(self.unknown_value(here, name.span, &name.value, list));
            };
            let left_out = self.model.lists[list].leaves_under(value);
            leaves.retain(|(leaf, _)| !left_out.contains(*leaf));
        }
        if let (Some(name), true) = (members.except.last(), leaves.is_empty()) {
            self.report(Problem::error(
                code::OUT_OF_RANGE,
                here.span(name.span),
                words!(
                    "no value of {list} is left beside those that are excepted",
                    "ngoài các giá trị bị loại trừ, {list} không còn giá trị nào",
                    list = members.list.value
                ),
            ));
            return Err(Failed);
        }
        Ok((list, leaves))
    }

    /// `sum over Chemical of E`.
    pub(crate) fn sum_over(
        &mut self,
        here: Here,
        act: Act,
        members: &ast::Members,
        summed: &Expression,
        span: Span,
    ) -> Done<Amount> {
        let list = &members.list;
        let (list_id, leaves) = self.values_of_list(here, members)?;
        if leaves.iter().any(|(_, life)| *life != Life::ALWAYS) {
            self.hand.needs.lists.insert(list_id);
        }
        let stretch = self.hand.world.as_ref().map(|world| world.life);
        let mut total: Option<Amount> = None;
        let mut last = None;
        for (value, life) in leaves {
            let counts = stretch.is_none_or(|stretch| !life.intersect(stretch).is_empty());
            self.hand.bound.push((list_id, value));
            let own = self.amount(here, act, summed);
            self.hand.bound.pop();
            let own = own?;
            let own = if counts { own } else { Amount::constant(own.kind, Rational::from_integer(0)) };
            if own.kind == crate::sums::Kind::Date {
                self.report(Problem::error(
                    code::WRONG_TYPE,
                    here.span(span),
                    words!("dates cannot be added up", "không thể cộng các ngày với nhau"),
                ));
                return Err(Failed);
            }
            total = Some(match total {
                None => own,
                Some(sum) => sum.plus(&own, Rational::from_integer(1)).ok_or_else(|| self.too_large(here, span))?,
            });
            last = Some(value);
        }
        if last.is_none() {
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    here.span(span),
                    words!("{list} has no values to add up", "{list} không có giá trị nào để cộng", list = list.value),
                )
                .see(self.model.lists[list_id].span, words!("declared here", "khai báo tại đây")),
            );
        }
        total.ok_or(Failed)
    }
}

/// On the days of this life; none where those are all days.
pub(crate) fn during(life: Life, span: SourceSpan) -> Option<Condition> {
    (life != Life::ALWAYS).then(|| atom(Atom::Today(days_of(life)), span))
}

/// The numbers of these days.
pub(crate) fn days_of(life: Life) -> Interval {
    let end = |day: Option<Day>| day.map(|day| Limit { value: day_number(day), included: true });
    Interval { from: end(life.from), to: end(life.until) }
}
