//! Places where nothing stands and texts that nobody expects: every question is answered, and with nothing.

use serde_json::{Value, json};

use crate::client::{Client, document, folder, uri};
use crate::fixture::{Fixture, GROUND, position, words};
use crate::law::LAW;

/// Every question that names a place.
const AT: &[&str] = &[
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/declaration",
    "textDocument/typeDefinition",
    "textDocument/documentHighlight",
    "textDocument/prepareCallHierarchy",
    "textDocument/prepareTypeHierarchy",
    "textDocument/selectionRange",
];

/// Every question about a whole text.
const WHOLE: &[&str] = &[
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/documentLink",
    "textDocument/codeLens",
    "textDocument/inlayHint",
    "textDocument/semanticTokens/full",
    "textDocument/diagnostic",
];

fn params(path: &str, at: &Value) -> Value {
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9_999, "character": 0 } });
    json!({ "textDocument": document(path), "position": at, "positions": [at], "range": range })
}

/// Asks everything at every letter of a text, and beyond its end; lenses are resolved too.
async fn everywhere(client: &mut Client, path: &str, text: &str, step: usize) {
    let mut places: Vec<Value> = text.char_indices().step_by(step).map(|(at, _)| position(text, at)).collect();
    places.extend([position(text, text.len()), json!({ "line": 9_999, "character": 9_999 })]);
    let mut asked = Vec::new();
    for at in &places {
        for method in AT {
            asked.push((*method, client.put(method, params(path, at)).await));
        }
        // In portions: what nobody reads fills the way.
        for (method, id) in asked.drain(..) {
            let answer = client.answer(id).await;
            assert!(answer["error"].is_null(), "{method} at {at}: {answer}");
        }
    }
    for method in WHOLE {
        let found = client.request(method, params(path, &places[0])).await;
        if *method == "textDocument/codeLens" {
            for lens in found.as_array().into_iter().flatten() {
                client.request("codeLens/resolve", lens.clone()).await;
            }
        }
    }
}

#[tokio::test]
async fn at_every_letter_of_a_law_something_is_answered() {
    let fixture = Fixture::new(LAW);
    let mut client = fixture.client(json!({})).await;
    for path in ["/w/ground.vires", "/w/acts.vires"] {
        client.open(path, fixture.text(path)).await;
        everywhere(&mut client, path, fixture.text(path), 3).await;
    }
}

#[tokio::test]
async fn in_texts_that_are_half_typed_or_strange() {
    let fixture = Fixture::new(GROUND);
    let path = "/w/ground.vires";
    let text = fixture.text(path);
    let mut client = fixture.client(json!({})).await;
    let windows = text.replace('\n', "\r\n");
    let decomposed = text.replace("Bộ Công Thương", "Bo\u{323}\u{302} Co\u{302}ng Thu\u{31b}o\u{31b}ng");
    let astral = text.replace("Giấy phép", "😀𝔘 Giấy phép 👩‍👩‍👧");
    let marked = format!("\u{feff}{text}");
    let cut = &text[..text.len() - 9];
    let unreadable = text.replace("clause 1", "clause 1 ((").replace("tier central", "tier \"");
    for (n, text) in ["", "\n", "#", "package", "\"", windows.as_str(), &decomposed, &astral, &marked, cut, &unreadable]
        .into_iter()
        .enumerate()
    {
        client.replace(path, i32::try_from(n).unwrap() + 2, text).await;
        everywhere(&mut client, path, text, 7).await;
    }
}

#[tokio::test]
async fn names_are_found_behind_windows_line_ends_decomposed_letters_and_letters_of_two_units() {
    for change in [
        |text: &str| text.replace('\n', "\r\n"),
        |text: &str| text.replace("ộ", "o\u{323}\u{302}"),
        |text: &str| text.replace("body moit \"", "body moit \"😀𝔘"),
    ] {
        let fixture = Fixture::new(GROUND);
        let path = "/w/ground.vires";
        let text = change(fixture.text(path));
        for encoding in ["utf-8", "utf-16"] {
            let capabilities = json!({ "general": { "positionEncodings": [encoding] } });
            let begin = json!({ "capabilities": capabilities, "workspaceFolders": [folder("/w")] });
            let (mut client, _) = Client::start_with(fixture.disk(), begin).await;
            client.open(path, &text).await;
            let offset = text.find("công_thương, at").unwrap_or_else(|| text.find("at central").unwrap() - 3);
            let at = |offset: usize| {
                let mut at = position(&text, offset);
                if encoding == "utf-8" {
                    let line = text[..offset].rsplit('\n').next().unwrap();
                    at["character"] = json!(line.len());
                }
                at
            };
            let asked = json!({ "textDocument": document(path), "position": at(offset) });
            let found = client.request("textDocument/documentHighlight", asked).await;
            let last = &found.as_array().unwrap().last().unwrap()["range"];
            let start = text.rfind("moit").unwrap();
            assert_eq!((&last["start"], &last["end"]), (&at(start), &at(start + 4)), "{encoding}");
            if encoding == "utf-16" {
                assert_eq!(words(&text, last), "moit");
            }
        }
    }
}

