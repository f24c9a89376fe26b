//! Because of which lines powers are not examined: from the lines that were lost back to those in error.
//!
//! A line was lost because of an error of its own, or because it names something whose declaration is in error, and so
//! on. Editors and `check` tell at the line in error which powers it keeps from being examined.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use vires_model::{FileId, PowerId, SourceSpan};
use vires_syntax::ast::{Line, LineKind};
use vires_syntax::{KEYWORDS, KeywordRow};

use crate::broken::{Lines, extent, words};
use crate::names::{Entry, Thing};
use crate::problem::Severity;
use crate::resolver::{Here, Resolver};
use crate::uses::{Mention, Named, Role, Uses};

impl Resolver<'_> {
    /// For each broken power the lines in error that broke it, nearest first.
    pub(crate) fn withheld(&self, uses: &Uses) -> BTreeMap<PowerId, Vec<SourceSpan>> {
        if self.broken.is_empty() {
            return BTreeMap::new();
        }
        let mut trace = Trace::new(self, uses);
        self.broken.iter().map(|(power, loss)| (*power, trace.roots(&loss.by))).collect()
    }
}

/// What is looked up on the way back.
struct Trace<'r, 'a> {
    resolver: &'r Resolver<'a>,
    uses: &'r Uses,
    /// What is wrong, by place.
    errors: BTreeSet<SourceSpan>,
    /// Where each thing is declared.
    declared: BTreeMap<Thing, Lines>,
    /// The words of keywords.
    keywords: HashSet<&'static str>,
    /// What was found before.
    behind: BTreeMap<(SourceSpan, bool), Lines>,
}

impl<'r, 'a> Trace<'r, 'a> {
    fn new(resolver: &'r Resolver<'a>, uses: &'r Uses) -> Self {
        let grave = resolver.problems.iter().filter(|problem| problem.severity == Severity::Error);
        let mut errors: BTreeSet<SourceSpan> = grave.map(|problem| problem.span).collect();
        for file in resolver.files.iter() {
            unreadable(file.id, &file.tree.lines, &mut errors);
        }
        let mut declared: BTreeMap<Thing, Lines> = BTreeMap::new();
        for row in &resolver.declared {
            if let Some(thing) = row.thing {
                declared.entry(thing).or_default().insert(extent(row.here, row.line));
            }
        }
        let phrases = KEYWORDS.iter().flat_map(KeywordRow::phrases);
        let keywords = phrases.flat_map(str::split_whitespace).collect();
        Self { resolver, uses, errors, declared, keywords, behind: BTreeMap::new() }
    }

    /// The lines in error behind lines that were lost: along the likeliest way, or where that leads to none, along all.
    fn roots(&mut self, lost: &Lines) -> Vec<SourceSpan> {
        let likely = self.roots_along(lost, false);
        if likely.is_empty() { self.roots_along(lost, true) } else { likely }
    }

    fn roots_along(&mut self, lost: &Lines, all_ways: bool) -> Vec<SourceSpan> {
        let mut seen: BTreeSet<SourceSpan> = lost.clone();
        let mut queue: VecDeque<SourceSpan> = lost.iter().copied().collect();
        let mut roots = Vec::new();
        while let Some(line) = queue.pop_front() {
            if self.is_in_error(line) {
                roots.push(line);
                continue;
            }
            let behind = self.behind(line, all_ways);
            queue.extend(behind.into_iter().filter(|line| seen.insert(*line)));
        }
        roots
    }

    fn is_in_error(&self, line: SourceSpan) -> bool {
        let from = SourceSpan { end: 0, ..line };
        let begins_in_it = self.errors.range(from..).next();
        begins_in_it.is_some_and(|error| error.file == line.file && error.start <= line.end)
    }

