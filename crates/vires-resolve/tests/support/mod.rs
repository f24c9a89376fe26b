//! Small policies in, a compact text of problems and model out.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use vires_words::{Language, Words, words};

use vires_model::{
    Atom, Barred, Condition, ConditionKind, Domain, Effect, ExpectedAnswer, FactId, FileId, HeldBy, Holder, Holding,
    Interval, Life, ListId, Mode, Model, Must, Onward, Powers, ProvisionId, Reserve, Term, Value, Which,
};
use vires_resolve::{Attachments, Input, Resolved, SourceFile, resolve};

/// Files in memory: those that end in `.csv` are attachments.
pub(crate) struct Files<'a>(pub(crate) &'a [(&'a str, &'a str)]);

impl Attachments for Files<'_> {
    fn read(&self, _: FileId, name: &str) -> Result<(FileId, String), Words> {
        let found = self.0.iter().zip(0..).find(|((path, _), _)| *path == name);
        found
            .map(|((_, text), n)| (FileId(n), (*text).to_owned()))
            .ok_or_else(|| words!("there is no such file", "không có tệp này"))
    }
}

/// Resolves the files, of which each must parse unless `syntax_errors` says otherwise.
pub(crate) fn resolved(files: &[(&str, &str)], syntax_errors: bool) -> Resolved {
    let parsed: Vec<_> = files
        .iter()
        .zip(0..)
        .filter(|((path, _), _)| !path.ends_with(".csv"))
        .map(|((path, text), n)| {
            let parsed = vires_syntax::parse(text, vires_syntax::FileKind::Policy);
            assert!(syntax_errors || parsed.errors.is_empty(), "{path}: {:#?}", parsed.errors);
            (FileId(n), *path, *text, parsed.file)
        })
        .collect();
    let sources: Vec<_> =
        parsed.iter().map(|(id, path, text, tree)| SourceFile { id: *id, path, text, edition: None, tree }).collect();
    resolve(&Input { files: &sources, known: None, languages: &BTreeMap::new() }, &Files(files))
}

/// Problems of one file.
pub(crate) fn problems(text: &str) -> String {
    problems_of(&[("a.vires", text)])
}

/// Problems of several files, each with the words it is about.
pub(crate) fn problems_of(files: &[(&str, &str)]) -> String {
    render(&resolved(files, false), files)
}

pub(crate) fn render(resolved: &Resolved, files: &[(&str, &str)]) -> String {
    let at = |span: vires_model::SourceSpan| {
        let (path, text) = files[span.file.0 as usize];
        let line = text[..span.start as usize].matches('\n').count() + 1;
        let words = text[span.start as usize..span.end as usize].split('\n').next().unwrap_or_default();
        let path = if files.len() > 1 { path } else { "" };
        format!("{path}:{line} «{words}»")
    };
    let mut out = String::new();
    for problem in &resolved.problems {
        let _ = writeln!(out, "{} {}\n  {}", problem.code, at(problem.span), problem.message.in_language(Language::En));
        for (span, words) in &problem.related {
            let _ = writeln!(out, "  {}: {words}", at(*span), words = words.in_language(Language::En));
        }
        if let Some(help) = &problem.help {
            let _ = writeln!(out, "  help: {}", help.in_language(Language::En));
        }
    }
    let broken: Vec<_> = resolved.broken.iter().map(|id| resolved.model.powers[*id].name.as_str()).collect();
    if !broken.is_empty() {
        let _ = writeln!(out, "broken: {}", broken.join(", "));
    }
    if out.is_empty() { "no problems".to_owned() } else { out }
}

/// The parts of a model, compactly.
pub(crate) struct Dump<'m>(pub(crate) &'m Model);

