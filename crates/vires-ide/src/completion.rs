//! What may be written at the cursor: words of the language, names, dates and numbers of provisions that fit there.
//!
//! The grammar says which keywords may follow, readings of the unfinished line (`slot`) say what a name would be, and what
//! the drafter has typed so far thins both out before anything is sent.

mod asked;
mod context;
mod ended;
mod items;
mod keywords;
mod measured;
mod names;
mod parties;
mod provisions;
mod receivers;
mod snippets;
mod spelled;

use vires_compiler::Policies;
use vires_model::{FileId, SourceSpan};
use vires_syntax::Keyword;
use vires_words::Language;

use self::context::Context;
pub(crate) use self::context::{Sort, opens_a_list, sort};
use self::items::Items;
pub(crate) use self::items::begins_a_word;
pub(crate) use self::provisions::provision_word;
use crate::declared::{block, words};
use crate::excerpt::{Cursor, HOLE};
use crate::lines;
use crate::slot::{self, Slot};
use crate::spelling::{folded, is_reserved, nfc};
use crate::visible::Visible;

/// What may be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completions {
    /// The best first.
    pub items: Vec<Item>,
    /// False where there is more than is listed: the client asks again when more is typed.
    pub complete: bool,
}

/// One thing that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is shown, and put in unless `insert` says otherwise.
    pub name: String,
    /// What it is.
    pub kind: ItemKind,
    /// The label of a name.
    pub detail: Option<String>,
    /// What typed letters are compared with: the name, its label, and both without marks.
    pub filter: String,
    /// The written offsets of what it takes the place of.
    pub span: (u32, u32),
    /// What is put in.
    pub insert: Insert,
    /// Lower comes first.
    pub rank: u8,
    /// Where it is declared: file and place.
    pub declared: Option<(FileId, u32)>,
}

/// What an item puts in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Insert {
    /// Its name.
    Name,
    /// A sentence with places to be filled in, in the notation of the protocol; without them for clients that have none.
    Snippet {
        /// With `${1:…}`.
        marked: String,
        /// The same words without marks.
        plain: String,
    },
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// A word of the language.
    Keyword,
    /// A sentence to be filled in.
    Snippet,
    /// A package.
    Package,
    /// A tier, list, territory, or kind.
    Type,
    /// A unit or currency.
    Unit,
    /// A body or office.
    Body,
    /// A fact.
    Fact,
    /// A parameter.
    Parameter,
    /// An event, or a date.
    Event,
    /// A value of a list.
    Value,
    /// A power.
    Power,
    /// A modality.
    Modality,
    /// An instrument.
    Instrument,
    /// A provision.
    Provision,
    /// A sector.
    Sector,
}

/// What may be written at a written offset. `today` is offered where a date fits; of `elsewhere`, packages that would be
/// found and their labels, those that nothing of these policies uses yet.
#[must_use]
pub fn completions(
    policies: &Policies,
    file: FileId,
    offset: u32,
    today: &str,
    elsewhere: &[(String, Option<String>)],
) -> Completions {
    let Some(cursor) = Cursor::of(policies, file, offset) else {
        return Completions { complete: true, ..Completions::default() };
    };
    let mut visible = Visible::from(policies, file);
    visible.elsewhere = elsewhere;
    let mut items = Items::new(&cursor);
    words_and_names(&cursor, &visible, policies.language(), today, &mut items);
    let written = policies.written(file).map_or("", |written| written.text);
    labels(&cursor, written, &visible, policies.language(), today, &mut items);
    items.settled()
}

/// What fits at a cursor, names and words of the language.
fn words_and_names(cursor: &Cursor<'_>, visible: &Visible<'_>, language: Language, today: &str, items: &mut Items) {
    let context = Context::of(cursor, language);
    // Behind the name of a value comes its label.
    if context.in_values && !context.is_at_start {
        return;
    }
    let (slots, half) = slots_at(cursor, &context, visible);
    // Below an article, and behind `expect`, whole sentences begin.
    let opens = context.is_at_start || slots.contains(&Slot::Holder) && slots.contains(&Slot::Power);
    for slot in &slots {
        names::add(slot, visible, &context, today, opens, items);
    }
    // Behind the name of a text, the headings in it.
    for slot in slot::slots_with(cursor, &format!("article {HOLE}")) {
        if let Slot::Number { root: Some(root), path, .. } = slot
            && !context.is_at_start
        {
            provisions::headings(visible, &root, &path, &context, items);
        }
    }
    let around = keywords::Around { context: &context, visible, slots: &slots, half, opens };
    keywords::add(cursor, &around, items);
    snippets::add(cursor, &context, visible, items);
}

