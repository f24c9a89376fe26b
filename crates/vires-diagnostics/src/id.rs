//! Names for findings that last: across runs, machines, and edits elsewhere in the file.

use std::fmt;

/// The lasting name of a finding: 16 hexadecimal digits, with `-2`, `-3` … behind where two findings would share one.
///
/// It is the FNV-1a hash (64 bits; Fowler, Noll and Vo) of, in this order: the code, the power, the citations of all
/// places that have one in alphabetical order, and the words that the maker of the finding says tell it from its like.
/// Files, lines, columns, messages, labels, severity and help have no part in it: it stays the
/// same when text moves and when the wording of messages is improved. FNV is written out here because the name must
/// never change with a library; it guards against nothing but coincidence, and one in 2⁶⁴ is rare enough for that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingId(String);

impl FindingId {
    /// Hashes the parts; `anchors` may come in any order.
    pub(crate) fn of(code: &str, power: Option<&str>, mut anchors: Vec<&str>, discriminator: &str) -> Self {
        anchors.sort_unstable();
        let mut hash = Fnv::new();
        hash.part(code);
        hash.part(power.unwrap_or_default());
        for anchor in anchors {
            hash.part(anchor);
        }
        hash.end_of_list();
        hash.part(discriminator);
        Self(format!("{:016x}", hash.0))
    }

    /// The `n`th finding (from 2) that would have this name.
    pub(crate) fn numbered(&self, n: usize) -> Self {
        Self(format!("{}-{n}", self.0))
    }

    /// The name without its number: what two findings share of which one had to be numbered.
    #[must_use]
    pub fn unnumbered(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FindingId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// A part and its end, so that `ab` + `c` differs from `a` + `bc`.
    fn part(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.byte(byte));
        self.byte(0x1f);
    }

    fn end_of_list(&mut self) {
        self.byte(0x1e);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        let of = |text: &str| {
            let mut hash = Fnv::new();
            text.bytes().for_each(|byte| hash.byte(byte));
            hash.0
        };
        // From the test vectors in draft-eastlake-fnv.
        assert_eq!(of(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(of("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(of("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn parts_do_not_run_together_and_anchors_have_no_order() {
        let of = |power, anchors: &[&str], words| FindingId::of("V2001", power, anchors.to_vec(), words);
        assert_ne!(of(Some("ab"), &["c"], ""), of(Some("a"), &["bc"], ""));
        assert_ne!(of(None, &["a"], "b"), of(None, &["a", "b"], ""));
        assert_eq!(of(None, &["a", "b"], "x"), of(None, &["b", "a"], "x"));
    }
}
