//! Decision tables: every row a holder of its own. Points that no row takes are the gap, rows that share a point are the overlapping pairs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::Value;
use vires_diagnostics::{BoxEntry, Kind, RegionBox};

use crate::column::{Column, Point};
use crate::{cases, findings, list, report, text};

/// More points than this are not gone through.
const MOST: usize = 400_000;

#[test]
#[ignore = "the cases are not in this repository"]
fn decision_tables() {
    let file = cases("kie_decision_tables.json");
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for case in list(&file["cases"]) {
        // Malformed, or with symbols in it: nothing to say of it.
        if case["normalised"].is_null() || is_too_fine(&case["normalised"]) {
            continue;
        }
        compared += 1;
        if let Err(difference) = compare(case) {
            wrong.push(format!("{}: {difference}", text(&case["id"])));
        }
    }
    report(compared, &wrong);
}

/// Whether a number has more decimals than the language calculates with: it refuses such a text, and says so.
fn is_too_fine(value: &Value) -> bool {
    const FINEST: usize = 12;
    match value {
        Value::Array(parts) => parts.iter().any(is_too_fine),
        Value::Object(fields) => fields.values().any(is_too_fine),
        Value::String(text) => text.split_once('.').is_some_and(|(whole, rest)| {
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            rest.len() > FINEST && digits(whole.trim_start_matches('-')) && digits(rest)
        }),
        _ => false,
    }
}

fn compare(case: &Value) -> Result<(), String> {
    let table = &case["normalised"];
    let rows = list(&table["rules"]);
    let columns: Vec<Column> = (list(&table["columns"]).iter().enumerate())
        .map(|(n, own)| Column::new(own, &rows.iter().map(|row| &row["cells"][n]).collect::<Vec<_>>()))
        .collect();
    let policy = policy(&columns, rows);
    let found = findings(text(&case["id"]), &policy);
    let lines: BTreeMap<usize, usize> = (policy.lines().enumerate())
        .filter_map(|(line, text)| {
            let row = text.trim().strip_prefix('b')?.split(' ').next()?.parse().ok()?;
            text.contains(" holds ").then_some((line + 1, row))
        })
        .collect();
    let mut pairs = BTreeSet::new();
    let mut gap: Vec<&RegionBox> = Vec::new();
    for finding in &found {
        let row = |place: usize| lines[&(finding.places[place].span.start.line as usize)];
        for (a, b) in &finding.pairs {
            pairs.insert((row(*a).min(row(*b)), row(*a).max(row(*b))));
        }
        if finding.kind() == Kind::Gap {
            gap.extend(&finding.boxes);
        }
    }

    // What the file says.
    let exact = &case["expected_exact"];
    let exact = if exact["with_null"].is_null() { &exact["non_null"] } else { &exact["with_null"] };
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a row")).expect("small");
    let expected: BTreeSet<(usize, usize)> = list(&exact["overlapping_pairs"])
        .iter()
        .map(|pair| (number(&pair["rules"][0]), number(&pair["rules"][1])))
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    if pairs != expected {
        return Err(format!("pairs {pairs:?}, expected {expected:?}\n{policy}"));
    }
    if gap.is_empty() != (exact["complete"] == true) {
        return Err(format!("complete is {}, found {gap:?}\n{policy}", exact["complete"]));
    }

    // Every point by itself.
    let points: Vec<Vec<Point>> =
        columns.iter().map(|column| column.points().into_iter().filter(|point| column.has(*point)).collect()).collect();
    let total: usize = points.iter().map(Vec::len).product();
    assert!(total <= MOST, "{total} points");
    for n in 0..total {
        let mut rest = n;
        let point: Vec<Point> = points
            .iter()
            .map(|own| {
                let value = own[rest % own.len()];
                rest /= own.len();
                value
            })
            .collect();
        let covered = rows.iter().any(|row| {
            columns
                .iter()
                .zip(list(&row["cells"]))
                .zip(&point)
                .all(|((column, cell), value)| column.takes(cell, *value))
        });
        let reported = gap.iter().any(|own| {
            own.entries().iter().all(|(name, entry)| {
                let column = name.strip_prefix('f').and_then(|n| n.parse::<usize>().ok());
                column.is_none_or(|n| reported(&columns[n], entry, point[n]))
            })
        });
        if covered == reported {
            return Err(format!("at {point:?} covered {covered}, reported {reported}\n{policy}"));
        }
    }
    Ok(())
}

fn reported(column: &Column, entry: &BoxEntry, point: Point) -> bool {
    column.reported(entry, point)
}

/// The table as a policy.
pub(crate) fn policy(columns: &[Column], rows: &[Value]) -> String {
    let mut text = String::from("package case \"Case\"\n");
    for n in 1..=rows.len() {
        let _ = writeln!(text, "body b{n}");
    }
    for (n, column) in columns.iter().enumerate() {
        text.push_str(&column.declaration(n));
        if let Some(assumption) = column.assumption(n) {
            let _ = writeln!(text, "assume {assumption}");
        }
    }
    text.push_str("power p\ninstrument table_1\n  in force from 2025-01-01\n  article 1\n");
    for (n, row) in rows.iter().enumerate() {
        let _ = write!(text, "    b{} holds p", n + 1);
        let cells = columns.iter().zip(list(&row["cells"])).enumerate();
        let conditions: Vec<String> = cells.filter_map(|(n, (column, cell))| column.condition(n, cell)).collect();
        if !conditions.is_empty() {
            let _ = write!(text, " when {}", conditions.join(" and "));
        }
        text.push('\n');
    }
    text
}
