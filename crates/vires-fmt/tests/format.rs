//! One layout, and nothing lost on the way to it.

use vires_fmt::{NotFormatted, convert, format};
use vires_syntax::{FileKind, KEYWORDS, Language, parse};

const UNTIDY: &str = r#"


# Top.


body   moit   "Bộ   Công Thương"   ,  at  central # why
## Of the article.
article 1
    # goes with the rule
    x and y hold  p jointly when a<=5 MW and b>3   and c=d # here
    any 2 of a,b holds q


    this line is none   "x"   # kept
      # deeper
    m holds q when x - -5 above 3 and 5%  of l below ( a+b )*2
    m or n hold p when any 2 C has x and any C have y
  # of the article
# of the file
test "t"
  given
      fields is a and b
      z are c
  expect a and b holds p jointly
for p
    after consulting x within 1 days of d,else approved
    within 2 day
"#;

const VIETNAMESE: &str = r#"## Giấy phép.
gói vn.điện_lực "Giấy phép"
dùng vn.prelude

danh mục Nguồn : hạt_nhân, gió (trên_bờ, ngoài_khơi)
dữ kiện nguồn "Loại nguồn" : Nguồn
dữ kiện công_suất : MW với 3 chữ số thập phân từ 0 đến 20_000
dữ kiện các_lĩnh_vực : tập hợp LĩnhVực

văn bản nghị_định_1 "Nghị định 1"
  loại nghị_định, ban hành bởi chính_phủ ngày 2025-06-12
  có hiệu lực từ ngày 2025-07-01 đến hết ngày 2027-02-28, tạm thời

  điều 22 "Thẩm quyền"  # đã sửa
    khoản 1
      bộ có thẩm quyền cấp_phép
        khi một trong các trường hợp
          nguồn là hạt_nhân
          nguồn thuộc một trong trên_bờ, ngoài_khơi và công_suất không dưới 50 MW
      bộ và sở có thẩm quyền cấp_phép_2 cùng nhau
      bất kỳ 2 của a, b, c có thẩm quyền cấp_phép_3
        sau khi lấy ý kiến d trong thời hạn 1 ngày làm việc kể từ ngày_nhận, quá hạn thì coi như đồng ý
    khoản 2
      tỉnh của địa_điểm có thẩm quyền cấp_phép trong các trường hợp còn lại

kiểm thử "một"
  ngày 2025-08-01
  với
    các_lĩnh_vực là a và b
    nguồn là hạt_nhân
  kết quả bộ có thẩm quyền cấp_phép theo quy định tại nghị_định_1 điều 22 khoản 1
"#;

fn tree(text: &str, kind: FileKind) -> String {
    let debug = format!("{:?}", parse(text, kind).file);
    let mut out = String::new();
    let mut rest = debug.as_str();
    while let Some(at) = rest.find("Span { start: ") {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('}').expect("a span closes");
        rest = &rest[at + end + 1..];
    }
    out + rest
}

/// Formats, and checks what must always hold.
#[track_caller]
fn checked(text: &str, kind: FileKind) -> String {
    let formatted = format(text, kind).expect("a clear outline");
    assert_eq!(format(&formatted, kind).as_deref(), Ok(formatted.as_str()), "twice is once\n{text}");
    assert_eq!(tree(&formatted, kind), tree(text, kind), "the same tree\n{text}\n{formatted}");
    formatted
}

#[test]
fn an_untidy_file() {
    insta::assert_snapshot!(checked(UNTIDY, FileKind::Policy));
}

#[test]
fn every_comment_is_kept() {
    let formatted = checked(UNTIDY, FileKind::Policy);
    assert_eq!(formatted.matches('#').count(), UNTIDY.matches('#').count());
}

#[test]
fn one_of_a_thing_is_written_so() {
    let text = "fact term : months from 1\nrequire 1 power moves from central to province\nrequire 2 powers move from central to province\nfact late is today after start + 1 week\n";
    assert_eq!(checked(text, FileKind::Policy), text);
}

#[test]
fn a_tidy_file_stays_as_it_is() {
    assert_eq!(checked(VIETNAMESE, FileKind::Policy), VIETNAMESE);
}

#[test]
fn to_english_and_back_gives_the_same_bytes() {
    let english = convert(VIETNAMESE, FileKind::Policy, Language::English).expect("converts");
    insta::assert_snapshot!(english);
    assert_eq!(tree(&english, FileKind::Policy), tree(VIETNAMESE, FileKind::Policy));
    assert_eq!(convert(&english, FileKind::Policy, Language::Vietnamese).as_deref(), Ok(VIETNAMESE));
}

#[test]
fn a_line_that_would_read_differently_in_the_other_language_is_reported() {
    let text = "article 1\n  m holds p\narticle này\n";
    assert!(format(text, FileKind::Policy).is_ok());
    let converted = convert(text, FileKind::Policy, Language::Vietnamese);
    assert_eq!(converted, Err(NotFormatted::WouldChange { line: 3 }), "`điều này` is `this article`");
}

#[test]
fn markdown_prose_is_untouched() {
    let markdown = "#   Title  \r\n\r\n\r\n* a list\r\n\r\n  ```vires\r\n\r\n  article   1\r\n        m   holds p\r\n\r\n  ```\r\n\r\n```rust\r\nfn  main( ) {}\r\n```";
    let expected = "#   Title  \r\n\r\n\r\n* a list\r\n\r\n  ```vires\r\n  article 1\r\n    m holds p\r\n  ```\r\n\r\n```rust\r\nfn  main( ) {}\r\n```";
    assert_eq!(checked(markdown, FileKind::Markdown), expected);
}

