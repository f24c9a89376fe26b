//! Offices that nobody fills, and offices that two persons fill: `vires act`, `vires eval`, `vires check`.

use crate::run::Folder;

const COMPANY: &str = r#"package demo "A company"
body board "the Board"
office ceo "Chief executive" under board
office chair "Chair of the board" under board
fact requester "Who asks" : person
power sign "Sign a contract"
power pay "Pay"
instrument kind resolution "Resolution" rank 1, issued by board
instrument resolution_1 "Resolution 1"
  kind resolution, issued by board on 2023-12-01
  in force from 2024-01-01
  article 1
    appoint gus to ceo until 2025-03-31
    appoint hal to ceo from 2025-05-15
  article 2
    ceo holds sign
    ceo or chair holds pay
    requester may not hold pay
"#;

#[test]
fn nobody_acts_for_a_vacant_office() {
    let folder = Folder::new("vacant").with("company.vires", COMPANY);
    let act = |at: &str, more: &[&str]| folder.run(&[&["act", "ceo", "sign", "--at", at], more].concat());
    assert_eq!(act("2025-03-31", &[]).status, Some(0));
    assert_eq!(act("2025-05-15", &["--by", "hal"]).status, Some(0));
    let vacant = act("2025-04-10", &[]);
    assert_eq!(vacant.status, Some(1));
    insta::assert_snapshot!("act_of_a_vacant_office", vacant);
    insta::assert_snapshot!("act_of_a_vacant_office_in_vietnamese", act("2025-04-10", &["--language", "vi"]));
    assert_eq!(act("2025-04-10", &["--by", "gus"]).status, Some(1));
    let eval = |power: &str, more: &[&str]| folder.run(&[&["eval", power, "--at", "2025-04-10"], more].concat());
    insta::assert_snapshot!("answer_with_a_vacant_office", eval("sign", &[]));
    insta::assert_snapshot!("answer_with_a_vacant_office_in_vietnamese", eval("pay", &["--language", "vi"]));
    insta::assert_snapshot!("answer_with_a_vacant_office_for_programs", eval("sign", &["--format", "json"]));
    assert_eq!(folder.run(&["act", "chair", "pay", "--at", "2025-04-10"]).status, Some(0));
}

#[test]
fn one_of_two_persons_is_barred() {
    let acting = "    appoint sam to ceo from 2024-12-23 until 2025-01-10\n";
    let folder = Folder::new("acting")
        .with("company.vires", COMPANY.replacen("    appoint hal", &format!("{acting}    appoint hal"), 1));
    let act =
        |more: &[&str]| folder.run(&[&["act", "ceo", "pay", "requester=sam", "--at", "2024-12-24"], more].concat());
    assert_eq!(act(&["--by", "gus"]).status, Some(0), "{}", act(&["--by", "gus"]));
    assert_eq!(act(&[]).status, Some(0));
    insta::assert_snapshot!("the_one_who_is_barred", act(&["--by", "sam"]));
}

#[test]
fn vacancies_are_found_and_told_once() {
    let folder = Folder::new("vacancies").with("company.vires", COMPANY);
    insta::assert_snapshot!("a_vacant_office_is_found", folder.run(&["check"]));
    insta::assert_snapshot!("a_vacant_office_is_found_in_vietnamese", folder.run(&["check", "--language", "vi"]));
    // Nobody follows, and every power stands still; then the chair is vacant as well.
    let more =
        COMPANY.replacen("    appoint hal to ceo from 2025-05-15\n", "    appoint ida to chair until 2025-12-31\n", 1);
    insta::assert_snapshot!("nobody_follows", folder.with("company.vires", &more).run(&["check"]));
    let filled = COMPANY.replacen("from 2025-05-15", "from 2025-04-01", 1);
    let clean = Folder::new("filled").with("company.vires", filled).run(&["check", "--deny", "warnings"]);
    assert_eq!(clean.status, Some(0), "{clean}");
}

#[test]
fn an_office_of_one_of_many_positions() {
    let positions = r#"package demo "Positions"
list Position "Position" : p1 "One", p2 "Two"
office official "Official" one per Position
body secretary "Secretary"
fact position "Position" : Position
power commit "Commit"
power travel "Travel"
instrument kind rule "Rule" rank 1
instrument rule_1 "Rule 1"
  kind rule
  in force from 2025-01-01
  article 1
    official of position holds commit
    any 2 of official of p1, official of p2, secretary hold travel
    appoint an to official of p1 until 2025-06-30
    appoint bình to official of p2 from 2025-02-01 until 2025-05-31
    appoint cúc to official of p2 from 2025-08-01
    appoint dũng to official of p2 from 2025-09-01 until 2025-09-30
"#;
    let folder = Folder::new("positions").with("positions.vires", positions);
    insta::assert_snapshot!("offices_of_positions", folder.run(&["check", "--all", "--format", "concise"]));
    let act = |who: &str, at: &str| {
        let position = format!("position={}", who.trim_start_matches("official of "));
        folder.run(&["act", who, "commit", &position, "--at", at]).status
    };
    assert_eq!(act("official of p1", "2025-07-01"), Some(1));
    assert_eq!(act("official of p2", "2025-07-01"), Some(1));
    assert_eq!(act("official of p2", "2025-08-01"), Some(0));
}
