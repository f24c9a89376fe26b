//! Texts with room at the end of every line, so that an edit moves nothing but what it touches.
//!
//! Every place of the tree, the model and the findings is an offset into the text. Were a letter typed on line 3 to move
//! all that is below it, nothing below could be compared with what it was before. So a text that is edited is read
//! with spaces at the end of its lines (they mean nothing there); an edit takes up the room of the lines it changes, and
//! the lines around it keep their places. Where the room does not suffice the whole text is laid out anew.
//!
//! A **place** is an offset into the roomy text; a **written** offset is one into the text as it is.

use vires_syntax::{LineIndex, MAX_TEXT_BYTES};

/// The room that a line is given.
const ROOM: usize = 64;

/// A text with room at the end of every line.
pub(crate) fn roomy(written: &str) -> String {
    let lines: Vec<&str> = written.split_inclusive('\n').collect();
    // Room must not make a text too large that is not.
    let room = if written.len() + lines.len() * ROOM > MAX_TEXT_BYTES { 0 } else { ROOM };
    let mut out = String::with_capacity(written.len() + lines.len() * room);
    lines.iter().for_each(|line| put(&mut out, line, room));
    out
}

/// The roomy text after an edit, from the one before it.
pub(crate) fn edited(before_roomy: &str, before: &str, after: &str) -> String {
    let laid_out: Vec<&str> = before_roomy.split_inclusive('\n').collect();
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let same = |(a, b): &(&&str, &&str)| a == b;
    let mut head = old.iter().zip(&new).take_while(same).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
    if (head + tail == new.len() || head + tail == old.len()) && head > 0 {
        // Lines were only taken out or only put in: the line before them takes their room, or gives them of its own.
        head -= 1;
    }
    let (Some(kept), Some(middle), Some(rest), Some(put_in)) = (
        laid_out.get(..head),
        laid_out.get(head..old.len() - tail),
        laid_out.get(old.len() - tail..),
        new.get(head..new.len() - tail),
    ) else {
        return roomy(after);
    };
    let room: usize = middle.iter().map(|line| line.len()).sum();
    let needed: usize = put_in.iter().map(|line| line.len()).sum();
    let (Some(spare), Some((last, others))) = (room.checked_sub(needed), put_in.split_last()) else {
        return roomy(after);
    };
    let each = spare / put_in.len();
    let mut out = String::with_capacity(before_roomy.len());
    kept.iter().for_each(|line| out.push_str(line));
    others.iter().for_each(|line| put(&mut out, line, each));
    put(&mut out, last, spare - each * others.len());
    rest.iter().for_each(|line| out.push_str(line));
    out
}

/// A line, with room before its line break.
fn put(out: &mut String, line: &str, room: usize) {
    let content = content(line);
    out.push_str(content);
    out.extend(std::iter::repeat_n(' ', room));
    out.push_str(line.get(content.len()..).unwrap_or_default());
}

fn content(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

/// A text as it is written, with the way between its offsets and places.
#[derive(Debug, Clone, Copy)]
pub struct Written<'p> {
    /// The text.
    pub text: &'p str,
    /// Its lines.
    pub lines: &'p LineIndex,
    /// The lines of the roomy text; none where there is no room and every place is a written offset.
    roomy: Option<&'p LineIndex>,
}

impl<'p> Written<'p> {
    pub(crate) const fn new(text: &'p str, lines: &'p LineIndex, roomy: Option<&'p LineIndex>) -> Self {
        Self { text, lines, roomy }
    }

    /// The written offset of a place; in the room of a line, the end of the line.
    #[must_use]
    pub fn offset(&self, place: u32) -> u32 {
        let Some(roomy) = self.roomy else {
            return place;
        };
        let line = roomy.line_of(place);
        let along = place - roomy.line_start(line).unwrap_or_default();
        let (start, length) = self.line(line);
        start + along.min(length)
    }

    /// The place of a written offset.
    #[must_use]
    pub fn place(&self, offset: u32) -> u32 {
        let Some(roomy) = self.roomy else {
            return offset;
        };
        let line = self.lines.line_of(offset);
        let (start, length) = self.line(line);
        roomy.line_start(line).unwrap_or_default() + (offset - start).min(length)
    }

    /// Where a line begins, and how long it is without its line break.
    fn line(&self, line: u32) -> (u32, u32) {
        let start = self.lines.line_start(line).unwrap_or_default();
        let rest = self.text.get(start as usize..).unwrap_or_default();
        let line = content(rest.split_inclusive('\n').next().unwrap_or_default());
        (start, u32::try_from(line.len()).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines without their room.
    fn written(roomy: &str) -> String {
        roomy
            .split_inclusive('\n')
            .map(|line| format!("{}{}", content(line).trim_end(), &line[content(line).len()..]))
            .collect()
    }

    fn starts(text: &str) -> Vec<usize> {
        text.split_inclusive('\n')
            .scan(0, |at, line| {
                let start = *at;
                *at += line.len();
                Some(start)
            })
            .collect()
    }

    #[test]
    fn an_edit_leaves_the_other_lines_where_they_are() {
        let text = "one\ntwo\r\nthree\nfour";
        let before = roomy(text);
        assert_eq!(written(&before), text);
        for (after, moved) in [
            ("one\ntwo and more\r\nthree\nfour", 0..0),
            ("one\nthree\nfour", 1..1),
            ("one\ntwo\r\nthree\nfour\nfive", 4..5),
            ("one\ntwo\r\nbetween\nthree\nfour", 2..3),
            ("one", 1..1),
        ] {
            let roomy = edited(&before, text, after);
            assert_eq!(written(&roomy), after);
            assert_eq!(roomy.len(), before.len(), "{after:?}");
            let mut now = starts(&roomy);
            now.drain(moved);
            assert!(now.iter().all(|start| starts(&before).contains(start)), "{after:?}");
        }
    }

    #[test]
    fn where_the_room_does_not_suffice_the_text_is_laid_out_anew() {
        let text = "one\ntwo\n";
        let long = format!("one\n{}\ntwo\n", "x".repeat(3 * ROOM));
        let laid_out = edited(&roomy(text), text, &long);
        assert_eq!(laid_out, roomy(&long));
        assert_eq!(edited(&roomy(text), text, "two\n"), roomy("two\n"));
        assert_eq!(edited(&roomy(""), "", "a\n"), roomy("a\n"));
        assert_eq!(edited(&roomy("a\n"), "a\n", ""), "");
    }

    #[test]
    fn places_and_offsets_lead_to_each_other() {
        let text = "điều 1\r\n\nkhoản 2\nend";
        let roomy = roomy(text);
        let (lines, roomy_lines) = (LineIndex::new(text), LineIndex::new(&roomy));
        let written = Written::new(text, &lines, Some(&roomy_lines));
        for (offset, letter) in text.char_indices().filter(|(_, letter)| !letter.is_whitespace()) {
            let offset = u32::try_from(offset).unwrap_or_default();
            let place = written.place(offset);
            assert!(roomy[place as usize..].starts_with(letter));
            assert_eq!(written.offset(place), offset);
        }
        // In the room: the end of the line.
        assert_eq!(written.offset(20) as usize, "điều 1".len());
        assert_eq!(written.offset(u32::MAX) as usize, text.len());
    }
}
