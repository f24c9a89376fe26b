//! A bundle with its names, and what can be asked of it without a case.

use crate::case::Case;
use crate::instance::{Instance, Of};
use crate::tables::{About, FactKind, NONE, Power, State, Tables, Text};

/// Compiled law, ready to decide. Share it behind an `Arc` or a reference: nothing in it ever changes.
#[derive(Debug, Clone)]
pub struct Bundle {
    pub(crate) tables: Tables,
    /// Open addressing over full and short names; its length is a power of two.
    names: Vec<Entry>,
}

/// A name of a power.
#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u64,
    name: Text,
    /// The power; [`NONE`] where several have this name.
    power: u32,
}

/// Why there is no power to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPower {
    /// No power has this name.
    Unknown,
    /// Several powers have this short name: say which package.
    Ambiguous,
    /// Some of its rules could not be read when the bundle was made.
    Broken,
    /// It is too complicated for the documented bounds of the compiler.
    TooComplex,
    /// Numbers in its rules are too large or too fine.
    NumbersTooFar,
}

impl std::fmt::Display for NoPower {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Unknown => "no power has this name",
            Self::Ambiguous => "several powers have this name; write it with its package",
            Self::Broken => "some of the rules on this power could not be read",
            Self::TooComplex => "the rules on this power are too complicated to be compiled",
            Self::NumbersTooFar => "numbers in the rules on this power are too large or too fine to be compiled",
        })
    }
}

impl std::error::Error for NoPower {}

/// One power of a bundle.
#[derive(Debug, Clone, Copy)]
pub struct PowerHandle<'b> {
    pub(crate) tables: &'b Tables,
    pub(crate) power: &'b Power,
    pub(crate) about: &'b About,
    pub(crate) number: u32,
}

/// A fact of one power: its number among [`PowerHandle::facts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub(crate) u16);

/// What is known of a fact of a power.
#[derive(Debug, Clone, Copy)]
pub struct Fact<'b> {
    /// Its slot in cases of this power.
    pub slot: Slot,
    /// Its number in the bundle, the same for every power.
    pub number: u32,
    /// Its name.
    pub name: &'b str,
    /// Its label.
    pub label: &'b str,
    /// What values it takes.
    pub kind: FactKind,
    /// Whether the question may have no answer.
    pub or_none: bool,
    /// Whether who holds can depend on it; otherwise only what is said beside it does.
    pub decides: bool,
    /// The body whose judgement it is.
    pub found_by: Option<&'b str>,
}

/// A rule of law as it is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cited<'b> {
    /// `decree_146_2025 art. 12(1)`
    pub citation: &'b str,
    /// The instrument's label and the title of the nearest titled place of text.
    pub heading: &'b str,
    /// `hold`, `nobody`, `not_required`, or the verb of a transfer.
    pub effect: &'b str,
}

impl Bundle {
    /// A bundle of these tables.
    #[must_use]
    pub fn new(tables: Tables) -> Self {
        let names = index(&tables);
        Self { tables, names }
    }

