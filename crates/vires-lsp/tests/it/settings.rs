//! `workspace/configuration`: settings are asked for where the client can be asked.

use serde_json::{Value, json};

use crate::client::{Client, folder};
use crate::fixture::{Fixture, GROUND};

async fn message(client: &mut Client) -> String {
    client.published("/w/ground.vires").await["diagnostics"][0]["message"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn they_are_asked_for_at_the_beginning_and_when_the_client_says_that_they_changed() {
    let fixture = Fixture::new(GROUND);
    let capabilities = json!({
        "workspace": { "configuration": true, "didChangeConfiguration": { "dynamicRegistration": true } },
    });
    let begin = json!({ "capabilities": capabilities, "workspaceFolders": [folder("/w")] });
    let (mut client, _) = Client::start_answering(fixture.disk(), begin, |method, params| match method {
        "workspace/configuration" => {
            assert_eq!(params["items"], json!([{ "section": "vires" }]));
            json!([{ "language": "vi" }])
        }
        _ => Value::Null,
    })
    .await;
    let registered = client.told("client/registerCapability").await;
    assert_eq!(registered["registrations"][0]["method"], "workspace/didChangeConfiguration");
    assert_eq!(registered["registrations"][0]["registerOptions"], json!({ "section": "vires" }));
    let mut told = message(&mut client).await;
    if told.contains("nobody is competent") {
        // The first findings may have been there before the settings.
        told = message(&mut client).await;
    }
    assert!(told.contains("không cơ quan nào có thẩm quyền"), "{told}");
    // Whatever it sends with the word that they changed: they are asked for, and nothing is new.
    let before = client.count("workspace/configuration");
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "vires": { "language": "en" } } })).await;
    while client.count("workspace/configuration") == before {
        client.request("workspace/symbol", json!({ "query": "" })).await;
    }
    let found = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let told = found["items"][0]["items"][0]["message"].as_str().unwrap();
    assert!(told.contains("không cơ quan nào có thẩm quyền"), "{told}");
}

#[tokio::test]
async fn an_answer_that_sets_nothing_leaves_what_was_set_at_the_beginning() {
    let fixture = Fixture::new(GROUND);
    let capabilities = json!({ "workspace": { "configuration": true } });
    let options = json!({ "language": "vi" });
    let begin =
        json!({ "capabilities": capabilities, "workspaceFolders": [folder("/w")], "initializationOptions": options });
    let (mut client, _) = Client::start_answering(fixture.disk(), begin, |_, _| json!([{}])).await;
    client.told("workspace/configuration").await;
    assert!(message(&mut client).await.contains("không cơ quan nào có thẩm quyền"));
    let found = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let told = found["items"][0]["items"][0]["message"].as_str().unwrap();
    assert!(told.contains("không cơ quan nào có thẩm quyền"), "{told}");
}

#[tokio::test]
async fn wrong_ones_are_told_once_and_cost_no_other() {
    let fixture = Fixture::new(GROUND);
    let options = json!({ "language": "fr", "notes": true, "today": "2026-02-30", "hints": { "units": 1, "unit": true }, "langage": "vi" });
    let begin = json!({ "capabilities": {}, "workspaceFolders": [folder("/w")], "initializationOptions": options });
    let (mut client, _) = Client::start_with(fixture.disk(), begin).await;
    let mut told = Vec::new();
    for _ in 0..5 {
        let message = client.told("window/showMessage").await;
        assert_eq!(message["type"], 2);
        told.push(message["message"].as_str().unwrap().to_owned());
    }
    // The rest counts, and what is wrong as if it were not set.
    assert!(message(&mut client).await.contains("nobody is competent"));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "vires": { "language": 7, "hints": [], "today": "2026-02-30", "server": { "path": "" } } } })).await;
    told.push(client.told("window/showMessage").await["message"].as_str().unwrap().to_owned());
    insta::assert_snapshot!(told.join("\n"));
    // Sections of others are not ours, and nothing is told twice.
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "python": { "x": 1 } } })).await;
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "vires": { "language": 7 } } })).await;
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null })).await;
    client.request("workspace/symbol", json!({ "query": "" })).await;
    assert_eq!(client.count("window/showMessage"), 0);
}

#[tokio::test]
async fn wrong_ones_are_told_in_the_language_that_is_spoken() {
    let fixture = Fixture::new(GROUND);
    let begin = json!({
        "capabilities": { "workspace": { "configuration": true } },
        "workspaceFolders": [folder("/w")],
        "initializationOptions": { "language": "vi" },
    });
    let (mut client, _) =
        Client::start_answering(fixture.disk(), begin, |_, _| json!([{ "notes": "yes", "note": true }])).await;
    let [first, second] = [
        client.told("window/showMessage").await["message"].clone(),
        client.told("window/showMessage").await["message"].clone(),
    ];
    insta::assert_snapshot!(format!("{}\n{}", first.as_str().unwrap(), second.as_str().unwrap()));
}
