//! Whether long work is still wanted.
//!
//! Who has something worked out says how to ask that, and whoever works long asks it now and then: after so many counted
//! steps, never by a clock. What asks may unwind, and then nothing has been found; it changes nothing of what is found.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// After so much work is asked again: some milliseconds on a machine of 2025.
const BETWEEN: u64 = 500_000;

/// What asks.
type Pulse = Rc<dyn Fn()>;

thread_local! {
    static PULSE: RefCell<Option<Pulse>> = const { RefCell::new(None) };
    static WORKED: Cell<u64> = const { Cell::new(0) };
}

/// Puts back what asked before, also where the work unwinds.
struct Before(Option<Pulse>);

impl Drop for Before {
    fn drop(&mut self) {
        PULSE.set(self.0.take());
    }
}

/// Does some work on this thread during which `ask` is called now and then.
pub fn while_asking<T>(ask: Rc<dyn Fn()>, work: impl FnOnce() -> T) -> T {
    let _before = Before(PULSE.replace(Some(ask)));
    work()
}

/// Asks.
pub fn ask() {
    WORKED.set(0);
    let pulse = PULSE.with_borrow(Option::clone);
    if let Some(pulse) = pulse {
        pulse();
    }
}

/// So much is done, or about to be; one is a look at two numbers. Asks where it has become much.
#[inline]
pub fn worked(cost: u64) {
    let done = WORKED.get().saturating_add(cost);
    if done < BETWEEN {
        WORKED.set(done);
    } else {
        ask();
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

    use super::*;

    #[test]
    fn it_is_asked_after_so_much_work_and_not_when_the_work_is_over() {
        let asked = Rc::new(Cell::new(0));
        let count = Rc::clone(&asked);
        let small = BETWEEN / 4;
        while_asking(Rc::new(move || count.set(count.get() + 1)), || {
            ask();
            (0..8).for_each(|_| worked(small));
            assert_eq!(asked.get(), 3);
            worked(u64::MAX);
        });
        assert_eq!(asked.get(), 4);
        ask();
        assert_eq!(asked.get(), 4);
    }

    #[test]
    fn what_unwinds_leaves_what_asked_before() {
        let asked = Rc::new(Cell::new(0));
        let count = Rc::clone(&asked);
        while_asking(Rc::new(move || count.set(count.get() + 1)), || {
            let gives_way: Rc<dyn Fn()> = Rc::new(|| resume_unwind(Box::new("gives way")));
            assert!(catch_unwind(AssertUnwindSafe(|| while_asking(gives_way, ask))).is_err());
            ask();
        });
        assert_eq!(asked.get(), 1);
    }
}
