//! By which text a parameter is what it is: in answers, in judgements of acts.

use crate::run::Folder;

const LIMITS: &str = r#"package lim "Limits"
currency VND "đồng", with 0 decimals
tier state "State"
body moit "Ministry" at state
list Grade "Grade" : head "Head", senior "Senior", junior "Junior"
list Purpose : travel "Travel", goods "Goods"
list Chemical : chlorine, ammonia
office officer "Officer" under moit, one per Grade
fact grade "Grade of the officer" : Grade
fact purpose : Purpose
fact cost "Cost" : VND from 0
fact filed : date
fact urgent : yes or no
fact dose : number from 0, by Chemical
parameter limit "Limit" : VND from 0, by Grade
parameter spending : VND from 0, by Grade and Purpose
parameter most : number from 0, by Chemical
parameter forms : set of Purpose
parameter term "Term" : days from 0
fact room is limit of grade - 1 VND
power spend "Spend" sector x
power trip "Travel" sector x
power store "Store" sector x
power share "Share" sector x
power form "Form" sector x
instrument law "Law"
  issued on 2025-01-01
  in force from 2025-01-01
  article 1
    officer of grade holds spend when cost at most limit of grade
      within term of filed, else approved
    moit holds spend in all other cases
  article 2
    officer of grade holds trip when cost at most spending of grade for purpose
    moit holds trip in all other cases
  article 3
    moit holds store when any Chemical has dose above most
    nobody holds store in all other cases
  article 4
    moit holds share when cost at most room
    nobody holds share in all other cases
  article 5
    moit holds form when purpose is one of forms
    form is not required in all other cases
instrument order_3 "Order 3/2025"
  issued on 2025-01-01
  in force from 2025-01-01
  article 1
    set limit of senior, junior to 2 million VND
    set limit of head to unlimited
  article 2
    set limit of senior to 2 million VND
    set spending to 10 VND
    set most to 5
    set term to 10 days
    set forms to travel
instrument order_4 "Order 4/2025"
  issued on 2025-06-01
  in force from 2025-06-01
  article 1
    this article applies only when urgent
    set limit of junior to 3 million VND
precedence later
"#;

fn asked(folder: &Folder, power: &str, at: &str, facts: &[&str]) -> String {
    folder.run(&[&["eval", power, "--at", at], facts].concat()).to_string()
}

