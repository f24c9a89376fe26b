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
fn only_the_days_are_told_on_which_nobody_else_may_act() {
    let meanwhile = COMPANY.replacen(
        "  article 2\n    ceo holds sign\n",
        "  article 2\n    ceo holds sign until 2025-05-10\n    chair holds sign from 2025-04-10 until 2025-04-20\n    ceo or chair holds sign from 2025-05-11\n",
        1,
    );
    let meanwhile = meanwhile.replacen(
        "    ceo holds sign until 2025-05-10\n",
        "    ceo holds sign until 2025-04-09\n    ceo holds sign from 2025-04-21 until 2025-05-10\n",
        1,
    );
    let folder = Folder::new("vacant-meanwhile").with("company.vires", meanwhile);
    insta::assert_snapshot!("vacant_and_nobody_else", folder.run(&["check"]));
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

/// `chief is vacant`: who acts while nobody is appointed.
const DEPUTY: &str = r#"package demo "A deputy"
list Region "Region" : north, south
body board "the Board"
office chief "Chief" under board
office deputy "Deputy" under board
office head "Head of the region" under board, one per Region
fact region "Region" : Region
fact urgent "Urgent" : yes or no
fact acting is chief is vacant and urgent
power sign "Sign"
power visit "Visit"
power call "Call"
power tour "Tour"
instrument kind rule "Rule" rank 1
instrument rule_1 "Rule 1"
  kind rule, signed on 2024-12-01
  in force from 2025-01-01
  article 1
    appoint gus to chief until 2025-03-31
    appoint hal to chief from 2025-05-15
    appoint ida to head of north until 2025-06-30
    appoint jon to head of south until 2025-02-28
    appoint kim to head of south from 2025-07-01
  article 2
    chief holds sign when chief is not vacant
    deputy holds sign when chief is vacant
    head of region holds visit when not head of region is vacant
    deputy holds visit when head of region is vacant
    deputy holds call when acting
    board holds call in all other cases
    deputy holds tour when any Region has head is vacant
    board holds tour in all other cases
"#;

#[test]
fn who_acts_while_an_office_is_vacant() {
    let folder = Folder::new("deputy").with("policy.vires", DEPUTY);
    // No gap, no overlap, and no vacancy under which nobody can act.
    let clean = folder.run(&["check", "--deny", "warnings"]);
    assert_eq!(clean.status, Some(0), "{clean}");
    insta::assert_snapshot!("powers_by_vacancy", folder.run(&["powers"]));
    let holder = |power: &str, at: &str, more: &[&str]| {
        let answer = folder.run(&[&["eval", power, "--at", at, "--format", "json"], more].concat());
        let json: serde_json::Value = serde_json::from_str(&answer.out).unwrap_or_default();
        json["holders"][0]["body"].as_str().unwrap_or("nobody").to_owned()
    };
    for (at, who) in
        [("2025-03-31", "chief"), ("2025-04-01", "deputy"), ("2025-05-14", "deputy"), ("2025-05-15", "chief")]
    {
        assert_eq!(holder("sign", at, &[]), who, "{at}");
    }
    assert_eq!(holder("visit", "2025-04-01", &["region=north"]), "head");
    assert_eq!(holder("visit", "2025-04-01", &["region=south"]), "deputy");
    assert_eq!(holder("visit", "2025-07-01", &["region=north"]), "deputy");
    assert_eq!(holder("visit", "2025-07-01", &["region=south"]), "head");
    assert_eq!(holder("call", "2025-04-01", &["urgent=yes"]), "deputy");
    assert_eq!(holder("call", "2025-04-01", &["urgent=no"]), "board");
    assert_eq!(holder("call", "2025-03-01", &["urgent=yes"]), "board");
    assert_eq!(holder("tour", "2025-02-28", &[]), "board");
    assert_eq!(holder("tour", "2025-03-01", &[]), "deputy");
    // In Vietnamese and back.
    let vietnamese = folder.run(&["fmt", "--language", "vi"]);
    assert_eq!(vietnamese.status, Some(0), "{vietnamese}");
    let text = std::fs::read_to_string(folder.path().join("policy.vires")).unwrap_or_default();
    assert!(text.contains("khi chief khuyết"), "{text}");
    assert!(text.contains("khi chief không khuyết"), "{text}");
    assert_eq!(holder("sign", "2025-04-01", &[]), "deputy");
    assert_eq!(folder.run(&["fmt", "--language", "en"]).status, Some(0));
    assert_eq!(std::fs::read_to_string(folder.path().join("policy.vires")).unwrap_or_default(), DEPUTY);
}

#[test]
fn what_cannot_be_vacant() {
    let with = |line: &str| {
        let text = DEPUTY.replace("deputy holds sign when chief is vacant", line);
        Folder::new("wrong").with("policy.vires", text).run(&["check", "--format", "concise"])
    };
    insta::assert_snapshot!("a_body_is_never_vacant", with("deputy holds sign when board is vacant"));
    insta::assert_snapshot!("which_one_is_vacant", with("deputy holds sign when head is vacant"));
    insta::assert_snapshot!("no_such_office", with("deputy holds sign when chef is vacant"));
    insta::assert_snapshot!("an_amount_is_never_vacant", with("deputy holds sign when 5 + 3 is vacant"));
    // An appointment that cannot be read: nothing is said of what turns on it.
    let lost = DEPUTY.replace("appoint hal to chief from 2025-05-15", "appoint hal to chef from 2025-05-15");
    let lost = Folder::new("lost").with("policy.vires", lost).run(&["check", "--format", "concise"]);
    insta::assert_snapshot!("an_appointment_in_error", lost);
}

/// A value may be called so.
#[test]
fn a_fact_whose_answer_is_vacant() {
    let policy = r#"package demo "Lots"
fact lot : vacant, taken
body board "the Board"
power build "Build"
power clear "Clear"
instrument kind rule "Rule" rank 1
instrument rule_1 "Rule 1"
  kind rule, signed on 2024-12-01
  in force from 2025-01-01
  article 1
    board holds build when lot is vacant
    nobody holds build when lot is not vacant
"#;
    let folder = Folder::new("lots").with("policy.vires", policy);
    let eval = |lot: &str| folder.run(&["eval", "build", lot, "--at", "2025-02-01"]).to_string();
    assert!(eval("lot=vacant").contains("the Board"), "{}", eval("lot=vacant"));
    assert!(eval("lot=taken").contains("nobody"), "{}", eval("lot=taken"));
}
