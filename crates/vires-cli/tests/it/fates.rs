//! What silence has come to where it is open which deadline applies.

use serde_json::Value;

use crate::run::{Folder, Ran};

/// One period for each matter, and what silence means is not the same.
const MATTERS: &str = r#"package matters "Matters"
list Matter "Matter" : ordinary, drones, weapons
body office "the Office"
body court "the Court"
instrument kind law "Law" rank 1
fact matter "Matter" : Matter
fact received "File received" : date
fact completed "Missing documents received" : date or none
parameter term "Term" : months from 0, by Matter
power permit "Permit"
power visit "Visit"
power filing "Filing"
instrument law_1 "Law 1"
  kind law
  in force from 2000-02-01
  article 1
    office holds permit
      within 2 months of received, else approved when matter is ordinary
      within 2 months of received, else refused when matter is drones
      within 2 months of received, else passes to court when matter is weapons
  article 2
    set term to 2 months
    office holds visit
      with consent of court within term of matter of received, else approved
      within term of matter of received, else approved
  article 3
    office holds filing
      within 2 months of completed, else approved when completed is not none
      within 2 months of received, else approved when completed is none
instrument law_2 "Law 2"
  kind law
  in force from 2001-02-01
  article 1
    set term of drones to 2 months
precedence more specific
test "silence turns on the matter"
  on 2024-04-01
  given received is 2024-01-01
  expect undetermined over permit, needs matter
  expect office holds permit
"#;

fn matters(name: &str) -> Folder {
    Folder::new(name).with("matters.vires", MATTERS)
}

fn eval(folder: &Folder, power: &str, more: &[&str]) -> Ran {
    folder.run(&[&["eval", power, "received=2024-01-01"], more].concat())
}

#[test]
fn what_silence_means_turns_on_a_fact() {
    let folder = matters("fates");
    let late = ["--at", "2024-04-01"];
    insta::assert_snapshot!("fate_open", eval(&folder, "permit", &late));
    insta::assert_snapshot!(
        "fate_open_in_vietnamese",
        eval(&folder, "permit", &[&late[..], &["--language", "vi"]].concat())
    );
    let json: Value = serde_json::from_str(&eval(&folder, "permit", &[&late[..], &["--format", "json"]].concat()).out)
        .unwrap_or_default();
    assert_eq!(json["outcome"], "undetermined");
    assert_eq!(json["needs"][0]["leads_to"][2]["holder"], "court");
    // As long as the period runs in every case, the office is competent, whatever the matter.
    insta::assert_snapshot!("fate_pending", eval(&folder, "permit", &["--at", "2024-02-01"]));
    let act = |who: &str, at: &str| folder.run(&["act", who, "permit", "received=2024-01-01", "--at", at]);
    // Approved, refused or passed on, whatever the matter: the office can act no longer.
    assert!(act("office", "2024-04-01").out.contains("ultra vires: wrong time"), "{}", act("office", "2024-04-01"));
    assert!(act("office", "2024-02-01").out.contains("intra vires"), "{}", act("office", "2024-02-01"));
    insta::assert_snapshot!("fate_in_tests", folder.run(&["test"]));
}

#[test]
fn a_term_kept_by_a_list_is_one_line() {
    let folder = matters("terms");
    insta::assert_snapshot!("term_by_matter", eval(&folder, "visit", &["--at", "2024-04-01"]));
}

#[test]
fn an_answer_from_which_a_period_counts() {
    let folder = matters("counted");
    insta::assert_snapshot!("counted_from_an_answer", eval(&folder, "filing", &["--at", "2024-04-15"]));
    insta::assert_snapshot!(
        "counted_from_no_answer",
        eval(&folder, "filing", &["--at", "2024-02-15", "completed=none"])
    );
    let lacking = Folder::new("lacking").with("matters.vires", MATTERS.replace(" when completed is not none", ""));
    let none = ["--at", "2024-02-15", "completed=none"];
    insta::assert_snapshot!("no_period_runs", eval(&lacking, "filing", &none));
    insta::assert_snapshot!(
        "no_period_runs_in_vietnamese",
        eval(&lacking, "filing", &[&none[..], &["--language", "vi"]].concat())
    );
}
