//! Groups of holders: a kind of body or office, and an office of which there is one for each value of a list, may stand
//! for all that belong to them in `any N of`. From here on each of them is a seat like any other.

use std::collections::BTreeSet;

use vires_model::{BodyId, Day, Holder, Holding, KindId, Life, Mode, Which};
use vires_syntax::ast;
use vires_syntax::span::Span;
use vires_words::words;

use crate::amendments::Days;
use crate::holders::shared;
use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

impl Resolver<'_> {
    /// The seats of `any N of A, class_b, member`: of a group everybody, each once.
    pub(crate) fn seats(&mut self, here: Here, written: &[ast::Holder]) -> Done<Vec<Holder>> {
        self.is_left_out_of_a_group(here, written)?;
        let found: Vec<_> = written.iter().map(|seat| self.members(here, seat)).collect();
        let mut seats: Vec<Holder> = Vec::new();
        let mut of_groups: Vec<Holder> = Vec::new();
        for found in found {
            match found? {
                // Who is named twice by name has two seats, and that is told.
                Members::One(holder) if !of_groups.contains(&holder) => seats.push(holder),
                Members::One(_) => {}
                Members::Group(members) => {
                    for who in members {
                        if !seats.contains(&who) {
                            seats.push(who);
                        }
                        of_groups.push(who);
                    }
                }
            }
        }
        Ok(seats)
    }

    /// Whether a seat stands for several.
    pub(crate) fn is_group(&self, here: Here, seat: &ast::Holder) -> bool {
        seat.of.is_none()
            && match self.find_quietly(here.package, &seat.name.value, Sorts::BODY.or(Sorts::BODY_KIND)) {
                Some(Thing::BodyKind(_)) => true,
                Some(Thing::Body(body)) => self.model.bodies[body].one_per.is_some(),
                _ => false,
            }
    }

    fn members(&mut self, here: Here, seat: &ast::Holder) -> Done<Members> {
        match (self.find_quietly(here.package, &seat.name.value, Sorts::BODY.or(Sorts::BODY_KIND)), &seat.of) {
            (Some(Thing::BodyKind(_)), None) => {
                let Thing::BodyKind(kind) = self.find(here, &seat.name, Sorts::BODY_KIND)? else { return Err(Failed) };
                let members = self.of_kind(here, seat.span, kind)?;
                self.without_those(here, seat, members)
            }
            (Some(Thing::Body(body)), None) if self.model.bodies[body].one_per.is_some() => {
                self.find_body(here, &seat.name)?;
                let members = self.each(body);
                self.without_those(here, seat, members)
            }
            _ => self.holder(here, seat).map(Members::One),
        }
    }

    /// The members of a group less those whom the text leaves out.
    fn without_those(&mut self, here: Here, seat: &ast::Holder, mut members: Vec<Holder>) -> Done<Members> {
        let left_out: Vec<_> = seat.except.iter().map(|who| self.holder(here, who)).collect();
        let left_out = left_out.into_iter().collect::<Done<Vec<Holder>>>()?;
        members.retain(|who| !left_out.contains(who));
        Ok(Members::Group(members))
    }

    /// That each of those left out belongs to one of the groups.
    fn is_left_out_of_a_group(&mut self, here: Here, written: &[ast::Holder]) -> Done<()> {
        let Some(first) = written.first() else { return Ok(()) };
        let mut done = Ok(());
        for who in &first.except {
            let out = self.seat(here, who)?;
            let whole = |seat: &ast::Holder| ast::Holder { except: Vec::new(), ..seat.clone() };
            let groups: Vec<_> = written.iter().map(|seat| self.members(here, &whole(seat))).collect();
            let is_of = |group: &Done<Members>| match group {
                Ok(Members::Group(members)) => members.contains(&out),
                Ok(Members::One(_)) => false,
                Err(Failed) => true,
            };
            if groups.iter().any(is_of) {
                continue;
            }
            self.report(
                Problem::error(
                    code::OUT_OF_RANGE,
                    here.span(who.span),
                    words!(
                        "`{name}` belongs to no group that is named here, so there is nothing to leave out",
                        "`{name}` không thuộc nhóm nào nêu ở đây nên không có gì để loại trừ",
                        name = who.name.value
                    ),
                )
                .help(words!("leave out `except …`", "bỏ `trừ …`")),
            );
            done = Err(Failed);
        }
        done
    }

    /// The stretches of days in each of which the same belong to the groups of which these words ask a share; one where they ask for none.
    fn stretches_of_shares(&mut self, here: Here, groups: &[&ast::Holder]) -> Vec<Life> {
        let mut starts: BTreeSet<Day> = BTreeSet::new();
        for seat in groups {
            // One in error is told where it is lowered.
            let members = match self.members(here, seat) {
                Ok(Members::Group(members)) => members,
                Ok(Members::One(who)) => vec![who],
                Err(Failed) => continue,
            };
            for life in members.into_iter().flat_map(|who| self.lives_of(who)) {
                starts.extend(life.from);
                starts.extend(life.until.map(Day::next));
            }
        }
        let from = std::iter::once(None).chain(starts.iter().copied().map(Some));
        let until = starts.iter().map(|day| Some(day.previous())).chain([None]);
        from.zip(until).map(|(from, until)| Life { from, until }).collect()
    }

    /// Reads a line anew for each of those stretches; `days`: those on which it is law.
    pub(crate) fn in_each_stretch(
        &mut self,
        here: Here,
        groups: &[&ast::Holder],
        days: &[Days],
        read: &mut dyn FnMut(&mut Self, &[Days]) -> Done<()>,
    ) -> Done<()> {
        let mut done = Ok(());
        for stretch in self.stretches_of_shares(here, groups) {
            self.counted_on = Some(stretch);
            let within: Vec<Days> = days.iter().filter_map(|days| days.within(stretch)).collect();
            done = read(self, &within);
            if done.is_err() {
                break;
            }
        }
        self.counted_on = None;
        done
    }

    /// The seats of a share of a group on the days in hand, and how many of them must act.
    pub(crate) fn share(&mut self, here: Here, share: ast::Share, written: &[ast::Holder]) -> Done<(Vec<Holder>, u32)> {
        let all = self.seats(here, written)?;
        let span = written.iter().map(|seat| seat.span).reduce(Span::to).unwrap_or_default();
        let Some(days) = self.counted_on else {
            self.not_yet(here, span, words!("a share of a group, in this sentence", "một phần của nhóm ở câu này"));
            return Err(Failed);
        };
        let there = |who: &Holder| self.lives_of(*who).into_iter().any(|life| !life.intersect(days).is_empty());
        let seats: Vec<Holder> = all.iter().copied().filter(there).collect();
        if seats.is_empty() {
            // Nobody is left to act: their seats are empty.
            return Ok((all, 1));
        }
        let count = shared(share).of(u32::try_from(seats.len()).unwrap_or(u32::MAX));
        Ok((seats, count))
    }

    /// All bodies and offices of a kind, in the order of their declarations.
    pub(crate) fn of_kind(&mut self, here: Here, span: Span, kind: KindId) -> Done<Vec<Holder>> {
        // One whose declaration is in error may be of this kind.
        if self.poisoned.iter().any(|thing| {
            matches!(thing, Thing::Body(body) if self.model.bodies[*body].kinds.is_empty() || self.model.bodies[*body].kinds.contains(&kind))
        }) {
            return Err(Failed);
        }
        let bodies: Vec<_> =
            self.model.bodies.iter().filter(|(_, body)| body.kinds.contains(&kind)).map(|(id, _)| id).collect();
        if bodies.is_empty() {
            let row = &self.model.kinds[kind];
            let problem = Problem::error(
                code::OUT_OF_RANGE,
                here.span(span),
                words!(
                    "no body and no office is of the kind `{kind}`",
                    "không có cơ quan hay chức danh nào thuộc loại `{kind}`",
                    kind = row.name
                ),
            )
            .see(row.span, words!("declared here", "khai báo tại đây"))
            .help(words!(
                "say who belongs to it: `office ann_smith kind {kind}`",
                "nêu ai thuộc loại này: `chức danh ann_smith loại {kind}`",
                kind = row.name
            ));
            self.report(problem);
            return Err(Failed);
        }
        Ok(bodies.into_iter().flat_map(|body| self.each(body)).collect())
    }

    /// A body; where there are many, each of them.
    pub(crate) fn each(&self, body: BodyId) -> Vec<Holder> {
        let Some(list) = self.model.bodies[body].one_per else { return vec![Holder { body, which: Which::Sole }] };
        self.model.lists[list].leaves().map(|value| Holder { body, which: Which::OfValue(value) }).collect()
    }

    /// A kind where one body is wanted: said so, with what to write.
    pub(crate) fn kind_alone(&mut self, here: Here, seat: &ast::Holder) -> Done<()> {
        let kind = self.find_quietly(here.package, &seat.name.value, Sorts::BODY.or(Sorts::BODY_KIND));
        let Some(Thing::BodyKind(kind)) = kind else { return Ok(()) };
        let row = &self.model.kinds[kind];
        let problem = Problem::error(
            code::WRONG_SORT,
            here.span(seat.span),
            words!(
                "`{kind}` is a kind, and the text does not say how many of it are meant",
                "`{kind}` là một loại, mà câu này chưa nêu cần bao nhiêu chủ thể thuộc loại đó",
                kind = row.name
            ),
        )
        .see(row.span, words!("declared here", "khai báo tại đây"))
        .help(words!(
            "write `any 1 of {kind}` if each of them is enough, `any 2 of {kind}` if two must act",
            "viết `bất kỳ 1 của {kind}` nếu mỗi chủ thể đều đủ, `bất kỳ 2 của {kind}` nếu phải có hai",
            kind = row.name
        ));
        self.report(problem);
        Err(Failed)
    }

    /// The members of groups that are not there on that day: a test expects nobody of them.
    pub(crate) fn not_there(&mut self, here: Here, holding: &ast::Holding, day: Option<Day>) -> BTreeSet<Holder> {
        let mut gone = BTreeSet::new();
        let Some(day) = day else { return gone };
        match holding {
            ast::Holding::Whoever(_) => {}
            ast::Holding::Nested { seats, .. } => {
                seats.iter().for_each(|seat| gone.extend(self.not_there(here, seat, Some(day))));
            }
            ast::Holding::Of {
                mode: ast::Mode::AnyOf(_) | ast::Mode::Share(_) | ast::Mode::ShareOfUnbarred(_),
                seats,
            } => {
                for seat in seats {
                    if let Ok(Members::Group(members)) = self.members(here, seat) {
                        gone.extend(members.into_iter().filter(|who| !self.is_there(*who, day)));
                    }
                }
            }
            ast::Holding::Of { .. } => {}
        }
        gone
    }

    fn is_there(&self, who: Holder, day: Day) -> bool {
        who.instance().is_some_and(|who| self.model.exists(who, day))
    }
}

