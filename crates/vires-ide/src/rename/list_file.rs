//! Names of values in lists kept as CSV: the cells of their rows, and those of rows that name them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use vires_compiler::Policies;
use vires_model::{FileId, ListId, SourceSpan};
use vires_resolve::Named;
use vires_words::say;

use super::Job;
use crate::spelling::nfc;

/// The cell with the name of the row that a mention is.
pub(super) fn name_at(policies: &Policies, row: SourceSpan, named: Named) -> Option<SourceSpan> {
    let Named::Value(list, value) = named else { return None };
    let name = &policies.resolved().model.lists[list].values.get(value.0 as usize)?.name;
    let text = policies.file_text(row.file)?;
    let sheet = Sheet::read(text);
    let column = sheet.column("name")?;
    let cells = sheet.rows.iter().filter_map(|row| row.get(column).cloned());
    let mut inside = cells.filter(|cell| cell.start >= row.start as usize && cell.end <= row.end as usize);
    let cell = inside.find(|cell| nfc(text.get(cell.clone()).unwrap_or_default()) == *name)?;
    let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Some(SourceSpan { file: row.file, start: offset(cell.start), end: offset(cell.end) })
}

impl Job<'_> {
    /// The cells of list files that say the name.
    pub(super) fn list_cells(&self, found: &mut BTreeMap<FileId, BTreeSet<(u32, u32)>>) -> Result<(), String> {
        let Named::Value(list, _) = self.named else { return Ok(()) };
        let policies = self.policies();
        let model = &policies.resolved().model;
        // Which lists a file gives the values of.
        let mut files: BTreeMap<FileId, BTreeSet<ListId>> = BTreeMap::new();
        for (id, row) in model.lists.iter() {
            for value in &row.values {
                if policies.kind(value.span.file).is_none() {
                    files.entry(value.span.file).or_default().insert(id);
                }
            }
        }
        for (file, lists) in files {
            let mut columns = Vec::new();
            if lists.contains(&list) {
                columns.extend(["name", "successor"]);
                columns.extend(model.lists[list].within.is_none().then_some("parent"));
            }
            columns.extend(lists.iter().any(|other| model.lists[*other].within == Some(list)).then_some("parent"));
            let cells = self.cells(file, &columns);
            if cells.is_empty() {
                continue;
            }
            if let Some(other) = lists.iter().find(|other| **other != list && lists.contains(&list)) {
                return Err(say!(
                    self.language,
                    "{path} gives the values of {other} too, which would change with it",
                    "{path} còn chứa giá trị của {other}, nên cũng sẽ bị đổi theo",
                    path = policies.path(file).unwrap_or_default(),
                    other = model.lists[*other].name
                ));
            }
            found.entry(file).or_default().extend(cells);
        }
        Ok(())
    }

    fn cells(&self, file: FileId, columns: &[&str]) -> Vec<(u32, u32)> {
        let Some(text) = self.policies().file_text(file) else { return Vec::new() };
        let sheet = Sheet::read(text);
        let mut found = Vec::new();
        for column in columns {
            let Some(n) = sheet.column(column) else { continue };
            for cell in sheet.rows.iter().skip(1).filter_map(|row| row.get(n)) {
                // A place that was divided has several successors.
                for part in parts(text, cell, *column == "successor") {
                    if nfc(text.get(part.clone()).unwrap_or_default()) == self.old {
                        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                        found.push((offset(part.start), offset(part.end)));
                    }
                }
            }
        }
        found
    }
}

/// The stretches between semicolons, without the spaces around them.
fn parts(text: &str, cell: &Range<usize>, several: bool) -> Vec<Range<usize>> {
    let words = text.get(cell.clone()).unwrap_or_default();
    if !several {
        return vec![cell.clone()];
    }
    let mut at = cell.start;
    words
        .split(';')
        .map(|part| {
            let start = at + (part.len() - part.trim_start().len());
            at += part.len() + 1;
            start..start + part.trim().len()
        })
        .collect()
}

/// The cells of a CSV text by row, without quotation marks and the spaces around them.
struct Sheet<'t> {
    text: &'t str,
    rows: Vec<Vec<Range<usize>>>,
}

impl<'t> Sheet<'t> {
    fn read(text: &'t str) -> Self {
        let mut rows = vec![Vec::new()];
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let (mut start, mut quoted) = (mark, false);
        let cell = |from: usize, to: usize, rows: &mut Vec<Vec<Range<usize>>>| {
            let raw = text.get(from..to).unwrap_or_default();
            let mut from = from + (raw.len() - raw.trim_start().len());
            let mut to = from + raw.trim().len();
            if to > from + 1 && text.get(from..to).is_some_and(|raw| raw.starts_with('"') && raw.ends_with('"')) {
                (from, to) = (from + 1, to - 1);
                let inner = text.get(from..to).unwrap_or_default();
                from += inner.len() - inner.trim_start().len();
                to = from + inner.trim().len();
            }
            if let Some(row) = rows.last_mut() {
                row.push(from..to);
            }
        };
        for (at, letter) in text.char_indices().filter(|(at, _)| *at >= mark) {
            match letter {
                '"' => quoted = !quoted,
                ',' if !quoted => {
                    cell(start, at, &mut rows);
                    start = at + 1;
                }
                '\n' if !quoted => {
                    cell(start, at, &mut rows);
                    start = at + 1;
                    rows.push(Vec::new());
                }
                _ => {}
            }
        }
        cell(start, text.len(), &mut rows);
        Self { text, rows }
    }

    fn column(&self, name: &str) -> Option<usize> {
        let head = self.rows.first()?;
        head.iter().position(|cell| self.text.get(cell.clone()).is_some_and(|cell| cell.eq_ignore_ascii_case(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_without_quotes_and_spaces() {
        let text = "\u{feff}name, Label\r\n\"a\" ,\"x, \n\"\"y\"\"\"\nb,\n";
        let sheet = Sheet::read(text);
        let rows: Vec<Vec<&str>> =
            sheet.rows.iter().map(|row| row.iter().map(|cell| &text[cell.clone()]).collect()).collect();
        assert_eq!(rows, [vec!["name", "Label"], vec!["a", "x, \n\"\"y\"\""], vec!["b", ""], vec![""]]);
        assert_eq!(sheet.column("label"), Some(1));
        let text = "x; y ;z";
        let all: Vec<&str> = parts(text, &(0..7), true).into_iter().map(|part| &text[part]).collect();
        assert_eq!(all, ["x", "y", "z"]);
    }
}
