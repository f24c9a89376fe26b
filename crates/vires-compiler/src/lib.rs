//! From files to findings and answers: loading, incremental queries, and everything found put into words.
//!
//! # Architecture invariants
//!
//! - No file is opened here and nothing is printed: files come through [`Files`], results leave as plain data.
//! - salsa is named in `database` and `editing` only, beside the type of the database handed on; none of it is in a public signature.
//! - Words are made here and nowhere else: analysis gives plain data, diagnostics prints what it is given.

mod about;
mod act;
mod answer;
mod ask;
mod asked;
mod assumed;
mod baseline;
mod bearing;
mod cause;
mod changes;
mod coverage;
mod database;
mod decide;
mod diff;
mod editing;
mod elastic;
mod ended;
mod files;
mod find;
mod force;
mod glance;
mod leads;
mod load;
mod manifest;
mod misnamed;
mod names;
pub mod narrowing;
mod once;
mod one_of_many;
mod parameters;
mod periods;
mod policies;
mod procedure;
mod register;
mod report;
mod rule_cases;
mod rule_glance;
mod sample;
mod sets;
mod successions;
mod together;
mod trial;
mod turning;
mod values;

pub use about::About;
pub use act::{ACT_SCHEMA, ActAnswer, AskedAct, ChangeRef, Deed, judge};
pub use answer::{
    Act, Answer, BeatenRef, BodyRef, ClaimRef, DECISION_SCHEMA, LeadRef, LinkRef, NeedRef, RuleRef, VacancyRef, Wording,
};
pub use ask::{Asked, CaseReader, facts_asked};
pub use assumed::Contradicted;
pub use baseline::Baseline;
pub use coverage::{Coverage, Untested};
pub use decide::{bounded, decide};
pub use diff::{between_days, between_versions};
pub use editing::{Edited, Stopper, Superseded, unless_superseded};
pub use elastic::Written;
pub use ended::{Ended, ended};
pub use files::{Entry, Files, MemoryFiles, PathKind, Unreadable, absolute, shown};
pub use find::{find_body, find_done, find_fact, find_instance, find_instrument_kind, find_modality, find_power};
pub use glance::{BodyGlance, HolderGlance, PowerGlance};
pub use load::{
    LoadError, Request, STANDARD_INPUT, file_kind, line_ends, package_folders, package_of, policy_files, read_manifest,
};
pub use manifest::{MANIFEST, Manifest, ManifestFault, Searched};
pub use parameters::ParameterRef;
pub use policies::{Policies, answer};
pub use procedure::{ClashRef, DeadlineRef, SilenceRef, StepRef, TakeOverRef};
pub use register::{Held, HolderRow, POWERS_SCHEMA, PowerRow, UndeterminedRow, WHO_SCHEMA};
pub use report::Report;
pub use rule_glance::{Does, Example, Rival, RuleGlance, Titles, days_words, periods_words};
pub use successions::SuccessionRef;
pub use trial::{Failure, TEST_SCHEMA, Trial};
pub use values::no_date;
pub use vires_analysis::words::day_words;
