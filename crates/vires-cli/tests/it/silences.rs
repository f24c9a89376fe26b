//! Texts that contradict each other on silence; acts before their time, with dates that are not known, by persons who do not fill the
//! office; answers for a day that is not asked about.

use crate::run::{Folder, Ran};

/// A decree and a circular that make different things of the same silence; a window; offices.
const FILES: &str = r#"package files "Files"
tier top "Top"
tier low "Low" below top
territory Area "Area" : east "the East", west "the West"
list Grade "Grade" : senior, junior
body ministry "the Ministry" at top
body army "the Army" at top
body council "Council" at low, one per Area
office head "Head" under ministry
office cashier "Cashier" under ministry
office officer "Officer" under ministry, one per Grade
fact area "Area" : Area
fact grade "Grade" : Grade
fact received "File received" : date or none
fact notified "Notified" : date or none
fact amount "Amount" : number from 0
fact days_open "Days" : days from 0 to 30
fact requester "Who asks" : person
power permit "Permit" place area
power visit "Visit" place area
power pay "Payment"
power spend "Spending"
power close "Closing"
instrument kind decree "Decree" rank 1
instrument kind circular "Circular" rank 2
instrument decree_1 "Decree 1"
  kind decree, issued on 2024-01-01
  in force from 2024-01-01
  article 1
    council of area holds permit
      with consent of army within 5 days of received, else approved
      within 10 days of received, else passes to ministry
  article 2
    council of area holds visit
    ministry may take over visit from council of area within 20 days of notified
  article 3
    head and cashier hold pay jointly
    requester may not hold pay
    appoint an to head until 2024-06-30
  article 4
    officer of senior holds spend when amount at most 100 and grade is senior
    officer of junior holds spend when amount at most 10 and grade is junior
    ministry holds spend in all other cases
  article 5
    ministry holds close when today after received + days_open
    army holds close in all other cases
instrument circular_2 "Circular 2"
  kind circular, issued on 2024-02-01
  in force from 2024-03-01
  clause 1
    for permit
      with consent of army within 5 days of received, else refused
      within 10 days of received, else refused
"#;

fn files(name: &str, more: &str) -> Folder {
    Folder::new(name).with("files.vires", format!("{FILES}{more}"))
}

const FILE: [&str; 4] = ["area=east", "received=2024-05-01", "--at", "2024-05-20"];

fn eval(folder: &Folder, more: &[&str]) -> Ran {
    folder.run(&[&["eval", "permit"], &FILE[..], more].concat())
}

#[test]
fn texts_that_make_different_things_of_silence() {
    let folder = files("silences", "");
    insta::assert_snapshot!("in_conflict", eval(&folder, &[]));
    insta::assert_snapshot!("in_conflict_in_vietnamese", eval(&folder, &["--language", "vi"]));
    insta::assert_snapshot!("in_conflict_for_programs", eval(&folder, &["--format", "json"]));
    let act = |who: &str| folder.run(&[&["act", who, "permit"], &FILE[..]].concat());
    insta::assert_snapshot!("act_in_conflict", act("ministry"));
    assert!(act("army").out.contains("ultra vires: no power"), "{}", act("army"));
    // Neither the order of the files nor anything else that is not said decides; what is said does.
    for (precedence, holds) in [("precedence higher rank", "ministry"), ("precedence later", "refused by silence")] {
        let folder = files("silences-decided", &format!("{precedence}\n"));
        assert!(eval(&folder, &[]).out.contains(holds), "{precedence}: {}", eval(&folder, &[]));
    }
    let words = files("silences-words", "  this instrument prevails over decree_1\nprecedence higher rank\n");
    assert!(eval(&words, &[]).out.contains("refused by silence"), "{}", eval(&words, &[]));
    let tests = "test \"ten days\"\n  on 2024-05-20\n  given area is east, received is 2024-05-01\n  expect conflict over permit\n  \
                 expect ministry holds permit\n";
    insta::assert_snapshot!("tests_in_conflict", files("silences-tests", tests).run(&["test"]));
}

#[test]
fn acts_before_their_time() {
    let folder = files("early", "precedence higher rank\n");
    let act = |words: &[&str]| folder.run(&[&["act"], words].concat());
    insta::assert_snapshot!(
        "not_yet_passed",
        act(&["ministry", "permit", "area=east", "received=2024-05-01", "--at", "2024-05-10"])
    );
    insta::assert_snapshot!("not_yet_passed_unknown", act(&["ministry", "permit", "area=east", "--at", "2024-05-10"]));
    let visit = ["ministry", "visit", "area=east", "--at", "2024-05-10"];
    insta::assert_snapshot!("window_not_begun", act(&[&visit[..], &["notified=2024-05-11"]].concat()));
    insta::assert_snapshot!(
        "window_without_a_day",
        act(&[&visit[..], &["notified=none", "--language", "vi"]].concat())
    );
    insta::assert_snapshot!(
        "take_over_not_begun",
        folder.run(&["eval", "visit", "area=east", "notified=2024-05-11", "--at", "2024-05-10", "--format", "json"])
    );
}

