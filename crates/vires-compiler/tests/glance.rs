//! What is told at a glance is what the register tells, and every citation is one by which its holder holds.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "the policies of this repository are read")]

use std::collections::BTreeSet;
use std::path::Path;

use vires_compiler::{About, Asked, Does, Held, MemoryFiles, Policies, Request, Wording, answer};
use vires_model::Day;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The files below a folder of this repository.
fn below(folder: &Path, files: MemoryFiles) -> MemoryFiles {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries.into_iter().fold(files, |files, path| {
        if path.is_dir() {
            below(&path, files)
        } else {
            files.with(path.to_str().unwrap(), std::fs::read(&path).unwrap())
        }
    })
}

fn vietnam() -> Policies {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/vietnam").canonicalize().unwrap();
    let files = below(&folder, MemoryFiles::default());
    Policies::load(&files, Request::Paths(&[folder.to_str().unwrap().to_owned()])).unwrap()
}

#[test]
fn powers_and_bodies_are_told_as_in_the_register() {
    let policies = vietnam();
    let model = policies.model();
    let (mut holders, mut cited) = (0, 0);
    for today in [day("2025-08-01"), day("2026-08-01")] {
        for (power, row) in model.powers.ids().zip(policies.powers(Some(today))) {
            assert_eq!(row.power, model.power_name(power));
            let glance = policies.power_glance(power, today).unwrap();
            let told: Vec<_> = glance.holders.iter().map(|row| (row.label.as_str(), row.region.as_str())).collect();
            let register: Vec<_> = row.holders.iter().map(|row| (row.label.as_str(), row.region.as_str())).collect();
            assert_eq!((told, &glance.conflict), (register, &row.conflict), "{}", row.power);
            holders += glance.holders.len();
            cited += glance.holders.iter().filter(|row| !row.citations.is_empty()).count();
        }
    }
    // A citation is found by trying a few cases; of nearly all holders one is.
    assert!(holders > 100 && cited * 1000 >= holders * 995, "{cited} of {holders} are cited");

    let today = day("2026-08-01");
    for body in model.bodies.ids() {
        let glance = policies.body_glance(body, today);
        let register = policies.held_by(vires_model::Instance { body, of: vires_model::Of::Unsaid }, Some(today));
        let name = &model.bodies[body].name;
        let known: BTreeSet<_> = register.iter().map(|row| (&row.power, &row.holder, &row.region)).collect();
        for Held { power, holder, region, .. } in &glance.held {
            assert!(known.contains(&(power, holder, region)), "{name}: {power}");
        }
        let powers: BTreeSet<_> = register.iter().map(|row| &row.power).collect();
        let told: BTreeSet<_> = glance.held.iter().map(|row| &row.power).collect();
        // What is not told is among those that were not looked at.
        assert!(powers.len() <= told.len() + glance.further, "{name}: {powers:?}");
        if glance.further == 0 {
            assert_eq!(glance.held.len(), register.len(), "{name}");
        }
    }
}

#[test]
fn the_example_of_a_rule_is_one_in_which_it_decides() {
    let policies = vietnam();
    let model = policies.model();
    let (mut rules, mut shown) = (0, 0);
    for rule in model.rules.ids() {
        let glance = policies.rule_glance(rule, day("2026-08-01"));
        let effects = policies.effects(&[rule]);
        assert!(
            effects.len() == 1 && !effects[0].sentence.is_empty() && !effects[0].sentence.ends_with('.'),
            "{effects:?}"
        );
        rules += 1;
        if let Some(example) = glance.example {
            shown += 1;
            // Its own provision is a link of the chain.
            let place = policies.title(model.rules[rule].place);
            assert!(example.chain.iter().any(|(title, _)| title.starts_with(&place)), "{place}: {:?}", example.chain);
        }
    }
    assert!(rules > 100 && shown * 100 >= rules * 85, "{shown} of {rules} have an example");
}

/// Each case of the tests of this policy is answered by what bears on its power in the very words of the whole law.
#[test]
fn a_case_is_answered_by_what_bears_on_its_power_as_by_the_whole_law() {
    assert!(answered_alike(&vietnam()) > 100);
}

