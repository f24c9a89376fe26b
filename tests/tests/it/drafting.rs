//! What drafters of other countries' schemes needed, from text: each policy carries its own tests.

use vires_compiler::{MemoryFiles, Policies, Request};
use vires_diagnostics::Severity;

const PRELUDE: &str = "\
package p
currency USD with 2 decimals
tier central
list Grade : head, senior, junior
body a at central
body b at central
office officer under a, one per Grade
fact x : yes or no
fact grade : Grade
fact amount : USD from 0
fact filed : date
fact costs : USD from 0, by Grade
parameter limit : USD by Grade
event crisis
power p
power q
instrument kind law rank 1
instrument l
  kind law, in force from 2025-01-01
";

fn policies(text: &str) -> Policies {
    // The margin of a text's first line is lost where its literal begins on a line of its own.
    let files = MemoryFiles::default().with("p.vires", format!("{PRELUDE}  {text}"));
    Policies::load(&files, Request::Paths(&[])).unwrap()
}

fn all_pass(policies: &Policies) {
    let trials = policies.run_tests(&|_| true);
    assert!(!trials.is_empty());
    let failed: Vec<_> = trials.iter().filter(|trial| !trial.failures.is_empty()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// The codes of all errors.
fn errors(policies: &Policies) -> Vec<String> {
    let found = policies.report().findings.iter().filter(|found| found.severity == Severity::Error);
    found.map(|found| format!("{} {}", found.code, found.message)).collect()
}

#[test]
fn what_is_left_may_be_left_to_nobody() {
    let policies = policies(
        "\
  article 1
    a holds p when x
    p is not required in all other cases
    b holds q when x and amount above 5 USD
    nobody holds q in all other cases
test \"given\"
  on 2025-03-01
  given x, amount is 5 USD
  expect a holds p
  expect nobody holds q
test \"left\"
  on 2025-03-01
  given x is no
  expect p is not required
  expect nobody holds q
",
    );
    assert_eq!(errors(&policies), Vec::<String>::new());
    all_pass(&policies);
}

#[test]
fn one_article_prevails_over_another_of_its_instrument() {
    let policies = policies(
        "\
  article 1
    a holds p
    a holds q
  section 2
    b holds p when x
    this section prevails over l article 1
test \"notwithstanding article 1\"
  on 2025-03-01
  given x
  expect b holds p under l section 2
  expect a holds q
",
    );
    assert_eq!(errors(&policies), Vec::<String>::new());
    all_pass(&policies);
}

#[test]
fn limits_set_for_several_entries_weeks_and_what_a_test_supposes() {
    let policies = policies(
        "\
  article 1
    set limit of head, senior to 100 USD
    set limit of junior to 10 USD
    officer of grade holds p when amount at most limit of grade and today at most filed + 2 weeks
    a holds p in all other cases
    a holds q when sum over Grade of costs at least 30 USD
    nobody holds q in all other cases
test \"by the text\"
  on 2025-03-15
  given grade is senior, amount is 100 USD, filed is 2025-03-01
  expect officer of senior holds p
test \"a day late\"
  on 2025-03-16
  given grade is senior, amount is 100 USD, filed is 2025-03-01
  expect a holds p
test \"supposing a higher limit\"
  on 2025-03-15
  given grade is junior, amount is 11 USD, filed is 2025-03-01
  given limit of junior is 12 USD
  expect officer of junior holds p
test \"and without it\"
  on 2025-03-15
  given grade is junior, amount is 11 USD, filed is 2025-03-01
  expect a holds p
test \"for each entry, and for one of them\"
  on 2025-03-15
  given costs is 5 USD, costs of head is 20 USD
  expect a holds q
test \"a cent less\"
  on 2025-03-15
  given costs is 5 USD, costs of head is 19.99 USD
  expect nobody holds q
",
    );
    assert_eq!(errors(&policies), Vec::<String>::new());
    all_pass(&policies);
}

#[test]
fn an_event_is_given_by_its_date() {
    let policies = policies(
        "\
  article 1
    b holds p from crisis
    a holds p in all other cases
    a holds q
test \"on its day\"
  on 2025-03-15
  given crisis is 2025-03-15
  expect b holds p
test \"the day before\"
  on 2025-03-14
  given crisis is 2025-03-15
  expect a holds p
test \"never\"
  on 2025-03-14
  given crisis is none
  expect a holds p
",
    );
    assert_eq!(errors(&policies), Vec::<String>::new());
    all_pass(&policies);
}

/// Undetermined where it matters, decided where it does not; and said once, at the parameter.
#[test]
fn a_parameter_without_a_value() {
    let policies = policies(
        "\
  article 1
    set limit of head to 100 USD
    officer of grade holds p when amount above 1 USD and at most limit of grade
    a holds p in all other cases
    a holds q
test \"it matters\"
  on 2025-03-15
  given grade is junior, amount is 5 USD
  expect undetermined over p
test \"too little, whatever the limit is\"
  on 2025-03-15
  given grade is junior, amount is 1 USD
  expect a holds p
test \"it is set\"
  on 2025-03-15
  given grade is head, amount is 5 USD
  expect officer of head holds p
",
    );
    let errors = errors(&policies);
    assert!(matches!(errors.as_slice(), [only] if only.starts_with("V2006")), "{errors:#?}");
    all_pass(&policies);
}
