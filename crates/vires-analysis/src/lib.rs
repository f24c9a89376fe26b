//! What a policy means for all cases and all dates at once, and what is wrong with it.

mod again;
mod analyse;
mod atoms;
mod axes;
mod bundle;
mod case_space;
mod cells;
mod chains;
mod change;
mod circles;
mod claims;
mod clashing;
mod comes;
mod conditions;
mod contest;
mod decimal;
mod derived;
mod despite;
mod different;
mod findings;
mod follow;
mod held;
mod holders;
mod index;
mod issue;
mod machine_boxes;
mod open_case;
mod places;
mod possible;
mod readings;
pub mod region;
mod register;
mod relevant;
mod replay;
mod rule_set;
mod said;
#[cfg(test)]
mod sample;
mod setting;
mod solved;
mod solver;
mod specific;
mod standing;
mod sums;
mod witness;
pub mod words;

pub use again::{Memory, analyse_again};
pub use analyse::{analyse, changes_between_days, holdings};
pub use axes::{Axis, Extent, Sum, ValueBox};
pub use bundle::bundle;
pub use case_space::{Asked, CaseSpace, Question};
pub use cells::Cut;
pub use chains::Hindrance;
pub use change::{
    AskedChange, AskedFor, Beside, Both, Change, Changes, Decided, Ending, Lapse, Situation, Unlike, Version,
    VersionChanges, changes_between_versions,
};
pub use derived::Derived;
pub use despite::overlaps_despite_loss;
pub use findings::{Checking, Short};
pub use issue::{Idle, Issue, IssueKind, Mend, Mended, Witness};
pub use machine_boxes::{DATE, MachineBox, MachineExtent, MachineRange, WHERE, fact_keys, machine_boxes};
pub use open_case::{OpenCase, open_case};
pub use register::{HolderTree, PowerHoldings};
