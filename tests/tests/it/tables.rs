//! Tables of random boxes as policies: the set of overlapping pairs and the set of uncovered points are exactly right, and a complete table gives nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use vires_compiler::{MemoryFiles, Policies, Request};
use vires_diagnostics::{BoxEntry, Finding, Kind};
use vires_model::random::Dice;

/// A column of integers `0..size`, or of so many named values.
#[derive(Clone, Copy)]
struct Column {
    integers: bool,
    size: usize,
}

/// For each column the cells that a rule allows; of integers an unbroken range.
type Row = Vec<BTreeSet<usize>>;

struct Table {
    columns: Vec<Column>,
    rows: Vec<Row>,
}

#[test]
fn random_tables() {
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let columns = columns(&mut dice);
        let full = full(&columns);
        let count = 10 + dice.below(50);
        let rows = (0..count).map(|_| random_row(&mut dice, &columns)).collect();
        check(seed, &Table { columns: columns.clone(), rows });

        let mut parts = split(&mut dice, &columns, full, count);
        let whole = Table { columns: columns.clone(), rows: parts.clone() };
        let found = check(seed, &whole);
        assert!(found.is_empty(), "seed {seed}: a complete table gives nothing: {found:?}");
        for _ in 0..=parts.len() / 10 {
            parts.remove(dice.below(parts.len()));
        }
        check(seed, &Table { columns, rows: parts });
    }
}

#[test]
fn a_large_table() {
    let mut dice = Dice::new(7);
    let columns: Vec<Column> = (0..6).map(|n| Column { integers: n % 2 == 0, size: 4 }).collect();
    let mut rows = split(&mut dice, &columns, full(&columns), 700);
    for _ in 0..25 {
        rows.remove(dice.below(rows.len()));
        rows.push(random_row(&mut dice, &columns));
    }
    check(0, &Table { columns, rows });
}

/// Boxes that are wide in every column, so that nearly any two overlap.
#[test]
fn wide_tables() {
    for seed in 0..30 {
        let mut dice = Dice::new(seed);
        let columns = columns(&mut dice);
        let count = 10 + dice.below(40);
        let rows = (0..count).map(|_| wide_row(&mut dice, &columns)).collect();
        check(seed, &Table { columns, rows });
    }
}

/// Whoever holds the same power without conditions is told once, with every pair.
#[test]
fn holders_without_conditions_are_one_finding() {
    let columns = vec![Column { integers: true, size: 3 }];
    let rows = vec![full(&columns); 12];
    let found = check(0, &Table { columns, rows });
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].places.len(), 12);
    assert_eq!(found[0].pairs.len(), 66);
}

/// Every change that is proposed is made, and the text checked again: that gap is gone, no other has grown, and the rules that overlap are the same.
#[test]
fn proposed_changes_resolve_what_they_say() {
    let mut made = 0;
    for seed in 0..40 {
        let mut dice = Dice::new(seed);
        let columns = columns(&mut dice);
        let mut rows = split(&mut dice, &columns, full(&columns), 25);
        for _ in 0..3.min(rows.len() - 1) {
            rows.remove(dice.below(rows.len()));
        }
        let table = Table { columns, rows };
        let text = policy(&table);
        let before = found(&text);
        for finding in &before {
            for fix in &finding.fixes {
                let mut changed = text.clone();
                for edit in &fix.edits {
                    let (start, end) = (edit.span.start.byte as usize, edit.span.end.byte as usize);
                    changed.replace_range(start..end, &edit.replacement);
                }
                let after = found(&changed);
                let (open, gone) = (uncovered(&table, &after), uncovered(&table, std::slice::from_ref(finding)));
                let why = format!("seed {seed}: {}\n{text}", fix.title);
                assert!(open.is_disjoint(&gone), "{why}");
                assert!(open.is_subset(&uncovered(&table, &before)), "{why}");
                assert!(after.iter().all(|other| other.kind() == Kind::Gap), "{why}");
                made += 1;
            }
        }
    }
    assert!(made > 40, "{made} changes were proposed");
}

/// The points of all gaps.
fn uncovered(table: &Table, findings: &[Finding]) -> BTreeSet<Vec<usize>> {
    let gaps = findings.iter().filter(|finding| finding.kind() == Kind::Gap);
    let boxes: Vec<Row> = gaps.flat_map(|gap| &gap.boxes).map(|own| cells(table, own.entries())).collect();
    points(&boxes)
}

