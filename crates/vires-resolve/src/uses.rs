//! Which stretch of text names what: the table that editors go by.
//!
//! Every name that is declared and every name that is looked up leaves a mention, where it is settled what the name
//! stands for. A use of something whose own declaration is in error is a mention all the same; a name that stands for
//! nothing is none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{FileId, ListId, PackageId, ProvisionId, SourceSpan, ValueId};
use vires_syntax::ast::Name;
use vires_syntax::span::Span;

use crate::names::Thing;
use crate::resolver::{Here, Resolver};

/// A free word that powers are grouped by; [`Uses::sector`] has the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectorId(u32);

/// What a stretch of text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// A package.
    Package(PackageId),
    /// Something declared at the margin, by its name or by another name of it.
    Thing(Thing),
    /// A value of a list, a place of a territory, an act of a power.
    Value(ListId, ValueId),
    /// A provision; an instrument named is a [`Named::Thing`].
    Provision(ProvisionId),
    /// A sector.
    Sector(SectorId),
}

/// What a mention does with what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Brings it in, or goes on with it: a declaration, another name given with `also`, the heading of a provision.
    Declares,
    /// Speaks of it.
    Uses,
}

/// One stretch of text that names something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mention {
    /// The name itself, with its package where it is written with one; of a provision, the heading (`article 5`).
    pub span: SourceSpan,
    /// What it names.
    pub named: Named,
    /// What it does with it.
    pub role: Role,
}

/// Mentions of one file, by place, each once; to be shared.
pub(crate) type Shared = Arc<Vec<Mention>>;

/// All mentions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Uses {
    /// Of every file that has any.
    files: BTreeMap<FileId, Shared>,
    /// By word.
    sectors: BTreeMap<String, SectorId>,
}

impl Uses {
    /// The mentions in one file, by place.
    #[must_use]
    pub fn in_file(&self, file: FileId) -> &[Mention] {
        self.files.get(&file).map(|all| all.as_slice()).unwrap_or_default()
    }

    /// What is named at an offset of a file: a place just behind the last letter is still in the name. Where one name
    /// stands for several things (a heading that serves several readings), the first.
    #[must_use]
    pub fn at(&self, file: FileId, offset: u32) -> Option<&Mention> {
        let all = self.in_file(file);
        let end = all.partition_point(|mention| mention.span.start <= offset);
        // Mentions do not nest; two may touch.
        let near = all.get(..end)?.iter().rev().take(8);
        near.filter(|mention| offset <= mention.span.end)
            .max_by_key(|mention| (offset < mention.span.end, mention.span.start))
    }

    /// Where a thing is named, by file and place.
    pub fn of(&self, named: Named) -> impl Iterator<Item = &Mention> {
        self.files.values().flat_map(|all| all.iter()).filter(move |mention| mention.named == named)
    }

    /// Where a thing is declared, by file and place.
    pub fn declarations(&self, named: Named) -> impl Iterator<Item = &Mention> {
        self.of(named).filter(|mention| mention.role == Role::Declares)
    }

    /// The word of a sector.
    #[must_use]
    pub fn sector(&self, id: SectorId) -> &str {
        self.sectors.iter().find(|(_, known)| **known == id).map_or("", |(word, _)| word)
    }
}

/// Mentions while they are gathered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Noted {
    /// In the order noted. A condition lowered several times mentions what it names as often.
    new: Vec<Mention>,
    /// Those noted before, settled, each part of one file.
    parts: Vec<Shared>,
    sectors: BTreeMap<String, SectorId>,
}

impl Noted {
    pub(crate) fn note(&mut self, span: SourceSpan, named: Named, role: Role) {
        self.new.push(Mention { span, named, role });
    }

    /// How many were noted one by one.
    pub(crate) fn len(&self) -> usize {
        self.new.len()
    }

    /// Those noted since there were so many, settled.
    pub(crate) fn since(&self, mark: usize) -> Vec<Shared> {
        by_file(self.new.get(mark..).unwrap_or_default().to_vec())
    }

