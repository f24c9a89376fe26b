//! Breaking words into lines.

use super::visible;

/// Columns of `(1) ` before an entry of a list.
const NUMBER: usize = 4;

/// Breaks `text` at its spaces into lines of at most `width` columns. Line ends in the text stay; a word wider than a
/// line gets a line of its own. A line of the text that is indented is an entry of a list: it keeps its indentation, and
/// goes on below its words, not below its number.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    text.lines().flat_map(|line| wrap_line(line, width)).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let line = visible::line(line.trim_end());
    let words = line.trim_start_matches(' ');
    let indent = line.len().saturating_sub(words.len());
    let hanging = if indent == 0 { 0 } else { indent + NUMBER };
    let mut lines = Vec::new();
    let mut current = " ".repeat(indent);
    let mut filled = indent;
    let mut empty = true;
    for word in words.split(' ') {
        let columns = visible::text_width(word);
        if !empty && filled + 1 + columns > width {
            lines.push(std::mem::replace(&mut current, " ".repeat(hanging)));
            filled = hanging;
            empty = true;
        }
        if !empty {
            current.push(' ');
            filled += 1;
        }
        current.push_str(word);
        filled += columns;
        empty = false;
    }
    lines.push(current);
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn breaks_at_spaces_by_columns_not_bytes() {
        assert_eq!(wrap("Ủy ban nhân dân", 10), ["Ủy ban", "nhân dân"]);
        // The same in decomposed form: twice the bytes, the same columns.
        assert_eq!(wrap("U\u{309}y ban nha\u{302}n da\u{302}n", 10), ["U\u{309}y ban", "nha\u{302}n da\u{302}n"]);
    }

    #[test]
    fn keeps_lines_indentation_and_long_words() {
        assert_eq!(wrap("one\n  (1) two three", 10), ["one", "  (1) two", "      three"]);
        assert_eq!(wrap("a verylongword b", 4), ["a", "verylongword", "b"]);
        assert_eq!(wrap("", 4), Vec::<String>::new());
    }
}
