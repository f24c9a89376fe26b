//! Who fills which office.

use crate::bodies::Holder;
use crate::date::Life;
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
