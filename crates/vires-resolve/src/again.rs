//! Resolving again after an edit: the ground stands, and the rules of a file in which nothing has changed read as they did.
//!
//! Where the [ground](crate::ground) is what it was, the rules of a file whose text is what it was are taken over, with
//! everything that reading them left behind: warnings, citations, mentions of names.
//!
//! What is remembered is compared, never hashed. A file of which a line is in error, or that shares with other files what
//! reading rules brings forth (see [`Resolver::entangled`]), is never taken over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{Appointment, Attachment, FileId, Id, Model, ProvisionId, Rule, RuleId};
use vires_syntax::span::Span;

use crate::amendments::{Citing, Layer};
use crate::ground::{File, Ground};
use crate::names::EventId;
use crate::problem::{Problem, Severity};
use crate::provisions::Placed;
use crate::resolver::Resolver;
use crate::uses::{Mention, Named, Settled, Shared};
use crate::{Attachments, Input};

/// How files were read before.
#[derive(Debug, Default)]
pub struct Memory {
    files: Vec<Arc<File>>,
    ground: Option<Ground>,
    /// Counts the grounds that were read.
    grounds: u64,
    runs: Runs,
    /// The events without a date that are read as questions for their dates, and the same for more of them.
    dated: BTreeSet<EventId>,
    with_more_dates: Option<Box<Memory>>,
}

/// How the rules of each file were read.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    /// The model before any rule was read.
    ground: Model,
    /// By the file and the number of the run in it: rules of several files may take turns.
    known: BTreeMap<(FileId, usize), Run>,
    /// Counts the runs that were read and not taken over.
    read: u64,
    pub(crate) settled: Settled,
}

/// Rules and operations of one file that follow each other.
#[derive(Debug)]
struct Run {
    lines: Vec<(ProvisionId, Layer, Span)>,
    left: Left,
}

/// What reading a run left behind.
#[derive(Debug, Default)]
struct Left {
    rules: Vec<Arc<Rule>>,
    /// Which of them depend on who holds a power, and which ask somebody.
    looking: Vec<usize>,
    asking: Vec<usize>,
    attachments: Vec<Attachment>,
    appointments: Vec<Appointment>,
    problems: Vec<Problem>,
    mentions: Vec<Shared>,
    outliving: Vec<ProvisionId>,
    bases: Vec<Citing>,
    citing: Vec<Citing>,
}

/// How much of each there is.
#[derive(Clone, Copy)]
struct Mark {
    rules: usize,
    attachments: usize,
    appointments: usize,
    problems: usize,
    mentions: usize,
    outliving: usize,
    bases: usize,
    citing: usize,
}

impl Memory {
    /// How often rules of one file that follow each other were read, and not taken over.
    #[must_use]
    pub fn runs_read(&self) -> u64 {
        self.runs.read
    }

    /// How often everything but rules was read.
    #[must_use]
    pub fn grounds_read(&self) -> u64 {
        self.grounds
    }

    /// What is remembered of reading the files with those events as questions for their dates.
    pub(crate) fn with_dates_of(&mut self, events: BTreeSet<EventId>) -> &mut Self {
        let known = self.with_more_dates.take().filter(|known| known.dated == events);
        let further = known.unwrap_or_else(|| Box::new(Self { dated: events, ..Self::default() }));
        self.with_more_dates.insert(further)
    }

    /// No more events than these are such.
    pub(crate) fn forget_dated_events(&mut self) {
        self.with_more_dates = None;
    }

    /// Remembers the files as they are now. Of those that are what they were on the same ground, the rules may be taken
    /// over; all others are forgotten.
    fn stand_on(&mut self, input: &Input<'_>) {
        let mut stands = self.files.len() == input.files.len();
        for (n, new) in input.files.iter().enumerate() {
            let old = self.files.get_mut(n);
            if old.as_ref().is_some_and(|old| old.is(new)) {
                continue;
            }
            stands &= old.as_ref().is_some_and(|old| old.is_same_but_for_rules(new));
            self.runs.known.retain(|(file, _), _| *file != new.id);
            let now = Arc::new(File::of(new));
            match old {
                Some(old) => *old = now,
                None => self.files.push(now),
            }
        }
        self.files.truncate(input.files.len());
        if !stands {
            self.ground = None;
            self.runs.known.clear();
        }
    }

