//! One power with its rules as regions: what chains are built from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use vires_model::{
    Barred, BodyId, Condition, Domain, Effect, Holder, Holding, ListId, Mode, Model, PowerId, PrecedenceKey,
    ProvisionId, Rule, RuleId, SourceSpan,
};

use crate::atoms;
use crate::axes::{Axis, Extent, ValueBox};
use crate::case_space::{Answers, CaseSpace, Collector, Question, facts_of};
use crate::conditions::Conditions;
use crate::findings::{steps, vacancy};
use crate::follow::Following;
use crate::holders::{Named, One, Tree, exists, named, names, same};
use crate::region::{BoundReached, Cuboid, Region, StepBudget};
use crate::relevant::PowerRules;
use crate::specific::Specific;

/// What a rule that does not speak of the power has.
static NOWHERE: LazyLock<Region> = LazyLock::new(Region::empty);

/// One power, its space, and the region of every rule on it.
pub(crate) struct Setting<'a> {
    pub(crate) model: &'a Model,
    pub(crate) power: PowerId,
    pub(crate) rules: &'a PowerRules,
    pub(crate) space: CaseSpace,
    regions: BTreeMap<RuleId, Region>,
    /// The conditions alone, where the declared precedence asks which is more specific.
    pub(crate) specific: Option<Specific>,
    /// Words between instruments that may decide between claims: index into the model's words, and where they speak.
    pub(crate) words: Vec<(usize, Region)>,
    /// For each rule by which whoever holds another power holds this one: what that power comes to.
    follows: BTreeMap<RuleId, Arc<Following>>,
}

impl<'a> Setting<'a> {
    /// Cuts the cells of the power and finds the region of each rule.
    ///
    /// # Errors
    /// [`BoundReached`] where a condition needs too many boxes.
    pub(crate) fn new(
        model: &'a Model,
        power: PowerId,
        rules: &'a PowerRules,
        answers: &dyn Answers,
        steps: &mut StepBudget,
    ) -> Result<Self, BoundReached> {
        let mut collector = Collector::new(model, power, answers);
        let mut setting = Self {
            model,
            power,
            rules,
            space: Collector::new(model, power, answers).finish(),
            regions: BTreeMap::new(),
            specific: None,
            words: Vec::new(),
            follows: BTreeMap::new(),
        };
        for rule in rules.all() {
            let row = &model.rules[rule];
            if let Effect::Follow { whose, .. } = row.effect {
                let following = answers.followed(power, whose);
                collector.following(&following);
                setting.follows.insert(rule, following);
            }
            collector.condition(&row.when);
            collector.life(row.life);
        }
        let words = setting.relevant_words();
        for word in &words {
            collector.condition(&model.words[*word].when);
            collector.life(model.words[*word].life);
        }
        for value_box in setting.meetings_of_holders() {
            collector.value_box(&value_box);
        }
        let assumed = collect_assumptions(model, &mut collector);
        setting.space = collector.finish();

        let conditions = Conditions { model, asking: power, space: &setting.space, answers };
        let mut regions = BTreeMap::new();
        for rule in rules.all() {
            let row = &model.rules[rule];
            let life = setting.space.life(row.life);
            let condition = conditions.region(&row.when, true, steps)?;
            regions.insert(rule, condition.intersect(&setting.space.space, &life));
        }
        let impossible = impossible(&conditions, assumed, steps)?;
        for word in words {
            let row = &model.words[word];
            let region = conditions.region(&row.when, true, steps)?;
            let region = region.intersect(&setting.space.space, &setting.space.life(row.life));
            setting.words.push((word, region));
        }
        let residual = setting.residual_regions(&regions, steps)?;
        regions.extend(residual);
        setting.regions = regions;
        if model.precedence_over(power).contains(&PrecedenceKey::MoreSpecific) {
            setting.specific = Some(Specific::new(model, power, rules, steps)?);
        }
        setting.space.impossible = impossible;
        Ok(setting)
    }

    /// Where a rule is in force and its condition holds.
    pub(crate) fn region(&self, rule: RuleId) -> &Region {
        self.regions.get(&rule).unwrap_or(&NOWHERE)
    }

