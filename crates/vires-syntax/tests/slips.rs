//! Natural slips: what is told about each leads to a line that reads.

use std::fmt::Write;

use vires_syntax::{FileKind, SyntaxErrorCode, parse};
use vires_words::Language;

/// A line as it is written first, and the line to which the help leads.
const SLIPS: [(&str, &str); 91] = [
    ("powr p \"P\"", "power p \"P\""),
    ("boddy a \"A\"", "body a \"A\""),
    ("insturment d1 \"D\"", "instrument d1 \"D\""),
    ("repael d1 article 2", "repeal d1 article 2"),
    ("the council holds buy", "council holds buy"),
    ("co holds buy with consent of the dean", "co holds buy with consent of dean"),
    ("acting dean holds buy", "deputy holds buy when dean is vacant"),
    ("quyền dean có thẩm quyền buy", "deputy có thẩm quyền buy khi dean khuyết"),
    ("dean holds buy in the absence of deputy", "dean holds buy when deputy is vacant"),
    ("dean có thẩm quyền buy khi vắng mặt deputy", "dean có thẩm quyền buy khi deputy khuyết"),
    ("dean có thẩm quyền buy khi deputy vắng mặt", "dean có thẩm quyền buy khi deputy khuyết"),
    ("co holds buy when value 5 USD or less", "co holds buy when value at most 5 USD"),
    (
        "co holds buy when value 5 million USD or more, from 2025-01-01",
        "co holds buy when value at least 5 million USD, from 2025-01-01",
    ),
    ("co holds buy when value is 5 USD or less and u", "co holds buy when value at most 5 USD and u"),
    ("co có thẩm quyền buy khi value là 5 USD trở xuống", "co có thẩm quyền buy khi value không quá 5 USD"),
    ("co có thẩm quyền buy khi value 5 USD trở lên", "co có thẩm quyền buy khi value không dưới 5 USD"),
    ("co có thẩm quyền buy khi value là 5 USD hoặc ít hơn", "co có thẩm quyền buy khi value không quá 5 USD"),
    ("delegate buy from co to dean up to 5 USD", "delegate buy from co to dean when value at most 5 USD"),
    ("delegate buy from co to dean of x at most 5 USD", "delegate buy from co to dean of x when value at most 5 USD"),
    ("delegate buy từ co cho dean tối đa 5 USD", "delegate buy từ co cho dean khi value không quá 5 USD"),
    ("co holds buy when v at least 5 GBP but below 10 GBP", "co holds buy when v at least 5 GBP and below 10 GBP"),
    (
        "co có thẩm quyền buy khi v không dưới 5 GBP nhưng dưới 10 GBP",
        "co có thẩm quyền buy khi v không dưới 5 GBP và dưới 10 GBP",
    ),
    ("co holds buy and other", "co holds buy, other"),
    ("co holds buy, other and pay when u", "co holds buy, other, pay when u"),
    ("co có thẩm quyền buy và other", "co có thẩm quyền buy, other"),
    ("delegate buy and other from co to dean", "delegate buy, other from co to dean"),
    ("co holds buy and dean holds pay", "dean holds pay"),
    ("co holds buy when l is not a1, b1", "co holds buy when l is none of a1, b1"),
    ("co holds buy when l is not one of a1, b1", "co holds buy when l is none of a1, b1"),
    ("co holds buy when l is a1, b1, c1", "co holds buy when l is one of a1, b1, c1"),
    ("co có thẩm quyền buy khi l không phải là a1, b1", "co có thẩm quyền buy khi l không thuộc a1, b1"),
    ("co có thẩm quyền buy khi l không phải là một trong a1, b1", "co có thẩm quyền buy khi l không thuộc a1, b1"),
    ("co có thẩm quyền buy khi l nằm trong a1, b1", "co có thẩm quyền buy khi l thuộc một trong a1, b1"),
    ("co holds buy when l is in a1, b1", "co holds buy when l is one of a1, b1"),
    ("co holds buy when l not in a1, b1", "co holds buy when l is none of a1, b1"),
    ("co holds buy when l in a1, b1 and u", "co holds buy when l is one of a1, b1 and u"),
    ("co holds buy when l is either a1 or b1", "co holds buy when l is one of a1, b1"),
    ("co holds buy when either l is a1 or u", "co holds buy when l is a1 or u"),
    ("co holds buy when neither u nor v", "co holds buy when not (u or v)"),
    (
        "co holds buy when neither l is a1 nor u, from 2025-01-01",
        "co holds buy when not (l is a1 or u), from 2025-01-01",
    ),
    ("co holds buy when l is neither a1 nor b1", "co holds buy when l is none of a1, b1"),
    ("co có thẩm quyền buy khi không u cũng không v", "co có thẩm quyền buy khi không phải (u hoặc v)"),
    ("co holds buy when req has a value", "co holds buy when req is not none"),
    ("co có thẩm quyền buy khi req chưa nêu", "co có thẩm quyền buy khi req là không có"),
    ("co holds buy when req is within 21 days of listed", "co holds buy when req at most listed + 21 days"),
    ("co holds buy when req not later than listed + 21 days", "co holds buy when req at most listed + 21 days"),
    ("co holds buy when req is not later than listed and u", "co holds buy when req at most listed and u"),
    ("co holds buy when req not earlier than listed + 21 days", "co holds buy when req at least listed + 21 days"),
    ("co holds buy when req not earlier than 21 days after listed", "co holds buy when req at least listed + 21 days"),
    (
        "co có thẩm quyền buy khi req không muộn hơn listed + 21 ngày",
        "co có thẩm quyền buy khi req không quá listed + 21 ngày",
    ),
    (
        "co có thẩm quyền buy khi req trong vòng 21 ngày kể từ listed",
        "co có thẩm quyền buy khi req không quá listed + 21 ngày",
    ),
    ("co holds buy not later than 2026-12-31", "co holds buy until 2026-12-31"),
    ("after consulting y when urgent within 10 days after d", "after consulting y when urgent within 10 days of d"),
    ("expect pres and any 1 of a, b hold pay jointly", "expect pres and (any 1 of a, b) hold pay jointly"),
    ("not later than 21 days of n, else refused", "within 21 days of n, else refused"),
    ("within 45 days + answered - asked of called", "within 45 days of called + answered - asked"),
    (
        "within 45 days + answered - asked of called, else refused",
        "within 45 days of called + answered - asked, else refused",
    ),
    (
        "trong thời hạn 45 ngày + answered - asked kể từ called",
        "trong thời hạn 45 ngày kể từ called + answered - asked",
    ),
    ("pres and any 1 of class_a jointly hold pay", "pres and (any 1 of class_a) hold pay jointly"),
    ("a, any 2 of b, c and d hold pay jointly", "a, (any 2 of b, c) and d hold pay jointly"),
    (
        "any 1 of class_a and any 1 of class_b jointly hold pay",
        "(any 1 of class_a) and (any 1 of class_b) hold pay jointly",
    ),
    ("any 1 of class_a and any 1 of class_b hold pay", "(any 1 of class_a) and (any 1 of class_b) hold pay jointly"),
    ("any 1 of class_a or any 2 of class_b hold pay", "(any 1 of class_a) or (any 2 of class_b) hold pay"),
    (
        "bất kỳ 1 của class_a và pres có thẩm quyền pay cùng nhau",
        "(bất kỳ 1 của class_a) và pres có thẩm quyền pay cùng nhau",
    ),
    ("every class_a hold pay jointly", "all of class_a hold pay"),
    ("every class_a holds pay", "any 1 of class_a holds pay"),
    ("mỗi class_a có thẩm quyền pay", "bất kỳ 1 của class_a có thẩm quyền pay"),
    ("co holds buy when x & y", "co holds buy when x and y"),
    ("co holds buy when x | y", "co holds buy when x or y"),
    ("calendar c \"C\" : 2026-08-01 - 2026-08-03", "calendar c \"C\" : 2025-01-28 to 2025-01-30"),
    ("lịch c \"C\" : 2026-08-01 tới 2026-08-03", "lịch c \"C\" : 2025-01-28 đến 2025-01-30"),
    (
        "list Kind \"K\" : goods services (advice, other), works",
        "list Kind \"K\" : goods, services (advice, other), works",
    ),
    ("territory B \"B\" : north \"North\" south \"South\"", "territory B \"B\" : north \"North\", south \"South\""),
    ("danh mục L \"L\" : đất \"Đất\" rừng \"Rừng\", biển", "danh mục L \"L\" : đất \"Đất\", rừng \"Rừng\", biển"),
    ("fact sort \"Kind\" Kind", "fact sort \"Kind\" : Kind"),
    ("fact sort \"Kind\" number from 0 to 5", "fact sort \"Kind\" : number from 0 to 5"),
    ("dữ kiện d \"D\" : từ 0 đến 100", "dữ kiện d \"D\" : số từ 0 đến 100"),
    ("power p \"P\" sec trade", "power p \"P\" sector trade"),
    ("powers p \"P\" sector trade", "power p \"P\" sector trade"),
    ("co holds buy when suppliers atleast 3", "co holds buy when suppliers at least 3"),
    ("co buy when u", "co holds buy when u"),
    ("dean of x buy when u", "dean of x holds buy when u"),
    ("in force form 2025-01-01", "in force from 2025-01-01"),
    ("inforce from 2025-01-01", "in force from 2025-01-01"),
    ("knd decree, issued by co", "kind decree, issued by co"),
    ("onn 2025-01-01", "on 2025-01-01"),
    ("given value is 5 USD site is north", "given value is 5 USD, site is north"),
    ("given value is 5 USD, site is north,", "given value is 5 USD, site is north"),
    ("expect", "expect moit holds licence"),
    ("test the case of 01/7/2025: co\"", "test \"the case of 01/7/2025: co\""),
    ("power p Sign it\" sector trade", "power p \"Sign it\" sector trade"),
];