    /// The lines because of which a line was lost that has no error of its own.
    fn behind(&mut self, line: SourceSpan, all_ways: bool) -> Lines {
        if let Some(known) = self.behind.get(&(line, all_ways)) {
            return known.clone();
        }
        let is_poisoned = |thing: &Thing| self.resolver.poisoned.contains(thing);
        let ways: [&dyn Fn() -> Lines; 4] = [
            &|| self.declarations(line, &is_poisoned),
            &|| self.behind_words(line, false),
            // What a derived fact or a parameter comes to may be in error for some of its uses only.
            &|| self.declarations(line, &|_| true),
            // A name may be written as a keyword is, or stand for something of another sort, but seldom.
            &|| self.behind_words(line, true),
        ];
        let mut others = ways.iter().map(|way| way().into_iter().filter(|other| *other != line).collect::<Lines>());
        let found = match all_ways {
            true => others.chain([self.not_found(line.file)]).flatten().collect(),
            false => others.find(|found| !found.is_empty()).unwrap_or_else(|| self.not_found(line.file)),
        };
        self.behind.insert((line, all_ways), found.clone());
        found
    }

    /// Where the things are declared, or by which lines they are in error, that a line names.
    fn declarations(&self, line: SourceSpan, wanted: &dyn Fn(&Thing) -> bool) -> Lines {
        let all = self.uses.in_file(line.file);
        let from = all.partition_point(|mention| mention.span.start < line.start);
        let within = all.get(from..).unwrap_or_default().iter().take_while(|mention| mention.span.start < line.end);
        self.lines_of(&within.filter_map(thing_of).filter(wanted).collect())
    }

    fn lines_of(&self, things: &BTreeSet<Thing>) -> Lines {
        let declared = things.iter().filter_map(|thing| self.declared.get(thing));
        let by = things.iter().filter_map(|thing| self.resolver.poisoned_by.get(thing));
        declared.chain(by).flatten().copied().collect()
    }

    /// Lines that may declare what a line names and is not known: unreadable ones, rows of lists in error, second
    /// declarations of a name. `all`: also what is spelled as keywords are, or stands for something else.
    fn behind_words(&self, line: SourceSpan, all: bool) -> Lines {
        let resolver = self.resolver;
        let mut found = Lines::new();
        let Some(package) = resolver.package_of_file.get(&line.file).copied() else {
            return found;
        };
        let here = Here { package, file: line.file };
        let text = resolver.words_at(here, vires_syntax::span::Span::new(line.start, line.end));
        let own = resolver.namespaces.get(package.0 as usize);
        let used = own.into_iter().flat_map(|own| &own.uses).filter_map(|id| resolver.namespaces.get(id.0 as usize));
        let spaces: Vec<_> = own.into_iter().chain(used).collect();
        for word in words(text) {
            let name = word.rsplit('.').next().unwrap_or(word);
            if self.keywords.contains(name) && !all || name.starts_with(|first: char| first.is_ascii_digit()) {
                continue;
            }
            let entries: Vec<&Entry> = spaces.iter().filter_map(|space| space.entries.get(name)).collect();
            found.extend(entries.iter().filter_map(|entry| entry.twice));
            let poisoned = entries.iter().map(|entry| entry.thing).filter(|thing| resolver.poisoned.contains(thing));
            found.extend(self.lines_of(&poisoned.collect()));
            if entries.is_empty() || all {
                found.extend(spaces.iter().filter_map(|space| space.unread.get(name)));
                found.extend(resolver.poisoned_values.values().filter_map(|rows| rows.get(name)));
            }
        }
        found
    }

    /// Lines of the package that use something which could not be read or found.
    fn not_found(&self, file: FileId) -> Lines {
        let package = self.resolver.package_of_file.get(&file);
        let space = package.and_then(|package| self.resolver.namespaces.get(package.0 as usize));
        space.into_iter().flat_map(|space| &space.incomplete).copied().collect()
    }
}

/// What is spoken of.
fn thing_of(mention: &Mention) -> Option<Thing> {
    match (mention.named, mention.role) {
        (Named::Thing(thing), Role::Uses) => Some(thing),
        _ => None,
    }
}

/// The lines of a file that could not be read.
fn unreadable(file: FileId, lines: &[Line], found: &mut BTreeSet<SourceSpan>) {
    for line in lines {
        if line.kind == LineKind::Unreadable {
            found.insert(SourceSpan { file, start: line.span.start, end: line.span.end });
        }
        unreadable(file, &line.below, found);
    }
}
