//! The headings of a text: their numbers, whole headings, and which kinds there are below a place.

use std::borrow::Cow;
use std::collections::BTreeSet;

use vires_model::{Model, ProvisionId, ProvisionKind as Row};
use vires_syntax::ast::{ProvisionKind, UNREAD_NUMBER};
use vires_syntax::{Keyword, written_number};
use vires_words::Language;

use super::ItemKind;
use super::context::Context;
use super::ended;
use super::items::Items;
use super::names::of_keywords;
use crate::visible::Visible;

/// The kinds of provision that a place of a text has somewhere below it, as words of the language.
pub(super) fn kinds_below(visible: &Visible<'_>, root: &str, path: &[(ProvisionKind, String)]) -> Option<Vec<Keyword>> {
    let model = visible.model();
    let at = at_path(visible, root, path)?;
    let below = model.provisions.iter().filter(|(id, _)| *id != at && model.stands_in(*id, at));
    Some(below.filter_map(|(_, row)| keyword_of(row.kind)).collect())
}

/// The provision at a path below a text.
pub(super) fn at_path(visible: &Visible<'_>, root: &str, path: &[(ProvisionKind, String)]) -> Option<ProvisionId> {
    let model = visible.model();
    let mut at = visible.instrument(root)?.text;
    for (kind, number) in path {
        let is_it = |id: &ProvisionId| {
            let row = &model.provisions[*id];
            row.kind == row_kind(*kind) && row.number == *number
        };
        // An article is cited without its chapter.
        let inside = || model.provisions.iter().map(|(id, _)| id).find(|id| model.stands_in(*id, at) && is_it(id));
        at = below(model, at).find(is_it).or_else(inside)?;
    }
    Some(at)
}

fn below(model: &Model, at: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
    model.provisions.iter().filter(move |(_, row)| row.parent == Some(at)).map(|(id, _)| id)
}

/// All provisions of a text below a place, however deep: `article 5` stands in its chapter and is cited without it.
pub(super) fn numbers(
    visible: &Visible<'_>,
    context: &Context,
    root: Option<&str>,
    path: &[(ProvisionKind, String)],
    kind: ProvisionKind,
    items: &mut Items,
) {
    let model = visible.model();
    let Some(root) = root.or(context.instrument.as_deref()) else { return };
    let Some(at) = at_path(visible, root, path) else { return };
    let gone = ended::provisions(visible, context, root);
    let is_gone = |id| gone.iter().any(|place| model.stands_in(id, *place));
    let mut known = BTreeSet::from([UNREAD_NUMBER]);
    for (id, row) in model.provisions.iter() {
        if row.kind == row_kind(kind)
            && id != at
            && model.stands_in(id, at)
            && !is_gone(id)
            && known.insert(row.number.as_str())
        {
            let place = Some((row.span.file, row.span.start));
            items.name(&number_as_written(&row.number), row.title.as_deref(), ItemKind::Provision, 0, place);
        }
    }
}

/// [`written_number`], without reading those that are plain: a long text has hundreds.
fn number_as_written(number: &str) -> Cow<'_, str> {
    let is_plain = matches!(number.len(), 1..=4) && number.bytes().all(|digit| digit.is_ascii_digit());
    if is_plain && !number.starts_with('0') { Cow::Borrowed(number) } else { written_number(number) }
}

/// Whole headings right below a place of a text: `article 5`.
pub(super) fn headings(
    visible: &Visible<'_>,
    root: &str,
    path: &[(ProvisionKind, String)],
    context: &Context,
    items: &mut Items,
) {
    let model = visible.model();
    let Some(at) = at_path(visible, root, path) else { return };
    let gone = ended::provisions(visible, context, root);
    let is_gone = |id| gone.iter().any(|place| model.stands_in(id, *place));
    let mut known = BTreeSet::new();
    for id in below(model, at) {
        let row = &model.provisions[id];
        let Some(keyword) = keyword_of(row.kind) else { continue };
        if is_gone(id) || row.number == UNREAD_NUMBER {
            continue;
        }
        let spelled = keyword.spelling(of_keywords(context.language));
        let heading = format!("{spelled} {}", number_as_written(&row.number));
        if known.insert(heading.clone()) {
            let place = Some((row.span.file, row.span.start));
            items.name(&heading, row.title.as_deref(), ItemKind::Provision, 1, place);
        }
    }
}

/// The word for a kind of provision: `article`, `điều`.
pub(crate) fn provision_word(kind: ProvisionKind, language: Language) -> &'static str {
    keyword_of(row_kind(kind)).map_or("", |keyword| keyword.spelling(of_keywords(language)))
}

const fn row_kind(kind: ProvisionKind) -> Row {
    match kind {
        ProvisionKind::Part => Row::Part,
        ProvisionKind::Chapter => Row::Chapter,
        ProvisionKind::Section => Row::Section,
        ProvisionKind::Article => Row::Article,
        ProvisionKind::Clause => Row::Clause,
        ProvisionKind::Point => Row::Point,
        ProvisionKind::Subpoint => Row::Subpoint,
        ProvisionKind::Annex => Row::Annex,
        ProvisionKind::Paragraph => Row::Paragraph,
        ProvisionKind::Item => Row::Item,
        ProvisionKind::Subsection => Row::Subsection,
        ProvisionKind::Subparagraph => Row::Subparagraph,
        ProvisionKind::Schedule => Row::Schedule,
        ProvisionKind::Appendix => Row::Appendix,
        ProvisionKind::Regulation => Row::Regulation,
        ProvisionKind::Rule => Row::Rule,
        ProvisionKind::Table => Row::Table,
        ProvisionKind::Row => Row::Row,
        ProvisionKind::Sentence => Row::Sentence,
    }
}

const fn keyword_of(kind: Row) -> Option<Keyword> {
    Some(match kind {
        Row::Whole => return None,
        Row::Part => Keyword::Part,
        Row::Chapter => Keyword::Chapter,
        Row::Section => Keyword::Section,
        Row::Article => Keyword::Article,
        Row::Clause => Keyword::Clause,
        Row::Point => Keyword::Point,
        Row::Subpoint => Keyword::Subpoint,
        Row::Annex => Keyword::Annex,
        Row::Paragraph => Keyword::Paragraph,
        Row::Item => Keyword::Item,
        Row::Subsection => Keyword::Subsection,
        Row::Subparagraph => Keyword::Subparagraph,
        Row::Schedule => Keyword::Schedule,
        Row::Appendix => Keyword::Appendix,
        Row::Regulation => Keyword::Regulation,
        Row::Rule => Keyword::Rule,
        Row::Table => Keyword::Table,
        Row::Row => Keyword::Row,
        Row::Sentence => Keyword::Sentence,
    })
}
