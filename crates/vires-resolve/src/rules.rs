//! Rules as written → rules of the model.

use std::borrow::Cow;

use vires_model::{Barred, Class, Condition, Effect, Holder, Life, PowerId, Powers, ProvisionId, Reserve, Rule};
use vires_syntax::ast::{self, Clause, ClauseKind, LineKind, Name, PlaceRoot, TextPlace, What};
use vires_syntax::span::Span;
use vires_words::{Words, words};

use crate::amendments::Days;
use crate::broken::extent;
use crate::clauses::Stated;
use crate::conditions::{all, not};
use crate::groups::groups_of_shares;
use crate::names::{Sorts, Thing};
use crate::numbers::said_day;
use crate::problem::{Done, Failed, Problem, code};
use crate::provisions::{Item, Placed};
use crate::resolver::{Act, Here, Resolver};
use crate::steps::{Asked, Beside};
use crate::words::looks_at_holders;

/// What the clauses of a rule say.
#[derive(Default)]
struct Clauses<'a> {
    stated: Stated,
    when: Vec<Cow<'a, ast::Condition>>,
    except_when: Vec<Cow<'a, ast::Condition>>,
    residual: bool,
    reserve: Option<Reserve>,
    asked: Asked<'a>,
}

/// What a rule says before its condition is known: the powers named are put in last, because a rule on powers with
/// different acts may be several rows.
enum Said {
    Named(Vec<PowerId>, Box<dyn Fn(Vec<PowerId>) -> Effect>),
    Whole(Effect),
}

impl<'a> Resolver<'a> {
    /// Reads all rules.
    pub(crate) fn rules(&mut self) {
        // A line in error has been reported, and its powers are marked.
        let _reported = self.read_rules(&self.placed.clone());
        self.remark(0);
    }

    /// Notes which of the rules from that number on are of the kinds that are looked for later.
    pub(crate) fn remark(&mut self, from: usize) {
        for id in self.model.rules.ids().skip(from) {
            let rule = &self.model.rules[id];
            if looks_at_holders(rule) {
                self.looking.push(id);
            }
            if !rule.steps.is_empty() || !rule.deadlines.is_empty() {
                self.asking.push(id);
            }
        }
    }

