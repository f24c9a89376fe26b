//! The finding: one thing that is wrong or worth knowing, in plain data.

use std::sync::Arc;

use crate::change::Lapse;
use crate::code::{Code, Kind, Severity};
use crate::id::FindingId;
use crate::place::{Place, SourceSpan};
use crate::region_box::RegionBox;
use crate::witness::Witness;

/// One claim to a power: who would hold it, and by which provisions, the grant first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Claim {
    /// The holder, e.g. `moit`, `provincial_pc of lam_dong`.
    pub holder: String,
    /// The citations, link by link.
    pub chain: Vec<String>,
    /// The holder as it is said to a reader, in labels; where absent, by name.
    pub label: Option<String>,
    /// The provisions as people write them, link by link; where there are none, the citations.
    pub titles: Vec<String>,
}

impl Claim {
    /// A holder and the chain that leads to it.
    #[must_use]
    pub fn new(holder: impl Into<String>, chain: impl IntoIterator<Item = String>) -> Self {
        Self { holder: holder.into(), chain: chain.into_iter().collect(), label: None, titles: Vec::new() }
    }

    /// The same as it is said to a reader.
    #[must_use]
    pub fn said(self, label: impl Into<String>, titles: Vec<String>) -> Self {
        Self { label: Some(label.into()), titles, ..self }
    }
}

/// Somebody knows of a finding and has said why it may stand for a time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Acceptance {
    /// Why.
    pub reason: String,
    /// The last day, `YYYY-MM-DD`.
    pub until: String,
}

/// A change of the text that would resolve a finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What it does, in a few words.
    pub title: String,
    /// What to put where; the stretches do not overlap.
    pub edits: Vec<Edit>,
}

/// Words to put in the place of others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edit {
    /// The stretch of text that goes.
    pub span: SourceSpan,
    /// What takes its place.
    pub replacement: String,
}

/// One finding. Made with [`Finding::new`]; complete once it has its lasting name.
///
/// Words in it follow one style: what is wrong as one sentence without full stop, names of the drafter's in
/// back-ticks, provisions as the law cites them, no talk of parsers and solvers, nothing that scolds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// The name that lasts.
    pub id: FindingId,
    /// What sort of finding: page, kind and usual severity hang on it.
    pub code: Code,
    /// How grave it is here; usually the code's own.
    pub severity: Severity,
    /// The headline: one sentence a lawyer understands without reading on.
    pub message: String,
    /// The full name of the power, package included.
    pub power: Option<String>,
    /// The whole region in the fewest plain words; may have several lines.
    pub region: Option<String>,
    /// The days it holds on, in words, where the region does not say them: "from 1 July 2025 to 28 February 2027".
    pub period: Option<String>,
    /// The whole region in machine form; the boxes may overlap one another.
    pub boxes: Vec<RegionBox>,
    /// False only where a documented bound stopped the list.
    pub boxes_complete: bool,
    /// A case in which it happens.
    pub witness: Option<Witness>,
    /// Who claims the power, each with its chain.
    pub claims: Vec<Claim>,
    /// Every rule or line involved; the first is where the finding stands.
    pub places: Vec<Place>,
    /// Clashing pairs, as indices into `places`.
    pub pairs: Vec<(usize, usize)>,
    /// What changes hands with the end of an instrument.
    pub lapse: Option<Arc<Lapse>>,
    /// What would resolve it, best first.
    pub help: Vec<String>,
    /// Changes of the text that would resolve it, the smallest first.
    pub fixes: Vec<Fix>,
    /// What else is worth knowing.
    pub notes: Vec<String>,
    /// The full names of the powers that it keeps from being examined to the end; each is named in one finding.
    pub not_examined: Vec<String>,
    /// Whether it is accepted for now, and why.
    pub accepted: Option<Acceptance>,
}

impl Finding {
    /// Begins a finding: its code and its headline.
    #[expect(clippy::new_ret_no_self, reason = "a finding without its lasting name must not exist")]
    pub fn new(code: Code, message: impl Into<String>) -> Draft {
        Draft(Finding {
            id: FindingId::of("", None, Vec::new(), ""),
            code,
            severity: code.severity(),
            message: message.into(),
            power: None,
            region: None,
            period: None,
            boxes: Vec::new(),
            boxes_complete: true,
            witness: None,
            claims: Vec::new(),
            places: Vec::new(),
            pairs: Vec::new(),
            lapse: None,
            help: Vec::new(),
            fixes: Vec::new(),
            notes: Vec::new(),
            not_examined: Vec::new(),
            accepted: None,
        })
    }

