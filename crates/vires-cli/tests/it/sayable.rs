//! Sentences of which an application or a drafter asks the answer: one policy for each.

use crate::run::{Folder, found, tested};

const FILES: &str = r#"package p
body old_office "Old"
body new_office "New"
fact filed : date
assume filed until today
power permit "Permit"
instrument old "Old law"
  in force from 2015-10-01
  article 1
    old_office holds permit when filed before 2025-10-01
instrument new "New law"
  in force from 2025-10-01
  article 1
    new_office holds permit when filed from 2025-10-01
"#;

#[test]
fn files_of_the_future_are_no_gap() {
    assert_eq!(found("files", FILES), "");
    let without = FILES.replace("assume filed until today\n", "");
    assert!(found("files-without", &without).contains("V2002"));
}

const SCHEDULES: &str = r#"package s
tier t
body council "Council" at t
office dean "Dean" under council
office manager "Manager" under council
fact n : number from 0
power commit "Commit"
modality delegate "Delegate"
  title stays
  giver stops acting
instrument law "Law"
  in force from 2024-01-01
  section 1
    council holds commit
instrument s24 "Schedule 2024"
  in force from 2024-01-01 until 2024-12-31
  item 1
    delegate commit from council to dean when n at most 50
instrument s25 "Schedule 2025"
  in force from 2025-01-01
  item 1
    delegate commit from council to dean when n at most 60
instrument sub24 "Sub-delegation"
  in force from 2024-01-01
  item 1
    delegate commit from dean under s24 to manager when n at most 20
"#;

#[test]
fn a_sub_delegation_of_one_power_ends_with_the_delegation_under_which_it_was_made() {
    let tests = r#"test "ends"
  on 2025-01-01
  given n is 10
  expect dean holds commit under s25
test "stands"
  on 2024-12-31
  given n is 10
  expect manager holds commit under sub24
"#;
    let told = tested("under", &format!("{SCHEDULES}{tests}"));
    assert!(told.contains("all pass"), "{told}");
    // That the manager loses it then is told with the schedule.
    let told = found("under-found", SCHEDULES);
    assert_eq!((told.matches("V2004").count(), told.lines().count()), (1, 1), "{told}");
    // It takes in what its giver has by that text, and no more; where that is nothing, it is told.
    let more = SCHEDULES.replace("when n at most 20", "when n at most 55");
    assert!(!found("under-more", &more).contains("V3001"));
    let nothing = SCHEDULES.replace("when n at most 20", "when n above 70");
    assert_eq!(found("under-nothing", &nothing).matches("V3001").count(), 1);
}

const RECESS: &str = r#"package c
body court "Court"
fact filed : date
power appeal "Appeal"
calendar court_days is days except 2026-08-01 to 2026-08-31
instrument law
  in force from 2026-01-01
  article 1
    court holds appeal
      within 10 court_days of filed, else approved
test "the recess does not count"
  on 2026-09-05
  given filed is 2026-07-26
  expect pending over appeal
test "the day after"
  on 2026-09-06
  given filed is 2026-07-26
  expect approved over appeal
test "before the law"
  on 2025-12-31
  expect not yet in force over appeal
"#;

#[test]
fn periods_stand_still_in_a_recess() {
    let told = tested("recess", RECESS);
    assert!(told.contains("all pass"), "{told}");
    assert!(found("recess-backwards", &RECESS.replace("08-01 to 2026-08-31", "08-31 to 2026-08-01")).contains("V1"));
}

#[test]
fn that_a_step_has_another_period_can_be_expected() {
    let policy = r#"package n
body x
body y
fact a : yes or no
fact d1 : date
power p
instrument i
  in force from 2024-01-01
  section 1
    x holds p
      with consent of y within 5 days of d1, else approved when a
      with consent of y within 10 days of d1, else approved when not a
test "ten"
  on 2024-03-01
  given a is no, d1 is 2024-02-28
  expect p with consent of y within 10 days of d1, else approved
  expect p not with consent of y within 5 days of d1, else approved
"#;
    let told = tested("other-period", policy);
    assert!(told.contains("all pass"), "{told}");
    let wrong = policy.replace("expect p not with consent of y within 5", "expect p not with consent of y within 10");
    assert!(!tested("same-period", &wrong).contains("all pass"));
}

