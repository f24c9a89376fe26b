//! Chains of authority that are long, or very many: they are examined, or it is said that they are not.

use std::fmt::Write;

use vires_compiler::{MemoryFiles, Policies, Request};

const KINDS: &str = "\
package p
instrument kind law rank 2
instrument kind decree rank 4
modality pass title moves, giver stops acting
modality lend title stays, giver may still act
precedence higher rank, then later
power p
body z
body a0
";

/// The law gives to `a0`, and the decree passes it on by these lines.
fn policy(bodies: &str, lines: &str) -> String {
    format!(
        "{KINDS}{bodies}instrument l\n  kind law, in force from 2025-01-01\n  article 1\n    a0 holds p\n\
         instrument d\n  kind decree, in force from 2025-01-01\n  article 1\n{lines}"
    )
}

/// From one landing to the next lead two ways.
fn ladder(modality: &str, rungs: usize) -> String {
    let (mut bodies, mut lines) = (String::new(), String::new());
    for (from, to) in (0..rungs).map(|n| (n, n + 1)) {
        write!(bodies, "body a{to}\nbody b{to}\nbody c{to}\n").unwrap();
        for way in ["b", "c"] {
            writeln!(lines, "    {modality} p from a{from} to {way}{to}").unwrap();
            writeln!(lines, "    {modality} p from {way}{to} to a{to}").unwrap();
        }
    }
    policy(&bodies, &lines)
}

/// One transfer after another.
fn line(modality: &str, links: usize) -> String {
    let (mut bodies, mut lines) = (String::new(), String::new());
    for (from, to) in (0..links).map(|n| (n, n + 1)) {
        writeln!(bodies, "body a{to}").unwrap();
        writeln!(lines, "    {modality} p from a{from} to a{to}").unwrap();
    }
    policy(&bodies, &lines)
}

/// The codes of what is found, with whether a case is shown.
fn told(text: &str) -> Vec<(String, bool)> {
    let files = MemoryFiles::default().with("p.vires", text);
    let policies = Policies::load(&files, Request::Paths(&[])).unwrap();
    let report = policies.report();
    report.findings.iter().map(|found| (found.code.as_str().to_owned(), found.witness.is_some())).collect()
}

#[test]
fn nine_rungs_of_a_ladder_are_examined() {
    assert_eq!(told(&ladder("pass", 9)), []);
    assert_eq!(told(&ladder("lend", 7)), []);
}

#[test]
fn twelve_are_refused() {
    assert_eq!(told(&ladder("lend", 12)), [("V9002".to_owned(), false)]);
}

#[test]
fn a_thousand_transfers_one_after_another_are_examined() {
    assert_eq!(told(&line("pass", 1_000)), []);
    assert_eq!(told(&line("lend", 1_000)), []);
}

/// Another grant beside them: whoever stands at the ends is told, and a case shown where few enough chains meet in it.
#[test]
fn what_clashes_with_a_long_chain_is_told() {
    let beside = |text: String| text.replacen("instrument d", "  article 2\n    z holds p\ninstrument d", 1);
    assert_eq!(told(&beside(line("pass", 100))), [("V2001".to_owned(), true)]);
    assert_eq!(told(&beside(line("pass", 600))), [("V2001".to_owned(), false)]);
    assert_eq!(told(&beside(ladder("lend", 5))), [("V2001".to_owned(), true)]);
}
