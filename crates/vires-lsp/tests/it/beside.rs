//! Findings in files that are no policies: lists kept as CSV, and manifests. They are told where they stand, and vanish when
//! the text is mended, before anybody saves it.

use serde_json::{Value, json};

use crate::client::{Client, document, folder};
use crate::fixture::Fixture;

const LIST: &str = "//- /w/vires.toml
[package]
name = \"p\"
//- /w/a.vires
package p \"P\"
list Commune \"Communes\" from \"communes.csv\"
//- /w/communes.csv
name,label,from
an_khánh,An Khánh,
bình_minh,Bình Minh,2025-13-01
";

const TWO: &str = "//- /w/base/vires.toml
[package]
nme = \"base\"
//- /w/base/base.vires
package base
body moit
//- /w/law/vires.toml
[package]
name = \"law\"
//- /w/law/law.vires
package law
use base
power p
";

/// What is told of a file at the text of that version.
async fn told(client: &mut Client, path: &str, version: i32) -> Vec<(Value, String)> {
    loop {
        let published = client.published(path).await;
        if published["version"] == version {
            return lines(&published["diagnostics"]);
        }
    }
}

fn lines(found: &Value) -> Vec<(Value, String)> {
    let all = found.as_array().unwrap().iter();
    all.map(|one| (one["range"]["start"]["line"].clone(), one["message"].as_str().unwrap().to_owned())).collect()
}

async fn pulled(client: &mut Client, path: &str) -> Vec<(Value, String)> {
    lines(&client.request("textDocument/diagnostic", json!({ "textDocument": document(path) })).await["items"])
}

#[tokio::test]
async fn a_row_of_a_list_that_is_open() {
    let fixture = Fixture::new(LIST);
    let mut client = Client::start(fixture.disk(), json!({})).await;
    let path = "/w/communes.csv";
    let found = client.published(path).await;
    assert_eq!(lines(&found["diagnostics"])[0].0, 2, "{found:#}");
    let text = fixture.text(path);
    client.open(path, text).await;
    assert_eq!(told(&mut client, path, 1).await.len(), 1);
    client.replace(path, 2, &text.replace("2025-13-01", "2025-12-01")).await;
    assert_eq!(told(&mut client, path, 2).await, []);
    client.replace(path, 3, &text.replace("name,label", "nme,label")).await;
    let found = told(&mut client, path, 3).await;
    assert_eq!((found.len(), &found[0].0), (2, &json!(0)), "{found:?}");
    // What is on disk counts again.
    client.notify("textDocument/didClose", json!({ "textDocument": document(path) })).await;
    let found = client.published(path).await;
    assert_eq!(lines(&found["diagnostics"])[0].0, 2, "{found:#}");
}

#[tokio::test]
async fn a_row_of_a_list_for_clients_that_ask() {
    let fixture = Fixture::new(LIST);
    let mut client = Client::start(fixture.disk(), json!({ "textDocument": { "diagnostic": {} } })).await;
    let path = "/w/communes.csv";
    assert_eq!(pulled(&mut client, path).await[0].0, 2);
    let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let names: Vec<&str> = all["items"].as_array().unwrap().iter().map(|one| one["uri"].as_str().unwrap()).collect();
    assert!(names.contains(&"file:///w/communes.csv"), "{names:?}");
    client.open(path, &fixture.text(path).replace("2025-13-01", "2025-12-01")).await;
    assert_eq!(pulled(&mut client, path).await, []);
}

#[tokio::test]
async fn a_list_that_is_made_in_the_editor() {
    let fixture = Fixture::new(&LIST.replace("communes.csv\n", "others.csv\n"));
    let mut client = Client::start(fixture.disk(), json!({ "textDocument": { "diagnostic": {} } })).await;
    assert_eq!(pulled(&mut client, "/w/a.vires").await[0].0, 1);
    client.open("/w/communes.csv", "name\nan_khánh\nan_khánh\n").await;
    assert!(!pulled(&mut client, "/w/a.vires").await.iter().any(|(line, _)| line == 1));
    assert_eq!(pulled(&mut client, "/w/communes.csv").await[0].0, 2);
    client.notify("textDocument/didClose", json!({ "textDocument": document("/w/communes.csv") })).await;
    assert_eq!(pulled(&mut client, "/w/a.vires").await[0].0, 1);
}

