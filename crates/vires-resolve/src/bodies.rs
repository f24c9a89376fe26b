//! Tiers, kinds of body, bodies and offices.

use vires_model::{BodyId, Life, SourceSpan, TierId};
use vires_syntax::ast::ClauseKind;
use vires_words::{Words, words};

use crate::circles::circles;
use crate::clauses::Stated;
use crate::declarations::Declared;
use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::Resolver;

impl Resolver<'_> {
    pub(crate) fn body_rows(&mut self) {
        let declared = self.declared.clone();
        for row in &declared {
            match row.thing {
                Some(thing @ Thing::Tier(id)) => {
                    let done = self.tier(row, id);
                    self.poison(thing, done);
                }
                Some(thing @ Thing::BodyKind(_)) => {
                    let mut done = Ok(());
                    for clause in &row.line.clauses {
                        if !matches!(clause.kind, ClauseKind::Also(_)) {
                            done = Err(self.misplaced(row.here, clause, words!("a kind of body", "một loại cơ quan")));
                        }
                    }
                    self.poison(thing, done);
                }
                _ => {}
            }
        }
        let tiers: Vec<_> = self
            .model
            .tiers
            .iter()
            .map(|(id, tier)| (id.0, tier.below.map(|above| above.0), tier.name.clone(), tier.span))
            .collect();
        for id in self.cut_circle(&tiers, &words!("tiers", "các cấp"), &words!("below", "dưới")) {
            self.model.tiers[TierId(id)].below = None;
            self.poisoned.insert(Thing::Tier(TierId(id)));
        }
        for row in &declared {
            if let Some(thing @ Thing::Body(id)) = row.thing {
                let done = self.body(row, id);
                self.poison(thing, done);
            }
        }
        let bodies: Vec<_> = self
            .model
            .bodies
            .iter()
            .map(|(id, body)| (id.0, body.superior.map(|above| above.0), body.name.clone(), body.span))
            .collect();
        for id in self.cut_circle(&bodies, &words!("bodies", "các cơ quan"), &words!("under", "trực thuộc")) {
            self.model.bodies[BodyId(id)].superior = None;
            self.poisoned.insert(Thing::Body(BodyId(id)));
        }
        self.tiers_of_superiors();
        self.lives_of_tiers();
    }

    fn tier(&mut self, row: &Declared<'_>, id: TierId) -> Done<()> {
        let here = row.here;
        let mut done = Ok(());
        let mut stated = Stated::default();
        let mut below = None;
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::Also(_) => Ok(()),
                ClauseKind::Below(name) => match self.find_tier(here, name) {
                    Ok(above) => self.once(here, clause, &mut below, above),
                    Err(failed) => Err(failed),
                },
                _ => match self.date_clause(here, clause, &mut stated) {
                    Ok(false) => Err(self.misplaced(here, clause, words!("a tier", "một cấp"))),
                    Ok(true) => Ok(()),
                    Err(failed) => Err(failed),
                },
            };
            done = done.and(step);
        }
        let tier = &mut self.model.tiers[id];
        tier.below = below;
        tier.life = stated.life();
        done.and(self.without_events(here, row.line.span, stated, words!("a tier", "một cấp"))).and(self.forwards(
            here,
            row.line.span,
            stated.life(),
        ))
    }

    fn body(&mut self, row: &Declared<'_>, id: BodyId) -> Done<()> {
        let here = row.here;
        let mut done = Ok(());
        let mut stated = Stated::default();
        let (mut tier, mut superior, mut one_per, mut kinds) = (None, None, None, None);
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::Also(_) => Ok(()),
                ClauseKind::At(name) => {
                    self.find_tier(here, name).and_then(|found| self.once(here, clause, &mut tier, found))
                }
                ClauseKind::Under(name) => {
                    self.find_superior(here, name).and_then(|found| self.once(here, clause, &mut superior, found))
                }
                ClauseKind::OnePer(name) => {
                    self.find_list(here, name).and_then(|found| self.once(here, clause, &mut one_per, found))
                }
                ClauseKind::Kind(names) => self
                    .find_all(here, names, |this, here, name| match this.find(here, name, Sorts::BODY_KIND) {
                        Ok(Thing::BodyKind(found)) => Ok(found),
                        _ => Err(Failed),
                    })
                    .and_then(|found| self.once(here, clause, &mut kinds, found)),
                ClauseKind::IncompatibleWith(names) => self
                    .find_all(here, names, |this, here, name| this.find_superior(here, name))
                    .map(|found| self.model.bodies[id].incompatible.extend(found)),
                _ => match self.date_clause(here, clause, &mut stated) {
                    Ok(false) => {
                        Err(self.misplaced(here, clause, words!("a body or office", "một cơ quan hoặc chức danh")))
                    }
                    Ok(true) => Ok(()),
                    Err(failed) => Err(failed),
                },
            };
            done = done.and(step);
        }
        let body = &mut self.model.bodies[id];
        body.tier = tier;
        body.superior = superior;
        body.one_per = one_per;
        body.kinds = kinds.unwrap_or_default();
        body.life = stated.life();
        done.and(self.without_events(
            here,
            row.line.span,
            stated,
            words!("a body or office", "một cơ quan hoặc chức danh"),
        ))
        .and(self.forwards(here, row.line.span, stated.life()))
    }

    /// A body named by another body's declaration. One in error is no error of the other: only its own uses are lost.
    fn find_superior(&mut self, here: crate::resolver::Here, name: &vires_syntax::ast::Name) -> Done<BodyId> {
        match self.find_if_there(here, name.span, &name.value, Sorts::BODY) {
            Some(Thing::Body(id)) => Ok(id),
            _ => self.find_body(here, name),
        }
    }

    /// Reports each circle among rows of (id, what it points at, name, place), and says whose link must go.
    fn cut_circle(&mut self, rows: &[(u32, Option<u32>, String, SourceSpan)], what: &Words, how: &Words) -> Vec<u32> {
        let edges: Vec<_> = rows.iter().filter_map(|(id, to, ..)| Some((*id as usize, (*to)? as usize))).collect();
        let mut cut = Vec::new();
        for set in circles(rows.len(), &edges) {
            let members: Vec<_> = set.iter().filter_map(|n| rows.get(*n)).collect();
            let Some((first, rest)) = members.split_first() else {
                continue;
            };
            let message = if rest.is_empty() {
                words!(
                    "`{name}` is declared {how} itself",
                    "`{name}` được khai báo {how} chính nó",
                    name = first.2,
                    how = how
                )
            } else {
                let names: Vec<_> = members.iter().map(|row| row.2.as_str()).collect();
                words!(
                    "the {what} {names} are declared {how} each other in a circle",
                    "{what} {names} được khai báo {how} lẫn nhau thành vòng tròn",
                    what = what,
                    how = how,
                    names = names.join(", ")
                )
            };
            let mut problem = Problem::error(code::CIRCLE, first.3, message);
            for row in rest {
                problem = problem.see(row.3, words!("and this one", "và dòng này"));
            }
            self.report(problem);
            cut.extend(members.iter().map(|row| row.0));
        }
        cut
    }

    /// A body without a tier of its own is at that of its superior.
    fn tiers_of_superiors(&mut self) {
        let ids: Vec<_> = self.model.bodies.ids().collect();
        for id in ids {
            let mut at = Some(id);
            let mut tier = None;
            while let Some(here) = at
                && tier.is_none()
            {
                tier = self.model.bodies[here].tier;
                at = self.model.bodies[here].superior;
            }
            self.model.bodies[id].tier = tier;
        }
    }

    fn lives_of_tiers(&mut self) {
        let ids: Vec<_> = self.model.bodies.ids().collect();
        for id in ids {
            let body = &self.model.bodies[id];
            let life = body.tier.map_or(Life::ALWAYS, |tier| self.model.tiers[tier].life);
            self.model.bodies[id].life = body.life.intersect(life);
        }
    }
}
