//! `textDocument/codeAction`, `textDocument/completion`: names of packages that lie in another folder and that nothing uses yet.

use serde_json::{Value, json};

use crate::client::{document, uri};
use crate::fixture::Fixture;

const AROUND: &str = "//- /w/ministries/vires.toml
[package]
name = \"ministries\"
//- /w/ministries/bodies.vires
package ministries \"Ministries\"
body moit \"Bộ Công Thương\" also bộ_công_thương
fact source \"Source\" : yes or no
//- /w/law/named/vires.toml
[package]
name = \"named\"
//- /w/law/named/powers.vires
package named \"Named by the manifest\"
power licence \"Giấy phép\"
//- /w/law/hidden/vires.toml
[package]
name = \"hidden\"
//- /w/law/hidden/powers.vires
package hidden \"Where nothing is looked for\"
power permit \"Permit\"
//- /w/own/vires.toml
[package]
name = \"own\"
use = [\"../law/named\"]
//- /w/own/a.vires
";

/// What is offered at the cursor, and what is found once a change is taken.
async fn offered(own: &str, take: Option<&str>) -> (Vec<String>, String, Vec<Value>) {
    let fixture = Fixture::new(&format!("{AROUND}{own}"));
    let mut client = fixture.client(json!({ "textDocument": { "diagnostic": {} } })).await;
    let pull = json!({ "textDocument": document(fixture.path()) });
    let found = client.request("textDocument/diagnostic", pull.clone()).await["items"].clone();
    let at = fixture.at()["position"].clone();
    let context = json!({ "diagnostics": found });
    let params =
        json!({ "textDocument": document(fixture.path()), "range": { "start": at, "end": at }, "context": context });
    let actions = client.request("textDocument/codeAction", params).await;
    let actions = actions.as_array().cloned().unwrap_or_default();
    let titles = actions.iter().map(|action| action["title"].as_str().unwrap().to_owned()).collect();
    let Some(take) = take else { return (titles, String::new(), Vec::new()) };
    let taken = actions.iter().find(|action| action["title"] == take).unwrap_or_else(|| panic!("{titles:?}"));
    assert_eq!(taken["diagnostics"][0]["code"], "V1001");
    let edit = taken["edit"]["changes"][uri(fixture.path())][0].clone();
    assert_eq!(edit["range"]["start"], edit["range"]["end"]);
    let mut lines: Vec<String> = fixture.text(fixture.path()).lines().map(str::to_owned).collect();
    let line = usize::try_from(edit["range"]["start"]["line"].as_u64().unwrap()).unwrap();
    lines[line].push_str(edit["newText"].as_str().unwrap());
    let text = lines.join("\n") + "\n";
    client.replace(fixture.path(), 2, &text).await;
    let left = client.request("textDocument/diagnostic", pull).await["items"].as_array().cloned().unwrap_or_default();
    let unknown = left.into_iter().filter(|finding| finding["code"] == "V1001").collect();
    (titles, text, unknown)
}

fn own(lines: &str) -> String {
    format!("package own \"Own\"\npower p \"P\"\ninstrument i \"I\"\n  in force from 2025-01-01\n  article 1\n{lines}")
}

#[tokio::test]
async fn a_package_beside_this_one_is_brought_in() {
    let text = own("    mo$0it holds p\n");
    let (titles, text, unknown) = offered(&text, Some("use the package ministries")).await;
    assert_eq!(titles.first().map(String::as_str), Some("use the package ministries"), "{titles:?}");
    assert_eq!(text.lines().nth(1), Some("use ministries"));
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[tokio::test]
async fn by_its_other_name_too_and_below_the_uses_that_stand_there() {
    let text = own("    bộ_công_$0thương holds p\n").replace("power p", "use named\npower p");
    let (_, text, unknown) = offered(&text, Some("use the package ministries")).await;
    assert_eq!(text.lines().nth(2), Some("use ministries"));
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[tokio::test]
async fn a_package_in_a_folder_that_the_manifest_names() {
    let text = own("    b holds lic$0ence\n").replace("power p", "body b \"B\"\npower p");
    let (_, _, unknown) = offered(&text, Some("use the package named")).await;
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[tokio::test]
async fn the_name_of_a_package_is_written_whole() {
    let text = AROUND.replace("package ministries ", "package vn.ministries ");
    let fixture = Fixture::new(&format!("{text}package own\nuse vn.minis$0tres\n"));
    let mut client = fixture.client(json!({ "textDocument": { "diagnostic": {} } })).await;
    let at = fixture.at()["position"].clone();
    let params = json!({ "textDocument": document(fixture.path()), "range": { "start": at, "end": at }, "context": { "diagnostics": [] } });
    let actions = client.request("textDocument/codeAction", params).await;
    let edit = &actions[0]["edit"]["changes"][uri(fixture.path())][0];
    assert_eq!(actions[0]["title"], "write `vn.ministries`", "{actions:#}");
    assert_eq!((&edit["range"]["start"]["character"], &edit["newText"]), (&json!(4), &json!("vn.ministries")));
}

#[tokio::test]
async fn packages_that_would_be_found_are_offered_behind_use() {
    let fixture = Fixture::new(&format!("{AROUND}package own \"Own\"\nuse $0\n"));
    let mut client = fixture.client(json!({})).await;
    let offered = client.request("textDocument/completion", fixture.at()).await;
    let names = offered["items"].as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned());
    assert_eq!(names.collect::<Vec<_>>(), ["ministries", "named"]);
    assert_eq!(offered["items"][0]["detail"], "Ministries");
}

#[tokio::test]
async fn what_would_not_be_found_or_does_not_fit_is_not_offered() {
    for line in ["    b holds per$0mit\n", "    sou$0rce holds p\n", "    hidden.mo$0it holds p\n"] {
        let (titles, ..) = offered(&own(line).replace("power p", "body b \"B\"\npower p"), None).await;
        assert!(!titles.iter().any(|title| title.starts_with("use the package")), "{line}: {titles:?}");
    }
}
