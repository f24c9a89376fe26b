//! A small law written in Rust.

use std::collections::{BTreeMap, BTreeSet};

use crate::*;

/// A model in the making. Everything is public: a test changes what it needs.
pub(super) struct Law {
    pub(super) model: Model,
}

pub(super) const NOWHERE: SourceSpan = SourceSpan { file: FileId(0), start: 0, end: 0 };

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).expect("a date")
}

pub(super) fn life(from: &str, until: &str) -> Life {
    Life { from: Day::parse(from), until: Day::parse(until) }
}

pub(super) fn atom(atom: Atom) -> Condition {
    cond(ConditionKind::Atom(atom))
}

pub(super) fn cond(kind: ConditionKind) -> Condition {
    Condition::new(kind, NOWHERE)
}

pub(super) fn yes(fact: FactId) -> Condition {
    atom(Atom::Yes(fact))
}

pub(super) fn not(part: Condition) -> Condition {
    cond(ConditionKind::Not(Box::new(part)))
}

pub(super) fn sole(body: BodyId) -> Holder {
    Holder { body, which: Which::Sole }
}

pub(super) fn of(body: BodyId, which: Which) -> Holder {
    Holder { body, which }
}

pub(super) fn one(holder: Holder) -> Holding {
    Holding::of(Mode::One, vec![holder])
}

