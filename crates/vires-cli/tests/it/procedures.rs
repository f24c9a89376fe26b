//! Steps, deadlines, silence and takings over, as `vires eval` and `vires test` tell them; `vires act`.

use crate::run::Folder;

/// Imports of drones: consent, a stack of deadlines, a superior who may take over; commitments with two signatures.
const DRONES: &str = r#"package demo "Drones"
currency USD "US dollar", with 2 decimals
tier central "Central"
tier province "Province" below central
territory Province "Province" : north "the North", south "the South"
body ministry "the Ministry" at central
body army "the Army" at central
body committee "Provincial Committee" at province, one per Province
office ceo "Chief executive" under ministry
office cfo "Chief financial officer" under ministry
office board "Chair of the board" under ministry
fact site "Site" : Province
fact received "File received" : date
fact urgent "Urgent" : yes or no
fact value "Value" : USD from 0
power import "Import of drones" place site
power commit "Commitment"
instrument kind law "Law" rank 1
instrument kind order "Order" rank 2
modality entrust "Entrust"
  giver stops acting
  form law
  from committee to ministry
instrument decree_1 "Decree 1"
  kind law, issued on 2025-01-01
  in force from 2025-01-01
  article 1
    clause 1
      committee of site holds import when value at most 1 million USD
        with consent of army within 15 working days of received, else approved
        after consulting board when urgent
        notifying ministry
        within 30 days of received, else passes to ministry
        within 10 days, else refused
    clause 2
      ministry holds import in all other cases
    clause 3
      ministry may take over import from committee within 10 days of received
  article 2
    any 2 of ceo, cfo, board hold commit
    for commit when value above 1_000 USD
      after review by cfo within 3 working days of received, else passes to ceo
  article 3
    appoint an_nguyen to ceo
    appoint an_nguyen to board
    appoint bình_lê to cfo
"#;

fn drones(name: &str) -> Folder {
    Folder::new(name).with("drones.vires", DRONES)
}

const CASE: [&str; 5] = ["eval", "import", "site=north", "received=2025-07-01", "value=5 USD"];

#[test]
fn a_file_as_time_goes_on() {
    let folder = drones("procedure-time");
    let check = folder.run(&["check", "--deny", "warnings"]);
    assert_eq!(check.status, Some(0), "{check}");
    let at = |at: &str, more: &[&str]| folder.run(&[&CASE[..], &["--at", at], more].concat());
    insta::assert_snapshot!("waiting", at("2025-07-02", &["urgent=no"]));
    insta::assert_snapshot!("waiting_in_vietnamese", at("2025-07-02", &["--language", "vi"]));
    insta::assert_snapshot!("passed_on", at("2025-08-05", &["urgent=yes", "--done", "consult of board"]));
    insta::assert_snapshot!("refused", at("2025-09-05", &["urgent=no", "--format", "json"]));
    insta::assert_snapshot!("refused_in_vietnamese", at("2025-09-05", &["urgent=no", "--language", "vi"]));
}

#[test]
fn facts_that_only_the_steps_turn_on() {
    let folder = drones("procedure-needs");
    insta::assert_snapshot!(
        "needs",
        folder.run(&["eval", "import", "site=north", "value=5 USD", "--at", "2025-07-02", "--format", "json"])
    );
    insta::assert_snapshot!("one_person", folder.run(&["eval", "commit", "value=5_000 USD", "--at", "2025-07-02"]));
}

#[test]
fn steps_done_in_a_file_of_cases() {
    let folder = drones("procedure-lines");
    let lines = r#"{"facts": {"site": "north", "value": "5 USD", "urgent": false, "received": "2025-07-01"}, "done": ["consent of army"]}
{"facts": {"site": "north"}, "done": ["blessing of army"]}
{"facts": {"site": "north"}, "done": "consent of army"}
{"site": "north", "value": "5 USD", "urgent": false, "received": "2025-07-01", "done": ["consent of army"]}
"#;
    let folder = folder.with("cases.jsonl", lines);
    let ran = folder.run(&["eval", "import", "--at", "2025-07-02", "--case", "cases.jsonl"]);
    insta::assert_snapshot!("lines", ran);
}

