//! What changes hands because a text ends that has changed others for a time, and findings that are told once of a line
//! whose text is law with interruptions.

use serde_json::Value;

use crate::run::{Folder, Ran};

const HEAD: &str = r#"package t "T"
tier central
body na "Assembly" at central
body gov "Government" at central
body a "A" at central, under gov
body b "B" at central, under a
body c "C" at central, under b
body m "M" at central, under gov
fact x "X" : yes or no
fact y "Y" : yes or no
fact v "Value" : number from 0
power P "Power P"
power Q "Power Q"
instrument kind law rank 2
instrument kind decree rank 4
modality devolve
  title moves
  giver stops acting
event e2 "E2"
parameter lim "Limit" : number
"#;

const LAW: &str = r#"instrument L "Law L"
  kind law, issued by na on 2020-01-01
  in force from 2020-01-01
  article 1
    a holds P
  article 2
    a holds Q
"#;

/// A text that is in force until 28 February 2027.
fn until_2027(words: &str, text: &str) -> String {
    format!(
        "instrument O \"Decree O\"\n  kind decree, issued by gov on 2020-06-01\n  in force from 2020-07-01 until 2027-02-28{words}\n  based on L\n{text}"
    )
}

fn folder(name: &str, texts: &[&str]) -> Folder {
    Folder::new(name).with("t.vires", format!("{HEAD}{}", texts.concat()))
}

fn concise(folder: &Folder, code: &str) -> Vec<String> {
    let ran = folder.run(&["check", "--format", "concise"]);
    ran.out.lines().filter(|line| line.contains(code)).map(str::to_owned).collect()
}

fn findings(folder: &Folder, code: &str) -> Vec<Value> {
    let document: Value = serde_json::from_str(&folder.run(&["check", "--all", "--format", "json"]).out).unwrap();
    document["findings"].as_array().unwrap().iter().filter(|own| own["code"] == code).cloned().collect()
}

/// The powers that change hands on 1 March 2027 by the findings, and by the comparison of the two days.
fn powers(folder: &Folder) -> [Vec<String>; 2] {
    let names = |changes: &Value| -> Vec<String> {
        changes.as_array().unwrap().iter().map(|own| own["power"].as_str().unwrap().to_owned()).collect()
    };
    let mut told: Vec<String> =
        findings(folder, "V2004").iter().flat_map(|own| names(&own["lapse"]["changes"])).collect();
    let diff = folder.run(&["diff", ".", "--from", "2027-02-28", "--to", "2027-03-01", "--format", "json"]);
    let document: Value = serde_json::from_str(&diff.out).unwrap();
    let mut compared = names(&document["changes"]);
    for all in [&mut told, &mut compared] {
        all.sort();
        all.dedup();
    }
    [told, compared]
}

#[test]
fn what_an_overlay_had_changed_comes_back_with_its_end() {
    let cases = [
        (
            "replaced",
            ", overlay",
            "  article 1\n    replace L article 1 with\n      b holds P when x\n      m holds P in all other cases\n",
            &["t.P"][..],
        ),
        (
            "beside",
            ", overlay",
            "  article 1\n    replace L article 1 with\n      b holds P\n  article 2\n    devolve Q from a to m\n",
            &["t.P", "t.Q"],
        ),
        (
            "inserted",
            ", overlay",
            "  article 1\n    insert after L article 1\n      article 1a\n        m holds P\n    insert after L article 1a\n      article 1b\n        L article 1a prevails over L article 1\n",
            &["t.P"],
        ),
        ("repealed", ", overlay", "  article 1\n    repeal L article 1\n", &["t.P"]),
        ("read", ", overlay", "  article 1\n    read m for a in L\n", &["t.P", "t.Q"]),
        (
            "some-cases",
            ", overlay",
            "  article 1\n    this article applies only when x\n    replace L article 1 with\n      b holds P\n",
            &["t.P"],
        ),
        ("suspended", "", "  article 1\n    suspend L article 2\n    b holds P\n", &["t.P", "t.Q"]),
    ];
    for (name, words, text, expected) in cases {
        let folder = folder(&format!("passing-{name}"), &[LAW, &until_2027(words, text)]);
        let [told, compared] = powers(&folder);
        assert_eq!(told, compared, "{name}: {}", folder.run(&["check"]));
        assert_eq!(told, expected, "{name}");
    }
}

