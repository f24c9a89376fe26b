//! What somebody asks for by name: powers, bodies, facts; and cases as they come in from outside.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};
use unicode_normalization::UnicodeNormalization;
use vires_model::{
    Barred, BodyId, Case, Day, Decision, Domain, Done, Effect, FactId, Instance, InstrumentKindId, ModalityId, Model,
    Of, PackageId, PowerId, Procedure, RuleId, StepKind, Value, Which,
};
use vires_resolve::Measured;
use vires_words::{Words, words};

use crate::names::ACT;
use crate::once;
use crate::values;

/// Finds a power by its full name, its name or other name, its label, or a code.
///
/// # Errors
/// There is none, or more than one.
pub fn find_power(model: &Model, asked: &str) -> Result<PowerId, Words> {
    let asked: String = asked.trim().nfc().collect();
    let by = |matches: &dyn Fn(PowerId) -> bool| model.powers.ids().filter(|id| matches(*id)).collect::<Vec<_>>();
    let ways: [&dyn Fn(PowerId) -> bool; 4] = [
        &|id| model.power_name(id) == asked,
        &|id| model.powers[id].name == asked || model.powers[id].also.contains(&asked),
        &|id| model.powers[id].codes.contains(&asked),
        &|id| model.powers[id].label == asked,
    ];
    for way in ways {
        match by(way).as_slice() {
            [] => {}
            [only] => return Ok(*only),
            several => {
                let names: Vec<String> = several.iter().map(|id| model.power_name(*id)).collect();
                return Err(one_of_several(&asked, &words!("powers", "thẩm quyền"), &names));
            }
        }
    }
    let names = model.powers.ids().map(|id| model.power_name(id));
    Err(nothing(&words!("power", "thẩm quyền"), &asked, names))
}

/// Finds a body or office by its full name, its name or other name, or its label.
///
/// # Errors
/// There is none, or more than one.
pub fn find_body(model: &Model, asked: &str) -> Result<BodyId, Words> {
    let asked: String = asked.trim().nfc().collect();
    let full = |id: BodyId| {
        let row = &model.bodies[id];
        format!("{}.{}", model.packages[row.package].name, row.name)
    };
    let ways: [&dyn Fn(BodyId) -> bool; 3] = [
        &|id| full(id) == asked,
        &|id| model.bodies[id].name == asked || model.bodies[id].also.contains(&asked),
        &|id| model.bodies[id].label == asked,
    ];
    for way in ways {
        match model.bodies.ids().filter(|id| way(*id)).collect::<Vec<_>>().as_slice() {
            [] => {}
            [only] => return Ok(*only),
            several => {
                let names: Vec<String> = several.iter().map(|id| full(*id)).collect();
                return Err(one_of_several(&asked, &words!("bodies", "cơ quan"), &names));
            }
        }
    }
    if let Some((kind, _)) = model.kinds.iter().find(|(_, row)| row.name == asked || row.label == asked) {
        let of_kind = model.bodies.iter().filter(|(_, row)| row.kinds.contains(&kind));
        let names: Vec<&str> = of_kind.map(|(_, row)| row.name.as_str()).take(12).collect();
        let names = names.join(", ");
        return Err(words!(
            "`{asked}` is a kind of body; say which one: {names}",
            "`{asked}` là loại cơ quan; nêu rõ cơ quan nào: {names}"
        ));
    }
    let what = words!("body or office", "cơ quan hoặc chức danh");
    Err(nothing(&what, &asked, model.bodies.iter().map(|(_, row)| row.name.clone())))
}

