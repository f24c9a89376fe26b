//! Findings that are accepted for a time, in a file of their own: what is known and reasoned does not fail a check, what
//! is new does.
//!
//! ```toml
//! [[accepted]]
//! id = "27bfc59b05fff9ad"                      # the lasting name of the finding
//! reason = "the circular is being drafted"     # why it may stand for now
//! until = 2026-12-31                           # the last day; after it the finding counts again
//! code = "V2003"                               # for whoever reads the file; not compared
//! power = "vn.industry_trade.retail_licence"   # likewise
//! message = "…"                                # likewise
//! ```
//!
//! No clock here: whoever asks says which day it is.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use toml::de::{DeTable, DeValue};
use vires_analysis::words::day_words;
use vires_diagnostics::{Acceptance, Code, Finding, Place, Position, Severity, SourceSpan};
use vires_model::Day;
use vires_words::{Language, Words, say, words};

use crate::manifest;
use crate::values::no_date;

/// Accepted findings, by lasting name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    entries: BTreeMap<String, Entry>,
}

/// One accepted finding.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    reason: String,
    until: Day,
    /// Bytes of the file.
    span: (usize, usize),
}

impl Baseline {
    /// Reads a file of accepted findings.
    ///
    /// # Errors
    /// One line that says what is wrong with it, and on which line.
    pub fn parse(text: &str) -> Result<Self, Words> {
        let on_line = |at: usize, why: Words| {
            let before = text.get(..at).unwrap_or_default();
            manifest::on_line(before.matches('\n').count() + 1, &why)
        };
        let table = DeTable::parse(text)
            .map_err(|error| on_line(error.span().map_or(0, |span| span.start), manifest::not_toml(error.message())))?;
        let mut baseline = Self::default();
        for (key, value) in table.get_ref() {
            let here = key.span().start;
            let (true, DeValue::Array(rows)) = (key.get_ref() == "accepted", value.get_ref()) else {
                return Err(on_line(
                    here,
                    words!(
                        "a file of accepted findings has [[accepted]] sections and nothing else",
                        "tệp các vấn đề được chấp nhận chỉ gồm các mục [[accepted]]"
                    ),
                ));
            };
            for row in rows {
                let at = row.span().start;
                let DeValue::Table(row_table) = row.get_ref() else {
                    return Err(on_line(
                        at,
                        words!(
                            "`accepted` is a section: write [[accepted]] on a line of its own",
                            "`accepted` là một mục: viết [[accepted]] trên một dòng riêng"
                        ),
                    ));
                };
                let (id, mut entry) = entry(row_table).map_err(|why| on_line(at, why))?;
                entry.span = (row.span().start, row.span().end);
                if baseline.entries.insert(id.clone(), entry).is_some() {
                    return Err(on_line(at, words!("`{id}` is accepted twice", "`{id}` được chấp nhận hai lần")));
                }
            }
        }
        Ok(baseline)
    }

    /// Marks the findings that are accepted on that day. One whose acceptance has expired is told so and counts again;
    /// an entry that no finding answers to becomes a finding of its own, placed in the file, whose name is `file`.
    pub fn apply(&self, findings: &mut Vec<Finding>, today: Day, file: (&str, &str), language: Language) {
        let mut unmatched: BTreeMap<&str, &Entry> =
            self.entries.iter().map(|(id, entry)| (id.as_str(), entry)).collect();
        for finding in findings.iter_mut() {
            let Some((_, entry)) = self.entries.get_key_value(finding.id.as_str()) else {
                continue;
            };
            unmatched.remove(finding.id.as_str());
            if today <= entry.until {
                finding.accepted = Some(Acceptance { reason: entry.reason.clone(), until: entry.until.to_string() });
            } else {
                finding.notes.push(say!(
                    language,
                    "it was accepted until {until}, and counts again since; the reason given was: {reason}",
                    "vấn đề này được chấp nhận đến hết ngày {until} và nay lại được tính; lý do đã nêu: {reason}",
                    until = day_words(entry.until, language),
                    reason = entry.reason
                ));
            }
        }
        findings.extend(unmatched.into_iter().map(|(id, entry)| stale(id, entry, file, language)));
    }

    /// Accepts all errors and warnings of these findings that are not accepted yet, and drops what is not among them.
    #[must_use]
    pub fn renewed(&self, findings: &[Finding], today: Day, reason: &str, until: Day) -> Self {
        let grave = findings.iter().filter(|finding| finding.severity != Severity::Note);
        let entries = grave.map(|finding| {
            let id = finding.id.as_str();
            let kept = self.entries.get(id).filter(|entry| today <= entry.until).cloned();
            (id.to_owned(), kept.unwrap_or_else(|| Entry { reason: reason.to_owned(), until, span: (0, 0) }))
        });
        Self { entries: entries.collect() }
    }

