//! `vires act` where it turns on who acted: quorums, persons, bars, delegations of cases that are not known; one body of many; values that
//! have ended.

use crate::run::Folder;

const OFFICES: &str = r#"package demo "Offices"
body a "A"
body b "B"
body c "C"
list Grade "Grade" : g1, g2, g3
office officer "Officer" one per Grade
office chief "Chief"
office deputy "Deputy"
office reviewer "Reviewer of accounts"
fact grade : Grade
fact requester "Who asks" : person
fact amount : number from 0 to 100
power quorum "Quorum"
power sign "Sign"
power grading "Of a grade"
power class "Of a class"
power either "Either way"
power both "Both"
power pay "Pay"
power order "Order"
power loan "Loan"
instrument kind law "Law" rank 1
instrument kind decree "Decree" rank 2
modality delegate "Delegate"
  giver may still act
  form decree
  from a to b
instrument l "The law"
  kind law, signed on 2025-01-01
  in force from 2025-01-01
  article 1
    any 2 of a, b, c hold quorum
    chief holds sign
    requester may not hold sign
    officer of grade holds grading
    any 2 of officer of g1, officer of g2, officer of g3 hold class
    (any 2 of a, b, c) or (chief and a jointly) holds either
    chief and deputy hold both jointly
    requester may not hold both
    chief holds pay
      after review by reviewer
    any 2 of chief, deputy, reviewer hold order
    a holds loan when amount at most 50
    b holds loan in all other cases
  article 2
    appoint an to chief
    appoint binh to chief
    appoint an to deputy
    appoint an to reviewer
    appoint cuong to officer of g1
    appoint dung to officer of g2
    appoint cuong to officer of g3
"#;

fn offices(name: &str) -> Folder {
    Folder::new(name).with("offices.vires", OFFICES)
}

fn act(folder: &Folder, words: &[&str]) -> String {
    folder.run(&[&["act"], words, &["--at", "2025-02-01"]].concat()).to_string()
}

#[test]
fn each_acts_for_one_seat() {
    let folder = offices("seats");
    insta::assert_snapshot!("one_of_two", act(&folder, &["a", "quorum"]));
    insta::assert_snapshot!("one_of_two_in_vietnamese", act(&folder, &["a", "quorum", "--language", "vi"]));
    insta::assert_snapshot!("either_of_two_ways", act(&folder, &["a", "either"]));
    // One of a kind, not said which, is one of them; named twice, as well.
    insta::assert_snapshot!("one_not_said_which", act(&folder, &["officer", "class"]));
    assert_eq!(folder.run(&["act", "officer,officer", "class", "--at", "2025-02-01"]).status, Some(1));
    assert_eq!(folder.run(&["act", "officer,officer of g1", "class", "--at", "2025-02-01"]).status, Some(0));
    assert_eq!(folder.run(&["act", "officer of g2,officer of g2", "class", "--at", "2025-02-01"]).status, Some(1));
    assert_eq!(folder.run(&["act", "officer of g1,officer of g2", "class", "--at", "2025-02-01"]).status, Some(0));
    insta::assert_snapshot!("one_who_is_no_holder", act(&folder, &["a,chief", "quorum"]));
}

#[test]
fn it_depends_on_who_asks() {
    let folder = offices("asks");
    // Two persons fill the office: one of them is left, whoever asks.
    assert_eq!(folder.run(&["act", "chief", "sign", "--at", "2025-02-01"]).status, Some(0));
    insta::assert_snapshot!("one_of_two_persons", act(&folder, &["chief", "sign", "--by", "an"]));
    insta::assert_snapshot!("two_offices", act(&folder, &["chief,deputy", "both"]));
    insta::assert_snapshot!("two_offices_for_programs", act(&folder, &["chief,deputy", "both", "--format", "json"]));
    insta::assert_snapshot!("the_person_barred", act(&folder, &["chief,deputy", "both", "requester=an"]));
    insta::assert_snapshot!("one_person_barred", act(&folder, &["chief", "sign", "requester=an", "--by", "an"]));
    // Nothing says who acted.
    let silent = Folder::new("silent").with(
        "offices.vires",
        OFFICES.replace("    appoint an to chief\n", "").replace("    appoint binh to chief\n", ""),
    );
    insta::assert_snapshot!("whoever_it_was", act(&silent, &["chief", "sign"]));
}

