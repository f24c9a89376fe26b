//! The list that is sent: what does not go with the typed letters is left out, and the rest is cut where it is long.

use vires_model::FileId;

use super::{Completions, Insert, Item, ItemKind};
use crate::excerpt::Cursor;
use crate::spelling::{folded, folded_once, is_within};
use crate::visible::Entry;

/// So many things are listed at once.
const MOST: usize = 200;
/// So many are kept while there may be better ones: a name that is found as several things counts as often.
const KEPT: usize = 4 * MOST;

/// What has been found so far.
pub(super) struct Items {
    /// The word typed so far, without marks.
    typed: String,
    span: (u32, u32),
    found: Vec<(u8, Item)>,
    /// Worse ones than this are not looked at any more, since more than are listed go before.
    worst: Option<Key>,
}

/// By what things are put in order: how well they fit, their rank, whether they are whole sentences, and their name.
type Key = (u8, u8, bool, String);

fn key((fits, item): &(u8, Item)) -> (u8, u8, bool, &str) {
    (*fits, item.rank, item.kind == ItemKind::Snippet, item.name.as_str())
}

fn offset(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Items {
    pub(super) fn new(cursor: &Cursor<'_>) -> Self {
        let span = (offset(cursor.start), offset(cursor.end));
        Self { typed: folded(cursor.word), span, found: Vec::new(), worst: None }
    }

    /// Takes one in; of thousands, only the best are kept.
    fn put(&mut self, fits: u8, item: Item) {
        self.found.push((fits, item));
        if self.found.len() > 2 * KEPT {
            self.found.sort_by(|a, b| key(a).cmp(&key(b)));
            self.found.truncate(KEPT);
            let worst = self.found.last().map(key);
            self.worst = worst.map(|(fits, rank, snippet, name)| (fits, rank, snippet, name.to_owned()));
        }
    }

    fn is_too_far_down(&self, (fits, rank, name): (u8, u8, &str)) -> bool {
        let worst = self.worst.as_ref();
        worst.is_some_and(|(f, r, snippet, n)| (fits, rank, false, name) > (*f, *r, *snippet, n.as_str()))
    }

    /// A name with its label, where the typed letters are in it.
    pub(super) fn name(
        &mut self,
        name: &str,
        label: Option<&str>,
        kind: ItemKind,
        rank: u8,
        declared: Option<(FileId, u32)>,
    ) {
        if let Some(fits) = self.fits(name, label) {
            self.fitting(fits, (name, label), kind, rank, declared);
        }
    }

    /// A declaration by its name and its other names: the one that goes best with the typed letters.
    pub(super) fn declared(&mut self, entry: &Entry<'_, '_>, kind: ItemKind, rank: u8) {
        let label = entry.folded.label.as_deref().unwrap_or_default();
        let names = std::iter::once(entry.folded.name.as_str()).chain(entry.folded.others.iter().map(String::as_str));
        let fits = names.zip(0..).filter_map(|(name, n)| Some((self.fits_folded(name, || label)?, n)));
        let Some((fits, n)) = fits.min() else { return };
        let others = || entry.others().map(|other| other.value.as_str());
        let name = std::iter::once(entry.name.value.as_str()).chain(others()).nth(n).unwrap_or_default();
        self.fitting(fits, (name, entry.label), kind, rank, Some((entry.file, entry.name.span.start)));
    }

    fn fitting(
        &mut self,
        fits: u8,
        (name, label): (&str, Option<&str>),
        kind: ItemKind,
        rank: u8,
        declared: Option<(FileId, u32)>,
    ) {
        if self.is_too_far_down((fits, rank, name)) {
            return;
        }
        let item = Item {
            name: name.to_owned(),
            kind,
            detail: label.filter(|label| *label != name).map(str::to_owned),
            filter: String::new(),
            span: self.span,
            insert: Insert::Name,
            rank,
            declared,
        };
        self.put(fits, item);
    }

    /// A thing that may have several names, once: by the name that goes best with the typed letters.
    pub(super) fn thing<'n>(
        &mut self,
        name: &'n str,
        others: impl Iterator<Item = &'n str>,
        label: Option<&str>,
        kind: ItemKind,
        rank: u8,
        declared: Option<(FileId, u32)>,
    ) {
        let names = std::iter::once(name).chain(others);
        let best = names.filter_map(|name| Some((self.fits(name, label)?, name))).min_by_key(|(fits, _)| *fits);
        if let Some((fits, name)) = best {
            self.fitting(fits, (name, label), kind, rank, declared);
        }
    }

    /// What comes from here on takes the place of these words, too: those of a label that is being typed.
    pub(super) fn reach(&mut self, cursor: &Cursor<'_>) {
        self.typed = folded(cursor.word);
        self.span.0 = offset(cursor.start);
    }

    /// Words of the language that may take the place of more words than the last.
    pub(super) fn keyword(&mut self, words: &str, doc: &str, start: usize, rank: u8) {
        // `in all |` goes on as `in all other cases`, even where `all` could be the name of a text.
        self.found.retain(|(_, known)| {
            known.kind != ItemKind::Keyword || known.name != words || known.span.0 as usize <= start
        });
        let item = Item {
            name: words.to_owned(),
            kind: ItemKind::Keyword,
            detail: Some(doc.to_owned()),
            filter: String::new(),
            span: (offset(start), self.span.1),
            insert: Insert::Name,
            rank,
            declared: None,
        };
        self.put(0, item);
    }

    pub(super) fn snippet(&mut self, name: &str, doc: &str, marked: String, plain: String) {
        let Some(fits) = self.fits(name, None) else { return };
        let item = Item {
            name: name.to_owned(),
            kind: ItemKind::Snippet,
            detail: Some(doc.to_owned()),
            filter: String::new(),
            span: self.span,
            insert: Insert::Snippet { marked, plain },
            rank: 0,
            declared: None,
        };
        self.put(fits, item);
    }

    /// How well a name goes with what is typed: 0 begins with it, 1 a word of its label does, 2 has its letters in that
    /// order. None: not at all.
    fn fits(&self, name: &str, label: Option<&str>) -> Option<u8> {
        if self.typed.is_empty() {
            return Some(0);
        }
        let folded = label.map(folded_once);
        self.fits_folded(&folded_once(name), || folded.as_deref().unwrap_or_default())
    }

    /// The same of words without marks.
    fn fits_folded<'l>(&self, name: &str, label: impl Fn() -> &'l str) -> Option<u8> {
        if name.starts_with(&self.typed) {
            return Some(0);
        }
        if begins_a_word(name, &self.typed) || begins_a_word(label(), &self.typed) {
            return Some(1);
        }
        if self.typed.contains(' ') {
            return None;
        }
        // `ubnd` for `ủy ban nhân dân`, `gen_lic` for `generation_licence`.
        (is_within(&self.typed, name) || is_within(&self.typed, label())).then_some(2)
    }

    pub(super) fn settled(mut self) -> Completions {
        self.found.sort_by(|a, b| key(a).cmp(&key(b)));
        let mut items: Vec<Item> = Vec::new();
        let mut known = std::collections::BTreeSet::new();
        let mut complete = self.worst.is_none();
        for (fits, mut item) in self.found {
            // One spelling of two keywords is one offer; a name that is offered as two things is listed once.
            if !known.insert((item.name.clone(), item.kind == ItemKind::Snippet)) {
                continue;
            }
            if items.len() == MOST {
                complete = false;
                break;
            }
            item.rank = u8::try_from(usize::from(item.rank).min(9) + usize::from(fits) * 10).unwrap_or(99);
            // Of thousands that fit, only those that are sent are worth the work.
            let label = item.detail.as_deref().filter(|_| !matches!(item.kind, ItemKind::Keyword | ItemKind::Snippet));
            item.filter = filter(&item.name, label);
            items.push(item);
        }
        Completions { items, complete }
    }
}

/// Whether typed words stand in a text in their order, each at the beginning of a word, the first ones whole: `giay phep d`
/// for `giấy phép hoạt động điện lực`. All is folded.
pub(crate) fn begins_a_word(text: &str, typed: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut typed = typed.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    while let Some(wanted) = typed.next() {
        let is_last = typed.peek().is_none();
        if !words.any(|word| if is_last { word.starts_with(wanted) } else { word == wanted }) {
            return false;
        }
    }
    true
}

fn filter(name: &str, label: Option<&str>) -> String {
    let mut parts = vec![name.to_owned()];
    let mut add = |part: String| {
        if !parts.contains(&part) {
            parts.push(part);
        }
    };
    add(folded(name));
    if let Some(label) = label {
        add(label.to_owned());
        add(folded(label));
    }
    parts.join(" ")
}