#[tokio::test]
async fn in_comments_strings_and_prose_nothing_is_named() {
    let law = LAW.replacen("  article 2\n", "  # moit holds lic$0ence\n  article 2\n", 1);
    let fixture = Fixture::new(&law);
    let mut client = fixture.client(json!({})).await;
    for method in &AT[..7] {
        let found = client.request(method, fixture.at()).await;
        assert!(found.is_null() || found == json!([]), "{method}: {found}");
    }
    let fixture = Fixture::new(&LAW.replacen("\"Thẩm quyền\"", "\"moit hol$0ds licence\"", 1));
    let mut client = fixture.client(json!({})).await;
    assert_eq!(client.request("textDocument/hover", fixture.at()).await, Value::Null);
    let prose = "//- /w/notes.md\n# Licences\n\nmoit hol$0ds licence when capacity at least 50 MW\n\n```vires\npackage p\nbody moit\npower licence\n```\n";
    let fixture = Fixture::new(prose);
    let mut client = fixture.client(json!({})).await;
    for method in &AT[..7] {
        let found = client.request(method, fixture.at()).await;
        assert!(found.is_null() || found == json!([]), "{method}: {found}");
    }
}

#[tokio::test]
async fn a_file_of_no_package_and_one_that_is_not_there() {
    let fixture = Fixture::new(GROUND);
    let mut client = fixture.client(json!({})).await;
    let elsewhere = "package q\nbody a\npower b\ninstrument d\n  article 1\n    a holds b\n";
    client.open("/elsewhere/q.vires", elsewhere).await;
    everywhere(&mut client, "/elsewhere/q.vires", elsewhere, 5).await;
    for path in ["/w/none.vires", "/w", "/w/vires.toml"] {
        for method in AT.iter().chain(WHOLE) {
            let id = client.put(method, params(path, &json!({ "line": 3, "character": 3 }))).await;
            assert!(client.answer(id).await["error"].is_null(), "{method} {path}");
        }
    }
    // A document that is no file.
    let untitled =
        json!({ "textDocument": { "uri": "untitled:Untitled-1" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(client.request("textDocument/hover", untitled).await, Value::Null);
    let item = json!({
        "name": "x", "kind": 5, "uri": uri("/w/none.vires"),
        "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 1 } },
        "selectionRange": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 1 } },
    });
    for method in [
        "callHierarchy/incomingCalls",
        "callHierarchy/outgoingCalls",
        "typeHierarchy/supertypes",
        "typeHierarchy/subtypes",
    ] {
        assert_eq!(client.request(method, json!({ "item": item })).await, Value::Null);
    }
}

#[tokio::test]
async fn in_a_file_of_bytes_that_are_no_text_the_others_are_served() {
    let fixture = Fixture::new(LAW);
    let disk = fixture.disk().with("/w/broken.vires", &b"package law\n\xff\xfe\n"[..]);
    let begin = json!({ "capabilities": {}, "workspaceFolders": [folder("/w")] });
    let (mut client, _) = Client::start_with(disk, begin).await;
    let message = client.told("window/showMessage").await;
    assert!(message["message"].as_str().unwrap().contains("broken.vires"), "{message}");
    // Until it is mended nothing can be said of its package; no question is left without an answer.
    for method in AT.iter().chain(WHOLE) {
        let id = client.put(method, params("/w/acts.vires", &json!({ "line": 5, "character": 8 }))).await;
        assert!(client.answer(id).await["error"].is_null(), "{method}");
    }
    client.open("/w/broken.vires", "package law\n").await;
    let asked = params("/w/acts.vires", &json!({ "line": 5, "character": 8 }));
    let found = client.request("textDocument/documentHighlight", asked).await;
    assert_eq!(found.as_array().map(Vec::len), Some(4), "{found}");
}

#[tokio::test]
async fn what_is_no_message_ends_no_conversation() {
    let fixture = Fixture::new(GROUND);
    let mut client = fixture.client(json!({})).await;
    for body in [
        json!({}),
        json!(5),
        json!([{ "jsonrpc": "2.0", "id": 900, "method": "workspace/symbol", "params": { "query": "" } }]),
        json!({ "id": 901, "method": "workspace/symbol", "params": { "query": "" } }),
        json!({ "jsonrpc": "2.0", "id": 1.5, "method": "workspace/symbol", "params": { "query": "" } }),
        json!({ "jsonrpc": "2.0", "id": {}, "method": "workspace/symbol" }),
        json!({ "jsonrpc": "2.0", "id": 902, "method": 3 }),
        json!({ "jsonrpc": "2.0", "id": 903 }),
        json!({ "jsonrpc": "2.0", "id": 904, "error": "no" }),
        json!({ "jsonrpc": "2.0", "id": 905, "result": 1, "error": { "code": 1, "message": "both" } }),
        // What is one, and an answer to nothing.
        json!({ "jsonrpc": "2.0", "id": 906, "result": null }),
        json!({ "jsonrpc": "2.0", "id": null, "error": { "code": 1, "message": "x" } }),
    ] {
        client.send(&body).await;
        let found = client.request("workspace/symbol", json!({ "query": "moit" })).await;
        assert_eq!(found.as_array().map(Vec::len), Some(1), "after {body}");
    }
}