#[test]
fn who_fills_which_office() {
    let folder = offices("fills");
    insta::assert_snapshot!("filled_by_others", act(&folder, &["chief", "sign", "requester=x", "--by", "dung"]));
    insta::assert_snapshot!(
        "too_many_persons",
        act(&folder, &["chief", "sign", "requester=x", "--by", "an", "--by", "binh"])
    );
    insta::assert_snapshot!(
        "a_person_of_no_office",
        act(&folder, &["chief", "sign", "requester=x", "--by", "an", "--by", "dung"])
    );
    // Who decided is also the one who reviewed; without a name it may have been the other.
    insta::assert_snapshot!(
        "decides_and_reviews",
        act(&folder, &["chief", "pay", "--by", "an", "--done", "review by reviewer"])
    );
    assert_eq!(
        folder.run(&["act", "chief", "pay", "--at", "2025-02-01", "--done", "review by reviewer"]).status,
        Some(0)
    );
    // Of the offices that acted, not of all that may.
    insta::assert_snapshot!("one_person_in_two_offices", act(&folder, &["deputy,reviewer", "order"]));
    insta::assert_snapshot!(
        "sets_that_can_act",
        folder.run(&["eval", "order", "--at", "2025-02-01", "--format", "json"])
    );
}

#[test]
fn what_is_passed_on_in_cases_that_are_not_known() {
    let folder = offices("passes");
    insta::assert_snapshot!("passed_on_where_theirs", act(&folder, &["delegate", "a", "loan", "b", "delegate"]));
    // In no case may it be passed on to c.
    insta::assert_snapshot!("passed_on_in_no_case", act(&folder, &["delegate", "a", "loan", "c", "delegate"]));
}

#[test]
fn one_body_of_many() {
    let folder = offices("many");
    insta::assert_snapshot!("one_officer", folder.run(&["who", "officer of g1"]));
    insta::assert_snapshot!("one_officer_in_vietnamese", folder.run(&["who", "officer của g2", "--language", "vi"]));
    insta::assert_snapshot!("one_officer_for_programs", folder.run(&["who", "Officer of g3", "--format", "json"]));
    // A label may have an `of` of its own.
    assert_eq!(folder.run(&["who", "Reviewer of accounts"]).status, Some(0));
    assert_eq!(folder.run(&["act", "Reviewer of accounts", "order", "--at", "2025-02-01"]).status, Some(1));
    insta::assert_snapshot!("no_such_officer", folder.run(&["who", "officer of g9"]));
    insta::assert_snapshot!("only_one_chief", folder.run(&["who", "chief of g1"]));
}

#[test]
fn values_that_have_ended() {
    let places = "name,label,from,until,successor\nold,Old,,2025-06-30,new\nnew,New,,,\ngone,Gone,,2025-06-30,\nlater,Later,2026-01-01,,\n";
    let policy = r#"package demo "Places"
territory Province from "places.csv"
body committee "Committee" one per Province
fact site "Site" : Province
power permit "Permit" place site
instrument kind law "Law" rank 1
instrument l "The law"
  kind law, signed on 2025-01-01
  in force from 2025-01-01
  article 1
    committee of site holds permit
"#;
    let folder = Folder::new("ended").with("places.csv", places).with("policy.vires", policy);
    let eval = |site: &str| folder.run(&["eval", "permit", site, "--at", "2025-08-01"]).to_string();
    insta::assert_snapshot!("read_as_its_successor", eval("site=old"));
    insta::assert_snapshot!("without_successor", eval("site=gone"));
    insta::assert_snapshot!("does_not_exist_yet", eval("site=later"));
    assert!(!eval("site=new").contains("note:"));
    let act = |who: &str| folder.run(&["act", who, "permit", "site=old", "--at", "2025-08-01"]).to_string();
    insta::assert_snapshot!("act_in_a_place_that_has_ended", act("committee of new"));
    insta::assert_snapshot!("act_of_one_that_has_ended", act("committee of old"));
    insta::assert_snapshot!("who_of_one_that_has_ended", folder.run(&["who", "committee of old"]));
}

