//! Cases as they come in from outside, and what is asked of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};
use unicode_normalization::UnicodeNormalization;
use vires_model::{
    Barred, Case, Day, Decision, Domain, Done, Effect, FactId, Model, PowerId, Procedure, RuleId, Value, Which,
};
use vires_resolve::Measured;
use vires_words::{Words, words};

use crate::decide::solve;
use crate::find::{find_done, find_fact, find_power};
use crate::once;
use crate::values;

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
        facts.extend(rule.when.facts());
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
        let open = solve(model, self.power, &self.case, day)?;
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
