//! The tree of one file: lines, their clauses, and the lines below them.
//!
//! Names are as written but in NFC; nothing is resolved. A line that could not be read is [`LineKind::Unreadable`]:
//! the lines around and below it are still there.

use std::sync::Arc;

use crate::span::{Span, Spanned};

/// A name in NFC, with dots where it is qualified: `vn.prelude`, `moit`, `ủy_ban_tỉnh`.
pub type Name = Spanned<String>;
/// What stands between `"…"`.
pub type Label = Spanned<String>;

/// One file. Copies share its lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct File {
    /// The lines at the margin, in the order of the file.
    pub lines: Arc<Vec<Line>>,
}

impl File {
    /// The package that it belongs to: the one that it names first. A further line that names one is out of place, and
    /// brings in nothing.
    #[must_use]
    pub fn package(&self) -> Option<&str> {
        self.lines.iter().find_map(|line| match &line.kind {
            LineKind::Package { name, .. } => Some(name.value.as_str()),
            _ => None,
        })
    }
}

/// One line with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line itself without what is below it (clauses on indented lines included).
    pub span: Span,
    /// The `##` comment above, its lines joined by `\n`.
    pub doc: Option<String>,
    /// What the line says.
    pub kind: LineKind,
    /// The clauses, on the line or on indented lines below, in the order written.
    pub clauses: Vec<Clause>,
    /// The lines below that are no clauses: provisions, rules and operations, or the text of a `replace … with`.
    pub below: Vec<Line>,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineKind {
    /// `package vn.electricity "…"`
    Package { name: Name, label: Option<Label> },
    /// `use vn.prelude`
    Use { name: Name },
    /// A declaration other than `package` and `use`.
    Declaration(Declaration),
    /// `article 22 "Thẩm quyền cấp giấy phép"`
    Provision { step: PlaceStep, title: Option<Label> },
    /// A rule.
    Rule(Rule),
    /// An operation on law, or steps for a power.
    Operation(Operation),
    /// A line that could not be read. Its message is among the errors of the file. A rule, declaration or test one of
    /// whose clauses could not be read has such a line below it: what it says is then not all that was written.
    Unreadable,
}

/// A declaration: word, name, label; the rest is in the clauses of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// What is declared. `assume`, `precedence` and `require` have no name.
    pub kind: DeclarationKind,
    /// The declared name, where the kind has one. A `test` has only a label.
    pub name: Option<Name>,
    /// The label.
    pub label: Option<Label>,
}

/// The kinds of declaration with what only they have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeclarationKind {
    /// `tier province`
    Tier,
    /// `territory Province`
    Territory { values: Vec<ListValue> },
    /// `list Source : coal, gas, wind (onshore, offshore)`
    List { values: Vec<ListValue> },
    /// `unit kW is 1/1000 MW`
    Unit { is: Option<(Number, Name)> },
    /// `currency VND "đồng", with 0 decimals`
    Currency,
    /// `body kind people_committee`
    BodyKind,
    /// `body moit`
    Body,
    /// `office ceo`
    Office,
    /// `instrument kind decree`
    InstrumentKind,
    /// `instrument decree_146_2025`
    Instrument,
    /// `event new_food_law`
    Event,
    /// `fact capacity : MW from 0`, `fact large is …`, `fact value : VND is base + options`
    Fact { of: Option<Type>, is: Option<Definition> },
    /// `parameter limit : VND by Category`
    Parameter { of: Option<Type> },
    /// `assume C`
    Assume { condition: Condition },
    /// `power mining_licence`
    Power,
    /// `modality decentralise`
    Modality,
    /// `precedence higher rank, then later`, of all powers or `in sector hunting, nature`
    Precedence { keys: Vec<Spanned<PrecedenceKey>>, sectors: Vec<Name> },
    /// `require …`
    Require { requirement: Requirement },
    /// `test "…"`
    Test,
    /// `holidays "Public holidays" : 2026-01-01, 2026-02-17`
    Holidays { days: Vec<DaysInARow> },
    /// `calendar sitting_days : 2026-01-05, …`, or `calendar bank_days is working days except 2026-04-03, …`
    Calendar { days: Vec<DaysInARow>, of: DaysOf },
}

