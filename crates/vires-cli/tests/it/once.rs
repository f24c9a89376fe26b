//! What is told, and told once: sectors of no power, grants to whoever is barred, manifests that name another package,
//! conflicts in what a body holds, findings whose days lie apart.

use serde_json::Value;

use crate::run::Folder;

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const TWICE: &str = "package p
body a
body b
fact x : number from 0
power q
power r
instrument i
  in force from 2025-01-01
  article 1
    a holds q, r
    b holds q when x above 5 from 2026-01-01
";

#[test]
fn what_a_body_holds_says_where_it_is_claimed_twice() {
    let folder = Folder::new("who-conflict").with("p.vires", TWICE);
    let english = folder.run(&["who", "a"]).out;
    assert_eq!(english.matches("claimed twice: x 6 or more, from 1 January 2026 on").count(), 1, "{english}");
    let vietnamese = folder.run(&["who", "b", "--language", "vi"]).out;
    assert!(vietnamese.contains("chồng chéo thẩm quyền: x từ 6 trở lên"), "{vietnamese}");
    // On a day before it, and of the power that nobody else claims, nothing is said.
    assert!(!folder.run(&["who", "a", "--at", "2025-06-01"]).out.contains("twice"));
    let on_day = folder.run(&["who", "a", "--at", "2026-06-01", "--format", "json"]).out;
    let document: Value = serde_json::from_str(&on_day).unwrap();
    assert_eq!(document["holds"][0]["conflict"], "x 6 or more");
    assert!(document["holds"][1].get("conflict").is_none(), "{on_day}");
    // Only the cases of its own place count.
    let many = "package p\nterritory P : n, s\nbody a\nbody c one per P\nfact site : P\npower q\ninstrument i\n  in force from \
                2025-01-01\n  article 1\n    c of site holds q\n    a holds q when site is n\n";
    let folder = Folder::new("who-conflict-place").with("p.vires", many);
    assert!(folder.run(&["who", "c of n"]).out.contains("claimed twice: in n,"));
    assert!(!folder.run(&["who", "c of s"]).out.contains("claimed twice"));
}

#[test]
fn a_sector_of_no_power_is_told_where_it_is_named() {
    let text = "package p
tier central
tier province below central
body a at central
body b at province
power q sector electricity
power r sector trade
modality give
  giver stops acting
precedence higher rank
precedence later, then higher rank in sector tade
instrument i
  in force from 2025-01-01
  article 1
    a holds q, r
    give every power of a in sector electricty to b
    every power in sector tarde may not be passed on
require no power in sector electrcity is held below province
require every power in sector mining is held at central
require 0 powers move from central to province in sector thuế on 2025-07-01
";
    let folder = Folder::new("sectors").with("p.vires", text);
    let out = folder.run(&["check", "--format", "concise"]).out;
    assert!(!out.contains("V4001"), "told at the sector: {out}");
    for (line, word) in
        [(11, "tade"), (16, "electricty"), (17, "tarde"), (18, "electrcity"), (19, "mining"), (20, "thuế")]
    {
        let told = out.lines().filter(|told| told.starts_with(&format!("p.vires:{line}:")) && told.contains("V1001"));
        assert_eq!(told.filter(|told| told.contains(&format!("sector `{word}`"))).count(), 1, "{line} {word}: {out}");
    }
    assert_eq!(out.matches("V1001").count(), 6, "{out}");
    assert!(out.contains("warning[V1001]") && folder.run(&["check"]).status == Some(0), "{out}");
    let all = words(&folder.run(&["check"]).out);
    assert_eq!(all.matches("did you mean `electricity`?").count(), 2, "{all}");
    assert!(all.contains("the sectors of powers are electricity, trade"), "{all}");
    let vietnamese = words(&folder.run(&["check", "--language", "vi"]).out);
    assert!(vietnamese.contains("không có thẩm quyền nào thuộc lĩnh vực `tarde`"), "{vietnamese}");
    let right = text.replace("electricty", "electricity").replace("electrcity", "electricity");
    let right =
        right.replace("tarde", "trade").replace("tade", "trade").replace("mining", "trade").replace("thuế", "trade");
    let out = Folder::new("sectors-right").with("p.vires", right).run(&["check", "--format", "concise"]).out;
    assert!(!out.contains("V1001"), "{out}");
    // The line of the power may be the one that is in error.
    let lost = text.replace("power q sector electricity", "powr q sector electricty");
    let out = Folder::new("sectors-lost").with("p.vires", lost).run(&["check", "--format", "concise"]).out;
    assert!(!out.contains("sector `electricty`"), "{out}");
}

