//! What can be done about what was found: changes of the text, each of which keeps what its title promises.
//!
//! A change is offered only where it is known to be the end of the finding: the region can be written as a condition, the
//! place where a rule would go is law on all days in question. Everything is plain edits; nothing is done unasked.

mod apart;
mod article;
mod cases;
mod declared;
mod enough;
mod excess;
mod labelled;
mod meant;
mod missing;
mod misspelt;
mod names;
mod rewritten;
mod tidy;
mod uses;
mod witness;

use vires_compiler::{Policies, narrowing as region};
use vires_diagnostics::{Code, Finding, SourceSpan as Shown};
use vires_model::{Day, FileId, PowerId, Rule as Row};
use vires_syntax::ast::{Line, LineKind, Rule};
use vires_syntax::span::Span;
use vires_words::{Language, say};

use crate::TextEdit;
use crate::lines::{around, whole};
use crate::projects::{Snapshot, View};

/// One change that can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What it does, in a few words.
    pub title: String,
    /// What sort of change.
    pub kind: ActionKind,
    /// Whether it is what is nearly always meant.
    pub preferred: bool,
    /// The lasting name of the finding that it is about.
    pub finding: Option<String>,
    /// The edits by file, as offsets into the texts as they are written.
    pub edits: Vec<(FileId, TextEdit)>,
}

/// Sorts of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionKind {
    /// Resolves a finding.
    QuickFix,
    /// Writes something new that the text suggests.
    Refactor,
    /// Mends a whole file of what can be mended without asking.
    FixAll,
    /// Puts the `use` lines of a file in order.
    OrganizeUses,
}

/// What can be done about a stretch of a file as it is written.
#[must_use]
pub fn actions(policies: &Policies, file: FileId, within: Span) -> Vec<Action> {
    let desk = Desk { policies, file, language: policies.language() };
    let mut all = Vec::new();
    all.extend(names::actions(&desk, within));
    all.extend(tidy::quick_fixes(&desk, within));
    for finding in desk.findings(within) {
        all.extend(proposed(&desk, finding));
        // A region that asks for the act of another power is said by no condition of this one.
        let sayable = !desk.asks_of_others(finding);
        match finding.code {
            Code::Overlap => {
                all.extend(apart::in_other_cases(&desk, finding));
                all.extend(apart::prevails(&desk, finding));
                all.extend(meant::keeps(&desk, finding));
                all.extend(meant::concurrent(&desk, finding));
                all.extend(witness::test(&desk, finding));
            }
            Code::Gap if sayable => {
                all.extend(cases::actions(&desk, finding));
                all.extend(witness::test(&desk, finding));
            }
            Code::GrantedAgain => all.extend(meant::keeps_again(&desk, finding)),
            Code::NemoDat if sayable => all.extend(excess::action(&desk, finding)),
            Code::UnreadableLine => {
                all.extend(rewritten::actions(&desk, finding));
                all.extend(misspelt::action(&desk, finding));
            }
            Code::BadDate => all.extend(rewritten::actions(&desk, finding)),
            Code::WhichBody => all.extend(meant::which(&desk, finding)),
            _ => {}
        }
    }
    all.into_iter().filter(|action| desk.reads(action)).map(|action| desk.named(action, within)).collect()
}

/// The `use` lines that would make names of a stretch known: of packages that lie where one is looked for, and that nothing
/// of these policies uses yet.
#[must_use]
pub fn imports(around: &Snapshot, own: &View, file: FileId, within: Span) -> Vec<Action> {
    let desk = Desk { policies: &own.policies, file, language: own.policies.language() };
    names::imports(&desk, around, own, within)
}

/// What can be done about a file as a whole, without asking: tabs and marks that word processors leave.
#[must_use]
pub fn fix_all(policies: &Policies, file: FileId) -> Option<Action> {
    tidy::fix_all(&Desk { policies, file, language: policies.language() })
}

/// The `use` lines of a file in order, without those that bring in nothing.
#[must_use]
pub fn organize_uses(policies: &Policies, file: FileId) -> Option<Action> {
    uses::organize(&Desk { policies, file, language: policies.language() })
}

/// Whether words name something, as whole words.
fn says(words: &str, name: &str) -> bool {
    let goes_on = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    words.match_indices(name).any(|(at, _)| {
        let (before, after) = (words.get(..at), words.get(at + name.len()..));
        !goes_on(before.and_then(|before| before.chars().next_back()))
            && !goes_on(after.and_then(|after| after.chars().next()))
    })
}