/// Finds one body as it exists: `moit`, `provincial_pc of lam_dong`; where there are many and `of` is left out, one of them, not said which.
/// The label of a body may have an `of` of its own.
///
/// # Errors
/// There is none, or more than one.
pub fn find_instance(model: &Model, asked: &str) -> Result<Instance, Words> {
    let whole = find_body(model, asked);
    let links = [" of ", " của "].into_iter().flat_map(|link| asked.match_indices(link));
    let mut splits: Vec<(&str, &str)> =
        links.filter_map(|(at, link)| Some((asked.get(..at)?, asked.get(at + link.len()..)?))).collect();
    splits.sort_by_key(|(name, _)| name.len());
    let of_many = splits.into_iter().rev().find_map(|(name, of)| Some((find_body(model, name).ok()?, name, of)));
    match (whole, of_many) {
        (Ok(body), _) => {
            let of = if model.bodies[body].one_per.is_some() { Of::Unsaid } else { Of::Sole };
            Ok(Instance { body, of })
        }
        (Err(_), Some((body, name, value))) => match model.bodies[body].one_per {
            Some(list) => {
                let value: String = value.trim().nfc().collect();
                Ok(Instance { body, of: Of::Place(values::leaf(&model.lists[list], &value)?) })
            }
            None => {
                let (name, value) = (name.trim(), value.trim());
                Err(words!(
                    "there is only one `{name}`: leave out `of {value}`",
                    "chỉ có một `{name}`: bỏ `của {value}`"
                ))
            }
        },
        // What stands before `of` is no body.
        (Err(why), None) => match asked.split_once(" of ").or_else(|| asked.split_once(" của ")) {
            Some((name, _)) => Err(find_body(model, name).err().unwrap_or(why)),
            None => Err(why),
        },
    }
}

/// Finds a modality by its name, other name, or label.
///
/// # Errors
/// There is none, or more than one.
pub fn find_modality(model: &Model, asked: &str) -> Result<ModalityId, Words> {
    let rows = model.modalities.iter().map(|(id, row)| (id, &row.name, &row.also, &row.label));
    find_row(&words!("modality", "phương thức"), asked, rows)
}

/// Finds a kind of instrument by its name, other name, or label.
///
/// # Errors
/// There is none, or more than one.
pub fn find_instrument_kind(model: &Model, asked: &str) -> Result<InstrumentKindId, Words> {
    let rows = model.instrument_kinds.iter().map(|(id, row)| (id, &row.name, &row.also, &row.label));
    find_row(&words!("kind of instrument", "loại văn bản"), asked, rows)
}

fn find_row<'m, I: Copy>(
    what: &Words,
    asked: &str,
    rows: impl Iterator<Item = (I, &'m String, &'m Vec<String>, &'m String)>,
) -> Result<I, Words> {
    let asked: String = asked.trim().nfc().collect();
    let rows: Vec<_> = rows.collect();
    let named: Vec<I> =
        rows.iter().filter(|(_, name, also, _)| **name == asked || also.contains(&asked)).map(|row| row.0).collect();
    let labelled = rows.iter().filter(|(.., label)| **label == asked).map(|row| row.0);
    let found = if named.is_empty() { labelled.collect() } else { named };
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(nothing(what, &asked, rows.iter().map(|(_, name, ..)| (*name).clone()))),
        _ => Err(words!(
            "`{asked}` is declared in several packages that are loaded together",
            "`{asked}` được khai báo trong nhiều gói cùng được nạp"
        )),
    }
}

/// The kinds of step in the words in which they are named, and answered, in English and Vietnamese.
const KINDS: [(StepKind, &[&str]); 6] = [
    (StepKind::Consent, &["consent", "sự đồng ý", "đồng ý"]),
    (StepKind::Consult, &["consulting", "consult", "lấy ý kiến"]),
    (StepKind::Proposal, &["proposal", "propose", "đề nghị"]),
    (StepKind::Review, &["review", "thẩm định"]),
    (StepKind::Coordination, &["in coordination", "coordinate", "phối hợp"]),
    (StepKind::Notify, &["notifying", "notify", "sau đó thông báo", "thông báo"]),
];

/// Reads a step that was done: its kind, `of`, and the body, such as `consent of mnd`; or as answers say it, such as `review by mnd`; `refusal of mnd`,
/// where consent was refused. `on 2025-08-01` says when.
///
/// # Errors
/// What is wrong with it.
pub fn find_done(model: &Model, asked: &str) -> Result<Done, Words> {
    let text: String = asked.trim().nfc().collect();
    let Some((before, day)) = [" on ", " ngày "].iter().find_map(|word| text.rsplit_once(word)) else {
        return read_done(model, &text, None);
    };
    match Day::parse(day.trim()) {
        Some(on) => read_done(model, before.trim(), Some(on)),
        // The name of a body may have such a word in it.
        None => read_done(model, &text, None).map_err(|_| values::no_date(day)),
    }
}