#[test]
fn a_manifest_that_names_a_package_of_no_file_is_told_in_both_places() {
    let manifest = "[package]\nname = \"vn.trade\"\nlanguage = \"en\"\n";
    let with = |name: &str, first: &str, second: &str| {
        let folder = Folder::new(name).with("vires.toml", manifest);
        folder.with("a.vires", format!("package {first}\n")).with("b.vires", format!("package {second}\n"))
    };
    let folder = with("misnamed", "vn.trad", "vn.trad");
    let document: Value = serde_json::from_str(&folder.run(&["check", "--format", "json"]).out).unwrap();
    let finding = &document["findings"][0];
    assert_eq!((&finding["code"], &finding["severity"]), (&"V1004".into(), &"warning".into()));
    let rules = finding["rules"].as_array().unwrap();
    let place = |at: &Value| (at["file"].as_str().unwrap().to_owned(), at["start"]["line"].as_u64().unwrap());
    let places: Vec<(String, u64)> = rules.iter().map(place).collect();
    assert_eq!(places, [("a.vires".to_owned(), 1), ("vires.toml".to_owned(), 2)]);
    assert!(folder.run(&["check"]).out.contains("name = \"vn.trade\""), "the line of the manifest is shown");
    assert!(folder.run(&["check", "a.vires"]).out.contains("V1004"), "a file stands for its package");
    let vietnamese = words(&folder.run(&["check", "--language", "vi"]).out);
    assert!(vietnamese.contains("mà ở đây không có tệp nào thuộc gói đó"), "{vietnamese}");
    // A folder may hold several packages.
    for (name, first, second) in [("named", "vn.trade", "vn.trade"), ("named-one", "vn.other", "vn.trade")] {
        assert!(!with(name, first, second).run(&["check"]).out.contains("V1004"));
    }
    let unnamed =
        Folder::new("unnamed").with("vires.toml", "[package]\nlanguage = \"en\"\n").with("a.vires", "package x\n");
    assert!(!unnamed.run(&["check"]).out.contains("V1004"));
}

#[test]
fn findings_of_one_line_whose_days_lie_apart_are_one() {
    let text = "package p
body a
body b
power q
power r
instrument kind law rank 2
instrument kind decree rank 4
precedence higher rank
modality give
  giver stops acting
instrument l
  kind law
  in force from 2024-01-01
  article 1
    a holds q
    a and b hold r jointly
instrument d
  kind decree
  in force from 2025-01-01
  article 1
    b holds q
  article 2
    give r from b to a
instrument s
  kind decree
  in force from 2026-01-01 until 2026-12-31
  article 1
    suspend d
";
    let folder = Folder::new("apart").with("p.vires", text);
    let document: Value = serde_json::from_str(&folder.run(&["check", "--format", "json"]).out).unwrap();
    for code in ["V8007", "V8005"] {
        let all = document["findings"].as_array().unwrap().iter().filter(|own| own["code"] == code);
        let regions: Vec<&str> = all.map(|own| own["region"].as_str().unwrap()).collect();
        assert_eq!(regions, ["every case, in 2025 or from 1 January 2027 on"], "{code}");
    }
}

