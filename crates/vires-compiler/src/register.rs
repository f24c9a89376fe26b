//! Registers: all powers with their holders on a day, and all that one body holds.

use std::collections::BTreeSet;

use serde::Serialize;
use vires_analysis::words::describe;
use vires_analysis::{Axis, Extent, HolderTree, PowerHoldings, ValueBox};
use vires_diagnostics::RegionBox;
use vires_model::{BodyId, Day, Instance, Mode, Model, Rational, Why};
use vires_words::Language;

use crate::names::{NAMES, Names, seats};
use crate::one_of_many::those_of;
use crate::report::machine;

/// The most boxes of one region that are written out.
const MOST_BOXES: usize = 10_000;

/// The names and versions of the machine output.
pub const POWERS_SCHEMA: &str = "vires.powers/1";
/// See [`POWERS_SCHEMA`].
pub const WHO_SCHEMA: &str = "vires.who/1";

/// One power of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PowerRow {
    /// Its full name.
    pub power: String,
    /// Its label.
    pub label: String,
    /// Its sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Its ids in other registers.
    pub codes: Vec<String>,
    /// Whether its rules could be read, and examined to the end; if not, who holds it is not known here.
    #[serde(skip_serializing_if = "Clone::clone")]
    pub examined: bool,
    /// Who holds it, and in which cases.
    pub holders: Vec<HolderRow>,
    /// In which cases claims clash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict: Option<String>,
    /// In which cases nobody can say who holds it, since that turns on who holds a power that is claimed twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undetermined: Option<UndeterminedRow>,
}

/// Cases in which nobody can say who holds a power. They lie in the regions of all who might.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UndeterminedRow {
    /// In which cases; empty: in all.
    pub region: String,
    /// The powers in conflict on which it turns, by name.
    pub needs: Vec<String>,
    /// By label.
    #[serde(skip)]
    pub labels: Vec<String>,
}

/// One holder of a power.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HolderRow {
    /// By name.
    pub holder: String,
    /// In labels.
    pub label: String,
    /// In which cases; empty: in all.
    pub region: String,
    /// The same in machine form; the boxes may overlap one another.
    pub boxes: Vec<RegionBox>,
    /// Whether these are all of it.
    pub boxes_complete: bool,
}

/// One power that a body, or one of many like bodies, holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The full name of the power.
    pub power: String,
    /// Its label.
    pub label: String,
    /// Its sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// The whole holding by name: the body alone, or with others.
    pub holder: String,
    /// The same in labels.
    #[serde(skip)]
    pub holder_label: String,
    /// In which cases and on which days; empty: always.
    pub region: String,
    /// The same in machine form; the boxes may overlap one another.
    pub boxes: Vec<RegionBox>,
    /// Whether these are all of it.
    pub boxes_complete: bool,
    /// In which of them another claim stands against it; empty: in all cases; none: in no case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict: Option<String>,
    /// Where nobody can say who holds the power, as in the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undetermined: Option<UndeterminedRow>,
}

pub(crate) fn powers(model: &Model, language: Language, holdings: &[PowerHoldings], at: Option<Day>) -> Vec<PowerRow> {
    let names = Names::new(model, language);
    holdings.iter().map(|row| power(&names, row, at)).collect()
}

fn power(names: &Names<'_>, row: &PowerHoldings, at: Option<Day>) -> PowerRow {
    let power = &names.model.powers[row.power];
    let holders = row.holders.iter().filter_map(|(tree, boxes)| {
        let boxes = on_day(boxes, at);
        let region = words(names, &boxes)?;
        let (boxes, boxes_complete) = machine(names.model, &boxes, MOST_BOXES);
        Some(HolderRow {
            holder: tree_words(tree, &|holder| names.holder_name(holder), NAMES),
            label: tree_words(tree, &|holder| names.holder(holder), names.language),
            region,
            boxes,
            boxes_complete,
        })
    });
    PowerRow {
        power: names.model.power_name(row.power),
        label: power.label.clone(),
        sector: power.sector.clone(),
        codes: power.codes.clone(),
        examined: row.examined,
        holders: holders.collect(),
        conflict: words(names, &on_day(&row.conflicts, at)),
        undetermined: undetermined(names, row, at),
    }
}

fn undetermined(names: &Names<'_>, row: &PowerHoldings, at: Option<Day>) -> Option<UndeterminedRow> {
    let region = words(names, &on_day(&row.open, at))?;
    Some(UndeterminedRow {
        region,
        needs: row.turns_on.iter().map(|power| names.model.power_name(*power)).collect(),
        labels: row.turns_on.iter().map(|power| names.power(*power).to_owned()).collect(),
    })
}