/// Of a step that asks so many of several, each who did it is named by itself: which of them did may decide whether it was done.
fn who_did(model: &Model, who: &str) -> Result<Instance, Words> {
    let several = ["any ", "more than ", "at least ", "half of ", "bất kỳ ", "quá nửa ", "ít nhất "];
    let joined = [" or ", " and ", " hoặc ", " và "];
    let is_several = several.iter().any(|word| who.starts_with(word)) || joined.iter().any(|word| who.contains(word));
    find_instance(model, who).map_err(|error| match is_several {
        true => words!(
            "`{who}` does not say which of them did: name each who did by itself, `--done \"consent of a\" --done \"consent of b\"`",
            "`{who}` chưa cho biết cơ quan nào đã thực hiện: nêu riêng từng cơ quan đã thực hiện, `--done \"đồng ý của a\" --done \"đồng ý của b\"`"
        ),
        false => error,
    })
}

fn read_done(model: &Model, text: &str, on: Option<Day>) -> Result<Done, Words> {
    let of = |rest: &str| {
        let rest = rest.strip_prefix(' ')?;
        let linked = ["of ", "by ", "with ", "của ", "với ", "cho "].iter().find_map(|link| rest.strip_prefix(link));
        let who = linked.unwrap_or(rest);
        Some(who.strip_suffix(" afterwards").unwrap_or(who).to_owned())
    };
    let of_kind = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word).and_then(of));
    if let Some((kind, who)) = KINDS.iter().find_map(|(kind, words)| Some((*kind, of_kind(words)?))) {
        return Ok(Done { on, ..Done::of(kind, who_did(model, &who)?) });
    }
    if let Some(who) = of_kind(&["refusal", "sự từ chối"]) {
        return Ok(Done { refused: true, on, ..Done::of(StepKind::Consent, who_did(model, &who)?) });
    }
    match text.split_once(" of ").or_else(|| text.split_once(" của ")) {
        Some((kind, _)) => Err(words!(
            "`{kind}` is no kind of step: there are consent, refusal, consult, propose, review, coordinate, notify",
            "`{kind}` không phải là loại thủ tục: có đồng ý, sự từ chối, lấy ý kiến, đề nghị, thẩm định, phối hợp, thông báo",
            kind = kind.trim()
        )),
        None => Err(words!(
            "`{text}` is not of the form KIND of BODY, as in `consent of mnd`",
            "`{text}` không đúng dạng LOẠI của CƠ QUAN, như `đồng ý của mnd`"
        )),
    }
}

/// Finds a fact by its name as the power's package sees it.
///
/// # Errors
/// There is none, or more than one.
pub fn find_fact(model: &Model, power: PowerId, asked: &str) -> Result<FactId, Words> {
    let asked: String = asked.trim().nfc().collect();
    let row = &model.powers[power];
    if let (ACT, Some(act)) = (asked.as_str(), row.act) {
        return Ok(act);
    }
    let in_package = |id: FactId, package: PackageId, name: &str| {
        let fact = &model.facts[id];
        fact.package == package && (fact.name == name || fact.also.iter().any(|also| also == name))
    };
    let named = |name: &str| {
        model.facts.ids().filter(|id| in_package(*id, model.facts[*id].package, name)).collect::<Vec<FactId>>()
    };
    let own = model.facts.ids().find(|id| in_package(*id, row.package, &asked));
    if let Some(own) = own {
        return Ok(own);
    }
    if let Some((package, name)) = asked.rsplit_once('.') {
        let of_package = |id: &FactId| model.packages[model.facts[*id].package].name == package;
        if let Some(fact) = named(name).into_iter().find(of_package) {
            return Ok(fact);
        }
    }
    match named(&asked).as_slice() {
        [only] => Ok(*only),
        [] => {
            let asked_facts = facts_asked(model, power);
            let names = asked_facts.iter().map(|id| model.facts[*id].name.clone());
            Err(nothing(&words!("fact", "dữ kiện"), &asked, names))
        }
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|id| format!("{}.{}", model.packages[model.facts[*id].package].name, model.facts[*id].name))
                .collect();
            Err(one_of_several(&asked, &words!("facts", "dữ kiện"), &names))
        }
    }
}

fn one_of_several(asked: &str, what: &Words, names: &[String]) -> Words {
    let names = names.join(", ");
    words!(
        "`{asked}` may be one of several {what}: {names}",
        "`{asked}` có thể là một trong nhiều {what}: {names}",
        what = what
    )
}