#[tokio::test]
async fn a_manifest_is_wrong_on_its_line_whoever_reads_it() {
    let fixture = Fixture::new(TWO);
    let mut client = Client::start(fixture.disk(), json!({})).await;
    let path = "/w/base/vires.toml";
    let found = lines(&client.published(path).await["diagnostics"]);
    assert_eq!(
        found,
        [(json!(1), "`nme` is not known, `name` is; a package has name, label, language and use".to_owned())]
    );
    client.request("workspace/symbol", json!({ "query": "" })).await;
    // One fault is told once, and of the manifest that reads nothing wrong nothing is told: what may still follow is found in the texts.
    assert!(client.count("textDocument/publishDiagnostics") <= 1);
    assert_eq!(client.count("window/showMessage"), 1);
    client.open(path, fixture.text(path)).await;
    client.replace(path, 2, "[package]\nname = \"base\"\n").await;
    assert_eq!(told(&mut client, path, 2).await, []);
    // What else is found was never hidden.
    let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let names: Vec<&str> = all["items"].as_array().unwrap().iter().map(|one| one["uri"].as_str().unwrap()).collect();
    assert_eq!(names, ["file:///w/law/law.vires"]);
}

#[tokio::test]
async fn what_is_wrong_in_a_manifest_hides_nothing_that_is_found_in_the_texts() {
    let text = "//- /w/base/vires.toml
[package]
nme = \"base\"
use = [\"../gone\"]
language = \"vi\"
//- /w/base/base.vires
package base
body moit
boddy moit
";
    for pulls in [false, true] {
        let fixture = Fixture::new(text);
        let can = if pulls { json!({ "textDocument": { "diagnostic": {} } }) } else { json!({}) };
        let mut client = Client::start(fixture.disk(), can).await;
        let (manifest, policy) = ("/w/base/vires.toml", "/w/base/base.vires");
        let (wrong, found) = if pulls {
            (pulled(&mut client, manifest).await, pulled(&mut client, policy).await)
        } else {
            // In this order, as they are told.
            let found = lines(&client.published(policy).await["diagnostics"]);
            (lines(&client.published(manifest).await["diagnostics"]), found)
        };
        // The two faults are told together, whether or not anything is looked for in the folder.
        assert_eq!(wrong.iter().map(|(line, _)| line.clone()).collect::<Vec<_>>(), [json!(1), json!(2)], "{wrong:?}");
        assert!(wrong[0].1.contains("`name`"), "{wrong:?}");
        // In the language that the same manifest names.
        assert!(found.len() == 1 && found[0].0 == 2 && found[0].1.contains("có phải muốn viết"), "{found:?}");
        client.open(policy, "package base\nuse other\n").await;
        if pulls {
            assert_eq!(pulled(&mut client, manifest).await, wrong);
        }
        client.open(manifest, "[package]\nname = \"base\"\n").await;
        if pulls {
            assert_eq!(pulled(&mut client, manifest).await, []);
            assert_eq!(pulled(&mut client, policy).await.len(), 1);
        } else {
            assert_eq!(told(&mut client, manifest, 1).await, []);
        }
    }
}

#[tokio::test]
async fn a_manifest_for_clients_that_ask_and_one_without_any_text() {
    for text in [TWO, "//- /w/base/vires.toml\n[package]\nnme = \"base\"\n"] {
        let fixture = Fixture::new(text);
        let mut client = Client::start(fixture.disk(), json!({ "textDocument": { "diagnostic": {} } })).await;
        let path = "/w/base/vires.toml";
        assert_eq!(pulled(&mut client, path).await[0].0, 1);
        let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
        assert_eq!(all["items"][0]["uri"], "file:///w/base/vires.toml");
        client.open(path, "[package]\nname = \"base\"\nuse = [\n  \"../gone\"]\n").await;
        // Before anything is looked for there.
        let found = pulled(&mut client, path).await;
        assert_eq!((found.len(), &found[0].0), (1, &json!(3)), "{found:?}");
        client.open("/w/base/base.vires", "package base\nuse other\n").await;
        let found = pulled(&mut client, path).await;
        assert_eq!((found.len(), &found[0].0), (1, &json!(3)), "{found:?}");
        client.replace("/w/base/base.vires", 2, "package base\n").await;
        client.replace(path, 2, "[package]\nname = \"base\"\n").await;
        assert_eq!(pulled(&mut client, path).await, []);
    }
}

#[tokio::test]
async fn a_text_that_is_none() {
    let fixture = Fixture::new(LIST);
    let disk = fixture.disk().with("/w/b.vires", b"package p\nbody a\xff\n".to_vec());
    let begin = json!({ "capabilities": {}, "workspaceFolders": [folder("/w")] });
    let (mut client, _) = Client::start_with(disk, begin).await;
    let found = lines(&client.published("/w/b.vires").await["diagnostics"]);
    assert_eq!((found.len(), &found[0].0), (1, &json!(0)), "{found:?}");
    client.open("/w/b.vires", "package p\nbody a\n").await;
    loop {
        if client.published("/w/b.vires").await["diagnostics"] == json!([]) {
            break;
        }
    }
}
