//! What a name at the cursor would be: wherever one reading of the line (`readings`) lets it stand, it would be what it is
//! there.

mod conditions;
mod readings;
mod subject;

use vires_syntax::ast::{
    Bound, Clause, ClauseKind, DateBase, DateRef, Deadline, Declaration, DeclarationKind, Definition, Expectation,
    Expression, ExpressionKind, Given, HeldHow, Holder, Holding, LengthKind, Line, LineKind, Mode, Name, Needed,
    Onward, Operation, PlaceRoot, ProvisionKind, Requirement, Rule, Silence, Step, TextPlace, Type, TypeKind, What,
    Which, Whom,
};

use crate::excerpt::HOLE;

pub(crate) use self::readings::{slots, slots_with};
pub(crate) use self::subject::Subject;

/// What a name would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot {
    /// A package to be used.
    Package,
    /// The package that the file belongs to.
    OwnPackage,
    Tier,
    List,
    Territory,
    /// A place of a larger territory, in which places of this one lie.
    OuterPlace,
    BodyKind,
    InstrumentKind,
    Body,
    Office,
    Modality,
    Sector,
    Parameter,
    /// After the colon of a fact or parameter.
    Type,
    /// A body or an office.
    Holder,
    /// One who may not hold: a body, an office, a person.
    Barred,
    /// Somebody who fills an office.
    Person,
    /// One of so many, or a group of them.
    Member,
    /// A fact that is a set.
    Set,
    Calendar,
    /// After `of`: which one of a body.
    Which {
        body: String,
    },
    /// Of these powers, where they are named.
    Giver {
        modality: String,
        powers: Vec<String>,
    },
    /// Of these powers, where they are named. No modality: the line itself says who may receive by one.
    Receiver {
        modality: Option<String>,
        from: Option<String>,
        powers: Vec<String>,
    },
    /// Those of a group who are left out.
    LeftOut {
        group: String,
    },
    /// Who may give to whom: bodies, offices, tiers, kinds.
    Group,
    Power,
    /// A power behind the word for a modality; where that word is a body, nothing.
    Passed {
        modality: String,
    },
    /// After `except`: a power, or an instrument whose article follows.
    PowerOrPlace,
    /// The fact that says where a power is exercised.
    PlaceFact,
    /// How long a period is.
    Length,
    /// What a condition speaks of.
    Subject,
    /// A question that a case answers.
    Given,
    /// What is computed with: a number, an amount or a date.
    Amount,
    /// What a number, amount or date is compared with.
    Operand(Subject),
    /// A value of this list.
    ValueIn {
        list: String,
    },
    /// An answer to this question.
    Value(Subject),
    /// The unit of a number that is compared with this.
    Unit(Option<Subject>),
    /// Which entry of the list by which this is kept.
    Key(Subject),
    /// A date, or an event.
    Date,
    /// A date that a fact gives, or any other.
    Moment,
    /// A text; or a provision of the text that the line stands in.
    Place,
    /// The number of a heading.
    Number {
        root: Option<String>,
        path: Vec<(ProvisionKind, String)>,
        kind: ProvisionKind,
    },
}

struct Finder<'f> {
    found: &'f mut Vec<Slot>,
}

/// Whether a name is the one that nobody writes.
fn is_hole(name: &str) -> bool {
    name == HOLE
}

