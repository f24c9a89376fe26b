//! Answers that an assumption excludes are no answers that are still to come.

use serde_json::Value;

use crate::run::Folder;

const POLICY: &str = "package m
list L : x, y, z
body b
body c
body d
fact ls : set of L
fact n : number from 0 to 10
fact k : yes or no
assume not (count of ls is 0)
assume not (n is 0)
assume not (n is 4)
assume not (k and n at least 6)
assume not (k and today from 2024-01-01)
power p
power q
power t
power u
instrument act
  in force from 2022-01-04
  article 1
    b holds p when count of ls is 0
    c holds p when ls include x
    d holds p in all other cases
    b holds q when n at most 0
    c holds q when n at least 1 and n at most 5
    d holds q in all other cases
    b holds t when k and n above 5
    c holds t when n above 7
    d holds t in all other cases
    b holds u when k until 2023-12-31
    c holds u when k from 2024-01-01
    d holds u in all other cases
";

/// What the answers to the first thing that is needed lead to.
fn leads(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let ran = folder.run(&[&["eval"][..], arguments, &["--format", "json"]].concat());
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    let all = document["needs"][0]["leads_to"].as_array().unwrap_or_else(|| panic!("{ran}"));
    let all = all.iter().map(|lead| (lead["when"].as_str().unwrap(), lead["holder"].as_str().unwrap_or("nobody")));
    all.map(|(when, holder)| format!("{when}: {holder}")).collect()
}

#[test]
fn what_is_assumed_not_to_occur_is_no_answer() {
    let folder = Folder::new("excluded").with("m.vires", POLICY);
    let on = |power, more: &[&str]| leads(&folder, &[&[power, "--at", "2023-01-01"], more].concat());
    assert_eq!(on("p", &[]), ["any other: c", "y; z; y and z: d"]);
    assert_eq!(on("q", &[]), ["at least 1 and below 4: c", "exactly 5: c", "at least 6 and at most 10: d"]);
    let not_four = ["above 0 and below 4: d", "at least 5 and at most 7: d", "above 7 and at most 10: c"];
    assert_eq!(on("t", &["k=no"]), not_four);
    assert!(folder.run(&["eval", "t", "--at", "2023-01-01", "k=yes"]).out.contains("competent\n"));
    let days = ["until 3 January 2022: nobody", "from 4 January 2022 to 31 December 2023: b"];
    assert_eq!(leads(&folder, &["u", "k=yes"]), days);
}

/// Where what is given contradicts an assumption already, it excludes no answer more.
#[test]
fn a_case_that_cannot_be_has_all_its_answers() {
    let folder = Folder::new("excluded-already").with("m.vires", POLICY);
    let answers = leads(&folder, &["p", "--at", "2024-02-01", "k=yes"]);
    assert_eq!(answers, ["any other: c", "y; z; y and z: d"]);
}
