//! The questions of one power: for each the cells that its boxes tell apart, and for each cell the boxes that allow it.

use std::collections::BTreeMap;

use vires_engine::tables::{
    Ask, Axis as Row, Choice, Contending, Cut as SumCut, Later, NONE, Span, State, Term, TermOf,
};
use vires_model::{Domain, FactId, PowerId, Rational, ValueId};

use super::shared::{Writer, number, put};
use crate::axes::Axis;
use crate::case_space::{CaseSpace, Cells};
use crate::cells::Cut;
use crate::region::Cuboid;

/// The bits of one power while they are gathered.
#[derive(Default)]
pub(super) struct Bits {
    pub(super) boxes: Vec<Cuboid>,
}

impl Bits {
    /// One bit for each box.
    pub(super) fn put<'b>(&mut self, boxes: impl IntoIterator<Item = &'b Cuboid>) -> Span {
        put(&mut self.boxes, boxes.into_iter().cloned())
    }
    pub(super) fn len(&self) -> u32 {
        number(self.boxes.len())
    }
}

/// The slots of a power's facts.
pub(super) type Slots = BTreeMap<FactId, u32>;

/// What other bits say: the parts of derived facts by their dimension, and for each cell of other powers in conflict where somebody contends.
#[derive(Default)]
pub(super) struct ByBits {
    pub(super) derived: BTreeMap<usize, Span>,
    pub(super) contending: BTreeMap<PowerId, Vec<Span>>,
}

/// An axis with its cells told apart.
pub(super) struct Told {
    pub(super) axis: Axis,
    dim: usize,
    /// For each cell of the space its row.
    row_of: Vec<u32>,
    rows: Vec<Vec<u64>>,
    /// Whether it tells any of the bits apart that bear on who holds.
    pub(super) decides: bool,
}

/// The axes that tell any bits apart.
pub(super) fn tell(space: &CaseSpace, bits: &Bits, deciding: u32, words: u32) -> Vec<Told> {
    let mut told = Vec::new();
    for (dim, (axis, cells)) in space.axes.iter().enumerate() {
        let count = match cells {
            Cells::Stretches(stretches) => stretches.cells(),
            Cells::Classes(classes) => classes.cells(),
            Cells::YesNo => 2,
        } as usize;
        let mut by_cell = vec![vec![0u64; words as usize]; count];
        for (n, cuboid) in bits.boxes.iter().enumerate() {
            for cell in cuboid.members(&space.space, dim) {
                if let Some(word) = by_cell.get_mut(cell as usize).and_then(|row| row.get_mut(n / 64)) {
                    *word |= 1 << (n % 64);
                }
            }
        }
        let ordered = matches!(cells, Cells::Stretches(_));
        let mut rows: Vec<Vec<u64>> = Vec::new();
        let mut known: BTreeMap<Vec<u64>, u32> = BTreeMap::new();
        let mut row_of = Vec::with_capacity(count);
        for row in by_cell {
            let like = if ordered {
                // Stretches are joined with their neighbours only: the row is found by counting starts.
                (rows.last() == Some(&row)).then(|| number(rows.len() - 1))
            } else {
                known.get(&row).copied()
            };
            let n = like.unwrap_or_else(|| {
                known.insert(row.clone(), number(rows.len()));
                rows.push(row);
                number(rows.len() - 1)
            });
            row_of.push(n);
        }
        if rows.len() < 2 {
            continue;
        }
        told.push(Told { axis: axis.clone(), dim, row_of, decides: differ(&rows, deciding), rows });
    }
    told
}

/// Whether rows differ in their first bits.
fn differ(rows: &[Vec<u64>], bits: u32) -> bool {
    let start = |row: &Vec<u64>| -> Vec<u64> {
        let whole = (bits / 64) as usize;
        let rest = row.get(whole).map_or(0, |word| word & (1u64 << (bits % 64)).wrapping_sub(1));
        row.iter().take(whole).copied().chain([rest]).collect()
    };
    let mut starts = rows.iter().map(start);
    let first = starts.next();
    starts.any(|row| Some(row) != first)
}

/// How a number is compared: keys are twice its whole number of `1 / scale`, and one more if there is a rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) scale: i64,
    pub(super) low: i64,
    pub(super) high: i64,
}

