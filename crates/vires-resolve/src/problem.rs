//! What is wrong with a text, in words for the one who drafts it.

use vires_model::{Life, SourceSpan};
use vires_words::Words;

use crate::names::Sorts;

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The line has no effect as it stands.
    Error,
    /// The line has effect, and something about it is doubtful.
    Warning,
    /// All is well, and it is worth knowing.
    Note,
}

/// One problem: a sentence in both languages (`words!`), without a full stop, names in back-ticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `V` and four digits: one of the constants of this module's `code`.
    pub code: &'static str,
    /// How grave.
    pub severity: Severity,
    /// What is wrong.
    pub message: Words,
    /// Where.
    pub span: SourceSpan,
    /// The days on which it is so, where that is a matter of days.
    pub days: Option<Life>,
    /// The names that tell it from its like, where its message is not the same whatever things are labelled.
    pub known_by: Option<String>,
    /// Other places that one must see to understand it, each with its own words.
    pub related: Vec<(SourceSpan, Words)>,
    /// What would resolve it.
    pub help: Option<Words>,
    /// The same as changes of the text, the likeliest first.
    pub remedies: Vec<Remedy>,
}

/// A change of the text that would resolve a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// This name in the place of the words of the problem.
    Replace(String),
    /// The names of this package made known.
    Use(String),
    /// The names made known of a package that is not among those resolved here and has a thing of one of these sorts
    /// under the name.
    Find(Sorts),
    /// The name declared: as a row of what was looked for, where only one sort of thing fits.
    Declare(Declarable),
}

/// The sorts of things that can be declared by a name alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declarable {
    /// `tier`
    Tier,
    /// `unit`
    Unit,
    /// `body kind`
    BodyKind,
    /// `body`
    Body,
    /// `instrument kind`
    InstrumentKind,
    /// `instrument`
    Instrument,
    /// `event`
    Event,
    /// `power`
    Power,
    /// `modality`
    Modality,
}

impl Problem {
    pub(crate) fn error(code: &'static str, span: SourceSpan, message: impl Into<Words>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            span,
            days: None,
            known_by: None,
            related: Vec::new(),
            help: None,
            remedies: Vec::new(),
        }
    }
    pub(crate) fn note(code: &'static str, span: SourceSpan, message: impl Into<Words>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, span, message) }
    }
    pub(crate) fn warning(code: &'static str, span: SourceSpan, message: impl Into<Words>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }
    pub(crate) fn help(mut self, help: impl Into<Words>) -> Self {
        self.help = Some(help.into());
        self
    }
    pub(crate) fn known_by(mut self, name: impl Into<String>) -> Self {
        self.known_by = Some(name.into());
        self
    }
    /// With a help, where there is one.
    pub(crate) fn helped(self, help: Option<Words>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }
    pub(crate) fn remedy(mut self, remedy: Remedy) -> Self {
        self.remedies.push(remedy);
        self
    }
    pub(crate) fn see(mut self, span: SourceSpan, words: impl Into<Words>) -> Self {
        self.related.push((span, words.into()));
        self
    }
}

/// The work on a line stopped. Whoever makes one has reported why, or knows that the cause is reported elsewhere
/// (a name declared on a line that is itself in error), so that nothing is reported twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failed;

/// A result whose failure is already reported.
pub(crate) type Done<T> = Result<T, Failed>;

/// The codes this crate reports.
pub mod code {
    /// A name that is declared nowhere.
    pub const UNKNOWN_NAME: &str = "V1001";
    /// A name declared twice, or a thing said twice.
    pub const DECLARED_TWICE: &str = "V1002";
    /// A name of the wrong sort of thing.
    pub const WRONG_SORT: &str = "V1003";
    /// A package that is not found.
    pub const PACKAGE_NOT_FOUND: &str = "V1004";
    /// Packages that use each other in a circle.
    pub const PACKAGE_CIRCLE: &str = "V1005";
    /// A value of the wrong type, unit or currency.
    pub const WRONG_TYPE: &str = "V1006";
    /// A value outside what was declared.
    pub const OUT_OF_RANGE: &str = "V1007";
    /// A line or clause in the wrong place.
    pub const MISPLACED: &str = "V1008";
    /// The declared precedence decides.
    pub const BY_PRECEDENCE: &str = "V8007";
    /// A row of a list file that cannot be used.
    pub const BAD_LIST_FILE: &str = "V1009";
    /// Definitions that go round in a circle.
    pub const CIRCLE: &str = "V1010";
    /// A part of the language that this version does not know yet.
    pub const NOT_YET: &str = "V1011";
    /// A condition that cannot be examined exactly.
    pub const NOT_EXACT: &str = "V1012";
    /// A name that two packages declare.
    pub const AMBIGUOUS: &str = "V1013";
    /// A place too wide to say which body is meant.
    pub const TOO_WIDE: &str = "V1014";
    /// Something that ends before it begins.
    pub const ENDS_BEFORE: &str = "V1015";
    /// One person in two offices that may not be filled by one person at once.
    pub const INCOMPATIBLE: &str = "V1016";
    /// A parameter set to different values on one day.
    pub const SET_TWICE: &str = "V2005";
    /// A parameter without a value on a day on which something turns on it.
    pub const NOT_SET: &str = "V2006";
    /// A step that asks a body which does not exist then.
    pub const ASKED_GONE: &str = "V2007";
    /// Silence that passes a matter back.
    pub const PASSES_BACK: &str = "V3006";
    /// A line that never has effect.
    pub const NEVER_APPLIES: &str = "V4001";
    /// A line that another displaces everywhere.
    pub const ALWAYS_BEATEN: &str = "V4002";
    /// A provision cited that is not there.
    pub const DANGLING_BASIS: &str = "V5001";
    /// An operation on text that is not there.
    pub const NOTHING_TO_CHANGE: &str = "V5005";
    /// Two changes of one place of which none is said to come first.
    pub const ORDER_NOT_SAID: &str = "V5006";
    /// An extension that comes too late, or extends nothing.
    pub const NOT_EXTENDED: &str = "V5007";
    /// An instrument whose issuer may not issue it.
    pub const ISSUER: &str = "V5003";
    /// An operation by an instrument of lower rank than the text that it changes.
    pub const LOWER_RANK: &str = "V8010";
    /// A provision cited that is gone from some day on.
    pub const CITES_GONE: &str = "V8011";
    /// A rule that ends after its instrument.
    pub const OUTLIVES: &str = "V8003";
}
