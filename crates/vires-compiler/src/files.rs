//! The one way to the outside: reading files and listing folders.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use vires_syntax::MAX_TEXT_BYTES;
use vires_words::{Words, words};

/// Where policies are read from. Paths are absolute and without `.` and `..` (see [`absolute`]).
pub trait Files {
    /// The folder that relative paths start from.
    fn current_folder(&self) -> PathBuf;

    /// What stands at a path.
    fn kind(&self, path: &Path) -> Option<PathKind>;

    /// The whole content of a file.
    ///
    /// # Errors
    /// Why not. A file of more than [`MAX_TEXT_BYTES`] is refused before it is in memory.
    fn read(&self, path: &Path) -> Result<Vec<u8>, Unreadable>;

    /// What stands directly in a folder, by name, each name once.
    ///
    /// # Errors
    /// Why not.
    fn entries(&self, folder: &Path) -> Result<Vec<Entry>, Unreadable>;
}

/// A file or a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathKind {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// Its name in the folder.
    pub name: String,
    /// What it is.
    pub kind: PathKind,
}

/// Why a file or folder cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Unreadable {
    /// There is none.
    Absent,
    /// It is a folder.
    Folder,
    /// It is larger than [`MAX_TEXT_BYTES`].
    TooLarge,
    /// What the system says.
    System(Words),
}

impl Unreadable {
    /// The reason, in words that follow the name of the file or folder.
    #[must_use]
    pub fn said(&self) -> Words {
        match self {
            Self::Absent => words!("there is no such file or folder", "không có tệp hoặc thư mục này"),
            Self::Folder => words!("it is a folder, not a file", "đây là thư mục, không phải tệp"),
            Self::TooLarge => words!(
                "it is larger than {most} MiB; split it: a package may have any number of files",
                "lớn hơn {most} MiB; hãy chia nhỏ: một gói có thể gồm nhiều tệp tùy ý",
                most = MAX_TEXT_BYTES / (1024 * 1024)
            ),
            Self::System(words) => words.clone(),
        }
    }
}

/// A path made absolute and freed of `.` and `..`, by its words alone.
#[must_use]
pub fn absolute(current_folder: &Path, path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in current_folder.join(path).components() {
        match part {
            Component::CurDir => {}
            // Above the root there is the root.
            Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    whole
}

/// A path as people read it: from the current folder where they share a folder, with `/` on every system.
#[must_use]
pub fn shown(current_folder: &Path, path: &Path) -> String {
    let shared = current_folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    // The root is no folder worth sharing; what has nothing else in common is shown whole.
    let relative: PathBuf = if shared > 1 || current_folder.components().count() <= 1 {
        let up = current_folder.components().skip(shared).map(|_| Component::ParentDir);
        up.chain(path.components().skip(shared)).collect()
    } else {
        path.to_path_buf()
    };
    let text = relative.to_string_lossy();
    if text.is_empty() {
        return ".".to_owned();
    }
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// Files in memory, by absolute path; their folders exist by themselves. For tests, and for programs that have no disk.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles(BTreeMap<PathBuf, Vec<u8>>);

impl MemoryFiles {
    /// The folder that relative paths start from.
    pub const CURRENT: &'static str = "/";

    /// Adds a file; a relative path starts from [`MemoryFiles::CURRENT`].
    #[must_use]
    pub fn with(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        let path = absolute(Path::new(Self::CURRENT), Path::new(path));
        self.0.insert(path, content.into());
        self
    }
}

impl Files for MemoryFiles {
    fn current_folder(&self) -> PathBuf {
        PathBuf::from(Self::CURRENT)
    }

    fn kind(&self, path: &Path) -> Option<PathKind> {
        if self.0.contains_key(path) {
            return Some(PathKind::File);
        }
        let is_folder = path == Path::new(Self::CURRENT) || self.0.keys().any(|file| file.starts_with(path));
        is_folder.then_some(PathKind::Folder)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, Unreadable> {
        match self.0.get(path) {
            Some(content) if content.len() > MAX_TEXT_BYTES => Err(Unreadable::TooLarge),
            Some(content) => Ok(content.clone()),
            None if self.kind(path).is_some() => Err(Unreadable::Folder),
            None => Err(Unreadable::Absent),
        }
    }

    fn entries(&self, folder: &Path) -> Result<Vec<Entry>, Unreadable> {
        let mut found = BTreeMap::new();
        for file in self.0.keys() {
            let Ok(below) = file.strip_prefix(folder) else {
                continue;
            };
            let mut parts = below.components();
            let Some(first) = parts.next() else { continue };
            let kind = if parts.next().is_some() { PathKind::Folder } else { PathKind::File };
            found.insert(first.as_os_str().to_string_lossy().into_owned(), kind);
        }
        if found.is_empty() {
            return Err(Unreadable::Absent);
        }
        Ok(found.into_iter().map(|(name, kind)| Entry { name, kind }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_made_absolute_by_their_words() {
        let at = |path: &str| absolute(Path::new("/law/vn"), Path::new(path));
        assert_eq!(at("a/../b.vires"), Path::new("/law/vn/b.vires"));
        assert_eq!(at("../../../x"), Path::new("/x"));
        assert_eq!(at("./."), Path::new("/law/vn"));
        assert_eq!(shown(Path::new("/law"), &at("a.vires")), "vn/a.vires");
        assert_eq!(shown(Path::new("/law/us/x"), &at("a.vires")), "../../vn/a.vires");
        assert_eq!(shown(Path::new("/other"), &at("a.vires")), "/law/vn/a.vires");
        assert_eq!(shown(Path::new("/"), &at("a.vires")), "law/vn/a.vires");
    }

    #[test]
    fn folders_in_memory_exist_by_their_files() {
        let files = MemoryFiles::default().with("p/a.vires", "").with("p/q/b.vires", "");
        assert_eq!(files.kind(Path::new("/p/q")), Some(PathKind::Folder));
        assert_eq!(files.kind(Path::new("/p/q/b.vires")), Some(PathKind::File));
        assert_eq!(files.kind(Path::new("/p/x")), None);
        let names: Vec<_> = files.entries(Path::new("/p")).unwrap_or_default();
        assert_eq!(names.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(), ["a.vires", "q"]);
        assert_eq!(files.read(Path::new("/p")), Err(Unreadable::Folder));
    }
}
