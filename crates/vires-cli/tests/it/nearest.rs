//! What would have to differ for an act beyond its author's powers: sums, signers who add nothing, one of many.

use crate::run::{Folder, Ran};

fn act(name: &str, text: &str, who: &str, power: &str, facts: &[&str]) -> Ran {
    let folder = Folder::new(name).with("policy.vires", text);
    folder.run(&[&["act", who, power, "--at", "2025-03-01"][..], facts].concat())
}

const SUM: &str = r#"package sums "Sums"
currency EUR "euro", with 2 decimals
tier t
body x "Bureau" at t
fact a "Works" : EUR from 0
fact b "Options" : EUR from 0
power p "Award"
power q "Clearance"
instrument i "Law"
  in force from 2020-02-01
  article 1
    x holds p when a at most 21 EUR and a + b above 48 EUR
    p is not required in all other cases
  article 2
    x holds q when a + b above 750 EUR and a above 100 EUR and b above 100 EUR
    q is not required in all other cases
"#;

#[test]
fn two_amounts_of_one_sum() {
    insta::assert_snapshot!("both_must_differ", act("sum", SUM, "x", "p", &["a=29 EUR", "b=19 EUR"]));
    insta::assert_snapshot!("the_nearest_of_a_sum", act("sum-near", SUM, "x", "q", &["a=50 EUR", "b=50 EUR"]));
}

/// What others ask is no matter, however many there are.
#[test]
fn other_powers_change_nothing() {
    let mut text = SUM.to_owned();
    for n in 0..40 {
        text = text.replacen("power p ", &format!("fact c{n} : EUR from 0\npower r{n}\npower p "), 1);
        text.push_str(&format!(
            "  article {}\n    x holds r{n} when a + {n} * b + c{n} above {n}00 EUR or b - c{n} at most {n} EUR\n    r{n} is not required in all other cases\n",
            n + 3
        ));
    }
    let alone = act("sum-alone", SUM, "x", "p", &["a=29 EUR", "b=19 EUR"]);
    assert_eq!(alone.out, act("sum-among", &text, "x", "p", &["a=29 EUR", "b=19 EUR"]).out);
}

const TOGETHER: &str = r#"package together "Together"
currency EUR "euro", with 0 decimals
tier t
body x "Manager" at t
body y "Director" at t
body z "Clerk" at t
fact v "Value" : EUR from 0
fact k "Framework contract" : yes or no
power p "Payment"
instrument i "Mandate"
  in force from 2020-02-01
  article 1
    x holds p when k and v at most 100 EUR
    x and y hold p jointly when v above 300 EUR
    y holds p in all other cases
"#;

#[test]
fn who_signs_beside_the_holders_adds_nothing() {
    let alone = act("alone", TOGETHER, "x", "p", &["k=no", "v=400 EUR"]);
    assert!(alone.out.contains("Director must act as well"), "{alone}");
    let beside = act("beside", TOGETHER, "x,z", "p", &["k=no", "v=400 EUR"]);
    insta::assert_snapshot!("another_beside_one_of_two", beside);
    assert_eq!(act("all", TOGETHER, "x,y,z", "p", &["k=no", "v=400 EUR"]).status, Some(0));
    // Above 300 EUR the act of one alone is beyond their powers too.
    insta::assert_snapshot!("nearest_of_one_alone", act("near", TOGETHER, "x", "p", &["k=no", "v=50 EUR"]));
}

const LENT: &str = r#"package lent "Lent"
tier co "Company"
body gmbh "GmbH" at co
office ann "Ann" under gmbh
office dan "Dan" under gmbh
office gus "Gus" under gmbh
fact v "Value" : number from 0
power pay "Payment"
modality lend "Delegation"
  title stays
  giver stops acting
instrument s "Articles"
  in force from 2025-01-01
  article 7
    ann or dan holds pay when v at most 10
    ann and dan hold pay jointly in all other cases
instrument letter "Letter"
  in force from 2025-01-01 until 2025-02-15
  lend pay from ann to gus
"#;

#[test]
fn the_limit_is_that_up_to_which_one_is_enough() {
    insta::assert_snapshot!("the_limit_of_one_alone", act("lent", LENT, "gus", "pay", &["v=50"]));
}

const BRANCHES: &str = r#"package branches "Branches"
tier co "Company"
body gmbh "GmbH" at co
list Branch "Branch" : berlin, munich, bonn
office md1 "Director 1" under gmbh
office bp "Branch officer" under gmbh, one per Branch
fact branch "Branch" : Branch
power contract "Contract"
power lease "Lease"
modality sub "Sub-delegation"
  title stays
  giver may still act
instrument s "Articles"
  in force from 2025-01-01
  article 7
    md1 and bp of branch hold contract jointly
  article 8
    bp of berlin holds lease
    bp of bonn may take over lease from bp of berlin
    lease may not be passed on
    sub lease from bp of berlin to bp of munich
"#;

#[test]
fn one_of_many() {
    insta::assert_snapshot!(
        "the_officer_of_another_branch",
        act("branch", BRANCHES, "md1,bp of munich", "contract", &["branch=berlin"])
    );
    // The letter to Munich is barred; nobody has named Bonn but to take over, and Cologne is not there.
    insta::assert_snapshot!("given_in_vain", act("in-vain", BRANCHES, "bp of munich", "lease", &[]));
    let another = BRANCHES.replace("bp of bonn may take over", "md1 may take over");
    insta::assert_snapshot!("named_nowhere", act("nowhere", &another, "bp of bonn", "lease", &[]));
}
