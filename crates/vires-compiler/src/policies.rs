//! Policies that were loaded together, and all that can be asked of them.

use salsa::Setter as _;
use vires_analysis::PowerHoldings;
use vires_diagnostics::{PowerName, SourceSpan, Sources};
use vires_model::{Day, Instance, Model, PowerId, outlasting};
use vires_resolve::Measured;
use vires_words::Language;

use crate::answer::{Answer, Wording};
use crate::ask::{Asked, CaseReader};
use crate::changes::power_name;
use crate::coverage::{self, Coverage};
use crate::database::{self, Database, Workspace};
use crate::decide::{decide, with_silence};
use crate::ended::ended;
use crate::files::Files;
use crate::leads::{Open, Patience};
use crate::load::{self, LoadError, Request};
use crate::names::Names;
use crate::parameters::deciding;
use crate::register::{self, Held, PowerRow};
use crate::report::Report;
use crate::report::places::Places;
use crate::together::able;
use crate::trial::{self, Trial};

/// Policies that were loaded together.
#[derive(Clone)]
pub struct Policies {
    pub(crate) db: Database,
    pub(crate) workspace: Workspace,
}

impl Policies {
    /// Loads what is asked for and the packages it uses.
    ///
    /// # Errors
    /// A file that is absent, cannot be read, or is no text.
    pub fn load(files: &dyn Files, request: Request<'_>) -> Result<Self, LoadError> {
        Self::load_into(Database::default(), files, request, None)
    }

    /// The same for texts that will be edited: what is found is remembered, so that it is found again sooner.
    ///
    /// # Errors
    /// As [`Policies::load`].
    pub fn load_for_editing(files: &dyn Files, request: Request<'_>) -> Result<Self, LoadError> {
        Self::load_into(Database::for_editing(), files, request, None)
    }

    /// The same where what is wrong with a manifest is to cost nothing else: it comes beside what was loaded.
    ///
    /// # Errors
    /// As [`Policies::load`], manifests apart.
    pub fn load_beside_manifests(
        files: &dyn Files,
        request: Request<'_>,
    ) -> Result<(Self, Vec<LoadError>), (LoadError, Vec<LoadError>)> {
        let mut complaints = Vec::new();
        match Self::load_into(Database::for_editing(), files, request, Some(&mut complaints)) {
            Ok(policies) => Ok((policies, complaints)),
            Err(why) => Err((why, complaints)),
        }
    }

    fn load_into(
        db: Database,
        files: &dyn Files,
        request: Request<'_>,
        complaints: Option<&mut Vec<LoadError>>,
    ) -> Result<Self, LoadError> {
        let workspace = load::load(&db, files, request, complaints)?;
        Ok(Self { db, workspace })
    }

    /// The language that findings and answers are put into: that of the package asked for, unless it was set.
    #[must_use]
    pub fn language(&self) -> Language {
        self.workspace.language(&self.db)
    }

    /// Puts findings and answers into this language. What was read, resolved and proved stays.
    pub fn set_language(&mut self, language: Language) {
        self.workspace.set_language(&mut self.db).to(language);
    }

    /// Everything found.
    #[must_use]
    pub fn report(&self) -> &Report {
        database::reported(&self.db, self.workspace)
    }

    /// What keeps the text from being read or understood; what its rules mean is not looked at.
    #[must_use]
    pub fn text_errors(&self) -> Report {
        crate::report::of_text(&self.db, self.workspace)
    }

    /// The law resolved.
    #[must_use]
    pub fn model(&self) -> &Model {
        &database::resolved(&self.db, self.workspace).model
    }

    /// The law as it was known on a day: without the texts published after it and all that they changed; none: as it
    /// is. Rules of a decision are numbered as in the model that decided it.
    #[must_use]
    pub fn model_as_known(&self, known: Option<Day>) -> &Model {
        let model = self.model();
        let Some(known) = known else { return model };
        let published = || model.instruments.iter().filter_map(|(_, row)| row.published_on());
        if published().all(|day| day <= known) {
            return model;
        }
        // Between two publications nothing more is known.
        let last = published().filter(|day| *day <= known).max().unwrap_or(Day::parse("0001-01-01").unwrap_or(known));
        &database::resolved_as_known(&self.db, self.workspace, last).model
    }