    /// What sort of finding it is to other programs.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.code.kind()
    }

    /// Where it stands: the first place, if it has any.
    #[must_use]
    pub fn primary(&self) -> Option<&Place> {
        self.places.first()
    }
}

/// A finding that has no lasting name yet; [`Draft::identified_by`] ends it.
#[derive(Debug, Clone)]
#[must_use]
pub struct Draft(Finding);

impl Draft {
    /// Graver or less grave than the code usually is.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.0.severity = severity;
        self
    }

    /// The full name of the power.
    pub fn power(mut self, power: impl Into<String>) -> Self {
        self.0.power = Some(power.into());
        self
    }

    /// The whole region in words.
    pub fn region(mut self, words: impl Into<String>) -> Self {
        self.0.region = Some(words.into());
        self
    }

    /// The days in words.
    pub fn period(mut self, words: impl Into<String>) -> Self {
        self.0.period = Some(words.into());
        self
    }

    /// The whole region in machine form, and whether the list is complete.
    pub fn boxes(mut self, boxes: Vec<RegionBox>, complete: bool) -> Self {
        self.0.boxes = boxes;
        self.0.boxes_complete = complete;
        self
    }

    /// The case that shows it.
    pub fn witness(mut self, witness: Witness) -> Self {
        self.0.witness = Some(witness);
        self
    }

    /// One more claim.
    pub fn claim(mut self, claim: Claim) -> Self {
        self.0.claims.push(claim);
        self
    }

    /// One more place; the first one given is where the finding stands.
    pub fn place(mut self, place: Place) -> Self {
        self.0.places.push(place);
        self
    }

    /// More places, in order.
    pub fn places(mut self, places: impl IntoIterator<Item = Place>) -> Self {
        self.0.places.extend(places);
        self
    }

    /// Two places that clash, as indices into the places given.
    pub fn pair(mut self, one: usize, other: usize) -> Self {
        self.0.pairs.push((one, other));
        self
    }

    /// What changes hands with the end of an instrument.
    pub fn lapse(mut self, lapse: Lapse) -> Self {
        self.0.lapse = Some(Arc::new(lapse));
        self
    }

    /// What would resolve it; call again for a second way.
    pub fn help(mut self, words: impl Into<String>) -> Self {
        self.0.help.push(words.into());
        self
    }

    /// A change of the text that would resolve it; call again for a second one.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.0.fixes.push(fix);
        self
    }

    /// What else is worth knowing.
    pub fn note(mut self, words: impl Into<String>) -> Self {
        self.0.notes.push(words.into());
        self
    }

    /// Ends the finding and gives it its lasting name (see [`FindingId`]).
    ///
    /// `discriminator` tells it from findings of the same code, power and citations: the region in words, the unknown
    /// name, the text of the line. It must not hold line numbers, offsets, names of files, or anything that edits elsewhere change;
    /// the empty text is right where code, power and citations say everything.
    #[must_use]
    pub fn identified_by(mut self, discriminator: &str) -> Finding {
        let anchors = self.0.places.iter().filter_map(|place| place.citation.as_deref()).collect();
        self.0.id = FindingId::of(self.0.code.as_str(), self.0.power.as_deref(), anchors, discriminator);
        let Finding { message, help, notes, .. } = &mut self.0;
        [message].into_iter().chain(help).chain(notes).for_each(shorten_words);
        self.0
    }
}

/// How many characters of one word a sentence shows.
const LONGEST_WORD: usize = 120;

/// Cuts what has no end: a file may hold a name of millions of characters, and it stands at the place shown anyway.
fn shorten_words(text: &mut String) {
    // Most texts are shorter than one such word.
    if text.len() <= LONGEST_WORD || text.split(' ').all(|word| word.len() <= LONGEST_WORD) {
        return;
    }
    let words = text.split(' ').map(|word| match word.char_indices().nth(LONGEST_WORD) {
        Some((end, _)) => format!("{}…", word.get(..end).unwrap_or(word)),
        None => word.to_owned(),
    });
    *text = words.collect::<Vec<_>>().join(" ");
}
