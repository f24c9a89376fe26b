//! Very many facts, alternatives and members: what is found of few is found of many, and what is too much work is said to be.

use std::fmt::Write as _;

use crate::run::Folder;

const HEAD: &str = "package m\nbody a \"A\"\nbody b \"B\"\npower p \"P\"\n";
const TEXT: &str = "instrument i \"I\"\n  in force from 2025-01-01\n  article 1\n";

/// So many facts of this type, and a rule on all of them.
fn policy(count: usize, of_type: &dyn Fn(usize) -> String, rules: &str) -> String {
    let mut text = HEAD.to_owned();
    for n in 0..count {
        let _ = writeln!(text, "fact f{n} : {}", of_type(n));
    }
    format!("{text}{TEXT}{rules}")
}

fn joined(count: usize, word: &str) -> String {
    (0..count).map(|n| format!("f{n}")).collect::<Vec<_>>().join(word)
}

#[test]
fn hundreds_of_alternatives_leave_one_gap() {
    let yes_or_no = |_: usize| "yes or no".to_owned();
    let alternatives = format!("    a holds p when {}\n", joined(300, " or "));
    let lines: String = (0..300).map(|n| format!("    a holds p when f{n}\n")).collect();
    for (name, rules) in [("many-or", alternatives), ("many-lines", lines)] {
        let folder = Folder::new(name).with("p.vires", policy(300, &yes_or_no, &rules));
        let check = folder.run(&["check", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&check.out).unwrap();
        let findings = report["findings"].as_array().unwrap();
        assert!(findings.len() == 1 && findings[0]["code"] == "V2002", "{check}");
        assert_eq!(findings[0]["boxes"].as_array().map(Vec::len), Some(1), "{check}");
    }
}

#[test]
fn hundreds_of_conditions_leave_a_gap_for_each() {
    let yes_or_no = |_: usize| "yes or no".to_owned();
    let folder = Folder::new("many-and");
    let rule = format!("    a holds p when {}\n", joined(200, " and "));
    let folder = folder.with("p.vires", policy(200, &yes_or_no, &rule));
    let check = folder.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&check.out).unwrap();
    assert_eq!(report["findings"][0]["code"], "V2002", "{check}");
    assert_eq!(report["findings"][0]["boxes"].as_array().map(Vec::len), Some(200));
    let eval = folder.run(&["eval", "p", "--at", "2025-02-01", "f1=yes"]);
    assert!(eval.out.contains("it depends on what is not known"), "{eval}");
}

/// A ring of conditions on three values each: what is left in all other cases falls into very many parts.
#[test]
fn a_case_is_answered_though_what_it_turns_on_is_entangled() {
    let three = |n: usize| format!("x{n}, y{n}, z{n}");
    let mut rules = "    a holds p when any of\n".to_owned();
    (0..20).for_each(|n| _ = writeln!(rules, "      f{n} is x{n} and f{next} is y{next}", next = (n + 1) % 20));
    rules.push_str("    b holds p in all other cases\n");
    let folder = Folder::new("many-ring").with("p.vires", policy(20, &three, &rules));
    let open = folder.run(&["eval", "p", "--at", "2025-02-01"]);
    assert!(open.out.contains("it depends on what is not known") && open.out.contains("f19"), "{open}");
    let given = folder.run(&["eval", "p", "--at", "2025-02-01", "f3=x3", "f4=y4"]);
    assert!(given.out.contains("competent") && given.out.contains("A (a)"), "{given}");
}

#[test]
fn where_the_number_of_members_decides_the_number_is_told() {
    let rules = "    a holds p when count of f0 at least 4\n    b holds p in all other cases\n";
    let list = format!("list F : {}\n", (0..20).map(|n| format!("v{n}")).collect::<Vec<_>>().join(", "));
    let text = policy(1, &|_| "set of F".to_owned(), rules).replace("power p", &format!("{list}power p"));
    let folder = Folder::new("many-members").with("p.vires", &text);
    insta::assert_snapshot!(folder.run(&["eval", "p", "--at", "2025-02-01"]));
    let named = text.replace("at least 4", "at least 4 and f0 include v3");
    let folder = folder.with("p.vires", named);
    insta::assert_snapshot!(folder.run(&["eval", "p", "--at", "2025-02-01"]));
    let vietnamese = folder.run(&["eval", "p", "--at", "2025-02-01", "--language", "vi"]);
    assert!(vietnamese.out.contains("số lượng không quá 3"), "{vietnamese}");
}

/// Eight bodies that all authorise each other: the power may come to each by very many ways.
#[test]
fn where_chains_are_too_many_a_case_is_refused_and_not_worked_at_for_ever() {
    let mut text = "package m\n".to_owned();
    (0..9).for_each(|n| _ = writeln!(text, "body b{n} \"B{n}\""));
    text.push_str("power p \"P\"\nmodality au \"Authorisation\"\n  giver may still act\n");
    let _ = writeln!(text, "{TEXT}    b0 holds p");
    for (from, to) in (0..9).flat_map(|from| (0..9).map(move |to| (from, to))).filter(|(from, to)| from != to) {
        let _ = writeln!(text, "    au p from b{from} to b{to}");
    }
    let folder = Folder::new("many-chains").with("p.vires", text);
    let eval = folder.run(&["eval", "p", "--at", "2025-02-01"]);
    assert!(eval.to_string().contains("more work than one case may be"), "{eval}");
    assert_eq!(eval.status, Some(2), "{eval}");
}

/// Each member who may be barred doubles the ways in which a majority of the others comes about.
#[test]
fn a_large_board_is_decided_though_not_examined() {
    let chairs: Vec<String> = (0..20).map(|n| format!("c{n}")).collect();
    let mut text = format!(
        "package m\nlist Chair : {}\nbody board \"Board\"\noffice seat \"Seat\" one per Chair, under board\nfact conflicts : set of \
         Chair\npower p \"P\"\n{TEXT}    more than half of seat not barred hold p\n",
        chairs.join(", ")
    );
    chairs.iter().for_each(|one| _ = writeln!(text, "    seat of {one} may not hold p when conflicts include {one}"));
    let folder = Folder::new("many-board").with("p.vires", text);
    let check = folder.run(&["check", "--format", "concise"]);
    assert!(check.out.contains("V9002"), "{check}");
    let eval = folder.run(&["eval", "p", "--at", "2025-02-01", "conflicts=c0,c1"]);
    assert!(eval.out.contains("any 10 of"), "{eval}");
}
