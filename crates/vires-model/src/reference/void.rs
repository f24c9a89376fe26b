//! A transfer that purports to give a power to those who acted, and has no effect.

use crate::acts::{Act, Delegation, Ultra, UltraKind, Verdict};
use crate::bodies::{Holder, Which};
use crate::decision::{Instance, Of};
use crate::model::Model;
use crate::reference::delegation;
use crate::reference::named::names;
use crate::reference::text::concerns;
use crate::rules::Effect;

/// What stands in its way: it is judged as if it were made on the day of the act.
pub(super) fn transfer(model: &Model, act: &Act<'_>) -> Option<Ultra> {
    let [to] = act.by else { return None };
    let rules = model.rules.iter().filter(|(id, _)| concerns(model, *id, act.power, Some(act.at)));
    let mut refused = rules.filter_map(|(id, rule)| {
        let Effect::Transfer { modality, from, to: receivers, .. } = &rule.effect else { return None };
        receivers.seats.iter().find(|seat| names(model, **seat, *to))?;
        let text = model.provisions[rule.place].instrument;
        let asked = Delegation {
            power: act.power,
            case: act.case,
            at: act.at,
            from: giver(model, *from, *to),
            to: *to,
            modality: *modality,
            form: model.instruments[text].kind,
            issuer: None,
        };
        match delegation::issued(model, &asked, false) {
            Verdict::Ultra(ultra) if ultra.kind == UltraKind::BarredDelegation => {
                Some(Ultra { own: Some(id), ..ultra })
            }
            _ => None,
        }
    });
    refused.next()
}

/// The giver as it is named; of many, the one of the receiver's place.
fn giver(model: &Model, from: Holder, to: Instance) -> Instance {
    let alike = model.bodies[from.body].one_per == model.bodies[to.body].one_per;
    let of = match from.which {
        Which::Sole => Of::Sole,
        Which::OfValue(place) => Of::Place(place),
        Which::Unsaid | Which::OfFact(_) | Which::OfItsPlace if alike => to.of,
        Which::Unsaid | Which::OfFact(_) | Which::OfItsPlace => Of::Unsaid,
    };
    Instance { body: from.body, of }
}
