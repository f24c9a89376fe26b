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