impl Finder<'_> {
    fn is(&mut self, name: &Name, slot: Slot) {
        self.is_called(&name.value, slot);
    }

    fn is_called(&mut self, name: &str, slot: Slot) {
        if is_hole(name) && !self.found.contains(&slot) {
            self.found.push(slot);
        }
    }

    fn all(&mut self, names: &[Name], slot: &Slot) {
        names.iter().for_each(|name| self.is(name, slot.clone()));
    }

    fn line(&mut self, line: &Line) {
        match &line.kind {
            LineKind::Use { name } => self.is(name, Slot::Package),
            LineKind::Declaration(declaration) => self.declaration(declaration),
            LineKind::Provision { step, .. } => {
                self.is_called(&step.number, Slot::Number { root: None, path: Vec::new(), kind: step.kind });
            }
            LineKind::Rule(rule) => self.rule(rule),
            LineKind::Operation(operation) => self.operation(operation),
            LineKind::Package { name, .. } => self.is(name, Slot::OwnPackage),
            LineKind::Unreadable => {}
        }
        let is_modality =
            matches!(&line.kind, LineKind::Declaration(Declaration { kind: DeclarationKind::Modality, .. }));
        let about = match &line.kind {
            LineKind::Declaration(Declaration {
                kind: DeclarationKind::Fact { .. } | DeclarationKind::Parameter { .. },
                ..
            }) => Slot::List,
            _ => Slot::Subject,
        };
        for clause in &line.clauses {
            self.clause(clause, is_modality, &about);
        }
        line.below.iter().for_each(|line| self.line(line));
    }

    fn declaration(&mut self, declaration: &Declaration) {
        match &declaration.kind {
            DeclarationKind::Fact { of, is } => {
                of.iter().for_each(|of| self.written_type(of));
                match is {
                    Some(Definition::Condition(condition)) => self.condition(condition),
                    Some(Definition::Expression(expression)) => self.expression(expression, None),
                    None => {}
                }
            }
            DeclarationKind::Parameter { of } => of.iter().for_each(|of| self.written_type(of)),
            DeclarationKind::Territory { values } => {
                values.iter().for_each(|value| self.is(&value.name, Slot::OuterPlace));
            }
            DeclarationKind::Unit { is: Some((_, unit)) } => self.is(unit, Slot::Unit(None)),
            DeclarationKind::Assume { condition } => self.condition(condition),
            DeclarationKind::Require { requirement } => self.requirement(requirement),
            _ => {}
        }
    }

    fn written_type(&mut self, of: &Type) {
        match &of.kind {
            TypeKind::Named(name) => self.is(name, Slot::Type),
            TypeKind::SetOf(name) => self.is(name, Slot::List),
            _ => {}
        }
        // Both ends are written out: nothing in them is named but the unit.
        for end in of.from.iter().chain(&of.to) {
            if let ExpressionKind::Quantity(_, unit) = &end.kind {
                self.is(unit, Slot::Unit(None));
            }
        }
    }

    fn requirement(&mut self, requirement: &Requirement) {
        match requirement {
            Requirement::HasEnd { modality } => self.is(modality, Slot::Modality),
            Requirement::HasHolder { power } => self.is(power, Slot::Power),
            Requirement::Held { power, how } => {
                self.is(power, Slot::Power);
                self.held(how);
            }
            Requirement::NoPower { sectors, how } | Requirement::EveryPower { sectors, how } => {
                self.all(sectors, &Slot::Sector);
                self.held(how);
            }
            Requirement::Moves { from, to, sectors, under, .. } => {
                self.is(from, Slot::Tier);
                self.is(to, Slot::Tier);
                self.all(sectors, &Slot::Sector);
                self.places(under, &Slot::Place);
            }
        }
    }

    fn held(&mut self, how: &HeldHow) {
        match how {
            HeldHow::By(holding) => self.holding(holding, &Slot::Holder),
            HeldHow::At(tier) | HeldHow::Below(tier) => self.is(tier, Slot::Tier),
        }
    }

    fn holder(&mut self, holder: &Holder, slot: &Slot) {
        self.is(&holder.name, slot.clone());
        if let Some(Which::Named(name)) = &holder.of {
            self.is(name, Slot::Which { body: holder.name.value.clone() });
        }
    }

    fn holding(&mut self, holding: &Holding, slot: &Slot) {
        match holding {
            Holding::Whoever(power) => self.is(power, Slot::Power),
            Holding::Of { mode: Mode::AnyOf(_) | Mode::Share(_) | Mode::ShareOfUnbarred(_), seats } => {
                seats.iter().for_each(|seat| self.member(seat));
            }
            Holding::Of { seats, .. } => seats.iter().for_each(|seat| self.holder(seat, slot)),
            Holding::Nested { seats, .. } => seats.iter().for_each(|seat| self.holding(seat, slot)),
        }
    }

    /// One of those of whom so many must act, or a group of them.
    fn member(&mut self, seat: &Holder) {
        self.holder(seat, &Slot::Member);
        let of = Slot::LeftOut { group: seat.name.value.clone() };
        seat.except.iter().for_each(|who| self.holder(who, &of));
    }

    fn what(&mut self, what: &What) {
        match what {
            What::Powers(powers) => self.all(powers, &Slot::Power),
            What::Every { of, sectors, under, except, .. } => {
                of.iter().for_each(|of| self.holder(of, &Slot::Holder));
                self.all(sectors, &Slot::Sector);
                self.places(under, &Slot::Place);
                self.places(except, &Slot::PowerOrPlace);
            }
        }
    }

    fn places(&mut self, places: &[TextPlace], slot: &Slot) {
        places.iter().for_each(|place| self.place(place, slot));
    }

    fn place(&mut self, place: &TextPlace, slot: &Slot) {
        let root = match &place.root {
            PlaceRoot::Instrument(name) => {
                self.is(name, slot.clone());
                Some(name.value.clone())
            }
            PlaceRoot::Every(class) => {
                self.all(&class.kinds, &Slot::InstrumentKind);
                class.issued_by.iter().for_each(|by| self.holder(by, &Slot::Body));
                class.issued.iter().chain(&class.in_force).for_each(|bound| self.date(&bound.date));
                return;
            }
            PlaceRoot::Same | PlaceRoot::ThisInstrument | PlaceRoot::This(_) => None,
        };
        let mut path = Vec::new();
        for step in &place.path {
            let slot = Slot::Number { root: root.clone(), path: path.clone(), kind: step.kind };
            self.is_called(&step.number, slot);
            path.push((step.kind, step.number.clone()));
        }
    }

    fn rule(&mut self, rule: &Rule) {
        match rule {
            Rule::Hold { holding, what } => {
                self.holding(holding, &Slot::Holder);
                self.what(what);
            }
            Rule::Nobody { what } | Rule::NotRequired { what } => self.what(what),
            Rule::Transfer { modality, what, from, under, to } => {
                self.places(under, &Slot::Place);
                self.is(modality, Slot::Modality);
                match what {
                    What::Powers(powers) => self.all(powers, &Slot::Passed { modality: modality.value.clone() }),
                    What::Every { .. } => self.what(what),
                }
                let powers: Vec<String> = match what {
                    What::Powers(powers) => powers.iter().map(|name| name.value.clone()).collect(),
                    What::Every { .. } => Vec::new(),
                };
                self.holder(from, &Slot::Giver { modality: modality.value.clone(), powers: powers.clone() });
                let from = (from.name.value != modality.value).then(|| from.name.value.clone());
                self.holding(to, &Slot::Receiver { modality: Some(modality.value.clone()), from, powers });
            }
            Rule::Keep { by, what } => {
                self.holder(by, &Slot::Holder);
                self.what(what);
            }
            Rule::Bar { who, what } => {
                self.holder(who, &Slot::Barred);
                self.what(what);
            }
            Rule::Reserve { what, below, except } => {
                self.what(what);
                below.iter().for_each(|below| self.is(below, Slot::Tier));
                self.all(except, &Slot::Body);
            }
            Rule::TakeOver { by, what, from } => {
                self.holding(by, &Slot::Holder);
                self.what(what);
                self.holder(from, &Slot::Holder);
            }
            Rule::Enable { giver, modality, what, to } => {
                self.holder(giver, &Slot::Giver { modality: modality.value.clone(), powers: Vec::new() });
                self.is(modality, Slot::Modality);
                self.what(what);
                let from = Some(giver.name.value.clone());
                self.holding(to, &Slot::Receiver { modality: None, from, powers: Vec::new() });
            }
        }
    }

    fn operation(&mut self, operation: &Operation) {
        match operation {
            Operation::Set { parameter, of, per, to } => {
                self.is(parameter, Slot::Parameter);
                let subject = Subject { name: parameter.value.clone() };
                self.all(of, &Slot::Key(subject.clone()));
                self.all(per, &Slot::Key(subject.clone()));
                to.iter().for_each(|value| self.expression(value, Some((&subject, true))));
            }
            Operation::Repeal { targets }
            | Operation::Suspend { targets }
            | Operation::Extend { targets }
            | Operation::Start { targets } => self.places(targets, &Slot::Place),
            Operation::Replace { target } | Operation::InsertAfter { target } => self.place(target, &Slot::Place),
            Operation::Read { new, old } => {
                self.holder(new, &Slot::Holder);
                self.holder(old, &Slot::Holder);
            }
            Operation::Abolish { bodies } => self.all(bodies, &Slot::Body),
            Operation::Appoint { person, office } => {
                self.is(person, Slot::Person);
                self.holder(office, &Slot::Office);
            }
            Operation::AppliesOnlyWhen { condition, .. } => self.condition(condition),
            Operation::PrevailsOver { place, over: places } | Operation::YieldsTo { place, to: places } => {
                self.places(std::slice::from_ref(place), &Slot::Place);
                self.places(places, &Slot::Place);
            }
            Operation::For { what } => self.what(what),
        }
    }

    fn clause(&mut self, clause: &Clause, of_modality: bool, by: &Slot) {
        match &clause.kind {
            ClauseKind::Below(tier) | ClauseKind::At(tier) => self.is(tier, Slot::Tier),
            ClauseKind::Under(body) | ClauseKind::FoundBy(body) => self.is(body, Slot::Body),
            ClauseKind::OnePer(list) => self.is(list, Slot::List),
            ClauseKind::Kind(kinds) => kinds.iter().for_each(|kind| {
                self.is(kind, Slot::BodyKind);
                self.is(kind, Slot::InstrumentKind);
            }),
            ClauseKind::IssuedBy { by, on, .. } => {
                by.iter().for_each(|by| self.holder(by, &Slot::Body));
                on.iter().for_each(|day| self.date(day));
            }
            ClauseKind::IssuedOn(day)
            | ClauseKind::SignedOn(day)
            | ClauseKind::PublishedOn(day)
            | ClauseKind::KnownOn(day)
            | ClauseKind::On(day) => self.date(day),
            ClauseKind::InForce(bounds) => bounds.iter().for_each(|Bound { date, .. }| self.date(date)),
            ClauseKind::Life(bound) => self.date(&bound.date),
            ClauseKind::BasedOn(places) | ClauseKind::Restoring(places) | ClauseKind::In(places) => {
                self.places(places, &Slot::Place);
            }
            ClauseKind::Sector(sector) => self.is(sector, Slot::Sector),
            ClauseKind::Place(fact) => self.is(fact, Slot::PlaceFact),
            ClauseKind::IncompatibleWith(offices) => self.all(offices, &Slot::Office),
            ClauseKind::Within(list) => self.is(list, Slot::Territory),
            ClauseKind::By(list, second) => {
                self.is(list, by.clone());
                second.iter().for_each(|list| self.is(list, by.clone()));
            }
            ClauseKind::Onward(Onward::By(modalities)) => self.all(modalities, &Slot::Modality),
            ClauseKind::Form { kinds, .. } | ClauseKind::FoundIn(kinds) => self.all(kinds, &Slot::InstrumentKind),
            ClauseKind::FromTo { from, to } if of_modality => {
                self.all(from, &Slot::Group);
                self.all(to, &Slot::Group);
            }
            ClauseKind::When(condition) | ClauseKind::ExceptWhen(condition) => self.condition(condition),
            ClauseKind::MayNotBePassedOn { below, except } => {
                below.iter().for_each(|below| self.is(below, Slot::Tier));
                self.all(except, &Slot::Body);
            }
            ClauseKind::Step(step) => self.step(step),
            ClauseKind::Deadline(deadline) => self.deadline(deadline),
            ClauseKind::Given(given) => given.iter().for_each(|given| self.given(given)),
            ClauseKind::Expect(expected) => self.expected(expected),
            _ => {}
        }
    }

    fn step(&mut self, step: &Step) {
        let slot = if matches!(step.mode, Mode::AnyOf(_) | Mode::Share(_)) { Slot::Member } else { Slot::Holder };
        for whom in &step.who {
            match whom {
                Whom::Holder(holder) => self.holder(holder, &slot),
                Whom::Every { name, .. } => self.is(name, Slot::Member),
                Whom::OfEvery { name, of, .. } => {
                    self.is(name, Slot::Body);
                    self.is(of, Slot::Set);
                }
                Whom::Whoever { power, .. } => self.is(power, Slot::Power),
            }
        }
        step.deadlines.iter().for_each(|deadline| self.deadline(deadline));
        step.cases.conditions().for_each(|condition| self.condition(condition));
    }

    fn deadline(&mut self, deadline: &Deadline) {
        let others = || deadline.others.iter().flat_map(|others| &others.periods);
        let lengths = deadline.within.iter().chain(others().map(|other| &other.within));
        for length in lengths.flat_map(|within| &within.value) {
            match &length.kind {
                LengthKind::Fixed { .. } => {}
                LengthKind::Counted { calendar, .. } => self.is(calendar, Slot::Calendar),
                LengthKind::Named { name, of, per, .. } => {
                    self.is(name, Slot::Length);
                    let key = Slot::Key(Subject { name: name.value.clone() });
                    of.iter().chain(per).for_each(|of| self.is(of, key.clone()));
                }
            }
        }
        deadline.of.iter().chain(others().map(|other| &other.of)).for_each(|of| self.moment(of));
        deadline.cases.conditions().for_each(|condition| self.condition(condition));
        if let Some(Silence::PassesTo(holder)) = &deadline.or_else {
            self.holder(holder, &Slot::Holder);
        }
    }

    /// From when a period counts.
    fn moment(&mut self, of: &Expression) {
        match &of.kind {
            ExpressionKind::Name(name) => self.is_called(name, Slot::Moment),
            ExpressionKind::Of(name, key) => {
                self.is(name, Slot::Moment);
                self.is(key, Slot::Key(Subject { name: name.value.clone() }));
            }
            ExpressionKind::OfFor(name, of, per) => {
                self.is(name, Slot::Moment);
                let key = Slot::Key(Subject { name: name.value.clone() });
                of.iter().chain([per]).for_each(|of| self.is(of, key.clone()));
            }
            ExpressionKind::Binary(_, one, other) => {
                self.moment(one);
                self.expression(other, None);
            }
            ExpressionKind::Extreme(_, of) => of.iter().for_each(|one| self.moment(one)),
            _ => self.expression(of, None),
        }
    }

    fn given(&mut self, given: &Given) {
        self.is(&given.name, Slot::Given);
        let subject = Subject { name: given.name.value.clone() };
        given.of.iter().chain(&given.per).for_each(|of| self.is(of, Slot::Key(subject.clone())));
        given.values.iter().for_each(|value| self.expression(value, Some((&subject, true))));
    }

    fn needed(&mut self, needed: &Needed) {
        self.is(&needed.name, Slot::Given);
        let subject = Subject { name: needed.name.value.clone() };
        needed.of.iter().chain(&needed.per).for_each(|of| self.is(of, Slot::Key(subject.clone())));
    }

    fn expected(&mut self, expected: &Expectation) {
        match expected {
            Expectation::Holds { holding, power, under } => {
                self.holding(holding, &Slot::Holder);
                self.is(power, Slot::Power);
                under.iter().for_each(|place| self.place(place, &Slot::Place));
            }
            Expectation::Nobody { power, under } | Expectation::NotRequired { power, under } => {
                self.is(power, Slot::Power);
                under.iter().for_each(|place| self.place(place, &Slot::Place));
            }
            Expectation::NotYetInForce { power }
            | Expectation::Gap { power }
            | Expectation::Conflict { power }
            | Expectation::Pending { power, .. }
            | Expectation::Silence { power, .. } => self.is(power, Slot::Power),
            Expectation::Undetermined { power, needs } => {
                self.is(power, Slot::Power);
                needs.iter().for_each(|needed| self.needed(needed));
            }
            Expectation::Barred { who, power } => {
                self.holder(who, &Slot::Barred);
                self.is(power, Slot::Power);
            }
            Expectation::Step { power, step, .. } => {
                self.is(power, Slot::Power);
                self.step(step);
            }
            Expectation::TakeOver { by, power, from, .. } => {
                self.holding(by, &Slot::Holder);
                self.is(power, Slot::Power);
                self.holder(from, &Slot::Holder);
            }
        }
    }

    fn date(&mut self, date: &DateRef) {
        if let DateRef::Event(name) | DateRef::After { base: DateBase::Event(name), .. } = date {
            self.is(name, Slot::Date);
        }
    }
}

#[cfg(test)]
mod tests;