/// A bar that another text had stopped for a time, and a limit that it had set otherwise.
#[test]
fn bars_and_limits_come_back_too() {
    let bar = "  article 3\n    b holds P when x\n    this article prevails over article 1\n  article 4\n    b may not hold P\n";
    let lifted = folder("passing-bar", &[LAW, bar, &until_2027("", "  article 1\n    suspend L article 4\n")]);
    let [told, compared] = powers(&lifted);
    assert_eq!((told, compared), (vec!["t.P".to_owned()], vec!["t.P".to_owned()]), "{}", lifted.run(&["check"]));
    let limit = LAW.replace("a holds P", "a holds P when v at least lim\n    m holds P when v below lim")
        + "  article 3\n    set lim to 10\n";
    let set = until_2027(", overlay", "  article 1\n    replace L article 3 with\n      set lim to 20\n");
    let folder = folder("passing-limit", &[&limit, &set]);
    let [told, compared] = powers(&folder);
    assert_eq!((told, compared), (vec!["t.P".to_owned()], vec!["t.P".to_owned()]), "{}", folder.run(&["check"]));
}

#[test]
fn a_text_that_ends_is_told_with_the_line_that_ends() {
    let text = until_2027(", overlay", "  article 1\n    replace L article 1 with\n      b holds P\n");
    insta::assert_snapshot!(folder("passing-told", &[LAW, &text]).run(&["check"]));
}

/// Of two texts that end on one day, what both had a hand in is listed once and named at the other.
#[test]
fn two_texts_that_end_on_one_day() {
    let other = "instrument T \"Decree T\"\n  kind decree, issued by gov on 2020-06-01\n  in force from 2020-07-01 until 2027-02-28\n  article 1\n    m holds P\n";
    let folder =
        folder("passing-both", &[LAW, &until_2027(", overlay", "  article 1\n    repeal L article 1\n"), other]);
    let found = findings(&folder, "V2004");
    assert_eq!(found.len(), 2, "{found:#?}");
    let listed = |instrument: &str| found.iter().find(|own| own["lapse"]["instrument"] == instrument).cloned().unwrap();
    assert_eq!(listed("T")["lapse"]["changes"].as_array().unwrap().len(), 1);
    assert_eq!(listed("O")["lapse"]["elsewhere"]["T"], 1, "{found:#?}");
}

#[test]
fn a_gap_says_with_which_end_it_begins() {
    let inserted = until_2027(
        ", overlay",
        "  article 1\n    insert after L article 2\n      article 2a\n        b holds Q when y and not x\n",
    );
    let law = LAW.replace("a holds Q", "a holds Q when x");
    let told = concise(&folder("passing-gap", &[&law, &inserted]), "V2002").join("\n");
    assert!(told.contains("1 March 2027"), "{told}");
    // What has no part in the power is none of its cause.
    let first = "instrument T1 \"T1\"\n  kind decree, issued by gov on 2020-01-01\n  in force from 2020-01-01 until 2027-02-28\n  article 1\n    a holds P\n";
    let second = "instrument T2 \"T2\"\n  kind decree, issued by gov on 2020-01-01\n  in force from 2020-01-01 until 2027-02-28\n  article 1\n    m holds Q\n    devolve every power of m to c\n";
    let told = concise(&folder("passing-cause", &[first, second]), "V2002").join("\n");
    assert!(told.contains("Power P: nobody is competent from 1 March 2027 on, the day after T1 ends\n"), "{told}");
    assert!(told.contains("Power Q: nobody is competent from 1 March 2027 on, the day after T2 ends"), "{told}");
}

/// Where a gap begins with the end of a text in some of its cases only, it is not said to begin with it.
#[test]
fn a_gap_that_begins_on_several_days() {
    let lasting = "instrument L \"L\"\n  kind decree, issued by gov on 2020-01-01\n  in force from 2020-01-01\n  article 1\n    a holds Q when x or y\n";
    let ending = "instrument T1 \"T1\"\n  kind decree, issued by gov on 2020-01-01\n  in force from 2020-01-01 until 2027-02-28\n  article 1\n    m holds Q when not x and v above 5\n";
    let ran = folder("passing-several", &[lasting, ending]).run(&["check"]);
    let told = ran.out.replace('\n', " ");
    assert!(!told.contains("1 January 2020, the day after"), "{ran}");
    let words: Vec<&str> = told.split_whitespace().collect();
    assert!(
        words.join(" ").contains("in some of these cases it begins on 1 March 2027, the day after T1 ends"),
        "{ran}"
    );
}

