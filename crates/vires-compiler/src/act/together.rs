//! Who else must act, where those who did are not enough.

use std::collections::BTreeSet;

use vires_model::{Held, Instance, Of, TakeOver, Ultra};
use vires_words::say;

use super::Judge;
use crate::answer::members;
use crate::names::{all_of, one_of};
use crate::together::{Way, least};

/// So many ways to make up the number are said one by one.
const SAID: usize = 6;

impl Judge<'_, '_> {
    /// That those who acted are not enough, and who else it takes.
    pub(super) fn too_few(&self, ultra: &Ultra) -> String {
        let language = self.language();
        let too_few =
            language.pick("not enough of those who must act together did", "chưa đủ số chủ thể phải cùng thực hiện");
        let Some(held) = &ultra.wanted else { return too_few.to_owned() };
        let who = self.who_else(held).unwrap_or_else(|| {
            // One of a kind, not said which, or very many ways: what it takes altogether.
            let held = self.wording.names.held(held);
            say!(language, "it takes {held}", "phải có {held}")
        });
        format!("{too_few}: {who}")
    }

    /// Who must act with those who acted, where that can be said in few words.
    pub(super) fn who_else(&self, held: &Held) -> Option<String> {
        let language = self.language();
        let all = members(held);
        let missing = self.still_missing(&all, &least(held, &all)?);
        if !(1..=SAID).contains(&missing.len()) {
            return None;
        }
        let named = |n: &usize| all.get(*n).map(|who| self.wording.names.instance(*who));
        let names = |way: &Way| way.iter().filter_map(named).collect::<Vec<String>>();
        if let Some(who) = one_each(&missing) {
            let who = one_of(&names(&who), language);
            return Some(say!(language, "{who} must act as well", "còn phải có {who}"));
        }
        let ways: Vec<String> = missing.iter().map(|way| all_of(&names(way), language)).collect();
        let ways = ways.join(language.pick("; or ", "; hoặc "));
        Some(say!(language, "{ways} must act as well", "còn phải có {ways}"))
    }

    /// That some of those who acted need not have: the others suffice.
    pub(super) fn beside_the_holders(&self) -> Option<String> {
        let language = self.language();
        let held = self.procedure.decides_now(&self.decision)?;
        let holders = self.procedure.in_place(&held, &TakeOver::is_open).instances();
        let adds_nothing = |by: &&Instance| !holders.iter().any(|who| by.may_be(*who));
        let others: Vec<Instance> = self.by.iter().filter(adds_nothing).copied().collect();
        if others.is_empty() || others.len() == self.by.len() {
            return None;
        }
        let (there, gone): (Vec<Instance>, Vec<Instance>) =
            others.into_iter().partition(|who| self.model.exists(*who, self.asked.at));
        let named = |these: &[Instance]| {
            let names: Vec<String> = these.iter().map(|who| self.wording.names.instance(*who)).collect();
            (!names.is_empty()).then(|| all_of(&names, language))
        };
        let gone = named(&gone).map(|who| {
            say!(
                language,
                "the others are enough: on that day there is no {who}",
                "các chủ thể còn lại là đủ: vào ngày đó không có {who}"
            )
        });
        let there = named(&there).map(|who| {
            say!(
                language,
                "the others are enough: that {who} acted as well adds nothing",
                "các chủ thể còn lại là đủ: việc {who} cùng thực hiện không có ý nghĩa pháp lý"
            )
        });
        Some(gone.into_iter().chain(there).collect::<Vec<String>>().join("; "))
    }

    /// The fewest others with whom those who acted would be enough; nothing where it is not said which of a kind acted.
    fn still_missing(&self, all: &[Instance], ways: &[Way]) -> Vec<Way> {
        if self.by.iter().any(|by| by.of == Of::Unsaid && !all.contains(by))
            || all.iter().any(|who| who.of == Of::Unsaid)
        {
            return Vec::new();
        }
        let acted = |n: &usize| all.get(*n).is_some_and(|who| self.by.contains(who));
        let left: BTreeSet<Way> = ways.iter().map(|way| way.iter().copied().filter(|n| !acted(n)).collect()).collect();
        let just = |way: &&Way| !left.iter().any(|less| less != *way && less.is_subset(way));
        left.iter().filter(just).cloned().collect()
    }
}

/// Those of whom any one is enough, where one is.
fn one_each(missing: &[Way]) -> Option<Way> {
    missing.iter().all(|way| way.len() == 1).then(|| missing.iter().flatten().copied().collect())
}
