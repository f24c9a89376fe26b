//! `textDocument/hover`

use serde_json::json;

use crate::fixture::{Fixture, GROUND};
use crate::law::LAW;

async fn hover(from: &str, to: &str) -> String {
    let fixture = Fixture::new(&GROUND.replace(from, to));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/hover", fixture.at()).await;
    if found.is_null() {
        return "nothing".to_owned();
    }
    assert_eq!(found["contents"]["kind"], "markdown");
    let path = json!(format!("file://{}", fixture.path()));
    format!("{}\n{}", fixture.place(&path, &found["range"]), found["contents"]["value"].as_str().unwrap())
}

#[tokio::test]
async fn of_names() {
    let mut told = Vec::new();
    for (from, to) in [
        ("moit holds licence", "moit holds lic$0ence"),
        ("moit holds licence", "mo$0it holds licence"),
        ("when capacity", "when $0capacity"),
        ("50 MW", "50 M$0W"),
        ("offshore", "$0offshore"),
        ("package p \"", "package p$0 \""),
        ("sector energy", "sector $0energy"),
        ("    clause 1", "    clause$0 1"),
        ("moit holds", "moit h$0olds"),
    ] {
        told.push(hover(from, to).await);
    }
    insta::assert_snapshot!(told.join("\n\n----\n\n"));
}

/// What hovers say at `$0` put into the law.
async fn in_the_law(from: &str, to: &str) -> String {
    assert!(LAW.contains(from), "{from}");
    let fixture = Fixture::new(&LAW.replacen(from, to, 1));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/hover", fixture.at()).await;
    if found.is_null() {
        return format!("{to}: nothing");
    }
    let path = json!(format!("file://{}", fixture.path()));
    format!("{}\n{}", fixture.place(&path, &found["range"]), found["contents"]["value"].as_str().unwrap())
}

#[tokio::test]
async fn of_how_things_stand_today_and_on_the_day_of_the_instrument() {
    let mut told = Vec::new();
    for (from, to) in [
        // A power, from nowhere in particular, and inside an instrument that takes effect on another day.
        ("power licence", "power lic$0ence"),
        ("moit holds licence", "moit holds lic$0ence"),
        ("delegates licence", "delegates lic$0ence"),
        ("power orphaned", "power orph$0aned"),
        // Bodies.
        ("body moit", "body mo$0it"),
        ("body agency", "body age$0ncy"),
        ("body provincial_pc", "body provincial$0_pc"),
        // Rules, on the verb.
        ("moit holds licence", "moit ho$0lds licence"),
        ("agency holds licence in all", "agency ho$0lds licence in all"),
        ("delegates licence", "deleg$0ates licence"),
        ("agency holds inspection", "agency ho$0lds inspection"),
        // Instruments and citations.
        ("instrument d1", "instrument d$01"),
        ("instrument d2", "instrument d$02"),
        ("  article 1 \"Phân cấp\"", "  arti$0cle 1 \"Phân cấp\""),
        // Amounts.
        ("50_000 kW", "50_0$000 kW"),
        ("0.1 GW", "0.1 G$0W"),
        // Keywords.
        ("in all other cases", "in all ot$0her cases"),
        ("one per Province", "one p$0er Province"),
        ("given capacity is 60", "given capacity i$0s 60"),
    ] {
        told.push(in_the_law(from, to).await);
    }
    insta::assert_snapshot!(told.join("\n\n----\n\n"));
}

#[tokio::test]
async fn in_vietnamese() {
    let vietnamese = LAW.replace("name = \"law\"", "name = \"law\"\nlanguage = \"vi\"");
    let mut told = Vec::new();
    for (from, to) in [
        ("delegates licence", "delegates lic$0ence"),
        ("delegates licence", "deleg$0ates licence"),
        ("moit holds licence", "moit ho$0lds licence"),
        ("instrument d2", "instrument d$02"),
        ("body moit", "body mo$0it"),
        ("50_000 kW", "50_0$000 kW"),
    ] {
        let fixture = Fixture::new(&vietnamese.replacen(from, to, 1));
        let mut client = fixture.client(json!({})).await;
        let found = client.request("textDocument/hover", fixture.at()).await;
        told.push(found["contents"]["value"].as_str().unwrap().to_owned());
    }
    insta::assert_snapshot!(told.join("\n\n----\n\n"));
}

