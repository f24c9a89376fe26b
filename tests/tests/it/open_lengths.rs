//! Periods that count from a known date, and are as long as the case does not say.

use crate::made_up::{load, passes};

const LAW: &str = r#"package p
body desk
body sub
body court
fact filed : date
fact stopped : days from 0 to 30
fact paused : days from 0
fact extended : days from 0 to 60
power permit
power licence
power appeal
instrument law
  in force from 2020-01-01
  article 1
    desk holds permit
      within 30 days + stopped of filed, else passes to sub
  article 2
    desk holds licence
      within 30 days of filed + paused, else approved
  article 3
    desk holds appeal
      within 30 days + stopped of filed, else approved
      within 45 days of filed, else refused
"#;

#[test]
fn what_every_length_comes_to_is_the_answer() {
    passes(&load(&format!(
        "{LAW}
test \"over, however long\"
  on 2024-03-31
  given filed is 2024-01-01
  expect sub holds permit
test \"the last day of the shortest\"
  on 2024-01-31
  given filed is 2024-01-01
  expect desk holds permit
  expect pending over permit
test \"the day after: it turns on it\"
  on 2024-02-01
  given filed is 2024-01-01
  expect undetermined over permit, needs stopped
test \"the last day of the longest\"
  on 2024-03-01
  given filed is 2024-01-01
  expect undetermined over permit, needs stopped
test \"the day after that\"
  on 2024-03-02
  given filed is 2024-01-01
  expect sub holds permit
test \"no end to how long\"
  on 2030-01-01
  given filed is 2024-01-01
  expect undetermined over licence, needs paused
test \"from when it counts is not known: nothing runs\"
  on 2030-01-01
  expect desk holds licence
test \"which of two ends first turns on the length\"
  on 2024-06-01
  given filed is 2024-01-01
  expect undetermined over appeal, needs stopped
test \"neither is over\"
  on 2024-01-20
  given filed is 2024-01-01
  expect pending over appeal
"
    )));
}
