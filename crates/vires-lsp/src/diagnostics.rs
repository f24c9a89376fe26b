//! Findings as the protocol has them.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Uri,
};
use vires_diagnostics::render::in_one_text;
use vires_diagnostics::{Code, Finding, Severity, SourceSpan};
use vires_ide::findings::findings;
use vires_ide::projects::View as Project;
use vires_ide::related::related as related_places;
use vires_ide::{FileId, SourceSpan as Span};
use vires_words::Language;

use crate::together::Together;
use crate::view::View;
use crate::{pages, unread};

/// Who says it.
pub(crate) const SOURCE: &str = "vires";

/// The findings of a view by file, to be put into the protocol's shape file by file.
pub(crate) struct Found<'v> {
    writers: Vec<Writer<'v>>,
    /// What keeps packages from being loaded as they are meant to be, by file.
    unread: BTreeMap<PathBuf, Vec<Diagnostic>>,
    /// With the number of the writer and the file in its project.
    by_path: BTreeMap<PathBuf, Vec<(usize, FileId, &'v Finding)>>,
}

impl<'v> Found<'v> {
    /// Proves what there is to prove.
    pub(crate) fn new(view: &'v View) -> Self {
        Self::over(view, view.snapshot.views().iter().collect())
    }

    /// What is said of one file: nothing is proved that does not read it.
    pub(crate) fn about(view: &'v View, path: &Path) -> Self {
        let reading = view.snapshot.views().iter().filter(|project| project.file(path).is_some());
        Self::over(view, reading.collect())
    }

    /// What these projects find.
    pub(crate) fn over(view: &'v View, projects: Vec<&'v Project>) -> Self {
        let writers: Vec<_> = projects.into_iter().map(|project| Writer::new(view, project)).collect();
        let mut by_path: BTreeMap<PathBuf, Vec<(usize, FileId, &Finding)>> = BTreeMap::new();
        let mut known: BTreeMap<PathBuf, BTreeSet<Said<'_>>> = BTreeMap::new();
        let together = Together::new(&writers.iter().map(|writer| writer.project).collect::<Vec<_>>());
        // The project that a file belongs to speaks first; another that reads it adds what only it sees.
        for own in [true, false] {
            for (n, writer) in writers.iter().enumerate() {
                for (file, findings) in findings(&writer.project.policies) {
                    let Some(path) = writer.project.path(file) else { continue };
                    if writer.project.is_own(&path) != own {
                        continue;
                    }
                    let missed = findings.into_iter().filter(|finding| !together.is_there(n, &path, finding));
                    let (list, said) =
                        (by_path.entry(path.clone()).or_default(), known.entry(path.clone()).or_default());
                    let wanted = missed.filter(|finding| writer.is_wanted(finding));
                    let new = numbered(wanted).filter(|(own, _)| said.insert(*own));
                    list.extend(new.map(|(_, finding)| (n, file, finding)));
                }
            }
        }
        by_path.retain(|_, findings| !findings.is_empty());
        Self { writers, unread: unread::unread(view), by_path }
    }

    /// The files that have any.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.by_path.keys().chain(self.unread.keys().filter(|path| !self.by_path.contains_key(*path)))
    }

    /// What keeps packages from being loaded as they are meant to be, by file.
    pub(crate) const fn unread(&self) -> &BTreeMap<PathBuf, Vec<Diagnostic>> {
        &self.unread
    }

    /// The findings of a file.
    pub(crate) fn of(&self, path: &Path) -> impl Iterator<Item = &'v Finding> {
        self.by_path.get(path).into_iter().flatten().map(|(_, _, finding)| *finding)
    }

    /// Whether a place of one of them lies in one of these files.
    pub(crate) fn touch(&self, path: &Path, files: &[PathBuf]) -> bool {
        let mut all = self.by_path.get(path).into_iter().flatten();
        all.any(|(n, _, finding)| {
            let project = self.writers.get(*n).map(|writer| writer.project);
            let explains = |project: &Project, (span, _): &(Span, String)| {
                project.path(span.file).is_some_and(|path| files.contains(&path))
            };
            finding.places.iter().any(|place| {
                project.is_some_and(|project| files.iter().any(|file| project.shows(file, &place.span.file)))
            }) || project.is_some_and(|project| {
                related_places(&project.policies, finding).iter().any(|place| explains(project, place))
            })
        })
    }

    /// A name for what is said of a file: two lists of one name say the same. Nothing is written out for it.
    pub(crate) fn name(&self, path: &Path) -> String {
        let mut hash = DefaultHasher::new();
        for (n, file, finding) in self.by_path.get(path).into_iter().flatten() {
            if let Some(writer) = self.writers.get(*n) {
                writer.mark(*file, finding, &mut hash);
            }
        }
        for wrong in self.unread.get(path).into_iter().flatten() {
            (wrong.range.start.line, wrong.range.end.character, &wrong.message).hash(&mut hash);
        }
        format!("{:016x}", hash.finish())
    }

    /// Some findings of one file in the protocol's shape.
    pub(crate) fn diagnostics_of(view: &View, project: &Project, file: FileId, some: &[Finding]) -> Vec<Diagnostic> {
        let writer = Writer::new(view, project);
        some.iter().filter_map(|finding| writer.diagnostic(file, finding)).collect()
    }

    /// The findings of a file in the protocol's shape.
    pub(crate) fn diagnostics(&self, path: &Path) -> Vec<Diagnostic> {
        let all = self.by_path.get(path).into_iter().flatten();
        let all = all.filter_map(|(n, file, finding)| self.writers.get(*n)?.diagnostic(*file, finding));
        all.chain(self.unread.get(path).into_iter().flatten().cloned()).collect()
    }
}

