//! The state of one resolution.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use vires_model::{
    BodyId, Day, FactId, FileId, Holder, InstrumentId, Life, ListId, Model, PackageId, ParameterId, PowerId,
    PrecedenceKey, ProvisionId, ProvisionKind, RuleId, SourceSpan, ValueId,
};
use vires_syntax::ast;
use vires_syntax::span::Span;

use crate::amendments::{Citing, Law, Spot};
use crate::applications::{Application, ApplicationLine};
use crate::broken::{Lines, Loss, Lost, add_lines};
use crate::declarations::Declared;
use crate::derived::{Derived, Meaning};
use crate::events::Event;
use crate::hand::Hand;
use crate::kept::KeptFact;
use crate::names::{DerivedId, EventId, Namespace, Thing, UnitId};
use crate::pairs::Pairs;
use crate::parameters::{ParameterType, Piece};
use crate::periods::Timed;
use crate::pieces::Deferred;
use crate::problem::{Done, Problem};
use crate::provisions::{Placed, Text};
use crate::readings::{Abolition, Reading};
use crate::settings::{Clash, Lack, Override, SetRow};
use crate::units::Unit;
use crate::uses::{Noted, Settled};
use crate::{Resolved, SourceFile};

/// Where a line stands: names are looked up from its package, spans are in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Here {
    pub(crate) package: PackageId,
    pub(crate) file: FileId,
}

impl Here {
    pub(crate) const fn span(self, span: Span) -> SourceSpan {
        SourceSpan { file: self.file, start: span.start, end: span.end }
    }
}

/// Whose acts `act` asks about, if anyone's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Act {
    /// No one power is spoken of.
    Nowhere,
    /// The powers spoken of all have this fact.
    Of(FactId),
    /// This power is spoken of and has no acts.
    Lacking(PowerId),
    /// A derived fact on its own: that is judged where it is used.
    Later,
}

