//! What other law says and the language had no words for, or a wrong answer: whole policies, with tests of their own.

use crate::run::Folder;

/// That a policy has no finding and that its tests pass.
fn clean(name: &str, policy: &str) {
    let folder = Folder::new(name).with("policy.vires", policy);
    let checked = folder.run(&["check", "--all"]);
    assert!(checked.status == Some(0) && checked.out.ends_with("nothing found\n"), "{checked}");
    let tested = folder.run(&["test"]);
    assert!(tested.status == Some(0) && tested.out.ends_with("all pass\n"), "{tested}");
}

#[test]
fn nothing_in_a_set() {
    const POLICY: &str = r#"package s
list State : a, b, c
body x
body y
fact s : set of State
power p
instrument i
  in force from 2020-01-01
  x holds p when s are none
  y holds p when s are not none
test "none"
  on 2020-01-01
  given s are none
  expect x holds p
test "one"
  on 2020-01-01
  given s are a
  expect y holds p
"#;
    clean("wordings-none", &POLICY.replace("s are not none", "not s are none"));
    let folder =
        Folder::new("wordings-none-asked").with("policy.vires", POLICY.replace("s are not none", "s is not none"));
    let asked = folder.run(&["eval", "p", "--at", "2020-01-01", "s=none"]);
    assert!(asked.out.contains("x (x)"), "{asked}");
}

#[test]
fn a_saving_clause_and_the_parameter_that_goes_with_what_it_saves() {
    clean(
        "wordings-saving",
        r#"package sv
body x
body y
fact v : number from 0
fact opened : date
parameter lim : number from 0
power p
precedence later
instrument old
  issued on 2019-01-01
  in force from 2019-01-01
  article 1
    y holds p when v at most lim
    x holds p in all other cases
  article 2
    set lim to 10
instrument new
  issued on 2023-12-01
  in force from 2024-01-01
  article 1
    this article applies only when opened from 2024-01-01
    repeal old
  article 2
    this article applies only when opened from 2024-01-01
    y holds p when v at most 20
    x holds p in all other cases
test "old file, old limit"
  on 2024-02-01
  given opened is 2023-12-31, v is 15
  expect x holds p under old article 1
test "new file"
  on 2024-02-01
  given opened is 2024-01-01, v is 15
  expect y holds p under new article 2
"#,
    );
}

/// `lim` is set under `applies only when`: by value, and by day.
const BY_DAY: &str = r#"package d
body x
body y
fact v : number from 0
parameter lim : number from 0
power p
instrument old
  in force from 2020-01-01 until 2022-05-12
  article 1
    set lim to 10
    y holds p when v at most lim
    x holds p in all other cases
instrument new
  in force from 2021-05-13
  article 1
    this article applies only when today from 2022-05-13
    set lim to 20
    y holds p when v at most lim
    x holds p in all other cases
test "new limit"
  on 2022-05-13
  given v is 15
  expect y holds p
"#;

#[test]
fn a_parameter_that_one_text_sets_from_the_day_on_which_another_ends() {
    let folder = Folder::new("wordings-by-day").with("policy.vires", BY_DAY);
    let checked = folder.run(&["check", "--format", "concise"]);
    let codes: Vec<&str> = checked.out.split('[').skip(1).filter_map(|found| found.get(..5)).collect();
    assert_eq!(codes, ["V2004"], "only that the older text ends: {checked}");
    assert!(folder.run(&["test"]).out.ends_with("all pass\n"));
}

#[test]
fn terms() {
    clean(
        "wordings-terms",
        r#"package t
list Matter : a, b
list Kind : k, l
body x
fact d : date
fact m : Matter
fact sort : Kind
fact n : days from 0
fact extra : months from 0 or none
fact received : date, by Matter
parameter plain : months from 0
parameter term : months from 0, by Matter
parameter pair : days from 0, by Matter and Kind
fact all_in is plain + extra
power months_and_days
power months_and_more_days
power by_list
power by_two_lists
power sum
power derived
power of_a_kept_day
power years
instrument i
  in force from 2020-01-01
  set plain to 3 months
  set term of a to 3 months
  set term of b to 6 months
  set pair for k of a to 5 days
  set pair of b for k to 6 days
  set pair for l to 7 days
  x holds months_and_days
    within 3 months + 10 days of d, else approved
  x holds months_and_more_days
    within 3 months + n of d, else approved
  x holds by_list
    within term of m of d, else approved
  x holds by_two_lists
    within pair for sort of m of d, else approved
  x holds sum
    within (term of m) + extra + 10 days of d, else approved
  x holds derived
    within all_in of d, else approved
  x holds of_a_kept_day
    within plain of received of a, else approved
  x holds years
    within 1 year + plain of d, else approved
test "the days come after the months: 30 April and 30 days"
  on 2024-05-30
  given d is 2024-01-31, n is 30 days
  expect pending over months_and_more_days
test "and a day later"
  on 2024-05-31
  given d is 2024-01-31, n is 30 days
  expect approved over months_and_more_days
test "10 May is the last day"
  on 2024-05-10
  given d is 2024-01-31
  expect pending over months_and_days
test "11 May"
  on 2024-05-11
  given d is 2024-01-31
  expect approved over months_and_days
test "the term of a"
  on 2024-05-01
  given d is 2024-01-31, m is a
  expect approved over by_list
test "the term of b"
  on 2024-05-01
  given d is 2024-01-31, m is b
  expect pending over by_list
test "by two lists"
  on 2024-02-05
  given d is 2024-01-31, m is a, sort is k
  expect pending over by_two_lists
test "by two lists, a day later"
  on 2024-02-06
  given d is 2024-01-31, m is a, sort is k
  expect approved over by_two_lists
test "three and two months are counted together: 30 June and 10 days"
  on 2024-07-10
  given d is 2024-01-31, m is a, extra is 2 months
  expect pending over sum
test "no extension"
  on 2024-05-11
  given d is 2024-01-31, m is a, extra is none
  expect approved over sum
test "a derived term"
  on 2024-05-31
  given d is 2024-01-31, extra is 1 months
  expect pending over derived
test "from a day kept by a list"
  on 2024-05-01
  given received of a is 2024-01-31
  expect approved over of_a_kept_day
test "years and months"
  on 2025-04-30
  given d is 2024-01-31
  expect pending over years
"#,
    );
}

