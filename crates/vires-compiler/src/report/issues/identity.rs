//! What names a finding for good: its region in the names of things, in English. Labels are what people read; another
//! label makes no other finding.

use std::sync::Arc;

use vires_analysis::words::describe;
use vires_analysis::{Axis, Derived, ValueBox};
use vires_model::{Model, Named};
use vires_words::Language;

/// The model with every name in the place of a label.
pub(super) fn by_names(model: &Model) -> Model {
    let mut plain = model.clone();
    for id in model.facts.ids() {
        plain.facts[id].label = model.facts[id].name.clone();
    }
    for id in model.lists.ids() {
        let list = &mut plain.lists[id];
        list.label.clone_from(&list.name);
        list.values.iter_mut().for_each(|value| value.label.clone_from(&value.name));
    }
    for id in model.bodies.ids() {
        plain.bodies[id].label = model.bodies[id].name.clone();
    }
    for id in model.parameters.ids() {
        plain.parameters[id].label = model.parameters[id].name.clone();
    }
    for id in model.powers.ids() {
        plain.powers[id].label = model.powers[id].name.clone();
    }
    plain
}

/// A region in the words of such a model.
pub(super) fn region(plain: &Model, boxes: &[ValueBox]) -> String {
    let boxes: Vec<ValueBox> = boxes.iter().map(unlabelled).collect();
    if boxes.is_empty() { String::new() } else { describe(plain, &boxes, Language::En) }
}

/// Derived facts that are kept whole carry their labels with them.
fn unlabelled(own: &ValueBox) -> ValueBox {
    let axis = |axis: &Axis| match axis {
        Axis::Derived(derived) => {
            let name = derived.named.name.clone();
            let named = Arc::new(Named { label: name.clone(), name });
            Axis::Derived(Arc::new(Derived { named, ..Derived::clone(derived) }))
        }
        other => other.clone(),
    };
    ValueBox(own.0.iter().map(|(own, extent)| (axis(own), extent.clone())).collect())
}
