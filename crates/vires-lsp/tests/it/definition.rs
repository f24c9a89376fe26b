//! `textDocument/definition`

use serde_json::json;

use crate::fixture::{Fixture, GROUND};

async fn links(rule: &str) -> String {
    let fixture =
        Fixture::new(&format!("{GROUND}//- /w/second.vires\npackage p\ninstrument d2\n  article 1\n    {rule}\n"));
    let capabilities = json!({ "textDocument": { "definition": { "linkSupport": true } } });
    let mut client = fixture.client(capabilities).await;
    let found = client.request("textDocument/definition", fixture.at()).await;
    let links = found.as_array().into_iter().flatten().map(|link| {
        let name = fixture.place(&link["targetUri"], &link["targetSelectionRange"]);
        let whole = fixture.place(&link["targetUri"], &link["targetRange"]);
        format!("{name} in {whole}")
    });
    links.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn of_a_power_a_body_by_its_second_name_a_value_and_a_provision() {
    let licence = "ground.vires:9:6 «licence» in ground.vires:9:0 «power licence \"Giấy phép\" sector energy»";
    assert_eq!(links("moit holds lic$0ence").await, licence);
    // Just behind the name.
    assert_eq!(links("moit holds licence$0").await, licence);
    let body = links("bộ_công$0_thương holds licence").await;
    assert!(body.starts_with("ground.vires:4:5 «moit» in ground.vires:4:0 «body moit"), "{body}");
    let value = links("moit holds licence when source is off$0shore").await;
    assert!(value.starts_with("ground.vires:5:48 «offshore» in ground.vires:5:0 «list Source"), "{value}");
    let place = links("this article prevails over d1 article 1 cla$0use 1").await;
    assert_eq!(place, "ground.vires:13:4 «clause 1» in ground.vires:13:4 «clause 1»");
    assert_eq!(links("moit ho$0lds licence").await, "");
}

#[tokio::test]
async fn a_client_that_knows_no_links_gets_places() {
    let fixture = Fixture::new(&GROUND.replace("moit holds licence", "moit holds lic$0ence"));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/definition", fixture.at()).await;
    assert_eq!(fixture.place(&found[0]["uri"], &found[0]["range"]), "ground.vires:9:6 «licence»");
}

#[tokio::test]
async fn the_declaration_of_a_thing_is_its_definition() {
    let fixture = Fixture::new(&GROUND.replace("moit holds licence", "mo$0it holds licence"));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/declaration", fixture.at()).await;
    assert_eq!(fixture.place(&found[0]["uri"], &found[0]["range"]), "ground.vires:4:5 «moit»");
}