impl Law {
    pub(super) fn new(precedence: &[PrecedenceKey]) -> Self {
        let mut model = Model::default();
        model.packages.push(Package {
            name: "test".into(),
            label: "test".into(),
            precedence: precedence.to_vec(),
            precedence_in: std::collections::BTreeMap::new(),
            language: "en".into(),
        });
        Self { model }
    }
    pub(super) fn body(&mut self, name: &str) -> BodyId {
        self.model.bodies.push(Body {
            package: PackageId(0),
            name: name.into(),
            also: vec![],
            label: name.into(),
            office: false,
            tier: None,
            superior: None,
            one_per: None,
            kinds: Vec::new(),
            life: Life::ALWAYS,
            away: Vec::new(),
            incompatible: vec![],
            span: NOWHERE,
        })
    }
    pub(super) fn tier(&mut self, name: &str, below: Option<TierId>) -> TierId {
        self.model.tiers.push(Tier {
            package: PackageId(0),
            name: name.into(),
            label: name.into(),
            below,
            life: Life::ALWAYS,
            span: NOWHERE,
        })
    }
    /// A flat list.
    pub(super) fn list(&mut self, name: &str, values: &[&str]) -> ListId {
        let rows: Vec<ListValue> = values
            .iter()
            .map(|name| ListValue {
                name: (*name).into(),
                label: (*name).into(),
                parent: None,
                leaf: true,
                within: None,
                life: Life::ALWAYS,
                successor: None,
                span: NOWHERE,
            })
            .collect();
        self.model.lists.push(List {
            package: PackageId(0),
            name: name.into(),
            label: name.into(),
            territory: true,
            within: None,
            values: rows,
            by_name: values.iter().zip(0..).map(|(name, n)| ((*name).to_string(), ValueId(n))).collect(),
            span: NOWHERE,
        })
    }
    pub(super) fn fact(&mut self, name: &str, domain: Domain) -> FactId {
        self.model.facts.push(Fact {
            package: PackageId(0),
            name: name.into(),
            also: vec![],
            label: name.into(),
            domain,
            or_none: false,
            found_by: None,
            kept: None,
            event: false,
            span: NOWHERE,
        })
    }
    /// A yes-or-no fact.
    pub(super) fn asks(&mut self, name: &str) -> FactId {
        self.fact(name, Domain::YesNo)
    }
    pub(super) fn power(&mut self, name: &str) -> PowerId {
        self.model.powers.push(Power {
            package: PackageId(0),
            name: name.into(),
            also: vec![],
            label: name.into(),
            sector: None,
            place: None,
            act: None,
            codes: vec![],
            concurrent: false,
            doc: None,
            span: NOWHERE,
        })
    }
    pub(super) fn modality(&mut self, name: &str, giver_stops: bool) -> ModalityId {
        self.model.modalities.push(Modality {
            package: PackageId(0),
            name: name.into(),
            also: vec![],
            label: name.into(),
            title_moves: Some(giver_stops),
            giver_stops: Some(giver_stops),
            answerable: None,
            in_the_name_of: None,
            onward: None,
            form: None,
            found_in: None,
            must_state: vec![],
            between: vec![],
            span: NOWHERE,
        })
    }
    /// An instrument of its own kind of that rank; the place is its whole text.
    pub(super) fn instrument(&mut self, name: &str, rank: u32, issued: &str, life: Life) -> ProvisionId {
        let kind = self.model.instrument_kinds.push(InstrumentKind {
            package: PackageId(0),
            name: format!("kind_{name}"),
            also: vec![],
            label: name.into(),
            rank: Some(rank),
            issued_by: vec![],
            span: NOWHERE,
        });
        let instrument = InstrumentId::new(self.model.instruments.len());
        let text = self.model.provisions.push(Provision {
            instrument,
            parent: None,
            kind: ProvisionKind::Whole,
            number: String::new(),
            title: None,
            span: NOWHERE,
        });
        self.model.instruments.push(Instrument {
            package: PackageId(0),
            name: name.into(),
            also: vec![],
            label: name.into(),
            kind: Some(kind),
            issuers: Vec::new(),
            issued: Day::parse(issued),
            signed: None,
            published: None,
            life,
            repealed: false,
            overlay: false,
            based_on: vec![],
            text,
            void: None,
            span: NOWHERE,
        });
        text
    }
    pub(super) fn article(&mut self, instrument: ProvisionId, number: &str) -> ProvisionId {
        self.model.provisions.push(Provision {
            instrument: self.model.provisions[instrument].instrument,
            parent: Some(instrument),
            kind: ProvisionKind::Article,
            number: number.into(),
            title: None,
            span: NOWHERE,
        })
    }
    /// A rule with the life of its instrument.
    pub(super) fn rule(&mut self, place: ProvisionId, effect: Effect) -> RuleId {
        let life = self.model.instruments[self.model.provisions[place].instrument].life;
        self.model.rules.push(Rule {
            amended_by: None,
            suspended_by: None,
            one_of: None,
            of_class: None,
            read: Box::default(),
            lapses: false,
            passing: Box::default(),
            parameters: Box::default(),
            steps: Vec::new(),
            deadlines: Vec::new(),
            place,
            life,
            own_end: false,
            when: cond(ConditionKind::Always),
            effect,
            doc: None,
            span: NOWHERE,
        })
    }
    pub(super) fn when(&mut self, rule: RuleId, condition: Condition) {
        self.model.rules[rule].when = condition;
    }
    pub(super) fn holds(&mut self, place: ProvisionId, who: Holding, power: PowerId) -> RuleId {
        self.rule(place, Effect::Hold { powers: vec![power], holding: who, residual: false })
    }
    pub(super) fn passes(
        &mut self,
        place: ProvisionId,
        modality: ModalityId,
        power: PowerId,
        from: Holder,
        to: Holding,
    ) -> RuleId {
        self.rule(
            place,
            Effect::Transfer { modality, what: Powers::Named(vec![power]), from, under: Vec::new(), to, reserve: None },
        )
    }
    pub(super) fn bars(&mut self, place: ProvisionId, who: Barred, power: PowerId) -> RuleId {
        let what = Powers::Named(vec![power]);
        self.rule(place, Effect::Bar { who, what })
    }
    /// `prevails over` (or `yields to`) these texts, while its instrument is in force.
    pub(super) fn says(&mut self, speaker: ProvisionId, prevails: bool, of: &[ProvisionId]) {
        let life = self.model.instruments[self.model.provisions[speaker].instrument].life;
        self.model.words.push(Word {
            speaker,
            place: speaker,
            prevails,
            of: of.to_vec(),
            life,
            when: cond(ConditionKind::Always),
            span: NOWHERE,
        });
    }
    /// The answer.
    pub(super) fn ask(&self, power: PowerId, at: &str, given: &[(FactId, Value)]) -> Outcome {
        let case = Case { facts: given.iter().cloned().collect::<BTreeMap<_, _>>() };
        decide(&self.model, power, &case, Day::parse(at)).outcome
    }
    /// The answer in a few words: who, `gap`, `conflict a, b`, …
    pub(super) fn told(&self, power: PowerId, at: &str, given: &[(FactId, Value)]) -> String {
        match self.ask(power, at, given) {
            Outcome::Competent { held, .. } => self.held(&held),
            Outcome::Nobody { why, .. } => match why {
                Why::Barred => "nobody".into(),
                Why::NotRequired => "not required".into(),
            },
            Outcome::Gap { orphans, .. } if orphans.is_empty() => "gap".into(),
            Outcome::Gap { orphans, .. } => {
                let orphans: Vec<_> = orphans.iter().map(|who| self.who(*who)).collect();
                format!("gap, orphan {}", orphans.join(", "))
            }
            Outcome::Conflict { claims } => {
                let held: BTreeSet<String> = claims
                    .iter()
                    .map(|claim| match &claim.held {
                        Some(held) => self.held(held),
                        None => "nobody".into(),
                    })
                    .collect();
                format!("conflict {}", held.into_iter().collect::<Vec<_>>().join(", "))
            }
            Outcome::Undetermined { needs } => {
                let needs: Vec<_> = needs
                    .iter()
                    .map(|need| match need.what {
                        Needed::Fact(fact) => self.model.facts[fact].name.clone(),
                        Needed::Power(power) => self.model.powers[power].name.clone(),
                        Needed::Parameter(parameter, _) => self.model.parameters[parameter].name.clone(),
                        Needed::Date => "date".into(),
                        Needed::Calendar(_) => "calendar".into(),
                    })
                    .collect();
                format!("undetermined {}", needs.join(", "))
            }
            Outcome::NotInForce => "not in force".into(),
        }
    }
    /// The chain shown, by instruments.
    pub(super) fn chain(&self, outcome: &Outcome) -> String {
        let Outcome::Competent { chain, .. } = outcome else {
            return String::new();
        };
        self.links(chain)
    }
    pub(super) fn links(&self, chain: &[Link]) -> String {
        let names = chain.iter().map(|link| {
            let instrument = self.model.written_in(link.rule);
            self.model.instruments[instrument].name.clone()
        });
        names.collect::<Vec<_>>().join(", ")
    }
    /// Claims beaten, with what decided.
    pub(super) fn beaten(&self, outcome: &Outcome) -> Vec<(String, Decider)> {
        let (Outcome::Competent { beaten, .. } | Outcome::Nobody { beaten, .. }) = outcome else {
            return vec![];
        };
        beaten
            .iter()
            .map(|beaten| {
                let held = beaten.claim.held.as_ref();
                (held.map_or_else(|| "nobody".into(), |held| self.held(held)), beaten.by)
            })
            .collect()
    }
    fn held(&self, held: &Held) -> String {
        match held {
            Held::One(who) => self.who(*who),
            Held::Several(mode, parts) => {
                let names: Vec<String> = parts
                    .iter()
                    .map(|part| match part {
                        Held::One(who) => self.who(*who),
                        inner => format!("({})", self.held(inner)),
                    })
                    .collect();
                match mode {
                    Mode::One | Mode::Any => names.join(" or "),
                    Mode::Jointly => format!("{} jointly", names.join(" and ")),
                    Mode::AnyOf(n) => format!("any {n} of {}", names.join(", ")),
                }
            }
        }
    }
    pub(super) fn who(&self, who: Instance) -> String {
        let body = &self.model.bodies[who.body];
        match (who.of, body.one_per) {
            (Of::Place(place), Some(list)) => {
                let row = &self.model.lists[list].values[place.0 as usize];
                format!("{} of {}", body.name, row.name)
            }
            (Of::Unsaid, _) => format!("{} of ?", body.name),
            _ => body.name.clone(),
        }
    }
}
