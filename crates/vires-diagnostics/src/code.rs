//! The table of codes: every sort of finding there is, one line each.

use std::fmt;
use std::str::FromStr;

use vires_words::Language;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The rules cannot stand as they are written.
    Error,
    /// Very probably not meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word for it in machine output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The word for it in a language.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Error, Language::Vi) => "lỗi",
            (Self::Warning, Language::Vi) => "cảnh báo",
            (Self::Note, Language::Vi) => "lưu ý",
            (_, Language::En) => self.as_str(),
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// What sort of finding it is, for other programs. Finer than a family of codes, coarser than a code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $name,)*
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word in machine output.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

kinds! {
    /// The text cannot be read as the language.
    Syntax = "syntax";
    /// A name stands for nothing, for two things, or for the wrong sort of thing.
    Name = "name";
    /// A value does not fit where it stands.
    Type = "type";
    /// Two claims to one power and nothing to choose between them.
    Overlap = "overlap";
    /// Nobody holds the power.
    Gap = "gap";
    /// The holder does not exist on that day.
    Orphan = "orphan";
    /// What changes hands when an instrument lapses.
    Sunset = "sunset";
    /// A transfer of what the giver does not have.
    NemoDat = "nemo_dat";
    /// A transfer that the rules on transfers forbid.
    BarredTransfer = "barred_transfer";
    /// Transfers that come back to where they began.
    Cycle = "cycle";
    /// A rule that applies to no case on no day.
    NeverApplies = "never_applies";
    /// A rule that another displaces everywhere.
    AlwaysBeaten = "always_beaten";
    /// A condition that no case meets.
    Impossible = "impossible";
    /// A condition that every case meets.
    AlwaysTrue = "always_true";
    /// A provision cited that is not there.
    DanglingBasis = "dangling_basis";
    /// A requirement or test that fails.
    Requirement = "requirement";
    /// Anything else worth a second look.
    Lint = "lint";
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// One row of the table.
struct Row {
    text: &'static str,
    kind: Kind,
    severity: Severity,
    title: &'static str,
    page: &'static str,
}

macro_rules! codes {
    ($($text:ident $name:ident: $kind:ident, $severity:ident, $title:literal;)*) => {
        /// A sort of finding, with a page that explains it. A code is never given to something else later on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", stringify!($text), "`: ", $title, ".")] $name,)*
        }

        impl Code {
            /// All codes, in ascending order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            const fn row(self) -> &'static Row {
                match self {
                    $(Self::$name => &Row {
                        text: stringify!($text),
                        kind: Kind::$kind,
                        severity: Severity::$severity,
                        title: $title,
                        page: include_str!(concat!("../codes/", stringify!($text), ".md")),
                    },)*
                }
            }
        }
    };
}

