//! Every change that is offered keeps what it promises: the wrong examples of all codes, and whole packages with one line
//! taken out, doubled or bent, are mended by each change in turn and checked again.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vires_compiler::{MemoryFiles, Policies};
use vires_diagnostics::{Code, Finding};
use vires_ide::actions::{Action, ActionKind, actions};
use vires_ide::projects::Projects;
use vires_syntax::span::Span;

type Texts = BTreeMap<PathBuf, String>;

/// An editor with these texts open. What was proved of a text is known when it comes again but for one line.
struct Desk {
    projects: Projects,
    texts: Texts,
}

impl Desk {
    fn new(texts: &Texts) -> Self {
        let disk = texts
            .iter()
            .fold(MemoryFiles::default(), |disk, (path, text)| disk.with(path.to_str().unwrap(), text.as_str()));
        let mut projects = Projects::new(Arc::new(disk));
        projects.set_folders(vec![PathBuf::from("/w")]);
        Self { projects, texts: texts.clone() }
    }

    /// Asks something of other texts at the same paths; nothing where none of them can be read.
    fn ask<T>(&mut self, texts: &Texts, question: impl FnOnce(&Policies) -> T) -> Option<T> {
        for (path, text) in texts {
            if self.texts.get(path) != Some(text) {
                self.projects.set_text(path, Arc::from(text.as_str()));
            }
        }
        self.texts.clone_from(texts);
        let snapshot = self.projects.snapshot();
        snapshot.views().first().map(|view| question(&view.policies))
    }
}

fn one(text: &str) -> Texts {
    Texts::from([(PathBuf::from("/w/a.vires"), text.to_owned())])
}

/// Findings of one sort about one power.
fn like(policies: &Policies, finding: &Finding) -> usize {
    let all = &policies.report().findings;
    all.iter().filter(|other| other.code == finding.code && other.power == finding.power).count()
}

/// What is counted before and after a change.
struct Counts {
    unread: usize,
    failed: usize,
    tests: usize,
}

impl Counts {
    fn of(policies: &Policies, run: bool) -> Self {
        let errors = policies.text_errors().findings;
        let failed = |policies: &Policies| {
            policies.run_tests(&|_| true).iter().filter(|trial| !trial.failures.is_empty()).count()
        };
        Self {
            unread: errors.iter().filter(|finding| finding.code.as_str().starts_with("V0")).count(),
            failed: if run { failed(policies) } else { 0 },
            tests: policies.model().tests.len(),
        }
    }
}

/// The changes that are offered in a text, each with its finding, how many there are like it, and the texts it leads to.
fn offered(name: &str, policies: &Policies, texts: &Texts) -> Vec<(Action, Finding, usize, Texts)> {
    let mut all = Vec::new();
    for (file, path) in policies.files().map(|(file, path)| (file, path.to_owned())).collect::<Vec<_>>() {
        if policies.kind(file).is_none() {
            continue;
        }
        for action in actions(policies, file, Span::new(0, u32::MAX)) {
            let Some(id) = action.finding.clone() else { panic!("{name}: `{}` is about no finding", action.title) };
            let finding = policies.report().findings.iter().find(|finding| finding.id.as_str() == id).unwrap();
            // Each finding is asked about from every file in which a place of it lies: once is enough.
            if finding.primary().is_some_and(|place| place.span.file != path) {
                continue;
            }
            let mut edited = texts.clone();
            let mut edits = action.edits.clone();
            edits.sort_by_key(|(file, edit)| (*file, edit.span));
            for (file, edit) in edits.iter().rev() {
                let text = edited.get_mut(&Path::new("/w").join(policies.path(*file).unwrap())).unwrap();
                text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
            }
            all.push((action, finding.clone(), like(policies, finding), edited));
        }
    }
    all
}

/// Makes every change that is offered for every finding; gives how many of each code kept their word.
fn every_change(name: &str, desk: &mut Desk, texts: &Texts, kept: &mut BTreeMap<Code, usize>) {
    let found = desk.ask(texts, |policies| {
        let offered = offered(name, policies, texts);
        let writes = offered.iter().any(|(action, ..)| action.kind != ActionKind::QuickFix);
        (Counts::of(policies, writes), offered)
    });
    let Some((before, offered)) = found else { return };
    for (action, finding, was, edited) in offered {
        let writes = action.kind != ActionKind::QuickFix;
        let text = edited.values().cloned().collect::<Vec<_>>().join("\n----\n");
        let after = desk.ask(&edited, |policies| {
            let counts = Counts::of(policies, writes);
            // A test that is written passes; what is found by the proofs is no matter of it.
            (counts, if writes { Vec::new() } else { policies.report().findings.clone() })
        });
        let (after, findings) = after.unwrap();
        assert!(after.unread <= before.unread, "{name}: `{}` makes a text that does not read\n{text}", action.title);
        if writes {
            assert_eq!(after.failed, before.failed, "{name}: `{}`\n{text}", action.title);
            assert_eq!(after.tests, before.tests + 1, "{name}\n{text}");
        } else {
            let is = findings.iter().filter(|other| other.code == finding.code && other.power == finding.power).count();
            assert!(
                is < was,
                "{name}: `{}` leaves {} {:?} ({was} before, {is} after)\n{text}\n{:#?}",
                action.title,
                finding.code,
                finding.message,
                findings.iter().map(|own| (&own.code, &own.message, &own.region)).collect::<Vec<_>>()
            );
        }
        *kept.entry(finding.code).or_default() += 1;
    }
}

