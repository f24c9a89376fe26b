//! Whatever the language reference shows can be written by choosing what is offered: its fences, in English and in
//! Vietnamese, are cut off before each word, and within each phrase, and the word that stands there is among what is
//! proposed, before a letter of it is typed and once its first letters are, with marks or without.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod shapes;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vires_compiler::MemoryFiles;
use vires_ide::completion::completions;
use vires_ide::projects::Projects;
use vires_resolve::{Named, Role};
use vires_syntax::{FileKind, lossless};

use shapes::each_place;

const PAGE: &str = include_str!("../../../docs/reference.md");
const PATH: &str = "/w/reference.md";

/// What need not be offered, by the end of the line before it and the word, with the reason.
const FREE: [(&str, &str, &str); 11] = [
    ("", "gói", "nothing says in which language a page is written whose first word this is"),
    ("later of 15 working days of ", "proposed", HALF_A_PAIR),
    ("of proposed and 50 ", "days", HALF_A_PAIR),
    ("earlier of 10 ", "days", HALF_A_PAIR),
    ("earlier of 10 days of ", "proposed", HALF_A_PAIR),
    ("of proposed and 5 ", "days", HALF_A_PAIR),
    ("hết sau trong 15 ngày làm việc kể từ ", "proposed", HALF_A_PAIR),
    ("kể từ proposed và 50 ", "ngày", HALF_A_PAIR),
    ("hết trước trong 10 ", "ngày", HALF_A_PAIR),
    ("hết trước trong 10 ngày kể từ ", "proposed", HALF_A_PAIR),
    ("kể từ proposed và 5 ", "ngày", HALF_A_PAIR),
];

const HALF_A_PAIR: &str = "of two periods that are half written nothing is offered yet: a line reads only with both";

/// A place at which a line is cut off.
struct Cut {
    offset: usize,
    line: std::ops::Range<usize>,
    /// What stands there.
    word: String,
    /// Where that begins: before the offset, within a phrase.
    start: usize,
}

fn projects(text: &str) -> Projects {
    let mut projects = Projects::new(Arc::new(MemoryFiles::default().with(PATH, text)));
    projects.set_folders(vec![PathBuf::from("/w")]);
    projects.set_text(Path::new(PATH), Arc::from(text));
    projects
}

/// The names that are used on the page, by where they stand.
fn names(projects: &Projects, text: &str) -> BTreeMap<usize, String> {
    let snapshot = projects.snapshot();
    let (view, file) = snapshot.home(Path::new(PATH)).unwrap();
    let written = view.policies.written(file).unwrap();
    let mentions = view.policies.resolved().uses.in_file(file);
    mentions
        .iter()
        .filter(|mention| {
            mention.role == Role::Uses && matches!(mention.named, Named::Thing(_) | Named::Value(..) | Named::Sector(_))
        })
        .map(|mention| {
            let (start, end) = (written.offset(mention.span.start), written.offset(mention.span.end));
            (start as usize, text[start as usize..end as usize].to_owned())
        })
        .collect()
}

/// Every place before a word, each of its shape once: the words of the language that stand before it, on its line and as
/// the first on those that it stands under, and what it is itself.
fn cuts(text: &str, names: &BTreeMap<usize, String>) -> Vec<Cut> {
    let source = lossless(text, FileKind::Markdown);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    each_place(text, &source, &mut |shape, line, tokens, is_keyword| {
        let tokens = &source.tokens[tokens];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        let (start, end) = (first.span.start as usize, last.span.end as usize);
        let word = if is_keyword { Some(&text[start..end]) } else { names.get(&start).map(String::as_str) };
        if let Some(word) = word
            && seen.insert(shape.to_owned())
        {
            // Within a phrase, its words are offered on.
            for token in tokens {
                let offset = token.span.start as usize;
                found.push(Cut { offset, line: line.clone(), word: word.to_owned(), start });
            }
        }
    });
    found
}

/// Letters without marks.
fn plain(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let marks = |letter: &char| !('\u{300}'..='\u{36f}').contains(letter);
    word.nfd().filter(marks).map(|letter| if letter == 'đ' { 'd' } else { letter }).collect()
}

/// Whether the word is offered at an offset, and put in from where it begins.
fn is_offered(projects: &Projects, offset: usize, cut: &Cut) -> bool {
    let snapshot = projects.snapshot();
    let (view, file) = snapshot.home(Path::new(PATH)).unwrap();
    let found = completions(&view.policies, file, u32::try_from(offset).unwrap(), "2026-11-29", &[]);
    found.items.iter().any(|item| item.name == cut.word && item.span.0 as usize == cut.start)
}

/// What is not offered, on the page as it is, where nothing behind the cursor is looked at; of every fourth place with the
/// first letters typed, too, and of every so many-th with the rest of its line gone (`VIRES_STEP=1`: of all, which takes
/// minutes).
fn missed(text: &str) -> Vec<String> {
    let step = std::env::var("VIRES_STEP").map_or(23, |step| step.parse().unwrap());
    let mut projects = projects(text);
    let names = names(&projects, text);
    let cuts = cuts(text, &names);
    assert!(cuts.len() > 500, "{}", cuts.len());
    let mut missed = Vec::new();
    let mut cut_off = Vec::new();
    for (n, cut) in cuts.iter().enumerate() {
        let before = text[cut.line.start..cut.offset].trim_start();
        if FREE
            .iter()
            .any(|(end, word, _)| (before == *end || !end.is_empty() && before.ends_with(end)) && *word == cut.word)
        {
            continue;
        }
        let next: String = text[cut.offset..].chars().take_while(|letter| letter.is_alphanumeric()).collect();
        let letters: String = next.chars().take(2).collect();
        // What is offered before a letter is typed is looked at everywhere.
        let half_typed = if n % step.min(4) == 0 { letters.as_str() } else { "" };
        for typed in BTreeSet::from(["", half_typed]) {
            if !is_offered(&projects, cut.offset + typed.len(), cut) {
                let line = text[..cut.offset].matches('\n').count() + 1;
                missed.push(format!("{line}: {before}{typed}|{}", cut.word));
            } else if n % step == 0 {
                cut_off.push((cut, before, plain(typed)));
            }
        }
    }
    for (cut, before, typed) in cut_off {
        let shown = format!("{}{typed}{}", &text[..cut.offset], &text[cut.line.end..]);
        projects.set_text(Path::new(PATH), Arc::from(shown.as_str()));
        if !is_offered(&projects, cut.offset + typed.len(), cut) {
            missed.push(format!("{before}{typed}|{} (cut off)", cut.word));
        }
    }
    missed
}

#[test]
fn whatever_the_reference_shows_is_offered() {
    let missed = missed(PAGE);
    assert!(missed.is_empty(), "{}\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn whatever_the_reference_shows_is_offered_in_vietnamese() {
    let page = vires_fmt::convert(PAGE, FileKind::Markdown, vires_syntax::Language::Vietnamese).unwrap();
    let missed = missed(&page);
    assert!(missed.is_empty(), "{}\n{}", missed.len(), missed.join("\n"));
}
