//! `textDocument/documentLink`

use serde_json::{Value, json};

use crate::client::document;
use crate::fixture::{Fixture, words};

const TEXT: &str = "//- /w/vires.toml
[package]
name = \"p\"
//- /w/lists/x.csv
name,label
a,A
//- /w/b.vires
package p
instrument d2 \"Nghị định 2\"
  article 1
    this article prevails over d1 article 1 clause 1
    this article yields to d1
//- /w/a.vires
package p
territory Place from \"lists/x.csv\"
power licence code \"https://example.org/thủ-tục?id=1\", code \"1.000494\"
body moit
instrument d1 \"Nghị định 1\"
  article 1
    clause 1
      moit holds licence
";

async fn links(path: &str) -> Vec<(String, String, Value)> {
    let fixture = Fixture::new(TEXT);
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/documentLink", json!({ "textDocument": document(path) })).await;
    let text = fixture.text(path);
    let link =
        |one: &Value| (words(text, &one["range"]), one["target"].as_str().unwrap().to_owned(), one["tooltip"].clone());
    found.as_array().unwrap().iter().map(link).collect()
}

#[tokio::test]
async fn citations_lead_to_provisions_names_of_files_to_files_and_codes_to_pages() {
    let found = links("/w/b.vires").await;
    let links: Vec<_> = found.iter().map(|(words, target, title)| (words.as_str(), target.as_str(), title)).collect();
    assert_eq!(
        links,
        [
            ("d1", "file:///w/a.vires#L5,12", &json!("Nghị định 1")),
            ("article 1", "file:///w/a.vires#L6,3", &json!("Nghị định 1, article 1")),
            ("clause 1", "file:///w/a.vires#L7,5", &json!("Nghị định 1, article 1 clause 1")),
            ("d1", "file:///w/a.vires#L5,12", &json!("Nghị định 1")),
        ]
    );
    let found = links_of_a().await;
    assert_eq!(found[0], ("lists/x.csv".to_owned(), "file:///w/lists/x.csv".to_owned()));
    assert_eq!(found[1].0, "https://example.org/thủ-tục?id=1");
    assert_eq!(found[1].1, "https://example.org/th%E1%BB%A7-t%E1%BB%A5c?id=1");
    assert_eq!(found.len(), 2, "a number is no page");
}

async fn links_of_a() -> Vec<(String, String)> {
    links("/w/a.vires").await.into_iter().map(|(words, target, _)| (words, target)).collect()
}