/// So they are in the reference, whose steps turn on who holds other powers.
#[test]
fn steps_are_told_by_what_bears_on_their_power_as_by_the_whole_law() {
    let reference = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference.md");
    let text = std::fs::read_to_string(reference).unwrap();
    let files = MemoryFiles::default().with("reference.md", text);
    assert!(answered_alike(&Policies::load(&files, Request::Paths(&[])).unwrap()) > 20);

    let steps = written(
        "package p\nbody fin\nbody mgr\nbody dg\nbody audit\nfact d : date\npower pay\npower other\npower late\npower certify\n\
         instrument act_1 \"Act\"\n  in force from 2020-01-01\n  section 1\n    mgr or dg holds certify\n    fin holds pay\n    \
         fin holds other\n      with consent of audit when certify is held by dg\n    fin holds late\n      within 10 days of d, \
         else passes to dg when certify is held by dg\n  section 2\n    for pay\n      with consent of whoever holds certify\n\
         test \"t\"\n  on 2021-01-01\n  given d is 2020-12-01\n  expect pay with consent of mgr or dg\n  \
         expect other with consent of audit\n  expect dg holds late\n",
    );
    assert_eq!(answered_alike(&steps), 3);
}

/// How many powers are asked about in the tests of a policy, whose cases are answered by what bears on the power as by the
/// whole law.
fn answered_alike(policies: &Policies) -> usize {
    let model = policies.model();
    let whole = Wording::new(model, policies.language());
    let mut asked_about = BTreeSet::new();
    for test in &model.tests {
        for power in test.expect.iter().map(|expect| expect.power).collect::<BTreeSet<_>>() {
            let asked = Asked { power, at: test.on, known: None, case: test.given.clone(), done: Vec::new() };
            let about = About::new(&whole, power);
            let part = answer(about.model(), &about.wording(), &asked);
            assert_eq!(
                serde_json::to_string(&part).unwrap(),
                serde_json::to_string(&answer(model, &whole, &asked)).unwrap(),
                "{}",
                test.label
            );
            asked_about.insert(power);
        }
    }
    asked_about.len()
}

/// A policy in one file.
fn written(text: &str) -> Policies {
    Policies::load(&MemoryFiles::default().with("a.vires", text), Request::Paths(&[])).unwrap()
}

/// What the rules of the line that begins with these words do.
fn effects_of(policies: &Policies, text: &str, line: &str) -> Vec<String> {
    let file = policies.files().next().unwrap().0;
    let rules = policies.rules_at(file, u32::try_from(text.find(line).unwrap()).unwrap());
    let told = |does: Does| {
        let suspended = does.suspended.map(|suspended| format!("; {suspended}")).unwrap_or_default();
        let all = does.only_when.iter().map(|words| format!(", only when {words}")).collect::<String>();
        format!("{}{all}{suspended}", does.sentence)
    };
    policies.effects(&rules).into_iter().map(told).collect()
}

#[test]
fn who_has_ended_does_nothing_any_more() {
    let text = "package p\nbody moit \"M\"\nbody old \"O\"\nbody mnd \"D\" from 2026-09-01\nfact filed : date\npower a \"A\" sector s\npower b \"B\" sector s\npower c \"C\" sector s\npower d \"D\" sector s\ninstrument law_1 \"L\"\n  in force from 2026-03-01\n  article 1\n    old holds a\n    old or moit holds b\n    any 2 of old, moit, mnd hold c\n    moit holds d\n    mnd may take over d from moit within 10 days of filed\n  article 2\n    abolish old from 2026-12-01\n";
    let policies = written(text);
    let of = |line| effects_of(&policies, text, line);
    assert_eq!(of("old holds a"), ["O may exercise: A, from 1 March 2026 to 30 November 2026"]);
    assert_eq!(
        of("old or moit holds b"),
        ["O or M may exercise: B, from 1 March 2026 to 30 November 2026", "M may exercise: B, from 1 December 2026 on"]
    );
    assert_eq!(
        of("any 2 of"),
        [
            "any 2 of O, M may exercise: C, from 1 March 2026 to 31 August 2026",
            "any 2 of O, M, D may exercise: C, from 1 September 2026 to 30 November 2026",
            "any 2 of M, D may exercise: C, from 1 December 2026 on"
        ]
    );
    assert_eq!(
        of("mnd may take over"),
        ["D may take over from M: D, within 10 days of `filed`, from 1 September 2026 on"]
    );
}

