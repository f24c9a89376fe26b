//! A comparison for other programs: one `vires.diff/1` document, a change or finding a line.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::super::json::text;
use crate::comparison::{Alone, Comparison, Figures, Level, Side, Totals};

/// The name and version of the document's shape.
pub const SCHEMA: &str = "vires.diff/1";

/// Writes the document.
///
/// # Errors
/// Only those of `out`.
pub fn report(out: &mut dyn fmt::Write, comparison: &Comparison) -> fmt::Result {
    let totals = comparison.totals();
    write!(
        out,
        "{{\"schema\": {}, \"from\": {}, \"to\": {}, ",
        text(SCHEMA)?,
        text(&comparison.before)?,
        text(&comparison.after)?
    )?;
    if let Some(at) = &comparison.at {
        write!(out, "\"at\": {}, ", text(at)?)?;
    }
    write!(
        out,
        "\"summary\": {},\n\"totals\": {},\n\"changes\": [",
        text(&Summary(comparison, &totals))?,
        text(&totals)?
    )?;
    lines(out, &comparison.changes)?;
    write!(out, "],\n\"asked\": [")?;
    lines(out, &comparison.asked)?;
    write!(out, "],\n\"new_powers\": [")?;
    lines(out, &comparison.new_powers)?;
    write!(out, "],\n\"gone_powers\": [")?;
    lines(out, &comparison.gone_powers)?;
    let unexamined: Vec<&str> = comparison.unexamined.iter().map(|power| power.name.as_str()).collect();
    write!(out, "],\n\"not_compared\": {},\n\"remarks\": {},\n", text(&unexamined)?, text(&comparison.remarks)?)?;
    write!(out, "\"new_findings\": [")?;
    lines(out, &comparison.new_findings)?;
    write!(out, "],\n\"gone_findings\": [")?;
    lines(out, &comparison.gone_findings)?;
    writeln!(out, "]}}")
}

fn lines<T: Serialize>(out: &mut dyn fmt::Write, rows: &[T]) -> fmt::Result {
    for (n, row) in rows.iter().enumerate() {
        out.write_str(if n == 0 { "\n" } else { ",\n" })?;
        out.write_str(&text(row)?)?;
    }
    Ok(())
}

impl Serialize for Side {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Version(path) => serializer.collect_map([("path", path)]),
            Self::Date(date, _) => serializer.collect_map([("date", date)]),
        }
    }
}

struct Summary<'a>(&'a Comparison, &'a Totals);

impl Serialize for Summary<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(comparison, totals) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("powers_compared", &comparison.powers)?;
        map.serialize_entry("powers", &totals.holders.powers)?;
        map.serialize_entry("regions", &totals.holders.regions)?;
        map.serialize_entry("accountable_powers", &totals.accountable.powers)?;
        map.serialize_entry("accountable_regions", &totals.accountable.regions)?;
        map.serialize_entry("asked_powers", &totals.asked.powers)?;
        map.serialize_entry("asked_changes", &totals.asked.regions)?;
        map.serialize_entry("new_powers", &comparison.new_powers.len())?;
        map.serialize_entry("gone_powers", &comparison.gone_powers.len())?;
        map.serialize_entry("new_findings", &comparison.new_findings.len())?;
        map.serialize_entry("gone_findings", &comparison.gone_findings.len())?;
        map.serialize_entry("unchanged_findings", &comparison.unchanged_findings)?;
        map.end()
    }
}

/// What a figure is about, and the figure.
struct Counted<'a>(Vec<(&'static str, Option<&'a str>)>, Figures);

impl Serialize for Counted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.serialize_entry("powers", &self.1.powers)?;
        map.serialize_entry("regions", &self.1.regions)?;
        map.end()
    }
}

impl Serialize for Totals {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let tiers = self.tiers.iter();
        let tiers = tiers
            .map(|(from, to, figures)| Counted(vec![("from", Some(level(from))), ("to", Some(level(to)))], *figures));
        map.serialize_entry("tiers", &tiers.collect::<Vec<_>>())?;
        let sectors = self.sectors.iter();
        let sectors = sectors.map(|(sector, figures)| Counted(vec![("sector", sector.as_deref())], *figures));
        map.serialize_entry("sectors", &sectors.collect::<Vec<_>>())?;
        let instruments = self.instruments.iter();
        let instruments =
            instruments.map(|(name, _, figures)| Counted(vec![("instrument", Some(name.as_str()))], *figures));
        map.serialize_entry("instruments", &instruments.collect::<Vec<_>>())?;
        map.end()
    }
}

/// A tier by its name; what is no tier in brackets, so that it cannot be taken for one.
fn level(level: &Level) -> &str {
    match level {
        Level::Tier(name, _) => name,
        Level::Elsewhere => "(several or none)",
        Level::Not(answer) => match answer.why() {
            Some("barred") => "(nobody)",
            Some(_) => "(not required)",
            None => match answer.as_str() {
                "gap" => "(gap)",
                "conflict" => "(conflict)",
                "not_in_force" => "(not in force)",
                "absent" => "(absent)",
                _ => "(undetermined)",
            },
        },
    }
}

impl Serialize for Alone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("power", &self.power.name)?;
        map.serialize_entry("label", &self.power.label)?;
        if let Some(sector) = &self.power.sector {
            map.serialize_entry("sector", sector)?;
        }
        map.serialize_entry("holders", &self.holders)?;
        map.end()
    }
}