#[test]
fn tests_of_steps() {
    let tests = r#"
test "in time"
  on 2025-07-05
  given site is north, received is 2025-07-01, value is 5 USD, urgent
  expect committee of site holds import
  expect pending over import
  expect import with consent of army within 15 working days of received, else approved
  expect import after consulting board
  expect ministry may take over import from committee of north
test "too late"
  on 2025-09-05
  given site is north, received is 2025-07-01, value is 5 USD, urgent is no
  expect ministry holds import
  expect refused over import
"#;
    let folder = Folder::new("procedure-tests").with("drones.vires", format!("{DRONES}{tests}"));
    let ran = folder.run(&["test"]);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (Some(0), "ok     drones.vires (2 tests)\n2 tests: all pass\n"),
        "{ran}"
    );
    let wrong = r#"
test "wrong"
  on 2025-09-05
  given site is north, received is 2025-07-01, value is 5 USD, urgent is no
  expect approved over import
  expect pending over import
  expect import after consulting board
  expect import with consent of army within 10 days of received
  expect ministry may take over import from committee of south
  expect committee of site holds import
"#;
    let folder = Folder::new("procedure-wrong").with("drones.vires", format!("{DRONES}{wrong}"));
    insta::assert_snapshot!("wrong_tests", folder.run(&["test", "--format", "json"]));
}

#[test]
fn acts_within_and_beyond() {
    let folder = drones("acts");
    let act_in = |folder: &Folder, words: &[&str]| {
        folder.run(&[&["act"], words, &["received=2025-07-01", "urgent=no"]].concat())
    };
    let act = |words: &[&str]| act_in(&folder, words);
    let north = "committee of north";
    let consent = ["--done", "consent of army"];
    let at = ["--at", "2025-07-02"];
    let ran = act(&[&[north, "import", "site=north", "value=5 USD"], &at[..], &consent].concat());
    assert_eq!(ran.status, Some(0), "{ran}");
    insta::assert_snapshot!("intra", ran);
    insta::assert_snapshot!("missing", act(&[&[north, "import", "site=north", "value=5 USD"], &at[..]].concat()));
    insta::assert_snapshot!(
        "amount",
        act(&[&[north, "import", "site=north", "value=2 million USD"], &at[..]].concat())
    );
    insta::assert_snapshot!("place", act(&[&[north, "import", "site=south", "value=5 USD"], &at[..]].concat()));
    let late = ["--at", "2030-02-01", "--format", "json"];
    let lapsing = DRONES.replace("in force from 2025-01-01\n", "in force from 2025-01-01 until 2029-12-31\n");
    let lapsed = Folder::new("acts-lapsed").with("drones.vires", lapsing);
    insta::assert_snapshot!(
        "lapsed",
        act_in(&lapsed, &[&["ministry", "import", "site=south", "value=5 million USD"], &late[..]].concat())
    );
    insta::assert_snapshot!(
        "over",
        act(&[&[north, "import", "site=north", "value=5 USD"], &["--at", "2025-08-05"][..]].concat())
    );
    insta::assert_snapshot!(
        "took_over",
        act(&[&["ministry", "import", "site=north", "value=5 USD"], &at[..]].concat())
    );
    let vietnamese = ["--language", "vi"];
    insta::assert_snapshot!(
        "no_power",
        act(&[&["army", "import", "site=north", "value=5 USD"], &at[..], &vietnamese].concat())
    );
    insta::assert_snapshot!("unknown", act(&[&[north, "import", "site=north"], &at[..]].concat()));
    let review = ["--done", "review of cfo"];
    let signed = ["ceo,board", "commit", "value=5_000 USD"];
    insta::assert_snapshot!("one_person_signs_twice", act(&[&signed[..], &at, &review].concat()));
    insta::assert_snapshot!("alone", act(&[&["cfo", "commit", "value=500 USD"], &at[..]].concat()));
    let ran = act(&[&["ceo,cfo", "commit", "value=500 USD", "--by", "an_nguyen", "--by", "bình_lê"], &at[..]].concat());
    assert_eq!(ran.status, Some(0), "{ran}");
}

