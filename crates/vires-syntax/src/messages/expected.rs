//! What the grammar would have read on with, in a drafter's words.

use vires_words::{Words, any_of, words};

use crate::grammar::Rule;
use crate::keywords::{Language, of_rule};

/// Whether a part of the grammar begins with a name.
pub(super) fn is_name(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::name
            | Rule::names
            | Rule::holder
            | Rule::holders
            | Rule::holders_joined
            | Rule::holding
            | Rule::reference
            | Rule::list_value
            | Rule::list_values
            | Rule::what
    )
}

/// How many things a message lists.
const MOST: usize = 3;

/// How many keywords it lists where nothing but keywords fits.
const ALTERNATIVES: usize = 6;

/// What fits, best first, at most three. `before` is the word before, `declared` the id of the keyword by which the line
/// declares something.
pub(super) fn phrases(wanted: &[Rule], (before, declared): (&str, Option<&str>), language: Language) -> Words {
    let in_words = |rule: &Rule| match (rule, declared.and_then(clauses_of)) {
        (Rule::clause, Some(clauses)) => (6, clauses),
        _ => phrase(*rule, before, language),
    };
    let mut ranked: Vec<(u8, Words)> = wanted.iter().map(in_words).collect();
    ranked.sort();
    ranked.dedup();
    // What may always follow helps nobody where something is missing.
    if ranked.iter().any(|(rank, _)| *rank < OPTIONAL) {
        ranked.retain(|(rank, _)| *rank < OPTIONAL);
    }
    // A value may be a name, and says so.
    if ranked.len() == 2 && ranked.iter().any(|(_, words)| *words == a_value()) {
        ranked.retain(|(_, words)| *words != words!("a name", "một tên"));
    }
    // Few words that exclude one another are all named: none may be taken for the only one.
    let choice = wanted.iter().all(|rule| of_rule(*rule).is_some()) && wanted.len() <= ALTERNATIVES;
    let most = if choice { ALTERNATIVES } else { MOST };
    let mut seen: Vec<Words> = Vec::new();
    for (_, phrase) in ranked {
        if !seen.contains(&phrase) && seen.len() < most {
            seen.push(phrase);
        }
    }
    any_of(&seen)
}

/// Keywords as a list.
pub(super) fn any_of_keywords(phrases: &[&str]) -> Words {
    let quoted: Vec<String> = phrases.iter().map(|phrase| format!("`{phrase}`")).collect();
    any_of(&quoted)
}

/// Ranks from here on are of things that may, but need not, follow.
const OPTIONAL: u8 = 5;

/// What a declaration goes on with.
fn clauses_of(declared: &str) -> Option<Words> {
    Some(match declared {
        "power" => words!("`sector …`, `place …` or `acts …`", "`lĩnh vực …`, `nơi thực hiện …` hoặc `gồm các việc …`"),
        "body" | "office" => {
            words!("`at …`, `under …` or `one per …`", "`ở …`, `trực thuộc …` hoặc `một cho mỗi …`")
        }
        "instrument" => {
            words!(
                "`kind …`, `issued by …` or `in force from …`",
                "`loại …`, `ban hành bởi …` hoặc `có hiệu lực từ ngày …`"
            )
        }
        "instrument_kind" => words!("`rank …` or `issued by …`", "`hiệu lực bậc …` hoặc `ban hành bởi …`"),
        "list" | "territory" => words!("a comma and the next value", "dấu phẩy và giá trị tiếp theo"),
        _ => return None,
    })
}

