//! A policy is somebody else's text: nothing in it, and no place however wrong, may break the printing.

use vires_diagnostics::{Code, Finding, Place, Position, RenderOptions, SourceSpan, render};

use crate::fixture::{Texts, text};

const TEXTS: [&str; 9] = [
    "",
    "\n",
    "a",
    "\r\n\r\n",
    "\tab\tc\r\nsecond line\r",
    "\u{301}\u{301}a\u{301}\nb\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}c",
    "漢字 ủy ban\n\n\nu\u{309}y ban nha\u{302}n da\u{302}n\n",
    "esc \x1b[2J\x07 bell \u{202e}gnp.exe\u{202c} end\u{2028}more\0",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen\nx",
];

#[test]
fn any_place_in_any_text_prints() {
    for source in TEXTS {
        let texts = Texts::from([("a\n\x1b[31m.vires".to_owned(), source.to_owned())]);
        let length = u32::try_from(source.len()).unwrap();
        for start in 0..=length + 2 {
            for end in 0..=length + 2 {
                let span = SourceSpan::new(
                    "a\n\x1b[31m.vires",
                    Position::new(start % 3, start % 4, start),
                    Position::new(end % 5, 1, end),
                );
                let finding = Finding::new(Code::Gap, "a\x1b[1mb")
                    .place(Place::new(span).label("la\x1b\nbel").title("ti\rtle\x1b"))
                    .identified_by("");
                for (width, unicode) in [(0, true), (44, false)] {
                    let options = RenderOptions { colour: false, width, unicode, ..RenderOptions::default() };
                    let printed = text(&finding, &texts, &options);
                    let safe = |c: char| c == '\n' || !(c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
                    assert!(printed.chars().all(safe), "{printed:?}");
                }
            }
        }
    }
}

#[test]
fn extreme_positions_print() {
    let texts = Texts::from([("a.vires".to_owned(), "one line".to_owned())]);
    let far = Position::new(u32::MAX, u32::MAX, u32::MAX);
    let finding = Finding::new(Code::Gap, "")
        .place(Place::new(SourceSpan::new("a.vires", far, Position::new(0, 0, 0))))
        .identified_by("");
    let printed = text(&finding, &texts, &RenderOptions { places: usize::MAX, ..RenderOptions::default() });
    assert!(printed.starts_with("error[V2002]:\n"), "{printed}");
    let printed = text(&finding, &texts, &RenderOptions { places: 0, width: usize::MAX, ..RenderOptions::default() });
    assert!(printed.contains("a.vires:4294967295:4294967295"), "{printed}");
    let mut line = String::new();
    render::concise::report(&mut line, &[finding]).unwrap();
    assert_eq!(line.lines().count(), 1);
}

/// One line of a megabyte costs no more than a short one: only the part that is shown is looked at closely.
#[test]
fn a_huge_line_prints_short() {
    let source = "é".repeat(1 << 20);
    let length = u32::try_from(source.len()).unwrap();
    let texts = Texts::from([("a.vires".to_owned(), source)]);
    for (start, end) in [(0, length), (length / 2, length / 2 + 8), (length, length)] {
        let span = SourceSpan::new("a.vires", Position::new(1, 1, start), Position::new(1, 1, end));
        let finding = Finding::new(Code::UnreadableLine, "x").place(Place::new(span)).identified_by("");
        let printed = text(&finding, &texts, &RenderOptions::default());
        assert!(printed.lines().all(|line| line.chars().count() <= 100), "{printed}");
    }
}
