//! Of what sort something is: the kind and tier of a body, the list or unit of a fact, the kind of an instrument.

use vires_compiler::Policies;
use vires_model::{FileId, SourceSpan};
use vires_resolve::{Named, Thing};
use vires_syntax::ast::{ClauseKind, DeclarationKind, Line, LineKind, Name, Type, TypeKind};

use crate::declared::Declared;
use crate::definition::{Definition, Target, definition};

/// The declarations of what the thing at an offset is one of; none where it is of no declared sort.
#[must_use]
pub fn type_definition(policies: &Policies, file: FileId, offset: u32) -> Option<Definition> {
    let mention = policies.resolved().uses.at(file, offset)?;
    let mut targets: Vec<Target> = Vec::new();
    let mut add = |found: Vec<Target>| {
        for target in found {
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
    };
    if let Named::Value(list, _) = mention.named {
        let list = Declared::all(policies, Named::Thing(Thing::List(list)));
        add(list.iter().map(|declared| Target { name: declared.name, whole: whole(declared) }).collect());
    }
    for declared in Declared::all(policies, mention.named) {
        let Some(line) = declared.line else { continue };
        for name in sorts(line) {
            let found = definition(policies, declared.name.file, name.span.start);
            add(found.map(|found| found.targets).unwrap_or_default());
        }
    }
    (!targets.is_empty()).then_some(Definition { origin: mention.span, targets })
}

fn whole(declared: &Declared<'_>) -> SourceSpan {
    let whole = declared.whole();
    SourceSpan { file: declared.name.file, start: whole.start, end: whole.end }
}

/// The names on a declaration that say of what sort it is.
fn sorts(line: &Line) -> Vec<&Name> {
    let LineKind::Declaration(declaration) = &line.kind else {
        return Vec::new();
    };
    let mut names: Vec<&Name> = match &declaration.kind {
        DeclarationKind::Fact { of: Some(of), .. } | DeclarationKind::Parameter { of: Some(of) } => {
            of_type(of).into_iter().collect()
        }
        DeclarationKind::Unit { is: Some((_, of)) } => vec![of],
        _ => Vec::new(),
    };
    names.extend(line.clauses.iter().flat_map(|clause| match &clause.kind {
        ClauseKind::Kind(names) => names.as_slice(),
        ClauseKind::At(name) | ClauseKind::OnePer(name) => std::slice::from_ref(name),
        _ => &[],
    }));
    names
}

const fn of_type(of: &Type) -> Option<&Name> {
    match &of.kind {
        TypeKind::Named(name) | TypeKind::SetOf(name) => Some(name),
        _ => None,
    }
}