/// What a derived fact is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Definition {
    /// A yes-or-no fact.
    Condition(Condition),
    /// A number, quantity, amount or date.
    Expression(Expression),
}

/// One key of the declared precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrecedenceKey {
    /// `higher rank`
    HigherRank,
    /// `later`
    Later,
    /// `more specific`
    MoreSpecific,
}

/// A value of a list, with the values under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListValue {
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Label>,
    /// The values in brackets after it.
    pub under: Vec<ListValue>,
}

/// A type as written after `:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Type {
    /// The whole type.
    pub span: Span,
    /// Its kind.
    pub kind: TypeKind,
    /// `from 0`
    pub from: Option<Expression>,
    /// `to 20_000`
    pub to: Option<Expression>,
    /// `with 3 decimals`
    pub decimals: Option<Spanned<u32>>,
    /// `or none`
    pub or_none: bool,
}

/// The kinds of type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind {
    /// `yes or no`
    YesOrNo,
    /// `number`
    Number,
    /// `%`
    Percent,
    /// `date`
    Date,
    /// `person`
    Person,
    /// `days`, `working days`, `months`, `years`
    Duration(DurationUnit),
    /// `set of Field`
    SetOf(Name),
    /// A list, territory, unit or currency by name.
    Named(Name),
    /// Values written out: `coal, gas`. (One name alone is [`TypeKind::Named`].)
    Values(Vec<ListValue>),
}

/// The units of a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DurationUnit {
    /// Calendar days.
    Days,
    /// Seven calendar days.
    Weeks,
    /// Working days.
    WorkingDays,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// A clause of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its place, keyword included.
    pub span: Span,
    /// What it says.
    pub kind: ClauseKind,
}

