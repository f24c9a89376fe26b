//! `vires test`

use crate::run::{Folder, LAPSE};

#[test]
fn tests_that_pass_and_tests_that_fail() {
    let folder = Folder::new("test-fails").with("retail.vires", LAPSE);
    insta::assert_snapshot!(folder.run(&["test"]));
    let folder = folder
        .with("retail.vires", LAPSE.replace("expect provincial_pc of lam_dong", "expect provincial_pc of can_tho"));
    insta::assert_snapshot!(folder.run(&["test"]));
    insta::assert_snapshot!(folder.run(&["test", "--format", "json"]));
}

#[test]
fn every_answer_can_be_expected() {
    let more = r#"
test "the district is gone"
  on 2027-03-01
  given site is lam_dong, large is no
  expect gap over retail
test "nothing is known"
  on 2025-08-01
  expect undetermined over retail, needs site, large
test "large ones are the ministry's, whichever the site"
  on 2025-08-01
  given large
  expect ministry holds retail
"#;
    let folder = Folder::new("test-answers").with("retail.vires", format!("{LAPSE}{more}"));
    let ran = folder.run(&["test"]);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (Some(0), "ok     retail.vires (4 tests)\n4 tests: all pass\n"),
        "{ran}"
    );
}

#[test]
fn a_test_that_cannot_be_read_is_no_test_passed() {
    let folder = Folder::new("test-broken")
        .with("retail.vires", LAPSE.replace("given site is lam_dong", "given sight is lam_dong"));
    let ran = folder.run(&["test"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(ran.out.contains("error[V1001]") && ran.out.contains("in the text"), "{ran}");
}

/// A test does not vanish with what it asks about.
#[test]
fn a_test_about_what_does_not_read_is_not_decidable() {
    let policy = "package p\nbody a\npower q \"Q\" sectr trade\npower r\ninstrument i\n  in force from 2025-01-01\n  a holds q\n  \
                  a holds r\ntest \"one\"\n  on 2025-03-01\n  expect a holds q\ntest \"other\"\n  on 2025-03-01\n  expect a \
                  holds r\n";
    let folder = Folder::new("test-undecided").with("p.vires", policy);
    let ran = folder.run(&["test"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(ran.out.ends_with("2 tests: 1 not decidable; 1 error in the text\n"), "{ran}");
    let ran = folder.run(&["test", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let summary = &document["summary"];
    assert_eq!((&summary["tests"], &summary["passed"], &summary["undecided"]), (&2.into(), &1.into(), &1.into()));
}

#[test]
fn rules_on_which_no_answer_rests() {
    let folder = Folder::new("test-coverage").with("retail.vires", LAPSE);
    insta::assert_snapshot!(folder.run(&["test", "--coverage"]));
    insta::assert_snapshot!(folder.run(&["test", "--coverage", "--format", "json"]));
}
