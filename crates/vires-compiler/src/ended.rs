//! Values of lists that do not exist on the day asked about: they are read as others, or do not count, and it is said.

use serde::Serialize;
use vires_analysis::words::day_words;
use vires_model::{Case, Day, Instance, ListId, Model, Of, Value, ValueId};
use vires_words::{Language, say};

use crate::names::Names;
use crate::values::list_of;

/// A value that is given, or one of like bodies that is named by it, and that does not exist on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ended {
    /// The fact, or the body.
    pub of: String,
    /// The value.
    pub value: String,
    /// As which it is read; none where it does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_as: Option<String>,
    /// The same in a sentence without full stop.
    #[serde(skip)]
    pub sentence: String,
}

/// Those among the facts of a case, and among these bodies, in their order.
#[must_use]
pub fn ended(model: &Model, language: Language, case: &Case, who: &[Instance], at: Day) -> Vec<Ended> {
    let names = Names::new(model, language);
    let mut all = Vec::new();
    for (fact, value) in &case.facts {
        let Some(list) = list_of(model, *fact).filter(|_| !model.facts[*fact].event) else { continue };
        let values: Vec<ValueId> = match value {
            Value::Choice(value) => vec![*value],
            Value::Set(values) => values.iter().copied().collect(),
            _ => Vec::new(),
        };
        all.extend(values.into_iter().filter_map(|value| told(&names, names.fact(*fact), list, value, at, true)));
    }
    for who in who {
        if let (Of::Place(value), Some(list)) = (who.of, model.bodies[who.body].one_per) {
            all.extend(told(&names, names.body_name(who.body), list, value, at, false));
        }
    }
    // One value said of two is said once.
    let mut seen: Vec<String> = Vec::new();
    all.retain(|own: &Ended| {
        let new = !seen.contains(&own.sentence);
        seen.extend(Some(own.sentence.clone()).filter(|_| new));
        new
    });
    all
}

fn told(names: &Names<'_>, of: String, list: ListId, value: ValueId, at: Day, is_fact: bool) -> Option<Ended> {
    let (model, language) = (names.model, names.language);
    let read = model.lists[list].read_on(value, at);
    if read == Some(value) {
        return None;
    }
    let life = model.lists[list].values.get(value.0 as usize)?.life;
    let name = names.value(list, value).to_owned();
    let read_as = read.map(|read| names.value(list, read).to_owned());
    let sentence = match (life.until.filter(|until| *until < at), &read_as) {
        (Some(until), Some(new)) => say!(
            language,
            "`{name}` existed until {day}; it is read as its successor, `{new}`",
            "`{name}` chỉ tồn tại đến hết ngày {day}; được đọc là `{new}` kế thừa",
            day = day_words(until, language)
        ),
        (Some(until), None) => {
            let day = day_words(until, language);
            if is_fact {
                say!(
                    language,
                    "`{name}` existed until {day}, and no one other is its successor: `{of}` counts as not given",
                    "`{name}` chỉ tồn tại đến hết ngày {day} và không có một giá trị duy nhất kế thừa: `{of}` coi như chưa nêu"
                )
            } else {
                say!(
                    language,
                    "`{name}` existed until {day}, and no one other is its successor",
                    "`{name}` chỉ tồn tại đến hết ngày {day} và không có một giá trị duy nhất kế thừa"
                )
            }
        }
        (None, _) if is_fact => say!(
            language,
            "`{name}` does not exist yet on that day: `{of}` counts as not given",
            "vào ngày đó chưa có `{name}`: `{of}` coi như chưa nêu"
        ),
        (None, _) => say!(language, "`{name}` does not exist yet on that day", "vào ngày đó chưa có `{name}`"),
    };
    Some(Ended { of, value: name, read_as, sentence })
}
