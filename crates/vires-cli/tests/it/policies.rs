//! The policies that come with Vires: their witnesses hold, their tests pass.

use std::path::Path;

use serde_json::{Value, json};

use crate::run::{Folder, command};

/// All that is in `policies/examples`.
const EXAMPLES: [&str; 9] = [
    "examples/approvals",
    "examples/delegations",
    "examples/federation",
    "examples/justifications",
    "examples/mandate",
    "examples/mergers",
    "examples/mining",
    "examples/planning",
    "examples/silence",
];

fn policies(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies").join(name);
    path.to_str().unwrap().to_owned()
}

/// Put to `vires eval`, the witness of every overlap is a conflict, and that of every gap and orphan a gap.
fn every_witness_holds(package: &str) {
    let path = policies(package);
    let folder = Folder::new(&format!("witness-{}", package.replace('/', "-")));
    let checked = folder.run(&["check", "--format", "json", &path]);
    let document: Value = serde_json::from_str(&checked.out).unwrap();
    let mut cases = String::new();
    let mut wanted = Vec::new();
    for finding in document["findings"].as_array().unwrap() {
        let outcome = match finding["kind"].as_str().unwrap() {
            "overlap" => "conflict",
            "gap" | "orphan" => "gap",
            _ => continue,
        };
        if finding["code"] == "V9002" {
            continue;
        }
        let witness = &finding["witness"];
        let case = json!({"power": finding["power"], "at": witness["at"], "facts": witness["facts"]});
        cases.push_str(&format!("{case}\n"));
        wanted.push((outcome, finding["message"].clone(), case));
    }
    let Some((_, _, first)) = wanted.first() else {
        return;
    };
    let power = first["power"].as_str().unwrap();
    let ran = folder.run_with(&["eval", power, "--policies", &path, "--case", "-"], cases.as_bytes());
    assert_eq!(ran.out.lines().count(), wanted.len(), "{ran}");
    for (line, (outcome, message, case)) in ran.out.lines().zip(&wanted) {
        let answer: Value = serde_json::from_str(line).unwrap();
        assert_eq!(answer["outcome"], *outcome, "{message} {case} {answer}");
    }
}

#[test]
fn every_witness_of_the_vietnamese_policies_holds() {
    every_witness_holds("vietnam");
}

#[test]
fn every_witness_of_the_examples_holds() {
    for package in EXAMPLES {
        every_witness_holds(package);
    }
}

#[test]
fn twice_the_same_bytes() {
    let folder = Folder::new("deterministic");
    let path = policies("vietnam");
    for format in ["text", "concise", "json"] {
        let arguments = ["check", "--all", "--format", format, path.as_str()];
        assert_eq!(folder.run(&arguments), folder.run(&arguments));
    }
}

#[test]
fn every_test_passes() {
    for package in EXAMPLES.into_iter().chain(["vietnam"]) {
        let path = policies(package);
        let output = command(Path::new(env!("CARGO_TARGET_TMPDIR")), &["test", &path]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

/// The examples have no errors, and are laid out as the formatter lays them out.
#[test]
fn the_examples_are_clean() {
    for package in EXAMPLES {
        let path = policies(package);
        for arguments in [&["check", path.as_str()][..], &["fmt", "--check", path.as_str()]] {
            let output = command(Path::new(env!("CARGO_TARGET_TMPDIR")), arguments).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        }
    }
}

/// A page that the program writes, as it is kept; written anew where `VIRES_WRITE` asks for it.
fn kept(path: &str, written: &str) {
    let path = policies(path);
    if std::env::var_os("VIRES_WRITE").is_some() {
        std::fs::write(&path, written).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == written, "{path} is stale: run this test once with VIRES_WRITE=1");
}

#[test]
fn the_page_of_vietnamese_findings_is_what_the_check_says() {
    let folder = Folder::new("vietnamese-findings");
    let ran = folder.run(&["check", "--format", "markdown", &policies("vietnam")]);
    assert_eq!(ran.status, Some(1), "{ran}");
    kept("vietnam/FINDINGS.md", &ran.out);
}

/// What the README shows of the first command, and of a case decided, is what the program says.
#[test]
fn the_readme_shows_what_is_found_and_decided() {
    const README: &str = include_str!("../../../../README.md");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let said = |arguments: &str| {
        let output = command(&root, &arguments.split(' ').collect::<Vec<_>>()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let (_, shown) = README.split_once("The first one that it prints:\n\n```text\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let found = said("check policies/vietnam --language en");
    assert!(found.starts_with(shown), "{shown}\n{}", found.get(..shown.len()).unwrap_or(&found));
    let (_, shown) = README.split_once("$ vires eval ").unwrap();
    let (arguments, answer) = shown.split_once("```").unwrap().0.split_once('\n').unwrap();
    assert_eq!(said(&format!("eval {arguments}")), answer);
}

/// The totals in the README are those of the comparison.
#[test]
fn what_moved_in_vietnam_is_counted() {
    let folder = Folder::new("vietnamese-moves");
    let path = policies("vietnam");
    let ran = folder.run(&["diff", &path, "--from", "2025-06-30", "--to", "2025-07-01", "--format", "json"]);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    let readme = std::fs::read_to_string(policies("vietnam/README.md")).unwrap();
    for row in document["totals"]["tiers"].as_array().unwrap() {
        let name = |key: &str| row[key].as_str().unwrap().trim_matches(['(', ')']).to_owned();
        let line = format!("| {} | {} | {} | {} |", name("from"), name("to"), row["powers"], row["regions"]);
        assert!(readme.contains(&line), "not in the README: {line}");
    }
    assert_eq!(document["not_compared"], json!([]));
}

/// What reverts on 1 March 2027 is decided so on both days, by the evaluator, in the case that each row shows.
#[test]
fn every_row_of_the_vietnamese_sunsets_holds() {
    let folder = Folder::new("vietnamese-sunsets");
    let path = policies("vietnam");
    let checked = folder.run(&["check", "--format", "json", &path]);
    let document: Value = serde_json::from_str(&checked.out).unwrap();
    let (mut cases, mut wanted) = (String::new(), Vec::new());
    for finding in document["findings"].as_array().unwrap().iter().filter(|own| own["kind"] == "sunset") {
        let last = finding["lapse"]["last_day"].as_str().unwrap();
        let next = vires_model::Day::parse(last).unwrap().next().to_string();
        for change in finding["lapse"]["changes"].as_array().unwrap() {
            for (side, day) in [("from", last), ("to", next.as_str())] {
                let case = json!({"power": change["power"], "at": day, "facts": change["witness"]["facts"]});
                cases.push_str(&format!("{case}\n"));
                wanted.push((change[side]["outcome"].clone(), case));
            }
        }
    }
    assert!(wanted.len() > 100, "{}", wanted.len());
    let power = wanted.first().unwrap().1["power"].as_str().unwrap().to_owned();
    let ran = folder.run_with(&["eval", &power, "--policies", &path, "--case", "-"], cases.as_bytes());
    for (line, (outcome, case)) in ran.out.lines().zip(&wanted) {
        let answer: Value = serde_json::from_str(line).unwrap();
        assert_eq!(answer["outcome"], *outcome, "{case} {answer}");
    }
}