// To add a code: one line here and one page in `codes/`. The first digit is the family: 0 syntax, 1 names and types,
// 2 who holds and when, 3 transfers, 4 conditions and effect, 5 citations and requirements, 8 lints, 9 our own fault.
codes! {
    V0001 UnreadableLine: Syntax, Error, "a line that cannot be read";
    V0002 Indentation: Syntax, Error, "a line that is not indented as its place requires";
    V0003 TooDeep: Syntax, Error, "text nested too deep";
    V0004 UnreadableFile: Syntax, Error, "a file that is not readable text";
    V0005 Unclosed: Syntax, Error, "a quotation mark or bracket that is not closed";
    V0006 MixedAndOr: Syntax, Error, "`and` beside `or` without brackets";
    V0007 BadDate: Syntax, Error, "a date that cannot be read";
    V0008 BadNumber: Syntax, Error, "a number that cannot be read";
    V0009 MissingLines: Syntax, Error, "a line with nothing under it";

    V1001 UnknownName: Name, Error, "a name that is declared nowhere";
    V1002 DeclaredTwice: Name, Error, "a name declared twice";
    V1003 WrongSort: Name, Error, "a name of the wrong sort of thing";
    V1004 PackageNotFound: Name, Error, "a package that is not found";
    V1005 PackageCircle: Name, Error, "packages that use each other in a circle";
    V1006 WrongType: Type, Error, "a value of the wrong type, unit or currency";
    V1007 OutOfRange: Type, Error, "a value outside what was declared";
    V1008 Misplaced: Syntax, Error, "a line in the wrong place";
    V1009 BadListFile: Type, Error, "a row of a list file that cannot be used";
    V1010 DefinitionCircle: Name, Error, "definitions that go round in a circle";
    V1011 NotYetSupported: Syntax, Error, "a part of the language that this version does not know yet";
    V1012 NotExact: Type, Error, "a condition that cannot be examined exactly";
    V1013 AmbiguousName: Name, Error, "a name that two packages declare";
    V1014 TooWidePlace: Type, Error, "a place too wide to say which body is meant";
    V1015 EndsBeforeItBegins: Type, Error, "something that ends before it begins";
    V1016 IncompatibleOffices: Requirement, Error, "one person in two offices that are incompatible";

    V2001 Overlap: Overlap, Error, "a power claimed twice";
    V2002 Gap: Gap, Error, "a power that nobody holds";
    V2003 Orphan: Orphan, Error, "a holder that does not exist on that day";
    V2004 Sunset: Sunset, Warning, "powers that change hands when an instrument lapses";

    V3001 NemoDat: NemoDat, Error, "a transfer of what the giver does not have";
    V3002 BarredTransfer: BarredTransfer, Error, "a transfer that is not allowed";
    V3003 TransferCycle: Cycle, Error, "transfers that come back to where they began";
    V3004 MissingContent: BarredTransfer, Error, "a transfer that leaves out what it must state";
    V3005 LowerIssuer: BarredTransfer, Warning, "a transfer made by an issuer with no say over the giver";

    V4001 NeverApplies: NeverApplies, Warning, "a rule that never applies";
    V4002 AlwaysBeaten: AlwaysBeaten, Warning, "a rule that another displaces everywhere";
    V4003 Impossible: Impossible, Warning, "a condition that no case meets";
    V4004 AlwaysTrue: AlwaysTrue, Warning, "a condition that every case meets";

    V5001 DanglingBasis: DanglingBasis, Error, "a provision cited that is not there on that day";
    V5002 BrokenRequirement: Requirement, Error, "a requirement that is not met";
    V5003 IssuerNotCompetent: DanglingBasis, Error, "an instrument whose issuer may not issue it";
    V5004 TestFailed: Requirement, Error, "a test with another answer than expected";

    V8001 WhichBody: Lint, Warning, "a holder of which there are many";
    V8002 PowerWithoutRule: Lint, Warning, "a power that no provision gives to anyone";
    V8003 OutlivesInstrument: Lint, Warning, "a rule that ends after its instrument";
    V8004 GrantedAgain: Lint, Note, "a power granted again after it was passed on";
    V8005 JointWithItself: Lint, Warning, "a body that must act jointly with itself";
    V8006 PersonBar: Lint, Note, "a bar that turns on who the person is";
    V8007 DecidedByPrecedence: Lint, Note, "a conflict that declared precedence decides";

    V9001 InternalFault: Lint, Error, "a fault in Vires itself";
    V9002 BoundReached: Lint, Warning, "a proof stopped at its bound";
}

impl Code {
    /// `V` and four digits.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.row().text
    }

    /// The kind for other programs.
    #[must_use]
    pub const fn kind(self) -> Kind {
        self.row().kind
    }

    /// How grave it usually is; one finding may differ.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.row().severity
    }

    /// What it is, as a phrase without article capital or full stop.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.row().title
    }

    pub(crate) const fn page(self) -> &'static str {
        self.row().page
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// The text names no code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode(pub String);

impl fmt::Display for UnknownCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text) = self;
        write!(out, "there is no code `{text}`: codes look like `{}`", Code::Overlap)
    }
}

impl std::error::Error for UnknownCode {}

/// Reads `V2001`, and kindly also `v2001` and `2001`.
impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let digits = text.strip_prefix(['V', 'v']).unwrap_or(text);
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str().strip_prefix('V') == Some(digits))
            .ok_or_else(|| UnknownCode(text.to_owned()))
    }
}
