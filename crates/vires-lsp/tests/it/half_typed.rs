//! Findings while a line is being typed: what it may change says so, and what it brings about is one error.

use serde_json::{Value, json};

use crate::client::document;
use crate::fixture::Fixture;

async fn found(files: &str, path: &str) -> Vec<Value> {
    let fixture = Fixture::new(files);
    let mut client = fixture.client(json!({ "textDocument": { "diagnostic": {} } })).await;
    client.open(path, fixture.text(path)).await;
    let found = client.request("textDocument/diagnostic", json!({ "textDocument": document(path) })).await;
    found["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn what_a_transfer_must_state_may_stand_on_the_line_that_is_being_typed() {
    let text = "//- /w/a.vires
package p
body moit \"M\"
body pc \"P\"
power q \"Permit\"
modality dec \"Decentralisation\"
  must state term
instrument d \"Decree\"
  in force from 2025-01-01
  article 1
    moit holds q
instrument d2 \"Memorandum\"
  in force from 2025-07-01 until 2025-12-31
  article 1
    dec q from moit to pc
";
    let half = text.replace("  in force from 2025-07-01 until 2025-12-31\n", "  i\n");
    let unstated = |items: Vec<Value>| -> Vec<String> {
        let own = items.into_iter().filter(|item| item["code"] == "V3004");
        own.map(|item| item.to_string()).collect()
    };
    let told = unstated(found(&half, "/w/a.vires").await);
    assert!(told.iter().all(|said| said.contains("a line in error may change this")), "{told:#?}");
    // What stands in another text states nothing of this one.
    let elsewhere = text.replace(" until 2025-12-31", "") + "//- /w/b.vires\npackage p\ninstrument d3\n  i\n";
    let told = unstated(found(&elsewhere, "/w/a.vires").await);
    assert!(!told.is_empty() && told.iter().all(|said| !said.contains("may change this")), "{told:#?}");
}

const TWO: &str = "//- /w/vires.toml
[package]
name = \"vn.trade\"
//- /w/ground.vires
package vn.trade \"Trade\"
body moit \"M\"
power q \"Permit\"
//- /w/more.vires
package vn.trade
instrument d \"Decree\"
  in force from 2025-01-01
  article 1
    moit holds q
";

#[tokio::test]
async fn the_name_of_the_package_is_one_error_while_it_is_being_typed() {
    for begun in ["vn", "vn.tr", "vn.trad"] {
        for path in ["/w/ground.vires", "/w/more.vires"] {
            let (before, after) = TWO.split_at(TWO.find(&format!("//- {path}")).unwrap());
            let text = format!("{before}{}", after.replacen("package vn.trade", &format!("package {begun}"), 1));
            let mut all = found(&text, "/w/ground.vires").await;
            all.extend(found(&text, "/w/more.vires").await);
            let said: Vec<String> = all.iter().map(|item| item["message"].to_string()).collect();
            assert_eq!(said.len(), 1, "{begun} in {path}: {said:#?}");
            assert!(said[0].contains("belong to package `vn.trade`, and none to"), "{said:?}");
        }
    }
    // A package that another one uses is one of its own.
    let other =
        TWO.replace("package vn.trade\n", "package vn.trade\nuse vn\n") + "//- /w/vn.vires\npackage vn\nbody mnd\n";
    assert_eq!(found(&other, "/w/vn.vires").await, Vec::<Value>::new());
    // So is one that uses that of the files beside it.
    let other = TWO.to_owned() + "//- /w/vn.vires\npackage vn\nuse vn.trade\nbody mnd\n";
    assert_eq!(found(&other, "/w/vn.vires").await, Vec::<Value>::new());
}
