//! In which place of a territory each value of a list lies, stretch of days by stretch of days.

use vires_engine::tables::{NONE, Places};
use vires_model::{Day, ListId, Model, ValueId};

use super::shared::{Writer, number, put};
use crate::places;

impl Writer<'_> {
    /// The row that says where values of `from` lie in `to`.
    pub(super) fn lies_in(&mut self, from: ListId, to: ListId) -> u32 {
        if let Some(known) = self.places.get(&(from, to)) {
            return *known;
        }
        let model = self.model;
        let days: Vec<Day> =
            places::stretches(model, from, to).into_iter().map(|day| day.unwrap_or(Day(i32::MIN))).collect();
        let width = number(model.lists[from].values.len());
        let first = number(self.tables.lies_in.len());
        for day in &days {
            for value in (0..width).map(ValueId) {
                let place = place(model, value, from, to, *day);
                let row = place.map_or(NONE, |place| self.value(to, place));
                self.tables.lies_in.push(row);
            }
        }
        let starts = put(&mut self.tables.days, days.into_iter().map(|day| day.0));
        let row = number(self.tables.places.len());
        self.tables.places.push(Places { starts, width, first });
        self.places.insert((from, to), row);
        row
    }
}

/// The place of `to` that a value of `from`, read on a day, is or lies in; nothing where the value does not exist then. A place around it that does
/// not exist then stays what it was.
fn place(model: &Model, value: ValueId, from: ListId, to: ListId, day: Day) -> Option<ValueId> {
    let here = model.lists[from].read_on(value, day)?;
    let there = model.lift(here, from, to)?;
    Some(model.lists[to].read_on(there, day).unwrap_or(there))
}
