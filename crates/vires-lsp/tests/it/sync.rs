//! `textDocumentSync`: opened, changed in part and in whole, saved, closed.

use serde_json::{Value, json};

use crate::client::{document, uri};
use crate::fixture::{Fixture, GROUND};

const PATH: &str = "/w/ground.vires";

fn codes(published: &Value) -> Vec<&str> {
    published["diagnostics"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn what_is_typed_counts_and_what_is_closed_counts_as_on_disk() {
    let fixture = Fixture::new(GROUND);
    let mut client = fixture.client(json!({})).await;
    let mut first = client.published(PATH).await;
    if first["version"].is_null() {
        // It was there before the text was opened.
        first = client.published(PATH).await;
    }
    assert_eq!((codes(&first), &first["version"]), (vec!["V2002"], &json!(1)));

    // Two edits in one notification: the second speaks of the text that the first left.
    let line = fixture.text(PATH).lines().count() - 1;
    let end = json!({ "line": line, "character": 25 });
    let changes = json!([
        { "range": { "start": end, "end": { "line": line, "character": 99 } }, "text": "" },
        { "range": { "start": { "line": line, "character": 6 }, "end": { "line": line, "character": 10 } }, "text": "moif" },
    ]);
    let changed = json!({ "textDocument": { "uri": uri(PATH), "version": 2 }, "contentChanges": changes });
    client.notify("textDocument/didChange", changed).await;
    let second = client.published(PATH).await;
    assert_eq!((codes(&second), &second["version"]), (vec!["V1001"], &json!(2)));

    client.replace(PATH, 3, &fixture.text(PATH).replace(" when capacity at least 50 MW", "")).await;
    let third = client.published(PATH).await;
    assert_eq!((codes(&third), &third["version"]), (Vec::new(), &json!(3)));
    client.notify("textDocument/didSave", json!({ "textDocument": document(PATH) })).await;

    client.notify("textDocument/didClose", json!({ "textDocument": document(PATH) })).await;
    let closed = client.published(PATH).await;
    assert_eq!((codes(&closed), &closed["version"]), (vec!["V2002"], &Value::Null));
}

#[tokio::test]
async fn a_file_that_is_not_saved_yet_belongs_to_its_package() {
    let fixture = Fixture::new(GROUND);
    let mut client = fixture.client(json!({})).await;
    client.published(PATH).await;
    client.open("/w/more.vires", "package p\npower permit\ninstrument d2\n  article 1\n    moit holds permit\n").await;
    let more = client.published("/w/more.vires").await;
    assert_eq!(codes(&more), Vec::<&str>::new());
    client.replace("/w/more.vires", 2, "package p\npower licence\n").await;
    let more = client.published("/w/more.vires").await;
    assert_eq!(codes(&more), ["V1002"]);
    client.notify("textDocument/didClose", json!({ "textDocument": document("/w/more.vires") })).await;
    let more = client.published("/w/more.vires").await;
    assert_eq!(codes(&more), Vec::<&str>::new());
}

#[tokio::test]
async fn an_edit_that_others_follow_at_once_is_told_of_and_outdates_what_was_asked_before_it() {
    let fixture = Fixture::new(GROUND);
    let mut client = fixture.client(json!({})).await;
    client.open("/w/b.vires", "package p\n").await;
    for version in 2..20 {
        let at = json!({ "textDocument": document("/w/b.vires"), "position": { "line": 0, "character": 9 } });
        let asked = client.put("textDocument/hover", at).await;
        client.replace("/w/b.vires", version, &format!("package p\n# {version}\n")).await;
        let changes = json!([{ "uri": uri("/w/gone.csv"), "type": 3 }]);
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes })).await;
        let answer = client.answer(asked).await;
        assert!(answer["error"]["code"] == -32801 || answer["error"].is_null(), "{answer}");
        // A text in which nothing is wrong, too.
        while client.published("/w/b.vires").await["version"] != version {}
    }
}
