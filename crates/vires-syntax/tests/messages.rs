//! What a drafter is told about lines that do not read.

use std::fmt::Write;
use vires_words::Language;

use vires_syntax::{FileKind, parse};

/// Each line of the text with the message about it, if any.
fn told(text: &str) -> String {
    told_in(text, Language::En)
}

fn told_in(text: &str, language: Language) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let parsed = parse(line, FileKind::Policy);
        let _ = writeln!(out, "{line}");
        for error in &parsed.errors {
            let marked = &line[error.span.start as usize..error.span.end as usize];
            let _ = writeln!(out, "    {} at `{marked}`: {}", error.code.as_str(), error.message.in_language(language));
            if let Some(help) = error.help.as_ref().map(|help| help.in_language(language)) {
                let _ = writeln!(out, "    help: {help}");
            }
        }
    }
    out
}

/// The messages about a text of several lines.
fn told_of_all(text: &str) -> String {
    let parsed = parse(text, FileKind::Policy);
    let mut out = String::from(text);
    for error in &parsed.errors {
        let marked = &text[error.span.start as usize..error.span.end as usize];
        let _ = writeln!(out, "\n{} at `{marked}`: {}", error.code.as_str(), error.message.in_language(Language::En));
        if let Some(help) = error.help.as_ref().map(|help| help.in_language(Language::En)) {
            let _ = writeln!(out, "help: {help}");
        }
    }
    out
}

#[test]
fn slips_of_spelling() {
    insta::assert_snapshot!(told(
        "moit hodls generation_licence
moit holds licence whn source is nuclear
moit holds licence from 2025-01-01 til 2026-01-01
Article 22
artcle 22
bo_cong_thuong co tham quyen cap_phep
moit holds licence Khi source is nuclear
title remains
require commit has holder"
    ));
}

#[test]
fn words_of_other_languages() {
    insta::assert_snapshot!(told(
        "moit holds licence if source is nuclear
moit holds licence unless source is nuclear
moit holds licence when capacity between 5 and 10
moit holds licence when value is between 5 GBP and 10 GBP
moit delegates licence to mnd
moit holds licence when capacity greater than 50 MW
moit holds licence when capacity up to 50 MW
moit shall hold licence
moit holds licence from 2025-01-01 to 2026-01-01
moit có thẩm quyền licence nếu source là nuclear
moit có thẩm quyền licence khi capacity lớn hơn 50 MW"
    ));
}

#[test]
fn numbers_and_dates() {
    insta::assert_snapshot!(told(
        "moit holds licence from 31/12/2026
moit holds licence from 2026/12/31
moit holds licence from 31.12.2026
moit holds licence from 2026-2-5
moit holds licence from 2025-02-29
moit holds licence when capacity above 1,5 MW
moit holds licence when value above 1,200,000 USD
moit holds licence when capacity above 50MW
moit holds licence when capacity above .5 MW
body moit rank 1.5
instrument kind x rank 99999999999"
    ));
}

#[test]
fn what_is_missing() {
    insta::assert_snapshot!(told(
        "moit generation_licence
moit holds
moit holds licence when
moit holds licence when capacity
moit holds licence when capacity 50 MW
moit holds licence when capacity at least
moit holds licence when capacity >= 50 MW and
moit holds licence when source is nuclear or or x
provincial_pc site holds licence
any 2 ceo, cfo hold licence
set limit goods to 3 billion VND
decentralise licence from moit
decentralise licence to moit
body moit Bộ Công Thương at central
list Source : coal gas
fact capacity MW from 0
fact kind : number
test no label
article
given source is solar capacity is 30
moit and mnd hold licence
moit holds licence jointly
moit holds licence when 50 MW
moit keeps"
    ));
}

#[test]
fn marks() {
    insta::assert_snapshot!(told(
        "body moit \"Bộ Công Thương
body moit “Bộ Công Thương”
moit holds licence when (source is nuclear
moit holds licence when source is nuclear)
moit holds licence; ceo holds commit
moit holds licence.
moit holds licence when source != nuclear
moit holds licence when value above 50 €
moit holds licence when a && b"
    ));
}

