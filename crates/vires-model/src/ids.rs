//! Typed indices into the tables of a [`Model`](crate::Model).

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};
use std::sync::Arc;

/// An index into one table.
pub trait Id: Copy + Ord {
    /// The index of row `n`.
    fn new(n: usize) -> Self;
    /// The row.
    fn index(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl Id for $name {
            fn new(n: usize) -> Self {
                Self(u32::try_from(n).unwrap_or(u32::MAX))
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A file that was read.
    FileId;
    /// A package.
    PackageId;
    /// A tier.
    TierId;
    /// A list or territory.
    ListId;
    /// A kind of body.
    KindId;
    /// A body or an office.
    BodyId;
    /// A kind of instrument.
    InstrumentKindId;
    /// An instrument.
    InstrumentId;
    /// A calendar.
    CalendarId;
    /// A provision; every instrument is itself the outermost provision of its text.
    ProvisionId;
    /// A fact asked of the case.
    FactId;
    /// A parameter.
    ParameterId;
    /// A power.
    PowerId;
    /// A modality of transfer.
    ModalityId;
    /// A rule.
    RuleId;
}

/// A table whose rows are addressed by one kind of index. Copies share their rows, and rows may be shared between tables,
/// until they are changed: what stays as it was from one edit of a text to the next is neither copied nor compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<I, T> {
    // Two `Arc`s of one row are equal without a look at the row.
    rows: Arc<Vec<Arc<T>>>,
    of: PhantomData<I>,
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Self { rows: Arc::default(), of: PhantomData }
    }
}

impl<I: Id, T> Table<I, T> {
    /// Adds a row.
    pub fn push(&mut self, row: T) -> I {
        self.push_shared(Arc::new(row))
    }
    /// Adds a row that other tables have, too.
    pub fn push_shared(&mut self, row: Arc<T>) -> I {
        let rows = Arc::make_mut(&mut self.rows);
        rows.push(row);
        I::new(rows.len() - 1)
    }
    /// The row, to be shared.
    #[must_use]
    pub fn shared(&self, id: I) -> Option<&Arc<T>> {
        self.rows.get(id.index())
    }
    /// Rows with their indices, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.rows.iter().enumerate().map(|(n, row)| (I::new(n), &**row))
    }
    /// The indices, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + Clone + use<I, T> {
        (0..self.rows.len()).map(I::new)
    }
    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }
    /// No row at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
    /// The row, where there is one.
    #[must_use]
    pub fn get(&self, id: I) -> Option<&T> {
        self.rows.get(id.index()).map(|row| &**row)
    }
}

/// Indices are only made by [`Table::push`] of the same table, so the row exists.
impl<I: Id, T> Index<I> for Table<I, T> {
    type Output = T;
    fn index(&self, id: I) -> &T {
        &self.rows[id.index()]
    }
}

impl<I: Id, T: Clone> IndexMut<I> for Table<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        Arc::make_mut(&mut Arc::make_mut(&mut self.rows)[id.index()])
    }
}
