//! `textDocument/formatting`

use serde_json::json;

use crate::client::document;
use crate::fixture::{Fixture, GROUND};

#[tokio::test]
async fn only_lines_that_differ_are_edited() {
    let mut fixture = Fixture::new(GROUND);
    let path = "/w/ground.vires";
    let laid_out = fixture.text(path).to_owned();
    let params = json!({ "textDocument": document(path), "options": { "tabSize": 2, "insertSpaces": true } });
    let mut client = fixture.client(json!({})).await;
    assert_eq!(client.request("textDocument/formatting", params.clone()).await, json!([]));
    fixture.files[1].1 = laid_out
        .replace("body moit  ", "body moit")
        .replace("body moit", "body   moit")
        .replace("      moit", "       moit");
    let text = fixture.files[1].1.clone();
    client.replace(path, 2, &text).await;
    let edits = client.request("textDocument/formatting", params).await;
    let places: Vec<_> = edits.as_array().unwrap().iter().map(|edit| edit["range"]["start"]["line"].clone()).collect();
    assert_eq!(places, [json!(3), json!(13)]);
    assert!(edits[0]["newText"].as_str().unwrap().starts_with("body moit "));
}
