//! Cases that cannot occur by what is assumed: they are answered all the same, and it is said.

use serde::Serialize;
use vires_model::{Case, Day, Model, SourceSpan};
use vires_words::say;

use crate::policies::Policies;

/// An assumption that a case contradicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contradicted {
    /// The file in which it stands.
    pub file: String,
    /// The line.
    pub line: u32,
    /// Its words.
    pub assumed: String,
    /// The same in a sentence without full stop.
    #[serde(skip)]
    pub sentence: String,
}

impl Policies {
    /// The assumptions that the facts given contradict on the day, by a model of these policies, in the order of the files.
    #[must_use]
    pub fn contradicted(&self, model: &Model, case: &Case, at: Option<Day>) -> Vec<Contradicted> {
        let told = |span: SourceSpan| {
            let places = self.places();
            let (place, assumed) = (places.span(span), places.words(span));
            let (file, line) = (place.file, place.start.line);
            let sentence = say!(
                self.language(),
                "this case is ruled out, for it is assumed that `{assumed}` ({file}, line {line})",
                "trường hợp này bị loại trừ, vì đã giả định `{assumed}` ({file}, dòng {line})"
            );
            Contradicted { file, line, assumed, sentence }
        };
        vires_model::contradicted(model, case, at).into_iter().map(told).collect()
    }
}
