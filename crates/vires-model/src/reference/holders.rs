//! Bodies as rules name them (3.2, 1.6).

use crate::bodies::{Holder, Which};
use crate::decision::{Instance, Of};
use crate::ids::{ListId, PowerId};
use crate::reference::facts::{Facts, Place, read};

/// The body that a rule on `power` names; none where the facts name none.
pub(super) fn instance(facts: &Facts<'_>, holder: Holder, power: PowerId) -> Option<Instance> {
    let (model, body) = (facts.model, holder.body);
    let by_fact = |fact| {
        let list = model.bodies[body].one_per?;
        match facts.place(fact, list) {
            Place::At(place) => Some(Of::Place(place)),
            Place::Nowhere | Place::Unknown => None,
        }
    };
    let of = match holder.which {
        Which::Sole => Of::Sole,
        Which::Unsaid => Of::Unsaid,
        Which::OfFact(fact) => by_fact(fact)?,
        Which::OfItsPlace => by_fact(model.powers[power].place?)?,
        // 1.6
        Which::OfValue(value) => {
            let list: ListId = model.bodies[body].one_per?;
            Of::Place(read(model, list, value, facts.day?))
        }
    };
    Some(Instance { body, of })
}

/// Whether a giver, keeper, barred one or one asked after, as a rule on `power` names it, is this body.
pub(super) fn names(facts: &Facts<'_>, holder: Holder, who: Instance, power: PowerId) -> bool {
    if holder.body != who.body {
        return false;
    }
    // 3.2: bare `B` means each.
    if holder.which == Which::Unsaid {
        return true;
    }
    let Some(named) = instance(facts, holder, power) else {
        return false;
    };
    // 3.2: one, not said which, is that of v only where the power's place is v.
    named == who || who.of == Of::Unsaid && own_place(facts, who, power) == Some(named.of)
}

/// Which of its kind a body would be by the power's own place.
fn own_place(facts: &Facts<'_>, who: Instance, power: PowerId) -> Option<Of> {
    let list = facts.model.bodies[who.body].one_per?;
    match facts.place(facts.model.powers[power].place?, list) {
        Place::At(place) => Some(Of::Place(place)),
        Place::Nowhere | Place::Unknown => None,
    }
}

/// A receiver. 3.2: bare giver to bare receiver over the same territory, each to its own.
pub(super) fn receiver(
    facts: &Facts<'_>,
    to: Holder,
    from: Holder,
    giver: Instance,
    power: PowerId,
) -> Option<Instance> {
    let model = facts.model;
    let territory = model.bodies[to.body].one_per;
    if to.which == Which::Unsaid && territory == model.bodies[giver.body].one_per {
        let of = match giver.of {
            // Met by `from B of v`: v's.
            Of::Unsaid => instance(facts, from, power).map_or(Of::Unsaid, |named| named.of),
            of => of,
        };
        return Some(Instance { body: to.body, of });
    }
    instance(facts, to, power)
}
