//! Who gave a body its powers, and to whom it passes them: the chain of authority, one step at a time.

use vires_compiler::{Policies, Titles};
use vires_model::{BodyId, Effect, FileId, Holder, PowerId, Rule, SourceSpan};
use vires_resolve::{Named, Thing};
use vires_syntax::ast::{self, LineKind};
use vires_words::say;

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
    /// Every place in this file at which it gives or receives, its name among them.
    pub places: Vec<SourceSpan>,
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
    Station { label, detail: None, instrument: false, whole, name, places: vec![name] }
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
        | ast::Rule::TakeOver { by: holding, .. }
        | ast::Rule::Enable { to: holding, .. } => holding.named().into_iter().map(|seat| &seat.name).collect(),
        ast::Rule::Keep { by, .. } => vec![&by.name],
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

/// Who gave powers to the body named at a place: bodies by transfers, instruments by grants; each once in a file.
#[must_use]
pub fn incoming(policies: &Policies, file: FileId, place: u32) -> Vec<Station> {
    let Some(body) = body_at(policies, file, place) else {
        return Vec::new();
    };
    let titles = policies.titles();
    let rows = rules(policies).filter_map(|rule| match &rule.effect {
        Effect::Hold { holding, .. } if names(&holding.seats, body) => grant(policies, &titles, rule),
        Effect::Transfer { from, to, .. } if names(&to.seats, body) => station(policies, &titles, rule, from.body),
        // Whoever holds one power holds another.
        Effect::Follow { whose, .. } if receives(policies, body, *whose, MOST_FOLLOWED) => {
            grant(policies, &titles, rule)
        }
        _ => None,
    });
    together(rows.collect(), policies)
}

/// To whom the body named at a place passes powers, each once in a file.
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
    together(rows, policies)
}

/// So many powers in a row, each held by whoever holds the next, are followed.
const MOST_FOLLOWED: usize = 16;

/// Whether some rule gives a body a power, or passes it on to it.
fn receives(policies: &Policies, body: BodyId, power: PowerId, further: usize) -> bool {
    let model = policies.model();
    rules(policies).any(|rule| match &rule.effect {
        Effect::Hold { holding, powers, .. } => powers.contains(&power) && names(&holding.seats, body),
        Effect::Transfer { to, .. } => names(&to.seats, body) && rule.effect.speaks_of(model, power),
        Effect::Follow { powers, whose, .. } => {
            let further = further.checked_sub(1);
            powers.contains(&power) && further.is_some_and(|further| receives(policies, body, *whose, further))
        }
        _ => false,
    })
}

fn rules(policies: &Policies) -> impl Iterator<Item = &Rule> {
    policies.model().rules.iter().map(|(_, rule)| rule)
}

fn names(seats: &[Holder], body: BodyId) -> bool {
    seats.iter().any(|seat| seat.body == body)
}

/// A body where a rule names it.
fn station(policies: &Policies, titles: &Titles<'_>, rule: &Rule, body: BodyId) -> Option<Given> {
    let all = policies.resolved().uses.in_file(rule.span.file);
    let first = all.partition_point(|mention| mention.span.start < rule.span.start);
    let on_line = all.get(first..)?.iter().take_while(|mention| mention.span.end <= rule.span.end);
    let mut on_line = on_line.filter(|mention| mention.named == Named::Thing(Thing::Body(body)));
    let mention = on_line.next()?;
    let station = Station { whole: rule.span, ..at(policies, body, mention.span) };
    Some(given(station, titles, rule, policies))
}

/// The instrument in whose text an original grant stands.
fn grant(policies: &Policies, titles: &Titles<'_>, rule: &Rule) -> Option<Given> {
    let instrument = policies.model().provisions[rule.place].instrument;
    let declared = Declared::all(policies, Named::Thing(Thing::Instrument(instrument))).into_iter().next()?;
    let whole = declared.whole();
    let place =
        |span: vires_syntax::span::Span| SourceSpan { file: declared.name.file, start: span.start, end: span.end };
    let station = Station {
        label: declared.label().unwrap_or_else(|| words(policies, declared.name)).to_owned(),
        detail: None,
        instrument: true,
        whole: place(whole),
        name: declared.name,
        places: if rule.span.file == declared.name.file { vec![rule.span] } else { vec![declared.name] },
    };
    Some(given(station, titles, rule, policies))
}

/// One rule by which something is given.
struct Given {
    station: Station,
    /// Where it stands.
    title: String,
    /// What is given, in labels.
    powers: Vec<String>,
}

fn given(station: Station, titles: &Titles<'_>, rule: &Rule, policies: &Policies) -> Given {
    let model = policies.model();
    let powers = rule.effect.named_powers().iter().map(|power| model.powers[*power].label.clone()).collect();
    Given { station, title: titles.of(rule.place), powers }
}

/// So many powers are named of one who gives or receives.
const MOST_POWERS: usize = 3;

/// The same giver or receiver in one file as one, with what is given: a rule that changes its meaning from some day on is
/// several, and one text may give a body many powers.
fn together(all: Vec<Given>, policies: &Policies) -> Vec<Station> {
    let language = policies.language();
    let mut groups: Vec<Given> = Vec::new();
    for given in all {
        let same = |own: &&mut Given| {
            (&own.station.label, own.station.name.file, own.station.instrument)
                == (&given.station.label, given.station.name.file, given.station.instrument)
        };
        let Some(group) = groups.iter_mut().find(same) else {
            groups.push(given);
            continue;
        };
        for place in given.station.places {
            if !group.station.places.contains(&place) {
                group.station.places.push(place);
            }
        }
        for power in given.powers {
            if !group.powers.contains(&power) {
                group.powers.push(power);
            }
        }
    }
    let said = |group: Given| {
        let mut powers = group.powers.iter().take(MOST_POWERS).cloned().collect::<Vec<_>>().join("; ");
        let further = group.powers.len().saturating_sub(MOST_POWERS);
        if further > 0 {
            powers.push_str(&say!(language, "; and {further} more", "; và {further} thẩm quyền khác"));
        }
        let detail = match (group.station.places.len(), powers.is_empty()) {
            (0 | 1, true) => group.title,
            (0 | 1, false) => format!("{}: {powers}", group.title),
            (_, false) => powers,
            (count, true) => say!(language, "{count} rules", "{count} quy định"),
        };
        Station { detail: Some(detail), ..group.station }
    };
    groups.into_iter().map(said).collect()
}
