//! One rule at a glance: its effect in a sentence, the chain it is part of, and what gives way to it.

use std::collections::BTreeSet;

use vires_analysis::ValueBox;
use vires_model::{
    Barred, Case, Class, Day, Decider, Effect, FileId, Holder, Life, Link, Mode, Model, Outcome, PowerId, Powers,
    Reserve, Rule, RuleId, contradicted,
};
use vires_words::{Language, say};

use crate::answer::{Wording, decider};
use crate::database;
use crate::decide::decide;
use crate::names::{Names, all_of, stretch};
use crate::policies::Policies;
use crate::register::on_day;
use crate::sample::sample;
use crate::values;

/// So many powers of a rule are looked at, and so many cases of each.
const MOST_POWERS: usize = 8;
const MOST_CASES: usize = 6;
/// So many ways are tried to keep to what is assumed.
const MOST_WAYS: usize = 4;

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleGlance {
    /// A case in which it decides; none was found at once where this is absent.
    pub example: Option<Example>,
    /// The rules that it prevails over in some case.
    pub beats: Vec<Rival>,
    /// The rules that prevail over it in some case.
    pub beaten_by: Vec<Rival>,
}

/// Another rule with which one rule is at odds somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// To whom it gives the power, where it says so.
    pub who: Option<String>,
    /// Where it stands.
    pub title: String,
    /// What decided.
    pub because: String,
}

/// One thing that a line does, without its own conditions and without full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Does {
    /// In labels, with all days on which it is so.
    pub sentence: String,
    /// What must be so beside the conditions of the line, as conditions of the language: events without a date that bound it,
    /// and `applies only when` of the texts around it.
    pub only_when: Vec<String>,
    /// By what it is suspended, and when.
    pub suspended: Option<String>,
}

/// One case in which a rule decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The case in the words of the language: `capacity = 50 MW`. Empty: every case is like it.
    pub case: Vec<String>,
    /// The day.
    pub day: Day,
    /// The power.
    pub power: String,
    /// The provisions from the grant to this rule and on, each with who has the power afterwards.
    pub chain: Vec<(String, Option<String>)>,
}

impl Policies {
    /// The rules whose line is at that place: several where it changes its meaning from some day on.
    #[must_use]
    pub fn rules_at(&self, file: FileId, start: u32) -> Vec<RuleId> {
        let here = |rule: &Rule| rule.span.file == file && rule.span.start == start;
        self.model().rules.iter().filter(|(_, rule)| here(rule)).map(|(id, _)| id).collect()
    }

    /// What a rule does. Its example is of that day where it is in force then, else of its first or last.
    #[must_use]
    pub fn rule_glance(&self, rule: RuleId, today: Day) -> RuleGlance {
        let model = self.model();
        let names = Names::new(model, self.language());
        let row = &model.rules[rule];
        let day = match row.life {
            life if life.contains(today) => today,
            life => life.from.filter(|from| *from > today).or(life.until).or(life.from).unwrap_or(today),
        };
        let powers = model.powers.ids().filter(|power| row.effect.speaks_of(model, *power));
        let sound: Vec<PowerId> = powers.filter(|power| !self.is_broken(*power)).take(MOST_POWERS).collect();
        let example = sound.iter().find_map(|power| self.example(rule, *power, day));
        let (mut beats, mut beaten_by) = (Vec::new(), Vec::new());
        for power in sound {
            for (won, lost, by) in &database::holdings_of(&self.db, self.workspace, power).prevails {
                let (list, other) = match (*won == rule, *lost == rule) {
                    (true, _) => (&mut beats, *lost),
                    (_, true) => (&mut beaten_by, *won),
                    _ => continue,
                };
                let rival = rival(&names, other, *by);
                if !list.contains(&rival) {
                    list.push(rival);
                }
            }
        }
        RuleGlance { example, beats, beaten_by }
    }

