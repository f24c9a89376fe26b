//! Lines that say one thing and could be read as another: they are read by the letter, or refused.

use crate::run::{Folder, tested};

fn found(name: &str, policy: &str) -> String {
    Folder::new(name).with("p.vires", policy).run(&["check", "--all", "--format", "concise"]).out
}

const STEPS: &str = r#"package p
tier state
body chief at state
body deputy at state
body ministry at state
fact received : date
power permit
instrument law "Law"
  in force from 2020-01-01
  article 1
    chief holds permit
      with consent of ministry
"#;

#[test]
fn dates_and_second_periods_of_a_step_are_refused() {
    assert_eq!(found("step-plain", STEPS), "");
    let (dates, periods) = ("a step has no dates of its own", "whoever is asked here has a period already");
    for (more, why) in [
        (" from 2021-01-01\n", dates),
        ("\n        from 2021-01-01\n", dates),
        (" within 28 days of received, else approved within 14 days, else refused\n", periods),
        ("\n        within 28 days of received, else approved\n        within 14 days, else refused\n", periods),
    ] {
        let told = found(
            "step-more",
            &STEPS.replace("with consent of ministry\n", &format!("with consent of ministry{more}")),
        );
        assert!(told.contains("error") && told.to_lowercase().contains(why), "{more}: {told}");
    }
    // The steps that a text adds begin with it.
    let added = "  article 2\n    for permit\n      after consulting deputy from 2021-01-01\n";
    assert_eq!(found("step-added", &format!("{STEPS}{added}")), "");
}

#[test]
fn a_range_is_said_once() {
    let told = found("range", "package p\nfact n : number from 0 from 5\nfact m : number from 0 to 10 to 5\n");
    assert_eq!(told.matches("error").count(), 2, "{told}");
}

/// Seven amendments, each for the files received from its day on.
#[test]
fn conditions_on_one_question_split_its_answers() {
    let mut law = "package p\ntier state\nprecedence later\nfact received : date\npower permit\nparameter fee : number from 0\nfact n : number from 0\npower pay\n".to_owned();
    for n in 0..8 {
        law.push_str(&format!("body b{n} at state\n"));
    }
    law.push_str("instrument kind act\ninstrument law \"Law\"\n  kind act, issued on 2010-01-01\n  in force from 2010-01-01\n  article 1\n    b0 holds permit\n  article 2\n    set fee to 0\n    b1 holds pay when n at most fee\n    b2 holds pay in all other cases\n");
    for n in 1..8 {
        law.push_str(&format!(
            "instrument act_{n} \"Act {n}\"\n  kind act, issued on 201{n}-01-01\n  in force from 201{n}-02-01\n  article 1\n    this article applies only when received from 201{n}-02-01\n    replace law article 1 with\n      b{n} holds permit\n  article 2\n    this article applies only when received from 201{n}-02-01\n    set fee to {n}\n"
        ));
    }
    let tests = "test \"of 2014\"\n  on 2019-01-01\n  given received is 2014-08-01, n is 4\n  expect b4 holds permit\n  expect b1 holds pay\n";
    assert_eq!(tested("seven", &format!("{law}{tests}")), "ok     p.vires (1 test)\n1 test: all pass\n");
}

#[test]
fn the_precedence_between_two_lines_that_set_one_limit_is_told() {
    let text = r#"package p
tier state
body a at state
body b at state
fact n : number from 0
parameter lim : number from 0
precedence later
power permit
instrument kind act
instrument one "One"
  kind act, issued on 2024-01-01
  in force from 2024-01-01
  article 1
    set lim to 3
    a holds permit when n at most lim
    b holds permit in all other cases
instrument two "Two"
  kind act, issued on 2024-02-01
  in force from 2024-03-01
  article 1
    set lim to 9
"#;
    let told = found("set-precedence", text);
    assert!(told.contains("V8007") && told.contains("later"), "{told}");
    // Neither is more specific: one by its entries, the other by its cases.
    let both = text
        .replace("precedence later", "precedence more specific\nlist G : g1, g2\nfact g : G\nfact f : yes or no")
        .replace("parameter lim : number from 0", "parameter lim : number from 0, by G")
        .replace("set lim to 3", "set lim of g1 to 3\n    set lim of g2 to 5")
        .replace("n at most lim", "n at most lim of g")
        .replace("    set lim to 9", "    this article applies only when f\n    set lim to 9");
    assert!(found("set-specific", &both).contains("V2005"), "{}", found("set-specific", &both));
}

