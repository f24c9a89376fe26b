//! Shares of a group, several kinds of one body, and who is left out of a group.

use crate::run::Folder;

const COMPANY: &str = r#"package g
tier board
body company "Company" at board
body kind class_a "A"
body kind zurich "Zurich"
office ann "Ann" kind class_a, zurich, under company
office ben "Ben" kind class_a, under company
office cora "Cora" kind class_a, under company, until 2026-12-31
power p "P"
power q "Q"
power r "R"
power s "S"
instrument i "I"
  in force from 2026-01-01
  section 1
    all of class_a hold p
    more than half of class_a hold q
      with consent of at least 2/3 of class_a
    any 1 of class_a except ben holds r
    (any 1 of zurich) and (any 1 of class_a except ann) jointly hold s
"#;

fn tested(tests: &str) -> String {
    // Tests run beside each other: each has a folder of its own.
    let folder = Folder::new(&format!("groups-{}", tests.len())).with("p.vires", format!("{COMPANY}{tests}"));
    folder.run(&["test"]).out
}

#[test]
fn a_share_is_counted_among_those_who_are_there_on_the_day() {
    let told = tested(
        r#"test "three"
  on 2026-12-31
  expect ann and ben and cora hold p jointly
  expect all of class_a hold p
  expect any 2 of ann, ben, cora hold q
  expect q with consent of any 2 of class_a
  expect ann or cora holds r
test "two"
  on 2027-01-01
  expect ann and ben hold p jointly
  expect all of class_a hold p
  expect more than half of class_a hold q
  expect ann holds r
  expect ann and ben hold s jointly
"#,
    );
    assert!(told.contains("all pass"), "{told}");
}

#[test]
fn acts_take_as_many_as_the_share_asks_for() {
    let folder = Folder::new("groups-acts").with("p.vires", COMPANY);
    let act = |who: &str, power: &str, day: &str| folder.run(&["act", who, power, "--at", day]).status;
    assert_eq!(act("ann,ben", "p", "2026-12-31"), Some(1));
    assert_eq!(act("ann,ben", "p", "2027-01-01"), Some(0));
    assert_eq!(act("ben", "r", "2027-01-01"), Some(1));
}

#[test]
fn who_is_no_member_cannot_be_left_out_and_a_share_is_at_most_the_whole() {
    let folder = Folder::new("groups-errors").with(
        "p.vires",
        COMPANY.replace("except ben holds r", "except company holds r").replace("at least 2/3 of", "at least 3/2 of"),
    );
    let told = folder.run(&["check", "--format", "concise"]).out;
    assert!(told.contains("`company` belongs to no group that is named here"), "{told}");
    assert!(told.contains("This is no share of a group") || told.contains("this is no share of a group"), "{told}");
}

#[test]
fn the_sentences_are_the_same_in_vietnamese() {
    let folder = Folder::new("groups-vi").with("p.vires", COMPANY);
    assert_eq!(folder.run(&["fmt", "--language", "vi", "p.vires"]).status, Some(0));
    let vietnamese = folder.read("p.vires");
    assert!(vietnamese.contains("tất cả class_a có thẩm quyền p"), "{vietnamese}");
    assert!(vietnamese.contains("quá nửa class_a có thẩm quyền q"), "{vietnamese}");
    assert!(vietnamese.contains("không dưới 2/3 của class_a"), "{vietnamese}");
    assert_eq!(folder.run(&["fmt", "--language", "en", "p.vires"]).status, Some(0));
    assert_eq!(folder.read("p.vires"), COMPANY);
}

#[test]
fn who_belongs_to_two_groups_is_counted_once() {
    let told = tested(
        r#"power t "T"
power u "U"
instrument k "K"
  in force from 2026-01-01
  section 1
    more than half of class_a, zurich hold t
    at least 2/3 of class_a, ann hold u
test "three persons"
  on 2026-03-01
  expect any 2 of ann, ben, cora hold t
  expect any 2 of ann, ben, cora hold u
"#,
    );
    assert!(told.contains("all pass"), "{told}");
}

#[test]
fn a_group_of_which_nobody_is_left_is_told() {
    let text = COMPANY.replace("any 1 of class_a except ben holds r", "any 1 of class_a except ann, ben, cora hold r");
    let folder = Folder::new("groups-nobody").with("p.vires", text);
    let told = folder.run(&["check", "--format", "concise"]).out;
    assert!(told.contains("nobody of this group is left"), "{told}");
}

#[test]
fn a_way_that_takes_in_another_is_no_way_of_its_own() {
    let told = tested(
        r#"power t "T"
instrument k "K"
  in force from 2026-01-01
  section 1
    (more than half of class_a except ann) or ben holds t
test "the sentence itself"
  on 2026-03-01
  expect (more than half of class_a except ann) or ben holds t
"#,
    );
    assert!(told.contains("all pass"), "{told}");
}
