//! Places, tiers and bodies.

use crate::bodies::{Body, BodyKind, Holder, Tier, Which};
use crate::date::{Day, Life};
use crate::facts::Domain;
use crate::ids::{BodyId, FactId, ListId, PackageId, PowerId, TierId};
use crate::lists::{List, ListValue, ValueId};
use crate::model::Model;
use crate::random::{Dice, NOWHERE};

/// The days on which things begin and end: few, so that they meet.
pub(super) fn some_day(dice: &mut Dice) -> Day {
    Day(20_000 + 100 * i32::try_from(dice.below(8)).unwrap_or(0))
}

/// Mostly always.
pub(super) fn some_life(dice: &mut Dice, always: usize, of: usize) -> Life {
    if dice.chance(always, of) {
        return Life::ALWAYS;
    }
    let (one, other) = (some_day(dice), some_day(dice));
    match dice.below(3) {
        0 => Life { from: Some(one), until: None },
        1 => Life { from: None, until: Some(one) },
        _ => Life { from: Some(one.min(other)), until: Some(one.max(other)) },
    }
}

fn row(name: String) -> ListValue {
    ListValue {
        label: name.clone(),
        name,
        parent: None,
        leaf: true,
        within: None,
        life: Life::ALWAYS,
        successor: None,
        span: NOWHERE,
    }
}

fn list(model: &mut Model, name: &str, territory: bool, rows: Vec<ListValue>) -> ListId {
    let by_name = rows.iter().zip(0..);
    let by_name = by_name.map(|(row, n)| (row.name.clone(), ValueId(n)));
    model.lists.push(List {
        package: PackageId(0),
        name: name.to_owned(),
        label: name.to_owned(),
        territory,
        within: None,
        by_name: by_name.collect(),
        values: rows,
        span: NOWHERE,
    })
}

/// A list with a branch, a territory, and mostly a territory within it.
pub(super) fn lists(model: &mut Model, dice: &mut Dice) {
    let mut fuels = ["coal", "gas", "wind", "onshore", "offshore"].map(|name| row(name.to_owned()));
    let [.., wind, onshore, offshore] = &mut fuels;
    wind.leaf = false;
    onshore.parent = Some(ValueId(2));
    offshore.parent = Some(ValueId(2));
    list(model, "Fuel", false, fuels.to_vec());

    let count = dice.between(2, 3);
    let mut rows: Vec<ListValue> = (0..count).map(|n| row(format!("province{n}"))).collect();
    if dice.chance(1, 3) {
        // One ended; mostly another took its place.
        let day = some_day(dice);
        let successor = dice.chance(2, 3).then_some(ValueId(0));
        if let Some(last) = rows.last_mut() {
            last.life.until = Some(day);
            last.successor = successor;
        }
    }
    let province = list(model, "Province", true, rows);
    if dice.chance(1, 2) {
        let rows = (0..dice.between(2, 4)).map(|n| {
            let mut row = row(format!("commune{n}"));
            row.within = u32::try_from(dice.below(count)).ok().map(ValueId);
            row
        });
        let rows = rows.collect();
        let commune = list(model, "Commune", true, rows);
        model.lists[commune].within = Some(province);
    }
}

/// Tiers, one kind, and 2–8 bodies and offices.
pub(super) fn bodies(model: &mut Model, dice: &mut Dice) {
    let mut above = None;
    for name in ["central", "province", "commune"] {
        above = Some(model.tiers.push(Tier {
            package: PackageId(0),
            name: name.to_owned(),
            label: name.to_owned(),
            below: above,
            life: Life::ALWAYS,
            span: NOWHERE,
        }));
    }
    let kind = model.kinds.push(BodyKind {
        package: PackageId(0),
        name: "committee".to_owned(),
        label: "committee".to_owned(),
        span: NOWHERE,
    });
    for n in 0..dice.between(2, 8) {
        let superior = dice.chance(1, 2).then(|| BodyId(u32::try_from(dice.below(n)).unwrap_or(0))).filter(|_| n > 0);
        let own_tier = dice.chance(2, 3).then(|| TierId(u32::try_from(dice.below(3)).unwrap_or(0)));
        let tier = own_tier.or_else(|| model.bodies[superior?].tier);
        let territories: Vec<ListId> =
            model.lists.iter().filter(|(_, list)| list.territory).map(|(id, _)| id).collect();
        let one_per = if dice.chance(2, 5) { dice.pick(&territories).copied() } else { None };
        let name = format!("body{n}");
        model.bodies.push(Body {
            package: PackageId(0),
            label: name.clone(),
            name,
            also: Vec::new(),
            office: dice.chance(1, 4),
            tier,
            superior,
            one_per,
            kinds: dice.chance(1, 3).then_some(kind).into_iter().collect(),
            life: some_life(dice, 5, 6),
            away: some_days_away(dice),
            incompatible: Vec::new(),
            span: NOWHERE,
        });
    }
}

/// Now and then, days on which a body is gone for a time.
fn some_days_away(dice: &mut Dice) -> Vec<Life> {
    let (one, other) = (some_day(dice), some_day(dice));
    let days = Life { from: Some(one.min(other)), until: Some(one.max(other)) };
    if dice.chance(1, 8) { vec![days] } else { Vec::new() }
}

/// Any body.
pub(super) fn some_body(model: &Model, dice: &mut Dice) -> BodyId {
    BodyId(u32::try_from(dice.below(model.bodies.len())).unwrap_or(0))
}

/// Whether a fact says which body of that territory.
fn selects(model: &Model, fact: FactId, territory: ListId) -> bool {
    let Domain::Choice(list) = model.facts[fact].domain else {
        return false;
    };
    let mut at = Some(list);
    while let Some(here) = at {
        if here == territory {
            return true;
        }
        at = model.lists[here].within;
    }
    false
}

/// A body as a rule on these powers may name it. `said`: never one not said which.
pub(super) fn holder(model: &Model, dice: &mut Dice, body: BodyId, powers: &[PowerId], said: bool) -> Holder {
    let Some(territory) = model.bodies[body].one_per else {
        return Holder { body, which: Which::Sole };
    };
    let place = u32::try_from(dice.below(model.lists[territory].values.len())).unwrap_or(0);
    let mut ways = vec![Which::OfValue(ValueId(place))];
    for fact in model.facts.ids().filter(|fact| selects(model, *fact, territory)) {
        ways.extend([Which::OfFact(fact), Which::OfFact(fact)]);
    }
    let has_place = |power: &PowerId| {
        let place = model.powers[*power].place;
        place.is_some_and(|fact| selects(model, fact, territory))
    };
    if !powers.is_empty() && powers.iter().all(has_place) {
        ways.push(Which::OfItsPlace);
    }
    if !said {
        ways.push(Which::Unsaid);
    }
    let which = dice.pick(&ways).copied().unwrap_or(Which::Unsaid);
    Holder { body, which }
}
