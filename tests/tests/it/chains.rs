//! Chains, holding and persons, from text: each policy carries its own tests, and all of them pass.

use vires_compiler::{MemoryFiles, Policies, Request};

/// Words that every policy here begins with.
const PRELUDE: &str = "\
package p
currency VND
tier central
tier province below central
territory Province : v, w
body a at central
body b at central
body m at central
office c under a
office d under b
body pc at province, one per Province
fact x : yes or no
fact y : yes or no
fact site : Province
modality pass title moves, giver stops acting
modality lend title stays, giver may still act, onward never
instrument kind law rank 2
instrument kind decree rank 4
";

/// That the text has no errors in words and names, and each of its tests passes.
fn passes(text: &str) {
    let files = MemoryFiles::default().with("p.vires", format!("{PRELUDE}{text}"));
    let policies = Policies::load(&files, Request::Paths(&[])).unwrap();
    let errors: Vec<_> = policies.text_errors().findings.iter().map(|found| found.message.clone()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let trials = policies.run_tests(&|_| true);
    assert!(!trials.is_empty());
    let failed: Vec<_> = trials.iter().filter(|trial| !trial.failures.is_empty()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// The codes of what is found, and the line each stands at.
fn told(text: &str) -> Vec<(String, String)> {
    let whole = format!("{PRELUDE}{text}");
    let files = MemoryFiles::default().with("p.vires", whole.as_str());
    let policies = Policies::load(&files, Request::Paths(&[])).unwrap();
    let line = |finding: &vires_diagnostics::Finding| {
        let at = finding.primary().map_or(0, |place| place.span.start.line as usize);
        whole.lines().nth(at.wrapping_sub(1)).unwrap_or_default().trim().to_owned()
    };
    policies.report().findings.iter().map(|found| (found.code.as_str().to_owned(), line(found))).collect()
}

/// Semantics 6.1, case 6: what its giver has lost, a transfer passes on in vain. That is one fault of the transfer, not two.
#[test]
fn a_transfer_that_falls_with_the_grant_is_told_once() {
    let text = "\
precedence higher rank, then later
power p
instrument e
  kind decree, issued on 2025-01-01, in force from 2025-01-01
  article 1
    a holds p
instrument f
  kind decree, issued on 2025-02-01, in force from 2025-01-01
  article 1
    m holds p
instrument t
  kind decree, issued on 2025-03-01, in force from 2025-07-01
  article 1
    pass p from a to b
";
    let found = told(text);
    let at = |line: &str| -> Vec<&str> {
        found.iter().filter(|(_, at)| at == line).map(|(code, _)| code.as_str()).collect()
    };
    assert_eq!(at("pass p from a to b"), ["V3001"], "{found:?}");
    assert_eq!(at("a holds p"), ["V4002"], "{found:?}");
}

/// Where it is the transfer itself that loses, and not its giver's grant, that is said of it.
#[test]
fn a_transfer_that_loses_by_itself_is_told_so() {
    let text = "\
precedence later
power p
instrument e
  kind decree, issued on 2025-01-01, in force from 2025-01-01
  article 1
    a holds p
instrument t
  kind decree, issued on 2025-03-01, in force from 2025-07-01
  article 1
    pass p from a to b
instrument f
  kind decree, issued on 2025-04-01, in force from 2025-07-01
  article 1
    pass p from a to m
";
    let found = told(text);
    let at: Vec<&str> =
        found.iter().filter(|(_, at)| at == "pass p from a to b").map(|(code, _)| code.as_str()).collect();
    assert_eq!(at, ["V4002"], "{found:?}");
}

/// Semantics 3.9, case 37, and the whole holding with its mode.
#[test]
fn whoever_holds_another_power() {
    passes(
        "\
power p acts issue, extend
power q acts issue
power r
power s
instrument l
  kind law, in force from 2025-01-01
  article 1
    a holds p when act is issue
    b holds p when act is extend
    a and m hold r jointly when x
  article 2
    whoever holds p holds q
    whoever holds r holds s
instrument g
  kind decree, in force from 2025-07-01
  article 1
    pass r from a to b
    lend q from a to c
test \"the act passes by name\"
  on 2025-03-01
  given act is issue
  expect a holds q
test \"and the chain goes on\"
  on 2025-08-01
  given act is issue
  expect a or c holds q
test \"jointly, after transfers\"
  on 2025-08-01
  given x
  expect b and m hold r jointly
  expect b and m hold s jointly
test \"where one has none, the other claims nothing\"
  on 2025-08-01
  given x is no
  expect gap over r
  expect gap over s
",
    );
}

#[test]
fn a_power_that_follows_one_in_conflict_waits_for_it() {
    passes(
        "\
power p
power q
instrument l
  kind law, in force from 2025-01-01
  article 1
    a holds p
    m holds p when x
    whoever holds p holds q
test \"one\"
  on 2025-03-01
  given x is no
  expect a holds q
test \"both\"
  on 2025-03-01
  given x
  expect conflict over p
  expect undetermined over q
",
    );
}

/// Semantics 3.8, 4.2.
#[test]
fn enabling_lifts_limits_and_sets_its_own() {
    passes(
        "\
fact amount : VND from 0
modality delegate title stays, giver may still act, onward never, from a to b
power p
power q
power r
instrument l
  kind law, in force from 2025-01-01
  article 1
    a holds p, q, r
  article 2
    a may delegate q to c when amount at most 3 VND
    b may delegate r to m or d when x
instrument g
  kind decree, in force from 2025-07-01
  article 1
    delegate p from a to c
    delegate q from a to c
    delegate q from a to b
    delegate r from a to b
    delegate r from b to d
test \"who-to-whom\"
  on 2025-08-01
  expect a holds p
test \"within the enabled cases\"
  on 2025-08-01
  given amount is 3 VND
  expect a or c holds q
test \"beyond them, whatever the modality allows\"
  on 2025-08-01
  given amount is 4 VND
  expect a holds q
test \"onward\"
  on 2025-08-01
  given x
  expect a or b or d holds r
test \"not onward\"
  on 2025-08-01
  given x is no
  expect a or b holds r
",
    );
}

/// Semantics 3.6, case 46.
#[test]
fn a_bar_on_a_person_follows_the_person() {
    passes(
        "\
fact requester : person
power p
power q
instrument l
  kind law, in force from 2025-01-01
  article 1
    c holds p
    c or d holds q
  article 2
    requester may not hold p, q
  article 3
    appoint an to c from 2025-02-01 until 2025-06-30
    appoint binh to c from 2025-07-01
    appoint binh to d until 2025-06-30
test \"nobody given\"
  on 2025-03-01
  expect c holds p
  expect requester may not hold p
test \"another\"
  on 2025-03-01
  given requester is chi
  expect c holds p
test \"the one in office\"
  on 2025-03-01
  given requester is an
  expect gap over p
  expect d holds q
test \"on that day\"
  on 2025-08-01
  given requester is an
  expect c holds p
test \"who was elsewhere then\"
  on 2025-03-01
  given requester is binh
  expect c holds p
  expect c holds q
",
    );
}

/// Cases 26, 28, 29, 30, 38.
#[test]
fn holding_together_and_bars() {
    passes(
        "\
power p26
power p28
power p28b
power p29
power p30
power p30b
power p38 held concurrently
instrument l
  kind law, in force from 2025-01-01
  article 1
    a holds p26, p28, p28b
    a and m hold p29 jointly
    any 2 of a, b, m hold p30
    any 2 of a, c, m hold p30b
    a holds p38
    m holds p38
  article 2
    a may not hold p28 when x
    b may not hold p28b
    m may not hold p30b
instrument g
  kind decree, in force from 2025-07-01
  article 1
    lend p26 from a to b
    lend p26 from b to c
    pass p28 from a to d when not x
    pass p28b from a to b
    pass p29 from a to b
    pass p30 from a to b
    pass p30b from a to c
    pass p38 from a to b
test \"26 barred onward\"
  on 2025-08-01
  expect a or b holds p26
test \"28 a bar leaves a gap\"
  on 2025-08-01
  given x
  expect gap over p28
  expect a holds p28b
test \"29, 30, 38\"
  on 2025-08-01
  expect b and m hold p29 jointly
  expect any 2 of b, m hold p30
  expect gap over p30b
  expect b or m holds p38
",
    );
}
