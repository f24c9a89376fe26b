//! Whatever the bytes: no panic, no stack overflow, places within the text.

use vires_syntax::span::Span;
use vires_syntax::{FileKind, KEYWORDS, MAX_DEPTH, MAX_ERRORS, MAX_TEXT_BYTES, SyntaxErrorCode, lossless, parse};
use vires_words::Language;

/// A small generator of numbers (splitmix64), so that every run tries the same texts.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let chosen = self.below(all.len());
        all[chosen]
    }
}

fn check_place(text: &str, span: Span) {
    let (start, end) = (span.start as usize, span.end as usize);
    assert!(start <= end && end <= text.len(), "{span:?} in {text:?}");
    assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{span:?} in {text:?}");
}

fn check(text: &str) {
    for kind in [FileKind::Policy, FileKind::Markdown] {
        let parsed = parse(text, kind);
        for error in &parsed.errors {
            check_place(text, error.span);
            assert!(
                !error.message.in_language(Language::En).contains("kw_")
                    && !error.message.in_language(Language::En).contains("expected"),
                "{}",
                error.message.in_language(Language::En)
            );
        }
        let debug = format!("{:?}", parsed.file);
        for place in debug.split("Span { start: ").skip(1) {
            let mut numbers = place.split([',', '}']).map(|part| part.trim().trim_start_matches("end: "));
            let start = numbers.next().and_then(|n| n.parse().ok()).expect("a start");
            let end = numbers.next().and_then(|n| n.trim().parse().ok()).expect("an end");
            check_place(text, Span::new(start, end));
        }
        let source = lossless(text, kind);
        for token in &source.tokens {
            check_place(text, token.span);
        }
        let (mut at, mut lines) = (0, source.lines.iter());
        if let Some(first) = lines.next() {
            at = first.span.end;
        }
        for line in lines {
            assert!(line.span.start > at && line.span.end >= line.span.start, "lines in order, nothing lost");
            at = line.span.end;
        }
    }
}

const WORDS: [&str; 44] = [
    "moit",
    "site",
    "p",
    "ủy_ban",
    "50",
    "1.5",
    "2/3",
    "10%",
    "MW",
    "2025-07-01",
    "2025-02-30",
    "1,5",
    "10a",
    "\"x\"",
    "\"",
    "(",
    ")",
    ",",
    ":",
    "<=",
    ">",
    "=",
    "+",
    "-",
    "*",
    "/",
    "#",
    "##",
    ";",
    "“",
    "\t",
    "\u{A0}",
    "\u{301}",
    "\u{FEFF}",
    "\r",
    "`",
    "```vires",
    "a.b",
    "_",
    "0",
    "22",
    "đ",
    "\u{0}",
    "😀",
];

/// A text of lines put together from keywords and other words.
fn babble(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..dice.below(12) {
        text.push_str(&" ".repeat(dice.below(5)));
        for _ in 0..dice.below(9) {
            if dice.below(2) == 0 {
                let row = dice.one_of(&KEYWORDS);
                text.push_str(if dice.below(2) == 0 { row.vietnamese } else { row.english[0] });
            } else {
                text.push_str(dice.one_of(&WORDS));
            }
            text.push_str(if dice.below(8) == 0 { "" } else { " " });
        }
        text.push('\n');
    }
    text
}

const GOOD: &str = "package vn.x \"X\"\nfact capacity : MW with 3 decimals from 0 to 20_000\nbody pc at province, one per Province\narticle 22 \"T\"\n  moit holds p when any of\n    source is one of coal, gas and capacity at least 50 MW\n    all of\n      q is held by moit\n      count of fields at least 2\n  decentralise p from moit to pc of site\n    with consent of mnd within 3 days of received, else approved\n  pc of site holds p in all other cases\ntest \"t\"\n  on 2025-08-01\n  given\n    fields are a and b\n  expect any 2 of a, b hold p under d1 article 2\n";

#[test]
fn babble_of_keywords() {
    let mut dice = Dice(1);
    for _ in 0..6000 {
        check(&babble(&mut dice));
    }
}

