//! Whose place is meant, which seat is told, and through whom a power came: what is said of each by itself.

use crate::run::{Folder, found, tested};

const TWO_PLACES: &str = r#"package p
tier state
territory Province : north, south
body council at state, one per Province
body ministry at state
fact site : Province
fact seat : Province
power permit place site
power appeal place seat
power notice
instrument law "Law"
  in force from 2020-01-01
  article 1
    council of its place holds permit
  article 2
    ministry holds appeal when permit is held by council of its place
    council of its place holds appeal in all other cases
"#;

/// `its` is that of the power which is asked about.
#[test]
fn its_place_in_a_condition_is_that_of_the_power_asked_about() {
    let tests = r#"test "the permit is for the north, the seat in the south"
  on 2021-01-01
  given site is north, seat is south
  expect ministry holds appeal
"#;
    assert_eq!(tested("its-place", &format!("{TWO_PLACES}{tests}")), "ok     p.vires (1 test)\n1 test: all pass\n");
    // A power without a place has none.
    let none = TWO_PLACES
        .replace("when permit is held by council of its place", "when notice is held by council of its place")
        .replace("article 2\n", "article 2\n    ministry holds notice\n");
    let told = found("its-place-none", &none);
    assert!(told.contains("`notice` has no place of its own"), "{told}");
}

#[test]
fn one_of_a_kind_not_said_which_is_the_one_that_another_text_says() {
    let policy = r#"package p
tier state
territory Province : north, south
body council at state, one per Province
body ministry at state
fact site : Province
fact seat : Province
power permit place seat
power appeal
instrument law "Law"
  in force from 2020-01-01
  article 1
    council holds permit
  article 2
    council of site holds permit
  article 3
    ministry holds appeal when permit is held by council of seat
    nobody holds appeal in all other cases
test "that of the site holds it, not that of the seat"
  on 2021-01-01
  given site is north, seat is south
  expect nobody holds appeal
test "they are one"
  on 2021-01-01
  given site is north, seat is north
  expect ministry holds appeal
"#;
    assert_eq!(tested("unsaid", policy), "ok     p.vires (2 tests)\n2 tests: all pass\n");
}

const SIGNATORIES: &str = r#"package p
tier state
body one at state
body two at state
body three at state
body four at state
modality authorise
  title stays
  giver may still act
power sign
instrument articles "Articles"
  in force from 2020-01-01
  article 1
    any 2 of one, two hold sign
    authorise sign from one to two
    authorise sign from two to three
    authorise sign from two to four
"#;

/// A signatory who authorises the other one, while that one has authorised two more: each seat has its own.
#[test]
fn each_seat_agrees_by_itself() {
    assert_eq!(found("signatories", SIGNATORIES), "");
    // Where the second stops acting, its two delegates contend for the seat.
    let stops = SIGNATORIES
        .replace("giver may still act", "giver stops acting")
        .replace("    authorise sign from one to two\n", "");
    assert!(found("signatories-stop", &stops).contains("V2001"));
}

const BOTH_COME_TO_ONE: &str = r#"package p
tier state
body old at state
body new at state
body agency at state
body bureau at state
modality assign
  title stays
  giver stops acting
precedence higher rank
instrument kind law rank 1
instrument kind decree rank 2
power permit
instrument decree_1 "Decree 1"
  kind decree
  in force from 2020-01-01
  article 1
    old holds permit
  article 2
    assign permit from old to agency
instrument law_1 "Law 1"
  kind law
  in force from 2020-01-01
  article 1
    new holds permit
  article 2
    assign permit from new to agency
    assign permit from agency to bureau
"#;

/// What the old giver had has been beaten, though its transfer leads to the same body as that of the winner.
#[test]
fn a_transfer_of_what_has_been_beaten_is_told_though_it_leads_to_the_same_body() {
    let told = found("both-come-to-one", BOTH_COME_TO_ONE);
    assert!(told.contains("V3001") && !told.contains("V9001"), "{told}");
}

const CHAIN_OF_ONE_PLACE: &str = r#"package p
tier state
territory City : porto, braga
instrument kind law rank 1
instrument kind order rank 5
body council at state, one per City
office mayor under council, one per City
office alderman under mayor, one per City
fact city : City
power permit place city
modality delegate
  title stays
  giver may still act
instrument charter "Charter"
  kind law
  in force from 2020-01-01
  article 1
    council of city holds permit
instrument order_1 "Order of Porto"
  kind order, issued by council of porto on 2020-02-01
  in force from 2020-03-01
  article 1
    delegate permit from council of porto to mayor of porto
