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
}

/// All sets of a few values; none of many.
pub(crate) fn all(leaves: &[ValueId]) -> Vec<Group> {
    if leaves.len() > MOST_MEMBERS {
        return Vec::new();
    }
    let of = |bits: u32| leaves.iter().zip(0..).filter(|(_, n)| bits >> n & 1 == 1).map(|(leaf, _)| *leaf).collect();
    (0..1_u32 << leaves.len()).map(|bits| Group::Value(Value::Set(of(bits)))).collect()
}

/// A group of answers with what comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ended<T> {
    pub(crate) group: Group,
    pub(crate) end: T,
    /// Whether nothing excludes it; of several sets, some of them.
    pub(crate) can_be: bool,
}

/// All sets, each with what comes of it: where some members never make a difference, only of the others is said whether they are in it.
/// Answers that are no sets stay as they are.
pub(crate) fn by_members<T: PartialEq>(ends: Vec<Ended<T>>) -> Vec<Ended<T>> {
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
            Some(Ended { group: Group::Members(Members { with, without }), can_be, ..own })
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
        Group::Members(Members { with: set(with), without: set(without) })
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