/// A part of the grammar in words, and how early to name it.
fn phrase(rule: Rule, before: &str, language: Language) -> (u8, Words) {
    if matches!(rule, Rule::kw_is | Rule::kw_are | Rule::t_is | Rule::held | Rule::vacant) {
        return (2, words!("`is` and a value", "`là` và một giá trị"));
    }
    if let Some(keyword) = of_rule(rule) {
        let rank = match rule {
            Rule::kw_and
            | Rule::kw_or
            | Rule::kw_of
            | Rule::kw_for_steps
            | Rule::kw_jointly
            | Rule::kw_of_period
            | Rule::kw_else
            | Rule::kw_ending_on_a_working_day => 7,
            Rule::kw_holds | Rule::kw_to_receiver | Rule::kw_from_giver => 1,
            Rule::kw_or_none => 8,
            _ => 3,
        };
        return (rank, Words::as_written(format!("`{}`", keyword.spelling(language))));
    }
    match rule {
        Rule::name | Rule::names | Rule::reference => (0, name_after(before)),
        Rule::holder | Rule::holders | Rule::holders_joined | Rule::holding | Rule::held_by => {
            (0, words!("the name of a body or an office", "tên một cơ quan hoặc chức danh"))
        }
        Rule::what => (0, words!("the name of a power", "tên một thẩm quyền")),
        Rule::list_value | Rule::list_values => (0, words!("the name of a value", "tên một giá trị")),
        Rule::label | Rule::quoted => (1, words!("a label between double quotes", "nhãn giữa hai dấu ngoặc kép")),
        Rule::date | Rule::bound => (0, words!("a date such as `2025-07-01`", "một ngày như `2025-07-01`")),
        Rule::number => (0, words!("a number", "một số")),
        Rule::step_number => (0, words!("the number of the provision", "số của điều khoản")),
        Rule::step | Rule::place | Rule::places | Rule::places_or_kinds | Rule::of_kinds => {
            (0, words!("an instrument or a provision such as `article 5`", "một văn bản hoặc điều khoản như `điều 5`"))
        }
        Rule::type_written | Rule::type_set => (
            0,
            words!(
                "`yes or no`, `number`, `date`, a unit, a currency or the name of a list",
                "`có hoặc không`, `số`, `ngày`, đơn vị đo, tiền tệ hoặc tên một danh mục"
            ),
        ),
        Rule::colon => (2, words!("`:` and a type", "`:` và một kiểu")),
        Rule::expression | Rule::values | Rule::amount | Rule::product | Rule::bracket => (1, a_value()),
        Rule::condition | Rule::condition_unit | Rule::predicate => (
            0,
            words!("a condition such as `capacity at least 50 MW`", "một điều kiện như `capacity không dưới 50 MW`"),
        ),
        Rule::limit | Rule::limits => {
            (1, words!("a limit such as `at least 50 MW`", "một giới hạn như `không dưới 50 MW`"))
        }
        Rule::t_include => (5, words!("`include` and a value", "`gồm` và một giá trị")),
        Rule::duration | Rule::period => {
            (0, words!("a period such as `15 working days`", "một thời hạn như `15 ngày làm việc`"))
        }
        Rule::given_item => (
            0,
            words!("a fact and its value, such as `source is solar`", "một dữ kiện và giá trị, như `source là solar`"),
        ),
        Rule::close => (4, Words::as_written("`)`")),
        Rule::clause => (
            6,
            words!(
                "a clause such as `when …` or `from 2025-07-01`",
                "một mệnh đề như `khi …` hoặc `từ ngày 2025-07-01`"
            ),
        ),
        Rule::plus | Rule::minus | Rule::star | Rule::slash => (8, words!("an operator", "một phép tính")),
        _ => (9, words!("the end of the line", "kết thúc dòng")),
    }
}

fn a_value() -> Words {
    words!("a value such as `50 MW`, `2025-07-01` or a name", "một giá trị như `50 MW`, `2025-07-01` hoặc một tên")
}

/// What a name after this word is the name of.
fn name_after(before: &str) -> Words {
    match before {
        "holds" | "hold" | "keeps" | "keep" | "over" | "quyền" | "giữ" | "về" => {
            words!("the name of a power", "tên một thẩm quyền")
        }
        "kind" | "loại" => words!("the name of a kind", "tên một loại"),
        "by" | "bởi" => words!("the name of a body or an office", "tên một cơ quan hoặc chức danh"),
        "sector" | "vực" => words!("the name of a sector", "tên một lĩnh vực"),
        "at" | "ở" => words!("the name of a tier", "tên một cấp"),
        _ => words!("a name", "một tên"),
    }
}