const CALL_IN: &str = r#"package c
tier council
body board "Board" at council
body kind councillor "Councillor"
office ann "Ann" kind councillor, under board
office ben "Ben" kind councillor, under board
office cora "Cora" kind councillor, under board
office dan "Dan" kind councillor, under board, until 2026-12-31
office manager "Manager" under board
fact minuted : date
power contract "Contract"
instrument standing_orders
  in force from 2026-01-01
  section 1
    manager holds contract
    any 3 of councillor may take over contract from manager within 5 days of minuted
    board may take over contract from manager
test "any three"
  on 2026-03-04
  given minuted is 2026-03-02
  expect any 3 of councillor may take over contract from manager
  expect board may take over contract from manager
"#;

#[test]
fn several_take_a_power_over_together() {
    let told = tested("call-in", CALL_IN);
    assert!(told.contains("all pass"), "{told}");
    let alone = CALL_IN.replace("expect any 3 of councillor may", "expect ann may");
    assert!(!tested("call-in-alone", &alone).contains("all pass"));
    let folder = Folder::new("call-in-acts").with("p.vires", CALL_IN);
    let act = |who: &str, day: &str, minuted: &str| {
        folder.run(&["act", who, "contract", "--at", day, &format!("minuted={minuted}")])
    };
    assert_eq!(act("ann,ben,cora", "2026-03-04", "2026-03-02").status, Some(0));
    assert_eq!(act("board", "2026-03-04", "2026-03-02").status, Some(0));
    let two = act("ann,ben", "2026-03-04", "2026-03-02");
    assert_eq!(two.status, Some(1));
    assert!(two.out.contains("Cora") && two.out.contains("Dan"), "{}", two.out);
    assert_eq!(act("ann,ben,cora", "2026-03-08", "2026-03-02").status, Some(1));
    // Who has left takes part no longer.
    assert_eq!(act("ann,ben,dan", "2027-03-04", "2027-03-02").status, Some(1));
    let eval = folder.run(&["eval", "contract", "--at", "2026-03-04", "minuted=2026-03-02"]).out;
    assert!(eval.contains("any 3 of Ann, Ben, Cora, Dan from Manager"), "{eval}");
    let eval = folder.run(&["eval", "contract", "--at", "2027-03-04", "minuted=2027-03-02"]).out;
    assert!(eval.contains("Ann, Ben and Cora jointly from Manager"), "{eval}");
    assert_eq!(folder.run(&["check"]).status, Some(0));
}

#[test]
fn a_line_that_sets_an_old_value_anew_is_the_one_that_counts() {
    let policy = r#"package m
body x "X"
body y "Y"
fact v : number from 0
parameter lim : number from 0
precedence later
power p "P"
instrument i "I"
  issued on 2020-01-01, in force from 2020-01-01
  section 1
    set lim to 3
    x holds p when v at most lim
    y holds p in all other cases
instrument i2 "I2"
  issued on 2020-01-05, in force from 2020-01-05
  section 1
    set lim to 5
instrument j "J"
  issued on 2020-03-01, in force from 2020-03-01 until 2022-09-30
  section 1
    set lim to 3
"#;
    let folder = Folder::new("set-anew").with("p.vires", policy);
    let told = folder.run(&["eval", "p", "--at", "2022-01-01", "v=4"]).out;
    assert!(told.contains("J, section 1"), "{told}");
    assert!(found("set-anew-found", policy).contains("V2004"));
    let diff = folder.run(&["diff", "p.vires", "--from", "2022-09-30", "--to", "2022-10-01"]).out;
    assert!(diff.contains("through"), "{diff}");
}

/// Turkey's and India's tests: the target on its own, and *another* party.
const OTHERS: &str = r#"package others "Others"
currency TRY "lira", with 0 decimals
tier state
body board "Board" at state
list Party "Undertaking" : buyer, seller, partner, target
fact local "Turnover in the country" : TRY from 0, by Party
fact world "Turnover in the world" : TRY from 0, by Party
power clear "Clear a merger"
power note "Take note of a merger"
instrument law "Law"
  in force from 2024-01-01
  article 1
    board holds clear when local of target above 250 million TRY and any Party except target has world above 3 billion TRY
    clear is not required in all other cases
  article 2
    board holds note when sum over Party except target, seller of local above 100 million TRY
    note is not required in all other cases