/// What a clause says. Which clauses fit which line is judged when names are resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClauseKind {
    // Declarations.
    /// `also ủy_ban_tỉnh`
    Also(Name),
    /// `below central`
    Below(Name),
    /// `under provincial_pc` (a superior), or of a test's or transfer's provision: see [`ClauseKind::UnderPlace`].
    Under(Name),
    /// `at province`
    At(Name),
    /// `one per Province`
    OnePer(Name),
    /// `kind decree`; of a body `kind class_a, zurich_branch`
    Kind(Vec<Name>),
    /// `rank 4`
    Rank(Spanned<u32>),
    /// `issued by government` `on 2025-06-12`; a body kind or list of bodies for an instrument kind.
    /// Joined by `or` or `and`; with commas alone it is [`Mode::One`].
    IssuedBy { by: Vec<Holder>, mode: Mode, on: Option<DateRef> },
    /// `issued on 2025-06-12`
    IssuedOn(DateRef),
    /// `signed on 2025-06-12`
    SignedOn(DateRef),
    /// `published on 2025-06-12`
    PublishedOn(DateRef),
    /// `known on 2025-06-12` (tests)
    KnownOn(DateRef),
    /// `in force` with `from`, `until` or `before`.
    InForce(Vec<Bound>),
    /// `from D`, `until D`, `before D` alone.
    Life(Bound),
    /// `overlay`
    Overlay,
    /// `based on organisation_law article 8`
    BasedOn(Vec<TextPlace>),
    /// `sector electricity`
    Sector(Name),
    /// `acts issue "Issue", extend, revoke`, each with its label.
    Acts(Vec<(Name, Option<Label>)>),
    /// `place site`
    Place(Name),
    /// `code "1.000494"`
    Code(Label),
    /// `incompatible with cfo, ceo`
    IncompatibleWith(Vec<Name>),
    /// `held exclusively`
    HeldExclusively,
    /// `held concurrently`
    HeldConcurrently,
    /// `from "provinces.csv"`
    FromFile(Label),
    /// `within Province`
    Within(Name),
    /// `with 0 decimals` (of a currency)
    Decimals(Spanned<u32>),
    /// `by Category` (kept by a list), `by Grade and Category` (by two)
    By(Name, Option<Name>),
    /// `found by provincial_pc`
    FoundBy(Name),
    /// `on 2025-08-01` (events, tests)
    On(DateRef),

    // Modalities.
    /// `title moves` (true) or `title stays`
    Title { moves: bool },
    /// `giver stops acting` (true) or `giver may still act`
    GiverStops(bool),
    /// `answerable receiver`
    Answerable(Party),
    /// `in the name of receiver`
    InTheNameOf(Party),
    /// `onward freely | never | authorise, …`
    Onward(Onward),
    /// `form decree, circular`, `form decree or above`
    Form { kinds: Vec<Name>, or_above: bool },
    /// `found in law, na_resolution`
    FoundIn(Vec<Name>),
    /// `must state content, scope`
    MustState(Vec<Spanned<Content>>),
    /// `from A, B to C, D` (who may give to whom)
    FromTo { from: Vec<Name>, to: Vec<Name> },

    // Rules.
    /// `when C`
    When(Condition),
    /// `except when C`
    ExceptWhen(Condition),
    /// `in all other cases`
    InAllOtherCases,
    /// `may not be passed on [below X] [except Y, Z]` as a clause of a transfer.
    MayNotBePassedOn { below: Option<Name>, except: Vec<Name> },
    /// A step, under a rule or under `for P`.
    Step(Step),
    /// A holder's own deadline: `within 15 working days of received, else approved`.
    Deadline(Deadline),

    // Tests.
    /// `given …`
    Given(Vec<Given>),
    /// `expect …`
    Expect(Expectation),

    // Operations.
    /// `restoring decree_15_2018`
    Restoring(Vec<TextPlace>),
    /// `on D`/`until D` of `start`, `extend` are [`ClauseKind::On`] and [`ClauseKind::Life`].
    /// `in decree_32_2024` (of `read`)
    In(Vec<TextPlace>),
}

/// `from D`, `until D` or `before D`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Which.
    pub kind: BoundKind,
    /// The date or event.
    pub date: DateRef,
}

/// Which end a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BoundKind {
    /// First day.
    From,
    /// Last day.
    Until,
    /// The day after the last.
    Before,
}

/// A date, or the name of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateRef {
    /// `2025-07-01`: year, month, day as written; the parser has checked that the day exists.
    Date(Spanned<Date>),
    /// `new_food_law`
    Event(Name),
    /// `published + 6 months`, `market_opened + 30 days`
    After {
        /// The whole of it.
        span: Span,
        /// From which day.
        base: DateBase,
        /// How much later: one after another.
        later: Vec<(u32, DurationUnit)>,
    },
}

/// The day from which a later one is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateBase {
    /// When the instrument in which it stands was signed.
    Signed,
    /// When it was published.
    Published,
    /// When it was issued.
    Issued,
    /// An event.
    Event(Name),
}

/// `2026-04-03`, or `2026-08-01 to 2026-08-31`: both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaysInARow {
    /// The first.
    pub first: Spanned<Date>,
    /// The last, where there are several.
    pub last: Option<Spanned<Date>>,
}

/// What the days that a calendar names are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DaysOf {
    /// Its days.
    Named,
    /// The working days that do not count.
    WorkingDaysExcept,
    /// The days that do not count, whatever day of the week.
    DaysExcept,
}

/// A day of the calendar that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day, 1 to 31.
    pub day: i8,
}

/// Giver, receiver or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// The giver.
    Giver,
    /// The receiver.
    Receiver,
    /// Both.
    Both,
}

/// How a power received may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Onward {
    /// `freely`
    Freely,
    /// `never`
    Never,
    /// By these modalities only.
    By(Vec<Name>),
}

/// What an instrument that transfers must state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Content {
    /// `content`
    Content,
    /// `scope`
    Scope,
    /// `term`
    Term,
    /// `conditions`
    Conditions,
}

