//! The shapes of the machine output, field by field. What other programs read is fixed here and nowhere else: names of
//! Rust fields may change freely.

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::change::{Asked, AskedChange, AskedPeriod, Change, Cited, Lapse, Situation};
use crate::code::{Code, Kind, Severity};
use crate::finding::{Acceptance, Claim, Edit, Finding, Fix};
use crate::id::FindingId;
use crate::place::{Place, Position};
use crate::region_box::{BoxEntry, Limit, RegionBox};
use crate::summary::Summary;
use crate::witness::{FactText, Witness};

/// Fields that have nothing to say are left out, except `claims` and `rules`: scripts loop over those without asking.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let has_region = matches!(self.kind(), Kind::Overlap | Kind::Gap) || !self.boxes.is_empty();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("code", &self.code)?;
        map.serialize_entry("kind", &self.kind())?;
        map.serialize_entry("severity", &self.severity)?;
        map.serialize_entry("message", &self.message)?;
        optional(&mut map, "power", self.power.as_ref())?;
        optional(&mut map, "region", self.region.as_ref())?;
        optional(&mut map, "period", self.period.as_ref())?;
        optional(&mut map, "witness", self.witness.as_ref())?;
        map.serialize_entry("claims", &self.claims)?;
        map.serialize_entry("rules", &self.places)?;
        if self.kind() == Kind::Overlap || !self.pairs.is_empty() {
            map.serialize_entry("pairs", &self.pairs)?;
        }
        if has_region {
            map.serialize_entry("boxes", &self.boxes)?;
            map.serialize_entry("boxes_complete", &self.boxes_complete)?;
        }
        optional(&mut map, "lapse", self.lapse.as_deref())?;
        if !self.help.is_empty() {
            map.serialize_entry("help", &self.help.join("\n"))?;
        }
        if !self.fixes.is_empty() {
            map.serialize_entry("fixes", &self.fixes)?;
        }
        if !self.notes.is_empty() {
            map.serialize_entry("notes", &self.notes)?;
        }
        if !self.not_examined.is_empty() {
            map.serialize_entry("not_examined", &self.not_examined)?;
        }
        optional(&mut map, "accepted", self.accepted.as_ref())?;
        map.end()
    }
}

impl Serialize for Lapse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("instrument", &self.instrument)?;
        map.serialize_entry("last_day", &self.last_day)?;
        map.serialize_entry("changes", &self.changes)?;
        if !self.elsewhere.is_empty() {
            map.serialize_entry("elsewhere", &Elsewhere(&self.elsewhere))?;
        }
        map.end()
    }
}

struct Elsewhere<'a>(&'a [(String, usize)]);

impl Serialize for Elsewhere<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(instrument, changes)| (instrument, changes)))
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("power", &self.power.name)?;
        map.serialize_entry("label", &self.power.label)?;
        optional(&mut map, "sector", self.power.sector.as_ref())?;
        map.serialize_entry("changes", if self.accountable_only { "accountable" } else { "holder" })?;
        optional(&mut map, "region", self.region.as_ref())?;
        map.serialize_entry("boxes", &self.boxes)?;
        map.serialize_entry("boxes_complete", &self.boxes_complete)?;
        map.serialize_entry("from", &self.before)?;
        map.serialize_entry("to", &self.after)?;
        map.serialize_entry("by", &self.by)?;
        optional(&mut map, "witness", self.witness.as_ref())?;
        map.end()
    }
}

impl Serialize for Situation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("outcome", self.outcome.as_str())?;
        optional(&mut map, "why", self.outcome.why().as_ref())?;
        optional(&mut map, "holder", self.holder.as_ref())?;
        map.serialize_entry("label", &self.label)?;
        optional(&mut map, "tier", self.tier.as_ref().map(|tier| &tier.name))?;
        optional(&mut map, "missing", self.missing.as_ref())?;
        optional(&mut map, "accountable", self.accountable.as_ref().map(|(name, _)| name))?;
        map.serialize_entry("chains", &self.chains)?;
        map.end()
    }
}

impl Serialize for AskedChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("power", &self.power.name)?;
        map.serialize_entry("label", &self.power.label)?;
        optional(&mut map, "sector", self.power.sector.as_ref())?;
        optional(&mut map, "dated", self.dated.as_ref())?;
        optional(&mut map, "region", self.region.as_ref())?;
        map.serialize_entry("boxes", &self.boxes)?;
        map.serialize_entry("boxes_complete", &self.boxes_complete)?;
        optional(&mut map, "from", self.before.as_ref())?;
        optional(&mut map, "to", self.after.as_ref())?;
        map.end()
    }
}

impl Serialize for Asked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", self.kind)?;
        if !self.who.is_empty() {
            map.serialize_entry("who", &self.who)?;
        }
        optional(&mut map, "any", self.enough.as_ref())?;
        optional(&mut map, "instead_of", self.instead_of.as_ref())?;
        self.own.put(&mut map)?;
        if !self.then.is_empty() {
            map.serialize_entry("then", &self.then)?;
        }
        map.serialize_entry("words", &self.words)?;
        map.serialize_entry("by", &self.by)?;
        map.end()
    }
}

