//! Groups of holders: a kind of body or office, and an office of which there is one for each value of a list, may stand
//! for all that belong to them in `any N of`. From here on each of them is a seat like any other.

use std::collections::BTreeSet;

use vires_model::{BodyId, Day, Holder, Holding, KindId, Mode, Which};
use vires_syntax::ast;
use vires_syntax::span::Span;
use vires_words::words;

use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

impl Resolver<'_> {
    /// The seats of `any N of A, class_b, member`: of a group everybody, each once.
    pub(crate) fn seats(&mut self, here: Here, written: &[ast::Holder]) -> Done<Vec<Holder>> {
        let found: Vec<_> = written.iter().map(|seat| self.members(here, seat)).collect();
        let mut seats: Vec<Holder> = Vec::new();
        let mut named: Vec<Holder> = Vec::new();
        for found in found {
            match found? {
                Members::One(holder) => {
                    named.push(holder);
                    seats.push(holder);
                }
                Members::Group(members) => {
                    seats.extend(members.into_iter().filter(|who| !named.contains(who)).collect::<Vec<_>>());
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
                self.of_kind(here, seat.span, kind).map(Members::Group)
            }
            (Some(Thing::Body(body)), None) if self.model.bodies[body].one_per.is_some() => {
                self.find_body(here, &seat.name)?;
                Ok(Members::Group(self.each(body)))
            }
            _ => self.holder(here, seat).map(Members::One),
        }
    }

    /// All bodies and offices of a kind, in the order of their declarations.
    pub(crate) fn of_kind(&mut self, here: Here, span: Span, kind: KindId) -> Done<Vec<Holder>> {
        // One whose declaration is in error may be of this kind.
        if self.poisoned.iter().any(|thing| {
            matches!(thing, Thing::Body(body) if self.model.bodies[*body].kind.is_none_or(|known| known == kind))
        }) {
            return Err(Failed);
        }
        let bodies: Vec<_> =
            self.model.bodies.iter().filter(|(_, body)| body.kind == Some(kind)).map(|(id, _)| id).collect();
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
            ast::Holding::Of { mode: ast::Mode::AnyOf(_), seats } => {
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
