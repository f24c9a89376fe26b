//! One column of a table: what its fact is in a policy, and the points that tell all of its cells apart.

use std::collections::BTreeSet;

use serde_json::Value;
use vires_diagnostics::{BoxEntry, Limit};
use vires_model::{Day, Rational};

use crate::{list, text};

/// Numbers in a policy are not negative: all of a column are moved up by so much.
const UP: i128 = 1_000_000;

/// What the values of a column are.
#[derive(Debug, Clone)]
enum Sort {
    /// Any number.
    Dense,
    /// Whole numbers, or days.
    Whole {
        days: bool,
    },
    YesNo,
    /// Names; of texts that are compared, one for each that is named and one for each stretch between.
    Names(Vec<Option<String>>),
}

/// One column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    sort: Sort,
    domain: Value,
    nullable: bool,
    /// All values named in it, ascending.
    marks: Vec<Rational>,
}

/// A value of a column; none: no answer.
pub(crate) type Point = Option<Rational>;

impl Column {
    /// From its own words and its cells.
    pub(crate) fn new(own: &Value, cells: &[&Value]) -> Self {
        let domain = own["domain"].clone();
        let nullable = own["nullable"] == true || cells.iter().any(|cell| mentions_null(cell));
        let values = |value: &Value, out: &mut Vec<String>| {
            for alternative in
                list(&value["any_of"]).iter().chain(list(&value["not"]["any_of"])).chain(list(&value["not"]))
            {
                for key in ["eq", "lo", "hi"] {
                    match &alternative[key] {
                        Value::String(text) => out.push(text.clone()),
                        Value::Bool(yes) => out.push(yes.to_string()),
                        _ => {}
                    }
                }
            }
        };
        let mut named = Vec::new();
        values(&domain, &mut named);
        named.extend(
            list(&domain["values"]).iter().map(|value| value.as_str().map_or(value.to_string(), str::to_owned)),
        );
        cells.iter().for_each(|cell| values(cell, &mut named));
        let kind = text(&own["type"]);
        let sort = match kind {
            "boolean" => Sort::YesNo,
            "date" => Sort::Whole { days: true },
            "years and months duration" => Sort::Whole { days: false },
            // A few numbers and no others.
            "number" if !list(&domain["values"]).is_empty() => {
                let mut all = named.clone();
                all.sort_by_key(|value| number(value));
                all.dedup();
                Sort::Names(all.into_iter().map(Some).collect())
            }
            "number" if own["order"] == "discrete" => Sort::Whole { days: false },
            "number" | "date and time" => Sort::Dense,
            _ => {
                let names: BTreeSet<String> = named.iter().cloned().collect();
                let closed = !list(&domain["values"]).is_empty();
                let mut all = Vec::new();
                for name in names {
                    if !closed {
                        all.push(None);
                    }
                    all.push(Some(name));
                }
                if !closed {
                    all.push(None);
                }
                Sort::Names(all)
            }
        };
        let mut column = Self { sort, domain, nullable, marks: Vec::new() };
        let mut marks: Vec<Rational> = named.iter().map(|name| column.read(name)).collect();
        marks.sort_unstable();
        marks.dedup();
        column.marks = marks;
        column
    }

    /// A value as a number: names by their place.
    fn read(&self, value: &str) -> Rational {
        match &self.sort {
            Sort::Names(names) => {
                let place = names.iter().position(|name| name.as_deref() == Some(value));
                whole(place.unwrap_or_else(|| panic!("{value}")))
            }
            Sort::YesNo => whole(usize::from(value == "true")),
            Sort::Whole { days: true } => {
                Rational::from_integer(Day::parse(value).unwrap_or_else(|| panic!("{value}")).0.into())
            }
            Sort::Whole { days: false } => Rational::from_integer(months(value) + UP),
            Sort::Dense => number(value) + UP,
        }
    }

    /// The declaration of its fact.
    pub(crate) fn declaration(&self, n: usize) -> String {
        let none = if self.nullable { " or none" } else { "" };
        match &self.sort {
            Sort::Dense => format!("unit u{n}\nfact f{n} : u{n}{none}\n"),
            Sort::Whole { days: true } => format!("fact f{n} : date{none}\n"),
            Sort::Whole { days: false } => format!("fact f{n} : number{none}\n"),
            Sort::YesNo => format!("fact f{n} : yes or no{none}\n"),
            Sort::Names(names) => {
                let values: Vec<String> = (0..names.len()).map(|place| format!("v{n}_{place}")).collect();
                format!("list L{n} : {}\nfact f{n} : L{n}{none}\n", values.join(", "))
            }
        }
    }

