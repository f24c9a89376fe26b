//! Provisions, places of text, dates, and holders.

use vires_words::words;

use super::{At, Builder, Built, Part, Reported};
use crate::ast::{
    Bound, BoundKind, DateBase, DateRef, Holder, Holding, Mode, PlaceRoot, PlaceStep, ProvisionKind, Share, TextClass,
    TextPlace, What, Which,
};
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::grammar::Rule;
use crate::lexer;
use crate::span::Span;

pub(super) fn provision_kind(rule: Rule) -> Option<ProvisionKind> {
    Some(match rule {
        Rule::kw_part | Rule::kw_this_part => ProvisionKind::Part,
        Rule::kw_chapter | Rule::kw_this_chapter => ProvisionKind::Chapter,
        Rule::kw_section | Rule::kw_this_section => ProvisionKind::Section,
        Rule::kw_article | Rule::kw_this_article => ProvisionKind::Article,
        Rule::kw_clause | Rule::kw_this_clause => ProvisionKind::Clause,
        Rule::kw_point | Rule::kw_this_point => ProvisionKind::Point,
        Rule::kw_subpoint | Rule::kw_this_subpoint => ProvisionKind::Subpoint,
        Rule::kw_annex | Rule::kw_this_annex => ProvisionKind::Annex,
        Rule::kw_paragraph | Rule::kw_this_paragraph => ProvisionKind::Paragraph,
        Rule::kw_item | Rule::kw_this_item => ProvisionKind::Item,
        Rule::kw_subsection | Rule::kw_this_subsection => ProvisionKind::Subsection,
        Rule::kw_subparagraph | Rule::kw_this_subparagraph => ProvisionKind::Subparagraph,
        Rule::kw_schedule | Rule::kw_this_schedule => ProvisionKind::Schedule,
        Rule::kw_appendix | Rule::kw_this_appendix => ProvisionKind::Appendix,
        Rule::kw_regulation | Rule::kw_this_regulation => ProvisionKind::Regulation,
        Rule::kw_rule | Rule::kw_this_rule => ProvisionKind::Rule,
        Rule::kw_table | Rule::kw_this_table => ProvisionKind::Table,
        Rule::kw_row | Rule::kw_this_row => ProvisionKind::Row,
        Rule::kw_sentence | Rule::kw_this_sentence => ProvisionKind::Sentence,
        _ => return None,
    })
}

impl<'t> Builder<'t> {
    pub(super) fn step(&mut self, at: At, part: Part<'t>) -> Built<PlaceStep> {
        let span = self.span(at, &part);
        let mut inner = part.into_inner();
        let kind = inner.next().and_then(|word| provision_kind(word.as_rule())).ok_or(Reported)?;
        let number = inner.next().ok_or(Reported)?;
        let number = self.step_number(at, number)?;
        Ok(PlaceStep { span, kind, number })
    }

    /// A number as it is printed, without the blanks between its parts or the quotes around it.
    fn step_number(&mut self, at: At, part: Part<'t>) -> Built<String> {
        let is_quoted = part.clone().into_inner().any(|inner| inner.as_rule() == Rule::quoted_number);
        let span = self.span(at, &part);
        let text = self.slice(span);
        if !is_quoted {
            let printed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            return Ok(lexer::nfc(&printed).into_owned());
        }
        let inside = text.trim_matches('"').split_whitespace().collect::<Vec<_>>().join(" ");
        // `article "Powers"` is a heading whose number was forgotten.
        let is_printed = |word: &str| word.chars().count() == 1 || !word.chars().any(char::is_lowercase);
        let first = inside.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        if inside.chars().any(|c| c.is_ascii_digit()) || first.is_some_and(is_printed) {
            return Ok(lexer::nfc(&inside).into_owned());
        }
        let message = words!("The number of the provision is missing.", "Thiếu số của điều khoản.");
        let help = words!(
            "Write it before the title: `article 5 \"{inside}\"`.",
            "Hãy viết số trước tiêu đề: `điều 5 \"{inside}\"`."
        );
        Err(self.complain(SyntaxError::new(SyntaxErrorCode::BadLine, span, message).help(help)))
    }