/// What stands between backticks.
fn quoted(help: &str) -> impl Iterator<Item = &str> {
    help.split('`').skip(1).step_by(2)
}

#[test]
fn the_help_leads_to_a_line_that_reads() {
    for (slip, mended) in SLIPS {
        let errors = parse(slip, FileKind::Policy).errors;
        assert_eq!(errors.len(), 1, "{slip}: {errors:#?}");
        let help = errors[0].help.as_ref();
        let leads = Language::ALL.into_iter().any(|language| {
            let help = help.map(|help| help.in_language(language)).unwrap_or_default();
            quoted(help).flat_map(|words| words.split(" … ")).any(|words| !words.is_empty() && mended.contains(words))
        });
        assert!(leads, "{slip}: {help:?}");
        let read = parse(mended, FileKind::Policy).errors;
        let reads = read.iter().all(|error| error.code == SyntaxErrorCode::Misplaced);
        assert!(reads, "{mended}: {read:#?}");
    }
}

#[test]
fn both_languages() {
    let mut out = String::new();
    for (slip, _) in SLIPS {
        let _ = writeln!(out, "{slip}");
        for error in parse(slip, FileKind::Policy).errors {
            for language in Language::ALL {
                let help = error.help.as_ref().map(|help| help.in_language(language)).unwrap_or_default();
                let _ = writeln!(out, "    {}\n        {help}", error.message.in_language(language));
            }
        }
    }
    insta::assert_snapshot!(out);
}

