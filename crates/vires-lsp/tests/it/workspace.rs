//! `workspace/didChangeWorkspaceFolders`, `workspace/didChangeWatchedFiles`: packages, loose files, and who reads whom.

use serde_json::{Value, json};

use crate::client::{Client, folder, uri};
use crate::fixture::Fixture;

const TWO: &str = "//- /w/base/vires.toml
[package]
name = \"base\"
//- /w/base/base.vires
package base
body moit
power licence
//- /w/law/vires.toml
[package]
name = \"law\"
use = [\"../base\"]
//- /w/law/law.vires
package law
use base
instrument d1
  article 1
    moit holds lic$0ence when moit
//- /w/loose.vires
package loose
power free
power free
//- /other/a.vires
package other
power a
power a
";

fn codes(published: &Value) -> Vec<&str> {
    published["diagnostics"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn each_package_is_checked_by_itself_and_loose_files_together() {
    let fixture = Fixture::new(TWO);
    let mut client = fixture.client(json!({})).await;
    assert_eq!(codes(&client.published("/w/law/law.vires").await), ["V1003"]);
    assert_eq!(codes(&client.published("/w/loose.vires").await), ["V8002", "V1002"]);
    // Found from either side, and once.
    let mut params = fixture.at();
    params["context"] = json!({ "includeDeclaration": true });
    let found = client.request("textDocument/references", params).await;
    let places: Vec<_> =
        found.as_array().unwrap().iter().map(|one| fixture.place(&one["uri"], &one["range"])).collect();
    assert_eq!(places, ["base.vires:3:6 «licence»", "law.vires:5:15 «licence»"]);
}

#[tokio::test]
async fn what_is_typed_in_one_package_counts_in_those_that_use_it() {
    let fixture = Fixture::new(TWO);
    let mut client = fixture.client(json!({})).await;
    assert_eq!(codes(&client.published("/w/law/law.vires").await), ["V1003"]);
    // Of a rule on a power that is not known, nothing more is said.
    client.open("/w/base/base.vires", "package base\nbody moit\npower permit\n").await;
    assert_eq!(codes(&client.published("/w/law/law.vires").await), ["V1001"]);
}

#[tokio::test]
async fn folders_come_and_go() {
    let fixture = Fixture::new(TWO);
    let begin = json!({ "capabilities": {}, "workspaceFolders": [] });
    let (mut client, result) = Client::start_with(fixture.disk(), begin).await;
    assert_eq!(result["capabilities"]["workspace"]["workspaceFolders"]["changeNotifications"], true);
    let change = |added: Value, removed: Value| json!({ "event": { "added": added, "removed": removed } });
    client.notify("workspace/didChangeWorkspaceFolders", change(json!([folder("/other")]), json!([]))).await;
    assert_eq!(codes(&client.published("/other/a.vires").await), ["V8002", "V1002"]);
    client.notify("workspace/didChangeWorkspaceFolders", change(json!([]), json!([folder("/other")]))).await;
    assert_eq!(codes(&client.published("/other/a.vires").await), Vec::<&str>::new());
}

#[tokio::test]
async fn files_are_watched_where_the_client_can() {
    let fixture = Fixture::new(TWO);
    let capabilities = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client: Client = fixture.client(capabilities).await;
    let registered = client.told("client/registerCapability").await;
    assert_eq!(registered["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.published("/w/loose.vires").await;
    // On this disk nothing has changed: nothing new is told, and the server goes on.
    let changes =
        json!({ "changes": [{ "uri": uri("/w/loose.vires"), "type": 2 }, { "uri": uri("/w/gone.vires"), "type": 3 }] });
    client.notify("workspace/didChangeWatchedFiles", changes).await;
    assert!(!client.request("textDocument/hover", fixture.at()).await.is_null());
}

/// A package that has two like errors, and one that uses it and has a third.
const ALIKE: &str = "//- /w/base/vires.toml
[package]
name = \"base\"
//- /w/base/b.vires
package base
body a under gov
body b under gov
//- /w/app/vires.toml
[package]
name = \"app\"
//- /w/app/a.vires
package app
use base
body c under gov$0
";

#[tokio::test]
async fn what_two_packages_say_alike_of_one_file_is_told_once() {
    let fixture = Fixture::new(ALIKE);
    let mut client = fixture.client(json!({})).await;
    assert_eq!(codes(&client.published("/w/app/a.vires").await), ["V1001"]);
    client.open("/w/base/b.vires", fixture.text("/w/base/b.vires")).await;
    let params = json!({ "previousResultIds": [] });
    let found = client.request("workspace/diagnostic", params).await;
    let items = found["items"].as_array().unwrap();
    let lines = items.iter().flat_map(|item| {
        let uri = item["uri"].as_str().unwrap().rsplit('/').next().unwrap();
        let all = item["items"].as_array().unwrap().iter();
        all.map(move |one| format!("{uri}:{}", one["range"]["start"]["line"])).collect::<Vec<_>>()
    });
    let mut lines: Vec<_> = lines.collect();
    lines.sort();
    assert_eq!(lines, ["a.vires:2", "b.vires:1", "b.vires:2"]);
}

#[tokio::test]
async fn a_package_whose_first_line_is_typed_anew_is_found_again() {
    let text = ALIKE.replace("package base\n", "package base\ntier t\nbody gov at t\n");
    let fixture = Fixture::new(&text);
    let mut client = fixture.client(json!({})).await;
    assert_eq!(codes(&client.published("/w/app/a.vires").await), Vec::<&str>::new());
    let whole = fixture.text("/w/base/b.vires");
    client.open("/w/base/b.vires", whole).await;
    let mut version = 1;
    for name in ["bas", "ba", "b", "", "b", "ba", "bas", "base"] {
        version += 1;
        client
            .replace("/w/base/b.vires", version, &whole.replacen("package base", &format!("package {name}"), 1))
            .await;
        let found = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
        let items = found["items"].as_array().unwrap().iter();
        let of_app = items.filter(|item| item["uri"].as_str().unwrap().ends_with("a.vires"));
        let count: usize = of_app.map(|item| item["items"].as_array().unwrap().len()).sum();
        assert_eq!(count > 0, name != "base", "{name}");
    }
}

#[tokio::test]
async fn a_new_text_of_a_package_counts_for_those_that_use_it_before_it_is_saved() {
    let fixture = Fixture::new(&ALIKE.replace("under gov", ""));
    let mut client = fixture.client(json!({})).await;
    client.published("/w/app/a.vires").await;
    let app = "package app\nuse base\nbody c under new_one\n";
    client.replace("/w/app/a.vires", 2, app).await;
    client.open("/w/base/n.vires", "package base\n").await;
    for (text, expected) in [("package base\n# nothing\n", true), ("package base\nbody new_one\n", false)] {
        client.replace("/w/base/n.vires", 2, text).await;
        let found = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
        let items = found["items"].as_array().unwrap().iter();
        let of_app = items.filter(|item| item["uri"].as_str().unwrap().ends_with("a.vires"));
        let unknown = of_app.flat_map(|item| item["items"].as_array().unwrap()).any(|one| one["code"] == "V1001");
        assert_eq!(unknown, expected, "{text}");
    }
}

#[tokio::test]
async fn what_one_package_misses_and_another_has_is_not_missing() {
    let given = TWO.replace("lic$0ence when moit", "licence");
    let nothing: Vec<&str> = Vec::new();
    for (law, found) in [
        (given.clone(), nothing.clone()),
        // Where the other package does not give it either, nobody does.
        (given.replace("    moit holds licence\n", "    clause 1\n"), vec!["V8002"]),
        // Another that uses it, too, and says nothing of it.
        (
            format!(
                "{given}//- /w/third/vires.toml\n[package]\nname = \"third\"\nuse = [\"../base\"]\n\
                 //- /w/third/third.vires\npackage third\nuse base\n"
            ),
            nothing.clone(),
        ),
        // The rest of its cases.
        (
            given
                .replace(
                    "power licence\n",
                    "power licence\nfact big : yes or no\ninstrument b\n  article 1\n    moit holds licence when big\n",
                )
                .replace("    moit holds licence\n//- /w/loose", "    moit holds licence when not big\n//- /w/loose"),
            nothing.clone(),
        ),
    ] {
        let fixture = Fixture::new(&law.replace("//- /w/loose", "//- /v/loose"));
        let mut client = Client::start(fixture.disk(), json!({})).await;
        client.open("/w/base/base.vires", fixture.text("/w/base/base.vires")).await;
        client.open("/w/law/law.vires", fixture.text("/w/law/law.vires")).await;
        let asked = |path: &str| json!({ "textDocument": { "uri": uri(path) } });
        let base = client.request("textDocument/diagnostic", asked("/w/base/base.vires")).await;
        let codes: Vec<&str> =
            base["items"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
        assert_eq!(codes, found, "{law}");
    }
}

#[tokio::test]
async fn a_second_package_line_brings_in_nothing_and_hides_nothing() {
    let text = TWO.replace("lic$0ence when moit", "licence when moit\npackage base");
    let fixture = Fixture::new(&text);
    let mut client = Client::start(fixture.disk(), json!({})).await;
    client.open("/w/law/law.vires", fixture.text("/w/law/law.vires")).await;
    assert_eq!(codes(&client.published("/w/law/law.vires").await), ["V1003", "V1008"]);
}
