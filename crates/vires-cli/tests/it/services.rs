//! What code hosting and scanning services read.

use serde_json::Value;

use crate::run::{DOUBLE_COVER, Folder, LAPSE};

fn sarif(folder: &Folder, more: &[&str]) -> Value {
    let ran = folder.run(&[&["check", "--format", "sarif"], more].concat());
    serde_json::from_str(&ran.out).unwrap()
}

/// What the standard requires of the objects that we write (SARIF 2.1.0, the properties marked "required" in its schema,
/// and the rules in its text on indices, positions and references).
fn is_sarif(document: &Value) {
    assert_eq!(document["version"], "2.1.0");
    assert!(document["$schema"].as_str().unwrap().contains("sarif-schema-2.1.0"));
    let runs = document["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    for run in runs {
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "vires");
        assert!(driver["semanticVersion"].as_str().unwrap().split('.').count() >= 3);
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let rules = driver["rules"].as_array().unwrap();
        for rule in rules {
            assert!(rule["id"].as_str().unwrap().starts_with('V'));
            for text in [&rule["shortDescription"]["text"], &rule["help"]["text"], &rule["help"]["markdown"]] {
                assert!(!text.as_str().unwrap().is_empty());
            }
            is_level(&rule["defaultConfiguration"]["level"]);
        }
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            is_level(&result["level"]);
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            assert!(!result["partialFingerprints"]["viresFinding/v1"].as_str().unwrap().is_empty());
            let locations = |key: &str| result[key].as_array().cloned().unwrap_or_default();
            assert!(locations("locations").len() <= 1);
            for location in locations("locations").iter().chain(&locations("relatedLocations")) {
                let place = &location["physicalLocation"];
                let uri = place["artifactLocation"]["uri"].as_str().unwrap();
                assert!(uri.is_ascii() && !uri.contains([' ', '"', '<', '>', '\\']), "{uri}");
                let number = |key: &str| place["region"][key].as_u64().unwrap();
                let (from, to) =
                    ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
                assert!(from.0 >= 1 && from.1 >= 1 && from <= to);
            }
            let ids: Vec<u64> = locations("relatedLocations").iter().map(|at| at["id"].as_u64().unwrap()).collect();
            assert!(ids.is_sorted_by(|a, b| a < b), "each id once");
            for suppression in result["suppressions"].as_array().into_iter().flatten() {
                assert_eq!((&suppression["kind"], &suppression["status"]), (&"external".into(), &"accepted".into()));
            }
        }
    }
}

fn is_level(level: &Value) {
    assert!(["none", "note", "warning", "error"].contains(&level.as_str().unwrap()), "{level}");
}

#[test]
fn a_code_scanning_service_gets_sarif() {
    let folder = Folder::new("sarif").with("cấp phép.vires", DOUBLE_COVER);
    let document = sarif(&folder, &[]);
    is_sarif(&document);
    let result = &document["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "V2001");
    let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "c%E1%BA%A5p%20ph%C3%A9p.vires");
    assert_eq!(result["relatedLocations"].as_array().unwrap().len(), 1);
    let json: Value = serde_json::from_str(&folder.run(&["check", "--format", "json"]).out).unwrap();
    assert_eq!(result["partialFingerprints"]["viresFinding/v1"], json["findings"][0]["id"]);
    insta::assert_snapshot!(serde_json::to_string_pretty(result).unwrap());
}

#[test]
fn sarif_of_nothing_of_what_does_not_read_and_of_what_is_accepted() {
    let folder = Folder::new("sarif-others").with("retail.vires", LAPSE);
    let accept = ["check", "--write-baseline", "known.toml", "--reason", "known", "--until", "2026-12-31"];
    folder.run(&[&accept[..], &["--today", "2026-06-01"]].concat());
    let document = sarif(&folder, &["--baseline", "known.toml", "--today", "2026-06-01", "--language", "vi"]);
    is_sarif(&document);
    assert_eq!(document["runs"][0]["language"], "vi");
    for result in document["runs"][0]["results"].as_array().unwrap() {
        assert_eq!(result["suppressions"][0]["justification"], "known");
    }
    let clean = DOUBLE_COVER.replace("at most 50 MW", "below 50 MW");
    let document = sarif(&Folder::new("sarif-clean").with("licences.vires", clean), &[]);
    is_sarif(&document);
    assert_eq!(document["runs"][0]["results"].as_array().unwrap().len(), 0);
    is_sarif(&sarif(&Folder::new("sarif-broken").with("a.vires", "package a\nfakt x\n\tbody\n"), &[]));
}

#[test]
fn a_workflow_gets_commands() {
    let folder = Folder::new("github").with("a, b: 50%.vires", DOUBLE_COVER);
    insta::assert_snapshot!(folder.run(&["check", "--format", "github"]));
    let folder = Folder::new("github-vi").with("retail.vires", LAPSE);
    insta::assert_snapshot!(folder.run(&["check", "--format", "github", "--language", "vi"]));
}
