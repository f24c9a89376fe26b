//! A line whose text is law with interruptions, or for some cases only, is one line to findings; and regions too large for words are told as such.

use std::fmt::Write as _;

use crate::run::Folder;

const HEAD: &str = r#"package lines "Lines"
body a "A"
body b "B"
body g "G"
fact x "X" : yes or no
fact received "Received" : date
power p "Power"
precedence later
modality transfer "Transfer"
  title moves
  giver stops acting
"#;

fn checked(name: &str, law: &str) -> String {
    Folder::new(&format!("interrupted-{name}"))
        .with("lines.vires", format!("{HEAD}{law}"))
        .run(&["check", "--all"])
        .to_string()
}

/// What it does for a time is not nothing: it is neither beaten, nor impossible, nor without effect.
#[test]
fn what_a_line_does_for_a_time_it_does() {
    let suspended = r#"instrument old "Law 1"
  issued on 2019-12-01, in force from 2020-01-01
  article 1
    a holds p
instrument break "Law 2"
  issued on 2020-12-01, in force from 2021-01-01
  article 1
    suspend old article 1 until 2021-06-30
instrument new "Law 3"
  issued on 2020-12-02, in force from 2021-01-01
  article 1
    g holds p
"#;
    let repealed = r#"instrument old "Law 1"
  issued on 2019-12-01, in force from 2020-01-01
  article 1
    a holds p when received from 2021-01-01
    b holds p in all other cases
instrument new "Law 2"
  issued on 2025-12-01, in force from 2026-01-01
  article 1
    this article applies only when received from 2021-01-01
    repeal old article 1
  article 2
    b holds p
"#;
    let carried_on = r#"instrument first "Law 1"
  issued on 2019-12-01, in force from 2021-01-01
  article 1
    a holds p
instrument second "Law 2"
  issued on 2020-06-01, in force from 2021-01-01
  article 1
    a holds p
instrument third "Decree 3"
  issued on 2020-07-01, in force from 2021-01-01
  article 1
    transfer p from a to b
"#;
    for (name, law) in [("suspended", suspended), ("repealed", repealed), ("carried", carried_on)] {
        let said = checked(name, law);
        assert!(!said.contains("V4"), "{said}");
    }
}

/// A gap names the provision that took away, or wrote anew, what gave the power until then.
#[test]
fn a_gap_names_what_took_the_grant_away() {
    let law = |change: &str| {
        format!(
            "instrument old \"Law 1\"\n  in force from 2020-01-01\n  article 1\n    a holds p\ninstrument new \"Law 2\"\n  in force from 2025-07-01\n  article 9\n    {change}\n"
        )
    };
    let replaced = law("replace old article 1 with\n      a holds p when x");
    let answers = [
        checked("gone", &law("repeal old article 1")),
        checked("gone-whole", &law("repeal old")),
        checked("anew", &replaced),
    ];
    insta::assert_snapshot!(answers.join("\n"));
}

/// What it never does is told once.
#[test]
fn what_a_line_never_does_is_told_once() {
    let idle = r#"instrument old "Law 1"
  in force from 2020-01-01
  article 1
    a holds p when x
    b holds p when not x
    g holds p in all other cases
    a may not hold p when x and received before 2020-01-01 and received from 2020-01-01
instrument break "Law 2"
  in force from 2021-01-01
  article 1
    suspend old until 2021-06-30
"#;
    insta::assert_snapshot!(checked("idle", idle));
}

/// A class to which nothing belongs.
#[test]
fn a_transfer_of_no_power_is_told() {
    let law = "instrument old \"Law 1\"\n  in force from 2020-01-01\n  article 1\n    a holds p\n    transfer every power of a except p to b\n";
    let said = checked("sector", law);
    assert!(said.contains("this rule never applies: the giver has no power of that class"), "{said}");
}

/// Assumptions hold for requirements as for all else.
#[test]
fn a_requirement_is_not_broken_by_what_cannot_be() {
    let policy = r#"package needs "Needs"
body ministry "Ministry"
body other "Other"
fact n "N" : number from 0 to 9
assume n above 3
power p "Power"
instrument law "Law"
  in force from 2024-01-01
  article 1
    ministry holds p when n at least 3
    other holds p when n below 3
require p is held by ministry from 2024-01-01
require p has a holder from 2024-01-01
"#;
    let said = Folder::new("interrupted-needs").with("needs.vires", policy).run(&["check"]).to_string();
    assert!(!said.contains("V5002"), "{said}");
    let without = policy.replace("assume n above 3\n", "");
    let said = Folder::new("interrupted-needs-not").with("needs.vires", without).run(&["check"]).to_string();
    assert!(said.contains("V5002"), "{said}");
}

/// Of a gap in thousands of pieces, words say that they are not all.
#[test]
fn a_gap_too_large_for_words_says_so() {
    let mut policy = String::from("package large \"Large\"\nbody a \"A\"\n");
    for n in 0..6 {
        writeln!(policy, "fact f{n} \"F{n}\" : number from 0 to 1000").unwrap();
    }
    policy.push_str("power p \"Power\"\ninstrument law \"Law\"\n  in force from 2025-01-01\n  article 1\n");
    let mut dice: u64 = 7;
    let mut number = |below: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % below
    };
    for _ in 0..200 {
        let limits: Vec<String> = (0..6)
            .map(|n| {
                let from = number(900);
                format!("f{n} at least {from} and at most {}", from + number(1000 - from))
            })
            .collect();
        writeln!(policy, "    a holds p when {}", limits.join(" and ")).unwrap();
    }
    let said = Folder::new("interrupted-large").with("large.vires", policy).run(&["check"]).to_string();
    assert!(said.contains("Power: nobody is competent in many cases"), "{said}");
    assert!(said.contains("where:       more cases than can be listed, among them"), "{said}");
}

/// Answers may rest on what could not be read, and say so.
#[test]
fn what_could_not_be_read_is_not_passed_over_in_silence() {
    let law = "instrument old \"Law 1\"\n  in force from 2020-01-01\n  article 1\n    a holds p\ninstrument new \"Law 2\"\n  in force from 2025-01-01\n  article 1\n    repeel old article 1\n";
    let folder = Folder::new("interrupted-unread").with("lines.vires", format!("{HEAD}{law}"));
    for arguments in
        [&["eval", "p", "--at", "2025-06-01"][..], &["powers"], &["who", "a"], &["act", "a", "p", "--at", "2025-06-01"]]
    {
        let ran = folder.run(arguments);
        assert!(ran.to_string().contains("vires: note: 1 error in the text of the policies"), "{ran}");
    }
}
