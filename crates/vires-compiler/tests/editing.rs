//! Edits, one after the other: what is found is what a fresh check of the same texts finds.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::cell::Cell;
use std::rc::Rc;

use vires_compiler::{Edited, MemoryFiles, Policies, Report, Request, Superseded, unless_superseded};

const GROUND: &str = "package p \"Ground\"
unit MW
tier central
tier province below central
territory Province : north, south
list Source : coal, wind (onshore, offshore)
body moit \"Bộ Công Thương\" also bộ_công_thương, at central
body agency at central, under moit
body pc at province, one per Province
fact capacity \"Công suất\" : MW from 0 to 1_000
fact source : Source
fact site : Province
fact large is capacity at least 500 MW
power licence \"Giấy phép\" sector energy, place site
power permit sector energy
power report held concurrently
modality delegate
  giver stops acting
  title stays
";

const RULES: &str = "package p
instrument d1 \"Nghị định 1\"
  signed on 2025-06-12
  in force from 2025-07-01
  article 1 \"Thẩm quyền\"
    clause 1
      moit holds licence when capacity at least 50 MW
    clause 2
      agency holds licence when capacity below 60 MW and source is coal
  # What is left.
  article 2
    pc of its place holds licence in all other cases
    moit or agency holds permit when licence is held by moit
    moit holds report
    delegate permit from moit to pc of site when large
    agency may not hold report when source is one of onshore, coal
instrument d2 \"Nghị định 2\"
  in force from 2026-01-01 until 2027-12-31
  article 1
    moit keeps permit when source is coal
    bộ_công_thương holds permit
test \"one\"
  on 2026-02-01
  given capacity is 70 MW, source is coal
  expect moit holds licence
";

const NOTES: &str = "# Điều khoản\n\nProse.\n\n```vires\npackage q\nuse p\ninstrument d3\n  article 1\n    moit holds licence from 2029-01-01\n```\n";

/// A small generator of its own (Knuth's 64-bit linear congruence).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

/// One change as people make them: a letter, a word, a line; in, out, or elsewhere.
fn change(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let at = dice.below(lines.len());
    if lines.is_empty() {
        return "package p\n".to_owned();
    }
    let other = lines[dice.below(lines.len())].clone();
    match dice.below(9) {
        0 => {
            lines.remove(at);
        }
        1 => lines.insert(at, other),
        2 => lines.insert(at, "\n".to_owned()),
        3 => lines[at] = other,
        4 => lines[at] = format!("{}# note\n", lines[at].trim_end()),
        5 | 6 => {
            let letters: Vec<(usize, char)> = lines[at].char_indices().collect();
            let (byte, letter) = letters[dice.below(letters.len())];
            if dice.below(2) == 0 {
                lines[at].remove(byte);
            } else {
                lines[at].insert(byte, if letter == '\n' { 'x' } else { letter });
            }
        }
        _ => {
            let words = ["moit", "agency", "60", "onshore", "large", "licence", "when", "\"", "(", "đ", "2026-01-01"];
            let line = lines[at].trim_end().to_owned();
            let start = line.rfind(' ').map_or(0, |space| space + 1);
            lines[at] = format!("{}{}\n", &line[..start], words[dice.below(words.len())]);
        }
    }
    lines.concat()
}

fn disk(texts: &[(&str, String)]) -> MemoryFiles {
    texts.iter().fold(MemoryFiles::default(), |disk, (path, text)| disk.with(path, text.as_str()))
}

fn loaded(texts: &[(&str, String)], editing: bool) -> Policies {
    let request = Request::Paths(&[]);
    let files = disk(texts);
    if editing { Policies::load_for_editing(&files, request) } else { Policies::load(&files, request) }.unwrap()
}

fn compared(report: &Report) -> String {
    format!("{report:#?}")
}

#[test]
fn after_every_edit_the_findings_are_those_of_a_fresh_check() {
    let start =
        [("ground.vires", GROUND.to_owned()), ("rules.vires", RULES.to_owned()), ("notes.md", NOTES.to_owned())];
    let mut seen = 0;
    for seed in 0..24 {
        let mut dice = Dice(seed);
        let mut texts = start.clone();
        let mut policies = loaded(&texts, true);
        for edit in 0..25 {
            // Most edits are of rules, and now and then somebody takes everything back.
            let n = [1, 1, 1, 1, 0, 2][dice.below(6)];
            texts[n].1 = if dice.below(12) == 0 { start[n].1.clone() } else { change(&texts[n].1, &mut dice) };
            let (path, text) = &texts[n];
            if policies.set_text(path, text) != Edited::SameFiles || policies.file_at("notes.md").is_none() {
                policies = loaded(&texts, true);
            }
            let fresh = loaded(&texts, false);
            let (again, fresh) = (compared(policies.report()), compared(fresh.report()));
            assert!(
                again == fresh,
                "seed {seed}, edit {edit} of {path}:\n{text}\n--- again\n{again}\n--- fresh\n{fresh}"
            );
            seen += policies.report().findings.len();
        }
    }
    assert!(seen > 2_000, "hardly anything was found: {seen}");
}

#[test]
fn copies_keep_what_they_saw_until_they_are_given_back() {
    let texts = [("ground.vires", GROUND.to_owned()), ("rules.vires", RULES.to_owned())];
    let mut policies = loaded(&texts, true);
    let file = policies.file_at("rules.vires").unwrap();
    let copy = policies.clone();
    assert_eq!(copy.written(file).unwrap().text, RULES);
    drop(copy);
    assert_eq!(policies.set_text("rules.vires", "package p\n"), Edited::SameFiles);
    assert_eq!(policies.set_text("rules.vires", "package p\nuse q\n"), Edited::OtherFiles);
    assert_eq!(policies.set_text("absent.vires", ""), Edited::Unknown);
    assert_eq!(policies.written(file).unwrap().text, "package p\nuse q\n");
}

#[test]
fn a_long_proof_of_one_power_gives_way_long_before_its_end() {
    let files = MemoryFiles::default()
        .with("/w/mergers.vires", include_str!("../../../policies/examples/mergers/mergers.vires"))
        .with("/w/states.csv", include_str!("../../../policies/examples/mergers/states.csv"));
    let policies = Policies::load_for_editing(&files, Request::Paths(&["/w/mergers.vires".to_owned()])).unwrap();
    // There are two powers; the proof of the first takes seconds.
    for most in [20, 60] {
        let asked = Rc::new(Cell::new(0));
        let count = Rc::clone(&asked);
        let is_wanted = move || {
            count.set(count.get() + 1);
            count.get() < most
        };
        assert_eq!(unless_superseded(is_wanted, || policies.analyse()), Err(Superseded));
        assert_eq!(asked.get(), most);
    }
}
