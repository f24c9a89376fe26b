//! The names that may be used in a file: those of its package and of the packages that it uses.

mod names;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

pub(crate) use self::names::Folded;
use self::names::Names;
use crate::completion::begins_a_word;
use crate::spelling::folded_once;
use vires_compiler::Policies;
use vires_model::{FactId, FileId, Instrument, Modality, Model, PackageId, Parameter};
use vires_syntax::ast::{ClauseKind, Declaration, DeclarationKind, Line, LineKind, Name};

/// A declaration that may be named.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'p, 'v> {
    pub(crate) file: FileId,
    pub(crate) line: &'p Line,
    pub(crate) kind: &'p DeclarationKind,
    pub(crate) name: &'p Name,
    pub(crate) label: Option<&'p str>,
    pub(crate) folded: &'v Folded,
}

impl<'p> Entry<'p, '_> {
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
    /// What each file declares.
    texts: OnceCell<Vec<Text<'p>>>,
    /// Packages that are not read with these policies, and would be found by `use`: with their labels.
    pub(crate) elsewhere: &'p [(String, Option<String>)],
}

/// A file of policy with what it declares.
struct Text<'p> {
    file: FileId,
    lines: &'p Arc<Vec<Line>>,
    package: Option<&'p str>,
    names: Arc<Names>,
}

/// The package that a file says it belongs to.
pub(crate) fn package_of(policies: &Policies, file: FileId) -> Option<&str> {
    policies.tree(file)?.file.package()
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
        Self { policies, packages, own, file, texts: OnceCell::new(), elsewhere: &[] }
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

    fn texts(&self) -> &[Text<'p>] {
        self.texts.get_or_init(|| {
            let files = self.policies.files().filter_map(|(file, _)| Some((file, &self.policies.tree(file)?.file)));
            let files: Vec<_> = files.collect();
            let names = Names::of_all(files.iter().map(|(_, tree)| &tree.lines));
            let texts = files.into_iter().zip(names);
            texts
                .map(|((file, tree), names)| Text { file, lines: &tree.lines, package: tree.package(), names })
                .collect()
        })
    }

    /// The files whose declarations may be named, those of the own package first.
    fn seen(&self) -> impl Iterator<Item = &Text<'p>> {
        [true, false].into_iter().flat_map(move |own| {
            self.texts().iter().filter(move |text| {
                (text.package == self.own) == own && text.package.is_none_or(|package| self.sees(package))
            })
        })
    }

    /// Every declaration that may be named, by file and place, those of the own package first.
    pub(crate) fn each<'v>(&'v self, mut wanted: impl FnMut(Entry<'p, 'v>)) {
        self.seen().for_each(|text| text.each(&mut wanted));
    }

    /// Every declaration of that name.
    pub(crate) fn named<'v>(&'v self, name: &str, mut wanted: impl FnMut(Entry<'p, 'v>)) {
        for text in self.seen().filter(|text| text.names.has(name)) {
            text.each(&mut |entry| {
                if entry.name.value == name || entry.others().any(|other| other.value == name) {
                    wanted(entry);
                }
            });
        }
    }

    /// Whether these words, without marks, may stand in the label of something that may be named, or in the title of a
    /// provision.
    pub(crate) fn is_in_a_label(&self, words: &str) -> bool {
        let says = |label: &str| label.len() >= words.len() && begins_a_word(&folded_once(label), words);
        self.texts().iter().any(|text| text.names.says(words))
            || self.model().lists.iter().any(|(_, list)| {
                self.sees_id(list.package)
                    && list.values.iter().any(|value| value.label != value.name && says(&value.label))
            })
    }

    /// Whether something of that name is declared.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.seen().any(|text| text.names.has(name))
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

impl<'p> Text<'p> {
    fn each<'v>(&'v self, wanted: &mut impl FnMut(Entry<'p, 'v>)) {
        for row in &self.names.rows {
            let Some(line) = self.lines.get(row.line) else { continue };
            if let LineKind::Declaration(Declaration { kind, name: Some(name), label }) = &line.kind {
                let label = label.as_ref().map(|label| label.value.as_str());
                wanted(Entry { file: self.file, line, kind, name, label, folded: &row.folded });
            }
        }
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
