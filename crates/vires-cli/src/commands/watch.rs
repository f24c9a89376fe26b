//! `vires check --watch`: checks anew whenever a file changes, until one ends it with Ctrl-C.
//!
//! The disk is asked four times a second whether what was read from it is still so. Everything that loading asks goes
//! through [`Files`], so all that a check rests on is known: files, folders, and what was looked for and not there. No
//! notices of the system are waited for: they differ from one to the next, and say nothing of folders on a network.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, SystemTime};

use vires_compiler::{
    Edited, Entry, Files, MANIFEST, PathKind, Policies, Request, Unreadable, absolute, file_kind, shown,
};

use vires_words::{Words, words};

use super::check;
use crate::args::CheckArgs;
use crate::disk::Disk;
use crate::output::Output;
use crate::{Refused, Status};

/// How often the disk is asked.
const PAUSE: Duration = Duration::from_millis(250);

/// Ends with the status of the last check.
pub(super) fn run(args: &CheckArgs, out: &mut Output) -> Result<Status, Refused> {
    if args.paths.iter().any(|path| path == "-") {
        return Err(words!(
            "`-` is standard input, which is read once: --watch needs files",
            "`-` là đầu vào chuẩn, chỉ đọc được một lần: --watch cần tệp"
        ));
    }
    let ended = ended()?;
    let mut watch = Watch::default();
    let mut last = watch.check(args, out);
    while !out.is_closed() && ended.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
        let changed = watch.changed();
        if !changed.is_empty() {
            watch.take(&changed);
            last = watch.check(args, out);
        }
    }
    Ok(last)
}

/// Where the wish to end comes in. Whoever says it twice does not wait for the check in hand.
fn ended() -> Result<Receiver<()>, Refused> {
    let (end, ended) = channel();
    let mut is_said = false;
    let heard = move || {
        if std::mem::replace(&mut is_said, true) || end.send(()).is_err() {
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(heard).map_err(|error| Words::as_written(error.to_string()).of("--watch"))?;
    Ok(ended)
}

/// What is checked, and what it rests on.
#[derive(Default)]
struct Watch {
    /// None while nothing can be checked, or files came or went.
    policies: Option<Policies>,
    stamps: BTreeMap<PathBuf, Stamp>,
}

/// By what one sees that a path has changed.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    kind: Option<PathKind>,
    /// Of a file: when it was written, and how long it is.
    written: Option<(SystemTime, u64)>,
    /// Of a folder that was gone through: what is in it.
    entries: Option<Result<Vec<Entry>, Unreadable>>,
}

impl Stamp {
    fn of(path: &Path, is_gone_through: bool) -> Self {
        let kind = Disk.kind(path);
        let written = std::fs::metadata(path).ok().filter(|_| kind == Some(PathKind::File));
        Self {
            kind,
            written: written.and_then(|data| Some((data.modified().ok()?, data.len()))),
            entries: is_gone_through
                .then(|| Disk.entries(path).map(|entries| entries.into_iter().filter(counts).collect())),
        }
    }
}

/// Whether it matters that something of that name is in a folder: editors put down files of their own.
fn counts(entry: &Entry) -> bool {
    let is_policy = || entry.name == MANIFEST || file_kind(Path::new(&entry.name)).is_some();
    !entry.name.starts_with('.') && (entry.kind == PathKind::Folder || is_policy())
}

impl Watch {
    /// Checks, and prints what is found. Why nothing can be checked is said, and may pass.
    fn check(&mut self, args: &CheckArgs, out: &mut Output) -> Status {
        out.clear();
        if let Some(baseline) = &args.baseline {
            self.stamps.insert(baseline_of(baseline), Stamp::of(baseline, false));
        }
        let done = self.loaded(args).and_then(|policies| {
            out.speak(policies.language());
            check::check(args, policies, out)
        });
        let status = done.unwrap_or_else(|why| {
            out.complain(&why);
            Status::Partly
        });
        out.aside(out.pick("watching; Ctrl-C ends it", "đang theo dõi; nhấn Ctrl-C để dừng"));
        out.flush();
        status
    }

    fn loaded(&mut self, args: &CheckArgs) -> Result<&Policies, Refused> {
        if let Some(policies) = self.policies.take() {
            return Ok(self.policies.insert(policies));
        }
        let noting = Noting { stamps: RefCell::new(std::mem::take(&mut self.stamps)) };
        noting.stamps.borrow_mut().retain(|path, _| args.baseline.as_deref().map(baseline_of).as_ref() == Some(path));
        let loaded = Policies::load_for_editing(&noting, Request::Paths(&args.paths));
        self.stamps = noting.stamps.into_inner();
        let mut policies = loaded.map_err(|error| error.said())?;
        if let Some(language) = args.spoken.language {
            policies.set_language(language.into());
        }
        Ok(self.policies.insert(policies))
    }

    /// The paths that are not what they were.
    fn changed(&mut self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (path, stamp) in &mut self.stamps {
            let now = Stamp::of(path, stamp.entries.is_some());
            if *stamp != now {
                *stamp = now;
                changed.push(path.clone());
            }
        }
        changed
    }

    /// Takes the new texts of files over; where more has changed than texts, all is to be loaded again.
    fn take(&mut self, changed: &[PathBuf]) {
        let Some(policies) = &mut self.policies else { return };
        let current = Disk.current_folder();
        let is_same = changed.iter().all(|path| {
            let name = shown(&current, path);
            let text = || String::from_utf8(Disk.read(path).ok()?).ok();
            policies.file_at(&name).is_some()
                && text().is_some_and(|text| policies.set_text(&name, &text) == Edited::SameFiles)
        });
        if !is_same {
            self.policies = None;
        }
    }
}

/// Where the file of what is accepted lies; it is read with every check.
fn baseline_of(path: &Path) -> PathBuf {
    absolute(&Disk.current_folder(), path)
}

/// The disk, noting how things stand before they are looked at.
struct Noting {
    stamps: RefCell<BTreeMap<PathBuf, Stamp>>,
}

impl Noting {
    fn note(&self, path: &Path, is_gone_through: bool) {
        let mut stamps = self.stamps.borrow_mut();
        if stamps.get(path).is_none_or(|stamp| is_gone_through && stamp.entries.is_none()) {
            stamps.insert(path.to_owned(), Stamp::of(path, is_gone_through));
        }
    }
}

impl Files for Noting {
    fn current_folder(&self) -> PathBuf {
        Disk.current_folder()
    }

    fn kind(&self, path: &Path) -> Option<PathKind> {
        self.note(path, false);
        Disk.kind(path)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, Unreadable> {
        self.note(path, false);
        Disk.read(path)
    }

    fn entries(&self, folder: &Path) -> Result<Vec<Entry>, Unreadable> {
        self.note(folder, true);
        Disk.entries(folder)
    }
}
