//! Many cases of one power: each costs the same however many other powers there are, and is answered as by the whole law.

use std::collections::BTreeSet;

use vires_model::{Id as _, Model, PowerId};
use vires_words::Language;

use crate::answer::Wording;
use crate::bearing::Bearing;
use crate::names::Names;

/// What bears on one power, and the words for it.
#[derive(Debug)]
pub struct About {
    bearing: Bearing,
    language: Language,
    /// Of each rule, which one of its place it is in the whole.
    numbers: Vec<Option<usize>>,
    /// Names that several things share in the whole.
    shared: BTreeSet<String>,
}

impl About {
    /// Of the law of which this is the wording: that is found out once for all powers.
    #[must_use]
    pub fn new(whole: &Wording<'_>, power: PowerId) -> Self {
        // Which of its rules could not be read is asked elsewhere.
        let bearing = Bearing::on(whole.names.model, &BTreeSet::new(), power);
        let number = |rule| whole.numbers().get(bearing.in_the_whole(rule).index()).copied().flatten();
        let numbers = bearing.model.rules.ids().map(number).collect();
        Self { language: whole.names.language, numbers, shared: whole.names.shared_names(), bearing }
    }

    /// The law, without the rules that bear on no answer about the power.
    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.bearing.model
    }

    /// Puts its decisions into the words of the whole.
    #[must_use]
    pub fn wording(&self) -> Wording<'_> {
        let names = Names::with(&self.bearing.model, self.language, &self.shared);
        Wording::with(names, self.numbers.clone())
    }
}
