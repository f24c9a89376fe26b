//! Worked cases: a small policy for each cause for which the evaluator, the proofs and the engine once said different things of a made-up policy. Each
//! carries its own tests, and the engine decides the same.

use std::collections::BTreeSet;

use vires_diagnostics::Code;
use vires_engine::{Case as EngineCase, Leaf, Outcome as Verdict, Scratch};
use vires_model::{Case, Model, Outcome, Value, decide};

use crate::made_up;

/// Words that every policy here begins with.
const PRELUDE: &str = "\
package p
tier central
tier province below central
territory Province : v, w
body a at central
body b at central
body c at central
body m at central
body pc at province, one per Province
fact x : yes or no
fact site : Province
modality pass title moves, giver stops acting
modality lend title stays, giver may still act, onward never
instrument kind law rank 2
instrument kind decree rank 4
";

/// That each test of the text passes, and that the engine decides every power that they ask for as the evaluator does.
fn decides(text: &str) {
    let policies = made_up::load(&format!("{PRELUDE}{text}"));
    let disagreements = policies.report().findings.iter().filter(|found| found.code == Code::InternalFault).count();
    assert_eq!(disagreements, 0, "the proofs and the evaluator say different things");
    made_up::passes(&policies);

    let model = policies.model();
    let bundle = vires_analysis::bundle(model, &BTreeSet::new());
    let mut scratch = Scratch::default();
    for test in &model.tests {
        for expect in &test.expect {
            let power = bundle.nth(expect.power.0).unwrap();
            let mut case = power.case();
            fill(model, &mut case, &test.given);
            let day = test.on.map(|day| day.0);
            let found = case.decide(day, &mut scratch).outcome;
            let holders: BTreeSet<u32> = case.holders(day, &scratch).map(|who| who.body).collect();
            let wanted = decide(model, expect.power, &test.given, test.on).outcome;
            let same = match (&wanted, found) {
                (Outcome::Competent { held, .. }, Verdict::Competent(_)) => {
                    holders == held.instances().iter().map(|who| who.body.0).collect()
                }
                (Outcome::Gap { .. }, Verdict::Gap)
                | (Outcome::Nobody { .. }, Verdict::Nobody(_))
                | (Outcome::Conflict { .. }, Verdict::Conflict)
                | (Outcome::Undetermined { .. }, Verdict::Undetermined)
                | (Outcome::NotInForce, Verdict::NotInForce) => true,
                _ => false,
            };
            assert!(same, "{}: {wanted:?}\nengine {found:?} {holders:?}", test.label);
        }
    }
}

/// Gives the engine the facts of a case.
fn fill(model: &Model, case: &mut EngineCase<'_>, given: &Case) {
    for (fact, value) in &given.facts {
        let Some(slot) = case.power().fact(&model.facts[*fact].name) else { continue };
        match value {
            Value::YesNo(yes) => case.yes_no(slot, *yes).unwrap(),
            Value::Choice(leaf) => case.leaf(slot, Leaf(leaf.0)).unwrap(),
            other => panic!("no case here has {other:?}"),
        }
    }
}

/// Whatever rules ask about a power in conflict, they ask of the one contender to which it is taken to come.
#[test]
fn all_questions_about_a_power_in_conflict_are_answered_together() {
    decides(
        "\
power p
power q
power r
instrument l
  kind law, in force from 2025-01-01
  article 1
    a holds p
    b holds p
  article 2
    m holds q when p is held by a
    m holds q when p is held by b
    m holds r when p is held by a and p is held by b
    c holds r in all other cases
test \"one of the two it is\"
  on 2025-03-01
  expect conflict over p
  expect m holds q
test \"never both\"
  on 2025-03-01
  expect c holds r
",
    );
}

/// The same by way of a third power.
#[test]
fn a_conflict_is_passed_on_as_it_is_settled() {
    decides(
        "\
power p
power q
power r
power s
instrument l
  kind law, in force from 2025-01-01
  article 1
    a holds p
    b holds p
  article 2
    a holds q when p is held by a
    b holds q when p is held by b
  article 3
    m holds r when q is held by a
    m holds r when q is held by b
    c holds s when p is held by a and q is held by b
    m holds s in all other cases
test \"whoever has the first has the second\"
  on 2025-03-01
  expect undetermined over q
  expect m holds r
  expect m holds s
",
    );
}

/// What a conflict does not change can be asked for.
#[test]
fn a_conflict_that_changes_nothing_leaves_nothing_open() {
    decides(
        "\
power p
power q
power r
instrument l
  kind law, in force from 2025-01-01
  article 1
    a holds p
    b holds p
  article 2
    a holds q when p is held by a
    a holds q when p is held by b
    m holds r when q is held by a
test \"the second is the same either way\"
  on 2025-03-01
  expect a holds q
  expect m holds r
",
    );
}