    /// The tables.
    #[must_use]
    pub const fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The power of this name: with its package, or alone where no other power has it.
    ///
    /// # Errors
    /// [`NoPower`] says why there is none to decide.
    pub fn power(&self, name: &str) -> Result<PowerHandle<'_>, NoPower> {
        let hash = hash(name.as_bytes());
        let steps = self.names.len();
        for at in (0..steps).map(|step| slot(hash, step, steps)) {
            let Some(entry) = self.names.get(at).filter(|entry| entry.power != FREE) else {
                return Err(NoPower::Unknown);
            };
            if entry.hash == hash && self.tables.string(entry.name) == name {
                return match entry.power {
                    NONE => Err(NoPower::Ambiguous),
                    power => self.nth(power),
                };
            }
        }
        Err(NoPower::Unknown)
    }

    /// The power of this number, in the order in which powers are declared.
    ///
    /// # Errors
    /// [`NoPower`] says why there is none to decide.
    pub fn nth(&self, number: u32) -> Result<PowerHandle<'_>, NoPower> {
        let row = number as usize;
        let (power, about) = self.tables.powers.get(row).zip(self.tables.about.get(row)).ok_or(NoPower::Unknown)?;
        match about.state {
            State::Ready => Ok(PowerHandle { tables: &self.tables, power, about, number }),
            State::Broken => Err(NoPower::Broken),
            State::TooComplex => Err(NoPower::TooComplex),
            State::NumbersTooFar => Err(NoPower::NumbersTooFar),
        }
    }

    /// How many powers there are, undecidable ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tables.powers.len()
    }

    /// Whether there is no power at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.powers.is_empty()
    }

    /// The powers that can be decided, as declared.
    pub fn powers(&self) -> impl Iterator<Item = PowerHandle<'_>> {
        let count = u32::try_from(self.len()).unwrap_or(u32::MAX);
        (0..count).filter_map(|number| self.nth(number).ok())
    }

    /// A rule of an answer, as it is cited.
    #[must_use]
    pub fn cited(&self, rule: RuleNumber) -> Cited<'_> {
        let row = self.tables.rules.get(rule.0 as usize);
        let string = |text: Option<Text>| text.map_or("", |text| self.tables.string(text));
        Cited {
            citation: string(row.map(|row| row.citation)),
            heading: string(row.map(|row| row.heading)),
            effect: string(row.map(|row| row.effect)),
        }
    }

    /// A parameter without a value on which an answer turns: its name, with the entry of the list by which it is kept.
    #[must_use]
    pub fn parameter(&self, number: u32) -> &str {
        let row = self.tables.parameters.get(number as usize);
        row.map_or("", |name| self.tables.string(*name))
    }

    /// The name of a body of an answer.
    #[must_use]
    pub fn body_name(&self, who: Instance) -> &str {
        let row = self.tables.bodies.get(who.body as usize);
        row.map_or("", |row| self.tables.string(row.name))
    }

    /// The label of a body of an answer.
    #[must_use]
    pub fn body_label(&self, who: Instance) -> &str {
        let row = self.tables.bodies.get(who.body as usize);
        row.map_or("", |row| self.tables.string(row.label))
    }

    /// The name of the place of a body of which there is one per place; none where there is only one, or none is said.
    #[must_use]
    pub fn place_name(&self, who: Instance) -> Option<&str> {
        self.place(who).map(|row| self.tables.string(row.name))
    }

    /// The label of that place.
    #[must_use]
    pub fn place_label(&self, who: Instance) -> Option<&str> {
        self.place(who).map(|row| self.tables.string(row.label))
    }

    fn place(&self, who: Instance) -> Option<&crate::tables::Value> {
        match who.of {
            Of::Place(place) => self.tables.values.get(place as usize),
            Of::Sole | Of::Unsaid => None,
        }
    }
}

/// A rule: its number in the order of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleNumber(pub u32);

impl<'b> PowerHandle<'b> {
    /// Its number, in the order in which powers are declared.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }
    /// Its name with its package.
    #[must_use]
    pub fn name(self) -> &'b str {
        self.tables.string(self.about.name)
    }
    /// Its label.
    #[must_use]
    pub fn label(self) -> &'b str {
        self.tables.string(self.about.label)
    }
    /// The facts that bear on it.
    pub fn facts(self) -> impl Iterator<Item = Fact<'b>> {
        let slots = self.power.slots.of(&self.tables.slots);
        (0..).zip(slots).map(move |(n, slot)| {
            let row = self.tables.facts.get(slot.fact as usize);
            let body = row.and_then(|row| self.tables.bodies.get(row.found_by as usize));
            Fact {
                slot: Slot(n),
                number: slot.fact,
                name: row.map_or("", |row| self.tables.string(row.name)),
                label: row.map_or("", |row| self.tables.string(row.label)),
                kind: row.map_or(FactKind::YesNo, |row| row.kind),
                or_none: row.is_some_and(|row| row.or_none),
                decides: slot.decides,
                found_by: body.map(|body| self.tables.string(body.name)),
            }
        })
    }
    /// The fact of this name, if it bears on the power.
    #[must_use]
    pub fn fact(self, name: &str) -> Option<Slot> {
        let mut facts = self.facts();
        facts.find(|fact| fact.name == name).map(|fact| fact.slot)
    }
    /// An empty case of this power. Make one and use it again: [`Case::clear`].
    #[must_use]
    pub fn case(self) -> Case<'b> {
        Case::new(self)
    }
}

impl Tables {
    pub(crate) fn string(&self, text: Text) -> &str {
        self.text.get(text.from as usize..text.to as usize).unwrap_or_default()
    }
}

