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
