//! What nobody can say, tried every way it may turn out: claims of a power in conflict (3.9), questions that turn on a
//! parameter without a value (1.7).

use std::cell::Cell;
use std::collections::BTreeSet;

use crate::date::Day;
use crate::decision::Needed;
use crate::reference::missing::{Question, Values};
use crate::reference::world::{Open, Settled, World};

/// For one answer, so many worlds are looked at beside the first of each completion. Beyond, what is open is said to be needed, whether
/// or not it makes a difference.
pub(super) const WORLDS: usize = 1 << 16;

/// What was found of one completion, one way or another.
pub(super) enum Ways<T> {
    /// Nothing was open.
    One(T),
    /// This was, and so it turns out each way.
    Turns(Needed, Vec<Ways<T>>),
}

/// All ways of one completion.
pub(super) struct Settling<T> {
    pub(super) ways: Ways<T>,
    /// Whether these are all ways there are.
    pub(super) whole: bool,
}

/// Asks in every world in which what is open may turn out, as long as there are worlds `left`.
pub(super) fn settle<T>(
    question: &Question<'_>,
    day: Day,
    values: &Values,
    left: &Cell<usize>,
    ask: &dyn Fn(&World<'_>) -> Result<T, Open>,
) -> Settling<T> {
    let mut search = Search { question, day, values, left, ask, whole: true };
    let ways = search.ways(&Settled::default());
    Settling { ways, whole: search.whole }
}

struct Search<'a, 'q, T> {
    question: &'a Question<'q>,
    day: Day,
    values: &'a Values,
    left: &'a Cell<usize>,
    ask: &'a dyn Fn(&World<'_>) -> Result<T, Open>,
    whole: bool,
}

impl<T> Search<'_, '_, T> {
    fn ways(&mut self, settled: &Settled) -> Ways<T> {
        let open = match (self.ask)(&self.question.world(self.day, self.values, settled)) {
            Ok(found) => return Ways::One(found),
            Err(open) => open,
        };
        let (what, tries) = open.either_way(settled);
        let mut ways = Vec::new();
        for settled in tries {
            // The first way is always gone, so that all is met that is open on it.
            if !ways.is_empty() {
                let Some(left) = self.left.get().checked_sub(1) else {
                    self.whole = false;
                    break;
                };
                self.left.set(left);
            }
            ways.push(self.ways(&settled));
        }
        Ways::Turns(what, ways)
    }
}

impl<T> Ways<T> {
    /// Everything that was found.
    pub(super) fn all(self) -> Vec<T> {
        match self {
            Self::One(found) => vec![found],
            Self::Turns(_, ways) => ways.into_iter().flat_map(Self::all).collect(),
        }
    }
    /// Everything that was open.
    pub(super) fn open(&self, open: &mut BTreeSet<Needed>) {
        if let Self::Turns(what, ways) = self {
            open.insert(*what);
            ways.iter().for_each(|way| way.open(open));
        }
    }
    /// What makes a difference to the answers, as `key` tells them apart; and the answers.
    pub(super) fn deciding<K: Ord>(&self, key: &dyn Fn(&T) -> K, needed: &mut BTreeSet<Needed>) -> BTreeSet<K> {
        match self {
            Self::One(found) => BTreeSet::from([key(found)]),
            Self::Turns(what, ways) => {
                let answers: BTreeSet<BTreeSet<K>> = ways.iter().map(|way| way.deciding(key, needed)).collect();
                if answers.len() > 1 {
                    needed.insert(*what);
                }
                answers.into_iter().flatten().collect()
            }
        }
    }
}
