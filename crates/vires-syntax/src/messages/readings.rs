//! The two readings of `and` and `or` side by side.

use super::short;

/// The readings of conditions joined by words: once with what `and` joins in brackets, once with what `or` joins.
/// `ands` says for each joining word whether it is `and`; `and` and `or` are these two words as the drafter wrote them.
pub(crate) fn two_readings(conditions: &[&str], ands: &[bool], and: &str, or: &str) -> (String, String) {
    let reading = |and_binds: bool| {
        let mut groups: Vec<String> = Vec::new();
        let mut members: Vec<String> = Vec::new();
        let close = |members: &mut Vec<String>| {
            let joined = members.join(if and_binds { and } else { or });
            let several = members.len() > 1;
            members.clear();
            if several { format!("({joined})") } else { joined }
        };
        for (number, condition) in conditions.iter().enumerate() {
            members.push(short(condition));
            if ands.get(number) != Some(&and_binds) {
                groups.push(close(&mut members));
            }
        }
        format!("`{}`", groups.join(if and_binds { or } else { and }))
    };
    (reading(true), reading(false))
}

#[cfg(test)]
mod tests {
    use super::two_readings;

    #[test]
    fn both_readings_bracket_what_the_other_leaves_open() {
        let (first, second) = two_readings(&["a", "b", "c", "d"], &[false, true, false], " and ", " or ");
        assert_eq!(first, "`a or (b and c) or d`");
        assert_eq!(second, "`(a or b) and (c or d)`");
    }
}