    /// These rules line by line: a line whose text is law for a time, or is law for some cases, is several rows that say one thing.
    pub(crate) fn lines_of(&self, rules: &[RuleId]) -> Vec<Vec<RuleId>> {
        let mut lines: Vec<Vec<RuleId>> = Vec::new();
        let mut known: BTreeMap<SourceSpan, Vec<usize>> = BTreeMap::new();
        for rule in rules {
            let row = self.rule(*rule);
            let Some(line) = row.line() else {
                lines.push(vec![*rule]);
                continue;
            };
            let same = known.entry(line).or_default();
            let says_the_same = |line: &&usize| {
                let first = lines.get(**line).and_then(|line| line.first());
                first.is_some_and(|first| self.rule(*first).effect == row.effect)
            };
            match same.iter().find(says_the_same).and_then(|line| lines.get_mut(*line)) {
                Some(line) => line.push(*rule),
                None => {
                    same.push(lines.len());
                    lines.push(vec![*rule]);
                }
            }
        }
        lines
    }

    /// The one box in which rules are in force and their conditions hold; none where it takes several.
    pub(crate) fn extent(&self, rules: &[RuleId]) -> Option<Cuboid> {
        let region = match rules {
            [only] => self.region(*only).clone(),
            several => {
                let boxes = several.iter().flat_map(|rule| self.region(*rule).boxes().iter().cloned());
                Region::new(&self.space.space, boxes.collect()).simplify(&self.space.space)
            }
        };
        match region.boxes() {
            [own] => Some(own.clone()),
            _ => None,
        }
    }

    /// What the holder whom a rule follows has, and where, in the cases of the rule.
    pub(crate) fn followed(&self, rule: RuleId) -> Vec<(Tree, Region)> {
        let Some(following) = self.follows.get(&rule) else { return Vec::new() };
        let space = &self.space.space;
        let way = |(tree, question): &(Tree, Arc<Question>)| {
            (tree.clone(), self.region(rule).intersect(space, &self.space.answered(question)))
        };
        following.ways.iter().map(way).collect()
    }

    /// Where nobody has what some rule follows, or where that hangs on a conflict: that is reported of the other power.
    pub(crate) fn nobody_to_follow(&self) -> Region {
        let space = &self.space.space;
        let mut all = Region::empty();
        for (rule, following) in &self.follows {
            let nobody = self.region(*rule).intersect(space, &self.region_of(&following.nobody));
            all = all.union(space, nobody);
        }
        all
    }