/// One heading: `article 22`, `point đ`, `annex XIV`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceStep {
    /// The whole heading.
    pub span: Span,
    /// Which word.
    pub kind: ProvisionKind,
    /// Its number as written: `22`, `10a`, `đ`, `XIV`, `7.12`.
    pub number: String,
}

/// The number of a provision whose heading could not be read so far: no text can be cited by it.
pub const UNREAD_NUMBER: &str = "?";

/// The words for provisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProvisionKind {
    /// Phần
    Part,
    /// Chương
    Chapter,
    /// Mục
    Section,
    /// Điều
    Article,
    /// Khoản
    Clause,
    /// Điểm
    Point,
    /// Tiết
    Subpoint,
    /// Phụ lục
    Annex,
    /// Đoạn
    Paragraph,
    /// Số
    Item,
    /// Tiểu mục
    Subsection,
    /// Tiểu đoạn
    Subparagraph,
    /// Biểu
    Schedule,
    /// Phụ bản
    Appendix,
    /// Quy chế
    Regulation,
    /// Quy tắc
    Rule,
    /// Bảng
    Table,
    /// Dòng
    Row,
    /// Câu
    Sentence,
}

/// A place of text: an instrument, `this …`, or headings in the same instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPlace {
    /// The whole reference.
    pub span: Span,
    /// Where the path starts.
    pub root: PlaceRoot,
    /// The headings below it, outermost first.
    pub path: Vec<PlaceStep>,
}

/// Where a place of text starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceRoot {
    /// A named instrument.
    Instrument(Name),
    /// The instrument that the line stands in (`article 5` without a name).
    Same,
    /// `this instrument`
    ThisInstrument,
    /// `this article`, `this clause` …
    This(ProvisionKind),
    /// `every instrument` (of `prevails over`) or `every decree, circular issued from D, in force before D`.
    Every(TextClass),
}

/// Instruments of some kinds (any, where none is named), issued by one of some bodies (anybody, where none is named), issued and in force in
/// some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextClass {
    /// `every decree, circular`
    pub kinds: Vec<Name>,
    /// `issued by A or B`
    pub issued_by: Vec<Holder>,
    /// `issued from D`
    pub issued: Vec<Bound>,
    /// `in force before D`
    pub in_force: Vec<Bound>,
}

/// A holder: a body, an office or a fact of type person, with which one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The whole of it.
    pub span: Span,
    /// The body, office, body kind, tier or fact named.
    pub name: Name,
    /// Which one.
    pub of: Option<Which>,
    /// Of a group: those of it who are left out.
    pub except: Vec<Holder>,
}

/// Which one of the bodies of which there is one per place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// `of site`, `of lam_dong`: a fact or a value.
    Named(Name),
    /// `of its place`
    ItsPlace(Span),
}

/// Who holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holding {
    /// `A`, `A or B`, `A and B jointly`, `any 2 of A, B, C`.
    Of { mode: Mode, seats: Vec<Holder> },
    /// The same of seats some of which several fill: `(any 2 of A, B, C) or (A and D jointly)`.
    Nested {
        /// The whole of it.
        span: Span,
        /// How many of the seats must act.
        mode: Mode,
        /// The seats.
        seats: Vec<Holding>,
    },
    /// `whoever holds cptpp_certificate`
    Whoever(Name),
}

impl Holding {
    /// Leaves these out of its groups.
    pub(crate) fn leave_out(&mut self, those: &[Holder]) {
        match self {
            Self::Of { seats, .. } => seats.iter_mut().for_each(|seat| seat.except.extend_from_slice(those)),
            Self::Nested { seats, .. } => seats.iter_mut().for_each(|seat| seat.leave_out(those)),
            Self::Whoever(_) => {}
        }
    }

