//! Reads the keyword table and refuses one that would contradict itself.

use std::collections::BTreeSet;

/// One keyword.
pub(crate) struct Row {
    /// `snake_case`, unique.
    pub(crate) id: String,
    /// The heading it stands under in the language reference.
    pub(crate) group: String,
    /// Whether no name may begin where this phrase stands.
    pub(crate) reserved: bool,
    /// Spellings, the usual one first.
    pub(crate) english: Vec<String>,
    /// The one spelling.
    pub(crate) vietnamese: String,
    /// One sentence.
    pub(crate) doc_english: String,
    /// The same in Vietnamese.
    pub(crate) doc_vietnamese: String,
}

impl Row {
    /// Every spelling, longest first: the grammar tries them in this order.
    pub(crate) fn spellings(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.english.iter().map(String::as_str).collect();
        all.push(&self.vietnamese);
        all.sort_by_key(|phrase| std::cmp::Reverse(phrase.split(' ').count()));
        all
    }
}

/// What follows a phrase in the longer phrases of the table that begin with it, sorted.
pub(crate) fn rests<'a>(phrase: &str, rows: &'a [Row]) -> BTreeSet<&'a str> {
    let longer = rows.iter().flat_map(Row::spellings);
    longer.filter_map(|other| other.strip_prefix(phrase)?.strip_prefix(' ')).collect()
}

/// Reads the rows in the order of the file.
pub(crate) fn read(text: &str) -> Result<Vec<Row>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut ids = BTreeSet::new();
    for (index, record) in reader.records().enumerate() {
        let line = index + 2;
        let record = record.map_err(|error| format!("keywords.csv: {error}"))?;
        let cell = |column: usize| record.get(column).unwrap_or_default().to_owned();
        let row = Row {
            id: cell(0),
            group: cell(1),
            reserved: match cell(2).as_str() {
                "yes" => true,
                "no" => false,
                other => return Err(format!("keywords.csv:{line}: reserved is `{other}`")),
            },
            english: cell(3).split('|').map(str::to_owned).collect(),
            vietnamese: cell(4),
            doc_english: cell(5),
            doc_vietnamese: cell(6),
        };
        if !ids.insert(row.id.clone()) {
            return Err(format!("keywords.csv:{line}: `{}` twice", row.id));
        }
        let empty = |text: &String| text.trim() != text || text.is_empty();
        let texts = [&row.id, &row.group, &row.vietnamese, &row.doc_english, &row.doc_vietnamese];
        if row.english.iter().any(empty) || texts.into_iter().any(empty) {
            return Err(format!("keywords.csv:{line}: an empty cell, or a space at an end"));
        }
        rows.push(row);
    }
    Ok(rows)
}
