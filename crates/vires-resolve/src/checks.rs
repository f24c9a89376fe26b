//! Tests and requirements.

use std::collections::BTreeSet;

use vires_model::{
    Case, Condition, Day, Domain, Expect, ExpectedAnswer, FactId, HeldBy, Life, Moves, Must, ParameterId, PowerId,
    ProvisionId, Requirement, State, Test, Value, Why,
};
use vires_syntax::ast::{
    self, Clause, ClauseKind, DeclarationKind, Expectation, Expression, ExpressionKind, Given, HeldHow, LineKind, Name,
};
use vires_words::{Words, words};

use crate::clauses::Stated;
use crate::conditions::{Held, all, not};
use crate::declarations::Declared;
use crate::events::seen_from;
use crate::names::{EventId, Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};
use crate::settings::Override;
use crate::uses::Named;
use crate::values::day_number;

/// What may be given of a case.
pub(crate) const GIVEN: Sorts = Sorts::FACT.or(Sorts::DERIVED).or(Sorts::KEPT).or(Sorts::EVENT);

/// What a test asks about, for what it gives.
struct AskedAbout<'p> {
    on: Option<Day>,
    powers: &'p [PowerId],
    /// Something above is in error already.
    in_error: bool,
}

impl<'a> Resolver<'a> {
    /// A test or requirement in error is left out: nothing else depends on it.
    pub(crate) fn checks(&mut self) {
        for row in self.declared.clone() {
            let is_whole = !row.line.below.iter().any(|below| below.kind == LineKind::Unreadable);
            match &row.declaration.kind {
                DeclarationKind::Test => match is_whole.then(|| self.test(&row)) {
                    Some(Ok((test, values))) => {
                        self.model.tests.push(test);
                        self.given_values.push(values);
                    }
                    _ => self.tests_unread.push(row.here.span(row.line.span)),
                },
                _ if !is_whole => {}
                DeclarationKind::Require { requirement } => {
                    if let Ok(requirement) = self.requirement(&row, requirement) {
                        self.model.requirements.push(requirement);
                    }
                }
                _ => {}
            }
        }
    }

