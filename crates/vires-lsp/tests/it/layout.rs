//! `textDocument/rangeFormatting` and `textDocument/onTypeFormatting`

use serde_json::json;

use crate::client::document;
use crate::fixture::{Fixture, GROUND};

#[tokio::test]
async fn only_the_lines_of_a_range() {
    let text = GROUND.replace("body moit", "body   moit").replace("fact source", "fact   source");
    let fixture = Fixture::new(&text);
    let mut client = fixture.client(json!({})).await;
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let range = json!({ "start": { "line": 3, "character": 1 }, "end": { "line": 4, "character": 0 } });
    let params = json!({ "textDocument": document("/w/ground.vires"), "range": range, "options": options });
    let edits = client.request("textDocument/rangeFormatting", params).await;
    assert_eq!(edits.as_array().unwrap().len(), 1);
    assert_eq!(edits[0]["range"]["start"]["line"], 3);
    assert!(edits[0]["newText"].as_str().unwrap().starts_with("body moit \""));
}

#[tokio::test]
async fn a_new_line_stands_where_it_belongs() {
    for (text, edits) in [
        ("package p\ninstrument d1\n$0", json!([[2, 0, 0, "  "]])),
        ("package p\ninstrument d1\n  article 1\n  $0", json!([[3, 0, 2, "    "]])),
        ("package p\r\ninstrument d1\r\n    $0\r\n", json!([[2, 0, 4, "  "]])),
        ("package p\nlist l \"a: b\"\n$0", json!([[2, 0, 0, "  "]])),
        ("package p\nterritory l : a,\n$0", json!([[2, 0, 0, "  "]])),
        ("package p\nlist l : a, b\n$0", json!([])),
        ("package p\nlist l \"L\" from \"l.csv\"\n$0", json!([])),
        ("package p\nbody a\n$0", json!([])),
    ] {
        let fixture = Fixture::new(&format!("//- /w/a.vires\n{text}"));
        let mut client = fixture.client(json!({})).await;
        let mut params = fixture.at();
        params["ch"] = json!("\n");
        params["options"] = json!({ "tabSize": 2, "insertSpaces": true });
        let found = client.request("textDocument/onTypeFormatting", params).await;
        let found: Vec<_> = found
            .as_array()
            .unwrap()
            .iter()
            .map(|edit| {
                let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
                json!([start["line"], start["character"], end["character"], edit["newText"]])
            })
            .collect();
        assert_eq!(json!(found), edits, "{text:?}");
    }
}
