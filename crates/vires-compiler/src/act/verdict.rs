//! The verdict on an act or a delegation; where many facts are missing, from the ways in which the solved law says that the claims may stand.

use vires_analysis::OpenCase;
use vires_model::{
    Act, Case, Delegation, Model, Need, Outcome, Verdict, judge_act, judge_delegation, verdict_on_act,
    verdict_on_delegation,
};

use super::{AskedAct, Deed};

impl AskedAct {
    /// `open`: what the solved law says of the case, where too many facts are missing to try all that they may be.
    pub(super) fn whole_verdict(&self, model: &Model, open: Option<&OpenCase>) -> Verdict {
        match open {
            Some(open) => self.common_verdict(model, open),
            None => self.put(model, &self.case, judge_act, judge_delegation),
        }
    }

    /// The verdict in all completions of a case with many missing facts. Where the claims on the power stand in one way, it turns on no facts but
    /// those that decide what else is needed; so these alone stay missing.
    fn common_verdict(&self, model: &Model, open: &OpenCase) -> Verdict {
        let beside = vires_model::facts_beside(model, self.power, &self.case, self.at);
        let mut verdicts = Vec::new();
        for completion in &open.completions {
            let mut case = completion.clone();
            case.facts.retain(|fact, _| self.case.facts.contains_key(fact) || !beside.contains(fact));
            verdicts.push((self.verdict_in(model, &case), case));
        }
        let Some((first, case)) = verdicts.first() else {
            return self.put(model, &self.case, judge_act, judge_delegation);
        };
        let sort = std::mem::discriminant(first);
        let alike = verdicts.iter().all(|(verdict, _)| std::mem::discriminant(verdict) == sort);
        if alike && !matches!(first, Verdict::Depends(_)) {
            return self.put(model, case, judge_act, judge_delegation);
        }
        let of_verdicts = verdicts.iter().flat_map(|(verdict, _)| match verdict {
            Verdict::Depends(needs) => needs.as_slice(),
            _ => &[],
        });
        let of_outcome = match &open.decision.outcome {
            Outcome::Undetermined { needs } if !alike => needs.as_slice(),
            _ => &[],
        };
        let mut needs: Vec<Need> = Vec::new();
        for need in of_outcome.iter().chain(of_verdicts) {
            if !needs.contains(need) {
                needs.push(need.clone());
            }
        }
        needs.sort_by_key(|need| need.what);
        Verdict::Depends(needs)
    }

    /// The verdict alone, with this case in place of its own.
    pub(super) fn verdict_in(&self, model: &Model, case: &Case) -> Verdict {
        self.put(model, case, verdict_on_act, verdict_on_delegation)
    }

    fn put(
        &self,
        model: &Model,
        case: &Case,
        act: fn(&Model, &Act<'_>) -> Verdict,
        delegation: fn(&Model, &Delegation<'_>) -> Verdict,
    ) -> Verdict {
        let (power, at) = (self.power, self.at);
        match &self.what {
            Deed::Exercise { by, persons, done } => act(model, &Act { power, case, at, by, persons, done }),
            Deed::Delegation { from, to, modality, form, issuer } => {
                let (from, to, modality, form, issuer) = (*from, *to, *modality, *form, *issuer);
                delegation(model, &Delegation { power, case, at, from, to, modality, form, issuer })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::decide;
    use vires_model::random::{self, Dice, case, interesting_days};

    /// What the solved law says of an act with missing facts is what trying all of them says, or that it depends.
    #[test]
    fn verdicts_from_the_solved_law_agree() {
        let (mut agreeing, mut open_only) = (0, 0);
        for seed in 0..700 {
            let mut model = random::model(seed);
            random::with_steps(&mut model, seed);
            let days = interesting_days(&model);
            let mut dice = Dice::new(seed ^ 0xac75);
            for power in model.powers.ids() {
                let Some(at) = dice.pick(&days).copied() else { continue };
                let whole = case(&model, &mut dice, Some(at), false);
                let mut partial = whole.clone();
                partial.facts.retain(|_, _| dice.chance(1, 2));
                // Somebody who holds it in some case.
                let by = match decide(&model, power, &whole, Some(at)).outcome {
                    Outcome::Competent { held, .. } => held.instances(),
                    _ => continue,
                };
                let what = Deed::Exercise { by, persons: Vec::new(), done: Vec::new() };
                let asked = AskedAct { power, at, known: None, case: partial, what };
                let both = |model: &Model| {
                    let open = vires_analysis::open_case(model, power, &asked.case, at)?;
                    let solved = asked.common_verdict(model, &open);
                    Some((solved, asked.put(model, &asked.case, verdict_on_act, verdict_on_delegation)))
                };
                let alike = |(solved, tried): &(Verdict, Verdict)| {
                    std::mem::discriminant(solved) == std::mem::discriminant(tried)
                };
                let wrong = |both: &(Verdict, Verdict)| !alike(both) && !matches!(both.0, Verdict::Depends(_));
                let Some(verdicts) = both(&model) else { continue };
                if wrong(&verdicts) {
                    let small = random::smallest(&model, &|model| both(model).is_some_and(|both| wrong(&both)));
                    panic!("seed {seed}, {asked:?}: {:?}\n  {}", both(&small), random::shown(&small));
                }
                let same = alike(&verdicts);
                agreeing += usize::from(same);
                open_only += usize::from(!same);
            }
        }
        assert!(
            agreeing > 300 && open_only * 5 < agreeing,
            "{agreeing} alike, {open_only} open only by the solved law"
        );
    }
}