#[test]
fn the_wrong_examples_of_all_codes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vires-diagnostics/codes");
    let mut pages: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    let mut kept = BTreeMap::new();
    for page in pages.iter().filter(|page| page.is_file()) {
        let text = std::fs::read_to_string(page).unwrap();
        for part in text.split("```vires wrong").skip(1) {
            let example = part.split("```").next().unwrap().trim_start_matches(|letter| letter != '\n').trim_start();
            let texts = one(example);
            every_change(&page.display().to_string(), &mut Desk::new(&texts), &texts, &mut kept);
        }
    }
    for code in [
        Code::Overlap,
        Code::Gap,
        Code::NemoDat,
        Code::GrantedAgain,
        Code::UnknownName,
        Code::WhichBody,
        Code::Indentation,
        Code::Unclosed,
    ] {
        assert!(kept.contains_key(&code), "nothing was offered for {code}: {kept:?}");
    }
}

fn package(folder: &str) -> Texts {
    fn add(folder: &Path, at: &Path, found: &mut Texts) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let to = at.join(path.file_name().unwrap());
            if path.is_dir() {
                add(&path, &to, found);
            } else {
                found.insert(to, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut found = Texts::new();
    add(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder), Path::new("/w"), &mut found);
    without_idle_rows(&mut found);
    found
}

/// Rows of lists that no text names make the proofs long and say nothing more.
fn without_idle_rows(texts: &mut Texts) {
    let policies = |path: &Path| path.extension().is_some_and(|extension| extension == "vires");
    let all: String = texts.iter().filter(|(path, _)| policies(path)).map(|(_, text)| text.as_str()).collect();
    let named: std::collections::BTreeSet<&str> =
        all.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    for (_, list) in texts.iter_mut().filter(|(path, _)| path.extension().is_some_and(|extension| extension == "csv")) {
        let rows = list.lines().enumerate();
        let kept = rows.filter(|(n, row)| *n == 0 || row.split(',').next().is_some_and(|name| named.contains(name)));
        *list = kept.map(|(_, row)| format!("{row}\n")).collect();
    }
}

/// A package with one line of it changed, for each line that says who holds what.
fn bent(folder: &str, change: &dyn Fn(&str) -> Option<String>, kept: &mut BTreeMap<Code, usize>) {
    let texts = package(folder);
    let mut desk = Desk::new(&texts);
    for (path, text) in texts.iter().filter(|(path, _)| path.extension().is_some_and(|extension| extension == "vires"))
    {
        let lines: Vec<&str> = text.lines().collect();
        for (n, line) in lines.iter().enumerate() {
            let Some(changed) = change(line) else { continue };
            let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            lines[n] = changed;
            let mut texts = texts.clone();
            texts.insert(path.clone(), lines.join("\n") + "\n");
            every_change(&format!("{folder}:{}", n + 1), &mut desk, &texts, kept);
        }
    }
}

fn is_rule(line: &str) -> bool {
    let words = line.trim_start();
    line.starts_with("    ")
        && !words.starts_with(['#', '"'])
        && (words.contains(" holds ") || words.contains(" from "))
}

const PACKAGES: [&str; 4] = [
    "policies/examples/approvals",
    "policies/examples/federation",
    "policies/examples/mining",
    "policies/examples/mergers",
];

#[test]
fn packages_with_a_rule_taken_out() {
    let mut kept = BTreeMap::new();
    for folder in PACKAGES {
        bent(folder, &|line| is_rule(line).then(|| format!("    # {line}")), &mut kept);
    }
    assert!(kept.get(&Code::Gap).is_some_and(|count| *count > 10), "{kept:?}");
}

#[test]
fn packages_with_a_condition_bent() {
    let mut kept = BTreeMap::new();
    for folder in PACKAGES {
        bent(folder, &|line| line.contains(" at most ").then(|| line.replace(" at most ", " below ")), &mut kept);
        bent(folder, &|line| line.contains(" above ").then(|| line.replace(" above ", " at least ")), &mut kept);
        bent(
            folder,
            &|line| (is_rule(line) && line.contains(" when ")).then(|| line.split(" when ").next().unwrap().to_owned()),
            &mut kept,
        );
    }
    for code in [Code::Overlap, Code::Gap, Code::NemoDat] {
        assert!(kept.get(&code).is_some_and(|count| *count > 2), "{kept:?}");
    }
}
