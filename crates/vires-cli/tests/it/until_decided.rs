//! Silence that counts as refusal only for the time being: whoever is silent may still decide.

use serde_json::Value;

use crate::run::{Folder, Ran};

const APPLICATIONS: &str = r#"package planning "Planning"
list Scale "Scale" : major, minor
tier central
body council "the Council"
body minister "the Minister" at central
body landowner "the Landowner"
fact received "Application received" : date
fact scale "Scale" : Scale
power permission "Planning permission"
power consent "Listed building consent"
instrument act_1 "Planning Act"
  in force from 2000-01-01
  section 1
    council holds permission
      within 2 months of received, else refused until decided when scale is minor
      within 4 months of received, else refused until decided when scale is major
      within 1 year of received, else passes to minister
  section 2
    council holds consent
      with consent of landowner within 1 month of received, else refused until decided
      within 8 weeks of received, else refused until decided when scale is minor
      within 56 days of received, else refused until decided when scale is major

test "no decision in two months: it may be appealed, and the council may still decide"
  on 2025-03-15
  given received is 2025-01-10, scale is minor
  expect refused over permission
  expect council holds permission

test "a year later it is the minister's"
  on 2026-03-15
  given received is 2025-01-10, scale is minor
  expect minister holds permission
"#;

fn eval(name: &str, arguments: &[&str]) -> Ran {
    Folder::new(name).with("planning.vires", APPLICATIONS).run(arguments)
}

#[test]
fn the_holder_may_still_decide() {
    let case = ["permission", "received=2025-01-10", "--at", "2025-03-15"];
    let run = |command: &str, more: &[&str]| eval("until-decided", &[&[command], &case[..], more].concat());
    insta::assert_snapshot!("until_decided", run("eval", &["scale=minor"]));
    insta::assert_snapshot!("until_decided_in_vietnamese", run("eval", &["scale=minor", "--language", "vi"]));
    let json: Value = serde_json::from_str(&run("eval", &["scale=minor", "--format", "json"]).out).unwrap_or_default();
    assert_eq!((&json["outcome"], &json["holders"][0]["body"]), (&"pending".into(), &"council".into()));
    assert_eq!(json["silence"][0]["effect"], "refused_until_decided");
    // It turns on the scale whether it counts as refused by now, and not whether the council may act.
    insta::assert_snapshot!("until_decided_depends", run("eval", &[]));
    let act = eval("until-decided-act", &[&["act", "council"], &case[..]].concat());
    assert!(act.out.contains("intra vires"), "{act}");
}

#[test]
fn whichever_deadline_brings_it_about() {
    let case = ["eval", "consent", "received=2025-01-10", "--at", "2025-04-15"];
    insta::assert_snapshot!("until_decided_whichever", eval("until-decided-which", &case));
    let done = ["act", "council", "consent", "received=2025-01-10", "--at", "2025-04-15"];
    assert!(eval("until-decided-late", &done).out.contains("a step is missing"));
    let late = eval("until-decided-done", &[&done[..], &["--done", "consent of landowner"]].concat());
    assert!(late.out.contains("intra vires"), "{late}");
}

#[test]
fn its_tests_pass_and_its_layout_keeps() {
    let folder = Folder::new("until-decided-tests").with("planning.vires", APPLICATIONS);
    assert!(folder.run(&["test"]).out.contains("2 tests: all pass"), "{}", folder.run(&["test"]));
    let there = folder.run(&["fmt", "--language", "vi"]);
    assert!(there.err.is_empty(), "{there}");
    assert!(folder.run(&["test"]).out.contains("2 tests: all pass"), "{}", folder.run(&["test"]));
}

const CALL_IN: &str = r#"package investment "Investment"
body state "Secretary of State"
fact aware "Became aware" : date
power call_in "Call in"
power licence "Licence"
instrument act_1 "Investment Act"
  in force from 2020-01-01
  section 1
    state holds call_in
      within 6 months beginning with aware, else lapses
  section 2 until 2024-04-09
    state holds licence
      within 30 days of aware, else approved
  section 3 from 2024-04-10
    state holds licence
      within 90 days of aware, else approved
"#;