#[test]
fn a_grant_to_whoever_is_barred_in_all_its_cases_is_told() {
    let text = "package p
body a
body b
fact x : yes or no
power q
power r
power s
modality give
  giver stops acting
instrument i
  in force from 2025-01-01
  article 1
    b holds r when x
    a or b holds q
    b holds s
  article 2
    b may not hold r
    b may not hold q
    b may not hold s when x
    a holds r when not x
";
    let folder = Folder::new("barred-grant").with("p.vires", text);
    let out = folder.run(&["check", "--format", "concise"]).out;
    // Of two holders one is left; of some cases some are left.
    assert_eq!(out.matches("V4001").count(), 1, "{out}");
    assert!(out.contains("p.vires:13:5: warning[V4001] r: this rule never applies: in all its cases whoever it names"));
    assert!(out.contains("error[V2002] r: nobody is competent in these cases: x,"), "the gap stays: {out}");
    let all = words(&folder.run(&["check"]).out);
    assert!(all.contains("b holds r when x") && all.contains("╰── bars b"), "{all}");
    let vietnamese = words(&folder.run(&["check", "--language", "vi"]).out);
    assert!(vietnamese.contains("cơ quan được nêu đều không được thực hiện thẩm quyền"), "{vietnamese}");
    // A bar that ends earlier leaves something.
    let later = text.replace("b may not hold r\n", "b may not hold r until 2026-12-31\n");
    let out = Folder::new("barred-for-a-time").with("p.vires", later).run(&["check", "--format", "concise"]).out;
    assert!(!out.contains("V4001"), "{out}");
}

/// Old programs end lines with a carriage return alone.
#[test]
fn files_with_carriage_returns_alone_are_read() {
    let policy = "package p\nbody a\nlist L from \"l.csv\"\nfact f : L\npower q\ninstrument i\n  in force from 2025-01-01\n  \
                  article 1\n    a holds q when f is two\n    a holds q when f is thre\n";
    let list = "name,label\none,One\n\"two\",Two\nthree x,T\n";
    let ends = |text: &str, end: &str| text.replace('\n', end);
    let of = |end: &str| {
        let folder = Folder::new("line-ends").with("p.vires", ends(policy, end)).with("l.csv", ends(list, end));
        folder.run(&["check", "--format", "json"]).out
    };
    let places = |out: &str| {
        let document: Value = serde_json::from_str(out).unwrap();
        let all = document["findings"].as_array().unwrap().iter();
        let place = |own: &Value| {
            let at = &own["rules"][0];
            (at["file"].as_str().unwrap().to_owned(), at["start"]["line"].as_u64().unwrap(), own["id"].clone())
        };
        all.map(place).collect::<Vec<_>>()
    };
    let told = places(&of("\n"));
    assert_eq!(
        told.iter().map(|(file, line, _)| (file.as_str(), *line)).collect::<Vec<_>>(),
        [("l.csv", 4), ("p.vires", 10)]
    );
    assert_eq!(places(&of("\r")), told);
    assert_eq!(places(&of("\r\n")), told);
    let folder = Folder::new("line-ends-laid-out").with("p.vires", "package  p\rbody   a\r");
    assert_eq!(folder.run(&["fmt", "--check"]).status, Some(1));
    assert_eq!(folder.run(&["fmt"]).status, Some(0));
    assert_eq!(folder.read("p.vires"), "package p\nbody a\n");
}

#[test]
fn a_line_break_between_quotation_marks_belongs_to_the_value() {
    let policy = "package p\nbody a\nlist L \"Lists\" from \"l.csv\"\nfact f \"F\" : L\npower q\ninstrument i\n  in force from \
                  2025-01-01\n  article 1\n    a holds q when f is two\n";
    let list = "name,label\none,\"First\n  of two\r\nlines\"\ntwo,Two\nthree x,T\n";
    let folder = Folder::new("quoted").with("p.vires", policy).with("l.csv", list);
    let out = folder.run(&["check"]).out;
    assert!(out.contains("l.csv:6:1"), "the place of a later row: {out}");
    assert_eq!(out.matches("V1009").count(), 1, "{out}");
    assert!(out.contains("nobody is competent in these cases: F First of two lines,"), "{out}");
    // A quotation mark that is not closed is told.
    let folder = Folder::new("unclosed").with("p.vires", policy).with("l.csv", "name,label\none,\"One\ntwo,Two\n");
    assert!(words(&folder.run(&["check"]).out).contains("a quotation mark in it is not closed"));
}