    /// Reads rules that follow each other. Whether every line of them could be read.
    pub(crate) fn read_rules(&mut self, run: &[Placed<'a>]) -> Done<()> {
        let mut all = Ok(());
        for placed in run {
            if let Item::Unreadable { among_clauses } = placed.item {
                self.unreadable(placed, among_clauses);
                all = Err(Failed);
                continue;
            }
            if self.is_silent(self.instrument_of(placed.place)) {
                continue;
            }
            let done = match placed.item {
                Item::Rule(rule) => {
                    let told = self.problems.len();
                    let done = self.rule(placed, rule);
                    if done.is_err() {
                        self.examine(placed, Some(rule), told);
                        self.lose_rule(placed.here, placed.line, rule);
                    }
                    done
                }
                // Neither says who holds a power.
                Item::Operation(ast::Operation::For { what }) => {
                    let told = self.problems.len();
                    let done = self.attachment(placed, what);
                    if done.is_err() {
                        self.examine(placed, None, told);
                        self.lose_steps(placed.here, what);
                    }
                    done
                }
                Item::Operation(ast::Operation::Appoint { person, office }) => {
                    let done = self.appointment(placed, person, office);
                    if done.is_err() {
                        self.lost_appointments.insert(extent(placed.here, placed.line));
                    }
                    done
                }
                Item::Operation(_) | Item::Unreadable { .. } => Ok(()),
            };
            all = all.and(done);
        }
        all
    }

    fn rule(&mut self, placed: &Placed<'a>, rule: &'a ast::Rule) -> Done<()> {
        // A clause that could not be read may have been its condition.
        if placed.line.below.iter().any(|below| below.kind == LineKind::Unreadable) {
            self.nothing_below(placed.here, placed.line);
            return Err(Failed);
        }
        self.nothing_below(placed.here, placed.line);
        let clauses = self.rule_clauses(placed, rule);
        // What it says of a share of a group, it says anew whenever somebody joins or leaves it.
        let groups = groups_of_shares(rule, placed.line);
        if groups.is_empty() {
            let said = self.said(placed, rule, clauses.as_ref().ok());
            let (clauses, said) = (clauses?, said?);
            let days = self.rule_days(placed, clauses.stated)?;
            return self.rows_of(placed, rule, &clauses, (said, &days));
        }
        let clauses = clauses?;
        let days = self.rule_days(placed, clauses.stated)?;
        self.in_each_stretch(placed.here, &groups, &days, &mut |this, days| {
            let said = this.said(placed, rule, Some(&clauses))?;
            this.rows_of(placed, rule, &clauses, (said, days))
        })
    }

    fn rows_of(
        &mut self,
        placed: &Placed<'a>,
        rule: &ast::Rule,
        clauses: &Clauses<'a>,
        (said, days): (Vec<Said>, &[Days]),
    ) -> Done<()> {
        let several = said.len() > 1 && matches!(rule, ast::Rule::Hold { .. });
        let one_of = several.then(|| u32::try_from(self.model.rules.len()).unwrap_or(u32::MAX));
        let of_class = self.class_granted(placed, rule);
        // That number turns on how many rules the files before have.
        self.entangled |= several;
        for said in said {
            self.rule_rows(placed, clauses, days, (said, one_of, of_class.clone()))?;
        }
        Ok(())
    }

    /// `one_of`: the number of the line, where its words give several holdings; `of_class`: the class of powers of which it says something.
    fn rule_rows(
        &mut self,
        placed: &Placed<'a>,
        clauses: &Clauses<'a>,
        days: &[Days],
        (said, one_of, of_class): (Said, Option<u32>, Option<Box<Class>>),
    ) -> Done<()> {
        let amended_by = self.amended_by(placed.spot());
        let row = |when: Condition, effect: Effect, beside: Beside| Rule {
            place: placed.place,
            life: Life::ALWAYS,
            own_end: clauses.stated.until.is_some(),
            when,
            effect,
            amended_by,
            suspended_by: None,
            one_of,
            of_class: of_class.clone(),
            read: Box::default(),
            lapses: false,
            passing: Box::default(),
            parameters: Box::default(),
            steps: beside.steps,
            deadlines: beside.deadlines,
            doc: placed.line.doc.clone(),
            span: placed.here.span(placed.line.span),
        };
        match said {
            Said::Whole(effect) => {
                let when = self.rule_when(placed, Act::Nowhere, clauses)?;
                let beside = self.beside(placed.here, Act::Nowhere, &[], &clauses.asked);
                if beside.lost {
                    let powers = self.model.powers.ids().filter(|power| effect.speaks_of(&self.model, *power));
                    let powers: Vec<PowerId> = powers.collect();
                    self.lacking_steps.extend(powers);
                }
                self.push_versions(&row(when, effect, beside), days);
            }
            Said::Named(powers, effect) => {
                let mut rows: Vec<(Condition, Beside, Vec<PowerId>)> = Vec::new();
                for (act, powers) in self.by_act(powers) {
                    let when = self.rule_when(placed, act, clauses)?;
                    let beside = self.beside(placed.here, act, &powers, &clauses.asked);
                    match rows.iter_mut().find(|(known, same, _)| *known == when && *same == beside) {
                        Some((_, _, known)) => known.extend(powers),
                        None => rows.push((when, beside, powers)),
                    }
                }
                for (when, beside, powers) in rows {
                    self.push_versions(&row(when, effect(powers), beside), days);
                }
            }
        }
        Ok(())
    }

    /// Powers with the same acts together, in the order written.
    pub(crate) fn by_act(&self, powers: Vec<PowerId>) -> Vec<(Act, Vec<PowerId>)> {
        let mut groups: Vec<(Act, Vec<PowerId>)> = Vec::new();
        for power in powers {
            let act = self.act_of(power);
            let same = |known: &Act| *known == act || matches!((known, act), (Act::Lacking(_), Act::Lacking(_)));
            match groups.iter_mut().find(|(known, _)| same(known)) {
                Some((_, group)) => group.push(power),
                None => groups.push((act, vec![power])),
            }
        }
        groups
    }

    pub(crate) fn act_of(&self, power: PowerId) -> Act {
        self.model.powers[power].act.map_or(Act::Lacking(power), Act::Of)
    }

    fn rule_clauses(&mut self, placed: &Placed<'a>, rule: &'a ast::Rule) -> Done<Clauses<'a>> {
        let here = placed.here;
        let mut said = Clauses::default();
        let mut done = Ok(());
        for clause in &placed.line.clauses {
            let step = match &clause.kind {
                ClauseKind::When(condition) | ClauseKind::ExceptWhen(condition) => {
                    let (condition, bounds) = match self.dates_behind(here, condition) {
                        Some((condition, bounds)) => (Cow::Owned(condition), Some(bounds)),
                        None => (Cow::Borrowed(condition), None),
                    };
                    match &clause.kind {
                        ClauseKind::When(_) => said.when.push(condition),
                        _ => said.except_when.push(condition),
                    }
                    bounds.map_or(Ok(()), |bounds| {
                        let bounds = Clause { span: clause.span, kind: ClauseKind::InForce(bounds) };
                        self.date_clause(here, &bounds, &mut said.stated).map(|_| ())
                    })
                }
                ClauseKind::InAllOtherCases if is_original(rule) => {
                    said.residual = true;
                    Ok(())
                }
                ClauseKind::MayNotBePassedOn { below, except } if matches!(rule, ast::Rule::Transfer { .. }) => self
                    .reserve(here, below.as_ref(), except)
                    .and_then(|reserve| self.once(here, clause, &mut said.reserve, reserve)),
                ClauseKind::Step(step) if may_have_steps(rule) => {
                    said.asked.step(step, clause.span);
                    Ok(())
                }
                ClauseKind::Deadline(deadline) if may_have_steps(rule) => {
                    said.asked.deadline(deadline);
                    Ok(())
                }
                // Outside its window nobody takes over: its condition is the rule's.
                ClauseKind::Deadline(deadline) if matches!(rule, ast::Rule::TakeOver { .. }) => {
                    said.when.extend(deadline.cases.when.iter().map(Cow::Borrowed));
                    said.except_when.extend(deadline.cases.except.iter().map(Cow::Borrowed));
                    said.asked.deadline(&ast::Deadline { cases: Box::default(), ..deadline.clone() });
                    if deadline.or_else.is_some() {
                        Err(self.misplaced(here, clause, words!("this rule", "quy định này")))
                    } else {
                        Ok(())
                    }
                }
                ClauseKind::Step(step) if matches!(rule, ast::Rule::TakeOver { .. }) => {
                    Err(self.step_of_taking_over(here, step, clause))
                }
                kind if self.basis_clause(here, placed.spot(), kind) => Ok(()),
                _ => match self.date_clause(here, clause, &mut said.stated) {
                    Ok(false) => Err(self.misplaced(here, clause, words!("this rule", "quy định này"))),
                    Ok(true) => Ok(()),
                    Err(failed) => Err(failed),
                },
            };
            done = done.and(step);
        }
        done.map(|()| said)
    }

