//! Why the persons who acted may not have.

use vires_analysis::words::days_words;
use vires_model::{AskedBy, Barred, Effect, Instance, Misfit, Outcome, RuleId, Value};
use vires_words::say;

use super::{Deed, Judge};
use crate::names::{all_of, one_of};

impl Judge<'_, '_> {
    /// Who is barred: a person where the bar is on one, else those who acted.
    pub(super) fn barred(&self, by: Option<AskedBy>) -> String {
        let language = self.language();
        let person = match by {
            Some(AskedBy::Rule(rule)) => self.person_barred_by(rule),
            _ => None,
        };
        let Some(person) = person else {
            let who = self.who();
            return if self.by.len() > 1 {
                say!(language, "{who} are barred from it", "{who} không được thực hiện")
            } else {
                say!(language, "{who} is barred from it", "{who} không được thực hiện")
            };
        };
        // Where nobody else fills the office, it is out as well.
        let filled = |who: &&Instance| self.model.filled_by(**who, self.asked.at) == [person];
        match self.by.iter().find(filled) {
            Some(office) => self.nobody_else(person, *office),
            None => say!(language, "{person} is barred from it", "{person} không được thực hiện"),
        }
    }

    /// Where nothing says who acted, and a bar is on a person: that it must have been another.
    pub(super) fn as_long_as_not_barred(&self) -> Option<String> {
        let Outcome::Competent { barred_persons, .. } = &self.decision.outcome else { return None };
        let Deed::Exercise { persons, .. } = &self.asked.what else { return None };
        let is_said = |office: &Instance| self.model.says_who_fills(*office, self.asked.at);
        if !persons.is_empty() || self.by.iter().all(is_said) {
            return None;
        }
        let mut facts: Vec<String> = Vec::new();
        for bar in barred_persons {
            if let Effect::Bar { who: Barred::Person(fact), .. } = &self.model.rules[*bar].effect {
                let name = format!("`{}`", self.wording.names.fact(*fact));
                facts.extend(Some(name).filter(|name| !facts.contains(name)));
            }
        }
        let language = self.language();
        (!facts.is_empty()).then(|| {
            let facts = one_of(&facts, language);
            say!(
                language,
                "as long as whoever acted is not the person barred, {facts}",
                "với điều kiện người thực hiện không phải là người bị cấm, {facts}"
            )
        })
    }

    fn nobody_else(&self, person: &str, office: Instance) -> String {
        let office = self.wording.names.instance(office);
        say!(
            self.language(),
            "{person} is barred from it, and nobody else fills {office} on that day",
            "{person} không được thực hiện, và vào ngày đó không ai khác giữ chức danh {office}"
        )
    }

    fn person_barred_by(&self, rule: RuleId) -> Option<&str> {
        match &self.model.rules[rule].effect {
            Effect::Bar { who: Barred::Person(fact), .. } => match self.asked.case.facts.get(fact) {
                Some(Value::Person(person)) => Some(person),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn misfit(&self, misfit: Misfit) -> String {
        let language = self.language();
        match misfit {
            Misfit::NotFilledBy(office) => {
                let label = self.wording.names.instance(office);
                if let Some(days) = self.model.vacancy(office, self.asked.at) {
                    let days = days_words(days, language);
                    return say!(
                        language,
                        "{label} is vacant {days}: nobody is appointed to it",
                        "{label} khuyết {days}: không ai được bổ nhiệm"
                    );
                }
                let filled = all_of(&self.filled_by(office), language);
                say!(
                    language,
                    "{label} is filled by somebody else on that day: {filled}",
                    "vào ngày đó chức danh {label} do người khác giữ: {filled}"
                )
            }
            Misfit::Barred(office, bar) => match self.person_barred_by(bar) {
                Some(person) => self.nobody_else(person, office),
                None => self.barred(None),
            },
            Misfit::TooFew => language
                .pick(
                    "each of these offices has to be filled by a person of its own",
                    "mỗi chức danh phải do một người khác nhau thực hiện",
                )
                .to_owned(),
            Misfit::TooMany => self.too_many(),
        }
    }

    /// Persons beyond those who could have acted for the offices that did.
    fn too_many(&self) -> String {
        let language = self.language();
        let Deed::Exercise { persons, .. } = &self.asked.what else { return String::new() };
        let may = |person: &String| {
            let fills = |office: &Instance| {
                !self.model.says_who_fills(*office, self.asked.at) || self.filled_by(*office).contains(person)
            };
            self.by.iter().any(fills)
        };
        let strangers: Vec<String> = persons.iter().filter(|person| !may(person)).cloned().collect();
        let names = all_of(if strangers.is_empty() { persons } else { &strangers }, language);
        match strangers.len() {
            0 => say!(
                language,
                "more persons acted than there are offices: {names}",
                "số người thực hiện nhiều hơn số chức danh: {names}"
            ),
            1 => say!(
                language,
                "{names} fills none of the offices that acted",
                "{names} không giữ chức danh nào trong số các chức danh đã thực hiện"
            ),
            _ => say!(
                language,
                "{names} fill none of the offices that acted",
                "{names} không giữ chức danh nào trong số các chức danh đã thực hiện"
            ),
        }
    }

    fn filled_by(&self, office: Instance) -> Vec<String> {
        self.model.filled_by(office, self.asked.at).into_iter().map(str::to_owned).collect()
    }
}