/// What things are labelled is no part of what a finding is.
#[test]
fn findings_keep_their_names_when_labels_change() {
    let text = |label: &str| {
        format!(
            "package p
tier central \"Central{label}\"
territory Place \"Place{label}\" : n \"North{label}\", s \"South{label}\"
body a \"A{label}\" at central
body b \"B{label}\" at central
body c \"C{label}\" one per Place
fact x \"X{label}\" : yes or no
fact amount \"Amount{label}\" : number from 0
fact site \"Site{label}\" : Place
fact large \"Large{label}\" is amount above 5 and x
parameter limit \"Limit{label}\" : number from 0, by Place
power q \"Q{label}\"
power r \"R{label}\"
power s \"S{label}\"
power t \"T{label}\"
modality give \"Give{label}\"
  giver stops acting
instrument i \"I{label}\"
  in force from 2025-01-01 until 2026-12-31
  article 1
    a holds q when large and site is n
    b holds q when amount above 3
    c holds r
    a may not hold r when x
    a keeps r when site is s
    a holds s when amount at most limit of site
    set limit of n to 5
    set limit of s to 6 from 2026-01-01
    give t from a to b when large
require r is held by a when site is s
"
        )
    };
    let ids = |name: &str, label: &str| {
        let folder = Folder::new(name).with("p.vires", text(label));
        let document: Value = serde_json::from_str(&folder.run(&["check", "--format", "json"]).out).unwrap();
        let all = document["findings"].as_array().unwrap().iter();
        let mut all: Vec<_> = all.map(|own| format!("{} {}", own["code"], own["id"])).collect();
        all.sort();
        all
    };
    let before = ids("labels-before", "");
    assert_eq!(ids("labels-after", " of another name"), before);
    for code in ["V2001", "V2002", "V2004", "V2006", "V4001", "V5002", "V8001"] {
        assert!(before.iter().any(|own| own.contains(code)), "{code}: {before:#?}");
    }
}

#[test]
fn what_a_transfer_must_state_is_asked_for_where_it_is_not_there() {
    let text = |line: &str| {
        format!(
            "package p\nbody a\nbody b\nfact x : yes or no\npower q\nmodality give\n  giver stops acting\n  must state content, \
             scope, conditions\ninstrument i\n  in force from 2025-01-01\n  article 1\n    a holds q\n    {line}\n"
        )
    };
    let told = |name: &str, line: &str| words(&Folder::new(name).with("p.vires", text(line)).run(&["check"]).out);
    // A class is not narrowed by cases, and is not asked for what it has.
    let out = told("must-state", "give every power of a to b when x");
    assert!(out.contains("V3004") && !out.contains("`when`"), "{out}");
    assert_eq!(out.matches("name the powers, or narrow the class").count(), 1, "{out}");
    let out = told("must-state-conditions", "give q from a to b");
    assert!(out.contains("V3004") && out.contains("add `when` and the conditions, a step"), "{out}");
    // A step is a condition.
    let out = told("must-state-step", "give q from a to b with consent of a");
    assert!(!out.contains("V3004"), "{out}");
}

#[test]
fn an_act_names_the_line_by_which_its_case_is_kept() {
    let text = "package p
body a \"A\"
body b \"B\"
fact x : yes or no
power q
power r
modality give
  giver stops acting
instrument i
  in force from 2025-01-01
  article 1
    a holds q, r
  article 2
    give q, r from a to b
  article 3
    a keeps q when x
    a keeps r when x from 2026-01-01
instrument j
  in force from 2025-01-01
  article 4
    a keeps q when x
";
    let folder = Folder::new("kept").with("p.vires", text);
    let act = |power: &str, rest: &[&str]| folder.run(&[&["act", "b", power, "--at", "2025-06-01"], rest].concat()).out;
    let out = act("q", &["x=yes"]);
    assert!(out.contains("theirs by: i, article 2") && out.contains("kept by:   i, article 3"), "{out}");
    assert!(act("q", &["x=yes", "--language", "vi"]).contains("giữ lại:   Điều 3 i"), "{out}");
    let document: Value = serde_json::from_str(&act("q", &["x=yes", "--format", "json"])).unwrap();
    assert_eq!(document["kept_clause"]["citation"], "i art. 3");
    // Within the powers, and on a day before that line, nothing is kept.
    for out in [act("q", &["x=no"]), act("r", &["x=yes"])] {
        assert!(out.contains("intra vires") && !out.contains("kept by"), "{out}");
    }
}

