//! How long an editor waits for the language server: through the protocol, on 4,000 powers and 16,000 rules in 200 files.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::synth;

const POWERS: usize = 4_000;
const RULES: usize = 4;
const FILES: usize = 200;
/// Keystrokes and questions of each kind.
const TIMES: usize = 100;

/// Serves a made-up package with the program at `binary`, edits it, and says how long each answer took. `lapsing`: every text
/// has a last day, each its own, so that what reverts then is looked for everywhere.
pub(crate) fn measure(binary: &str, lapsing: bool) -> Result<String, String> {
    let folder = std::env::temp_dir().join(format!("vires-measure-lsp-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let done = in_folder(binary, &folder, lapsing);
    // What is left behind is small and temporary.
    let _ = std::fs::remove_dir_all(&folder);
    done
}

fn in_folder(binary: &str, folder: &Path, lapsing: bool) -> Result<String, String> {
    const BEGINS: &str = "in force from 2025-07-01";
    let mut files = synth::files(POWERS, RULES, FILES);
    for (n, (_, text)) in files.iter_mut().enumerate().filter(|_| lapsing) {
        let (month, day) = (n / 28 % 12 + 1, n % 28 + 1);
        *text = text.replace(BEGINS, &format!("{BEGINS} until 2027-{month:02}-{day:02}"));
    }
    let edited = files.get(FILES / 2).cloned().ok_or("no file to edit")?;
    files.push(("vires.toml".to_owned(), "[package]\nname = \"synthetic\"\n".to_owned()));
    for (name, text) in &files {
        std::fs::write(folder.join(name), text).map_err(|error| format!("{name}: {error}"))?;
    }
    let mut lines = format!("{POWERS} powers, {} rules, {FILES} files\n", POWERS * RULES);
    let mut line = |what: &str, took: Vec<Duration>| lines.push_str(&said(what, took));

    let begun = Instant::now();
    let mut editor = Editor::start(binary, folder, json!({}))?;
    editor.open(&edited)?;
    editor.published(&edited.0, 1)?;
    line("start to first findings", vec![begun.elapsed()]);

    let mut typing = Typing::new(&edited.1)?;
    let mut keystrokes = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        let version = editor.keystroke(&edited.0, typing.next())?;
        editor.published(&edited.0, version)?;
        keystrokes.push(begun.elapsed());
    }
    line("keystroke in a rule to the findings of the file", keystrokes);

    let at = json!({ "textDocument": editor.document(&edited.0), "position": typing.power() });
    for (what, method, at) in [
        ("hover on a power", "textDocument/hover", at.clone()),
        ("hover on a body", "textDocument/hover", typing.at(&editor, &edited.0, typing.body)),
        ("hover on the verb of a rule", "textDocument/hover", typing.at(&editor, &edited.0, typing.verb)),
        ("definition", "textDocument/definition", at.clone()),
        ("completion", "textDocument/completion", at.clone()),
        ("highlights", "textDocument/documentHighlight", at.clone()),
        ("hints of a file", "textDocument/inlayHint", editor.whole(&edited)),
        ("names in the workspace", "workspace/symbol", json!({ "query": "power_39" })),
    ] {
        let mut took = Vec::new();
        for _ in 0..TIMES {
            let begun = Instant::now();
            if editor.question(method, at.clone())?.is_none() {
                break;
            }
            took.push(begun.elapsed());
        }
        // What a server does not know is not measured.
        if !took.is_empty() {
            line(what, took);
        }
    }
    let mut took = Vec::new();
    let begun = Instant::now();
    let lenses = editor.request("textDocument/codeLens", editor.whole(&edited))?;
    line("where lenses stand", vec![begun.elapsed()]);
    for lens in lenses.as_array().into_iter().flatten().take(TIMES) {
        let begun = Instant::now();
        editor.request("codeLens/resolve", lens.clone())?;
        took.push(begun.elapsed());
    }
    line("what one lens says", took);
    for (method, said) in [
        ("textDocument/hover", "hover right after a keystroke"),
        ("textDocument/completion", "completion right after a keystroke"),
    ] {
        let mut took = Vec::new();
        for _ in 0..TIMES {
            let version = editor.keystroke(&edited.0, typing.next())?;
            let begun = Instant::now();
            editor.request(method, at.clone())?;
            took.push(begun.elapsed());
            editor.published(&edited.0, version)?;
        }
        line(said, took);
    }
    let pushed = editor.memory();

    let mut editor = Editor::start(binary, folder, json!({ "textDocument": { "diagnostic": {} } }))?;
    editor.open(&edited)?;
    editor.request("workspace/diagnostic", json!({ "previousResultIds": [] }))?;
    let mut took = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        editor.keystroke(&edited.0, typing.next())?;
        editor.request("workspace/diagnostic", json!({ "previousResultIds": [] }))?;
        took.push(begun.elapsed());
    }
    line("keystroke to the findings of the workspace", took);
    lines.push_str(&format!(
        "{:>10} MB  memory at most, {} MB where findings are asked for\n",
        pushed,
        editor.memory()
    ));
    Ok(lines)
}

/// Median, 95th percentile and most.
fn said(what: &str, mut took: Vec<Duration>) -> String {
    took.sort();
    let at = |hundredths: usize| {
        let micros = took.get((took.len() * hundredths / 100).min(took.len() - 1)).map_or(0, Duration::as_micros);
        format!("{:>6}.{:01} ms", micros / 1000, micros % 1000 / 100)
    };
    if took.len() == 1 {
        format!("{}  {what}\n", at(50))
    } else {
        format!("{}  {what}; 95 of 100 within {}\n", at(50), at(95).trim())
    }
}