#[test]
fn persons_and_offices() {
    let folder = files("persons", "");
    let pay = |at: &str, persons: &[&str]| {
        let persons: Vec<&str> = persons.iter().flat_map(|person| ["--by", *person]).collect();
        folder.run(&[&["act", "head,cashier", "pay", "requester=dung", "--at", at], &persons[..]].concat())
    };
    assert_eq!(pay("2024-06-01", &["an", "bình"]).status, Some(0));
    insta::assert_snapshot!("one_person_for_two_offices", pay("2024-06-01", &["an", "an"]));
    insta::assert_snapshot!("three_persons_for_two_offices", pay("2024-06-01", &["an", "bình", "cúc"]));
    insta::assert_snapshot!("nobody_is_appointed", pay("2024-07-01", &["an", "bình"]));
    insta::assert_snapshot!("not_for_whom", folder.run(&["eval", "pay", "--at", "2024-06-01"]));
}

#[test]
fn of_a_list_that_is_no_territory() {
    let folder = files("grades", "");
    let act =
        |office: &str, facts: &[&str]| folder.run(&[&["act", office, "spend", "--at", "2024-05-01"], facts].concat());
    insta::assert_snapshot!("another_grade", act("officer of junior", &["amount=50", "grade=senior"]));
    insta::assert_snapshot!("above_the_grade", act("officer of junior", &["amount=50", "grade=junior"]));
    let late =
        folder.run(&["act", "ministry", "close", "received=2024-05-01", "days_open=10 days", "--at", "2024-05-05"]);
    insta::assert_snapshot!("the_day_before_a_length_of_time", late);
}

#[test]
fn no_day_asked_about() {
    let folder = files("no-day", "precedence higher rank\n");
    insta::assert_snapshot!("no_day_silence", folder.run(&["eval", "permit", "area=east", "received=2024-05-01"]));
    let close = ["eval", "close", "received=2024-05-01", "days_open=10 days"];
    insta::assert_snapshot!("no_day_today", folder.run(&close));
    insta::assert_snapshot!("no_length", folder.run(&["eval", "close", "received=2024-05-01", "--at", "2024-05-05"]));
}

/// Steps are named as answers name them; a body of which there is one for each area may be named without it, where one is asked.
#[test]
fn steps_as_answers_name_them() {
    let text = "package s\nterritory Area : east, west\nbody x\nbody board one per Area\nbody y\nfact area : Area\npower p place area\n\
                instrument i\n  in force from 2024-01-01\n  x holds p\n    with consent of y\n    after consulting y\n    \
                on proposal of y\n    after review by board of area\n    in coordination with y\n";
    let folder = Folder::new("done").with("s.vires", text);
    let steps = [
        ["consent of y", "consulting y", "proposal of y", "review by board", "in coordination with y"],
        ["sự đồng ý của y", "lấy ý kiến y", "đề nghị của y", "thẩm định của board", "phối hợp với y"],
        ["consent of y", "consult of y", "propose of y", "review of board of east", "coordinate of y"],
    ];
    for steps in steps {
        let done: Vec<&str> = steps.iter().flat_map(|step| ["--done", *step]).collect();
        let ran = folder.run(&[&["act", "x", "p", "area=east", "--at", "2024-05-01"], &done[..]].concat());
        assert_eq!(ran.status, Some(0), "{ran}");
        let other = folder.run(&[&["act", "x", "p", "area=west", "--at", "2024-05-01"], &done[..]].concat());
        assert_eq!(other.status == Some(0), !steps[3].ends_with("east"), "{other}");
    }
}

/// One power, however many ways there are to act under it.
#[test]
fn powers_are_counted() {
    let text = "package w\nbody c\nbody m1\nbody m2\nbody m3\npower p\ninstrument i\n  in force from 2024-01-01\n  \
                c and (any 2 of m1, m2, m3) hold p jointly\n";
    let folder = Folder::new("count").with("w.vires", text);
    assert!(folder.run(&["who", "c"]).out.starts_with("c (c) holds one power\n"));
    assert!(folder.run(&["check", "--format", "json"]).out.contains("\"powers\":1,\"rules\":1,"));
}

#[test]
fn a_period_begins_on_its_day_and_two_for_different_cases_pass_nothing_back() {
    let files = r#"package files "Files"
body a "A"
body b "B"
fact submitted "File received" : date
fact answered "Answered" : date or none
power permit "Permit"
instrument decree_1 "Decree 1"
  in force from 2024-01-01
  article 1
    a holds permit
      within 10 days of submitted, else passes to b when answered is none
      within 10 days of answered, else passes to b when answered is not none
test "the day before"
  on 2024-04-30
  given submitted is 2024-05-01, answered is none
  expect a holds permit
test "the last day"
  on 2024-05-11
  given submitted is 2024-05-01, answered is none
  expect pending over permit
test "after it"
  on 2024-05-12
  given submitted is 2024-05-01, answered is none
  expect b holds permit
"#;
    let folder = Folder::new("silence-begins").with("files.vires", files);
    insta::assert_snapshot!(folder.run(&["test", "."]));
    insta::assert_snapshot!(folder.run(&["check", "."]));
    insta::assert_snapshot!(folder.run(&[
        "eval",
        "permit",
        "--at",
        "2024-04-30",
        "submitted=2024-05-01",
        "answered=none"
    ]));
    insta::assert_snapshot!(folder.run(&["eval", "permit", "submitted=2024-05-01", "answered=none"]));
}