    /// All whom it names, in the order written; nobody where it follows another power.
    #[must_use]
    pub fn named(&self) -> Vec<&Holder> {
        match self {
            Self::Of { seats, .. } => seats.iter().collect(),
            Self::Nested { seats, .. } => seats.iter().flat_map(Self::named).collect(),
            Self::Whoever(_) => Vec::new(),
        }
    }
}

/// How many of the named must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// One is named.
    One,
    /// Any of those named.
    Any,
    /// All together.
    Jointly,
    /// Any so many different ones.
    AnyOf(u32),
    /// So many of those who are there on the day.
    Share(Share),
    /// So many of those of them who are not barred in the case.
    ShareOfUnbarred(Share),
}

/// A share of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Share {
    /// `all of class_a`
    All,
    /// `more than half of class_a`
    MoreThanHalf,
    /// `at least 2/3 of class_a`; not above 1, the denominator not 0.
    AtLeast(u32, u32),
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// `H holds P, Q`, `H holds every power in sector S except P`. A class has no holder, no place of text and no others here.
    Hold { holding: Holding, what: What },
    /// `nobody holds P`
    Nobody { what: What },
    /// `P is not required`
    NotRequired { what: What },
    /// `M P from A under D to B`, `M every power of A … to B`. `under`: of powers by name, by which texts the giver has them; of a class it stands there.
    Transfer { modality: Name, what: What, from: Holder, under: Vec<TextPlace>, to: Holding },
    /// `A keeps P`
    Keep { by: Holder, what: What },
    /// `X may not hold P`
    Bar { who: Holder, what: What },
    /// `P may not be passed on`
    Reserve { what: What, below: Option<Name>, except: Vec<Name> },
    /// `X may take over P from Y`
    TakeOver { by: Holding, what: What, from: Holder },
    /// `X may M P to Y`
    Enable { giver: Holder, modality: Name, what: What, to: Holding },
}

/// The powers that a rule speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// By name.
    Powers(Vec<Name>),
    /// `every [other] power of A [in sector S] [under D] [except P, decree article 77]`. Of a `holds`-less rule
    /// (`X may not hold every power`) the holder is absent.
    Every {
        /// Place of the phrase.
        span: Span,
        /// `every other power`
        other: bool,
        /// `of A`
        of: Option<Holder>,
        /// `in sector S, T`
        sectors: Vec<Name>,
        /// `under decree_62_2025`
        under: Vec<TextPlace>,
        /// `except …`: powers or provisions. A bare name may be either a power or an instrument.
        except: Vec<TextPlace>,
    },
}

/// An operation on law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// `set limit of goods to 3 billion VND`, `set limit of head for goods to …`, `set agency_forms to D, AI`
    Set { parameter: Name, of: Vec<Name>, per: Vec<Name>, to: Vec<Expression> },
    /// `repeal X, Y`
    Repeal { targets: Vec<TextPlace> },
    /// `replace X with` + lines below
    Replace { target: TextPlace },
    /// `insert after X` + lines below
    InsertAfter { target: TextPlace },
    /// `suspend X`
    Suspend { targets: Vec<TextPlace> },
    /// `extend X until D`
    Extend { targets: Vec<TextPlace> },
    /// `start X on D`
    Start { targets: Vec<TextPlace> },
    /// `read X for Y [in D]`
    Read { new: Holder, old: Holder },
    /// `abolish B from D`
    Abolish { bodies: Vec<Name> },
    /// `appoint an_nguyen to cfo`
    Appoint { person: Name, office: Holder },
    /// `this instrument applies only when C`
    AppliesOnlyWhen { place: TextPlace, condition: Condition },
    /// `this instrument prevails over X, every decree …`; a third text may say it of two others
    PrevailsOver { place: TextPlace, over: Vec<TextPlace> },
    /// `this instrument yields to X`
    YieldsTo { place: TextPlace, to: Vec<TextPlace> },
    /// `for commit when …` + steps
    For { what: What },
}

