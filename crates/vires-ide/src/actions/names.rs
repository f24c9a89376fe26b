//! Names that stand for nothing: the nearest, the package that has it, or a declaration.

use std::collections::BTreeSet;

use vires_diagnostics::Finding;
use vires_model::FileId;
use vires_resolve::{Declarable, Named, Problem, Remedy, Role, Sorts, code, folded, nearness};
use vires_syntax::ast::LineKind;
use vires_syntax::span::Span;
use vires_words::{Language, say};

use super::{Action, ActionKind, Desk, declared, enough, labelled, missing};
use crate::TextEdit;
use crate::declared::words;
use crate::excerpt::Cursor;
use crate::projects::{Snapshot, View};
use crate::slot::{self, Slot};
use crate::spelling::{last_part, nfc};
use crate::visible::{Visible, package_of};

pub(super) fn actions(desk: &Desk<'_>, within: Span) -> Vec<Action> {
    let mut all = Vec::new();
    for problem in problems(desk, within) {
        let labelled = labelled::names(desk, problem);
        let sure = labelled.len() == 1;
        let labelled = labelled.into_iter().map(Remedy::Replace).filter_map(|meant| action(desk, problem, &meant));
        all.extend(labelled.map(|meant| Action { preferred: sure, ..meant }));
        for remedy in &problem.remedies {
            all.extend(action(desk, problem, remedy));
        }
        let name = desk.words(desk.file, Span::new(problem.span.start, problem.span.end));
        all.extend(missing::action(desk, problem, &name));
    }
    all
}

fn problems<'p>(desk: &Desk<'p>, within: Span) -> impl Iterator<Item = &'p Problem> {
    desk.policies.resolved().problems.iter().filter(move |problem| {
        problem.span.file == desk.file
            && desk.offset(desk.file, problem.span.start) <= within.end
            && desk.offset(desk.file, problem.span.end) >= within.start
    })
}

/// Something of the name may be declared in a package that is checked apart from these policies, and that a `use` line
/// would bring in.
pub(super) fn imports(desk: &Desk<'_>, around: &Snapshot, own: &View, within: Span) -> Vec<Action> {
    let mut found = Vec::new();
    for problem in problems(desk, within) {
        if problem.code == code::PACKAGE_NOT_FOUND {
            found.extend(
                nearest_package(around, own, &problem_words(desk, problem))
                    .and_then(|near| action(desk, problem, &Remedy::Replace(near))),
            );
            continue;
        }
        let wanted = problem.remedies.iter().find_map(|remedy| match remedy {
            Remedy::Find(wanted) => Some(*wanted),
            _ => None,
        });
        let Some(wanted) = wanted else { continue };
        let name = desk.words(desk.file, Span::new(problem.span.start, problem.span.end));
        let mut packages: BTreeSet<&str> = around
            .within_reach(own)
            .flat_map(|other| declaring(other, last_part(&name), wanted))
            .filter(|package| desk.policies.model().packages.iter().all(|(_, known)| known.name != **package))
            .collect();
        if let Some((written, _)) = name.rsplit_once('.') {
            packages.retain(|package| *package == written);
        }
        let remedies = packages.into_iter().map(|package| Remedy::Use(package.to_owned()));
        found.extend(remedies.filter_map(|remedy| action(desk, problem, &remedy)));
    }
    found
}

fn problem_words(desk: &Desk<'_>, problem: &Problem) -> String {
    desk.words(desk.file, Span::new(problem.span.start, problem.span.end))
}

/// The package within reach whose name is nearest, where one is near enough to be meant.
fn nearest_package(around: &Snapshot, own: &View, name: &str) -> Option<String> {
    let name = folded(name);
    let known = around.packages_within_reach(own).into_iter();
    let near = known.filter_map(|(known, _)| Some((nearness(&name, &folded(&known))?, known)));
    near.min().map(|(_, known)| known)
}

/// The packages of a project's own files that declare something of that name and of one of these sorts.
fn declaring<'v>(view: &'v View, name: &str, wanted: Sorts) -> BTreeSet<&'v str> {
    let policies = &view.policies;
    let own = policies.files().map(|(file, _)| file).filter(|file| view.path(*file).is_some_and(|at| view.is_own(&at)));
    let declares = |file: &FileId| {
        policies.resolved().uses.in_file(*file).iter().any(|mention| {
            let fits = matches!(mention.named, Named::Thing(thing) if wanted.has(thing));
            fits && mention.role == Role::Declares && words(policies, mention.span) == name
        })
    };
    own.filter(declares).filter_map(|file| package_of(policies, file)).collect()
}

