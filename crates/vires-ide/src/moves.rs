//! Files that are renamed: what names them by their path is to name them by the new one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use vires_compiler::absolute;
use vires_syntax::ast::{ClauseKind, Label, Line};
use vires_syntax::span::Span;

use crate::TextEdit;
use crate::links::inside;
use crate::projects::{Snapshot, View};

/// The edits by file, in offsets of the texts as they are written, that keep lists found when files or folders go from
/// one path to another, and folders of packages. Files that are renamed themselves are edited at their old path, where they still are.
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
                if is_refused(snapshot, view, &path, &name, renamed) {
                    continue;
                }
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
    for (path, text) in snapshot.manifests() {
        let folders = folders_used(text)
            .into_iter()
            .filter_map(|(span, name)| Some(TextEdit { span, text: renamed_to(path, name, renamed)? }));
        let edits: Vec<TextEdit> = folders.collect();
        if !edits.is_empty() {
            found.insert(path.clone(), edits);
        }
    }
    found
}

/// Whether a file would name a list outside the folder of its package then: no such list is read, and its line stays.
fn is_refused(snapshot: &Snapshot, view: &View, from: &Path, name: &str, renamed: &[(PathBuf, PathBuf)]) -> bool {
    let after = |path: &Path| moved(path, renamed).unwrap_or_else(|| path.to_path_buf());
    let file = after(from);
    let Some(folder) = file.parent() else { return false };
    let target = absolute(folder, Path::new(name));
    let packages = snapshot.manifests().iter().filter_map(|(path, _)| path.parent());
    let homes = packages.chain([view.root()]).map(after).filter(|home| file.starts_with(home));
    homes.max_by_key(|home| home.as_os_str().len()).is_some_and(|home| !target.starts_with(home))
}

/// Where a path goes; none where it stays.
fn moved(path: &Path, renamed: &[(PathBuf, PathBuf)]) -> Option<PathBuf> {
    // Of folders within folders, the innermost counts.
    let (old, new) =
        renamed.iter().filter(|(old, _)| path.starts_with(old)).max_by_key(|(old, _)| old.as_os_str().len())?;
    let rest = path.strip_prefix(old).ok()?;
    Some(if rest.as_os_str().is_empty() { new.clone() } else { new.join(rest) })
}

/// The folders that a manifest names under `use`, each as it stands between its quotation marks.
fn folders_used(manifest: &str) -> Vec<(Span, &str)> {
    let mut found = Vec::new();
    let mut within = false;
    let mut at = 0;
    for line in manifest.split_inclusive('\n') {
        let (start, text) = (at, line.split('#').next().unwrap_or_default());
        at += line.len();
        let rest = text.trim_start();
        let begins = rest.strip_prefix("use").is_some_and(|rest| rest.trim_start().starts_with('='));
        if !begins && !within {
            continue;
        }
        let mut from = 0;
        while let Some((open, quote)) =
            text.get(from..).and_then(|rest| rest.char_indices().find(|(_, letter)| matches!(letter, '"' | '\'')))
        {
            let open = from + open + 1;
            let Some(length) = text.get(open..).and_then(|rest| rest.find(quote)) else { break };
            let offset = |n: usize| u32::try_from(start + n).unwrap_or(u32::MAX);
            let name = text.get(open..open + length).unwrap_or_default();
            // What is written with escapes is left alone.
            if !name.contains('\\') {
                found.push((Span::new(offset(open), offset(open + length)), name));
            }
            from = open + length + 1;
        }
        within = !text.contains(']');
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
    let (new_target, new_from) = (moved(&target, renamed), moved(from, renamed));
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
    fn the_folders_of_a_manifest_are_found_in_its_text() {
        let manifest = "[package]\nname = \"a\"\nuse = [ # 'x'\n  \"../b\", '../c',\n  \"../d\"]\nlabel = \"e\"\n";
        let found = folders_used(manifest);
        let names: Vec<_> = found.iter().map(|(_, name)| *name).collect();
        assert_eq!(names, ["../b", "../c", "../d"]);
        for (span, name) in found {
            assert_eq!(&manifest[span.start as usize..span.end as usize], name);
        }
        assert_eq!(folders_used("user = [\"x\"]\nuse = [\"y\n"), []);
        let renamed = [(PathBuf::from("/w/b"), PathBuf::from("/w/base"))];
        assert_eq!(renamed_to(Path::new("/w/a/vires.toml"), "../b", &renamed).as_deref(), Some("../base"));
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
