//! Edits in long random series: what is found after them is what a fresh server, and a check, finds in the same texts.
//!
//! The series are the same on every run. `VIRES_EDITS=200 cargo test -p vires-lsp random_edits` makes longer ones.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use vires_compiler::{MemoryFiles, Policies, Request};
use vires_ide::overlay::{Open, Overlay};

use crate::client::{Client, document, folder, uri};
use crate::fixture::{Fixture, position};
use crate::law::LAW;

/// A small generator of numbers that look random (splitmix64).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides.max(1) as u64).unwrap()
    }

    fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.throw(of.len())]
    }
}

/// Words that texts are made of, and letters that they are not.
const WORDS: &[&str] = &[
    "moit",
    "agency",
    "licence",
    "report",
    "capacity",
    "source",
    "holds",
    "nobody",
    "when",
    "at least",
    "below",
    "50 MW",
    "20 MW",
    "coal",
    "wind",
    "in all other cases",
    "and",
    "not",
    "giữ",
    "khi",
    "until 2026-12-31",
    "from 2026-01-01",
    "(",
    "\"",
    "#",
    "😀",
    "é",
    "e\u{301}",
    "\t",
    "\r\n",
    "\n",
    "\n\n",
    "```",
    "```vires\n",
    " ",
    "  ",
    "_",
    ".",
    ",",
    "0",
    "9",
];

const LINES: &[&str] = &[
    "      moit holds licence when capacity at least 10 MW\n",
    "      agency holds licence when capacity below 40 MW\n",
    "    agency holds report when source is coal\n",
    "    nobody holds report in all other cases\n",
    "  article 9\n",
    "    clause 3\n",
    "body office9 \"Văn phòng\" at central\n",
    "power licence\n",
    "test \"x\"\n  on 2026-02-01\n  given capacity is 1 MW\n  expect moit holds licence\n",
    "instrument d9\n  in force from 2026-03-01\n  article 1\n    moit holds report\n",
    "# a comment\n",
    "fact more : yes or no\n",
];

/// One edit: the bytes replaced, and by what.
fn edit(text: &str, dice: &mut Dice) -> (usize, usize, String) {
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        })
        .collect();
    let Some(&(start, line)) = lines.get(dice.throw(lines.len())) else {
        return (0, 0, (*dice.pick(LINES)).to_owned());
    };
    let end = start + line.len();
    let letters: Vec<usize> = text[start..end].char_indices().map(|(n, _)| start + n).chain([end]).collect();
    let somewhere = *dice.pick(&letters);
    let next = letters.iter().copied().find(|at| *at > somewhere).unwrap_or(somewhere);
    match dice.throw(10) {
        0 => (start, end, String::new()),
        1 => (start, start, line.to_owned()),
        2 => (start, start, (*dice.pick(LINES)).to_owned()),
        3 => (somewhere, somewhere, (*dice.pick(WORDS)).to_owned()),
        4 => (somewhere, next, String::new()),
        5 => (somewhere, next, (*dice.pick(WORDS)).to_owned()),
        // A word for a word.
        6 | 7 => {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.get(dice.throw(words.len())).and_then(|word| Some((text[start..end].find(word)?, word.len()))) {
                Some((at, length)) => (start + at, start + at + length, (*dice.pick(WORDS)).to_owned()),
                None => (end, end, (*dice.pick(LINES)).to_owned()),
            }
        }
        // A line with all that is below it.
        8 => {
            let indent = |line: &str| line.len() - line.trim_start().len();
            let below =
                lines.iter().skip_while(|(at, _)| *at <= start).take_while(|(_, own)| indent(own) > indent(line));
            (start, below.map(|(at, own)| at + own.len()).last().unwrap_or(end), String::new())
        }
        _ => (start, end, (*dice.pick(LINES)).to_owned()),
    }
}

/// The findings of all files, by file, as the workspace is asked for them.
async fn pulled(client: &mut Client) -> BTreeMap<String, Value> {
    let found = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let files = found["items"].as_array().unwrap().iter();
    let files = files.map(|file| (file["uri"].as_str().unwrap().to_owned(), file["items"].clone()));
    files.filter(|(_, items)| *items != json!([])).collect()
}

