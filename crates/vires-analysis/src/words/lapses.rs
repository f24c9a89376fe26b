//! Lapses of time in words: `within 1 month of received`, `more than 10 working days before the hearing`.

use vires_model::Lapse;

use super::Language;
use super::phrases::{Phrases, fill};

/// One unit of a lapse: how many, and whether it counts back.
#[derive(Debug, Clone, Copy)]
struct Part {
    unit: Unit,
    count: i32,
}

#[derive(Debug, Clone, Copy)]
enum Unit {
    Days,
    Months,
    Years,
    WorkingDays,
}

/// On which side of a day another lies.
#[derive(Debug, Clone, Copy)]
pub(super) enum Side {
    NotAfter,
    Before,
    After,
    NotBefore,
    On,
}

/// The units of which there are any, in the order in which they are counted.
fn parts(lapse: Lapse) -> impl DoubleEndedIterator<Item = Part> {
    let (unit, months) = match lapse.months % 12 {
        0 => (Unit::Years, lapse.months / 12),
        _ => (Unit::Months, lapse.months),
    };
    let all = [(Unit::Days, lapse.days), (unit, months), (Unit::WorkingDays, lapse.working_days)];
    all.into_iter().map(|(unit, count)| Part { unit, count }).filter(|part| part.count != 0)
}

impl Part {
    /// `1 month`
    fn words(self, language: Language) -> String {
        let count = self.count.unsigned_abs();
        let one = count == 1;
        let unit = match (language, self.unit) {
            (Language::En, Unit::Days) if one => "day",
            (Language::En, Unit::Days) => "days",
            (Language::En, Unit::Months) if one => "month",
            (Language::En, Unit::Months) => "months",
            (Language::En, Unit::Years) if one => "year",
            (Language::En, Unit::Years) => "years",
            (Language::En, Unit::WorkingDays) if one => "working day",
            (Language::En, Unit::WorkingDays) => "working days",
            (Language::Vi, Unit::Days) => "ngày",
            (Language::Vi, Unit::Months) => "tháng",
            (Language::Vi, Unit::Years) => "năm",
            (Language::Vi, Unit::WorkingDays) => "ngày làm việc",
        };
        format!("{count} {unit}")
    }

    /// `1 month after …`
    fn counted_from(self, base: &str, language: Language) -> String {
        let phrases = Phrases::of(language);
        let template = if self.count < 0 { phrases.earlier } else { phrases.later };
        fill(template, &[("lapse", &self.words(language)), ("", base)])
    }
}

/// A day so much later than another, or earlier.
pub(super) fn day(lapse: Lapse, base: &str, language: Language) -> String {
    parts(lapse).fold(base.to_owned(), |name, part| part.counted_from(&name, language))
}

/// Where a day lies that is compared with it: what is said of that day.
pub(super) fn compared(side: Side, lapse: Lapse, base: &str, language: Language) -> Option<String> {
    let last = parts(lapse).next_back()?;
    let before = parts(lapse).count() - 1;
    let inner = parts(lapse).take(before).fold(base.to_owned(), |name, part| part.counted_from(&name, language));
    let phrases = Phrases::of(language);
    let [not_after, sooner, after, not_before, on] =
        if last.count < 0 { phrases.counted_back } else { phrases.counted_on };
    let template = match side {
        Side::NotAfter => not_after,
        Side::Before => sooner,
        Side::After => after,
        Side::NotBefore => not_before,
        Side::On => on,
    };
    Some(fill(template, &[("lapse", &last.words(language)), ("", &inner)]))
}

/// As the language writes it: `received + 1 month`.
pub(super) fn text(lapse: Lapse, base: &str) -> String {
    parts(lapse).fold(base.to_owned(), |text, part| {
        let sign = if part.count < 0 { '-' } else { '+' };
        format!("{text} {sign} {}", part.words(Language::En))
    })
}
