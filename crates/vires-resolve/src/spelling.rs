//! The nearest name that does exist.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names longer than this are not compared letter by letter.
const LONGEST: usize = 64;

/// A name without case and tone marks, `đ` as `d`: who types `tinh` means `tỉnh`.
#[must_use]
pub fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    name.nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .collect()
}

/// How many letters may be wrong in a name of that length.
fn allowance(length: usize) -> usize {
    (length / 3).min(4)
}

/// How far `name` is from `known` (both folded), where it is near enough to be meant.
#[must_use]
pub fn nearness(name: &str, known: &str) -> Option<usize> {
    let lengths = (name.chars().count(), known.chars().count());
    let allowed = allowance(lengths.0.max(lengths.1));
    if lengths.0.abs_diff(lengths.1) > allowed || lengths.0 > LONGEST || lengths.1 > LONGEST {
        return None;
    }
    let (name, known): (Vec<char>, Vec<char>) = (name.chars().collect(), known.chars().collect());
    let distance = distance(&name, &known);
    (distance <= allowed).then_some(distance)
}

/// Letters to insert, delete, change or swap with their neighbour (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *y && *x == b[j - 1] {
                best = best.min(before[j - 1] + 1);
            }
            row[j + 1] = best;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: &str, b: &str) -> Option<usize> {
        nearness(&folded(a), &folded(b))
    }

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        assert_eq!(near("capacty", "capacity"), Some(1));
        assert_eq!(near("tinh", "tỉnh"), Some(0));
        assert_eq!(near("dieu", "Điều"), Some(0));
        assert_eq!(near("moti", "moit"), Some(1));
        assert_eq!(near("mps", "mnd"), None);
        assert_eq!(near("a", "b"), None);
    }
}
