//! `workspace/willRenameFiles`, and which files clients tell of when they make, rename or delete them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::str::FromStr as _;

use tower_lsp::ls_types::{
    FileOperationFilter, FileOperationPattern, FileOperationPatternKind, FileOperationRegistrationOptions,
    RenameFilesParams, TextEdit, Uri, WorkspaceEdit, WorkspaceFileOperationsServerCapabilities,
};
use vires_ide::moves::edits;
use vires_syntax::LineIndex;

use crate::view::{View, path_of, uri_of};

/// What the server wants to be told of.
pub(crate) fn capabilities() -> WorkspaceFileOperationsServerCapabilities {
    let filter = |glob: &str, kind| FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern { glob: glob.to_owned(), matches: Some(kind), options: None },
    };
    let files = filter("**/*.{vires,md,csv,toml}", FileOperationPatternKind::File);
    let folders = filter("**", FileOperationPatternKind::Folder);
    let all = || Some(FileOperationRegistrationOptions { filters: vec![files.clone(), folders.clone()] });
    WorkspaceFileOperationsServerCapabilities {
        did_create: all(),
        will_rename: all(),
        did_rename: all(),
        did_delete: all(),
        ..WorkspaceFileOperationsServerCapabilities::default()
    }
}

/// The edits by which what names a file by its path still finds it.
pub(crate) fn renamed(view: &View, params: &RenameFilesParams) -> Option<WorkspaceEdit> {
    let pairs = params.files.iter().filter_map(|file| Some((path(&file.old_uri)?, path(&file.new_uri)?)));
    let pairs: Vec<(PathBuf, PathBuf)> = pairs.collect();
    let mut changes = HashMap::new();
    for (path, edits) in edits(&view.snapshot, &pairs) {
        let Some(uri) = uri_of(&path) else { continue };
        let manifest = view.snapshot.manifests().iter().find(|(known, _)| *known == path);
        let lines = manifest.map(|(_, text)| LineIndex::new(text));
        let positions = match (manifest, &lines, view.file_at(&path)) {
            (Some((_, text)), Some(lines), _) => view.encoding.of(text, lines),
            (_, _, Some(here)) => here.places()?.positions,
            _ => continue,
        };
        let made = edits
            .into_iter()
            .map(|edit| TextEdit { range: positions.range(edit.span.start, edit.span.end), new_text: edit.text });
        changes.insert(uri, made.collect::<Vec<_>>());
    }
    (!changes.is_empty()).then(|| WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
}

/// The path of a file that is named by a text.
pub(crate) fn path(uri: &str) -> Option<PathBuf> {
    path_of(&Uri::from_str(uri).ok()?)
}