#[test]
fn delegations() {
    let folder = drones("acts-delegate");
    let ask = |words: &[&str]| {
        let case = ["site=north", "value=5 USD", "urgent=no", "--at", "2025-07-02"];
        folder.run(&[&["act", "delegate"], words, &case].concat())
    };
    let ran = ask(&["committee of north", "import", "ministry", "entrust"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    insta::assert_snapshot!("allowed", ran);
    insta::assert_snapshot!(
        "wrong_form",
        ask(&["committee of north", "import", "ministry", "Entrust", "--form", "order"])
    );
    insta::assert_snapshot!(
        "wrong_parties",
        ask(&["committee of north", "import", "army", "entrust", "--format", "json"])
    );
    insta::assert_snapshot!("not_theirs", ask(&["committee of south", "import", "ministry", "entrust"]));
}

#[test]
fn acts_that_cannot_be_asked_about() {
    let folder = drones("acts-refused");
    for (words, why) in [
        (&["act"][..], "the following required arguments were not provided"),
        (&["act", "ministry", "import"], "--at"),
        (&["act", "minister", "import", "--at", "2025-07-02"], "there is no body or office named `minister`"),
        (&["act", "committee of west", "import", "--at", "2025-07-02"], "`west` is none of the values of Province"),
        (&["act", "army of north", "import", "--at", "2025-07-02"], "there is only one `army`"),
        (&["act", "army", "import", "--at", "2025-07-02", "--done", "consent"], "is not of the form KIND of BODY"),
        (&["act", "army", "import", "--at", "2025-07-02", "--done", "nod of army"], "`nod` is no kind of step"),
        (
            &["act", "delegate", "army", "import", "ministry", "gift", "--at", "2025-07-02"],
            "there is no modality named `gift`",
        ),
    ] {
        let ran = folder.run(words);
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{ran}");
        assert!(ran.err.starts_with("vires: ") && ran.err.contains(why) && ran.err.lines().count() == 1, "{ran}");
    }
}

/// A giver who may still act has the power by its grant, the receiver by the transfer.
#[test]
fn an_act_is_by_the_provision_that_gives_its_author_the_power() {
    let folder = Folder::new("arriving").with(
        "p.vires",
        "package p\ncurrency USD\nterritory Grade : g1, g2\noffice ceo\noffice officer one per Grade\n\
         fact value : USD from 0 to 100_000 USD\nfact grade : Grade\npower approve\n\
         modality delegate\n  giver may still act\n  title stays\n\
         instrument charter \"Charter\"\n  in force from 2025-01-01\n  article 1\n    ceo holds approve\n\
         instrument schedule_1 \"Schedule\"\n  in force from 2025-01-01\n  article 2\n    \
         delegate approve from ceo to officer of grade when value at most 50_000 USD\n",
    );
    let by = |office: &str| {
        let ran = folder.run(&["act", office, "approve", "value=20000 USD", "grade=g1", "--at", "2025-03-01"]);
        assert_eq!(ran.status, Some(0), "{ran}");
        ran.out
    };
    assert!(by("officer of g1").contains("by:        Schedule, article 2"));
    assert!(by("ceo").contains("by:        Charter, article 1"));
    let answer = folder.run(&["eval", "approve", "value=20000 USD", "grade=g1", "--at", "2025-03-01"]);
    assert!(answer.out.contains("accountable: ceo (ceo)"), "{answer}");
}

const AWARD: &str = "package w\ncurrency GBP \"pounds\", with 2 decimals\nlist Seat : s1, s2\nbody top\noffice ch under top\n\
    fact amount \"Amount\" : GBP from 0\nfact filed : date\nfact answered : date\nfact requested : date\n\
    fact conflicted : yes or no, by Seat\nfact urgent : yes or no\npower award\ninstrument l \"L\"\n  in force from 2020-01-01\n  article 1\n";

/// An exception behind a step is the step's, as a condition is; so is one behind a deadline on a line of its own.
#[test]
fn an_exception_belongs_to_what_it_stands_behind() {
    let text = format!(
        "{AWARD}    top holds award when amount at least 1 GBP\n      with consent of ch except when amount below 5 GBP\n      \
         within 10 days of filed, else approved except when urgent\n    ch holds award in all other cases\n"
    );
    let folder = Folder::new("procedure-exception").with("w.vires", text);
    let eval = |amount: &str, urgent: &str| {
        let case = [format!("amount={amount} GBP"), format!("urgent={urgent}"), "filed=2020-03-01".to_owned()];
        let ran =
            folder.run(&["eval", "award", "--at", "2020-04-01", &case[0], &case[1], &case[2], "--format", "json"]);
        let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let steps = answer["steps"].as_array().unwrap().len();
        (answer["holders"][0]["body"].as_str().unwrap().to_owned(), steps, answer["silence"].is_array())
    };
    assert_eq!(eval("4", "yes"), ("top".to_owned(), 0, false));
    assert_eq!(eval("5", "yes"), ("top".to_owned(), 1, false));
    assert_eq!(eval("4", "no"), ("top".to_owned(), 0, true));
    assert_eq!(eval("0", "no"), ("ch".to_owned(), 0, false));
}

/// The day later than the first by the days between the others, without brackets.
#[test]
fn the_clock_stops_between_two_dates() {
    let text =
        format!("{AWARD}    top holds award\n      within 10 days of filed + answered - requested, else approved\n");
    let folder = Folder::new("procedure-clock").with("w.vires", text);
    let dates = ["filed=2020-03-01", "requested=2020-03-05", "answered=2020-03-20"];
    let ran = folder.run(&[&["eval", "award", "--at", "2020-03-10"][..], &dates].concat());
    assert!(ran.status == Some(0) && ran.out.contains("until 26 March 2020"), "{ran}");
}

/// What `eval` names as needed can be expected: an entry, all entries, an event.
#[test]
fn what_an_answer_needs_is_expected_by_its_name() {
    let test = "test \"t\"\n  on 2020-03-01\n  given amount is 5 GBP\n";
    let text = format!(
        "{}    top holds award when conflicted of s1\n    ch holds award before e1 when not conflicted of s1\n    \
         top holds award from e1 when not conflicted of s1\n{test}  expect undetermined over award, needs conflicted of s1, e1\n\
         {test}  expect undetermined over award, needs conflicted\n{test}  expect undetermined over award, needs conflicted of s2\n",
        AWARD.replace("power award\n", "power award\nevent e1 \"E\"\n")
    );
    let ran = Folder::new("procedure-needs").with("w.vires", text).run(&["test"]);
    assert!(ran.out.contains("3 tests: 1 failed") && ran.out.contains("conflicted of s2"), "{ran}");
}

/// Two ends, a day and an event: whichever comes first, of a rule as of what suspends one.
#[test]
fn what_ends_with_a_day_or_an_event_ends_with_the_first() {
    let text = "package p\nbody a\nbody b\npower q\npower r\nevent rules_issued \"The rules are issued\"\ninstrument i\n  \
        in force from 2020-01-01\n  article 1\n    nobody holds q before rules_issued until 2020-12-10\n    \
        a holds q in all other cases\n  article 2\n    b holds r\ninstrument j\n  in force from 2020-06-01\n  article 1\n    \
        suspend i article 2 before rules_issued until 2020-12-10\n";
    let folder = Folder::new("procedure-ends").with("p.vires", text);
    let outcome = |power: &str, day: &str, issued: &str| {
        let ran = folder.run(&["eval", power, "--at", day, &format!("rules_issued={issued}"), "--format", "json"]);
        let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        answer["outcome"].as_str().unwrap().to_owned()
    };
    for (day, issued, q, r) in [
        ("2020-12-10", "none", "nobody", "gap"),
        ("2020-12-11", "none", "competent", "competent"),
        ("2020-09-30", "2020-10-01", "nobody", "gap"),
        ("2020-10-01", "2020-10-01", "competent", "competent"),
        ("2020-12-10", "2021-01-01", "nobody", "gap"),
        ("2020-12-11", "2021-01-01", "competent", "competent"),
    ] {
        assert_eq!((outcome("q", day, issued).as_str(), outcome("r", day, issued).as_str()), (q, r), "{day} {issued}");
    }
}
