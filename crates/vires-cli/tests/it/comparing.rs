//! `vires diff`, and what ends with an instrument.

use serde_json::Value;

use crate::run::{DOUBLE_COVER, Folder, LAPSE};

/// Below 50 MW it is the province's, from a day on; a list and a fact are new, another is gone.
const BEFORE: &str = r#"package demo "Licences"
tier central "Centre"
tier province "Provinces" below central
territory Province "Province" : north, south
list Source "Source" : coal, wind, peat
body ministry "Ministry" at central
body council "Council" at province, one per Province
fact capacity "Capacity" : MW from 0 to 20_000
fact source "Source of energy" : Source
fact urgent : yes or no
fact site "Site" : Province
unit MW
power licence "Generation licence" sector electricity, place site
power old_permit "Old permit"
modality authorise "Authorisation"
  giver stops acting
  answerable giver
modality devolve "Devolution"
  giver stops acting
  answerable receiver
instrument kind decree "Decree" rank 1
instrument decree_1 "Decree 1/2025"
  kind decree
  in force from 2025-01-01
  article 1
    ministry holds licence
    ministry holds old_permit when urgent
    ministry holds old_permit in all other cases
  article 2
    authorise licence from ministry to council of site when source is wind
"#;

fn after() -> String {
    BEFORE
        .replace(
            "list Source \"Source\" : coal, wind, peat",
            "list Source \"Source\" : coal, wind (onshore, offshore), hydrogen",
        )
        .replace("fact urgent : yes or no\n", "fact large : yes or no\n")
        .replace("power old_permit \"Old permit\"", "power new_permit \"New permit\" sector electricity")
        .replace("old_permit when urgent", "new_permit when large")
        .replace("old_permit", "new_permit")
        .replace(
            "authorise licence from ministry to council of site when source is wind",
            "devolve licence from ministry to council of site when capacity below 50 MW or source is wind",
        )
}

fn versions(name: &str) -> Folder {
    Folder::new(name).with("old/demo.vires", BEFORE).with("new/demo.vires", after())
}

#[test]
fn two_versions_for_people() {
    insta::assert_snapshot!(versions("diff-text").run(&["diff", "old", "new"]));
}

#[test]
fn two_versions_as_tables() {
    insta::assert_snapshot!(versions("diff-markdown").run(&["diff", "old", "new", "--format", "markdown"]));
}

#[test]
fn two_versions_for_programs() {
    insta::assert_snapshot!(versions("diff-json").run(&["diff", "old", "new", "--format", "json"]));
}

