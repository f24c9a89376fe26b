//! Steps that nobody can do; rules that come to nothing; places that pass; what a comparison of deadlines pairs.

use serde_json::Value;

use crate::run::Folder;

const CHECKED: &str = r#"package undone "Checks"
body kind class_a "Class A"
body kind member "Members"
body company "Company"
office head "Head" under company
office chair "Chair" under company
office pres "President" kind class_a, under company
office p1 "Partner" kind class_a, under company, until 2024-12-31
office m1 "Member 1" kind member, under company
office m2 "Member 2" kind member, under company
power award "Award"
power rent "Rent"
power sell "Sell"
power buy "Buy"
power report "Report"
power ask "Ask"
instrument act "Act"
  in force from 2020-01-01
  article 1
    head holds award
      with consent of chair
  article 2
    head holds rent
      with consent of any 2 of class_a
  article 3
    pres holds sell
      with consent of any 1 of class_a
  article 4
    head holds buy
      with consent of head
  article 5
    head holds report
      after review by any 2 of member
  article 6
    head holds ask
      after consulting chair
  article 7
    appoint cora to chair until 2024-06-30
    appoint max to m1 until 2024-06-30
    appoint mia to m2
"#;

#[test]
fn a_step_that_nobody_can_do_is_not_done() {
    let folder = Folder::new("undone").with("undone.vires", CHECKED);
    let act = |who: &str, power: &str, at: &str, done: &[&str]| {
        let done = done.iter().flat_map(|own| ["--done", own]).collect::<Vec<_>>();
        folder.run(&[&["act", who, power, "--at", at][..], &done].concat())
    };
    let is = |status: i32, run: crate::run::Ran| assert_eq!(run.status, Some(status), "{run}");
    // Whose consent is needed is vacant: given while the office was filled, it counts.
    is(0, act("head", "award", "2024-06-30", &["consent of chair"]));
    is(0, act("head", "award", "2024-07-01", &["consent of chair on 2024-06-28"]));
    let vacant = act("head", "award", "2024-07-01", &["consent of chair"]);
    is(1, act("head", "award", "2024-07-01", &["consent of chair"]));
    insta::assert_snapshot!("a_vacant_office_consents_to_nothing", vacant);
    // Two of a group of which one is left.
    is(0, act("head", "rent", "2024-12-31", &["consent of pres", "consent of p1"]));
    is(1, act("head", "rent", "2025-01-01", &["consent of pres"]));
    is(1, act("head", "rent", "2025-01-01", &["consent of pres", "consent of p1"]));
    insta::assert_snapshot!("two_of_a_group_of_one", act("head", "rent", "2025-01-01", &["consent of pres"]));
    // Nobody checks themselves.
    is(0, act("pres", "sell", "2024-12-31", &["consent of p1"]));
    is(1, act("pres", "sell", "2024-12-31", &["consent of pres"]));
    is(1, act("pres", "sell", "2025-01-01", &["consent of pres"]));
    is(1, act("head", "buy", "2025-01-01", &["consent of head"]));
    // One of two members is there.
    is(1, act("head", "report", "2024-07-01", &["review by m2"]));
    // A vacant office can be asked.
    is(0, act("head", "ask", "2024-07-01", &["consulting chair"]));
    for power in ["award", "rent", "sell", "buy", "report"] {
        let answer = folder.run(&["eval", power, "--at", "2025-01-01", "--format", "json"]);
        let answer: Value = serde_json::from_str(&answer.out).unwrap();
        assert_eq!(answer["steps"][0]["state"], "impossible", "{power}: {answer}");
    }
    insta::assert_snapshot!(
        "a_step_of_a_vacant_office",
        folder.run(&["eval", "award", "--at", "2025-01-01", "--language", "vi"])
    );
}

#[test]
fn whose_check_is_needed_and_who_is_not_there_is_found() {
    let folder = Folder::new("unchecked").with("undone.vires", CHECKED);
    insta::assert_snapshot!("checks_that_nobody_can_make", folder.run(&["check"]));
    insta::assert_snapshot!("checks_that_nobody_can_make_in_vietnamese", folder.run(&["check", "--language", "vi"]));
}

const SEVERAL: &str = r#"package several "Several"
body kind board "Board"
body company "Company"
office ann "Ann" kind board, under company
office ben "Ben" kind board, under company
office cy "Cy" under company, until 2025-06-30
power buy "Buy"
power sell "Sell"
power rent "Rent"
power lend "Lend"
power hire "Hire"
power fire "Fire"
power fine "Fine"
instrument act "Act"
  in force from 2025-01-01
  article 1
    ann and ben hold buy jointly
      with consent of ben
  article 2
    any 1 of board holds sell
      with consent of all of board
  article 3
    ann or cy holds rent
      with consent of any 2 of ann, ben, cy
  article 4
    any 1 of board holds lend
      with consent of any 1 of board
  article 5
    (ann or ben) and cy hold hire jointly
      with consent of ann
      after review by ben
  article 6
    any 1 of board holds fire
      with consent of ann
  article 7
    (ann or ben) and cy hold fine jointly
      with consent of ann
