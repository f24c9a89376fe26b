//! What Vires tells people: findings as plain data, the table of codes with a page for each, and the renderers that
//! print findings for people, for scripts and for other programs.
//!
//! ```
//! use std::collections::BTreeMap;
//! use vires_diagnostics::{Code, Finding, Place, Position, RenderOptions, SourceSpan, render};
//!
//! let file = "demo.vires".to_owned();
//! let sources = BTreeMap::from([(file.clone(), "package demo\ndemo holds nothing\n".to_owned())]);
//! let span = SourceSpan::new(file, Position::new(2, 1, 13), Position::new(2, 5, 17));
//! let finding = Finding::new(Code::UnknownName, "nothing here is called `demo`")
//!     .place(Place::new(span).label("declared nowhere"))
//!     .help("declare it: `body demo`")
//!     .identified_by("demo");
//!
//! let mut text = String::new();
//! render::text::finding(&mut text, &finding, &sources, &RenderOptions::default()).unwrap();
//! assert!(text.starts_with("error[V1001]: nothing here is called `demo`\n"));
//! ```
//!
//! # Architecture invariants
//!
//! - A [`Finding`] holds no source text, no syntax, no model: strings, numbers and places only. It can be compared,
//!   cached, sorted and serialised by whoever makes it.
//! - This crate knows nothing of the language beyond the pages under `codes/`, and nothing of files, terminals or the
//!   environment: whoever calls a renderer says how wide, whether in colour, and hands over the texts.
//! - miette is named in one module only, [`render`]'s `snippet`; its types are in no public signature.
//! - Same findings, same texts, same options: same bytes.

mod change;
mod code;
mod comparison;
mod finding;
mod id;
mod labels;
mod order;
mod page;
mod place;
mod region_box;
pub mod render;
mod serial;
mod summary;
mod witness;

pub use change::{Answer, Asked, AskedChange, AskedPeriod, Change, Cited, Lapse, PowerName, Situation, Tier};
pub use code::{Code, Kind, Severity, UnknownCode};
pub use comparison::{Alone, Comparison, Figures, Level, Side, Totals};
pub use finding::{Acceptance, Claim, Draft, Edit, Finding, Fix};
pub use id::FindingId;
pub use order::sort;
pub use page::{Example, Verdict, examples, explain, explain_in};
pub use place::{Place, Position, SourceSpan};
pub use region_box::{BoxEntry, Limit, RegionBox};
pub use render::{RenderOptions, Sources};
pub use summary::{Counted, Summary};
pub use witness::{FactText, Witness};
