//! Offices that must act together: one person in two of them, one body in two places, more signatories than it takes.

use crate::run::Folder;

const BANK: &str = r#"package bank "Bank"
body bank "the Bank"
body kind signatory "Signatory"
office s1 "First seat" kind signatory, under bank
office s2 "Second seat" kind signatory, under bank
office s3 "Third seat" kind signatory, under bank
office cfo "CFO" under bank
office ceo "CEO" under bank
fact payee "Payee" : person
power pay "Pay"
power loan "Lend"
power lease "Lease"
instrument mandate "Mandate"
  in force from 2026-01-01
  article 1
    any 2 of signatory hold pay
    payee may not hold pay
    cfo and ceo hold loan jointly
    (cfo and ceo jointly) or (any 2 of signatory) holds lease
  article 2
    appoint ann to s1
    appoint ben to s2
    appoint cid to s3 until 2026-03-31
    appoint dan to cfo
    appoint dan to ceo until 2026-06-30
    appoint eva to ceo from 2026-07-01
"#;

#[test]
fn one_person_in_two_offices_that_must_act_together() {
    let folder = Folder::new("persons").with("bank.vires", BANK);
    insta::assert_snapshot!("one_person_in_two_offices", folder.run(&["check"]));
    insta::assert_snapshot!("one_person_in_two_offices_in_vietnamese", folder.run(&["check", "--language", "vi"]));
    let other = BANK.replacen("appoint ben to s2", "appoint ann to s2", 1);
    insta::assert_snapshot!("one_person_in_two_seats", folder.with("bank.vires", other).run(&["check"]));
}

#[test]
fn who_signs_beside_those_who_are_enough_adds_nothing() {
    let folder = Folder::new("persons-beside").with("bank.vires", BANK);
    let act = |who: &str, at: &str, payee: &str| {
        let payee = format!("payee={payee}");
        folder.run(&["act", who, "pay", "--at", at, &payee]).status
    };
    // A seat that is vacant is named as well.
    assert_eq!(act("s1,s2,s3", "2026-04-01", "zoe"), Some(0));
    // Who is barred takes no part in it, whoever else signs.
    assert_eq!(act("s2,s3", "2026-03-31", "ann"), Some(0));
    assert_eq!(act("s1,s2,s3", "2026-03-31", "ann"), Some(1));
    assert_eq!(act("s1,s2", "2026-03-31", "ann"), Some(1));
    assert_eq!(act("s1,s3", "2026-04-01", "zoe"), Some(1));
}

#[test]
fn one_body_in_the_place_of_two() {
    let text = r#"package cabinet "Cabinet"
body crown "Crown"
office business "Business Secretary" under crown
office cabinet "Cabinet Office" under crown
power order "Order"
power joint "Joint order"
instrument law "Law"
  issued by crown on 2020-01-01
  in force from 2020-01-01
  section 1
    business holds order
      with consent of cabinet
    business and cabinet hold joint jointly
instrument transfer "Transfer of functions"
  issued by crown on 2023-02-01
  in force from 2023-02-07
  article 1
    read cabinet for business in law
"#;
    let folder = Folder::new("persons-read").with("cabinet.vires", text);
    insta::assert_snapshot!("one_body_in_the_place_of_two", folder.run(&["check"]));
    insta::assert_snapshot!("one_body_in_the_place_of_two_in_vietnamese", folder.run(&["check", "--language", "vi"]));
}