#[test]
fn and_beside_or() {
    insta::assert_snapshot!(told(
        "moit holds p when a or b and c
moit holds p when capacity above 5 MW and source is coal or urgent and not small
moit có thẩm quyền p khi a hoặc b và c"
    ));
    insta::assert_snapshot!(told_of_all("moit holds p when a or b\n  and c\n"));
}

#[test]
fn lines_in_the_wrong_place() {
    insta::assert_snapshot!(told_of_all(
        "  body moit
when source is nuclear
capacity above 5 MW
article 1
    moit holds p
  moit holds q
\tceo holds r
    capacity above 5 MW
  moit holds s
    and small
    when any of
    when
      a
      b
test \"t\"
  given
"
    ));
}

#[test]
fn one_bad_line_costs_that_line() {
    let text = "article 1 \"open\n  moit holds p\n  moit hlods q\n    when small\n  moit holds r\n";
    let parsed = parse(text, FileKind::Policy);
    assert_eq!(parsed.errors.len(), 2, "{:#?}", parsed.errors);
    assert_eq!(parsed.file.lines.len(), 1);
    assert_eq!(parsed.file.lines[0].below.len(), 3, "the lines below a bad heading still stand");
    assert_eq!(parsed.file.lines[0].below[1].clauses.len(), 1, "and the clauses below a bad rule");
}

#[test]
fn no_message_lists_more_than_three_things() {
    for line in
        ["moit", "moit holds p q r s", "fact x", "fact x : ,", "in force", "expect", "require", "assign", "set", "p is"]
    {
        for error in parse(line, FileKind::Policy).errors {
            let help = error.help.map(|help| help.in_language(Language::En).to_owned()).unwrap_or_default();
            if let Some(list) = help.strip_prefix("What fits here: ") {
                assert!(list.matches("` or ").count() <= 2 && list.len() < 200, "{line}: {list}");
            }
        }
    }
}

#[test]
fn words_of_drafting() {
    insta::assert_snapshot!(told(
        "x holds p when value more than 5 CAD
x holds p when value not exceeding 5 CAD
x holds p when value does not exceed 5 CAD
x holds p when value is over 5 CAD
x holds p when value above CAD 5
x holds p when value above 5M CAD
x holds p only when value above 5 CAD
x holds p where urgent
x holds p provided urgent
x holds p until further notice
x approves p
x holds p in other cases
x holds p in all other case
x may hold p
x must hold p
only x holds p
x holds p except urgent
p may not be delegated
revoke o1
rescind o1
supersede j
replaces j
o1 is repealed
x holds p between 2024-01-01 and 2024-12-31
within 10 calendar days of d
within 10 business days of d
within 10 days after d, else approved
within 10 days of d, otherwise approved
within two months of d
within 3 months and 10 days of d
with the consent of y
with prior consent of y
subject to consent of y
on the proposal of y
having consulted y
notify y
any two of a, b hold p
a and any 2 of b, c hold p jointly
either a or b holds p
all of b, cfo hold p
office o of x
office o in x
office o per L
office o for each L
fact f : one of a, b
fact f : a or b
fact f : list of L
fact hold : days
fact lim : CAD by A and B and C
power p \"P\" in sector s
holidays \"a\" : 2025-01-01 to 2025-01-03
art 1
para 1
at 2024-01-01
expect x does not hold p
given count of s is 0
given hold is 0 days
article 2 applies only when urgent"
    ));
}

#[test]
fn words_of_drafting_in_vietnamese() {
    insta::assert_snapshot!(told_in(
        "x có thẩm quyền p khi value không vượt quá 5 CAD
x có thẩm quyền p khi value cao hơn 5 CAD
x có thẩm quyền p chỉ khi urgent
x có thẩm quyền p trong trường hợp urgent
x có thẩm quyền p trong các trường hợp khác
p không được ủy quyền
được sự đồng ý của y
theo đề xuất của y
trong vòng 10 ngày kể từ d
trong thời hạn 10 ngày sau d
trong thời hạn hai tháng kể từ d
báo cáo cho y
o1 bị bãi bỏ",
        Language::Vi
    ));
}

#[test]
fn thousands_by_a_point_have_two_readings() {
    let told =
        told("  moit holds licence when price above 50.000 VND\n  moit holds licence when capacity above 2.999 MW");
    insta::assert_snapshot!(told);
}
