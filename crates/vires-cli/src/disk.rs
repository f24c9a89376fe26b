//! The disk, as the compiler sees it.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use vires_compiler::{Entry, Files, PathKind, Unreadable};
use vires_syntax::MAX_TEXT_BYTES;
use vires_words::{Words, words};

/// The file system of the machine.
pub(crate) struct Disk;

impl Files for Disk {
    fn current_folder(&self) -> PathBuf {
        // Where even that cannot be told, relative paths stay relative.
        std::env::current_dir().unwrap_or_default()
    }

    fn kind(&self, path: &Path) -> Option<PathKind> {
        let found = fs::metadata(path).ok()?;
        Some(if found.is_dir() { PathKind::Folder } else { PathKind::File })
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, Unreadable> {
        let refused = |error: std::io::Error| match error.kind() {
            ErrorKind::NotFound => Unreadable::Absent,
            ErrorKind::IsADirectory => Unreadable::Folder,
            _ => Unreadable::System(plain(&error)),
        };
        let file = fs::File::open(path).map_err(refused)?;
        read_limited(file).map_err(refused)?.ok_or(Unreadable::TooLarge)
    }

    /// A link to a folder is not followed: it may lead back here.
    fn entries(&self, folder: &Path) -> Result<Vec<Entry>, Unreadable> {
        let system = |error: std::io::Error| Unreadable::System(plain(&error));
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).map_err(system)? {
            let entry = entry.map_err(system)?;
            // A name that is no text cannot be named in a policy or a finding.
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let kind = entry.file_type().map_err(system)?;
            let kind = if kind.is_dir() {
                PathKind::Folder
            } else if kind.is_file() || kind.is_symlink() && self.kind(&entry.path()) == Some(PathKind::File) {
                PathKind::File
            } else {
                continue;
            };
            found.push(Entry { name, kind });
        }
        found.sort();
        Ok(found)
    }
}

/// All of standard input.
pub(crate) fn standard_input() -> Result<Vec<u8>, Words> {
    match read_limited(std::io::stdin().lock()) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(Unreadable::TooLarge.said().of(its_name())),
        Err(error) => Err(plain(&error).of(its_name())),
    }
}

/// What standard input is called.
pub(crate) fn its_name() -> Words {
    words!("standard input", "đầu vào chuẩn")
}

/// Everything, or nothing where there is more than a policy may have.
fn read_limited(from: impl Read) -> std::io::Result<Option<Vec<u8>>> {
    let most = u64::try_from(MAX_TEXT_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    from.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= MAX_TEXT_BYTES).then_some(bytes))
}

/// A path as people read it.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// What the system says, without its number. What befalls people is said in Vietnamese too, the rest as it comes.
pub(crate) fn plain(error: &std::io::Error) -> Words {
    let text = error.to_string();
    let said = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = said.chars();
    let said: String = letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect());
    let vietnamese = match error.kind() {
        ErrorKind::NotFound => "không có tệp hoặc thư mục này",
        ErrorKind::PermissionDenied => "không được phép truy cập",
        ErrorKind::AlreadyExists => "đã có sẵn",
        ErrorKind::IsADirectory => "đây là thư mục, không phải tệp",
        ErrorKind::NotADirectory => "đây không phải là thư mục",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "hết dung lượng lưu trữ",
        ErrorKind::ReadOnlyFilesystem => "hệ thống tệp chỉ cho phép đọc",
        ErrorKind::InvalidFilename => "tên tệp không hợp lệ",
        _ => return Words::as_written(said),
    };
    Words::new(said, vietnamese)
}
