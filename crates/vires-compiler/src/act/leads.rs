//! What the answers to a missing fact would make of an act.

use vires_model::{Act, Case, Deadline, FactId, Need, Needed, Value, Verdict, persons_in_question};
use vires_words::say;

use super::{AskedAct, Deed, Judge};
use crate::answer::{LeadRef, NeedRef};
use crate::leads::{End, Open, Patience};
use crate::names::all_of;
use crate::turning::{counted, deadlines_on, steps_on};

/// Where more than so many things are needed, what each of them leads to says little: that it depends on all the others.
const MOST: usize = 5;

impl Judge<'_, '_> {
    /// What is not known and decides, each with what its answers lead to.
    pub(super) fn needs(&self, needs: &[Need]) -> Vec<NeedRef> {
        let patience = Patience::default();
        let told = |need: &Need| patience.told(|| self.leads(need.what));
        let leads = |need: &Need| if needs.len() > MOST { Vec::new() } else { told(need) };
        needs.iter().map(|need| NeedRef { leads_to: leads(need), ..self.wording.needed(need) }).collect()
    }

    fn leads(&self, needed: Needed) -> Vec<LeadRef> {
        let AskedAct { power, at, case, .. } = self.asked;
        match needed {
            Needed::Fact(fact) if !self.times(fact) => {
                let persons = self.persons();
                let open = Open { wording: self.wording, power: *power, case, at: Some(*at), persons: &persons };
                open.of_fact_to(fact, &|case: &Case, _: &Value| self.end(case))
            }
            _ => Vec::new(),
        }
    }

    /// Whether a period counts from it, or is as long as it says: from which answer on one is over is not looked for.
    fn times(&self, fact: FactId) -> bool {
        let power = self.asked.power;
        let steps = steps_on(self.model, power).into_iter().flat_map(|(_, step)| &step.deadlines);
        let own = deadlines_on(self.model, power).into_iter().map(|(_, own)| own);
        steps.chain(own).any(|own: &Deadline| counted(own).contains(&fact))
    }

    /// The persons between whom the answer may differ, anybody else last.
    fn persons(&self) -> Vec<String> {
        let AskedAct { power, at, case, what, .. } = self.asked;
        let Deed::Exercise { by, persons, done } = what else { return Vec::new() };
        let act = Act { power: *power, case, at: *at, by, persons, done };
        let mut persons: Vec<String> = persons_in_question(self.model, &act).into_iter().collect();
        persons.sort_by_key(String::is_empty);
        persons
    }

    fn end(&self, case: &Case) -> End {
        let language = self.language();
        let (outcome, needs, sentence) = match self.asked.verdict_in(self.model, case) {
            Verdict::Intra { .. } => {
                ("intra_vires", Vec::new(), language.pick("intra vires", "đúng thẩm quyền").to_owned())
            }
            Verdict::Ultra(_) => {
                ("ultra_vires", Vec::new(), language.pick("ultra vires", "vượt thẩm quyền").to_owned())
            }
            Verdict::Disputed => ("disputed", Vec::new(), language.pick("disputed", "chưa rõ").to_owned()),
            Verdict::Depends(needs) => {
                let all: Vec<String> = needs.iter().map(|need| self.wording.need_in_words(need.what)).collect();
                let needs = needs.iter().map(|need| self.wording.need(need.what)).collect();
                let all = all_of(&all, language);
                let sentence = say!(language, "it depends on {all}", "tùy thuộc vào {all}");
                ("undetermined", needs, sentence)
            }
        };
        End { outcome, holder: None, why: None, needs, sentence }
    }
}
