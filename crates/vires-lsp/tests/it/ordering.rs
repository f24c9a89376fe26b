//! Answers are never for an older text.

use serde_json::{Value, json};

use crate::client::document;
use crate::fixture::{Fixture, GROUND};

const PATH: &str = "/w/ground.vires";

#[tokio::test]
async fn questions_between_edits_are_answered_for_their_text_or_refused() {
    let fixture = Fixture::new(&GROUND.replace("moit holds licence", "moit holds lic$0ence"));
    let mut client = fixture.client(json!({})).await;
    let text = fixture.text(PATH);
    let mut asked: Vec<(i64, usize)> = Vec::new();
    for n in 0..200 {
        // Each edit moves the rule down by one line more.
        let moved = text.replace("    clause 1\n", &format!("    clause 1\n{}", "\n".repeat(n)));
        client.replace(PATH, i32::try_from(n).unwrap() + 2, &moved).await;
        let mut at = fixture.at();
        at["position"]["line"] = json!(at["position"]["line"].as_u64().unwrap() + n as u64);
        asked.push((client.put("textDocument/hover", at).await, n));
    }
    let mut answered = 0;
    for (id, n) in asked {
        let answer = client.answer(id).await;
        if answer["error"].is_null() {
            answered += 1;
            // Where an answer is given, the name is where the question said.
            let line = answer["result"]["range"]["start"]["line"].as_u64().unwrap();
            assert_eq!(line, 13 + n as u64);
        } else {
            assert_eq!(answer["error"]["code"], -32801, "{answer}");
        }
    }
    assert!(answered > 0, "the last question is about the last text");
}

#[tokio::test]
async fn what_is_about_the_whole_text_is_answered_for_the_newest() {
    let fixture = Fixture::new(GROUND);
    let mut client = fixture.client(json!({})).await;
    let mut asked = Vec::new();
    for n in 1..=100 {
        let bodies: String = (0..n).map(|n| format!("body b{n}\n")).collect();
        client.replace(PATH, n + 1, &format!("{}{bodies}", fixture.text(PATH))).await;
        asked.push((n, client.put("textDocument/documentSymbol", json!({ "textDocument": document(PATH) })).await));
    }
    let mut last = 0;
    for (n, id) in asked {
        let answer = client.answer(id).await;
        let bodies =
            answer["result"].as_array().unwrap().iter().filter(|one| one["name"].as_str().unwrap().starts_with('b'));
        let count = i32::try_from(bodies.count()).unwrap();
        assert!(count >= n, "asked after edit {n}, answered for edit {count}");
        last = last.max(count);
    }
    assert_eq!(last, 100);
}

#[tokio::test]
async fn a_cancelled_request_is_said_to_be_cancelled() {
    let fixture = Fixture::new(GROUND);
    let mut client = fixture.client(json!({})).await;
    let id = client.put("textDocument/diagnostic", json!({ "textDocument": document(PATH) })).await;
    client.notify("$/cancelRequest", json!({ "id": id })).await;
    let answer = client.answer(id).await;
    // It may have been quicker than its cancellation.
    assert!(answer["error"]["code"] == json!(-32800) || answer["error"] == Value::Null, "{answer}");
}
