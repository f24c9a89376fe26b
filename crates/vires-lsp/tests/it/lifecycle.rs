//! `initialize`, `shutdown`, `exit`

use serde_json::{Value, json};

use crate::client::{Client, folder};
use crate::fixture::{Fixture, GROUND};

#[tokio::test]
async fn the_server_says_what_it_can_do_and_goes_when_told() {
    let fixture = Fixture::new(GROUND);
    let begin = json!({ "capabilities": {}, "workspaceFolders": [folder("/w")] });
    let (mut client, result) = Client::start_with(fixture.disk(), begin).await;
    assert_eq!(result["serverInfo"]["name"], "vires");
    assert_eq!(result["capabilities"]["positionEncoding"], "utf-16");
    insta::assert_snapshot!(serde_json::to_string_pretty(&result["capabilities"]).unwrap());
    let id = client.put("shutdown", json!(null)).await;
    let answer = client.answer(id).await;
    assert!(answer["error"].is_null(), "{answer}");
    client.notify("exit", json!(null)).await;
}

#[tokio::test]
async fn a_client_without_folders_gets_the_file_it_opens() {
    let fixture = Fixture::new(GROUND);
    let (mut client, _) = Client::start_with(fixture.disk(), json!({ "capabilities": {} })).await;
    client.open("/w/ground.vires", fixture.text("/w/ground.vires")).await;
    let published = client.published("/w/ground.vires").await;
    assert_eq!(published["diagnostics"][0]["code"], "V2002");
}

#[tokio::test]
async fn a_manifest_that_cannot_be_read_is_told() {
    let fixture = Fixture::new("//- /w/vires.toml\n[package\n//- /w/a.vires\npackage p\n");
    let mut client = fixture.client(json!({})).await;
    let message = client.told("window/showMessage").await;
    assert!(message["message"].as_str().unwrap().starts_with("vires.toml: "), "{message}");
}

/// What a server says of how its client went, after these messages.
async fn orderly(messages: &[Value]) -> bool {
    let mut input = Vec::new();
    for message in messages {
        let body = message.to_string();
        input.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes());
    }
    let disk = std::sync::Arc::new(Fixture::new(GROUND).disk());
    vires_lsp::serve(input.as_slice(), tokio::io::sink(), disk, None).await
}

#[tokio::test]
async fn exit_without_shutdown_is_told() {
    let begin = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } });
    let shutdown = json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" });
    let exit = json!({ "jsonrpc": "2.0", "method": "exit" });
    assert!(orderly(&[begin.clone(), shutdown, exit.clone()]).await);
    assert!(!orderly(&[begin.clone(), exit]).await);
    assert!(orderly(&[begin]).await);
}
