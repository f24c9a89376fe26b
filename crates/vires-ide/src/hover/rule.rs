//! A rule: its effect in a sentence, its chain, and what gives way to it.

use vires_compiler::{Example, Policies};
use vires_model::{Day, FileId, SourceSpan};
use vires_syntax::ast::{ClauseKind, Line};
use vires_words::{Language, say};

use super::escaped;
use crate::declared::words;

/// So many letters of a condition are repeated.
const MOST_LETTERS: usize = 160;
/// So many lines of one that goes on below are.
const MOST_LINES: usize = 16;
/// So many facts of an example are told.
const MOST_FACTS: usize = 8;

/// What is said of the rule on a line; nothing where it could not be understood.
pub(super) fn glance(policies: &Policies, file: FileId, line: &Line, today: Day) -> Option<String> {
    let language = policies.language();
    let rules = policies.rules_at(file, line.span.start);
    // A rule may be several, one after the other: the one of today, else the last that is still to come or has been.
    let of_today = rules.iter().find(|rule| policies.model().rules[**rule].life.contains(today));
    let rule = *of_today.or(rules.last())?;
    let glance = policies.rule_glance(rule, today);
    let mut sentence = capital(&escaped(&glance.effect));
    let mut listed = Vec::new();
    for clause in &line.clauses {
        let (condition, is_except) = match &clause.kind {
            ClauseKind::When(condition) => (condition, false),
            ClauseKind::ExceptWhen(condition) => (condition, true),
            _ => continue,
        };
        let span = SourceSpan { file, start: condition.span.start, end: condition.span.end };
        let text = words(policies, span);
        if text.trim().contains('\n') {
            // On one line it would not be seen what belongs to which.
            listed.push((is_except, block(text)));
            continue;
        }
        let said = one_line(text);
        sentence = if is_except {
            say!(language, "{sentence}, except when `{said}`", "{sentence}, trừ trường hợp `{said}`")
        } else {
            say!(language, "{sentence}, when `{said}`", "{sentence}, trong trường hợp `{said}`")
        };
    }
    let mut said = format!("{sentence}.");
    for (is_except, block) in listed {
        let heading = match is_except {
            true => language.pick("Except when", "Trừ trường hợp"),
            false => language.pick("When", "Trong trường hợp"),
        };
        said.push_str(&format!("\n\n{heading}:\n\n```vires\n{block}\n```"));
    }
    if let Some(example) = &glance.example {
        said.push_str(&example_words(example, language));
    }
    Some(said)
}

fn example_words(example: &Example, language: Language) -> String {
    let day = vires_compiler::day_words(example.day, language);
    let power = escaped(&example.power);
    let told = example.case.iter().take(MOST_FACTS).map(|value| format!("`{value}`"));
    let more = (example.case.len() > MOST_FACTS).then(|| "…".to_owned());
    let case = told.chain(more).collect::<Vec<_>>().join(", ");
    let mut said = if case.is_empty() {
        say!(language, "\n\nChain on {day}, {power}:\n", "\n\nChuỗi thẩm quyền ngày {day}, {power}:\n")
    } else {
        say!(
            language,
            "\n\nChain in a case such as {case} on {day}, {power}:\n",
            "\n\nChuỗi thẩm quyền, chẳng hạn với {case} vào ngày {day}, {power}:\n"
        )
    };
    for (n, (title, held)) in example.chain.iter().enumerate() {
        let title = escaped(title);
        let held = held.as_ref().map_or_else(String::new, |held| format!(": {}", escaped(held)));
        said.push_str(&format!("\n{}. {title}{held}", n + 1));
    }
    for lost in &example.displaced {
        said.push_str(&say!(
            language,
            "\n\nGives way there: {who}, under {titles}, {because}",
            "\n\nKhông được áp dụng: {who}, theo {titles}, {because}",
            who = escaped(&lost.label),
            titles = escaped(&lost.titles.join(" → ")),
            because = lost.because
        ));
    }
    said
}

/// Lines as they stand below each other, the further ones as far in from the first as a list is.
fn block(text: &str) -> String {
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&str> = lines.collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let least = rest.iter().map(|line| indent(line)).min().unwrap_or_default();
    let mut said = first.trim_start().to_owned();
    for line in rest.iter().take(MOST_LINES) {
        said.push_str("\n  ");
        said.push_str(line.get(least..).unwrap_or_default());
    }
    if rest.len() > MOST_LINES {
        said.push_str("\n  …");
    }
    said
}

fn one_line(text: &str) -> String {
    let said = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    match said.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", said.get(..end).unwrap_or_default().trim_end()),
        None => said,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
