//! Who can hold a power: tiers, kinds of body, bodies and offices.

use crate::date::{Day, Life};
use crate::decision::{Instance, Of};
use crate::ids::{BodyId, FactId, KindId, ListId, PackageId, TierId};
use crate::lists::ValueId;
use crate::source::SourceSpan;

/// A level of government or of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Where it is declared.
    pub package: PackageId,
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The tier above.
    pub below: Option<TierId>,
    /// When it exists.
    pub life: Life,
    /// Where.
    pub span: SourceSpan,
}

/// A kind of body, such as people's committees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyKind {
    /// Where it is declared.
    pub package: PackageId,
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Where.
    pub span: SourceSpan,
}

/// A body, or an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Where it is declared.
    pub package: PackageId,
    /// Its name.
    pub name: String,
    /// Other names of it.
    pub also: Vec<String>,
    /// Its label; the name where none was given.
    pub label: String,
    /// An office is filled by one person.
    pub office: bool,
    /// Its tier: its own, else that of its superior.
    pub tier: Option<TierId>,
    /// The body or office it is directly under.
    pub superior: Option<BodyId>,
    /// There is one for each place of this territory (or value of this list).
    pub one_per: Option<ListId>,
    /// The kinds that it is of, in the order written.
    pub kinds: Vec<KindId>,
    /// When it exists: within the life of its tier, until it is abolished.
    pub life: Life,
    /// Days in between on which it does not: an overlay had abolished it, and has ended.
    pub away: Vec<Life>,
    /// Offices that one person may not fill beside this one.
    pub incompatible: Vec<BodyId>,
    /// Where.
    pub span: SourceSpan,
}

impl Body {
    /// The stretches of days on which it exists, in order.
    #[must_use]
    pub fn lives(&self) -> Vec<Life> {
        Life::left_of(vec![self.life], self.away.iter().copied())
    }
    /// Whether it exists on a day.
    #[must_use]
    pub fn exists_on(&self, day: Day) -> bool {
        self.life.contains(day) && !self.away.iter().any(|away| away.contains(day))
    }
}

/// A holder as a rule names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder {
    /// The body or office.
    pub body: BodyId,
    /// Which one.
    pub which: Which,
}

impl Holder {
    /// The one body that it names, whatever the case; none where that turns on the case, or is not said.
    #[must_use]
    pub const fn instance(self) -> Option<Instance> {
        let of = match self.which {
            Which::Sole => Of::Sole,
            Which::OfValue(place) => Of::Place(place),
            Which::Unsaid | Which::OfFact(_) | Which::OfItsPlace => return None,
        };
        Some(Instance { body: self.body, of })
    }
}

/// Which one of the bodies of which there is one per place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Which {
    /// There is only one.
    Sole,
    /// There are many and the text does not say which: each of them where it gives, keeps or is barred; one of them where it holds or receives.
    Unsaid,
    /// The one of the place that this fact gives (or of the place of the body's territory in which that place lies).
    OfFact(FactId),
    /// The one of this place.
    OfValue(ValueId),
    /// The one of the power's own connecting factor (`of its place`).
    OfItsPlace,
}

/// How many of the seats must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// There is one seat.
    One,
    /// Any one of them.
    Any,
    /// All together.
    Jointly,
    /// Any so many different ones.
    AnyOf(u32),
}

/// Who holds, as a rule says it. `seats` is never empty, and has one member for [`Mode::One`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holding {
    /// How many must act.
    pub mode: Mode,
    /// The seats as written.
    pub seats: Vec<Holder>,
    /// It is a share of those of them who are not barred in the case; then `mode` is what it comes to where nobody is.
    pub of_unbarred: Option<Share>,
}

/// A share of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Share {
    /// All of them.
    All,
    /// More than half of them.
    MoreThanHalf,
    /// So many parts of so many; not above 1, the second not 0.
    AtLeast(u32, u32),
}

impl Share {
    /// How many of so many that is: one at least.
    #[must_use]
    pub fn of(self, there: u32) -> u32 {
        let count = match self {
            Self::All => there,
            Self::MoreThanHalf => there / 2 + 1,
            Self::AtLeast(part, whole) => {
                let least = (u64::from(there) * u64::from(part)).div_ceil(u64::from(whole.max(1)));
                u32::try_from(least).unwrap_or(there)
            }
        };
        count.max(1)
    }

    /// How many of the seats must act where so many of them are not barred.
    #[must_use]
    pub fn mode_of(self, unbarred: usize) -> Mode {
        match self.of(u32::try_from(unbarred).unwrap_or(u32::MAX)) {
            1 => Mode::Any,
            count => Mode::AnyOf(count),
        }
    }
}

impl Mode {
    /// Of so many, so many must act.
    #[must_use]
    pub fn enough_of(enough: u32, all: usize) -> Self {
        match enough {
            0 | 1 => Self::Any,
            _ if usize::try_from(enough) == Ok(all) => Self::Jointly,
            _ => Self::AnyOf(enough),
        }
    }
}

impl Holding {
    /// Seats of which it does not turn on the case how many must act.
    #[must_use]
    pub const fn of(mode: Mode, seats: Vec<Holder>) -> Self {
        Self { mode, seats, of_unbarred: None }
    }

    /// How many of its seats must act.
    #[must_use]
    pub fn enough(&self) -> u32 {
        match self.mode {
            Mode::One | Mode::Any => 1,
            Mode::Jointly => u32::try_from(self.seats.len()).unwrap_or(u32::MAX),
            Mode::AnyOf(count) => count,
        }
    }
}
