//! Answers that are sets: which members an outcome turns on.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Value, ValueId};

use crate::leads::Group;

/// Sets over lists of more values are not tried one by one.
const MOST_MEMBERS: usize = 6;

/// Every set with some members and without some others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Members {
    pub(crate) with: BTreeSet<ValueId>,
    pub(crate) without: BTreeSet<ValueId>,
    /// Of these only those with so many members, at least and at most; none where the number makes no difference.
    pub(crate) count: Option<(Option<usize>, Option<usize>)>,
    /// One of them.
    pub(crate) example: BTreeSet<ValueId>,
}

/// All sets of a few values; none of many.
pub(crate) fn all(leaves: &[ValueId]) -> Vec<Group> {
    if leaves.len() > MOST_MEMBERS {
        return Vec::new();
    }
    let of = |bits: u32| leaves.iter().zip(0..).filter(|(_, n)| bits >> n & 1 == 1).map(|(leaf, _)| *leaf).collect();
    (0..1_u32 << leaves.len()).map(|bits| Group::Value(Value::Set(of(bits)))).collect()
}

/// All sets over a list of any length, told apart by which of these members they have and how many there are; none where these are many.
pub(crate) fn counted(leaves: &[ValueId], named: &BTreeSet<ValueId>) -> Vec<Group> {
    if named.len() > MOST_MEMBERS {
        return Vec::new();
    }
    let (named, rest): (Vec<ValueId>, Vec<ValueId>) = leaves.iter().partition(|leaf| named.contains(leaf));
    let of = |bits: u32| named.iter().zip(0..).filter(move |(_, n)| bits >> n & 1 == 1).map(|(leaf, _)| *leaf);
    let mut groups = Vec::new();
    for bits in 0..1_u32 << named.len() {
        let with: BTreeSet<ValueId> = of(bits).collect();
        let without: BTreeSet<ValueId> = named.iter().copied().filter(|leaf| !with.contains(leaf)).collect();
        for more in 0..=rest.len() {
            let example: BTreeSet<ValueId> = with.iter().chain(rest.iter().take(more)).copied().collect();
            let count = Some((Some(example.len()), Some(example.len())));
            groups.push(Group::Members(Members { with: with.clone(), without: without.clone(), count, example }));
        }
    }
    groups
}

/// The same with what comes of each: members that never make a difference are left out, and numbers with one end are told as one.
fn by_count<T: PartialEq>(ends: Vec<Ended<T>>) -> Vec<Ended<T>> {
    let mut others = Vec::new();
    let mut of_sets: BTreeMap<BTreeSet<ValueId>, BTreeMap<usize, Ended<T>>> = BTreeMap::new();
    for own in ends {
        match &own.group {
            Group::Members(Members { with, example, .. }) => {
                of_sets.entry(with.clone()).or_default().insert(example.len(), own);
            }
            _ => others.push(own),
        }
    }
    let named: BTreeSet<ValueId> = of_sets.keys().flatten().copied().collect();
    let matters = |member: &ValueId| {
        of_sets.iter().any(|(with, counts)| {
            let mut less = with.clone();
            let without = if less.remove(member) { of_sets.get(&less) } else { None };
            counts.iter().any(|(count, own)| {
                without.and_then(|counts| counts.get(count)).is_some_and(|other| other.end != own.end)
            })
        })
    };
    let relevant: BTreeSet<ValueId> = named.iter().copied().filter(matters).collect();
    let mut told: BTreeMap<BTreeSet<ValueId>, BTreeMap<usize, Ended<T>>> = BTreeMap::new();
    for (with, counts) in of_sets {
        let into = told.entry(with.intersection(&relevant).copied().collect()).or_default();
        for (count, own) in counts {
            match into.get_mut(&count) {
                Some(same) => same.can_be |= own.can_be,
                None => _ = into.insert(count, own),
            }
        }
    }
    let mut joined = Vec::new();
    for (with, counts) in told {
        let (first, last) = (counts.keys().next().copied(), counts.keys().next_back().copied());
        let without: BTreeSet<ValueId> = relevant.difference(&with).copied().collect();
        let mut runs: Vec<(usize, usize, Ended<T>)> = Vec::new();
        for (count, own) in counts {
            match runs.last_mut() {
                Some((_, to, before)) if before.end == own.end && before.can_be == own.can_be => *to = count,
                _ => runs.push((count, count, own)),
            }
        }
        for (from, to, own) in runs {
            let range = (Some(from).filter(|_| Some(from) != first), Some(to).filter(|_| Some(to) != last));
            let count = Some(range).filter(|range| *range != (None, None));
            let example = match own.group {
                Group::Members(Members { example, .. }) => example,
                _ => BTreeSet::new(),
            };
            let (with, without) = (with.clone(), without.clone());
            joined.push(Ended { group: Group::Members(Members { with, without, count, example }), ..own });
        }
    }
    joined.extend(others);
    joined
}

/// A group of answers with what comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ended<T> {
    pub(crate) group: Group,
    pub(crate) end: T,
    /// Whether nothing excludes it; of several sets, some of them.
    pub(crate) can_be: bool,
}

/// Groups of answers as they are told: of sets only what makes a difference.
pub(crate) fn told<T: PartialEq>(ends: Vec<Ended<T>>) -> Vec<Ended<T>> {
    match ends.first() {
        Some(Ended { group: Group::Members(_), .. }) => by_count(ends),
        _ => by_members(ends),
    }
}

