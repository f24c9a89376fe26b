//! Values of facts: from the words of a case, and back.

use std::collections::BTreeSet;

use num_traits::{CheckedDiv, CheckedMul};
use unicode_normalization::UnicodeNormalization;
use vires_analysis::words::{ValueText, value_text};
use vires_model::{Day, Domain, FactId, List, ListId, Measure, Model, Ordered, Rational, Value, ValueId};
use vires_resolve::{Measured, written_as};
use vires_syntax::FileKind;
use vires_syntax::ast::{ClauseKind, DurationUnit, Expression, ExpressionKind, Number};
use vires_words::{Language, Words, words};

/// The value as the language writes it: `50 MW`, `2025-07-01`, `lam_dong`, `yes`, `generation, trading`.
pub(crate) fn write(model: &Model, fact: FactId, value: &Value, language: Language) -> String {
    match value_text(model, fact, value) {
        ValueText::Text(text) => text,
        ValueText::YesNo(true) => language.pick("yes", "có").to_owned(),
        ValueText::YesNo(false) => language.pick("no", "không").to_owned(),
        ValueText::Names(names) if names.is_empty() && !model.facts[fact].or_none => {
            language.pick("none", "không có").to_owned()
        }
        ValueText::Names(names) => names.join(", "),
    }
}

/// The list that a fact's values are from.
pub(crate) fn list_of(model: &Model, fact: FactId) -> Option<ListId> {
    match model.facts[fact].domain {
        Domain::Choice(list) | Domain::SetOf(list) => Some(list),
        _ => None,
    }
}

/// Reads a value of a fact as the language writes it.
///
/// # Errors
/// What is wrong with it, in words that can stand after the fact's name and a colon.
pub(crate) fn read(model: &Model, units: &[Measured], fact: FactId, text: &str) -> Result<Value, Words> {
    let row = &model.facts[fact];
    let text: String = text.trim().nfc().collect();
    if row.event && !row.or_none && matches!(text.as_str(), "none" | "không có") {
        return Ok(Value::Choice(ValueId(0)));
    }
    if matches!(text.as_str(), "none" | "không có") {
        match row.domain {
            _ if row.or_none => return Ok(Value::None),
            Domain::SetOf(_) => return Ok(Value::Set(BTreeSet::new())),
            _ => {}
        }
    }
    match &row.domain {
        Domain::YesNo => match text.as_str() {
            "yes" | "true" | "có" => Ok(Value::YesNo(true)),
            "no" | "false" | "không" => Ok(Value::YesNo(false)),
            _ => Err(words!("`{text}` is neither yes nor no", "`{text}` không phải là có hay không")),
        },
        Domain::Person if text.is_empty() => Err(words!("the name of the person is missing", "thiếu tên người")),
        Domain::Person => Ok(Value::Person(text)),
        Domain::Choice(list) => leaf(&model.lists[*list], &text).map(Value::Choice),
        Domain::SetOf(list) => {
            let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
            set(&model.lists[*list], names)
        }
        Domain::Ordered(ordered) => {
            let number = number(ordered, units, &text)?;
            within(ordered, number).map(Value::Ordered)
        }
    }
}

/// The set of the leaves named.
pub(crate) fn set<'t>(list: &List, names: impl Iterator<Item = &'t str>) -> Result<Value, Words> {
    names.map(|name| leaf(list, name)).collect::<Result<BTreeSet<_>, _>>().map(Value::Set)
}

pub(crate) fn leaf(list: &List, text: &str) -> Result<ValueId, Words> {
    let by_label = || {
        let mut same = list.leaves().filter(|id| list.values.get(id.0 as usize).is_some_and(|row| row.label == text));
        same.next().filter(|_| same.next().is_none())
    };
    let found = list.by_name.get(text).copied().or_else(by_label);
    let Some(id) = found else {
        let names: Vec<&str> =
            list.leaves().filter_map(|id| list.values.get(id.0 as usize)).map(|row| row.name.as_str()).collect();
        let shown = names.get(..names.len().min(8)).unwrap_or_default().join(", ");
        let more = match names.len().saturating_sub(8) {
            0 => Words::as_written(""),
            more => words!(" and {more} more", " và {more} giá trị khác"),
        };
        return Err(words!(
            "`{text}` is none of the values of {list}: {shown}{more}",
            "`{text}` không thuộc danh mục {list}: {shown}{more}",
            list = list.name,
            more = more
        ));
    };
    let leaves = list.leaves_under(id);
    if leaves.contains(id) {
        return Ok(id);
    }
    let names: Vec<&str> =
        leaves.iter().filter_map(|id| list.values.get(id.0 as usize)).map(|row| row.name.as_str()).collect();
    let names = names.join(", ");
    Err(words!(
        "`{text}` stands for several values: say which of {names}",
        "`{text}` gồm nhiều giá trị: nêu rõ giá trị nào trong số {names}"
    ))
}

