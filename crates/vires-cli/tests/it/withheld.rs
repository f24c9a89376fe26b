//! A line in error says which powers it keeps from being examined.

use serde_json::Value;

use crate::run::Folder;

fn check(folder: &Folder) -> Value {
    serde_json::from_str(&folder.run(&["check", "--format", "json"]).out).unwrap()
}

/// The line of each error that keeps powers from being examined, with these.
fn kept_back(document: &Value) -> Vec<(u64, Vec<String>)> {
    let names = |finding: &Value| {
        let all = finding["not_examined"].as_array()?;
        let all = all.iter().map(|name| name.as_str().unwrap().trim_start_matches("p.").to_owned()).collect();
        Some((finding["rules"][0]["start"]["line"].as_u64().unwrap(), all))
    };
    document["findings"].as_array().unwrap().iter().filter_map(names).collect()
}

fn told(text: &str) -> Vec<(u64, Vec<String>)> {
    kept_back(&check(&Folder::new("withheld").with("p.vires", text)))
}

const POLICY: &str = "package p
tier central
teir province below central
body moit at central
body pc at province
fact amount : number from 0
fact big : yes or nope
power a
power b
power c
power d
power e
power f
power g
instrument law
  in force from 2025-01-01
  article 1
    pc holds a, b, c, d
    moit holds e when big
    moit holds f when amount above 5
    moit holds f when amount avobe 7
    moit holds g
";

