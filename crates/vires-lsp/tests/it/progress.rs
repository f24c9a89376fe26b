//! `$/progress`: the first check is shown where the client can show it.

use serde_json::json;

use crate::fixture::{Fixture, GROUND};

#[tokio::test]
async fn of_the_first_check_and_of_no_other() {
    for pulls in [false, true] {
        let fixture = Fixture::new(GROUND);
        let document = if pulls { json!({ "diagnostic": {} }) } else { json!({}) };
        let capabilities = json!({ "window": { "workDoneProgress": true }, "textDocument": document });
        let mut client = fixture.client(capabilities).await;
        let created = client.told("window/workDoneProgress/create").await;
        let begun = client.told("$/progress").await;
        assert_eq!(begun["token"], created["token"]);
        assert_eq!((&begun["value"]["kind"], &begun["value"]["title"]), (&json!("begin"), &json!("Checking policies")));
        let ended = client.told("$/progress").await;
        assert_eq!(ended["value"]["kind"], "end");
        client.replace("/w/ground.vires", 2, fixture.text("/w/ground.vires")).await;
        client
            .request(
                "textDocument/documentSymbol",
                json!({ "textDocument": crate::client::document("/w/ground.vires") }),
            )
            .await;
        assert!(client.count("window/workDoneProgress/create") == 0);
    }
}