    /// The days of its own dates, else of those of its place, as the law stands on each of them.
    pub(crate) fn rule_days(&mut self, placed: &Placed<'a>, stated: Stated) -> Done<Vec<Days>> {
        self.line_forwards(placed, stated)?;
        let around = self.issued_dates(placed, Stated::default());
        if stated.until.is_some_and(|own| around.until.is_some_and(|end| end < own)) {
            self.outliving.push(placed.place);
        }
        let instrument = &self.model.instruments[self.instrument_of(placed.place)];
        if let (Some(own), Some(end)) = (stated.until, instrument.life.until)
            && own > end
        {
            let problem = Problem::warning(
                code::OUTLIVES,
                placed.here.span(placed.line.span),
                words!(
                    "this rule ends on {own}, after {instrument} itself has ended on {end}",
                    "quy định này kết thúc ngày {own}, sau khi chính {instrument} đã hết hiệu lực ngày \
                     {end}",
                    own = said_day(own),
                    end = said_day(end),
                    instrument = instrument.name
                ),
            )
            .see(instrument.span, words!("the instrument ends earlier", "văn bản hết hiệu lực sớm hơn"))
            .help(words!(
                "as written, the rule lives on alone; leave its own end out if it should end with \
                 the instrument",
                "theo cách viết này quy định vẫn còn hiệu lực riêng; bỏ ngày kết thúc riêng nếu quy \
                 định phải hết hiệu lực cùng văn bản"
            ));
            self.report(problem);
        }
        self.days(placed.spot(), stated, placed.here.span(placed.line.span))
    }