/// Something to be done besides deciding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub kind: StepKind,
    /// By or of whom.
    pub who: Vec<Whom>,
    /// How many of them: all of them where it is [`Mode::One`] or [`Mode::Jointly`].
    pub mode: Mode,
    /// `within … else …`: of those asked, and then of each to whom silence passes it.
    pub deadlines: Vec<Deadline>,
    /// Where it is asked.
    pub cases: Box<Cases>,
}

/// Of whom something is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// `A`, `A of site`
    Holder(Holder),
    /// `every ministry`: of a kind, or of an office of which there are many.
    Every {
        /// The whole of it.
        span: Span,
        /// The kind.
        name: Name,
    },
    /// `commune_pc of every affected`: for each of the set that a fact gives.
    OfEvery {
        /// The whole of it.
        span: Span,
        /// The body.
        name: Name,
        /// The set.
        of: Name,
    },
    /// `whoever holds licence`
    Whoever {
        /// The whole of it.
        span: Span,
        /// The power.
        power: Name,
    },
}

/// The cases for which a step or a deadline of its own is meant: all, where nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cases {
    /// `when C`
    pub when: Option<Condition>,
    /// `except when C`, behind `when` where both stand
    pub except: Option<Condition>,
}

impl Cases {
    /// The conditions said, in their order.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.when.iter().chain(&self.except)
    }
}

/// The kinds of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// `with consent of`
    Consent,
    /// `after consulting`
    Consult,
    /// `on proposal of`
    Proposal,
    /// `after review by`
    Review,
    /// `in coordination with`
    Coordination,
    /// `notifying`
    Notify,
}

/// `within N of D, else …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The whole of it.
    pub span: Span,
    /// How long: the sum of these.
    pub within: Option<Spanned<Vec<Length>>>,
    /// From when: a date fact or a date.
    pub of: Option<Expression>,
    /// `beginning with`: that day is the first of the period.
    pub beginning_with: bool,
    /// `later of 15 working days of a and 50 days of b`: the periods behind the first.
    pub others: Option<OtherPeriods>,
    /// `ending on a working day`
    pub on_working_day: bool,
    /// What silence does.
    pub or_else: Option<Silence>,
    /// Of the holder's own deadline: where it runs.
    pub cases: Box<Cases>,
}

/// Periods beside that of which a deadline speaks first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherPeriods {
    /// `later of`: it ends with the last of all; else `earlier of`, with the first.
    pub last: bool,
    /// Each of them.
    pub periods: Vec<PeriodFrom>,
}

/// `15 working days of received`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodFrom {
    /// The whole of it.
    pub span: Span,
    /// How long: the sum of these.
    pub within: Spanned<Vec<Length>>,
    /// From when.
    pub of: Expression,
    /// `beginning with`: that day is the first of the period.
    pub beginning_with: bool,
}

/// A part of how long a period is: `15 working days`, `extension`, `(term of matter)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Length {
    /// Where.
    pub span: Span,
    /// How long.
    pub kind: LengthKind,
}

/// How long it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LengthKind {
    /// `15 working days`
    Fixed {
        /// How many.
        count: u32,
        /// Of what.
        unit: DurationUnit,
    },
    /// `40 sitting_days`
    Counted {
        /// How many.
        count: u32,
        /// The calendar.
        calendar: Name,
    },
    /// `review_days`, `term of matter`: as long as a parameter or a fact says.
    Named {
        /// Its name.
        name: Name,
        /// `of matter`. Of the last part without brackets it may as well be that the period counts from `matter`, where
        /// what is named is kept by no list: `within term of received of file`.
        of: Option<Name>,
        /// `for district`
        per: Option<Name>,
        /// In brackets, which settle that.
        bracketed: bool,
    },
}

/// The effect of silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Silence {
    /// `approved`
    Approved,
    /// `refused`
    Refused,
    /// `refused until decided`
    RefusedUntilDecided,
    /// `lapses`
    Lapses,
    /// `passes to X`
    PassesTo(Holder),
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The whole of it.
    pub span: Span,
    /// What it says.
    pub kind: ConditionKind,
}

