//! A change of hands in plain data: what was decided in some cases of a power, and what is decided now.

use crate::region_box::RegionBox;
use crate::witness::Witness;

/// A region of one power's cases in which something else is decided than before.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Change {
    /// The power.
    pub power: PowerName,
    /// Only who answers for it changes, not who acts.
    pub accountable_only: bool,
    /// The region in the fewest plain words; none: every case.
    pub region: Option<String>,
    /// The whole region in machine form; the boxes may overlap one another.
    pub boxes: Vec<RegionBox>,
    /// False only where a documented bound stopped the list.
    pub boxes_complete: bool,
    /// What was decided.
    pub before: Situation,
    /// What is decided now.
    pub after: Situation,
    /// The provisions that begin or end with it.
    pub by: Vec<Cited>,
    /// A case in which it happens. Without a date where two dates are compared.
    pub witness: Option<Witness>,
}

/// Something that texts ask for beside a decision, or make of silence, and that is not the same on both sides.
///
/// Texts are compared: which of several prevails in a case is not weighed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AskedChange {
    /// The power.
    pub power: PowerName,
    /// A date of the case by which texts tell cases apart: those are compared in which it is the day that is compared, on either side. By name.
    pub dated: Option<String>,
    /// The region in the fewest plain words; none: every case.
    pub region: Option<String>,
    /// The whole region in machine form; the boxes may overlap one another.
    pub boxes: Vec<RegionBox>,
    /// False only where a documented bound stopped the list.
    pub boxes_complete: bool,
    /// What was asked for there; none: nothing like it.
    pub before: Option<Asked>,
    /// What is asked for there now; none: nothing like it.
    pub after: Option<Asked>,
}

/// A step, a deadline of the holder, or that others may act in its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asked {
    /// `consent`, `consult`, `propose`, `review`, `coordinate`, `notify`; `decide`: a deadline of the holder; `take_over`.
    pub kind: &'static str,
    /// Of whom, by name; nobody where it is the holder's own.
    pub who: Vec<String>,
    /// How many of them are enough, where not each is asked.
    pub enough: Option<u32>,
    /// In whose place they may act, by name.
    pub instead_of: Option<String>,
    /// Its period.
    pub own: AskedPeriod,
    /// The periods of those to whom silence passes it, one after another.
    pub then: Vec<AskedPeriod>,
    /// All of it for people.
    pub words: String,
    /// The provisions.
    pub by: Vec<Cited>,
}

/// A period, and what silence means.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct AskedPeriod {
    /// How long: `2 months`.
    pub within: Option<String>,
    /// From when it counts.
    pub counted_from: Option<String>,
    /// What silence means: `approved`, `refused`, `passes to X`.
    pub silence: Option<String>,
}

/// A power as programs and as people call it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PowerName {
    /// The full name, package included.
    pub name: String,
    /// The label.
    pub label: String,
    /// The sector.
    pub sector: Option<String>,
}

/// What is decided, who holds, and by which provisions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Situation {
    /// Which of the answers it is.
    pub outcome: Answer,
    /// Who may act, by names; none where nobody does.
    pub holder: Option<String>,
    /// The same in people's words; what is decided, where nobody may act.
    pub label: String,
    /// The tier of those who may act, where they are all of one.
    pub tier: Option<Tier>,
    /// The body to which it goes although it does not exist, by name.
    pub missing: Option<String>,
    /// Who answers for it, by names and in people's words, where that is not who acts.
    pub accountable: Option<(String, String)>,
    /// The chains that lead there, each from the grant on; those with the fewest links first.
    pub chains: Vec<Vec<Cited>>,
}

/// A tier as programs and as people call it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tier {
    /// The name.
    pub name: String,
    /// The label.
    pub label: String,
}

/// The sorts of answers, as `vires eval` names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// The power is not there on this side.
    Absent,
    /// No rule has granted, barred or lifted it yet.
    NotInForce,
    /// Somebody may act.
    Competent,
    /// Nobody may act, by design.
    Barred,
    /// No act is needed.
    NotRequired,
    /// Nobody may act, and the text does not say so.
    Gap,
    /// Several claims and nothing to choose between them.
    Conflict,
    /// It hangs on what nobody can say.
    Undetermined,
}

impl Answer {
    /// The word in machine output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::NotInForce => "not_in_force",
            Self::Competent => "competent",
            Self::Barred | Self::NotRequired => "nobody",
            Self::Gap => "gap",
            Self::Conflict => "conflict",
            Self::Undetermined => "undetermined",
        }
    }

    /// Why it is nobody by design.
    #[must_use]
    pub const fn why(self) -> Option<&'static str> {
        match self {
            Self::Barred => Some("barred"),
            Self::NotRequired => Some("not_required"),
            _ => None,
        }
    }
}

/// A provision, as programs and as people cite it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cited {
    /// By names: `decree_146_2025 art. 12(1)`.
    pub citation: String,
    /// As the law is cited.
    pub title: String,
    /// The instrument in which it stands, by name.
    pub instrument: String,
    /// The same as people call it.
    pub instrument_label: String,
}

/// What changes hands on the day after an instrument's last.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Lapse {
    /// The instrument, by name.
    pub instrument: String,
    /// Its last day, `YYYY-MM-DD`.
    pub last_day: String,
    /// What changes, power after power.
    pub changes: Vec<Change>,
    /// How many more changes come with its end and with that of another instrument, where they are listed.
    pub elsewhere: Vec<(String, usize)>,
}
