//! What stands above and below a tier, a value of a list, a list, a body: the trees of the language.

use vires_compiler::Policies;
use vires_model::{FileId, Id as _, ListId, Model, SourceSpan, ValueId};
use vires_resolve::{Named, Thing};

use crate::declared::{Declared, words};

/// A node of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rank {
    /// Its name.
    pub name: String,
    /// Its label, where it has one of its own.
    pub label: Option<String>,
    /// What it is.
    pub kind: RankKind,
    /// Its line.
    pub whole: SourceSpan,
    /// Its name there: asked about there again, it is the same.
    pub place: SourceSpan,
}

/// What stands in trees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RankKind {
    /// A tier.
    Tier,
    /// A list or territory.
    List,
    /// A value or place.
    Value,
    /// A body or office.
    Body,
}

/// The node at a place.
#[must_use]
pub fn prepare(policies: &Policies, file: FileId, place: u32) -> Option<Rank> {
    rank(policies, policies.resolved().uses.at(file, place)?.named)
}

fn rank(policies: &Policies, named: Named) -> Option<Rank> {
    let model = policies.model();
    let (kind, label) = match named {
        Named::Thing(Thing::Tier(id)) => (RankKind::Tier, &model.tiers[id].label),
        Named::Thing(Thing::List(id)) => (RankKind::List, &model.lists[id].label),
        Named::Thing(Thing::Body(id)) => (RankKind::Body, &model.bodies[id].label),
        Named::Value(list, value) => (RankKind::Value, &model.lists[list].values.get(value.0 as usize)?.label),
        _ => return None,
    };
    let declared = Declared::all(policies, named).into_iter().next()?;
    let name = match named {
        // A row of a list file says more than its name.
        Named::Value(list, value) => model.lists[list].values.get(value.0 as usize)?.name.clone(),
        _ => words(policies, declared.name).to_owned(),
    };
    let whole = declared.whole();
    let label = (*label != name).then(|| label.clone());
    Some(Rank {
        label,
        kind,
        whole: SourceSpan { file: declared.name.file, start: whole.start, end: whole.end },
        place: declared.name,
        name,
    })
}

/// What stands directly above what is named at a place.
#[must_use]
pub fn above(policies: &Policies, file: FileId, place: u32) -> Vec<Rank> {
    let Some(mention) = policies.resolved().uses.at(file, place) else {
        return Vec::new();
    };
    let model = policies.model();
    let upper = match mention.named {
        Named::Thing(Thing::Tier(id)) => model.tiers[id].below.map(|tier| Named::Thing(Thing::Tier(tier))),
        Named::Thing(Thing::List(id)) => model.lists[id].within.map(|list| Named::Thing(Thing::List(list))),
        Named::Thing(Thing::Body(id)) => model.bodies[id].superior.map(|body| Named::Thing(Thing::Body(body))),
        Named::Value(list, value) => Some(above_value(model, list, value)),
        _ => None,
    };
    upper.and_then(|named| rank(policies, named)).into_iter().collect()
}

/// The value that it is under in its list, else the place that it lies in, else its list.
fn above_value(model: &Model, list: ListId, value: ValueId) -> Named {
    let row = model.lists[list].values.get(value.0 as usize);
    let place = || Some(Named::Value(model.lists[list].within?, row?.within?));
    let parent = row.and_then(|row| row.parent).map(|parent| Named::Value(list, parent));
    parent.or_else(place).unwrap_or(Named::Thing(Thing::List(list)))
}

/// What stands directly below what is named at a place, as declared.
#[must_use]
pub fn below(policies: &Policies, file: FileId, place: u32) -> Vec<Rank> {
    let Some(mention) = policies.resolved().uses.at(file, place) else {
        return Vec::new();
    };
    let model = policies.model();
    let own = mention.named;
    let values = |list: ListId| {
        let rows = 0..u32::try_from(model.lists[list].values.len()).unwrap_or(u32::MAX);
        rows.map(move |n| (list, ValueId(n)))
    };
    let mut lower: Vec<Named> = Vec::new();
    match own {
        Named::Thing(Thing::Tier(id)) => {
            let under = model.tiers.iter().filter(|(_, row)| row.below == Some(id));
            lower.extend(under.map(|(tier, _)| Named::Thing(Thing::Tier(tier))));
        }
        Named::Thing(Thing::Body(id)) => {
            let under = model.bodies.iter().filter(|(_, row)| row.superior == Some(id));
            lower.extend(under.map(|(body, _)| Named::Thing(Thing::Body(body))));
        }
        Named::Thing(Thing::List(id)) => {
            let within = model.lists.iter().filter(|(_, row)| row.within == Some(id));
            lower.extend(within.map(|(list, _)| Named::Thing(Thing::List(list))));
            let top = values(id).filter(|(list, value)| above_value(model, *list, *value) == own);
            lower.extend(top.map(|(list, value)| Named::Value(list, value)));
        }
        Named::Value(list, _) => {
            let lists = model.lists.iter().filter(|(id, row)| *id == list || row.within == Some(list));
            let under = lists.flat_map(|(id, _)| values(ListId::new(id.index())));
            let under = under.filter(|(list, value)| above_value(model, *list, *value) == own);
            lower.extend(under.map(|(list, value)| Named::Value(list, value)));
        }
        _ => {}
    }
    lower.into_iter().filter_map(|named| rank(policies, named)).collect()
}
