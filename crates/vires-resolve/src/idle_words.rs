//! `prevails over` and `yields to` that choose nothing: what both texts give is held concurrently, so that all of them hold.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Effect, PowerId, ProvisionId, Rule, SourceSpan};
use vires_words::words;

use crate::problem::{Problem, code};
use crate::resolver::Resolver;

/// So many powers are named.
const MOST_NAMED: usize = 3;

/// What a line makes prevail or yield, and over what: places of text, with all that stands in them.
#[derive(Default)]
struct Sides {
    speakers: BTreeSet<ProvisionId>,
    others: BTreeSet<ProvisionId>,
}

impl Resolver<'_> {
    /// Reports the lines between texts that have nothing in common but grants of such powers. Nothing is said where a line
    /// that was lost might be what they choose between.
    pub(crate) fn idle_words(&mut self) {
        let is_certain = self.doubtful.is_empty() && self.doubtful_places.is_empty();
        let is_whole =
            is_certain && self.broken.is_empty() && self.broken_places.is_empty() && self.broken_bodies.is_empty();
        if !is_whole || self.model.powers.iter().all(|(_, power)| !power.concurrent) {
            return;
        }
        let mut lines: BTreeMap<SourceSpan, Sides> = BTreeMap::new();
        for word in &self.model.words {
            let sides = lines.entry(word.span).or_default();
            sides.speakers.insert(word.speaker);
            sides.others.extend(&word.of);
        }
        for (span, sides) in lines {
            let Some(powers) = self.held_by_all(&sides) else { continue };
            let names: Vec<String> =
                powers.iter().take(MOST_NAMED).map(|power| format!("`{}`", self.model.powers[*power].name)).collect();
            let more = if powers.len() > names.len() { ", …" } else { "" };
            let names = names.join(", ");
            let message = words!(
                "this line chooses nothing: what both texts give is held concurrently ({names}{more}), so that all of them hold it",
                "dòng này không quyết định điều gì: thẩm quyền mà cả hai văn bản giao là thẩm quyền nhiều cơ quan cùng có \
                 ({names}{more}), nên tất cả đều có thẩm quyền"
            );
            self.report(Problem::warning(code::NEVER_APPLIES, span, message).help(words!(
                "take it out; or, where only one of them is to hold, take `held concurrently` out of the power",
                "bỏ dòng này; hoặc, nếu chỉ một cơ quan có thẩm quyền, bỏ `nhiều cơ quan cùng có` ở khai báo thẩm quyền"
            )));
        }
    }

    /// The powers that both sides give, where they have no others in common and say nothing of which a text could prevail
    /// over another: transfers, steps, silence, values of parameters, that nobody holds.
    fn held_by_all(&self, sides: &Sides) -> Option<BTreeSet<PowerId>> {
        let is_within = |place: ProvisionId, side: &BTreeSet<ProvisionId>| {
            let mut around = std::iter::successors(Some(place), |at| self.model.provisions[*at].parent);
            around.any(|at| side.contains(&at))
        };
        let speaks = |place: ProvisionId| is_within(place, &sides.speakers);
        let other = |place: ProvisionId| !speaks(place) && is_within(place, &sides.others);
        let mut given = [BTreeSet::new(), BTreeSet::new()];
        for (_, rule) in self.model.rules.iter() {
            let Some(side) = [speaks(rule.place), other(rule.place)].iter().position(|is_on_it| *is_on_it) else {
                continue;
            };
            given.get_mut(side)?.extend(plain_grant(rule)?);
        }
        let attached = self.model.attachments.iter().any(|row| speaks(row.place) || other(row.place));
        let set = self.parameters_set(&speaks);
        if attached || !set.is_disjoint(&self.parameters_set(&other)) {
            return None;
        }
        let [own, others] = given;
        let both: BTreeSet<PowerId> = own.intersection(&others).copied().collect();
        (!both.is_empty() && both.iter().all(|power| self.model.powers[*power].concurrent)).then_some(both)
    }
}

/// The powers of a rule that does nothing but give them.
fn plain_grant(rule: &Rule) -> Option<&[PowerId]> {
    let is_plain = rule.steps.is_empty() && rule.deadlines.is_empty();
    match &rule.effect {
        Effect::Hold { powers, .. } | Effect::Follow { powers, .. } if is_plain => Some(powers),
        _ => None,
    }
}
