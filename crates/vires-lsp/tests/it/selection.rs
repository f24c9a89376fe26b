//! `textDocument/selectionRange`

use serde_json::{Value, json};

use crate::fixture::{Fixture, words};
use crate::law::LAW;

/// The stretches that a selection grows to; of several lines the first and how many.
async fn grown(from: &str, to: &str) -> Vec<String> {
    let fixture = Fixture::new(&LAW.replacen(from, to, 1));
    let mut client = fixture.client(json!({})).await;
    let mut at = fixture.at();
    at["positions"] = json!([at["position"]]);
    let found = client.request("textDocument/selectionRange", at).await;
    let mut all = Vec::new();
    let mut here: &Value = &found[0];
    while !here.is_null() {
        let text = words(fixture.text(fixture.path()), &here["range"]);
        let lines: Vec<&str> = text.lines().collect();
        all.push(if lines.len() > 1 { format!("{} … {} lines", lines[0], lines.len()) } else { text });
        here = &here["parent"];
    }
    all
}

#[tokio::test]
async fn from_a_word_to_the_file() {
    assert_eq!(
        grown("capacity at least 50_000 kW", "capacity at least 50_0$000 kW").await,
        [
            "50_000",
            "50_000 kW",
            "capacity at least 50_000 kW",
            "when capacity at least 50_000 kW",
            "moit holds licence when capacity at least 50_000 kW",
            "clause 1 … 2 lines",
            "article 1 \"Thẩm quyền\" … 5 lines",
            "instrument d1 \"Nghị định 1\" kind decree, issued on 2025-06-01 … 9 lines",
            "package law … 24 lines",
        ]
    );
    assert_eq!(
        grown("in all other cases", "in all ot$0her cases").await[..4],
        ["other", "in all other cases", "agency holds licence in all other cases", "clause 2 … 2 lines"]
    );
}

#[tokio::test]
async fn each_place_is_answered_in_its_order() {
    let fixture = Fixture::new(&LAW.replacen("moit holds licence", "mo$0it holds licence", 1));
    let mut client = fixture.client(json!({})).await;
    let mut at = fixture.at();
    // Beyond the end of the text, and on a line that is not there.
    at["positions"] = json!([at["position"], { "line": 999, "character": 7 }, { "line": 0, "character": 0 }]);
    let found = client.request("textDocument/selectionRange", at).await;
    let text = fixture.text(fixture.path());
    let first: Vec<String> = found.as_array().unwrap().iter().map(|one| words(text, &one["range"])).collect();
    assert_eq!((first.len(), first[0].as_str(), first[2].as_str()), (3, "moit", "package"));
}
