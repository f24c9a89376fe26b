//! Days: calendars, periods that begin with a day, ends by a day and by an event, dates for some cases only.

use vires_compiler::Policies;

use crate::made_up;

const PRELUDE: &str = "\
package p
tier central
body a at central
body b at central
fact laid : date
fact north : yes or no
power p
power q
";

fn load(text: &str) -> Policies {
    made_up::load(&format!("{PRELUDE}{text}"))
}

fn passes(text: &str) {
    made_up::passes(&load(text));
}

fn wrong(text: &str) -> String {
    made_up::wrong(&load(text))
}

#[test]
fn periods_are_counted_in_days_of_a_calendar() {
    passes(
        "\
calendar sitting_days \"Sitting days\" : 2026-01-12, 2026-01-13
  2026-02-02, 2026-02-03, 2026-02-04,
  2026-03-02
calendar bank_days is working days except 2026-01-14, 2026-12-24
holidays : 2026-01-15
instrument l
  in force from 2025-01-01
  article 1
    a holds p
      within 3 sitting_days of laid, else approved
  article 2
    a holds q
      within 2 bank_days of laid, else passes to b
test \"the third sitting day\"
  on 2026-02-02
  given laid is 2026-01-11
  expect pending over p
test \"the day after it\"
  on 2026-02-03
  given laid is 2026-01-11
  expect approved over p
test \"neither a bank holiday nor a holiday of all: 16 and 19 January\"
  on 2026-01-19
  given laid is 2026-01-13
  expect pending over q
test \"the day after those\"
  on 2026-01-20
  given laid is 2026-01-13
  expect b holds q
",
    );
}

#[test]
fn days_beyond_a_calendar_are_not_guessed() {
    // Behind the year that it covers; before it nothing is known either.
    for (within, laid) in [(3, "2026-12-13"), (1, "2025-12-13")] {
        let policies = load(&format!(
            "\
calendar sitting_days \"Sitting days\" : 2026-12-14, 2026-12-15
instrument l
  in force from 2025-01-01
  article 1
    a holds p
      within {within} sitting_days of laid, else approved
test \"outside of the year\"
  on 2027-02-03
  given laid is {laid}
  expect approved over p
"
        ));
        let trials = format!("{:?}", policies.run_tests(&|_| true));
        assert!(trials.contains("needs sitting_days"), "{trials}");
    }
}

#[test]
fn what_is_no_calendar_is_said() {
    let rule = "instrument l\n  in force from 2025-01-01\n  article 1\n    a holds p\n      within 3 x of laid, else approved\n";
    let cases = [
        ("", "there is no calendar named `x`"),
        ("calendar x :\n", "this calendar names no day"),
        ("calendar x : 2026-01-05\n  from 2026-02-01\n", "2026-01-05 is not among the days"),
        ("list x : one, two\n", "here the text needs a calendar"),
    ];
    for (declared, message) in cases {
        let said = wrong(&format!("{declared}{rule}"));
        assert!(said.contains(message), "{declared}: {said}");
    }
}

#[test]
fn a_period_may_begin_with_a_day() {
    passes(
        "\
instrument l
  in force from 2025-01-01
  article 1
    a holds p
      within 28 days beginning with laid, else approved
  article 2
    a holds q
      within 2 months beginning with laid, else approved
test \"the day itself is the first\"
  on 2026-01-28
  given laid is 2026-01-01
  expect pending over p
test \"the day after the last\"
  on 2026-01-29
  given laid is 2026-01-01
  expect approved over p
test \"two months that begin with the first of a month\"
  on 2026-04-30
  given laid is 2026-03-01
  expect pending over q
test \"and end with them\"
  on 2026-05-01
  given laid is 2026-03-01
  expect approved over q
",
    );
}

#[test]
fn an_end_by_a_day_and_by_an_event_is_whichever_comes_first() {
    passes(
        "\
event late on 2025-09-09
instrument l
  in force from 2020-01-01
  article 1
    a holds p before issued_rules until 2022-12-31
    a holds q until 2022-12-31 before late
event issued_rules on 2021-09-09
test \"the event is first\"
  on 2021-09-08
  expect a holds p
test \"on its day\"
  on 2021-09-09
  expect gap over p
test \"the day is first\"
  on 2022-12-31
  expect a holds q
test \"after it\"
  on 2023-01-01
  expect gap over q
",
    );
    let said = wrong(
        "instrument l\n  in force from 2020-01-01\n  article 1\n    a holds p until 2022-12-31 before 2023-01-01\n",
    );
    assert!(said.contains("says twice when it ends"), "{said}");
}

#[test]
fn own_dates_may_be_moved_for_some_cases_only() {
    passes(
        "\
instrument old
  in force from 2010-01-01
  article 1
    b holds p
instrument l
  issued on 2014-01-01, in force from 2015-02-01 until 2016-12-31
  section 1
    a holds p
    a holds q
  section 2
    this section applies only when north
    start section 1 on 2015-07-10
    extend section 1 until 2018-12-31
  this instrument prevails over old
test \"the others from the beginning\"
  on 2015-02-01
  given north is no
  expect a holds p
test \"these later\"
  on 2015-02-01
  given north
  expect b holds p
test \"these too\"
  on 2015-07-10
  given north
  expect a holds p
test \"longer for these\"
  on 2017-06-01
  given north
  expect a holds q
test \"and not for the others\"
  on 2017-06-01
  given north is no
  expect gap over q
",
    );
}
