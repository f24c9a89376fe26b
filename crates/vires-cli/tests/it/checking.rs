//! `vires check`

use crate::run::{DOUBLE_COVER, Folder, LAPSE};

fn licences(name: &str) -> Folder {
    Folder::new(name).with("licences.vires", DOUBLE_COVER)
}

#[test]
fn a_double_cover_for_people() {
    insta::assert_snapshot!(licences("check-text").run(&["check"]));
}

#[test]
fn a_double_cover_in_one_line() {
    insta::assert_snapshot!(licences("check-concise").run(&["check", "--format", "concise"]));
}

#[test]
fn a_double_cover_for_programs() {
    insta::assert_snapshot!(licences("check-json").run(&["check", "--format", "json", "licences.vires"]));
}

#[test]
fn a_lapse_in_vietnamese() {
    let folder = Folder::new("check-lapse")
        .with("retail.vires", LAPSE)
        .with("vires.toml", "[package]\nname = \"demo\"\nlanguage = \"vi\"\n");
    insta::assert_snapshot!(folder.run(&["check"]));
    insta::assert_snapshot!(folder.run(&["check", "--format", "json"]));
}

#[test]
fn a_clean_policy() {
    let clean = DOUBLE_COVER.replace("at most 50 MW", "below 50 MW");
    let folder = Folder::new("check-clean").with("licences.vires", &clean);
    insta::assert_snapshot!(folder.run(&["check"]));
    let ran = folder.run_with(&["check", "-"], clean.as_bytes());
    assert_eq!((ran.status, ran.out.as_str()), (Some(0), "1 file, 1 power, 2 rules: nothing found\n"));
}

