//! Rules and operations on law.

use vires_words::words;

use super::conditions::Joiner;
use super::{At, Builder, Built, Part, Reported};
use crate::ast::{Holder, Holding, LineKind, Mode, Operation, PlaceRoot, Rule as RuleKind, TextPlace, What};
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::grammar::Rule;
use crate::span::Span;

impl<'t> Builder<'t> {
    /// A rule without its clauses.
    pub(super) fn rule(&mut self, at: At, parts: &Part<'t>) -> Built<LineKind> {
        let rule = match parts.as_rule() {
            Rule::r_nobody => RuleKind::Nobody { what: self.granted(at, parts)? },
            Rule::r_of_holder => self.rule_of_holder(at, parts)?,
            Rule::r_of_power => self.rule_of_power(at, parts)?,
            Rule::r_transfer => self.transfer(at, parts)?,
            _ => return Err(Reported),
        };
        Ok(LineKind::Rule(rule))
    }

    fn rule_of_holder(&mut self, at: At, parts: &Part<'t>) -> Built<RuleKind> {
        let mut inner = parts.clone().into_inner();
        let (Some(subject), Some(verb)) = (inner.next(), inner.next()) else { return Err(Reported) };
        let here = self.span(at, &subject);
        let jointly = verb.clone().into_inner().any(|part| part.as_rule() == Rule::kw_jointly);
        if verb.as_rule() == Rule::holds {
            let holding = self.holding(at, subject, jointly)?;
            return Ok(RuleKind::Hold { holding, what: self.granted(at, &verb)? });
        }
        let holding = self.holding(at, subject, false)?;
        if verb.as_rule() == Rule::takes_over {
            let what = self.what_within(at, &verb)?;
            let named = verb.into_inner().find(|part| part.as_rule() == Rule::holder);
            let named = named.map(|part| self.holder(at, part)).transpose()?;
            let from = self.giver(here, named, &what)?;
            return match holding {
                Holding::Of { .. } => Ok(RuleKind::TakeOver { by: holding, what, from }),
                Holding::Nested { .. } | Holding::Whoever(_) => Err(self.complain_of_taking_over(here)),
            };
        }
        let by = match holding {
            Holding::Of { mode: Mode::One, seats } => seats.into_iter().next().ok_or(Reported)?,
            _ => return Err(self.complain_of_several(here)),
        };
        match verb.as_rule() {
            Rule::keeps => Ok(RuleKind::Keep { by, what: self.what_within(at, &verb)? }),
            Rule::barred => Ok(RuleKind::Bar { who: by, what: self.what_within(at, &verb)? }),
            Rule::enables => {
                let what = self.what_within(at, &verb)?;
                let modality = self.names(at, verb.clone()).into_iter().next().ok_or(Reported)?;
                let receiver = verb.into_inner().find(|part| part.as_rule() == Rule::holding).ok_or(Reported)?;
                Ok(RuleKind::Enable { giver: by, modality, what, to: self.holding(at, receiver, false)? })
            }
            _ => Err(Reported),
        }
    }

    /// Several holders before a verb that takes one.
    pub(super) fn complain_of_several(&mut self, here: Span) -> Reported {
        let message = words!(
            "Only one body or office can stand in such a sentence.",
            "Trong câu như vậy chỉ được nêu một cơ quan hoặc chức danh."
        );
        let error = SyntaxError::new(SyntaxErrorCode::BadLine, here, message);
        self.complain(error.help(words!("Write a line for each of them.", "Hãy viết mỗi cơ quan một dòng.")))
    }

    fn complain_of_taking_over(&mut self, here: Span) -> Reported {
        let message = words!(
            "Who may take over is named here, alone or several together.",
            "Ở đây phải nêu ai được trực tiếp giải quyết thay: một chủ thể hoặc nhiều chủ thể cùng nhau."
        );
        let error = SyntaxError::new(SyntaxErrorCode::BadLine, here, message);
        self.complain(error.help(words!(
            "Write `A may take over …`, `A and B jointly may take over …` or `any 3 of A, B, C, D may take over …`, and a line for each \
             way in which it may be done.",
            "Hãy viết `A được trực tiếp giải quyết …`, `A và B cùng nhau được trực tiếp giải quyết …` hoặc `bất kỳ 3 của A, B, C, D được \
             trực tiếp giải quyết …`, và mỗi cách một dòng."
        )))
    }