#[test]
fn a_right_lapses_and_what_was_approved_stays() {
    let folder = Folder::new("until-decided-lapses").with("investment.vires", CALL_IN);
    let run = |command: &str, at: &str, more: &[&str]| folder.run(&[&[command], more, &["--at", at]].concat());
    let act = |at: &str| run("act", at, &["state", "call_in", "aware=2022-05-01"]);
    assert_eq!(act("2022-10-31").status, Some(0));
    insta::assert_snapshot!("act_after_it_lapsed", act("2022-11-01"));
    insta::assert_snapshot!("act_before_it_began", act("2022-04-30"));
    insta::assert_snapshot!("lapsed", run("eval", "2022-11-01", &["call_in", "aware=2022-05-01"]));
    insta::assert_snapshot!("approved_before", run("eval", "2024-04-10", &["licence", "aware=2024-03-02"]));
    insta::assert_snapshot!(
        "act_on_what_was_approved",
        run("act", "2024-04-10", &["state", "licence", "aware=2024-03-02"])
    );
}

#[test]
fn a_text_has_its_effect_on_its_first_day_at_the_earliest() {
    let shorter = CALL_IN.replacen("within 90 days", "within 10 days", 1);
    let folder = Folder::new("until-decided-shorter").with("investment.vires", shorter);
    let eval = folder.run(&["eval", "licence", "aware=2024-03-25", "--at", "2024-04-12"]);
    assert!(eval.out.contains("counts as approved since 10 April 2024"), "{eval}");
    let act = folder.run(&["act", "state", "licence", "aware=2024-03-25", "--at", "2024-04-12"]);
    assert!(act.out.contains("it was approved by silence on 10 April 2024"), "{act}");
}

const ASKED: &str = r#"package city "City"
body city "the City"
body heritage "Heritage"
body council "Council"
fact sent "Sent" : date
power licence "Licence"
power permit "Permit"
power works "Works"
instrument law "Law"
  in force from 2020-01-01
  article 1
    city holds licence
      with consent of heritage within 30 days of sent, else refused
    city holds permit
      with consent of heritage within 30 days of sent, else passes to council
    city holds works
      with consent of heritage within 30 days of sent, else approved
"#;

#[test]
fn a_consent_given_too_late_or_refused() {
    let folder = Folder::new("until-decided-asked").with("city.vires", ASKED);
    let act = |power: &str, done: &str| {
        folder.run(&["act", "city", power, "--at", "2024-05-01", "sent=2024-02-01", "--done", done]).status
    };
    let (intra, ultra) = (Some(0), Some(1));
    assert_eq!(act("licence", "consent of heritage"), intra);
    assert_eq!(act("licence", "consent of heritage on 2024-03-02"), intra);
    assert_eq!(act("licence", "consent of heritage on 2024-03-03"), ultra);
    assert_eq!(act("permit", "consent of heritage on 2024-03-02"), intra);
    assert_eq!(act("permit", "consent of heritage on 2024-03-03"), ultra);
    assert_eq!(act("permit", "consent of council on 2024-03-03"), intra);
    assert_eq!(act("works", "consent of heritage on 2024-03-03"), intra);
    assert_eq!(act("works", "refusal of heritage on 2024-03-02"), ultra);
    assert_eq!(act("works", "refusal of heritage on 2024-03-03"), intra);
    assert_eq!(act("licence", "refusal of heritage"), ultra);
    let refused = ["--at", "2024-05-01", "sent=2024-02-01", "--done", "refusal of heritage on 2024-02-20"];
    insta::assert_snapshot!("consent_refused", folder.run(&[&["eval", "works"], &refused[..]].concat()));
    insta::assert_snapshot!("act_despite_a_refusal", folder.run(&[&["act", "city", "works"], &refused[..]].concat()));
    // The label of a body may have such a word in it.
    let labelled = ASKED.replacen("\"Heritage\"", "\"Committee on Monuments\"", 1);
    let labelled = Folder::new("until-decided-labelled").with("city.vires", labelled);
    for done in ["consent of Committee on Monuments", "consent of Committee on Monuments on 2024-03-02"] {
        let ran = labelled.run(&["act", "city", "licence", "--at", "2024-05-01", "sent=2024-02-01", "--done", done]);
        assert_eq!(ran.status, intra, "{ran}");
    }
    let wrong = folder.run(&["act", "city", "works", "--at", "2024-05-01", "--done", "consent of heritage on Monday"]);
    assert!(wrong.err.contains("`Monday` is no date"), "{wrong}");
}
