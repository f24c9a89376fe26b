//! The line is read as if a name that nobody writes stood at the cursor, ended in each of the ways in which lines end.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use vires_syntax::{FileKind, parse_unexplained};

use super::{Finder, Slot};
use crate::excerpt::{Cursor, HOLE};

/// The ways in which a line may end after a name.
const ENDS: [&str; 22] = [
    "",
    " holds z",
    " may not hold z",
    " to z",
    " from z",
    " from z to z",
    " z to z",
    " z from z to z",
    " is not required",
    " has a holder",
    " has an end",
    " is held by z",
    " is held below z",
    " is vacant",
    " is z",
    " for z",
    " has z",
    " with",
    " jointly",
    " holds z jointly",
    " or z holds z",
    " at least 1",
];
/// The same where nothing else reads: behind `sum over` in a condition, behind `later of`, and of a text on whose
/// precedence a third one decides.
const LAST_ENDS: [&str; 3] = [" of z at least 1", " and z", " yields to z"];
/// How a list of holders in a bracket ends, where nothing else reads.
const ENDS_OF_SEATS: [&str; 4] = ["", " or z", " and z jointly", " jointly"];
/// How the holders go on behind their brackets.
const ENDS_BEHIND_SEATS: [&str; 6] =
    ["", " jointly", " holds z", " jointly holds z", " or z holds z", " and z jointly holds z"];
/// How a period goes on that is as long as something says; anything else that reads so means nothing.
const PERIOD_END: &str = " of z";

/// So many lines are remembered.
const MOST_KNOWN: usize = 512;

/// What was found for a line with those it stands under: with every letter of a word the same is asked again, of several
/// places of the line, and nothing but these words decides.
fn known() -> MutexGuard<'static, BTreeMap<String, Vec<Slot>>> {
    static KNOWN: Mutex<BTreeMap<String, Vec<Slot>>> = Mutex::new(BTreeMap::new());
    // Whoever failed while it was held has left nothing half done.
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a name at the cursor would be, each once.
pub(crate) fn slots(cursor: &Cursor<'_>) -> Vec<Slot> {
    slots_with(cursor, HOLE)
}

/// The same with words of which the last is the name.
pub(crate) fn slots_with(cursor: &Cursor<'_>, words: &str) -> Vec<Slot> {
    let (text, at) = cursor.with(words);
    if let Some(found) = known().get(&text) {
        return found.clone();
    }
    let found = read(cursor, &text, at - cursor.before.len());
    let mut known = known();
    if known.len() == MOST_KNOWN {
        known.clear();
    }
    known.insert(text, found.clone());
    found
}

/// What the name at the end of a text is, whose last line begins at a place.
fn read(cursor: &Cursor<'_>, text: &str, line: usize) -> Vec<Slot> {
    let closing = ")".repeat(cursor.open_brackets());
    let mut found: Vec<Slot> = Vec::new();
    // `(a1 or |` is closed before the verb, `(capacity |` behind what it is compared with.
    let outside = ENDS.into_iter().filter(|_| !closing.is_empty()).map(|end| format!("{closing}{end}"));
    let inside = ENDS.into_iter().map(|end| format!("{end}{closing}"));
    // `(a1 or a2) or ((b1 or b2) and (|`: those who act together say so behind the last of them, wherever that bracket is.
    let open = closing.len();
    let together = (0..open).map(|inner| format!("{} jointly{} holds z", ")".repeat(inner), ")".repeat(open - inner)));
    let last = LAST_ENDS.map(|end| format!("{end}{closing}"));
    let last: Vec<String> = last.into_iter().chain(ends_of_seats(open)).collect();
    let is_last = |end: &String| last.contains(end);
    for end in inside.chain(outside).chain(together).chain([PERIOD_END.to_owned()]).chain(last.iter().cloned()) {
        if is_last(&end) && !found.is_empty() {
            break;
        }
        let parsed = parse_unexplained(&format!("{text}{end}"), FileKind::Policy);
        // What is wrong with the lines above is no matter of this one.
        if parsed.errors.iter().any(|error| error.span.end as usize > line) {
            continue;
        }
        let mut own = Vec::new();
        let mut finder = Finder { found: &mut own };
        parsed.file.lines.iter().for_each(|line| finder.line(line));
        own.retain(|slot| end != PERIOD_END || *slot == Slot::Length);
        for slot in own {
            if !found.contains(&slot) {
                found.push(slot);
            }
        }
    }
    found
}

/// The ways in which holders in so many open brackets end: the innermost bracket by itself, the next one by itself, and
/// those around them without more.
fn ends_of_seats(open: usize) -> impl Iterator<Item = String> {
    let outer = if open > 1 { ENDS_OF_SEATS.as_slice() } else { &[""] };
    let inner = if open > 0 { ENDS_OF_SEATS.as_slice() } else { &[] };
    let closed = move |inner: &str, outer: &str| match open {
        0 | 1 => format!("{inner})"),
        _ => format!("{inner}){outer}{}", ")".repeat(open - 1)),
    };
    let closed = inner.iter().flat_map(move |inner| outer.iter().map(move |outer| closed(inner, outer)));
    closed.flat_map(|closed| ENDS_BEHIND_SEATS.iter().map(move |behind| format!("{closed}{behind}")))
}
