//! Regions at the edge of what can be: what nothing can be is not told, and what always is, is.

use crate::run::{Folder, found};

#[test]
fn a_part_that_cannot_be_hides_no_witness() {
    let policy = r#"package t
body b0 "B0"
body b1 "B1"
fact x : number with 1 decimals from 0
fact y : number from 0 to 100
fact u : yes or no
power p "P"
instrument l "L"
  in force from 2025-01-01
  article 1
    b0 holds p when (not u or 3 * y above 10) and 2 * y is greater of y and x
    b1 holds p when x at most y or y above 0
"#;
    insta::assert_snapshot!(found("edge-witness", policy));
}

#[test]
fn a_limit_compared_with_itself_is_always_met() {
    let policy = |when: &str| {
        format!(
            "package t\nbody b \"B\"\nfact x : number from 0 to 9\npower p \"P\"\ninstrument l \"L\"\n  in force from \
             2025-01-01\n  article 1\n    b holds p when {when}\n"
        )
    };
    for when in ["x at most x", "x is x", "2 * x at most 2 * x", "x - x below 11", "x is greater of x and x"] {
        let told = found("edge-itself", &policy(when));
        assert!(told.contains("V4004"), "{when}: {told}");
    }
    assert_eq!(found("edge-plain", &policy("x at most 9 or x above 3")).matches("V4004").count(), 1);
}

/// What is assumed goes without saying, in registers as in findings.
#[test]
fn registers_leave_out_what_is_assumed() {
    let policy = r#"package t
list Field : civil, security
body a "A"
body b "B"
body c "C"
fact field : Field
fact one : yes or no
fact ratio : number with 1 decimal from 0 to 10
assume not one or ratio at least 1
power p "P"
instrument l "L"
  in force from 2025-01-01
  article 1
    p is not required when field is civil and ratio below 1
    a holds p when field is security
    b holds p when field is civil and one
    c holds p in all other cases
"#;
    let folder = Folder::new("edge-assumed").with("p.vires", policy);
    insta::assert_snapshot!(folder.run(&["powers", "--at", "2025-02-01"]));
}

/// Of what sector a power is, and so whether a class takes it in, is not known until its line reads.
#[test]
fn a_class_is_not_empty_for_a_power_whose_own_line_is_in_error() {
    let policy = r#"package t
body dpc "D"
body pc "C"
power old "Old duty" sector trade
power sell "Sell" sector trade
modality devolve "Devolution"
  title moves
instrument i "I"
  in force from 2025-01-01
  article 1
    dpc holds old, sell
  article 2
    devolve every power of dpc in sector trade except sell to pc
"#;
    assert!(!found("edge-class", policy).contains("V4001"));
    let told = found("edge-class", &policy.replace("\"Old duty\" sector", "\"Old duty\" scetor"));
    assert!(told.contains("V0001") && !told.contains("V4001"), "{told}");
}
