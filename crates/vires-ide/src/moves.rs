//! Files that are renamed: what names them by their path is to name them by the new one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use vires_compiler::absolute;
use vires_syntax::ast::{ClauseKind, Label, Line};
use vires_syntax::span::Span;

use crate::TextEdit;
use crate::links::inside;
use crate::projects::Snapshot;

/// The edits by file, in offsets of the texts as they are written, that keep lists found when files or folders go from
/// one path to another. Files that are renamed themselves are edited at their old path, where they still are.
#[must_use]
pub fn edits(snapshot: &Snapshot, renamed: &[(PathBuf, PathBuf)]) -> BTreeMap<PathBuf, Vec<TextEdit>> {
    let mut found: BTreeMap<PathBuf, Vec<TextEdit>> = BTreeMap::new();
    for view in snapshot.views() {
        for (file, _) in view.policies.files() {
            let (Some(tree), Some(path), Some(written), Some(text)) =
                (view.policies.tree(file), view.path(file), view.policies.written(file), view.policies.file_text(file))
            else {
                continue;
            };
            let mut labels = Vec::new();
            list_files(&tree.file.lines, &mut labels);
            for label in labels {
                let Some(name) = renamed_to(&path, &label.value, renamed) else { continue };
                let span = inside(label.span, text);
                let span = Span::new(written.offset(span.start), written.offset(span.end));
                let edit = TextEdit { span, text: name };
                let edits = found.entry(path.clone()).or_default();
                // Several projects may read one file.
                if !edits.contains(&edit) {
                    edits.push(edit);
                }
            }
        }
    }
    found
}

fn list_files<'t>(lines: &'t [Line], found: &mut Vec<&'t Label>) {
    for line in lines {
        for clause in &line.clauses {
            if let ClauseKind::FromFile(label) = &clause.kind {
                found.push(label);
            }
        }
        list_files(&line.below, found);
    }
}

/// What a file at `from` must call the list that it calls `name` now; none where that stays as it is.
fn renamed_to(from: &Path, name: &str, renamed: &[(PathBuf, PathBuf)]) -> Option<String> {
    let folder = from.parent()?;
    let target = absolute(folder, Path::new(name));
    let moved = |path: &Path| {
        // Of folders within folders, the innermost counts.
        let (old, new) =
            renamed.iter().filter(|(old, _)| path.starts_with(old)).max_by_key(|(old, _)| old.as_os_str().len())?;
        let rest = path.strip_prefix(old).ok()?;
        Some(if rest.as_os_str().is_empty() { new.clone() } else { new.join(rest) })
    };
    let (new_target, new_from) = (moved(&target), moved(from));
    if new_target.is_none() && new_from.is_none() {
        return None;
    }
    let new_folder = new_from.as_deref().unwrap_or(from).parent()?.to_path_buf();
    let new_name = relative(&new_folder, new_target.as_deref().unwrap_or(&target))?;
    (new_name != name && absolute(&new_folder, Path::new(name)) != *new_target.as_deref().unwrap_or(&target))
        .then_some(new_name)
}

/// The way from a folder to a file, with slashes.
fn relative(folder: &Path, file: &Path) -> Option<String> {
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), file.components().collect());
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - same);
    let down: Option<Vec<String>> =
        to.get(same..)?.iter().map(|part| Some(part.as_os_str().to_str()?.to_owned())).collect();
    Some(up.chain(down?).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(from: &str, name: &str, renamed: &[(&str, &str)]) -> Option<String> {
        let renamed: Vec<_> = renamed.iter().map(|(a, b)| (PathBuf::from(a), PathBuf::from(b))).collect();
        renamed_to(Path::new(from), name, &renamed)
    }

    #[test]
    fn lists_are_found_after_files_and_folders_are_renamed() {
        let from = "/w/law/a.vires";
        assert_eq!(named(from, "x.csv", &[("/w/law/x.csv", "/w/law/y.csv")]).as_deref(), Some("y.csv"));
        assert_eq!(named(from, "x.csv", &[("/w/law/x.csv", "/w/lists/x.csv")]).as_deref(), Some("../lists/x.csv"));
        assert_eq!(named(from, "../lists/x.csv", &[("/w/lists", "/w/l")]).as_deref(), Some("../l/x.csv"));
        // The file itself goes elsewhere, or both go together.
        assert_eq!(named(from, "x.csv", &[(from, "/w/b.vires")]).as_deref(), Some("law/x.csv"));
        assert_eq!(named(from, "x.csv", &[("/w/law", "/w/code")]), None);
        assert_eq!(named(from, "./x.csv", &[("/w/law", "/w/code")]), None);
        assert_eq!(named(from, "x.csv", &[("/w/law/other.csv", "/w/y.csv")]), None);
        let both = [("/w/law", "/w/code"), ("/w/law/x.csv", "/w/x.csv")];
        assert_eq!(named(from, "x.csv", &both).as_deref(), Some("../x.csv"));
    }
}
