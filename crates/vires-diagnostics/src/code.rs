//! The table of codes: every sort of finding there is, one line each.

use std::fmt;
use std::str::FromStr;

use vires_words::{Language, Words, words};

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
    title: [&'static str; 2],
    page: [&'static str; 2],
}

macro_rules! codes {
    ($($text:ident $name:ident: $kind:ident, $severity:ident, $title:literal, $vietnamese:literal;)*) => {
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
                        title: [$title, $vietnamese],
                        page: [
                            include_str!(concat!("../codes/", stringify!($text), ".md")),
                            include_str!(concat!("../codes/vi/", stringify!($text), ".md")),
                        ],
                    },)*
                }
            }
        }
    };
}

// To add a code: one line here, with its title in English and Vietnamese, a page in `codes/`, and its translation in
// `codes/vi/` (the words: the examples are those of the English page,
// unless a line that cannot be read is part of one). The first digit is the family: 0 syntax, 1 names and types,
// 2 who holds and when, 3 transfers, 4 conditions and effect, 5 citations and requirements, 7 accepted findings, 8 lints, 9 our own fault.
codes! {
    V0001 UnreadableLine: Syntax, Error, "a line that cannot be read", "dòng không đọc được";
    V0002 Indentation: Syntax, Error, "a line that is not indented as its place requires", "dòng thụt lề không đúng vị trí";
    V0003 TooDeep: Syntax, Error, "text nested too deep", "văn bản lồng nhau quá sâu";
    V0004 UnreadableFile: Syntax, Error, "a file that is not readable text", "tệp không phải văn bản đọc được";
    V0005 Unclosed: Syntax, Error, "a quotation mark or bracket that is not closed", "dấu ngoặc kép hoặc dấu ngoặc không đóng";
    V0006 MixedAndOr: Syntax, Error, "`and` beside `or` without brackets", "`và` cạnh `hoặc` mà không có ngoặc";
    V0007 BadDate: Syntax, Error, "a date that cannot be read", "ngày không đọc được";
    V0008 BadNumber: Syntax, Error, "a number that cannot be read", "số không đọc được";
    V0009 MissingLines: Syntax, Error, "a line with nothing under it", "dòng thiếu nội dung bên dưới";

    V1001 UnknownName: Name, Error, "a name that is declared nowhere", "tên chưa được khai báo";
    V1002 DeclaredTwice: Name, Error, "a name declared twice", "tên được khai báo hai lần";
    V1003 WrongSort: Name, Error, "a name of the wrong sort of thing", "tên của loại không phù hợp";
    V1004 PackageNotFound: Name, Error, "a package that is not found", "không tìm thấy gói";
    V1005 PackageCircle: Name, Error, "packages that use each other in a circle", "các gói dùng lẫn nhau thành vòng";
    V1006 WrongType: Type, Error, "a value of the wrong type, unit or currency", "giá trị sai kiểu, đơn vị đo hoặc tiền tệ";
    V1007 OutOfRange: Type, Error, "a value outside what was declared", "giá trị nằm ngoài phạm vi đã khai báo";
    V1008 Misplaced: Syntax, Error, "a line in the wrong place", "dòng đặt sai chỗ";
    V1009 BadListFile: Type, Error, "a row of a list file that cannot be used", "dòng của tệp danh mục không dùng được";
    V1010 DefinitionCircle: Name, Error, "definitions that go round in a circle", "định nghĩa xoay vòng";
    V1011 NotYetSupported: Syntax, Error, "a part of the language that this version does not know yet", "nội dung mà phiên bản này chưa hỗ trợ";
    V1012 NotExact: Type, Error, "a condition that cannot be examined exactly", "điều kiện không thể xem xét chính xác";
    V1013 AmbiguousName: Name, Error, "a name that two packages declare", "tên do hai gói cùng khai báo";
    V1014 TooWidePlace: Type, Error, "a place too wide to say which body is meant", "địa bàn quá rộng để xác định cơ quan";
    V1015 EndsBeforeItBegins: Type, Error, "something that ends before it begins", "kết thúc trước khi bắt đầu";
    V1016 IncompatibleOffices: Requirement, Error, "one person in two offices that are incompatible", "một người giữ hai chức danh không được kiêm nhiệm";

    V2001 Overlap: Overlap, Error, "a power claimed twice", "chồng chéo thẩm quyền";
    V2002 Gap: Gap, Error, "a power that nobody holds", "bỏ trống thẩm quyền";
    V2003 Orphan: Orphan, Error, "a holder that does not exist on that day", "cơ quan có thẩm quyền không tồn tại vào ngày đó";
    V2004 Sunset: Sunset, Warning, "powers that change hands when an instrument lapses", "thẩm quyền đổi chủ thể khi văn bản hết hiệu lực";
    V2005 SetTwice: Overlap, Error, "a parameter with two values on one day", "định mức có hai giá trị trong cùng một ngày";
    V2006 NotSet: Gap, Error, "a parameter without a value", "định mức chưa có giá trị";
    V2007 AskedGone: Orphan, Error, "a step that asks a body which does not exist", "thủ tục hỏi cơ quan không tồn tại";
    V2008 VacantOffice: Lint, Warning, "an office that holds a power and that nobody fills", "chức danh có thẩm quyền bị khuyết";

    V3001 NemoDat: NemoDat, Error, "a transfer of what the giver does not have", "chuyển giao thẩm quyền mà bên giao không có";
    V3002 BarredTransfer: BarredTransfer, Error, "a transfer that is not allowed", "chuyển giao không được phép";
    V3003 TransferCycle: Cycle, Error, "transfers that come back to where they began", "chuyển giao quay vòng về nơi bắt đầu";
    V3004 MissingContent: BarredTransfer, Error, "a transfer that leaves out what it must state", "chuyển giao thiếu nội dung bắt buộc";
    V3005 LowerIssuer: BarredTransfer, Warning, "a transfer made by an issuer with no say over the giver", "chuyển giao do chủ thể không có quyền đối với bên giao";
    V3006 PassesBack: Cycle, Error, "silence that passes a matter back", "quá hạn lại chuyển về chính bên đã để quá hạn";

    V4001 NeverApplies: NeverApplies, Warning, "a rule that never applies", "quy định không bao giờ được áp dụng";
    V4002 AlwaysBeaten: AlwaysBeaten, Warning, "a rule that another displaces everywhere", "quy định luôn phải nhường áp dụng";
    V4003 Impossible: Impossible, Warning, "a condition that no case meets", "điều kiện không trường hợp nào đáp ứng";
    V4004 AlwaysTrue: AlwaysTrue, Warning, "a condition that every case meets", "điều kiện mọi trường hợp đều đáp ứng";

    V5001 DanglingBasis: DanglingBasis, Error, "a provision cited that is not there on that day", "viện dẫn quy định không có vào ngày đó";
    V5002 BrokenRequirement: Requirement, Error, "a requirement that is not met", "yêu cầu không được đáp ứng";
    V5003 IssuerNotCompetent: DanglingBasis, Error, "an instrument whose issuer may not issue it", "văn bản do chủ thể không có thẩm quyền ban hành";
    V5004 TestFailed: Requirement, Error, "a test with another answer than expected", "kiểm thử cho kết quả khác dự kiến";
    V5005 NothingToChange: DanglingBasis, Error, "a change of text that is not there", "sửa đổi quy định không có";
    V5006 OrderNotSaid: DanglingBasis, Error, "two changes of one text in no order", "hai thay đổi cùng một quy định không rõ thứ tự";
    V5007 NotExtended: DanglingBasis, Error, "an extension that extends nothing", "kéo dài hiệu lực mà không kéo dài được";

    V7001 StaleAcceptance: Lint, Note, "an accepted finding that is no longer found", "vấn đề đã chấp nhận nay không còn";

    V8001 WhichBody: Lint, Warning, "a holder of which there are many", "cơ quan có nhiều mà không nói rõ cơ quan nào";
    V8002 PowerWithoutRule: Lint, Warning, "a power that no provision gives to anyone", "thẩm quyền không được quy định nào giao cho ai";
    V8003 OutlivesInstrument: Lint, Warning, "a rule that ends after its instrument", "quy định hết hiệu lực sau văn bản của nó";
    V8004 GrantedAgain: Lint, Note, "a power granted again after it was passed on", "thẩm quyền được giao lại sau khi đã chuyển giao";
    V8005 JointWithItself: Lint, Warning, "a body that must act jointly with itself", "cơ quan phải cùng thực hiện với chính mình";
    V8006 PersonBar: Lint, Note, "a bar that turns on who the person is", "quy định loại trừ tùy thuộc vào người";
    V8007 DecidedByPrecedence: Lint, Note, "a conflict that declared precedence decides", "mâu thuẫn được giải quyết theo thứ tự áp dụng đã khai báo";
    V8010 LowerRankChange: Lint, Warning, "a change of a text of higher rank", "sửa đổi văn bản có hiệu lực pháp lý cao hơn";
    V8011 CitesGone: Lint, Warning, "a provision still cited after it is gone", "vẫn viện dẫn quy định đã không còn";
    V8012 SharedOffice: Lint, Note, "an office that several persons fill", "chức danh do nhiều người cùng giữ";

    V9001 InternalFault: Lint, Error, "a fault in Vires itself", "lỗi của chính Vires";
    V9002 BoundReached: Lint, Warning, "a proof stopped at its bound", "việc chứng minh dừng ở giới hạn";
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
    pub fn title(self, language: Language) -> &'static str {
        let [english, vietnamese] = self.row().title;
        language.pick(english, vietnamese)
    }

    /// The page in English, and the words of the page in Vietnamese.
    pub(crate) const fn pages(self) -> [&'static str; 2] {
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

impl UnknownCode {
    /// That there is none.
    #[must_use]
    pub fn said(&self) -> Words {
        let (Self(text), example) = (self, Code::Overlap);
        words!("there is no code `{text}`: codes look like `{example}`", "không có mã `{text}`: mã có dạng `{example}`")
    }
}

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
