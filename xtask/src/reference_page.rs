//! The keyword table on the page of the language reference.

use std::fmt::Write;

use crate::keyword_rows::Row;

const BEGIN: &str = "<!-- keywords: begin. ";
const END: &str = "<!-- keywords: end -->";

/// The page with a fresh table between its two marks.
pub(crate) fn with_table(page: &str, rows: &[Row]) -> Result<String, String> {
    let missing = || format!("the page has no `{BEGIN}… -->` followed by `{END}`");
    let (before, rest) = page.split_once(BEGIN).ok_or_else(missing)?;
    let (mark, rest) = rest.split_once("-->\n").ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    Ok(format!("{before}{BEGIN}{mark}-->\n{}\n{END}{after}", table(rows)))
}

/// One table for each group, in the order in which groups first occur.
fn table(rows: &[Row]) -> String {
    let mut groups: Vec<&str> = Vec::new();
    for row in rows {
        if !groups.contains(&row.group.as_str()) {
            groups.push(&row.group);
        }
    }
    let mut out = String::new();
    for group in groups {
        let _ = write!(out, "\n### {}\n\n| English | Vietnamese | reserved | |\n|---|---|---|---|\n", heading(group));
        for row in rows.iter().filter(|row| row.group == group) {
            let english: Vec<String> = row.english.iter().map(|phrase| format!("`{phrase}`")).collect();
            let reserved = if row.reserved { "yes" } else { "" };
            let _ =
                writeln!(out, "| {} | `{}` | {reserved} | {} |", english.join(", "), row.vietnamese, row.doc_english);
        }
    }
    out
}

fn heading(group: &str) -> String {
    let mut letters = group.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_page_without_marks_is_refused() {
        assert!(super::with_table("# A page\n", &[]).is_err());
    }

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let page = "before\n<!-- keywords: begin. Generated. -->\nold\n<!-- keywords: end -->\nafter\n";
        let fresh = super::with_table(page, &[]);
        assert_eq!(
            fresh.as_deref(),
            Ok("before\n<!-- keywords: begin. Generated. -->\n\n<!-- keywords: end -->\nafter\n")
        );
    }
}