impl Scale {
    /// Of facts that are no numbers.
    pub(super) const NONE: Self = Self { scale: 1, low: 0, high: 0 };
}

/// Keys stay well inside 64 bits, so that a number too far out for a key is beyond all of them.
const FARTHEST: i128 = 1 << 61;

/// The scale of a fact that these axes ask about.
pub(super) fn scale(writer: &Writer<'_>, space: &CaseSpace, told: &[Told], fact: FactId) -> Result<Scale, State> {
    let Domain::Ordered(domain) = &writer.model.facts[fact].domain else {
        return Ok(Scale::NONE);
    };
    let asked = told.iter().find(|told| told.axis == Axis::Fact(fact));
    let starts = asked.map(|told| told.starts(space)).unwrap_or_default();
    let limits = [domain.from, domain.to];
    let mut scale: i128 = 1;
    let values = starts.iter().map(|cut| cut.value);
    for value in values.chain(limits.iter().flatten().map(|limit| limit.value)) {
        scale = lcm(scale, *value.denom()).filter(|scale| *scale < FARTHEST).ok_or(State::NumbersTooFar)?;
    }
    let scale = i64::try_from(scale).map_err(|_| State::NumbersTooFar)?;
    let low =
        domain.from.map_or(Ok(i64::MIN + 2), |limit| key(Cut { value: limit.value, after: !limit.included }, scale))?;
    let high = domain.to.map_or(Ok(i64::MAX), |limit| {
        key(Cut { value: limit.value, after: limit.included }, scale).map(|key| key - 1)
    })?;
    Ok(Scale { scale, low, high })
}

fn lcm(a: i128, b: i128) -> Option<i128> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    (a / x.max(1)).checked_mul(b)
}

/// The least key beyond a cut whose value is a whole number of `1 / scale`.
fn key(cut: Cut, scale: i64) -> Result<i64, State> {
    let times = i128::from(scale) / cut.value.denom();
    let whole = cut.value.numer().checked_mul(times);
    let whole = whole.filter(|whole| whole.abs() < FARTHEST).ok_or(State::NumbersTooFar)?;
    i64::try_from(2 * whole + i128::from(cut.after)).map_err(|_| State::NumbersTooFar)
}

impl Told {
    /// Where rows begin, of an ordered axis: all but the first.
    fn starts(&self, space: &CaseSpace) -> Vec<Cut> {
        let Some((_, Cells::Stretches(stretches))) = space.axes.get(self.dim) else {
            return Vec::new();
        };
        let begins = self.row_of.windows(2).map(|pair| matches!(pair, [a, b] if a != b));
        let cuts = stretches.cuts.iter().zip(begins);
        cuts.filter(|(_, begins)| *begins).map(|(cut, _)| *cut).collect()
    }

