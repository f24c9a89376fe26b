//! The text for programs: JSON and one line each.

use vires_diagnostics::{
    BoxEntry, Claim, Code, Counted, FactText, Finding, Kind, Limit, Place, Position, RegionBox, SourceSpan, Summary,
    Witness, render,
};
use vires_words::Language;

use crate::fixture::{overlap, texts};

fn json(findings: &[Finding], counted: Counted) -> String {
    let mut out = String::new();
    render::json::report(&mut out, findings, &Summary::new(counted, findings)).unwrap();
    out
}

/// The example of the published contract, field for field.
#[test]
fn the_shape_that_other_programs_rely_on() {
    let span = SourceSpan::new("decree-146.vires", Position::new(31, 7, 900), Position::new(33, 60, 1020));
    let finding = Finding::new(Code::Overlap, "one sentence a lawyer understands")
        .power("vn.industry_trade.generation_licence")
        .region("the whole region in the fewest plain words")
        .witness(Witness::on("2025-07-01").fact("installed_capacity", "50 MW").fact("site", "lam_dong"))
        .claim(Claim::new("moit", ["law_61_2024 art. 30".to_owned()]))
        .place(Place::new(span).citation("decree_146_2025 art. 12(1)"))
        .pair(0, 3)
        .boxes(
            vec![
                RegionBox::everything()
                    .with(
                        "capacity",
                        BoxEntry::Range { from: Some(Limit::included("50 MW")), to: Some(Limit::excluded("100 MW")) },
                    )
                    .with("site", BoxEntry::Names(vec!["lam_dong".to_owned()]))
                    .with("foreign", BoxEntry::YesNo(true))
                    .with(RegionBox::DATE, BoxEntry::Range { from: Some(Limit::included("2027-03-01")), to: None }),
            ],
            true,
        )
        .help("what would resolve it, where one is apparent")
        .identified_by("x");
    let id = finding.id.to_string();
    let printed = json(&[finding], Counted { files: 3, powers: 12, rules: 40, not_examined: 0 });
    let read: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(
        read,
        serde_json::json!({
            "schema": "vires.check/1",
            "summary": {"files": 3, "powers": 12, "rules": 40, "errors": 1, "warnings": 0, "notes": 0},
            "findings": [{
                "id": id, "code": "V2001", "kind": "overlap", "severity": "error",
                "message": "one sentence a lawyer understands",
                "power": "vn.industry_trade.generation_licence",
                "region": "the whole region in the fewest plain words",
                "witness": {"at": "2025-07-01", "facts": {"installed_capacity": "50 MW", "site": "lam_dong"}},
                "claims": [{"holder": "moit", "chain": ["law_61_2024 art. 30"]}],
                "rules": [{"citation": "decree_146_2025 art. 12(1)", "file": "decree-146.vires",
                           "start": {"line": 31, "column": 7}, "end": {"line": 33, "column": 60}}],
                "pairs": [[0, 3]],
                "boxes": [{
                    "capacity": {"from": "50 MW", "to": "100 MW", "from_included": true, "to_included": false},
                    "site": ["lam_dong"], "foreign": true,
                    "at": {"from": "2027-03-01", "from_included": true}
                }],
                "boxes_complete": true,
                "help": "what would resolve it, where one is apparent"
            }]
        })
    );
}

#[test]
fn a_whole_document() {
    let texts = texts();
    let name = Finding::new(Code::UnknownName, "nothing is called \"moitt\"").note("a note").identified_by("moitt");
    let printed = json(&[overlap(&texts), name], Counted { files: 2, powers: 1, rules: 2, not_examined: 0 });
    serde_json::from_str::<serde_json::Value>(&printed).unwrap();
    insta::assert_snapshot!(printed);
}

#[test]
fn nothing_found() {
    let printed = json(&[], Counted::default());
    let read: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(read["findings"], serde_json::json!([]));
}

#[test]
fn facts_keep_their_order_and_their_types() {
    let witness = Witness::default()
        .with("zone", FactText::Set(vec!["b".to_owned(), "a".to_owned()]))
        .with("foreign", FactText::YesNo(false))
        .fact("amount", "2_000_000_000 VND");
    assert_eq!(
        serde_json::to_string(&witness).unwrap(),
        r#"{"facts":{"zone":["b","a"],"foreign":false,"amount":"2_000_000_000 VND"}}"#
    );
    assert_eq!(witness.words(Language::En), "zone are b and a, foreign is no, amount is 2_000_000_000 VND");
}

#[test]
fn gap_and_overlap_always_carry_their_region() {
    for code in Code::ALL {
        let value = serde_json::to_value(Finding::new(*code, "x").identified_by("")).unwrap();
        let has_region = matches!(code.kind(), Kind::Overlap | Kind::Gap);
        assert_eq!(value.get("boxes").is_some(), has_region, "{code}");
        assert_eq!(value.get("boxes_complete").is_some(), has_region, "{code}");
        assert_eq!(value.get("pairs").is_some(), code.kind() == Kind::Overlap, "{code}");
        assert_eq!(value["claims"], serde_json::json!([]));
        assert_eq!(value["rules"], serde_json::json!([]));
    }
}

#[test]
fn kinds_are_those_of_the_contract() {
    let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(
        kinds.join(" "),
        "syntax name type overlap gap orphan sunset nemo_dat barred_transfer cycle never_applies always_beaten \
         impossible always_true dangling_basis requirement lint"
    );
}

#[test]
fn concise() {
    let texts = texts();
    let findings = [overlap(&texts), Finding::new(Code::BoundReached, "stopped\nat its bound").identified_by("")];
    let mut out = String::new();
    render::concise::report(&mut out, &findings).unwrap();
    assert_eq!(
        out,
        "law-61.vires:6:5: error[V2001] two bodies may issue Giấy phép phát điện and nothing says which of them prevails\n\
         warning[V9002] stopped at its bound\n"
    );
}