#[test]
fn terms_keep_their_meaning_in_the_other_language() {
    let line = "package p\nx holds p\n  within term of m of d, else approved\n  within (term of m) + n of d\n";
    let folder = Folder::new("wordings-languages").with("p.vires", line);
    assert!(folder.run(&["fmt", "--language", "vi"]).status == Some(0));
    assert!(folder.read("p.vires").contains("trong thời hạn term của m kể từ d"), "{}", folder.read("p.vires"));
    assert!(folder.run(&["fmt", "--language", "en"]).status == Some(0));
    assert_eq!(folder.read("p.vires"), line);
}

#[test]
fn all_earlier_orders_are_revoked() {
    clean(
        "wordings-class",
        r#"package c
body fin
body dep
instrument kind order rank 3, issued by fin
power p
precedence later
instrument o1
  kind order, issued by fin on 2010-01-01
  in force from 2010-01-01
  dep holds p
instrument o2
  kind order, issued by fin on 2012-01-01
  in force from 2012-01-01
  article 1
    repeal o1, from 2021-01-01
instrument o3
  kind order, issued by fin on 2020-01-01
  in force from 2020-01-01
  article 1
    repeal every order issued before 2020-01-01, from 2021-06-01
  article 2
    fin holds p from 2021-01-01
test "old"
  on 2020-12-31
  expect dep holds p
test "new"
  on 2021-07-01
  expect fin holds p
"#,
    );
}

#[test]
fn a_seat_that_several_fill_among_any_two() {
    clean(
        "wordings-seats",
        r#"package j
body auth
body acc
body ver
body dacc
power pay
instrument i
  in force from 2020-01-01
  any 2 of auth, acc, (ver or dacc) hold pay
test "as written"
  on 2021-01-01
  expect any 2 of auth, acc, (dacc or ver) hold pay
"#,
    );
}

#[test]
fn months_after_a_day_of_the_text() {
    const POLICY: &str = r#"package m
body x
body y
fact d : date
event opened on 2024-08-31
power p
instrument i
  in force from 2020-01-01
  x holds p when today until opened + 6 months
  y holds p in all other cases
test "the last day of February"
  on 2025-02-28
  expect x holds p
test "over"
  on 2025-03-01
  expect y holds p
"#;
    clean("wordings-months", POLICY);
    let told = |folder: &str, instead: &str| {
        let policy = POLICY.replace("opened + 6 months", instead);
        let policy = policy.replace("fact d : date", "fact d : date\nfact e : date\nfact term : months");
        Folder::new(folder).with("policy.vires", &policy).run(&["check", "--format", "concise"])
    };
    let all: Vec<String> = [
        "d + 6 months",
        "(later of d and e) + 6 months",
        "d + term",
        "d + e - d + 6 months",
        "d + 1 month - d - 30 days",
        "d + 5 working days + 1 month",
        "d + 1.5 months",
    ]
    .iter()
    .enumerate()
    .map(|(n, instead)| format!("{instead}\n{}", told(&format!("wordings-months-{n}"), instead)))
    .collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn what_cannot_be_said() {
    let text = r#"package w
body x
office a under x
office b under x
list L : north, south
office c one per L, under x
currency CAD with 2 decimals
fact v : CAD from 0
fact e : date
fact f : integer
fact g : boolean
fact n : days from 0
fact wd : working days from 0
parameter lim : CAD from 0, by L
power p
precedence later
instrument j
  in force on 2020-01-01
  x holds p
instrument i
  rank 2
  issued on 2020-01-01 by x
  in force from 2020-01-01
  article 1
    repeal j when v above 5 CAD
    set lim to 5 CAD
    set lim of north to 6 CAD
    set lim of south to 7 CAD
  article 2
    x holds p until e
  article 3
    any 2 of x hold p
  article 4
    x holds p
      within 10 days + wd of e, else approved
      within v of e, else approved
  article 5
    x holds p when v at most lim of north
  article 6
    x holds p when v at most lim of south
"#;
    let folder = Folder::new("wordings-refused").with("policy.vires", text);
    insta::assert_snapshot!(folder.run(&["check"]));
    insta::assert_snapshot!(folder.run(&["check", "--language", "vi"]));
}
