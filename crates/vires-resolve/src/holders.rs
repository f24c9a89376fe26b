//! Holders: which body or office, and which one of those of which there is one per place.

use std::collections::BTreeSet;

use vires_model::{BodyId, Domain, Holder, Holding, ListId, Mode, PowerId, Share, Which};
use vires_syntax::ast::{self, Name};
use vires_syntax::span::Span;
use vires_words::words;

use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, Remedy, code};
use crate::resolver::{Here, Resolver};

/// Ways in which the seats of one holding may be filled.
pub(crate) const MOST_WAYS: usize = 256;

/// A share of a group, as it is counted.
pub(crate) const fn shared(share: ast::Share) -> Share {
    match share {
        ast::Share::All => Share::All,
        ast::Share::MoreThanHalf => Share::MoreThanHalf,
        ast::Share::AtLeast(part, whole) => Share::AtLeast(part, whole),
    }
}

const fn counts_unbarred(holding: &ast::Holding) -> bool {
    matches!(holding, ast::Holding::Of { mode: ast::Mode::ShareOfUnbarred(_), .. })
}

/// The least that suffices of a holding without seats that several fill.
pub(crate) fn together(holding: &Holding) -> Vec<Vec<Holder>> {
    let each = || holding.seats.iter().map(|seat| vec![*seat]).collect();
    match holding.mode {
        Mode::One | Mode::Any => each(),
        Mode::Jointly => vec![holding.seats.clone()],
        Mode::AnyOf(count) => combinations(&holding.seats, count as usize),
    }
}

/// How many those are; more than is allowed where they are more than can be counted so far.
pub(crate) fn ways_of(holding: &Holding) -> usize {
    let seats = holding.seats.len();
    match holding.mode {
        Mode::One | Mode::Any => seats,
        Mode::Jointly => 1,
        Mode::AnyOf(count) => {
            let count = (count as usize).min(seats.saturating_sub(count as usize));
            let mut ways: usize = 1;
            for n in 0..count {
                ways = ways.saturating_mul(seats - n) / (n + 1);
                if ways > MOST_WAYS {
                    return MOST_WAYS + 1;
                }
            }
            ways
        }
    }
}

