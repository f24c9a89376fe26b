//! Findings as text: one module per format.

pub mod concise;
mod excerpt;
pub mod github;
pub mod json;
mod key;
mod paint;
pub mod sarif;
mod snippet;
pub mod text;
mod visible;
mod wrap;

use std::collections::BTreeMap;

use vires_words::Language;

use crate::finding::Finding;
use key::Key;

/// The texts that findings point into.
///
/// The text of a file must be what [`Position::byte`](crate::Position) counts in: as read, before any normalisation.
/// A file that is not there is no error: its findings are printed without the lines.
pub trait Sources {
    /// The whole text of a file.
    fn text(&self, file: &str) -> Option<&str>;
}

/// Texts in memory, by file name.
impl Sources for BTreeMap<String, String> {
    fn text(&self, file: &str) -> Option<&str> {
        self.get(file).map(String::as_str)
    }
}

/// Headline, region, days, example, help and notes of a finding in plain text, for services that have one field for it.
#[must_use]
pub fn in_one_text(finding: &Finding, language: Language) -> String {
    let mut text = finding.message.clone();
    let witness = finding.witness.as_ref().map(|witness| witness.words(language));
    let said = [(Key::Where, &finding.region), (Key::When, &finding.period), (Key::Example, &witness)];
    let said = said.into_iter().filter_map(|(key, words)| words.as_ref().map(|words| (key, words)));
    let help = finding.help.iter().map(|words| (Key::Help, words));
    let notes = finding.notes.iter().map(|words| (Key::Note, words));
    for (key, words) in said.chain(help).chain(notes) {
        text.push_str(&format!("\n{} {words}", key.word(language)));
    }
    text
}

/// How to print for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RenderOptions {
    /// Colours and bold type, as ANSI sequences.
    pub colour: bool,
    /// Columns to fill; less than 40 counts as 40.
    pub width: usize,
    /// Lines and arrows beyond ASCII. Policy text and messages are printed as they are in any case.
    pub unicode: bool,
    /// The language of the words between what the findings say.
    pub language: Language,
    /// How many places of one finding to show with their text. The others are named or counted.
    pub places: usize,
}

impl Default for RenderOptions {
    /// No colour, 100 columns, drawn lines, English, three places.
    fn default() -> Self {
        Self { colour: false, width: 100, unicode: true, language: Language::En, places: 3 }
    }
}

impl RenderOptions {
    fn width(&self) -> usize {
        self.width.max(40)
    }

    fn ellipsis(&self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }
}
