//! `textDocument/completion` at the places that the reference teaches.

use crate::completion::{are_among, offered_in};
use crate::fixture::Fixture;

const GROUND: &str = "//- /w/vires.toml
[package]
name = \"p\"
//- /w/a.vires
package p \"Ground\"
tier central
body moit \"Bộ Công Thương\" at central
body pc \"Tỉnh\" at central
office cfo \"Chief of finance\" under moit
office auditor \"Auditor\" under moit
fact urgent : yes or no
fact source : coal, wind
fact payee \"Who is paid\" : person
power p \"Permit\" sector trade
power q \"Quota\" sector trade
modality dec \"Decentralisation\"
instrument kind law rank 1
instrument kind decree \"Decree\" rank 2
instrument d0 \"Decree 0\"
  kind decree, issued by moit on 2024-12-01
  in force from 2025-01-01
  article 1
    appoint an_nguyen to cfo
instrument d1 \"Decree 1\"
  kind decree
  in force from 2025-07-01
  article 1
";

/// The names offered at the end of lines, those of an article unless they say otherwise.
async fn offered(lines: &str) -> Vec<String> {
    offered_in(&Fixture::new(&format!("{GROUND}{lines}"))).await
}

async fn has(lines: &str, wanted: &[&str], unwanted: &[&str]) {
    are_among(lines, &offered(lines).await, wanted, unwanted);
}

#[tokio::test]
async fn a_condition_goes_on_level_with_its_first_line() {
    let facts = ["urgent", "source", "not"];
    for lines in [
        "    moit holds q\n      when urgent\n      and $0",
        "    moit holds q\n      when urgent\n      and $0\n      until 2026-12-31\n",
        "    moit holds q\n      when urgent\n      or source is coal\n      or $0",
        "    moit holds q\n      when\n        urgent\n        and $0",
        "    moit holds q\n      when any of\n        urgent\n        source is wind\n      and $0",
        "    moit holds q\n      khi urgent\n      và $0",
    ] {
        has(lines, if lines.contains("khi") { &facts[..2] } else { &facts }, &["moit", "d1", "article"]).await;
    }
    has("    moit holds q\n      when urgent\n      and source is $0", &["coal", "wind"], &["urgent"]).await;
    has("    moit holds q\n      when urgent\n      and so$0", &["source"], &["urgent"]).await;
}

#[tokio::test]
async fn holders_in_brackets() {
    for lines in [
        "    (moit, $0",
        "    ((moit, $0",
        "    (moit or pc) and (cfo, $0",
        "    (any 2 of moit, pc, cfo) or ((moit, $0",
        "    moit, (pc and $0",
        "    moit, (pc or $0",
        "    dec p from cfo to (moit, $0",
    ] {
        has(lines, &["auditor"], &["urgent", "p", "q"]).await;
    }
}

#[tokio::test]
async fn classes_of_texts_and_of_powers() {
    has("require every $0", &["dec", "every power"], &["p", "moit"]).await;
    has("    every $0", &["law", "decree", "every power"], &["p", "moit"]).await;
    has("    every decree $0", &["issued by", "issued", "in force", "yields to"], &["on", "when", "below"]).await;
    let no_clause = ["on", "when", "below", "in", "restoring", "except when"];
    has("    repeal every decree $0", &["issued by", "issued", "in force", "from"], &no_clause).await;
    has("    repeal every decree issued $0", &["issued by", "from", "before"], &["issued", "in force", "on"]).await;
    has("    repeal every decree issued by $0", &["moit", "cfo"], &["d0", "decree"]).await;
    has("    every decree issued by $0", &["moit", "cfo"], &["d0", "decree"]).await;
    has("    repeal every decree in force $0", &["from", "until"], &["in force", "on"]).await;
    has("    suspend d0 $0", &["restoring", "until"], &["on", "when", "in"]).await;
    has("    start d0 $0", &["on"], &["restoring", "when"]).await;
    for before in ["moit holds", "nobody holds", "for", "moit may not hold", "moit may take over"] {
        has(&format!("    {before} $0"), &["p", "every power"], &["every other power"]).await;
    }
    has("    whoever holds $0", &["p", "q"], &["every other power", "every power"]).await;
    has("    dec $0", &["every power", "every other power"], &[]).await;
    has("    moit keeps $0", &["every power", "every other power"], &[]).await;
}

#[tokio::test]
async fn what_may_follow_an_outcome_or_a_power() {
    for outcome in ["pending", "gap", "not pending", "not yet in force", "undetermined", "lapsed"] {
        assert_eq!(offered(&format!("test \"x\"\n  expect {outcome} $0")).await, ["over"], "{outcome}");
    }
    has("    moit holds p $0", &["when", "until"], &["may not be passed on", "else"]).await;
    has("    dec p from moit to pc $0", &["when", "may not be passed on"], &["else"]).await;
    has("    p $0", &["may not be passed on"], &[]).await;
}

#[tokio::test]
async fn persons_that_fill_an_office() {
    has("    appoint $0", &["an_nguyen"], &["cfo", "moit"]).await;
    has("    appoint an_nguyen to $0", &["auditor"], &["an_nguyen"]).await;
    has("test \"x\"\n  given payee is $0", &["an_nguyen"], &["cfo", "yes"]).await;
}
