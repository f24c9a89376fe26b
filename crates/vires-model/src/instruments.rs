//! Legal instruments and the places of their text.

use crate::bodies::Holder;
use crate::date::{Day, Life};
use crate::ids::{BodyId, InstrumentId, InstrumentKindId, PackageId, ProvisionId};
use crate::source::SourceSpan;

/// A kind of instrument: law, decree, circular …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstrumentKind {
    /// Where it is declared.
    pub package: PackageId,
    /// Its name.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// Its label.
    pub label: String,
    /// 1 is the highest.
    pub rank: Option<u32>,
    /// Who may issue it; empty: not said.
    pub issued_by: Vec<BodyId>,
    /// Where.
    pub span: SourceSpan,
}

/// An instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// Where it is declared.
    pub package: PackageId,
    /// Its name.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// Its number and title as people write it.
    pub label: String,
    /// Its kind.
    pub kind: Option<InstrumentKindId>,
    /// Who issued it; several: together. None: not said.
    pub issuers: Vec<Holder>,
    /// Stated dates.
    pub issued: Option<Day>,
    /// Day of signature.
    pub signed: Option<Day>,
    /// Day of publication.
    pub published: Option<Day>,
    /// In force.
    pub life: Life,
    /// It ended because another text repealed it, before it would have lapsed.
    pub repealed: bool,
    /// What it changed comes back when it ends.
    pub overlay: bool,
    /// What it is based on.
    pub based_on: Vec<ProvisionId>,
    /// Its text as one provision.
    pub text: ProvisionId,
    /// Why it has no effect at all, if so: its issuer may not issue this kind, or did not exist on the day of issue.
    pub void: Option<Void>,
    /// Where.
    pub span: SourceSpan,
}

/// Why an instrument has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Void {
    /// Its kind is issued by others.
    IssuerNotEntitled,
    /// The issuer did not exist on the day of issue.
    IssuerDidNotExist,
}

impl Instrument {
    /// The day from which it counts as issued: issued, else signed, else published, else first day in force.
    #[must_use]
    pub fn issued_on(&self) -> Option<Day> {
        self.issued.or(self.signed).or(self.published).or(self.life.from)
    }
    /// The day from which it is known: published, else issued, else signed, else first day in force.
    #[must_use]
    pub fn published_on(&self) -> Option<Day> {
        self.published.or(self.issued).or(self.signed).or(self.life.from)
    }
}

/// The words for provisions, as in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProvisionKind {
    /// The whole instrument.
    Whole,
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục.
    Section,
    /// Điều.
    Article,
    /// Khoản.
    Clause,
    /// Điểm.
    Point,
    /// Tiết.
    Subpoint,
    /// Phụ lục.
    Annex,
    /// Đoạn.
    Paragraph,
    /// Số.
    Item,
    /// Tiểu mục.
    Subsection,
    /// Tiểu đoạn.
    Subparagraph,
    /// Biểu.
    Schedule,
    /// Phụ bản.
    Appendix,
    /// Quy chế.
    Regulation,
    /// Quy tắc.
    Rule,
    /// Bảng.
    Table,
    /// Dòng.
    Row,
    /// Câu.
    Sentence,
}

/// A place of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// The instrument.
    pub instrument: InstrumentId,
    /// The provision around it; none for the whole instrument.
    pub parent: Option<ProvisionId>,
    /// Which word.
    pub kind: ProvisionKind,
    /// Its number as written; empty for the whole instrument.
    pub number: String,
    /// Its title.
    pub title: Option<String>,
    /// Where.
    pub span: SourceSpan,
}
