//! How much work it may be to tell what the answers to questions lead to.

use std::cell::Cell;

use vires_model::pulse;

/// For one question, in the unit of [`pulse::within`]: some tenths of a second on a machine of 2025.
const FOR_ONE: u64 = 300;

/// Lasts until one question is too much work: nothing is told of it, and of those after it, which are like it.
#[derive(Debug, Default)]
pub(crate) struct Patience {
    is_over: Cell<bool>,
}

impl Patience {
    /// What is told of one question.
    pub(crate) fn told<T>(&self, telling: impl FnOnce() -> Vec<T>) -> Vec<T> {
        if self.is_over.get() {
            return Vec::new();
        }
        let told = pulse::within(FOR_ONE, telling);
        self.is_over.set(told.is_none());
        told.unwrap_or_default()
    }
}