    /// A cell as a condition; none where it asks nothing.
    pub(crate) fn condition(&self, n: usize, cell: &Value) -> Option<String> {
        if cell["any"] == true {
            return None;
        }
        let alternatives = |all: &[Value]| -> String {
            let parts: Vec<String> = all.iter().map(|one| self.alternative(n, one)).collect();
            match parts.len() {
                0 => self.never(n),
                1 => parts[0].clone(),
                _ => format!("({})", parts.join(" or ")),
            }
        };
        match &cell["not"] {
            Value::Null => Some(alternatives(list(&cell["any_of"]))),
            not => {
                // What is not so has an answer.
                let inner = if not.is_array() { list(not) } else { list(&not["any_of"]) };
                let given = if self.nullable { format!("not (f{n} is none) and ") } else { String::new() };
                Some(format!("({given}not ({}))", alternatives(inner)))
            }
        }
    }

    /// What is never so.
    fn never(&self, n: usize) -> String {
        let point = self.points().into_iter().flatten().next().unwrap_or_default();
        let own = self.is(n, point);
        format!("({own} and not ({own}))")
    }

    fn is(&self, n: usize, value: Rational) -> String {
        match &self.sort {
            Sort::YesNo if value == whole(1) => format!("f{n}"),
            // No answer is not no.
            Sort::YesNo => format!("f{n} is no"),
            _ => format!("f{n} is {}", self.written(n, value)),
        }
    }

    fn alternative(&self, n: usize, one: &Value) -> String {
        if one["null"] == true {
            return format!("f{n} is none");
        }
        match &one["eq"] {
            Value::String(value) => return self.is(n, self.read(value)),
            Value::Bool(value) => return self.is(n, whole(usize::from(*value))),
            _ => {}
        }
        if matches!(self.sort, Sort::Names(_) | Sort::YesNo) {
            let within = self.points().into_iter().flatten().filter(|point| self.within(one, *point));
            let parts: Vec<String> = within.map(|point| self.is(n, point)).collect();
            return if parts.is_empty() { self.never(n) } else { format!("({})", parts.join(" or ")) };
        }
        let mut parts = Vec::new();
        if let Value::String(low) = &one["lo"] {
            let word = if one["lo_closed"] == true { "at least" } else { "above" };
            parts.push(format!("f{n} {word} {}", self.written(n, self.read(low))));
        }
        if let Value::String(high) = &one["hi"] {
            let word = if one["hi_closed"] == true { "at most" } else { "below" };
            parts.push(format!("f{n} {word} {}", self.written(n, self.read(high))));
        }
        match parts.len() {
            // A value, whichever.
            0 => format!("not (f{n} is none)"),
            1 => parts[0].clone(),
            _ => format!("({})", parts.join(" and ")),
        }
    }

    /// A value as the language writes it.
    fn written(&self, n: usize, value: Rational) -> String {
        match &self.sort {
            Sort::Dense => format!("{} u{n}", decimal(value)),
            Sort::Whole { days: true } => day(value).to_string(),
            Sort::Whole { days: false } | Sort::YesNo => decimal(value),
            Sort::Names(_) => format!("v{n}_{}", value.to_integer()),
        }
    }

    /// A value for everything that cells tell apart, the domain's own first.
    pub(crate) fn points(&self) -> Vec<Point> {
        let one = Rational::from_integer(1);
        let mut points: BTreeSet<Rational> = BTreeSet::new();
        match &self.sort {
            Sort::YesNo => points.extend([whole(0), whole(1)]),
            Sort::Names(names) => points.extend((0..names.len()).map(whole)),
            Sort::Whole { .. } => {
                points.extend(self.marks.iter().flat_map(|mark| [*mark - one, *mark, *mark + one]));
                if points.is_empty() {
                    points.insert(whole(0));
                }
            }
            Sort::Dense => {
                points.extend(self.marks.iter().copied());
                points.extend(self.marks.first().map(|first| *first - one));
                points.extend(self.marks.last().map(|last| *last + one));
                for (low, high) in self.marks.iter().zip(self.marks.iter().skip(1)) {
                    points.insert((low + high) / 2);
                }
                if points.is_empty() {
                    points.insert(Rational::from_integer(UP));
                }
            }
        }
        let mut points: Vec<Point> = points.into_iter().map(Some).collect();
        points.extend(self.nullable.then_some(None));
        points
    }

    /// Whether the domain has the value.
    pub(crate) fn has(&self, point: Point) -> bool {
        let Some(value) = point else { return true };
        let alternatives = list(&self.domain["any_of"]);
        alternatives.is_empty()
            || matches!(self.sort, Sort::Names(_)) && !list(&self.domain["values"]).is_empty()
            || alternatives.iter().any(|one| self.within(one, value))
    }

    /// What must be assumed of the fact; none where its domain is all there is.
    pub(crate) fn assumption(&self, n: usize) -> Option<String> {
        let alternatives = list(&self.domain["any_of"]);
        if alternatives.is_empty() {
            return None;
        }
        let mut parts: Vec<String> = alternatives.iter().map(|one| self.alternative(n, one)).collect();
        parts.extend(self.nullable.then(|| format!("f{n} is none")));
        Some(parts.join(" or "))
    }