/// Names by the words of their labels, of which several are typed: `giay phep` stands for one name.
fn labels(
    cursor: &Cursor<'_>,
    written: &str,
    visible: &Visible<'_>,
    language: Language,
    today: &str,
    items: &mut Items,
) {
    let mut cursor = cursor.clone();
    while let Some(more) = cursor.with_more(written) {
        cursor = more;
        let first = nfc(cursor.word.split(' ').next().unwrap_or_default());
        // What no label says, no more words say either; and most lines end here, before anything is read.
        if visible.has(&first) || !visible.is_in_a_label(&folded(cursor.word)) {
            return;
        }
        // `của` begins no label, and stands in many.
        if is_reserved(&first) {
            continue;
        }
        let context = Context::of(&cursor, language);
        items.reach(&cursor);
        for slot in &slots_at(&cursor, &context, visible).0 {
            names::add(slot, visible, &context, today, context.is_at_start, items);
        }
    }
}

/// What a name at the cursor would be, and whether the line so far is the beginning of a keyword.
fn slots_at(cursor: &Cursor<'_>, context: &Context, visible: &Visible<'_>) -> (Vec<Slot>, bool) {
    // Where only one keyword is being written, nothing is named yet.
    // `in T` says in which texts a name is read otherwise; elsewhere it is the beginning of `in force`.
    let of_read = context.owner_above == Some(Sort::Operation(Keyword::Read))
        || context.owner == Some(Sort::Operation(Keyword::Read));
    let half = context.begins_with(Keyword::InRead) && !of_read
        || context.is_half && !context.first_word().is_some_and(|first| visible.has(first));
    if half || context.is_name_being_made() || context.begins_with_a_keyword() {
        return (Vec::new(), half);
    }
    if context.is_behind_an_outcome() {
        return (Vec::new(), false);
    }
    let mut slots = slot::slots(cursor);
    if context.is_at_start && context.in_list {
        slots.retain(|slot| matches!(slot, Slot::Subject | Slot::Power));
    }
    if context.in_values {
        slots.retain(|slot| *slot == Slot::OuterPlace);
    }
    // Lists and modalities have no days: `from` is another word there.
    if let Some(Sort::Declaration(declared)) = context.owner
        && context.is_behind_a_bound()
        && !keywords::clauses_of(declared).contains(&Keyword::Until)
    {
        slots.retain(|slot| *slot != Slot::Date);
    }
    if context.has(Keyword::InRead) && !of_read {
        slots.retain(|slot| *slot != Slot::Place);
    }
    (slots, half)
}

/// What is said of a name in a list, by the place of its declaration: the line as it stands, and its comment. None where
/// something else stands there by now.
#[must_use]
pub fn documentation(policies: &Policies, file: FileId, place: u32, name: &str) -> Option<String> {
    let tree = policies.tree(file)?;
    let line = lines::on(&tree.file, place)?;
    let span = SourceSpan { file, start: line.span.start, end: line.span.end };
    let text = words(policies, span);
    if !crate::spelling::nfc(text).contains(name) {
        return None;
    }
    let mut said = format!("```vires\n{}\n```", block(policies, span, MOST_LINES));
    if let Some(doc) = &line.doc {
        said = format!("{said}\n\n{doc}");
    }
    Some(said)
}

/// So many lines of a declaration are shown.
const MOST_LINES: usize = 12;

/// The language of the first keyword among words.
pub(crate) fn language_of_words(words: &str) -> Option<vires_syntax::Language> {
    context::first_language(words)
}

/// The language in which a drafter writes.
pub(crate) fn language_of(cursor: &Cursor<'_>, otherwise: Language) -> Language {
    context::language(cursor, otherwise)
}