    fn what_within(&mut self, at: At, part: &Part<'t>) -> Built<What> {
        let what = part.clone().into_inner().find(|inner| inner.as_rule() == Rule::what).ok_or(Reported)?;
        self.what(at, what)
    }

    fn rule_of_power(&mut self, at: At, parts: &Part<'t>) -> Built<RuleKind> {
        if let Some(passed_on) = parts.clone().into_inner().find(|part| part.as_rule() == Rule::passed_on) {
            let what = self.what_within(at, parts)?;
            let (below, except) = self.passed_on(at, passed_on);
            return Ok(RuleKind::Reserve { what, below, except });
        }
        Ok(RuleKind::NotRequired { what: self.granted(at, parts)? })
    }

    /// What is granted, or is nobody's: powers by name, or all of a sector. Nobody has them before.
    fn granted(&mut self, at: At, parts: &Part<'t>) -> Built<What> {
        let what = self.what_within(at, parts)?;
        let What::Every { span, other, of, under, .. } = &what else { return Ok(what) };
        let (message, help) = if *other {
            (
                words!(
                    "`every other power` is said of what one body passes on; a grant says which powers it means.",
                    "`mọi thẩm quyền khác` chỉ dùng cho những gì một cơ quan chuyển giao; quy định giao thẩm quyền phải nêu rõ thẩm \
                     quyền nào."
                ),
                words!(
                    "Write `every power in sector trade except licence`, with the powers of the other lines behind `except`; a line that \
                     names a power then says who holds that one.",
                    "Hãy viết `mọi thẩm quyền thuộc lĩnh vực trade trừ licence`, với các thẩm quyền ở những dòng khác sau `trừ`; dòng \
                     nêu tên một thẩm quyền sẽ quy định riêng thẩm quyền đó."
                ),
            )
        } else if of.is_some() || !under.is_empty() {
            (
                words!(
                    "A grant says who holds powers; what somebody has before is no part of it.",
                    "Quy định giao thẩm quyền nêu ai có thẩm quyền, không nói về thẩm quyền mà ai đó đã có."
                ),
                words!(
                    "Name the sector: `every power in sector trade`; or, if one body passes on what it has, write a transfer: \
                     `delegate every power of A to B`.",
                    "Hãy nêu lĩnh vực: `mọi thẩm quyền thuộc lĩnh vực trade`; hoặc nếu một cơ quan chuyển giao những gì mình có, hãy viết \
                     quy định chuyển giao: `phân_cấp mọi thẩm quyền của A cho B`."
                ),
            )
        } else {
            return Ok(what);
        };
        let error = SyntaxError::new(SyntaxErrorCode::BadLine, *span, message);
        Err(self.complain(error.help(help)))
    }

    fn transfer(&mut self, at: At, parts: &Part<'t>) -> Built<RuleKind> {
        let here = self.span(at, parts);
        let (mut modality, mut what, mut giver, mut receiver) = (None, None, None, None);
        for inner in parts.clone().into_inner() {
            match inner.as_rule() {
                Rule::name => modality = Some(self.name(at, &inner)),
                Rule::what => what = Some(self.what(at, inner)?),
                Rule::holder => giver = Some(self.holder(at, inner)?),
                Rule::holding => receiver = Some(self.holding(at, inner, false)?),
                _ => {}
            }
        }
        let (Some(modality), Some(mut what), Some(to)) = (modality, what, receiver) else { return Err(Reported) };
        let under = self.narrow(at, parts.clone(), &mut what)?;
        let from = self.giver(here, giver, &what)?;
        Ok(RuleKind::Transfer { modality, what, from, under, to })
    }

    /// Who gives: named after `from`, or the holder of `every power of`.
    fn giver(&mut self, here: Span, named: Option<Holder>, what: &What) -> Built<Holder> {
        let of = match what {
            What::Every { of, .. } => of.clone(),
            What::Powers(_) => None,
        };
        if let Some(giver) = named.or(of) {
            return Ok(giver);
        }
        let message = words!("It is not said whose power this is.", "Chưa nêu đây là thẩm quyền của cơ quan nào.");
        let error = SyntaxError::new(SyntaxErrorCode::BadLine, here, message);
        Err(self.complain(
            error.help(words!(
                "Write `from A`, or `every power of A`.",
                "Hãy viết `từ A`, hoặc `mọi thẩm quyền của A`."
            )),
        ))
    }