/// The words at fault, and what is said of them.
fn told(text: &str) -> Vec<(&str, String)> {
    let errors = parse(text, FileKind::Policy).errors.into_iter();
    errors
        .map(|error| {
            let at = &text[error.span.start as usize..error.span.end as usize];
            (at, error.message.in_language(Language::En).to_owned())
        })
        .collect()
}

#[test]
fn a_misspelt_word_of_a_test_is_told_below_it() {
    let told = told("test \"t\"\n  on 2025-01-01\n  expct a holds p\n");
    assert_eq!(told, [("expct", "`expct` is not a word of the language, and no name fits here.".to_owned())]);
}

#[test]
fn where_no_help_leads_to_a_line_that_reads_nothing_is_guessed() {
    // `read` is near, and does not read here.
    let errors = parse("redd p q r s", FileKind::Policy).errors;
    let help = errors[0].help.as_ref().map(|help| help.in_language(Language::En)).unwrap_or_default();
    assert!(!help.contains("Did you mean `read`"), "{help}");
}

#[test]
fn days_in_a_row_are_joined_by_one_word() {
    let told = told("calendar c \"C\" :\n  2026-08-01 until 2026-08-31\n");
    assert_eq!(told, [("until", "Days in a row are joined by `to`.".to_owned())]);
}

#[test]
fn a_name_that_is_a_word_of_the_language_is_told_once() {
    let text = "fact kind \"Kind\" : Kind\nlist Kind \"K\" : coal, above, gas\ninstrument d1 \"D\"\n  kind law\n  \
                article 1\n    co holds buy when kind is coal\n    co holds pay\n      when any of\n        kind is one of \
                above, gas\n        u and kind is not coal\ntest \"t\"\n  given kind is coal, u\n  given\n    kind is coal\n";
    let parsed = parse(text, FileKind::Policy);
    let at = |error: &vires_syntax::SyntaxError| &text[error.span.start as usize..error.span.end as usize];
    assert_eq!(parsed.errors.iter().map(at).collect::<Vec<_>>(), ["kind", "above"], "{:#?}", parsed.errors);
    let help = parsed.errors[0].help.as_ref().map(|help| help.in_language(Language::Vi));
    assert_eq!(help, Some("Hãy chọn tên khác, như `kind_1`."));
    // The clause of the instrument is still a clause, and the rules have their conditions.
    assert_eq!(parsed.file.lines[2].clauses.len(), 1);
    assert_eq!(parsed.file.lines[2].below[0].below[0].clauses.len(), 1);
}

