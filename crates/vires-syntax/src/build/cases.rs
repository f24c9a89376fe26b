//! Tests and requirements: the facts of a case, what is expected, what must hold.

use vires_words::words;

use super::{At, Builder, Built, Part, Reported};
use crate::ast::{
    ClauseKind, Expectation, Expression, ExpressionKind, Given, Holding, Mode, Name, Needed, Requirement, Silence,
};
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::grammar::Rule;
use crate::span::Spanned;

impl<'t> Builder<'t> {
    /// `given` with the facts on the line, or on the lines below.
    pub(super) fn given(&mut self, at: At, part: Part<'t>) -> Built<ClauseKind> {
        let span = self.span(at, &part);
        let items: Vec<Part<'t>> = part.into_inner().filter(|inner| inner.as_rule() == Rule::given_item).collect();
        if !items.is_empty() {
            let given = items.into_iter().map(|item| self.given_item(at, item)).collect::<Built<_>>()?;
            return Ok(ClauseKind::Given(given));
        }
        let mut given = Vec::new();
        self.leftover = Some(Vec::new());
        for child in self.children(at) {
            match self.read(child, Rule::given_block_line) {
                Ok(line) => {
                    for item in line.into_inner() {
                        given.push(self.given_item(child, item)?);
                    }
                    let below = self.children(child);
                    self.complain_of_lines_below_fact(&below);
                }
                // The other facts stand all the same: the message says that one is missing.
                Err(Reported) => {
                    let below = self.children(child);
                    self.report_lines(&below, Rule::line);
                }
            }
        }
        if given.is_empty() {
            let message = words!(
                "No facts follow, neither on this line nor on the lines below.",
                "Không có dữ kiện nào theo sau, cả trên dòng này và các dòng bên dưới."
            );
            let error = SyntaxError::new(SyntaxErrorCode::MissingLines, span, message);
            return Err(self.complain(error.help(words!(
                "Write `given source is solar, capacity is 30 MW`.",
                "Hãy viết `với source là solar, capacity là 30 MW`."
            ))));
        }
        self.leftover = Some(Vec::new());
        Ok(ClauseKind::Given(given))
    }

    fn complain_of_lines_below_fact(&mut self, below: &[At]) {
        let Some(first) = below.first().and_then(|child| self.outline_line(*child)) else { return };
        let message =
            words!("Nothing can stand below a fact of a test.", "Dưới một dữ kiện của kiểm thử không thể viết gì.");
        let error = SyntaxError::new(SyntaxErrorCode::Misplaced, first.span, message);
        self.complain(error.help(words!("Move the line one level out.", "Hãy đưa dòng ra ngoài một cấp.")));
    }