"#;

#[test]
fn whoever_of_several_decides_somebody_checks_themselves() {
    let folder = Folder::new("several").with("several.vires", SEVERAL);
    insta::assert_snapshot!("checks_on_themselves", folder.run(&["check"]));
    insta::assert_snapshot!("checks_on_themselves_in_vietnamese", folder.run(&["check", "--language", "vi"]));
    let impossible = |power: &str, at: &str| {
        let answer = folder.run(&["eval", power, "--at", at, "--format", "json"]);
        let answer: Value = serde_json::from_str(&answer.out).unwrap();
        answer["steps"].as_array().unwrap().iter().filter(|step| step["state"] == "impossible").count()
    };
    // Before and after Cy has gone.
    for (power, before, after) in [("buy", 1, 1), ("sell", 2, 2), ("rent", 0, 1), ("lend", 0, 0), ("fire", 0, 0)] {
        assert_eq!((impossible(power, "2025-06-30"), impossible(power, "2025-07-01")), (before, after), "{power}");
    }
    assert_eq!((impossible("hire", "2025-06-30"), impossible("fine", "2025-06-30")), (2, 0));
    let act = folder.run(&[
        "act",
        "ann",
        "sell",
        "--done",
        "consent of ann",
        "--done",
        "consent of ben",
        "--at",
        "2025-02-01",
    ]);
    insta::assert_snapshot!("nobody_is_left_to_consent", act);
    assert_eq!(folder.run(&["act", "ben", "fire", "--done", "consent of ann", "--at", "2025-02-01"]).status, Some(0));
}

const ONE_PERSON: &str = r#"package one "One person"
body company "Company"
office head "Head" under company
office clerk "Clerk" under company
office auditor "Auditor" under company
office chair "Chair" under company
power pay "Pay"
power lend "Lend"
instrument act "Act"
  in force from 2020-01-01
  article 1
    head holds pay
      on proposal of clerk
      after review by auditor
  article 2
    head or chair holds lend
      with consent of auditor
  article 3
    appoint ann to head until 2020-12-31
    appoint bob to clerk
    appoint cid to auditor until 2020-12-31
    appoint dan to head from 2021-01-01
    appoint dan to auditor from 2021-01-01
    appoint eve to chair until 2022-12-31
"#;

/// Whoever decides and whoever checks are different persons.
#[test]
fn one_person_who_decides_and_checks_is_found() {
    let folder = Folder::new("one-person").with("one.vires", ONE_PERSON);
    insta::assert_snapshot!("one_person_checks_what_he_decides", folder.run(&["check"]));
    let act = folder.run(&[
        "act",
        "head",
        "pay",
        "--at",
        "2021-02-01",
        "--done",
        "propose by clerk",
        "--done",
        "review by auditor",
    ]);
    assert_eq!(act.status, Some(1), "{act}");
}

const DEAN: &str = r#"package dean "School"
body council "Council"
office dean "Dean" under council
office deputy "Deputy" under dean
fact n "Amount" : number from 0 to 100
power commit "Commit" sector money
modality act_for "Acting for"
  title stays
  giver stops acting
  answerable giver
instrument rules "Rules"
  in force from 2025-01-01
  section 1
    dean holds commit
    act_for commit from dean to deputy when dean is vacant and n at most 50
    appoint dora to dean until 2025-03-09
    appoint dirk to dean from 2025-03-21
"#;

#[test]
fn the_cases_of_a_vacancy_are_told() {
    let folder = Folder::new("some-cases").with("dean.vires", DEAN);
    let run = folder.run(&["check"]);
    insta::assert_snapshot!("a_vacancy_for_some_cases", run);
    let json: Value = serde_json::from_str(&folder.run(&["check", "--format", "json"]).out).unwrap();
    let found = json["findings"].as_array().unwrap().iter().find(|own| own["code"] == "V2008").unwrap();
    assert_eq!(found["boxes"][0]["n"]["from"], "51", "{found}");
}

