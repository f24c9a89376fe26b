//! A client in memory: frames, requests, and what the server says of its own accord.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{
    AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, ReadHalf, WriteHalf,
};
use vires_compiler::MemoryFiles;

/// A server that says nothing for so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// The day that tests call today.
pub(crate) const TODAY: &str = "2026-01-15";

/// The client's end of the wire.
pub(crate) struct Client {
    from: BufReader<ReadHalf<DuplexStream>>,
    to: WriteHalf<DuplexStream>,
    next: i64,
    /// Notifications and requests of the server, not looked at yet.
    inbox: VecDeque<Value>,
    /// What the server is answered when it asks.
    answers: fn(&str, &Value) -> Value,
}

impl Client {
    /// Starts a server over these files and says hello for a client that can do `capabilities`.
    pub(crate) async fn start(files: MemoryFiles, capabilities: Value) -> Self {
        // What is said of today is said of this day.
        let options = json!({ "today": TODAY });
        let begin = json!({ "capabilities": capabilities, "workspaceFolders": [folder("/w")], "initializationOptions": options });
        Self::start_with(files, begin).await.0
    }

    /// The same with all of `initialize` written out; gives its result too.
    pub(crate) async fn start_with(files: MemoryFiles, initialize: Value) -> (Self, Value) {
        Self::start_answering(files, initialize, |_, _| Value::Null).await
    }

    /// The same on a computer with pages that explain codes.
    pub(crate) async fn start_with_pages(files: MemoryFiles, initialize: Value, pages: &'static str) -> Self {
        Self::begin(files, initialize, Some(Path::new(pages)), |_, _| Value::Null).await.0
    }

    /// The same with answers to what the server asks.
    pub(crate) async fn start_answering(
        files: MemoryFiles,
        initialize: Value,
        answers: fn(&str, &Value) -> Value,
    ) -> (Self, Value) {
        Self::begin(files, initialize, None, answers).await
    }

    async fn begin(
        files: MemoryFiles,
        initialize: Value,
        pages: Option<&'static Path>,
        answers: fn(&str, &Value) -> Value,
    ) -> (Self, Value) {
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (read, write) = tokio::io::split(theirs);
        tokio::spawn(vires_lsp::serve(read, write, Arc::new(files), pages));
        let (from, to) = tokio::io::split(ours);
        let mut client = Self { from: BufReader::new(from), to, next: 0, inbox: VecDeque::new(), answers };
        let result = client.request("initialize", initialize).await;
        client.notify("initialized", json!({})).await;
        (client, result)
    }

    /// Sends a body, whatever it is.
    pub(crate) async fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.to.write_all(frame.as_bytes()).await.unwrap();
    }

    async fn receive(&mut self) -> Value {
        let read = async {
            let mut length = 0;
            loop {
                let mut line = String::new();
                assert_ne!(self.from.read_line(&mut line).await.unwrap(), 0, "the server hung up");
                match line.trim_end().split_once(": ") {
                    Some(("Content-Length", number)) => length = number.parse().unwrap(),
                    Some(_) => {}
                    None => break,
                }
            }
            let mut body = vec![0; length];
            self.from.read_exact(&mut body).await.unwrap();
            serde_json::from_slice(&body).unwrap()
        };
        tokio::time::timeout(PATIENCE, read).await.expect("the server says nothing")
    }

    pub(crate) async fn notify(&mut self, method: &str, params: Value) {
        self.send(&message(json!({ "jsonrpc": "2.0", "method": method }), params)).await;
    }

    /// Sends a request without waiting for its answer; gives its number.
    pub(crate) async fn put(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        self.send(&message(json!({ "jsonrpc": "2.0", "id": self.next, "method": method }), params)).await;
        self.next
    }

    /// The whole answer to a request, an error too.
    pub(crate) async fn answer(&mut self, id: i64) -> Value {
        loop {
            if let Some(at) = self.inbox.iter().position(|message| message["id"] == id && message["method"].is_null()) {
                return self.inbox.remove(at).unwrap();
            }
            self.next_message().await;
        }
    }

    /// Reads one message into the inbox; what the server asks is answered.
    async fn next_message(&mut self) {
        let message = self.receive().await;
        if !message["method"].is_null() && !message["id"].is_null() {
            let result = (self.answers)(message["method"].as_str().unwrap(), &message["params"]);
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result })).await;
        }
        self.inbox.push_back(message);
    }

    /// The result of a request, which must be no error.
    pub(crate) async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.put(method, params).await;
        let answer = self.answer(id).await;
        assert!(answer["error"].is_null(), "{method}: {answer:#}");
        answer["result"].clone()
    }

    /// The parameters of the next message of that method that the server sends of its own accord.
    pub(crate) async fn told(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.inbox.iter().position(|message| message["method"] == method) {
                return self.inbox.remove(at).unwrap()["params"].clone();
            }
            self.next_message().await;
        }
    }

    /// The same, or nothing where none comes within so many seconds.
    pub(crate) async fn told_within(&mut self, method: &str, seconds: u64) -> Option<Value> {
        tokio::time::timeout(Duration::from_secs(seconds), self.told(method)).await.ok()
    }

    /// How many messages of that method have come and were not looked at.
    pub(crate) fn count(&self, method: &str) -> usize {
        self.inbox.iter().filter(|message| message["method"] == method).count()
    }

    /// The findings published for a file next.
    pub(crate) async fn published(&mut self, path: &str) -> Value {
        loop {
            let params = self.told("textDocument/publishDiagnostics").await;
            if params["uri"] == uri(path) {
                return params;
            }
        }
    }

    pub(crate) async fn open(&mut self, path: &str, text: &str) {
        let language = if path.ends_with(".md") { "markdown" } else { "vires" };
        let document = json!({ "uri": uri(path), "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    /// Replaces the whole text.
    pub(crate) async fn replace(&mut self, path: &str, version: i32, text: &str) {
        let document = json!({ "uri": uri(path), "version": version });
        let changes = json!([{ "text": text }]);
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes })).await;
    }
}

/// A message with its parameters; one that has none says nothing of them.
fn message(mut head: Value, params: Value) -> Value {
    if !params.is_null() {
        head["params"] = params;
    }
    head
}

/// The name of a file in the protocol.
pub(crate) fn uri(path: &str) -> String {
    format!("file://{path}")
}

/// A workspace folder.
pub(crate) fn folder(path: &str) -> Value {
    json!({ "uri": uri(path), "name": path })
}

/// The name of a document.
pub(crate) fn document(path: &str) -> Value {
    json!({ "uri": uri(path) })
}
