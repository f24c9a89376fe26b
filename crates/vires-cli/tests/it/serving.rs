//! `vires lsp` as an editor starts it.

use crate::run::{Folder, LAPSE};

#[test]
fn an_editor_is_served_and_nothing_is_said_elsewhere() {
    let folder = Folder::new("serving").with("retail.vires", LAPSE);
    let mut input = String::new();
    let mut say = |body: &str| input.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    say(r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#);
    say(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
    say(r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#);
    say(r#"{"jsonrpc":"2.0","method":"exit"}"#);
    let ran = folder.run_with(&["lsp", "--stdio"], input.as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.contains(r#""name":"vires""#), "{ran}");
    assert!(ran.out.contains(r#""id":2"#), "{ran}");
    // An editor that ends without a word.
    assert_eq!(folder.run_with(&["lsp"], b"").status, Some(0));
}