fn action(desk: &Desk<'_>, problem: &Problem, remedy: &Remedy) -> Option<Action> {
    let span = Span::new(desk.offset(desk.file, problem.span.start), desk.offset(desk.file, problem.span.end));
    let name = desk.words(desk.file, Span::new(problem.span.start, problem.span.end));
    let (title, edit) = match remedy {
        Remedy::Replace(near) => {
            // What stands before the name, its package, is not in doubt; a package has no other before it.
            let is_package = problem.code == code::PACKAGE_NOT_FOUND;
            let replaced = if is_package { name.as_str() } else { last_part(&name) };
            let start = span.end - u32::try_from(replaced.len()).ok()?;
            let title = say!(desk.language, "write `{near}`", "viết `{near}`");
            (title, (desk.file, TextEdit { span: Span::new(start, span.end), text: near.clone() }))
        }
        Remedy::Use(package) => {
            let title = say!(desk.language, "use the package {package}", "dùng gói {package}");
            (title, import(desk, package)?)
        }
        Remedy::Find(_) => return None,
        // What is measured in one unit is not compared with a new one, of which nothing is known.
        Remedy::Declare(Declarable::Unit) if is_compared(desk, span.start) => return None,
        // One of many says where: of which territory there is one each is nothing that the line tells.
        Remedy::Declare(Declarable::Body) if is_one_of_many(desk, &name) => return None,
        Remedy::Declare(sort) => {
            let language = language_of_file(desk);
            let word = word(*sort, language)?;
            let title = say!(
                desk.language,
                "declare `{name}` as {word}",
                "khai báo `{name}` là {word}",
                word = self::word(*sort, desk.language)?
            );
            let at = declared::place(desk, *sort)?;
            let beyond = enough::beyond(desk, *sort, &name, language);
            (title, desk.after(desk.file, at, &[format!("{word} {name}{beyond}")]))
        }
    };
    Some(Action {
        title,
        kind: ActionKind::QuickFix,
        preferred: matches!(remedy, Remedy::Replace(_) | Remedy::Use(_)),
        finding: finding(desk, span).map(|finding| finding.id.as_str().to_owned()),
        edits: vec![edit],
    })
}

/// Whether some line that names it says which one is meant: `pc of site`.
fn is_one_of_many(desk: &Desk<'_>, name: &str) -> bool {
    let problems = desk.policies.resolved().problems.iter();
    let mut named = problems.filter(|problem| {
        problem.code == code::UNKNOWN_NAME
            && desk.words(problem.span.file, Span::new(problem.span.start, problem.span.end)) == name
    });
    named.any(|problem| {
        let text = desk.policies.file_text(problem.span.file).unwrap_or_default();
        let behind = text.get(problem.span.end as usize..).unwrap_or_default();
        let next = behind.split_whitespace().next().filter(|_| behind.starts_with(' ')).map(nfc);
        next.is_some_and(|word| word == "of" || word == "của")
    })
}

/// Whether a unit at an offset stands behind a number that a fact is compared with.
fn is_compared(desk: &Desk<'_>, offset: u32) -> bool {
    let kind = desk.policies.kind(desk.file);
    let cursor = kind.and_then(|kind| Cursor::at(desk.written(desk.file), kind, offset as usize));
    let visible = Visible::from(desk.policies, desk.file);
    cursor.is_some_and(|cursor| {
        slot::slots(&cursor)
            .iter()
            .any(|slot| matches!(slot, Slot::Unit(Some(subject)) if visible.fact(&subject.name).is_some()))
    })
}

/// The finding that stands on just these words.
pub(super) fn finding<'p>(desk: &Desk<'p>, span: Span) -> Option<&'p Finding> {
    let path = desk.policies.path(desk.file)?;
    desk.policies.report().findings.iter().find(|finding| {
        finding.primary().is_some_and(|place| {
            place.span.file == path && place.span.start.byte == span.start && place.span.end.byte == span.end
        })
    })
}

/// A `use` line below the others, or below the line that names the package.
fn import(desk: &Desk<'_>, package: &str) -> Option<(FileId, TextEdit)> {
    let lines = desk.policies.tree(desk.file)?.file.lines.as_slice();
    let is_use = |line: &&vires_syntax::ast::Line| matches!(line.kind, LineKind::Use { .. });
    let is_package = |line: &&vires_syntax::ast::Line| matches!(line.kind, LineKind::Package { .. });
    let at = lines.iter().rfind(is_use).or_else(|| lines.iter().find(is_package))?;
    let word = language_of_file(desk).pick("use", "dùng");
    Some(desk.after(desk.file, at, &[format!("{word} {package}")]))
}

/// The language that a file is written in: that of its first line.
fn language_of_file(desk: &Desk<'_>) -> Language {
    let first = desk.policies.tree(desk.file).and_then(|tree| tree.file.lines.first());
    first.map_or(desk.language, |line| desk.language_of(desk.file, line))
}

/// The word of a declaration that needs nothing but a name. Of an instrument or an event, a name alone would only give
/// way to the next finding.
const fn word(sort: Declarable, language: Language) -> Option<&'static str> {
    let [english, vietnamese] = match sort {
        Declarable::Tier => ["tier", "cấp"],
        Declarable::Unit => ["unit", "đơn vị đo"],
        Declarable::BodyKind => ["body kind", "loại cơ quan"],
        Declarable::Body => ["body", "cơ quan"],
        Declarable::InstrumentKind => ["instrument kind", "loại văn bản"],
        Declarable::Power => ["power", "thẩm quyền"],
        Declarable::Modality => ["modality", "phương thức"],
        Declarable::Instrument | Declarable::Event => return None,
    };
    Some(match language {
        Language::En => english,
        Language::Vi => vietnamese,
    })
}
