//! `textDocument/hover`: what is told in one sentence, and tables that leave nothing out without saying so.

use std::fmt::Write as _;

use serde_json::json;

use crate::fixture::Fixture;

/// What the hover says where `$0` is put into a text.
async fn told(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    let fixture = Fixture::new(&format!("//- /w/p.vires\n{}", text.replacen(from, to, 1)));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/hover", fixture.at()).await;
    found["contents"]["value"].as_str().unwrap_or("nothing").to_owned()
}

/// More powers than are looked at, of which the director holds three; one is passed on with all others.
fn many_powers() -> String {
    let mut text = "package p\ntier central\nbody director \"Director\" at central\nbody deputy \"Deputy\" at central\nbody board \"Board\" at central\nmodality stand_in \"Standing in\"\n".to_owned();
    for n in 0..40 {
        let _ = writeln!(text, "power p{n} \"Power {n}\"");
    }
    text.push_str("instrument d \"Decree\"\n  in force from 2020-01-01\n  article 1\n");
    for n in 0..40 {
        let _ = writeln!(text, "    {} holds p{n}", if n > 36 { "director" } else { "board" });
    }
    text.push_str("  article 2\n    stand_in every power of director to deputy\n");
    text
}

#[tokio::test]
async fn of_a_body_what_came_to_it_with_a_class_is_told() {
    let text = many_powers();
    let said = told(&text, "body deputy", "body dep$0uty").await;
    for n in 37..40 {
        assert!(said.contains(&format!("| Power {n} |")), "{said}");
    }
    assert!(!said.contains("not looked at"), "{said}");
    let said = told(&text, "body board", "body boa$0rd").await;
    assert!(
        said.contains(
            "and 16 more\n\nWhether it holds 13 further powers was not looked at; the register of powers tells all."
        ),
        "{said}"
    );
}

const LAW: &str = "package p
tier central
tier province below central
body moit \"Ministry\" at central
body old \"Old ministry\" at central until 2025-06-30
office auditor \"Internal auditor\" under moit
list Grade : head, senior
list Purpose : travel, supplies
unit MW
fact capacity : MW from 0
fact total : MW from 0
fact term : months from 0
parameter spending \"Spending\" : MW from 0, by Grade and Purpose
parameter days_left \"Days to decide\" : days from 0
power licence \"Licence\" sector energy
event new_law \"New law\"
require 1 power moves from central to province on 2026-01-01
require no power in sector energy is held at province
instrument d1 \"Decree 1\"
  in force from 2020-01-01
  article 1
    moit holds licence when capacity above 30% of total or term at least 2 years
  article 2 \"Two\"
instrument d2 \"Decree 2\"
  in force from 2026-01-01
  article 1
    set spending of head, senior for travel to 50 MW
    set days_left to 60 days until 2026-06-30
    appoint an_nguyen to auditor
    read moit for old in d1
    abolish old from 2026-02-01
    suspend d1 article 2 before new_law
    extend d1 until 2030-12-31
";

#[tokio::test]
async fn an_operation_says_its_effect_in_a_sentence() {
    for (from, to, wanted) in [
        ("set spending", "se$0t spending", "Sets Spending of `head` and `senior` for `travel` to `50 MW`."),
        ("set days_left", "se$0t days_left", "Sets Days to decide to `60 days`, `until 2026-06-30`."),
        ("appoint an", "appo$0int an", "`an_nguyen` fills the office Internal auditor."),
        ("read moit", "re$0ad moit", "Where Decree 1 names Old ministry, Ministry is meant."),
        ("abolish old", "abo$0lish old", "Old ministry ceases to exist, `from 2026-02-01`."),
        (
            "suspend d1",
            "sus$0pend d1",
            "Stops Decree 1, article 2 for a time: what stands there does nothing meanwhile, `before new_law`.",
        ),
        ("extend d1", "ext$0end d1", "Moves the last day of Decree 1, `until 2030-12-31`."),
    ] {
        let said = told(LAW, from, to).await;
        assert!(said.starts_with(wanted), "{said}");
        let states_its_day = from.starts_with("abolish");
        assert_eq!(said.contains("Takes effect with its text, on 1 January 2026."), !states_its_day, "{said}");
    }
}

#[tokio::test]
async fn a_keyword_says_what_it_does_at_its_place() {
    for (from, to, wanted) in [
        ("for travel", "fo$0r travel", "For which entry of the second list by which it is kept."),
        ("moves from central", "moves fr$0om central", "The tier from which the powers pass."),
        ("to province", "t$0o province", "The tier to which the powers pass."),
        ("no power in", "no pow$0er in", "Any power there is; behind it, only those of a sector."),
        ("% of total", "% o$0f total", "Of which amount it is a share."),
        ("to auditor", "t$0o auditor", "The office that the person fills."),
    ] {
        let said = told(LAW, from, to).await;
        assert!(said.ends_with(wanted), "{to}: {said}");
    }
    for (from, to) in [("2 years", "$02 years"), ("2 years", "2 ye$0ars")] {
        let said = told(LAW, from, to).await;
        assert!(said.starts_with("**2 years** = 24 months"), "{said}");
    }
}

#[tokio::test]
async fn what_stands_until_an_event_comes_stands_in_no_cases() {
    let said = told(LAW, "d1 article 2 before", "d1 arti$0cle 2 before").await;
    assert!(said.contains("until “New law” comes (suspended by Decree 2, article 1)"), "{said}");
    assert!(said.contains("once “New law” has come") && !said.contains("some cases"), "{said}");
}