instrument order_2 "Second order of Porto"
  kind order, issued by mayor of porto on 2020-02-02
  in force from 2020-03-01
  article 1
    delegate permit from mayor of porto to alderman of porto
"#;

#[test]
fn a_chain_made_for_one_place_promises_nothing_in_others() {
    assert_eq!(found("chain-of-porto", CHAIN_OF_ONE_PLACE), "");
    // What its own giver does not have is told: the first link is narrower than the second.
    let narrower = CHAIN_OF_ONE_PLACE
        .replace("fact city", "fact area : number from 0\nfact city")
        .replace("to mayor of porto\n", "to mayor of porto when area at most 5\n");
    let told = found("chain-of-porto-narrow", &narrower);
    assert!(told.contains("V3001") && told.contains("Porto") || told.contains("porto"), "{told}");
}

/// An issuer of another place has no say over the giver.
#[test]
fn who_issues_for_another_place_is_told() {
    let other = CHAIN_OF_ONE_PLACE.replace("issued by council of porto", "issued by council of braga");
    assert!(found("other-place", &other).contains("V3005"));
}

const LETTERS: &str = r#"package p
tier state
territory Country : kenya, nepal
instrument kind rules rank 1
instrument kind letter rank 5
body resident at state, one per Country
office deputy under resident, one per Country
fact country : Country
power award place country
modality delegate
  title stays
  giver may still act
instrument manual "Manual"
  kind rules
  in force from 2020-01-01
  article 1
    resident of country holds award
instrument letter_kenya "Letter of Kenya"
  kind letter, issued by resident of kenya on 2020-02-01
  in force from 2020-03-01
  article 1
    delegate award from resident of kenya to deputy of kenya
instrument letter_nepal "Letter of Nepal"
  kind letter, issued by resident of nepal on 2020-02-01
  in force from 2020-03-01
  article 1
    delegate award from resident of nepal to deputy of nepal
instrument letter_2 "Second letter of Kenya"
  kind letter, issued by resident of kenya on 2021-01-01
  in force from 2021-02-01
  article 1
    repeal every letter issued by resident of kenya before 2021-01-01
test "Kenya has revoked its own"
  on 2021-03-01
  given country is kenya
  expect resident of kenya holds award
test "and not that of Nepal"
  on 2021-03-01
  given country is nepal
  expect resident of nepal or deputy of nepal holds award
"#;

#[test]
fn one_revokes_what_one_has_issued_oneself() {
    assert_eq!(tested("letters", LETTERS), "ok     p.vires (2 tests)\n2 tests: all pass\n");
    let there = Folder::new("letters-vi").run_with(&["fmt", "--language", "vi", "-"], LETTERS.as_bytes());
    assert!(there.out.contains("bãi bỏ mọi letter ban hành bởi resident của kenya"), "{there}");
    let back = Folder::new("letters-en").run_with(&["fmt", "--language", "en", "-"], there.out.as_bytes());
    assert_eq!(back.out, LETTERS);
}

const CALL_IN: &str = r#"package p
tier state
body chief at state
body minister at state
body secretary at state
fact received : date
power permit
instrument law "Law"
  in force from 2020-01-01
  article 1
    chief holds permit
  article 2
    minister may take over permit from chief within 20 days of received
"#;

/// Who may act in the place of the holder is compared as well.
#[test]
fn who_may_take_over_is_compared() {
    let line = "    minister may take over permit from chief within 20 days of received\n";
    let together = "    minister and secretary jointly may take over permit from chief within 20 days of received\n";
    let changed = |new: String| {
        let folder = Folder::new("call-in").with("old/a.vires", CALL_IN).with("new/a.vires", new);
        folder.run(&["diff", "old", "new", "--deny", "changes"])
    };
    for (new, told) in [
        (line.replace("20 days", "10 days"), "within 10 days"),
        (String::new(), "nothing of the kind"),
        (together.to_owned(), "minister and secretary jointly may take over from chief"),
    ] {
        let ran = changed(CALL_IN.replace(line, &new));
        assert_eq!(ran.status, Some(1), "{ran}");
        assert!(ran.out.contains("minister may take over from chief") && ran.out.contains(told), "{ran}");
    }
    assert_eq!(changed(CALL_IN.to_owned()).status, Some(0));
}

/// The acts of a power have labels as other values have.
#[test]
fn acts_have_labels() {
    let policy = r#"package p
tier state
body chief at state
power permit acts issue "the first issue", renew
instrument law "Law"
  in force from 2020-01-01
  article 1
    chief holds permit when act is renew
"#;
    let told = Folder::new("acts").with("p.vires", policy).run(&["check"]).out;
    assert!(told.contains("the first issue"), "{told}");
}
