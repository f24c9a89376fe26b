//! Several things in one sentence.

use crate::{Language, Say, Words};

/// `a`, `a and b`, `a, b and c`, with the word given.
#[must_use]
pub fn joined(parts: &[impl AsRef<str>], word: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [all_but_last @ .., last] => {
            let first: Vec<&str> = all_but_last.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", first.join(", "), last.as_ref())
        }
    }
}

/// `a, b and c`; `a, b và c`.
#[must_use]
pub fn all_of(parts: &[impl Say]) -> Words {
    series(parts, "and", "và")
}

/// `a, b or c`; `a, b hoặc c`.
#[must_use]
pub fn any_of(parts: &[impl Say]) -> Words {
    series(parts, "or", "hoặc")
}

fn series(parts: &[impl Say], english: &str, vietnamese: &str) -> Words {
    let said = |language| parts.iter().map(|part| part.say(language)).collect::<Vec<_>>();
    Words::new(joined(&said(Language::En), english), joined(&said(Language::Vi), vietnamese))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    #[test]
    fn one_two_and_three() {
        let none: [&str; 0] = [];
        assert_eq!(all_of(&none).in_language(Language::En), "");
        assert_eq!(all_of(&["a"]).in_language(Language::Vi), "a");
        assert_eq!(any_of(&["a", "b"]).in_language(Language::En), "a or b");
        let parts = [words!("one", "một"), words!("two", "hai"), words!("three", "ba")];
        assert_eq!(all_of(&parts).in_language(Language::En), "one, two and three");
        assert_eq!(all_of(&parts).in_language(Language::Vi), "một, hai và ba");
    }

    #[test]
    fn one_language_may_leave_a_part_out() {
        let n = 2;
        let said = words!("{n} {rules}", "{n} quy định", rules = "rules");
        assert_eq!((said.in_language(Language::En), said.in_language(Language::Vi)), ("2 rules", "2 quy định"));
        assert_eq!(crate::say!(Language::Vi, "{n} {rules}", "{n} quy định", rules = "rules"), "2 quy định");
    }
}