/// What a condition says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConditionKind {
    /// `C and D`, `all of`
    And(Vec<Condition>),
    /// `C or D`, `any of`
    Or(Vec<Condition>),
    /// `not C`
    Not(Box<Condition>),
    /// `none of` + list
    NoneOf(Vec<Condition>),
    /// `any 2 of` + list
    AtLeast(u32, Vec<Condition>),
    /// `S at least 5 and at most 10`: one subject, one or more limits (all must hold).
    Compare { subject: Expression, limits: Vec<(Spanned<Comparison>, Expression)> },
    /// `S is V`, `S is A and B` (a set written out), `S is one of …`, `S is none of …`, `S is not V`.
    Is { subject: Expression, relation: Spanned<IsRelation>, values: Vec<Expression> },
    /// `S is none`, `S is not none`
    IsNone { subject: Expression, negated: bool },
    /// `S include A`, `S include only A, B`. `any` is true for `include A or B`, false for `include A and B`.
    Include { subject: Expression, only: bool, any: bool, values: Vec<Name> },
    /// `any Chemical has C`, `any 2 …`, `every …`, `no …`
    Over { quantifier: Quantifier, members: Members, condition: Box<Condition> },
    /// `P is held by X`, `is held at T`, `is held below T`
    Held { power: Name, how: HeldHow },
    /// `O is vacant`, `O of X is not vacant`
    Vacant { office: Holder, negated: bool },
    /// A yes-or-no fact by name, or `f of g` of a fact kept by a list.
    Fact(Expression),
    /// `(urgent or large) until 2026-12-31`: a condition in brackets has no date to compare, so these are the dates of the rule.
    Dated { condition: Box<Condition>, bounds: Vec<Bound> },
}

/// How `is` relates subject and values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IsRelation {
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `is one of`
    IsOneOf,
    /// `is none of`
    IsNoneOf,
}

/// Comparisons of ordered values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `at least`, `>=`, `from` (dates)
    AtLeast,
    /// `above`, `>`, `after`
    Above,
    /// `at most`, `<=`, `until`
    AtMost,
    /// `below`, `<`, `before`
    Below,
    /// `=` (the word is `is`)
    Equal,
}

/// The values of a list: `Party`, `Party except target`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Members {
    /// Of which list.
    pub list: Name,
    /// Without these.
    pub except: Vec<Name>,
}

/// Over a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// `any`
    Any,
    /// `any N`
    AnyN(u32),
    /// `every`
    Every,
    /// `no`
    No,
}

/// Held how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldHow {
    /// `by X`, `by X or Y` …
    By(Holding),
    /// `at T`
    At(Name),
    /// `below T`
    Below(Name),
}

/// A value or a computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// The whole of it.
    pub span: Span,
    /// What it says.
    pub kind: ExpressionKind,
}

impl Expression {
    /// What stands first in a sum: `a` in `a + b - c`.
    pub fn first_mut(&mut self) -> &mut Self {
        match self.kind {
            ExpressionKind::Binary(_, ref mut left, _) => left.first_mut(),
            _ => self,
        }
    }
}

/// What an expression says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpressionKind {
    /// A fact, parameter, value of a list, body …
    Name(String),
    /// `limit of category`
    Of(Name, Name),
    /// `limit of grade for category`: of what is kept by two lists. Without the middle one: `turnover for germany`.
    OfFor(Name, Option<Box<Name>>, Box<Name>),
    /// `50`, `1.5`, `2 billion`, `2/3`
    Number(Number),
    /// `50 MW`, `2 billion VND`
    Quantity(Number, Name),
    /// `65%`
    Percent(Number),
    /// `2025-07-01`
    Date(Date),
    /// `15 working days`
    Duration(Number, DurationUnit),
    /// `today`
    Today,
    /// `yes` / `no`
    YesNo(bool),
    /// `none`
    None,
    /// `unlimited`
    Unlimited,
    /// `- x`
    Negate(Box<Expression>),
    /// `x + y` …
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// `10% of limit`, `2/3 of members`: a share of something.
    ShareOf(Box<Expression>, Box<Expression>),
    /// `sum over Chemical of E`
    SumOver(Members, Box<Expression>),
    /// `count of fields`
    CountOf(Name),
    /// `greater of 10% of total and 5 USD`, `later of received and paid`
    Extreme(Spanned<Extreme>, Vec<Expression>),
}

