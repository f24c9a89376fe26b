//! The threads that answer questions.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use crate::ask::{Outcome, Question};
use crate::view::View;
use crate::world::Message;

/// A question with what it is answered on.
type Job = (Box<dyn Question>, View);

/// A few threads that take jobs as they come. They end when this is dropped.
pub(crate) struct Workers {
    jobs: Sender<Job>,
}

impl Workers {
    /// Starts them; what is to be put again goes back to the queue.
    pub(crate) fn start(queue: &Sender<Message>) -> Self {
        let (jobs, waiting) = channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        let count = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
        for _ in 0..count {
            let (waiting, queue) = (Arc::clone(&waiting), queue.clone());
            std::thread::spawn(move || work(&waiting, &queue));
        }
        Self { jobs }
    }

    /// Has a question answered.
    pub(crate) fn answer(&self, question: Box<dyn Question>, view: View) {
        // Without workers the process is ending.
        let _ = self.jobs.send((question, view));
    }
}

fn work(waiting: &Mutex<Receiver<Job>>, queue: &Sender<Message>) {
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((mut question, view)) = job else {
            return;
        };
        let outcome = question.answer(&view);
        // An edit waits until every view is given back.
        drop(view);
        let message = match outcome {
            Outcome::Done => continue,
            Outcome::Again => Message::Ask(question),
            Outcome::Fault(words) => Message::Fault(words),
        };
        if queue.send(message).is_err() {
            return;
        }
    }
}