impl AskedPeriod {
    fn put<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        optional(map, "within", self.within.as_ref())?;
        optional(map, "counted_from", self.counted_from.as_ref())?;
        optional(map, "else", self.silence.as_ref())
    }
}

impl Serialize for AskedPeriod {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.put(&mut map)?;
        map.end()
    }
}

impl Serialize for Cited {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("citation", &self.citation), ("title", &self.title)])
    }
}

impl Serialize for Fix {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fix = serializer.serialize_struct("Fix", 2)?;
        fix.serialize_field("title", &self.title)?;
        fix.serialize_field("edits", &self.edits)?;
        fix.end()
    }
}

impl Serialize for Edit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut edit = serializer.serialize_struct("Edit", 4)?;
        edit.serialize_field("file", &self.span.file)?;
        edit.serialize_field("start", &self.span.start)?;
        edit.serialize_field("end", &self.span.end)?;
        edit.serialize_field("replacement", &self.replacement)?;
        edit.end()
    }
}

impl Serialize for Acceptance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("reason", &self.reason), ("until", &self.until)])
    }
}

fn optional<M: SerializeMap, T: Serialize + ?Sized>(
    map: &mut M,
    key: &'static str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(key, value))
}

impl Serialize for FindingId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Claim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("holder", &self.holder)?;
        optional(&mut map, "label", self.label.as_ref())?;
        map.serialize_entry("chain", &self.chain)?;
        map.end()
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        optional(&mut map, "citation", self.citation.as_ref())?;
        optional(&mut map, "title", self.title.as_ref())?;
        map.serialize_entry("file", &self.span.file)?;
        map.serialize_entry("start", &self.span.start)?;
        map.serialize_entry("end", &self.span.end)?;
        optional(&mut map, "label", self.label.as_ref())?;
        map.end()
    }
}

impl Serialize for Position {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut position = serializer.serialize_struct("Position", 2)?;
        position.serialize_field("line", &self.line)?;
        position.serialize_field("column", &self.column)?;
        position.end()
    }
}

impl Serialize for Witness {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        optional(&mut map, "at", self.at.as_ref())?;
        map.serialize_entry("facts", &Facts(&self.facts))?;
        map.end()
    }
}

struct Facts<'a>(&'a [(String, FactText)]);

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl Serialize for FactText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::YesNo(answer) => serializer.serialize_bool(*answer),
            Self::Set(names) => names.serialize(serializer),
        }
    }
}

impl Serialize for RegionBox {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.entries().iter().map(|(name, entry)| (&**name, entry)))
    }
}

/// A range is an object of its limits; `null` is a question without an answer, `{"given": true}` one with any answer.
impl Serialize for BoxEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Range { from, to } => Limits(from.as_ref(), to.as_ref()).serialize(serializer),
            Self::Names(names) => names.serialize(serializer),
            Self::YesNo(answer) => serializer.serialize_bool(*answer),
            Self::NoAnswer => serializer.serialize_unit(),
            Self::AnyAnswer => serializer.collect_map([("given", true)]),
            Self::Members { includes, excludes, count } => {
                let count = count.as_deref().map(|(from, to)| Limits(from.as_ref(), to.as_ref()));
                let mut map = serializer.serialize_map(None)?;
                optional(&mut map, "includes", (!includes.is_empty()).then_some(includes))?;
                optional(&mut map, "excludes", (!excludes.is_empty()).then_some(excludes))?;
                optional(&mut map, "count", count.as_ref())?;
                map.end()
            }
        }
    }
}

struct Limits<'a>(Option<&'a Limit>, Option<&'a Limit>);

impl Serialize for Limits<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(from, to) = self;
        let mut map = serializer.serialize_map(None)?;
        optional(&mut map, "from", from.map(|limit| &*limit.value))?;
        optional(&mut map, "to", to.map(|limit| &*limit.value))?;
        optional(&mut map, "from_included", from.map(|limit| &limit.included))?;
        optional(&mut map, "to_included", to.map(|limit| &limit.included))?;
        map.end()
    }
}

impl Serialize for Summary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("files", &self.counted.files)?;
        map.serialize_entry("powers", &self.counted.powers)?;
        map.serialize_entry("rules", &self.counted.rules)?;
        let left_out = self.counted.not_examined;
        optional(&mut map, "not_examined", (left_out > 0).then_some(&left_out))?;
        map.serialize_entry("errors", &self.errors)?;
        map.serialize_entry("warnings", &self.warnings)?;
        map.serialize_entry("notes", &self.notes)?;
        optional(&mut map, "accepted", (self.accepted > 0).then_some(&self.accepted))?;
        map.end()
    }
}