/// The changes that a finding itself proposes.
fn proposed(desk: &Desk<'_>, finding: &Finding) -> Vec<Action> {
    let made = finding.fixes.iter().map(|fix| {
        let edits = fix.edits.iter().filter_map(|edit| {
            let span = Span::new(edit.span.start.byte, edit.span.end.byte);
            Some((desk.policies.file_at(&edit.span.file)?, TextEdit { span, text: edit.replacement.clone() }))
        });
        Action {
            title: fix.title.clone(),
            kind: ActionKind::QuickFix,
            preferred: false,
            finding: Some(finding.id.as_str().to_owned()),
            edits: edits.collect(),
        }
    });
    let mut made: Vec<Action> = made.collect();
    // Which of two ways the law is to be changed is nobody's to choose but the drafter's.
    if let [only] = made.as_mut_slice() {
        only.preferred = only.edits.iter().all(|(file, _)| *file == desk.file);
    }
    made
}

/// What every change needs at hand.
struct Desk<'p> {
    policies: &'p Policies,
    /// The file that was asked about.
    file: FileId,
    language: Language,
}

/// A rule with its line.
#[derive(Clone, Copy)]
struct At<'p> {
    file: FileId,
    line: &'p Line,
    rule: &'p Rule,
    row: &'p Row,
}

