//! Who else must act, where those who did are not enough.

use std::collections::BTreeSet;

use vires_model::{AskedBy, Instance, Of, TakeOver, Ultra};
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
        let by_them = |own: &&TakeOver| own.enough > 1 && own.is_open() && ultra.by == Some(AskedBy::Rule(own.rule));
        let taking_over = self.procedure.take_overs.iter().find(by_them).map(|own| self.procedure.taking_over(own));
        let held = taking_over.or_else(|| self.procedure.decides_now(&self.decision));
        let Some(held) = held else { return too_few.to_owned() };
        let all = members(&held);
        match least(&held, &all).map(|ways| self.still_missing(&all, &ways)) {
            Some(missing) if (1..=SAID).contains(&missing.len()) => {
                let named = |n: &usize| all.get(*n).map(|who| self.wording.names.instance(*who));
                let names = |way: &Way| way.iter().filter_map(named).collect::<Vec<String>>();
                if let Some(who) = one_each(&missing) {
                    let who = one_of(&names(&who), language);
                    return say!(language, "{too_few}: {who} must act as well", "{too_few}: còn phải có {who}");
                }
                let ways: Vec<String> = missing.iter().map(|way| all_of(&names(way), language)).collect();
                let ways = ways.join(language.pick("; or ", "; hoặc "));
                say!(language, "{too_few}: {ways} must act as well", "{too_few}: còn phải có {ways}")
            }
            // One of a kind, not said which, or very many ways: what it takes altogether.
            _ => {
                let held = self.wording.names.held(&held);
                say!(language, "{too_few}: it takes {held}", "{too_few}: phải có {held}")
            }
        }
    }

    /// That some of those who acted need not have: the others suffice.
    pub(super) fn beside_the_holders(&self) -> Option<String> {
        let language = self.language();
        let held = self.procedure.decides_now(&self.decision)?;
        let holders = held.instances();
        let adds_nothing = |by: &&Instance| !holders.iter().any(|who| by.may_be(*who));
        let others: Vec<Instance> = self.by.iter().filter(adds_nothing).copied().collect();
        let names: Vec<String> = others.iter().map(|who| self.wording.names.instance(*who)).collect();
        let who = all_of(&names, language);
        (!others.is_empty() && others.len() < self.by.len()).then(|| {
            say!(
                language,
                "the others are enough: that {who} acted as well adds nothing",
                "các chủ thể còn lại là đủ: việc {who} cùng thực hiện không có ý nghĩa pháp lý"
            )
        })
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