#[test]
fn too_few_of_a_group_that_holds() {
    let text = r#"package few "Few"
body kind member "Members"
body company "Company"
office m1 "Member 1" kind member, under company
office m2 "Member 2" kind member, under company, until 2023-12-31
power pay "Pay"
instrument act "Act"
  in force from 2020-01-01
  article 1
    any 2 of member hold pay
"#;
    let folder = Folder::new("few").with("few.vires", text);
    insta::assert_snapshot!("too_few_of_a_group", folder.run(&["check"]));
    insta::assert_snapshot!("too_few_of_a_group_in_vietnamese", folder.run(&["check", "--language", "vi"]));
}

const IDLE: &str = r#"package idle "Idle"
body ministry "Ministry"
body governor "Governor"
body board "Board"
body other "Other"
fact rock : yes or no
fact l : a1, b1
fact told : date
power licence "Licence"
power contract "Contract"
modality delegate "Delegation"
  title stays
  giver stops acting
  answerable giver
instrument act "Act"
  in force from 2020-01-01
  article 1
    ministry holds licence when not rock
    governor holds licence when rock
    delegate licence from ministry to governor when rock
  article 2
    governor holds contract
    board may take over contract from other
    ministry may take over contract from governor when l is a1
"#;

#[test]
fn what_comes_to_nothing_is_told() {
    let folder = Folder::new("idle").with("idle.vires", IDLE);
    insta::assert_snapshot!("rules_that_come_to_nothing", folder.run(&["check"]));
    insta::assert_snapshot!("rules_that_come_to_nothing_in_vietnamese", folder.run(&["check", "--language", "vi"]));
    // Where somebody has to be given the power by silence alone, the line is as idle; where a text gives it, it is not.
    let given = IDLE.replacen("    board may", "    other holds contract when l is b1\n    board may", 1);
    let run = Folder::new("not-idle").with("idle.vires", given).run(&["check"]);
    assert!(!run.out.contains("taken over"), "{run}");
}

#[test]
fn whoever_may_take_over_is_told_in_which_case() {
    let folder = Folder::new("take-over-near").with("idle.vires", IDLE);
    let act = |l: &str| folder.run(&["act", "ministry", "contract", "--at", "2024-01-11", l, "rock=no"]);
    assert_eq!(act("l=a1").status, Some(0), "{}", act("l=a1"));
    insta::assert_snapshot!("the_nearest_case_of_a_taking_over", act("l=b1"));
}

#[test]
fn a_place_that_passes_to_another_body_is_a_change() {
    let text = r#"package split "Split"
territory Province "Province" from "provinces.csv"
territory Regency "Regency" from "regencies.csv", within Province
body governor "Governor" one per Province
body regent "Regent" one per Regency
fact regency "Regency" : Regency
power licence "Licence" sector mining, place regency
power small "Small works" sector mining, place regency
instrument law "Law"
  in force from 2014-10-02
  article 14
    governor of regency holds licence
    regent of regency holds small
"#;
    let folder = Folder::new("split")
        .with("split.vires", text)
        .with("provinces.csv", "name,label,from,until,parent,successor\npapua,Papua,,,,\ntengah,Tengah,2022-07-25,,,\n")
        .with(
            "regencies.csv",
            "name,label,from,until,parent,successor\njayapura,Jayapura,,,papua,\n\
             mimika_old,Mimika (old),,2022-07-24,papua,mimika\nmimika,Mimika,2022-07-25,,tengah,\n",
        );
    let run = folder.run(&["diff", ".", "--from", "2022-07-24", "--to", "2022-07-25"]);
    insta::assert_snapshot!("a_place_that_passes", run);
    let before = folder.run(&["diff", ".", "--from", "2022-07-23", "--to", "2022-07-24"]);
    assert!(before.out.contains("no power changes hands"), "{before}");
}