    /// Takes over what was noted before.
    pub(crate) fn extend(&mut self, parts: &[Shared]) {
        self.parts.extend_from_slice(parts);
    }

    /// Settles what was noted so far, so that copies share it.
    pub(crate) fn put_aside(&mut self) {
        self.parts.extend(by_file(std::mem::take(&mut self.new)));
    }

    /// The number that the next sector gets.
    pub(crate) fn sectors(&self) -> SectorId {
        SectorId(u32::try_from(self.sectors.len()).unwrap_or(u32::MAX))
    }

    /// Where sectors are spoken of that are none of these, in the order of the places.
    pub(crate) fn sectors_but(&self, known: &BTreeSet<String>) -> BTreeSet<(SourceSpan, String)> {
        let others: BTreeMap<SectorId, &String> =
            self.sectors.iter().filter(|(word, _)| !known.contains(*word)).map(|(word, id)| (*id, word)).collect();
        if others.is_empty() {
            return BTreeSet::new();
        }
        let word = |mention: &Mention| match mention.named {
            Named::Sector(id) => others.get(&id).map(|word| (mention.span, (*word).clone())),
            _ => None,
        };
        self.parts.iter().flat_map(|part| part.iter()).chain(&self.new).filter_map(word).collect()
    }

    fn sector_named(&mut self, word: &str) -> SectorId {
        if let Some(known) = self.sectors.get(word) {
            return *known;
        }
        let id = self.sectors();
        self.sectors.insert(word.to_owned(), id);
        id
    }

    /// Puts all mentions in order, by file and place, each once. A file whose parts are those it had before has what it
    /// had before.
    pub(crate) fn settle(self, before: &mut Settled) -> Uses {
        let mut parts: BTreeMap<FileId, Vec<Shared>> = BTreeMap::new();
        for part in self.parts.into_iter().chain(by_file(self.new)) {
            if let Some(first) = part.first() {
                parts.entry(first.span.file).or_default().push(part);
            }
        }
        let known = std::mem::take(&mut before.files);
        for (file, parts) in parts {
            let whole = match known.get(&file) {
                Some((before, whole)) if *before == parts => Arc::clone(whole),
                _ => whole(&parts),
            };
            before.files.insert(file, (parts, whole));
        }
        let files = before.files.iter().map(|(file, (_, whole))| (*file, Arc::clone(whole)));
        Uses { files: files.collect(), sectors: self.sectors }
    }
}

/// Every file's mentions as they were settled before, and from what.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    files: BTreeMap<FileId, (Vec<Shared>, Shared)>,
}

fn whole(parts: &[Shared]) -> Shared {
    if let [one] = parts {
        return Arc::clone(one);
    }
    let mut all: Vec<Mention> = parts.iter().flat_map(|part| part.iter().copied()).collect();
    all.sort();
    all.dedup();
    Arc::new(all)
}

fn by_file(mut mentions: Vec<Mention>) -> Vec<Shared> {
    mentions.sort();
    mentions.dedup();
    mentions.chunk_by(|a, b| a.span.file == b.span.file).map(|of_file| Arc::new(of_file.to_vec())).collect()
}

impl Resolver<'_> {
    /// Notes that a name declares something.
    pub(crate) fn declares(&mut self, here: Here, span: Span, named: Named) {
        self.uses.get_mut().note(here.span(span), named, Role::Declares);
    }

    /// Notes what a name stands for.
    pub(crate) fn mentions(&self, here: Here, span: Span, named: Named) {
        self.uses.borrow_mut().note(here.span(span), named, Role::Uses);
    }

    /// Notes a sector: nothing declares one, every mention is a use.
    pub(crate) fn mentions_sector(&self, here: Here, name: &Name) {
        let mut uses = self.uses.borrow_mut();
        let sector = uses.sector_named(&name.value);
        uses.note(here.span(name.span), Named::Sector(sector), Role::Uses);
    }
}