    /// A resolver with everything read but rules, and what is remembered of how those were read.
    pub(crate) fn resolver<'m>(
        &'m mut self,
        input: &Input<'m>,
        attachments: &dyn Attachments,
    ) -> (Resolver<'m>, &'m mut Runs) {
        self.stand_on(input);
        if self.ground.as_ref().is_some_and(|ground| !ground.stands(input, attachments)) {
            self.ground = None;
        }
        let ground = &*self.ground.get_or_insert_with(|| {
            self.grounds += 1;
            Ground::read(self.files.clone(), self.dated.clone(), input, attachments)
        });
        (ground.under(input, &self.files), &mut self.runs)
    }
}

impl<'a> Resolver<'a> {
    /// Reads all rules, and takes over what is remembered.
    pub(crate) fn rules_again(&mut self, memory: &mut Runs) {
        // What list files say is part of the ground, too.
        if memory.ground.is_same_but_for_rules(&self.model) {
            // The very same rows: whoever compares them next sees it at once.
            self.model = memory.ground.clone();
        } else {
            memory.known.clear();
            memory.ground = self.model.clone();
        }
        self.late_meanings.clear();
        let sectors = self.uses.borrow().sectors();
        let placed = self.placed.clone();
        let mut runs: BTreeMap<FileId, usize> = BTreeMap::new();
        for run in placed.chunk_by(|a, b| a.here.file == b.here.file) {
            let Some(file) = run.first().map(|first| first.here.file) else { continue };
            let number = runs.entry(file).or_default();
            let key = (file, *number);
            *number += 1;
            if let Some(known) = memory.known.get(&key)
                && known.lines.iter().copied().eq(run.iter().map(identity))
            {
                self.take_over(&known.left);
                continue;
            }
            memory.known.remove(&key);
            memory.read += 1;
            self.entangled = false;
            let mark = self.mark();
            let done = self.read_rules(run);
            self.remark(mark.rules);
            if done.is_err() || self.entangled {
                continue;
            }
            let left = self.left_since(mark);
            // A sector that only rules name is numbered by whichever names it first.
            let is_late = |mention: &Mention| matches!(mention.named, Named::Sector(sector) if sector >= sectors);
            let is_error = |problem: &Problem| problem.severity == Severity::Error;
            if !left.mentions.iter().flat_map(|part| part.iter()).any(is_late) && !left.problems.iter().any(is_error) {
                memory.known.insert(key, Run { lines: run.iter().map(identity).collect(), left });
            }
        }
    }

    fn take_over(&mut self, left: &Left) {
        let start = self.model.rules.len();
        let number = |n: &usize| RuleId::new(start + n);
        self.looking.extend(left.looking.iter().map(number));
        self.asking.extend(left.asking.iter().map(number));
        for rule in &left.rules {
            self.model.rules.push_shared(Arc::clone(rule));
        }
        self.model.attachments.extend_from_slice(&left.attachments);
        self.model.appointments.extend_from_slice(&left.appointments);
        self.problems.extend_from_slice(&left.problems);
        self.uses.get_mut().extend(&left.mentions);
        self.outliving.extend_from_slice(&left.outliving);
        self.bases.extend_from_slice(&left.bases);
        self.citing.extend_from_slice(&left.citing);
    }

    fn mark(&self) -> Mark {
        Mark {
            rules: self.model.rules.len(),
            attachments: self.model.attachments.len(),
            appointments: self.model.appointments.len(),
            problems: self.problems.len(),
            mentions: self.uses.borrow().len(),
            outliving: self.outliving.len(),
            bases: self.bases.len(),
            citing: self.citing.len(),
        }
    }

    fn left_since(&self, mark: Mark) -> Left {
        fn since<T: Clone>(all: &[T], mark: usize) -> Vec<T> {
            all.get(mark..).unwrap_or_default().to_vec()
        }
        let rules = self.model.rules.ids().skip(mark.rules);
        let mentions = self.uses.borrow().since(mark.mentions);
        let of_these = |ids: &[RuleId]| ids.iter().filter_map(|id| id.index().checked_sub(mark.rules)).collect();
        Left {
            looking: of_these(&self.looking),
            asking: of_these(&self.asking),
            rules: rules.filter_map(|id| self.model.rules.shared(id)).cloned().collect(),
            attachments: since(&self.model.attachments, mark.attachments),
            appointments: since(&self.model.appointments, mark.appointments),
            problems: since(&self.problems, mark.problems),
            mentions,
            outliving: since(&self.outliving, mark.outliving),
            bases: since(&self.bases, mark.bases),
            citing: since(&self.citing, mark.citing),
        }
    }
}

fn identity(placed: &Placed<'_>) -> (ProvisionId, Layer, Span) {
    (placed.place, placed.layer, placed.line.span)
}
