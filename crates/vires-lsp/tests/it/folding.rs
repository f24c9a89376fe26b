//! `textDocument/foldingRange`

use serde_json::json;

use crate::client::document;
use crate::fixture::Fixture;

#[tokio::test]
async fn instruments_provisions_long_declarations_and_comments() {
    let text = "//- /w/a.vires
package p
use q
use r
use s
# one
# two
# three
body moit
power licence
  sector energy
  code \"1\"
instrument d1
  in force from 2025-07-01
  article 1
    clause 1
      moit holds licence
  article 2
";
    let fixture = Fixture::new(text);
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/foldingRange", json!({ "textDocument": document("/w/a.vires") })).await;
    let folds: Vec<_> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|fold| format!("{}-{} {}", fold["startLine"], fold["endLine"], fold["kind"]))
        .collect();
    assert_eq!(folds, ["1-3 \"imports\"", "4-6 \"comment\"", "8-10 null", "11-16 null", "13-15 null", "14-15 null"]);
}