/// What two projects say alike of one file: the name of a finding, where it stands, and the how many-th of that name there
/// it is. The number in the name itself counts the findings of all files of a project.
type Said<'v> = (&'v str, Option<(u32, u32)>, usize);

fn numbered<'v>(findings: impl Iterator<Item = &'v Finding>) -> impl Iterator<Item = (Said<'v>, &'v Finding)> {
    let mut counts = BTreeMap::new();
    findings.map(move |finding| {
        let place = finding.primary().map(|place| (place.span.start.byte, place.span.end.byte));
        let count = counts.entry((finding.id.unnumbered(), place)).or_insert(0_usize);
        *count += 1;
        ((finding.id.unnumbered(), place, *count), finding)
    })
}

struct Writer<'v> {
    view: &'v View,
    project: &'v Project,
    language: Language,
    files: BTreeMap<&'v str, FileId>,
}

impl<'v> Writer<'v> {
    fn new(view: &'v View, project: &'v Project) -> Self {
        let files = project.policies.files().map(|(file, path)| (path, file)).collect();
        Self { view, project, language: project.policies.language(), files }
    }

    /// Notes only where they are asked for, as on the command line.
    fn is_wanted(&self, finding: &Finding) -> bool {
        finding.severity != Severity::Note || self.view.settings.notes == Some(true)
    }

    /// Everything that its diagnostic is made of.
    fn mark(&self, file: FileId, finding: &Finding, hash: &mut DefaultHasher) {
        (file.0, self.language.code(), &self.view.settings.pages).hash(hash);
        finding.hash(hash);
        for place in &finding.places {
            // In the letters of one encoding a stretch of the same bytes may be longer.
            let range = self.location(&place.span).map(|location| location.range);
            let ends = range.map(|range| [range.start, range.end].map(|end| (end.line, end.character)));
            ends.hash(hash);
        }
        for (span, said) in related_places(&self.project.policies, finding) {
            let range = self.view.location(self.project, span).map(|location| location.range);
            range.map(|range| (range.start.line, range.start.character)).hash(hash);
            said.hash(hash);
        }
    }

    fn location(&self, span: &SourceSpan) -> Option<Location> {
        let file = *self.files.get(span.file.as_str())?;
        // What a finding points at is counted in the text as it is written.
        let positions = self.view.here(self.project, file).places()?.positions;
        let range = positions.range(span.start.byte, span.end.byte);
        Some(Location { uri: self.view.here(self.project, file).uri()?, range })
    }

    fn diagnostic(&self, file: FileId, finding: &Finding) -> Option<Diagnostic> {
        let start = Span { file, start: 0, end: 0 };
        let location = match finding.primary() {
            Some(place) => self.location(&place.span)?,
            None => self.view.location(self.project, start)?,
        };
        let related = finding.places.iter().skip(1).filter_map(|place| {
            let label = place.label.as_deref().unwrap_or_default();
            let message = match place.heading() {
                Some(heading) if label.is_empty() => heading.to_owned(),
                Some(heading) => format!("{heading}: {label}"),
                None => label.to_owned(),
            };
            Some(DiagnosticRelatedInformation { location: self.location(&place.span)?, message })
        });
        let explaining = related_places(&self.project.policies, finding).into_iter().filter_map(|(span, message)| {
            Some(DiagnosticRelatedInformation { location: self.view.location(self.project, span)?, message })
        });
        let related: Vec<_> = related.chain(explaining).collect();
        Some(Diagnostic {
            range: location.range,
            severity: Some(match finding.severity {
                Severity::Error => DiagnosticSeverity::ERROR,
                Severity::Warning => DiagnosticSeverity::WARNING,
                Severity::Note => DiagnosticSeverity::INFORMATION,
            }),
            code: Some(NumberOrString::String(finding.code.as_str().to_owned())),
            code_description: self.page(finding.code),
            source: Some(SOURCE.to_owned()),
            message: in_one_text(finding, self.language),
            related_information: (!related.is_empty()).then_some(related),
            tags: is_without_effect(finding.code).then(|| vec![DiagnosticTag::UNNECESSARY]),
            data: Some(data(finding)),
        })
    }

    fn page(&self, code: Code) -> Option<CodeDescription> {
        let page = self.view.settings.pages.as_ref()?;
        Some(CodeDescription { href: Uri::from_str(&pages::named(page, code, self.language)).ok()? })
    }
}

/// What programs may want to know: its lasting name, the power, the region in words and the case that shows it. Clients send it
/// back with every question about changes, so the exact region stays out: it may be long, and `vires check --format
/// json` has it.
fn data(finding: &Finding) -> serde_json::Value {
    serde_json::json!({
        "id": finding.id.as_str(),
        "power": finding.power,
        "region": finding.region,
        "witness": finding.witness,
    })
}

/// Lines that do nothing: editors show them faded.
fn is_without_effect(code: Code) -> bool {
    matches!(code, Code::NeverApplies)
}
