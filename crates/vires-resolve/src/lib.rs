//! Trees → model: packages, names, types and exact values, lowered to the tables of [`vires_model`].
//!
//! **Invariants.** Pure: no files, no clock; what a list file says is handed in through [`Attachments`]. A line in
//! error costs that line and no other: whatever it declares is remembered, and its uses are not reported again.
//! The same input gives the same model and the same problems in the same order.

mod again;
mod amendments;
mod applications;
mod appointments;
mod asked;
mod bodies;
mod broken;
mod calendars;
mod checks;
mod choices;
mod circles;
mod citation;
mod clauses;
mod comparisons;
mod computations;
mod conditions;
mod dates_behind;
mod declarations;
mod derived;
mod doubt;
mod events;
mod exclusion;
mod extremes;
mod facts;
mod ground;
mod groups;
mod hand;
mod holders;
mod idle_words;
mod instruments;
mod joined;
mod kept;
mod later;
mod list_files;
mod lists;
mod lost;
mod meant;
mod modalities;
mod names;
mod needed;
mod numbers;
mod own_dates;
mod packages;
mod pairs;
mod parameters;
mod periods;
mod phrases;
mod pieces;
mod places;
mod powers;
mod problem;
mod provisions;
mod readings;
mod resolver;
mod rules;
mod sectors;
mod settings;
mod spelling;
mod steps;
mod sums;
mod territories;
mod types;
mod units;
mod unsupported;
mod uses;
mod vacant;
mod values;
mod versions;
mod whom;
mod withheld;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{Day, FileId, Model, PowerId, ProvisionId, SourceSpan};
use vires_syntax::ast;
use vires_words::Words;

pub use again::Memory;
pub use amendments::{Standing, Stretch, TurnsOn};
pub use citation::title;
pub use doubt::Doubt;
pub use events::{AFTER as EVENT_AFTER, ON as EVENT_ON, seen_from};
pub use names::{DerivedId, EventId, KeptId, Sorts, Thing, UnitId};
pub use numbers::written_as;
pub use packages::package_by_file;
pub use problem::{Declarable, Problem, Remedy, Severity, code};
use resolver::Resolver;
pub use spelling::{folded, nearness};
pub use units::Measured;
use uses::Settled;
pub use uses::{Mention, Named, Role, SectorId, Uses};

/// One file as it was parsed.
#[derive(Debug, Clone, Copy)]
pub struct SourceFile<'a> {
    /// Its id in every span of the result.
    pub id: FileId,
    /// Its path as people read it.
    pub path: &'a str,
    /// Its text: the words on lines that could not be read may be names.
    pub text: &'a str,
    /// Which of the texts that the file had one after another this is, where somebody counts them: two of one number are
    /// the same, and need not be compared.
    pub edition: Option<u64>,
    /// Its tree.
    pub tree: &'a ast::File,
}

/// What is resolved together.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// All files of all packages in a fixed order: those of the root packages by path, then those of the packages used.
    pub files: &'a [SourceFile<'a>],
    /// Only what was published by that day counts: other instruments say nothing at all. None: everything.
    pub known: Option<Day>,
    /// The language (`en`, `vi`) of what is said about a package, by package name, from its manifest; `en` where absent.
    pub languages: &'a BTreeMap<String, String>,
}