#[test]
fn good_text_with_pieces_cut_swapped_and_doubled() {
    let mut dice = Dice(2);
    let letters: Vec<char> = GOOD.chars().collect();
    for _ in 0..3000 {
        let mut changed = letters.clone();
        for _ in 0..=dice.below(4) {
            let (at, other) = (dice.below(changed.len()), dice.below(changed.len()));
            match dice.below(4) {
                0 => drop(changed.remove(at)),
                1 => changed.swap(at, other),
                2 => changed.insert(at, letters[other % letters.len()]),
                _ => changed[at] = ['\n', ' ', '"', '(', 'ế', '\u{323}', '#', '\t'][dice.below(8)],
            }
        }
        check(&changed.into_iter().collect::<String>());
    }
}

#[test]
fn random_bytes() {
    let mut dice = Dice(3);
    for _ in 0..2000 {
        let bytes: Vec<u8> = (0..dice.below(200)).map(|_| dice.below(256) as u8).collect();
        check(&String::from_utf8_lossy(&bytes));
    }
}

/// Runs on a thread with the stack of a worker.
fn on_small_stack(text: String) -> Vec<SyntaxErrorCode> {
    let run = move || {
        let parsed = parse(&text, FileKind::Policy);
        parsed.errors.iter().map(|error| error.code).collect()
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(run).expect("a thread").join().expect("no panic")
}

#[test]
fn nesting_has_a_limit_and_one_message() {
    let too_deep = [SyntaxErrorCode::TooDeep];
    let brackets = |n: usize| format!("m holds p when {}a{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(on_small_stack(brackets(MAX_DEPTH)), []);
    assert_eq!(on_small_stack(brackets(10_000)), too_deep);
    let sums = |n: usize| format!("m holds p when {}a{} above 5", "(".repeat(n), " + 1)".repeat(n));
    assert_eq!(on_small_stack(sums(MAX_DEPTH)), []);
    assert_eq!(on_small_stack(sums(10_000)), too_deep);
    let mixed = |n: usize| format!("m holds p when {}a{}", "not (x and ".repeat(n), ")".repeat(n));
    assert_eq!(on_small_stack(mixed(MAX_DEPTH)), []);
    let groups = |n: usize| {
        let lines = (1..n).map(|i| format!("{}any of\n", " ".repeat(i)));
        format!("m holds p when any of\n{}{}a\n", lines.collect::<String>(), " ".repeat(n))
    };
    assert_eq!(on_small_stack(groups(MAX_DEPTH - 1)), []);
    assert_eq!(on_small_stack(groups(4000)), too_deep);
    let headings = |n: usize| (0..n).map(|i| format!("{}section 1\n", " ".repeat(i))).collect::<String>();
    assert_eq!(on_small_stack(headings(MAX_DEPTH)), []);
    assert_eq!(on_small_stack(headings(4000)), too_deep);
    let list = |n: usize| format!("list a : {}b{}", "a (".repeat(n), ")".repeat(n));
    assert_eq!(on_small_stack(list(MAX_DEPTH)), []);
    assert_eq!(on_small_stack(list(10_000)), too_deep);
    assert_eq!(on_small_stack(format!("m holds p when {}a", "any x has ".repeat(10_000))), too_deep);
    assert_eq!(on_small_stack(format!("m holds p when a above {}b", "10% of ".repeat(10_000))), too_deep);
    assert_eq!(on_small_stack(format!("m holds p when a above {}b", "c + ".repeat(10_000))), too_deep);
}

#[test]
fn too_large_a_file_is_not_read() {
    let parsed = parse(&"a\n".repeat(MAX_TEXT_BYTES), FileKind::Policy);
    assert_eq!(parsed.errors.iter().map(|error| error.code).collect::<Vec<_>>(), [SyntaxErrorCode::TooLarge]);
    assert!(parsed.file.lines.is_empty());
}

#[test]
fn a_file_of_nothing_but_mistakes_is_reported_up_to_a_limit() {
    let parsed = parse(&"x y z w\n".repeat(5 * MAX_ERRORS), FileKind::Policy);
    assert_eq!(parsed.errors.len(), MAX_ERRORS);
    assert_eq!(parsed.file.lines.len(), 5 * MAX_ERRORS);
}
