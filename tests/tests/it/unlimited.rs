//! Parameters without a limit: `set limit of head to unlimited`.

use crate::made_up::{load, passes, wrong};

const GRADES: &str = r#"package p
currency USD with 2 decimals
tier central
list Grade : secretary, director, clerk
body ministry at central
office officer under ministry, one per Grade
fact grade : Grade
fact cost : USD from 0
fact gift : USD from 0 or none
fact filed : date
parameter limit : USD from 0, by Grade
parameter term : days from 0, by Grade
power commit
power extend
power accept
instrument rules
  in force from 2024-01-01
"#;

fn policy(rest: &str) -> String {
    format!("{GRADES}{rest}")
}

#[test]
fn nothing_is_above_what_is_unlimited() {
    let policies = load(&policy(
        "  article 1 until 2024-12-31
    set limit of secretary to 100 USD
  article 2 from 2025-01-01
    set limit of secretary to unlimited
  article 3
    set limit of director to 10 USD
    set limit of clerk to 0 USD
  article 4
    officer of grade holds commit when cost at most limit of grade
    nobody holds commit in all other cases
    officer of secretary holds extend when cost + 5 USD below 50% of limit of secretary
    officer of director holds extend in all other cases
    officer of grade holds accept when gift at most limit of grade
    ministry holds accept in all other cases
test \"before\"
  on 2024-06-01
  given grade is secretary, cost is 101 USD
  expect nobody holds commit
test \"since\"
  on 2025-06-01
  given grade is secretary, cost is 1000000 USD
  expect officer of secretary holds commit
  expect officer of secretary holds extend
test \"whatever it costs\"
  on 2025-06-01
  given grade is secretary
  expect officer of secretary holds commit
test \"a director has one\"
  on 2025-06-01
  given grade is director, cost is 10.01 USD
  expect nobody holds commit
test \"supposed\"
  on 2025-06-01
  given grade is director, cost is 10.01 USD, limit of director is unlimited
  expect officer of director holds commit
test \"what has no answer is not within any limit\"
  on 2025-06-01
  given grade is secretary, gift is none
  expect ministry holds accept
",
    ));
    passes(&policies);
    let found: Vec<_> = policies.report().findings.iter().map(|found| found.message.clone()).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn it_stands_only_where_a_parameter_is_set() {
    let message = |rest: &str| wrong(&load(&policy(rest)));
    let compared = "  article 1\n    ministry holds commit when cost at most unlimited\n";
    assert!(message(compared).contains("`unlimited` is what a parameter may be set to"), "{}", message(compared));
    let added = "  article 1\n    ministry holds commit when cost at most cost + unlimited\n";
    assert!(message(added).contains("nothing can be computed"), "{}", message(added));
    let period = "  article 1\n    set term to unlimited\n    ministry holds commit\n      within term of grade of filed, else approved\n";
    assert!(message(period).contains("a period that is unlimited never ends"), "{}", message(period));
}
