//! The thread that tells the client of findings, the edited file first.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use tower_lsp::ls_types::Diagnostic;
use vires_ide::unless_superseded;

use crate::diagnostics;
use crate::server::Tell;
use crate::view::View;

/// Something changed.
pub(crate) struct Task {
    pub(crate) view: View,
    /// The documents edited, the last one first.
    pub(crate) edited: Vec<PathBuf>,
}

enum Order {
    Begin { pulls: bool, refreshes: bool },
    Publish(Task),
}

/// The thread; it ends when this is dropped.
pub(crate) struct Publisher {
    orders: Sender<Order>,
}

impl Publisher {
    pub(crate) fn start(tell: Tell) -> Self {
        let (orders, waiting) = channel();
        std::thread::spawn(move || {
            Thread { tell, pulls: false, refreshes: false, published: BTreeMap::new() }.run(&waiting)
        });
        Self { orders }
    }

    /// Says whether the client asks itself, and whether it can be told to ask again.
    pub(crate) fn begin(&self, pulls: bool, refreshes: bool) {
        let _ = self.orders.send(Order::Begin { pulls, refreshes });
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
    published: BTreeMap<PathBuf, Vec<Diagnostic>>,
}

impl Thread {
    fn run(mut self, orders: &Receiver<Order>) {
        while let Ok(first) = orders.recv() {
            let mut latest: Option<Task> = None;
            for order in std::iter::once(first).chain(orders.try_iter()) {
                match order {
                    Order::Begin { pulls, refreshes } => (self.pulls, self.refreshes) = (pulls, refreshes),
                    // What was edited before and not told yet comes after what was edited last.
                    Order::Publish(mut task) => {
                        let before = latest.take().map(|task| task.edited).unwrap_or_default();
                        task.edited.extend(before);
                        latest = Some(task);
                    }
                }
            }
            if let Some(task) = latest {
                self.publish(&task);
            }
        }
    }

    fn publish(&mut self, task: &Task) {
        if self.pulls {
            // The client asks for the file it edits by itself; of the others it learns by this.
            if self.refreshes {
                self.tell.refresh_diagnostics();
            }
            return;
        }
        let view = &task.view;
        let found = catch_unwind(AssertUnwindSafe(|| unless_superseded(|| diagnostics::by_path(view))));
        let mut found = match found {
            Ok(Ok(found)) if view.is_current() => found,
            // The next task is on its way.
            Ok(_) => return,
            Err(_) => return self.tell.fault("the findings could not be made"),
        };
        // What had findings before and has none now is told so.
        for path in self.published.keys() {
            found.entry(path.clone()).or_default();
        }
        let first = task.edited.iter().filter(|path| found.contains_key(*path)).cloned();
        let mut order: Vec<PathBuf> = first.collect();
        order.extend(found.keys().filter(|path| !task.edited.contains(path)).cloned());
        for path in order {
            let Some(diagnostics) = found.remove(&path) else {
                continue;
            };
            let version = view.versions.get(&path).copied();
            let before = self.published.get(&path).map(Vec::as_slice).unwrap_or_default();
            // An open text is told anew, so that the client sees for which of its versions the findings stand.
            if before == diagnostics && (version.is_none() || !task.edited.contains(&path)) {
                continue;
            }
            self.tell.publish(&path, diagnostics.clone(), version);
            if diagnostics.is_empty() {
                self.published.remove(&path);
            } else {
                self.published.insert(path, diagnostics);
            }
        }
    }
}
