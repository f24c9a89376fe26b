//! `relatedInformation` of findings that are about two places: the other one is there, and not the first again.

use serde_json::json;

use crate::client::document;
use crate::fixture::Fixture;

const GROUND: &str = "package example \"Example\"
body ministry \"Ministry\"
body province \"Province\" until 2030-12-31
modality decentralise \"Decentralisation\"
  title stays
  giver stops acting
  must state term
power licence \"Licence\"
fact capacity : number from 0 to 100
instrument law_1 \"Law 1\"
  in force from 2024-07-01
  article 1
    ministry holds licence
instrument decree_1 \"Decree 1\"
";

/// `line «words»: what is said` of each place beside the finding of that code.
async fn beside(lines: &str, code: &str, language: &str) -> Vec<String> {
    let fixture = Fixture::new(&format!("//- /w/a.vires\n{GROUND}{lines}"));
    let mut client = fixture.client(json!({ "textDocument": { "diagnostic": {} } })).await;
    let settings = json!({ "vires": { "language": language } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings })).await;
    let pull = json!({ "textDocument": document("/w/a.vires") });
    let found = client.request("textDocument/diagnostic", pull).await["items"].clone();
    let finding = found.as_array().unwrap().iter().find(|finding| finding["code"] == code);
    let finding = finding.unwrap_or_else(|| panic!("no {code} in {found:#}"));
    let related = finding["relatedInformation"].as_array().cloned().unwrap_or_default();
    let told = related.iter().map(|place| {
        assert_ne!(place["location"]["range"], finding["range"]);
        let (uri, range) = (&place["location"]["uri"], &place["location"]["range"]);
        let at = fixture.place(uri, range);
        format!("{at}: {}", place["message"].as_str().unwrap())
    });
    told.collect()
}

/// In both languages.
async fn both(lines: &str, code: &str) -> String {
    let [english, vietnamese] = [beside(lines, code, "en").await, beside(lines, code, "vi").await];
    format!("{}\n\n{}\n", english.join("\n"), vietnamese.join("\n"))
}

#[tokio::test]
async fn a_holder_that_is_gone_is_shown_where_it_is_declared() {
    let lines = "  in force from 2024-08-01\npower other \"Other\"\ninstrument law_2 \"Law 2\"\n  in force from 2024-08-01\n  article 1\n    province holds other\n";
    insta::assert_snapshot!(both(lines, "V2003").await);
}

#[tokio::test]
async fn what_lapses_and_what_is_law_then() {
    let lines = "  in force from 2025-07-01 until 2027-02-28, overlay\n  article 1\n    decentralise licence from ministry to province\n";
    insta::assert_snapshot!(both(lines, "V2004").await);
}

#[tokio::test]
async fn a_circle_of_transfers_shows_each() {
    let lines = "  in force from 2025-07-01\n  article 1\n    decentralise licence from ministry to province until 2029-12-31\ninstrument decree_2 \"Decree 2\"\n  in force from 2025-10-01\n  article 1\n    decentralise licence from province to ministry until 2029-12-31 when capacity at least 50\n";
    insta::assert_snapshot!(both(lines, "V3003").await);
}

#[tokio::test]
async fn what_must_be_stated_is_shown_where_it_is_said() {
    let lines = "  in force from 2025-07-01\n  article 1\n    decentralise licence from ministry to province\n";
    insta::assert_snapshot!(both(lines, "V3004").await);
}

#[tokio::test]
async fn what_leaves_a_rule_nothing() {
    let of_a_transfer = "  in force from 2025-07-01 until 2029-12-31\n  article 1\n    decentralise licence from ministry to province when capacity below 50\n    ministry keeps licence when capacity at least 70\n";
    let of_the_rest = "  in force from 2025-07-01\npower other \"Other\"\ninstrument law_2 \"Law 2\"\n  in force from 2025-07-01\n  article 1\n    ministry holds other when capacity at least 0\n    province holds other in all other cases\n";
    let all_kept = "  in force from 2025-07-01 until 2029-12-31\n  article 1\n    decentralise licence from ministry to province when capacity below 50\n    ministry keeps licence\n";
    let mut told = String::new();
    for lines in [of_a_transfer, of_the_rest, all_kept] {
        told.push_str(&both(lines, "V4001").await);
    }
    insta::assert_snapshot!(told);
}
