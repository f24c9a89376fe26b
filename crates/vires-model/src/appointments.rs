//! Who fills which office.

use crate::bodies::{Holder, Which};
use crate::date::{Day, Life};
use crate::decision::{Instance, Of};
use crate::ids::ProvisionId;
use crate::source::SourceSpan;

/// A person fills an office on some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// The provision it stands in.
    pub place: ProvisionId,
    /// The person, by name.
    pub person: String,
    /// The office.
    pub office: Holder,
    /// On which days.
    pub life: Life,
    /// Where.
    pub span: SourceSpan,
}

impl Appointment {
    /// Whether it is to that office, on that day.
    #[must_use]
    pub fn fills(&self, office: Instance, day: Day) -> bool {
        self.is_to(office) && self.life.contains(day)
    }

    /// Whether it is to that office, on whatever days.
    #[must_use]
    pub fn is_to(&self, office: Instance) -> bool {
        let of = match self.office.which {
            Which::Sole => Of::Sole,
            Which::OfValue(place) => Of::Place(place),
            Which::Unsaid | Which::OfFact(_) | Which::OfItsPlace => return false,
        };
        self.office.body == office.body && of == office.of
    }
}
