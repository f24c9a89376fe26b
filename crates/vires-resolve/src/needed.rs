//! What an answer is expected to need: `undetermined over P, needs site, turnover of target`.

use vires_model::{FactId, Needed, PowerId};
use vires_syntax::ast;
use vires_words::words;

use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

const NEEDED: Sorts = Sorts::FACT.or(Sorts::KEPT).or(Sorts::EVENT).or(Sorts::PARAMETER).or(Sorts::POWER);

impl Resolver<'_> {
    /// Of what these words name, one at least is to be needed.
    pub(crate) fn needed(&mut self, here: Here, item: &ast::Needed, power: PowerId) -> Done<Vec<Needed>> {
        let keys = (item.of.as_slice(), item.per.as_slice());
        let facts = |facts: Vec<FactId>| facts.into_iter().map(Needed::Fact).collect();
        if let (Some(act), "act") = (self.model.powers[power].act, item.name.value.as_str()) {
            return Ok(vec![Needed::Fact(act)]);
        }
        let key = item.of.as_ref().or(item.per.as_ref());
        match (self.find(here, &item.name, NEEDED)?, key) {
            (Thing::Fact(fact), None) => Ok(vec![Needed::Fact(fact)]),
            (Thing::Fact(fact), Some(_)) => Err(self.not_kept(here, item.name.span, self.model.facts[fact].span)),
            (Thing::Kept(kept), _) => {
                let list = self.kept.get(kept.0).and_then(|kept| kept.list).ok_or(Failed)?;
                let values = self.values_meant(here, list, keys.0, keys.1)?;
                let kept = self.kept.get(kept.0).ok_or(Failed)?;
                Ok(facts(values.iter().filter_map(|value| kept.facts.get(value).copied()).collect()))
            }
            (Thing::Parameter(id), _) => {
                let entries = self.entries_meant(here, &item.name, id, keys)?;
                Ok(entries.into_iter().map(|of| Needed::Parameter(id, of)).collect())
            }
            (Thing::Power(id), None) => Ok(vec![Needed::Power(id)]),
            (Thing::Event(event), None) => match self.events.get(event.0).and_then(|event| event.fact) {
                Some(fact) => Ok(vec![Needed::Fact(fact)]),
                None => {
                    self.report(Problem::error(
                        code::MISPLACED,
                        here.span(item.name.span),
                        words!(
                            "`{name}` has its date where it is declared, so no answer needs it",
                            "`{name}` đã có ngày tại nơi khai báo nên không câu trả lời nào cần đến",
                            name = item.name.value
                        ),
                    ));
                    Err(Failed)
                }
            },
            (Thing::Event(_), Some(key)) => Err(self.undated(here, key.span)),
            _ => Err(Failed),
        }
    }
}
