//! `vires act`: which wrong is named, and what is no wrong.

use crate::run::{Folder, Ran};

const GRADES: &str = r#"package demo "Demo"
currency AUD "dollars", with 2 decimals
list Grade "Grade" : high, low
office secretary "Secretary"
office officer "Officer" under secretary, one per Grade
fact amount "Amount" : AUD from 0
power commit "Commit" sector money
modality delegate "Delegation"
  title stays
  giver may still act
instrument kind act "Act" rank 1
instrument pgpa "Act"
  kind act, issued by secretary on 2019-01-01
  in force from 2019-01-01
  section 23
    secretary holds commit
  section 110
    delegate commit from secretary to officer of high when amount at most 1_000 AUD
    delegate commit from secretary to officer of low from 2020-02-01 when amount at most 500 AUD
"#;

const ACTORS: &str = r#"package demo "Demo"
body board "Board"
body a "A" under board
body b "B" under board
body c "C" under board
office head "Head"
office chair "Chair"
fact submitted "Submitted" : date
power p "P" sector x
power q "Q" sector x
power r "R" sector x
power s "S" sector x
instrument kind law "Law" rank 1
instrument l "L"
  kind law, issued by board on 2020-01-01
  in force from 2020-01-01
  article 1
    a or b holds p
    a and b hold q jointly
    head holds r
      after review by chair within 5 days of submitted, else passes to board
    head holds s
      within 5 days of submitted, else refused
"#;

fn grade(grade: &str, at: &str, amount: &str) -> Ran {
    let folder = Folder::new("grades").with("grades.vires", GRADES);
    folder.run(&["act", grade, "commit", "--at", at, amount])
}

/// The policy in a folder of each test's own: they run side by side.
fn actors(test: &str) -> Folder {
    Folder::new(&format!("verdicts-{test}")).with("actors.vires", ACTORS)
}

fn act(folder: &Folder, words: &[&str]) -> Ran {
    folder.run(&[&["act"], words, &["--at", "2022-01-20"]].concat())
}

#[test]
fn beyond_ones_own_limit_though_another_grade_may() {
    let ran = grade("officer of low", "2021-01-01", "amount=501 AUD");
    assert!(ran.out.contains("ultra vires: wrong amount"), "{ran}");
    assert!(ran.out.contains("at most 500 AUD"), "{ran}");
    let ran = grade("officer of low", "2020-01-31", "amount=400 AUD");
    assert!(ran.out.contains("ultra vires: wrong time"), "{ran}");
}

#[test]
fn one_who_signs_beside_those_who_are_enough() {
    let folder = actors("extra");
    let ran = act(&folder, &["a,c", "p"]);
    assert!(ran.out.contains("intra vires") && ran.out.contains("that C acted as well adds nothing"), "{ran}");
    assert!(act(&folder, &["c", "p"]).out.contains("ultra vires: no power"));
    assert!(act(&folder, &["a,b,c", "q"]).out.contains("intra vires"));
    assert!(act(&folder, &["a,c", "q"]).out.contains("ultra vires"));
}

#[test]
fn a_step_that_silence_may_have_passed_on() {
    let folder = actors("step");
    let done = ["head", "r", "--done", "review by board"];
    let ran = act(&folder, &done);
    assert!(ran.out.contains("it depends on what is not known") && ran.out.contains("submitted"), "{ran}");
    assert!(act(&folder, &[&done[..], &["submitted=2022-01-01"]].concat()).out.contains("intra vires"));
    assert!(act(&folder, &[&done[..], &["submitted=2022-01-19"]].concat()).out.contains("a step is missing"));
    assert!(act(&folder, &["head", "r"]).out.contains("a step is missing"));
}

#[test]
fn refused_by_silence_before() {
    let folder = actors("refused");
    let ran = act(&folder, &["head", "s", "submitted=2022-01-01"]);
    assert!(ran.out.contains("it was refused by silence on 7 January 2022"), "{ran}");
    assert!(!ran.out.contains("competent:"), "{ran}");
}