    pub(super) fn place(&mut self, at: At, part: Part<'t>) -> Built<TextPlace> {
        let span = self.span(at, &part);
        let mut root = PlaceRoot::Same;
        let mut path = Vec::new();
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::name => root = PlaceRoot::Instrument(self.name(at, &inner)),
                Rule::step => path.push(self.step(at, inner)?),
                Rule::kw_this_instrument => root = PlaceRoot::ThisInstrument,
                other => {
                    if let Some(kind) = provision_kind(other) {
                        root = PlaceRoot::This(kind);
                    }
                }
            }
        }
        Ok(TextPlace { span, root, path })
    }

    /// Places, and kinds of instrument after `every`.
    pub(super) fn places(&mut self, at: At, part: Part<'t>) -> Built<Vec<TextPlace>> {
        let mut places = Vec::new();
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::place => places.push(self.place(at, inner)?),
                Rule::of_kinds => places.push(self.of_kinds(at, inner)?),
                _ => {}
            }
        }
        Ok(places)
    }

    pub(super) fn of_kinds(&mut self, at: At, part: Part<'t>) -> Built<TextPlace> {
        let span = self.span(at, &part);
        let (mut kinds, mut issued_by, mut issued, mut in_force) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::names => kinds = self.names(at, inner),
                Rule::kinds_issued_by => {
                    issued_by = self.holders(at, inner.clone())?;
                    issued.extend(self.bounds(at, inner)?);
                }
                Rule::kinds_issued => issued.extend(self.bounds(at, inner)?),
                Rule::kinds_in_force => in_force.extend(self.bounds(at, inner)?),
                _ => {}
            }
        }
        let class = TextClass { kinds, issued_by, issued, in_force };
        Ok(TextPlace { span, root: PlaceRoot::Every(class), path: Vec::new() })
    }

    pub(super) fn bounds(&mut self, at: At, part: Part<'t>) -> Built<Vec<Bound>> {
        part.into_inner().filter(|inner| inner.as_rule() == Rule::bound).map(|inner| self.bound(at, inner)).collect()
    }

    pub(super) fn bound(&mut self, at: At, part: Part<'t>) -> Built<Bound> {
        let mut inner = part.into_inner();
        let kind = match inner.next().ok_or(Reported)?.as_rule() {
            Rule::kw_from_date => BoundKind::From,
            Rule::kw_until => BoundKind::Until,
            _ => BoundKind::Before,
        };
        let date = self.day(at, &inner.next().ok_or(Reported)?)?;
        Ok(Bound { kind, date })
    }

    pub(super) fn day(&mut self, at: At, part: &Part<'t>) -> Built<DateRef> {
        Ok(match part.as_rule() {
            Rule::date => DateRef::Date(self.date(at, part)?),
            Rule::own_day | Rule::event_day => {
                let (mut base, mut later) = (DateBase::Signed, Vec::new());
                for inner in part.clone().into_inner() {
                    match inner.as_rule() {
                        Rule::kw_published => base = DateBase::Published,
                        Rule::kw_issued => base = DateBase::Issued,
                        Rule::name => base = DateBase::Event(self.name(at, &inner)),
                        Rule::duration => later.push(self.duration(at, inner)?),
                        _ => {}
                    }
                }
                DateRef::After { span: self.span(at, part), base, later }
            }
            _ => DateRef::Event(self.name(at, part)),
        })
    }

    pub(super) fn holder(&self, at: At, part: Part<'t>) -> Built<Holder> {
        let span = self.span(at, &part);
        let mut name = None;
        let mut of = None;
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::name if name.is_none() => name = Some(self.name(at, &inner)),
                Rule::name => of = Some(Which::Named(self.name(at, &inner))),
                Rule::kw_its_place => of = Some(Which::ItsPlace(self.span(at, &inner))),
                _ => {}
            }
        }
        Ok(Holder { span, name: name.ok_or(Reported)?, of, except: Vec::new() })
    }

    /// The holders among the parts.
    pub(super) fn holders(&self, at: At, part: Part<'t>) -> Built<Vec<Holder>> {
        part.into_inner().filter(|inner| inner.as_rule() == Rule::holder).map(|inner| self.holder(at, inner)).collect()
    }

    /// Who holds. `together` says that `jointly` stands further on in the line.
    pub(super) fn holding(&mut self, at: At, part: Part<'t>, together: bool) -> Built<Holding> {
        let span = self.span(at, &part);
        let mut jointly = together;
        let (mut and, mut or, mut is_nested) = (false, false, false);
        let mut seats: Vec<Holding> = Vec::new();
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::whoever => return self.whoever(at, inner),
                Rule::any_n_seats => return self.any_n_seats(at, inner),
                Rule::holder => {
                    seats.push(Holding::Of { mode: Mode::One, seats: vec![self.holder(at, inner)?] });
                }
                Rule::group_of => {
                    is_nested = true;
                    let here = self.span(at, &inner);
                    seats.push(self.deeper(here, |builder| builder.holding(at, inner, false))?);
                }
                Rule::kw_and => and = true,
                Rule::kw_or => or = true,
                Rule::kw_jointly => jointly = true,
                _ => {}
            }
        }
        let mode = match (and, or, jointly) {
            (true, _, true) => Mode::Jointly,
            (true, _, false) => return Err(self.complain_of_and(span)),
            (false, _, true) => return Err(self.complain_of_jointly(span)),
            (false, true, false) => Mode::Any,
            (false, false, false) => Mode::One,
        };
        match (is_nested, mode) {
            // Brackets around all of it say nothing.
            (true, Mode::One) => seats.pop().ok_or(Reported),
            (true, mode) => Ok(Holding::Nested { span, mode, seats }),
            (false, mode) => Ok(single_seats(mode, seats)),
        }
    }

    /// `any 2 of A, B, (C or D)`
    fn any_n_seats(&mut self, at: At, part: Part<'t>) -> Built<Holding> {
        let span = self.span(at, &part);
        let mode = self.how_many(at, &part)?;
        let mut mode = mode;
        let (mut seats, mut is_nested, mut left_out) = (Vec::new(), false, Vec::new());
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::kw_not_barred if is_nested => {
                    let here = self.span(at, &inner);
                    return Err(self.complain_of_unbarred_in_brackets(here));
                }
                // Of a number, none but those who are left can be it anyway.
                Rule::kw_not_barred => {
                    if let Mode::Share(share) = mode {
                        mode = Mode::ShareOfUnbarred(share);
                    }
                }
                Rule::left_out => left_out = self.left_out(at, inner)?,
                Rule::holder => seats.push(Holding::Of { mode: Mode::One, seats: vec![self.holder(at, inner)?] }),
                Rule::group_of => {
                    is_nested = true;
                    let here = self.span(at, &inner);
                    seats.push(self.deeper(here, |builder| builder.holding(at, inner, false))?);
                }
                _ => {}
            }
        }
        let mut holding = if is_nested { Holding::Nested { span, mode, seats } } else { single_seats(mode, seats) };
        holding.leave_out(&left_out);
        Ok(holding)
    }

    /// `any 2 of`, `all of`, `more than half of`, `at least 2/3 of`
    fn how_many(&mut self, at: At, part: &Part<'t>) -> Built<Mode> {
        let (mut at_least, mut mode) = (false, None);
        for inner in part.clone().into_inner() {
            match inner.as_rule() {
                Rule::kw_all_of_them => return Ok(Mode::Share(Share::All)),
                Rule::kw_more_than_half_of => return Ok(Mode::Share(Share::MoreThanHalf)),
                Rule::kw_at_least => at_least = true,
                Rule::number if at_least && mode.is_none() => mode = Some(self.least(at, &inner)?),
                Rule::number if mode.is_none() => mode = Some(Mode::AnyOf(self.count(at, &inner)?.value)),
                _ => {}
            }
        }
        mode.ok_or(Reported)
    }

    /// `at least 2/3 of`; `at least 2 of` is `any 2 of`.
    fn least(&mut self, at: At, part: &Part<'t>) -> Built<Mode> {
        let number = self.number(at, part);
        let Some(whole) = &number.denominator else { return Ok(Mode::AnyOf(self.count(at, part)?.value)) };
        match (number.digits.parse(), whole.parse()) {
            (Ok(part), Ok(whole)) if 0 < part && part <= whole => Ok(Mode::Share(Share::AtLeast(part, whole))),
            _ => {
                let message = words!("This is no share of a group.", "Đây không phải là một phần của nhóm.");
                let error = SyntaxError::new(SyntaxErrorCode::BadNumber, number.span, message);
                Err(self.complain(error.help(words!(
                    "Write a fraction up to 1, such as `at least 2/3 of class_a`.",
                    "Hãy viết phân số không quá 1, như `không dưới 2/3 của class_a`."
                ))))
            }
        }
    }

    /// `except A, B` behind a group.
    fn left_out(&mut self, at: At, part: Part<'t>) -> Built<Vec<Holder>> {
        let list = part.into_inner().find(|inner| inner.as_rule() == Rule::holders).ok_or(Reported)?;
        self.holders(at, list)
    }

    fn complain_of_unbarred_in_brackets(&mut self, here: Span) -> Reported {
        let message = words!(
            "Who is not barred is counted among bodies, not among brackets.",
            "Chỉ tính số không bị loại trừ trong các chủ thể, không tính trong các nhóm trong ngoặc."
        );
        self.complain(SyntaxError::new(SyntaxErrorCode::BadLine, here, message).help(words!(
            "Name a group: `more than half of director not barred holds P`.",
            "Hãy nêu một nhóm: `quá nửa director không bị loại trừ có thẩm quyền P`."
        )))
    }

    fn complain_of_unbarred_asked(&mut self, here: Span) -> Reported {
        let message = words!(
            "A bar keeps somebody from holding a power, not from being asked.",
            "Việc loại trừ chỉ khiến chủ thể không được thực hiện thẩm quyền, không ngăn việc được hỏi."
        );
        self.complain(SyntaxError::new(SyntaxErrorCode::BadLine, here, message).help(words!(
            "Leave out `not barred`. Where somebody may not take part in a step, write a step for each of the cases, with `except ann when …`.",
            "Hãy bỏ `không bị loại trừ`. Nếu ai đó không được tham gia một bước thì viết mỗi trường hợp một bước, với `trừ ann khi …`."
        )))
    }

    fn complain_of_and(&mut self, here: Span) -> Reported {
        let message = words!(
            "It is not said whether these act together or each alone.",
            "Chưa nêu các cơ quan này cùng nhau thực hiện hay mỗi cơ quan tự thực hiện."
        );
        self.complain(SyntaxError::new(SyntaxErrorCode::BadLine, here, message).help(words!(
            "End with `jointly` if all must act: `A and B hold P jointly`; write `or` if either \
             may: `A or B holds P`.",
            "Nếu phải cùng thực hiện thì kết thúc bằng `cùng nhau`: `A và B có thẩm quyền P cùng \
             nhau`; nếu cơ quan nào cũng được thì viết `hoặc`: `A hoặc B có thẩm quyền P`."
        )))
    }

    fn complain_of_jointly(&mut self, here: Span) -> Reported {
        let message = words!(
            "`jointly` needs holders that are joined by `and`.",
            "`cùng nhau` cần các cơ quan nối với nhau bằng `và`."
        );
        self.complain(
            SyntaxError::new(SyntaxErrorCode::BadLine, here, message)
                .help(words!("Write `A and B hold P jointly`.", "Hãy viết `A và B có thẩm quyền P cùng nhau`.")),
        )
    }

    fn whoever(&self, at: At, part: Part<'t>) -> Built<Holding> {
        self.names(at, part).into_iter().next().map(Holding::Whoever).ok_or(Reported)
    }

    pub(super) fn any_n(&mut self, at: At, part: Part<'t>) -> Built<Holding> {
        let mode = self.how_many(at, &part)?;
        let (mut seats, mut left_out) = (Vec::new(), Vec::new());
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::kw_not_barred => {
                    let here = self.span(at, &inner);
                    return Err(self.complain_of_unbarred_asked(here));
                }
                Rule::left_out => left_out = self.left_out(at, inner)?,
                Rule::holders => seats = self.holders(at, inner)?,
                _ => {}
            }
        }
        let mut holding = Holding::Of { mode, seats };
        holding.leave_out(&left_out);
        Ok(holding)
    }

    pub(super) fn what(&mut self, at: At, part: Part<'t>) -> Built<What> {
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::names => return Ok(What::Powers(self.names(at, inner))),
                Rule::every_what => return self.every_what(at, inner),
                _ => {}
            }
        }
        Err(Reported)
    }

    fn every_what(&mut self, at: At, part: Part<'t>) -> Built<What> {
        let span = self.span(at, &part);
        let (mut is_other, mut holder) = (false, None);
        for inner in part.clone().into_inner() {
            match inner.as_rule() {
                Rule::kw_every_other_power => is_other = true,
                Rule::holder => holder = Some(self.holder(at, inner)?),
                _ => {}
            }
        }
        let mut what = What::Every {
            span,
            other: is_other,
            of: holder,
            sectors: Vec::new(),
            under: Vec::new(),
            except: Vec::new(),
        };
        self.narrow(at, part, &mut what)?;
        Ok(what)
    }

    /// Adds `in sector …`, `under …` and `except …` among the parts to what a rule speaks of. Of powers by name there may be `under …` alone, which
    /// is given back.
    pub(super) fn narrow(&mut self, at: At, part: Part<'t>, what: &mut What) -> Built<Vec<TextPlace>> {
        let mut of_named = Vec::new();
        for inner in part.into_inner() {
            let narrowing = inner.as_rule();
            if !matches!(narrowing, Rule::in_sectors | Rule::what_under | Rule::what_except) {
                continue;
            }
            let here = self.span(at, &inner);
            if narrowing == Rule::what_under && matches!(what, What::Powers(_)) {
                of_named.extend(self.places_within(at, inner)?);
                continue;
            }
            let What::Every { span, sectors, under, except, .. } = what else {
                let message = words!(
                    "Only `every power` can be narrowed like this.",
                    "Chỉ `mọi thẩm quyền` mới được thu hẹp như vậy."
                );
                let error = SyntaxError::new(SyntaxErrorCode::BadLine, here, message);
                return Err(self.complain(error.help(words!(
                    "Where powers are named, leave out those that are not meant.",
                    "Nếu nêu tên các thẩm quyền thì bỏ những thẩm quyền không thuộc phạm vi."
                ))));
            };
            *span = span.to(here);
            match narrowing {
                Rule::in_sectors => sectors.extend(self.sectors(at, inner)),
                Rule::what_under => under.extend(self.places_within(at, inner)?),
                _ => except.extend(self.places_within(at, inner)?),
            }
        }
        Ok(of_named)
    }

    /// The sectors of `in sector A, B`.
    pub(super) fn sectors(&self, at: At, part: Part<'t>) -> Vec<crate::ast::Name> {
        let lists = part.into_inner().filter(|inner| inner.as_rule() == Rule::names);
        lists.flat_map(|list| self.names(at, list)).collect()
    }

    /// The places of the one list of places in a part.
    pub(super) fn places_within(&mut self, at: At, part: Part<'t>) -> Built<Vec<TextPlace>> {
        let list = part.into_inner().find(|inner| matches!(inner.as_rule(), Rule::places | Rule::places_or_kinds));
        self.places(at, list.ok_or(Reported)?)
    }
}

/// Seats each of which one fills.
fn single_seats(mode: Mode, seats: Vec<Holding>) -> Holding {
    let seats = seats.into_iter().flat_map(|seat| match seat {
        Holding::Of { seats, .. } => seats,
        Holding::Nested { .. } | Holding::Whoever(_) => Vec::new(),
    });
    Holding::Of { mode, seats: seats.collect() }
}