    pub(crate) fn rule(&self, rule: RuleId) -> &'a Rule {
        &self.model.rules[rule]
    }

    pub(crate) fn region_of(&self, boxes: &[ValueBox]) -> Region {
        self.space.in_cells(boxes)
    }

    /// Semantics 3.4: in all other cases = not in the cases of any other hold, nobody or not-required rule on this power in the same instrument.
    fn residual_regions(
        &self,
        regions: &BTreeMap<RuleId, Region>,
        steps: &mut StepBudget,
    ) -> Result<Vec<(RuleId, Region)>, BoundReached> {
        let instrument = |rule: &RuleId| self.model.provisions[self.rule(*rule).place].instrument;
        let is_residual = |rule: &RuleId| self.rule(*rule).effect.is_residual();
        let mut residual = Vec::new();
        for rule in self.rules.roots.iter().filter(|rule| is_residual(rule)) {
            let Some(region) = regions.get(rule) else {
                continue;
            };
            // A suspended one counts: suspension must not hand powers over silently.
            let others = self.rules.roots.iter().chain(&self.rules.suspended);
            let others = others.filter(|other| !is_residual(other) && instrument(other) == instrument(rule));
            let taken: Vec<&Cuboid> = others.filter_map(|other| regions.get(other)).flat_map(Region::boxes).collect();
            residual.push((*rule, region.without_all(&self.space.space, &taken, steps)?));
        }
        Ok(residual)
    }

    /// Words spoken by a place in which a rule on this power stands.
    fn relevant_words(&self) -> Vec<usize> {
        let places: BTreeSet<ProvisionId> =
            self.rules.roots.iter().chain(&self.rules.transfers).map(|rule| self.rule(*rule).place).collect();
        let stands = |word: &vires_model::Word| places.iter().any(|place| self.model.stands_in(*place, word.speaker));
        (0..self.model.words.len()).filter(|n| self.model.words.get(*n).is_some_and(stands)).collect()
    }

    /// Every question that matching holders of this power may ask: existence, and who is whom.
    fn meetings_of_holders(&self) -> Vec<ValueBox> {
        let mut bodies: BTreeSet<BodyId> = BTreeSet::new();
        let mut which: BTreeMap<Option<ListId>, BTreeSet<One>> = BTreeMap::new();
        let mut add = |holder: Named| {
            bodies.insert(holder.body);
            which.entry(self.model.bodies[holder.body].one_per).or_default().insert(holder.which);
        };
        for following in self.follows.values() {
            following.ways.iter().flat_map(|(tree, _)| tree.leaves()).for_each(&mut add);
        }
        let all = [&self.rules.roots, &self.rules.transfers, &self.rules.keeps, &self.rules.bars, &self.rules.enables];
        for rule in all.into_iter().flatten() {
            match &self.rule(*rule).effect {
                Effect::Hold { holding, .. } => holding.seats.iter().for_each(|seat| add(self.named(*seat))),
                Effect::Transfer { from, to, .. } => {
                    add(self.named(*from));
                    to.seats.iter().for_each(|seat| add(self.named(*seat)));
                }
                Effect::Keep { by, .. } => add(self.named(*by)),
                Effect::Enable { giver, to, .. } => {
                    add(self.named(*giver));
                    add(self.named(*to));
                }
                Effect::Bar { who: Barred::Holder(holder), .. } => add(self.named(*holder)),
                _ => {}
            }
        }
        // A body named without saying which is matched through the power's own place.
        if let Some(place) = self.model.powers[self.power].place {
            for (territory, ones) in &mut which {
                if territory.is_some() && ones.contains(&One::Unsaid) && ones.len() > 1 {
                    ones.insert(One::OfFact(place));
                }
            }
        }
        let mut boxes = Vec::new();
        // Which one it is depends on the fact, whether any rule asks for it or not.
        for one in which.values().flatten() {
            if let One::OfFact(fact) = one
                && let Domain::Choice(list) = self.model.facts[*fact].domain
            {
                let leaves = self.model.lists[list].leaves().collect();
                boxes.push(ValueBox(vec![(Axis::Fact(*fact), Extent::Leaves(leaves, false))]));
            }
        }
        let offices = bodies.clone();
        for body in bodies {
            let ones: Vec<One> = which.get(&self.model.bodies[body].one_per).into_iter().flatten().copied().collect();
            for (n, left) in ones.iter().enumerate() {
                let left = Named { body, which: *left };
                boxes.extend(exists(self.model, left));
                for right in ones.iter().skip(n + 1) {
                    boxes.extend(same(self.model, left, Named { body, which: *right }));
                }
            }
        }
        // Whether somebody fills an office that this power names.
        for (office, days) in vacancy::vacancies(self.model) {
            let ones = which.get(&self.model.bodies[office.body].one_per).filter(|_| offices.contains(&office.body));
            for one in ones.into_iter().flatten().filter(|one| **one != One::Unsaid) {
                let days = atoms::life_extent(days).map(|days| (Axis::Time, days));
                boxes.push(ValueBox(days.into_iter().collect()));
                boxes.extend(same(self.model, Named { body: office.body, which: *one }, vacancy::named(office)));
            }
        }
        boxes.extend(self.who_is_asked());
        // Who fills those that it names, where they may have to act together.
        let own = || self.model.appointments.iter().filter(|own| offices.contains(&own.office.body));
        let several = own().any(|one| {
            own().next().is_some_and(|first| first.office.body != one.office.body || first.life != one.life)
        });
        for appointment in own().filter(|_| several) {
            let days = atoms::life_extent(appointment.life).map(|days| (Axis::Time, days));
            boxes.push(ValueBox(days.into_iter().collect()));
        }
        boxes
    }

    /// The questions whether somebody can do the steps without which nobody may act: who of a group is there, and which office is vacant.
    fn who_is_asked(&self) -> Vec<ValueBox> {
        let texts = self.rules.roots.iter().chain(&self.rules.transfers).map(|rule| self.rule(*rule));
        let asked = texts.flat_map(|row| &row.steps).filter(|step| steps::is_certain(step));
        let mut boxes = Vec::new();
        let mut all: BTreeSet<Named> = BTreeSet::new();
        for step in asked {
            let who = || step.who.iter().map(|who| self.named(*who)).filter(|who| who.which != One::Unsaid);
            if step.enough.is_some() {
                boxes.extend(who().flat_map(|who| exists(self.model, who)));
            }
            all.extend(who().filter(|_| step.kind.takes_an_act()));
        }
        if all.is_empty() {
            return boxes;
        }
        // Who fills them: whoever checks is another than whoever decides.
        for appointment in
            self.model.appointments.iter().filter(|own| all.iter().any(|who| who.body == own.office.body))
        {
            let days = atoms::life_extent(appointment.life).map(|days| (Axis::Time, days));
            boxes.push(ValueBox(days.into_iter().collect()));
        }
        for (office, days) in vacancy::vacancies(self.model) {
            for who in all.iter().filter(|who| who.body == office.body) {
                let days = atoms::life_extent(days).map(|days| (Axis::Time, days));
                boxes.push(ValueBox(days.into_iter().collect()));
                boxes.extend(same(self.model, *who, vacancy::named(office)));
            }
        }
        boxes
    }

    /// A holder as this power reads it.
    pub(crate) fn named(&self, holder: Holder) -> Named {
        named(self.model, self.power, holder)
    }

    /// A holding as a tree.
    pub(crate) fn tree(&self, holding: &Holding) -> Tree {
        let mut seats: Vec<Tree> = holding.seats.iter().map(|seat| Tree::Leaf(self.named(*seat))).collect();
        match (holding.mode, seats.len()) {
            (Mode::One, 1) => seats.remove(0),
            (mode, _) => Tree::Several(mode, seats),
        }
    }

    /// Where a holder that has the power is the one that a rule names as giver, keeper or barred one.
    pub(crate) fn meant(&self, holder: Named, by_rule: Named) -> Region {
        let space = &self.space.space;
        if holder.body != by_rule.body {
            return Region::empty();
        }
        match (holder.which, by_rule.which) {
            (_, One::Unsaid | One::Sole) | (One::Sole, _) => Region::full(space),
            // Semantics 3.2: one, not said which, is meant only where the power's own place says so.
            (One::Unsaid, _) => match self.model.powers[self.power].place {
                Some(place) => {
                    let own = Named { body: holder.body, which: One::OfFact(place) };
                    let alike = self.region_of(&same(self.model, own, by_rule));
                    alike.intersect(space, &self.region_of(&names(self.model, own)))
                }
                None => Region::empty(),
            },
            _ => self.region_of(&same(self.model, holder, by_rule)),
        }
    }
}

