//! A transfer that leaves something out: where it is said that it must be stated.

use vires_model::{Effect, Rule, SourceSpan};
use vires_syntax::ast::ClauseKind;
use vires_words::say;

use super::Scene;
use crate::lines::on;

pub(super) fn places(scene: &Scene<'_>, row: &Rule) -> Option<Vec<(SourceSpan, String)>> {
    let Effect::Transfer { modality, .. } = &row.effect else { return None };
    let modality = &scene.model().modalities[*modality];
    let file = modality.span.file;
    let line = on(&scene.policies.tree(file)?.file, modality.span.start)?;
    let clause = line.clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::MustState(_)));
    let span =
        clause.map_or(modality.span, |clause| SourceSpan { file, start: clause.span.start, end: clause.span.end });
    let said = say!(
        scene.language,
        "what must be stated for \"{label}\"",
        "nội dung phải nêu rõ đối với \"{label}\"",
        label = modality.label
    );
    Some(vec![(span, said)])
}
