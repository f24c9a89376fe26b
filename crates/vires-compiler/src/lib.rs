//! From files to findings and answers: loading, incremental queries, and everything found put into words.
//!
//! # Architecture invariants
//!
//! - No file is opened here and nothing is printed: files come through [`Files`], results leave as plain data.
//! - salsa is named in `database` only, beside the type of the database handed on; none of it is in a public signature.
//! - Words are made here and nowhere else: analysis gives plain data, diagnostics prints what it is given.

mod answer;
mod ask;
mod baseline;
mod changes;
mod coverage;
mod database;
mod decide;
mod diff;
mod files;
mod leads;
mod load;
mod manifest;
mod names;
mod policies;
mod register;
mod report;
mod trial;
mod values;

pub use answer::{
    Act, Answer, BeatenRef, BodyRef, ClaimRef, DECISION_SCHEMA, LeadRef, LinkRef, NeedRef, Never, RuleRef, Wording,
};
pub use ask::{Asked, CaseReader, facts_asked, find_body, find_fact, find_power};
pub use baseline::Baseline;
pub use coverage::{Coverage, Untested};
pub use decide::{as_known, decide};
pub use diff::{between_days, between_versions};
pub use files::{Entry, Files, MemoryFiles, PathKind, Unreadable, absolute, shown};
pub use load::{LoadError, Request, STANDARD_INPUT, file_kind, policy_files};
pub use manifest::{MANIFEST, Manifest};
pub use policies::{Policies, answer};
pub use register::{Held, HolderRow, POWERS_SCHEMA, PowerRow, WHO_SCHEMA};
pub use report::Report;
pub use trial::{Failure, TEST_SCHEMA, Trial};