#[tokio::test]
async fn of_a_power_whose_rules_cannot_all_be_read_nothing_is_claimed() {
    let broken = LAW.replace("moit holds report", "moit holds report when nonsense");
    let fixture = Fixture::new(&broken.replace("power report", "power rep$0ort"));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/hover", fixture.at()).await;
    let said = found["contents"]["value"].as_str().unwrap();
    assert!(said.ends_with("Not all rules on it can be read: who holds it cannot be told."), "{said}");
}

#[tokio::test]
async fn of_a_list_of_conditions_it_is_seen_what_belongs_to_which() {
    let listed = "moit holds licence\n        when any of\n          capacity at least 50_000 kW\n          all of\n            source is coal\n            capacity above 1 MW";
    let told =
        in_the_law("moit holds licence when capacity at least 50_000 kW", &listed.replace("holds", "ho$0lds")).await;
    let wanted = "When:\n\n```vires\nany of\n  capacity at least 50_000 kW\n  all of\n    source is coal\n    capacity above 1 MW\n```";
    assert!(told.contains(wanted), "{told}");
}

#[tokio::test]
async fn an_example_tells_a_few_facts_those_of_the_rule_first() {
    let facts: String = (0..12).map(|n| format!("fact a{n} : yes or no\n")).collect();
    let rules: String = (0..12).map(|n| format!("    agency holds report when a{n}\n")).collect();
    let text = LAW.replacen("fact capacity", &format!("{facts}fact capacity"), 1).replacen(
        "    moit holds report",
        &format!("    moit ho$0lds report when capacity above 900 MW\n{rules}"),
        1,
    );
    let fixture = Fixture::new(&text);
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/hover", fixture.at()).await;
    let said = found["contents"]["value"].as_str().unwrap();
    let example = said.lines().find(|line| line.starts_with("Chain in a case")).unwrap();
    assert!(example.starts_with("Chain in a case such as `capacity = ") && example.contains("`, … on "), "{example}");
    assert_eq!(example.matches(" = ").count(), 8, "{example}");
}

#[tokio::test]
async fn of_the_act_of_a_power_and_of_a_package_with_its_label() {
    let text = LAW
        .replacen("power inspection \"Thanh tra\" sector energy", "power inspection \"Thanh tra\" sector energy, acts issue, revoke", 1)
        .replacen("  given capacity is 60 MW, source is coal, site is ha_noi\n  expect moit", "  given a$0ct is issue, capacity is 60 MW, source is coal, site is ha_noi\n  expect agency holds inspection\n  expect moit", 1);
    let fixture = Fixture::new(&text);
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/hover", fixture.at()).await;
    assert_eq!(
        found["contents"]["value"],
        "**act** · fact\n\nWhich of the acts of a power the case is about: issue, revoke"
    );
    // No line declares it, so it is called so everywhere.
    let id = client.put("textDocument/prepareRename", fixture.at()).await;
    let answer = client.answer(id).await;
    assert!(answer["error"]["message"].as_str().unwrap().starts_with("`act` is what the language calls"), "{answer}");

    let told = in_the_law("package law\ninstrument d1", "package la$0w\ninstrument d1").await;
    assert!(told.contains("**Law** · package") && told.contains("package law \"Law\""), "{told}");
}

#[tokio::test]
async fn of_an_amount_that_is_hard_to_read_how_large_it_is() {
    let text = LAW.replacen("unit MW", "currency VND\nfact value : VND from 0 to 1_000_000 billion VND\nunit MW", 1);
    for (from, to, wanted) in [
        ("1_000_000 billion VND", "1_000$0_000 billion VND", "**1,000,000,000,000,000 VND**"),
        ("VND from 0 to", "VN$0D from 0 to", "currency VND"),
    ] {
        let fixture = Fixture::new(&text.replacen(from, to, 1));
        let mut client = fixture.client(json!({})).await;
        let found = client.request("textDocument/hover", fixture.at()).await;
        let said = found["contents"]["value"].as_str().unwrap_or_default();
        assert!(said.contains(wanted), "{said}");
    }
}

#[tokio::test]
async fn the_table_of_a_power_tells_what_nobody_has_and_each_group_of_cases_by_itself() {
    let told = hover("moit holds licence when capacity at least 50 MW", "moit holds lic$0ence when any of\n        capacity above 900 MW\n        source is coal and capacity at least 50 MW").await;
    let table: Vec<&str> = told.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(
        table,
        [
            "| Holder | Cases | Under |",
            "|---|---|---|",
            "| Bộ Công Thương | công suất over 900 MW | Nghị định 1, article 1 clause 1 |",
            "|  | công suất 50 MW or more, source coal |  |",
            "| *nobody (gap)* | công suất under 50 MW |  |",
            "|  | công suất up to 900 MW, any wind source |  |",
        ]
    );
}