pub(crate) fn held_by<'h>(
    model: &Model,
    language: Language,
    holdings: impl IntoIterator<Item = &'h PowerHoldings>,
    who: Instance,
    at: Option<Day>,
) -> Vec<Held> {
    let names = Names::new(model, language);
    let mut all = Vec::new();
    for row in holdings {
        for ((tree, boxes), contested) in row.holders.iter().zip(&row.contested) {
            let boxes = on_day(&those_of(model, row.power, tree, boxes, who), at);
            let Some(region) = words(&names, &boxes) else { continue };
            let contested = on_day(&those_of(model, row.power, tree, contested, who), at);
            let (boxes, boxes_complete) = machine(model, &boxes, MOST_BOXES);
            let power = &model.powers[row.power];
            all.push(Held {
                power: model.power_name(row.power),
                label: power.label.clone(),
                sector: power.sector.clone(),
                holder: tree_words(tree, &|holder| names.holder_name(holder), NAMES),
                holder_label: tree_words(tree, &|holder| names.holder(holder), names.language),
                region,
                boxes,
                boxes_complete,
                conflict: words(&names, &contested),
                undetermined: undetermined(&names, row, at),
            });
        }
    }
    all
}

/// The region in words, empty for everything; none where it is nowhere.
pub(crate) fn words(names: &Names<'_>, boxes: &[ValueBox]) -> Option<String> {
    if boxes.is_empty() {
        return None;
    }
    let every_case = describe(names.model, &[ValueBox::default()], names.language);
    Some(describe(names.model, boxes, names.language))
        .map(|words| if words == every_case { String::new() } else { words })
}

/// The boxes of one day, without it; or all of them.
pub(crate) fn on_day(boxes: &[ValueBox], at: Option<Day>) -> Vec<ValueBox> {
    let Some(at) = at else {
        return boxes.to_vec();
    };
    let number = Rational::from_integer(at.0.into());
    let lives = |extent: &Extent| match extent {
        Extent::Between(from, to) => {
            // Days are cut before each: the first one inside, and the first one after.
            from.is_none_or(|from| from.value <= number) && to.is_none_or(|to| number < to.value)
        }
        _ => true,
    };
    let on_it = boxes.iter().filter(|value_box| value_box.extent(Axis::Time).is_none_or(lives));
    let without_day: BTreeSet<ValueBox> = on_it
        .map(|value_box| ValueBox(value_box.0.iter().filter(|(axis, _)| *axis != Axis::Time).cloned().collect()))
        .collect();
    // What holds in more cases on that day says the others as well.
    let says_more = |own: &ValueBox, other: &ValueBox| {
        own.0.len() < other.0.len() && own.0.iter().all(|side| other.0.contains(side))
    };
    let is_said = |own: &&ValueBox| without_day.iter().any(|other| says_more(other, own));
    without_day.iter().filter(|own| !is_said(own)).cloned().collect()
}

pub(crate) fn bodies(tree: &HolderTree) -> BTreeSet<BodyId> {
    tree.holders().iter().map(|holder| holder.body).collect()
}

/// Who holds, in one sentence.
pub(crate) fn tree_words(
    tree: &HolderTree,
    name: &dyn Fn(vires_model::Holder) -> String,
    language: Language,
) -> String {
    match tree {
        HolderTree::Nobody(Why::Barred) => language.pick("nobody", "không cơ quan nào").to_owned(),
        HolderTree::Nobody(Why::NotRequired) => language.pick("not required", "không phải thực hiện").to_owned(),
        HolderTree::One(holder) => name(*holder),
        HolderTree::Several(mode, parts) => {
            // Whoever came to several seats, as by a transfer, fills one (semantics 4.4).
            let mut different: Vec<&HolderTree> = Vec::new();
            parts.iter().for_each(|part| {
                if !different.contains(&part) {
                    different.push(part);
                }
            });
            if let [only] = different[..] {
                return tree_words(only, name, language);
            }
            let words: Vec<String> = different
                .iter()
                .map(|part| match part {
                    HolderTree::Several(..) => format!("({})", tree_words(part, name, language)),
                    _ => tree_words(part, name, language),
                })
                .collect();
            let mode = match mode {
                Mode::AnyOf(count) if *count as usize >= words.len() => Mode::Jointly,
                mode => *mode,
            };
            seats(mode, &words, language)
        }
    }
}
