//! What silence settled before the law changed; rights that lapse; months that begin with a day; a call-in that reaches an officer.

use crate::made_up::{load, passes, wrong};

const BODIES: &str = r#"package p
tier central
body ministers at central
body city at central
body region at central
office officer under city
fact filed : date
fact aware : date
fact minor : yes or no
power licence
power call_in
power determine
power appeal
modality entrust
  title stays
  giver stops acting
  answerable giver
modality cede
  title moves
  giver stops acting
"#;

#[test]
fn an_approval_by_silence_outlives_its_text() {
    passes(&load(&format!(
        "{BODIES}
instrument law
  in force from 2024-01-01
  article 1 until 2024-04-09
    city holds licence
      within 30 days of filed, else approved
  article 2 from 2024-04-10 until 2024-06-30
    region holds licence
      within 90 days of filed, else refused
  article 3 from 2024-07-01
    region holds licence
      within 10 days of filed, else approved
test \"approved under the old law\"
  on 2024-04-09
  given filed is 2024-03-02
  expect approved over licence
test \"still, under the new one\"
  on 2024-04-10
  given filed is 2024-03-02
  expect approved over licence
test \"and under the next, which would say so of another day\"
  on 2024-07-05
  given filed is 2024-03-02
  expect approved over licence
test \"what was still open is judged by the law of the day\"
  on 2024-04-10
  given filed is 2024-03-20
  expect region holds licence
  expect pending over licence
test \"a shorter period that was over before there was a law that says so\"
  on 2024-07-01
  given filed is 2024-06-10
  expect approved over licence
test \"the day before\"
  on 2024-06-30
  given filed is 2024-06-10
  expect pending over licence
"
    )));
}

#[test]
fn a_right_lapses() {
    let law = "
instrument law
  in force from 2020-01-01
  article 1
    ministers hold call_in
      within 6 months beginning with aware, else lapses
  article 2
    city holds appeal
      within 1 month beginning with filed, else lapses
";
    passes(&load(&format!(
        "{BODIES}{law}
test \"the last day\"
  on 2022-10-31
  given aware is 2022-05-01
  expect ministers hold call_in
  expect pending over call_in
test \"the day after\"
  on 2022-11-01
  given aware is 2022-05-01
  expect lapsed over call_in
test \"a month that begins with the last of January\"
  on 2023-02-28
  given filed is 2023-01-31
  expect pending over appeal
test \"is over with February\"
  on 2023-03-01
  given filed is 2023-01-31
  expect lapsed over appeal
test \"one that begins with the last of March is over with April\"
  on 2023-05-01
  given filed is 2023-03-31
  expect lapsed over appeal
test \"and not before\"
  on 2023-04-30
  given filed is 2023-03-31
  expect pending over appeal
"
    )));
    let step = "
instrument law
  in force from 2020-01-01
  article 1
    ministers hold call_in
      with consent of city within 6 months of aware, else lapses
";
    let message = wrong(&load(&format!("{BODIES}{step}")));
    assert!(message.contains("only the time of whoever holds the power can lapse"), "{message}");
}

#[test]
fn nobody_escapes_a_call_in_by_letting_another_act() {
    let law = |verb: &str| {
        format!(
            "{BODIES}
instrument law
  in force from 2020-01-01
  article 1
    city holds determine
    ministers may take over determine from city within 28 days of filed
instrument scheme
  in force from 2021-01-01
  article 1
    {verb} determine from city to officer when minor
"
        )
    };
    let expected = |takes_over: &str| {
        format!(
            "test \"minor\"
  on 2024-02-10
  given minor, filed is 2024-02-01
  expect officer holds determine
{takes_over}test \"major\"
  on 2024-02-10
  given minor is no, filed is 2024-02-01
  expect ministers may take over determine from city
"
        )
    };
    let reaches = "  expect ministers may take over determine from officer\n";
    passes(&load(&(law("entrust") + &expected(reaches))));
    let moved = load(&(law("cede") + &expected(reaches)));
    let failed = moved.run_tests(&|_| true).into_iter().filter(|trial| !trial.failures.is_empty()).count();
    assert_eq!(failed, 1, "what has become another's own is not called in from the city");
}

#[test]
fn a_test_of_what_does_not_read_passes_in_no_case() {
    let policies = load(&format!(
        "{BODIES}
instrument law
  in force from 2020-01-01
  article 1
    city holds licence
    nobody holds licence whenever
test \"whatever\"
  on 2024-01-01
  expect city holds licence
"
    ));
    let trials = policies.run_tests(&|_| true);
    assert!(trials.iter().any(|trial| !trial.failures.is_empty()), "{trials:#?}");
}

#[test]
fn a_matter_that_silence_has_passed_on_stays_there() {
    passes(&load(&format!(
        "{BODIES}
instrument law
  in force from 2024-01-01
  article 1 until 2024-05-31
    city holds licence
      within 3 months of filed, else passes to ministers
  article 2 from 2024-06-01
    region holds licence
test \"passed on under the old law\"
  on 2024-06-01
  given filed is 2024-01-10
  expect ministers hold licence
test \"what was not yet passed on goes to whoever is competent now\"
  on 2024-06-01
  given filed is 2024-03-10
  expect region holds licence
"
    )));
}