fn within(of: &Ordered, number: Rational) -> Result<Rational, Words> {
    // As in policies: two such numbers can always be compared, added and scaled within 128 bits.
    const LARGEST: i128 = 10_i128.pow(24);
    const FINEST: i128 = 10_i128.pow(12);
    if number.numer().checked_abs().is_none_or(|numer| numer > LARGEST) || *number.denom() > FINEST {
        return Err(words!(
            "this number is too large, or has too many decimals, to be calculated with exactly",
            "số này quá lớn, hoặc có quá nhiều chữ số thập phân, nên không tính được chính xác"
        ));
    }
    let shown = written_as(number, &of.measure);
    let on_grid = of.decimals.is_none_or(|decimals| {
        let scale = 10_i128.checked_pow(decimals).map(Rational::from_integer);
        scale.and_then(|scale| number.checked_mul(&scale)).is_some_and(|scaled| scaled.is_integer())
    });
    if !on_grid {
        return Err(match of.decimals {
            Some(0) | None => words!("{shown} is not whole", "{shown} không phải là số nguyên", shown = shown),
            Some(decimals) => words!(
                "{shown} has more than {decimals} decimals",
                "{shown} có hơn {decimals} chữ số thập phân",
                shown = shown
            ),
        });
    }
    if let Some(from) = of.from
        && (number < from.value || number == from.value && !from.included)
    {
        return Err(words!(
            "{shown} lies below what was declared: from {from}",
            "{shown} thấp hơn khai báo: từ {from}",
            shown = shown,
            from = written_as(from.value, &of.measure)
        ));
    }
    if let Some(to) = of.to
        && (to.value < number || number == to.value && !to.included)
    {
        return Err(words!(
            "{shown} lies above what was declared: to {to}",
            "{shown} cao hơn khai báo: đến {to}",
            shown = shown,
            to = written_as(to.value, &of.measure)
        ));
    }
    Ok(number)
}

/// A number in the fact's own measure.
fn number(of: &Ordered, units: &[Measured], text: &str) -> Result<Rational, Words> {
    if of.measure == Measure::Date {
        let day = Day::parse(text).ok_or_else(|| no_date(text))?;
        return Ok(Rational::from_integer(day.0.into()));
    }
    let digits = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '_' | '.')).next().unwrap_or_default();
    let three = |(whole, decimals): &(&str, &str)| *whole != "0" && decimals.len() == 3 && decimals.ends_with('0');
    let fewer = of.decimals.is_none_or(|decimals| decimals < 3);
    if let Some((whole, decimals)) = digits.split_once('.').filter(three).filter(|_| fewer) {
        let decimal = digits.trim_end_matches('0').trim_end_matches('.');
        return Err(words!(
            "`{text}` has two readings: write `{whole}_{decimals}` if thousands are meant, else `{decimal}`",
            "`{text}` có hai cách đọc: viết `{whole}_{decimals}` nếu là hàng nghìn, nếu không thì viết `{decimal}`"
        ));
    }
    let (number, unit) = plain(text).or_else(|| as_written(text)).ok_or_else(|| not_read(of, text))?;
    in_measure(of, units, number, &unit).ok_or_else(|| {
        if unit.is_empty() {
            words!(
                "`{text}` lacks its unit: write {example}",
                "`{text}` thiếu đơn vị: viết {example}",
                example = written_as(number, &of.measure)
            )
        } else {
            not_read(of, text)
        }
    })
}

fn not_read(of: &Ordered, text: &str) -> Words {
    let one = Rational::from_integer(1);
    let example = written_as(of.from.map_or(one, |from| from.value.max(one)), &of.measure);
    words!(
        "`{text}` cannot be read here: write it as in {example}",
        "không đọc được `{text}` ở đây: viết như {example}",
        example = example
    )
}

/// That a text is no date.
#[must_use]
pub fn no_date(text: &str) -> Words {
    words!(
        "`{text}` is no date: write year-month-day, as in 2025-07-01",
        "`{text}` không phải là ngày: viết năm-tháng-ngày, như 2025-07-01"
    )
}

fn in_measure(of: &Ordered, units: &[Measured], number: Rational, unit: &str) -> Option<Rational> {
    let twelve = Rational::from_integer(12);
    match (&of.measure, unit) {
        (Measure::Number, "") => Some(number),
        (Measure::Percent, "%") => Some(number),
        (Measure::Unit(own), given) if own == given => Some(number),
        (Measure::Unit(own), given) => {
            let row = |name: &str| units.iter().find(|row| row.name == name);
            let (own, given) = (row(own)?, row(given)?);
            let same = own.root == given.root;
            same.then(|| number.checked_mul(&given.factor)?.checked_div(&own.factor)).flatten()
        }
        (Measure::Days, "days" | "day" | "ngày") => Some(number),
        (Measure::Days, "weeks" | "week" | "tuần") => number.checked_mul(&Rational::from_integer(7)),
        (Measure::WorkingDays, "working days" | "working day" | "ngày làm việc") => Some(number),
        (Measure::Months, "months" | "month" | "tháng") | (Measure::Years, "years" | "year" | "năm") => Some(number),
        (Measure::Months, "years" | "year" | "năm") => number.checked_mul(&twelve),
        (Measure::Years, "months" | "month" | "tháng") => number.checked_div(&twelve),
        _ => None,
    }
}

