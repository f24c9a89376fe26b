//! The names and labels of a file as typed letters are compared with them: found once for each text, since with every letter
//! those of a whole workspace are looked through.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::{Arc, Mutex, PoisonError};

use vires_syntax::ast::{ClauseKind, Declaration, Line, LineKind};

use crate::completion::begins_a_word;
use crate::spelling::folded;

/// What a file declares.
pub(super) struct Names {
    /// Its declarations, by their place among its lines.
    pub(super) rows: Vec<Row>,
    /// All names, as they are written.
    written: BTreeSet<String>,
    /// Labels and titles without marks.
    said: Vec<String>,
    /// The words in them.
    words: BTreeSet<String>,
}

/// A declaration without marks.
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) folded: Folded,
}

/// What typed letters are compared with.
pub(crate) struct Folded {
    pub(crate) name: String,
    pub(crate) others: Vec<String>,
    pub(crate) label: Option<String>,
}

/// The lines of a text, which are kept so that no others can have their address, and what they declare.
type Known = BTreeMap<usize, (Arc<Vec<Line>>, Arc<Names>)>;

/// So many texts more than at the last time, and those that nobody reads any more are forgotten.
const MOST_MORE: usize = 256;

impl Names {
    /// Those of several texts.
    pub(super) fn of_all<'t>(texts: impl Iterator<Item = &'t Arc<Vec<Line>>>) -> Vec<Arc<Self>> {
        static KNOWN: Mutex<(Known, usize)> = Mutex::new((BTreeMap::new(), MOST_MORE));
        // Whoever failed while it was held has left nothing half done.
        let mut guard = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, most) = &mut *guard;
        let found = texts
            .map(|lines| {
                let (_, names) = known
                    .entry(Arc::as_ptr(lines).addr())
                    .or_insert_with(|| (Arc::clone(lines), Arc::new(Self::of(lines))));
                Arc::clone(names)
            })
            .collect();
        if known.len() > *most {
            known.retain(|_, (lines, _)| Arc::strong_count(lines) > 1);
            *most = known.len() + MOST_MORE;
        }
        found
    }

    fn of(lines: &[Line]) -> Self {
        let mut own = Self { rows: Vec::new(), written: BTreeSet::new(), said: Vec::new(), words: BTreeSet::new() };
        for (n, line) in lines.iter().enumerate() {
            if let LineKind::Declaration(Declaration { name: Some(name), label, .. }) = &line.kind {
                let others = line.clauses.iter().filter_map(|clause| match &clause.kind {
                    ClauseKind::Also(other) => Some(other.value.as_str()),
                    _ => None,
                });
                let others: Vec<&str> = others.collect();
                own.written.extend(others.iter().copied().chain([name.value.as_str()]).map(str::to_owned));
                let label = label.as_ref().map(|label| folded(&label.value));
                label.iter().for_each(|label| own.say(label));
                let others = others.into_iter().map(folded).collect();
                own.rows.push(Row { line: n, folded: Folded { name: folded(&name.value), others, label } });
            }
            own.titles(line);
        }
        own
    }

    fn titles(&mut self, line: &Line) {
        if let LineKind::Provision { title: Some(title), .. } = &line.kind {
            self.say(&folded(&title.value));
        }
        line.below.iter().for_each(|line| self.titles(line));
    }

    fn say(&mut self, label: &str) {
        self.words.extend(words(label).map(str::to_owned));
        self.said.push(label.to_owned());
    }

    /// Whether it declares something of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.written.contains(name)
    }

    /// Whether these words, without marks, stand in a label or title, the last one as its beginning.
    pub(super) fn says(&self, typed: &str) -> bool {
        let mut all = words(typed).peekable();
        while let Some(word) = all.next() {
            let is_there = match all.peek() {
                Some(_) => self.words.contains(word),
                None => {
                    let mut from = self.words.range::<str, _>((Bound::Included(word), Bound::Unbounded));
                    from.next().is_some_and(|known| known.starts_with(word))
                }
            };
            if !is_there {
                return false;
            }
        }
        self.said.iter().any(|label| label.len() >= typed.len() && begins_a_word(label, typed))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}