    /// Whether the rules on a power could not all be read: no answer about it can be relied on.
    #[must_use]
    pub fn is_broken(&self, power: PowerId) -> bool {
        database::resolved(&self.db, self.workspace).broken.contains(&power)
    }

    /// Whether rules on a power, or steps and deadlines under it, could not all be read: neither who decides a case nor whether an act is within
    /// their powers can be said.
    #[must_use]
    pub fn is_half_read(&self, power: PowerId) -> bool {
        let resolved = database::resolved(&self.db, self.workspace);
        resolved.is_uncertain(power) || resolved.lacking_steps.contains(&power)
    }

    /// The powers that [`Policies::is_broken`].
    pub(crate) fn broken(&self) -> &std::collections::BTreeSet<PowerId> {
        &database::resolved(&self.db, self.workspace).broken
    }

    /// Those, and the powers that lines may be about of which nobody knows what they are about.
    pub(crate) fn uncertain(&self) -> std::collections::BTreeSet<PowerId> {
        database::resolved(&self.db, self.workspace).uncertain()
    }

    pub(crate) fn places(&self) -> Places<'_> {
        Places::new(&self.db, self.workspace)
    }

    fn units(&self) -> &[Measured] {
        &database::resolved(&self.db, self.workspace).units
    }

    /// Reads cases for these policies.
    #[must_use]
    pub fn cases(&self) -> CaseReader<'_> {
        CaseReader::new(self.model(), self.units())
    }

    /// Who holds each power, and where.
    fn holdings(&self) -> &[PowerHoldings] {
        database::holdings(&self.db, self.workspace)
    }

    /// Resolves names and types, so that [`Policies::model`] is there at once.
    pub fn resolve(&self) {
        database::resolved(&self.db, self.workspace);
    }

    /// Proves what there is to prove, so that [`Policies::report`] has nothing left but words to find.
    pub fn analyse(&self) {
        database::analysis(&self.db, self.workspace);
    }

    /// All powers with those who hold them, on one day or on all.
    #[must_use]
    pub fn powers(&self, at: Option<Day>) -> Vec<PowerRow> {
        register::powers(self.model(), self.language(), self.holdings(), at)
    }

    /// Every power by its full name.
    #[must_use]
    pub fn power_names(&self) -> std::collections::BTreeMap<String, PowerName> {
        let names = Names::new(self.model(), self.language());
        let all = self.model().powers.ids().map(|power| power_name(&names, power));
        all.map(|name| (name.name.clone(), name)).collect()
    }

    /// What these policies are called: the label of the package whose powers they declare.
    #[must_use]
    pub fn label(&self) -> &str {
        let model = self.model();
        let first = model.powers.iter().next().map(|(_, row)| row.package);
        let package = first.and_then(|package| model.packages.get(package));
        package.or_else(|| model.packages.iter().next().map(|(_, row)| row)).map_or("", |row| row.label.as_str())
    }

    /// What a body holds, with the regions; on one day, or on all days. Of many like ones, not said which: what any of them holds.
    #[must_use]
    pub fn held_by(&self, who: Instance, at: Option<Day>) -> Vec<Held> {
        register::held_by(self.model(), self.language(), self.holdings(), who, at)
    }

    /// The powers of which the registers say nothing, for their rules could not be read, or not be examined to the end.
    #[must_use]
    pub fn not_examined(&self) -> Vec<String> {
        let rows = self.holdings().iter().filter(|row| !row.examined);
        rows.map(|row| self.model().power_name(row.power)).collect()
    }

    /// Runs the tests that stand in files whose path `wanted` accepts, in the order of the files.
    #[must_use]
    pub fn run_tests(&self, wanted: &dyn Fn(&str) -> bool) -> Vec<Trial> {
        let places = self.places();
        let numbered = self.model().tests.iter().enumerate();
        let asked = numbered.filter(|(_, test)| wanted(&places.span(test.span).file));
        asked.filter_map(|(number, _)| self.run_test(number)).collect()
    }

    /// Where the tests stand, in such files, that cannot be run, because they or what they ask about is in error.
    #[must_use]
    pub fn unread_tests(&self, wanted: &dyn Fn(&str) -> bool) -> Vec<SourceSpan> {
        let places = self.places();
        let unread = &database::resolved(&self.db, self.workspace).tests_unread;
        unread.iter().map(|span| places.span(*span)).filter(|span| wanted(&span.file)).collect()
    }

    /// Runs one test, by its number.
    #[must_use]
    pub fn run_test(&self, number: usize) -> Option<Trial> {
        let places = self.places();
        let resolved = database::resolved(&self.db, self.workspace);
        let test = resolved.model.tests.get(number)?;
        let model = if resolved.tests_with_values.contains(&number) {
            &database::resolved_as_given(&self.db, self.workspace, number, test.known).model
        } else {
            self.model_as_known(test.known)
        };
        let half_read = |power: PowerId| self.is_half_read(power);
        Some(trial::run(model, self.language(), test, &half_read, &|span| places.span(span)))
    }

    /// Which rules the tests in those files pass through.
    #[must_use]
    pub fn coverage(&self, wanted: &dyn Fn(&str) -> bool) -> Coverage {
        let places = self.places();
        let tests = self.model().tests.iter();
        let asked: Vec<_> = tests.filter(|test| wanted(&places.span(test.span).file)).collect();
        let known = |known| self.model_as_known(known);
        coverage::coverage(self.model(), &known, self.language(), &asked, &|span| places.span(span))
    }

    /// The place of a power's declaration.
    #[must_use]
    pub fn declared_at(&self, power: PowerId) -> SourceSpan {
        self.places().span(self.model().powers[power].span)
    }
}

