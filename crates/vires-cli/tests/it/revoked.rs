//! Rules and limits that are revoked and made anew: of one name there are then two meanings, each with its days.

use serde_json::Value;

use crate::run::Folder;

/// What may be done alone is a table of limits by class, method and object; the new schedule changes two of them.
const SCHEDULES: &str = "package m
currency CAD
list K : k1, k2, k3
list M : m1, m2, m3
list O : goods, services, works
body board \"Board\"
office minister \"Minister\"
office dg \"DG\" under minister
fact k : K
fact method : M
fact object : O
fact value : CAD from 0
parameter g : CAD from 0, by K and M
parameter s : CAD from 0, by K and M
parameter w : CAD from 0, by K and M
fact in_limit is (object is goods and value at most g of k for method) or (object is services and value at most s of k for method) or (object is works and value at most w of k for method)
power contract \"Contract\"
modality delegate \"Delegation\"
  title stays
  giver may still act
instrument act \"Act\"
  in force from 2020-01-01
  article 1
    delegate contract from minister to dg when value at most 50 CAD
instrument old \"Old schedule\"
  in force from 2020-01-01
  article 1
    minister holds contract when in_limit
    board holds contract in all other cases
  article 2
    set g to 10 CAD
    set s of k1 for m1, m2 to 30 CAD
    set s of k1 for m3 to 31 CAD
    set s of k2 for m1 to 32 CAD
    set s of k2 for m2, m3 to 33 CAD
    set s of k3 to 34 CAD
    set w of k1 to 100 CAD
    set w of k2, k3 to 41 CAD
";

const NEW: &str = "instrument new \"New schedule\"
  in force from 2021-01-01
  article 1
    repeal old
    minister holds contract when in_limit
    board holds contract in all other cases
  article 2
    set g to 20 CAD
    set s of k1 for m1, m2 to 30 CAD
    set s of k1 for m3 to 31 CAD
    set s of k2 for m1 to 32 CAD
    set s of k2 for m2, m3 to 33 CAD
    set s of k3 to 34 CAD
    set w of k1 to 40 CAD
    set w of k2, k3 to 41 CAD
";

fn schedules(name: &str) -> Folder {
    Folder::new(name).with("m.vires", format!("{SCHEDULES}{NEW}"))
}

const DAYS: [&str; 6] = ["diff", ".", "--from", "2020-12-31", "--to", "2021-01-01"];

#[test]
fn a_comparison_says_of_which_days_each_meaning_is() {
    let folder = schedules("revoked");
    insta::assert_snapshot!(folder.run(&DAYS));
    insta::assert_snapshot!(folder.run(&[&DAYS[..], &["--language", "vi"]].concat()));
    let document: Value = serde_json::from_str(&folder.run(&[&DAYS[..], &["--format", "json"]].concat()).out).unwrap();
    let changes = document["changes"].as_array().unwrap().iter();
    let conditions: Vec<String> = changes.map(|change| change["boxes"][0]["where"].to_string()).collect();
    insta::assert_snapshot!(conditions.join("\n"));
}

#[test]
fn what_is_one_by_its_days_is_told_as_one() {
    let folder = schedules("revoked-check");
    insta::assert_snapshot!(folder.run(&["check", "--all"]));
}

/// The clause that is proposed is one that the language reads, and it mends what was found.
#[test]
fn a_derived_fact_is_proposed_as_it_is_written() {
    let proposed = |text: &str, more: &[&str]| {
        let folder = Folder::new("revoked-help").with("m.vires", text);
        let ran = folder.run(&[&["check"], more].concat());
        let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        out.split('`').nth(1).unwrap_or_else(|| panic!("{ran}")).to_owned()
    };
    let line = "delegate contract from minister to dg when value at most 50 CAD";
    let clause = proposed(SCHEDULES, &[]);
    assert_eq!(clause, "except when value at most 50 CAD and not in_limit");
    let vietnamese = SCHEDULES.replace(line, "delegate contract từ minister cho dg khi value không quá 50 CAD");
    let theirs = proposed(&vietnamese, &["--language", "vi"]);
    assert_eq!(theirs, "trừ khi value không quá 50 CAD và không phải in_limit");
    for (text, line, clause) in [
        (SCHEDULES, line, &clause),
        (&vietnamese, "delegate contract từ minister cho dg khi value không quá 50 CAD", &theirs),
    ] {
        let folder = Folder::new("revoked-mended").with("m.vires", text.replace(line, &format!("{line} {clause}")));
        let ran = folder.run(&["check"]);
        assert_eq!(ran.status, Some(0), "{ran}");
    }
    // What is said of other days than the case's own has no words in a rule.
    assert!(!proposed(&format!("{SCHEDULES}{NEW}"), &[]).contains("where"));
}

/// A limit stands behind `through` where the answer turns on it, and not where the rule was written anew besides.
#[test]
fn a_limit_without_a_part_in_the_change_is_not_named() {
    let text = "package b
currency GBP
body cma \"CMA\"
fact target \"target turnover\" : GBP from 0
fact hybrid : yes or no
parameter turnover_limit : GBP from 0
power refer \"Refer\"
instrument ea \"Enterprise Act\"
  in force from 2003-06-20
  section 22
    cma holds refer when target above turnover_limit
    refer is not required in all other cases
  section 23
    set turnover_limit to 70 GBP
instrument dmcc \"Markets Act\"
  in force from 2025-01-01
  section 1
    replace ea section 22 with
      cma holds refer when target above turnover_limit or hybrid
      refer is not required in all other cases
    replace ea section 23 with
      set turnover_limit to 100 GBP
";
    let folder = Folder::new("revoked-limit").with("b.vires", text);
    insta::assert_snapshot!(folder.run(&["diff", ".", "--from", "2024-12-31", "--to", "2025-01-01"]));
}
