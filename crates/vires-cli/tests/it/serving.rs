//! `vires lsp` as an editor starts it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{ChildStdout, Stdio};

use crate::run::{Folder, LAPSE};

/// The next message of the server.
fn heard(from: &mut BufReader<ChildStdout>) -> String {
    let mut length = 0;
    loop {
        let mut line = String::new();
        assert_ne!(from.read_line(&mut line).unwrap(), 0, "the server hung up");
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().unwrap(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).unwrap();
    String::from_utf8(body).unwrap()
}

#[test]
fn an_editor_is_served_and_nothing_is_said_elsewhere() {
    let folder = Folder::new("serving").with("retail.vires", LAPSE);
    let home = folder.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let mut command = folder.command(&["lsp", "--stdio"]);
    command.env("HOME", &home).env("XDG_CACHE_HOME", home.join("cache")).env("LOCALAPPDATA", &home);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let (mut to, mut from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let mut say = |body: &str| write!(to, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    // A client asks nothing more before it knows what the server can do.
    say(r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#);
    let hello = heard(&mut from);
    assert!(hello.contains(r#""id":1"#) && hello.contains(r#""name":"vires""#), "{hello}");
    say(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
    say(r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#);
    let farewell = heard(&mut from);
    assert!(farewell.contains(r#""id":2"#) && farewell.contains(r#""result":null"#), "{farewell}");
    say(r#"{"jsonrpc":"2.0","method":"exit"}"#);
    // It goes when told, while the editor still holds its end.
    let ended = child.wait_with_output().unwrap();
    drop(to);
    assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()), (Some(0), ""));
    // Nor is anything written that nobody has asked for.
    assert_eq!(std::fs::read_dir(home).unwrap().count(), 0);
}

#[test]
fn an_editor_that_ends_without_a_word_leaves_no_server() {
    assert_eq!(Folder::new("unserved").run_with(&["lsp"], b"").status, Some(0));
}