/// Decides one case by a model of [`Policies`], whose rules `wording` puts into words.
#[must_use]
pub fn answer(model: &Model, wording: &Wording<'_>, asked: &Asked) -> Answer {
    let decision = outlasting(model, &asked.case, decide(model, asked.power, &asked.case, asked.at));
    let open = Open { wording, power: asked.power, case: &asked.case, at: asked.at, persons: &[] };
    let procedure = asked.procedure(model, &decision);
    let procedure = asked.common_procedure(model, &procedure).unwrap_or(procedure);
    let decision = with_silence(decision, &procedure);
    let patience = Patience::default();
    let mut leads = |needed| (patience.told(|| open.leads(needed)), open.reason(needed));
    let mut answer = wording.answer(&decision, &procedure, &mut leads);
    let deciding = deciding(&decision);
    answer.read = wording.successions(&deciding);
    answer.parameters = wording.parameters((&deciding, true), asked.power, (&asked.case, asked.at));
    if let Some(ways) = able(model, asked, &decision, &procedure) {
        answer.ways = ways;
    }
    answer.known = asked.known.map(|day| day.to_string());
    answer.ended = asked.at.map_or_else(Vec::new, |at| ended(model, wording.names.language, &asked.case, &[], at));
    answer
}

impl Sources for Policies {
    fn text(&self, file: &str) -> Option<&str> {
        let sources = self.workspace.sources(&self.db).iter();
        let mut sources =
            sources.filter(|source| source.path(&self.db) == file).map(|source| source.as_written(&self.db));
        let lists = self.workspace.lists(&self.db).iter();
        let mut lists = lists.filter(|list| list.path(&self.db) == file).map(|list| list.text(&self.db).as_str());
        let misnamed = self.workspace.misnamed(&self.db).iter();
        let mut manifests = misnamed.filter(|manifest| manifest.path == file).map(|manifest| manifest.text.as_str());
        sources.next().or_else(|| lists.next()).or_else(|| manifests.next())
    }
}