#[test]
fn warnings_fail_only_where_they_are_denied() {
    let clean = DOUBLE_COVER.replace("at most 50 MW", "below 50 MW");
    let text = clean.replace("instrument kind", "power idle \"A power of nobody\"\ninstrument kind");
    let folder = Folder::new("check-deny").with("licences.vires", text);
    let ran = folder.run(&["check", "--format", "concise"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    assert!(ran.out.contains("warning[V8002]"), "{ran}");
    assert_eq!(folder.run(&["check", "--deny", "warnings"]).status, Some(1));
}

#[test]
fn one_bad_line_costs_that_line() {
    let text = DOUBLE_COVER
        .replace("fact capacity", "fakt x\nfact capacity")
        .replace("  article 2", "  article 2\n    province hold licence");
    let folder = Folder::new("check-syntax").with("licences.vires", text);
    insta::assert_snapshot!(folder.run(&["check"]));
}

/// A lost grant settles no overlap of the others; what may take a claim away, or fill a hole, leaves it open.
#[test]
fn rules_beside_a_lost_one_are_still_compared() {
    let told = |lost: &str, more: &str| {
        let text = format!(
            "package p\nbody a\nbody b\nbody c\npower q\nfact n: number from 0 to 9\n{more}\
             modality delegate\n  giver stops acting\n  title stays\n\
             instrument i\n  in force from 2025-01-01\n  article 1\n    a holds q when n below 5\n  article 2\n    \
             {lost}\n  article 3\n    c holds q when n above 2\n"
        );
        let ran = Folder::new("check-beside").with("p.vires", text).run(&["check", "--format", "concise"]);
        assert!(ran.status == Some(1) && !ran.out.contains("V2002"), "{lost}: {ran}");
        ran.out.contains("V2001")
    };
    for grant in [
        "b holds q whn n is 7",
        "b hlds q when n is 7",
        "b holds q when m is 7",
        "b and c holds q ((",
        "d holds q\n      whn n is 7",
    ] {
        assert!(told(grant, ""), "{grant}");
    }
    for unknown in ["b keps q when n is 7", "delegate q from a to (c", "a may not hold q ((", "delegate q from a to d"]
    {
        assert!(!told(unknown, ""), "{unknown}");
    }
    assert!(!told("b holds q whn n is 7", "precedence later\n"));
}

#[test]
fn colour_is_asked_for_or_not() {
    let folder = licences("check-colour");
    assert!(!folder.run(&["check"]).out.contains('\u{1b}'));
    assert!(folder.run(&["check", "--color", "always"]).out.contains('\u{1b}'));
    assert!(!folder.run(&["check", "--color", "never"]).out.contains('\u{1b}'));
}

#[test]
fn timings_are_no_part_of_the_output() {
    let folder = licences("check-timings");
    let (plain, timed) = (folder.run(&["check"]), folder.run(&["check", "--timings"]));
    assert_eq!(plain.out, timed.out);
    assert!(timed.err.contains("prove") && plain.err.is_empty());
}

#[test]
fn ids_outlive_unrelated_edits() {
    let ids = |text: &str| {
        let ran = Folder::new("check-ids").with("licences.vires", text).run(&["check", "--format", "json"]);
        let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        document["findings"].as_array().unwrap().iter().map(|finding| finding["id"].clone()).collect::<Vec<_>>()
    };
    let moved = DOUBLE_COVER.replace("unit MW", "# a comment\n\nunit MW\nbody board \"Board\"\npower other \"Other\"");
    let (before, after) = (ids(DOUBLE_COVER), ids(&moved));
    assert!(before.iter().all(|id| after.contains(id)), "{before:?} {after:?}");
}

#[test]
fn ids_of_like_findings_outlive_each_other() {
    let text = "package p\nterritory Place : a, b\ntier t\nbody moit at t\nbody pc at t, one per Place\nfact place : Place\n\
        fact goods : coal, gas\nmodality pass\n  title stays\n  giver stops acting\npower q\ninstrument i\n  \
        in force from 2025-01-01\n  article 1\n    moit holds q\n  article 2\n    pass q from moit to pc when goods is coal\n    \
        pass q from moit to pc when goods is gas\n";
    let ids = |text: &str| {
        let ran = Folder::new("check-like-ids").with("p.vires", text).run(&["check", "--format", "json"]);
        let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let all = document["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == "V8001");
        all.map(|finding| finding["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = ids(text);
    assert_eq!(before.len(), 2, "{before:?}");
    let mended = ids(&text.replacen("to pc when goods is coal", "to pc of place when goods is coal", 1));
    assert_eq!(mended, before[1..]);
}

#[test]
fn either_language_is_asked_for() {
    let folder = Folder::new("check-language")
        .with("retail.vires", LAPSE)
        .with("vires.toml", "[package]\nname = \"demo\"\nlanguage = \"vi\"\n");
    let own = folder.run(&["check"]);
    assert_eq!(own, folder.run(&["check", "--language", "vi"]));
    let english = folder.run(&["check", "--language", "en"]);
    insta::assert_snapshot!(english);
    assert_eq!(own.status, english.status);
    insta::assert_snapshot!(licences("check-vietnamese").run(&["check", "--language", "vi"]));
}

/// Whoever reads them, findings are the same ones: codes, places, boxes and names do not differ.
/// Takes out, at every depth, what is said in a language.
fn without_words(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            map.retain(|key, _| !["label", "title", "region", "period"].contains(&key.as_str()));
            map.values_mut().for_each(without_words);
        }
        serde_json::Value::Array(all) => all.iter_mut().for_each(without_words),
        _ => {}
    }
}

#[test]
fn ids_are_the_same_in_either_language() {
    let folder = Folder::new("check-language-ids").with("retail.vires", LAPSE);
    let found = |language: &str| {
        let ran = folder.run(&["check", "--format", "json", "--language", language]);
        let mut document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        for finding in document["findings"].as_array_mut().unwrap() {
            for said in ["message", "region", "period", "help", "notes"] {
                finding.as_object_mut().unwrap().remove(said);
            }
            for rule in finding["rules"].as_array_mut().unwrap() {
                rule.as_object_mut().unwrap().retain(|key, _| key != "title" && key != "label");
            }
            // What lapses is told as a comparison is: its words too follow the language.
            for change in
                finding.pointer_mut("/lapse/changes").and_then(serde_json::Value::as_array_mut).into_iter().flatten()
            {
                without_words(change);
            }
        }
        document
    };
    assert_eq!(found("en"), found("vi"));
}