const SOURCES: &str = "name,label,from,until,parent,successor
group_a,Group A,,,,
group_b,Group B,,,,
x_old,X,,2020-12-31,group_a,x_new
x_new,X,2021-01-01,,group_b,
y,Y,,,group_a,
z,Z,,,group_b,
";

const OF_SOURCES: &str = r#"package p
tier state
body a at state
body b at state
list S from "s.csv"
fact src : S
power permit
instrument law "Law"
  in force from 2010-01-01
  article 1
    a holds permit when src is group_a
    b holds permit when src is group_b
test "after it has passed"
  on 2021-01-01
  given src is x_new
  expect b holds permit
test "before"
  on 2020-12-31
  given src is x_old
  expect a holds permit
"#;

#[test]
fn a_value_that_passes_to_another_group_lies_in_that_one_alone() {
    let folder = Folder::new("passing").with("p.vires", OF_SOURCES).with("s.csv", SOURCES);
    assert_eq!(folder.run(&["check", "--format", "concise"]).out, "");
    assert_eq!(folder.run(&["test"]).out, "ok     p.vires (2 tests)\n2 tests: all pass\n");
}

#[test]
fn a_row_that_cannot_be_used_leaves_answers_open() {
    let slip = SOURCES.replace("y,Y,,,group_a,", "y,Y,,,gruop_a,");
    let folder = Folder::new("row").with("p.vires", OF_SOURCES).with("s.csv", slip);
    let told = folder.run(&["check", "--format", "concise"]).out;
    assert!(told.contains("V1009"), "{told}");
    assert_eq!(folder.run(&["eval", "permit", "--at", "2022-01-01", "src=z"]).status, Some(2));
    let blank = SOURCES.replace("y,Y", "  \ny,Y").replace("z,Z", "none,Z");
    let told = Folder::new("blank").with("p.vires", OF_SOURCES).with("s.csv", blank).run(&["check"]).out;
    assert!(told.contains("row 8") && told.contains("`none` is a word of the language"), "{told}");
}

#[test]
fn a_place_is_named_for_those_alone_that_lie_in_it_on_all_days() {
    let regencies = "name,label,from,until,parent,successor
berau,Berau,,,kaltim,
malinau_old,Malinau,,2012-10-24,kaltim,malinau
malinau,Malinau,2012-10-25,,kaltara,
";
    let text = "package p\nterritory Prov \"Province\" : kaltim, kaltara\nterritory Regency from \"regencies.csv\", within Prov\nfact site : Regency\nbody a\npower mm\ninstrument law \"Law\"\n  in force from 2010-01-01\n  article 1\n    a holds mm when site is not berau\n";
    let folder = Folder::new("berau").with("p.vires", text).with("regencies.csv", regencies);
    let told = folder.run(&["check", "--format", "concise"]).out;
    assert!(told.contains("in Berau") && !told.contains("kaltim"), "{told}");
}

#[test]
fn what_is_declared_twice_and_differently_decides_nothing() {
    let text = r#"package d
body a "A"
body b "B"
power p "P"
power r "R"
instrument d1 "Decree 1"
  in force from 2025-01-01 until 2025-12-31
  article 1
    a holds p
instrument d1 "Decree 2"
  in force from 2027-01-01
  article 7
    b holds p
    a holds r
"#;
    let folder = Folder::new("twice").with("p.vires", text);
    let told = folder.run(&["check", "--format", "concise"]).out;
    assert!(told.contains("V1002") && !told.contains("V2001") && !told.contains("V2002"), "{told}");
    assert_eq!(folder.run(&["eval", "r", "--at", "2025-06-01"]).status, Some(2));
    // The same words twice are one thing said twice.
    let same = text
        .replace("body b \"B\"\n", "body b \"B\"\nbody b \"B\"\n")
        .replace("instrument d1 \"Decree 2\"", "instrument d2 \"Decree 2\"");
    assert_eq!(Folder::new("same").with("p.vires", same).run(&["eval", "r", "--at", "2027-06-01"]).status, Some(0));
}