    fn rule_when(&mut self, placed: &Placed<'a>, act: Act, clauses: &Clauses<'a>) -> Done<Condition> {
        let here = placed.here;
        let span = here.span(placed.line.span);
        let mut parts = Vec::new();
        let mut done = Ok(());
        for condition in &clauses.when {
            match self.lower(here, act, condition) {
                Ok(part) => parts.push(part),
                Err(Failed) => done = Err(Failed),
            }
        }
        for condition in &clauses.except_when {
            match self.lower(here, act, condition) {
                Ok(part) => parts.push(not(part, here.span(condition.span))),
                Err(Failed) => done = Err(Failed),
            }
        }
        done?;
        Ok(all(parts, span))
    }

    fn said(&mut self, placed: &Placed<'a>, rule: &ast::Rule, clauses: Option<&Clauses<'a>>) -> Done<Vec<Said>> {
        match rule {
            ast::Rule::Enable { giver, modality, what, to } => {
                return self.enabled(placed, giver, modality, what, to);
            }
            ast::Rule::Hold { holding: holding @ ast::Holding::Nested { .. }, what } => {
                let residual = clauses.is_some_and(|clauses| clauses.residual);
                return self.held_in_ways(placed, holding, what, residual);
            }
            _ => {}
        }
        self.said_once(placed, rule, clauses).map(|said| vec![said])
    }

