//! Sectors that no power is of: whoever speaks of one has misspelt another, and says nothing.
//!
//! Nothing declares a sector; it is there where a power is of it.

use std::collections::BTreeSet;

use vires_model::{PackageId, SourceSpan};
use vires_words::{Words, words};

use crate::names::Thing;
use crate::problem::{Problem, Remedy, code};
use crate::resolver::Resolver;
use crate::spelling::{folded, nearness};

/// So many sectors are named where none is near.
const MOST_NAMED: usize = 8;

impl Resolver<'_> {
    /// Reports every place that speaks of a sector of which no power is.
    pub(crate) fn sectors_without_powers(&mut self) {
        let known: BTreeSet<String> = self.model.powers.iter().filter_map(|(_, power)| power.sector.clone()).collect();
        let spoken_of = self.uses.borrow().sectors_but(&known);
        for (at, word) in spoken_of {
            let Some(package) = self.package_of_file.get(&at.file).copied() else { continue };
            if self.may_be_of_lost_power(package, &word) {
                continue;
            }
            let problem = self.of_no_power(at, &word, &known);
            self.report(problem);
        }
    }

    /// Whether the line of a power that might be of this sector could not be read.
    fn may_be_of_lost_power(&self, package: PackageId, word: &str) -> bool {
        let lost = self.poisoned.iter().any(|thing| match thing {
            Thing::Power(power) => self.model.powers[*power].sector.is_none(),
            _ => false,
        });
        lost || self.may_be_reported(package, word)
    }

    fn of_no_power(&mut self, at: SourceSpan, word: &str, known: &BTreeSet<String>) -> Problem {
        let message = words!(
            "no power is of the sector `{word}`, so nothing is said here",
            "không có thẩm quyền nào thuộc lĩnh vực `{word}` nên ở đây không quy định gì"
        );
        let problem = Problem::warning(code::UNKNOWN_NAME, at, message);
        let wanted = folded(word);
        let near = known.iter().filter_map(|other| Some((nearness(&wanted, &folded(other))?, other))).min();
        match near.filter(|_| self.may_suggest()) {
            Some((_, near)) => problem
                .help(words!("did you mean `{near}`?", "có phải muốn viết `{near}`?"))
                .remedy(Remedy::Replace(near.clone())),
            None => problem.help(sectors_there_are(known)),
        }
    }
}

fn sectors_there_are(known: &BTreeSet<String>) -> Words {
    if known.is_empty() {
        return words!(
            "a power says of which sector it is: `power licence sector trade`",
            "thẩm quyền nêu lĩnh vực của mình: `thẩm quyền licence lĩnh vực trade`"
        )
        .to_owned();
    }
    let named = known.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
    let more = if known.len() > MOST_NAMED { ", …" } else { "" };
    words!("the sectors of powers are {named}{more}", "các lĩnh vực của thẩm quyền là {named}{more}")
}