/// Semantics 4.5: the claims of a circle are those of all seats, of which one goes round.
#[test]
fn in_a_circle_of_one_seat_the_others_still_hold() {
    decides(
        "\
power p
power q
power r
instrument l
  kind law, in force from 2025-01-01
  article 1
    a or m holds p
  article 2
    c holds q when p is held by a
    c holds r when p is held by b
instrument d
  kind decree, in force from 2025-07-01
  article 1
    pass p from m to b
    pass p from b to m
test \"a is in every claim, b in some\"
  on 2025-08-01
  expect conflict over p
  expect c holds q
  expect undetermined over r
",
    );
}

/// Semantics 5.7: claims that stand beside each other are one holding.
#[test]
fn all_of_several_are_sought_in_the_holding_that_agreeing_claims_make() {
    decides(
        "\
power p held concurrently
power q
instrument l
  kind law, in force from 2025-01-01
  article 1
    a holds p
    b holds p when x
    m holds q when p is held by a and b jointly
test \"both\"
  on 2025-03-01
  given x
  expect a or b holds p
  expect m holds q
test \"one\"
  on 2025-03-01
  given x is no
  expect gap over q
",
    );
}

/// Semantics 4.4: of any N of several, so many different bodies must be left, however the seats are filled.
#[test]
fn so_many_seats_are_filled_by_different_bodies() {
    decides(
        "\
power p
instrument l
  kind law, in force from 2025-01-01
  article 1
    any 2 of a, (a or b) hold p
    b may not hold p when x
test \"b beside a\"
  on 2025-03-01
  given x is no
  expect any 2 of a, (a or b) hold p
test \"a alone is not two\"
  on 2025-03-01
  given x
  expect gap over p
",
    );
}

/// Semantics 3.2: one of a kind, not said which, is never in conflict with one of a place.
#[test]
fn claims_agree_where_one_reading_of_each_is_the_same() {
    decides(
        "\
power p
instrument l
  kind law, in force from 2025-01-01
  article 1
    pc holds p
    pc of site holds p when x
test \"the one that is said\"
  on 2025-03-01
  given site is v
  given x
  expect pc of v holds p
",
    );
}

/// Conflicts are one where the same claim and the same is said of nobody.
#[test]
fn that_nobody_may_and_that_nobody_need_are_two_claims() {
    decides(
        "\
power p
instrument l
  kind law, in force from 2025-01-01
  article 1
    a holds p
    nobody holds p when x
    p is not required when not x
test \"either way a conflict\"
  on 2025-03-01
  given x
  expect conflict over p
test \"and so whatever x is (5.8)\"
  on 2025-03-01
  expect conflict over p
",
    );
}

/// Semantics 5.1: two claims that end in the same holding agree, whatever seats it came from.
#[test]
fn all_of_all_are_all() {
    decides(
        "\
power p
instrument l
  kind law, in force from 2025-01-01
  article 1
    a and b hold p jointly
    c and m hold p jointly
instrument d
  kind decree, in force from 2025-07-01
  article 1
    pass p from a to c and m jointly
    pass p from b to c and m jointly
test \"first two claims\"
  on 2025-03-01
  expect conflict over p
test \"then one\"
  on 2025-08-01
  expect c and m hold p jointly
",
    );
}

/// What one power comes to is followed as it is told: in order, and each once.
#[test]
fn a_holding_is_followed_as_it_is_told() {
    decides(
        "\
power p
power q
instrument l
  kind law, in force from 2025-01-01
  article 1
    a and b hold p jointly
    whoever holds p holds q
  article 2
    c holds q
instrument d
  kind decree, in force from 2025-07-01
  article 1
    pass p from a to c
    pass p from b to c
test \"both seats in one body\"
  on 2025-08-01
  expect c holds p
  expect c holds q
test \"before\"
  on 2025-03-01
  expect conflict over q
",
    );
}

/// Semantics 3.7, as 3.4: suspension must not hand powers over silently.
#[test]
fn a_suspended_transfer_by_name_is_still_none_of_every_other_power() {
    decides(
        "\
power p
power q
instrument l
  kind law, in force from 2025-01-01
  article 1
    a holds p, q
instrument d
  kind decree, in force from 2025-07-01
  article 1
    clause 1
      pass p from a to b
    clause 2
      pass every other power from a to c
instrument s
  kind law, in force from 2025-08-01
  article 1
    suspend d article 1 clause 1
test \"as written\"
  on 2025-07-15
  expect b holds p
  expect c holds q
test \"while it is suspended\"
  on 2025-08-15
  expect a holds p
  expect c holds q
",
    );
}

/// What both claims pass on by one transfer makes them no more alike: beyond it, one giver has given all that it has to two.
#[test]
fn a_giver_who_may_still_act_does_not_reconcile_those_beyond_its_receiver() {
    decides(
        r#"
power p
modality let title stays, giver may still act
instrument k
  kind law, issued on 2025-01-01
  in force from 2025-01-01
  a holds p
instrument i
  kind law, issued on 2025-01-02
  in force from 2025-01-01
  let p from a to b
  pass p from b to c when x
  pass p from b to m
test "both b's successors"
  on 2025-06-01
  given x
  expect conflict over p
test "one of them, and a beside it"
  on 2025-06-01
  given x is no
  expect a or m holds p
"#,
    );
}