#[test]
fn a_word_of_the_language_that_nobody_declares_is_no_name() {
    let told = told("co holds buy when kind is coal\n");
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn values_below_a_list_that_does_not_read_are_values() {
    for list in [
        "list L \"L\" : coal, above\n  hard, soft\n  gas\n",
        "list L \"L\"\n  coal, above \"X\"\n    hard, soft\n  gas\n",
        "danh mục L \"L\" : coal, trên\n  hard, soft\n  gas\n",
        "list L \"L\" :: coal\n  hard, soft\n  gas\n",
        "list L \"L\"\n  coal gas oil\n    hard, soft\n  wind, sun\n",
    ] {
        assert_eq!(told(list).len(), 1, "{list}: {:?}", told(list));
    }
}

#[test]
fn no_more_is_told_than_may_be() {
    let values = "  above\n".repeat(vires_syntax::MAX_ERRORS + 7);
    assert_eq!(parse(&format!("list L \"L\"\n{values}"), FileKind::Policy).errors.len(), vires_syntax::MAX_ERRORS);
}

#[test]
fn a_declaration_is_told_what_it_goes_on_with() {
    for (line, fits) in [
        ("cơ quan chính_phủ \"Chính phủ\" trung_ương", "`ở …`"),
        ("body b \"B\" central", "`at …`"),
        ("power p \"P\" trade", "`sector …`"),
    ] {
        let errors = parse(line, FileKind::Policy).errors;
        let help = errors[0].help.as_ref();
        let says = |language| help.is_some_and(|help| help.in_language(language).contains(fits));
        assert!(Language::ALL.into_iter().any(says), "{line}: {help:?}");
    }
}

#[test]
fn what_lines_lack_that_say_too_little() {
    let text = "test \"t\"\n  2025-03-01\n  amount is 2 million EUR\n  expect\ninstrument l\n  inforce from 2025-01-01\n  \
                article 1\n    a\n    2\n    agency\ncompany\n";
    let mut out = String::from(text);
    for error in parse(text, FileKind::Policy).errors {
        for language in Language::ALL {
            let help = error.help.as_ref().map(|help| help.in_language(language)).unwrap_or_default();
            let at = &text[error.span.start as usize..error.span.end as usize];
            let _ = writeln!(out, "{at}: {}\n    {help}", error.message.in_language(language));
        }
    }
    insta::assert_snapshot!(out);
}

/// A declaration that stands too far in is read as standing at the margin, with what is below it.
#[test]
fn a_declaration_too_far_in_is_one_error() {
    for text in [
        "package w \"W\"\n  tier state\ntier district below state\n",
        "list K \"K\" : goods, works\n    body board \"Board\" at company\n",
        "danh mục K \"K\" : đất, rừng\n    cơ quan chính_phủ \"Chính phủ\" ở trung_ương\n",
        "power levy \"Levy\"\n    modality delegate \"D\"\n  title stays\n  onward never\n",
    ] {
        let parsed = parse(text, FileKind::Policy);
        assert_eq!(parsed.errors.len(), 1, "{text}: {:#?}", parsed.errors);
        let declared = text.lines().filter(|line| line.contains('"') || line.contains("tier")).count();
        assert_eq!(parsed.file.lines.len(), declared, "{text}");
    }
    // Values may be called so.
    let values = "list K \"K\" :\n  body \"Body\", office\n  unit\n";
    assert!(parse(values, FileKind::Policy).errors.is_empty());
}

#[test]
fn a_sentence_that_begins_where_its_heading_does_stands_below_it() {
    let text = "instrument l\n  article 2\n    b holds q\n  article 3\n  a holds p when any of\n      u\n      v\n    b holds p\n";
    let parsed = parse(text, FileKind::Policy);
    assert_eq!(parsed.errors.len(), 1, "{:#?}", parsed.errors);
    let article = &parsed.file.lines[0].below[1];
    assert_eq!((article.below.len(), article.below[0].clauses.len()), (2, 1));
}
