//! Files in one text, with a cursor: `//- /w/a.vires` begins a file, `$0` is where the cursor stands.

use serde_json::{Value, json};
use vires_compiler::MemoryFiles;

use crate::client::{Client, document};

/// The files of a fixture.
pub(crate) struct Fixture {
    pub(crate) files: Vec<(String, String)>,
    cursor: Option<(usize, usize)>,
}

/// A package with a body, facts, a power and an instrument, for features of names.
pub(crate) const GROUND: &str = "//- /w/vires.toml
[package]
name = \"p\"
//- /w/ground.vires
package p \"Ground\"
unit MW
tier central
body moit \"Bộ Công Thương\" also bộ_công_thương, at central
list Source \"Loại nguồn\" : coal, wind (onshore, offshore)
fact capacity \"Công suất\" : MW from 0 to 1_000
fact source : Source
## Issued before the plant is connected.
power licence \"Giấy phép\" sector energy
instrument d1 \"Nghị định 1\"
  in force from 2025-07-01
  article 1 \"Thẩm quyền\"
    clause 1
      moit holds licence when capacity at least 50 MW
";

impl Fixture {
    pub(crate) fn new(text: &str) -> Self {
        let mut files: Vec<(String, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            match (line.strip_prefix("//- "), files.last_mut()) {
                (Some(path), _) => files.push((path.trim_end().to_owned(), String::new())),
                (None, Some((_, text))) => text.push_str(line),
                (None, None) => panic!("a fixture begins with a file"),
            }
        }
        let mut cursor = None;
        for (n, (_, text)) in files.iter_mut().enumerate() {
            if let Some(at) = text.find("$0") {
                text.replace_range(at..at + 2, "");
                cursor = Some((n, at));
            }
        }
        Self { files, cursor }
    }

    pub(crate) fn disk(&self) -> MemoryFiles {
        self.files.iter().fold(MemoryFiles::default(), |disk, (path, text)| disk.with(path, text.as_str()))
    }

    /// The file with the cursor; without one, the last.
    pub(crate) fn path(&self) -> &str {
        &self.files[self.cursor.map_or(self.files.len() - 1, |(n, _)| n)].0
    }

    pub(crate) fn text(&self, path: &str) -> &str {
        self.files.iter().find(|(known, _)| known == path).map_or("", |(_, text)| text)
    }

    /// A client over the files, the one with the cursor open.
    pub(crate) async fn client(&self, capabilities: Value) -> Client {
        let mut client = Client::start(self.disk(), capabilities).await;
        client.open(self.path(), self.text(self.path())).await;
        client
    }

    /// The cursor as the protocol names it, counted in UTF-16.
    pub(crate) fn at(&self) -> Value {
        let (n, offset) = self.cursor.expect("a cursor");
        json!({ "textDocument": document(self.path()), "position": position(&self.files[n].1, offset) })
    }

    /// `ground.vires:4:6 «moit»`: a location with the words that stand there.
    pub(crate) fn place(&self, uri: &Value, range: &Value) -> String {
        let path = uri.as_str().unwrap().strip_prefix("file://").unwrap();
        let words = words(self.text(path), range);
        let name = path.rsplit('/').next().unwrap();
        format!("{name}:{}:{} «{words}»", range["start"]["line"].as_u64().unwrap() + 1, range["start"]["character"])
    }
}

/// The position of a byte offset, counted in UTF-16.
pub(crate) fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let along = before.rsplit('\n').next().unwrap_or_default();
    json!({ "line": line, "character": along.encode_utf16().count() })
}

/// The words in a range, counted in UTF-16.
pub(crate) fn words(text: &str, range: &Value) -> String {
    let offset = |at: &Value| {
        let line: usize = at["line"].as_u64().unwrap().try_into().unwrap();
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut left = usize::try_from(at["character"].as_u64().unwrap()).unwrap();
        let mut offset = start;
        for letter in text[start..].chars() {
            if left == 0 {
                break;
            }
            left -= letter.len_utf16().min(left);
            offset += letter.len_utf8();
        }
        offset
    };
    text[offset(&range["start"])..offset(&range["end"])].to_owned()
}