/// A number in digits and what stands after it; none where there is more to it. What most cases are written like, so
/// that a file of a million of them is not read by the parser of the language.
fn plain(text: &str) -> Option<(Rational, String)> {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '_' | '.')).unwrap_or(rest.len());
    let (digits, unit) = rest.split_at_checked(end)?;
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let clean = |text: &str| text.replace('_', "");
    let (whole, part) = (clean(whole), clean(part));
    let is_number = |text: &str| text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
    let unit = unit.trim();
    // `2 billion VND` and `2/3` are for the language's own parser.
    let is_unit = !unit.starts_with('/') && !unit.contains(' ') || matches!(unit, "working days" | "ngày làm việc");
    if whole.is_empty() || digits.ends_with(['_', '.']) || !is_number(&whole) || !is_number(&part) || !is_unit {
        return None;
    }
    let numerator: i128 = format!("{whole}{part}").parse().ok()?;
    let denominator = 10_i128.checked_pow(u32::try_from(part.len()).ok()?)?;
    let number = Rational::new(if negative { -numerator } else { numerator }, denominator);
    Some((number, unit.to_owned()))
}

/// A number as the language has it, read by its own parser as a line of a test.
fn as_written(text: &str) -> Option<(Rational, String)> {
    if text.contains(['\n', '\r', '#']) {
        return None;
    }
    let parsed = vires_syntax::parse(&format!("test \"\"\n  given x is {text}\n"), FileKind::Policy);
    let line = parsed.file.lines.first().filter(|_| parsed.errors.is_empty())?;
    let [given] = line.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Given(given) => Some(given.as_slice()),
        _ => None,
    })?
    else {
        return None;
    };
    let [value] = given.values.as_slice() else {
        return None;
    };
    constant(value)
}

fn constant(value: &Expression) -> Option<(Rational, String)> {
    match &value.kind {
        ExpressionKind::Number(number) => Some((exact(number)?, String::new())),
        ExpressionKind::Quantity(number, unit) => Some((exact(number)?, unit.value.clone())),
        ExpressionKind::Percent(number) => Some((exact(number)?, "%".to_owned())),
        ExpressionKind::Duration(number, unit) => {
            let unit = match unit {
                DurationUnit::Days => "days",
                DurationUnit::Weeks => "weeks",
                DurationUnit::WorkingDays => "working days",
                DurationUnit::Months => "months",
                DurationUnit::Years => "years",
            };
            Some((exact(number)?, unit.to_owned()))
        }
        ExpressionKind::Negate(inner) => constant(inner).map(|(number, unit)| (-number, unit)),
        _ => None,
    }
}

fn exact(number: &Number) -> Option<Rational> {
    let read = |digits: &str| plain(digits).map(|(number, _)| number);
    let mut value = read(&number.digits)?;
    if let Some(denominator) = &number.denominator {
        value = value.checked_div(&read(denominator)?)?;
    }
    value.checked_mul(&Rational::from_integer(10_i128.checked_pow(number.power_of_ten)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn megawatts() -> (Ordered, Vec<Measured>) {
        let of = Ordered { measure: Measure::Unit("MW".to_owned()), decimals: Some(3), from: None, to: None };
        let unit = |name: &str, factor| Measured { name: name.to_owned(), root: "MW".to_owned(), factor };
        (of, vec![unit("MW", Rational::from_integer(1)), unit("kW", Rational::new(1, 1000))])
    }

    #[test]
    fn numbers_are_read_exactly_in_any_unit_that_converts() {
        let (of, units) = megawatts();
        for (text, wanted) in [
            ("50 MW", Rational::from_integer(50)),
            ("50_000 kW", Rational::from_integer(50)),
            ("49.999 MW", Rational::new(49_999, 1000)),
            ("-1.5MW", Rational::new(-3, 2)),
            ("2 thousand MW", Rational::from_integer(2000)),
            ("1/2 MW", Rational::new(1, 2)),
        ] {
            assert_eq!(number(&of, &units, text), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_in_words() {
        let (of, units) = megawatts();
        for (text, words) in [
            ("50", "`50` lacks its unit: write 50 MW"),
            ("50 GW", "cannot be read here: write it as in 1 MW"),
            ("MW", "cannot be read here"),
            ("1e9 MW", "cannot be read here"),
            ("5 MW\npackage x", "cannot be read here"),
        ] {
            let error = number(&of, &units, text).err().unwrap_or_else(|| Words::as_written(""));
            let error = error.in_language(Language::En);
            assert!(error.contains(words), "{text}: {error}");
        }
        let fine = within(&of, Rational::new(1, 10_000)).err();
        let fine = fine.as_ref().map(|words| Language::ALL.map(|language| words.in_language(language)));
        assert_eq!(fine, Some(["0.0001 MW has more than 3 decimals", "0.0001 MW có hơn 3 chữ số thập phân"]));
    }
}
