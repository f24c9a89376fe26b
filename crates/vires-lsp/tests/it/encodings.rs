//! `positionEncoding`: bytes where the client counts them, else UTF-16.

use serde_json::json;

use crate::client::{Client, document, folder};
use crate::fixture::{Fixture, GROUND};

#[tokio::test]
async fn a_client_that_counts_bytes_is_answered_in_bytes() {
    let fixture = Fixture::new(GROUND);
    let path = "/w/ground.vires";
    for (offered, chosen, start, end) in [
        (json!(["utf-16", "utf-8"]), "utf-8", 37, 56),
        (json!(["utf-16", "utf-32"]), "utf-16", 32, 46),
        (json!(null), "utf-16", 32, 46),
    ] {
        let capabilities = json!({ "general": { "positionEncodings": offered } });
        let begin = json!({ "capabilities": capabilities, "workspaceFolders": [folder("/w")] });
        let (mut client, result) = Client::start_with(fixture.disk(), begin).await;
        assert_eq!(result["capabilities"]["positionEncoding"], chosen);
        client.open(path, fixture.text(path)).await;
        let at = json!({ "textDocument": document(path), "position": { "line": 3, "character": start + 1 } });
        let hover = client.request("textDocument/hover", at).await;
        let range = json!({ "start": { "line": 3, "character": start }, "end": { "line": 3, "character": end } });
        assert_eq!(hover["range"], range, "{chosen}");
    }
}