#[test]
fn tabs_become_spaces_and_a_byte_order_mark_goes() {
    assert_eq!(checked("\u{FEFF}article 1\n\tm\tholds p", FileKind::Policy), "article 1\n  m holds p\n");
}

#[test]
fn an_unclear_outline_is_left_alone() {
    let text = "article 1\n    m holds p\n  m holds q\n";
    match format(text, FileKind::Policy) {
        Err(NotFormatted::Unclear(errors)) => assert_eq!(errors.len(), 1),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_empty_file_stays_empty() {
    assert_eq!(checked("", FileKind::Policy), "");
    assert_eq!(checked("\n\n", FileKind::Policy), "");
}

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
}

/// Lines of the two texts above, shaken: other order, other indentation, words swapped.
fn shaken(dice: &mut Dice) -> String {
    let lines: Vec<&str> = UNTIDY.lines().chain(VIETNAMESE.lines()).collect();
    let mut text = String::new();
    for _ in 0..1 + dice.below(12) {
        let line = lines[dice.below(lines.len())];
        let mut words: Vec<&str> = line.split(' ').collect();
        if dice.below(2) == 0 && words.len() > 1 {
            let (one, other) = (dice.below(words.len()), dice.below(words.len()));
            words.swap(one, other);
        }
        if dice.below(4) == 0 {
            let row = &KEYWORDS[dice.below(KEYWORDS.len())];
            words.push(if dice.below(2) == 0 { row.english[0] } else { row.vietnamese });
        }
        text.push_str(&" ".repeat(2 * dice.below(4)));
        text.push_str(words.join(" ").trim_start());
        text.push('\n');
    }
    text
}

#[test]
fn lists_of_more_than_two_have_one_layout() {
    let law = |line: &str| format!("instrument d1\n  article 1\n    {line}\n");
    for (written, laid_out) in [
        ("a and b and c hold p jointly", "a, b and c hold p jointly"),
        ("a , b, and c holds p jointly", "a, b and c hold p jointly"),
        ("a or b or c or d holds p", "a, b, c or d holds p"),
        ("(a or b) and c and (d or e or f) hold p jointly", "(a or b), c and (d, e or f) hold p jointly"),
        ("a và b và c có thẩm quyền p cùng nhau", "a, b và c có thẩm quyền p cùng nhau"),
        ("a and b hold p jointly", "a and b hold p jointly"),
        ("with consent of a and b and every ministry", "with consent of a, b and every ministry"),
        ("with consent of a, b, c", "with consent of a, b, c"),
        ("a holds p when q is held by b and c and d jointly", "a holds p when q is held by b, c and d jointly"),
        ("a holds p when q is held by b or c or d and x and y", "a holds p when q is held by b, c or d and x and y"),
    ] {
        let once = format(&law(written), FileKind::Policy).expect("it is laid out");
        assert_eq!(once, law(laid_out));
        assert_eq!(format(&once, FileKind::Policy).as_deref(), Ok(once.as_str()));
        assert_eq!(tree(&once, FileKind::Policy), tree(&law(written), FileKind::Policy));
        let vietnamese = convert(&once, FileKind::Policy, Language::Vietnamese).expect("it is laid out");
        assert!(convert(&vietnamese, FileKind::Policy, Language::English).is_ok());
        assert_eq!(tree(&vietnamese, FileKind::Policy), tree(&once, FileKind::Policy));
    }
}

#[test]
fn numbers_of_provisions_stay_as_printed() {
    let text =
        "instrument d1\n  article L422 -1  \"Title\"\n    repeal d2 section \"91(2A)\" , d3 article R * 423 - 23\n";
    let laid_out = "instrument d1\n  article L422-1 \"Title\"\n    repeal d2 section \"91(2A)\", d3 article R*423-23\n";
    assert_eq!(format(text, FileKind::Policy).as_deref(), Ok(laid_out));
    let vietnamese = convert(laid_out, FileKind::Policy, Language::Vietnamese).expect("it is laid out");
    assert!(vietnamese.contains("bãi bỏ d2 mục \"91(2A)\", d3 điều R*423-23"), "{vietnamese}");
}

#[test]
fn whatever_the_lines_nothing_is_lost() {
    let mut dice = Dice(4);
    let mut formatted = 0;
    for _ in 0..4000 {
        let text = shaken(&mut dice);
        if let Ok(once) = format(&text, FileKind::Policy) {
            formatted += 1;
            assert_eq!(format(&once, FileKind::Policy).as_deref(), Ok(once.as_str()), "{text}");
            assert_eq!(tree(&once, FileKind::Policy), tree(&text, FileKind::Policy), "{text}\n{once}");
            let letters = |text: &str| text.chars().filter(|c| *c == '#' || *c == '"').count();
            assert_eq!(letters(&once), letters(&text));
        }
        for language in [Language::English, Language::Vietnamese] {
            if let Ok(converted) = convert(&text, FileKind::Policy, language) {
                assert_eq!(convert(&converted, FileKind::Policy, language).as_deref(), Ok(converted.as_str()));
            }
        }
    }
    assert!(formatted > 500, "{formatted}");
}

#[test]
fn what_is_said_of_a_set_is_said_of_several() {
    let vietnamese = "dữ kiện gs \"G\" : tập hợp F\ndữ kiện g : F\na có thẩm quyền p khi gs là f1 và g là f2\n";
    let english = convert(vietnamese, FileKind::Policy, Language::English);
    let english = english.unwrap_or_else(|wrong| wrong.to_string());
    assert!(english.ends_with("a holds p when gs are f1 and g is f2\n"), "{english}");
    assert_eq!(convert(&english, FileKind::Policy, Language::Vietnamese).as_deref(), Ok(vietnamese));
}
