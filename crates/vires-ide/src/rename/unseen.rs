//! Packages that name the thing too and that nothing here reads: an editor that has one package open sees no more.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use vires_compiler::{Files, MANIFEST, PathKind, file_kind, package_of, policy_files};
use vires_resolve::Role;
use vires_syntax::ast::LineKind;
use vires_words::say;

use super::Job;
use crate::projects::Snapshot;

impl Job<'_> {
    /// Refuses a name that packages may say which are not open: those beside the one that declares it, where packages are
    /// looked for, and that use it.
    pub(super) fn unseen(&self, snapshot: &Snapshot) -> Result<(), String> {
        let disk = snapshot.disk();
        let policies = self.policies();
        let declaring = policies.resolved().uses.of(self.named).filter(|mention| mention.role == Role::Declares);
        let files: BTreeSet<_> = declaring.map(|mention| mention.span.file).collect();
        for file in files.into_iter().filter(|file| policies.kind(*file).is_some()) {
            let (Some(path), Some(written)) = (self.view.path(file), policies.written(file)) else { continue };
            let package = package_of(&path, written.text);
            let folder = path.ancestors().find(|folder| has_manifest(disk, folder));
            let beside = folder.map(|folder| beside(disk, folder)).unwrap_or_default();
            let mut unseen = beside.iter().filter(|other| !snapshot.reads(other) && uses(disk, other, &package));
            if let Some(other) = unseen.next() {
                return Err(say!(
                    self.language,
                    "the package in {other} uses `{package}` too and is not open here: open the folder around both, so that the name changes there as well",
                    "gói trong {other} cũng dùng `{package}` nhưng chưa được mở ở đây: hãy mở thư mục chứa cả hai để tên cũng được đổi ở đó",
                    other = other.display()
                ));
            }
        }
        Ok(())
    }
}

fn has_manifest(disk: &dyn Files, folder: &Path) -> bool {
    disk.kind(&folder.join(MANIFEST)) == Some(PathKind::File)
}

/// The package folders beside one.
fn beside(disk: &dyn Files, folder: &Path) -> Vec<PathBuf> {
    let Some(around) = folder.parent() else { return Vec::new() };
    let entries = disk.entries(around).unwrap_or_default();
    let folders = entries.into_iter().filter(|entry| entry.kind == PathKind::Folder && !entry.name.starts_with('.'));
    let folders = folders.map(|entry| around.join(entry.name));
    folders.filter(|other| other != folder && has_manifest(disk, other)).collect()
}

/// Whether a text of that folder uses the package.
fn uses(disk: &dyn Files, folder: &Path, package: &str) -> bool {
    let all = policy_files(disk, folder).unwrap_or_default();
    all.iter().any(|path| {
        let text = disk.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let (Some(text), Some(kind)) = (text.filter(|text| text.contains(package)), file_kind(path)) else {
            return false;
        };
        let parsed = vires_syntax::parse(&text, kind);
        parsed.file.lines.iter().any(|line| matches!(&line.kind, LineKind::Use { name } if name.value == package))
    })
}
