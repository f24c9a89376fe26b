//! Spelling of characters, marks at the beginning of files, line ends, Markdown.

mod spanless;

use spanless::{tree, without_places};
use unicode_normalization::UnicodeNormalization;
use vires_syntax::ast::{LineKind, Rule};
use vires_syntax::span::Span;
use vires_syntax::{FileKind, parse};

const VIETNAMESE: &str = "## Thẩm quyền chung.\nđiều 22 \"Thẩm quyền cấp giấy phép\"\n  bộ_công_thương có thẩm quyền cấp_phép khi loại_nguồn là hạt_nhân hoặc công_suất không dưới 50 MW\n  phân_cấp cấp_phép_2 từ bộ_công_thương cho ủy_ban_tỉnh của địa_điểm\n";

#[test]
fn a_text_in_nfd_reads_as_the_same_text_in_nfc() {
    let decomposed: String = VIETNAMESE.nfd().collect();
    assert_ne!(decomposed, VIETNAMESE);
    assert_eq!(tree(&decomposed), tree(VIETNAMESE));
}

#[test]
fn places_in_an_nfd_text_are_places_in_that_text() {
    let decomposed: String = VIETNAMESE.nfd().collect();
    let parsed = parse(&decomposed, FileKind::Policy);
    let LineKind::Rule(Rule::Transfer { to, .. }) = &parsed.file.lines[0].below[1].kind else { panic!("a transfer") };
    let vires_syntax::ast::Holding::Of { seats, .. } = to else { panic!("a holder") };
    let slice = &decomposed[seats[0].span.start as usize..seats[0].span.end as usize];
    assert_eq!(slice.nfc().collect::<String>(), "ủy_ban_tỉnh của địa_điểm");
    assert_eq!(seats[0].name.value, "ủy_ban_tỉnh", "names are in NFC");
}

#[test]
fn a_byte_order_mark_and_crlf_change_nothing() {
    let text = "article 1\r\n  m holds p # why\r\n\r\n  m holds q\r\n";
    assert_eq!(tree(text), tree(&text.replace('\r', "")));
    let with_mark = format!("\u{FEFF}{text}");
    assert_eq!(tree(&with_mark), tree(text));
    let parsed = parse(&with_mark, FileKind::Policy);
    assert_eq!(parsed.file.lines[0].span, Span::new(3, 12));
}

#[test]
fn unusual_spaces_between_words_are_spaces() {
    assert_eq!(tree("m\u{A0}holds\u{2009}p"), tree("m holds p"));
}

#[test]
fn only_the_fences_of_markdown_are_policy() {
    let markdown = "# Điều 1\n\nm holds nothing here\n\n```vires\narticle 1\n  m holds p\n```\n\n> - quoted\n\n  ```vires\n  article 1\n    m holds q\n  ```\n\n```rust\nfn main() {}\n```\n";
    let parsed = parse(markdown, FileKind::Markdown);
    assert!(parsed.errors.is_empty(), "{:#?}", parsed.errors);
    let policy = tree("article 1\n  m holds p\narticle 1\n  m holds q\n");
    assert_eq!(without_places(&format!("{:?}", parsed.file)), policy);
    let second = parsed.file.lines[1].below[0].span;
    assert_eq!(&markdown[second.start as usize..second.end as usize], "m holds q");
}

#[test]
fn an_open_fence_goes_to_the_end() {
    let parsed = parse("```vires\nm holds p", FileKind::Markdown);
    assert_eq!(parsed.file.lines.len(), 1);
    assert!(parsed.errors.is_empty());
}
