//! A small policy in two files, and places found in it by their words.

use std::collections::BTreeMap;

use vires_diagnostics::{
    BoxEntry, Claim, Code, Finding, Limit, Place, Position, RegionBox, RenderOptions, SourceSpan, Witness, render,
};

/// Texts by file name.
pub(crate) type Texts = BTreeMap<String, String>;

pub(crate) const LAW: &str = "law-61.vires";
pub(crate) const DECREE: &str = "decree-146.vires";

/// The two files that most findings here are about.
pub(crate) fn texts() -> Texts {
    let law = r#"package vn.electricity "Giấy phép hoạt động điện lực"

instrument law_61_2024 "Luật Điện lực"
  kind law, in force from 2025-02-01
  article 30 "Thẩm quyền cấp giấy phép"
    moit holds generation_licence when capacity at least 50 MW
"#;
    let decree = r#"instrument decree_146_2025 "Nghị định 146/2025/NĐ-CP"
  in force from 2025-07-01 until 2027-02-28, overlay
  article 12 "Phân cấp"
    clause 1
      provincial_pc of site holds generation_licence
        when all of
          capacity at most 100 MW
          site is lam_dong
"#;
    BTreeMap::from([(LAW.to_owned(), law.to_owned()), (DECREE.to_owned(), decree.to_owned())])
}

/// From the first place where `from` stands to the end of the next place where `to` does.
pub(crate) fn span(texts: &Texts, file: &str, from: &str, to: &str) -> SourceSpan {
    let text = &texts[file];
    let start = text.find(from).unwrap_or_else(|| panic!("no {from:?} in {file}"));
    let end = start + text[start..].find(to).unwrap_or_else(|| panic!("no {to:?} in {file}")) + to.len();
    SourceSpan::new(file, position(text, start), position(text, end))
}

fn position(text: &str, byte: usize) -> Position {
    let before = &text[..byte];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    Position::new(line.try_into().unwrap(), column.try_into().unwrap(), byte.try_into().unwrap())
}

/// Two rules of two files that both claim the plants from 50 to 100 MW in Lâm Đồng.
pub(crate) fn overlap(texts: &Texts) -> Finding {
    let law = Place::new(span(texts, LAW, "moit holds", "50 MW"))
        .citation("law_61_2024 article 30")
        .title("Luật Điện lực, điều 30")
        .label("this rule gives it to Bộ Công Thương");
    let decree = Place::new(span(texts, DECREE, "provincial_pc", "lam_dong"))
        .citation("decree_146_2025 article 12 clause 1")
        .title("Nghị định 146/2025/NĐ-CP, điều 12 khoản 1")
        .label("this rule gives it to Ủy ban nhân dân tỉnh Lâm Đồng");
    let region = RegionBox::everything()
        .with("capacity", BoxEntry::Range { from: Some(Limit::included("50 MW")), to: Some(Limit::included("100 MW")) })
        .with("site", BoxEntry::Names(vec!["lam_dong".to_owned()]))
        .with("foreign", BoxEntry::YesNo(true))
        .with(
            RegionBox::DATE,
            BoxEntry::Range { from: Some(Limit::included("2025-07-01")), to: Some(Limit::included("2027-02-28")) },
        );
    Finding::new(Code::Overlap, "two bodies may issue Giấy phép phát điện and nothing says which of them prevails")
        .power("vn.electricity.generation_licence")
        .region("capacity from 50 to 100 MW, site in Lâm Đồng, foreign-invested")
        .period("from 1 July 2025 to 28 February 2027, the life of Nghị định 146/2025/NĐ-CP")
        .boxes(vec![region], true)
        .witness(Witness::on("2025-07-01").fact("capacity", "50 MW").fact("site", "lam_dong"))
        .claim(Claim::new("moit", ["law_61_2024 article 30".to_owned()]))
        .claim(Claim::new("provincial_pc of lam_dong", ["decree_146_2025 article 12 clause 1".to_owned()]))
        .place(law)
        .place(decree)
        .pair(0, 1)
        .help("write `capacity below 50 MW` in Nghị định 146/2025/NĐ-CP, điều 12 khoản 1")
        .help("or say which prevails, with `this instrument prevails over law_61_2024`")
        .identified_by("capacity from 50 to 100 MW, site in Lâm Đồng, foreign-invested")
}

/// A finding as text.
pub(crate) fn text(finding: &Finding, texts: &Texts, options: &RenderOptions) -> String {
    let mut out = String::new();
    render::text::finding(&mut out, finding, texts, options).unwrap();
    out
}