#[derive(Clone)]
pub(crate) struct Resolver<'a> {
    pub(crate) files: Arc<[SourceFile<'a>]>,
    pub(crate) model: Model,
    pub(crate) problems: Vec<Problem>,
    /// Things whose declaration is in error.
    pub(crate) poisoned: BTreeSet<Thing>,
    /// Values whose row is in error.
    pub(crate) poisoned_values: HashMap<ListId, HashMap<String, SourceSpan>>,
    /// Lines of other texts than their declaration because of which things are in error.
    pub(crate) poisoned_by: BTreeMap<Thing, Lines>,
    pub(crate) suggested: u32,
    /// Something was read that rules of several files share: which of them brought it forth depends on what else there is.
    pub(crate) entangled: bool,
    /// The rules that depend on who holds a power, and those that ask somebody or give a time: few of many.
    pub(crate) looking: Vec<RuleId>,
    pub(crate) asking: Vec<RuleId>,
    /// Meanings of derived facts that were found out while rules were read.
    pub(crate) late_meanings: HashSet<(DerivedId, Act, Option<ValueId>)>,

    // Packages and names.
    pub(crate) uses: RefCell<Noted>,
    pub(crate) namespaces: Vec<Arc<Namespace>>,
    pub(crate) package_names: HashMap<String, PackageId>,
    pub(crate) package_of_file: HashMap<FileId, PackageId>,
    pub(crate) declared: Vec<Declared<'a>>,

    // What the model does not keep of declarations.
    pub(crate) units: Vec<Unit>,
    pub(crate) unit_of_fact: HashMap<FactId, UnitId>,
    pub(crate) derived: Vec<Derived<'a>>,
    pub(crate) meanings: HashMap<(DerivedId, Act, Option<ValueId>), Done<Meaning>>,
    pub(crate) kept: Vec<KeptFact>,
    pub(crate) events: Vec<Event>,
    /// The events without a date of which it is asked on which day they are: those known to be such, and those found now.
    pub(crate) dated_events: BTreeSet<EventId>,
    pub(crate) events_to_date: BTreeSet<EventId>,
    pub(crate) parameter_types: Vec<ParameterType>,
    pub(crate) settings: HashMap<(ParameterId, Option<ValueId>), Arc<Vec<Piece>>>,
    /// The same with the lines by which they are so, as the model has it.
    pub(crate) told_settings: BTreeMap<(ParameterId, Option<ValueId>), Vec<vires_model::Setting>>,
    pub(crate) hand: Box<Hand>,
    /// The days for which the members of groups are counted of which a line asks a share; none where it is read for all days at once.
    pub(crate) counted_on: Option<Life>,
    /// Comparisons that use parameters, by the number of their question.
    pub(crate) deferred: Vec<Deferred>,
    /// Offices of which it is asked whether they are vacant, by the number of their question.
    pub(crate) vacancies: Vec<Holder>,
    /// Lines that appoint somebody and could not be read: with one of them, which offices are vacant is not known.
    pub(crate) lost_appointments: Lines,
    /// Periods that wait for the values of parameters, by the place of their deadline.
    pub(crate) timed: BTreeMap<SourceSpan, Timed>,
    /// Lists of the pairs of two lists.
    pub(crate) pairs: Vec<Pairs>,
    pub(crate) set_rows: Vec<SetRow>,
    /// The `set` lines that set something on some day in some case.
    pub(crate) set_by: BTreeSet<SourceSpan>,
    /// Values given to parameters from outside, whatever the law says.
    pub(crate) overrides: Vec<Override>,
    /// The values that each test gives parameters.
    pub(crate) given_values: Vec<Vec<Override>>,
    /// The tests in error, which are left out.
    pub(crate) tests_unread: Vec<SourceSpan>,
    pub(crate) clashes: BTreeMap<ParameterId, Vec<Clash>>,
    /// Lines between which the declared precedence decides: the one that counts, the other, by what, and on which days.
    pub(crate) chosen: BTreeMap<(ParameterId, SourceSpan, SourceSpan), (PrecedenceKey, Vec<Life>)>,
    pub(crate) lacking: BTreeSet<Lack>,
    pub(crate) deriving: Vec<DerivedId>,
    /// Conditions that derived facts put into the condition in hand.
    pub(crate) inlined: usize,
    /// Something was read for the value of a list that is spoken of.
    pub(crate) spoken_of: BTreeSet<ListId>,
    /// Something could not be lowered only because no power is in hand whose acts `act` would ask about.
    pub(crate) turns_on_act: bool,
    /// How deep the condition in hand is nested, derived facts included.
    pub(crate) nesting: usize,
    /// The facts `act`, by what acts are called and labelled.
    pub(crate) acts: BTreeMap<Vec<(String, String)>, FactId>,

    // Texts.
    pub(crate) texts: Vec<Text<'a>>,
    pub(crate) provisions: Arc<HashMap<(ProvisionId, ProvisionKind, String), ProvisionId>>,
    pub(crate) children: Arc<HashMap<ProvisionId, Vec<ProvisionId>>>,
    pub(crate) law: Law,
    /// Only what was published by that day counts.
    pub(crate) known: Option<Day>,
    /// Those of texts as issued, file by file, then those that operations put in.
    pub(crate) placed: Vec<Placed<'a>>,
    /// How many stand in texts as issued.
    pub(crate) originals: usize,
    /// What provisions cite as their basis, looked up once every text is known.
    pub(crate) citations: Vec<(Here, Spot, &'a [ast::TextPlace])>,
    /// Instruments without a provision of their own, only cited: their provisions are made as they are cited.
    pub(crate) cited_only: BTreeSet<InstrumentId>,
    /// What texts cite as their basis.
    pub(crate) bases: Vec<Citing>,
    /// What else they cite.
    pub(crate) citing: Vec<Citing>,
    /// Places of rules that live longer than their place.
    pub(crate) outliving: Vec<ProvisionId>,
    pub(crate) abolitions: Vec<Abolition>,
    pub(crate) readings: Vec<Reading>,
    pub(crate) readings_of: HashMap<BodyId, Vec<usize>>,
    pub(crate) application_lines: Vec<ApplicationLine>,
    pub(crate) applications: Vec<Application>,
    pub(crate) applications_at: HashMap<ProvisionId, Vec<usize>>,

    // What is incomplete.
    pub(crate) broken: BTreeMap<PowerId, Loss>,
    /// What lines may be about of which nothing says it, and that they may be about all that is ruled in a place.
    pub(crate) doubtful: BTreeMap<PowerId, Loss>,
    pub(crate) doubtful_places: BTreeMap<ProvisionId, Lines>,
    /// Lists of which some row cannot be used.
    pub(crate) doubtful_lists: BTreeMap<ListId, Lines>,
    /// Powers under which not all is known that is to be done besides deciding.
    pub(crate) lacking_steps: BTreeSet<PowerId>,
    /// Lines whose powers are broken, looked at again once everything has its name.
    pub(crate) pending_breaks: Vec<(Here, &'a [ast::Line], SourceSpan)>,
    pub(crate) broken_bodies: BTreeMap<BodyId, Lines>,
    pub(crate) broken_places: BTreeMap<ProvisionId, Lines>,
    pub(crate) broken_facts: BTreeMap<FactId, Lines>,
    /// Parameters of which it is not known when or in which cases they are set.
    pub(crate) broken_parameters: BTreeMap<ParameterId, Lines>,
    /// A line that says which text prevails could not be read.
    pub(crate) order_unread: bool,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(files: Arc<[SourceFile<'a>]>, known: Option<Day>) -> Self {
        Self {
            files,
            model: Model::default(),
            problems: Vec::new(),
            poisoned: BTreeSet::new(),
            poisoned_values: HashMap::new(),
            poisoned_by: BTreeMap::new(),
            suggested: 0,
            entangled: false,
            looking: Vec::new(),
            asking: Vec::new(),
            late_meanings: HashSet::new(),
            uses: RefCell::default(),
            namespaces: Vec::new(),
            package_names: HashMap::new(),
            package_of_file: HashMap::new(),
            declared: Vec::new(),
            units: Vec::new(),
            unit_of_fact: HashMap::new(),
            derived: Vec::new(),
            meanings: HashMap::new(),
            kept: Vec::new(),
            events: Vec::new(),
            parameter_types: Vec::new(),
            settings: HashMap::new(),
            dated_events: BTreeSet::new(),
            events_to_date: BTreeSet::new(),
            told_settings: BTreeMap::new(),
            counted_on: None,
            hand: Box::default(),
            deferred: Vec::new(),
            vacancies: Vec::new(),
            lost_appointments: Lines::new(),
            timed: BTreeMap::new(),
            pairs: Vec::new(),
            set_rows: Vec::new(),
            set_by: BTreeSet::new(),
            overrides: Vec::new(),
            given_values: Vec::new(),
            tests_unread: Vec::new(),
            clashes: BTreeMap::new(),
            chosen: BTreeMap::new(),
            lacking: BTreeSet::new(),
            deriving: Vec::new(),
            inlined: 0,
            spoken_of: BTreeSet::new(),
            turns_on_act: false,
            nesting: 0,
            acts: BTreeMap::new(),
            texts: Vec::new(),
            provisions: Arc::default(),
            children: Arc::default(),
            law: Law::default(),
            known,
            placed: Vec::new(),
            originals: 0,
            citations: Vec::new(),
            cited_only: BTreeSet::new(),
            bases: Vec::new(),
            citing: Vec::new(),
            outliving: Vec::new(),
            abolitions: Vec::new(),
            readings: Vec::new(),
            readings_of: HashMap::new(),
            application_lines: Vec::new(),
            applications: Vec::new(),
            applications_at: HashMap::new(),
            broken: BTreeMap::new(),
            doubtful: BTreeMap::new(),
            doubtful_places: BTreeMap::new(),
            doubtful_lists: BTreeMap::new(),
            lacking_steps: BTreeSet::new(),
            pending_breaks: Vec::new(),
            broken_bodies: BTreeMap::new(),
            broken_places: BTreeMap::new(),
            broken_facts: BTreeMap::new(),
            broken_parameters: BTreeMap::new(),
            order_unread: false,
        }
    }

    pub(crate) fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The words of the text under a span.
    pub(crate) fn words_at(&self, here: Here, span: Span) -> &'a str {
        self.files
            .iter()
            .find(|file| file.id == here.file)
            .and_then(|file| file.text.get(span.start as usize..span.end as usize))
            .unwrap_or_default()
    }

    pub(crate) fn instrument_of(&self, place: ProvisionId) -> InstrumentId {
        self.model.provisions[place].instrument
    }

    pub(crate) fn finish(mut self, settled: &mut Settled) -> Resolved {
        self.spread_breakage();
        self.precedence_reported();
        // A condition lowered once for each of several lists of acts reports once.
        let order: HashMap<FileId, usize> = self.files.iter().enumerate().map(|(n, file)| (file.id, n)).collect();
        let place = |span: SourceSpan| {
            let file = order.get(&span.file).copied().unwrap_or(usize::MAX);
            (file, span)
        };
        self.problems.sort_by(|a, b| (place(a.span), a.code, &a.message).cmp(&(place(b.span), b.code, &b.message)));
        self.problems.dedup();
        let given: BTreeSet<usize> =
            self.given_values.iter().enumerate().filter(|(_, values)| !values.is_empty()).map(|(n, _)| n).collect();
        let standings = self.standings();
        let uses = std::mem::take(self.uses.get_mut()).settle(settled);
        Resolved {
            standings,
            units: self.measured(),
            lacking_grants: self
                .broken
                .iter()
                .filter(|(_, loss)| loss.lost == Lost::Grants)
                .map(|(id, _)| *id)
                .collect(),
            withheld: self.withheld(&uses),
            tests_unread: self.tests_unread,
            names_unread: self.namespaces.iter().any(|space| !space.unread.is_empty()),
            model: self.model,
            problems: self.problems,
            broken: self.broken.into_keys().collect(),
            doubtful: self.doubtful.into_iter().map(|(power, loss)| (power, loss.into())).collect(),
            lacking_steps: self.lacking_steps,
            tests_with_values: given,
            uses,
        }
    }

    /// Marks something as in error because of other lines than that which declares it.
    pub(crate) fn poison_by(&mut self, thing: Thing, by: &Lines) {
        self.poisoned.insert(thing);
        add_lines(self.poisoned_by.entry(thing).or_default(), by);
    }

    /// Marks a declaration as in error, so that its uses are silent.
    pub(crate) fn poison<T>(&mut self, thing: Thing, done: Done<T>) -> Option<T> {
        match done {
            Ok(value) => Some(value),
            Err(_) => {
                self.poisoned.insert(thing);
                None
            }
        }
    }
}

/// The words for provisions.
pub(crate) const fn provision_kind(kind: ast::ProvisionKind) -> ProvisionKind {
    match kind {
        ast::ProvisionKind::Part => ProvisionKind::Part,
        ast::ProvisionKind::Chapter => ProvisionKind::Chapter,
        ast::ProvisionKind::Section => ProvisionKind::Section,
        ast::ProvisionKind::Article => ProvisionKind::Article,
        ast::ProvisionKind::Clause => ProvisionKind::Clause,
        ast::ProvisionKind::Point => ProvisionKind::Point,
        ast::ProvisionKind::Subpoint => ProvisionKind::Subpoint,
        ast::ProvisionKind::Annex => ProvisionKind::Annex,
        ast::ProvisionKind::Paragraph => ProvisionKind::Paragraph,
        ast::ProvisionKind::Item => ProvisionKind::Item,
        ast::ProvisionKind::Subsection => ProvisionKind::Subsection,
        ast::ProvisionKind::Subparagraph => ProvisionKind::Subparagraph,
        ast::ProvisionKind::Schedule => ProvisionKind::Schedule,
        ast::ProvisionKind::Appendix => ProvisionKind::Appendix,
        ast::ProvisionKind::Regulation => ProvisionKind::Regulation,
        ast::ProvisionKind::Rule => ProvisionKind::Rule,
        ast::ProvisionKind::Table => ProvisionKind::Table,
        ast::ProvisionKind::Row => ProvisionKind::Row,
        ast::ProvisionKind::Sentence => ProvisionKind::Sentence,
    }
}
