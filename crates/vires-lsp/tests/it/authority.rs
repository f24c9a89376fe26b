//! `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls`, `callHierarchy/outgoingCalls`

use serde_json::{Value, json};

use crate::client::Client;
use crate::fixture::Fixture;
use crate::law::LAW;

async fn at(from: &str, to: &str) -> (Fixture, Client, Value) {
    let fixture = Fixture::new(&LAW.replacen(from, to, 1));
    let mut client = fixture.client(json!({})).await;
    let items = client.request("textDocument/prepareCallHierarchy", fixture.at()).await;
    (fixture, client, items)
}

fn said(fixture: &Fixture, call: &Value, key: &str) -> String {
    let item = &call[key];
    let (name, detail) = (item["name"].as_str().unwrap(), item["detail"].as_str().unwrap_or_default());
    format!("{name} | {detail} | {}", fixture.place(&item["uri"], &item["selectionRange"]))
}

async fn calls(client: &mut Client, fixture: &Fixture, item: &Value, incoming: bool) -> Vec<String> {
    let (method, key) =
        if incoming { ("callHierarchy/incomingCalls", "from") } else { ("callHierarchy/outgoingCalls", "to") };
    let found = client.request(method, json!({ "item": item })).await;
    found.as_array().unwrap().iter().map(|call| said(fixture, call, key)).collect()
}

#[tokio::test]
async fn the_chain_of_authority_one_step_at_a_time() {
    let (fixture, mut client, items) = at("body moit", "body mo$0it").await;
    assert_eq!(items[0]["name"], "Bộ Công Thương");
    // Granted by an instrument, by two of its rules.
    assert_eq!(
        calls(&mut client, &fixture, &items[0], true).await,
        ["Nghị định 1 | Giấy phép hoạt động điện lực; Tiếp nhận báo cáo | acts.vires:2:11 «d1»"]
    );
    let from = client.request("callHierarchy/incomingCalls", json!({ "item": items[0] })).await;
    assert_eq!(from[0]["fromRanges"].as_array().unwrap().len(), 2);
    let to = client.request("callHierarchy/outgoingCalls", json!({ "item": items[0] })).await;
    let whom = "Ủy ban nhân dân tỉnh | Nghị định 2, article 1: Giấy phép hoạt động điện lực | acts.vires:14:35 «provincial_pc»";
    assert_eq!(said(&fixture, &to[0], "to"), whom);
    // The rule is in another file than the body: the place is the body's own name.
    assert_eq!(fixture.place(&items[0]["uri"], &to[0]["fromRanges"][0]), "ground.vires:12:5 «moit»");
    // What was given back is asked about in its turn, where the rule names it.
    let back = calls(&mut client, &fixture, &to[0]["to"], true).await;
    assert_eq!(
        back,
        ["Bộ Công Thương | Nghị định 2, article 1: Giấy phép hoạt động điện lực | acts.vires:14:27 «moit»"]
    );
    assert_eq!(calls(&mut client, &fixture, &to[0]["to"], false).await, Vec::<String>::new());
}

#[tokio::test]
async fn on_the_verb_of_a_rule_it_begins_with_those_who_receive() {
    let (fixture, mut client, items) = at("delegates licence", "deleg$0ates licence").await;
    assert_eq!(fixture.place(&items[0]["uri"], &items[0]["selectionRange"]), "acts.vires:14:35 «provincial_pc»");
    assert_eq!(calls(&mut client, &fixture, &items[0], true).await.len(), 1);
    let (_, _, items) = at("on 2026-02-01", "on 2026-0$02-01").await;
    assert_eq!(items, Value::Null);
    // An instrument is where a chain begins.
    let (fixture, mut client, items) = at("agency holds licence", "agen$0cy holds licence").await;
    let from = client.request("callHierarchy/incomingCalls", json!({ "item": items[0] })).await;
    let mut before = Vec::new();
    for call in from.as_array().unwrap() {
        before.extend(calls(&mut client, &fixture, &call["from"], true).await);
    }
    assert_eq!((from.as_array().unwrap().len(), before), (2, Vec::new()));
}

#[tokio::test]
async fn in_packages_that_use_the_one_in_hand() {
    let text = "//- /w/base/vires.toml
[package]
name = \"base\"
//- /w/base/base.vires
package base
tier t
body mo$0it \"Ministry\" at t
//- /w/app/vires.toml
[package]
name = \"app\"
//- /w/app/app.vires
package app
use base
power p \"P\"
instrument i \"Decree\"
  in force from 2025-01-01
  article 1
    moit holds p
";
    let fixture = Fixture::new(text);
    let mut client = fixture.client(json!({})).await;
    let items = client.request("textDocument/prepareCallHierarchy", fixture.at()).await;
    let from = client.request("callHierarchy/incomingCalls", json!({ "item": items[0] })).await;
    let names: Vec<_> = from.as_array().unwrap().iter().map(|call| call["from"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Decree"]);
}

#[tokio::test]
async fn whoever_holds_one_power_has_another_from_the_text_that_says_so() {
    let text = "//- /w/a.vires
package p
body mo$0it \"M\"
body mnd \"D\"
power licence \"Licence\"
power report \"Report\"
power copy \"Copy\"
instrument d1 \"One\"
  article 1
    moit holds licence
instrument d2 \"Two\"
  article 1
    whoever holds licence holds report
instrument d3 \"Three\"
  article 1
    whoever holds report holds copy
";
    let fixture = Fixture::new(text);
    let mut client = fixture.client(json!({})).await;
    let items = client.request("textDocument/prepareCallHierarchy", fixture.at()).await;
    assert_eq!(
        calls(&mut client, &fixture, &items[0], true).await,
        [
            "One | One, article 1: Licence | a.vires:7:11 «d1»",
            "Two | Two, article 1: Report | a.vires:10:11 «d2»",
            "Three | Three, article 1: Copy | a.vires:13:11 «d3»",
        ]
    );
}
