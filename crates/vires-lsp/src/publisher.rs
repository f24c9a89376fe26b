//! The thread that tells the client of findings, the edited file first.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use tower_lsp::ls_types::Diagnostic;
use vires_diagnostics::Finding;
use vires_ide::projects::View as Project;
use vires_ide::unless_superseded;

use crate::diagnostics::Found;
use crate::heavy::{early, is_of_the_text};
use crate::tell::Tell;
use crate::view::View;

/// Something changed.
pub(crate) struct Task {
    pub(crate) view: View,
    /// The documents edited, the last one first.
    pub(crate) edited: Vec<PathBuf>,
    /// Whether more changed than texts: everything is told anew.
    pub(crate) afresh: bool,
}

enum Order {
    Begin {
        pulls: bool,
        refreshes: bool,
        progress: bool,
    },
    Publish(Task),
    /// A client that asks was told only what is wrong with a text itself: it is told to ask again after the proofs.
    Owe(View),
}

/// What lets a worker promise findings that are not there yet, with the answer to one question.
pub(crate) struct Promise {
    orders: Sender<Order>,
    given: AtomicBool,
}

impl Clone for Promise {
    /// For another question: it has promised nothing yet.
    fn clone(&self) -> Self {
        Self { orders: self.orders.clone(), given: AtomicBool::new(false) }
    }
}

impl Promise {
    /// The client is told to ask again when this view is proved.
    pub(crate) fn give(&self) {
        self.given.store(true, Ordering::SeqCst);
    }

    /// The answer is on its way, and what was promised with it may follow. A client that heard of it before would ask while
    /// it still waits, or not at all.
    pub(crate) fn answered(&self, view: &View) {
        if self.given.swap(false, Ordering::SeqCst) {
            let _ = self.orders.send(Order::Owe(view.clone()));
        }
    }
}

/// The thread; it ends when this is dropped.
pub(crate) struct Publisher {
    orders: Sender<Order>,
}

impl Publisher {
    pub(crate) fn start(tell: Tell) -> Self {
        let (orders, waiting) = channel();
        std::thread::spawn(move || {
            Thread {
                tell,
                pulls: false,
                refreshes: false,
                progress: false,
                published: BTreeMap::new(),
                unread: BTreeMap::new(),
                untold: <_>::default(),
            }
            .run(&waiting)
        });
        Self { orders }
    }

    /// Says whether the client asks itself, whether it can be told to ask again, and whether it shows what goes on.
    pub(crate) fn begin(&self, pulls: bool, refreshes: bool, progress: bool) {
        let _ = self.orders.send(Order::Begin { pulls, refreshes, progress });
    }

    pub(crate) fn promise(&self) -> Promise {
        Promise { orders: self.orders.clone(), given: AtomicBool::new(false) }
    }

    pub(crate) fn publish(&self, task: Task) {
        // Without the thread the process is ending.
        let _ = self.orders.send(Order::Publish(task));
    }
}

struct Thread {
    tell: Tell,
    pulls: bool,
    refreshes: bool,
    /// Whether the first check is still to be shown as going on.
    progress: bool,
    /// What was told of each file, where that is not nothing.
    published: BTreeMap<PathBuf, Vec<Finding>>,
    /// What was told of files that keep packages from being loaded as they are meant to be.
    unread: BTreeMap<PathBuf, Vec<Diagnostic>>,
    /// What was edited since, and whether more changed, where telling it gave way to an edit.
    untold: (Vec<PathBuf>, bool),
}