fn shared(one: &Row, other: &Row) -> Row {
    one.iter().zip(other).map(|(one, other)| one & other).collect()
}

/// The points of these boxes together.
fn points(boxes: &[Row]) -> BTreeSet<Vec<usize>> {
    let mut inner: Vec<&Row> = Vec::new();
    for row in boxes {
        let within = |outer: &&Row| row.iter().zip(outer.iter()).all(|(own, outer)| own.is_subset(outer));
        if !inner.iter().any(within) {
            inner.push(row);
        }
    }
    let mut points = BTreeSet::new();
    for row in inner {
        let mut all: Vec<Vec<usize>> = vec![Vec::new()];
        for cells in row {
            all = all.iter().flat_map(|point| cells.iter().map(|cell| [&point[..], &[*cell]].concat())).collect();
        }
        points.extend(all);
    }
    points
}

fn found(text: &str) -> Vec<Finding> {
    let files = MemoryFiles::default().with("table.vires", text);
    Policies::load(&files, Request::Paths(&[])).expect("it is there").report().findings.clone()
}

fn columns(dice: &mut Dice) -> Vec<Column> {
    let count = 3 + dice.below(5);
    let most = if count > 5 { 3 } else { 5 };
    (0..count).map(|_| Column { integers: dice.chance(1, 2), size: 2 + dice.below(most) }).collect()
}

fn full(columns: &[Column]) -> Row {
    columns.iter().map(|column| (0..column.size).collect()).collect()
}

fn random_row(dice: &mut Dice, columns: &[Column]) -> Row {
    let cells = |column: &Column| -> BTreeSet<usize> {
        let (from, to) = (dice.below(column.size), dice.below(column.size));
        if column.integers {
            (from.min(to)..=from.max(to)).collect()
        } else {
            (0..column.size).filter(|cell| *cell == from || dice.chance(2, 3)).collect()
        }
    };
    columns.iter().map(cells).collect()
}

fn wide_row(dice: &mut Dice, columns: &[Column]) -> Row {
    let cells = |column: &Column| -> BTreeSet<usize> {
        let middle = column.size / 2;
        if column.integers {
            (dice.below(middle + 1)..=middle + dice.below(column.size - middle)).collect()
        } else {
            (0..column.size).filter(|cell| *cell == middle || dice.chance(4, 5)).collect()
        }
    };
    columns.iter().map(cells).collect()
}

/// A box cut into so many that share no point and leave none out (fewer where no cut is left).
fn split(dice: &mut Dice, columns: &[Column], whole: Row, count: usize) -> Vec<Row> {
    let mut rows = vec![whole];
    for _ in 0..count * 4 {
        let n = dice.below(rows.len());
        let column = dice.below(columns.len());
        let cells: Vec<usize> = rows[n][column].iter().copied().collect();
        if rows.len() == count || cells.len() < 2 {
            continue;
        }
        let (low, high) = cells.split_at(1 + dice.below(cells.len() - 1));
        let mut other = rows[n].clone();
        rows[n][column] = low.iter().copied().collect();
        other[column] = high.iter().copied().collect();
        rows.push(other);
    }
    rows
}

