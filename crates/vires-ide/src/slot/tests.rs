use vires_syntax::FileKind;

use super::*;
use crate::excerpt::Cursor;

fn at(marked: &str) -> Vec<Slot> {
    let offset = marked.find("$0").unwrap_or_default();
    let text = marked.replacen("$0", "", 1);
    Cursor::at(&text, FileKind::Policy, offset).map(|cursor| slots(&cursor)).unwrap_or_default()
}

/// Under a provision.
fn rule(line: &str) -> Vec<Slot> {
    at(&format!("instrument d1\n  article 1\n    {line}"))
}

fn about(name: &str) -> Subject {
    Subject { name: name.to_owned() }
}

#[test]
fn rules_that_are_not_finished() {
    assert_eq!(rule("moit holds $0"), [Slot::Power]);
    assert_eq!(rule("moit holds licence, li$0"), [Slot::Power]);
    assert_eq!(rule("moit or $0"), [Slot::Holder]);
    assert_eq!(rule("provincial_pc of $0"), [Slot::Which { body: "provincial_pc".to_owned() }]);
    assert_eq!(rule("moit có thẩm quyền li$0"), [Slot::Power]);
    assert!(
        rule("$0").contains(&Slot::Holder) && rule("$0").contains(&Slot::Power) && rule("$0").contains(&Slot::Modality)
    );
    assert!(!rule("$0").contains(&Slot::Subject), "a condition does not stand there");
    let modality = "pass".to_owned();
    assert_eq!(rule("pass $0"), [Slot::Passed { modality: modality.clone() }]);
    let powers = vec!["licence".to_owned()];
    let giver = Slot::Giver { modality: modality.clone(), powers: powers.clone() };
    assert_eq!(rule("pass licence from $0"), [giver]);
    let from = Some("moit".to_owned());
    assert_eq!(rule("pass licence from moit to $0"), [Slot::Receiver { modality: Some(modality), from, powers }]);
    assert_eq!(rule("moit may $0"), [Slot::Modality]);
    assert_eq!(rule("set limit of $0"), [Slot::Key(about("limit"))]);
}

#[test]
fn conditions_that_are_not_finished() {
    assert!(rule("moit holds licence when $0").contains(&Slot::Subject));
    assert_eq!(rule("moit holds licence when source is $0"), [Slot::Value(about("source"))]);
    assert_eq!(rule("moit holds licence when source is one of coal, $0"), [Slot::Value(about("source"))]);
    assert_eq!(rule("moit holds licence when (a or source is $0"), [Slot::Value(about("source"))]);
    assert!(rule("moit holds licence when capacity at least $0").contains(&Slot::Operand(about("capacity"))));
    assert!(rule("moit holds licence when capacity at least 5 $0").contains(&Slot::Unit(Some(about("capacity")))));
    assert_eq!(rule("moit holds licence\n      when any of\n        source is $0"), [Slot::Value(about("source"))]);
    assert_eq!(rule("moit holds licence from $0"), [Slot::Date]);
}

#[test]
fn places_of_text() {
    assert_eq!(rule("repeal $0"), [Slot::Place]);
    let number = Slot::Number { root: Some("d1".to_owned()), path: Vec::new(), kind: ProvisionKind::Article };
    assert_eq!(rule("repeal d1 article $0"), [number]);
}

#[test]
fn declarations_and_tests() {
    assert_eq!(at("body x at $0"), [Slot::Tier]);
    assert_eq!(at("fact x : $0"), [Slot::Type]);
    assert_eq!(at("office x incompatible with a, $0"), [Slot::Office]);
    assert_eq!(at("use $0"), [Slot::Package]);
    assert_eq!(at("body $0"), []);
    assert_eq!(at("test \"x\"\n  given source is $0"), [Slot::Value(about("source"))]);
    assert!(at("test \"x\"\n  given\n    $0").contains(&Slot::Given));
    assert_eq!(at("test \"x\"\n  given a is 1, $0"), [Slot::Given]);
    let expected = at("test \"x\"\n  expect $0");
    assert!(expected.contains(&Slot::Holder) && expected.contains(&Slot::Power), "{expected:?}");
    assert_eq!(at("test \"x\"\n  expect moit holds $0"), [Slot::Power]);
    assert!(at("modality m\n  from $0").contains(&Slot::Group));
    assert!(at("modality m\n  from a to $0").contains(&Slot::Group));
}
