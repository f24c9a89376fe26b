//! Nothing is offered that is then refused: the lines of whole packages are cut off at each word, and whatever is proposed
//! there is put in. It must read, and a name must be one that the place takes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod shapes;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use vires_ide::completion::{Insert, Item, ItemKind, completions};
use vires_ide::projects::Projects;
use vires_syntax::{FileKind, SyntaxError, SyntaxErrorCode, lossless, parse, parse_unexplained};
use vires_words::Language;

use shapes::each_place;
use support::{PATH, projects};

fn package(name: &str) -> String {
    let path = format!("../../policies/examples/{name}/{name}.vires");
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The places at which lines are cut off, each with the end of its line and the word that stands there: one of each shape.
fn places(text: &str, seen: &mut BTreeSet<String>) -> Vec<(usize, usize, usize)> {
    let source = lossless(text, FileKind::Policy);
    let mut found = Vec::new();
    each_place(text, &source, &mut |shape, line, tokens, _| {
        if seen.insert(shape.to_owned()) {
            let before = source.tokens[..tokens.end].last().map_or(0, |last| last.span.end as usize);
            let start = source.tokens[tokens].first().map_or(before, |first| first.span.start as usize);
            found.push((start, before, line.end));
        }
    });
    found
}

/// How a line may go on behind what was put in, if not as it did: a few words for each sort of line.
const ENDS: [&str; 50] = [
    "",
    " z",
    " holds z",
    " z holds z",
    " 1",
    " 1 z",
    " 2025-01-01",
    " \"x\"",
    " is no",
    " is z",
    " is today",
    " is none",
    " is vacant",
    " of z is vacant",
    " at least 1",
    " at least 1 MW",
    " at least 1_000 VND",
    " before 2025-01-01",
    " include z",
    " to z",
    " from z to z",
    " z from z to z",
    " z to z",
    " may not hold z",
    " is not required",
    " of z",
    " of z at least 1",
    " z has z",
    " z is held by z",
    " is held by z",
    " power is held by z",
    " has an end",
    " z has an end",
    " has a holder",
    " 1 of z holds z",
    " with",
    " z with",
    " jointly",
    " over z",
    " prevails over z",
    " 1 prevails over z",
    " z and z before 2025-01-01",
    " z and z",
    " z, z is 1",
    " z is 1",
    " z of z at least 1",
    " or z holds z",
    ", z holds z",
    " and z holds z jointly",
    " 1 days of z",
];

/// What is said of lines that have to go on.
const UNFINISHED: [&str; 2] = ["The line ends too early.", "`)` does not fit here."];

/// The lines that a line stands below, and the line up to an offset.
fn mini(text: &str, at: usize) -> String {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut least = indent(&text[start..]);
    let mut above: Vec<&str> = Vec::new();
    for line in text[..start].lines().rev() {
        if !line.trim().is_empty() && !line.trim_start().starts_with('#') && indent(line) < least {
            least = indent(line);
            above.push(line);
        }
    }
    above.reverse();
    above.iter().map(|line| format!("{line}\n")).collect::<String>() + &text[start..at]
}

struct Desk {
    projects: Projects,
    refused: Vec<String>,
    tried: usize,
}

impl Desk {
    /// What is wrong with the line that begins at an offset, and those below it.
    fn wrong(errors: &[SyntaxError], from: usize) -> Option<&SyntaxError> {
        let mut errors = errors.iter().filter(|error| error.code != SyntaxErrorCode::MissingLines);
        errors.find(|error| error.span.end as usize > from)
    }

    fn put_in(&mut self, package: &str, cut: &str, rest: &str, item: &Item) {
        self.tried += 1;
        let (start, behind) = (item.span.0 as usize, item.span.1 as usize);
        let words = match &item.insert {
            Insert::Name => item.name.clone(),
            Insert::Snippet { plain, .. } => plain.clone(),
        };
        let short = mini(cut, start);
        let line_start = short.rfind('\n').map_or(0, |at| at + 1);
        let line = &short[line_start..];
        let closing = ")".repeat(line.matches('(').count().saturating_sub(line.matches(')').count()));
        let with = |after: &str| format!("{short}{words}{after}");
        let reads =
            |after: &str| Self::wrong(&parse_unexplained(&with(after), FileKind::Policy).errors, line_start).is_none();
        let told = |why: &str| format!("{package}: {line}«{words}» ({:?}): {why}", item.kind);
        let is_word = matches!(item.kind, ItemKind::Keyword | ItemKind::Snippet);
        let ends = [rest.to_owned(), closing.clone()].into_iter();
        let behind_brackets = |end: &&str| [format!("{end}{closing}"), format!("{closing}{end}")];
        let mut fitting = ends.chain(ENDS.iter().flat_map(behind_brackets)).filter(|end| reads(end)).peekable();
        match fitting.peek() {
            Some(_) if is_word => {}
            Some(_) => self.resolve(cut, &words, (start, behind), fitting, &told),
            None => {
                let parsed = parse(&with(&closing), FileKind::Policy);
                let why =
                    Self::wrong(&parsed.errors, line_start).map_or("", |error| error.message.in_language(Language::En));
                // It may go on in a way that nobody thought of here.
                if item.kind != ItemKind::Keyword || !UNFINISHED.contains(&why) {
                    self.refused.push(told(why));
                }
            }
        }
    }

    /// One of the lines must take the name.
    fn resolve(
        &mut self,
        cut: &str,
        words: &str,
        span: (usize, usize),
        ends: impl Iterator<Item = String>,
        told: &dyn Fn(&str) -> String,
    ) {
        let mut why = String::new();
        for after in ends {
            let text = format!("{}{words}{after}{}", &cut[..span.0], &cut[span.1..]);
            self.projects.set_text(Path::new(PATH), Arc::from(text.as_str()));
            let snapshot = self.projects.snapshot();
            let (view, _) = snapshot.home(Path::new(PATH)).unwrap();
            let report = view.policies.text_errors();
            let here = report.findings.iter().find(|finding| {
                let place =
                    finding.primary().map(|place| (place.span.start.byte as usize, place.span.end.byte as usize));
                place.is_some_and(|(from, to)| from < span.0 + words.len() && span.0 < to)
                    && finding.code.as_str().starts_with("V10")
            });
            match here {
                None => return,
                Some(finding) => why.push_str(&format!("`{after}` {} {}; ", finding.code, finding.message)),
            }
        }
        self.refused.push(told(&why));
    }
}

#[test]
fn nothing_is_offered_that_is_refused() {
    let mut refused = Vec::new();
    let mut tried = 0;
    let mut seen = BTreeSet::new();
    // Every so many-th place; `VIRES_STEP=1` tries all, which takes minutes.
    let step = std::env::var("VIRES_STEP").map_or(23, |step| step.parse().unwrap());
    for (name, language) in [
        ("approvals", Language::En),
        ("mergers", Language::En),
        ("mining", Language::Vi),
        ("delegations", Language::En),
        ("federation", Language::En),
        ("planning", Language::Vi),
        ("justifications", Language::En),
        ("silence", Language::Vi),
        ("mandate", Language::En),
    ] {
        let text = package(name);
        let text = match language {
            Language::En => text,
            Language::Vi => vires_fmt::convert(&text, FileKind::Policy, vires_syntax::Language::Vietnamese).unwrap(),
        };
        let mut desk = Desk { projects: projects(&text), refused: Vec::new(), tried: 0 };
        for (start, end, line_end) in places(&text, &mut seen).into_iter().step_by(step) {
            let cut = format!("{}{}", &text[..start], &text[line_end..]);
            desk.projects.set_text(Path::new(PATH), Arc::from(cut.as_str()));
            let snapshot = desk.projects.snapshot();
            let (view, file) = snapshot.home(Path::new(PATH)).unwrap();
            let found = completions(&view.policies, file, u32::try_from(start).unwrap(), "2026-11-29", &[]);
            drop(snapshot);
            let mut kinds: BTreeMap<ItemKind, usize> = BTreeMap::new();
            for item in found.items {
                let count = kinds.entry(item.kind).or_default();
                *count += 1;
                if *count <= 3 || matches!(item.kind, ItemKind::Keyword | ItemKind::Snippet) {
                    desk.put_in(name, &cut, &text[end..line_end], &item);
                }
            }
        }
        refused.append(&mut desk.refused);
        tried += desk.tried;
    }
    assert!(refused.is_empty(), "{} of {tried}\n{}", refused.len(), refused.join("\n"));
}
