//! Cells of one column: whether one takes every value that another takes. The first holds, the second holds when the first does not: it never applies
//! exactly where all its values are taken.

use serde_json::{Value, json};
use vires_diagnostics::Kind;

use crate::column::Column;
use crate::{cases, findings, list, report, text};

#[test]
#[ignore = "the cases are not in this repository"]
fn cells_within_cells() {
    let file = cases("dmncheck_cell_subsumption.json");
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for (n, pair) in list(&file["pairs"]).iter().enumerate() {
        let kind = text(&pair["type"]);
        let (outer, inner) = (cell(text(&pair["subsuming"]), kind), cell(text(&pair["subsumed"]), kind));
        let nullable = pair.to_string().contains("null\"") || pair.to_string().contains("null)");
        let domain = if kind == "boolean" { json!({"values": [false, true]}) } else { json!("free_string") };
        let order = if kind == "date" { "discrete" } else { "dense" };
        let own = json!({"type": kind, "order": order, "nullable": nullable, "domain": domain});
        let column = Column::new(&own, &[&outer, &inner]);
        let condition = |cell: &Value| column.condition(0, cell).unwrap_or_else(|| "(x or not x)".to_owned());
        let policy = format!(
            "package case \"Case\"\nbody a\nbody b\nfact x : yes or no\n{}power p held concurrently\npower q\ninstrument i\n  in force from 2025-01-01\n  article 1\n    a holds p\n    b holds q when {} and not ({})\n",
            column.declaration(0),
            condition(&inner),
            condition(&outer),
        );
        let found = findings(&format!("pair {n}"), &policy);
        let within = found.iter().any(|finding| matches!(finding.kind(), Kind::NeverApplies | Kind::Impossible));
        compared += 1;
        if within != (pair["semantic_truth"] == true) {
            wrong.push(format!("{pair}: found {within}\n{policy}"));
        }
    }
    report(compared, &wrong);
}

/// A cell as tables write it, in the neutral form.
fn cell(written: &str, kind: &str) -> Value {
    if written == "-" {
        return json!({"any": true});
    }
    if let Some(inner) = written.strip_prefix("not(").and_then(|rest| rest.strip_suffix(')')) {
        return json!({"not": [alternative(inner, kind)]});
    }
    json!({"any_of": [alternative(written, kind)]})
}

fn alternative(written: &str, kind: &str) -> Value {
    let value = |part: &str| -> Value {
        let part = part.trim();
        let inner = part.rsplit_once("(\"").map_or(part, |(_, rest)| rest).trim_end_matches(')').trim_matches('"');
        if kind == "boolean" { json!(inner == "true") } else { json!(inner) }
    };
    if written == "null" {
        return json!({"null": true});
    }
    for (sign, key, closed) in [("<=", "hi", true), (">=", "lo", true), ("<", "hi", false), (">", "lo", false)] {
        if let Some(rest) = written.strip_prefix(sign) {
            return json!({key: value(rest), format!("{key}_closed"): closed});
        }
    }
    if let Some((low, high)) = written.split_once("..") {
        return json!({
            "lo": value(low.trim_start_matches(['[', '('])), "lo_closed": low.starts_with('['),
            "hi": value(high.trim_end_matches([']', ')'])), "hi_closed": high.ends_with(']'),
        });
    }
    json!({"eq": value(written)})
}