/// Cases that cannot occur in the space of these conditions: those of the space itself, and what these assumptions exclude.
///
/// # Errors
/// [`BoundReached`] where an assumption needs too many boxes.
pub(crate) fn impossible(
    conditions: &Conditions<'_>,
    assumed: Vec<&Condition>,
    steps: &mut StepBudget,
) -> Result<Region, BoundReached> {
    let mut impossible = conditions.space.impossible.clone();
    for condition in assumed {
        let excluded = conditions.region(condition, false, steps)?;
        impossible = impossible.union(&conditions.space.space, excluded);
    }
    Ok(impossible)
}

/// Takes in every assumption that touches the day or a fact told apart so far, until no more do.
pub(crate) fn collect_assumptions<'m>(model: &'m Model, collector: &mut Collector<'_>) -> Vec<&'m Condition> {
    let mut waiting: Vec<(&Condition, BTreeSet<vires_model::FactId>)> = Vec::new();
    for condition in &model.assumptions {
        let mut facts = BTreeSet::new();
        condition.atoms(&mut |atom| {
            for value_box in crate::atoms::boxes(model, atom, true) {
                facts.extend(value_box.0.iter().flat_map(|(axis, _)| facts_of(axis)));
            }
        });
        waiting.push((condition, facts));
    }
    let mut taken = Vec::new();
    loop {
        let known = collector.facts();
        let (touching, rest): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|(condition, facts)| condition.asks_the_day() || facts.iter().any(|fact| known.contains(fact)));
        if touching.is_empty() {
            return taken;
        }
        for (condition, _) in touching {
            collector.condition(condition);
            taken.push(condition);
        }
        waiting = rest;
    }
}
