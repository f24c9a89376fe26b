//! Lines as drafters write them first: what is told leads to the line that stands beside each, word for word.

use std::fmt::Write;

use vires_syntax::{FileKind, SyntaxErrorCode, parse};
use vires_words::Language;

const FIRST_LINES: &[(&str, &str)] = &[
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
    ("m holds p until hearing - 5 working days", "m holds p when today until hearing - 5 working days"),
    ("m holds p until hearing - 5 days", "m holds p when today until hearing - 5 days"),
    ("m có thẩm quyền p đến hết ngày hearing - 5 ngày", "m có thẩm quyền p khi hôm nay đến hết ngày hearing - 5 ngày"),
    ("m holds p when v above USD 5 million", "m holds p when v above 5 million USD"),
    ("m holds p when v above 5 USD million", "m holds p when v above 5 million USD"),
    ("m có thẩm quyền p khi v trên VND 5 tỷ", "m có thẩm quyền p khi v trên 5 tỷ VND"),
    ("set cap to USD 5 million", "set cap to 5 million USD"),
    ("m may call in p from c within 28 days of d", "m may take over p from c within 28 days of d"),
    ("m calls in p from c", "m may take over p from c"),
    ("m có thể trực tiếp giải quyết p từ c", "m được trực tiếp giải quyết p từ c"),
    ("two of seat hold p jointly", "any 2 of seat hold p"),
    ("hai của seat có thẩm quyền p cùng nhau", "bất kỳ 2 của seat có thẩm quyền p"),
    ("replace i article 2 by", "replace i article 2 with"),
    ("thay thế i điều 2 bởi", "thay thế i điều 2 bằng"),
    ("within ten days of d", "within 10 days of d"),
    (
        "m holds p when exactly one Party has v above 5 USD",
        "m holds p when any 1 Party has v above 5 USD and not (any 2 Party have v above 5 USD)",
    ),
    (
        "m holds p when only two Party have v above 5 USD",
        "m holds p when any 2 Party have v above 5 USD and not (any 3 Party have v above 5 USD)",
    ),
    ("m holds p when no 2 Party have v above 5 USD", "m holds p when not (any 2 Party have v above 5 USD)"),
    ("this article prevails over any other instrument", "this article prevails over every instrument"),
    ("this article yields to every later instrument", "this article yields to every instrument issued from signed"),
    ("điều này được ưu tiên áp dụng so với mọi văn bản khác", "điều này được ưu tiên áp dụng so với mọi văn bản"),
    (
        "repeal every previous instrument from 2025-01-01",
        "repeal every instrument issued before signed, from 2025-01-01",
    ),
    ("repeal every earlier decree", "repeal every decree issued before signed"),
    ("bãi bỏ mọi văn bản trước đây", "bãi bỏ mọi văn bản ban hành trước ngày ký"),
    ("p is suspended until 2021-01-01", "nobody holds p until 2021-01-01"),
    ("p is suspended", "suspend p"),
    ("p bị đình chỉ đến hết ngày 2021-01-01", "không cơ quan nào có thẩm quyền p đến hết ngày 2021-01-01"),
    ("this instrument expires on 2021-01-01", "in force until 2021-01-01"),
    ("văn bản này hết hiệu lực từ ngày 2021-01-01", "bãi bỏ văn bản này từ ngày 2021-01-01"),
    ("c is renamed d from 2021-01-01", "read d for c from 2021-01-01"),
    ("read d as c in i", "read c for d in i"),
    ("c được đổi tên thành d từ ngày 2021-01-01", "đọc d thay cho c từ ngày 2021-01-01"),
    ("abolish c from 2021-01-01, succeeded by d", "read d for c from 2021-01-01"),
    ("merge a and b into c", "read c for b"),
    ("m holds p when c does not hold q", "m holds p when not (q is held by c)"),
    ("m holds p when c of d holds q", "m holds p when q is held by c of d"),
    ("m có thẩm quyền p khi c không có thẩm quyền q", "m có thẩm quyền p khi không phải (q thuộc thẩm quyền của c)"),
    ("notwithstanding i article 2, m holds p", "this article prevails over i article 2"),
    ("subject to i article 2, m holds p", "this article yields to i article 2"),
    ("m có thẩm quyền p bất kể i điều 2", "điều này được ưu tiên áp dụng so với i điều 2"),
    ("p is held by m", "m holds p"),
    ("m is competent for p, q", "m holds p, q"),
    ("p belongs to m", "m holds p"),
    ("delegate p from m to c, d", "delegate p from m to c or d"),
    ("delegate p from m to c, d, e from 2025-01-01", "delegate p from m to c, d or e from 2025-01-01"),
    ("giao p từ m cho c, d", "giao p từ m cho c hoặc d"),
    ("delegate p from m pc of site", "delegate p from m to pc of site"),
    ("m holds p when today within 30 days of d", "m holds p when today until d + 30 days"),
    ("m holds p when today at least 30 days after d", "m holds p when today from d + 30 days"),
    (
        "m có thẩm quyền p khi hôm nay trong vòng 30 ngày kể từ d",
        "m có thẩm quyền p khi hôm nay đến hết ngày d + 30 ngày",
    ),
    ("if u, m holds p", "m holds p when u"),
    ("If v is one of a, b, m holds p", "m holds p when v is one of a, b"),
    ("nếu u thì m có thẩm quyền p", "m có thẩm quyền p khi u"),
    ("m holds p when any of u, w", "m holds p when u or w"),
    ("m holds p when w and none of u, v", "m holds p when w and not (u or v)"),
    ("m có thẩm quyền p khi tất cả các điều kiện u, w", "m có thẩm quyền p khi u và w"),
    (
        "territory Commune \"C\" within Province : north, south",
        "territory Commune \"C\" : north, south within Province",
    ),
    ("m holds p with consent c", "m holds p with consent of c"),
    ("fact cap : EUR from 0, by Class, Method", "fact cap : EUR from 0, by Class and Method"),
    ("dữ kiện công suất : MW", "dữ kiện công_suất : MW"),
    ("fact my capacity : MW from 0", "fact my_capacity : MW from 0"),
    ("dữ kiện x : MW từ 0 tới 100", "dữ kiện x : MW từ 0 đến 100"),
    ("kết qủa m có thẩm quyền p", "kết quả m có thẩm quyền p"),
    ("expect pc oq hue holds p", "expect pc of hue holds p"),
    ("p is not rqeuired", "p is not required"),
    ("delegate p to c from m", "delegate p from m to c"),
    ("p is transferred to c from 2025-01-01", "c holds p from 2025-01-01"),
    ("p passes to c when u", "c holds p when u"),
    ("m loses p from 2025-01-01", "repeal act_1 article 5 from 2025-01-01"),
    ("m may withdraw p from c", "m may take over p from c"),
    ("m có thể rút p từ c", "m được trực tiếp giải quyết p từ c"),
    ("m retains p when u", "m keeps p when u"),
    ("replace c by d in i", "read d for c in i"),
    ("this article does not apply when u", "this article applies only when not (u)"),
    ("điều này không áp dụng khi u", "điều này chỉ áp dụng khi không phải (u)"),
    ("this article applies until 2025-01-01", "article 2 until 2025-01-01"),
    ("this provision prevails over i", "this article prevails over i"),
    ("m holds p when v above 5 000 000 USD", "m holds p when v above 5_000_000 USD"),
    ("m holds p together with n", "m and n hold p jointly"),
    ("m có thẩm quyền p cùng với n", "m và n có thẩm quyền p cùng nhau"),
    ("a and one of b, c hold p jointly", "a and (b or c) hold p jointly"),
    ("a and any of b, c hold p jointly", "a and (b or c) hold p jointly"),
    ("a và một trong b, c có thẩm quyền p cùng nhau", "a và (b hoặc c) có thẩm quyền p cùng nhau"),
    ("a plus any 1 of b, c holds p", "a and (any 1 of b, c) hold p jointly"),
    ("any 2 of member including a hold p", "a and (any 1 of member) hold p jointly"),
    ("bất kỳ 2 của member trong đó có a có thẩm quyền p", "a và (bất kỳ 1 của member) có thẩm quyền p cùng nhau"),
    ("any 2 of a, b, c but not a and b together hold p", "c and (a or b) hold p jointly"),
    ("any two members hold p jointly", "any 2 of members hold p"),
    ("bất kỳ hai seat có thẩm quyền p cùng nhau", "bất kỳ 2 của seat có thẩm quyền p"),
    ("a countersigned by b holds p", "a and b hold p jointly"),
    ("m holds p countersigned by c", "m holds p with consent of c"),
    ("countersigned by c", "with consent of c"),
    ("a and b hold p concurrently", "a or b hold p"),
    ("silence is approval", "within 10 days of received, else approved"),
    ("không trả lời coi như từ chối", "trong thời hạn 10 ngày kể từ received, quá hạn thì coi như từ chối"),
    ("m holds p unless c objects within 5 days of d", "m holds p with consent of c within 5 days of d, else approved"),
    ("after no objection from c within 5 days of d", "with consent of c within 5 days of d, else approved"),
    (
        "m có thẩm quyền p trừ khi c phản đối trong thời hạn 5 ngày kể từ d",
        "m có thẩm quyền p có sự đồng ý của c trong thời hạn 5 ngày kể từ d, quá hạn thì coi như đồng ý",
    ),
    ("with consent of c in 10 days", "with consent of c within 10 days"),
    ("with consent of c in 10 days of d", "with consent of c within 10 days of d"),
    ("this instrument revokes and replaces i", "repeal i"),
    ("văn bản này bãi bỏ và thay thế i", "bãi bỏ i"),
    ("revoke every delegation", "repeal every delegation"),
    ("p may be delegated by m to c", "m may delegate p to c"),
    ("delegate p from m to c, who may not pass it on", "onward never"),
    ("delegate p from m to c with the right to sub-delegate", "onward delegate"),
    ("expect c does not hold p", "expect moit holds p"),
    ("kết quả c không có thẩm quyền p", "kết quả không cơ quan nào có thẩm quyền p"),
    ("m holds p when today is in sitting", "m holds p when today from 2026-01-12 and until 2026-01-13"),
    ("m holds p when total of v over Region at most 5 USD", "m holds p when sum over Region of v at most 5 USD"),
    ("m holds p when v at most share of cap of risk", "m holds p when v at most share * cap of risk"),
    ("m holds p when v at most share of (cap of risk)", "m holds p when v at most share * cap of risk"),
    (
        "m có thẩm quyền p khi v không quá share của cap của risk",
        "m có thẩm quyền p khi v không quá share * cap của risk",
    ),
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
