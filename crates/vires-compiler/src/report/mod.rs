//! Everything found, in words a lawyer understands: a file for each family.

pub(crate) mod again;
mod doubt;
mod issues;
mod misnamed;
pub(crate) mod places;
mod problems;
mod syntax;
mod uncounted;
mod withheld;

use std::collections::BTreeSet;

use vires_analysis::{Issue, IssueKind};
use vires_diagnostics::{Counted, Finding, Severity, Summary};
use vires_model::{FileId, Model};
use vires_resolve::code::{NOT_SET, SET_TWICE};
use vires_resolve::{Problem, Resolved};
use vires_syntax::SyntaxError;

use crate::database::{Db, Workspace, analysis, locked, parse, resolved};
pub(crate) use issues::{machine, witness};
use places::{Places, in_file};

/// Everything found, in order, and the figures under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// In the one order in which findings are shown.
    pub findings: Vec<Finding>,
    /// Files, powers, rules, and how many findings of each severity.
    pub summary: Summary,
}

impl Report {
    /// Whether anything found is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// What keeps the text from being read or understood.
pub(crate) fn of_text(db: &dyn Db, workspace: Workspace) -> Report {
    finish(db, workspace, text_findings(db, workspace, &[]), &[])
}

/// That, and what is wrong with what the rules mean.
pub(crate) fn report(db: &dyn Db, workspace: Workspace) -> Report {
    let places = Places::new(db, workspace);
    let law = resolved(db, workspace);
    let issues = analysis(db, workspace);
    let mut findings = text_findings(db, workspace, issues);
    let told = db.remembered().map(|before| locked(&before.told));
    findings.extend(issues::findings(&places, law, issues, workspace.language(db), told));
    finish(db, workspace, findings, issues)
}

/// Whether the issue tells what turns on the parameter of this problem.
fn tells_of(model: &Model, issue: &Issue, problem: &Problem) -> bool {
    match issue.kind {
        IssueKind::NotSet { parameter, twice, .. } => {
            model.parameters[parameter].span == problem.span && (problem.code == SET_TWICE) == twice
        }
        _ => false,
    }
}

/// `issues`: what is known of what the rules mean. A parameter that is set twice is told with the cases that turn on it; one that is not set at
/// all and on which it turns who is competent is told there.
fn text_findings(db: &dyn Db, workspace: Workspace, issues: &[Issue]) -> Vec<Finding> {
    let places = Places::new(db, workspace);
    let language = workspace.language(db);
    let mut told = Vec::new();
    for (source, n) in workspace.sources(db).iter().zip(0..) {
        let errors = &parse(db, *source).errors;
        let at = |error: &SyntaxError| in_file(FileId(n), error.span);
        told.extend(errors.iter().map(|error| (at(error), syntax::finding(&places, FileId(n), error, language))));
    }
    let law = resolved(db, workspace);
    let Resolved { model, problems, .. } = law;
    for problem in problems {
        let cases = match problem.code {
            SET_TWICE | NOT_SET => issues.iter().find(|issue| tells_of(model, issue, problem)),
            _ => None,
        };
        if cases.is_none() || problem.code == SET_TWICE {
            told.push((problem.span, problems::finding(&places, problem, (model, cases), language)));
        }
    }
    withheld::tell(&mut told, law, language);
    let misnamed = workspace.misnamed(db).iter();
    let misnamed = misnamed.filter_map(|manifest| misnamed::finding(db, workspace, &places, manifest));
    told.into_iter().map(|(_, finding)| finding).chain(misnamed).collect()
}

fn finish(db: &dyn Db, workspace: Workspace, mut findings: Vec<Finding>, issues: &[Issue]) -> Report {
    vires_diagnostics::sort(&mut findings);
    let law = resolved(db, workspace);
    let model = &law.model;
    let files = workspace.sources(db).len();
    let not_examined = uncounted::not_examined(law, issues);
    let counted =
        Counted { files, powers: model.powers.len(), rules: rules_written(model), not_examined: not_examined.len() };
    let summary = Summary::new(counted, &findings);
    Report { findings, summary }
}

/// A rule whose words give several ways to act, or that reads differently from some day on, is one rule.
fn rules_written(model: &Model) -> usize {
    let written: BTreeSet<_> = model.rules.iter().map(|(_, rule)| (rule.place, rule.span)).collect();
    written.len()
}