    /// An operation without its clauses, and whether a line with `and` or `or` may continue its condition.
    pub(super) fn operation(&mut self, at: At, parts: &Part<'t>) -> Built<(LineKind, Option<Joiner>)> {
        let rule = parts.as_rule();
        let mut joiner = None;
        let operation = match rule {
            Rule::on_this | Rule::on_place => self.on_this(at, parts, &mut joiner)?,
            Rule::o_repeal => Operation::Repeal { targets: self.places_within(at, parts.clone())? },
            Rule::o_suspend => Operation::Suspend { targets: self.places_within(at, parts.clone())? },
            Rule::o_extend => Operation::Extend { targets: self.places_within(at, parts.clone())? },
            Rule::o_start => Operation::Start { targets: self.places_within(at, parts.clone())? },
            Rule::o_replace => Operation::Replace { target: self.place_within(at, parts)? },
            Rule::o_insert => Operation::InsertAfter { target: self.place_within(at, parts)? },
            Rule::o_abolish => Operation::Abolish { bodies: self.list_of_names(at, parts.clone())? },
            Rule::o_for => Operation::For { what: self.what_within(at, parts)? },
            Rule::o_set => self.set(at, parts)?,
            Rule::o_read | Rule::o_appoint => {
                let mut holders = self.holders(at, parts.clone())?.into_iter();
                let first = holders.next().ok_or(Reported)?;
                match (rule, holders.next()) {
                    (Rule::o_read, Some(old)) => Operation::Read { new: first, old },
                    (Rule::o_appoint, _) => {
                        let person = self.names(at, parts.clone()).into_iter().next().ok_or(Reported)?;
                        Operation::Appoint { person, office: first }
                    }
                    _ => return Err(Reported),
                }
            }
            _ => return Err(Reported),
        };
        Ok((LineKind::Operation(operation), joiner))
    }

    fn place_within(&mut self, at: At, parts: &Part<'t>) -> Built<TextPlace> {
        let place = parts.clone().into_inner().find(|inner| inner.as_rule() == Rule::place).ok_or(Reported)?;
        self.place(at, place)
    }

    fn set(&mut self, at: At, parts: &Part<'t>) -> Built<Operation> {
        let (mut parameter, mut of, mut per, mut to) = (None, Vec::new(), Vec::new(), Vec::new());
        for inner in parts.clone().into_inner() {
            match inner.as_rule() {
                Rule::set_target => {
                    let mut second = false;
                    for inner in inner.into_inner() {
                        match inner.as_rule() {
                            Rule::set_name => parameter = self.names(at, inner).into_iter().next(),
                            Rule::kw_for_steps => second = true,
                            Rule::kw_of => second = false,
                            Rule::set_entries if second => per = self.names(at, inner),
                            Rule::set_entries => of = self.names(at, inner),
                            _ => {}
                        }
                    }
                }
                Rule::values => to = self.values(at, inner)?,
                _ => {}
            }
        }
        Ok(Operation::Set { parameter: parameter.ok_or(Reported)?, of, per, to })
    }

    fn on_this(&mut self, at: At, parts: &Part<'t>, joiner: &mut Option<Joiner>) -> Built<Operation> {
        let mut place = TextPlace { span: self.span(at, parts), root: PlaceRoot::ThisInstrument, path: Vec::new() };
        for inner in parts.clone().into_inner() {
            match inner.as_rule() {
                Rule::this_place | Rule::place => place = self.place(at, inner)?,
                Rule::of_kinds => place = self.of_kinds(at, inner)?,
                Rule::applies => {
                    let open = self.condition_of(at, inner)?;
                    *joiner = open.joiner;
                    return Ok(Operation::AppliesOnlyWhen { place, condition: open.condition });
                }
                Rule::prevails => {
                    let over = self.places_within(at, inner)?;
                    return Ok(Operation::PrevailsOver { place, over });
                }
                Rule::yields => return Ok(Operation::YieldsTo { place, to: self.places_within(at, inner)? }),
                _ => {}
            }
        }
        Err(Reported)
    }
}
