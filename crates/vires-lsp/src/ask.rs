//! Questions on their way from a handler to a worker and back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};
use vires_ide::{Stopper, unless_superseded};

use crate::view::View;

/// What is done where the text changes before the answer is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Patience {
    /// The question names a place of the old text: the client must ask anew.
    Once,
    /// The question is about the whole: it is put again, on the new text.
    Again,
}

/// How answering went.
pub(crate) enum Outcome {
    /// The reply is sent, or nobody waits for it any more.
    Done,
    /// It is to be put again.
    Again,
    /// Something went wrong inside; the reply says so. In words for the log.
    Fault(String),
}

/// A question of any kind.
pub(crate) trait Question: Send {
    /// Answers it on a view of the texts, unless they change meanwhile.
    fn answer(&mut self, view: &View) -> Outcome;
    /// Whether it can be put again.
    fn patience(&self) -> Patience;
    /// Sends word that the text is no more.
    fn give_up(&mut self);
}

/// The error of a question about a text that is no more.
pub(crate) fn content_modified() -> Error {
    Error::content_modified()
}

struct Ask<T, F> {
    patience: Patience,
    work: F,
    reply: Option<oneshot::Sender<Result<T>>>,
    waiting: Arc<Waiting>,
}

/// Whether somebody still waits for an answer, and what stops the work on it.
#[derive(Default)]
struct Waiting(Mutex<State>);

#[derive(Default)]
struct State {
    gone: bool,
    stoppers: Vec<Stopper>,
}

impl Waiting {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The work begins, and can be stopped by these; false where nobody waits for it.
    fn begin(&self, stoppers: Vec<Stopper>) -> bool {
        let mut state = self.state();
        state.stoppers = stoppers;
        !state.gone
    }
}

/// Who waits for an answer. Dropped when the client cancels: then the work on it stops.
pub(crate) struct Waiter(Arc<Waiting>);

impl Drop for Waiter {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.gone = true;
        state.stoppers.drain(..).for_each(|stopper| stopper.stop());
    }
}

/// What a reply arrives on, and who waits for it.
pub(crate) type Reply<T> = (oneshot::Receiver<Result<T>>, Waiter);

/// Wraps a question, and gives what its reply arrives on.
pub(crate) fn question<T, F>(patience: Patience, work: F) -> (Box<dyn Question>, Reply<T>)
where
    T: Send + 'static,
    F: FnMut(&View) -> Result<T> + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    let waiting = Arc::new(Waiting::default());
    let waiter = Waiter(Arc::clone(&waiting));
    (Box::new(Ask { patience, work, reply: Some(sender), waiting }), (receiver, waiter))
}

impl<T, F> Ask<T, F> {
    fn reply(&mut self, answer: Result<T>) {
        if let Some(reply) = self.reply.take() {
            // The client may have cancelled the request meanwhile.
            let _ = reply.send(answer);
        }
    }
}

impl<T, F> Question for Ask<T, F>
where
    T: Send + 'static,
    F: FnMut(&View) -> Result<T> + Send + 'static,
{
    fn answer(&mut self, view: &View) -> Outcome {
        let stoppers = view.snapshot.views().iter().map(|project| project.policies.stopper()).collect();
        if self.reply.as_ref().is_none_or(oneshot::Sender::is_closed) || !self.waiting.begin(stoppers) {
            return Outcome::Done;
        }
        let work = &mut self.work;
        let answered = catch_unwind(AssertUnwindSafe(|| unless_superseded(view.wanted(), || work(view))));
        match answered {
            Ok(Ok(answer)) if view.is_current() => {
                self.reply(answer);
                if let Some(promise) = &view.promise {
                    promise.answered(view);
                }
                Outcome::Done
            }
            Ok(_) if self.patience == Patience::Again => Outcome::Again,
            Ok(_) => {
                self.give_up();
                Outcome::Done
            }
            Err(fault) => {
                let words = fault.downcast_ref::<&str>().map(|words| (*words).to_owned());
                let words = words.or_else(|| fault.downcast_ref::<String>().cloned());
                self.reply(Err(Error::internal_error()));
                Outcome::Fault(words.unwrap_or_else(|| "a fault without words".to_owned()))
            }
        }
    }

    fn patience(&self) -> Patience {
        self.patience
    }

    fn give_up(&mut self) {
        self.reply(Err(content_modified()));
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
    use std::sync::mpsc::channel;

    use vires_compiler::MemoryFiles;
    use vires_ide::projects::Projects;

    /// A view of one small package.
    pub(crate) fn view() -> View {
        let files = MemoryFiles::default().with("/w/a.vires", "package p\npower licence\n");
        let mut projects = Projects::new(Arc::new(files));
        projects.set_folders(vec!["/w".into()]);
        View {
            snapshot: projects.snapshot(),
            encoding: crate::position::Encoding::default(),
            settings: Arc::default(),
            versions: Arc::default(),
            failures: Arc::default(),
            heavy: Arc::default(),
            promise: None,
            revision: 0,
            now: Arc::new(AtomicU64::new(0)),
        }
    }

    #[test]
    fn work_stops_when_nobody_waits_for_it_any_more() {
        for patience in [Patience::Once, Patience::Again] {
            let (begun, begins) = channel();
            // This would go on for ever.
            let work = move |view: &View| -> Result<()> {
                let _ = begun.send(());
                loop {
                    view.snapshot.views().iter().for_each(|project| project.policies.give_way());
                }
            };
            let (mut question, (_reply, waiter)) = question(patience, work);
            let worker = std::thread::spawn(move || {
                let first = question.answer(&view());
                // Put again, it is not begun.
                let again = question.answer(&view());
                (matches!(first, Outcome::Done | Outcome::Again), matches!(again, Outcome::Done))
            });
            assert_eq!(begins.recv(), Ok(()));
            drop(waiter);
            assert_eq!(worker.join().ok(), Some((true, true)));
            assert!(begins.recv().is_err(), "it was begun once");
        }
    }

    #[test]
    fn work_gives_way_to_an_edit_of_any_package() {
        let finished = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&finished);
        let work = move |view: &View| -> Result<()> {
            // Something else than what is worked on is edited.
            view.now.fetch_add(1, Ordering::SeqCst);
            view.snapshot.views().iter().for_each(|project| project.policies.analyse());
            flag.store(true, Ordering::SeqCst);
            Ok(())
        };
        let (mut question, (_reply, _waiter)) = question(Patience::Again, work);
        assert!(matches!(question.answer(&view()), Outcome::Again));
        assert!(!finished.load(Ordering::SeqCst), "it went on to the end");
    }
}
