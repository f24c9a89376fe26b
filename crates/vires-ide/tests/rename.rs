//! Renaming changes names and nothing else: over whole packages, every name in turn.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vires_compiler::{MemoryFiles, Policies};
use vires_ide::projects::Projects;
use vires_ide::rename::{renamable, rename};
use vires_resolve::{Named, Role};
use vires_words::Language;

const NEW: &str = "tên_mới";

fn texts(folder: &str) -> BTreeMap<PathBuf, String> {
    fn add(folder: &Path, at: &Path, found: &mut BTreeMap<PathBuf, String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let to = at.join(path.file_name().unwrap());
            if path.is_dir() {
                add(&path, &to, found);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                found.insert(to, text);
            }
        }
    }
    let mut found = BTreeMap::new();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    if from.is_dir() {
        add(&from, Path::new("/w"), &mut found);
    } else {
        found.insert(Path::new("/w").join(from.file_name().unwrap()), std::fs::read_to_string(from).unwrap());
    }
    found
}

fn projects(texts: &BTreeMap<PathBuf, String>) -> Projects {
    let disk = texts
        .iter()
        .fold(MemoryFiles::default(), |disk, (path, text)| disk.with(path.to_str().unwrap(), text.as_str()));
    let mut projects = Projects::new(Arc::new(disk));
    projects.set_folders(vec![PathBuf::from("/w")]);
    projects
}

/// What is found, in words with its lines, and how the tests end.
fn found(policies: &Policies, whole: bool) -> Vec<String> {
    let report = if whole { policies.report().clone() } else { policies.text_errors() };
    let findings = report.findings.iter().map(|finding| {
        let places: Vec<_> = finding.places.iter().map(|place| (&place.span.file, place.span.start.line)).collect();
        format!("{} {} {:?} {places:?}", finding.code, finding.message, finding.region)
    });
    let tests = policies.run_tests(&|_| true).into_iter().map(|trial| {
        let failures: Vec<_> = trial.failures.iter().map(|failure| (&failure.expected, &failure.got)).collect();
        format!("{} {failures:?}", trial.label)
    });
    findings.chain(tests).collect()
}

/// Words in which every way to spell a name is one.
fn alike(said: &[String], old: &str) -> Vec<String> {
    let one = |text: &String| {
        let (mut out, mut word) = (String::new(), String::new());
        for letter in text.chars().chain([' ']) {
            if letter.is_alphanumeric() || letter == '_' {
                word.push(letter);
                continue;
            }
            out.push_str(if word == old || word == NEW { "•" } else { &word });
            word.clear();
            out.push(letter);
        }
        out
    };
    said.iter().map(one).collect()
}

/// Renames every so many-th name of a package; gives how many.
fn every_name(folder: &str, whole: bool, step: usize) -> usize {
    let texts = texts(folder);
    let projects = projects(&texts);
    let snapshot = projects.snapshot();
    let view = &snapshot.views()[0];
    let before = found(&view.policies, whole);
    let mut names = Vec::new();
    let mut seen = BTreeSet::new();
    for (file, _) in view.policies.files() {
        for mention in view.policies.resolved().uses.in_file(file) {
            let wanted = match mention.named {
                Named::Thing(_) | Named::Value(..) => mention.role == Role::Declares,
                Named::Sector(_) => true,
                Named::Package(_) | Named::Provision(_) => false,
            };
            if !wanted {
                continue;
            }
            let one = renamable(&view.policies, file, mention.span.end, Language::En).unwrap();
            let offset = view.policies.written(file).unwrap().offset(one.span.end);
            if seen.insert((mention.named, one.name.clone())) {
                names.push((one.name, file, offset));
            }
        }
    }
    let mut count = 0;
    let mut refused = Vec::new();
    for (old, file, offset) in names.into_iter().step_by(step) {
        let path = view.path(file).unwrap();
        let renamed = match rename(&snapshot, &path, offset, NEW, Language::En) {
            Ok(renamed) => renamed,
            Err(why) => {
                refused.push(format!("`{old}` is not renamed: {why}"));
                continue;
            }
        };
        let mut edited = texts.clone();
        for (path, spans) in renamed {
            let text = edited.get_mut(&path).unwrap();
            for (start, end) in spans.into_iter().rev() {
                text.replace_range(start as usize..end as usize, NEW);
            }
        }
        let after = self::projects(&edited).snapshot();
        let after = found(&after.views()[0].policies, whole);
        assert_eq!(alike(&before, &old), alike(&after, &old), "{folder}: `{old}`");
        count += 1;
    }
    assert!(refused.is_empty(), "{folder}: {refused:#?}");
    count
}

#[test]
fn every_name_of_small_packages_and_the_proofs_say_the_same() {
    assert!(every_name("policies/examples/approvals", true, 1) > 30);
    assert!(every_name("policies/examples/federation", true, 3) > 5);
}

#[test]
fn every_name_of_larger_ones_and_the_texts_and_tests_say_the_same() {
    for (folder, step, least) in [
        ("policies/examples/mergers", 2, 10),
        ("policies/examples/delegations", 2, 10),
        ("policies/examples/justifications", 2, 10),
        ("policies/examples/planning", 2, 10),
        ("policies/examples/mining", 2, 10),
        ("docs/reference.md", 3, 30),
        ("policies/vietnam", 41, 10),
    ] {
        let count = every_name(folder, false, step);
        assert!(count >= least, "{folder}: {count}");
    }
}
