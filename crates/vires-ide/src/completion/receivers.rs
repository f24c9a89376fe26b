//! Who may not receive a transfer, whatever else is written: the giver itself, who is there on no day of the text, who may
//! have the power in no case, and who is not among those to whom the law lets this giver pass it.

use std::collections::BTreeSet;

use vires_model::{
    Barred, BodyId, ConditionKind, Day, Effect, Holder, Life, ModalityId, Model, PowerId, Powers, Reserve, Rule, Which,
};
use vires_syntax::ast::{LineKind, Operation};

use super::context::Context;
use super::parties::{between, body_named, powers_named};
use crate::spelling::last_part;
use crate::visible::Visible;

/// One transfer as far as it is written.
pub(super) struct Transfer<'v, 'p> {
    visible: &'v Visible<'p>,
    modality: Option<ModalityId>,
    giver: Option<BodyId>,
    powers: Vec<PowerId>,
    /// The days of the text.
    life: Life,
    /// Bodies for which another may be read.
    read: BTreeSet<BodyId>,
}

impl<'v, 'p> Transfer<'v, 'p> {
    pub(super) fn new(
        visible: &'v Visible<'p>,
        context: &Context,
        modality: Option<&str>,
        from: Option<&str>,
        powers: &[String],
    ) -> Self {
        let model = visible.model();
        let text = context.instrument.as_deref().and_then(|name| visible.instrument(name));
        let own = modality.map(last_part);
        let is_it = |row: &vires_model::Modality| {
            own.is_some_and(|own| row.name == own || row.also.iter().any(|other| other == own))
                && visible.sees_id(row.package)
        };
        Self {
            visible,
            modality: model.modalities.iter().find(|(_, row)| is_it(row)).map(|(id, _)| id),
            giver: from.and_then(|name| body_named(model, name)),
            powers: powers_named(model, powers),
            life: text.map_or(Life::ALWAYS, |row| row.life),
            read: read(visible),
        }
    }

    /// Whether it may on some day, in some case.
    pub(super) fn may_reach(&self, receiver: BodyId) -> bool {
        let model = self.visible.model();
        // Of one of many, another of them may receive.
        if self.giver == Some(receiver) && model.bodies[receiver].one_per.is_none() {
            return false;
        }
        if self.powers.is_empty() {
            return self.days(receiver, None).into_iter().any(|day| self.on_day(receiver, None, day));
        }
        self.powers.iter().all(|power| {
            self.days(receiver, Some(*power)).into_iter().any(|day| self.on_day(receiver, Some(*power), day))
        })
    }

    /// The days of the text on which something begins that may make a difference.
    fn days(&self, receiver: BodyId, power: Option<PowerId>) -> BTreeSet<Day> {
        let model = self.visible.model();
        let mut lives = vec![model.bodies[receiver].life];
        lives.extend(self.rules(power).map(|row| row.life));
        let starts = lives.iter().flat_map(|life| [life.from, life.until.map(Day::next)]).flatten();
        let mut days: BTreeSet<Day> = starts.collect();
        let before = days.first().map(|day| day.previous());
        days.extend([self.life.from, self.life.until, before].into_iter().flatten());
        if days.is_empty() {
            // Nothing ever begins or ends: one day is as good as another.
            days.extend(Day::from_ymd(2000, 1, 1));
        }
        days.retain(|day| self.life.contains(*day));
        days
    }

    /// The rules that may keep it from a receiver.
    fn rules(&self, power: Option<PowerId>) -> impl Iterator<Item = &'p Rule> {
        let model = self.visible.model();
        let rows = model.rules.iter().map(|(_, row)| row).filter(|row| row.suspended_by.is_none());
        rows.filter(move |row| {
            matches!(row.effect, Effect::Enable { .. } | Effect::Bar { .. } | Effect::Reserve { .. })
                && power.is_some_and(|power| row.effect.speaks_of(model, power))
        })
    }

    fn on_day(&self, receiver: BodyId, power: Option<PowerId>, day: Day) -> bool {
        let model = self.visible.model();
        if !model.bodies[receiver].life.contains(day) && !self.read.contains(&receiver) {
            return false;
        }
        let (mut is_enabled, mut enables_another) = (false, false);
        for row in self.rules(power).filter(|row| row.life.contains(day)) {
            let always = matches!(row.when.kind, ConditionKind::Always);
            match &row.effect {
                Effect::Enable { giver, modality, what, to }
                    if Some(*modality) == self.modality && Some(giver.body) == self.giver =>
                {
                    is_enabled |= to.body == receiver;
                    // Whatever the case, it speaks of this giver and of this power.
                    enables_another |= is_each(giver) && is_all(what);
                }
                Effect::Bar { who: Barred::Holder(who), what }
                    if always && is_all(what) && who.body == receiver && is_each(who) =>
                {
                    return false;
                }
                Effect::Reserve { what: Powers::Named(_), reserve } if always && stops(model, reserve, receiver) => {
                    return false;
                }
                _ => {}
            }
        }
        // Who is named goes before whom the way of passing on names.
        is_enabled || (!enables_another && self.between(receiver))
    }

    fn between(&self, receiver: BodyId) -> bool {
        let model = self.visible.model();
        let lines = self.modality.map(|id| model.modalities[id].between.as_slice()).unwrap_or_default();
        between(model, lines, self.giver, receiver)
    }
}

/// Whether it names each of them that there are.
const fn is_each(holder: &Holder) -> bool {
    matches!(holder.which, Which::Sole | Which::Unsaid)
}

/// Whether it speaks of the power however that was had.
fn is_all(what: &Powers) -> bool {
    match what {
        Powers::Named(_) => true,
        Powers::Class(class) => !class.other && class.under.is_empty() && class.except_under.is_empty(),
    }
}

fn stops(model: &Model, reserve: &Reserve, receiver: BodyId) -> bool {
    reserve.below.is_none_or(|above| model.is_under(receiver, above)) && !reserve.except.contains(&receiver)
}

/// The bodies for which some text reads others: who is named there is then another.
fn read(visible: &Visible<'_>) -> BTreeSet<BodyId> {
    let mut found = BTreeSet::new();
    for (file, _) in visible.policies.files() {
        let Some(tree) = visible.policies.tree(file) else { continue };
        let mut open: Vec<_> = tree.file.lines.iter().collect();
        while let Some(line) = open.pop() {
            if let LineKind::Operation(Operation::Read { old, .. }) = &line.kind {
                found.extend(body_named(visible.model(), &old.name.value));
            }
            open.extend(&line.below);
        }
    }
    found
}