#[test]
fn windows_that_are_closed_and_periods_that_are_over() {
    let text = r#"package w
tier state
body minister at state
body council at state
fact received : date
power permit
instrument law "Law"
  in force from 2020-01-01
  article 1
    council holds permit
      within 30 days of received, else refused
    minister may take over permit from council within 10 days of received
require permit is held by minister or council from 2020-06-01
test "open"
  on 2021-01-05
  given received is 2021-01-01
  expect pending over permit
  expect minister may take over permit from council
test "closed"
  on 2021-01-15
  given received is 2021-01-01
  expect minister may not take over permit from council
test "over"
  on 2021-02-15
  given received is 2021-01-01
  expect not pending over permit
"#;
    assert_eq!(tested("windows", text), "ok     p.vires (3 tests)\n3 tests: all pass\n");
    let wrong = text
        .replace("may not take over permit from council", "may take over permit from council")
        .replace("expect not pending", "expect pending");
    assert!(tested("windows-wrong", &wrong).contains("2 failed"), "{}", tested("windows-wrong", &wrong));
    assert!(!found("windows-required", text).contains("V000"), "{}", found("windows-required", text));
}

#[test]
fn a_body_that_an_overlay_abolishes_comes_back() {
    let text = r#"package o
tier state
body b at state
power permit
instrument law "Law"
  in force from 2024-01-01
  article 1
    b holds permit
instrument pause "Pause"
  in force from 2025-01-01 until 2025-12-31, overlay
  article 1
    abolish b from 2025-06-01
test "away"
  on 2025-07-01
  expect gap over permit
test "back"
  on 2026-01-01
  expect b holds permit
"#;
    assert_eq!(tested("overlay", text), "ok     p.vires (2 tests)\n2 tests: all pass\n");
    let told = found("overlay-found", text);
    assert!(told.contains("V2003") && told.contains("does not exist from 1 June 2025 to 31 December 2025"), "{told}");
}

/// An event is one day, whether the text says which or the case does.
#[test]
fn the_day_of_an_event_replaces_no_date() {
    let text = |on: &str| {
        format!(
            "package e\nbody a\nbody b\npower p\nevent over \"It is over\"{on}\ninstrument law \"Law\"\n  in force from 2024-01-01\n  article 1\n    a holds p\ninstrument later \"Later\"\n  in force from 2025-03-01\n  article 1\n    replace law article 1 with from over\n      b holds p\n"
        )
    };
    let on = |text: String, facts: &[&str]| {
        let folder = Folder::new("event").with("p.vires", text);
        let all = ["eval", "p", "--at", "2025-02-15"].iter().chain(facts).copied().collect::<Vec<_>>();
        folder.run(&all).out
    };
    assert!(on(text(" on 2025-02-01"), &[]).contains("(a)"));
    assert!(on(text(""), &["over=2025-02-01"]).contains("(a)"));
}

#[test]
fn dates_behind_a_rule_of_an_article_are_refused() {
    let text = "package d\nbody a\nbody b\npower p\npower q\ninstrument law \"Law\"\n  in force from 2025-01-01\n  article 1\n    a holds p\n    from 2025-03-01\n    b holds q\n";
    let told = found("dates-behind", text);
    assert!(told.contains("error") && told.contains("p.vires:10"), "{told}");
    let above = text.replace("    a holds p\n    from 2025-03-01\n", "    from 2025-03-01\n    a holds p\n");
    assert!(!found("dates-above", &above).contains("error"), "{}", found("dates-above", &above));
}

/// Each of three texts prevails over the next.
#[test]
fn a_circle_of_texts_that_prevail_is_told_as_one() {
    let mut text = "package c\nbody a\nbody b\nbody c\npower p\n".to_owned();
    for (name, body, over) in [("x", "a", "y"), ("y", "b", "z"), ("z", "c", "x")] {
        text.push_str(&format!("instrument {name}\n  in force from 2025-01-01\n  article 1\n    this article prevails over {over}\n    {body} holds p\n"));
    }
    let told = found("circle", &text);
    assert!(told.contains("V2001") && told.contains("goes round in a circle"), "{told}");
}

#[test]
fn the_words_of_a_region_leave_out_what_follows_from_the_rest() {
    let text = "package w\nlist F : a, b, c\nterritory P : x, y, z\nfact fs : set of F\nfact site : P\nfact hq : P\nbody m1\nbody m2\npower p\npower q\ninstrument l \"L\"\n  in force from 2025-01-01\n  article 1\n    m1 holds p when fs include a\n    m2 holds p when count of fs at least 1\n  article 2\n    m1 holds q when site is x and hq is x\n    m2 holds q when site is hq\n";
    let told = found("follows", text);
    for words in ["in these cases: number of fs exactly 0, from", "in these cases: site and hq in different Ps, from"] {
        assert!(told.contains(words), "{words}: {told}");
    }
}