/// The files that a policy names besides its own: lists kept as CSV.
pub trait Attachments {
    /// The text of the file `name`, looked for beside the file `from`, with its own id for spans.
    ///
    /// # Errors
    /// A sentence that says why it cannot be read.
    fn read(&self, from: FileId, name: &str) -> Result<(FileId, String), Words>;
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// Everything that could be resolved.
    pub model: Model,
    /// What could not, ordered by place.
    pub problems: Vec<Problem>,
    /// The powers of which not every rule could be resolved: what is missing there may be what would fill a gap or
    /// settle an overlap, so neither can be said of them.
    pub broken: BTreeSet<PowerId>,
    /// Those of them that have lost nothing but grants: one claim more settles no overlap of the others.
    pub lacking_grants: BTreeSet<PowerId>,
    /// The powers of which something may be missing, because of lines of which nobody knows what they are about: what is
    /// found of them is told with these lines, and nothing is decided.
    pub doubtful: BTreeMap<PowerId, Doubt>,
    /// The powers of which not every step or deadline could be read: who holds them can be said, what has to be done besides cannot.
    pub lacking_steps: BTreeSet<PowerId>,
    /// The lines because of which each of them is not examined: those that were lost themselves, and those that made
    /// them unreadable, nearest first. What is wrong there is a problem, or an error of syntax.
    pub withheld: BTreeMap<PowerId, Vec<SourceSpan>>,
    /// Whether a line at the margin could not be read, so that what it declared is not there.
    pub names_unread: bool,
    /// Units and currencies, for values of cases given in another unit than the fact's own.
    pub units: Vec<Measured>,
    /// The tests, by number, that give parameters values of their own: they are decided by [`resolve_as_given`].
    pub tests_with_values: BTreeSet<usize>,
    /// The tests that are not there, because they or what they ask about is in error: nobody can decide them.
    pub tests_unread: Vec<SourceSpan>,
    /// How provisions stand of which the dates of their instrument do not say all.
    pub standings: BTreeMap<ProvisionId, Standing>,
    /// Which stretch of text names what.
    pub uses: Uses,
}

impl Resolved {
    /// Whether something of a power is or may be missing: nothing is decided then.
    #[must_use]
    pub fn is_uncertain(&self, power: PowerId) -> bool {
        self.broken.contains(&power) || self.doubtful.contains_key(&power)
    }

    /// All powers of which that is so.
    #[must_use]
    pub fn uncertain(&self) -> BTreeSet<PowerId> {
        self.broken.iter().chain(self.doubtful.keys()).copied().collect()
    }
}

/// Resolves the files.
#[must_use]
pub fn resolve(input: &Input<'_>, attachments: &dyn Attachments) -> Resolved {
    resolve_in(input, attachments, None)
}

/// Resolves the files with the values that one test, by its number, gives to parameters, whatever the law says.
#[must_use]
pub fn resolve_as_given(input: &Input<'_>, attachments: &dyn Attachments, test: usize) -> Resolved {
    resolve_in(input, attachments, Some(test))
}

/// Resolves the files as [`resolve`] does, with what is remembered of how they were read before.
#[must_use]
pub fn resolve_again(memory: &mut Memory, input: &Input<'_>, attachments: &dyn Attachments) -> Resolved {
    let (mut resolver, runs) = memory.resolver(input, attachments);
    resolver.rules_again(runs);
    match finish(resolver, None, &mut runs.settled) {
        Ok(resolved) => {
            memory.forget_dated_events();
            resolved
        }
        Err(events) => resolve_again(memory.with_dates_of(events), input, attachments),
    }
}

fn resolve_in(input: &Input<'_>, attachments: &dyn Attachments, test: Option<usize>) -> Resolved {
    let mut dated = BTreeSet::new();
    loop {
        let mut resolver = Resolver::new(Arc::from(input.files), input.known);
        resolver.dated_events = dated;
        resolver.ground(input.languages, attachments);
        resolver.rules();
        match finish(resolver, test, &mut Settled::default()) {
            Ok(resolved) => return resolved,
            Err(events) => dated = events,
        }
    }
}

/// What looks at all rules.
///
/// # Errors
/// The events of which it is asked on which day they are, where these are more than were known to be: with them, everything
/// is to be read once more.
fn finish(
    mut resolver: Resolver<'_>,
    test: Option<usize>,
    settled: &mut Settled,
) -> Result<Resolved, BTreeSet<EventId>> {
    resolver.incompatible_offices();
    resolver.words();
    resolver.set_lines();
    resolver.remarks_on_changes();
    resolver.gone_citations();
    resolver.circles_of_powers();
    resolver.assumptions();
    resolver.checks();
    resolver.overrides = test.and_then(|test| resolver.given_values.get(test).cloned()).unwrap_or_default();
    resolver.vacancies_known();
    resolver.settle();
    resolver.idle_set_lines();
    resolver.settings_told();
    resolver.bodies_asked();
    resolver.sectors_without_powers();
    resolver.idle_words();
    if !resolver.events_to_date.is_empty() {
        return Err(&resolver.dated_events | &resolver.events_to_date);
    }
    Ok(resolver.finish(settled))
}
