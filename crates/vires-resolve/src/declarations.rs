//! What is declared: every declared thing gets its name and its row before anything is looked up.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use vires_model::{
    Body, BodyKind, Calendar, Counts, Domain, Fact, Instrument, InstrumentId, InstrumentKind, Life, List, Modality,
    Parameter, Power, Provision, ProvisionKind, Tier,
};
use vires_syntax::ast::{ClauseKind, Declaration, DeclarationKind, Definition, Line, LineKind, Name, UNREAD_NUMBER};
use vires_words::{Words, words};

use crate::amendments::{Layer, Spot};
use crate::broken::Lines;
use crate::derived::{Definiens, Derived};
use crate::events::Event;
use crate::kept::KeptFact;
use crate::names::{DerivedId, Entry, EventId, KeptId, Thing, UnitId};
use crate::parameters::ParameterType;
use crate::problem::{Problem, code};
use crate::provisions::Text;
use crate::resolver::{Here, Resolver};
use crate::units::Unit;
use crate::uses::Named;

/// A declaration with the row made for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Declared<'a> {
    pub(crate) here: Here,
    pub(crate) line: &'a Line,
    pub(crate) declaration: &'a Declaration,
    /// None for `assume`, `require`, `test`.
    pub(crate) thing: Option<Thing>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn declarations(&mut self) {
        for file in self.files.clone().iter() {
            let Some(package) = self.package_of_file.get(&file.id).copied() else {
                continue;
            };
            let here = Here { package, file: file.id };
            let mut instrument = None;
            for line in file.tree.lines.iter() {
                self.margin_line(here, line, &mut instrument);
            }
        }
    }

    fn margin_line(&mut self, here: Here, line: &'a Line, instrument: &mut Option<InstrumentId>) {
        match &line.kind {
            LineKind::Package { .. } | LineKind::Use { .. } => {
                self.no_clauses(here, line);
                self.nothing_below(here, line);
            }
            LineKind::Declaration(declaration) => {
                let declared = self.declare(here, line, declaration);
                if matches!(declaration.kind, DeclarationKind::Instrument) {
                    *instrument = declared;
                }
            }
            // A later fence of a Markdown file goes on with the instrument that an earlier one opened.
            LineKind::Provision { .. } => match *instrument {
                Some(instrument) => {
                    self.texts.push(Text { here, instrument, head: line });
                    self.stray_declarations(here, &line.below);
                }
                None => self.outside_instrument(
                    here,
                    line,
                    words!(
                        "a provision stands below the instrument it belongs to",
                        "điều khoản phải nằm dưới văn bản chứa nó"
                    ),
                ),
            },
            LineKind::Rule(_) => {
                self.outside_instrument(
                    here,
                    line,
                    words!(
                        "a rule stands below the provision that says it",
                        "quy định phải nằm dưới điều khoản nêu nó"
                    ),
                );
            }
            LineKind::Operation(_) => {
                self.outside_instrument(
                    here,
                    line,
                    words!(
                        "an operation on law stands below the provision that says it",
                        "dòng sửa đổi pháp luật phải nằm dưới điều khoản nêu nó"
                    ),
                );
            }
            LineKind::Unreadable => {
                self.remember_words(here, line);
                self.stray_declarations(here, &line.below);
                self.break_named_in(here, std::slice::from_ref(line), here.span(line.span));
            }
        }
    }

    fn outside_instrument(&mut self, here: Here, line: &'a Line, message: Words) {
        self.report(Problem::error(code::MISPLACED, here.span(line.span), message).help(words!(
            "move the line below its article; the article gives it its citation and its dates",
            "chuyển dòng xuống dưới điều của nó; điều đó cho biết trích dẫn và thời gian hiệu lực"
        )));
        self.stray_declarations(here, &line.below);
        self.break_named_in(here, std::slice::from_ref(line), here.span(line.span));
    }

    /// Declarations that are indented: reported, and declared all the same so that their uses are not reported too.
    fn stray_declarations(&mut self, here: Here, lines: &'a [Line]) {
        for line in lines {
            match &line.kind {
                LineKind::Declaration(declaration) => {
                    self.report(
                        Problem::error(
                            code::MISPLACED,
                            here.span(line.span),
                            words!(
                                "a declaration stands at the margin, not below another line",
                                "khai báo nằm sát lề, không nằm dưới dòng khác"
                            ),
                        )
                        .help(words!("move the line to the left margin", "chuyển dòng ra sát lề trái")),
                    );
                    self.declare(here, line, declaration);
                }
                LineKind::Package { .. } | LineKind::Use { .. } => self.report(Problem::error(
                    code::MISPLACED,
                    here.span(line.span),
                    words!(
                        "`package` and `use` stand at the margin, at the beginning of the file",
                        "`gói` và `dùng` nằm sát lề, ở đầu tệp"
                    ),
                )),
                _ => self.stray_declarations(here, &line.below),
            }
        }
    }

    /// Makes the row of a declaration. For an instrument, which one it is.
    fn declare(&mut self, here: Here, line: &'a Line, declaration: &'a Declaration) -> Option<InstrumentId> {
        if matches!(declaration.kind, DeclarationKind::Instrument) {
            return self.declare_instrument(here, line, declaration);
        }
        self.stray_declarations(here, &line.below);
        let thing = match &declaration.name {
            None => None,
            Some(name) => {
                // What does not read is told already: that it may be a second one need not be.
                let is_slip = line.below.iter().any(|below| below.span == line.span);
                let space = self.namespaces.get(here.package.0 as usize);
                let is_known = space.is_some_and(|space| space.entries.contains_key(&name.value));
                if is_slip && is_known || !self.is_declared_once(here, line, name) {
                    return None;
                }
                let thing = self.row(here, line, declaration, name)?;
                self.name(here, line, name, thing);
                Some(thing)
            }
        };
        // What stands below a declaration and could not be read may be a clause of it, so nothing is known of it for sure.
        if let Some(thing) = thing
            && line.below.iter().any(|below| below.kind == LineKind::Unreadable)
        {
            self.poisoned.insert(thing);
        }
        for below in &line.below {
            if !matches!(
                below.kind,
                LineKind::Unreadable | LineKind::Declaration(_) | LineKind::Package { .. } | LineKind::Use { .. }
            ) {
                self.report(
                    Problem::error(
                        code::MISPLACED,
                        here.span(below.span),
                        words!(
                            "this line does not belong below a declaration",
                            "dòng này không thuộc về khai báo ở trên"
                        ),
                    )
                    .help(words!(
                        "rules and provisions stand below an instrument",
                        "quy định và điều khoản nằm dưới văn bản"
                    )),
                );
                self.break_named_in(here, std::slice::from_ref(below), here.span(below.span));
            }
        }
        self.declared.push(Declared { here, line, declaration, thing });
        None
    }

    fn declare_instrument(&mut self, here: Here, line: &'a Line, declaration: &'a Declaration) -> Option<InstrumentId> {
        let name = declaration.name.as_ref()?;
        let known = self.namespaces.get(here.package.0 as usize)?.entries.get(&name.value).copied();
        let instrument = match known {
            // A heading without clauses goes on with the instrument of that name.
            Some(Entry { thing: Thing::Instrument(id), .. })
                if line.clauses.is_empty()
                    && declaration
                        .label
                        .as_ref()
                        .is_none_or(|label| label.value == self.model.instruments[id].label) =>
            {
                self.declares(here, name.span, Named::Thing(Thing::Instrument(id)));
                id
            }
            Some(Entry { thing: Thing::Instrument(id), .. }) => {
                self.is_declared_once(here, line, name);
                id
            }
            Some(_) => {
                self.is_declared_once(here, line, name);
                self.break_named_in(here, &line.below, here.span(line.span));
                return None;
            }
            None => {
                let span = here.span(name.span);
                let text = self.model.provisions.push(Provision {
                    instrument: self.next_instrument(),
                    parent: None,
                    kind: ProvisionKind::Whole,
                    number: String::new(),
                    title: None,
                    span,
                });
                self.law.add_place(None);
                self.law.add_heading(Spot { layer: Layer::ORIGINAL, place: text });
                let id = self.model.instruments.push(Instrument {
                    package: here.package,
                    name: name.value.clone(),
                    also: also(line),
                    label: label(declaration, name),
                    kind: None,
                    issuers: Vec::new(),
                    issued: None,
                    signed: None,
                    published: None,
                    life: Life::ALWAYS,
                    repealed: false,
                    overlay: false,
                    based_on: Vec::new(),
                    text,
                    void: None,
                    span,
                });
                // One whose name could not be read has none to be found by.
                if !name.value.starts_with(UNREAD_NUMBER) {
                    self.name(here, line, name, Thing::Instrument(id));
                }
                self.declared.push(Declared { here, line, declaration, thing: Some(Thing::Instrument(id)) });
                id
            }
        };
        self.texts.push(Text { here, instrument, head: line });
        self.stray_declarations(here, &line.below);
        Some(instrument)
    }

    fn next_instrument(&self) -> InstrumentId {
        vires_model::Id::new(self.model.instruments.len())
    }

    /// The row of a thing other than an instrument, filled in later. None where it is reported and has none.
    fn row(&mut self, here: Here, line: &'a Line, declaration: &'a Declaration, name: &'a Name) -> Option<Thing> {
        let span = here.span(name.span);
        let package = here.package;
        let label = label(declaration, name);
        let also = also(line);
        let declaration_name = name;
        let name = name.value.clone();
        let has_tree = |what: fn(&ClauseKind) -> bool| line.clauses.iter().any(|clause| what(&clause.kind));
        Some(match &declaration.kind {
            DeclarationKind::Tier => {
                Thing::Tier(self.model.tiers.push(Tier { package, name, label, below: None, life: Life::ALWAYS, span }))
            }
            kind @ (DeclarationKind::List { .. } | DeclarationKind::Territory { .. }) => {
                Thing::List(self.model.lists.push(List {
                    package,
                    name,
                    label,
                    territory: matches!(kind, DeclarationKind::Territory { .. }),
                    within: None,
                    values: Vec::new(),
                    by_name: Default::default(),
                    span,
                }))
            }
            kind @ (DeclarationKind::Unit { .. } | DeclarationKind::Currency) => {
                let id = UnitId(self.units.len());
                self.units.push(Unit::new(id, name, matches!(kind, DeclarationKind::Currency)));
                Thing::Unit(id)
            }
            DeclarationKind::BodyKind => {
                Thing::BodyKind(self.model.kinds.push(BodyKind { package, name, label, span }))
            }
            kind @ (DeclarationKind::Body | DeclarationKind::Office) => Thing::Body(self.model.bodies.push(Body {
                package,
                name,
                also,
                label,
                office: matches!(kind, DeclarationKind::Office),
                tier: None,
                superior: None,
                one_per: None,
                kinds: Vec::new(),
                life: Life::ALWAYS,
                away: Vec::new(),
                incompatible: Vec::new(),
                span,
            })),
            DeclarationKind::InstrumentKind => {
                Thing::InstrumentKind(self.model.instrument_kinds.push(InstrumentKind {
                    package,
                    name,
                    also,
                    label,
                    rank: None,
                    issued_by: Vec::new(),
                    span,
                }))
            }
            DeclarationKind::Power => Thing::Power(self.model.powers.push(Power {
                package,
                name,
                also,
                label,
                sector: None,
                place: None,
                act: None,
                codes: Vec::new(),
                concurrent: false,
                doc: line.doc.clone(),
                span,
            })),
            DeclarationKind::Modality => Thing::Modality(self.model.modalities.push(Modality {
                package,
                name,
                also,
                label,
                title_moves: None,
                giver_stops: None,
                answerable: None,
                in_the_name_of: None,
                onward: None,
                form: None,
                found_in: None,
                must_state: Vec::new(),
                between: Vec::new(),
                span,
            })),
            DeclarationKind::Event => {
                let id = EventId(self.events.len());
                // Without a date it is a question.
                let fact = (!has_tree(|kind| matches!(kind, ClauseKind::On(_)))).then(|| {
                    let domain = self.event_domain(here, declaration_name, &label, id);
                    let or_none = domain.is_of_days();
                    self.model.facts.push(Fact {
                        package,
                        name,
                        also,
                        label,
                        domain,
                        or_none,
                        found_by: None,
                        kept: None,
                        event: true,
                        span,
                    })
                });
                self.events.push(Event { day: None, fact });
                Thing::Event(id)
            }
            DeclarationKind::Parameter { .. } => {
                self.parameter_types.push(ParameterType { domain: Domain::YesNo, unit: None });
                let row = Parameter { package, name, also, label, by: None, domain: Domain::YesNo, span };
                Thing::Parameter(self.model.parameters.push(row))
            }
            DeclarationKind::Fact { is: Some(is), .. } => {
                let is = match is {
                    Definition::Condition(condition) => Definiens::Condition(condition),
                    Definition::Expression(computed) => Definiens::Computation(computed),
                };
                let by = line.clauses.iter().find_map(|clause| match &clause.kind {
                    ClauseKind::By(name, _) => Some(name),
                    _ => None,
                });
                let id = DerivedId(self.derived.len());
                self.derived.push(Derived { here, name, label, is, by, list: None, span });
                Thing::Derived(id)
            }
            DeclarationKind::Fact { .. } if has_tree(|kind| matches!(kind, ClauseKind::By(..))) => {
                let row = Fact {
                    package,
                    name,
                    also,
                    label,
                    domain: Domain::YesNo,
                    or_none: false,
                    found_by: None,
                    kept: None,
                    event: false,
                    span,
                };
                let id = KeptId(self.kept.len());
                self.kept.push(KeptFact { list: None, facts: Default::default(), row });
                Thing::Kept(id)
            }
            DeclarationKind::Fact { .. } => Thing::Fact(self.model.facts.push(Fact {
                package,
                name,
                also,
                label,
                domain: Domain::YesNo,
                or_none: false,
                found_by: None,
                kept: None,
                event: false,
                span,
            })),
            DeclarationKind::Calendar { .. } => Thing::Calendar(self.model.calendars.push(Calendar {
                package,
                name,
                label,
                days: Default::default(),
                counts: Counts::Named,
                covers: Life::ALWAYS,
                span,
            })),
            DeclarationKind::Instrument
            | DeclarationKind::Assume { .. }
            | DeclarationKind::Precedence { .. }
            | DeclarationKind::Require { .. }
            | DeclarationKind::Holidays { .. }
            | DeclarationKind::Test => return None,
        })
    }

    /// Gives a thing its name and its other names.
    fn name(&mut self, here: Here, line: &'a Line, name: &Name, thing: Thing) {
        self.enter(here, name, thing);
        for clause in &line.clauses {
            if let ClauseKind::Also(also) = &clause.kind
                && (also.value == name.value || self.is_new(here, also))
            {
                self.enter(here, also, thing);
            }
        }
    }

    fn enter(&mut self, here: Here, name: &Name, thing: Thing) {
        self.declares(here, name.span, Named::Thing(thing));
        if let Some(space) = self.namespaces.get_mut(here.package.0 as usize).map(Arc::make_mut) {
            let entry = Entry { thing, at: here.span(name.span), twice: None };
            space.entries.entry(name.value.clone()).or_insert(entry);
        }
    }

    /// Whether the name is still free in its package; if not, that is reported.
    fn is_new(&mut self, here: Here, name: &Name) -> bool {
        let space = self.namespaces.get_mut(here.package.0 as usize).map(Arc::make_mut);
        let Some(entry) = space.and_then(|space| space.entries.get_mut(&name.value)) else {
            return true;
        };
        let again = here.span(name.span);
        entry.twice.get_or_insert(again);
        let first = entry.at;
        self.report(
            Problem::error(
                code::DECLARED_TWICE,
                again,
                words!(
                    "the name `{name}` is declared a second time in this package",
                    "tên `{name}` được khai báo lần thứ hai trong gói này",
                    name = name.value
                ),
            )
            .see(first, words!("declared here first", "khai báo lần đầu tại đây"))
            .help(words!(
                "give one of the two another name; a name stands for one thing in a package",
                "đổi tên một trong hai; trong một gói, một tên chỉ ứng với một đối tượng"
            )),
        );
        false
    }

    /// Whether the name of a line is still free; if not, that is reported, and where the two lines are not in the same words,
    /// nobody knows which of them is meant.
    fn is_declared_once(&mut self, here: Here, line: &Line, name: &Name) -> bool {
        let is_new = self.is_new(here, name);
        if !is_new {
            self.doubt_the_first(here, line, name);
        }
        is_new
    }

    fn doubt_the_first(&mut self, here: Here, line: &Line, name: &Name) {
        let entry = self.namespaces.get(here.package.0 as usize).and_then(|space| space.entries.get(&name.value));
        let Some(thing) = entry.map(|entry| entry.thing) else { return };
        let words = |here: Here, line: &Line| self.words_at(here, line.span).split_whitespace().collect::<Vec<_>>();
        let is_alike = |first: &Declared<'_>| {
            first.line.below.is_empty() && line.below.is_empty() && words(first.here, first.line) == words(here, line)
        };
        if self.declared.iter().any(|first| first.thing == Some(thing) && is_alike(first)) {
            return;
        }
        let again = here.span(line.span);
        match thing {
            Thing::Instrument(id) => self.break_place(self.model.instruments[id].text, again),
            thing => self.poison_by(thing, &Lines::from([again])),
        }
    }

    /// Whatever is named on an unreadable line may be declared there.
    fn remember_words(&mut self, here: Here, line: &Line) {
        const MOST: usize = 1000;
        let at = here.span(line.span);
        let text: String = self.words_at(here, line.span).nfc().take(64 * MOST).collect();
        let mut words = text
            .split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
            .filter(|word| !word.is_empty())
            .peekable();
        let uses = words.peek().is_some_and(|first| matches!(*first, "use" | "dùng" | "package" | "gói"));
        if let Some(space) = self.namespaces.get_mut(here.package.0 as usize).map(Arc::make_mut) {
            if uses {
                space.incomplete.push(at);
            }
            for word in words.take(MOST) {
                space.unread.entry(word.to_owned()).or_insert(at);
            }
        }
    }
}

fn label(declaration: &Declaration, name: &Name) -> String {
    declaration.label.as_ref().map_or_else(|| name.value.clone(), |label| label.value.clone())
}

fn also(line: &Line) -> Vec<String> {
    let names = line.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::Also(name) => Some(name.value.clone()),
        _ => None,
    });
    names.collect()
}