    /// How many findings are accepted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The file, in the order of the findings, with what helps whoever reads it.
    #[must_use]
    pub fn write(&self, findings: &[Finding]) -> String {
        let mut text = String::new();
        let quoted = |text: &str| toml::Value::from(text).to_string();
        for finding in findings {
            let Some(entry) = self.entries.get(finding.id.as_str()) else {
                continue;
            };
            if !text.is_empty() {
                text.push('\n');
            }
            // Writing to a text cannot fail.
            let _ = writeln!(text, "[[accepted]]\nid = {}\ncode = \"{}\"", quoted(finding.id.as_str()), finding.code);
            if let Some(power) = &finding.power {
                let _ = writeln!(text, "power = {}", quoted(power));
            }
            let _ = writeln!(text, "message = {}", quoted(&finding.message));
            let _ = writeln!(text, "reason = {}\nuntil = {}", quoted(&entry.reason), entry.until);
        }
        text
    }
}

/// The name of the finding, and the rest. Without reason or date nothing is accepted.
fn entry(row: &DeTable<'_>) -> Result<(String, Entry), Words> {
    let (mut id, mut reason, mut until) = (None, None, None);
    for (key, value) in row {
        let text = match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Datetime(date) => Some(date.to_string()),
            _ => None,
        };
        match (key.get_ref().as_ref(), text.filter(|text| !text.trim().is_empty())) {
            ("id", Some(text)) => id = Some(text),
            ("reason", Some(text)) => reason = Some(text),
            ("until", Some(text)) => {
                until = Some(Day::parse(&text).ok_or_else(|| no_date(&text))?);
            }
            ("code" | "power" | "message", Some(_)) => {}
            ("id" | "reason" | "code" | "power" | "message", None) => {
                let key = key.get_ref();
                return Err(words!(
                    "`{key}` is a text in quotation marks, and not empty",
                    "`{key}` là văn bản trong dấu ngoặc kép và không được để trống"
                ));
            }
            ("until", None) => {
                return Err(words!("`until` is a date, such as 2026-12-31", "`until` là ngày, như 2026-12-31"));
            }
            (other, _) => {
                return Err(words!(
                    "`{other}` is not known; an accepted finding has id, reason and until, and for its reader code, power and message",
                    "không có từ `{other}`; một vấn đề được chấp nhận có id, reason và until, và cho người đọc có code, power và message"
                ));
            }
        }
    }
    let missing = |what: Words| {
        words!("an accepted finding says {what}", "một vấn đề được chấp nhận phải nêu {what}", what = what)
    };
    let id = id.ok_or_else(|| missing(words!("which one it is: `id = \"…\"`", "đó là vấn đề nào: `id = \"…\"`")))?;
    let reason = reason.ok_or_else(|| {
        missing(words!("why it may stand for now: `reason = \"…\"`", "vì sao tạm chấp nhận: `reason = \"…\"`"))
    })?;
    let until = until.ok_or_else(|| {
        missing(words!("until when: `until = 2026-12-31`", "chấp nhận đến khi nào: `until = 2026-12-31`"))
    })?;
    Ok((id, Entry { reason, until, span: (0, 0) }))
}

fn stale(id: &str, entry: &Entry, (file, text): (&str, &str), language: Language) -> Finding {
    let position = |byte: usize| {
        let before = text.get(..byte).unwrap_or_default();
        let line = before.matches('\n').count().saturating_add(1);
        let column = before.chars().rev().take_while(|c| *c != '\n').count().saturating_add(1);
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position::new(number(line), number(column), number(byte))
    };
    let span = SourceSpan::new(file, position(entry.span.0), position(entry.span.1));
    let message =
        say!(language, "the accepted finding {id} is not found any more", "vấn đề đã chấp nhận {id} nay không còn");
    Finding::new(Code::StaleAcceptance, message)
        .place(Place::new(span))
        .help(language.pick(
            "delete the entry, so that the same fault is not accepted if it comes back",
            "xóa mục này, để sai sót ấy không mặc nhiên được chấp nhận nếu trở lại",
        ))
        .identified_by(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[[accepted]]\nid = \"ab\"\nreason = \"known\"\nuntil = 2026-12-31\ncode = \"V2001\"\n";

    #[test]
    fn what_is_missing_or_wrong_is_said_with_its_line() {
        assert_eq!(Baseline::parse(GOOD).map(|baseline| baseline.len()), Ok(1));
        assert_eq!(Baseline::parse("").map(|baseline| baseline.is_empty()), Ok(true));
        for (text, words) in [
            (GOOD.replace("reason = \"known\"\n", ""), "line 1: an accepted finding says why"),
            (GOOD.replace("known", " "), "`reason` is a text"),
            (GOOD.replace("until = 2026-12-31\n", ""), "says until when"),
            (GOOD.replace("2026-12-31", "\"31/12/2026\""), "is no date"),
            (GOOD.replace("2026-12-31", "2026"), "`until` is a date"),
            (GOOD.replace("id = \"ab\"\n", ""), "says which one"),
            (GOOD.replace("code", "kode"), "`kode` is not known"),
            (format!("{GOOD}{GOOD}"), "line 6: `ab` is accepted twice"),
            (GOOD.replace("[[accepted]]", "[accepted]"), "[[accepted]] sections"),
            ("[[accepted]]\nid = ".to_owned(), "line 2: "),
        ] {
            let error = Baseline::parse(&text).err().unwrap_or_else(|| Words::as_written(""));
            let error = error.in_language(Language::En);
            assert!(error.contains(words), "{text}\n{error}");
        }
    }
}
