//! Turns of phrase that read as another sentence than the one that is meant, told in both languages, and the lines to which
//! the help leads.

mod support;

use std::fmt::Write;

use support::{problems, resolved};
use vires_words::Language;

const GROUND: &str = r#"package p "Ground"
currency USD "dollar", with 2 decimals
body co "Company"
body kind board
office dean "Dean" under co, kind board
office pres "President" under co, kind board
list Leave : annual, sick, study
fact value : USD from 0
fact leave : Leave
fact urgent : yes or no
fact requested : date or none
fact listed : date
fact opened : date
power buy "Buying"
instrument kind law rank 1
instrument d1 "Law 1"
  kind law
  in force from 2025-01-01
  article 1
"#;

fn law(line: &str) -> String {
    format!("{GROUND}    {}\n", line.replace('\n', "\n    "))
}

/// A slip, and the line to which the help leads.
const SLIPS: [(&str, &str); 19] = [
    ("half of board hold buy", "at least 1/2 of board hold buy"),
    ("majority of board hold buy", "more than half of board hold buy"),
    ("co holds buy when value is 5 USD or less", "co holds buy when value at most 5 USD"),
    ("co holds buy when value is 5 USD or more", "co holds buy when value at least 5 USD"),
    ("co holds buy when value at most 5 USD or less", "co holds buy when value at most 5 USD"),
    ("co holds buy when listed is 2025-01-01 or later", "co holds buy when listed at least 2025-01-01"),
    ("co holds buy when leave in annual, sick", "co holds buy when leave is one of annual, sick"),
    ("co holds buy when urgent and leave in annual, sick", "co holds buy when urgent and leave is one of annual, sick"),
    ("co có thẩm quyền buy khi leave tại annual, sick", "co có thẩm quyền buy khi leave thuộc một trong annual, sick"),
    ("co holds buy when requested is given", "co holds buy when requested is not none"),
    ("co holds buy when requested is not given", "co holds buy when requested is none"),
    ("co holds buy when requested is missing", "co holds buy when requested is none"),
    ("co holds buy when requested within 21 days of listed", "co holds buy when requested at most listed + 21 days"),
    (
        "co có thẩm quyền buy khi requested trong thời hạn 21 ngày kể từ listed",
        "co có thẩm quyền buy khi requested không quá listed + 21 ngày",
    ),
    (
        "co holds buy\n  within 45 days + 5 working days of opened, else refused",
        "co holds buy\n  within 5 working days of opened + 45 days, else refused",
    ),
    (
        "co holds buy\n  within 5 working days + 2 weeks of opened, else refused",
        "co holds buy\n  within 5 working days of opened + 2 weeks, else refused",
    ),
    (
        "co có thẩm quyền buy\n  trong thời hạn 45 ngày + 5 ngày làm việc kể từ opened, quá hạn thì coi như từ chối",
        "co có thẩm quyền buy\n  trong thời hạn 5 ngày làm việc kể từ opened + 45 ngày, quá hạn thì coi như từ chối",
    ),
    (
        "co holds buy\ndean may take over buy from co\n  with consent of pres",
        "co holds buy\ndean may take over buy from co when urgent",
    ),
    (
        "co có thẩm quyền buy\ndean được trực tiếp giải quyết buy từ co\n  sau khi lấy ý kiến pres",
        "co có thẩm quyền buy\ndean được trực tiếp giải quyết buy từ co khi urgent",
    ),
];

#[test]
fn slips_are_told_in_both_languages_and_lead_to_lines_that_resolve() {
    let mut out = String::new();
    for (slip, mended) in SLIPS {
        let text = law(slip);
        let resolved = resolved(&[("a.vires", &text)], false);
        assert_eq!(resolved.problems.len(), 1, "{slip}: {}", problems(&text));
        let problem = &resolved.problems[0];
        let _ = writeln!(out, "{slip}\n    {}", problem.code);
        let mut leads = false;
        for language in Language::ALL {
            let help = problem.help.as_ref().map(|help| help.in_language(language)).unwrap_or_default();
            let _ = writeln!(out, "    {}\n        {help}", problem.message.in_language(language));
            leads |=
                help.split('`').skip(1).step_by(2).any(|words| mended.contains(words) || words.ends_with("yes or no"));
        }
        assert!(leads, "{slip}: {}", problems(&text));
        assert_eq!(problems(&law(mended)), "no problems", "{mended}");
    }
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!(out);
    });
}

#[test]
fn what_is_declared_is_meant() {
    // `more` is a fact here, and `given` an answer.
    let text = law("co holds buy when value is 5 USD or more\nco holds buy when answer is given").replace(
        "fact urgent",
        "fact more : yes or no\nlist Answer : given, refused\nfact answer : Answer\nfact urgent",
    );
    assert_eq!(problems(&text), "no problems");
}

#[test]
fn a_question_that_is_always_answered_is_never_missing() {
    let told = problems(&law("co holds buy when listed is not given"));
    assert!(told.contains("add `or none` to its type"), "{told}");
    assert!(told.contains("declared here without `or none`"), "{told}");
}

#[test]
fn uses_of_a_name_that_is_a_word_of_the_language_are_silent() {
    let text = law("co holds buy when kind is annual\nco holds buy when kind is one of above, study and urgent")
        .replace("fact leave : Leave", "fact kind \"Kind\" : Kind\nlist Kind : annual, study, above");
    let parsed = vires_syntax::parse(&text, vires_syntax::FileKind::Policy);
    assert_eq!(parsed.errors.len(), 2, "{:#?}", parsed.errors);
    let resolved = resolved(&[("a.vires", &text)], true);
    assert!(resolved.problems.is_empty(), "{:#?}", resolved.problems);
}

#[test]
fn a_misspelt_power_keeps_its_gap_back() {
    let text = law("co holds buy when urgent").replace("power buy", "power pay_out \"Paying\"\npower buy");
    let misspelt = format!("{text}    co holds pay_uot when urgent\n    co holds pay_out when not urgent\n");
    let resolved = resolved(&[("a.vires", &misspelt)], false);
    assert_eq!(resolved.problems.len(), 1, "{:#?}", resolved.problems);
    let held_back: Vec<&str> =
        resolved.broken.iter().map(|power| resolved.model.powers[*power].name.as_str()).collect();
    assert_eq!(held_back, ["pay_out"]);
}
