//! `textDocument/semanticTokens/full`, `/full/delta`, `/range`

use serde_json::{Value, json};

use crate::client::{Client, document, folder};
use crate::fixture::{Fixture, GROUND};

const PATH: &str = "/w/ground.vires";

/// `word:type`, `+` where it is declared, line by line.
fn readable(data: &[Value], text: &str, legend: &Value) -> String {
    let lines: Vec<Vec<u16>> = text.lines().map(|line| line.encode_utf16().collect()).collect();
    let (mut line, mut column) = (0, 0);
    let mut out = String::new();
    for token in data.chunks(5) {
        let number = |n: usize| usize::try_from(token[n].as_u64().unwrap()).unwrap();
        if number(0) > 0 {
            column = 0;
            out.push('\n');
        }
        line += number(0);
        column += number(1);
        let word = String::from_utf16(&lines[line][column..column + number(2)]).unwrap();
        let declares = if number(4) == 1 { "+" } else { "" };
        out.push_str(&format!("{word}:{}{declares} ", legend[number(3)].as_str().unwrap()));
    }
    out
}

async fn opened(fixture: &Fixture) -> (Client, Value) {
    let begin = json!({ "capabilities": {}, "workspaceFolders": [folder("/w")] });
    let (mut client, result) = Client::start_with(fixture.disk(), begin).await;
    client.open(PATH, fixture.text(PATH)).await;
    let legend = result["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"].clone();
    (client, legend)
}

#[tokio::test]
async fn of_a_whole_file_and_of_a_stretch() {
    let fixture = Fixture::new(GROUND);
    let (mut client, legend) = opened(&fixture).await;
    let whole = client.request("textDocument/semanticTokens/full", json!({ "textDocument": document(PATH) })).await;
    insta::assert_snapshot!(readable(whole["data"].as_array().unwrap(), fixture.text(PATH), &legend));
    let range = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 2, "character": 4 } });
    let params = json!({ "textDocument": document(PATH), "range": range });
    let part = client.request("textDocument/semanticTokens/range", params).await;
    let part = readable(part["data"].as_array().unwrap(), fixture.text(PATH), &legend);
    assert_eq!(part.trim(), "unit:keyword MW:type+ \ntier:keyword");
}

#[tokio::test]
async fn after_an_edit_the_difference_leads_to_what_a_whole_answer_says() {
    let fixture = Fixture::new(GROUND);
    let (mut client, _) = opened(&fixture).await;
    let first = client.request("textDocument/semanticTokens/full", json!({ "textDocument": document(PATH) })).await;
    let text = fixture.text(PATH).replace("at least 50 MW", "at least 50 MW and source is not coal");
    client.replace(PATH, 2, &text).await;
    let params = json!({ "textDocument": document(PATH), "previousResultId": first["resultId"] });
    let delta = client.request("textDocument/semanticTokens/full/delta", params).await;
    let mut data: Vec<Value> = first["data"].as_array().unwrap().clone();
    let edits = delta["edits"].as_array().unwrap();
    assert_eq!(edits.len(), 1);
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let (start, gone) = (number(&edits[0]["start"]), number(&edits[0]["deleteCount"]));
    data.splice(start..start + gone, edits[0]["data"].as_array().unwrap().iter().cloned());
    let whole = client.request("textDocument/semanticTokens/full", json!({ "textDocument": document(PATH) })).await;
    assert_eq!(&data, whole["data"].as_array().unwrap());
    assert!(edits[0]["data"].as_array().unwrap().len() < data.len() / 2);
    // Of an answer that the server does not remember, there is no difference.
    let params = json!({ "textDocument": document(PATH), "previousResultId": "none" });
    let again = client.request("textDocument/semanticTokens/full/delta", params).await;
    assert_eq!(again["data"], whole["data"]);
}

#[tokio::test]
async fn what_documents_and_what_is_past_is_marked() {
    let past = "instrument d0 \"Nghị định 0\"\n  in force from 2020-01-01 until 2025-12-31\n  article 1\n";
    let cites = "instrument d2\n  article 1\n    this article prevails over d0 article 1\n";
    let fixture = Fixture::new(&format!("{GROUND}{past}{cites}"));
    let options = json!({ "today": "2026-01-15" });
    let begin = json!({ "capabilities": {}, "workspaceFolders": [folder("/w")], "initializationOptions": options });
    let (mut client, result) = Client::start_with(fixture.disk(), begin).await;
    let modifiers = &result["capabilities"]["semanticTokensProvider"]["legend"]["tokenModifiers"];
    assert_eq!(modifiers, &json!(["declaration", "documentation", "deprecated"]));
    let whole = client.request("textDocument/semanticTokens/full", json!({ "textDocument": document(PATH) })).await;
    let data = whole["data"].as_array().unwrap();
    let (mut line, mut marked) = (0, Vec::new());
    for token in data.chunks(5) {
        line += token[0].as_u64().unwrap();
        let bits = token[4].as_u64().unwrap();
        if bits > 1 {
            marked.push((line, bits));
        }
    }
    // The comment above the power; the instrument where it is declared, and where it is cited.
    assert_eq!(marked, [(7, 2), (14, 5), (19, 4)]);
}
