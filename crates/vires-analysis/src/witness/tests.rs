//! Cases as they come out of boxes.

use vires_model::Value;

use super::*;
use crate::axes::ValueBox;
use crate::sample::Sample;
use crate::words::{ValueText, day_words, value_text};

fn sample() -> Sample {
    Sample::new()
        .list("Source", false, None, "fossil\ncoal >fossil\ngas >fossil\nhydro\nnuclear")
        .list("Province", true, None, "ha_noi\nlam_dong\ndak_nong ..2025-06-30 =>lam_dong\nda_nang")
        .list(
            "Commune",
            true,
            Some("Province"),
            "tay_ho @ha_noi\nda_lat @lam_dong\ngia_nghia @dak_nong ..2025-06-30 =>new_gia_nghia\nnew_gia_nghia @lam_dong 2025-07-01..\nson_tra @da_nang",
        )
        .number("capacity", "MW", Some(3), Some(0))
        .choice("source", "Source")
        .number("value", "VND", Some(0), Some(0))
        .choice("site", "Commune")
        .choice("home", "Province")
        .set_of("fuels", "Source")
        .fact("storeys", "", crate::sample::ordered(vires_model::Measure::Number, Some(0), Some(0)), true)
        .number("filed", "date", Some(0), None)
        .yes_no("foreign", "")
}

fn shown(sample: &Sample, case: &Case, day: Option<Day>) -> String {
    let mut parts: Vec<String> = case
        .facts
        .iter()
        .map(|(fact, value)| {
            let name = &sample.model.facts[*fact].name;
            match value_text(&sample.model, *fact, value) {
                ValueText::Text(text) => format!("{name}={text}"),
                ValueText::YesNo(yes) => format!("{name}={yes}"),
                ValueText::Names(names) => format!("{name}={names:?}"),
            }
        })
        .collect();
    parts.extend(day.map(|day| day_words(day, crate::words::Language::En)));
    parts.join(" ")
}

/// The witness of boxes in the space of these and others.
fn witness(texts: &[&str], others: &[&str], impossible: &[&str]) -> String {
    let sample = sample();
    let boxes = sample.boxes(texts);
    let excluded = sample.boxes(impossible);
    let all: Vec<ValueBox> = boxes.iter().chain(&sample.boxes(others)).chain(&excluded).cloned().collect();
    let mut space = sample.space(&all);
    let excluded = space.in_cells(&excluded);
    space.impossible = space.impossible.clone().union(&space.space, excluded);
    let cuboids = space.in_cells(&boxes).into_boxes();
    match pick(&sample.model, &space, &cuboids) {
        Some((case, day)) => shown(&sample, &case, day),
        None => "none".to_owned(),
    }
}

#[test]
fn cases_are_small_and_near_the_limit() {
    let cases = [
        witness(&["capacity 29.001..30.001; at 2025-07-01.."], &[], &[]),
        witness(&["source fossil; filed 2027-03-01..; at 2025-07-01.."], &["foreign yes"], &[]),
        witness(&["value ..45_000_000_000; filed ..2025-07-01; at ..2025-07-01"], &[], &[]),
        witness(&["value 44_999_999_999..45_000_000_000"], &["capacity ..50"], &[]),
        // The box with the fewest conditions.
        witness(&["capacity 50..60; source coal", "source nuclear"], &[], &[]),
        witness(&["fuels #2..; fuels -coal"], &[], &[]),
        witness(&["fuels #..1"], &[], &[]),
        witness(&["fuels -coal"], &[], &[]),
        witness(&["storeys none"], &[], &[]),
        witness(&["storeys given"], &[], &[]),
        witness(&["storeys 5.."], &["storeys none"], &[]),
    ];
    insta::assert_snapshot!(cases.join("\n"));
}

#[test]
fn places_exist_and_are_alike_or_different() {
    let cases = [
        witness(&["site=home Province yes; at 2025-07-01.."], &[], &[]),
        witness(&["site=home Province no; at 2025-07-01.."], &[], &[]),
        witness(&["site=home Province yes; home !ha_noi; at 2025-07-01.."], &[], &[]),
        // Before the reform Gia Nghia lay in Dak Nong, after it in Lam Dong.
        witness(&["site=home Province yes; site gia_nghia; at 2025-01-01..2025-07-01"], &[], &[]),
        witness(&["site=home Province yes; site gia_nghia new_gia_nghia; home lam_dong; at 2025-01-01.."], &[], &[]),
        witness(&["site=home Province yes; site son_tra; home lam_dong"], &[], &[]),
        witness(&["site new_gia_nghia"], &[], &[]),
        witness(&["site gia_nghia; at ..2025-01-01"], &[], &[]),
    ];
    insta::assert_snapshot!(cases.join("\n"));
}

#[test]
fn what_is_assumed_away_is_never_shown() {
    let cases = [
        witness(&["capacity ..50"], &[], &["capacity 30..; source coal"]),
        witness(&["at 2025-07-01.."], &[], &["source !nuclear", "home ha_noi"]),
        witness(&["source coal"], &[], &["source coal"]),
    ];
    insta::assert_snapshot!(cases.join("\n"));
}

