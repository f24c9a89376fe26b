//! A sign of life on a terminal, for work that takes longer than half a second.

use std::io::IsTerminal;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::output::is_dumb;

/// Shorter work shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows that work is going on until it is dropped.
pub(crate) struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Begins; shows nothing where standard error is no terminal, or one that cannot take a line back.
    pub(crate) fn begin(words: &'static str) -> Self {
        if !std::io::stderr().is_terminal() || is_dumb() {
            return Self(None);
        }
        let (end, ended) = channel();
        let shown = std::thread::spawn(move || show(words, &ended));
        Self(Some((end, shown)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, shown)) = self.0.take() {
            drop(end);
            // The line must be gone before anything else is printed.
            let _ = shown.join();
        }
    }
}

fn show(words: &'static str, ended: &Receiver<()>) {
    if ended.recv_timeout(PATIENCE) != Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
        return;
    }
    let bar = ProgressBar::new_spinner().with_message(words);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} … {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    let _ = ended.recv();
    bar.finish_and_clear();
}