    /// What the rules of one line do: all days and cases on which it is so for each thing that they do, in the order of the
    /// days.
    #[must_use]
    pub fn effects(&self, rules: &[RuleId]) -> Vec<Does> {
        let wording = Wording::new(self.model(), self.language());
        let names = &wording.names;
        let mut rows: Vec<&Rule> = rules.iter().map(|rule| &self.model().rules[*rule]).collect();
        // What is suspended is told with what it would do.
        rows.sort_by_key(|row| (row.suspended_by.is_some(), row.life.from));
        let mut effects: Vec<Effects> = Vec::new();
        for row in rows {
            let around = self.cases_around(row);
            for (effect, life) in there(self.model(), row) {
                let sentence = verb(&wording, row, &effect);
                let is_it = |known: &Effects| {
                    known.sentence == sentence && (row.suspended_by.is_some() || known.only_when == around)
                };
                let at = effects.iter().position(is_it).unwrap_or_else(|| {
                    effects.push(Effects {
                        sentence: sentence.clone(),
                        only_when: around.clone(),
                        residual: row.effect.is_residual(),
                        ..Effects::default()
                    });
                    effects.len() - 1
                });
                let Some(own) = effects.get_mut(at) else { continue };
                match row.suspended_by {
                    None => own.days.push(life),
                    Some(by) => {
                        let title = names.title(by);
                        match own.suspended.iter_mut().find(|(known, _)| *known == title) {
                            Some((_, days)) => days.push(life),
                            None => own.suspended.push((title, vec![life])),
                        }
                    }
                }
            }
        }
        effects.into_iter().map(|own| own.told(self.language())).collect()
    }

    /// Whether a case is found at once in which the rule decides on that day, and no other gives the power as well. Where none is,
    /// there may be one all the same.
    #[must_use]
    pub fn decides_alone(&self, rule: RuleId, power: PowerId, day: Day) -> bool {
        self.row_decides(rule, power, day, true).is_some()
    }

    /// A case in which a rule decides, with the chain that it is part of. `alone`: no other chain leads to the same holder.
    fn row_decides(&self, rule: RuleId, power: PowerId, day: Day, alone: bool) -> Option<(Case, Vec<Link>)> {
        let model = self.model();
        let row = &model.rules[rule];
        // Of a large body of law only what bears on the power is walked.
        let bearing = database::bearing_on(&self.db, self.workspace, power);
        let tried = |case: Case| {
            // What is assumed not to occur is no example.
            if !contradicted(model, &case, Some(day)).is_empty() {
                return None;
            }
            let mut decision = decide(&bearing.model, power, &case, Some(day));
            decision.renumber(&|rule| bearing.in_the_whole(rule));
            let passes = |chain: &[Link]| chain.iter().any(|link| link.rule == rule);
            match &decision.outcome {
                Outcome::Competent { also, .. } if alone && !also.is_empty() => None,
                Outcome::Competent { chain, also, .. } => {
                    let own = std::iter::once(chain).chain(also).find(|chain| passes(chain))?.clone();
                    Some((case, own))
                }
                Outcome::Nobody { rule: own, .. } if *own == rule => {
                    Some((case, vec![Link { rule, from: None, to: None }]))
                }
                _ => None,
            }
        };
        let guess = |within: Option<&ValueBox>, way| sample(model, power, within, Some(&row.when), (day, way));
        (0..MOST_WAYS).find_map(|way| {
            // Where the words of the rule alone do not lead there, the regions of the power do.
            tried(guess(None, way)).or_else(|| {
                let holdings = database::holdings_of(&self.db, self.workspace, power);
                let boxes = holdings.holders.iter().flat_map(|(_, boxes)| on_day(boxes, Some(day)));
                boxes.take(MOST_CASES).find_map(|own| tried(guess(Some(&own), way)))
            })
        })
    }

