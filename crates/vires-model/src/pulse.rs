//! Whether long work is still wanted, or has become too much.
//!
//! Who has something worked out says how to ask that, and whoever works long asks it now and then: after so many counted
//! steps, never by a clock. What asks may unwind, and then nothing has been found; it changes nothing of what is found.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

/// After so much work is asked again: some milliseconds on a machine of 2025.
const BETWEEN: u64 = 500_000;

/// What asks: after so many times the work after which it is.
type Pulse = Rc<dyn Fn(u64)>;

thread_local! {
    static PULSE: RefCell<Option<Pulse>> = const { RefCell::new(None) };
    static WORKED: Cell<u64> = const { Cell::new(0) };
    /// How many bounds there are around what is worked at.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
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
    while_counting(Rc::new(move |_| ask()), work)
}

fn while_counting<T>(pulse: Pulse, work: impl FnOnce() -> T) -> T {
    let _before = Before(PULSE.replace(Some(pulse)));
    work()
}

/// Unwinds to the bound at that depth.
struct TooMuch(u32);

/// Does some work on this thread; none where it is more than `much` times that after which is asked again. What is counted is the work alone, so
/// that the same work always comes to the same. Whoever asked before is asked as before.
pub fn within<T>(much: u64, work: impl FnOnce() -> T) -> Option<T> {
    let depth = DEPTH.get() + 1;
    let (before, left) = (PULSE.with_borrow(Option::clone), Cell::new(much));
    let count = move |done: u64| {
        if let Some(before) = &before {
            before(done);
        }
        match left.get().checked_sub(done) {
            Some(rest) => left.set(rest),
            None => resume_unwind(Box::new(TooMuch(depth))),
        }
    };
    WORKED.set(0);
    DEPTH.set(depth);
    let done = catch_unwind(AssertUnwindSafe(|| while_counting(Rc::new(count), work)));
    DEPTH.set(depth - 1);
    match done {
        Ok(done) => Some(done),
        Err(why) if why.downcast_ref::<TooMuch>().is_some_and(|TooMuch(own)| *own == depth) => None,
        Err(why) => resume_unwind(why),
    }
}

/// Asks.
pub fn ask() {
    ask_after(1);
}

fn ask_after(done: u64) {
    WORKED.set(0);
    let pulse = PULSE.with_borrow(Option::clone);
    if let Some(pulse) = pulse {
        pulse(done);
    }
}

/// So much is done, or about to be; one is a look at two numbers. Asks where it has become much.
#[inline]
pub fn worked(cost: u64) {
    let done = WORKED.get().saturating_add(cost);
    if done < BETWEEN {
        WORKED.set(done);
    } else {
        ask_after(done / BETWEEN);
    }
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn what_is_too_much_comes_to_nothing_and_what_is_around_it_goes_on() {
        let asked = Rc::new(Cell::new(0));
        let count = Rc::clone(&asked);
        let done = while_asking(Rc::new(move || count.set(count.get() + 1)), || {
            within(10, || {
                let inner = within(2, || (0..3).for_each(|_| worked(BETWEEN)));
                (inner, within(2, || (0..2).for_each(|_| worked(BETWEEN))))
            })
        });
        assert_eq!(done, Some((None, Some(()))));
        assert_eq!(asked.get(), 5);
        let outer = within(2, || within(10, || (0..5).for_each(|_| worked(BETWEEN))));
        assert_eq!(outer, None);
        assert_eq!(within(10, || worked(11 * BETWEEN)), None, "much at once is much");
        assert_eq!(within(10, || worked(10 * BETWEEN)), Some(()));
    }
}
