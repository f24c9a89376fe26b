//! `textDocument/inlayHint`

use serde_json::json;

use crate::client::{Client, document};
use crate::fixture::Fixture;
use crate::law::LAW;

const PATH: &str = "/w/acts.vires";

/// The hints of the lines from one to another: the text of the line with each hint where it stands.
async fn hints(client: &mut Client, text: &str, first: usize, last: usize) -> Vec<String> {
    let range = json!({ "start": { "line": first, "character": 0 }, "end": { "line": last, "character": 0 } });
    let found =
        client.request("textDocument/inlayHint", json!({ "textDocument": document(PATH), "range": range })).await;
    let lines: Vec<&str> = text.lines().collect();
    let said = found.as_array().unwrap().iter().map(|hint| {
        let line: usize = hint["position"]["line"].as_u64().unwrap().try_into().unwrap();
        let column: usize = hint["position"]["character"].as_u64().unwrap().try_into().unwrap();
        let units: Vec<u16> = lines[line].encode_utf16().take(column).collect();
        let before = String::from_utf16(&units).unwrap();
        format!("{}⟨{}⟩", before.trim_start(), hint["label"].as_str().unwrap())
    });
    said.collect()
}

#[tokio::test]
async fn amounts_days_and_other_cases_in_a_stretch() {
    let fixture = Fixture::new(LAW);
    let text = fixture.text(PATH).to_owned();
    let mut client = fixture.client(json!({})).await;
    let all = hints(&mut client, &text, 0, 99).await;
    assert_eq!(
        all,
        [
            "moit holds licence when capacity at least 50_000 kW⟨= 50 MW⟩",
            "moit holds licence when capacity at least 50_000 kW⟨from 1 July 2025 on⟩",
            "agency holds licence in all other cases⟨from 1 July 2025 on⟩",
            "agency holds licence in all other cases⟨than those of 1 rule⟩",
            "moit holds report⟨from 1 July 2025 on⟩",
            "delegates licence from moit to provincial_pc of site when capacity below 0.1 GW⟨= 100 MW⟩",
            "delegates licence from moit to provincial_pc of site when capacity below 0.1 GW⟨from 1 July 2026 to 28 February 2027⟩",
        ]
    );
    assert_eq!(hints(&mut client, &text, 8, 10).await, all[4..5]);
    for (setting, left) in [("units", 5), ("dates", 3), ("otherCases", 6)] {
        let settings = json!({ "vires": { "hints": { setting: false } } });
        client.notify("workspace/didChangeConfiguration", json!({ "settings": settings })).await;
        assert_eq!(hints(&mut client, &text, 0, 99).await.len(), left, "{setting}");
    }
}

#[tokio::test]
async fn they_stand_where_the_client_counts_bytes_too() {
    // Letters of several bytes before the amount.
    let text = LAW.replace("fact capacity ", "fact công_suất \"x\" : MW from 0 to 9\nfact capacity ");
    let text = text.replace("when capacity at least 50_000 kW", "when công_suất at least 5_000 kW");
    let fixture = Fixture::new(&text);
    let line = fixture.text(PATH).lines().position(|line| line.contains("5_000 kW")).unwrap();
    let words = fixture.text(PATH).lines().nth(line).unwrap();
    for (encoding, length) in [("utf-8", words.len()), ("utf-16", words.encode_utf16().count())] {
        let capabilities = json!({ "general": { "positionEncodings": [encoding] } });
        let mut client = fixture.client(capabilities).await;
        let range = json!({ "start": { "line": line, "character": 0 }, "end": { "line": line, "character": length } });
        let asked = json!({ "textDocument": document(PATH), "range": range });
        let found = client.request("textDocument/inlayHint", asked).await;
        assert_eq!(found[0]["label"], "= 5 MW");
        assert_eq!(found[0]["position"], json!({ "line": line, "character": length }), "{encoding}");
    }
}

#[tokio::test]
async fn the_days_on_which_a_rule_is_suspended_are_none_of_its_days() {
    let fixture = Fixture::new(
        "//- /w/acts.vires\npackage p\nbody moit\npower licence\ninstrument d1\n  in force from 2025-07-01\n  article 1\n    moit holds licence\ninstrument d2\n  in force from 2025-07-01\n  article 1\n    suspend d1 article 1 from 2026-01-01 until 2026-01-31\n",
    );
    let text = fixture.text(PATH).to_owned();
    let mut client = fixture.client(json!({})).await;
    assert_eq!(
        hints(&mut client, &text, 0, 99).await,
        ["moit holds licence⟨from 1 July 2025 to 31 December 2025 and from 1 February 2026 on⟩"]
    );
}

#[tokio::test]
async fn an_event_that_bounds_a_rule_is_told_with_its_days() {
    let law = "//- /w/acts.vires\npackage p\nbody moit\nevent crisis\npower licence\ninstrument d1\n  in force from 2025-07-01 before crisis\n  article 1\n    moit holds licence\n";
    for (language, told) in [
        ("en", "moit holds licence⟨from 1 July 2025 on, only when today before crisis⟩"),
        ("vi", "moit holds licence⟨từ ngày 01 tháng 7 năm 2025 trở đi, chỉ khi hôm nay trước ngày crisis⟩"),
    ] {
        let manifest = format!("//- /w/vires.toml\n[package]\nname = \"p\"\nlanguage = \"{language}\"\n{law}");
        let fixture = Fixture::new(&manifest);
        let text = fixture.text(PATH).to_owned();
        let mut client = fixture.client(json!({})).await;
        assert_eq!(hints(&mut client, &text, 0, 99).await, [told]);
    }
}

#[tokio::test]
async fn years_are_told_in_the_months_of_the_fact_and_amounts_of_a_case_in_its_unit() {
    let fixture = Fixture::new(
        "//- /w/acts.vires\npackage p\nbody moit\nunit MW\nunit kW is 1/1000 MW\nfact cap : MW from 0\nfact term : months from 0\npower licence\ninstrument d1\n  article 1\n    moit holds licence when term at least 2 years and term at most 30 months\ntest \"t\"\n  on 2025-08-01\n  given cap is 700 kW, term is 1 year\n  expect moit holds licence\n",
    );
    let text = fixture.text(PATH).to_owned();
    let mut client = fixture.client(json!({})).await;
    assert_eq!(
        hints(&mut client, &text, 0, 99).await,
        [
            "moit holds licence when term at least 2 years⟨= 24 months⟩",
            "given cap is 700 kW⟨= 0.7 MW⟩",
            "given cap is 700 kW, term is 1 year⟨= 12 months⟩"
        ]
    );
}