fn nothing(what: &Words, asked: &str, names: impl Iterator<Item = String>) -> Words {
    let names: Vec<String> = names.collect();
    // The names that share most of their beginning or end come first in the hint.
    let wanted = asked.to_lowercase();
    let near = names.iter().filter(|name| {
        let name = name.to_lowercase();
        name.contains(&wanted) || wanted.contains(name.as_str())
    });
    let near: Vec<&str> = near.take(5).map(String::as_str).collect();
    match (near.as_slice(), names.as_slice()) {
        ([], few) if !few.is_empty() && few.len() <= 12 => {
            let few = few.join(", ");
            words!(
                "there is no {what} named `{asked}`: there are {few}",
                "không có {what} nào tên là `{asked}`: có {few}",
                what = what
            )
        }
        ([], _) => words!("there is no {what} named `{asked}`", "không có {what} nào tên là `{asked}`", what = what),
        (near, _) => words!(
            "there is no {what} named `{asked}`; did you mean {near}?",
            "không có {what} nào tên là `{asked}`; có phải muốn viết {near}?",
            what = what,
            near = words!("{en}", "{vi}", en = near.join(" or "), vi = near.join(" hoặc "))
        ),
    }
}

/// The rules on a power, as far as the text alone says, and on the powers that these ask about.
pub(crate) fn rules_on(model: &Model, power: PowerId) -> BTreeSet<RuleId> {
    let mut rules = BTreeSet::new();
    let mut powers = BTreeSet::from([power]);
    let mut work = vec![power];
    while let Some(power) = work.pop() {
        for (id, rule) in model.rules.iter().filter(|(_, rule)| rule.effect.speaks_of(model, power)) {
            rules.insert(id);
            work.extend(rule.when.asks().into_iter().filter(|power| powers.insert(*power)));
        }
    }
    rules
}

/// The facts that the rules on a power ask, in declared order; among them those that answer for other powers.
#[must_use]
pub fn facts_asked(model: &Model, power: PowerId) -> BTreeSet<FactId> {
    let mut facts: BTreeSet<FactId> = model.powers[power].place.into_iter().collect();
    for rule in rules_on(model, power).iter().map(|rule| &model.rules[*rule]) {
        rule.when.atoms(&mut |atom| atom.facts(&mut |fact| facts.extend([fact])));
        of_effect(&rule.effect, &mut facts);
    }
    facts
}

fn of_effect(effect: &Effect, facts: &mut BTreeSet<FactId>) {
    facts.extend(effect.holders().iter().filter_map(|holder| match holder.which {
        Which::OfFact(fact) => Some(fact),
        _ => None,
    }));
    if let Effect::Bar { who: Barred::Person(fact), .. } = effect {
        facts.insert(*fact);
    }
}

/// One case as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The power asked about.
    pub power: PowerId,
    /// The day asked about.
    pub at: Option<Day>,
    /// The knowledge date.
    pub known: Option<Day>,
    /// The facts.
    pub case: Case,
    /// Steps that were done.
    pub done: Vec<Done>,
}

impl Asked {
    /// What belongs to the decision beside who holds, these steps being done.
    pub(crate) fn procedure(&self, model: &Model, decision: &Decision) -> Procedure {
        let mut procedure = vires_model::procedure(model, &self.case, decision);
        let done = self.at.map_or_else(|| self.done.clone(), |day| model.done_by(&self.done, day));
        procedure.mark_done(&done);
        procedure
    }

    /// The same, where there are too many completions to try them, from the ways in which the solved law says that the claims may stand: what is
    /// asked for beside turns on no facts but those that decide it. None where it is not the same in all of them.
    pub(crate) fn common_procedure(&self, model: &Model, tried: &Procedure) -> Option<Procedure> {
        let day = self.at.filter(|_| tried.too_many)?;
        let beside = vires_model::facts_beside(model, self.power, &self.case, day);
        let open = crate::decide::solve(model, self.power, &self.case, day)?;
        let procedures = open.completions.into_iter().map(|mut case| {
            case.facts.retain(|fact, _| self.case.facts.contains_key(fact) || !beside.contains(fact));
            let decision = vires_model::decide_at_once(model, self.power, &case, self.at)?;
            let own = Self { case, ..self.clone() };
            Some(own.procedure(model, &decision))
        });
        let mut procedures = procedures.collect::<Option<Vec<Procedure>>>()?.into_iter();
        let first = procedures.next()?;
        procedures.all(|other| other == first).then_some(first)
    }
}