#[tokio::test]
async fn an_operation_tells_from_when_and_how_what_it_names_stands() {
    let told = hover(
        "      moit holds licence when capacity at least 50 MW",
        "      rep$0eal d0 article 1\ninstrument d0 \"Luật cũ\"\n  in force from 2020-01-01\n  article 1\n    moit holds licence",
    )
    .await;
    assert!(told.contains("Takes effect with its text, on 1 July 2025."), "{told}");
    assert!(told.contains("- Luật cũ, article 1, from 1 January 2020 to 30 June 2025 (ended)"), "{told}");
    // What has no end has not ended.
    let line = "      moit holds licence when capacity at least 50 MW";
    let told = hover(line, "      fo$0r licence\n        after consulting moit").await;
    assert!(told.contains("- ") && !told.contains("ended"), "{told}");
}

/// A decree that loses to the law wherever it applies.
const BEATEN: &str = "//- /w/p.vires
package p
tier central
precedence higher rank
instrument kind law rank 2
instrument kind decree rank 4
body moit \"Ministry\" at central
body mnd \"Defence\" at central
unit MW
fact capacity : MW from 0 to 100
power report \"Report\"
instrument law_1 \"Law 1\"
  kind law
  in force from 2025-01-01
  article 1
    moit holds report
instrument decree_1 \"Decree 1\"
  kind decree
  in force from 2025-01-01
  article 1
    mnd holds report when capacity above 50 MW
";

#[tokio::test]
async fn of_a_rule_that_always_loses_it_says_so_and_of_the_other_what_it_prevails_over() {
    let mut told = Vec::new();
    for (from, to) in [("mnd holds", "mnd ho$0lds"), ("moit holds", "moit ho$0lds")] {
        let fixture = Fixture::new(&BEATEN.replacen(from, to, 1));
        let mut client = fixture.client(json!({})).await;
        let found = client.request("textDocument/hover", fixture.at()).await;
        told.push(found["contents"]["value"].as_str().unwrap().to_owned());
    }
    assert!(told[0].contains("**Report: this rule loses wherever it applies, to Law 1"), "{}", told[0]);
    assert!(told[0].contains("It gives way to:\n\n- Ministry, under Law 1, article 1 ("), "{}", told[0]);
    // Whatever case is shown.
    assert!(told[1].contains("It prevails over:\n\n- Defence, under Decree 1, article 1 ("), "{}", told[1]);
    assert!(!told[1].contains("loses"), "{}", told[1]);
}

#[tokio::test]
async fn what_the_words_of_a_text_put_behind_is_told_too() {
    let text = BEATEN
        .replace("    moit holds report\n", "    moit ho$0lds report\n  this instrument prevails over decree_1\n");
    let fixture = Fixture::new(&text.replace("precedence higher rank\n", ""));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/hover", fixture.at()).await;
    let said = found["contents"]["value"].as_str().unwrap();
    assert!(said.contains("It prevails over:\n\n- Defence, under Decree 1, article 1 ("), "{said}");
}

#[tokio::test]
async fn a_provision_stands_as_what_changes_it_says_and_by_its_own_days() {
    let text = "//- /w/p.vires
package p
tier central
body moit at central
power p
power q
power r
instrument old \"Old law\"
  in force from 2020-01-01
  article 1
    moit holds p
  article 2
    clause 1
      moit holds q
  article 3 from 2021-01-01 until 2024-12-31
    moit holds r
  article 4
    moit holds r from 2025-01-01
instrument new \"New law\"
  in force from 2026-01-01
  based on old article 3, old article 4
  article 1
    repeal old article 1
  article 2
    suspend old article 2 until 2026-12-31
  article 3
    replace old article 4 with
      article 4
        moit holds r from 2026-01-01
test \"a\"
  on 2025-06-01
  expect moit holds p under old article 1
";
    for (from, to, wanted) in [
        (
            "repeal old article 1",
            "repeal old art$0icle 1",
            "in force from 1 January 2020 to 31 December 2025\n\n**Today (15 January 2026) no longer there: New law, article 1 took it away**",
        ),
        ("under old article 1", "under old art$0icle 1", "no longer there: New law, article 1 took it away**"),
        (
            "suspend old article 2",
            "suspend old art$0icle 2",
            "from 1 January 2026 to 31 December 2026 (suspended by New law, article 2), from 1 January 2027 on\n\n**Today (15 January 2026) suspended by New law, article 2**",
        ),
        ("clause 1", "clau$0se 1", "**Today (15 January 2026) suspended by New law, article 2**"),
        (
            "based on old article 3",
            "based on old art$0icle 3",
            "in force from 1 January 2021 to 31 December 2024\n\n**Today (15 January 2026) no longer in force**",
        ),
        (
            "old article 4\n",
            "old art$0icle 4\n",
            "in force from 1 January 2020 to 31 December 2025, from 1 January 2026 on (in the words of New law, article 3)\n\n**Today (15 January 2026) in force**",
        ),
        ("repeal old", "rep$0eal old", "- Old law, article 1, from 1 January 2020 to 31 December 2025 (ended)"),
    ] {
        let fixture = Fixture::new(&text.replacen(from, to, 1));
        let mut client = fixture.client(json!({})).await;
        let found = client.request("textDocument/hover", fixture.at()).await;
        let said = found["contents"]["value"].as_str().unwrap();
        assert!(said.contains(wanted), "{to}: {said}");
    }
}