    fn example(&self, rule: RuleId, power: PowerId, day: Day) -> Option<Example> {
        let model = self.model();
        let row = &model.rules[rule];
        let (case, chain) = self.row_decides(rule, power, day, false)?;
        let names = &Names::new(model, self.language());
        let link = |link: &Link| (names.rule_title(link.rule), link.to.as_ref().map(|held| names.held(held)));
        let written = |(fact, value): (&vires_model::FactId, &vires_model::Value)| {
            format!("{} = {}", names.fact(*fact), values::write(model, *fact, value, names.language))
        };
        // What the rule itself turns on comes first.
        let own = row.when.facts();
        let facts = case.facts.iter().filter(|(fact, _)| own.contains(fact));
        let others = case.facts.iter().filter(|(fact, _)| !own.contains(fact));
        Some(Example {
            case: facts.chain(others).map(written).collect(),
            day,
            power: names.power(power).to_owned(),
            chain: chain.iter().map(link).collect(),
        })
    }
}

fn rival(names: &Names<'_>, rule: RuleId, by: Decider) -> Rival {
    let who = match &names.model.rules[rule].effect {
        Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. } => Some(names.holding(holding)),
        _ => None,
    };
    Rival { who, title: names.rule_title(rule), because: decider(by, names.language).1.to_owned() }
}

/// One thing that a line does, and when.
#[derive(Default)]
struct Effects {
    sentence: String,
    only_when: Vec<String>,
    /// Whether it does so in all other cases.
    residual: bool,
    days: Vec<Life>,
    /// By what it is suspended, and when.
    suspended: Vec<(String, Vec<Life>)>,
}

impl Effects {
    fn told(self, language: Language) -> Does {
        let mut sentence = self.sentence;
        if let Some(days) = periods_words(&self.days, language) {
            sentence = format!("{sentence}, {days}");
        }
        if self.residual {
            sentence = say!(language, "{sentence}, in all other cases", "{sentence}, trong các trường hợp còn lại");
        }
        let suspended: Vec<String> = self
            .suspended
            .iter()
            .map(|(title, days)| {
                let said = say!(language, "suspended by {title}", "bị ngưng hiệu lực theo {title}");
                match periods_words(days, language) {
                    Some(days) => format!("{said}, {days}"),
                    None => said,
                }
            })
            .collect();
        Does { sentence, only_when: self.only_when, suspended: (!suspended.is_empty()).then(|| suspended.join("; ")) }
    }
}

/// What a rule does on which days, as its holders come and go: who has ended does nothing any more. Where they are never
/// enough, as it is written.
fn there(model: &Model, rule: &Rule) -> impl Iterator<Item = (Effect, Life)> + use<> {
    let holding = match &rule.effect {
        Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. } | Effect::TakeOver { by: holding, .. } => {
            Some(holding)
        }
        _ => None,
    };
    let life = |seat: &Holder| model.bodies[seat.body].life;
    let mut starts = BTreeSet::new();
    for life in holding.iter().flat_map(|holding| &holding.seats).map(life) {
        starts.extend(life.from);
        starts.extend(life.until.map(Day::next));
    }
    let from = std::iter::once(None).chain(starts.iter().copied().map(Some));
    let until = starts.iter().map(|day| Some(day.previous())).chain([None]);
    let stretches = from.zip(until).map(|(from, until)| Life { from, until }.intersect(rule.life));
    let mut found = Vec::new();
    for days in stretches.filter(|days| !days.is_empty()) {
        let mut effect = rule.effect.clone();
        if let Effect::Hold { holding, .. }
        | Effect::Transfer { to: holding, .. }
        | Effect::TakeOver { by: holding, .. } = &mut effect
        {
            let written = holding.seats.len();
            holding.seats.retain(|seat| !life(seat).intersect(days).is_empty());
            let (left, needed) = (holding.seats.len(), holding.enough());
            if left == 0 || u32::try_from(left).is_ok_and(|left| left < needed) {
                continue;
            }
            if holding.mode == Mode::Jointly && left < written {
                continue;
            }
            if holding.mode == Mode::Any && left == 1 {
                holding.mode = Mode::One;
            }
        }
        found.push((effect, days));
    }
    if found.is_empty() {
        found.push((rule.effect.clone(), rule.life));
    }
    found.into_iter()
}