/// All choices of so many of these, in their order.
fn combinations(of: &[Holder], count: usize) -> Vec<Vec<Holder>> {
    let Some((first, rest)) = of.split_first() else {
        return if count == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    if count == 0 {
        return vec![Vec::new()];
    }
    let with = combinations(rest, count - 1).into_iter();
    let with = with.map(|more| std::iter::once(*first).chain(more).collect());
    with.chain(combinations(rest, count)).collect()
}

impl Resolver<'_> {
    pub(crate) fn holder(&mut self, here: Here, holder: &ast::Holder) -> Done<Holder> {
        let body = self.find_body(here, &holder.name)?;
        let which = match (&holder.of, self.model.bodies[body].one_per) {
            (None, None) => Which::Sole,
            (None, Some(_)) => Which::Unsaid,
            (Some(ast::Which::ItsPlace(_)), Some(_)) => Which::OfItsPlace,
            (Some(ast::Which::Named(name)), Some(list)) => self.which(here, body, list, name)?,
            (Some(_), None) => {
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(holder.span),
                        words!(
                            "there is only one `{body}`, so the text need not say which",
                            "chỉ có một `{body}` nên không cần nêu của nơi nào",
                            body = holder.name.value
                        ),
                    )
                    .see(
                        self.model.bodies[body].span,
                        words!("declared here without `one per`", "khai báo tại đây, không có `một cho mỗi`"),
                    )
                    .help(words!(
                        "leave out what follows the name, or declare the body `one per` a territory",
                        "bỏ phần sau tên, hoặc khai báo cơ quan là `một cho mỗi` địa bàn"
                    )),
                );
                return Err(Failed);
            }
        };
        Ok(Holder { body, which })
    }

    /// A place or value of the list that the body is one per of, else a fact whose answers are such places or lie in them.
    fn which(&mut self, here: Here, body: BodyId, list: ListId, name: &Name) -> Done<Which> {
        if self.value(list, &name.value).is_some() {
            return self.leaf(here, name.span, &name.value, list).map(Which::OfValue);
        }
        if self.value_is_reported(list, &name.value) || self.may_be_reported(here.package, &name.value) {
            return Err(Failed);
        }
        match self.find_if_there(here, name.span, &name.value, Sorts::FACT.or(Sorts::DERIVED)) {
            Some(Thing::Fact(fact)) => {
                match self.model.facts[fact].domain {
                    Domain::Choice(of) if self.lies_within(of, list) => Ok(Which::OfFact(fact)),
                    Domain::Choice(of) if self.lies_within(list, of) => Err(self.too_wide(here, body, list, of, name)),
                    _ => {
                        let (body, of) = (self.model.bodies[body].name.clone(), self.model.lists[list].name.clone());
                        self.report(
                        Problem::error(
                            code::WRONG_TYPE,
                            here.span(name.span),
                            words!("there is one `{body}` per {of}, and the answers to `{fact}` are no values of {of}", "mỗi {of} có một `{body}`, mà câu trả lời cho `{fact}` không phải là giá trị của {of}", fact = name.value),
                        )
                        .see(self.model.facts[fact].span, words!("`{name}` is declared here", "`{name}` được khai báo tại đây", name = name.value)),
                    );
                        Err(Failed)
                    }
                }
            }
            Some(_) => {
                self.find_fact(here, name)?;
                Err(Failed)
            }
            None => Err(self.no_such_place(here, body, list, name)),
        }
    }

    fn no_such_place(&mut self, here: Here, body: BodyId, list: ListId, name: &Name) -> Failed {
        let of = |this: &Self, test: fn(&Self, ListId, ListId) -> bool| {
            this.model.lists.ids().find(|id| {
                *id != list && test(this, *id, list) && this.model.lists[*id].by_name.contains_key(&name.value)
            })
        };
        if let Some(outer) = of(self, |this, other, list| this.lies_within(list, other)) {
            return self.too_wide(here, body, list, outer, name);
        }
        if let Some(inner) = of(self, |this, other, list| this.lies_within(other, list)) {
            let place = self.value(inner, &name.value).and_then(|value| self.model.lift(value, inner, list));
            let place = place.and_then(|place| self.model.lists[list].values.get(place.0 as usize));
            let help = place.map(|place| {
                words!(
                    "write `{body} of {place}`",
                    "viết `{body} của {place}`",
                    body = self.model.bodies[body].name,
                    place = place.name
                )
            });
            let mut problem = Problem::error(
                code::WRONG_TYPE,
                here.span(name.span),
                words!(
                    "`{name}` is narrower than the places of {list}, of which there is one body each",
                    "`{name}` hẹp hơn các địa bàn thuộc {list}, mỗi địa bàn có một cơ quan",
                    name = name.value,
                    list = self.model.lists[list].name
                ),
            );
            problem.help = help;
            self.report(problem);
            return Failed;
        }
        let own = &self.model.lists[list];
        let message = words!(
            "`{name}` is neither a value of {list} nor a fact",
            "`{name}` không phải là giá trị của {list} cũng không phải là dữ kiện",
            name = name.value,
            list = own.name
        );
        let mut problem = Problem::error(code::UNKNOWN_NAME, here.span(name.span), message);
        if let Some((near, at)) = self.nearest_place_or_fact(here, list, &name.value) {
            problem = problem
                .see(at, words!("`{near}` is declared here", "`{near}` được khai báo tại đây"))
                .help(words!("did you mean `{near}`?", "có phải muốn viết `{near}`?"))
                .remedy(Remedy::Replace(near));
        }
        self.report(problem);
        Failed
    }

    fn too_wide(&mut self, here: Here, body: BodyId, list: ListId, of: ListId, name: &Name) -> Failed {
        let (body, list, of) = (&self.model.bodies[body], &self.model.lists[list], &self.model.lists[of]);
        let message = words!(
            "`{name}` is a place of {wide}, which is wider than {narrow}, so it does not say \
             which `{body}` is meant",
            "`{name}` là địa bàn thuộc {wide}, rộng hơn {narrow}, nên không cho biết là `{body}` \
             nào",
            name = name.value,
            wide = of.name,
            narrow = list.name,
            body = body.name
        );
        let problem = Problem::error(code::TOO_WIDE, here.span(name.span), message)
            .see(
                body.span,
                words!(
                    "there is one `{body}` per {list}",
                    "mỗi {list} có một `{body}`",
                    body = body.name,
                    list = list.name
                ),
            )
            .help(words!(
                "name a fact whose answers are places of {list}, or one of its places",
                "nêu một dữ kiện có câu trả lời là địa bàn thuộc {list}, hoặc một trong các địa bàn đó",
                list = list.name
            ));
        self.report(problem);
        Failed
    }

    /// The ways in which a holding may be filled, some of whose seats several fill: each a holding without such seats.
    pub(crate) fn ways(&mut self, here: Here, holding: &ast::Holding) -> Done<Vec<Holding>> {
        let ast::Holding::Nested { span, mode, seats } = holding else {
            return self.holding(here, holding).map(|holding| vec![holding]);
        };
        if let Some(inner) = seats.iter().find(|seat| counts_unbarred(seat)) {
            let span = inner.named().iter().map(|seat| seat.span).reduce(Span::to).unwrap_or(*span);
            self.not_yet(
                here,
                span,
                words!(
                    "shares of those who are not barred, in brackets,",
                    "phần của những chủ thể không bị loại trừ, đặt trong ngoặc,"
                ),
            );
            return Err(Failed);
        }
        let parts: Vec<_> = seats.iter().map(|seat| self.ways(here, seat)).collect();
        let parts: Vec<Vec<Holding>> = parts.into_iter().collect::<Done<_>>()?;
        let wanted = match mode {
            // Each of them is enough.
            ast::Mode::One | ast::Mode::Any => {
                let mut ways: Vec<Holding> = Vec::new();
                for way in parts.into_iter().flatten() {
                    if !ways.contains(&way) {
                        ways.push(way);
                    }
                }
                return Ok(ways);
            }
            ast::Mode::Jointly => parts.len(),
            ast::Mode::AnyOf(count) => *count as usize,
            ast::Mode::Share(share) | ast::Mode::ShareOfUnbarred(share) => {
                shared(*share).of(u32::try_from(parts.len()).unwrap_or(u32::MAX)) as usize
            }
        };
        if wanted == 0 || wanted > parts.len() {
            return Err(self.not_so_many(here, *span, wanted, parts.len()));
        }
        // So many of them together: everybody in one way of each.
        let may_be_left_out = wanted < parts.len();
        let mut ways: Vec<(usize, Vec<Holder>)> = vec![(0, Vec::new())];
        for part in parts {
            if part.iter().map(ways_of).sum::<usize>() > MOST_WAYS {
                return Err(self.too_many_ways(here, *span));
            }
            let each: Vec<Vec<Holder>> = part.iter().flat_map(together).collect();
            let mut next = Vec::new();
            for (count, seats) in &ways {
                if may_be_left_out {
                    next.push((*count, seats.clone()));
                }
                for more in &each {
                    next.push((count + 1, seats.iter().chain(more).copied().collect()));
                }
            }
            ways = next;
            if ways.len() > MOST_WAYS {
                return Err(self.too_many_ways(here, *span));
            }
        }
        ways.retain(|(count, _)| *count == wanted);
        // Who acts together must be different ones: nobody fills two seats where another may fill one of them.
        let all_differ = |seats: &[Holder]| BTreeSet::from_iter(seats).len() == seats.len();
        if ways.iter().any(|(_, seats)| all_differ(seats)) {
            ways.retain(|(_, seats)| all_differ(seats));
        }
        let mut all: Vec<Holding> = Vec::new();
        let mut known: BTreeSet<BTreeSet<Holder>> = BTreeSet::new();
        for (_, mut seats) in ways {
            let mut once = BTreeSet::new();
            seats.retain(|seat| once.insert(*seat));
            // Whichever seat each of them fills, it is one way.
            let too_few = matches!(mode, ast::Mode::AnyOf(_) | ast::Mode::Share(_)) && seats.len() < wanted;
            if too_few || !known.insert(once) {
                continue;
            }
            let mode = if seats.len() == 1 { Mode::One } else { Mode::Jointly };
            all.push(Holding::of(mode, seats));
        }
        Ok(all)
    }

    pub(crate) fn too_many_ways(&mut self, here: Here, span: vires_syntax::span::Span) -> Failed {
        self.report(
            Problem::error(
                code::NOT_EXACT,
                here.span(span),
                words!(
                    "these may act together in more than {MOST_WAYS} ways",
                    "các chủ thể này có thể cùng thực hiện theo hơn {MOST_WAYS} cách"
                ),
            )
            .help(words!(
                "where any of several persons may sign for a class, declare the class as one office, \
                 `office a_signatory`, and say in a provision who belongs to it: `appoint ann to a_signatory`; \
                 then `a_signatory and b_signatory hold … jointly`",
                "nếu người nào trong một nhóm cũng được ký thì khai báo cả nhóm là một chức danh, \
                 `chức danh a_signatory`, và nêu trong điều khoản ai thuộc nhóm: `bổ nhiệm ann cho a_signatory`; \
                 rồi viết `a_signatory và b_signatory có thẩm quyền … cùng nhau`"
            )),
        );
        Failed
    }

    /// A holder that stands alone or beside others.
    pub(crate) fn seat(&mut self, here: Here, seat: &ast::Holder) -> Done<Holder> {
        self.kind_alone(here, seat)?;
        self.holder(here, seat)
    }

    pub(crate) fn not_so_many(
        &mut self,
        here: Here,
        span: vires_syntax::span::Span,
        wanted: usize,
        there: usize,
    ) -> Failed {
        let problem = Problem::error(
            code::OUT_OF_RANGE,
            here.span(span),
            words!("the text asks for any {wanted} of {there}", "ở đây đòi hỏi {wanted} trong {there}"),
        );
        self.report(if there == 1 {
            problem.help(words!(
                "an office is one, however many persons are appointed to it; where any {wanted} of a class act, \
                 write each of them, `any 2 of a, b, c`, or declare the class as a kind, `body kind class_a`, and an \
                 office for each of them, `office ann_smith kind class_a`: then `any 2 of class_a`",
                "mỗi chức danh chỉ tính là một, dù bổ nhiệm bao nhiêu người; nếu cần {wanted} trong một nhóm thì nêu \
                 từng chủ thể, `bất kỳ 2 của a, b, c`, hoặc khai báo nhóm là một loại, `loại cơ quan class_a`, và mỗi \
                 người một chức danh, `chức danh ann_smith loại class_a`: rồi viết `bất kỳ 2 của class_a`"
            ))
        } else {
            problem
        });
        Failed
    }

    /// `any 1 of class_a except ann, ben`, where those are all.
    fn nobody_left(&mut self, here: Here, seats: &[ast::Holder]) -> Failed {
        let span = seats.iter().map(|seat| seat.span).reduce(vires_syntax::span::Span::to).unwrap_or_default();
        let message = words!("nobody of this group is left", "nhóm này không còn ai");
        self.report(
            Problem::error(code::OUT_OF_RANGE, here.span(span), message)
                .help(words!("leave out fewer behind `except`", "loại trừ ít chủ thể hơn sau `trừ`")),
        );
        Failed
    }

    /// Who holds, as written.
    pub(crate) fn holding(&mut self, here: Here, holding: &ast::Holding) -> Done<Holding> {
        let (mode, seats) = match holding {
            ast::Holding::Of { mode, seats } => (*mode, seats),
            ast::Holding::Nested { span, .. } => {
                self.not_yet(
                    here,
                    *span,
                    words!("seats that several fill, in this sentence", "nhóm chủ thể trong ngoặc ở câu này"),
                );
                return Err(Failed);
            }
            ast::Holding::Whoever(name) => {
                self.not_yet(
                    here,
                    name.span,
                    words!(
                        "receivers and expected holders given as whoever holds another power",
                        "bên nhận và kết quả nêu bằng cơ quan nào có thẩm quyền khác"
                    ),
                );
                return Err(Failed);
            }
        };
        let (mut mode, mut of_unbarred) = (mode, None);
        let found = match mode {
            ast::Mode::AnyOf(_) => self.seats(here, seats)?,
            ast::Mode::Share(share) | ast::Mode::ShareOfUnbarred(share) => {
                let (seats, count) = self.share(here, share, seats)?;
                of_unbarred = matches!(mode, ast::Mode::ShareOfUnbarred(_)).then(|| shared(share));
                mode = if seats.len() == count as usize { ast::Mode::Jointly } else { ast::Mode::AnyOf(count) };
                seats
            }
            _ => {
                let found: Vec<_> = seats.iter().map(|seat| self.seat(here, seat)).collect();
                found.into_iter().collect::<Done<_>>()?
            }
        };
        let mode = match mode {
            _ if found.is_empty() => return Err(self.nobody_left(here, seats)),
            ast::Mode::AnyOf(n) if n == 0 || n as usize > found.len() => {
                let span = seats.iter().map(|seat| seat.span).reduce(vires_syntax::span::Span::to).unwrap_or_default();
                return Err(self.not_so_many(here, span, n as usize, found.len()));
            }
            _ if found.len() == 1 => Mode::One,
            ast::Mode::One | ast::Mode::Any | ast::Mode::AnyOf(1) => Mode::Any,
            ast::Mode::Jointly => Mode::Jointly,
            ast::Mode::AnyOf(n) => Mode::AnyOf(n),
            ast::Mode::Share(_) | ast::Mode::ShareOfUnbarred(_) => return Err(Failed),
        };
        Ok(Holding { mode, seats: found, of_unbarred })
    }

    /// That `of its place` means something for each of these powers: each has a connecting factor that selects the body.
    pub(crate) fn its_place(
        &mut self,
        here: Here,
        span: vires_syntax::span::Span,
        holders: &[Holder],
        powers: &[PowerId],
    ) -> Done<()> {
        for holder in holders.iter().filter(|holder| holder.which == Which::OfItsPlace) {
            let Some(list) = self.model.bodies[holder.body].one_per else {
                continue;
            };
            for power in powers {
                if self.poisoned.contains(&Thing::Power(*power)) {
                    return Err(Failed);
                }
                let row = &self.model.powers[*power];
                let body = &self.model.bodies[holder.body];
                let problem = match row.place {
                    None => Problem::error(
                        code::WRONG_TYPE,
                        here.span(span),
                        words!(
                            "`{power}` has no place of its own, so `{body} of its place` names nobody",
                            "`{power}` không có nơi thực hiện nên `{body} của nơi thực hiện` không chỉ cơ quan nào",
                            power = row.name,
                            body = body.name
                        ),
                    )
                    .see(
                        row.span,
                        words!("declared here without `place`", "khai báo tại đây, không có `nơi thực hiện`"),
                    )
                    .help(words!(
                        "say the fact in the rule (`of site`), or add `place` and the fact to the power",
                        "nêu dữ kiện trong quy định (`của site`), hoặc thêm `nơi thực hiện` và dữ kiện vào \
                         thẩm quyền"
                    )),
                    Some(fact) => match self.model.facts[fact].domain {
                        Domain::Choice(of) if self.lies_within(of, list) => continue,
                        Domain::Choice(of) if self.lies_within(list, of) => Problem::error(
                            code::TOO_WIDE,
                            here.span(span),
                            words!(
                                "the place of `{power}` is a place of {wide}, which is wider than {narrow}, so it \
                                 does not say which `{body}` is meant",
                                "nơi thực hiện của `{power}` là địa bàn thuộc {wide}, rộng hơn {narrow}, nên không \
                                 cho biết là `{body}` nào",
                                power = row.name,
                                wide = self.model.lists[of].name,
                                narrow = self.model.lists[list].name,
                                body = body.name
                            ),
                        )
                        .see(row.span, words!("the power is declared here", "thẩm quyền được khai báo tại đây")),
                        _ => Problem::error(
                            code::WRONG_TYPE,
                            here.span(span),
                            words!(
                                "the place of `{power}` does not say which `{body}` is meant",
                                "nơi thực hiện của `{power}` không cho biết là `{body}` nào",
                                power = row.name,
                                body = body.name
                            ),
                        )
                        .see(row.span, words!("the power is declared here", "thẩm quyền được khai báo tại đây")),
                    },
                };
                self.report(problem);
                return Err(Failed);
            }
        }
        Ok(())
    }

    fn nearest_place_or_fact(
        &mut self,
        here: Here,
        list: ListId,
        name: &str,
    ) -> Option<(String, vires_model::SourceSpan)> {
        use crate::spelling::{folded, nearness};
        if !self.may_suggest() {
            return None;
        }
        let wanted = folded(name);
        let row = &self.model.lists[list];
        let places = row.by_name.iter().filter_map(|(known, id)| Some((known, row.values.get(id.0 as usize)?.span)));
        let facts = self.model.facts.iter().filter(|(_, fact)| {
            fact.package == here.package && matches!(fact.domain, Domain::Choice(of) if self.lies_within(of, list))
        });
        let facts = facts.map(|(_, fact)| (&fact.name, fact.span));
        places
            .chain(facts)
            .filter_map(|(known, at)| Some((nearness(&wanted, &folded(known))?, known, at)))
            .min()
            .map(|(_, known, at)| (known.clone(), at))
    }
}