/// Which of several values is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extreme {
    /// The greatest amount.
    Greater,
    /// The least amount.
    Lesser,
    /// The last date.
    Later,
    /// The first date.
    Earlier,
}

impl Extreme {
    /// Whether no other value is more than the one that is meant.
    #[must_use]
    pub const fn is_greatest(self) -> bool {
        matches!(self, Self::Greater | Self::Later)
    }
    /// Whether it speaks of dates.
    #[must_use]
    pub const fn is_of_dates(self) -> bool {
        matches!(self, Self::Later | Self::Earlier)
    }
}

/// Arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// A number exactly as written: `1_500`, `1.5`, `2/3`, `2 billion`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its place.
    pub span: Span,
    /// Digits of the numerator without separators, decimal point kept: `1500`, `1.5`.
    pub digits: String,
    /// After `/`: digits of the denominator.
    pub denominator: Option<String>,
    /// 0, 3 (thousand), 6 (million) or 9 (billion).
    pub power_of_ten: u32,
}

/// `every authorise has an end`, …
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    /// `every M has an end`
    HasEnd { modality: Name },
    /// `P has a holder [when C] [from D]`; the bounds and conditions are clauses of the line.
    HasHolder { power: Name },
    /// `P is held by X [when C]`
    Held { power: Name, how: HeldHow },
    /// `no power [in sector S] is held at|below T`, `… is held by X`
    NoPower { sectors: Vec<Name>, how: HeldHow },
    /// `every power [in sector S] is held …`
    EveryPower { sectors: Vec<Name>, how: HeldHow },
    /// `208 powers move from central to province [in sector S] [under D]`; the day is a clause of the line.
    Moves { count: Spanned<u32>, from: Name, to: Name, sectors: Vec<Name>, under: Vec<TextPlace> },
}

/// One item after `given`: `source is solar`, `fields are generation and trading`, `ready` (yes), `limit of goods is 5 VND`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The whole of it.
    pub span: Span,
    /// The fact or parameter.
    pub name: Name,
    /// `of goods`
    pub of: Option<Name>,
    /// `for germany`
    pub per: Option<Name>,
    /// The value; several for a set. `yes` where only the name is written.
    pub values: Vec<Expression>,
}

/// What an answer is expected to need: `site`, `turnover of target`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// The fact, event, parameter or power.
    pub name: Name,
    /// `of target`
    pub of: Option<Name>,
    /// `for fr`
    pub per: Option<Name>,
}

/// What a test expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// `H holds P [under R]`
    Holds { holding: Holding, power: Name, under: Option<TextPlace> },
    /// `nobody holds P [under R]`
    Nobody { power: Name, under: Option<TextPlace> },
    /// `P is not required [under R]`
    NotRequired { power: Name, under: Option<TextPlace> },
    /// `not yet in force over P`
    NotYetInForce { power: Name },
    /// `gap over P`
    Gap { power: Name },
    /// `conflict over P`
    Conflict { power: Name },
    /// `undetermined over P, needs site, turnover of target`
    Undetermined { power: Name, needs: Vec<Needed> },
    /// `X may not hold P`
    Barred { who: Holder, power: Name },
    /// `pending over P`, `not pending over P`
    Pending { power: Name, so: bool },
    /// `approved over P`, `refused over P`
    Silence { power: Name, means: Silence },
    /// `P with consent of X within …, else …`; `P not with consent of X`
    Step { power: Name, asked: bool, step: Box<Step> },
    /// `X may take over P from Y`, `X may not take over P from Y`
    TakeOver { by: Holding, power: Name, from: Holder, so: bool },
}
