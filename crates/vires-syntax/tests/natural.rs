//! Lines as drafters write them first: what is told leads to the line that stands beside each, word for word.

use std::fmt::Write;

use vires_syntax::{FileKind, SyntaxErrorCode, parse};
use vires_words::Language;

const FIRST_LINES: [(&str, &str); 87] = [
    (
        "m holds p when any Party other than target has ww above 3 USD",
        "m holds p when any Party except target has ww above 3 USD",
    ),
    ("m holds p when any two Party have ww above 3 USD", "m holds p when any 2 Party have ww above 3 USD"),
    ("m holds p when at least 2 Party have ww above 3 USD", "m holds p when any 2 Party have ww above 3 USD"),
    ("m holds p when each Party has ww above 3 USD", "m holds p when every Party has ww above 3 USD"),
    ("m holds p when all Party have ww above 3 USD", "m holds p when every Party have ww above 3 USD"),
    ("m holds p when some Party has ww above 3 USD", "m holds p when any Party has ww above 3 USD"),
    (
        "m holds p when sum over Party excluding target of ww above 3 USD",
        "m holds p when sum over Party except target of ww above 3 USD",
    ),
    ("any 2 of class_a other than ann hold p", "any 2 of class_a except ann hold p"),
    ("m holds p with the consent of c", "m holds p with consent of c"),
    ("m holds p with prior consent of c", "m holds p with consent of c"),
    ("m holds p with the prior written consent of c", "m holds p with consent of c"),
    ("m holds p with approval of c", "m holds p with consent of c"),
    ("m holds p after the approval of c", "m holds p with consent of c"),
    ("m holds p with the permission of c when v at most 5 USD", "m holds p with consent of c when v at most 5 USD"),
    ("m holds p, subject to review by c", "m holds p, after review by c"),
    ("m holds p after consultation with c", "m holds p after consulting c"),
    ("m holds p on the recommendation of c", "m holds p on proposal of c"),
    ("no one holds p", "nobody holds p"),
    ("no one may p", "nobody holds p"),
    ("nobody may p", "nobody holds p"),
    ("nobody other than x holds p", "x holds p"),
    ("m alone holds p when u", "m holds p when u"),
    ("p is reserved to m", "m holds p"),
    ("p is vested in m of c when u", "m of c holds p when u"),
    ("m is authorised to p", "m holds p"),
    ("c may object to p within 5 days of d", "with consent of c within 5 days of d, else approved"),
    ("m holds p when v at most the higher of cap and 3 AUD", "m holds p when v at most greater of cap and 3 AUD"),
    (
        "m holds p when v at most cap or v at most 3 AUD, whichever is higher",
        "m holds p when v at most greater of cap and 3 AUD",
    ),
    (
        "m holds p when v at most cap or 3 AUD, whichever is the lower, from 2025-01-01",
        "m holds p when v at most lesser of cap and 3 AUD, from 2025-01-01",
    ),
    (
        "m holds p when v at most 10% of total and in any case at most 5 AUD",
        "m holds p when v at most 10% of total and at most 5 AUD",
    ),
    ("set cap to no limit", "set cap to unlimited"),
    ("m holds p when today is not after hearing", "m holds p when today until hearing"),
    ("m holds p when today on or before hearing", "m holds p when today until hearing"),
    ("within 5 clear working days of d", "within 5 working days of d"),
    ("within the period of 20 working days beginning with d", "within 20 working days beginning with d"),
    ("m holds p while called is not none", "m holds p when called is not none"),
    ("m holds p during the moratorium", "m holds p when moratorium"),
    ("delegate all powers of m to c", "delegate every power of m to c"),
    ("this instrument revokes i", "repeal i"),
    ("repeal and replace i", "repeal i"),
    ("this article applies to d from 2024-01-01", "this article applies only when d from 2024-01-01"),
    ("m holds p when x at leas 50", "m holds p when x at least 50"),
    ("m holds p when x at lest 50", "m holds p when x at least 50"),
    ("m holds p when x least 50", "m holds p when x at least 50"),
    ("m holds p when x at least the 50", "m holds p when x at least 50"),
    ("m holds p when y an (x below 10)", "m holds p when y and (x below 10)"),
    ("m holds p in al other cases", "m holds p in all other cases"),
    ("m may not hodl p", "m may not hold p"),
    ("p is not requird when u", "p is not required when u"),
    ("m holds p when v from 5 USD upwards", "m holds p when v at least 5 USD"),
    ("m có thẩm quyền p khi v từ 5 trở lên", "m có thẩm quyền p khi v không dưới 5"),
    ("m có thẩm quyền p khi v từ 50 MW trở lên", "m có thẩm quyền p khi v không dưới 50 MW"),
    ("m có thẩm quyền p khi v từ 5 trở xuống và u", "m có thẩm quyền p khi v không quá 5 và u"),
    ("m có thẩm quyền p từ 2025-01-01", "m có thẩm quyền p từ ngày 2025-01-01"),
    ("không ai có thẩm quyền p", "không cơ quan nào có thẩm quyền p"),
    ("không một cơ quan nào có thẩm quyền p khi u", "không cơ quan nào có thẩm quyền p khi u"),
    ("văn bảng m \"M\"", "văn bản m \"M\""),
    ("a giao cho b p", "giao p từ a cho b"),
    ("a có thể sub p cho b", "a được sub p cho b"),
    ("m có thẩm quyền p với sự chấp thuận của c", "m có thẩm quyền p có sự đồng ý của c"),
    ("m có thẩm quyền p sau khi có sự đồng ý của c", "m có thẩm quyền p có sự đồng ý của c"),
    ("m có thẩm quyền p sau khi thẩm định của c", "m có thẩm quyền p sau khi thẩm định bởi c"),
    ("giao mọi quyền của m cho c", "giao mọi thẩm quyền của m cho c"),
    ("giao tất cả thẩm quyền của m cho c", "giao mọi thẩm quyền của m cho c"),
    ("ấn định cap là không giới hạn", "ấn định cap là không hạn chế"),
    (
        "m có thẩm quyền p khi v không quá mức cao hơn giữa cap và 3 VND",
        "m có thẩm quyền p khi v không quá mức cao hơn trong cap và 3 VND",
    ),
    ("m có thẩm quyền p trong thời gian moratorium", "m có thẩm quyền p khi moratorium"),
    ("điều này áp dụng đối với d từ ngày 2024-01-01", "điều này chỉ áp dụng khi d từ ngày 2024-01-01"),
    ("văn bản này thay thế i", "bãi bỏ i"),
    (
        "c có thể phản đối p trong thời hạn 5 ngày kể từ d",
        "có sự đồng ý của c trong thời hạn 5 ngày kể từ d, quá hạn thì coi như đồng ý",
    ),
    ("m có thẩm quyền p khi v không quá 10 VND trong mọi trường hợp", "m có thẩm quyền p khi v không quá 10 VND"),
    ("m có thẩm quyền p khi hôm nay không muộn hơn hearing", "m có thẩm quyền p khi hôm nay đến hết ngày hearing"),
    ("không ai ngoài m có thẩm quyền p", "m có thẩm quyền p"),
    ("at least half of ka hold p", "at least 1/2 of ka hold p"),
    ("more than 1/2 of ka hold p", "more than half of ka hold p"),
    ("at least 66% of ka hold p", "at least 33/50 of ka hold p"),
    ("at least 50% of ka, kb hold p", "at least 1/2 of ka, kb hold p"),
    ("all members of ka hold p", "all of ka hold p"),
    ("a majority of ka holds p", "more than half of ka holds p"),
    ("at least two thirds of ka hold p", "at least 2/3 of ka hold p"),
    ("with consent of a majority of ka", "with consent of more than half of ka"),
    ("đa số ka có thẩm quyền p", "quá nửa ka có thẩm quyền p"),
    ("ít nhất một nửa ka có thẩm quyền p", "không dưới 1/2 của ka có thẩm quyền p"),
    ("toàn thể ka có thẩm quyền p", "tất cả ka có thẩm quyền p"),
    ("m holds p until hearing - 5 working days", "m holds p when today until that_day"),
    ("m holds p until hearing - 5 days", "m holds p when today until hearing - 5 days"),
    ("m có thẩm quyền p đến hết ngày hearing - 5 ngày", "m có thẩm quyền p khi hôm nay đến hết ngày hearing - 5 ngày"),
];