/// Reads cases for one model. Names are looked up once, however many cases come.
#[derive(Debug, Clone)]
pub struct CaseReader<'m> {
    model: &'m Model,
    units: &'m [Measured],
    /// Powers and facts that were named before: in a file of cases they are named again and again.
    powers: BTreeMap<String, PowerId>,
    facts: BTreeMap<(PowerId, String), FactId>,
    /// The day asked about, from which events are seen.
    at: Option<Day>,
}

impl<'m> CaseReader<'m> {
    pub(crate) fn new(model: &'m Model, units: &'m [Measured]) -> Self {
        Self { model, units, powers: BTreeMap::new(), facts: BTreeMap::new(), at: None }
    }

    /// The same for cases of that day: whether an event has happened is seen from a day.
    #[must_use]
    pub const fn on(mut self, at: Option<Day>) -> Self {
        self.at = at;
        self
    }

    fn power(&mut self, name: &str) -> Result<PowerId, Words> {
        if let Some(known) = self.powers.get(name) {
            return Ok(*known);
        }
        let found = find_power(self.model, name)?;
        self.powers.insert(name.to_owned(), found);
        Ok(found)
    }

    /// The date of an event that has none in the texts.
    fn event(&self, fact: FactId, text: &str) -> Option<Result<Value, Words>> {
        let row = &self.model.facts[fact];
        let day = Day::parse(text.trim()).filter(|_| row.event && !row.domain.is_of_days())?;
        let seen = |at| Value::Choice(vires_resolve::seen_from(at, Some(day)));
        let unsaid = || {
            words!(
                "whether an event has happened is seen from a day: say which",
                "sự kiện đã xảy ra hay chưa được xét tại một ngày: nêu rõ ngày nào"
            )
        };
        Some(self.at.map(seen).ok_or_else(unsaid))
    }

    fn fact(&mut self, power: PowerId, name: &str) -> Result<FactId, Words> {
        let key = (power, name.to_owned());
        if let Some(fact) = self.facts.get(&key) {
            return Ok(*fact);
        }
        let fact = find_fact(self.model, power, name)?;
        self.facts.insert(key, fact);
        Ok(fact)
    }

    /// The facts of a name: one, or all entries of what is kept by a list.
    fn facts(&mut self, power: PowerId, name: &str) -> Result<Vec<FactId>, Words> {
        let missing = match self.fact(power, name) {
            Ok(fact) => return Ok(vec![fact]),
            Err(missing) => missing,
        };
        let asked: String = name.trim().nfc().collect();
        let package = self.model.powers[power].package;
        let entries = |own: bool| -> Vec<FactId> {
            let facts = self.model.facts.iter().filter(|(_, fact)| !own || fact.package == package);
            facts
                .filter(|(_, fact)| {
                    fact.kept.as_ref().is_some_and(|kept| kept.name == asked || is_half(&asked, &kept.name, &fact.name))
                })
                .map(|(id, _)| id)
                .collect()
        };
        let (own, any) = (entries(true), entries(false));
        let one_package = any.iter().all(|fact| {
            any.first().is_some_and(|first| self.model.facts[*fact].package == self.model.facts[*first].package)
        });
        match (own.is_empty(), any.is_empty()) {
            (false, _) => Ok(own),
            (true, false) if one_package => Ok(any),
            _ => Err(missing),
        }
    }

    /// Reads the facts of a case, each `FACT=VALUE`. What is kept by a list is given for all its entries at once by its name alone, save those that are
    /// given by themselves.
    ///
    /// # Errors
    /// What is wrong with one of them, or that one is given twice.
    pub fn read_facts(&mut self, power: PowerId, texts: &[String]) -> Result<Case, Words> {
        let mut given = Given::default();
        for text in texts {
            let Some((name, value)) = text.split_once('=') else {
                return Err(self.without_value(power, text));
            };
            for fact in given.facts(self.model, name, self.facts(power, name)?)? {
                let value =
                    self.event(fact, value).unwrap_or_else(|| values::read(self.model, self.units, fact, value));
                given.put(fact, value.map_err(|why| why.of(name.trim()))?);
            }
        }
        Ok(Case { facts: given.values })
    }

