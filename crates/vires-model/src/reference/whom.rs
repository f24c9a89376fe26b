//! Of whom a step is asked in one world: those named, those of a group who are there, each of a set, whoever holds another power.

use std::collections::BTreeSet;

use crate::bodies::Mode;
use crate::decision::{Held, Instance, Of};
use crate::facts::{Domain, Value};
use crate::ids::FactId;
use crate::reference::facts::read;
use crate::reference::world::{Open, Scene};
use crate::reference::{held, holders};
use crate::steps::{Among, Step};

/// One of those asked.
pub(super) struct Whom {
    /// Which of them: the same in all worlds.
    pub(super) number: usize,
    /// Who, where the facts say.
    pub(super) who: Option<Instance>,
    /// Whether it is known that somebody is asked here.
    pub(super) is_known: bool,
}

/// All who are asked, and how many of them are enough.
pub(super) fn asked(scene: &Scene<'_, '_>, step: &Step) -> Result<(Vec<Whom>, Option<u32>), Open> {
    let facts = &scene.world.facts;
    let named = step.who.iter().map(|who| holders::instance(facts, *who, scene.power));
    let named = named.enumerate().map(|(number, who)| Whom { number, who, is_known: true });
    Ok(match step.among {
        Among::Named => (named.collect(), step.enough),
        Among::Group => {
            let mut met = BTreeSet::new();
            let all: Vec<Whom> = named.filter(|own| own.who.is_some_and(|who| met.insert(who))).collect();
            let is_there = |own: &Whom| own.who.is_some_and(|who| facts.model.exists(who, scene.world.day));
            let there = all.iter().filter(|own| is_there(own)).count();
            match step.enough {
                // Too few are left: it stays a step of so many of the group, which cannot be done.
                Some(enough) if there < enough as usize => (all, Some(enough)),
                // As many as are asked: each of them.
                enough => (all.into_iter().filter(is_there).collect(), enough.filter(|own| (*own as usize) < there)),
            }
        }
        Among::EachOf(set) => (each_of(scene, step, set), None),
        Among::HolderOf(power) => match held::followed(scene.world, scene.power, power)? {
            Some(held) => of_holding(&held),
            None => (Vec::new(), None),
        },
    })
}

/// A body for each of the set; where it is not known, one who is not known.
fn each_of(scene: &Scene<'_, '_>, step: &Step, set: FactId) -> Vec<Whom> {
    let (facts, day) = (&scene.world.facts, scene.world.day);
    let Some(body) = step.who.first().map(|holder| holder.body) else { return Vec::new() };
    let (Domain::SetOf(from), Some(list)) = (&facts.model.facts[set].domain, facts.model.bodies[body].one_per) else {
        return Vec::new();
    };
    // Which places a completion chooses says nothing of all the others.
    match facts.values.get(&set).filter(|_| scene.world.given.contains(&set)) {
        Some(Value::Set(values)) => {
            // 1.6: whoever has taken the place of one that has ended is asked once.
            let places: BTreeSet<_> = values
                .iter()
                .filter_map(|value| facts.model.lift(read(facts.model, *from, *value, day), *from, list))
                .map(|place| read(facts.model, list, place, day))
                .collect();
            let whom = |place: crate::lists::ValueId| Whom {
                number: place.0 as usize,
                who: Some(Instance { body, of: Of::Place(place) }),
                is_known: true,
            };
            places.into_iter().map(whom).collect()
        }
        Some(_) => Vec::new(),
        None => vec![Whom { number: 0, who: None, is_known: false }],
    }
}

/// Those who hold: all of them, or so many as have to act. Where several together stand for one seat, it is they as a whole.
fn of_holding(held: &Held) -> (Vec<Whom>, Option<u32>) {
    let whole = |who| vec![Whom { number: 0, who, is_known: true }];
    match held {
        Held::One(who) => (whole(Some(*who)), None),
        Held::Several(mode, parts) => {
            let one = |(number, part): (usize, &Held)| match part {
                Held::One(who) => Some(Whom { number, who: Some(*who), is_known: true }),
                Held::Several(..) => None,
            };
            match parts.iter().enumerate().map(one).collect::<Option<Vec<Whom>>>() {
                Some(each) => {
                    let enough = match mode {
                        Mode::One | Mode::Any => Some(1),
                        Mode::Jointly => None,
                        Mode::AnyOf(count) => Some(*count),
                    };
                    (each, enough)
                }
                None => (whole(None), None),
            }
        }
    }
}