#[test]
fn cases_that_the_line_does_not_say_itself_are_told() {
    let text = "package p\nbody moit \"M\"\nbody mnd \"D\"\nevent crisis \"C\"\nevent opened \"O\" on 2027-01-01\nfact filed : date\nfact big : yes or no\nfact hot : yes or no\npower a \"A\" sector s\npower b \"B\" sector s\npower c \"C\" sector s\npower d \"D\" sector s\ninstrument law_1 \"L\"\n  in force from 2026-03-01\n  article 1\n    mnd holds a from crisis before opened\n    moit holds a in all other cases\n    moit holds b before crisis when big\n  article 2\n    this article applies only when filed after 2026-06-01 or hot\n    moit holds c when big\n    clause 1 from crisis\n      this clause applies only when\n        all of\n          big\n          not hot\n      mnd holds d\n  article 3\n    moit holds d when big and today from crisis\n";
    let policies = written(text);
    let of = |line| effects_of(&policies, text, line);
    assert_eq!(
        of("mnd holds a"),
        ["D may exercise: A, from 1 March 2026 to 31 December 2026, only when today from crisis"]
    );
    assert_eq!(of("moit holds b"), ["M may exercise: B, from 1 March 2026 on, only when today before crisis"]);
    assert_eq!(
        of("moit holds c"),
        ["M may exercise: C, from 1 March 2026 on, only when filed after 2026-06-01 or hot"]
    );
    // Not once more what the line says.
    assert_eq!(of("moit holds d when"), ["M may exercise: D, from 1 March 2026 on"]);
    assert_eq!(
        of("mnd holds d"),
        [
            "D may exercise: D, from 1 March 2026 on, only when today from crisis, only when not today from crisis or (big and not hot), only when filed after 2026-06-01 or hot"
        ]
    );
}

#[test]
fn of_what_cannot_be_read_it_is_not_said_that_a_body_does_not_hold_it() {
    let text = "package p\nbody moit \"M\"\nbody mnd \"D\"\nfact big : yes or no\npower a \"A\" sector s\npower b \"B\" sector s\ninstrument law_1 \"L\"\n  in force from 2026-03-01\n  article 1\n    moit holds a\n    moit holds b\n    mnd holds a whe big\n";
    let policies = written(text);
    let model = policies.model();
    for (body, row) in model.bodies.iter() {
        let glance = policies.body_glance(body, day("2026-08-01"));
        assert_eq!(glance.unknown, ["A"]);
        let held: Vec<_> = glance.held.iter().map(|row| row.label.as_str()).collect();
        assert_eq!(held, if row.name == "moit" { vec!["B"] } else { vec![] });
    }
}

#[test]
fn an_event_that_is_asked_for_its_date_is_said_as_one_writes_it() {
    let text = "package p\nbody a \"A\"\nbody b \"B\"\nevent e\nfact filed : date\npower p \"P\"\npower q \"Q\"\ninstrument law_1 \"L\"\n  in force from 2025-01-01\n  article 1\n    a holds p from e + 10 days\n    b holds p before e\n    b holds q until e + 1 day\n    a holds q when filed before e\n";
    let policies = written(text);
    let of = |line| effects_of(&policies, text, line);
    assert_eq!(of("a holds p"), ["A may exercise: P, from 1 January 2025 on, only when today from e + 10 days"]);
    assert_eq!(of("b holds p"), ["B may exercise: P, from 1 January 2025 on, only when today before e"]);
    assert_eq!(of("b holds q"), ["B may exercise: Q, from 1 January 2025 on, only when today until e + 1 day"]);
}