fn verb(wording: &Wording<'_>, rule: &Rule, effect: &Effect) -> String {
    let names = &wording.names;
    let model = names.model;
    let language = names.language;
    let all = |powers: &[PowerId]| match &rule.of_class {
        Some(class) => spoken(names, &Powers::Class(Class::clone(class)), None),
        None => spoken(names, &Powers::Named(powers.to_vec()), None),
    };
    match effect {
        Effect::Hold { powers, holding, .. } => say!(
            language,
            "{who} may exercise: {what}",
            "{who} có thẩm quyền: {what}",
            who = names.holding(holding),
            what = all(powers)
        ),
        Effect::Follow { powers, whose, .. } => say!(
            language,
            "whoever may exercise {whose} may exercise: {what}",
            "cơ quan có thẩm quyền {whose} thì có thẩm quyền: {what}",
            whose = names.power(*whose),
            what = all(powers)
        ),
        Effect::Nobody { powers, .. } => {
            say!(
                language,
                "nobody may exercise: {what}",
                "không cơ quan nào được thực hiện: {what}",
                what = all(powers)
            )
        }
        Effect::NotRequired { powers, .. } => {
            say!(language, "not required: {what}", "không phải thực hiện: {what}", what = all(powers))
        }
        Effect::Transfer { modality, what, from, under, to, reserve } => {
            let (from, modality) = (names.holder(*from), &model.modalities[*modality].label);
            let sentence = say!(
                language,
                "{from} passes on to {to} ({modality}): {what}",
                "{from} chuyển giao cho {to} ({modality}): {what}",
                to = names.holding(to),
                what = spoken(names, what, Some(&from))
            );
            let sentence = match under.as_slice() {
                [] => sentence,
                under => {
                    let under = titles(names, under);
                    say!(language, "{sentence} under {under}", "{sentence} theo {under}")
                }
            };
            match reserve {
                Some(reserve) => format!("{sentence}; {}", reserved(names, reserve)),
                None => sentence,
            }
        }
        Effect::Keep { by, what } => {
            let by = names.holder(*by);
            say!(
                language,
                "{by} keeps, and does not pass on: {what}",
                "{by} giữ lại, không chuyển giao: {what}",
                what = spoken(names, what, Some(&by))
            )
        }
        Effect::Bar { who: Barred::Holder(who), what } => {
            let who = names.holder(*who);
            say!(
                language,
                "{who} may not exercise: {what}",
                "{who} không được thực hiện: {what}",
                what = spoken(names, what, Some(&who))
            )
        }
        Effect::Bar { who: Barred::Person(fact), what } => say!(
            language,
            "the person in `{fact}` may not exercise: {what}",
            "người nêu tại `{fact}` không được thực hiện: {what}",
            fact = names.fact(*fact),
            what = spoken(names, what, None)
        ),
        Effect::TakeOver { by, what, from } => {
            let from = names.holder(*from);
            // Until when, counted from what a case says.
            let windows: String =
                rule.deadlines.iter().map(|deadline| wording.period_words(Some(deadline), None)).collect();
            say!(
                language,
                "{by} may take over from {from}: {what}{windows}",
                "{by} được trực tiếp thực hiện thay {from}: {what}{windows}",
                by = names.holding(by),
                what = spoken(names, what, Some(&from))
            )
        }
        Effect::Enable { giver, modality, what, to } => {
            let giver = names.holder(*giver);
            say!(
                language,
                "{giver} may pass on to {to} ({modality}): {what}",
                "{giver} được chuyển giao cho {to} ({modality}): {what}",
                modality = model.modalities[*modality].label,
                to = names.holder(*to),
                what = spoken(names, what, Some(&giver))
            )
        }
        Effect::Reserve { what, reserve } => {
            format!("{}: {}", reserved(names, reserve), spoken(names, what, None))
        }
    }
}