    /// Whether a cell takes a value.
    pub(crate) fn takes(&self, cell: &Value, point: Point) -> bool {
        if cell["any"] == true {
            return true;
        }
        let one = |one: &Value| match point {
            None => one["null"] == true,
            Some(value) => one["null"] != true && self.within(one, value),
        };
        match &cell["not"] {
            Value::Null => list(&cell["any_of"]).iter().any(one),
            not => {
                let inner = if not.is_array() { list(not) } else { list(&not["any_of"]) };
                point.is_some() && !inner.iter().any(one)
            }
        }
    }

    fn within(&self, one: &Value, value: Rational) -> bool {
        match &one["eq"] {
            Value::String(own) => return self.read(own) == value,
            Value::Bool(own) => return whole(usize::from(*own)) == value,
            _ => {}
        }
        let low = one["lo"].as_str().map(|low| self.read(low));
        let high = one["hi"].as_str().map(|high| self.read(high));
        low.is_none_or(|low| low < value || low == value && one["lo_closed"] == true)
            && high.is_none_or(|high| value < high || high == value && one["hi_closed"] == true)
    }

    /// Whether a reported box takes a value.
    pub(crate) fn reported(&self, entry: &BoxEntry, point: Point) -> bool {
        let Some(value) = point else { return *entry == BoxEntry::NoAnswer };
        match entry {
            BoxEntry::NoAnswer => false,
            BoxEntry::AnyAnswer => true,
            BoxEntry::YesNo(yes) => whole(usize::from(*yes)) == value,
            BoxEntry::Names(names) => names
                .iter()
                .any(|name| name.rsplit('_').next().and_then(|place| place.parse().ok()).map(whole) == Some(value)),
            BoxEntry::Range { from, to } => {
                let limit = |limit: &Limit| match self.sort {
                    Sort::Whole { days: true } => self.read(&limit.value),
                    _ => number(limit.value.split(' ').next().unwrap_or_default()),
                };
                from.as_ref().is_none_or(|from| limit(from) < value || from.included && limit(from) == value)
                    && to.as_ref().is_none_or(|to| value < limit(to) || to.included && limit(to) == value)
            }
            BoxEntry::Members { .. } => panic!("no such entry here: {entry:?}"),
        }
    }
}

fn mentions_null(cell: &Value) -> bool {
    let inner = &cell["not"];
    let nested = if inner.is_array() { list(inner) } else { list(&inner["any_of"]) };
    list(&cell["any_of"]).iter().chain(nested).any(|one| one["null"] == true)
}

fn whole(n: usize) -> Rational {
    Rational::from_integer(i128::try_from(n).expect("small"))
}

fn day(value: Rational) -> Day {
    Day(i32::try_from(value.to_integer()).expect("a day"))
}

/// `12.5`, `1_000`, a fraction `1/3`, or a point in time as seconds.
fn number(value: &str) -> Rational {
    if let Some((top, bottom)) = value.split_once('/') {
        return number(top) / number(bottom);
    }
    if let Some((date, time)) = value.split_once('T') {
        let day = Day::parse(date).unwrap_or_else(|| panic!("{value}"));
        let part = |n: usize| -> i128 {
            let part = time.split(':').nth(n).unwrap_or("0");
            part.trim_end_matches('Z').parse().unwrap_or_else(|_| panic!("{value}"))
        };
        return Rational::from_integer(i128::from(day.0) * 86_400 + part(0) * 3_600 + part(1) * 60 + part(2));
    }
    let value = value.replace('_', "");
    let (whole, rest) = value.split_once('.').unwrap_or((&value, ""));
    let digits: i128 = format!("{whole}{rest}").parse().unwrap_or_else(|_| panic!("`{value}` is no number"));
    Rational::new(digits, 10i128.pow(u32::try_from(rest.len()).expect("few")))
}

/// A whole number, or years and months as in `P1Y6M`.
fn months(value: &str) -> i128 {
    let Some(rest) = value.trim_start_matches('-').strip_prefix('P') else {
        return number(value).to_integer();
    };
    let (years, months) = rest.split_once('Y').unwrap_or(("0", rest));
    let read = |part: &str| part.trim_end_matches('M').parse::<i128>().unwrap_or(0);
    let total = 12 * read(years) + read(months);
    if value.starts_with('-') { -total } else { total }
}

/// As the language writes it: decimals only where there are some.
fn decimal(value: Rational) -> String {
    let mut scale = 0;
    let mut shifted = value;
    while *shifted.denom() != 1 {
        shifted *= Rational::from_integer(10);
        scale += 1;
        assert!(scale < 30, "{value} has no end");
    }
    let digits = shifted.to_integer().to_string();
    if scale == 0 {
        return digits;
    }
    let digits = format!("{digits:0>width$}", width = scale + 1);
    let (whole, rest) = digits.split_at(digits.len() - scale);
    format!("{whole}.{rest}")
}