    fn said_once(&mut self, placed: &Placed<'a>, rule: &ast::Rule, clauses: Option<&Clauses<'a>>) -> Done<Said> {
        let here = placed.here;
        match rule {
            ast::Rule::Hold { holding: ast::Holding::Whoever(name), what } => {
                let whose = self.find_power(here, name);
                let powers = self.granted(placed, what);
                let (whose, powers) = (whose?, powers?);
                if self.poisoned.contains(&Thing::Power(whose)) {
                    return Err(Failed);
                }
                for power in &powers {
                    self.act_passes(here, self.act_of(*power), name, whose)?;
                }
                let residual = clauses.is_some_and(|clauses| clauses.residual);
                Ok(Said::Named(powers, Box::new(move |powers| Effect::Follow { powers, whose, residual })))
            }
            ast::Rule::Hold { holding, what } => {
                let span = placed.line.span;
                self.not_swapped(here, holding, what)?;
                let holding = self.holding(here, holding);
                let powers = self.granted(placed, what);
                let (holding, powers) = (holding?, powers?);
                self.its_place(here, span, &holding.seats, &powers)?;
                let residual = clauses.is_some_and(|clauses| clauses.residual);
                Ok(Said::Named(
                    powers,
                    Box::new(move |powers| Effect::Hold { powers, holding: holding.clone(), residual }),
                ))
            }
            ast::Rule::Nobody { what } => {
                let residual = clauses.is_some_and(|clauses| clauses.residual);
                let powers = self.granted(placed, what)?;
                Ok(Said::Named(powers, Box::new(move |powers| Effect::Nobody { powers, residual })))
            }
            ast::Rule::NotRequired { what } => {
                let residual = clauses.is_some_and(|clauses| clauses.residual);
                let powers = self.granted(placed, what)?;
                Ok(Said::Named(powers, Box::new(move |powers| Effect::NotRequired { powers, residual })))
            }
            ast::Rule::Transfer { modality, what, from, under, to } => {
                let modality = self.find_modality(here, modality);
                let from = self.holder(here, from);
                let to = self.holding(here, to);
                let what = self.what(placed, what);
                let under = self.by_which_texts(placed, under);
                let (modality, from, to, what, under) = (modality?, from?, to?, what?, under?);
                let mut holders = to.seats.clone();
                holders.push(from);
                let reserve = clauses.and_then(|clauses| clauses.reserve.clone());
                self.about(placed, what, &holders, move |what| Effect::Transfer {
                    modality,
                    what,
                    from,
                    under: under.clone(),
                    to: to.clone(),
                    reserve: reserve.clone(),
                })
            }
            ast::Rule::Keep { by, what } => {
                let by = self.holder(here, by);
                let what = self.what(placed, what);
                let (by, what) = (by?, what?);
                self.about(placed, what, &[by], move |what| Effect::Keep { by, what })
            }
            ast::Rule::Bar { who, what } => {
                let who = self.barred(here, who);
                let what = self.what(placed, what);
                let (who, what) = (who?, what?);
                let holders: Vec<Holder> = match who {
                    Barred::Holder(holder) => vec![holder],
                    Barred::Person(_) => Vec::new(),
                };
                self.about(placed, what, &holders, move |what| Effect::Bar { who, what })
            }
            ast::Rule::Reserve { what, below, except } => {
                let reserve = self.reserve(here, below.as_ref(), except);
                let what = self.reserved(
                    placed,
                    what,
                    words!("reserving every power of one body", "giữ lại mọi thẩm quyền của một cơ quan"),
                );
                let (reserve, what) = (reserve?, what?);
                self.about(placed, what, &[], move |what| Effect::Reserve { what, reserve: reserve.clone() })
            }
            ast::Rule::TakeOver { by, what, from } => {
                let (by, from) = (self.holding(here, by), self.holder(here, from));
                let what = self.what(placed, what);
                let (by, from, what) = (by?, from?, what?);
                if by.of_unbarred.is_some() {
                    self.not_yet(
                        here,
                        placed.line.span,
                        words!(
                            "takings over by a share of those who are not barred",
                            "việc trực tiếp giải quyết bởi một phần của những chủ thể không bị loại trừ"
                        ),
                    );
                    return Err(Failed);
                }
                let holders: Vec<Holder> = by.seats.iter().copied().chain([from]).collect();
                self.about(placed, what, &holders, move |what| Effect::TakeOver { by: by.clone(), what, from })
            }
            // Said receiver by receiver.
            ast::Rule::Enable { .. } => Err(Failed),
        }
    }

    /// `(any 2 of A, B, C) or (A and D jointly) hold P`: each way by itself.
    fn held_in_ways(
        &mut self,
        placed: &Placed<'a>,
        holding: &ast::Holding,
        what: &What,
        residual: bool,
    ) -> Done<Vec<Said>> {
        let here = placed.here;
        let ways = self.ways(here, holding);
        let powers = self.granted(placed, what);
        let (ways, powers) = (ways?, powers?);
        let mut said = Vec::new();
        for holding in ways {
            self.its_place(here, placed.line.span, &holding.seats, &powers)?;
            let effect = move |powers| Effect::Hold { powers, holding: holding.clone(), residual };
            said.push(Said::Named(powers.clone(), Box::new(effect)));
        }
        Ok(said)
    }

