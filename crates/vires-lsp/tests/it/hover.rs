//! `textDocument/hover`

use serde_json::json;

use crate::fixture::{Fixture, GROUND};

async fn hover(from: &str, to: &str) -> String {
    let fixture = Fixture::new(&GROUND.replace(from, to));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/hover", fixture.at()).await;
    if found.is_null() {
        return "nothing".to_owned();
    }
    assert_eq!(found["contents"]["kind"], "markdown");
    let path = json!(format!("file://{}", fixture.path()));
    format!("{}\n{}", fixture.place(&path, &found["range"]), found["contents"]["value"].as_str().unwrap())
}

#[tokio::test]
async fn of_names() {
    let mut told = Vec::new();
    for (from, to) in [
        ("moit holds licence", "moit holds lic$0ence"),
        ("moit holds licence", "mo$0it holds licence"),
        ("when capacity", "when $0capacity"),
        ("50 MW", "50 M$0W"),
        ("offshore", "$0offshore"),
        ("package p \"", "package p$0 \""),
        ("sector energy", "sector $0energy"),
        ("    clause 1", "    clause$0 1"),
        ("moit holds", "moit h$0olds"),
    ] {
        told.push(hover(from, to).await);
    }
    insta::assert_snapshot!(told.join("\n\n----\n\n"));
}
