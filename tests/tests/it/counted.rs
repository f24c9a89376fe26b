//! Months, years and working days after a date of the case, in conditions.

use vires_compiler::Policies;

use crate::made_up;

const PRELUDE: &str = "\
package p
body one
body two
fact received : date
fact paid : date or none
fact hearing : date
event opened
parameter term : months
parameter days : working days
power claim
power appeal
power review
power call
power refund
holidays \"Labour Day\" : 2025-05-01
instrument l
  in force from 2025-01-01
";

fn load(text: &str) -> Policies {
    made_up::load(&format!("{PRELUDE}{text}"))
}

#[test]
fn days_are_those_of_deadlines() {
    made_up::passes(&load(
        "\
\x20 article 1
    set term to 3 months
    set days to 2 working days
    one holds claim when today until received + 1 month
    two holds claim in all other cases
    one holds appeal when today before received + 2 years
    two holds appeal in all other cases
    one holds review when today until hearing - days
    two holds review in all other cases
    one holds call when today until (later of received and hearing) + term
    two holds call in all other cases
    one holds refund when paid from received + 1 month + 10 working days
    two holds refund in all other cases
test \"the last day of February\"
  on 2025-02-28
  given received is 2025-01-31
  expect one holds claim
test \"a day too late\"
  on 2025-03-01
  given received is 2025-01-31
  expect two holds claim
test \"a leap day\"
  on 2026-02-27
  given received is 2024-02-29
  expect one holds appeal
test \"two years after a leap day\"
  on 2026-02-28
  given received is 2024-02-29
  expect two holds appeal
test \"two working days before a Monday, the holiday left out\"
  on 2025-05-02
  given hearing is 2025-05-06
  expect one holds review
test \"the holiday lies between\"
  on 2025-05-01
  given hearing is 2025-05-05
  expect two holds review
test \"from the later of two\"
  on 2025-05-31
  given received is 2025-01-01, hearing is 2025-02-28
  expect two holds call
test \"the later of two\"
  on 2025-05-28
  given received is 2025-01-01, hearing is 2025-02-28
  expect one holds call
test \"ten working days after a month\"
  on 2025-06-01
  given received is 2025-03-30, paid is 2025-05-15
  expect one holds refund
test \"a day less\"
  on 2025-06-01
  given received is 2025-03-30, paid is 2025-05-14
  expect two holds refund
test \"not paid\"
  on 2025-06-01
  given received is 2025-03-30, paid is none
  expect two holds refund
test \"nothing known of the month\"
  on 2025-06-01
  given paid is none
  expect two holds refund
",
    ));
}

#[test]
fn single_days_are_found() {
    let found = |text: &str| -> Vec<String> {
        let policies = load(text);
        let said = policies.report().findings.iter().filter(|found| found.code.to_string().starts_with("V200"));
        said.map(|found| format!("{} {} {:?}", found.code, found.message, found.region)).collect()
    };
    let rules = |one: &str, two: &str| {
        found(&format!("  article 1\n    one holds claim when {one}\n    two holds claim when {two}\n"))
    };
    let all: Vec<String> = [
        ("today until received + 1 month", "today after received + 31 days"),
        ("today until received + 1 month", "today from received + 31 days"),
        ("today until received + 1 month", "today after received + 1 month"),
        ("today before received + 2 years", "today after received + 24 months"),
        ("today until hearing - 10 working days", "today from hearing - 13 days"),
        ("paid until received + 2 months", "paid after received + 3 months"),
        ("today until opened + 6 months", "today after opened + 6 months"),
    ]
    .iter()
    .map(|(one, two)| format!("{one} | {two}\n  {}", rules(one, two).join("\n  ")))
    .collect();
    insta::assert_snapshot!(all.join("\n"));
}