#[test]
fn each_error_names_the_powers_that_it_keeps_from_being_examined_each_power_once() {
    let names = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    // A tier that breaks a body, which breaks a rule; a fact; a line of its own.
    let expected = vec![(3, names(&["a", "b", "c", "d"])), (7, names(&["e"])), (21, names(&["f"]))];
    assert_eq!(told(POLICY), expected);
    let folder = Folder::new("withheld-words").with("p.vires", POLICY);
    assert_eq!(check(&folder)["summary"]["not_examined"], 6);
    let english = folder.run(&["check", "--all"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(english.contains("4 powers are not examined to the end"), "{english}");
    assert!(english.contains("case is not known: a; b; c; d error"), "{english}");
    assert!(english.contains("one power is not examined to the end"), "{english}");
    assert!(english.contains("errors; 6 powers not examined to the end"), "{english}");
    let vietnamese = folder.run(&["check", "--language", "vi"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(vietnamese.contains("4 thẩm quyền chưa được xem xét hết"), "{vietnamese}");
    assert!(vietnamese.contains("3 lỗi; 6 thẩm quyền chưa được xem xét hết"), "{vietnamese}");
}

#[test]
fn many_powers_are_counted() {
    let more = POLICY.replace("pc holds a, b, c, d", "pc holds a, b, c, d, g");
    let folder = Folder::new("withheld-many").with("p.vires", more);
    let out = folder.run(&["check"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(out.contains("case is not known: a; b; c; and 2 more"), "{out}");
    assert_eq!(kept_back(&check(&folder))[0].1.len(), 5);
}

#[test]
fn nothing_is_kept_back_where_all_is_read() {
    let folder = Folder::new("withheld-none").with("p.vires", "package p\npower a\n");
    let document = check(&folder);
    assert!(kept_back(&document).is_empty() && document["summary"].get("not_examined").is_none(), "{document:#}");
    assert!(!folder.run(&["check"]).out.contains("not examined"));
}

/// What breaks a power stands on the line itself, above it, in a list, in another text.
#[test]
fn the_line_at_fault_is_found_from_what_it_broke() {
    let head = "package p\nbody a\nbody b\nfact x : yes or no\npower q\n";
    let law = "instrument i\n  in force from 2025-01-01\n  article 1\n    a holds q when x\n";
    let of = |line: u64| vec![(line, vec!["q".to_owned()])];
    // A heading without a date that reads.
    let heading = law.replace("article 1", "article 1 from 2025-13-01");
    assert_eq!(told(&format!("{head}{heading}")), of(8));
    // The dates of the instrument.
    assert_eq!(told(&format!("{head}{}", law.replace("from 2025-01-01", "from nowhere"))), of(7));
    // An assumption over the same facts.
    assert_eq!(told(&format!("{head}assume x or y\n{law}")), of(6));
    // A parameter whose line is in error.
    let set = "parameter limit : number from 0\nfact n : number from 0\n";
    let law = "instrument i\n  in force from 2025-01-01\n  article 1\n    set limit to many\n    a holds q when n above limit\n";
    assert_eq!(told(&format!("{head}{set}{law}")), of(11));
    // A word between texts that cannot be read.
    let word = "instrument i\n  in force from 2025-01-01\n  article 1\n    a holds q\n  article 2\n    this article prevails \
                over j\n";
    assert_eq!(told(&format!("{head}{word}")).len(), 0, "the article with the word gives nothing");
    let word = word.replace("this article prevails over j", "b holds q\n    this article prevails over j");
    assert_eq!(told(&format!("{head}{word}")), of(12));
    // A derived fact in error, by another.
    let derived = "fact y is z above 5\nfact w is y and x\n";
    let law = "instrument i\n  in force from 2025-01-01\n  article 1\n    a holds q when w\n";
    assert_eq!(told(&format!("{head}{derived}{law}")), of(6));
    // A member of a group on lines of its own.
    let group = "instrument i\n  in force from 2025-01-01\n  article 1\n    a holds q when any of\n      x\n      all off\n        x\n";
    assert_eq!(told(&format!("{head}{group}")), of(11));
    // A fact that is called as a keyword is, and is not there.
    let fact =
        "faact use \"U\" : yes or no\ninstrument i\n  in force from 2025-01-01\n  article 1\n    a holds q when use\n";
    assert_eq!(told(&format!("{head}{fact}")), of(6));
    // A power that asks about it is not examined either.
    let asking = "power r\ninstrument i\n  in force from 2025-01-01\n  article 1\n    a holds q when z\n    b holds r when q is \
                  held by a\n";
    assert_eq!(told(&format!("{head}{asking}")), vec![(10, vec!["q".to_owned(), "r".to_owned()])]);
    // A package that is not there.
    let used = "use missing\ninstrument i\n  in force from 2025-01-01\n  article 1\n    whom holds q\n";
    assert_eq!(told(&format!("{head}{used}")), of(6));
}

#[test]
fn a_row_of_a_list_at_fault_is_told_in_its_file() {
    let policy = "package p\nbody a\nlist L from \"l.csv\"\nfact f : L\npower q\ninstrument i\n  in force from 2025-01-01\n  \
                  article 1\n    a holds q when f is two\n";
    let folder = Folder::new("withheld-list").with("p.vires", policy).with("l.csv", "name,from\none,\ntwo,someday\n");
    let document = check(&folder);
    assert_eq!(kept_back(&document), vec![(3, vec!["q".to_owned()])]);
    assert_eq!(document["findings"][0]["rules"][0]["file"], "l.csv");
}

/// What is found in a text, a line each.
fn concise(name: &str, text: &str) -> String {
    Folder::new(name).with("p.vires", text).run(&["check", "--format", "concise"]).out
}

const AMENDED: &str = "package p
tier central
body m at central
body c at central
power a
power b
modality delegate
instrument i
  in force from 2024-01-01
  article 1
    m holds a
instrument other
  in force from 2024-01-01
  article 1
    c holds b
instrument j
  in force from 2024-02-01
  article 1
";

#[test]
fn a_line_that_may_have_changed_a_text_keeps_the_powers_of_that_text_back() {
    let lines = [
        "suspend i article 1 till 2025-01-01",
        "repeal i article 1 with effect from 2024-05-01",
        "repeal articles 1 to 3 of i",
        "revoke i",
        "i is revoked",
        "extend i article 1 until end of 2023",
        "this instrument supersedes i",
        "abolish m with effect from 2024-03-01",
        "delegate all powers of m to c",
        "delegate every power of m in sectr s to c",
    ];
    for line in lines {
        let folder = Folder::new("withheld-amended").with("p.vires", format!("{AMENDED}    {line}\n"));
        let eval = |power: &str| folder.run(&["eval", power, "--at", "2024-06-01"]).status;
        assert_eq!(eval("a"), Some(2), "{line}");
        assert_eq!(eval("b"), Some(0), "{line}");
    }
    // A grant touches nothing but what it names; where it names nothing, it may have been any power.
    for (line, statuses) in [("    m holds a, wen b", [Some(2), Some(2)]), ("    m hods a", [Some(2), Some(0)])] {
        let folder = Folder::new("withheld-rule").with("p.vires", format!("{AMENDED}{line}\n"));
        let eval = |power: &str| folder.run(&["eval", power, "--at", "2024-06-01"]).status;
        assert_eq!([eval("a"), eval("b")], statuses, "{line}");
    }
    for line in ["m holds", "repeal", "suspend", "read", "abolish", "repeal kk article 1", "repealk article 1", "bãi"]
    {
        let folder = Folder::new("withheld-unnamed").with("p.vires", format!("{AMENDED}    {line}\n"));
        assert_eq!(folder.run(&["eval", "a", "--at", "2024-06-01"]).status, Some(2), "{line}");
    }
}

#[test]
fn what_stands_below_a_misspelt_heading_is_examined() {
    let text = "package p
body m
body c
power a
instrument i
  in force from 2024-01-01
  artcle 1
    m holds a
    c holds a
    zz holds a
";
    for heading in ["artcle 1", "Article 1", "art 1 \"Powers\""] {
        let told = concise("withheld-heading", &text.replace("artcle 1", heading));
        assert!(told.contains("V0001"), "{told}");
        assert!(told.contains("V2001"), "{told}");
        assert!(told.contains("`zz`"), "{told}");
    }
}

#[test]
fn a_sentence_that_begins_further_in_than_the_one_above_stands_beside_it() {
    let text = "package p
body m
body c
power a
instrument i
  in force from 2024-01-01
  article 1
   m holds a
    c holds a
    zz holds a
";
    let told = concise("withheld-beside", text);
    assert_eq!(told.matches("read as standing side by side").count(), 1, "{told}");
    assert!(told.contains("V2001"), "{told}");
    assert!(told.contains("`zz`"), "{told}");
}

#[test]
fn what_an_undated_text_changes_is_not_known() {
    let undated =
        AMENDED.replace("instrument j\n  in force from 2024-02-01\n", "instrument j\n  in force form 2024-02-01\n");
    assert_ne!(undated, AMENDED);
    let misspelt = AMENDED.replace("instrument j\n", "instrment j\n");
    for text in [undated, misspelt] {
        let folder = Folder::new("withheld-undated").with("p.vires", format!("{text}    repeal i article 1\n"));
        let eval = |power: &str| folder.run(&["eval", power, "--at", "2024-06-01"]).status;
        let a = if text.contains("instrment") { Some(0) } else { Some(2) };
        assert_eq!((eval("a"), eval("b")), (a, Some(0)), "{text}");
        // The heading that is misspelt is read as it was meant: the repeal has its date.
        let before = folder.run(&["eval", "a", "--at", "2024-01-15", "--format", "json"]);
        assert!(before.status == Some(2) || before.out.contains("\"m\""), "{}", before.out);
    }
}

#[test]
fn an_assumption_that_does_not_read_leaves_no_gap() {
    let text = "package p\nbody a\nfact f : number from 0 to 9\nfact g : yes or no\nassume f att least 5\npower q\npower r\n\
                instrument i\n  in force from 2025-01-01\n  article 1\n    a holds q when f at least 5\n    a holds r when g\n";
    let unknown = concise("withheld-assumed-unknown", &text.replace("f att least 5", "ff at least 5"));
    assert_eq!(unknown.matches("q: nobody").count(), 0, "{unknown}");
    let told = concise("withheld-assumed", text);
    assert!(told.contains("V0001"), "{told}");
    assert_eq!(told.matches("V2002").count(), 1, "{told}");
    assert!(told.contains("r: nobody"), "{told}");
}

#[test]
fn one_error_of_a_rule_does_not_hide_the_others_of_it() {
    let text = "package p\nbody a\nbody b\nfact x : number from 0 to 9\npower q\ninstrument i\n  in force from 2025-01-01\n  \
                article 1\n    a holds q when x aboove 5\n      with consent of zq when nof1\n    zz holds q when nof2\n      \
                with consent of zp\n    zy holds q\n      wiht consent of b\n    a holds nq when nof3\n      within 5 days of nof4\n";
    let told = concise("withheld-rest", text);
    for name in ["zq", "nof1", "zz", "nof2", "zp", "zy", "nq", "nof3", "nof4"] {
        assert_eq!(told.matches(&format!("`{name}`")).count(), 1, "{name}: {told}");
    }
    assert_eq!(told.matches("V0001").count(), 2, "{told}");
}

/// A grant that cannot be read takes no overlap of others away, nor does a heading of which nothing is lost.
#[test]
fn what_cannot_be_read_hides_no_overlap_of_others() {
    let text = |line: &str, heading: &str| {
        format!(
            r#"package w
body a
body b
fact x : number from 0 to 9
power p
power q
instrument l "Law"
  in force from 2024-01-01
  article 1
    a holds p when x at least 3
    {line}
    b holds p when x at least 8
    a holds q
    b holds q when x above 5
  {heading}
    b holds q when x below 1
"#
        )
    };
    let overlaps = |line: &str, heading: &str| {
        let run =
            Folder::new("hides-nothing").with("w.vires", text(line, heading)).run(&["check", "--format", "concise"]);
        run.out.matches("V2001").count()
    };
    let sound = overlaps("b holds p when x below 3", "article 2");
    for line in [
        "b hlds p when x below 3",
        "b Holds p when x below 3",
        "b has p when x below 3",
        "b shall hold p when x below 3",
        "b exercises p when x below 3",
        "the b holds p when x below 3",
        "b p when x below 3",
        "nobody holds p when x belw 3",
    ] {
        assert_eq!(overlaps(line, "article 2"), sound, "{line}");
    }
    for heading in ["article 2:", "annex", "section", "diem a", "Điều 2:", "the following"] {
        assert_eq!(overlaps("b holds p when x below 3", heading), sound, "{heading}");
    }
}

/// A file whose first line cannot be read belongs to the package of its folder; a package that cannot be told hides its names alone.
#[test]
fn the_lines_that_bind_files_together_may_be_damaged() {
    let one = "package w\nbody a\nbody b\nfact x : number from 0 to 9\npower p\npower q\ninstrument l \"L\"\n  in force from 2024-01-01\n  \
               article 1\n    a holds p when x at least 4\n    a holds q\n";
    let check = |first: &str| {
        let other = format!(
            "{first}\ninstrument k \"K\"\n  in force from 2024-01-01\n  article 1\n    b holds p when x at most 3\n    b holds q\n    zz holds q\n"
        );
        let folder = Folder::new("bound").with("vires.toml", "[package]\nname = \"w\"\n").with("a.vires", one);
        folder.with("b.vires", other).run(&["check", "--format", "concise"])
    };
    for first in ["package", "package w w", "package w \"W", "Package w", "packge w", "# nothing"] {
        let run = check(first);
        assert!(!run.out.contains("V2002") && run.out.contains("V2001"), "{first}: {run}");
        // What a line at the margin declares is not known: `zz` may be it.
        assert!(run.out.matches("V1001").count() <= 1, "{first}: {run}");
    }
    let lib = "package lib\nbody a\nbody b\n";
    let app = |line: &str| {
        let text = format!(
            "package app\n{line}\npower q\ninstrument l \"L\"\n  in force from 2024-01-01\n  article 1\n    a holds q\n    b holds q\n"
        );
        let folder = Folder::new("using").with("app/vires.toml", "[package]\nname = \"app\"\nuse = [\"../lib\"]\n");
        folder.with("app/a.vires", text).with("lib/vires.toml", "[package]\nname = \"lib\"\n").with("lib/l.vires", lib)
    };
    assert!(app("use lib").run(&["check", "app", "--format", "concise"]).out.contains("V2001"));
    for line in ["Use lib", "us lib", "use lib."] {
        let run = app(line).run(&["check", "app", "--format", "concise"]);
        assert!(!run.out.contains("V1001"), "{line}: {run}");
    }
}

/// In capitals it is the same class.
#[test]
fn a_class_in_capitals_is_passed_on_as_any() {
    let text = r#"package w
body a
body b
power p
power q
modality cede
  title moves
instrument l "Law"
  in force from 2024-01-01
  article 1
    b holds p
    b holds q
instrument k "Transfer"
  in force from 2025-01-01
  article 1
    CEDE EVERY POWER OF B EXCEPT Q TO A
"#;
    let folder = Folder::new("capitals").with("w.vires", text);
    assert_eq!(folder.run(&["eval", "p", "--at", "2025-06-01"]).status, Some(2));
}

/// What is counted is counted of the powers that could be examined.
#[test]
fn a_count_says_how_many_powers_could_not_be_examined() {
    let policy = "package p
tier central
tier province below central
body moit \"Ministry\" at central
body pc \"Province\" at province
fact big : yes or no
power a \"Power A\"
power b \"Power B\"
power c \"Power C\"
modality pass
  title moves
instrument law
  in force from 2025-01-01
  article 1
    moit holds a, b, c
instrument pilot \"Pilot\"
  in force from 2025-07-01 until 2027-02-28
  article 1
    pass a from moit to pc
    pass b from moit to pc when big
    pass c from moit to pc when bigg
require 3 powers move from central to province on 2025-07-01
require 7 powers move from central to province on 2025-07-01
";
    let notes = |text: &str, code: &str| -> Vec<String> {
        let document = check(&Folder::new("withheld-counts").with("p.vires", text));
        let all = document["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == code);
        let notes = all.flat_map(|finding| finding["notes"].as_array().cloned().unwrap_or_default());
        notes.filter_map(|note| Some(note.as_str()?.to_owned())).filter(|note| note.contains("examined")).collect()
    };
    let one = "one power could not be examined to the end and may add to this: Power C";
    assert_eq!(notes(policy, "V2004"), [one]);
    // Three may be so, seven may not.
    assert_eq!(notes(policy, "V5002"), [one]);
    assert_eq!(notes(&policy.replace("bigg", "big"), "V2004"), Vec::<String>::new());
    let both = policy.replace("when big\n", "when bigg\n");
    assert_eq!(
        notes(&both, "V2004"),
        ["2 powers could not be examined to the end and may add to this: Power B; Power C"]
    );
}
