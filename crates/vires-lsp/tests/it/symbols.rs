//! `textDocument/documentSymbol`

use serde_json::{Value, json};

use crate::client::document;
use crate::fixture::{Fixture, GROUND, words};

fn outline(symbols: &Value, text: &str, depth: usize, out: &mut String) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let place = words(text, &symbol["selectionRange"]);
        let whole = words(text, &symbol["range"]);
        assert!(whole.contains(&place));
        let detail = symbol["detail"].as_str().map(|detail| format!(" ({detail})")).unwrap_or_default();
        out.push_str(&format!(
            "{}{}{detail} kind {}\n",
            "  ".repeat(depth),
            symbol["name"].as_str().unwrap(),
            symbol["kind"]
        ));
        outline(&symbol["children"], text, depth + 1, out);
    }
}

#[tokio::test]
async fn declarations_provisions_and_rules() {
    let fixture = Fixture::new(GROUND);
    let path = "/w/ground.vires";
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/documentSymbol", json!({ "textDocument": document(path) })).await;
    let mut out = String::new();
    outline(&found, fixture.text(path), 0, &mut out);
    insta::assert_snapshot!(out);
}

#[tokio::test]
async fn what_has_no_name_yet_is_called_by_its_words() {
    let text = format!("{GROUND}\ntest \"\"\n\ntest \" \"\n\ninstrument \"\"\n");
    let fixture = Fixture::new(&text);
    let path = "/w/ground.vires";
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/documentSymbol", json!({ "textDocument": document(path) })).await;
    let names: Vec<_> = found.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap()).collect();
    assert!(names.iter().all(|name| !name.trim().is_empty() && !name.starts_with('?')), "{names:?}");
    assert_eq!(names.iter().filter(|name| name.starts_with("test \"")).count(), 2, "{names:?}");
}