/// What only one of two sides has: the first `-`, the second `+`.
fn apart(left: &BTreeMap<String, Value>, right: &BTreeMap<String, Value>) -> String {
    let lines = |side: &BTreeMap<String, Value>| -> Vec<String> {
        let rows =
            side.iter().flat_map(|(file, items)| items.as_array().into_iter().flatten().map(move |row| (file, row)));
        rows.map(|(file, row)| format!("{file} {row}")).collect()
    };
    let (left, right) = (lines(left), lines(right));
    let only = |mark: &str, own: &[String], other: &[String]| -> Vec<String> {
        own.iter().filter(|line| !other.contains(line)).map(|line| format!("{mark} {line}")).collect()
    };
    [only("-", &left, &right), only("+", &right, &left)].concat().join("\n")
}

fn disk(texts: &BTreeMap<String, String>) -> MemoryFiles {
    texts.iter().fold(MemoryFiles::default(), |disk, (path, text)| disk.with(path, text.as_str()))
}

/// What `vires check` finds, without notes.
fn checked(texts: &BTreeMap<String, String>) -> Vec<Value> {
    let files = Overlay { disk: &disk(texts), open: &Open::new(), current: Path::new("/w") };
    let policies = Policies::load(&files, Request::Paths(&["/w".to_owned()])).unwrap();
    let findings = policies.report().findings.iter().map(|finding| serde_json::to_value(finding).unwrap());
    let mut findings: Vec<Value> = findings.filter(|finding| finding["severity"] != "note").collect();
    findings.sort_by_key(Value::to_string);
    findings
}

struct Run {
    client: Client,
    first: BTreeMap<String, String>,
    texts: BTreeMap<String, String>,
    before: Vec<(String, String)>,
    versions: BTreeMap<String, i32>,
    published: BTreeMap<String, Value>,
}

impl Run {
    async fn new(fixture: &Fixture) -> Self {
        let texts: BTreeMap<String, String> = fixture.files.iter().cloned().collect();
        let begin = json!({ "capabilities": {}, "workspaceFolders": [folder("/w")] });
        let (mut client, _) = Client::start_with(disk(&texts), begin).await;
        let mut versions = BTreeMap::new();
        for (path, text) in texts.iter().filter(|(path, _)| path.ends_with(".vires") || path.ends_with(".md")) {
            client.open(path, text).await;
            versions.insert(path.clone(), 1);
        }
        Self { client, first: texts.clone(), texts, before: Vec::new(), versions, published: BTreeMap::new() }
    }

    /// One edit of one text, or the last one taken back.
    async fn step(&mut self, dice: &mut Dice) {
        let paths: Vec<String> = self.versions.keys().cloned().collect();
        if dice.throw(6) == 0
            && let Some((path, text)) = self.before.pop()
        {
            let version = self.next(&path);
            self.client.replace(&path, version, &text).await;
            self.texts.insert(path, text);
            return;
        }
        let path = dice.pick(&paths).clone();
        let text = self.texts[&path].clone();
        // Texts that no longer mean anything find little: now and then one begins anew.
        if dice.throw(25) == 0 {
            let first = self.first[&path].clone();
            let version = self.next(&path);
            self.client.replace(&path, version, &first).await;
            self.before.push((path.clone(), text));
            self.texts.insert(path, first);
            return;
        }
        // It is closed, so that what is on disk counts, and opened as it is there.
        if dice.throw(25) == 0 {
            self.client.notify("textDocument/didClose", json!({ "textDocument": document(&path) })).await;
            let first = self.first[&path].clone();
            if dice.throw(2) == 0 {
                self.client.request("textDocument/foldingRange", json!({ "textDocument": document(&path) })).await;
            }
            self.client.open(&path, &first).await;
            self.versions.insert(path.clone(), 1);
            self.texts.insert(path, first);
            return;
        }
        let (mut start, mut end, put_in) = edit(&text, dice);
        // No client has a cursor between the two letters of one line end.
        let splits = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
        start -= usize::from(splits(start));
        end += usize::from(splits(end));
        let range = json!({ "start": position(&text, start), "end": position(&text, end) });
        let version = self.next(&path);
        let document = json!({ "uri": uri(&path), "version": version });
        let changes = json!([{ "range": range, "text": put_in }]);
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.client.notify("textDocument/didChange", params).await;
        let mut after = text.clone();
        after.replace_range(start..end, &put_in);
        self.before.push((path.clone(), text));
        self.texts.insert(path, after);
    }

    fn next(&mut self, path: &str) -> i32 {
        let version = self.versions.get_mut(path).unwrap();
        *version += 1;
        *version
    }