/// An entry of no name.
const FREE: u32 = u32::MAX - 1;

fn index(tables: &Tables) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (row, number) in tables.about.iter().zip(0..) {
        entries.push((row.name, number, true));
        let others = row.also.of(&tables.texts);
        entries.extend(std::iter::once(&row.short).chain(others).map(|name| (*name, number, false)));
    }
    // Full names go first: they are never ambiguous.
    entries.sort_by_key(|(_, _, full)| !full);
    let size = (2 * entries.len()).next_power_of_two();
    let free = Entry { hash: 0, name: Text::default(), power: FREE };
    let mut names = vec![free; size];
    for (name, power, full) in entries {
        let string = tables.string(name);
        let hash = hash(string.as_bytes());
        for at in (0..size).map(|step| slot(hash, step, size)) {
            let Some(entry) = names.get_mut(at) else {
                break;
            };
            if entry.power == FREE {
                *entry = Entry { hash, name, power };
                break;
            }
            if entry.hash == hash && tables.string(entry.name) == string {
                let is_full = |number: u32| {
                    let row = tables.about.get(number as usize);
                    row.is_some_and(|row| tables.string(row.name) == string)
                };
                if entry.power != power && !full && !is_full(entry.power) {
                    entry.power = NONE;
                }
                break;
            }
        }
    }
    names
}

/// Where a name is looked for: linear probing.
fn slot(hash: u64, step: usize, size: usize) -> usize {
    (usize::try_from(hash >> 20).unwrap_or(0)).wrapping_add(step) & size.wrapping_sub(1)
}

/// Fowler, Noll and Vo's hash taken eight bytes at a time, with a multiplication at the end to spread the last bytes.
fn hash(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for word in words {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(SPREAD);
        hash ^= hash >> 29;
    }
    for byte in rest {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(PRIME);
    }
    hash.wrapping_mul(SPREAD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Span;

    /// A bundle of powers by package and name, decidable or not, and without rules.
    fn bundle(names: &[(&str, &str, State)]) -> Bundle {
        let mut tables = Tables::default();
        let mut text = |words: &str| {
            let from = u32::try_from(tables.text.len()).unwrap_or(NONE);
            tables.text.push_str(words);
            Text { from, to: u32::try_from(tables.text.len()).unwrap_or(NONE) }
        };
        let nothing = Span::default();
        for (package, name, state) in names {
            let short = text(name);
            tables.about.push(About {
                name: text(&format!("{package}.{name}")),
                short,
                label: short,
                also: nothing,
                state: *state,
                axes: nothing,
                bearing: 0,
                holders: nothing,
                beats: nothing,
                assumptions: nothing,
                vacancies: nothing,
                person_bars: nothing,
            });
            tables.powers.push(Power {
                from: i32::MAX,
                slots: nothing,
                axes: nothing,
                words: 1,
                hot: 1,
                owners: nothing,
                claims: nothing,
                live: 0,
                felled_by: NONE,
                clashes: NONE,
                guarded_edges: nothing,
                guarded_clashes: nothing,
                rounds: nothing,
                lives: false,
            });
        }
        Bundle::new(tables)
    }

    #[test]
    fn powers_by_name() {
        let bundle = bundle(&[
            ("vn.a", "licence", State::Ready),
            ("vn.b", "licence", State::Ready),
            ("vn.b", "permit", State::Ready),
            ("vn.c", "torn", State::Broken),
        ]);
        let number = |name: &str| bundle.power(name).map(PowerHandle::number);
        assert_eq!(number("vn.a.licence"), Ok(0));
        assert_eq!(number("vn.b.licence"), Ok(1));
        assert_eq!(number("licence"), Err(NoPower::Ambiguous));
        assert_eq!(number("permit"), Ok(2));
        assert_eq!(number("torn"), Err(NoPower::Broken));
        assert_eq!(number("vn.b.licences"), Err(NoPower::Unknown));
        assert_eq!(number(""), Err(NoPower::Unknown));
        assert_eq!(bundle.powers().count(), 3);
    }

    #[test]
    fn a_full_name_goes_before_a_short_one() {
        let bundle = bundle(&[("x", "a.b", State::Ready), ("a", "b", State::Ready)]);
        assert_eq!(bundle.power("a.b").map(PowerHandle::number), Ok(1));
    }
}