/// What the help puts between backticks, in either language.
fn offered(help: &vires_words::Words) -> Vec<&str> {
    Language::ALL.into_iter().flat_map(|language| help.in_language(language).split('`').skip(1).step_by(2)).collect()
}

/// Whether a line is the other with the marked words replaced by what is offered, or has all that is offered.
fn leads(first: &str, span: std::ops::Range<usize>, offered: &[&str], mended: &str) -> bool {
    let plain = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",");
    let with = |words: &str| plain(&format!("{} {words} {}", &first[..span.start], &first[span.end..]));
    // The subject and its limit, of which only the limit is marked.
    let whole = |words: &str| words.split(' ').count() > 2 && mended.contains(&plain(words));
    with("") == mended || offered.iter().any(|words| with(words) == mended || whole(words))
}

#[test]
fn the_help_leads_to_the_line_that_is_meant() {
    let mut out = String::new();
    let mut astray = String::new();
    for (first, mended) in FIRST_LINES {
        let errors = parse(first, FileKind::Policy).errors;
        let _ = writeln!(out, "{first}");
        let [error] = errors.as_slice() else {
            let _ = writeln!(astray, "{first}: {errors:#?}");
            continue;
        };
        let help = error.help.as_ref();
        for language in Language::ALL {
            let help = help.map(|help| help.in_language(language)).unwrap_or_default();
            let _ = writeln!(out, "    {}\n        {help}", error.message.in_language(language));
        }
        let span = error.span.start as usize..error.span.end as usize;
        if !help.is_some_and(|help| leads(first, span, &offered(help), mended)) {
            let _ = writeln!(astray, "{first}: {help:?}");
        }
        let read = parse(mended, FileKind::Policy).errors;
        if !read.iter().all(|error| error.code == SyntaxErrorCode::Misplaced) {
            let _ = writeln!(astray, "{mended}: {read:#?}");
        }
    }
    assert_eq!(astray, "");
    insta::assert_snapshot!(out);
}
