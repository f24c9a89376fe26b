//! Parameters: dated constants that provisions set. Conditions hold their values; what stays here is how to speak of them.

use crate::facts::Domain;
use crate::ids::{ListId, PackageId};
use crate::source::SourceSpan;

/// A dated constant, or one for each value of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Where it is declared.
    pub package: PackageId,
    /// Its name.
    pub name: String,
    /// Other names of it.
    pub also: Vec<String>,
    /// What people read; the name where none was given.
    pub label: String,
    /// The list for each of whose values there is one.
    pub by: Option<ListId>,
    /// What values it takes; never a person.
    pub domain: Domain,
    /// Where.
    pub span: SourceSpan,
}
