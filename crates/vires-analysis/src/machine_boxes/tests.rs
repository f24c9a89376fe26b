//! Written-out boxes hold exactly what they should.

use vires_model::{Day, Rational, Value, ValueSet};

use super::*;
use crate::axes::{Axis, Extent};
use crate::places;
use crate::sample::Sample;

fn sample() -> Sample {
    let reform = "..2025-06-30";
    Sample::new()
        .list(
            "Province",
            true,
            None,
            &format!("a\nb\nc\nd\ne\nold {reform} =>a\nyoung 2026-01-01..\ngone ..2025-12-31"),
        )
        .list(
            "Commune",
            true,
            Some("Province"),
            &format!("a1 @a\na2 @a\nb1 @b\nc1 @c\nd1 @d\no1 @old\no2 @old {reform} =>b1\ng1 @gone"),
        )
        .list("Currency", false, None, "vnd\nusd\neur")
        .choice("site", "Commune")
        .choice("home", "Province")
        .fact("seat", "", Domain::Choice(vires_model::ListId(0)), true)
        .fact("paid", "", Domain::Choice(vires_model::ListId(2)), true)
        .fact("owed", "", Domain::Choice(vires_model::ListId(2)), true)
        .number("capacity", "MW", None, Some(0))
        .number("value", "VND", Some(0), Some(0))
        .number("filed", "date", Some(0), None)
        .yes_no("foreign", "")
        .set_of("tenders", "Currency")
        .fact("storeys", "", crate::sample::ordered(Measure::Number, Some(0), Some(0)), true)
}

/// What a case gives two facts, and the day; none where the question has no answer.
type Point = (Option<ValueId>, Option<ValueId>, Day);

fn holds(sample: &Sample, value_box: &ValueBox, facts: [FactId; 2], point: Point) -> bool {
    let model = &sample.model;
    let (left, right, day) = point;
    let answers = [left, right];
    let list = |fact: FactId| match model.facts[fact].domain {
        Domain::Choice(list) => list,
        _ => panic!("a fact with a list"),
    };
    value_box.0.iter().all(|(axis, extent)| match (axis, extent) {
        (Axis::Fact(fact), Extent::Leaves(leaves, none)) => {
            let answer = answers[usize::from(*fact == facts[1])];
            answer.map_or(*none, |leaf| leaves.contains(leaf))
        }
        (Axis::Same(..), Extent::Is(_)) if left.is_none() || right.is_none() => true,
        (Axis::Same(l, r, outer), Extent::Is(same)) => {
            let place = |fact: &FactId, leaf: Option<ValueId>| {
                places::place_on(model, leaf.expect("given"), list(*fact), *outer, Some(day))
            };
            (place(l, left) == place(r, right)) == *same
        }
        (Axis::Time, Extent::Between(from, to)) => {
            let day = Rational::from_integer(i128::from(day.0));
            from.is_none_or(|from| from.value <= day) && to.is_none_or(|to| day < to.value)
        }
        other => panic!("not in these boxes: {other:?}"),
    })
}

/// Every case and day that can occur lies in the box as it was iff it lies in one of the boxes written out. Gives their number.
fn exact(left: &str, right: &str, text: &str) -> usize {
    let sample = sample();
    let model = &sample.model;
    let value_box = sample.value_box(text);
    let (parts, all) = same::written_out(model, &value_box, 1_000);
    assert!(all);
    assert!(parts.iter().flat_map(|part| &part.0).all(|(axis, _)| !matches!(axis, Axis::Same(..))));
    let facts = [left, right].map(|name| sample.fact_id(name));
    let answers = facts.map(|fact| {
        let Domain::Choice(list) = model.facts[fact].domain else {
            panic!("a fact with a list");
        };
        let mut answers: Vec<Option<ValueId>> = model.lists[list].leaves().map(Some).collect();
        answers.extend(model.facts[fact].or_none.then_some(None));
        (list, answers)
    });
    let days = ["2024-01-01", "2025-06-30", "2025-07-01", "2025-12-31", "2026-01-01", "2027-01-01"];
    let outer = value_box.0.iter().find_map(|(axis, _)| match axis {
        Axis::Same(_, _, list) => Some(*list),
        _ => None,
    });
    let outer = outer.expect("a question about two facts");
    let mut inside = 0;
    for day in days.map(|day| Day::parse(day).expect("a day")) {
        let exists = |list, leaf: Option<ValueId>| {
            leaf.is_none_or(|leaf| places::place_on(model, leaf, list, outer, Some(day)).is_some())
        };
        for left in &answers[0].1 {
            for right in &answers[1].1 {
                if !exists(answers[0].0, *left) || !exists(answers[1].0, *right) {
                    continue;
                }
                let point = (*left, *right, day);
                let wanted = holds(&sample, &value_box, facts, point);
                let found = parts.iter().any(|part| holds(&sample, part, facts, point));
                assert_eq!(found, wanted, "{text}: {point:?}");
                inside += usize::from(wanted);
            }
        }
    }
    assert!(inside > 0, "{text} holds nothing");
    parts.len()
}

#[test]
fn alike_and_different_are_written_out_exactly() {
    let counts = [
        exact("site", "home", "site=home Province yes"),
        exact("site", "home", "site=home Province no"),
        exact("site", "home", "site=home Province no; at 2025-07-01.."),
        exact("site", "home", "site=home Province no; at 2026-01-01.."),
        exact("site", "home", "site=home Province yes; site o1; at 2025-01-01..2025-12-01"),
        exact("site", "home", "site=home Province no; site a1 b1; home a"),
        exact("site", "home", "site=home Province no; site a1 a2; home !a"),
        exact("home", "seat", "home=seat Province yes"),
        exact("home", "seat", "home=seat Province no"),
        exact("home", "seat", "home=seat Province no; seat a b"),
        exact("paid", "owed", "paid=owed Currency yes"),
        exact("paid", "owed", "paid=owed Currency no"),
        exact("paid", "owed", "paid=owed Currency no; paid none usd; owed none vnd"),
    ];
    insta::assert_debug_snapshot!(counts);
}

