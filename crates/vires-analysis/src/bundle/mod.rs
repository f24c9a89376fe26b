//! The law solved, written as the tables from which the engine decides.
//!
//! | file | writes |
//! |---|---|
//! | `shared` | names, lists, bodies, facts, rules: what all powers share |
//! | `places` | in which place of a territory each value lies, day by day |
//! | `power` | one power: claims, contests, reasons |
//! | `axes` | its questions, each cell with the boxes it allows |
//! | `seats` | its claims as rows of seats |

mod axes;
mod places;
mod power;
mod seats;
mod shared;

use std::collections::BTreeSet;

use vires_engine::Bundle;
use vires_engine::tables::{About, Power, Span, State};
use vires_model::{Id, Model, PowerId};

use crate::analyse::for_each;
use shared::Writer;

/// Compiles a model. Powers in `broken` are there by name but cannot be decided: some of their rules could not be read.
#[must_use]
pub fn bundle(model: &Model, broken: &BTreeSet<PowerId>) -> Bundle {
    let mut writer = Writer::new(model);
    let mut rows: Vec<(Power, About)> =
        model.powers.ids().map(|power| undecided(&mut writer, power, State::Broken)).collect();
    for_each(model, broken, &BTreeSet::new(), &mut |power, answers, _, solved| {
        let Some(slot) = rows.get_mut(power.index()) else { return };
        *slot = match solved {
            Ok(solved) => match power::write(&mut writer, solved, answers) {
                Ok(rows) => rows,
                Err(state) => undecided(&mut writer, power, state),
            },
            Err(_) => undecided(&mut writer, power, State::TooComplex),
        };
    });
    (writer.tables.powers, writer.tables.about) = rows.into_iter().unzip();
    Bundle::new(writer.tables)
}

/// The rows of a power that cannot be decided.
fn undecided(writer: &mut Writer<'_>, power: PowerId, state: State) -> (Power, About) {
    let nothing = Span::default();
    let row = Power {
        from: i32::MAX,
        slots: nothing,
        axes: nothing,
        words: 0,
        hot: 0,
        owners: nothing,
        claims: nothing,
        live: 0,
        felled_by: vires_engine::tables::NONE,
        clashes: vires_engine::tables::NONE,
        guarded_edges: nothing,
        guarded_clashes: nothing,
        rounds: nothing,
        lives: false,
    };
    (row, writer.about(power, state))
}