    /// Writes the axis.
    pub(super) fn write(
        &self,
        writer: &mut Writer<'_>,
        space: &CaseSpace,
        slots: &Slots,
        scales: &BTreeMap<FactId, Scale>,
        by_bits: &ByBits,
    ) -> Result<Row, State> {
        let slot = |fact: FactId| slots.get(&fact).copied().unwrap_or(0);
        let whole = |cut: &Cut| -> Result<i64, State> {
            i64::try_from(cut.value.to_integer()).map_err(|_| State::NumbersTooFar)
        };
        let ask = match self.axis {
            Axis::Linear(ref sum) => {
                let mut terms = Vec::new();
                for (term, times) in &sum.0 {
                    let what = match term {
                        vires_model::Term::Fact(fact) => TermOf::Number(slot(*fact)),
                        vires_model::Term::Count(fact) => TermOf::Count(slot(*fact)),
                        vires_model::Term::Today => TermOf::Day,
                        vires_model::Term::Later(later) => {
                            let from = later.from.map_or(NONE, slot);
                            let vires_model::Lapse { days, months, working_days } = later.lapse;
                            TermOf::Later(Later { from, days, months, working_days })
                        }
                    };
                    let (numerator, denominator) = in_64_bits(*times)?;
                    terms.push(Term { what, numerator, denominator });
                }
                let mut cuts = Vec::new();
                for cut in self.starts(space) {
                    let (numerator, denominator) = in_64_bits(cut.value)?;
                    cuts.push(SumCut { numerator, denominator, after: cut.after });
                }
                Ask::Sum { terms: put(&mut writer.tables.terms, terms), cuts: put(&mut writer.tables.cuts, cuts) }
            }
            Axis::Derived(_) => Ask::Derived { parts: by_bits.derived.get(&self.dim).copied().unwrap_or_default() },
            Axis::Unset(unset) => Ask::Unset { parameter: writer.parameter(unset) },
            Axis::Time => {
                let starts = self.starts(space).iter().map(|cut| day(cut.value)).collect::<Vec<i32>>();
                Ask::Day { starts: put(&mut writer.tables.days, starts) }
            }
            Axis::Count(fact) => {
                let keys = self.starts(space).iter().map(whole).collect::<Result<Vec<i64>, State>>()?;
                Ask::Count { slot: slot(fact), keys: put(&mut writer.tables.keys, keys) }
            }
            Axis::IsNone(fact) => Ask::IsNone { slot: slot(fact) },
            Axis::Member(fact, value) => Ask::Member { slot: slot(fact), value: value.0 },
            Axis::Comes(power) => {
                let cells = by_bits.contending.get(&power).into_iter().flatten().zip(&self.row_of);
                let cells = cells.map(|(bits, cell)| Contending { cell: *cell, bits: *bits });
                let contending = put(&mut writer.tables.contending, cells.filter(|own| !own.bits.is_empty()));
                let choice = Choice { power: power.0, contending };
                Ask::Comes { choice: put(&mut writer.tables.choices, [choice]).from }
            }
            // Only where words are compared, and no power is decided by that.
            Axis::Held(..) => return Err(State::TooComplex),
            Axis::Same(left, right, list) => {
                let own = |fact: FactId| match writer.model.facts[fact].domain {
                    Domain::Choice(own) => own,
                    _ => list,
                };
                let (left_list, right_list) = (own(left), own(right));
                Ask::Same {
                    left: slot(left),
                    left_in: writer.lies_in(left_list, list),
                    right: slot(right),
                    right_in: writer.lies_in(right_list, list),
                }
            }
            Axis::Fact(fact) => match space.axes.get(self.dim).map(|(_, cells)| cells) {
                Some(Cells::Stretches(_)) => {
                    let scale = scales.get(&fact).map_or(1, |scale| scale.scale);
                    let keys = self.starts(space).into_iter().map(|cut| key(cut, scale));
                    let keys = keys.collect::<Result<Vec<i64>, State>>()?;
                    Ask::Number { slot: slot(fact), keys: put(&mut writer.tables.keys, keys) }
                }
                Some(Cells::Classes(classes)) => {
                    let row = |class: Option<u32>| {
                        class.and_then(|class| self.row_of.get(class as usize)).copied().unwrap_or(0)
                    };
                    let count = match writer.model.facts[fact].domain {
                        Domain::Choice(list) => writer.model.lists[list].values.len(),
                        _ => 0,
                    };
                    let table: Vec<u32> =
                        (0..number(count)).map(|value| row(classes.of.get(&ValueId(value)).copied())).collect();
                    Ask::Leaf { slot: slot(fact), classes: writer.classes(table), none: row(classes.none_class()) }
                }
                _ => Ask::YesNo { slot: slot(fact) },
            },
        };
        let rows = put(&mut writer.tables.masks, self.rows.iter().flatten().copied());
        Ok(Row { ask, rows: rows.from, cells: number(self.rows.len()) })
    }
}

fn in_64_bits(value: Rational) -> Result<(i64, i64), State> {
    let small = |number: &i128| i64::try_from(*number).map_err(|_| State::NumbersTooFar);
    Ok((small(value.numer())?, small(value.denom())?))
}

/// A day; far out, the edge of all days.
fn day(value: Rational) -> i32 {
    let whole = value.to_integer();
    i32::try_from(whole).unwrap_or(if whole < 0 { i32::MIN } else { i32::MAX })
}

impl Writer<'_> {
    /// The classes of the values of a list; powers that tell the same leaves apart share them.
    fn classes(&mut self, table: Vec<u32>) -> u32 {
        if let Some(known) = self.classes.get(&table) {
            return *known;
        }
        let first = put(&mut self.tables.classes, table.iter().copied()).from;
        self.classes.insert(table, first);
        first
    }
}
