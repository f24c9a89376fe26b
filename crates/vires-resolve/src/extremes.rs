//! The greatest and the least of several amounts, the last and the first of several dates.

use vires_model::Rational;
use vires_syntax::ast::{self, Expression};
use vires_syntax::span::{Span, Spanned};
use vires_words::words;

use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};
use crate::sums::{Amount, Endless, Extreme, Kind};

/// In how many ways the extremes of one sum may turn out: each is a condition.
const MOST_WAYS: usize = 256;

impl Resolver<'_> {
    /// `greater of A, B and C`, `later of A and B`.
    pub(crate) fn extreme(
        &mut self,
        here: Here,
        act: Act,
        word: &Spanned<ast::Extreme>,
        of: &[Expression],
        span: Span,
    ) -> Done<Amount> {
        let several: Vec<Done<Amount>> = of.iter().map(|one| self.amount(here, act, one)).collect();
        let several: Vec<Amount> = several.into_iter().collect::<Done<_>>()?;
        let Some((first, others)) = several.split_first() else { return Err(Failed) };
        let mut known = vec![first.clone()];
        for other in others {
            // All are brought to the kind of the first; a plain ratio may be a percentage.
            let Some(one) = known.first().cloned() else { return Err(Failed) };
            let (one, other) = self.alike(here, span, one, other.clone(), words!("compared", "so sánh với nhau"))?;
            if let Some(first) = known.first_mut() {
                *first = one;
            }
            known.push(other);
        }
        let kind = known.first().map_or(Kind::Number, |one| one.kind);
        if (kind == Kind::Date) != word.value.is_of_dates() {
            return Err(self.other_word(here, word, kind));
        }
        let amount = extreme_of(word.value.is_greatest(), known);
        let amount = amount.ok_or_else(|| self.too_large(here, span))?.of_kind(kind);
        if amount.ways() > MOST_WAYS {
            self.report(
                Problem::error(
                    code::NOT_EXACT,
                    here.span(span),
                    words!(
                        "written out in full, this may turn out in more than {MOST_WAYS} ways",
                        "viết đầy đủ thì kết quả này có hơn {MOST_WAYS} khả năng"
                    ),
                )
                .help(words!("ask for it as a fact of its own", "hỏi kết quả đó bằng một dữ kiện riêng")),
            );
            return Err(Failed);
        }
        Ok(amount)
    }

    fn other_word(&mut self, here: Here, word: &Spanned<ast::Extreme>, kind: Kind) -> Failed {
        let what = self.kind_in_words(kind);
        let (said, meant) = match word.value {
            ast::Extreme::Greater => {
                (words!("greater of", "mức cao hơn trong"), words!("later of", "ngày muộn hơn trong"))
            }
            ast::Extreme::Lesser => {
                (words!("lesser of", "mức thấp hơn trong"), words!("earlier of", "ngày sớm hơn trong"))
            }
            ast::Extreme::Later => {
                (words!("later of", "ngày muộn hơn trong"), words!("greater of", "mức cao hơn trong"))
            }
            ast::Extreme::Earlier => {
                (words!("earlier of", "ngày sớm hơn trong"), words!("lesser of", "mức thấp hơn trong"))
            }
        };
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(word.span),
                words!("`{said}` cannot be said of {what}", "không dùng `{said}` cho {what}", what = what, said = said),
            )
            .help(words!("write `{meant}`", "viết `{meant}`", meant = meant)),
        );
        Failed
    }
}

/// The greatest of several sums, or the least; those that never are left out, and one that always is stands alone. None where the numbers grow
/// too large.
fn extreme_of(greatest: bool, several: Vec<Amount>) -> Option<Amount> {
    let asked = several.iter().flat_map(|one| one.asked.iter().copied()).collect();
    let wins = if greatest { Endless::More } else { Endless::Less };
    let mut left: Vec<Amount> = Vec::new();
    for one in several {
        match one.endless {
            Some(endless) if endless == wins => return Some(Amount { asked, ..one }),
            // It is the one that is meant only where all others are like it.
            Some(_) if left.is_empty() => left.push(one),
            Some(_) => {}
            None => {
                left.retain(|known| known.endless.is_none());
                keep_extreme(greatest, &mut left, one)?;
            }
        }
    }
    match left.as_slice() {
        [only] => Some(Amount { asked, ..only.clone() }),
        [first, ..] => {
            let one = Rational::from_integer(1);
            let nothing = Amount::constant(first.kind, Rational::from_integer(0));
            let extremes = vec![(Extreme { greatest, of: left }, one)];
            Some(Amount { asked, extremes, ..nothing })
        }
        [] => None,
    }
}

/// Adds one to those that may be the extreme, unless one of them always is before it; takes away those that it is always before.
fn keep_extreme(greatest: bool, left: &mut Vec<Amount>, one: Amount) -> Option<()> {
    let zero = Rational::from_integer(0);
    let mut kept = Vec::new();
    for known in left.iter() {
        let difference = known.plus(&one, Rational::from_integer(-1))?;
        if !difference.is_constant() {
            kept.push(known.clone());
        } else if (difference.constant >= zero) == greatest || difference.constant == zero {
            return Some(());
        }
    }
    kept.push(one);
    *left = kept;
    Some(())
}