/// The pairs of all overlaps as citations with their lines.
fn pairs(found: &[Value]) -> Vec<[String; 2]> {
    let place = |own: &Value, n: &Value| {
        let rule = &own["rules"][usize::try_from(n.as_u64().unwrap()).unwrap()];
        format!("{} {}", rule["citation"], rule["start"])
    };
    let of_one = |own: &Value| {
        let all = own["pairs"].as_array().unwrap().iter();
        all.map(|pair| [place(own, &pair[0]), place(own, &pair[1])]).collect::<Vec<_>>()
    };
    found.iter().flat_map(of_one).collect()
}

#[test]
fn two_rules_with_the_same_interruptions_clash_once() {
    let clash = LAW.replace("a holds P", "a holds P\n    m holds P when x");
    let amender = |text: &str| {
        format!(
            "instrument O \"O\"\n  kind law, issued by na on 2020-06-01\n  in force from 2020-07-01\n  based on L\n{text}"
        )
    };
    let cases = [
        (
            "event",
            LAW.replace("a holds P", "a holds P\n    m holds P from e2"),
            amender("  article 1\n    suspend L article 1 before e2\n"),
        ),
        (
            "twice",
            clash.clone(),
            amender(
                "  article 1\n    suspend L article 1 until 2020-12-31\n  article 2\n    this article applies only when y\n    suspend L article 1 from 2022-01-01 until 2022-12-31\n",
            ),
        ),
        (
            "repeal",
            clash.clone(),
            amender("  article 1\n    this article applies only when y\n    repeal L article 1\n"),
        ),
        ("readings", clash, amender("  article 1\n    read b for a\n    read c for m\n")),
    ];
    for (name, law, text) in cases {
        let folder = folder(&format!("once-{name}"), &[&law, &text]);
        let found = findings(&folder, "V2001");
        assert_eq!(pairs(&found).len(), 1, "{name}: {found:#?}");
    }
    let giver = LAW.replace("a holds Q", "a holds Q\n    devolve Q from b to c");
    let folder =
        folder("once-transfer", &[&giver, &amender("  article 1\n    suspend L article 2 until 2020-12-31\n")]);
    assert_eq!(concise(&folder, "V3001").len(), 1);
}

/// What is true only while its place is in force ends with it, whatever end it states itself.
#[test]
fn a_state_ends_with_its_text() {
    let text = "instrument T \"T\"\n  kind law, issued by na on 2020-06-01\n  in force from 2020-07-01 until 2020-12-31\n  article 1\n    suspend L article 1 until 2021-12-31\n    set lim to 50 until 2021-12-31\n";
    let folder = folder("state-ends", &[LAW, text]);
    let gap = concise(&folder, "V2002").join("\n");
    assert!(gap.contains("from 1 July 2020 to 31 December 2020"), "{gap}");
    assert_eq!(concise(&folder, "V8003").len(), 2, "{}", folder.run(&["check"]));
    let ran: Ran = folder.run(&["eval", "P", "--at", "2021-01-01"]);
    assert!(ran.out.contains("competent") && ran.out.contains("A (a)"), "{ran}");
}

/// A part that was extended beyond its instrument lapses on a day of its own; what a lasting text says for a time only does
/// not.
#[test]
fn what_outlives_its_text_lapses_too() {
    let decree = "instrument O \"Decree O\"\n  kind decree, issued by gov on 2020-06-01\n  in force from 2020-07-01 until 2021-12-31\n  article 1\n    devolve P from a to b\n  article 2\n    devolve Q from a to b\n";
    let extension = "instrument X \"Decree X\"\n  kind decree, issued by gov on 2021-06-01\n  in force from 2021-07-01\n  article 1\n    extend O article 1 until 2022-12-31\n";
    let told = concise(&folder("outlives", &[LAW, decree, extension]), "V2004");
    assert_eq!(told.len(), 2, "{told:#?}");
    for ending in [
        "part of Decree O ends on 31 December 2022: on 1 January 2023 one power",
        "Decree O ends on 31 December 2021: on 1 January 2022 one power",
    ] {
        assert!(told.iter().any(|own| own.contains(&format!("] {ending}"))), "{told:#?}");
    }
    let lasting = decree
        .replace(" until 2021-12-31", "")
        .replace("from a to b\n  article 2", "from a to b until 2022-12-31\n  article 2");
    assert!(concise(&folder("lasts", &[LAW, &lasting]), "V2004").is_empty());
}