    fn given_item(&mut self, at: At, part: Part<'t>) -> Built<Given> {
        let span = self.span(at, &part);
        let (mut subject, mut values) = (None, Vec::new());
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::reference => subject = Some(self.reference_parts(at, inner)?),
                Rule::expression => values.push(self.expression(at, inner)?),
                _ => {}
            }
        }
        if values.is_empty() {
            values.push(Expression { span, kind: ExpressionKind::YesNo(true) });
        }
        let (name, of, per) = subject.ok_or(Reported)?;
        Ok(Given { span, name, of, per, values })
    }

    pub(super) fn expectation(&mut self, at: At, part: Part<'t>) -> Built<Expectation> {
        let rule = part.as_rule();
        if rule == Rule::e_of_holder {
            return self.expected_holder(at, part);
        }
        if rule == Rule::e_step {
            let power = part.clone().into_inner().find(|inner| inner.as_rule() == Rule::name).ok_or(Reported)?;
            let power = self.name(at, &power);
            let asked = !part.clone().into_inner().any(|inner| inner.as_rule() == Rule::kw_not);
            let (step, _) = self.step_of_rule(at, part)?;
            return Ok(Expectation::Step { power, asked, step: Box::new(step) });
        }
        let means = part.clone().into_inner().find_map(|inner| match inner.as_rule() {
            Rule::kw_approved => Some(Silence::Approved),
            Rule::kw_refused => Some(Silence::Refused),
            Rule::kw_lapses => Some(Silence::Lapses),
            _ => None,
        });
        let denied = |inner: Part<'t>| matches!(inner.as_rule(), Rule::kw_not | Rule::kw_may_not_take_over);
        let so = !part.clone().into_inner().any(denied);
        let mut holders = Vec::new();
        let mut power = None;
        let (mut needs, mut holding, mut under) = (Vec::new(), None, None);
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::name => power = Some(self.name(at, &inner)),
                Rule::needed => {
                    let reference = inner.into_inner().next().ok_or(Reported)?;
                    let (name, of, per) = self.reference_parts(at, reference)?;
                    needs.push(Needed { name, of, per });
                }
                Rule::holder => holders.push(self.holder(at, inner)?),
                Rule::holding => holding = Some(self.holding(at, inner, false)?),
                Rule::place => under = Some(self.place(at, inner)?),
                _ => {}
            }
        }
        let power = power.ok_or(Reported)?;
        let mut holders = holders.into_iter();
        Ok(match rule {
            Rule::e_nobody => Expectation::Nobody { power, under },
            Rule::e_not_yet => Expectation::NotYetInForce { power },
            Rule::e_gap => Expectation::Gap { power },
            Rule::e_conflict => Expectation::Conflict { power },
            Rule::e_undetermined => Expectation::Undetermined { power, needs },
            Rule::e_not_required => Expectation::NotRequired { power, under },
            Rule::e_pending => Expectation::Pending { power, so },
            Rule::e_silence => Expectation::Silence { power, means: means.ok_or(Reported)? },
            Rule::e_take_over => {
                let (by, from) = (holding.ok_or(Reported)?, holders.next().ok_or(Reported)?);
                Expectation::TakeOver { by, power, from, so }
            }
            _ => return Err(Reported),
        })
    }

    fn expected_holder(&mut self, at: At, part: Part<'t>) -> Built<Expectation> {
        let jointly = part.clone().into_inner().any(|inner| inner.as_rule() == Rule::kw_jointly);
        let (mut holding, mut power, mut under, mut barred) = (None, None, None, false);
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::holding => holding = Some(self.holding(at, inner, jointly)?),
                Rule::kw_may_not_hold => barred = true,
                Rule::name => power = Some(self.name(at, &inner)),
                Rule::place => under = Some(self.place(at, inner)?),
                _ => {}
            }
        }
        let (Some(holding), Some(power)) = (holding, power) else { return Err(Reported) };
        if !barred {
            return Ok(Expectation::Holds { holding, power, under });
        }
        match holding {
            Holding::Of { mode: Mode::One, seats } => {
                let who = seats.into_iter().next().ok_or(Reported)?;
                Ok(Expectation::Barred { who, power })
            }
            _ => Err(self.complain_of_several(power.span)),
        }
    }

    pub(super) fn requirement(&mut self, at: At, part: Part<'t>) -> Built<Requirement> {
        let rule = part.as_rule();
        let (mut name, mut sectors, mut how): (Option<Name>, Vec<Name>, _) = (None, Vec::new(), None);
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::name => name = Some(self.name(at, &inner)),
                Rule::in_sectors => sectors = self.sectors(at, inner),
                Rule::held | Rule::held_in_full => how = Some(self.held(at, inner)?),
                _ => {}
            }
        }
        let named = name.clone().ok_or(Reported);
        let held = how.ok_or(Reported);
        Ok(match rule {
            Rule::rq_has_end => Requirement::HasEnd { modality: named? },
            Rule::rq_has_holder => Requirement::HasHolder { power: named? },
            Rule::rq_held => Requirement::Held { power: named?, how: held? },
            Rule::rq_no_power => Requirement::NoPower { sectors, how: held? },
            Rule::rq_every_power => Requirement::EveryPower { sectors, how: held? },
            _ => return Err(Reported),
        })
    }

    pub(super) fn moves(&mut self, at: At, part: Part<'t>) -> Built<Requirement> {
        let (mut count, mut tiers, mut sectors, mut under) = (None, Vec::new(), Vec::new(), Vec::new());
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::number => count = Some(self.count(at, &inner)?),
                Rule::name => tiers.push(self.name(at, &inner)),
                Rule::in_sectors => sectors = self.sectors(at, inner),
                Rule::what_under => under = self.places_within(at, inner)?,
                _ => {}
            }
        }
        let mut tiers = tiers.into_iter();
        let (count, from, to) = (count.ok_or(Reported)?, tiers.next().ok_or(Reported)?, tiers.next().ok_or(Reported)?);
        Ok(Requirement::Moves { count, from, to, sectors, under })
    }

    pub(super) fn unit_definition(&self, at: At, part: Part<'t>) -> Built<(crate::ast::Number, Name)> {
        let (mut number, mut name) = (None, None);
        for inner in part.into_inner() {
            let here = self.span(at, &inner);
            match (inner.as_rule(), &mut number) {
                (Rule::number, _) => number = Some(self.number(at, &inner)),
                (Rule::name, _) => name = Some(Spanned::new(self.name(at, &inner).value, here)),
                (other, Some(number)) => {
                    if let Some(power) = super::expressions::power_of_ten(other) {
                        number.power_of_ten = power;
                        number.span = number.span.to(here);
                    }
                }
                _ => {}
            }
        }
        Ok((number.ok_or(Reported)?, name.ok_or(Reported)?))
    }
}
