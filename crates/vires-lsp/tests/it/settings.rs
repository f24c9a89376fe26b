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
    // Whatever it sends with the word that they changed: they are asked for.
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null })).await;
    assert!(message(&mut client).await.contains("không cơ quan nào có thẩm quyền"));
}
