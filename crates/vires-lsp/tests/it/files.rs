//! `workspace/didCreateFiles`, `workspace/willRenameFiles`, `workspace/didRenameFiles`, `workspace/didDeleteFiles`

use serde_json::{Value, json};

use crate::client::{Client, folder, uri};
use crate::fixture::{Fixture, words};
use crate::law::LAW;

async fn edits(client: &mut Client, fixture: &Fixture, pairs: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<Value> = pairs.iter().map(|(old, new)| json!({ "oldUri": uri(old), "newUri": uri(new) })).collect();
    let edit = client.request("workspace/willRenameFiles", json!({ "files": files })).await;
    let mut all = Vec::new();
    for (file, edits) in edit["changes"].as_object().into_iter().flatten() {
        let path = file.strip_prefix("file://").unwrap();
        for edit in edits.as_array().unwrap() {
            let old = words(fixture.text(path), &edit["range"]);
            all.push(format!("{path} «{old}» → {}", edit["newText"].as_str().unwrap()));
        }
    }
    all
}

#[tokio::test]
async fn a_list_that_is_renamed_is_still_found() {
    let fixture = Fixture::new(LAW);
    let begin = json!({ "capabilities": {}, "workspaceFolders": [folder("/w")] });
    let (mut client, result) = Client::start_with(fixture.disk(), begin).await;
    let operations = &result["capabilities"]["workspace"]["fileOperations"];
    assert_eq!(operations["willRename"]["filters"][0]["pattern"]["glob"], "**/*.{vires,md,csv,toml}");
    let renamed = edits(&mut client, &fixture, &[("/w/provinces.csv", "/w/lists/t%E1%BB%89nh.csv")]).await;
    assert_eq!(renamed, ["/w/ground.vires «provinces.csv» → lists/tỉnh.csv"]);
    let moved = edits(&mut client, &fixture, &[("/w/ground.vires", "/w/base/ground.vires")]).await;
    assert_eq!(moved, ["/w/ground.vires «provinces.csv» → ../provinces.csv"]);
    // Outside the folder of its package no list is read: the line stays, and tells which is missing.
    let outside = edits(&mut client, &fixture, &[("/w/provinces.csv", "/v/provinces.csv")]).await;
    assert_eq!(outside, Vec::<String>::new());
    assert_eq!(edits(&mut client, &fixture, &[("/w/acts.vires", "/w/decrees.vires")]).await, Vec::<String>::new());
    assert_eq!(edits(&mut client, &fixture, &[("/w", "/v")]).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_package_whose_folder_is_renamed_is_still_found() {
    let text = "//- /w/base/vires.toml\n[package]\nname = \"base\"\n//- /w/base/b.vires\npackage base\n";
    let law = "//- /w/law/vires.toml\n[package]\nname = \"law\"\nuse = [\"../base\"] # \"../base\"\n//- /w/law/a.vires\npackage law\nuse base\n";
    let fixture = Fixture::new(&format!("{text}{law}"));
    let mut client = fixture.client(json!({})).await;
    let renamed = edits(&mut client, &fixture, &[("/w/base", "/w/ground")]).await;
    assert_eq!(renamed, ["/w/law/vires.toml «../base» → ../ground"]);
    let moved = edits(&mut client, &fixture, &[("/w/law", "/w/acts/law")]).await;
    assert_eq!(moved, ["/w/law/vires.toml «../base» → ../../base"]);
}

#[tokio::test]
async fn what_the_client_made_renamed_or_deleted_is_looked_at_again() {
    let fixture = Fixture::new(LAW);
    let mut client = fixture.client(json!({})).await;
    client.published("/w/acts.vires").await;
    // On this disk nothing has changed: everything is told anew, and the server goes on.
    for (method, params) in [
        ("workspace/didCreateFiles", json!({ "files": [{ "uri": uri("/w/new.vires") }] })),
        ("workspace/didRenameFiles", json!({ "files": [{ "oldUri": uri("/w/old"), "newUri": uri("/w/acts.vires") }] })),
        ("workspace/didDeleteFiles", json!({ "files": [{ "uri": uri("/w") }, { "uri": "untitled:x" }] })),
    ] {
        client.notify(method, params).await;
        assert_eq!(client.published("/w/acts.vires").await["uri"], uri("/w/acts.vires"), "{method}");
    }
}
