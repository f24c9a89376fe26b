//! Grants of a class of powers: `H holds every power in sector S except P`.

use vires_compiler::Policies;

use crate::made_up;

const PRELUDE: &str = "\
package p
tier central
tier local below central
body parliament at central
body agency at local
fact urgent : yes or no
power p1 sector list_1
power p2 sector list_1
power p3 sector list_1
power q1 sector list_2
power q2 sector list_2
power r1
instrument kind law rank 1
modality delegate
  title stays
  giver may still act
instrument l
  kind law, issued on 2025-01-01, in force from 2025-01-01
";

fn load(text: &str) -> Policies {
    made_up::load(&format!("{PRELUDE}{text}"))
}

fn found(text: &str) -> Vec<String> {
    let policies = load(text);
    policies.report().findings.iter().map(|found| format!("{} {}", found.code, found.message)).collect()
}

#[test]
fn each_power_of_a_sector_is_granted() {
    made_up::passes(&load(
        "\
\x20 article 1
    parliament holds every power in sector list_1 except p3
    nobody holds every power in sector list_2 until 2025-12-31
    agency holds p3, r1
  article 2
    agency holds every power in sector list_2 from 2026-01-01 when urgent
    every power in sector list_2 is not required in all other cases from 2026-01-01
test \"the class\"
  on 2025-06-01
  expect parliament holds p1 under l article 1
  expect parliament holds p2 under l article 1
  expect agency holds p3
  expect nobody holds q1
  expect nobody holds q2 under l article 1
test \"after the moratorium\"
  on 2026-06-01
  given urgent is yes
  expect agency holds q1 under l article 2
  expect agency holds q2
test \"what is left\"
  on 2026-06-01
  given urgent is no
  expect q1 is not required
",
    ));
}

#[test]
fn a_class_is_its_powers_one_by_one() {
    let text = "\
\x20 article 1
    parliament holds every power in sector list_1
    agency holds p3 when urgent
    agency holds r1
    nobody holds every power in sector list_2
";
    insta::assert_debug_snapshot!(found(text));
    // Who names the power is more specific, where that is declared.
    let specific = found(&format!("{text}precedence more specific\n"));
    assert!(specific.iter().all(|said| said.starts_with("V8007")), "{specific:#?}");
    // What a class passes by is given to nobody.
    assert!(
        found("  article 1\n    parliament holds every power in sector list_1\n    agency holds q1, q2\n")
            .iter()
            .any(|said| said.starts_with("V8002"))
    );
    assert_eq!(found("  article 1\n    parliament holds every power\n"), Vec::<String>::new());
}

#[test]
fn what_is_no_class_of_a_grant() {
    let lines = [
        "parliament holds every other power",
        "parliament holds every power of agency",
        "nobody holds every power under l",
        "every other power in sector list_1 is not required",
        "parliament holds every power in sector list_1 except l article 1",
        "parliament holds every power in sector list_2 except q1, q2",
        "parliament holds every power in sector list_9",
        "parliament holds all powers in sector list_1",
        "parliament nắm every power in sector list_1",
    ];
    let said = lines.map(|line| {
        let report = load(&format!("  article 1\n    {line}\n    agency holds r1\n")).text_errors();
        let of = |found: &vires_diagnostics::Finding| {
            let help = found.help.iter().map(|help| format!("\n    help: {help}")).collect::<String>();
            format!("\n  {} {}{help}", found.code, found.message)
        };
        format!("{line}{}", report.findings.iter().map(of).collect::<String>())
    });
    insta::assert_snapshot!(said.join("\n"));
}