#[test]
fn every_pair_of_many_places_takes_two_boxes_a_bit() {
    for places in 2..40u32 {
        let rows: Vec<String> = (0..places).map(|n| format!("p{n}")).collect();
        let sample = Sample::new()
            .list("Province", true, None, &rows.join("\n"))
            .choice("one", "Province")
            .choice("other", "Province");
        let value_box = sample.value_box("one=other Province no");
        let (parts, _) = same::written_out(&sample.model, &value_box, 1_000);
        let bits = places.next_power_of_two().ilog2();
        assert!(parts.len() <= 2 * bits as usize, "{places} places take {}", parts.len());
        let leaves = |part: &ValueBox, fact: &str| -> ValueSet {
            match part.extent(Axis::Fact(sample.fact_id(fact))) {
                Some(Extent::Leaves(leaves, _)) => leaves.clone(),
                _ => panic!("leaves"),
            }
        };
        for (one, other) in (0..places).flat_map(|one| (0..places).map(move |other| (one, other))) {
            let found = parts.iter().any(|part| {
                leaves(part, "one").contains(ValueId(one)) && leaves(part, "other").contains(ValueId(other))
            });
            assert_eq!(found, one != other);
        }
    }
}

/// The boxes as JSON would show them.
fn shown(texts: &[&str], limit: usize) -> String {
    let sample = sample();
    let (boxes, complete) = machine_boxes(&sample.model, &sample.boxes(texts), limit);
    let range = |range: &MachineRange| {
        let from = range.from.as_deref().unwrap_or("-");
        let to = range.to.as_deref().unwrap_or("-");
        let opens = if range.from_included { '[' } else { '(' };
        let closes = if range.to_included { ']' } else { ')' };
        format!("{opens}{from}, {to}{closes}")
    };
    let mut lines: Vec<String> = boxes
        .iter()
        .map(|entries| {
            let entries = entries.iter().map(|(key, extent)| {
                let extent = match extent {
                    MachineExtent::Range(own) => range(own),
                    MachineExtent::Names(names) => format!("{names:?}"),
                    MachineExtent::YesNo(yes) => yes.to_string(),
                    MachineExtent::Null => "null".to_owned(),
                    MachineExtent::Given => "given".to_owned(),
                    MachineExtent::Members { includes, excludes, count } => {
                        let count = count.as_deref().map(range);
                        format!("includes {includes:?} excludes {excludes:?} count {count:?}")
                    }
                };
                format!("{key}: {extent}")
            });
            entries.collect::<Vec<_>>().join("; ")
        })
        .collect();
    lines.push(format!("complete: {complete}"));
    lines.join("\n")
}

#[test]
fn every_form() {
    insta::assert_snapshot!(shown(
        &[
            "",
            "capacity (50, 100]; site a1 b1; foreign yes; at 2027-03-01..",
            "capacity [50, 100)",
            "value 1_000_000_000..2_000_000_000; filed 2025-07-01..2026-01-01",
            "value ..1_000; at ..2025-07-01",
            "storeys none",
            "storeys given",
            "storeys ..5; storeys given",
            "storeys 7..",
            "seat a b none",
            "seat none",
            "tenders +vnd; tenders -usd; tenders #2..",
            "tenders #..2",
            "site=home Province yes; site a1 b1; at 2025-07-01..",
        ],
        100
    ));
}

#[test]
fn what_is_left_out_is_told() {
    let region = &["site=home Province no", "foreign yes"][..];
    assert!(shown(region, 2).ends_with("complete: false"));
    assert!(shown(&["foreign yes", "foreign no"], 2).ends_with("complete: true"));
    assert!(shown(&["foreign yes", "foreign no"], 1).ends_with("complete: false"));
    // Said twice, listed once.
    assert!(shown(&["foreign yes", "foreign yes"], 1).ends_with("complete: true"));
    assert_eq!(shown(&[], 1), "complete: true");
}

#[test]
fn facts_of_one_name_are_told_apart() {
    let mut sample = sample();
    let (foreign, value) = (sample.fact_id("foreign"), sample.fact_id("value"));
    let package = sample.model.packages.push(vires_model::Package {
        name: "q.r".to_owned(),
        label: "q.r".to_owned(),
        precedence: Vec::new(),
        precedence_in: std::collections::BTreeMap::new(),
        language: "en".to_owned(),
    });
    let mut other = sample.model.facts[foreign].clone();
    other.package = package;
    let other = sample.model.facts.push(other);
    let keys = fact_keys(&sample.model, [foreign, other, value]);
    let keys: Vec<&str> = keys.values().map(String::as_str).collect();
    assert_eq!(keys, ["value", "p.foreign", "q.r.foreign"]);
}

#[test]
fn limits_are_read_back_as_values() {
    let sample = sample();
    let fact = sample.fact_id("value");
    let value = Value::Ordered(crate::sample::read("2_000_000_000"));
    let text = crate::words::value_text(&sample.model, fact, &value);
    let line = shown(&["value 2_000_000_000.."], 1);
    let crate::words::ValueText::Text(text) = text else {
        panic!("text");
    };
    assert!(line.contains(&text), "{line}");
}
