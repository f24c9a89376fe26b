//! That a manifest names a package to which none of its files belongs, said where the first of them names another.

use std::collections::BTreeMap;

use vires_diagnostics::{Code, Finding, Place, Position, Severity, SourceSpan};
use vires_model::FileId;
use vires_syntax::LineIndex;
use vires_syntax::ast::LineKind;
use vires_words::say;

use super::places::{Places, in_file};
use crate::database::{Db, Workspace, parse};
use crate::misnamed::Misnamed;

/// The finding for one manifest; none where no file names a package.
pub(super) fn finding(db: &dyn Db, workspace: Workspace, places: &Places<'_>, manifest: &Misnamed) -> Option<Finding> {
    let language = workspace.language(db);
    let sources = workspace.sources(db);
    // Of each package the first file.
    let mut named: BTreeMap<&str, SourceSpan> = BTreeMap::new();
    let mut first = None;
    for n in &manifest.sources {
        let Some(source) = sources.get(*n) else { continue };
        let lines = parse(db, *source).file.lines.iter();
        let name = lines.filter_map(|line| match &line.kind {
            LineKind::Package { name, .. } => Some(name),
            _ => None,
        });
        if let Some(name) = name.into_iter().next() {
            let file = FileId(u32::try_from(*n).unwrap_or(u32::MAX));
            let at = named.entry(&name.value).or_insert_with(|| places.span(in_file(file, name.span)));
            first.get_or_insert_with(|| (name.value.as_str(), at.clone()));
        }
    }
    let (own, at) = first?;
    let lines = LineIndex::new(&manifest.text);
    let position = |byte: usize| {
        let byte = u32::try_from(byte).unwrap_or(u32::MAX);
        let at = lines.line_column(&manifest.text, byte);
        Position::new(at.line, at.column, byte)
    };
    let in_manifest = SourceSpan::new(&manifest.path, position(manifest.at.start), position(manifest.at.end));
    let name = &manifest.name;
    let message = say!(
        language,
        "this file belongs to package `{own}`, and no file here belongs to `{name}`, which vires.toml names",
        "tệp này thuộc gói `{own}`; vires.toml nêu gói `{name}` mà ở đây không có tệp nào thuộc gói đó"
    );
    let mut draft = Finding::new(Code::PackageNotFound, message).severity(Severity::Warning).place(Place::new(at));
    let named_here = say!(language, "vires.toml names `{name}`", "vires.toml nêu `{name}`");
    draft = draft.place(Place::new(in_manifest).label(named_here));
    for (other, at) in named.into_iter().filter(|(other, _)| *other != own) {
        let label = say!(language, "and this file belongs to `{other}`", "và tệp này thuộc gói `{other}`");
        draft = draft.place(Place::new(at).label(label));
    }
    let help = language.pick(
        "write the same name in both places: what vires.toml says is said of the package that it names",
        "viết cùng một tên ở cả hai nơi: những gì vires.toml nêu là nêu về gói có tên đó",
    );
    Some(draft.help(help).identified_by(&format!("{own} {name}")))
}
