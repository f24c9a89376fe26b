//! Every phrase, once in each language. `{}` and `{name}` stand for what is put in.

use num_traits::One;
use vires_model::{Measure, Rational};

use super::Language;

/// The phrases of one language.
pub(super) struct Phrases {
    pub(super) million: &'static str,
    pub(super) billion: &'static str,

    // Ranges.
    pub(super) exactly: &'static str,
    pub(super) short_of: &'static str,
    pub(super) beyond: &'static str,
    pub(super) under: &'static str,
    pub(super) up_to: &'static str,
    pub(super) or_more: &'static str,
    pub(super) at_least: &'static str,
    /// `or more` where several ranges are joined by *or*.
    pub(super) from_up: &'static str,
    pub(super) over: &'static str,
    pub(super) from_under: &'static str,
    pub(super) from_to: &'static str,
    pub(super) over_up_to: &'static str,
    pub(super) over_under: &'static str,
    pub(super) any_amount: &'static str,

    // Lists.
    pub(super) or: &'static str,
    pub(super) and: &'static str,
    pub(super) others: &'static str,
    pub(super) other_or: &'static str,
    /// Joins what is excepted: `but not biomass or wind`.
    pub(super) nor: &'static str,

    // Conditions: `{fact}` is the subject.
    pub(super) number: &'static str,
    pub(super) colon: &'static str,
    pub(super) one_of: &'static str,
    /// `{any}` is a group such as `renewable`.
    pub(super) any_group: &'static str,
    pub(super) group: &'static str,
    pub(super) all_but: &'static str,
    pub(super) all_but_long: &'static str,
    pub(super) but_not: &'static str,
    pub(super) inside: &'static str,
    pub(super) outside: &'static str,
    pub(super) place_in: &'static str,
    pub(super) place_outside: &'static str,
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
    pub(super) is_yes: &'static str,
    pub(super) is_no: &'static str,
    pub(super) given: &'static str,
    pub(super) not_given: &'static str,
    pub(super) not_that: &'static str,
    pub(super) or_not_given: &'static str,
    pub(super) include: &'static str,
    pub(super) include_long: &'static str,
    pub(super) include_but_not: &'static str,
    pub(super) include_but_not_long: &'static str,
    pub(super) without: &'static str,
    pub(super) without_long: &'static str,
    pub(super) count: &'static str,
    pub(super) same_place: &'static str,
    pub(super) different_place: &'static str,
    pub(super) not_same_place: &'static str,
    pub(super) same_value: &'static str,
    pub(super) different_value: &'static str,
    /// `{share}` of a number.
    pub(super) share: &'static str,
    pub(super) today: &'static str,
    pub(super) days_between: &'static str,
    // One date against another.
    pub(super) before: &'static str,
    pub(super) not_after: &'static str,
    pub(super) after: &'static str,
    pub(super) not_before: &'static str,
    // Days that are counted from others, a `{lapse}` later or earlier; and what is said of a day against one: not after it, before it, after it, not
    // before it, on it.
    pub(super) later: &'static str,
    pub(super) earlier: &'static str,
    pub(super) counted_on: [&'static str; 5],
    pub(super) counted_back: [&'static str; 5],
    pub(super) unset: &'static str,
    /// Of an event: still to come; on its day; on any other day; on its day or after; not after its day; after its day.
    pub(super) event: [&'static str; 6],
    /// Of the date of an event: later than the day asked about; no earlier than it; none; any; this or none.
    pub(super) to_come: &'static str,
    pub(super) from_that_day: &'static str,
    pub(super) never: &'static str,
    pub(super) some_day: &'static str,
    pub(super) or_never: &'static str,

    // Regions.
    pub(super) every_case: &'static str,
    pub(super) no_case: &'static str,
    pub(super) any_of: &'static str,
    pub(super) and_any_of: &'static str,
    pub(super) many: &'static str,
    pub(super) only_where: &'static str,
    pub(super) the_first: &'static str,
    pub(super) more: &'static str,

    // Values.
    pub(super) empty_set: &'static str,
    pub(super) none: &'static str,
}

static ENGLISH: Phrases = Phrases {
    million: "million",
    billion: "billion",
    exactly: "exactly {}",
    short_of: "exactly {step} short of {round}",
    beyond: "exactly {step} over {round}",
    under: "under {}",
    up_to: "up to {}",
    or_more: "{} or more",
    at_least: "at least {}",
    from_up: "from {} up",
    over: "over {}",
    from_under: "from {from} to under {to}",
    from_to: "from {from} to {to}",
    over_up_to: "over {from} and up to {to}",
    over_under: "over {from} and under {to}",
    any_amount: "any",
    or: " or ",
    and: " and ",
    others: "{n} others",
    other_or: "one of {n} others",
    nor: " or ",
    number: "{fact} {}",
    colon: "{fact}: {}",
    one_of: "{fact} {}",
    any_group: "any {any} {fact}",
    group: "any {}",
    all_but: "any {fact} but {}",
    all_but_long: "{fact}: any but {}",
    but_not: "{} (but not {but})",
    inside: "{fact} in {}",
    outside: "{fact} anywhere but {}",
    place_in: "in {}",
    place_outside: "anywhere but {}",
    yes: "yes",
    no: "no",
    is_yes: "{fact}",
    is_no: "not {fact}",
    given: "{fact} given",
    not_given: "no {fact} given",
    not_that: "no {fact}",
    or_not_given: "{} (or none given)",
    include: "{fact} include {}",
    include_long: "{fact}: with {}",
    include_but_not: "{fact} include {} but not {but}",
    include_but_not_long: "{fact}: with {} but without {but}",
    without: "{fact} without {}",
    without_long: "{fact}: without {}",
    count: "number of {fact}",
    same_place: "{left} and {right} in the same {list}",
    different_place: "{left} and {right} in different {lists}",
    not_same_place: "{left} and {right} not in the same {list}",
    same_value: "{left} and {right} the same",
    different_value: "{left} and {right} different",
    share: "{share} of {}",
    today: "the day asked about",
    days_between: "days from {from} to {to}",
    before: "before {}",
    not_after: "not after {}",
    after: "after {}",
    not_before: "not before {}",
    later: "{lapse} after {}",
    earlier: "{lapse} before {}",
    counted_on: [
        "within {lapse} of {}",
        "less than {lapse} after {}",
        "more than {lapse} after {}",
        "{lapse} or more after {}",
        "exactly {lapse} after {}",
    ],
    counted_back: [
        "{lapse} or more before {}",
        "more than {lapse} before {}",
        "less than {lapse} before {}",
        "no more than {lapse} before {}",
        "exactly {lapse} before {}",
    ],
    unset: "depending on {}, which has no value",
    event: [
        "{fact}: not yet",
        "{fact}: on that day",
        "{fact}: on any other day",
        "{fact}: already, that day included",
        "{fact}: until that day is over",
        "{fact}: already, from the day after on",
    ],
    to_come: "{fact}: still to come",
    from_that_day: "{fact}: on that day or still to come",
    never: "{fact}: never",
    some_day: "{fact}: on some day",
    or_never: "{} (or never)",
    every_case: "every case",
    no_case: "no case",
    any_of: "any of: {}",
    and_any_of: "{shared}, and any of: {}",
    many: "{n} sets of cases",
    only_where: "only where {} (needed in each, not enough by itself)",
    the_first: "among them {}",
    more: "and {n} more",
    empty_set: "none",
    none: "none given",
};

static VIETNAMESE: Phrases = Phrases {
    million: "triệu",
    billion: "tỷ",
    exactly: "đúng {}",
    short_of: "thấp hơn mức {round} đúng {step}",
    beyond: "cao hơn mức {round} đúng {step}",
    under: "dưới {}",
    up_to: "từ {} trở xuống",
    or_more: "từ {} trở lên",
    at_least: "từ {} trở lên",
    from_up: "từ {} trở lên",
    over: "trên {}",
    from_under: "từ {from} đến dưới {to}",
    from_to: "từ {from} đến {to}",
    over_up_to: "trên {from} đến {to}",
    over_under: "trên {from} đến dưới {to}",
    any_amount: "bất kỳ",
    or: " hoặc ",
    and: " và ",
    others: "{n} giá trị khác",
    other_or: "một trong {n} giá trị khác",
    nor: " và ",
    number: "{fact} {}",
    colon: "{fact}: {}",
    one_of: "{fact} là {}",
    any_group: "{fact} thuộc nhóm {any}",
    group: "thuộc nhóm {}",
    all_but: "{fact} khác {}",
    all_but_long: "{fact}: khác {}",
    but_not: "{} (trừ {but})",
    inside: "{fact} tại {}",
    outside: "{fact} ngoài {}",
    place_in: "tại {}",
    place_outside: "ngoài {}",
    yes: "có",
    no: "không",
    is_yes: "{fact}: có",
    is_no: "{fact}: không",
    given: "có {fact}",
    not_given: "không có {fact}",
    not_that: "không có {fact}",
    or_not_given: "{} (hoặc không có)",
    include: "{fact} gồm {}",
    include_long: "{fact}: gồm {}",
    include_but_not: "{fact} gồm {} nhưng không gồm {but}",
    include_but_not_long: "{fact}: gồm {} nhưng không gồm {but}",
    without: "{fact} không gồm {}",
    without_long: "{fact}: không gồm {}",
    count: "số lượng {fact}",
    same_place: "{left} và {right} cùng {list}",
    different_place: "{left} và {right} khác {list}",
    not_same_place: "{left} và {right} khác {list}",
    same_value: "{left} và {right} giống nhau",
    different_value: "{left} và {right} khác nhau",
    share: "{share} {}",
    today: "ngày xem xét",
    days_between: "số ngày từ {from} đến {to}",
    before: "trước {}",
    not_after: "không sau {}",
    after: "sau {}",
    not_before: "không trước {}",
    later: "ngày sau {} {lapse}",
    earlier: "ngày trước {} {lapse}",
    counted_on: [
        "trong vòng {lapse} kể từ {}",
        "chưa đủ {lapse} kể từ {}",
        "quá {lapse} kể từ {}",
        "đủ {lapse} trở lên kể từ {}",
        "đúng {lapse} kể từ {}",
    ],
    counted_back: [
        "trước {} từ {lapse} trở lên",
        "trước {} hơn {lapse}",
        "trước {} chưa đủ {lapse}",
        "trước {} không quá {lapse}",
        "trước {} đúng {lapse}",
    ],
    unset: "tùy theo {}, hiện chưa có giá trị",
    event: [
        "{fact}: chưa xảy ra",
        "{fact}: đúng ngày xảy ra",
        "{fact}: không phải ngày xảy ra",
        "{fact}: đã xảy ra, kể cả ngày xảy ra",
        "{fact}: chưa qua ngày xảy ra",
        "{fact}: đã xảy ra, từ ngày liền sau",
    ],
    to_come: "{fact}: sẽ xảy ra sau đó",
    from_that_day: "{fact}: xảy ra đúng ngày đó hoặc sau đó",
    never: "{fact}: không bao giờ xảy ra",
    some_day: "{fact}: có xảy ra",
    or_never: "{} (hoặc không bao giờ)",
    every_case: "mọi trường hợp",
    no_case: "không trường hợp nào",
    any_of: "một trong các trường hợp: {}",
    and_any_of: "{shared} và thuộc một trong các trường hợp: {}",
    many: "{n} nhóm trường hợp",
    only_where: "chỉ khi {} (điều kiện cần của từng nhóm, chưa phải điều kiện đủ)",
    the_first: "trong đó có {}",
    more: "và {n} nhóm khác",
    empty_set: "không có",
    none: "không có",
};

impl Phrases {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Vi => &VIETNAMESE,
        }
    }

    fn is_vietnamese(&self) -> bool {
        std::ptr::eq(self, &VIETNAMESE)
    }

    /// What is written after a number of this measure; percent signs belong to the number.
    pub(super) fn unit<'a>(&self, measure: &'a Measure, value: Rational) -> &'a str {
        let one = value.is_one();
        match (measure, self.is_vietnamese()) {
            (Measure::Number | Measure::Percent | Measure::Date, _) => "",
            (Measure::Unit(unit), true) if unit == "VND" => "đồng",
            (Measure::Unit(unit), _) => unit,
            (Measure::Days, true) => "ngày",
            (Measure::WorkingDays, true) => "ngày làm việc",
            (Measure::Months, true) => "tháng",
            (Measure::Years, true) => "năm",
            (Measure::Days, false) if one => "day",
            (Measure::WorkingDays, false) if one => "working day",
            (Measure::Months, false) if one => "month",
            (Measure::Years, false) if one => "year",
            (Measure::Days, false) => "days",
            (Measure::WorkingDays, false) => "working days",
            (Measure::Months, false) => "months",
            (Measure::Years, false) => "years",
        }
    }

    /// `a, b or c`.
    pub(super) fn list(names: &[String], last: &str) -> String {
        match names {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., end] => format!("{}{last}{end}", first.join(", ")),
        }
    }
}

/// A template with its gaps filled, in one pass: what is put in is never looked at again, whatever a label holds.
pub(super) fn fill(template: &str, gaps: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (gap, after) = after.split_once('}').unwrap_or((after, ""));
        text.extend(gaps.iter().find(|(name, _)| *name == gap).map(|(_, words)| *words));
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The English plural of a common noun.
pub(super) fn plural(noun: &str) -> String {
    let vowel_before_y = |noun: &str| {
        let before = noun.chars().rev().nth(1);
        before.is_some_and(|c| "aeiou".contains(c))
    };
    if noun.ends_with('y') && !vowel_before_y(noun) {
        format!("{}ies", noun.strip_suffix('y').unwrap_or(noun))
    } else if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") || noun.ends_with("sh") {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}
