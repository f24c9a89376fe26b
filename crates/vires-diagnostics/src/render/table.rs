//! Tables in Markdown.

use std::fmt;

use super::visible;

/// A table, row by row.
pub(super) struct Table {
    head: Vec<String>,
    /// From this column on, figures: set to the right.
    figures: usize,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub(super) fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(|title| cell(title)).collect(), figures: head.len(), rows: Vec::new() }
    }

    /// The same with figures from a column on.
    pub(super) fn numbers(mut self, from: usize) -> Self {
        self.figures = from;
        self
    }

    /// One more row.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells.iter().map(|words| cell(words)).collect());
    }

    /// Writes it.
    ///
    /// # Errors
    /// Only those of `out`.
    pub(super) fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        writeln!(out, "{}", line(&self.head))?;
        let rule: Vec<&str> = (0..self.head.len()).map(|n| if n < self.figures { "---" } else { "---:" }).collect();
        writeln!(out, "|{}|", rule.join("|"))?;
        for row in &self.rows {
            writeln!(out, "{}", line(row))?;
        }
        Ok(())
    }
}

/// Words that stay in one cell, and mean nothing else in Markdown. Lines stay lines.
pub(super) fn cell(words: &str) -> String {
    words.lines().map(one_line).collect::<Vec<_>>().join("<br>")
}

fn one_line(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    // In code, which stands between backquotes, all but the end of a cell is what it is.
    let (mut code, mut open) = (false, words.matches('`').count());
    for word in visible::line(words).split_whitespace() {
        if !safe.is_empty() {
            safe.push(' ');
        }
        for c in word.chars() {
            match c {
                '`' => {
                    open = open.saturating_sub(1);
                    code = !code && open > 0;
                }
                '*' | '_' | '<' | '[' | ']' | '\\' if !code => safe.push('\\'),
                '|' => safe.push('\\'),
                _ => {}
            }
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_as_it_is_written() {
        assert_eq!(cell("`fec_from` is *what* this_line sets"), "`fec_from` is \\*what\\* this\\_line sets");
        assert_eq!(cell("`a | b` or c_d"), "`a \\| b` or c\\_d");
        assert_eq!(cell("an open ` and c_d"), "an open ` and c\\_d");
    }
}