    /// `X may M P to Y`: for each of the receivers.
    fn enabled(
        &mut self,
        placed: &Placed<'a>,
        giver: &ast::Holder,
        modality: &Name,
        what: &What,
        to: &ast::Holding,
    ) -> Done<Vec<Said>> {
        let here = placed.here;
        let modality = self.find_modality(here, modality);
        let giver = self.holder(here, giver);
        let to = self.holding(here, to);
        let what = self.what(placed, what);
        let (modality, giver, to, what) = (modality?, giver?, to?, what?);
        let to_each = |to: Holder| {
            let effect = move |what| Effect::Enable { giver, modality, what, to };
            self.about(placed, what.clone(), &[giver, to], effect)
        };
        to.seats.into_iter().map(to_each).collect()
    }

    /// Reads whom and what a rule names, for what is wrong with them alone.
    pub(crate) fn read_names_of(&mut self, placed: &Placed<'a>, rule: &ast::Rule) {
        // What it would say is of no use.
        let _ = self.said(placed, rule, None);
    }

    /// A rule about these powers, with the effect made of them.
    fn about(
        &mut self,
        placed: &Placed<'a>,
        what: Powers,
        holders: &[Holder],
        effect: impl Fn(Powers) -> Effect + 'static,
    ) -> Done<Said> {
        match what {
            Powers::Named(powers) => {
                self.its_place(placed.here, placed.line.span, holders, &powers)?;
                Ok(Said::Named(powers, Box::new(move |powers| effect(Powers::Named(powers)))))
            }
            class @ Powers::Class(_) => Ok(Said::Whole(effect(class))),
        }
    }

    /// `licence holds moit`: said once, not for each of the two names.
    fn not_swapped(&mut self, here: Here, holding: &ast::Holding, what: &What) -> Done<()> {
        let (ast::Holding::Of { seats, .. }, What::Powers(powers)) = (holding, what) else {
            return Ok(());
        };
        let [body] = powers.as_slice() else { return Ok(()) };
        let [ast::Holder { name: power, of: None, .. }] = seats.as_slice() else {
            return Ok(());
        };
        let is = |name: &Name, sort| self.find_quietly(here.package, &name.value, sort).is_some();
        if !is(power, Sorts::POWER) || !is(body, Sorts::BODY) {
            return Ok(());
        }
        let message = words!(
            "the power `{power}` stands where the one who holds it is named",
            "thẩm quyền `{power}` đứng ở chỗ của cơ quan có thẩm quyền",
            power = power.value
        );
        self.report(Problem::error(code::WRONG_SORT, here.span(power.span.to(body.span)), message).help(words!(
            "write `{body} holds {power}`",
            "viết `{body} có thẩm quyền {power}`",
            body = body.value,
            power = power.value
        )));
        Err(Failed)
    }

    /// The powers that are known; one that is not costs itself, not the others.
    fn known_powers(&mut self, here: Here, names: &[Name]) -> Done<Vec<PowerId>> {
        let mut powers = Vec::new();
        for name in names {
            if let Ok(power) = self.find_power(here, name) {
                if powers.contains(&power) {
                    self.report(Problem::warning(
                        code::DECLARED_TWICE,
                        here.span(name.span),
                        words!(
                            "the rule names `{power}` a second time",
                            "quy định nêu `{power}` lần thứ hai",
                            power = name.value
                        ),
                    ));
                } else {
                    powers.push(power);
                }
            }
        }
        if powers.is_empty() { Err(Failed) } else { Ok(powers) }
    }

