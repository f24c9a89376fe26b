//! Who acts in the place of a holder, by which of several lines, and with which of the others.

use std::fmt::Write as _;

use crate::run::Folder;

const HEAD: &str = r#"package board "Board"
tier a "A"
body ministry "Ministry" at a
office chief "Chief" under ministry
body kind member "Members"
office m1 "M1" kind member, under ministry
office m2 "M2" kind member, under ministry
office m3 "M3" kind member, under ministry
office deputy "Deputy" under ministry, until 2021-06-30
fact amount "Amount" : number from 0
fact received "Received" : date
fact notified "Notified" : date or none
fact urgent "Urgent" : yes or no
fact requester "Requester" : person
power p "Permit" sector s
power q "Quota" sector s
modality delegate "Delegation"
  title stays
  giver may still act
  onward never
instrument i "Statute"
  signed on 2020-12-01
  in force from 2021-01-01
  article 1
    ministry holds q
  article 2
"#;

/// What comes of acts on one day in one case: the result, why, and who is competent.
fn judged(name: &str, lines: &str, acts: &[&str]) -> String {
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    let folder = Folder::new(name).with("board.vires", format!("{HEAD}{lines}"));
    let mut all = String::new();
    for act in acts {
        let mut words: Vec<&str> = vec!["act"];
        let asked: Vec<String> = act
            .split(' ')
            .map(|word| word.replace("_of_", " of ").replace("more_than_half", "more than half"))
            .collect();
        words.extend(asked.iter().map(String::as_str));
        if !act.contains("--at") {
            words.extend(["--at", "2021-02-05"]);
        }
        if !act.contains("received=") {
            words.push("received=2021-01-31");
        }
        let run = folder.run(&words);
        let told = run.out.lines().skip_while(|line| !line.trim_start().starts_with("result:"));
        let told: Vec<&str> = told.map(str::trim_end).collect();
        let _ = writeln!(all, "{act}{}\n{}", run.err, told.join("\n"));
    }
    all
}

/// What is found.
fn found(name: &str, lines: &str) -> String {
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    Folder::new(name).with("board.vires", format!("{HEAD}{lines}")).run(&["check", "--all"]).to_string()
}

#[test]
fn any_of_several_lines() {
    let lines =
        "chief holds p\nm1 and m2 jointly may take over p from chief\nm1 and m3 jointly may take over p from chief";
    let acts = ["m1,m3 p", "m1,m2 p", "m1 p", "m2,m3 p", "m1,m2,deputy p", "m3,deputy p"];
    insta::assert_snapshot!("any_of_several_lines", judged("several-lines", lines, &acts));
    let lines =
        "chief holds p\nany 2 of member may take over p from chief\nm3 and deputy jointly may take over p from chief";
    insta::assert_snapshot!(
        "any_two_or_one_with_another",
        judged("two-or-one", lines, &["m3,deputy p", "m1,m3 p", "m1,m2,m3 p", "m3 p", "deputy p"])
    );
}

#[test]
fn from_one_of_several() {
    let lines = "chief and deputy hold p jointly\nm1 may take over p from chief";
    let acts = ["m1 p", "m1,deputy p", "m1,chief p", "chief,deputy p", "deputy p", "m1,deputy,m3 p"];
    insta::assert_snapshot!("from_one_of_two", judged("one-of-two", lines, &acts));
    let lines = "any 2 of member hold p\nchief may take over p from m1";
    insta::assert_snapshot!("from_one_of_three", judged("one-of-three", lines, &["chief p", "chief,m2 p", "m1,m2 p"]));
    let folder = Folder::new("told-of-one")
        .with("board.vires", format!("{HEAD}    chief and deputy hold p jointly\n    m1 may take over p from chief\n"));
    insta::assert_snapshot!("answers_say_who_else", folder.run(&["eval", "p", "--at", "2021-02-05"]));
    insta::assert_snapshot!(
        "answers_say_who_else_vi",
        folder.run(&["eval", "p", "--at", "2021-02-05", "--language", "vi"])
    );
}

#[test]
fn steps_of_one_pair() {
    let lines = "m1 and m2 hold p jointly\nm1 and m3 hold p jointly\n  with consent of chief";
    let concurrent = HEAD.replace("\"Permit\" sector s", "\"Permit\" sector s, held concurrently");
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    let folder = Folder::new("one-pair").with("board.vires", format!("{concurrent}{lines}"));
    let run = |who: &str| folder.run(&["act", who, "p", "--at", "2021-02-05"]).to_string();
    insta::assert_snapshot!("steps_of_one_pair", ["m1,m2", "m1,m3", "m1,m2,m3", "m1"].map(run).join("\n"));
    let lines = "m1 holds p\ndelegate p from m1 to m2\n  after consulting m3";
    insta::assert_snapshot!("steps_of_the_receiver", judged("receiver", lines, &["m1 p", "m2 p", "m1,m2 p"]));
}