impl<'p> Desk<'p> {
    /// The findings of which a place lies in the stretch.
    fn findings(&self, within: Span) -> Vec<&'p Finding> {
        let path = self.policies.path(self.file).unwrap_or_default();
        let touches =
            |place: &Shown| place.file == path && place.start.byte <= within.end && place.end.byte >= within.start;
        let all = self.policies.report().findings.iter();
        all.filter(|finding| finding.places.iter().any(|place| touches(&place.span))).collect()
    }

    /// The power that a finding is about.
    fn power(&self, finding: &Finding) -> Option<PowerId> {
        let model = &self.policies.resolved().model;
        let name = finding.power.as_deref()?;
        model.powers.ids().find(|id| model.power_name(*id) == name)
    }

    /// Whether a rule of two that clash has cases of its own beside those of the clash: one is found on the day that is shown, or
    /// when the rule begins.
    fn is_more_than(&self, at: &At<'_>, finding: &Finding) -> bool {
        let Some(power) = self.power(finding) else { return false };
        let shown = finding.witness.as_ref().and_then(|witness| Day::parse(witness.at.as_deref()?));
        let rules = self.policies.rules_at(at.file, at.line.span.start);
        let days = || shown.into_iter().chain(at.row.life.from);
        rules.into_iter().any(|rule| days().any(|day| self.policies.decides_alone(rule, power, day)))
    }

    /// Whether the region of a finding turns on the act of a power, and this one has none.
    fn asks_of_others(&self, finding: &Finding) -> bool {
        let names_act = finding.boxes.iter().any(|one| one.entries().iter().any(|(fact, _)| **fact == *"act"));
        let has_acts = |power| self.policies.resolved().model.powers[power].act.is_some();
        names_act && !self.power(finding).is_some_and(has_acts)
    }

    /// Whether the texts read as well with a change as before: regions can be such as no condition says.
    fn reads(&self, action: &Action) -> bool {
        let mut edits: Vec<&(FileId, TextEdit)> = action.edits.iter().collect();
        edits.sort_by_key(|(file, edit)| (*file, edit.span));
        edits.chunk_by(|one, other| one.0 == other.0).all(|own| {
            let Some(&&(file, _)) = own.first() else { return true };
            let Some(kind) = self.policies.kind(file) else { return true };
            let mut text = self.written(file).to_owned();
            for (_, edit) in own.iter().rev() {
                let (start, end) = (edit.span.start as usize, edit.span.end as usize);
                if text.get(start..end).is_none() {
                    return false;
                }
                text.replace_range(start..end, &edit.text);
            }
            let before = self.policies.tree(file).map_or(0, |tree| tree.errors.len());
            vires_syntax::parse_unexplained(&text, kind).errors.len() <= before
        })
    }

    fn fix(&self, title: String, finding: &Finding, edits: Vec<(FileId, TextEdit)>) -> Action {
        Action {
            title,
            kind: ActionKind::QuickFix,
            preferred: false,
            finding: Some(finding.id.as_str().to_owned()),
            edits,
        }
    }

    /// A change of another text than the one in hand says which, and is never made unasked.
    fn named(&self, mut action: Action, within: Span) -> Action {
        let in_hand = self.text_at(self.file, within.start);
        let is_elsewhere = |(file, edit): &&(FileId, TextEdit)| {
            // What begins at the margin stands beside the texts of its file.
            let begins_beside = edit.text.starts_with(['\r', '\n'])
                && !edit.text.trim_start_matches(['\r', '\n']).starts_with([' ', '\t']);
            let other = || self.text_at(*file, edit.span.start).filter(|text| in_hand.as_ref() != Some(text));
            let is_unsaid = |text: String| !says(&action.title, &text);
            *file != self.file || in_hand.is_some() && !begins_beside && other().is_some_and(is_unsaid)
        };
        if let Some((file, edit)) = action.edits.iter().find(is_elsewhere) {
            let text = self.text_at(*file, edit.span.start);
            let text = text.or_else(|| self.policies.path(*file).map(str::to_owned)).unwrap_or_default();
            action.title = say!(self.language, "{title} (in {text})", "{title} (tại {text})", title = action.title);
            action.preferred = false;
        }
        action
    }

    /// What the instrument is called in which a written offset lies.
    fn text_at(&self, file: FileId, offset: u32) -> Option<String> {
        let place = self.policies.written(file)?.place(offset);
        let model = &self.policies.resolved().model;
        let mut all: Vec<_> =
            model.instruments.iter().map(|(_, row)| row).filter(|row| row.span.file == file).collect();
        all.sort_by_key(|row| row.span.start);
        let line = all.into_iter().rfind(|row| row.span.start <= place)?;
        let top = *around(&self.policies.tree(file)?.file, place).first()?;
        (top.span.start <= line.span.start && line.span.start <= whole(top).end).then(|| line.label.clone())
    }

    /// The rules that a finding is about, in its order.
    fn rules(&self, finding: &Finding) -> Vec<At<'p>> {
        let model = &self.policies.resolved().model;
        let find = |shown: &Shown| {
            let file = self.policies.file_at(&shown.file)?;
            let place = self.policies.written(file)?.place(shown.start.byte);
            let lines = around(&self.policies.tree(file)?.file, place);
            let line = lines.into_iter().rev().find(|line| line.span.start <= place && place <= line.span.end)?;
            let LineKind::Rule(rule) = &line.kind else { return None };
            // A text that is told to read differently from some day on is several rows; the first is as it is written.
            let (_, row) = model.rules.iter().find(|(_, row)| row.span.file == file && row.span.start == place)?;
            (row.amended_by.is_none() && row.suspended_by.is_none()).then_some(At { file, line, rule, row })
        };
        finding.places.iter().filter_map(|place| find(&place.span)).collect()
    }

    fn written(&self, file: FileId) -> &'p str {
        self.policies.written(file).map(|written| written.text).unwrap_or_default()
    }

    /// The words at a place, on one line.
    fn words(&self, file: FileId, span: Span) -> String {
        let text = self.policies.file_text(file).unwrap_or_default();
        let words = text.get(span.start as usize..span.end as usize).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn offset(&self, file: FileId, place: u32) -> u32 {
        self.policies.written(file).map_or(place, |written| written.offset(place))
    }

    /// The end of the last line of what begins with a line: with its comment, without its line break.
    fn end_of(&self, file: FileId, line: &Line) -> u32 {
        let text = self.written(file);
        let at = self.offset(file, whole(line).end) as usize;
        let rest = text.get(at..).unwrap_or_default();
        let length = rest.find('\n').unwrap_or(rest.len());
        let length = rest.get(..length).map_or(length, |rest| rest.trim_end_matches('\r').len());
        u32::try_from(at + length).unwrap_or(u32::MAX)
    }

    /// The spaces before a line.
    fn indent(&self, file: FileId, line: &Line) -> &'p str {
        let text = self.written(file);
        let at = self.offset(file, line.span.start) as usize;
        let before = text.get(..at).unwrap_or_default();
        before.rsplit('\n').next().unwrap_or_default()
    }

    /// Lines put in below a line and all that belongs to it, as far in as it is.
    fn after(&self, file: FileId, line: &Line, lines: &[String]) -> (FileId, TextEdit) {
        self.lines_at(file, self.end_of(file, line), self.indent(file, line), lines)
    }

    fn lines_at(&self, file: FileId, at: u32, indent: &str, lines: &[String]) -> (FileId, TextEdit) {
        let newline = if self.written(file).contains("\r\n") { "\r\n" } else { "\n" };
        let lines = lines
            .iter()
            .map(|line| if line.is_empty() { newline.to_owned() } else { format!("{newline}{indent}{line}") });
        (file, TextEdit { span: Span::new(at, at), text: lines.collect() })
    }

    /// The words put in right behind a line with its clauses.
    fn behind(&self, file: FileId, place: u32, words: &str) -> (FileId, TextEdit) {
        let at = self.offset(file, place);
        (file, TextEdit { span: Span::new(at, at), text: words.to_owned() })
    }

    /// The language in which a rule is written.
    fn language_of(&self, file: FileId, line: &Line) -> Language {
        use vires_syntax::{FileKind, SourceLineKind, lossless};
        let words = self.words(file, line.span);
        let source = lossless(&words, FileKind::Policy);
        let uses = source.lines.iter().filter_map(|line| match &line.kind {
            SourceLineKind::Policy(policy) => policy.keywords.as_ref(),
            _ => None,
        });
        // Conditions listed below it do not read on one line: then its first words tell.
        let first = uses.flatten().next().map(|keyword| keyword.language);
        match first.or_else(|| crate::completion::language_of_words(&words)) {
            Some(vires_syntax::Language::Vietnamese) => Language::Vi,
            Some(vires_syntax::Language::English) => Language::En,
            None => self.language,
        }
    }
}
