//! Where things are declared, and where a new declaration goes.

use vires_model::{FileId, PowerId};
use vires_resolve::{Declarable, Named, Thing};
use vires_syntax::ast::{DeclarationKind, Line, LineKind};

use super::Desk;
use crate::declared::Declared;

/// The declaration of a power.
pub(super) fn power<'p>(desk: &Desk<'p>, power: PowerId) -> Option<(FileId, &'p Line)> {
    let all = Declared::all(desk.policies, Named::Thing(Thing::Power(power)));
    let first = all.into_iter().next()?;
    let line = first.line.filter(|line| matches!(line.kind, LineKind::Declaration(_)))?;
    Some((first.name.file, line))
}

/// The line of this file after which a declaration of that sort goes: the last of its sort, else the last before the
/// instruments and tests.
pub(super) fn place<'p>(desk: &Desk<'p>, sort: Declarable) -> Option<&'p Line> {
    last(desk, &|kind| {
        matches!(
            (kind, sort),
            (DeclarationKind::Tier, Declarable::Tier)
                | (DeclarationKind::Unit { .. }, Declarable::Unit)
                | (DeclarationKind::BodyKind, Declarable::BodyKind)
                | (DeclarationKind::Body, Declarable::Body)
                | (DeclarationKind::InstrumentKind, Declarable::InstrumentKind)
                | (DeclarationKind::Power, Declarable::Power)
                | (DeclarationKind::Modality, Declarable::Modality)
        )
    })
}

/// The same for declarations of any sort.
pub(super) fn last<'p>(desk: &Desk<'p>, wanted: &dyn Fn(&DeclarationKind) -> bool) -> Option<&'p Line> {
    let lines = desk.policies.tree(desk.file)?.file.lines.as_slice();
    let is_same = |line: &&Line| matches!(&line.kind, LineKind::Declaration(declaration) if wanted(&declaration.kind));
    let is_early = |line: &&Line| match &line.kind {
        LineKind::Package { .. } | LineKind::Use { .. } => true,
        LineKind::Declaration(declaration) => {
            !matches!(declaration.kind, DeclarationKind::Instrument | DeclarationKind::Test)
        }
        _ => false,
    };
    lines.iter().rfind(is_same).or_else(|| lines.iter().take_while(is_early).last())
}
