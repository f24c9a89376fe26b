//! Who gave a body its powers, and to whom it passes them: the chain of authority, one step at a time.

use vires_compiler::{Policies, Titles};
use vires_model::{BodyId, Effect, FileId, Holder, Rule, SourceSpan};
use vires_resolve::{Named, Thing};
use vires_syntax::ast::{self, LineKind};

use crate::declared::{Declared, words};
use crate::lines;

/// A body, or an instrument that grants, at one place of the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Station {
    /// Its label.
    pub label: String,
    /// The provision by which it is here.
    pub detail: Option<String>,
    /// Whether it is an instrument.
    pub instrument: bool,
    /// The line.
    pub whole: SourceSpan,
    /// The name on it: asked about there again, it is the same body.
    pub name: SourceSpan,
}

/// The bodies at a place: the one named there; on the verb of a rule, those whom it gives something.
#[must_use]
pub fn prepare(policies: &Policies, file: FileId, place: u32) -> Vec<Station> {
    if let Some(mention) = policies.resolved().uses.at(file, place) {
        return match mention.named {
            Named::Thing(Thing::Body(body)) => vec![at(policies, body, mention.span)],
            _ => of_rule(policies, file, place),
        };
    }
    of_rule(policies, file, place)
}

fn at(policies: &Policies, body: BodyId, name: SourceSpan) -> Station {
    let tree = policies.tree(name.file);
    let line = tree.and_then(|tree| lines::on(&tree.file, name.start));
    let whole = line.map_or(name, |line| SourceSpan { file: name.file, start: line.span.start, end: line.span.end });
    let label = policies.model().bodies[body].label.clone();
    Station { label, detail: None, instrument: false, whole, name }
}

fn of_rule(policies: &Policies, file: FileId, place: u32) -> Vec<Station> {
    let Some(line) = policies.tree(file).and_then(|tree| lines::on(&tree.file, place)) else {
        return Vec::new();
    };
    let LineKind::Rule(rule) = &line.kind else {
        return Vec::new();
    };
    let named = match rule {
        ast::Rule::Hold { holding, .. }
        | ast::Rule::Transfer { to: holding, .. }
        | ast::Rule::Enable { to: holding, .. } => holding.named().into_iter().map(|seat| &seat.name).collect(),
        ast::Rule::Keep { by, .. } | ast::Rule::TakeOver { by, .. } => vec![&by.name],
        ast::Rule::Bar { who, .. } => vec![&who.name],
        ast::Rule::Nobody { .. } | ast::Rule::NotRequired { .. } | ast::Rule::Reserve { .. } => Vec::new(),
    };
    let uses = &policies.resolved().uses;
    let stations = named.into_iter().filter_map(|name| {
        let mention = uses.at(file, name.span.start)?;
        match mention.named {
            Named::Thing(Thing::Body(body)) => Some(at(policies, body, mention.span)),
            _ => None,
        }
    });
    stations.collect()
}

/// The body that is named at a place.
fn body_at(policies: &Policies, file: FileId, place: u32) -> Option<BodyId> {
    match policies.resolved().uses.at(file, place)?.named {
        Named::Thing(Thing::Body(body)) => Some(body),
        _ => None,
    }
}

/// Who gave powers to the body named at a place: bodies by transfers, instruments by grants; rule by rule.
#[must_use]
pub fn incoming(policies: &Policies, file: FileId, place: u32) -> Vec<Station> {
    let Some(body) = body_at(policies, file, place) else {
        return Vec::new();
    };
    let titles = policies.titles();
    let rows = rules(policies).filter_map(|rule| match &rule.effect {
        Effect::Hold { holding, .. } if names(&holding.seats, body) => grant(policies, &titles, rule),
        Effect::Transfer { from, to, .. } if names(&to.seats, body) => station(policies, &titles, rule, from.body),
        _ => None,
    });
    once(rows.collect())
}

/// To whom the body named at a place passes powers, rule by rule.
#[must_use]
pub fn outgoing(policies: &Policies, file: FileId, place: u32) -> Vec<Station> {
    let Some(body) = body_at(policies, file, place) else {
        return Vec::new();
    };
    let titles = policies.titles();
    let mut rows = Vec::new();
    for rule in rules(policies) {
        if let Effect::Transfer { from, to, .. } = &rule.effect
            && from.body == body
        {
            rows.extend(to.seats.iter().filter_map(|seat| station(policies, &titles, rule, seat.body)));
        }
    }
    once(rows)
}

fn rules(policies: &Policies) -> impl Iterator<Item = &Rule> {
    policies.model().rules.iter().map(|(_, rule)| rule)
}

fn names(seats: &[Holder], body: BodyId) -> bool {
    seats.iter().any(|seat| seat.body == body)
}

/// A body where a rule names it.
fn station(policies: &Policies, titles: &Titles<'_>, rule: &Rule, body: BodyId) -> Option<Station> {
    let all = policies.resolved().uses.in_file(rule.span.file);
    let first = all.partition_point(|mention| mention.span.start < rule.span.start);
    let on_line = all.get(first..)?.iter().take_while(|mention| mention.span.end <= rule.span.end);
    let mut on_line = on_line.filter(|mention| mention.named == Named::Thing(Thing::Body(body)));
    let mention = on_line.next()?;
    Some(Station { whole: rule.span, detail: Some(titles.of(rule.place)), ..at(policies, body, mention.span) })
}

/// The instrument in whose text an original grant stands.
fn grant(policies: &Policies, titles: &Titles<'_>, rule: &Rule) -> Option<Station> {
    let instrument = policies.model().provisions[rule.place].instrument;
    let declared = Declared::all(policies, Named::Thing(Thing::Instrument(instrument))).into_iter().next()?;
    let whole = declared.whole();
    Some(Station {
        label: declared.label().unwrap_or_else(|| words(policies, declared.name)).to_owned(),
        detail: Some(titles.of(rule.place)),
        instrument: true,
        whole: SourceSpan { file: declared.name.file, start: whole.start, end: whole.end },
        name: declared.name,
    })
}

/// Each once: a rule that changes its meaning from some day on is several.
fn once(mut rows: Vec<Station>) -> Vec<Station> {
    let mut seen = std::collections::BTreeSet::new();
    rows.retain(|row| seen.insert(row.clone()));
    rows
}
