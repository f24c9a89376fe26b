//! What the grammar would have read on with, in a drafter's words.

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

/// What fits, best first, at most three. `before` is the word before.
pub(super) fn phrases(wanted: &[Rule], before: &str, language: Language) -> String {
    let mut ranked: Vec<(u8, String)> = wanted.iter().map(|rule| phrase(*rule, before, language)).collect();
    ranked.sort();
    ranked.dedup();
    // What may always follow helps nobody where something is missing.
    if ranked.iter().any(|(rank, _)| *rank < OPTIONAL) {
        ranked.retain(|(rank, _)| *rank < OPTIONAL);
    }
    let mut seen: Vec<String> = Vec::new();
    for (_, phrase) in ranked {
        if !seen.contains(&phrase) && seen.len() < MOST {
            seen.push(phrase);
        }
    }
    list(&seen)
}

/// Keywords as a list.
pub(super) fn any_of_keywords(phrases: &[&str]) -> String {
    let quoted: Vec<String> = phrases.iter().map(|phrase| format!("`{phrase}`")).collect();
    list(&quoted)
}

fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Ranks from here on are of things that may, but need not, follow.
const OPTIONAL: u8 = 5;

/// A part of the grammar in words, and how early to name it.
fn phrase(rule: Rule, before: &str, language: Language) -> (u8, String) {
    if matches!(rule, Rule::kw_is | Rule::kw_are | Rule::t_is | Rule::held) {
        return (2, "`is` and a value".to_owned());
    }
    if let Some(keyword) = of_rule(rule) {
        let rank = match rule {
            Rule::kw_and | Rule::kw_or | Rule::kw_of | Rule::kw_jointly => 7,
            Rule::kw_holds | Rule::kw_to_receiver | Rule::kw_from_giver => 1,
            Rule::kw_or_none => 8,
            _ => 3,
        };
        return (rank, format!("`{}`", keyword.spelling(language)));
    }
    let text = |english: &str| english.to_owned();
    match rule {
        Rule::name | Rule::names | Rule::reference => (0, text(name_after(before))),
        Rule::holder | Rule::holders | Rule::holders_joined | Rule::holding | Rule::held_by => {
            (0, text("the name of a body or an office"))
        }
        Rule::what => (0, text("the name of a power")),
        Rule::list_value | Rule::list_values => (0, text("the name of a value")),
        Rule::label | Rule::quoted => (1, text("a label between double quotes")),
        Rule::date | Rule::bound => (0, text("a date such as `2025-07-01`")),
        Rule::number => (0, text("a number")),
        Rule::step_number => (0, text("the number of the provision")),
        Rule::step | Rule::place | Rule::places | Rule::places_or_kinds | Rule::of_kinds => {
            (0, text("an instrument or a provision such as `article 5`"))
        }
        Rule::type_written | Rule::type_set => {
            (0, text("`yes or no`, `number`, `date`, a unit, a currency or the name of a list"))
        }
        Rule::colon => (2, text("`:` and a type")),
        Rule::expression | Rule::values | Rule::amount | Rule::product | Rule::bracket => {
            (1, text("a value such as `50 MW`, `2025-07-01` or a name"))
        }
        Rule::condition | Rule::condition_unit | Rule::predicate => {
            (0, text("a condition such as `capacity at least 50 MW`"))
        }
        Rule::limit | Rule::limits => (1, text("a limit such as `at least 50 MW`")),
        Rule::t_include => (5, text("`include` and a value")),
        Rule::duration => (0, text("a period such as `15 working days`")),
        Rule::given_item => (0, text("a fact and its value, such as `source is solar`")),
        Rule::close => (4, text("`)`")),
        Rule::clause => (6, text("a clause such as `when …` or `from 2025-07-01`")),
        Rule::plus | Rule::minus | Rule::star | Rule::slash => (8, text("an operator")),
        _ => (9, text("the end of the line")),
    }
}

/// What a name after this word is the name of.
fn name_after(before: &str) -> &'static str {
    match before {
        "holds" | "hold" | "keeps" | "keep" | "over" | "quyền" | "giữ" | "về" => "the name of a power",
        "kind" | "loại" => "the name of a kind",
        "by" | "bởi" => "the name of a body or an office",
        "sector" | "vực" => "the name of a sector",
        "at" | "ở" => "the name of a tier",
        _ => "a name",
    }
}