    /// A fact alone: in a test it says yes.
    fn without_value(&self, power: PowerId, text: &str) -> Words {
        let fact = find_fact(self.model, power, text).ok();
        let is_yes_or_no = fact.is_some_and(|fact| matches!(self.model.facts[fact].domain, Domain::YesNo));
        let name = text.trim();
        match is_yes_or_no {
            true => words!(
                "`{name}` is not of the form FACT=VALUE: write `{name}=yes` or `{name}=no`",
                "`{name}` không đúng dạng DỮ_KIỆN=GIÁ_TRỊ: viết `{name}=có` hoặc `{name}=không`"
            ),
            false => {
                words!("`{name}` is not of the form FACT=VALUE", "`{name}` không đúng dạng DỮ_KIỆN=GIÁ_TRỊ")
            }
        }
    }

    /// Reads one case in JSON: `{"power": …, "at": …, "known": …, "facts": {…}, "done": […]}`, where all may be left out
    /// and then are as in `usual`; or the facts alone, with the others among them (`done` unless it is the name of a fact).
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read_case(&mut self, usual: &Asked, text: &str) -> Result<Asked, Words> {
        let json: Json = serde_json::from_str(text).map_err(|error| {
            let at = error.column();
            words!("it is no JSON, from character {at} on", "không phải là JSON, từ ký tự thứ {at}")
        })?;
        if let Some(why) = once::given_twice(text) {
            return Err(why);
        }
        let Json::Object(whole) = json else {
            return Err(words!("a case is an object, {{ … }}", "một hồ sơ là một đối tượng JSON, {{ … }}"));
        };
        let mut asked = usual.clone();
        if let Some(power) = whole.get("power") {
            let Json::String(power) = power else {
                return Err(words!("`power` is the name of a power", "`power` là tên của một thẩm quyền"));
            };
            asked.power = self.power(power)?;
        }
        asked.at = day(&whole, "at")?.or(asked.at);
        asked.known = day(&whole, "known")?.or(asked.known);
        self.at = asked.at;
        let wrapped = match whole.get("facts") {
            Some(Json::Object(facts)) => Some(facts),
            _ => None,
        };
        let has_done = whole.contains_key("done") && (wrapped.is_some() || self.facts(asked.power, "done").is_err());
        let beside = |key: &str| matches!(key, "power" | "at" | "known") || key == "done" && has_done;
        if wrapped.is_some()
            && let Some(other) = whole.keys().find(|key| !beside(key) && *key != "facts")
        {
            return Err(words!(
                "`{other}` stands beside `facts`, where only power, at, known and done may",
                "`{other}` đứng cạnh `facts`, trong khi chỗ này chỉ được có power, at, known và done"
            ));
        }
        if let Some(done) = whole.get("done").filter(|_| has_done) {
            asked.done = self.read_done(done)?;
        }
        let mut given = Given::default();
        for (name, value) in wrapped.unwrap_or(&whole) {
            if wrapped.is_none() && beside(name) {
                continue;
            }
            for fact in given.facts(self.model, name, self.facts(asked.power, name)?)? {
                let event = value.as_str().and_then(|text| self.event(fact, text));
                let value = event.unwrap_or_else(|| json_value(self.model, self.units, fact, value));
                given.put(fact, value.map_err(|why| why.of(name))?);
            }
        }
        asked.case.facts.extend(given.values);
        Ok(asked)
    }
}

/// Facts as they are given, one after another.
#[derive(Default)]
struct Given {
    values: BTreeMap<FactId, Value>,
    /// Those given by their own names.
    alone: BTreeSet<FactId>,
    /// Those given for one value of one of their two lists.
    halves: BTreeSet<FactId>,
    /// Names given for all entries of a list.
    together: BTreeSet<String>,
}

/// Whether a name gives what is kept by two lists for one value of one of them: `limit of director`, `limit for travel` of
/// `limit of director for travel`.
fn is_half(asked: &str, kept: &str, fact: &str) -> bool {
    let Some(rest) = asked.strip_prefix(kept).filter(|rest| !rest.is_empty()) else { return false };
    let Some((of, value)) = fact.strip_prefix(kept).and_then(|pair| pair.split_once(" for ")) else { return false };
    rest == of || rest.strip_prefix(" for ") == Some(value)
}

