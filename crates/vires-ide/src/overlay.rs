//! Files as the editor has them: what is open counts as it is being typed, everything else as it is on disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vires_compiler::{Entry, Files, PathKind, Unreadable};

/// Where texts come from that no editor has open.
pub type Disk = Arc<dyn Files + Send + Sync>;

/// Open texts by absolute path.
pub type Open = BTreeMap<PathBuf, Arc<str>>;

/// Open texts over a disk.
pub struct Overlay<'o> {
    /// What lies below.
    pub disk: &'o dyn Files,
    /// What is open.
    pub open: &'o Open,
    /// The folder that shown paths start from.
    pub current: &'o Path,
}

impl Files for Overlay<'_> {
    fn current_folder(&self) -> PathBuf {
        self.current.to_path_buf()
    }

    fn kind(&self, path: &Path) -> Option<PathKind> {
        if self.open.contains_key(path) {
            return Some(PathKind::File);
        }
        self.disk.kind(path)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, Unreadable> {
        match self.open.get(path) {
            Some(text) if text.len() > vires_syntax::MAX_TEXT_BYTES => Err(Unreadable::TooLarge),
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.disk.read(path),
        }
    }

    /// With the texts that are open and not saved yet.
    fn entries(&self, folder: &Path) -> Result<Vec<Entry>, Unreadable> {
        let mut entries = self.disk.entries(folder)?;
        for path in self.open.keys().filter(|path| path.parent() == Some(folder)) {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            if entries.iter().all(|entry| entry.name != name) {
                entries.push(Entry { name: name.to_owned(), kind: PathKind::File });
            }
        }
        entries.sort();
        Ok(entries)
    }
}
