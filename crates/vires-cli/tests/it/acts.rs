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
