//! `textDocument/codeLens`, `codeLens/resolve`, `workspace/executeCommand`

use serde_json::{Value, json};

use crate::client::{Client, TODAY, document, folder, uri};
use crate::fixture::{Fixture, words};
use crate::law::LAW;

/// Every lens of a file, resolved: the line, the title, the command.
async fn lenses(client: &mut Client, fixture: &Fixture, path: &str) -> Vec<String> {
    let found = client.request("textDocument/codeLens", json!({ "textDocument": document(path) })).await;
    let mut all = Vec::new();
    for lens in found.as_array().unwrap() {
        assert!(lens["command"].is_null(), "what it says is asked for one by one");
        let lens = client.request("codeLens/resolve", lens.clone()).await;
        let range = &lens["range"];
        let name = words(fixture.text(path), range);
        let command = lens["command"]["command"].as_str().unwrap();
        all.push(format!(
            "{} «{name}» {} [{command}]",
            range["start"]["line"],
            lens["command"]["title"].as_str().unwrap()
        ));
    }
    all
}

/// The lenses of a file of a policy.
pub(crate) async fn titles(text: &str, path: &str) -> Vec<String> {
    let fixture = Fixture::new(text);
    let mut client = fixture.client(json!({})).await;
    lenses(&mut client, &fixture, path).await
}

#[tokio::test]
async fn tests_holders_references_and_what_lapses() {
    let fixture = Fixture::new(LAW);
    let mut client = fixture.client(json!({})).await;
    insta::assert_snapshot!(lenses(&mut client, &fixture, "/w/acts.vires").await.join("\n"));
    let ground = lenses(&mut client, &fixture, "/w/ground.vires").await;
    let of = |name: &str| ground.iter().filter(|lens| lens.contains(&format!("«{name}»"))).cloned().collect::<Vec<_>>();
    assert_eq!(of("licence"), ["20 «licence» 2 holders today []", "20 «licence» 5 references []"]);
    assert_eq!(of("report"), ["21 «report» today: Bộ Công Thương []", "21 «report» 1 reference []"]);
    assert_eq!(of("orphaned"), ["23 «orphaned» nobody holds it today []", "23 «orphaned» 0 references []"]);
}

#[tokio::test]
async fn a_command_of_the_client_is_named_only_where_it_has_it_and_lenses_can_be_switched_off() {
    let fixture = Fixture::new(LAW);
    let options = json!({ "today": TODAY, "commands": ["vires.showRegister", "vires.showReferences"] });
    let begin = json!({ "capabilities": {}, "workspaceFolders": [folder("/w")], "initializationOptions": options });
    let (mut client, _) = Client::start_with(fixture.disk(), begin).await;
    let ground = lenses(&mut client, &fixture, "/w/ground.vires").await;
    assert!(ground.contains(&"20 «licence» 2 holders today [vires.showRegister]".to_owned()), "{ground:?}");
    assert!(ground.contains(&"20 «licence» 5 references [vires.showReferences]".to_owned()), "{ground:?}");
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "vires": { "lenses": false } } })).await;
    let path = json!({ "textDocument": document("/w/ground.vires") });
    assert_eq!(client.request("textDocument/codeLens", path).await, Value::Null);
}

#[tokio::test]
async fn a_test_is_run_by_the_server() {
    let fixture = Fixture::new(LAW);
    let mut client = fixture.client(json!({})).await;
    let place = |line: u32| json!([uri("/w/acts.vires"), { "line": line, "character": 2 }]);
    let run = |line: u32| json!({ "command": "vires.runTest", "arguments": place(line) });
    let passed = client.request("workspace/executeCommand", run(16)).await;
    assert_eq!(passed, json!({ "label": "một nhà máy lớn", "passed": true, "failures": [] }));
    let told = client.told("window/showMessage").await;
    assert_eq!(told, json!({ "type": 3, "message": "một nhà máy lớn: ✓ passes" }));
    // Anywhere in its lines.
    let failed = client.request("workspace/executeCommand", run(22)).await;
    assert_eq!((&failed["label"], &failed["passed"]), (&json!("sai"), &json!(false)));
    assert_eq!(failed["failures"][0]["got"], "Bộ Công Thương is competent");
    assert_eq!(client.told("window/showMessage").await["type"], 2);
    assert_eq!(client.request("workspace/executeCommand", run(0)).await, Value::Null);
    for arguments in [json!([]), json!([1, 2]), json!(["file:///none.vires", { "line": 0, "character": 0 }])] {
        let params = json!({ "command": "vires.runTest", "arguments": arguments });
        assert_eq!(client.request("workspace/executeCommand", params).await, Value::Null);
    }
    let id = client.put("workspace/executeCommand", json!({ "command": "vires.eraseDisk", "arguments": [] })).await;
    assert_eq!(client.answer(id).await["error"]["code"], -32602);
}

#[tokio::test]
async fn a_lens_of_a_line_that_is_gone_says_nothing() {
    let fixture = Fixture::new(LAW);
    let mut client = fixture.client(json!({})).await;
    let path = "/w/acts.vires";
    client.open(path, fixture.text(path)).await;
    let found = client.request("textDocument/codeLens", json!({ "textDocument": document(path) })).await;
    client.replace(path, 2, "package law\n").await;
    for lens in found.as_array().unwrap() {
        let lens = client.request("codeLens/resolve", lens.clone()).await;
        assert_eq!(lens["command"], json!({ "title": "", "command": "" }));
    }
}

#[tokio::test]
async fn what_stands_beside_other_texts_is_asked_for_again_when_one_is_saved() {
    let fixture = Fixture::new(LAW);
    let refreshes = json!({ "refreshSupport": true });
    let capabilities = json!({ "workspace": { "codeLens": refreshes, "inlayHint": refreshes } });
    let mut client = fixture.client(capabilities).await;
    // At the beginning, and then with each text that is saved.
    for _ in 0..2 {
        client.told("workspace/codeLens/refresh").await;
        client.told("workspace/inlayHint/refresh").await;
        client.notify("textDocument/didSave", json!({ "textDocument": document("/w/acts.vires") })).await;
    }
    client.told("workspace/codeLens/refresh").await;
}
