//! Which stretch of text names what: the table that editors go by.
//!
//! Every name that is declared and every name that is looked up leaves a mention, where it is settled what the name
//! stands for. A use of something whose own declaration is in error is a mention all the same; a name that stands for
//! nothing is none.

use std::collections::BTreeMap;

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

/// All mentions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Uses {
    /// By file and place, each once.
    mentions: Vec<Mention>,
    /// By word.
    sectors: BTreeMap<String, SectorId>,
}

impl Uses {
    pub(crate) fn note(&mut self, span: SourceSpan, named: Named, role: Role) {
        self.mentions.push(Mention { span, named, role });
    }

    /// How many were noted.
    pub(crate) fn len(&self) -> usize {
        self.mentions.len()
    }

    /// Those noted since there were so many.
    pub(crate) fn since(&self, mark: usize) -> &[Mention] {
        self.mentions.get(mark..).unwrap_or_default()
    }

    pub(crate) fn extend(&mut self, mentions: &[Mention]) {
        self.mentions.extend_from_slice(mentions);
    }

    /// The number that the next sector gets.
    pub(crate) fn sectors(&self) -> SectorId {
        SectorId(u32::try_from(self.sectors.len()).unwrap_or(u32::MAX))
    }

    fn sector_named(&mut self, word: &str) -> SectorId {
        if let Some(known) = self.sectors.get(word) {
            return *known;
        }
        let id = self.sectors();
        self.sectors.insert(word.to_owned(), id);
        id
    }

    /// Puts the mentions in order. A condition lowered several times mentions what it names once.
    pub(crate) fn settle(mut self) -> Self {
        self.mentions.sort();
        self.mentions.dedup();
        self
    }

    /// The mentions in one file, by place.
    #[must_use]
    pub fn in_file(&self, file: FileId) -> &[Mention] {
        let start = self.mentions.partition_point(|mention| mention.span.file < file);
        let end = self.mentions.partition_point(|mention| mention.span.file <= file);
        self.mentions.get(start..end).unwrap_or_default()
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
        self.mentions.iter().filter(move |mention| mention.named == named)
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
