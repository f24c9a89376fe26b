//! `textDocument/documentHighlight`

use serde_json::json;

use crate::fixture::{Fixture, words};
use crate::law::LAW;

#[tokio::test]
async fn every_name_of_a_thing_in_the_file_and_nothing_in_others() {
    let fixture = Fixture::new(&LAW.replacen("agency holds licence", "age$0ncy holds licence", 1));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/documentHighlight", fixture.at()).await;
    let text = fixture.text(fixture.path());
    let places: Vec<String> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} «{}» {}", one["range"]["start"]["line"], words(text, &one["range"]), one["kind"]))
        .collect();
    assert_eq!(places, ["7 «agency» 2", "15 «agency» 2", "23 «agency» 2"]);

    // On the declaration: it is written there.
    let fixture = Fixture::new(&LAW.replacen("body agency", "body ag$0ency", 1));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/documentHighlight", fixture.at()).await;
    assert_eq!((found.as_array().unwrap().len(), &found[0]["kind"]), (1, &json!(3)));

    // Nothing is named there.
    let fixture = Fixture::new(&LAW.replacen("agency holds licence", "agency ho$0lds licence", 1));
    let mut client = fixture.client(json!({})).await;
    assert_eq!(client.request("textDocument/documentHighlight", fixture.at()).await, json!([]));
}
