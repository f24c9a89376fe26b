//! Whatever drafters have written, they would have been offered: the texts of whole packages are cut off before each name
//! and each keyword, and what stood there is among what is proposed. And nowhere does it go wrong.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::path::Path;
use std::sync::Arc;

use vires_ide::actions::actions;
use vires_ide::completion::completions;
use vires_ide::indent::on_new_line;
use vires_ide::projects::Projects;
use vires_ide::signature::signatures;
use vires_resolve::{Named, Role};
use vires_syntax::span::Span;
use vires_syntax::{SourceLineKind, lossless};

use support::{PATH, projects};

/// What is offered at an offset of a text that is cut off there up to the end of its line.
fn offered(projects: &mut Projects, text: &str, offset: usize) -> Vec<String> {
    let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
    let cut = format!("{}{}", &text[..offset], &text[end..]);
    projects.set_text(Path::new(PATH), Arc::from(cut.as_str()));
    let snapshot = projects.snapshot();
    let (view, file) = snapshot.home(Path::new(PATH)).unwrap();
    let found = completions(&view.policies, file, u32::try_from(offset).unwrap(), "2026-11-29", &[]);
    found.items.into_iter().map(|item| item.name).collect()
}

fn package(name: &str) -> String {
    let path = format!("../../policies/examples/{name}/{name}.vires");
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn every_name_that_was_written_would_have_been_offered() {
    let mut all = Vec::new();
    for name in ["approvals", "mergers", "mining", "delegations", "federation", "planning", "justifications"] {
        let text = package(name);
        let mut projects = projects(&text);
        let mut places = Vec::new();
        {
            let snapshot = projects.snapshot();
            let (view, file) = snapshot.home(Path::new(PATH)).unwrap();
            let written = view.policies.written(file).unwrap();
            for mention in view.policies.resolved().uses.in_file(file) {
                let wanted = mention.role == Role::Uses
                    && matches!(mention.named, Named::Thing(_) | Named::Value(..) | Named::Sector(_));
                if wanted {
                    let (start, end) = (written.offset(mention.span.start), written.offset(mention.span.end));
                    places.push((start as usize, text[start as usize..end as usize].to_owned()));
                }
            }
        }
        assert!(places.len() > 30, "{name}");
        for (offset, word) in places.iter().step_by(7) {
            if !offered(&mut projects, &text, *offset).contains(word) {
                let line = text[..*offset].rsplit('\n').next().unwrap();
                all.push(format!("{name}: {line}|{word}"));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn every_keyword_that_was_written_would_have_been_offered() {
    let mut missed = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for name in ["approvals", "mergers", "planning"] {
        let text = package(name);
        let mut projects = projects(&text);
        let source = lossless(&text, vires_syntax::FileKind::Policy);
        for line in &source.lines {
            let SourceLineKind::Policy(line) = &line.kind else { continue };
            // Lines of one shape are asked about once.
            let shape: Vec<_> = line.keywords.iter().flatten().map(|used| used.keyword).collect();
            if !seen.insert((line.depth, shape)) {
                continue;
            }
            for used in line.keywords.iter().flatten() {
                let span = source.tokens[used.tokens.start].span.to(source.tokens[used.tokens.end - 1].span);
                let word = &text[span.start as usize..span.end as usize];
                if !offered(&mut projects, &text, span.start as usize).contains(&word.to_owned()) {
                    let before = text[..span.start as usize].rsplit('\n').next().unwrap();
                    missed.push(format!("{name}: {before}|{word}"));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn at_no_place_of_no_text_does_it_go_wrong() {
    let odd = "package p \"😀\"\r\n\tbody u\u{309}y \"“\" at (\r\ninstrument d1 ((\r\n  article 1 \"x\r\n    moit holds a when any of\r\n      ( b is \u{a0}c and\r\n  điều 2\r\n    pass every power of x in sector\r\ntest \"t\"\n  given\n    # c\n    x is\n  expect 2025-\n\u{feff}use \n   \n";
    for text in [odd.to_owned(), package("federation").chars().take(1500).collect()] {
        let mut projects = projects(&text);
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let cut = &text[..offset];
            projects.set_text(Path::new(PATH), Arc::from(cut));
            let snapshot = projects.snapshot();
            let Some((view, file)) = snapshot.home(Path::new(PATH)) else { continue };
            let at = u32::try_from(offset).unwrap();
            let found = completions(&view.policies, file, at, "2026-11-29", &[]);
            for item in found.items {
                let (start, end) = (item.span.0 as usize, item.span.1 as usize);
                // Of CR LF half is typed.
                assert!(
                    start <= end && end == cut.trim_end_matches('\r').len() && cut.is_char_boundary(start),
                    "{}: {:?}",
                    item.name,
                    item.span
                );
                assert!(!cut[start..end].contains('\n'), "{}", item.name);
            }
            let _ = signatures(&view.policies, file, at);
            for edit in on_new_line(cut, vires_syntax::FileKind::Policy, at) {
                assert!(cut.is_char_boundary(edit.span.start as usize) && cut.is_char_boundary(edit.span.end as usize));
            }
            if offset % 7 == 0 {
                for action in actions(&view.policies, file, Span::new(0, u32::MAX)) {
                    for (_, edit) in action.edits {
                        assert!(edit.span.end as usize <= cut.len(), "{}", action.title);
                        assert!(
                            cut.get(edit.span.start as usize..edit.span.end as usize).is_some(),
                            "{}",
                            action.title
                        );
                    }
                }
            }
        }
    }
}