/// What a user is told whose act comes near, comes late, or stands on a transfer without effect.
const NEAR: &str = r#"package demo "Near"
currency USD "dollars", with 2 decimals
list Agency "Agency" : gsa, nasa
office co "Contracting officer" one per Agency
office ca "Competition advocate" one per Agency
body kind class_a "Class A"
body city "City" kind class_a
body state "State" kind class_a
body heritage "Heritage"
office head "Head" under state
office clerk "Clerk" under head
fact total "Total" : USD from 0
fact buyer "Agency that buys" : Agency
fact filed "Filed" : date
fact urgent "Urgent" : yes or no
power approve "Approve"
power licence "Licence"
power pay "Pay"
power permit "Permit"
modality delegate "Delegation"
  title stays
  giver may still act
  onward never
instrument law "Law"
  in force from 2020-01-01
  article 1
    co of buyer holds approve when total at most 900_000 USD
    ca of buyer holds approve in all other cases
  article 2
    city holds licence
      within 30 days of filed, else passes to heritage
    state may take over licence from city within 6 months beginning with filed
  article 3
    state holds pay
    delegate pay from state to head
  article 4
    city holds permit when total at least 100 USD or urgent
    permit is not required in all other cases
instrument memo "Memo of the head"
  in force from 2021-01-01
  paragraph 1
    delegate pay from head to clerk
"#;

#[test]
fn what_stands_in_the_way() {
    let folder = Folder::new("near").with("policy.vires", NEAR);
    let act = |args: &[&str]| {
        let both = ["en", "vi"].map(|language| {
            let mut all = vec!["act"];
            all.extend(args);
            all.extend(["--at", "2024-03-05", "--language", language]);
            folder.run(&all).to_string()
        });
        both.concat()
    };
    // The limit of the office whose act it would be.
    insta::assert_snapshot!(
        "limit_of_another_office",
        act(&["co of gsa", "approve", "total=95 million USD", "buyer=nasa"])
    );
    insta::assert_snapshot!(
        "limit_from_which_another_office_acts",
        act(&["ca of gsa", "approve", "total=5 USD", "buyer=nasa"])
    );
    insta::assert_snapshot!("taken_over_too_late", act(&["state", "licence", "filed=2024-02-01"]));
    insta::assert_snapshot!("by_a_transfer_without_effect", act(&["clerk", "pay"]));
    insta::assert_snapshot!("where_no_act_is_required", act(&["city", "permit", "total=50 USD", "urgent=no"]));
    insta::assert_snapshot!("a_kind_is_nobody", act(&["class_a", "licence", "filed=2024-02-01"]));
    insta::assert_snapshot!("a_fact_without_a_value", act(&["city", "permit", "total=50 USD", "urgent"]));
}

#[test]
fn one_half_of_what_two_lists_keep() {
    let policy = r#"package demo "Turnover"
currency EUR "euro", with 2 decimals
body c "C"
list Party "Party" : first, second
list State "State" : de, fr
fact turnover "Turnover" : EUR from 0, by Party and State
power clear "Clear"
instrument i "The law"
  in force from 2000-01-01
  article 1
    c holds clear when sum over Party of turnover for de above 5 EUR
    nobody holds clear in all other cases
"#;
    let folder = Folder::new("halves").with("policy.vires", policy);
    let act = |facts: &[&str]| {
        let mut all = vec!["act", "c", "clear", "--at", "2024-01-01"];
        all.extend(facts);
        folder.run(&all).status
    };
    assert_eq!(act(&["turnover of first=6 EUR", "turnover=0 EUR"]), Some(0));
    assert_eq!(act(&["turnover=0 EUR", "turnover of first=6 EUR"]), Some(0));
    assert_eq!(act(&["turnover for de=3 EUR", "turnover=0 EUR"]), Some(0));
    assert_eq!(act(&["turnover for fr=3 EUR", "turnover=0 EUR"]), Some(1));
    // What is given alone stays, before and behind.
    assert_eq!(act(&["turnover of first=6 EUR", "turnover of first for de=1 EUR", "turnover=0 EUR"]), Some(1));
    assert_eq!(act(&["turnover of first for de=1 EUR", "turnover of first=6 EUR", "turnover=0 EUR"]), Some(1));
    // Nothing says which of the two is meant of the first in de.
    assert_eq!(act(&["turnover of first=6 EUR", "turnover for de=1 EUR"]), Some(2));
    assert_eq!(act(&["turnover of first=6 EUR", "turnover of first=6 EUR"]), Some(2));
}