    /// A test, and the values that it gives parameters.
    fn test(&mut self, row: &Declared<'a>) -> Done<(Test, Vec<Override>)> {
        let here = row.here;
        let mut done = Ok(());
        let (mut on, mut known) = (None, None);
        let day = row.line.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::On(ast::DateRef::Date(date)) => {
                Day::from_ymd(date.value.year, date.value.month, date.value.day)
            }
            _ => None,
        });
        let mut given: Vec<&Given> = Vec::new();
        let mut expect = Vec::new();
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::On(date) => self.date(here, date).and_then(|day| self.once(here, clause, &mut on, day)),
                ClauseKind::KnownOn(date) => {
                    self.date(here, date).and_then(|day| self.once(here, clause, &mut known, day))
                }
                ClauseKind::Given(items) => self.given_with_commas(here, items).map(|()| given.extend(items)),
                ClauseKind::Expect(expectation) => {
                    self.expectation(here, (clause, day), expectation).map(|lines| expect.extend(lines))
                }
                _ => Err(self.misplaced(here, clause, words!("a test", "một kiểm thử"))),
            };
            done = done.and(step);
        }
        let powers: Vec<PowerId> = expect.iter().map(|line: &Expect| line.power).collect();
        let mut case = Case::default();
        let mut values = Vec::new();
        // What is said of each entry of a list gives way to what is said of fewer.
        given.sort_by_key(|item| self.given_of_a_list(here, item));
        for item in given {
            let asked = AskedAbout { on, powers: &powers, in_error: done.is_err() };
            let step = match self.find_if_there(here, item.name.span, &item.name.value, Sorts::PARAMETER) {
                Some(Thing::Parameter(parameter)) => self.given_parameter(here, item, parameter, &mut values),
                _ => self.given(here, item, &asked, &mut case),
            };
            done = done.and(step);
        }
        if done.is_ok() && expect.is_empty() {
            self.report(
                Problem::error(
                    code::MISPLACED,
                    here.span(row.line.span),
                    words!("the test does not say what it expects", "kiểm thử chưa nêu kết quả phải có"),
                )
                .help(words!(
                    "add a line such as `expect moit holds licence`",
                    "thêm một dòng như `kết quả moit có thẩm quyền licence`"
                )),
            );
            return Err(Failed);
        }
        done?;
        let test = Test {
            package: here.package,
            label: row.declaration.label.as_ref().map_or_else(String::new, |label| label.value.clone()),
            on,
            known,
            given: case,
            expect,
            span: here.span(row.line.span),
        };
        Ok((test, values))
    }

    /// `given limit of goods is 5 VND`: whatever the law says.
    fn given_parameter(
        &mut self,
        here: Here,
        item: &Given,
        parameter: ParameterId,
        values: &mut Vec<Override>,
    ) -> Done<()> {
        let entries = self.entries_meant(here, &item.name, parameter, (item.of.as_slice(), item.per.as_slice()));
        let value = self.setting_written(here, parameter, &item.values, item.span);
        let (entries, value) = (entries?, value?);
        values.extend(entries.into_iter().map(|of| Override { parameter, of, value: value.clone() }));
        Ok(())
    }

    /// `day`: that of the test.
    fn expectation(
        &mut self,
        here: Here,
        (clause, day): (&Clause, Option<Day>),
        expectation: &Expectation,
    ) -> Done<Vec<Expect>> {
        // A group is counted as it is on that day.
        self.counted_on = day.map(|day| Life { from: Some(day), until: Some(day) });
        let expected = self.expected(here, (clause, day), expectation);
        self.counted_on = None;
        expected
    }

    fn expected(
        &mut self,
        here: Here,
        (clause, day): (&Clause, Option<Day>),
        expectation: &Expectation,
    ) -> Done<Vec<Expect>> {
        let (power, answer) = match expectation {
            Expectation::Holds { holding: holding @ vires_syntax::ast::Holding::Nested { .. }, power, under } => {
                let ways = self.ways(here, holding);
                let power = self.find_power(here, power);
                let under = under.as_ref().map(|under| self.place(here, None, under)).transpose();
                let (ways, power) = (ways?, power?);
                let mut least = Vec::new();
                let gone = self.not_there(here, holding, day);
                if ways.iter().map(crate::holders::ways_of).sum::<usize>() > crate::holders::MOST_WAYS {
                    return Err(self.too_many_ways(here, clause.span));
                }
                for way in &ways {
                    self.its_place(here, clause.span, &way.seats, &[power])?;
                    least.extend(crate::holders::together(way));
                }
                least.retain(|way| !way.iter().any(|who| gone.contains(who)));
                (power, ExpectedAnswer::HoldsInWays { ways: least, under: under? })
            }
            Expectation::Holds { holding, power, under } => {
                let gone = self.not_there(here, holding, day);
                let holding = self.holding(here, holding);
                let power = self.find_power(here, power);
                let under = under.as_ref().map(|under| self.place(here, None, under)).transpose();
                let (holding, power) = (crate::groups::without(&gone, holding?), power?);
                self.its_place(here, clause.span, &holding.seats, &[power])?;
                (power, ExpectedAnswer::Holds { holding, under: under? })
            }
            Expectation::Nobody { power, under } => self.expected_nobody(here, power, Why::Barred, under.as_ref())?,
            Expectation::NotRequired { power, under } => {
                self.expected_nobody(here, power, Why::NotRequired, under.as_ref())?
            }
            Expectation::NotYetInForce { power } => (self.find_power(here, power)?, ExpectedAnswer::NotYetInForce),
            Expectation::Gap { power } => (self.find_power(here, power)?, ExpectedAnswer::Gap),
            Expectation::Conflict { power } => (self.find_power(here, power)?, ExpectedAnswer::Conflict),
            Expectation::Undetermined { power, needs } => {
                let power = self.find_power(here, power)?;
                let needs: Vec<_> = needs.iter().map(|item| self.needed(here, item, power)).collect();
                let needs = needs.into_iter().collect::<Done<_>>()?;
                (power, ExpectedAnswer::Undetermined { needs })
            }
            Expectation::Barred { who, power } => {
                let who = self.barred(here, who);
                let power = self.find_power(here, power)?;
                (power, ExpectedAnswer::Barred(who?))
            }
            Expectation::Pending { power, so } => {
                let answer = if *so { ExpectedAnswer::Pending } else { ExpectedAnswer::NotPending };
                (self.find_power(here, power)?, answer)
            }
            Expectation::Silence { power, means } => {
                let state = match means {
                    ast::Silence::Approved => State::Approved,
                    ast::Silence::Lapses => State::Lapsed,
                    _ => State::Refused,
                };
                (self.find_power(here, power)?, ExpectedAnswer::Silence(state))
            }
            Expectation::Step { power, asked, step } => {
                let power = self.find_power(here, power)?;
                let steps = self.step(here, self.act_of(power), &[power], (step, true), clause.span)?;
                let answer = |step| match *asked {
                    true => ExpectedAnswer::Step(Box::new(step)),
                    false => ExpectedAnswer::NoStep(Box::new(step)),
                };
                let line = |step| Expect { power, answer: answer(step), span: here.span(clause.span) };
                return Ok(steps.into_iter().map(line).collect());
            }
            Expectation::TakeOver { by, power, from, so } => {
                let gone = self.not_there(here, by, day);
                let (by, power, from) = (self.holding(here, by), self.find_power(here, power), self.holder(here, from));
                let (by, power, from) = (crate::groups::without(&gone, by?), power?, from?);
                let holders: Vec<_> = by.seats.iter().copied().chain([from]).collect();
                self.its_place(here, clause.span, &holders, &[power])?;
                (power, ExpectedAnswer::TakeOver { by, from, so: *so })
            }
        };
        Ok(vec![Expect { power, answer, span: here.span(clause.span) }])
    }

    fn expected_nobody(
        &mut self,
        here: Here,
        power: &Name,
        why: Why,
        under: Option<&ast::TextPlace>,
    ) -> Done<(PowerId, ExpectedAnswer)> {
        let power = self.find_power(here, power);
        let under = under.map(|under| self.place(here, None, under)).transpose();
        Ok((power?, ExpectedAnswer::Nobody { why, under: under? }))
    }

    /// For a fact kept by lists, of how many of them it does not name the entry for which it is given.
    fn given_of_a_list(&self, here: Here, item: &Given) -> usize {
        let Some(Thing::Kept(kept)) = self.find_quietly(here.package, &item.name.value, Sorts::KEPT) else { return 0 };
        let list = self.kept.get(kept.0).and_then(|kept| kept.list);
        let lists = list.and_then(|list| self.halves(list)).map_or(1, |halves| halves.len());
        lists.saturating_sub(usize::from(item.of.is_some()) + usize::from(item.per.is_some()))
    }

    fn given(&mut self, here: Here, item: &Given, asked: &AskedAbout<'_>, case: &mut Case) -> Done<()> {
        let powers = asked.powers;
        let acts: BTreeSet<FactId> = powers.iter().filter_map(|power| self.model.powers[*power].act).collect();
        if item.name.value == "act" && !acts.is_empty() {
            // Each power asked about has acts of its own, and is asked about the act of that name.
            for fact in acts {
                self.mentions(here, item.name.span, Named::Thing(Thing::Fact(fact)));
                let value = self.given_value(here, item, fact)?;
                case.facts.insert(fact, value);
            }
            return Ok(());
        }
        if item.name.value == "act" && asked.in_error && self.find_quietly(here.package, "act", GIVEN).is_none() {
            // It may be the act of a power in an expectation that is in error itself.
            return Err(Failed);
        }
        let fact = match (self.find(here, &item.name, GIVEN)?, item.of.as_ref().or(item.per.as_ref())) {
            (Thing::Kept(kept), _) => {
                let list = self.kept.get(kept.0).and_then(|kept| kept.list).ok_or(Failed)?;
                let values = self.values_meant(here, list, item.of.as_slice(), item.per.as_slice())?;
                let facts = self
                    .kept
                    .get(kept.0)
                    .map(|kept| values.iter().filter_map(|value| kept.facts.get(value).copied()).collect::<Vec<_>>());
                let facts = facts.unwrap_or_default();
                match facts.as_slice() {
                    [only] if self.given_of_a_list(here, item) == 0 => *only,
                    _ => return self.given_of_each(here, item, &facts, case),
                }
            }
            (Thing::Fact(fact), None) => fact,
            (Thing::Fact(fact), Some(_)) => {
                return Err(self.not_kept(here, item.name.span, self.model.facts[fact].span));
            }
            (Thing::Event(event), None) => return self.given_event(here, item, event, asked, case),
            (Thing::Event(_), Some(_)) => return Err(self.undated(here, item.span)),
            _ => {
                self.report(
                    Problem::error(
                        code::WRONG_SORT,
                        here.span(item.name.span),
                        words!(
                            "`{name}` is derived from other facts, so it cannot be given",
                            "`{name}` được suy ra từ các dữ kiện khác nên không thể cho trước",
                            name = item.name.value
                        ),
                    )
                    .help(words!("give the facts it is derived from", "cho các dữ kiện mà nó được suy ra")),
                );
                return Err(Failed);
            }
        };
        let value = self.given_value(here, item, fact)?;
        if case.facts.insert(fact, value).is_some() {
            self.report(Problem::error(
                code::DECLARED_TWICE,
                here.span(item.span),
                words!("`{name}` is given a second time", "`{name}` được cho lần thứ hai", name = item.name.value),
            ));
            return Err(Failed);
        }
        Ok(())
    }

    /// `given turnover is 0 EUR`, where it is kept by a list: for each entry for which nothing else is given.
    fn given_of_each(&mut self, here: Here, item: &Given, facts: &[FactId], case: &mut Case) -> Done<()> {
        let mut done = Ok(());
        for fact in facts.iter().copied() {
            match self.given_value(here, item, fact) {
                Ok(value) => {
                    case.facts.entry(fact).or_insert(value);
                }
                Err(Failed) => {
                    done = Err(Failed);
                    break;
                }
            }
        }
        done
    }

    /// `given crisis_declared is 2030-03-01`: where the event lies, as seen from the day asked about; `none`: it never
    /// happens.
    fn given_event(
        &mut self,
        here: Here,
        item: &Given,
        event: EventId,
        asked: &AskedAbout<'_>,
        case: &mut Case,
    ) -> Done<()> {
        let row = self.events.get(event.0).cloned().ok_or(Failed)?;
        let Some(fact) = row.fact.filter(|_| row.day.is_none()) else {
            self.report(
                Problem::error(
                    code::MISPLACED,
                    here.span(item.span),
                    words!(
                        "`{name}` has its date where it is declared, so it cannot be given",
                        "`{name}` đã có ngày tại nơi khai báo nên không thể cho trước",
                        name = item.name.value
                    ),
                )
                .help(words!(
                    "leave the line out, or take the date out of the declaration of the event",
                    "bỏ dòng này, hoặc bỏ ngày trong khai báo sự kiện"
                )),
            );
            return Err(Failed);
        };
        let when = match item.values.as_slice() {
            [Expression { kind: ExpressionKind::None, .. }] => None,
            [Expression { kind: ExpressionKind::Date(date), span }] => Some(self.day(here, *span, *date)?),
            _ => {
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(item.span),
                        words!(
                            "`{name}` is an event, so what is given is its date",
                            "`{name}` là sự kiện nên phải cho ngày xảy ra",
                            name = item.name.value
                        ),
                    )
                    .help(words!(
                        "write a date such as 2025-07-01; or `none` where it never happens",
                        "viết ngày như 2025-07-01; hoặc `không có` nếu sự kiện không xảy ra"
                    )),
                );
                return Err(Failed);
            }
        };
        if self.asks_for_date(fact) {
            let date = |day: Day| Value::Ordered(day_number(day));
            case.facts.insert(fact, when.map_or(Value::None, date));
            return Ok(());
        }
        let Some(on) = asked.on else {
            if !asked.in_error {
                self.report(
                    Problem::error(
                        code::MISPLACED,
                        here.span(item.span),
                        words!(
                            "whether an event has happened is seen from a day, and the test names none",
                            "sự kiện đã xảy ra hay chưa phải xét tại một ngày, mà kiểm thử chưa nêu ngày nào"
                        ),
                    )
                    .help(words!("add a line such as `on 2025-07-01`", "thêm một dòng như `ngày 2025-07-01`")),
                );
            }
            return Err(Failed);
        };
        case.facts.insert(fact, Value::Choice(seen_from(on, when)));
        Ok(())
    }

    fn given_value(&mut self, here: Here, item: &Given, fact: FactId) -> Done<Value> {
        if let [Expression { kind: ExpressionKind::None, span }] = item.values.as_slice() {
            if self.model.facts[fact].or_none {
                return Ok(Value::None);
            }
            if matches!(self.model.facts[fact].domain, Domain::SetOf(_)) {
                return Ok(Value::Set(BTreeSet::new()));
            }
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    here.span(*span),
                    words!(
                        "`{name}` always has an answer, so it is never `none`",
                        "`{name}` luôn có câu trả lời nên không bao giờ là `không có`",
                        name = item.name.value
                    ),
                )
                .see(
                    self.model.facts[fact].span,
                    words!("declared here without `or none`", "khai báo tại đây, không có `hoặc không có`"),
                ),
            );
            return Err(Failed);
        }
        let domain = self.model.facts[fact].domain.clone();
        if let Domain::SetOf(list) = domain {
            let mut set = BTreeSet::new();
            for value in &item.values {
                let ExpressionKind::Name(name) = &value.kind else {
                    return Err(self.no_answer(here, value, words!("a value of the list", "một giá trị của danh mục")));
                };
                set.insert(self.leaf(here, value.span, name, list)?);
            }
            return Ok(Value::Set(set));
        }
        let [value] = item.values.as_slice() else {
            self.report(Problem::error(
                code::WRONG_TYPE,
                here.span(item.span),
                words!(
                    "`{name}` has one answer, not several",
                    "`{name}` có một câu trả lời, không phải nhiều",
                    name = item.name.value
                ),
            ));
            return Err(Failed);
        };
        match (domain, &value.kind) {
            (Domain::YesNo, ExpressionKind::YesNo(yes)) => Ok(Value::YesNo(*yes)),
            (Domain::YesNo, _) => Err(self.no_answer(here, value, words!("`yes` or `no`", "`có` hoặc `không`"))),
            (Domain::Choice(list), ExpressionKind::Name(name)) => {
                self.leaf(here, value.span, name, list).map(Value::Choice)
            }
            (Domain::Choice(_), _) => {
                Err(self.no_answer(here, value, words!("a value of the list", "một giá trị của danh mục")))
            }
            (Domain::Ordered(_), _) => self.limit(here, value, fact).map(Value::Ordered),
            (Domain::Person, ExpressionKind::Name(name)) => Ok(Value::Person(name.clone())),
            (Domain::Person | Domain::SetOf(_), _) => {
                Err(self.no_answer(here, value, words!("the name of a person", "tên của một người")))
            }
        }
    }

    fn no_answer(&mut self, here: Here, value: &Expression, wanted: Words) -> Failed {
        let words = self.words_at(here, value.span);
        self.report(Problem::error(
            code::WRONG_TYPE,
            here.span(value.span),
            words!(
                "`{words}` is no answer to this question; the text needs {wanted}",
                "`{words}` không phải là câu trả lời cho câu hỏi này; ở đây cần {wanted}",
                wanted = wanted
            ),
        ));
        Failed
    }

    fn requirement(&mut self, row: &Declared<'a>, requirement: &ast::Requirement) -> Done<Requirement> {
        let here = row.here;
        if let ast::Requirement::Moves { .. } = requirement {
            return self.moves(row, requirement);
        }
        let must = self.must(here, row, requirement);
        let mut stated = Stated::default();
        let mut done = Ok(());
        let (mut when, mut except) = (Vec::new(), Vec::new());
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::When(condition) => {
                    when.push(condition);
                    Ok(())
                }
                ClauseKind::ExceptWhen(condition) => {
                    except.push(condition);
                    Ok(())
                }
                _ => match self.date_clause(here, clause, &mut stated) {
                    Ok(false) => Err(self.misplaced(here, clause, words!("a requirement", "một yêu cầu"))),
                    Ok(true) => Ok(()),
                    Err(failed) => Err(failed),
                },
            };
            done = done.and(step);
        }
        let must = must?;
        done?;
        self.forwards(here, row.line.span, stated.life())?;
        self.without_events(here, row.line.span, stated, words!("a requirement", "một yêu cầu"))?;
        let act = self.act_of_all(&must);
        let mut parts: Vec<Condition> = Vec::new();
        for condition in when {
            parts.push(self.lower(here, act, condition)?);
        }
        for condition in except {
            let part = self.lower(here, act, condition)?;
            parts.push(not(part, here.span(condition.span)));
        }
        let span = here.span(row.line.span);
        Ok(Requirement {
            package: here.package,
            must,
            life: stated.life(),
            when: all(parts, span),
            doc: row.line.doc.clone(),
            span,
        })
    }

    /// A declared total, which is of one day.
    fn moves(&mut self, row: &Declared<'a>, requirement: &ast::Requirement) -> Done<Requirement> {
        let here = row.here;
        let ast::Requirement::Moves { count, from, to, sectors, under } = requirement else { return Err(Failed) };
        let tiers = self.find_tier(here, from).and_then(|from| Ok((from, self.find_tier(here, to)?)));
        let places: Vec<Done<ProvisionId>> = under.iter().map(|place| self.place(here, None, place)).collect();
        let mut on = None;
        let mut done = Ok(());
        for clause in &row.line.clauses {
            done = done.and(match &clause.kind {
                ClauseKind::On(date) => self.date(here, date).and_then(|day| self.once(here, clause, &mut on, day)),
                _ => Err(self.misplaced(here, clause, words!("a declared total", "tổng số được công bố"))),
            });
        }
        done?;
        let Some(on) = on else {
            let message = words!(
                "this total does not say on which day the powers move",
                "tổng số này không nêu ngày chuyển thẩm quyền"
            );
            let problem = Problem::error(code::MISPLACED, here.span(row.line.span), message);
            self.report(problem.help(words!("add the day: `on 2025-07-01`", "thêm ngày: `ngày 2025-07-01`")));
            return Err(Failed);
        };
        let (from, to) = tiers?;
        let under = places.into_iter().collect::<Done<Vec<ProvisionId>>>()?;
        let span = here.span(row.line.span);
        sectors.iter().for_each(|sector| self.mentions_sector(here, sector));
        let powers = self.powers_in(here, sectors);
        Ok(Requirement {
            package: here.package,
            must: Must::Moves(Moves { count: count.value, from, to, powers, under, on }),
            life: vires_model::Life::ALWAYS,
            when: Condition::always(span),
            doc: row.line.doc.clone(),
            span,
        })
    }

    /// What `act` asks about in a requirement on these powers.
    fn act_of_all(&self, must: &Must) -> Act {
        let powers: &[PowerId] = match must {
            Must::HasEnd(_) | Must::Moves(_) => &[],
            Must::HasHolder(power) => std::slice::from_ref(power),
            Must::Held(powers, _) | Must::NotHeld(powers, _) => powers,
        };
        let mut acts = powers.iter().map(|power| self.act_of(*power));
        match acts.next() {
            Some(first) if acts.all(|act| act == first) => first,
            _ => Act::Nowhere,
        }
    }

    fn must(&mut self, here: Here, row: &Declared<'a>, requirement: &ast::Requirement) -> Done<Must> {
        Ok(match requirement {
            ast::Requirement::HasEnd { modality } => Must::HasEnd(self.find_modality(here, modality)?),
            ast::Requirement::HasHolder { power } => Must::HasHolder(self.find_power(here, power)?),
            ast::Requirement::Held { power, how } => {
                let found = self.find_power(here, power);
                let powers = found.map(|power| vec![power]);
                let by = self.required(here, row, how, powers.as_deref().unwrap_or_default());
                Must::Held(powers?, by?)
            }
            ast::Requirement::NoPower { sectors, how } => {
                let powers = self.powers_in(here, sectors);
                let by = self.required(here, row, how, &powers)?;
                sectors.iter().for_each(|sector| self.mentions_sector(here, sector));
                Must::NotHeld(powers, by)
            }
            ast::Requirement::EveryPower { sectors, how } => {
                let powers = self.powers_in(here, sectors);
                let by = self.required(here, row, how, &powers)?;
                sectors.iter().for_each(|sector| self.mentions_sector(here, sector));
                Must::Held(powers, by)
            }
            // Read by itself: its clause is a day, not a time.
            ast::Requirement::Moves { .. } => return Err(Failed),
        })
    }

    fn required(&mut self, here: Here, row: &Declared<'a>, how: &HeldHow, powers: &[PowerId]) -> Done<HeldBy> {
        let held = self.held_by(here, how)?;
        self.its_place(here, row.line.span, held.holders(), powers)?;
        match held {
            Held::One(by) => Ok(by),
            Held::AtLeast(..) => {
                self.not_yet(
                    here,
                    row.line.span,
                    words!(
                        "requirements that any so many of several bodies hold a power",
                        "yêu cầu về một số trong nhiều cơ quan cùng có thẩm quyền"
                    ),
                );
                Err(Failed)
            }
        }
    }

    /// The powers of these sectors; of all sectors where none is named.
    fn powers_in(&self, here: Here, sectors: &[Name]) -> Vec<PowerId> {
        self.written_out(self.class_named(here, sectors, &[]))
    }
}
