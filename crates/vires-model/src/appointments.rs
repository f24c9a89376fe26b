//! Who fills which office.

use crate::bodies::Holder;
use crate::date::{Day, Life};
use crate::decision::Instance;
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
        self.office() == Some(office)
    }

    /// The office, where it is one and not any of several.
    #[must_use]
    pub const fn office(&self) -> Option<Instance> {
        self.office.instance()
    }
}

/// The days from the first of these stretches on that lie in none of them.
pub(crate) fn vacant_between(lives: impl Iterator<Item = Life>) -> Vec<Life> {
    let mut lives: Vec<Life> = lives.filter(|life| !life.is_empty()).collect();
    // A stretch without a first day begins before all others.
    lives.sort_by_key(|life| life.from);
    let mut vacant = Vec::new();
    let mut lives = lives.into_iter();
    let Some(mut last) = lives.next().map(|first| first.until) else { return vacant };
    for life in lives {
        let Some(until) = last else { return vacant };
        if let Some(from) = life.from.filter(|from| *from > until.next()) {
            vacant.push(Life { from: Some(until.next()), until: Some(from.previous()) });
        }
        last = life.until.map(|own| own.max(until));
    }
    vacant.extend(last.map(|until| Life { from: Some(until.next()), until: None }));
    vacant
}