#[test]
fn a_limit_is_cited_with_the_text_that_sets_it() {
    let folder = Folder::new("settings-eval").with("lim.vires", LIMITS);
    let ran = folder.run(&["check"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    let answers = [
        // The first of two lines that agree, and the period; of the senior alone.
        asked(&folder, "spend", "2025-02-01", &["grade=senior", "cost=1 VND", "filed=2025-01-30", "urgent=no"]),
        asked(&folder, "spend", "2025-02-01", &["grade=head", "cost=1 VND", "filed=2025-01-30", "urgent=no"]),
        // What is left over has the limit of those to whom it does not go, and not their period.
        asked(&folder, "spend", "2025-06-01", &["grade=junior", "cost=4 million VND", "urgent=no"]),
        asked(
            &folder,
            "spend",
            "2025-06-01",
            &["grade=junior", "cost=3 million VND", "filed=2025-06-01", "urgent=yes"],
        ),
        // Which line counts is not known, nor does it matter.
        asked(&folder, "spend", "2025-06-01", &["grade=junior", "cost=1 VND", "filed=2025-06-01"]),
        asked(&folder, "trip", "2025-02-01", &["grade=junior", "purpose=goods", "cost=11 VND"]),
        // Entries looked at one after the other: the case is about none of them.
        asked(&folder, "store", "2025-02-01", &["dose of chlorine=7", "dose of ammonia=1"]),
        asked(&folder, "share", "2025-02-01", &["grade=senior", "cost=1 VND", "urgent=no"]),
        asked(&folder, "form", "2025-02-01", &["purpose=goods"]),
    ];
    insta::assert_snapshot!(answers.join("\n"));
}

#[test]
fn in_json_and_in_vietnamese() {
    let folder = Folder::new("settings-forms").with("lim.vires", LIMITS);
    let case = ["spend", "--at", "2025-02-01", "grade=senior", "cost=1 VND", "filed=2025-01-30", "urgent=no"];
    insta::assert_snapshot!(folder.run(&[&["eval"], &case[..], &["--format", "json"]].concat()));
    insta::assert_snapshot!(folder.run(&[&["eval"], &case[..], &["--language", "vi"]].concat()));
    let set = ["eval", "form", "--at", "2025-02-01", "purpose=travel", "--format", "json"];
    insta::assert_snapshot!(folder.run(&set));
}

#[test]
fn an_act_beyond_a_limit_names_the_text_that_sets_it() {
    let folder = Folder::new("settings-act").with("lim.vires", LIMITS);
    let case = ["officer of junior", "spend", "--at", "2025-06-01", "grade=junior", "filed=2025-06-01", "urgent=yes"];
    let act = |cost: &str, more: &[&str]| folder.run(&[&["act"], &case[..], &[cost], more].concat()).to_string();
    let within = act("cost=3 million VND", &[]);
    let beyond = act("cost=4 million VND", &[]);
    insta::assert_snapshot!([within, beyond].join("\n"));
    insta::assert_snapshot!(act("cost=4 million VND", &["--format", "json"]));
    insta::assert_snapshot!(act("cost=4 million VND", &["--language", "vi"]));
}

const MEMORANDUM: &str = r#"package sun "Sunset of a limit"
currency INR "rupees", with 2 decimals
body minister "Minister"
body clerk "Clerk"
fact value "Value" : INR from 0
parameter lim "Limit" : INR from 0
power buy "Buy" sector x
power pay "Pay" sector x
instrument gfr "General Financial Rules 2017"
  issued by minister on 2017-01-01
  in force from 2017-01-01
  rule 154
    set lim to 25_000 INR
    clerk holds buy when value at most lim
    minister holds buy in all other cases
  rule 155
    clerk holds pay when buy is held by clerk
    minister holds pay in all other cases
instrument om "Office memorandum 2025"
  issued by minister on 2025-07-01
  in force from 2025-07-10 until 2025-12-31
  paragraph 1
    set lim to 50_000 INR
precedence later
"#;

/// The same without the memorandum.
fn without_memorandum() -> String {
    let (before, _) = MEMORANDUM.split_once("instrument om").unwrap();
    format!("{before}precedence later\n")
}

#[test]
fn a_comparison_names_the_text_by_which_a_limit_changes() {
    let folder = Folder::new("settings-diff").with("sun.vires", MEMORANDUM);
    let days = |from: &str, to: &str, more: &[&str]| {
        folder.run(&[&["diff", "sun.vires", "--from", from, "--to", to], more].concat()).to_string()
    };
    // The line that begins; the line that ends, though the one that then counts has been law all the time.
    insta::assert_snapshot!(days("2025-07-09", "2025-07-10", &[]));
    insta::assert_snapshot!(days("2025-12-31", "2026-01-01", &["--format", "markdown", "--language", "vi"]));
    insta::assert_snapshot!(days("2025-12-31", "2026-01-01", &["--format", "json"]));
}

#[test]
fn two_versions_one_of_which_has_the_memorandum() {
    let folder =
        Folder::new("settings-versions").with("old/a.vires", without_memorandum()).with("new/a.vires", MEMORANDUM);
    insta::assert_snapshot!(folder.run(&["diff", "old", "new", "--at", "2025-08-01"]));
    insta::assert_snapshot!(folder.run(&["diff", "new", "old"]));
}

#[test]
fn a_limit_that_lapses_is_told_as_a_rule_that_does() {
    let folder = Folder::new("settings-sunset").with("sun.vires", MEMORANDUM);
    insta::assert_snapshot!(folder.run(&["check", "--all"]));
    insta::assert_snapshot!(folder.run(&["check", "--language", "vi"]));
    // Where the same goes on by another line, nothing changes.
    let same = MEMORANDUM.replace("set lim to 25_000 INR", "set lim to 50_000 INR");
    let ran = Folder::new("settings-no-sunset").with("sun.vires", same).run(&["check"]);
    assert!(!ran.out.contains("V2004"), "{ran}");
}

const SUCCESSION: &str = r#"package suc "A succession by order"
tier state "State"
body minister "Minister" at state
body newmin "New Minister" at state
power fine "Fine" sector x
instrument law_1 "Law 1"
  issued on 2000-01-01
  in force from 2000-01-01
  article 1
    minister holds fine
instrument order_4 "Order 4"
  issued on 2021-01-01
  in force from 2021-01-01
  article 1
    read newmin for minister in law_1
"#;

#[test]
fn a_name_that_is_read_anew_is_told_with_the_text_that_says_so() {
    let folder = Folder::new("settings-read").with("suc.vires", SUCCESSION);
    let eval = |more: &[&str]| folder.run(&[&["eval", "fine", "--at"], more].concat()).to_string();
    let before = eval(&["2020-12-31"]);
    assert!(!before.contains("read:"), "{before}");
    let act = folder.run(&["act", "newmin", "fine", "--at", "2021-01-01"]).to_string();
    let days = folder.run(&["diff", "suc.vires", "--from", "2020-12-31", "--to", "2021-01-01"]).to_string();
    insta::assert_snapshot!([eval(&["2021-01-01"]), eval(&["2021-01-01", "--language", "vi"]), act, days].join("\n"));
    insta::assert_snapshot!(eval(&["2021-01-01", "--format", "json"]));
}

/// What is told of a limit is what decides: at it the officer may act, one above it the ministry.
#[test]
fn the_limit_that_is_told_is_the_one_that_decides() {
    let folder = Folder::new("settings-decide").with("lim.vires", LIMITS);
    let answer = |at: &str, grade: &str, urgent: &str, cost: i64| -> serde_json::Value {
        let facts = [format!("grade={grade}"), format!("urgent={urgent}"), format!("cost={cost} VND")];
        let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
        let ran =
            folder.run(&[&["eval", "spend", "--at", at, "--format", "json", "filed=2025-01-01"], &facts[..]].concat());
        serde_json::from_str(&ran.out).unwrap()
    };
    let told = |answer: &serde_json::Value| -> i64 {
        let limit = answer["parameters"].as_array().unwrap().iter().find(|own| own["parameter"] == "limit").unwrap();
        limit["value"].as_str().unwrap().replace([' ', '_', 'V', 'N', 'D'], "").parse().unwrap()
    };
    for at in ["2025-01-01", "2025-05-31", "2025-06-01"] {
        for (grade, urgent) in [("senior", "yes"), ("junior", "yes"), ("junior", "no")] {
            let limit = told(&answer(at, grade, urgent, 0));
            let (within, beyond) = (answer(at, grade, urgent, limit), answer(at, grade, urgent, limit + 1));
            assert_eq!((told(&within), told(&beyond)), (limit, limit), "{at} {grade} {urgent}");
            assert_eq!(within["holders"][0]["body"], "officer", "{at} {grade} {urgent}");
            assert_eq!(beyond["holders"][0]["body"], "moit", "{at} {grade} {urgent}");
        }
    }
}

#[test]
fn what_two_texts_change_alike_is_told_of_both() {
    let two = r#"package two "Two orders"
currency INR "rupees", with 2 decimals
body minister "Minister"
list Grade : senior "Senior", junior "Junior"
office clerk "Clerk" under minister, one per Grade
fact grade : Grade
fact value "Value" : INR from 0
parameter lim "Limit" : INR from 0, by Grade
power buy "Buy" sector x
instrument gfr "Rules"
  issued on 2017-01-01
  in force from 2017-01-01
  rule 1
    set lim to 10 INR
    clerk of grade holds buy when value at most lim of grade
    minister holds buy in all other cases
instrument om_1 "Order 1"
  issued on 2025-01-01
  in force from 2025-01-01 until 2025-12-31
  paragraph 1
    set lim of senior to 20 INR
instrument om_2 "Order 2"
  issued on 2025-01-01
  in force from 2025-01-01 until 2025-12-31
  paragraph 1
    set lim of junior to 20 INR
precedence later
"#;
    let folder = Folder::new("settings-two").with("two.vires", two);
    let days = ["diff", "two.vires", "--from", "2024-12-31", "--to", "2025-01-01"];
    insta::assert_snapshot!([folder.run(&days).to_string(), folder.run(&["check"]).to_string()].join("\n"));
}