/// One digit of one rule, typed over and over.
struct Typing {
    line: u64,
    column: u64,
    body: u64,
    verb: u64,
    power: u64,
    digit: u8,
}

impl Typing {
    fn new(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().zip(0..);
        let found = lines.find(|(line, _)| line.contains(" holds power_") && line.contains("capacity below "));
        let (line, number) = found.ok_or("no rule to edit")?;
        let after = |words: &str| line.find(words).map(|at| (at + words.len()) as u64).unwrap_or_default();
        Ok(Self {
            line: number,
            column: after("capacity below "),
            body: (line.len() - line.trim_start().len()) as u64,
            verb: after(" ho"),
            power: after(" holds pow"),
            digit: 0,
        })
    }

    /// The next change.
    fn next(&mut self) -> Value {
        self.digit = self.digit % 9 + 1;
        let at = |column: u64| json!({ "line": self.line, "character": column });
        let range = json!({ "start": at(self.column), "end": at(self.column + 1) });
        json!([{ "range": range, "text": self.digit.to_string() }])
    }

    /// A place on the line of the rule.
    fn at(&self, editor: &Editor, name: &str, column: u64) -> Value {
        json!({ "textDocument": editor.document(name), "position": { "line": self.line, "character": column } })
    }

    /// A place on the power's name.
    fn power(&self) -> Value {
        json!({ "line": self.line, "character": self.power })
    }
}

/// An editor with its server.
struct Editor {
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    root: String,
    next: i64,
    version: i64,
    inbox: VecDeque<Value>,
}

impl Editor {
    fn start(binary: &str, folder: &Path, capabilities: Value) -> Result<Self, String> {
        let mut command = Command::new(binary);
        command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = command.spawn().map_err(|error| format!("{binary}: {error}"))?;
        let (Some(to), Some(from)) = (server.stdin.take(), server.stdout.take()) else {
            return Err("no way to the server".to_owned());
        };
        let root = format!("file://{}", folder.display());
        let inbox = VecDeque::new();
        let mut editor = Self { server, to, from: BufReader::new(from), root, next: 0, version: 1, inbox };
        let folders = json!([{ "uri": editor.root, "name": "synthetic" }]);
        editor.request("initialize", json!({ "capabilities": capabilities, "workspaceFolders": folders }))?;
        editor.notify("initialized", json!({}))?;
        Ok(editor)
    }

    fn uri(&self, name: &str) -> String {
        format!("{}/{name}", self.root)
    }

    fn document(&self, name: &str) -> Value {
        json!({ "uri": self.uri(name) })
    }

    fn send(&mut self, message: &Value) -> Result<(), String> {
        let body = message.to_string();
        let framed = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.to.write_all(framed.as_bytes()).and_then(|()| self.to.flush()).map_err(|error| error.to_string())
    }

    fn receive(&mut self) -> Result<(), String> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            let read = self.from.read_line(&mut line).map_err(|error| error.to_string())?;
            if read == 0 {
                return Err("the server hung up".to_owned());
            }
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", number)) => length = number.parse().map_err(|_| format!("`{line}`"))?,
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).map_err(|error| error.to_string())?;
        self.inbox.push_back(serde_json::from_slice(&body).map_err(|error| error.to_string())?);
        Ok(())
    }

    /// The first message that fits; the others are kept for whoever waits for them.
    fn wait(&mut self, fits: impl Fn(&Value) -> bool) -> Result<Value, String> {
        let mut looked_at = 0;
        loop {
            while let Some(message) = self.inbox.get(looked_at) {
                if fits(message) {
                    return self.inbox.remove(looked_at).ok_or_else(|| "the message is gone".to_owned());
                }
                looked_at += 1;
            }
            self.receive()?;
        }
    }

    fn notify(&mut self, method: &str, params: Value) -> Result<(), String> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    fn request(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.question(method, params)?.ok_or_else(|| format!("{method} is not known"))
    }

    /// The answer to a request; none where the server does not know such requests.
    fn question(&mut self, method: &str, params: Value) -> Result<Option<Value>, String> {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))?;
        let answer = self.wait(|message| message["id"] == id && message["method"].is_null())?;
        match (&answer["error"], &answer["error"]["code"]) {
            (Value::Null, _) => Ok(Some(answer["result"].clone())),
            (_, code) if *code == -32601 => Ok(None),
            _ => Err(format!("{method}: {answer}")),
        }
    }

    /// All of a document.
    fn whole(&self, (name, text): &(String, String)) -> Value {
        let range = json!({
            "start": { "line": 0, "character": 0 },
            "end": { "line": text.lines().count(), "character": 0 },
        });
        json!({ "textDocument": self.document(name), "range": range })
    }

    fn open(&mut self, (name, text): &(String, String)) -> Result<(), String> {
        let document = json!({ "uri": self.uri(name), "languageId": "vires", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }))
    }

    /// Changes a document; gives its new version.
    fn keystroke(&mut self, name: &str, changes: Value) -> Result<i64, String> {
        self.version += 1;
        // Nobody waits for what came before.
        self.inbox.clear();
        let document = json!({ "uri": self.uri(name), "version": self.version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }))?;
        Ok(self.version)
    }

    /// Waits for the findings of a version.
    fn published(&mut self, name: &str, version: i64) -> Result<(), String> {
        let uri = self.uri(name);
        self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        })?;
        Ok(())
    }

    /// The most memory that the server had at once, in megabytes; 0 where the system does not say.
    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok()).unwrap_or_default() / 1024
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // It is ours and has nothing to save.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
