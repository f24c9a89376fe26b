//! `textDocument/completion`: what is offered is of the sort, and of the type, that the place takes.

use serde_json::json;

use crate::fixture::Fixture;

const LAW: &str = "package p
unit MW
unit kW is 0.001 MW
unit tonne
list Source : coal, wind
list Division : sales, plant
territory Province : ha_noi, lam_dong
body moit \"Bộ Công Thương\"
body pc one per Province
office chair under moit
office manager one per Division
fact capacity : MW from 0 to 1_000
fact weight : tonne from 0 to 5
fact source : Source
fact site : Province
fact division : Division
fact big : yes or no
fact filed : date
fact who : person
fact large is capacity at least 5 MW
fact half is 50% of capacity
fact waited is today - filed
parameter limit : MW by Source
parameter cap : MW
parameter term : days
event crisis
event opened on 2027-01-01
modality pass
power licence sector energy, place site
power permit sector trade
instrument d1 \"D1\"
  in force from 2025-07-01
  article 1
    moit holds licence
";

/// Those are among what is offered behind these lines, and those are not.
async fn has(lines: &str, wanted: &[&str], unwanted: &[&str]) {
    let fixture = Fixture::new(&format!("//- /w/a.vires\n{LAW}{lines}$0"));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/completion", fixture.at()).await;
    let items = found["items"].as_array().cloned().unwrap_or_default();
    let offered: Vec<&str> = items.iter().map(|item| item["label"].as_str().unwrap()).collect();
    for name in wanted {
        assert!(offered.contains(name), "{lines}: `{name}` is not among {offered:?}");
    }
    for name in unwanted {
        assert!(!offered.contains(name), "{lines}: `{name}` is among {offered:?}");
    }
}

async fn when(condition: &str, wanted: &[&str], unwanted: &[&str]) {
    has(&format!("    moit holds permit when {condition}"), wanted, unwanted).await;
}

#[tokio::test]
async fn a_power_is_exercised_where_a_body_of_many_is() {
    has("power x place ", &["site", "division"], &["source", "capacity", "big"]).await;
}

#[tokio::test]
async fn an_office_is_vacant_or_is_not() {
    let answers = ["yes", "no", "none", "today", "is not", "is one of", "is held by", "sum over"];
    when("chair is ", &["is vacant", "is not vacant"], &answers).await;
    when("chair ", &["is vacant", "is not vacant"], &["at least", "before", "is held by", "include", "is", "is not"])
        .await;
    when("manager ", &["of"], &["at least", "include"]).await;
    for question in ["big ", "source ", "licence ", "who ", "capacity "] {
        when(question, &[], &["is vacant", "is not vacant"]).await;
    }
}

#[tokio::test]
async fn what_is_derived_is_compared_as_what_it_is() {
    when("large is ", &["yes", "no"], &["cap", "limit", "capacity", "filed", "half"]).await;
    when("half at least ", &["cap", "limit", "capacity"], &["term", "weight", "filed", "waited", "half", "today"])
        .await;
    when("half at least 5 ", &["MW", "kW"], &["tonne", "days"]).await;
    when("waited at least ", &["term"], &["cap", "capacity", "half"]).await;
    when("capacity at least ", &["half", "cap"], &["waited", "weight", "large"]).await;
}

#[tokio::test]
async fn a_condition_begins_with_no_answer() {
    // `no` begins `no Source has …`.
    let answers = ["yes", "none", "unlimited"];
    when("", &["big", "not", "any of", "sum over"], &answers).await;
    has("assume ", &["big", "not"], &answers).await;
    has("fact x is ", &["big", "not"], &["yes", "none", "unlimited"]).await;
    for line in ["fact x : MW from ", "fact x : MW from 0 to ", "parameter y : MW from "] {
        has(line, &[], &["yes", "no", "none", "unlimited", "capacity", "cap"]).await;
    }
}

#[tokio::test]
async fn a_parameter_is_set_to_a_constant() {
    has("    set cap to ", &["unlimited"], &["cap", "limit", "capacity", "sum over", "greater of", "none"]).await;
    has("    set limit of ", &["coal", "wind"], &["source", "site", "sales"]).await;
    has("    set ", &["cap", "limit", "term"], &["article", "clause", "capacity"]).await;
}

#[tokio::test]
async fn events_and_days_where_they_can_stand() {
    let seen = ["before", "on", "after"];
    when("crisis is ", &[], &["none", "before", "on", "after"]).await;
    has("test \"x\"\n  given crisis is ", &["none", "2025-07-01"], &seen).await;
    when("today before ", &["crisis", "opened", "filed", "2025-07-01"], &["capacity"]).await;
    has("event e on ", &["2025-07-01"], &["crisis", "opened", "published", "signed"]).await;
    has("test \"x\"\n  on ", &["2025-07-01", "opened"], &["published", "signed"]).await;
    has("instrument d2 in force from ", &["2025-07-01", "opened", "published"], &[]).await;
    let counted = ["no", "none", "yes", "unlimited", "today", "sum over", "count of", "greater of"];
    has("    moit holds permit\n      within 5 days of ", &["filed", "opened", "later of"], &counted).await;
    has("territory T within ", &["Province"], &["term"]).await;
}

#[tokio::test]
async fn who_is_appointed_and_under_which_text() {
    has("    appoint an to ", &["chair", "manager"], &["moit", "pc"]).await;
    has("test \"x\"\n  expect moit holds licence under ", &["d1"], &["article", "this article", "this instrument"])
        .await;
    has("test \"x\"\n  expect moit holds licence under d1 ", &["article"], &[]).await;
    has("require ", &["licence", "every power"], &["article", "clause"]).await;
}