#[test]
fn what_a_suspension_restores_without_need_is_told() {
    let text = "package p
body a
body b
power q
instrument kind decree rank 4
instrument old
  kind decree, issued by a on 2024-01-01
  in force from 2024-01-01
  article 1
    a holds q
  article 2
    b may not hold q
instrument new
  kind decree, issued by a on 2025-01-01
  in force from 2025-01-01
  article 1
    repeal old article 1
    b holds q
instrument pause
  kind decree, issued by a on 2026-01-01
  in force from 2026-01-01 until 2026-12-31
  article 1
    suspend new, restoring old article 1, old article 2
";
    let folder = Folder::new("restoring").with("p.vires", text);
    let out = folder.run(&["check", "--format", "concise"]).out;
    assert_eq!(out.matches("V5005").count(), 1, "{out}");
    assert!(
        out.contains("p.vires:23:5: warning[V5005] what is suspended here has taken nothing of old art. 2 away"),
        "{out}"
    );
    let vietnamese = words(&folder.run(&["check", "--language", "vi"]).out);
    assert!(vietnamese.contains("không bãi bỏ, thay thế quy định nào của Điều 2 old"), "{vietnamese}");
    // A text around it, or under it, that was taken away is enough.
    for named in ["old", "old article 1"] {
        let right = text.replace("old article 1, old article 2", named);
        let out = Folder::new("restoring-right").with("p.vires", right).run(&["check", "--format", "concise"]).out;
        assert!(!out.contains("V5005"), "{named}: {out}");
    }
}

#[test]
fn a_name_read_otherwise_in_a_text_of_higher_rank_is_told_like_other_changes() {
    let text = |line: &str| {
        format!(
            "package p
body a
body b
power q
instrument kind law rank 2
instrument kind decree rank 4
instrument statute
  kind law, issued by a on 2024-01-01
  in force from 2024-01-01
  article 1
    a holds q
  article 2
instrument order
  kind decree, issued by a on 2025-01-01
  in force from 2025-01-01
  article 1
    {line}
"
        )
    };
    let told = |name: &str, line: &str| {
        Folder::new(name).with("p.vires", text(line)).run(&["check", "--format", "concise"]).out
    };
    let out = told("read-above", "read b for a in statute");
    assert_eq!(
        out.matches("p.vires:17:5: warning[V8010] order ranks below statute and changes statute").count(),
        1,
        "{out}"
    );
    let out = told("read-above-basis", "read b for a in statute, based on statute article 2");
    assert!(!out.contains("V8010"), "{out}");
}

#[test]
fn precedence_between_texts_that_give_a_concurrent_power_is_told_to_choose_nothing() {
    let text = "package p
body a
body b
fact x : yes or no
power q held concurrently
power r
instrument i
  in force from 2025-01-01
  article 1
    a holds q
instrument j
  in force from 2025-01-01
  article 1
    b holds q when x
    b holds r
  this instrument prevails over i
";
    let told = |name: &str, text: &str| {
        let folder = Folder::new(name).with("p.vires", text);
        (folder.run(&["check", "--format", "concise"]).out, words(&folder.run(&["check", "--language", "vi"]).out))
    };
    let (english, vietnamese) = told("concurrent", text);
    assert_eq!(english.matches("V4001").count(), 1, "{english}");
    assert!(english.contains("p.vires:16:3: warning[V4001] this line chooses nothing"), "{english}");
    assert!(vietnamese.contains("dòng này không quyết định điều gì"), "{vietnamese}");
    for (name, from, to) in [
        ("concurrent-and-another", "    a holds q\n", "    a holds q, r\n"),
        ("concurrent-and-nobody", "    a holds q\n", "    nobody holds q\n"),
        ("concurrent-and-a-step", "b holds q when x", "b holds q with consent of a"),
        ("exclusive", " held concurrently", ""),
        ("nothing-in-common", "b holds q when x", "b holds r when x"),
    ] {
        let (english, _) = told(name, &text.replace(from, to));
        assert!(!english.contains("chooses nothing"), "{name}: {english}");
    }
}