/// All sets, each with what comes of it: where some members never make a difference, only of the others is said whether they are in it.
/// Answers that are no sets stay as they are.
fn by_members<T: PartialEq>(ends: Vec<Ended<T>>) -> Vec<Ended<T>> {
    let set = |group: &Group| match group {
        Group::Value(Value::Set(members)) => Some(members.clone()),
        _ => None,
    };
    let of_sets: BTreeMap<BTreeSet<ValueId>, &Ended<T>> =
        ends.iter().filter_map(|own| Some((set(&own.group)?, own))).collect();
    let everything: BTreeSet<ValueId> = of_sets.keys().flatten().copied().collect();
    let matters = |member: &ValueId| {
        of_sets.iter().any(|(set, own)| {
            let mut without = set.clone();
            without.remove(member) && of_sets.get(&without).is_some_and(|other| other.end != own.end)
        })
    };
    let relevant: BTreeSet<ValueId> = everything.iter().copied().filter(matters).collect();
    if relevant.is_empty() || relevant == everything {
        return ends;
    }
    let possible = of_sets.iter().filter(|(_, own)| own.can_be);
    let possible: BTreeSet<BTreeSet<ValueId>> =
        possible.map(|(set, _)| set.intersection(&relevant).copied().collect()).collect();
    let said = ends.into_iter().filter_map(|own| match set(&own.group) {
        Some(with) if with.is_subset(&relevant) => {
            let without = relevant.difference(&with).copied().collect();
            let can_be = possible.contains(&with);
            let example = with.clone();
            Some(Ended { group: Group::Members(Members { with, without, count: None, example }), can_be, ..own })
        }
        Some(_) => None,
        None => Some(own),
    });
    said.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(ends: &dyn Fn(&BTreeSet<ValueId>) -> &'static str) -> Vec<(Group, &'static str)> {
        told_of(ends, &|_| true).into_iter().map(|own| (own.group, own.end)).collect()
    }

    fn told_of(
        ends: &dyn Fn(&BTreeSet<ValueId>) -> &'static str,
        can_be: &dyn Fn(&BTreeSet<ValueId>) -> bool,
    ) -> Vec<Ended<&'static str>> {
        let all = all(&[ValueId(0), ValueId(1), ValueId(2)]).into_iter();
        let ends = all.filter_map(|group| match &group {
            Group::Value(Value::Set(members)) => {
                let (end, can_be) = (ends(members), can_be(members));
                Some(Ended { group, end, can_be })
            }
            _ => None,
        });
        by_members(ends.collect())
    }

    fn members(with: &[u32], without: &[u32]) -> Group {
        let set = |of: &[u32]| of.iter().copied().map(ValueId).collect();
        Group::Members(Members { with: set(with), without: set(without), count: None, example: set(with) })
    }

    #[test]
    fn where_the_number_of_members_matters_it_is_told() {
        let leaves: Vec<ValueId> = (0..20).map(ValueId).collect();
        let named = BTreeSet::from([ValueId(3), ValueId(7)]);
        let told = |end: &dyn Fn(&BTreeSet<ValueId>) -> &'static str| {
            let ends = counted(&leaves, &named).into_iter().filter_map(|group| match &group {
                Group::Members(Members { example, .. }) => {
                    let end = end(example);
                    Some(Ended { group, end, can_be: true })
                }
                _ => None,
            });
            let range = |group: Group| match group {
                Group::Members(Members { with, without, count, .. }) => (with, without, count),
                other => panic!("{other:?}"),
            };
            by_count(ends.collect()).into_iter().map(|own| (range(own.group), own.end)).collect::<Vec<_>>()
        };
        let set = |of: &[u32]| of.iter().copied().map(ValueId).collect::<BTreeSet<_>>();
        let many = told(&|set| if set.len() > 3 { "a" } else { "b" });
        let (few, more) = (Some((None, Some(3))), Some((Some(4), None)));
        assert_eq!(many, [((set(&[]), set(&[]), few), "b"), ((set(&[]), set(&[]), more), "a")]);
        let one = told(&|set| if set.contains(&ValueId(7)) { "a" } else { "b" });
        assert_eq!(one, [((set(&[]), set(&[7]), None), "b"), ((set(&[7]), set(&[]), None), "a")]);
        let both = told(&|set| if set.contains(&ValueId(3)) && set.len() < 3 { "a" } else { "b" });
        let (two, three) = (Some((None, Some(2))), Some((Some(3), None)));
        let wanted = [
            ((set(&[]), set(&[3]), None), "b"),
            ((set(&[3]), set(&[]), two), "a"),
            ((set(&[3]), set(&[]), three), "b"),
        ];
        assert_eq!(both, wanted);
    }

    #[test]
    fn only_members_that_make_a_difference_are_told() {
        let one = told(&|set| if set.contains(&ValueId(1)) { "a" } else { "b" });
        assert_eq!(one, [(members(&[], &[1]), "b"), (members(&[1], &[]), "a")]);
        let two = told(&|set| if set.contains(&ValueId(0)) && !set.contains(&ValueId(2)) { "a" } else { "b" });
        let wanted = [
            (members(&[], &[0, 2]), "b"),
            (members(&[0], &[2]), "a"),
            (members(&[2], &[0]), "b"),
            (members(&[0, 2], &[]), "b"),
        ];
        assert_eq!(two, wanted);
        let counted = told(&|set| if set.len() > 1 { "a" } else { "b" });
        assert_eq!(counted.len(), 8, "where all members count, the sets themselves are told");
    }

    #[test]
    fn of_several_sets_one_that_can_be_is_enough() {
        let end = |set: &BTreeSet<ValueId>| if set.contains(&ValueId(1)) { "a" } else { "b" };
        let can_be = |ends: Vec<Ended<&str>>| ends.iter().map(|own| own.can_be).collect::<Vec<_>>();
        assert_eq!(can_be(told_of(&end, &|set| !set.is_empty())), [true, true]);
        assert_eq!(can_be(told_of(&end, &|set| set.contains(&ValueId(1)))), [false, true]);
    }
}