/// The groups of which a rule or its steps ask a share.
pub(crate) fn groups_of_shares<'a>(rule: &'a ast::Rule, line: &'a ast::Line) -> Vec<&'a ast::Holder> {
    let mut groups = Vec::new();
    if let ast::Rule::Hold { holding, .. } | ast::Rule::TakeOver { by: holding, .. } = rule {
        groups_in(holding, &mut groups);
    }
    groups.extend(groups_of_steps(line));
    groups
}

/// Those of the steps alone.
pub(crate) fn groups_of_steps(line: &ast::Line) -> impl Iterator<Item = &ast::Holder> {
    let steps = line.clauses.iter().filter_map(|clause| match &clause.kind {
        ast::ClauseKind::Step(step) => Some(step),
        _ => None,
    });
    let shares = steps.filter(|step| matches!(step.mode, ast::Mode::Share(_)));
    shares.flat_map(|step| &step.who).filter_map(|whom| match whom {
        ast::Whom::Holder(holder) => Some(holder),
        _ => None,
    })
}

fn groups_in<'a>(holding: &'a ast::Holding, groups: &mut Vec<&'a ast::Holder>) {
    match holding {
        ast::Holding::Of { mode: ast::Mode::Share(_) | ast::Mode::ShareOfUnbarred(_), seats } => groups.extend(seats),
        ast::Holding::Nested { seats, .. } => seats.iter().for_each(|seat| groups_in(seat, groups)),
        ast::Holding::Of { .. } | ast::Holding::Whoever(_) => {}
    }
}

/// Whom one seat names.
enum Members {
    One(Holder),
    Group(Vec<Holder>),
}

/// Without these; who is left alone acts alone.
pub(crate) fn without(gone: &BTreeSet<Holder>, mut holding: Holding) -> Holding {
    if holding.seats.iter().any(|who| gone.contains(who)) {
        holding.seats.retain(|who| !gone.contains(who));
        if holding.seats.len() == 1 {
            holding.mode = Mode::One;
        }
    }
    holding
}