#[test]
fn corners_lie_where_they_say() {
    let sample = sample();
    let boxes = sample.boxes(&[
        "capacity 29.001..30.001; source coal gas; home !ha_noi; at 2025-07-01..2026-01-01; site=home Province yes",
    ]);
    let space = sample.space(&boxes);
    let cuboids = space.in_cells(&boxes).into_boxes();
    let found = corners(&sample.model, &space, &cuboids[0], 200);
    let count = |inside: bool| found.iter().filter(|corner| corner.inside == inside).count();
    assert!(count(true) >= 8 && count(false) >= 6, "{found:?}");
    for corner in &found {
        let capacity = &corner.case.facts[&sample.fact_id("capacity")];
        let (least, most) = (crate::sample::read("29"), crate::sample::read("30"));
        let Value::Ordered(capacity) = capacity else {
            panic!("a number");
        };
        let alike = {
            let place = |fact: &str, list: &str| {
                let Value::Choice(leaf) = corner.case.facts[&sample.fact_id(fact)] else {
                    panic!("a place");
                };
                let province = sample.list_id("Province");
                places::place_on(&sample.model, leaf, sample.list_id(list), province, Some(corner.day))
            };
            place("site", "Commune") == place("home", "Province")
        };
        let Value::Choice(source) = corner.case.facts[&sample.fact_id("source")] else {
            panic!("a source");
        };
        let Value::Choice(home) = corner.case.facts[&sample.fact_id("home")] else {
            panic!("a place");
        };
        let inside = least < *capacity
            && *capacity <= most
            && sample.leaves("Source", "fossil").contains(source)
            && home != sample.value("Province", "ha_noi")
            && alike
            && Day::parse("2025-07-01") <= Some(corner.day)
            && Some(corner.day) < Day::parse("2026-01-01");
        assert_eq!(corner.inside, inside, "{corner:?}");
    }
}

/// A small generator with a fixed course: the same boxes on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
    fn some<'t>(&mut self, of: &[&'t str]) -> Vec<&'t str> {
        let mut some: Vec<&str> = of.iter().filter(|_| self.below(3) > 0).copied().collect();
        if some.is_empty() {
            some.extend(of.first());
        }
        some
    }
}

fn any_box(dice: &mut Dice) -> String {
    let mut sides = Vec::new();
    if dice.below(2) == 0 {
        let communes = ["tay_ho", "da_lat", "gia_nghia", "new_gia_nghia", "son_tra"];
        sides.push(format!("site {}", dice.some(&communes).join(" ")));
    }
    if dice.below(2) == 0 {
        let provinces = ["ha_noi", "lam_dong", "dak_nong", "da_nang"];
        sides.push(format!("home {}", dice.some(&provinces).join(" ")));
    }
    if dice.below(2) == 0 {
        sides.push(format!("site=home Province {}", ["yes", "no"][dice.below(2) as usize]));
    }
    if dice.below(2) == 0 {
        let days = ["", "2025-01-01", "2025-07-01", "2026-01-01", ""];
        let from = dice.below(3) as usize;
        let to = from + 1 + dice.below(4 - from as u64) as usize;
        sides.push(format!("at {}..{}", days[from], days[to]));
    }
    if dice.below(3) == 0 {
        sides.push(format!("fuels {}coal", ["+", "-"][dice.below(2) as usize]));
    }
    if dice.below(3) == 0 {
        sides.push(["fuels #..1", "fuels #1..2", "fuels #2.."][dice.below(3) as usize].to_owned());
    }
    sides.join("; ")
}

/// Wherever some case can occur, one is found; where none can, none is.
#[test]
fn a_case_is_found_wherever_there_is_one() {
    let sample = sample();
    let mut dice = Dice(7);
    let days = ["2024-06-01", "2025-01-01", "2025-06-30", "2025-07-01", "2025-12-31", "2026-06-01"];
    let days: Vec<Day> = days.iter().filter_map(|day| Day::parse(day)).collect();
    let leaves = |list: &str| -> Vec<ValueId> { sample.model.lists[sample.list_id(list)].leaves().collect() };
    let fuels: Vec<BTreeSet<ValueId>> = [&[][..], &["coal"], &["gas"], &["coal", "gas"], &["gas", "hydro"]]
        .map(|names| names.iter().map(|name| sample.value("Source", name)).collect())
        .to_vec();
    let (mut found, mut empty) = (0, 0);
    for _ in 0..400 {
        let wanted = sample.value_box(&any_box(&mut dice));
        let excluded: Vec<ValueBox> = (0..dice.below(3)).map(|_| sample.value_box(&any_box(&mut dice))).collect();
        let everywhere = "site=home Province yes; fuels +coal; fuels #1..2; at 2025-01-01..2026-01-01";
        let mut all = vec![sample.value_box(everywhere), wanted.clone()];
        all.extend(excluded.iter().cloned());
        let mut space = sample.space(&all);
        let excluded = space.in_cells(&excluded);
        space.impossible = space.impossible.clone().union(&space.space, excluded);
        let cuboids = space.in_cells(std::slice::from_ref(&wanted)).into_boxes();
        let exists = cuboids.iter().any(|cuboid| {
            days.iter().any(|day| {
                leaves("Commune").iter().any(|site| {
                    leaves("Province").iter().any(|home| {
                        fuels.iter().any(|fuels| {
                            let case = Case {
                                facts: BTreeMap::from([
                                    (sample.fact_id("site"), Value::Choice(*site)),
                                    (sample.fact_id("home"), Value::Choice(*home)),
                                    (sample.fact_id("fuels"), Value::Set(fuels.clone())),
                                ]),
                            };
                            let cells = point::cells(&sample.model, &space, &case, *day, cuboid);
                            cells.is_some_and(|cells| {
                                cuboid.contains_point(&space.space, &cells)
                                    && !space.impossible.contains_point(&space.space, &cells)
                            })
                        })
                    })
                })
            })
        });
        let picked = pick(&sample.model, &space, &cuboids);
        assert_eq!(picked.is_some(), exists, "{wanted:?}\n{:?}", space.impossible);
        found += usize::from(exists);
        empty += usize::from(!exists);
    }
    assert!(found > 100 && empty > 20, "{found} {empty}");
}