impl Dump<'_> {
    fn value(&self, list: ListId, value: vires_model::ValueId) -> String {
        self.0.lists[list].values[value.0 as usize].name.clone()
    }
    fn list_of(&self, fact: FactId) -> ListId {
        match self.0.facts[fact].domain {
            Domain::Choice(list) | Domain::SetOf(list) => list,
            _ => panic!("no list"),
        }
    }
    fn fact(&self, fact: FactId) -> &str {
        &self.0.facts[fact].name
    }
    fn interval(&self, interval: Interval) -> String {
        let from = interval.from.map(|end| format!("{}{}", if end.included { "[" } else { "(" }, end.value));
        let to = interval.to.map(|end| format!("{}{}", end.value, if end.included { "]" } else { ")" }));
        format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default())
    }
    pub(crate) fn holder(&self, holder: Holder) -> String {
        let body = &self.0.bodies[holder.body];
        match holder.which {
            Which::Sole => body.name.clone(),
            Which::Unsaid => format!("{} of ?", body.name),
            Which::OfFact(fact) => format!("{} of {}", body.name, self.fact(fact)),
            Which::OfValue(value) => format!("{} of {}", body.name, self.value(body.one_per.unwrap(), value)),
            Which::OfItsPlace => format!("{} of its place", body.name),
        }
    }
    pub(crate) fn holding(&self, holding: &Holding) -> String {
        let seats: Vec<_> = holding.seats.iter().map(|seat| self.holder(*seat)).collect();
        match holding.mode {
            Mode::One => seats.join(", "),
            Mode::Any => seats.join(" or "),
            Mode::Jointly => format!("{} jointly", seats.join(" and ")),
            Mode::AnyOf(n) => format!("any {n} of {}", seats.join(", ")),
        }
    }
    fn held(&self, by: &HeldBy) -> String {
        let names = |holders: &[Holder], word: &str| {
            let names: Vec<_> = holders.iter().map(|holder| self.holder(*holder)).collect();
            names.join(word)
        };
        match by {
            HeldBy::AnyOf(holders) => format!("by {}", names(holders, " or ")),
            HeldBy::AllOf(holders) => format!("by {}", names(holders, " and ")),
            HeldBy::At(tier) => format!("at {}", self.0.tiers[*tier].name),
            HeldBy::Below(tier) => format!("below {}", self.0.tiers[*tier].name),
        }
    }
    pub(crate) fn condition(&self, condition: &Condition) -> String {
        let parts = |parts: &[Condition]| parts.iter().map(|part| self.condition(part)).collect::<Vec<_>>();
        match &condition.kind {
            ConditionKind::Always => "always".to_owned(),
            ConditionKind::All(all) => format!("all({})", parts(all).join(", ")),
            ConditionKind::Any(any) => format!("any({})", parts(any).join(", ")),
            ConditionKind::AtLeast(n, some) => format!("at least {n}({})", parts(some).join(", ")),
            ConditionKind::Not(part) => format!("not({})", self.condition(part)),
            ConditionKind::Atom(atom) => match atom {
                Atom::Yes(fact) => self.fact(*fact).to_owned(),
                Atom::Among(fact, set) => {
                    let list = self.list_of(*fact);
                    let names: Vec<_> = set.iter().map(|value| self.value(list, value)).collect();
                    format!("{} ∈ {{{}}}", self.fact(*fact), names.join(" "))
                }
                Atom::Within(fact, interval) => format!("{} ∈ {}", self.fact(*fact), self.interval(*interval)),
                Atom::IsNone(fact) => format!("{} none", self.fact(*fact)),
                Atom::Includes(fact, value) => {
                    format!("{} ∋ {}", self.fact(*fact), self.value(self.list_of(*fact), *value))
                }
                Atom::Count(fact, interval) => format!("#{} ∈ {}", self.fact(*fact), self.interval(*interval)),
                Atom::Same { left, right, list } => {
                    format!("{} = {} in {}", self.fact(*left), self.fact(*right), self.0.lists[*list].name)
                }
                Atom::Today(interval) => format!("today ∈ {}", self.interval(*interval)),
                Atom::Linear(linear) => {
                    let term = |(term, factor): &(Term, vires_model::Rational)| {
                        let name = match term {
                            Term::Fact(fact) => self.fact(*fact).to_owned(),
                            Term::Count(fact) => format!("#{}", self.fact(*fact)),
                            Term::Today => "today".to_owned(),
                            Term::Later(later) => {
                                let from = later.from.map_or("today", |fact| self.fact(fact));
                                let vires_model::Lapse { days, months, working_days } = later.lapse;
                                format!("({from} + {days} d + {months} m + {working_days} w)")
                            }
                        };
                        format!("{factor} {name}")
                    };
                    let sum: Vec<_> = linear.sum.iter().map(term).collect();
                    format!("{} ∈ {}", sum.join(" + "), self.interval(linear.within))
                }
                Atom::Unset(unset) => {
                    let row = &self.0.parameters[unset.parameter];
                    let of = unset.of.zip(row.by).map(|(value, list)| format!(" of {}", self.value(list, value)));
                    format!("{}{} unset", row.name, of.unwrap_or_default())
                }
                Atom::Held { power, by } => format!("{} held {}", self.0.powers[*power].name, self.held(by)),
            },
        }
    }
    fn what(&self, powers: &Powers) -> String {
        match powers {
            Powers::Named(powers) => self.powers(powers),
            Powers::Class(class) => {
                let places = |places: &[ProvisionId]| {
                    places.iter().map(|place| self.0.citation(*place)).collect::<Vec<_>>().join(", ")
                };
                let mut text = if class.other { "every other power" } else { "every power" }.to_owned();
                if !class.sectors.is_empty() {
                    let _ = write!(text, " in sector {}", class.sectors.join(", "));
                }
                if !class.under.is_empty() {
                    let _ = write!(text, " under {}", places(&class.under));
                }
                if !class.except_powers.is_empty() {
                    let _ = write!(text, " except {}", self.powers(&class.except_powers));
                }
                if !class.except_under.is_empty() {
                    let _ = write!(text, " except under {}", places(&class.except_under));
                }
                text
            }
        }
    }
    fn powers(&self, powers: &[vires_model::PowerId]) -> String {
        powers.iter().map(|power| self.0.powers[*power].name.as_str()).collect::<Vec<_>>().join(", ")
    }
    fn reserve(&self, reserve: &Reserve) -> String {
        let name = |body: &vires_model::BodyId| self.0.bodies[*body].name.as_str();
        let below = reserve.below.as_ref().map(|body| format!(" below {}", name(body)));
        let except: Vec<_> = reserve.except.iter().map(name).collect();
        let except = if except.is_empty() { String::new() } else { format!(" except {}", except.join(", ")) };
        format!("not passed on{}{except}", below.unwrap_or_default())
    }
    fn effect(&self, effect: &Effect) -> String {
        match effect {
            Effect::Hold { powers, holding, residual } => {
                let rest = if *residual { " in all other cases" } else { "" };
                format!("{} holds {}{rest}", self.holding(holding), self.powers(powers))
            }
            Effect::Follow { powers, whose, residual } => {
                let rest = if *residual { " in all other cases" } else { "" };
                format!("whoever holds {} holds {}{rest}", self.0.powers[*whose].name, self.powers(powers))
            }
            Effect::TakeOver { by, what, from } => {
                format!("{} may take over {} from {}", self.holding(by), self.what(what), self.holder(*from))
            }
            Effect::Enable { giver, modality, what, to } => format!(
                "{} may {} {} to {}",
                self.holder(*giver),
                self.0.modalities[*modality].name,
                self.what(what),
                self.holder(*to)
            ),
            Effect::Nobody { powers, residual } => {
                format!("nobody holds {}{}", self.powers(powers), if *residual { " in all other cases" } else { "" })
            }
            Effect::NotRequired { powers, residual } => {
                format!("{} not required{}", self.powers(powers), if *residual { " in all other cases" } else { "" })
            }
            Effect::Transfer { modality, what, from, under, to, reserve } => {
                let under = under.iter().map(|place| format!(" under {}", self.0.citation(*place))).collect::<String>();
                let reserve = reserve.as_ref().map(|reserve| format!(", {}", self.reserve(reserve)));
                format!(
                    "{} {} from {}{under} to {}{}",
                    self.0.modalities[*modality].name,
                    self.what(what),
                    self.holder(*from),
                    self.holding(to),
                    reserve.unwrap_or_default()
                )
            }
            Effect::Keep { by, what } => format!("{} keeps {}", self.holder(*by), self.what(what)),
            Effect::Bar { who, what } => {
                let who = match who {
                    Barred::Holder(holder) => self.holder(*holder),
                    Barred::Person(fact) => format!("person {}", self.fact(*fact)),
                };
                format!("{who} barred from {}", self.what(what))
            }
            Effect::Reserve { what, reserve } => format!("{} {}", self.what(what), self.reserve(reserve)),
        }
    }
    pub(crate) fn life(&self, life: Life) -> String {
        let end = |day: Option<vires_model::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        format!("{}..{}", end(life.from), end(life.until))
    }

    /// Rules and words.
    pub(crate) fn rules(&self) -> String {
        let mut out = String::new();
        for (_, rule) in self.0.rules.iter() {
            let _ =
                write!(out, "{} [{}] {}", self.0.citation(rule.place), self.life(rule.life), self.effect(&rule.effect));
            if rule.when.kind != ConditionKind::Always {
                let _ = write!(out, " when {}", self.condition(&rule.when));
            }
            out.push_str(if rule.own_end { " (own end)\n" } else { "\n" });
        }
        for word in &self.0.words {
            let verb = if word.prevails { "prevails over" } else { "yields to" };
            let of: Vec<_> = word.of.iter().map(|place| self.0.citation(*place)).collect();
            let _ =
                write!(out, "{} [{}] {verb} {}", self.0.citation(word.speaker), self.life(word.life), of.join(", "));
            if word.when.kind != ConditionKind::Always {
                let _ = write!(out, " when {}", self.condition(&word.when));
            }
            out.push('\n');
        }
        out
    }

    /// Facts, bodies, powers, instruments.
    pub(crate) fn declarations(&self) -> String {
        let model = self.0;
        let mut out = String::new();
        for (_, row) in model.packages.iter() {
            let _ = writeln!(out, "package {} {:?} {:?}", row.name, row.label, row.precedence);
        }
        for (_, row) in model.tiers.iter() {
            let below = row.below.map(|tier| format!(" below {}", model.tiers[tier].name)).unwrap_or_default();
            let _ = writeln!(out, "tier {}{below} [{}]", row.name, self.life(row.life));
        }
        for (_, row) in model.lists.iter() {
            let within = row.within.map(|list| format!(" within {}", model.lists[list].name)).unwrap_or_default();
            let values = row.values.iter().map(|value| {
                let mut text = value.name.clone();
                if let Some(parent) = value.parent {
                    let _ = write!(text, "<{}", row.values[parent.0 as usize].name);
                }
                if let (Some(place), Some(outer)) = (value.within, row.within) {
                    let _ = write!(text, "@{}", self.value(outer, place));
                }
                if !value.leaf {
                    text.push('*');
                }
                if value.life != Life::ALWAYS {
                    let _ = write!(text, "[{}]", self.life(value.life));
                }
                if let Some(next) = value.successor {
                    let _ = write!(text, "→{}", row.values[next.0 as usize].name);
                }
                text
            });
            let values: Vec<_> = values.collect();
            let sort = if row.territory { "territory" } else { "list" };
            let _ = writeln!(out, "{sort} {}{within}: {}", row.name, values.join(" "));
        }
        for (_, row) in model.bodies.iter() {
            let mut text = format!("{} {}", if row.office { "office" } else { "body" }, row.name);
            if let Some(tier) = row.tier {
                let _ = write!(text, " at {}", model.tiers[tier].name);
            }
            if let Some(above) = row.superior {
                let _ = write!(text, " under {}", model.bodies[above].name);
            }
            if let Some(list) = row.one_per {
                let _ = write!(text, " per {}", model.lists[list].name);
            }
            for kind in row.kinds.iter().copied() {
                let _ = write!(text, " kind {}", model.kinds[kind].name);
            }
            let _ = writeln!(out, "{text} [{}]", self.life(row.life));
        }
        for (_, row) in model.facts.iter() {
            let domain = match &row.domain {
                Domain::YesNo => "yes or no".to_owned(),
                Domain::Choice(list) => model.lists[*list].name.clone(),
                Domain::SetOf(list) => format!("set of {}", model.lists[*list].name),
                Domain::Person => "person".to_owned(),
                Domain::Ordered(ordered) => format!(
                    "{:?} decimals {:?} {}",
                    ordered.measure,
                    ordered.decimals,
                    self.interval(Interval { from: ordered.from, to: ordered.to })
                ),
            };
            let none = if row.or_none { " or none" } else { "" };
            let found = row.found_by.map(|body| format!(" found by {}", model.bodies[body].name)).unwrap_or_default();
            let _ = writeln!(out, "fact {}: {domain}{none}{found}", row.name);
        }
        for condition in &model.assumptions {
            let _ = writeln!(out, "assume {}", self.condition(condition));
        }
        for (_, row) in model.powers.iter() {
            let mut text = format!("power {}", row.name);
            if let Some(sector) = &row.sector {
                let _ = write!(text, " sector {sector}");
            }
            if let Some(place) = row.place {
                let _ = write!(text, " place {}", self.fact(place));
            }
            if let Some(act) = row.act {
                let _ = write!(text, " act #{}", act.0);
            }
            if row.concurrent {
                text.push_str(" concurrent");
            }
            let _ = writeln!(out, "{text}");
        }
        for (_, row) in model.instrument_kinds.iter() {
            let by: Vec<_> = row.issued_by.iter().map(|body| model.bodies[*body].name.as_str()).collect();
            let _ = writeln!(out, "kind {} rank {:?} by {}", row.name, row.rank, by.join(", "));
        }
        for (_, row) in model.modalities.iter() {
            let kinds = |kinds: &Option<Vec<vires_model::InstrumentKindId>>| {
                kinds.as_ref().map(|kinds| {
                    kinds.iter().map(|kind| model.instrument_kinds[*kind].name.clone()).collect::<Vec<_>>()
                })
            };
            let onward = match &row.onward {
                Some(Onward::By(by)) => {
                    format!("{:?}", by.iter().map(|id| &model.modalities[*id].name).collect::<Vec<_>>())
                }
                other => format!("{other:?}"),
            };
            let _ = writeln!(
                out,
                "modality {} moves {:?} stops {:?} answerable {:?} name {:?} onward {onward} form {:?} found {:?} states {:?} between {}",
                row.name,
                row.title_moves,
                row.giver_stops,
                row.answerable,
                row.in_the_name_of,
                kinds(&row.form),
                kinds(&row.found_in),
                row.must_state,
                row.between.len()
            );
        }
        for (_, row) in model.instruments.iter() {
            let kind = row.kind.map(|kind| model.instrument_kinds[kind].name.as_str());
            let issuer: Vec<_> = row.issuers.iter().map(|issuer| self.holder(*issuer)).collect();
            let issuer = (!issuer.is_empty()).then(|| issuer.join(", "));
            let based: Vec<_> = row.based_on.iter().map(|place| model.citation(*place)).collect();
            let _ = writeln!(
                out,
                "instrument {} kind {kind:?} issuer {issuer:?} issued {:?} [{}]{}{} void {:?}",
                row.name,
                row.issued_on().map(|day| day.to_string()),
                self.life(row.life),
                if row.overlay { " overlay" } else { "" },
                if based.is_empty() { String::new() } else { format!(" based on {}", based.join(", ")) },
                row.void
            );
        }
        out
    }

    /// Tests and requirements.
    pub(crate) fn checks(&self) -> String {
        let model = self.0;
        let mut out = String::new();
        for test in &model.tests {
            let _ = writeln!(
                out,
                "test {:?} on {:?} known {:?}",
                test.label,
                test.on.map(|day| day.to_string()),
                test.known.map(|day| day.to_string())
            );
            for (fact, value) in &test.given.facts {
                let value = match value {
                    Value::YesNo(yes) => yes.to_string(),
                    Value::Choice(value) => self.value(self.list_of(*fact), *value),
                    Value::Set(set) => {
                        let names: Vec<_> = set.iter().map(|value| self.value(self.list_of(*fact), *value)).collect();
                        format!("{{{}}}", names.join(" "))
                    }
                    Value::Ordered(number) => number.to_string(),
                    Value::Person(name) => name.clone(),
                    Value::None => "none".to_owned(),
                };
                let _ = writeln!(out, "  {} = {value}", self.fact(*fact));
            }
            for line in &test.expect {
                let answer = match &line.answer {
                    ExpectedAnswer::Holds { holding, under } => format!(
                        "{}{}",
                        self.holding(holding),
                        under.map(|place| format!(" under {}", model.citation(place))).unwrap_or_default()
                    ),
                    ExpectedAnswer::Undetermined { needs } => {
                        let fact = |what: &vires_model::Needed| match what {
                            vires_model::Needed::Fact(fact) => self.fact(*fact).to_owned(),
                            other => format!("{other:?}"),
                        };
                        let group = |group: &Vec<_>| group.iter().map(fact).collect::<Vec<_>>().join(" or ");
                        format!("undetermined {:?}", needs.iter().map(group).collect::<Vec<_>>())
                    }
                    other => format!("{other:?}"),
                };
                let _ = writeln!(out, "  {} → {answer}", model.powers[line.power].name);
            }
        }
        for row in &model.requirements {
            let must = match &row.must {
                Must::HasEnd(modality) => format!("every {} has an end", model.modalities[*modality].name),
                Must::HasHolder(power) => format!("{} has a holder", model.powers[*power].name),
                Must::Held(powers, by) => format!("{} held {}", self.powers(powers), self.held(by)),
                Must::Moves(moves) => format!(
                    "{} of {} move from {} to {} on {}",
                    moves.count,
                    self.powers(&moves.powers),
                    model.tiers[moves.from].name,
                    model.tiers[moves.to].name,
                    moves.on
                ),
                Must::NotHeld(powers, by) => format!("{} not held {}", self.powers(powers), self.held(by)),
            };
            let _ = writeln!(out, "require [{}] {must} when {}", self.life(row.life), self.condition(&row.when));
        }
        out
    }
}