    /// Reads what is published until it is what is expected. The client's patience ends where it never is.
    async fn published_is(&mut self, expected: &BTreeMap<String, Value>, seed: u64, burst: usize) {
        loop {
            let told = self.published.iter().filter(|(_, items)| **items != json!([]));
            if told.map(|(file, items)| (file.clone(), items.clone())).collect::<BTreeMap<_, _>>() == *expected {
                return;
            }
            let params = self.client.told_within("textDocument/publishDiagnostics", 10).await;
            let Some(params) = params else {
                let apart = apart(&self.published, expected);
                panic!("seed {seed}, burst {burst}: published\n{apart}\n{}", json!(self.texts));
            };
            self.published.insert(params["uri"].as_str().unwrap().to_owned(), params["diagnostics"].clone());
        }
    }
}

async fn series(fixture: &str, seed: u64) {
    let bursts = std::env::var("VIRES_EDITS").ok().and_then(|number| number.parse().ok()).unwrap_or(40);
    let fixture = Fixture::new(fixture);
    let mut run = Run::new(&fixture).await;
    let mut dice = Dice(seed);
    for burst in 0..bursts {
        for _ in 0..=dice.throw(5) {
            run.step(&mut dice).await;
        }
        let begin = json!({ "capabilities": {}, "workspaceFolders": [folder("/w")] });
        let (mut fresh, _) = Client::start_with(disk(&run.texts), begin).await;
        let expected = pulled(&mut fresh).await;
        let found = pulled(&mut run.client).await;
        let apart = apart(&found, &expected);
        assert!(found == expected, "seed {seed}, burst {burst}\n{apart}\n{}", json!(run.texts));
        run.published_is(&expected, seed, burst).await;
        // Each package is checked by itself here, and all of a folder together there: names are numbered otherwise.
        if run.texts.keys().filter(|path| path.ends_with("vires.toml")).count() > 1 {
            continue;
        }
        let mut all: Vec<Value> =
            expected.values().flat_map(|items| items.as_array().unwrap()).map(|item| item["data"].clone()).collect();
        all.sort_by_key(Value::to_string);
        let part = |found: &Value, key: &str| found.get(key).cloned().unwrap_or_default();
        let keys = ["id", "power", "region", "witness"];
        let named = |found: &Value| keys.iter().map(|key| ((*key).to_owned(), part(found, key))).collect::<Value>();
        let mut checked: Vec<Value> = checked(&run.texts).iter().map(named).collect();
        checked.sort_by_key(Value::to_string);
        assert_eq!(all, checked, "seed {seed}, burst {burst}\n{}", json!(run.texts));
    }
}

#[tokio::test]
async fn of_a_law_with_transfers_lists_and_tests() {
    series(LAW, 1).await;
    series(LAW, 2).await;
}

#[tokio::test]
async fn of_rules_that_overlap() {
    let overlap = "//- /w/second.vires
package p
instrument d2 \"Nghị định 2\"
  in force from 2025-07-01
  article 7
    clause 2
      moit holds licence when capacity below 50 MW
    clause 3
      agency holds licence when capacity at least 20 MW and below 30 MW
body agency \"Cục Hóa chất\" at central
power report
";
    let text = format!("{}{overlap}", crate::fixture::GROUND);
    series(&text, 3).await;
    series(&text, 4).await;
}

#[tokio::test]
async fn of_policies_in_prose() {
    let prose = "//- /w/law.md
# Giấy phép 😀

```vires
package p
unit MW
body moit \"Bộ Công Thương\"
body agency
power licence
power report
fact capacity : MW from 0 to 100
list Source : coal, wind
fact source : Source
```

Prose about the licence, `moit` and 50 MW.

- in a list:

  ```vires
  instrument d1
    article 1
      moit holds licence when capacity at least 50 MW
      agency holds licence when capacity at most 50 MW
  ```
//- /w/more.vires
package p
instrument d2
  article 1
    moit holds report
";
    series(prose, 5).await;
    series(prose, 6).await;
}

#[tokio::test]
async fn of_packages_that_use_others() {
    let packages = "//- /w/base/vires.toml
[package]
name = \"base\"
//- /w/base/b.vires
package base
tier central
body moit at central
body agency under moit
//- /w/middle/vires.toml
[package]
name = \"middle\"
//- /w/middle/m.vires
package middle
use base
power licence
power report
//- /w/law/vires.toml
[package]
name = \"law\"
//- /w/law/l.vires
package law
use base
use middle
instrument d1
  article 1
    moit holds licence
    agency holds report
";
    for seed in 7..=10 {
        series(packages, seed).await;
    }
}
