//! A manifest that names a package to which none of its files belongs.
//!
//! A folder may hold several packages; the manifest names the one that its files are about.

use std::ops::Range;

/// Such a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misnamed {
    /// Its path as people read it.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// The package that it names.
    pub(crate) name: String,
    /// Where it does.
    pub(crate) at: Range<usize>,
    /// Its files, by their numbers.
    pub(crate) sources: Vec<usize>,
}