/// What is asked for before and after, each with its region.
fn asked(name: &str, old: &str, new: &str) -> Vec<[Value; 3]> {
    let text = |rules: &str| {
        format!(
            "package pairs \"Pairs\"\nbody x \"X\"\nfact a : yes or no\nfact v : number from 0\nfact d : date\npower p \"P\"\n\
             instrument i \"I\"\n  in force from 2020-01-01\n  article 1\n{rules}"
        )
    };
    let folder = Folder::new(name).with("old/p.vires", text(old)).with("new/p.vires", text(new));
    let run = folder.run(&["diff", "old/p.vires", "new/p.vires", "--format", "json"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let rows = json["asked"].as_array().unwrap().iter();
    rows.map(|row| [&row["region"], &row["from"]["within"], &row["to"]["within"]].map(Clone::clone)).collect()
}

#[test]
fn deadlines_are_paired_where_they_share_cases() {
    let limit = |above: u32, days: u32| {
        format!("    x holds p\n      within {days} days of d, else refused when v above {above}\n")
    };
    let rows = asked("pairs-limit", &limit(10, 20), &limit(5, 30));
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!([&rows[0][1], &rows[0][2]], ["20 days", "30 days"], "{rows:?}");
    assert_eq!([&rows[1][1], &rows[1][2]], [&Value::Null, &Value::from("30 days")], "{rows:?}");
    let halves = "    x holds p when a\n      within 2 months of d, else approved\n    x holds p when not a\n      within 1 month of d, else refused\n";
    let whole = "    x holds p\n      within 3 months of d, else approved\n";
    let rows = asked("pairs-whole", halves, whole);
    let periods: Vec<_> = rows.iter().map(|row| [row[1].clone(), row[2].clone()]).collect();
    assert_eq!(
        periods,
        [["2 months", "3 months"], ["1 month", "3 months"]].map(|pair| pair.map(Value::from)),
        "{rows:?}"
    );
}

#[test]
fn each_time_silence_passes_it_on_it_is_from_who_had_it() {
    let text = r#"package hands "Hands"
body agency "Agency"
body upper "Upper agency"
body ministry "Ministry"
fact filed "Filed" : date
power appeal "Appeal"
instrument act "Act"
  in force from 2020-01-01
  article 1
    agency holds appeal
      within 30 days of filed, else passes to upper
      within 20 days, else passes to ministry
"#;
    let folder = Folder::new("hands").with("hands.vires", text);
    let run = folder.run(&["eval", "appeal", "--at", "2024-03-01", "filed=2024-01-01", "--format", "json"]);
    let answer: Value = serde_json::from_str(&run.out).unwrap();
    let links: Vec<_> = answer["chain"].as_array().unwrap().iter().filter(|own| own["effect"] == "silence").collect();
    let hands: Vec<_> = links.iter().map(|own| [own["from"].clone(), own["to"].clone()]).collect();
    assert_eq!(hands, [["agency", "upper"], ["upper", "ministry"]].map(|pair| pair.map(Value::from)), "{run}");
}

#[test]
fn an_extension_brings_nothing_back_that_an_event_has_ended() {
    let text = r#"package moratorium "Moratorium"
body regent "Regent"
event new_plan "The new plan is adopted"
power licence "Licence"
instrument law "Law"
  in force from 2010-01-01
  article 1
    regent holds licence
instrument stop "Moratorium"
  in force from 2011-02-01 before new_plan until 2013-12-31
  article 1
    this article prevails over law
    nobody holds licence
instrument longer "Extension"
  in force from 2013-12-01
  article 1
    extend stop until 2014-12-31
"#;
    let part = text.replacen("extend stop until", "extend stop article 1 until", 1);
    for (name, text) in [("extended", text), ("extended-part", &part)] {
        let folder = Folder::new(name).with("moratorium.vires", text);
        let holder = |at: &str, plan: &str| {
            let plan = format!("new_plan={plan}");
            let run = folder.run(&["eval", "licence", "--at", at, &plan, "--format", "json"]);
            let answer: Value = serde_json::from_str(&run.out).unwrap();
            answer["outcome"].as_str().unwrap().to_owned()
        };
        assert_eq!(holder("2012-07-01", "2012-06-01"), "competent", "{name}");
        assert_eq!(holder("2014-07-01", "2012-06-01"), "competent", "{name}");
        assert_eq!(holder("2014-07-01", "2014-06-01"), "competent", "{name}");
        assert_eq!(holder("2014-05-31", "2014-06-01"), "nobody", "{name}");
        assert_eq!(holder("2014-12-31", "none"), "nobody", "{name}");
        assert_eq!(holder("2015-01-01", "none"), "competent", "{name}");
    }
}

#[test]
fn help_names_nothing_that_is_declared_already() {
    let text = r#"package crossing "Crossing"
body co "Company"
list G "Grade" : head, senior
list P "Purpose" : travel, goods
territory Province "Province" : papua, tengah
body governor "Governor" one per Province
fact g : G
fact pp : P
fact n : number from 0 to 100
parameter lim "Limit" : number from 0, by G and P
power p "P" sector s
precedence more specific
instrument i1 "I1"
  in force from 2024-01-01
  section 1
    co holds p when n at most lim of g for pp
    nobody holds p in all other cases
    set lim to 0
    set lim of head to 10
    set lim for travel to 5
"#;
    let folder = Folder::new("crossing").with("crossing.vires", text);
    insta::assert_snapshot!("lines_each_more_specific_in_one_way", folder.run(&["check"]));
    let read = format!("{text}  section 2\n    read governor of tengah for governor of papua\n");
    let run = Folder::new("read-one").with("crossing.vires", read).run(&["check"]);
    insta::assert_snapshot!("one_of_many_read_for_another", run);
}
