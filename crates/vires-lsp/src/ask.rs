//! Questions on their way from a handler to a worker and back.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};
use vires_ide::unless_superseded;

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
}

/// Wraps a question, and gives what its reply arrives on.
pub(crate) fn question<T, F>(patience: Patience, work: F) -> (Box<dyn Question>, oneshot::Receiver<Result<T>>)
where
    T: Send + 'static,
    F: FnMut(&View) -> Result<T> + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    (Box::new(Ask { patience, work, reply: Some(sender) }), receiver)
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
        if self.reply.as_ref().is_none_or(oneshot::Sender::is_closed) {
            return Outcome::Done;
        }
        let work = &mut self.work;
        let answered = catch_unwind(AssertUnwindSafe(|| unless_superseded(|| work(view))));
        match answered {
            Ok(Ok(answer)) if view.is_current() => {
                self.reply(answer);
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