impl Thread {
    fn run(mut self, orders: &Receiver<Order>) {
        while let Ok(first) = orders.recv() {
            let mut latest: Option<Task> = None;
            let mut owed: Option<View> = None;
            for order in std::iter::once(first).chain(orders.try_iter()) {
                match order {
                    Order::Begin { pulls, refreshes, progress } => {
                        (self.pulls, self.refreshes, self.progress) = (pulls, refreshes, progress);
                    }
                    Order::Owe(view) => owed = Some(view),
                    // What was edited before and not told yet comes after what was edited last.
                    Order::Publish(mut task) => {
                        if let Some(before) = latest.take() {
                            task.edited.extend(before.edited);
                            task.afresh |= before.afresh;
                        }
                        latest = Some(task);
                    }
                }
            }
            if let Some(mut task) = latest {
                let (edited, afresh) = std::mem::take(&mut self.untold);
                task.edited.extend(edited);
                task.afresh |= afresh;
                self.publish(task);
            }
            if let Some(view) = owed {
                self.keep(view);
            }
        }
    }

    /// Keeps a promise, unless the texts have changed: then the client asks by itself.
    fn keep(&self, view: View) {
        let prove = || view.snapshot.views().iter().for_each(|project| project.policies.analyse());
        let proved = catch_unwind(AssertUnwindSafe(|| unless_superseded(view.wanted(), prove)));
        if matches!(proved, Ok(Ok(()))) && view.is_current() {
            self.tell.refresh_diagnostics();
        }
    }

    fn publish(&mut self, task: Task) {
        let first = std::mem::take(&mut self.progress).then(|| self.tell.progress(title(&task.view)));
        if self.pulls {
            if first.is_some() {
                // What the client asks for next is then there.
                let check = || {
                    for project in task.view.snapshot.views() {
                        let began = Instant::now();
                        project.policies.analyse();
                        task.view.heavy.took(&[project], began.elapsed());
                    }
                };
                let _ = catch_unwind(AssertUnwindSafe(|| unless_superseded(task.view.wanted(), check)));
            }
            // After an edit the client asks by itself; of what others changed it learns by this.
            if self.refreshes && task.afresh {
                self.tell.refresh_diagnostics();
            }
            return;
        }
        let told = catch_unwind(AssertUnwindSafe(|| unless_superseded(task.view.wanted(), || self.tell_all(&task))));
        match told {
            Ok(Ok(true)) => {}
            // The next task is on its way, and tells this too.
            Ok(_) => self.untold = (task.edited, task.afresh),
            Err(_) => self.tell.fault("the findings could not be made"),
        }
    }

    /// Tells the findings of every file where they differ from what was told: those of the edited texts first, then of one
    /// group of packages after the other, so that none waits for another that takes long. False where the texts changed
    /// before the end.
    fn tell_all(&mut self, task: &Task) -> bool {
        let view = &task.view;
        let mut groups = view.snapshot.apart();
        let reads_edited = |group: &Vec<&Project>| {
            let first = task.edited.iter().position(|path| group.iter().any(|project| project.file(path).is_some()));
            first.unwrap_or(usize::MAX)
        };
        groups.sort_by_key(reads_edited);
        for path in task.edited.iter().filter(|path| view.versions.contains_key(*path)) {
            self.tell_of_the_text(view, path);
        }
        let last = groups.len().saturating_sub(1);
        if groups.is_empty() {
            return self.tell_group(task, Vec::new(), true);
        }
        for (n, group) in groups.into_iter().enumerate() {
            let began = Instant::now();
            let members = group.clone();
            if !self.tell_group(task, group, n == last) {
                return false;
            }
            view.heavy.took(&members, began.elapsed());
        }
        true
    }

    /// What keeps an edited text from being read is told at once where the proofs take long. Of its rules nothing is said until
    /// they are proved again; where nothing of the text itself has changed, all stands until then.
    fn tell_of_the_text(&mut self, view: &View, path: &Path) {
        let Some((project, file, found)) = early(view, path) else { return };
        let before = self.published.get(path).into_iter().flatten().filter(|finding| is_of_the_text(finding));
        let same = before.map(|finding| &finding.id).eq(found.iter().map(|finding| &finding.id));
        if same || !view.is_current() {
            return;
        }
        let diagnostics = Found::diagnostics_of(view, project, file, &found);
        self.tell.publish(path, diagnostics, view.versions.get(path).copied());
        self.published.insert(path.to_path_buf(), found);
    }