    pub(crate) fn barred(&mut self, here: Here, who: &ast::Holder) -> Done<Barred> {
        let found = self.find(here, &who.name, Sorts::BODY.or(Sorts::FACT))?;
        let Thing::Fact(fact) = found else {
            return self.holder(here, who).map(Barred::Holder);
        };
        if self.model.facts[fact].domain == vires_model::Domain::Person && who.of.is_none() {
            return Ok(Barred::Person(fact));
        }
        self.report(
            Problem::error(
                code::WRONG_SORT,
                here.span(who.span),
                words!(
                    "`{name}` is no body, no office and no question about a person, so it cannot be barred",
                    "`{name}` không phải là cơ quan, chức danh hay câu hỏi về một người nên không thể \
                     loại trừ",
                    name = who.name.value
                ),
            )
            .see(self.model.facts[fact].span, words!("declared here", "khai báo tại đây")),
        );
        Err(Failed)
    }

    fn reserve(&mut self, here: Here, below: Option<&Name>, except: &[Name]) -> Done<Reserve> {
        let below = below.map(|name| self.find_body(here, name)).transpose();
        let except = self.find_all(here, except, Self::find_body);
        Ok(Reserve { below: below?, except: except? })
    }

    fn what(&mut self, placed: &Placed<'a>, what: &What) -> Done<Powers> {
        let here = placed.here;
        match what {
            What::Powers(names) => self.known_powers(here, names).map(Powers::Named),
            What::Every { other, sectors, under, except, .. } => {
                sectors.iter().for_each(|sector| self.mentions_sector(here, sector));
                let mut class = Class {
                    other: *other,
                    sectors: sectors.iter().map(|sector| sector.value.clone()).collect(),
                    ..Class::default()
                };
                let mut done = Ok(());
                match self.by_which_texts(placed, under) {
                    Ok(places) => class.under = places,
                    Err(Failed) => done = Err(Failed),
                }
                for place in except {
                    match self.exception(here, placed.place, place) {
                        Ok(Except::Power(power)) => class.except_powers.push(power),
                        Ok(Except::Place(found)) => {
                            self.cite(placed, found, here.span(place.span), true);
                            class.except_under.push(found);
                        }
                        Err(Failed) => done = Err(Failed),
                    }
                }
                done.map(|()| Powers::Class(class))
            }
        }
    }

    /// `under D`: by which texts somebody has a power.
    fn by_which_texts(&mut self, placed: &Placed<'a>, under: &[TextPlace]) -> Done<Vec<ProvisionId>> {
        let mut places = Vec::new();
        let mut done = Ok(());
        for place in under {
            match self.place(placed.here, Some(placed.place), place) {
                Ok(found) => {
                    // What a body has by a text is meant to end with it.
                    self.cite(placed, found, placed.here.span(place.span), false);
                    places.push(found);
                }
                Err(Failed) => done = Err(Failed),
            }
        }
        done.map(|()| places)
    }

    /// `except X`: a power, or a place of text; a name alone may be either.
    fn exception(&mut self, here: Here, at: ProvisionId, place: &TextPlace) -> Done<Except> {
        if let PlaceRoot::Instrument(name) = &place.root
            && place.path.is_empty()
        {
            return match self.find(here, name, Sorts::POWER.or(Sorts::INSTRUMENT))? {
                Thing::Power(power) => Ok(Except::Power(power)),
                Thing::Instrument(id) => Ok(Except::Place(self.model.instruments[id].text)),
                _ => Err(Failed),
            };
        }
        self.place(here, Some(at), place).map(Except::Place)
    }

    /// What may not be passed on: a class is all powers of its sectors, whoever has them.
    pub(crate) fn reserved(&mut self, placed: &Placed<'a>, what: &What, words: Words) -> Done<Powers> {
        if let What::Every { span, of, .. } = what {
            let Powers::Class(class) = self.what(placed, what)? else {
                return Err(Failed);
            };
            if of.is_some() || class.other || !class.under.is_empty() || !class.except_under.is_empty() {
                self.class_reserved(placed.here, *span, words);
                return Err(Failed);
            }
            return Ok(Powers::Named(self.written_out(class)));
        }
        self.what(placed, what)
    }

