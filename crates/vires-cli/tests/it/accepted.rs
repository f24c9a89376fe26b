//! `vires check --baseline` and `--write-baseline`.

use serde_json::Value;

use crate::run::{DOUBLE_COVER, Folder, LAPSE};

/// A folder with findings, all of them accepted until the end of 2026.
fn accepted(name: &str) -> Folder {
    let folder = Folder::new(name).with("retail.vires", LAPSE);
    let written = folder.run(&[
        "check",
        "retail.vires",
        "--write-baseline",
        "known.toml",
        "--reason",
        "the circular that follows is being drafted",
        "--until",
        "2026-12-31",
        "--today",
        "2026-06-01",
    ]);
    assert_eq!((written.status, written.out.as_str()), (Some(0), "known.toml: findings accepted: 3\n"), "{written}");
    folder
}

fn check(folder: &Folder, today: &str, more: &[&str]) -> crate::run::Ran {
    folder.run(&[&["check", "retail.vires", "--baseline", "known.toml", "--today", today], more].concat())
}

#[test]
fn what_is_accepted_does_not_fail_the_check() {
    let folder = accepted("baseline-accepted");
    insta::assert_snapshot!(folder.read("known.toml"));
    for day in ["2026-06-01", "2026-12-31"] {
        let ran = check(&folder, day, &["--deny", "warnings"]);
        let summary = "1 file, 1 power, 3 rules: nothing found; accepted for now: 3\n";
        assert_eq!((ran.status, ran.out.as_str()), (Some(0), summary), "{ran}");
    }
    let vietnamese = check(&folder, "2026-06-01", &["--language", "vi"]);
    assert!(vietnamese.out.ends_with("không phát hiện vấn đề nào; tạm thời chấp nhận: 3\n"), "{vietnamese}");
    for format in ["concise", "github"] {
        assert_eq!(check(&folder, "2026-06-01", &["--format", format]).out, "");
    }
}

#[test]
fn programs_see_what_is_accepted_and_why() {
    let folder = accepted("baseline-json");
    let document: Value = serde_json::from_str(&check(&folder, "2026-06-01", &["--format", "json"]).out).unwrap();
    assert_eq!(document["summary"]["errors"], 0);
    assert_eq!(document["summary"]["accepted"], 3);
    for finding in document["findings"].as_array().unwrap() {
        assert_eq!(finding["accepted"]["until"], "2026-12-31");
        assert_eq!(finding["accepted"]["reason"], "the circular that follows is being drafted");
    }
}

#[test]
fn after_its_last_day_an_acceptance_counts_no_more_and_that_is_said() {
    let folder = accepted("baseline-expired");
    let ran = check(&folder, "2027-01-01", &[]);
    assert_eq!(ran.status, Some(1));
    insta::assert_snapshot!(ran);
}

#[test]
fn what_is_new_fails_the_check() {
    let folder = accepted("baseline-new");
    let text = LAPSE.replace(
        "    ministry holds retail when large\n",
        "    ministry holds retail when large\n  article 4\n    provincial_pc of site holds retail when large\n",
    );
    let folder = folder.with("retail.vires", text);
    let ran = check(&folder, "2026-06-01", &["--format", "concise"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(ran.out.contains("error[V2001]") && !ran.out.contains("V2003"), "{ran}");
}

#[test]
fn an_entry_that_nothing_answers_to_is_told() {
    let folder = accepted("baseline-stale").with("retail.vires", LAPSE.replace(" until 2027-02-28", ""));
    let ran = check(&folder, "2026-06-01", &[]);
    assert_eq!(ran.status, Some(0), "{ran}");
    insta::assert_snapshot!(ran);
    // Writing it again drops that entry and keeps what the others say.
    let again = folder.run(&[
        "check",
        "retail.vires",
        "--write-baseline",
        "known.toml",
        "--reason",
        "new",
        "--until",
        "2027-12-31",
        "--today",
        "2026-06-01",
    ]);
    assert_eq!(again.status, Some(0), "{again}");
    let ran = check(&folder, "2026-06-01", &[]);
    assert!(!ran.out.contains("V7001"), "{ran}");
}

#[test]
fn a_renewed_file_keeps_its_reasons() {
    let folder = accepted("baseline-renewed");
    let again = |today: &str| {
        let ran = folder.run(&[
            "check",
            "retail.vires",
            "--write-baseline",
            "known.toml",
            "--reason",
            "later",
            "--until",
            "2027-12-31",
            "--today",
            today,
        ]);
        assert_eq!(ran.status, Some(0), "{ran}");
        folder.read("known.toml")
    };
    let kept = again("2026-12-31");
    assert!(kept.contains("being drafted") && !kept.contains("later"), "{kept}");
    let renewed = again("2027-01-01");
    assert!(renewed.contains("later") && !renewed.contains("being drafted"), "{renewed}");
}

#[test]
fn what_is_wrong_with_the_file_is_one_line() {
    let folder = Folder::new("baseline-wrong").with("licences.vires", DOUBLE_COVER);
    let entry = "[[accepted]]\nid = \"ab\"\nuntil = 2026-12-31\n";
    let folder = folder.with("known.toml", entry);
    for (arguments, words) in [
        (&["check", "--baseline", "known.toml"][..], "known.toml: line 1: an accepted finding says why"),
        (&["check", "--baseline", "none.toml"], "none.toml: there is no such file"),
        (&["check", "--write-baseline", "new.toml"], "--reason"),
        (&["check", "--write-baseline", "new.toml", "--reason", " ", "--until", "2026-12-31"], "--reason: say why"),
        (&["check", "--write-baseline", "new.toml", "--reason", "x", "--until", "soon"], "--until: `soon` is no date"),
        (&["check", "--baseline", "known.toml", "--today", "now"], "--today: `now` is no date"),
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.status, Some(2), "{ran}");
        assert!(ran.err.contains(words) && ran.err.lines().count() == 1, "{ran}");
    }
}