    /// Tells the findings of one group of packages. `last`: also of what belongs to none.
    fn tell_group(&mut self, task: &Task, group: Vec<&Project>, last: bool) -> bool {
        let view = &task.view;
        let reads = |path: &Path| group.iter().any(|project| project.file(path).is_some());
        let in_none = |path: &Path| !view.snapshot.views().iter().any(|project| project.file(path).is_some());
        let mut here: BTreeSet<PathBuf> = self.published.keys().chain(self.unread.keys()).cloned().collect();
        here.extend(task.edited.iter().cloned());
        here.retain(|path| reads(path) || last && in_none(path));
        let found = Found::over(view, group);
        here.extend(found.paths().filter(|path| last || !found.unread().contains_key(*path)).cloned());
        let is_open = |path: &&PathBuf| view.versions.contains_key(*path);
        let told = |path: &PathBuf| self.published.contains_key(path) || self.unread.contains_key(path);
        let known = |path: &&PathBuf| found.paths().any(|own| own == *path) || told(path);
        let mut order: Vec<PathBuf> = Vec::new();
        for path in task.edited.iter().filter(|path| here.contains(*path) && (is_open(path) || known(path))) {
            if !order.contains(path) {
                order.push(path.clone());
            }
        }
        order.extend(here.into_iter().filter(|path| !task.edited.contains(path)));
        for path in order {
            let before = self.published.get(&path).map(Vec::as_slice).unwrap_or_default();
            // The client sees for which version of an open text its findings stand.
            let anew = task.afresh || task.edited.contains(&path);
            let same_unread = self.unread.get(&path) == found.unread().get(&path);
            if !anew && same_unread && before.iter().eq(found.of(&path)) && !found.touch(&path, &task.edited) {
                continue;
            }
            let diagnostics = found.diagnostics(&path);
            if !view.is_current() {
                return false;
            }
            self.tell.publish(&path, diagnostics, view.versions.get(&path).copied());
            match found.unread().get(&path) {
                Some(wrong) => self.unread.insert(path.clone(), wrong.clone()),
                None => self.unread.remove(&path),
            };
            let findings: Vec<Finding> = found.of(&path).cloned().collect();
            if findings.is_empty() {
                self.published.remove(&path);
            } else {
                self.published.insert(path, findings);
            }
        }
        true
    }
}

fn title(view: &View) -> &'static str {
    view.general_language().pick("Checking policies", "Đang kiểm tra chính sách")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::tests::view;
    use crate::ask::{Outcome, Patience, question};

    #[test]
    fn the_answer_is_sent_before_the_client_is_told_to_ask_again() {
        let (orders, waiting) = channel();
        let promise = Promise { orders, given: AtomicBool::new(false) };
        let view = View { promise: Some(promise), ..view() };
        let (mut asked, (mut reply, _waiter)) = question(Patience::Again, |view: &View| {
            view.promise.iter().for_each(Promise::give);
            Ok(())
        });
        assert!(matches!(asked.answer(&view), Outcome::Done));
        assert!(reply.try_recv().is_ok());
        assert!(matches!(waiting.try_recv(), Ok(Order::Owe(_))), "it is told once the answer is there");
        assert!(waiting.try_recv().is_err(), "once");
    }

    #[test]
    fn what_is_not_answered_is_not_promised() {
        let (orders, waiting) = channel();
        let view = View { promise: Some(Promise { orders, given: AtomicBool::new(false) }), ..view() };
        let (mut asked, _reply) = question(Patience::Again, |view: &View| {
            view.promise.iter().for_each(Promise::give);
            // Something is edited.
            view.now.fetch_add(1, Ordering::SeqCst);
            Ok(())
        });
        assert!(matches!(asked.answer(&view), Outcome::Again));
        assert!(waiting.try_recv().is_err());
    }
}