#[test]
fn who_may_not_and_what_is_not_known() {
    let lines = "chief holds p\nm1 may take over p from chief\nm1 may not hold p when not urgent";
    insta::assert_snapshot!(
        "barred_from_taking_over",
        judged("barred", lines, &["m1 p urgent=no", "m1 p urgent=yes", "m1 p"])
    );
    let lines =
        "chief holds p\nm1 may take over p from chief\nrequester may not hold p\nappoint ana to m1\nappoint bob to m2";
    insta::assert_snapshot!(
        "the_person_is_barred",
        judged("person", lines, &["m1 p requester=ana", "m1 p requester=bob"])
    );
    let lines = "chief holds p\nm1 may take over p from chief within 5 days of notified\nm1 and m2 jointly may take over p from chief within 30 days of received";
    insta::assert_snapshot!(
        "a_window_not_known",
        judged("window", lines, &["m1 p", "m1 p notified=2021-02-01", "m1 p notified=2021-01-01", "m1,m2 p"])
    );
    let lines = "chief holds p\nm1 and m2 jointly may take over p from chief\nappoint ana to m1\nappoint ana to m2";
    insta::assert_snapshot!(
        "which_office_of_two",
        judged("office", lines, &["m1,m2 p --by ana,bob", "m1,m2 p --by ana --by bob", "m1,m2 p --by ana", "m1,m2 p"])
    );
}

#[test]
fn after_silence() {
    let lines = "chief holds p\n  within 3 days of received, else approved\nm1 may take over p from chief within 10 days of received";
    let acts = ["m1 p --at 2021-02-03", "m1 p --at 2021-02-04", "m1 p --at 2021-02-20", "chief p --at 2021-02-04"];
    insta::assert_snapshot!("nobody_after_silence", judged("after-silence", lines, &acts));
    let text: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    let folder = Folder::new("told-after-silence").with("board.vires", format!("{HEAD}{text}"));
    let run = folder.run(&["eval", "p", "--at", "2021-02-04", "received=2021-01-31"]);
    assert!(!run.out.contains("take over"), "{run}");
}

#[test]
fn who_acted_beside_them_and_who_consented() {
    let lines = "m1 or deputy holds p\n  with consent of more than half of member";
    let acts = [
        "m1,deputy p --at 2021-08-01 --done consent_of_m2 --done consent_of_m3",
        "m1 p --done consent_of_more_than_half_of_member",
    ];
    insta::assert_snapshot!("beside_them", judged("beside-them", lines, &acts));
}

#[test]
fn check_looks_at_who_may_take_over() {
    let lines = [
        ("gone", "chief holds p\ndeputy may take over p from chief"),
        (
            "gone-with-the-holder",
            "deputy holds p until 2021-06-30\nchief holds p from 2021-07-01\ndeputy may take over p from deputy",
        ),
        ("itself", "chief holds p\nchief may take over p from chief"),
        ("never", "chief holds p\nm1 may take over p from chief when urgent and not urgent"),
        ("no-amount", "chief holds p\nm1 may take over p from chief when amount above 5 and at most 5"),
        (
            "one-person",
            "chief holds p\nm1 and m2 jointly may take over p from chief\nappoint ana to m1\nappoint ana to m2",
        ),
        ("passes-to-the-barred", "chief holds p\n  within 5 days of received, else passes to m1\nm1 may not hold p"),
        (
            "plain",
            "chief holds p\n  within 5 days of received, else passes to m1\nm1 may not hold p when urgent\nm2 and m3 jointly may take over p from chief when amount above 5",
        ),
    ];
    let all: Vec<String> =
        lines.iter().map(|(name, lines)| format!("{name}\n{}", found(&format!("found-{name}"), lines))).collect();
    insta::assert_snapshot!("who_may_take_over", all.join("\n"));
}

#[test]
fn who_holds_it_only_with_another() {
    let lines = "m1 and (m2 or m3) hold p jointly when amount at least 5\nchief holds p in all other cases";
    insta::assert_snapshot!(
        "only_with_another",
        judged("only-with-another", lines, &["m1 p amount=1", "m1 p amount=7", "chief p amount=7", "m1,m2 p amount=1"])
    );
}
