//! `textDocument/diagnostic` and `workspace/diagnostic`: a client that asks is not told as well.

use serde_json::{Value, json};

use crate::client::{Client, document, folder, uri};
use crate::fixture::{Fixture, GROUND};

const PATH: &str = "/w/ground.vires";

async fn pulling(fixture: &Fixture) -> Client {
    let capabilities = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    let begin = json!({ "capabilities": capabilities, "workspaceFolders": [folder("/w")] });
    Client::start_with(fixture.disk(), begin).await.0
}

#[tokio::test]
async fn of_a_document_and_again_when_nothing_is_new() {
    let fixture = Fixture::new(GROUND);
    let mut client = pulling(&fixture).await;
    client.open(PATH, fixture.text(PATH)).await;
    let first = client.request("textDocument/diagnostic", json!({ "textDocument": document(PATH) })).await;
    assert_eq!((&first["kind"], &first["items"][0]["code"]), (&json!("full"), &json!("V2002")));
    let again = json!({ "textDocument": document(PATH), "previousResultId": first["resultId"] });
    let second = client.request("textDocument/diagnostic", again.clone()).await;
    assert_eq!(second, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    client.replace(PATH, 2, &fixture.text(PATH).replace(" when capacity at least 50 MW", "")).await;
    let third = client.request("textDocument/diagnostic", again).await;
    assert_eq!((&third["kind"], &third["items"]), (&json!("full"), &json!([])));
}

#[tokio::test]
async fn of_what_the_client_cannot_know_it_is_told_to_ask_again() {
    let fixture = Fixture::new(GROUND);
    let mut client = pulling(&fixture).await;
    client.told("workspace/diagnostic/refresh").await;
    client.open(PATH, fixture.text(PATH)).await;
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "vires": { "language": "vi" } } })).await;
    client.told("workspace/diagnostic/refresh").await;
    let found = client.request("textDocument/diagnostic", json!({ "textDocument": document(PATH) })).await;
    let message = found["items"][0]["message"].as_str().unwrap();
    assert!(message.contains("không cơ quan nào có thẩm quyền"), "{message}");
}

#[tokio::test]
async fn of_the_workspace_with_what_was_and_is_no_more() {
    let fixture = Fixture::new(GROUND);
    let mut client = pulling(&fixture).await;
    let first = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let items = first["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!((&items[0]["uri"], &items[0]["items"][0]["code"]), (&json!(uri(PATH)), &json!("V2002")));
    let previous = json!({ "previousResultIds": [{ "uri": uri(PATH), "value": items[0]["resultId"] }] });
    let second = client.request("workspace/diagnostic", previous.clone()).await;
    assert_eq!(second["items"][0]["kind"], "unchanged");
    client.open(PATH, &fixture.text(PATH).replace(" when capacity at least 50 MW", "")).await;
    let third = client.request("workspace/diagnostic", previous).await;
    let expected = json!([{ "kind": "full", "uri": uri(PATH), "version": 1, "resultId": third["items"][0]["resultId"], "items": [] }]);
    assert_eq!(third["items"], expected);
    assert_ne!(third["items"][0]["resultId"], Value::Null);
}

#[tokio::test]
async fn what_is_said_has_another_name_where_its_place_is_another() {
    let fixture = Fixture::new(GROUND);
    let mut client = pulling(&fixture).await;
    client.open(PATH, fixture.text(PATH)).await;
    let first = client.request("textDocument/diagnostic", json!({ "textDocument": document(PATH) })).await;
    for (version, comment) in [(2, "\n\n"), (3, "# x\n\n\n")] {
        let moved = format!("{comment}{}", fixture.text(PATH));
        client.replace(PATH, version, &moved).await;
        let again = json!({ "textDocument": document(PATH), "previousResultId": first["resultId"] });
        let next = client.request("textDocument/diagnostic", again).await;
        assert_eq!(next["kind"], "full");
        assert_ne!(next["items"][0]["range"], first["items"][0]["range"]);
    }
}
