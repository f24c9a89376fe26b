//! `textDocument/publishDiagnostics`: syntax, names, types and the proofs.

use serde_json::{Value, json};

use crate::client::{Client, folder};
use crate::fixture::{Fixture, GROUND};

const OVERLAP: &str = "//- /w/second.vires
package p
instrument d2 \"Nghị định 2\"
  in force from 2025-07-01
  article 7
    clause 2
      moit holds licence when capacity below 50 MW
    clause 3
      agency holds licence when capacity at least 20 MW and below 30 MW
body agency \"Cục Hóa chất\" at central
";

#[tokio::test]
async fn a_proof_is_told_with_its_places_in_other_files_its_case_and_its_region() {
    let fixture = Fixture::new(&format!("{GROUND}{OVERLAP}"));
    let options = json!({ "pages": "https://law.example/{code}" });
    let begin = json!({ "capabilities": {}, "workspaceFolders": [folder("/w")], "initializationOptions": options });
    let (mut client, _) = Client::start_with(fixture.disk(), begin).await;
    let published = client.published("/w/second.vires").await;
    insta::assert_snapshot!(serde_json::to_string_pretty(&published).unwrap());
}

#[tokio::test]
async fn codes_lead_to_the_pages_of_this_computer_unless_others_are_set() {
    let fixture = Fixture::new(&format!("{GROUND}{OVERLAP}"));
    let begin = |options: Value| json!({ "capabilities": {}, "workspaceFolders": [folder("/w")], "initializationOptions": options });
    for (options, wanted) in [
        (json!({}), "file:///p%C3%A1ges/en/V2001.md"),
        (json!({ "language": "vi" }), "file:///p%C3%A1ges/vi/V2001.md"),
        (json!({ "pages": "https://law.example/{code}" }), "https://law.example/V2001"),
        // What is no address counts as not set.
        (json!({ "pages": "a b" }), "file:///p%C3%A1ges/en/V2001.md"),
    ] {
        let mut client = Client::start_with_pages(fixture.disk(), begin(options), "/páges").await;
        let published = client.published("/w/second.vires").await;
        assert_eq!(published["diagnostics"][0]["codeDescription"]["href"], wanted);
        client.notify("workspace/didChangeConfiguration", json!({ "settings": { "vires": { "notes": true } } })).await;
        let published = client.published("/w/second.vires").await;
        assert!(
            published["diagnostics"][0]["codeDescription"]["href"]
                .as_str()
                .unwrap()
                .ends_with(&wanted[wanted.len() - 8..])
        );
    }
}

#[tokio::test]
async fn several_mistakes_of_several_kinds_are_told_at_once_while_half_typed() {
    let mut fixture = Fixture::new(GROUND);
    let text = &mut fixture.files[1].1;
    text.push_str(
        "      moit holds licnce\n      moit hol\n      moit holds licence when capacity at least 5 kg\n      (\n",
    );
    let mut client = fixture.client(json!({})).await;
    let published = client.published("/w/ground.vires").await;
    let told: Vec<String> = published["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let place = fixture.place(&published["uri"], &one["range"]);
            format!("{} {} {place}\n{}", one["code"], one["severity"], one["message"].as_str().unwrap())
        })
        .collect();
    insta::assert_snapshot!(told.join("\n\n"));
}

#[tokio::test]
async fn it_is_told_in_the_language_of_the_package_or_in_the_one_that_is_set() {
    let vietnamese = GROUND.replace("name = \"p\"", "name = \"p\"\nlanguage = \"vi\"");
    let fixture = Fixture::new(&vietnamese);
    let mut client = fixture.client(json!({})).await;
    let published = client.published("/w/ground.vires").await;
    let message = published["diagnostics"][0]["message"].as_str().unwrap();
    assert!(message.contains("không cơ quan nào có thẩm quyền"), "{message}");
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "vires": { "language": "en" } } })).await;
    // What was found on opening may have been told twice by then.
    loop {
        let published = client.published("/w/ground.vires").await;
        if published["diagnostics"][0]["message"].as_str().unwrap().contains("nobody is competent") {
            break;
        }
    }
}

#[tokio::test]
async fn a_manifest_that_cannot_be_read_is_found_on_its_line_and_not_told_at_every_letter() {
    let fixture = Fixture::new(GROUND);
    let mut client = fixture.client(json!({})).await;
    let (path, text) = ("/w/vires.toml", fixture.text("/w/vires.toml"));
    client.open(path, text).await;
    for (version, text, wrong) in [(2, "[package]\nname =\n", 1), (3, "[package]\nname = \"\n", 1), (4, text, 0)] {
        client.replace(path, version, text).await;
        let mut told = client.published(path).await;
        while told["version"] != version {
            told = client.published(path).await;
        }
        let found = told["diagnostics"].as_array().unwrap();
        assert_eq!(found.len(), wrong, "{told}");
        assert!(found.iter().all(|one| one["range"]["start"]["line"] == 1), "{told}");
    }
    assert_eq!(client.count("window/showMessage"), 0);
}

#[tokio::test]
async fn a_text_that_was_never_saved_is_a_package_of_its_own() {
    let mut client = Fixture::new(GROUND).client(json!({})).await;
    let uri = "untitled:Untitled-1";
    let text = "package q\nbody moit\npower licence\ninstrument d1\n  in force from 2025-01-01\n  article 1\n    moti holds licence\n";
    let document = json!({ "uri": uri, "languageId": "vires", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    let published = loop {
        let told = client.told("textDocument/publishDiagnostics").await;
        if told["uri"] == uri {
            break told;
        }
    };
    assert_eq!(published["diagnostics"][0]["code"], "V1001", "{published:#}");
    let at = json!({ "textDocument": { "uri": uri }, "position": { "line": 6, "character": 17 } });
    let found = client.request("textDocument/hover", at.clone()).await;
    assert!(found["contents"]["value"].as_str().is_some_and(|said| said.contains("licence")), "{found}");
    let offered = client.request("textDocument/completion", at).await;
    assert!(offered["items"].as_array().is_some_and(|items| items.iter().any(|item| item["label"] == "licence")));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } })).await;
    loop {
        let told = client.told("textDocument/publishDiagnostics").await;
        if told["uri"] == uri && told["diagnostics"] == json!([]) {
            break;
        }
    }
}

#[tokio::test]
async fn findings_that_only_another_package_has_are_told_after_those_of_the_edited_one() {
    let second = "//- /w/b/vires.toml\n[package]\nname = \"q\"\n//- /w/b/b.vires\npackage q\nbody x\npower y\ninstrument z\n  in force from 2025-01-01\n  article 1\n    x holds y until 2025-12-31\n";
    let first = GROUND.replace("/w/", "/w/a/");
    let fixture = Fixture::new(&format!("{first}{second}"));
    let mut client = Client::start(fixture.disk(), json!({})).await;
    // Of both, once.
    let told =
        [client.told("textDocument/publishDiagnostics").await, client.told("textDocument/publishDiagnostics").await];
    let names: Vec<_> = told.iter().map(|one| one["uri"].as_str().unwrap().to_owned()).collect();
    assert!(names.iter().any(|name| name.ends_with("/a/ground.vires")), "{names:?}");
    assert!(names.iter().any(|name| name.ends_with("/b/b.vires")), "{names:?}");
    client.open("/w/b/b.vires", fixture.text("/w/b/b.vires").replace("until 2025-12-31", "").as_str()).await;
    let published = client.published("/w/b/b.vires").await;
    assert_eq!(published["diagnostics"], json!([]));
}