#[test]
fn nothing_changes_from_a_version_to_itself() {
    let folder = versions("diff-same");
    let ran = folder.run(&["diff", "old", "old", "--format", "json", "--deny", "changes"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["changes"], serde_json::json!([]));
    assert_eq!(folder.run(&["diff", "old", "new", "--deny", "changes"]).status, Some(1));
    assert_eq!(folder.run(&["diff", "old", "new"]).status, Some(0));
}

#[test]
fn a_new_error_fails_the_comparison() {
    let mended = DOUBLE_COVER.replace("at most 50 MW", "below 50 MW");
    let folder = Folder::new("diff-errors").with("old/a.vires", mended).with("new/a.vires", DOUBLE_COVER);
    let ran = folder.run(&["diff", "old", "new", "--format", "github"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(ran.out.starts_with("::error file=new/a.vires,line="), "{ran}");
    assert_eq!(ran.out.lines().count(), 1, "{ran}");
    assert_eq!(folder.run(&["diff", "new", "old"]).status, Some(0));
    let sarif = folder.run(&["diff", "old", "new", "--format", "sarif"]);
    let document: Value = serde_json::from_str(&sarif.out).unwrap();
    assert_eq!(document["runs"][0]["results"].as_array().unwrap().len(), 1);
}

#[test]
fn two_dates_in_vietnamese() {
    let folder = Folder::new("diff-dates")
        .with("retail.vires", LAPSE)
        .with("vires.toml", "[package]\nname = \"demo\"\nlanguage = \"vi\"\n");
    insta::assert_snapshot!(folder.run(&["diff", "--from", "2025-06-30", "--to", "2025-07-01"]));
    insta::assert_snapshot!(folder.run(&[
        "diff",
        ".",
        "--from",
        "2027-02-28",
        "--to",
        "2027-03-01",
        "--format",
        "markdown"
    ]));
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = versions("diff-usage");
    for arguments in
        [&["diff", "old"][..], &["diff", "old", "new", "--from", "2025-01-01"], &["diff", "old", "nowhere"]]
    {
        let ran = folder.run(arguments);
        assert_eq!(ran.status, Some(2), "{ran}");
        assert_eq!(ran.err.lines().count(), 1, "{ran}");
    }
}

/// A temporary decree over a law: one power for each way it can go.
const CLIFF: &str = r#"package demo "Licences"
tier central "Centre"
tier province "Provinces" below central
tier district "Districts" below province, until 2025-06-30
body ministry "Ministry" at central
body council "Council" at province
body department "Department" under council
body district_office "District office" at district
fact large : yes or no
modality assign "Assignment"
  giver stops acting
power reverts "What goes back" sector trade
power falls "What falls to nobody" sector trade
power orphaned "What goes to nobody who exists" sector energy
power together "What two decrees carry" sector energy
power lasts "What lasts"
instrument kind law "Law" rank 1
instrument kind decree "Decree" rank 2
instrument law_1 "Law 1"
  kind law
  in force from 2020-01-01
  article 1
    ministry holds reverts
    ministry holds together
    district_office holds orphaned
    ministry holds lasts
instrument decree_1 "Decree 1"
  kind decree
  in force from 2025-07-01 until 2027-02-28
  article 1
    assign reverts from ministry to council when large
    council holds falls
    assign orphaned from district_office to council
    assign together from ministry to council
instrument decree_2 "Decree 2"
  kind decree
  in force from 2025-07-01 until 2027-02-28
  article 1
    assign together from council to department
instrument decree_3 "Decree 3"
  kind decree
  in force from 2025-07-01
  article 1
    assign lasts from ministry to council
"#;

#[test]
fn what_ends_with_an_instrument() {
    let folder = Folder::new("sunset").with("cliff.vires", CLIFF);
    let ran = folder.run(&["check"]);
    insta::assert_snapshot!(ran);
    insta::assert_snapshot!(folder.run(&["check", "--all"]));
    let document: Value = serde_json::from_str(&folder.run(&["check", "--format", "json"]).out).unwrap();
    let sunsets: Vec<&Value> =
        document["findings"].as_array().unwrap().iter().filter(|own| own["kind"] == "sunset").collect();
    assert_eq!(sunsets.len(), 2);
    assert!(sunsets.iter().all(|own| own["severity"] == "warning" && own["lapse"]["last_day"] == "2027-02-28"));
    insta::assert_snapshot!(serde_json::to_string_pretty(&sunsets[0]["lapse"]).unwrap());
}

#[test]
fn a_page_of_findings() {
    let folder = Folder::new("findings-page").with("cliff.vires", CLIFF);
    insta::assert_snapshot!(folder.run(&["check", "--format", "markdown"]));
}

#[test]
fn declared_totals() {
    let right = format!(
        "{CLIFF}require 2 powers move from central to province under decree_1 on 2025-07-01\n\
         require 1 power moves from central to province in sector trade on 2025-07-01\n\
         yêu cầu 3 thẩm quyền chuyển từ central cho province ngày 2025-07-01\n"
    );
    let folder = Folder::new("totals").with("cliff.vires", &right);
    let ran = folder.run(&["check", "--format", "concise"]);
    assert!(!ran.out.contains("V5002"), "{ran}");
    let wrong = right.replace("require 2 powers", "require 208 powers");
    let folder = Folder::new("totals-wrong").with("cliff.vires", wrong);
    let ran = folder.run(&["check", "--format", "concise"]);
    assert_eq!(ran.out.matches("V5002").count(), 1, "{ran}");
    assert!(ran.out.contains("208 powers are declared to move from Centre to Provinces"), "{ran}");
    let dateless = right.replace("under decree_1 on 2025-07-01", "under decree_1");
    let folder = Folder::new("totals-dateless").with("cliff.vires", dateless);
    let ran = folder.run(&["check", "--format", "concise"]);
    assert!(ran.out.contains("V1008") && ran.out.contains("on which day"), "{ran}");
}

/// Words that a lawyer is to understand: places that are in, answers that are given, transfers to oneself, policies
/// without tiers.
#[test]
fn plain_words_of_regions() {
    let policy = r#"package demo "Plain"
territory Commune "Commune" : lyon, nantes
body mayor "Mayor" one per Commune
body a "A"
body b "B"
body c "C"
fact site "Commune" : Commune
fact called "Call-in notice given" : date or none
fact urgent "Urgent" : yes or no
power permit "Permit" place site
power order "Order"
power loan "Loan"
power vote "Vote"
modality delegate "Delegation"
  title stays
  giver stops acting
instrument law "The law"
  in force from 2020-01-01
  article 1
    mayor of site holds permit
  article 2
    a holds order when called from 2020-01-01 until 2024-12-31
    b holds order in all other cases
    delegate order from a to c from 2022-01-01
  article 3
    a holds loan
    delegate loan from a to b
  article 4
    delegate loan from a to a
    any 2 of a, b, c hold vote when urgent
    a holds vote in all other cases
"#;
    let folder = Folder::new("plain-words").with("policy.vires", policy);
    let run = |args: &[&str]| folder.run(args).to_string();
    insta::assert_snapshot!("plain_place", run(&["who", "mayor of lyon"]));
    insta::assert_snapshot!("plain_given", run(&["who", "b"]));
    insta::assert_snapshot!("plain_findings", run(&["check", "--all"]));
    insta::assert_snapshot!("plain_diff", run(&["diff", "--from", "2021-12-31", "--to", "2022-01-01"]));
    insta::assert_snapshot!("plain_committee", run(&["eval", "vote", "--at", "2022-01-01"]));
}

/// Who repeals or suspends what decided has brought about that an older text decides.
#[test]
fn what_an_older_text_decides_again_is_by_what_took_the_newer_away() {
    let policy = r#"package p
body ministry "Ministry"
body state "State"
power ban "Ban"
power permit "Permit"
instrument old "Law of the state"
  in force from 2001-01-01
  article 1
    state holds ban, permit
instrument federal "Federal law"
  in force from 2005-01-01
  this instrument prevails over old
  article 2
    ministry holds ban
  article 3
    ministry holds permit
instrument ruling "Ruling 3937"
  in force from 2017-08-24
  article 1
    repeal federal article 2
    suspend federal article 3 until 2018-08-23
"#;
    let folder = Folder::new("comparing-repealed").with("p.vires", policy);
    insta::assert_snapshot!(folder.run(&["diff", ".", "--from", "2017-08-23", "--to", "2017-08-24"]));
}