impl Given {
    /// Which of the facts of a name it gives: what was given alone stays, and what was given for one half of two lists
    /// stays beside what is given for all. Two halves that cross leave open which of them is meant.
    fn facts(&mut self, model: &Model, name: &str, facts: Vec<FactId>) -> Result<Vec<FactId>, Words> {
        let name = name.trim();
        let twice = || words!("`{name}` is given twice", "`{name}` được nêu hai lần");
        if let [only] = facts[..] {
            return if self.alone.insert(only) { Ok(facts) } else { Err(twice()) };
        }
        if !self.together.insert(name.to_owned()) {
            return Err(twice());
        }
        let of_half = |fact: &FactId| {
            let row = &model.facts[*fact];
            row.kept.as_ref().is_some_and(|kept| is_half(name, &kept.name, &row.name))
        };
        if facts.iter().all(of_half) {
            if let Some(fact) = facts.iter().find(|fact| self.halves.contains(fact)) {
                let name = &model.facts[*fact].name;
                return Err(words!("`{name}` is given by two of them", "`{name}` được hai tên cùng nêu giá trị"));
            }
            self.halves.extend(&facts);
            return Ok(facts.into_iter().filter(|fact| !self.alone.contains(fact)).collect());
        }
        let is_free = |fact: &FactId| !self.alone.contains(fact) && !self.halves.contains(fact);
        Ok(facts.into_iter().filter(is_free).collect())
    }

    fn put(&mut self, fact: FactId, value: Value) {
        self.values.insert(fact, value);
    }
}

impl CaseReader<'_> {
    fn read_done(&self, json: &Json) -> Result<Vec<Done>, Words> {
        let no_list = || {
            words!(
                "`done` is a list of steps such as [\"consent of mnd\"]",
                "`done` là danh sách thủ tục, như [\"đồng ý của mnd\"]"
            )
        };
        let Json::Array(items) = json else {
            return Err(no_list());
        };
        let read = |item: &Json| match item {
            Json::String(text) => find_done(self.model, text).map_err(|why| why.of("done")),
            _ => Err(no_list()),
        };
        items.iter().map(read).collect()
    }
}

fn day(whole: &Map<String, Json>, key: &str) -> Result<Option<Day>, Words> {
    match whole.get(key) {
        None => Ok(None),
        Some(Json::String(text)) => Day::parse(text).map(Some).ok_or_else(|| values::no_date(text).of(key)),
        Some(_) => Err(words!("`{key}` is a date such as \"2025-07-01\"", "`{key}` là ngày, như \"2025-07-01\"")),
    }
}

fn json_value(model: &Model, units: &[Measured], fact: FactId, json: &Json) -> Result<Value, Words> {
    let domain = &model.facts[fact].domain;
    match (json, domain) {
        (Json::Null, _) => Err(words!(
            "null is no value; leave out a fact that is not known",
            "null không phải là giá trị; bỏ qua dữ kiện chưa biết"
        )),
        (Json::Bool(answer), Domain::YesNo) => Ok(Value::YesNo(*answer)),
        (Json::Bool(_), _) => Err(words!(
            "true and false answer questions of yes or no only",
            "true và false chỉ trả lời cho dữ kiện có hoặc không"
        )),
        (Json::Number(number), Domain::Ordered(_)) => values::read(model, units, fact, &number.to_string()),
        (Json::String(text), _) => values::read(model, units, fact, text),
        (Json::Array(items), Domain::SetOf(list)) => {
            let names: Option<Vec<String>> =
                items.iter().map(|item| item.as_str().map(|name| name.nfc().collect())).collect();
            let names = names.ok_or_else(|| words!("a set is a list of names", "một tập hợp là danh sách các tên"))?;
            values::set(&model.lists[*list], names.iter().map(String::as_str))
        }
        (Json::Array(_), _) => {
            Err(words!("a list stands where one value is wanted", "có danh sách ở chỗ cần một giá trị"))
        }
        (Json::Number(number), _) => Err(words!(
            "the number {number} stands where a name or yes or no is wanted",
            "có số {number} ở chỗ cần một tên, hoặc có hay không"
        )),
        (Json::Object(_), _) => {
            Err(words!("an object stands where a value is wanted", "có đối tượng JSON ở chỗ cần một giá trị"))
        }
    }
}