/// Compares what is found with what enumeration finds; gives back what is found.
fn check(seed: u64, table: &Table) -> Vec<Finding> {
    let text = policy(table);
    let files = MemoryFiles::default().with("table.vires", text.as_str());
    let policies = Policies::load(&files, Request::Paths(&[])).expect("it is there");
    let findings = policies.report().findings.clone();
    // The rule of a place is told by the line it stands on.
    let lines: BTreeMap<usize, usize> = (text.lines().enumerate())
        .filter_map(|(line, text)| {
            text.trim().strip_prefix('b')?.split(' ').next()?.parse().ok().map(|n| (line + 1, n))
        })
        .collect();
    let mut pairs = BTreeSet::new();
    let mut boxes: Vec<Row> = Vec::new();
    for finding in &findings {
        let rule = |place: usize| lines[&(finding.places[place].span.start.line as usize)];
        for (a, b) in &finding.pairs {
            let pair = (rule(*a).min(rule(*b)), rule(*a).max(rule(*b)));
            assert!(pairs.insert(pair), "seed {seed}: {pair:?} twice");
        }
        if finding.kind() == Kind::Overlap {
            assert!(finding.boxes_complete, "seed {seed}");
            let said: Vec<Row> = finding.boxes.iter().map(|own| cells(table, own.entries())).collect();
            let meant = finding.pairs.iter().map(|(a, b)| shared(&table.rows[rule(*a)], &table.rows[rule(*b)]));
            let meant: Vec<Row> = meant.collect();
            assert_eq!(points(&said), points(&meant), "seed {seed}: {}\n{text}", finding.message);
        }
        if finding.kind() == Kind::Gap {
            assert!(finding.boxes_complete, "seed {seed}");
            boxes.extend(finding.boxes.iter().map(|own| cells(table, own.entries())));
        }
    }
    let expected: BTreeSet<(usize, usize)> = (0..table.rows.len())
        .flat_map(|a| (a + 1..table.rows.len()).map(move |b| (a, b)))
        .filter(|(a, b)| table.rows[*a].iter().zip(&table.rows[*b]).all(|(x, y)| !x.is_disjoint(y)))
        .collect();
    assert_eq!(pairs, expected, "seed {seed}: pairs\n{text}");
    let mut point = vec![0; table.columns.len()];
    loop {
        let within = |row: &Row| row.iter().zip(&point).all(|(cells, cell)| cells.contains(cell));
        let covered = table.rows.iter().any(within);
        assert_ne!(covered, boxes.iter().any(within), "seed {seed}: at {point:?}\n{text}");
        let Some(column) = (0..point.len()).find(|column| point[*column] + 1 < table.columns[*column].size) else {
            return findings;
        };
        point[column] += 1;
        point[..column].fill(0);
    }
}

fn cells(table: &Table, entries: &[(Arc<str>, BoxEntry)]) -> Row {
    let mut row = full(&table.columns);
    for (name, entry) in entries {
        let Some(column) = name.strip_prefix('f').and_then(|n| n.parse::<usize>().ok()) else { continue };
        match entry {
            BoxEntry::Names(names) => {
                row[column] = names.iter().filter_map(|name| name.rsplit('_').next()?.parse().ok()).collect();
            }
            BoxEntry::Range { from, to } => {
                let number = |limit: &vires_diagnostics::Limit| {
                    assert!(limit.included, "numbers of discrete facts are closed ranges");
                    limit.value.parse::<usize>().expect("a whole number")
                };
                let from = from.as_ref().map_or(0, number);
                let to = to.as_ref().map_or(table.columns[column].size - 1, number);
                row[column] = (from..=to).collect();
            }
            other => panic!("no such entry here: {other:?}"),
        }
    }
    row
}

fn policy(table: &Table) -> String {
    let mut text = String::from("package table \"Table\"\n");
    for n in 0..table.rows.len() {
        let _ = writeln!(text, "body b{n}");
    }
    for (n, column) in table.columns.iter().enumerate() {
        let _ = if column.integers {
            writeln!(text, "fact f{n} : number from 0 to {}", column.size - 1)
        } else {
            let values: Vec<String> = (0..column.size).map(|value| format!("v{n}_{value}")).collect();
            writeln!(text, "list L{n} : {}\nfact f{n} : L{n}", values.join(", "))
        };
    }
    text.push_str("power p\ninstrument table_1\n  in force from 2025-01-01\n  article 1\n");
    for (n, row) in table.rows.iter().enumerate() {
        let _ = write!(text, "    b{n} holds p");
        let mut conditions = Vec::new();
        for (column, cells) in
            row.iter().enumerate().filter(|(column, cells)| cells.len() < table.columns[*column].size)
        {
            let (Some(first), Some(last)) = (cells.first(), cells.last()) else { continue };
            conditions.push(if table.columns[column].integers {
                format!("f{column} at least {first} and at most {last}")
            } else {
                let values: Vec<String> = cells.iter().map(|value| format!("v{column}_{value}")).collect();
                format!("f{column} is one of {}", values.join(", "))
            });
        }
        if !conditions.is_empty() {
            let _ = write!(text, "\n      when all of\n        {}", conditions.join("\n        "));
        }
        text.push('\n');
    }
    text
}
