//! Parameters: without a value, with two, and lines that set nothing.

use crate::run::Folder;

const HEAD: &str = "package p\nbody a \"Ministry\"\nbody b \"Province\"\ncurrency VND\nlist Grade : head \"Head of office\", senior \"Senior officer\"\n\
                    fact price : VND from 0\nfact grade \"Grade\" : Grade\nfact x \"Urgent\" : yes or no\nparameter limit : VND from 0, by Grade\n\
                    power q \"Purchase\"\nprecedence higher rank\ninstrument kind law rank 1\ninstrument kind decree rank 2\n\
                    instrument l\n  kind law\n  in force from 2025-01-01\n";

fn check(name: &str, rules: &str, format: &str) -> String {
    let folder = Folder::new(name).with("p.vires", format!("{HEAD}{rules}"));
    folder.run(&["check", "--format", format]).out
}

#[test]
fn a_parameter_without_a_value_is_reported_where_who_is_competent_turns_on_it() {
    let rules = "  article 1\n    set limit of head to 5 VND\n    a holds q when price at most limit of grade\n    b holds q in all other cases\n";
    let text = check("unset_matters", rules, "text");
    assert!(text.contains("V2006") && text.contains("`limit` has no value for `senior` (Senior officer)"), "{text}");
    assert!(text.contains("grade Senior officer") && text.contains("from 1 January 2025 on"), "{text}");
    let json = check("unset_matters_json", rules, "json");
    assert!(json.contains("\"boxes\":[{\"grade\":[\"senior\"],\"at\":{\"from\":\"2025-01-01\""), "{json}");
}

#[test]
fn where_nothing_turns_on_it_nothing_is_lacking() {
    for (name, rules) in [
        // Whatever it is, the same body is competent.
        ("unset_same", "    a holds q when price at most limit of grade\n    a holds q in all other cases\n"),
        // The rule that asks for it does not apply.
        (
            "unset_never",
            "    a holds q when price at most limit of grade and x\n    b holds q in all other cases\nassume not x\n",
        ),
        // It is beaten wherever it applies.
        (
            "unset_beaten",
            "    b holds q\ninstrument d\n  kind decree\n  in force from 2025-01-01\n  article 1\n    a holds q when price at most limit of grade\n",
        ),
    ] {
        let text = check(name, &format!("  article 1\n{rules}"), "concise");
        assert!(!text.contains("V2006"), "{name}: {text}");
    }
}

#[test]
fn a_period_without_a_value_is_reported_with_its_days() {
    let rules = "  article 1\n    a holds q\n      within days_of_review of filed else approved\n";
    let more = "parameter days_of_review : days from 0\nfact filed : date\n";
    let text = check("unset_period", &format!("{rules}{more}"), "text");
    assert!(text.contains("V2006") && text.contains("from 1 January 2025 on"), "{text}");
}

#[test]
fn two_values_are_told_with_the_entries_and_the_cases_that_turn_on_them() {
    let rules = "  article 1\n    set limit of head to 5 VND\n    set limit of head to 6 VND\n    set limit of senior to 1 VND\n    \
                 a holds q when price at most limit of grade\n    b holds q in all other cases\n";
    let text = check("set_twice", rules, "text");
    assert!(text.contains("V2005") && text.contains("for `head` (Head of office) from 1 January 2025 on"), "{text}");
    assert!(text.contains("grade Head of office") && !text.contains("V2006"), "{text}");
    let json = check("set_twice_json", rules, "json");
    assert!(json.contains("\"boxes\":[{\"grade\":[\"head\"]"), "{json}");
}

#[test]
fn a_line_that_never_sets_anything_is_told() {
    let rules = "  article 1\n    set limit to 5 VND\n    a holds q when price at most limit of grade\n    b holds q in all other cases\n\
                 instrument d\n  kind decree\n  in force from 2025-01-01\n  article 1\n    set limit of head to 3 VND\n  article 2\n    \
                 this article applies only when x and not x\n    set limit of senior to 2 VND\n";
    let text = check("set_beaten", rules, "concise");
    assert!(text.matches("V4002").count() == 1 && text.contains("wherever it applies, another value counts"), "{text}");
    assert!(text.contains("there is no day and no case in which it is law"), "{text}");
    // On other days it counts.
    let text = check(
        "set_later",
        &rules.replace(
            "from 2025-01-01\n  article 1\n    set limit of head",
            "from 2024-01-01\n  article 1\n    set limit of head",
        ),
        "concise",
    );
    assert!(!text.contains("V4002"), "{text}");
}

#[test]
fn a_transfer_barred_in_part_is_told_to_be() {
    let rules = "  article 1\n    a holds q\nmodality delegate\n  title stays\n  giver stops acting\ninstrument d\n  kind decree\n  \
                 in force from 2025-01-01\n  article 1\n    delegate q from a to b\n  article 2\n    b may not hold q when x\n";
    let text = check("barred_partly", rules, "concise");
    assert!(
        text.contains("this transfer has effect in part only") && text.contains("in these cases: urgent: yes"),
        "{text}"
    );
    let text = check("barred_wholly", &rules.replace(" when x", ""), "concise");
    assert!(text.contains("this transfer has no effect:"), "{text}");
}