test "another than the target"
  on 2024-06-01
  given local of target is 300 million TRY, local is 0 TRY, world is 0 TRY, world of target is 4 billion TRY
  expect clear is not required
test "another party"
  on 2024-06-01
  given local of target is 300 million TRY, local is 0 TRY, world is 0 TRY, world of partner is 4 billion TRY
  expect board holds clear
test "the sum of the others"
  on 2024-06-01
  given local is 60 million TRY, world is 0 TRY
  expect board holds note
test "without the others"
  on 2024-06-01
  given local is 60 million TRY, local of buyer is 0 TRY, world is 0 TRY
  expect note is not required
"#;

#[test]
fn the_others_of_a_list() {
    let folder = Folder::new("others").with("others.vires", OTHERS);
    let tested = folder.run(&["test"]);
    assert!(tested.status == Some(0) && tested.out.contains("4 tests"), "{tested}");
    assert_eq!(folder.run(&["check"]).status, Some(0));
    for language in ["vi", "en"] {
        assert_eq!(folder.run(&["fmt", "--language", language]).status, Some(0));
        assert_eq!(folder.run(&["test"]).status, Some(0), "{language}");
    }
    let refused = |from: &str, to: &str| {
        Folder::new("others-refused").with("others.vires", OTHERS.replacen(from, to, 1)).run(&["check"])
    };
    insta::assert_snapshot!(
        "nobody_left_of_a_list",
        refused("except target, seller", "except target, seller, buyer, partner")
    );
    insta::assert_snapshot!("no_value_of_the_list", refused("except target has", "except targt has"));
}

#[test]
fn a_set_that_a_decree_keeps_includes_what_a_case_names() {
    let text = r#"package listed
tier state
body prefect at state
list Procedure : building, hunting, fishing
fact procedure : Procedure
fact other : Procedure
parameter listed : set of Procedure
power permit
instrument decree "Decree"
  in force from 2024-01-01
  article 1
    set listed to hunting until 2024-12-31
    set listed to hunting, fishing from 2025-01-01
    prefect holds permit when listed include procedure or listed include other
    nobody holds permit in all other cases
test "either"
  on 2024-06-01
  given procedure is building, other is hunting
  expect prefect holds permit
test "later"
  on 2025-06-01
  given procedure is fishing, other is building
  expect prefect holds permit
test "before"
  on 2024-06-01
  given procedure is fishing, other is building
  expect nobody holds permit
"#;
    assert_eq!(tested("listed", text), "ok     p.vires (3 tests)\n3 tests: all pass\n");
    assert_eq!(found("listed-check", text), "");
}

/// Nobody, on purpose: by which provision is asked as of a holder.
#[test]
fn under_which_provision_nobody_holds() {
    let text = r#"package bars "Bars"
tier state
body min at state
fact n : number from 0
power permit "Permit"
power notice "Notice"
instrument law "Law"
  in force from 2024-01-01
  article 1
    min holds permit when n below 5
    nobody holds permit in all other cases
  article 2
    notice is not required
test "where it says so"
  on 2024-06-01
  given n is 7
  expect nobody holds permit under law article 1
  expect notice is not required under law article 2
"#;
    assert_eq!(tested("bars", text), "ok     p.vires (1 test)\n1 test: all pass\n");
    let wrong = text.replace("permit under law article 1", "permit under law article 2");
    let wrong = wrong.replace("required under law article 2", "required under law article 1");
    insta::assert_snapshot!("under_another_provision", tested("bars-wrong", &wrong));
}

/// What an overlay has taken away is not there for the lines below it either.
#[test]
fn an_overlay_inserts_nothing_behind_what_it_takes_away() {
    let text = r#"package overlaid
tier state
body min at state
body dept at state
power p
power q
instrument l1 "L1"
  in force from 2020-01-01
  article 1
    min holds p
  article 2
    min holds q
instrument l2 "L2"
  in force from 2021-01-01 until 2023-12-31, overlay
  article 1
    repeal l1 article 2
    insert after l1 article 2
      article 3
        dept holds q
"#;
    let told = found("overlaid", text);
    assert!(told.contains("V5005") && told.contains("l1 art. 2 is not there on 1 January 2021"), "{told}");
    let first = text.replace("    repeal l1 article 2\n", "") + "    repeal l1 article 2\n";
    assert!(!found("overlaid-first", &first).contains("V5005"), "{}", found("overlaid-first", &first));
}
