//! Lines of which nobody knows what they are about hide nothing: what they may change says so.

use serde_json::Value;

use crate::run::Folder;

const HEAD: &str = "package w
tier central
body moit at central
body mof at central
fact x : number from 0 to 9
power licence
power permit
power survey
instrument l \"Law\"
  in force from 2024-01-01
  article 1
    moit holds licence when x at least 3
    moit holds permit
    mof holds permit when x above 5
    moit holds survey
    LINE
";

fn check(name: &str, line: &str) -> (Folder, Value) {
    let folder = Folder::new(name).with("w.vires", HEAD.replace("LINE", line));
    let found = serde_json::from_str(&folder.run(&["check", "--format", "json"]).out).unwrap();
    (folder, found)
}

/// The code of each finding that is no error of a word, its power, and whether it says that the line may change it.
fn found(document: &Value) -> Vec<(String, String, bool)> {
    let all = document["findings"].as_array().unwrap().iter();
    let of_law = all.filter(|finding| finding["kind"] != "syntax");
    let found = of_law.map(|finding| {
        let text = |field: &str| finding[field].as_str().unwrap_or_default().trim_start_matches("w.").to_owned();
        let notes = finding["notes"].to_string();
        let places = finding["rules"].as_array().unwrap();
        let is_doubted = notes.contains("a line in error may ") && notes.contains("w.vires:16");
        assert_eq!(is_doubted, places.iter().any(|place| place["start"]["line"] == 16), "{finding:#}");
        (text("code"), text("power"), is_doubted)
    });
    found.collect()
}

fn row(code: &str, power: &str, is_doubted: bool) -> (String, String, bool) {
    (code.to_owned(), power.to_owned(), is_doubted)
}

#[test]
fn a_grant_that_names_no_power_yet_takes_no_finding_away() {
    assert_eq!(
        found(&check("doubt-unnamed", "# nothing").1),
        [row("V2002", "licence", false), row("V2001", "permit", false)]
    );
    for line in ["mof holds", "mof hold", "mof holds when x below 3", "mof hlds", "mof holds zebra whn x", "zz holds"] {
        let (folder, document) = check("doubt-unnamed", line);
        let found = found(&document);
        assert_eq!(found, [row("V2002", "licence", true), row("V2001", "permit", false)], "{line}");
        assert!(document["summary"].get("not_examined").is_none(), "{line}");
        // The line may give any of them: no case is decided, no register written.
        assert_eq!(folder.run(&["eval", "survey", "--at", "2024-06-01"]).status, Some(2), "{line}");
        assert!(folder.run(&["who", "moit", "--format", "json"]).out.contains("not_examined"), "{line}");
    }
}

#[test]
fn a_power_that_is_nearly_named_is_the_one_that_waits() {
    for line in ["mof holds licens whn x", "mof holds licence wen x", "mof hold licence, when"] {
        let (_, document) = check("doubt-near", line);
        assert_eq!(found(&document), [row("V2001", "permit", false)], "{line}");
        assert_eq!(document["summary"]["not_examined"], 1, "{line}");
    }
}

#[test]
fn a_line_half_typed_takes_no_finding_away() {
    for line in ["???", "m", "mof", "xyz abc", "!", "repeal", "suspend", "read", "abolish", "moit may"] {
        let (_, document) = check("doubt-typed", line);
        let codes: Vec<_> = found(&document).into_iter().filter(|(code, ..)| code.starts_with("V200")).collect();
        if line == "moit may" {
            assert!(codes.is_empty(), "what bars a body is about its powers: {codes:?}");
            continue;
        }
        assert_eq!(codes, [row("V2002", "licence", true), row("V2001", "permit", true)], "{line}");
    }
}

/// Where the line stands first below its article it may have been the date of that, but only with something of one.
#[test]
fn a_first_line_that_has_nothing_of_a_date_hides_no_overlap() {
    let overlaps = |line: &str| {
        let text = HEAD.replace("article 1\n", &format!("article 1\n    {line}\n")).replace("    LINE\n", "");
        Folder::new("doubt-first")
            .with("w.vires", text)
            .run(&["check", "--format", "concise"])
            .out
            .matches("V2001")
            .count()
    };
    assert_eq!(["???", "xyz abc", "mof holds", "m"].map(overlaps), [1; 4]);
    assert_eq!(["in force form 2024-02-01", "form 2024-02-01", "in froce"].map(overlaps), [0; 3]);
}

#[test]
fn both_languages_say_which_line_may_change_a_finding() {
    let folder = Folder::new("doubt-said").with("w.vires", HEAD.replace("LINE", "mof holds"));
    let told = |language: &str| {
        let out = folder.run(&["check", "--language", language]).out;
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (english, vietnamese) = (told("en"), told("vi"));
    assert!(english.contains("a line in error may give this power to somebody: w.vires:16"), "{english}");
    let said = "một dòng đang có lỗi có thể giao thẩm quyền này cho cơ quan nào đó: w.vires:16";
    assert!(vietnamese.contains(said), "{vietnamese}");
}

#[test]
fn a_declaration_that_does_not_read_says_which_powers_it_keeps_back() {
    let kept_back = |old: &str, new: &str| {
        let text = HEAD.replace("    LINE\n", "").replace(old, new);
        let out = Folder::new("doubt-declared").with("w.vires", text).run(&["check", "--format", "json"]).out;
        let document: Value = serde_json::from_str(&out).unwrap();
        let errors = document["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "error");
        let errors = errors.filter(|finding| finding["power"].is_null());
        errors.map(|error| error["not_examined"].to_string()).collect::<Vec<_>>()
    };
    for line in
        ["power permit Permit", "powr permit \"Permit\"", "Power permit", "power permit \"Permit", "pwoer permit"]
    {
        assert_eq!(kept_back("power permit\n", &format!("{line}\n")), ["[\"w.permit\"]"], "{line}");
    }
    for line in ["boddy mof at central", "Body mof at central", "body mof Ministry at central", "body mof att central"]
    {
        assert_eq!(kept_back("body mof at central\n", &format!("{line}\n")), ["[\"w.permit\"]"], "{line}");
    }
}
