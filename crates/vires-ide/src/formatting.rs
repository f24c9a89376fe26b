//! The one layout, as the edits that lead to it.

use vires_syntax::FileKind;
use vires_syntax::span::Span;

use crate::TextEdit;

/// The edits that lay a text out; none where it is laid out already, or where what belongs to what is not clear.
#[must_use]
pub fn formatting(text: &str, kind: FileKind) -> Vec<TextEdit> {
    vires_fmt::format(text, kind).map_or_else(|_| Vec::new(), |laid_out| edits(text, &laid_out))
}

/// The edits from one text to another, by lines: those that stay the same are not touched, so that the cursor stays too.
pub(crate) fn edits(before: &str, after: &str) -> Vec<TextEdit> {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = old.iter().zip(&new).take_while(same).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
    let old_middle = old.get(head..old.len() - tail).unwrap_or_default();
    let new_middle = new.get(head..new.len() - tail).unwrap_or_default();
    let mut at: usize = old.iter().take(head).map(|line| line.len()).sum();
    let span = |start: usize, length: usize| {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span::new(offset(start), offset(start + length))
    };
    if old_middle.len() != new_middle.len() {
        let length = old_middle.iter().map(|line| line.len()).sum();
        return vec![TextEdit { span: span(at, length), text: new_middle.concat() }];
    }
    let mut edits = Vec::new();
    for (old, new) in old_middle.iter().zip(new_middle) {
        if old != new {
            edits.push(TextEdit { span: span(at, old.len()), text: (*new).to_owned() });
        }
        at += old.len();
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(text: &str, edits: &[TextEdit]) -> String {
        let mut text = text.to_owned();
        for edit in edits.iter().rev() {
            text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
        text
    }

    #[test]
    fn edits_lead_from_one_text_to_the_other_and_spare_what_stays() {
        for (before, after, count) in [
            ("", "", 0),
            ("a\nb\nc\n", "a\nb\nc\n", 0),
            ("a\n  b\nc\n d", "a\nb\nc\nd", 2),
            ("a\nb\n\n\n\nc\n", "a\nb\n\nc\n", 1),
            ("a", "a\n", 1),
            ("x\nx\nx\n", "x\nx\n", 1),
            ("", "a\n", 1),
        ] {
            let edits = edits(before, after);
            assert_eq!(applied(before, &edits), after);
            assert_eq!(edits.len(), count, "{before:?} {after:?}");
        }
    }
}