fn reserved(names: &Names<'_>, reserve: &Reserve) -> String {
    let language = names.language;
    let mut said = match reserve.below {
        Some(below) => say!(
            language,
            "not to be passed on below {body}",
            "không được chuyển giao cho cấp dưới {body}",
            body = names.body(below)
        ),
        None => language.pick("not to be passed on", "không được chuyển giao tiếp").to_owned(),
    };
    if !reserve.except.is_empty() {
        let except: Vec<String> = reserve.except.iter().map(|body| names.body(*body).to_owned()).collect();
        said = say!(language, "{said} except to {all}", "{said}, trừ {all}", all = all_of(&except, language));
    }
    said
}

/// The powers of which a rule speaks.
pub(crate) fn spoken(names: &Names<'_>, what: &Powers, of: Option<&str>) -> String {
    let language = names.language;
    match what {
        Powers::Named(powers) => {
            all_of(&powers.iter().map(|power| names.power(*power).to_owned()).collect::<Vec<_>>(), language)
        }
        Powers::Class(class) => {
            let every = if class.other {
                language.pick("every other power", "mọi thẩm quyền khác")
            } else {
                language.pick("every power", "mọi thẩm quyền")
            };
            let mut said = match of {
                Some(of) => say!(language, "{every} of {of}", "{every} của {of}"),
                None => every.to_owned(),
            };
            if !class.sectors.is_empty() {
                let sectors = all_of(&class.sectors, language);
                said = say!(language, "{said} in {sectors}", "{said} thuộc lĩnh vực {sectors}");
            }
            if !class.under.is_empty() {
                let under = titles(names, &class.under);
                said = say!(language, "{said} under {under}", "{said} theo {under}");
            }
            let mut except: Vec<String> =
                class.except_powers.iter().map(|power| names.power(*power).to_owned()).collect();
            except.extend(class.except_under.iter().map(|place| names.title(*place)));
            if !except.is_empty() {
                let except = all_of(&except, language);
                said = say!(language, "{said} except {except}", "{said}, trừ {except}");
            }
            said
        }
    }
}

fn titles(names: &Names<'_>, places: &[vires_model::ProvisionId]) -> String {
    all_of(&places.iter().map(|place| names.title(*place)).collect::<Vec<_>>(), names.language)
}

impl Policies {
    /// A provision as people cite it, in the language of the answers. Of several, ask [`Policies::titles`] once.
    #[must_use]
    pub fn title(&self, place: vires_model::ProvisionId) -> String {
        self.titles().of(place)
    }

    /// What provisions are called.
    #[must_use]
    pub fn titles(&self) -> Titles<'_> {
        Titles(Names::new(self.model(), self.language()))
    }

    /// Who a rule names as holder, or as giver and receiver, in labels.
    #[must_use]
    pub fn holder_label(&self, holder: vires_model::Holder) -> String {
        Names::new(self.model(), self.language()).holder(holder)
    }
}

/// What provisions are called by people who cite them.
pub struct Titles<'p>(Names<'p>);

impl Titles<'_> {
    /// One of them.
    #[must_use]
    pub fn of(&self, place: vires_model::ProvisionId) -> String {
        self.0.title(place)
    }
}

/// Days in words: `from 1 July 2025 on`; nothing where there is no end on either side.
#[must_use]
pub fn days_words(life: vires_model::Life, language: Language) -> Option<String> {
    stretch(life.from, life.until, language)
}

/// All days of several stretches in words, each stretch as long as it goes on: `from 1 March 2026 to 30 June 2026 and from
/// 1 September 2026 on`; nothing where there is no end on either side.
#[must_use]
pub fn periods_words(lives: &[Life], language: Language) -> Option<String> {
    let whole = Life::joined(lives.iter().copied());
    let words: Option<Vec<String>> = whole.iter().map(|life| stretch(life.from, life.until, language)).collect();
    words.filter(|words| !words.is_empty()).map(|words| all_of(&words, language))
}
