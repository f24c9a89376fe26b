//! By which lines the parameters that a rule uses are what they are, in a case on a day.

use std::collections::BTreeMap;

use crate::conditions::Condition;
use crate::date::{Day, Life};
use crate::facts::Value;
use crate::ids::{FactId, RuleId};
use crate::model::Model;
use crate::reference::facts::Facts;
use crate::reference::truth::truth;
use crate::settings::{Setting, Used};

/// One row for each parameter that the rule uses, where what is given says which entry it reads and which line counts.
pub(super) fn used<'m>(
    model: &'m Model,
    rule: RuleId,
    values: &BTreeMap<FactId, Value>,
    day: Option<Day>,
) -> Vec<(&'m Used, &'m Setting)> {
    let facts = Facts { model, values, day };
    let answer = |fact: FactId| match values.get(&fact) {
        Some(Value::Choice(value)) => Some(*value),
        _ => None,
    };
    let on_the_day = |row: &Setting| day.map_or(row.life == Life::ALWAYS, |day| row.life.contains(day));
    let is_so = |when: &Condition| matches!(truth(&facts, when, &mut |_| Ok(None)), Ok(Some(true)));
    let one = |used: &'m Used| {
        let (parameter, of) = used.entry_for(model, &answer)?;
        let rows = model.settings_of(parameter, of).iter();
        let row = rows.filter(|row| on_the_day(row)).find(|row| row.when.iter().all(is_so))?;
        Some((used, row))
    };
    model.rules[rule].parameters.iter().filter_map(one).collect()
}
