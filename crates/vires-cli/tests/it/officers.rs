//! Officers of whom there is one for each grade: each has what that one has, and no other; claims that fall to those that are themselves left over.

use serde_json::Value;

use crate::run::Folder;

const CHAIN: &str = r#"package chain "Chain"
tier org "Organisation"
list Grade "Grade" : a, b, c
body o "Officer" at org, one per Grade
body z "Board" at org
fact v "Value" : number from 0
power p "Payment" sector s
modality sub "Sub-delegation"
  title stays
  giver may still act
instrument i "Scheme"
  in force from 2023-01-01
  article 1
    o of a holds p when v at most 20
    z holds p in all other cases
instrument l1 "Letter 1"
  in force from 2023-04-01 until 2025-06-30
  item 1
    sub p from o of a to o of b when v at most 5
instrument l2 "Letter 2"
  in force from 2023-04-01
  item 1
    sub p from o of b to o of c when v at most 6
"#;

#[test]
fn a_letter_promises_no_more_than_its_own_giver_has() {
    insta::assert_snapshot!("more_than_the_giver_has", Folder::new("chain").with("chain.vires", CHAIN).run(&["check"]));
    // The same of three bodies.
    let named = CHAIN
        .replace("body o \"Officer\" at org, one per Grade\n", "body o_a at org\nbody o_b at org\nbody o_c at org\n");
    let named =
        ["a", "b", "c"].iter().fold(named, |text, own| text.replace(&format!("o of {own}"), &format!("o_{own}")));
    let cases = |text: &str| {
        let run = Folder::new("chain-of").with("chain.vires", text).run(&["check", "--format", "json"]);
        let found: Value = serde_json::from_str(&run.out).unwrap();
        let found = found["findings"].as_array().unwrap().clone();
        found.iter().map(|own| (own["code"].clone(), own["region"]["boxes"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(cases(CHAIN), cases(&named));
    assert!(!cases(CHAIN).is_empty());
}

/// Who is named by a fact is named for its own cases: what the others of them have is no matter.
#[test]
fn one_place_passes_on_its_own_cases() {
    let text = r#"package places "Places"
tier town "Town"
territory Town "Town" : t1, t2
body pc "Committee" at town, one per Town
body office "Office" at town, one per Town
fact site : Town
fact v "Value" : number from 0
power p "Permit"
modality sub "Sub-delegation"
  title stays
  giver may still act
instrument i "Law"
  in force from 2023-01-01
  article 1
    pc of site holds p
instrument letter "Letter"
  in force from 2023-01-01
  article 1
    sub p from pc of t1 to office of t1
"#;
    let run = Folder::new("own-cases").with("places.vires", text).run(&["check", "--format", "concise"]);
    assert!(!run.out.contains("V3001"), "{run}");
    let elsewhere = text.replace("to office of t1", "to office of t1 when site is t2");
    let run = Folder::new("others-cases").with("places.vires", elsewhere).run(&["check"]);
    insta::assert_snapshot!("only_where_another_has_it", run);
}

const TAKEN: &str = r#"package taken "Taken over"
tier org "Organisation"
list Grade "Grade" : a, b, c
body top "Top" at org
office o "Officer" one per Grade, under top
fact v "Value" : number from 0
power p "Payment"
power q "Quotation"
power r "Report"
instrument i "Scheme"
  in force from 2023-01-01
  article 1
    o of a holds p
    o of b may take over p from o of c
  article 2
    appoint ann to o of a until 2024-12-31
    appoint ben to o of b until 2025-06-30
    o of a holds q
    o of b may take over q from o of a
    o of a holds r
"#;

#[test]
fn whoever_may_take_over_acts_for_a_vacant_office() {
    insta::assert_snapshot!(
        "taking_over_from_one_of_many",
        Folder::new("taken").with("taken.vires", TAKEN).run(&["check"])
    );
}

const RING: &str = r#"package ring "Ring"
tier central
body a at central
body b at central
body c at central
fact y : yes or no
power p "P"
instrument kind high rank 1
instrument kind low rank 3
precedence higher rank
instrument i0 "I0"
  kind low, issued on 2024-01-01
  article 1
    b holds p
instrument i1 "I1"
  kind high, issued on 2024-01-01
  article 1
    a holds p when y
  this instrument prevails over i2
  this instrument prevails over i0
instrument i2 "I2"
  kind high, issued on 2024-01-01
  article 1
    c holds p when y
  this instrument prevails over i3
instrument i3 "I3"
  kind high, issued on 2024-01-01
  article 1
    nobody holds p when y
  this instrument prevails over i1
"#;

/// Semantics 5.5: what is beaten by claims left over alone is left over with them.
#[test]
fn what_a_ring_beats_is_in_conflict_with_it() {
    let folder = Folder::new("ring").with("ring.vires", RING);
    insta::assert_snapshot!("beaten_by_a_ring", folder.run(&["check"]));
    let answer = folder.run(&["eval", "p", "y=yes", "--at", "2025-06-01"]);
    assert!(answer.out.contains("b: I0, article 1"), "{answer}");
}