/// Two texts, of which the second suspends the first for two months and reads another body for the one that it names.
const INTERRUPTED: &str = "//- /w/vires.toml
[package]
name = \"p\"
//- /w/law.vires
package p
body moit \"M\"
body mnd \"D\"
body mps \"S\"
fact coal \"Coal\" : yes or no
fact gas \"Gas\" : yes or no
fact wind \"Wind\" : yes or no
assume coal or gas
assume not (coal and gas)
power licence \"Licence\"
power permit \"Permit\"
power notice \"Notice\"
instrument law_1 \"L1\"
  in force from 2026-03-01 until 2027-02-28
  article 1
    moit holds licence
  article 2
    mnd holds permit when not (coal and wind and gas)
  article 3
    moit holds notice
    moit may not hold notice
instrument law_2 \"L2\"
  in force from 2026-03-01
  article 1
    suspend law_1 article 1 from 2026-07-01 until 2026-08-31
  article 2
    read mps for mnd in law_1 from 2026-09-01
";

#[tokio::test]
async fn of_a_rule_all_days_are_told_and_no_case_that_is_assumed_not_to_occur() {
    let mut told = Vec::new();
    for (from, to) in [
        // Suspended in between.
        ("moit holds licence", "moit ho$0lds licence"),
        ("suspend law_1", "susp$0end law_1"),
        // Another body from some day on; the case that is shown is one that is assumed to occur.
        ("mnd holds permit", "mnd ho$0lds permit"),
        // Barred everywhere.
        ("moit holds notice", "moit ho$0lds notice"),
    ] {
        told.push(hover_in(INTERRUPTED, from, to).await);
    }
    insta::assert_snapshot!(told.join("\n\n----\n\n"));
}

/// What is said at `$0` put into these files.
async fn hover_in(files: &str, from: &str, to: &str) -> String {
    assert!(files.contains(from), "{from}");
    let fixture = Fixture::new(&files.replacen(from, to, 1));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/hover", fixture.at()).await;
    found["contents"]["value"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn of_a_line_that_asks_for_steps_and_of_the_words_that_bound_a_line() {
    let law = "package p\nbody moit \"Bộ\"\nbody agency \"Cục\"\nevent crisis \"C\"\nfact big : yes or no\nfact filed : date\npower licence \"L\"\ninstrument d1 \"D\"\n  in force from 2025-07-01\n  article 1\n    moit holds licence before crisis\n    nobody holds licence in all other cases\n  article 2\n    for licence before crisis when big\n      with consent of agency\n      within 15 days of filed\n";
    let mut told = Vec::new();
    for language in ["en", "vi"] {
        for (from, to) in [
            ("for licence", "f$0or licence"),
            ("for licence before", "for licence bef$0ore"),
            ("holds licence before", "holds licence bef$0ore"),
            ("with consent of", "with con$0sent of"),
        ] {
            let text = law.replace(from, to);
            let manifest = format!("//- /w/vires.toml\n[package]\nname = \"p\"\nlanguage = \"{language}\"\n");
            let fixture = Fixture::new(&format!("{manifest}//- /w/a.vires\n{text}"));
            let mut client = fixture.client(json!({})).await;
            let found = client.request("textDocument/hover", fixture.at()).await;
            told.push(found["contents"]["value"].as_str().unwrap_or("nothing").to_owned());
        }
    }
    insta::assert_snapshot!(told.join("\n\n----\n\n"));
}