    /// What is granted, or is nobody's: a class is all powers of its sectors, as if each were named.
    fn granted(&mut self, placed: &Placed<'a>, what: &What) -> Done<Vec<PowerId>> {
        let class = match self.what(placed, what)? {
            Powers::Named(powers) => return Ok(powers),
            Powers::Class(class) => class,
        };
        let What::Every { span, .. } = what else { return Err(Failed) };
        if !class.except_under.is_empty() {
            self.report(
                Problem::error(
                    code::WRONG_SORT,
                    placed.here.span(*span),
                    words!(
                        "a grant leaves out powers, not what somebody has by a text",
                        "quy định giao thẩm quyền chỉ loại trừ các thẩm quyền, không loại trừ những gì ai đó có theo một văn bản"
                    ),
                )
                .help(words!("name the powers behind `except`", "nêu tên các thẩm quyền sau `trừ`")),
            );
            return Err(Failed);
        }
        let excepted = !class.except_powers.is_empty();
        let powers = self.written_out(class);
        // Where no power is of the sector, that is told of the sector.
        if powers.is_empty() && excepted {
            self.report(Problem::warning(
                code::UNKNOWN_NAME,
                placed.here.span(*span),
                words!(
                    "every power of which this line speaks is left out by `except`, so nothing is said here",
                    "mọi thẩm quyền mà dòng này nói đến đều bị loại sau `trừ` nên ở đây không quy định gì"
                ),
            ));
        }
        Ok(powers)
    }

    /// The powers of a class, whoever has them.
    pub(crate) fn written_out(&self, class: Class) -> Vec<PowerId> {
        let class = Powers::Class(class);
        self.model.powers.ids().filter(|power| class.speak_of(&self.model, *power)).collect()
    }

    /// The class of which a grant speaks; it was read, and what is wrong with it told, before.
    fn class_granted(&self, placed: &Placed<'a>, rule: &ast::Rule) -> Option<Box<Class>> {
        let (ast::Rule::Hold { what, .. } | ast::Rule::Nobody { what } | ast::Rule::NotRequired { what }) = rule else {
            return None;
        };
        let What::Every { sectors, except, .. } = what else { return None };
        Some(Box::new(self.class_named(placed.here, sectors, except)))
    }

    /// All powers of some sectors but those left out, as far as they are known; nothing is reported.
    pub(crate) fn class_named(&self, here: Here, sectors: &[Name], except: &[TextPlace]) -> Class {
        let power = |place: &TextPlace| {
            let PlaceRoot::Instrument(name) = &place.root else { return None };
            match self.find_quietly(here.package, &name.value, Sorts::POWER) {
                Some(Thing::Power(power)) => Some(power),
                _ => None,
            }
        };
        Class {
            sectors: sectors.iter().map(|sector| sector.value.clone()).collect(),
            except_powers: except.iter().filter_map(power).collect(),
            ..Class::default()
        }
    }

    fn class_reserved(&mut self, here: Here, span: Span, words: Words) {
        self.report(
            Problem::error(
                code::NOT_YET,
                here.span(span),
                words!(
                    "{words} is not part of this version of Vires yet",
                    "{words} chưa có trong phiên bản này của Vires",
                    words = words
                ),
            )
            .help(words!(
                "name the powers, or their sector: `every power in sector defence`",
                "nêu tên các thẩm quyền, hoặc lĩnh vực: `mọi thẩm quyền thuộc lĩnh vực defence`"
            )),
        );
    }
}

enum Except {
    Power(PowerId),
    Place(ProvisionId),
}

/// Rules that say who holds a power of its own, or that nobody does: what may be said of all other cases.
const fn is_original(rule: &ast::Rule) -> bool {
    matches!(rule, ast::Rule::Hold { .. } | ast::Rule::Nobody { .. } | ast::Rule::NotRequired { .. })
}

/// Rules by which somebody comes to hold a power, or need not act.
const fn may_have_steps(rule: &ast::Rule) -> bool {
    matches!(rule, ast::Rule::Hold { .. } | ast::Rule::Transfer { .. })
}
