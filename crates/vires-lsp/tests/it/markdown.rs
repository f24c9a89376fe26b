//! Policies in fences of Markdown files.

use serde_json::json;

use crate::client::document;
use crate::fixture::Fixture;

const TEXT: &str = "//- /w/notes.md
# Giấy phép

```vires
package p
body moit
power licence
```

Prose about the licence.

```vires
instrument d1
  article 1
    moit holds lic$0ence when unknown
```
";

#[tokio::test]
async fn fences_are_checked_and_names_are_found_in_them() {
    let fixture = Fixture::new(TEXT);
    let mut client = fixture.client(json!({})).await;
    let published = client.published("/w/notes.md").await;
    let first = &published["diagnostics"][0];
    assert_eq!((&first["code"], &first["range"]["start"]), (&json!("V1001"), &json!({ "line": 13, "character": 28 })));
    let found = client.request("textDocument/definition", fixture.at()).await;
    assert_eq!(fixture.place(&found[0]["uri"], &found[0]["range"]), "notes.md:6:6 «licence»");
    let tokens =
        client.request("textDocument/semanticTokens/full", json!({ "textDocument": document("/w/notes.md") })).await;
    assert_eq!(tokens["data"][0], 3, "prose has no tokens");
}

#[tokio::test]
async fn prose_becomes_policy_with_its_first_fence() {
    let fixture = Fixture::new("//- /w/notes.md\n# Notes\n");
    let mut client = fixture.client(json!({})).await;
    let hover = json!({ "textDocument": document("/w/notes.md"), "position": { "line": 0, "character": 3 } });
    assert_eq!(client.request("textDocument/hover", hover).await, json!(null));
    client.replace("/w/notes.md", 2, "# Notes\n```vires\npackage p\npower licence\npower licence\n```\n").await;
    let mut published = client.published("/w/notes.md").await;
    while published["version"] != 2 {
        assert_eq!(published["diagnostics"], json!([]));
        published = client.published("/w/notes.md").await;
    }
    let places: Vec<_> = published["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["code"], &one["range"]["start"]["line"]))
        .collect();
    assert_eq!(places, [(&json!("V8002"), &json!(3)), (&json!("V1002"), &json!(4))]);
}

#[tokio::test]
async fn what_stands_in_a_fence_that_is_set_in_is_shown_from_its_own_margin() {
    let text = "//- /w/notes.md\n- Mục\n\n  ```vires\n  gói p\n  cơ quan bộ\n  thẩm quyền phép\n  văn bản lu$0ật \"Luật\"\n    có hiệu lực từ ngày 2025-07-01\n    điều 1\n      bộ có thẩm quyền phép\n  ```\n";
    let fixture = Fixture::new(text);
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/hover", fixture.at()).await;
    let said = found["contents"]["value"].as_str().unwrap();
    assert!(said.contains("```vires\nvăn bản luật \"Luật\"\n  có hiệu lực từ ngày 2025-07-01\n"), "{said}");
}
