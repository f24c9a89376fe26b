//! The names that may be used in a file: those of its package and of the packages that it uses.

use std::collections::BTreeSet;
use std::path::Path;

use crate::completion::begins_a_word;
use crate::spelling::folded_once;
use vires_compiler::Policies;
use vires_model::{FactId, FileId, Instrument, Modality, Model, PackageId, Parameter};
use vires_syntax::ast::{ClauseKind, Declaration, DeclarationKind, Line, LineKind, Name};

/// A declaration that may be named.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'p> {
    pub(crate) file: FileId,
    pub(crate) line: &'p Line,
    pub(crate) kind: &'p DeclarationKind,
    pub(crate) name: &'p Name,
    pub(crate) label: Option<&'p str>,
}

impl<'p> Entry<'p> {
    /// Its other names.
    pub(crate) fn others(&self) -> impl Iterator<Item = &'p Name> {
        self.line.clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::Also(name) => Some(name),
            _ => None,
        })
    }
}

/// What can be seen from one file.
pub(crate) struct Visible<'p> {
    pub(crate) policies: &'p Policies,
    /// By name; none where it is not known to which package the file belongs: then everything.
    packages: Option<BTreeSet<&'p str>>,
    pub(crate) own: Option<&'p str>,
    file: FileId,
    /// Packages that are not read with these policies, and would be found by `use`: with their labels.
    pub(crate) elsewhere: &'p [(String, Option<String>)],
}

/// The package that a file says it belongs to.
pub(crate) fn package_of(policies: &Policies, file: FileId) -> Option<&str> {
    policies.tree(file)?.file.lines.iter().find_map(|line| match &line.kind {
        LineKind::Package { name, .. } => Some(name.value.as_str()),
        _ => None,
    })
}

impl<'p> Visible<'p> {
    pub(crate) fn from(policies: &'p Policies, file: FileId) -> Self {
        let own = package_of(policies, file);
        let packages = own.map(|own| {
            let mut packages = BTreeSet::from([own]);
            for (file, _) in policies.files() {
                if package_of(policies, file) == Some(own) {
                    packages.extend(uses(policies, file).map(|name| name.value.as_str()));
                }
            }
            packages
        });
        Self { policies, packages, own, file, elsewhere: &[] }
    }

    fn sees(&self, package: &str) -> bool {
        self.packages.as_ref().is_none_or(|packages| packages.contains(package))
    }

    /// Whether the rows of a package may be named here.
    pub(crate) fn sees_id(&self, package: PackageId) -> bool {
        self.model().packages.get(package).is_some_and(|row| self.sees(&row.name))
    }

    /// The packages that are known and not used here yet.
    pub(crate) fn others(&self) -> BTreeSet<&'p str> {
        let all = self.policies.resolved().model.packages.iter().map(|(_, row)| row.name.as_str());
        all.filter(|name| !self.sees(name)).collect()
    }

    /// All packages, with whether a file beside this one is of it: this one most likely is, too.
    pub(crate) fn packages(&self) -> impl Iterator<Item = (&'p str, Option<&'p str>, bool)> {
        let folder = |file| Path::new(self.policies.path(file).unwrap_or_default()).parent();
        let own = folder(self.file);
        let beside: BTreeSet<&str> = self
            .policies
            .files()
            .filter(|(file, _)| *file != self.file && folder(*file) == own)
            .filter_map(|(file, _)| package_of(self.policies, file))
            .collect();
        let own = package_of(self.policies, self.file);
        let said: BTreeSet<&str> =
            self.policies.files().filter_map(|(file, _)| package_of(self.policies, file)).collect();
        // A file that does not say it yet is taken for a package of its own.
        let rows = self.policies.resolved().model.packages.iter().map(|(_, row)| row);
        rows.filter(move |row| own.is_some() || said.contains(row.name.as_str()))
            .map(move |row| (row.name.as_str(), Some(row.label.as_str()), beside.contains(row.name.as_str())))
    }

    /// Every declaration that may be named, by file and place, those of the own package first.
    pub(crate) fn each(&self, mut wanted: impl FnMut(Entry<'p>)) {
        for own in [true, false] {
            for (file, _) in self.policies.files() {
                let Some(tree) = self.policies.tree(file) else { continue };
                let package = package_of(self.policies, file);
                if (package == self.own) != own || !package.is_none_or(|package| self.sees(package)) {
                    continue;
                }
                for line in tree.file.lines.iter() {
                    if let LineKind::Declaration(Declaration { kind, name: Some(name), label }) = &line.kind {
                        let label = label.as_ref().map(|label| label.value.as_str());
                        wanted(Entry { file, line, kind, name, label });
                    }
                }
            }
        }
    }

    /// Every declaration of that name.
    pub(crate) fn named(&self, name: &str, mut wanted: impl FnMut(Entry<'p>)) {
        self.each(|entry| {
            if entry.name.value == name || entry.others().any(|other| other.value == name) {
                wanted(entry);
            }
        });
    }

    /// Whether these words, without marks, stand in the label of something that may be named.
    pub(crate) fn is_in_a_label(&self, words: &str) -> bool {
        let says = |label: &str| label.len() >= words.len() && begins_a_word(&folded_once(label), words);
        let mut found = false;
        self.each(|entry| found = found || entry.label.is_some_and(says));
        let model = self.model();
        found
            || model.lists.iter().any(|(_, list)| {
                self.sees_id(list.package)
                    && list.values.iter().any(|value| value.label != value.name && says(&value.label))
            })
            || model.provisions.iter().any(|(_, row)| row.title.as_deref().is_some_and(says))
    }

    /// Whether something of that name is declared.
    pub(crate) fn has(&self, name: &str) -> bool {
        let mut known = false;
        self.named(name, |_| known = true);
        known
    }

    pub(crate) fn model(&self) -> &'p Model {
        &self.policies.resolved().model
    }

    /// The question of that name, or of one of a fact that a list keeps.
    pub(crate) fn fact(&self, name: &str) -> Option<FactId> {
        let name = crate::spelling::last_part(name);
        self.model().facts.iter().find_map(|(id, row)| {
            let called = row.name == name
                || row.also.iter().any(|other| other == name)
                || row.kept.as_ref().is_some_and(|kept| kept.name == name);
            (called && self.sees_id(row.package)).then_some(id)
        })
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<&'p Parameter> {
        let name = crate::spelling::last_part(name);
        let mut rows = self.model().parameters.iter().map(|(_, row)| row);
        rows.find(|row| (row.name == name || row.also.iter().any(|other| other == name)) && self.sees_id(row.package))
    }

    pub(crate) fn modality(&self, name: &str) -> Option<&'p Modality> {
        let name = crate::spelling::last_part(name);
        let mut rows = self.model().modalities.iter().map(|(_, row)| row);
        rows.find(|row| (row.name == name || row.also.iter().any(|other| other == name)) && self.sees_id(row.package))
    }

    pub(crate) fn instrument(&self, name: &str) -> Option<&'p Instrument> {
        let name = crate::spelling::last_part(name);
        let mut rows = self.model().instruments.iter().map(|(_, row)| row);
        rows.find(|row| (row.name == name || row.also.iter().any(|other| other == name)) && self.sees_id(row.package))
    }
}

/// The packages that a file uses.
pub(crate) fn uses(policies: &Policies, file: FileId) -> impl Iterator<Item = &Name> {
    let lines = policies.tree(file).map(|tree| tree.file.lines.as_slice()).unwrap_or_default();
    lines.iter().filter_map(|line| match &line.kind {
        LineKind::Use { name } => Some(name),
        _ => None,
    })
}
