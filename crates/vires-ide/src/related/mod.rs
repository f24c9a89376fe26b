//! Places that explain a finding beside those that it is about: why the giver of too much has what it has, where the body is
//! declared that is gone, by what a power was and will be held, what must be stated, what leaves a rule nothing.

mod bodies;
mod giver;
mod idle;
mod lapse;
mod modality;

use std::collections::BTreeSet;

use vires_compiler::Policies;
use vires_diagnostics::{Code, Finding};
use vires_model::{Effect, Model, PowerId, Rule, SourceSpan};
use vires_words::Language;

/// So many are told.
const MOST: usize = 3;

/// Each place with what stands there.
#[must_use]
pub fn related(policies: &Policies, finding: &Finding) -> Vec<(SourceSpan, String)> {
    let Some(scene) = Scene::of(policies, finding) else { return Vec::new() };
    let mut told = match finding.code {
        Code::NemoDat => scene.rule().map(|row| giver::places(&scene, row)),
        Code::Orphan => Some(bodies::places(&scene)),
        Code::Sunset => finding.lapse.as_ref().map(|lapse| lapse::places(&scene, lapse)),
        Code::MissingContent => scene.rule().and_then(|row| modality::places(&scene, row)),
        Code::NeverApplies => scene.rule().map(|row| idle::places(&scene, row)),
        _ => None,
    }
    .unwrap_or_default();
    let mut known = BTreeSet::new();
    told.retain(|(span, _)| known.insert(*span));
    told.truncate(MOST);
    told
}

/// What a finding speaks of.
struct Scene<'p> {
    policies: &'p Policies,
    language: Language,
    power: Option<PowerId>,
    /// Where its places begin.
    starts: Vec<SourceSpan>,
}

impl<'p> Scene<'p> {
    fn of(policies: &'p Policies, finding: &Finding) -> Option<Self> {
        let speaks = [Code::NemoDat, Code::Orphan, Code::Sunset, Code::MissingContent, Code::NeverApplies];
        if !speaks.contains(&finding.code) {
            return None;
        }
        let model = policies.model();
        let power = finding.power.as_deref();
        let power = power.and_then(|name| model.powers.ids().find(|id| model.power_name(*id) == name));
        let starts = finding.places.iter().filter_map(|place| {
            let file = policies.file_at(&place.span.file)?;
            let start = policies.written(file)?.place(place.span.start.byte);
            Some(SourceSpan { file, start, end: start })
        });
        Some(Self { policies, language: policies.language(), power, starts: starts.collect() })
    }

    fn model(&self) -> &'p Model {
        self.policies.model()
    }

    /// Whether a rule is one of those that the finding is about.
    fn is_about(&self, row: &Rule) -> bool {
        self.starts.iter().any(|at| (at.file, at.start) == (row.span.file, row.span.start))
    }

    /// The rules that the finding is about.
    fn rules(&self) -> impl Iterator<Item = &'p Rule> {
        self.model().rules.iter().map(|(_, row)| row).filter(|row| self.is_about(row))
    }

    /// The rule that it is about first of all.
    fn rule(&self) -> Option<&'p Rule> {
        let first = self.starts.first()?;
        self.rules().find(|row| (row.span.file, row.span.start) == (first.file, first.start))
    }

    /// The other rules.
    fn others(&self) -> impl Iterator<Item = &'p Rule> {
        self.model().rules.iter().map(|(_, row)| row).filter(|row| !self.is_about(row))
    }

    /// Whether two rules speak of one power: of the finding's, where it names one.
    fn share(&self, one: &Effect, other: &Effect) -> bool {
        let both = |power| one.speaks_of(self.model(), power) && other.speaks_of(self.model(), power);
        match self.power {
            Some(power) => both(power),
            None => self.model().powers.ids().any(both),
        }
    }

    fn title(&self, row: &Rule) -> String {
        self.policies.title(row.place)
    }
}
