//! The law resolved: everything a policy declares, as tables of plain data, with exact numbers and dates.
//!
//! **Invariants.** Pure: no files, no clock, no environment, no floating point. Names are resolved and types checked
//! before a row is made, so nothing here can be "unknown". Order in every table is the order of the files.

mod acts;
mod apart;
mod appointments;
mod bodies;
mod calendars;
mod checks;
mod conditions;
mod date;
mod decision;
mod facts;
mod ids;
mod instruments;
mod later;
mod lists;
mod model;
mod number;
mod parameters;
mod powers;
mod procedure;
pub mod pulse;
#[cfg(any(test, feature = "testing"))]
pub mod random;
mod reference;
mod rules;
mod settings;
mod source;
mod steps;
mod taking_over;

pub use acts::{Act, Change, Delegation, Misfit, Refusal, Ultra, UltraKind, Verdict};
pub use apart::Seats;
pub use appointments::Appointment;
pub use bodies::{Body, BodyKind, Holder, Holding, Mode, Share, Tier, Which};
pub use calendars::{Calendar, Counts};
pub use checks::{Expect, ExpectedAnswer, Moves, Must, Requirement, Test};
pub use conditions::{Atom, Condition, ConditionKind, HeldBy, Linear, Named, Term, Unset, event_seen_from_today};
pub use date::{Day, Life};
pub use decision::{Beaten, Case, Claim, Decider, Decision, Held, Instance, Link, Need, Needed, Of, Outcome, Why};
pub use facts::{Domain, Fact, Kept, Measure, Ordered, Value};
pub use ids::{
    BodyId, CalendarId, FactId, FileId, Id, InstrumentId, InstrumentKindId, KindId, ListId, ModalityId, PackageId,
    ParameterId, PowerId, ProvisionId, RuleId, Table, TierId,
};
pub use instruments::{Instrument, InstrumentKind, Provision, ProvisionKind, Void};
pub use later::{Lapse, Later};
pub use lists::{List, ListValue, ValueId, ValueSet};
pub use model::{Model, Package, PrecedenceKey};
pub use number::{Interval, Limit, Rational};
pub use parameters::Parameter;
pub use powers::{Between, Content, Group, Modality, Onward, Party, Power};
pub use procedure::{Apart, AskedBy, Clash, DeadlineDue, Done, Procedure, Reading, State, StepDue, Unable};
pub use reference::{
    agree, applies, common_outcome, contradicted, days_entangled, decide, decide_at_once, facts_beside, given_in,
    is_enough, is_so, judge_act, judge_delegation, outlasting, parameters_used, persons_in_question, persons_suffice,
    procedure, verdict_on_act, verdict_on_delegation,
};
pub use rules::{Barred, Class, Effect, Passing, Powers, Reserve, Rule, Succession, Word};
pub use settings::{Entry, EntryKey, SetTo, Setting, Used};
pub use source::SourceSpan;
pub use steps::{
    Among, Attachment, Deadline, DeadlineWords, Length, NoEnd, Others, Period, PeriodUnit, Silence, Start, Step,
    StepKind, StepWords,
};
pub use taking_over::TakeOver;
