//! Holders: which body or office, and which one of those of which there is one per place.

use vires_model::{BodyId, Domain, Holder, Holding, ListId, Mode, PowerId, Which};
use vires_syntax::ast::{self, Name};

use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

impl Resolver<'_> {
    pub(crate) fn holder(&mut self, here: Here, holder: &ast::Holder) -> Done<Holder> {
        let body = self.find_body(here, &holder.name)?;
        let which = match (&holder.of, self.model.bodies[body].one_per) {
            (None, None) => Which::Sole,
            (None, Some(_)) => Which::Unsaid,
            (Some(ast::Which::ItsPlace(_)), Some(_)) => Which::OfItsPlace,
            (Some(ast::Which::Named(name)), Some(list)) => self.which(here, body, list, name)?,
            (Some(_), None) => {
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(holder.span),
                        format!("there is only one `{}`, so the text need not say which", holder.name.value),
                    )
                    .see(self.model.bodies[body].span, "declared here without `one per`")
                    .help("leave out what follows the name, or declare the body `one per` a territory"),
                );
                return Err(Failed);
            }
        };
        Ok(Holder { body, which })
    }

    /// A place or value of the list that the body is one per of, else a fact whose answers are such places or lie in them.
    fn which(&mut self, here: Here, body: BodyId, list: ListId, name: &Name) -> Done<Which> {
        if self.value(list, &name.value).is_some() {
            return self.leaf(here, name.span, &name.value, list).map(Which::OfValue);
        }
        if self.value_is_reported(list, &name.value) || self.may_be_reported(here.package, &name.value) {
            return Err(Failed);
        }
        match self.find_if_there(here, name.span, &name.value, Sorts::FACT.or(Sorts::DERIVED)) {
            Some(Thing::Fact(fact)) => match self.model.facts[fact].domain {
                Domain::Choice(of) if self.lies_within(of, list) => Ok(Which::OfFact(fact)),
                Domain::Choice(of) if self.lies_within(list, of) => Err(self.too_wide(here, body, list, of, name)),
                _ => {
                    let (body, of) = (self.model.bodies[body].name.clone(), self.model.lists[list].name.clone());
                    self.report(
                        Problem::error(
                            code::WRONG_TYPE,
                            here.span(name.span),
                            format!(
                                "there is one `{body}` per {of}, and the answers to `{}` are no values of {of}",
                                name.value
                            ),
                        )
                        .see(self.model.facts[fact].span, format!("`{}` is declared here", name.value)),
                    );
                    Err(Failed)
                }
            },
            Some(_) => {
                self.find_fact(here, name)?;
                Err(Failed)
            }
            None => Err(self.no_such_place(here, body, list, name)),
        }
    }

    fn no_such_place(&mut self, here: Here, body: BodyId, list: ListId, name: &Name) -> Failed {
        let of = |this: &Self, test: fn(&Self, ListId, ListId) -> bool| {
            this.model.lists.ids().find(|id| {
                *id != list && test(this, *id, list) && this.model.lists[*id].by_name.contains_key(&name.value)
            })
        };
        if let Some(outer) = of(self, |this, other, list| this.lies_within(list, other)) {
            return self.too_wide(here, body, list, outer, name);
        }
        if let Some(inner) = of(self, |this, other, list| this.lies_within(other, list)) {
            let place = self.value(inner, &name.value).and_then(|value| self.model.lift(value, inner, list));
            let place = place.and_then(|place| self.model.lists[list].values.get(place.0 as usize));
            let help = place.map(|place| format!("write `{} of {}`", self.model.bodies[body].name, place.name));
            let mut problem = Problem::error(
                code::WRONG_TYPE,
                here.span(name.span),
                format!(
                    "`{}` is narrower than the places of {}, of which there is one body each",
                    name.value, self.model.lists[list].name
                ),
            );
            problem.help = help.map(Into::into);
            self.report(problem);
            return Failed;
        }
        let own = &self.model.lists[list];
        let message = format!("`{}` is neither a value of {} nor a fact", name.value, own.name);
        let mut problem = Problem::error(code::UNKNOWN_NAME, here.span(name.span), message);
        if let Some((near, at)) = self.nearest_place_or_fact(here, list, &name.value) {
            problem = problem.see(at, format!("`{near}` is declared here")).help(format!("did you mean `{near}`?"));
        }
        self.report(problem);
        Failed
    }

    fn too_wide(&mut self, here: Here, body: BodyId, list: ListId, of: ListId, name: &Name) -> Failed {
        let (body, list, of) = (&self.model.bodies[body], &self.model.lists[list], &self.model.lists[of]);
        let message = format!(
            "`{}` is a place of {}, which is wider than {}, so it does not say which `{}` is meant",
            name.value, of.name, list.name, body.name
        );
        let problem = Problem::error(code::TOO_WIDE, here.span(name.span), message)
            .see(body.span, format!("there is one `{}` per {}", body.name, list.name))
            .help(format!("name a fact whose answers are places of {}, or one of its places", list.name));
        self.report(problem);
        Failed
    }

    /// Who holds, as written.
    pub(crate) fn holding(&mut self, here: Here, holding: &ast::Holding) -> Done<Holding> {
        let (mode, seats) = match holding {
            ast::Holding::Of { mode, seats } => (*mode, seats),
            ast::Holding::Whoever(name) => {
                self.not_yet(here, name.span, "`whoever holds` holders");
                return Err(Failed);
            }
        };
        let found: Vec<_> = seats.iter().map(|seat| self.holder(here, seat)).collect();
        let found: Vec<Holder> = found.into_iter().collect::<Done<_>>()?;
        let mode = match mode {
            _ if found.is_empty() => return Err(Failed),
            ast::Mode::AnyOf(n) if n == 0 || n as usize > found.len() => {
                let span = seats.iter().map(|seat| seat.span).reduce(vires_syntax::span::Span::to).unwrap_or_default();
                self.report(Problem::error(
                    code::OUT_OF_RANGE,
                    here.span(span),
                    format!("the text asks for any {n} of {}", found.len()),
                ));
                return Err(Failed);
            }
            _ if found.len() == 1 => Mode::One,
            ast::Mode::One | ast::Mode::Any => Mode::Any,
            ast::Mode::Jointly => Mode::Jointly,
            ast::Mode::AnyOf(n) => Mode::AnyOf(n),
        };
        Ok(Holding { mode, seats: found })
    }

    /// That `of its place` means something for each of these powers: each has a connecting factor that selects the body.
    pub(crate) fn its_place(
        &mut self,
        here: Here,
        span: vires_syntax::span::Span,
        holders: &[Holder],
        powers: &[PowerId],
    ) -> Done<()> {
        for holder in holders.iter().filter(|holder| holder.which == Which::OfItsPlace) {
            let Some(list) = self.model.bodies[holder.body].one_per else {
                continue;
            };
            for power in powers {
                if self.poisoned.contains(&Thing::Power(*power)) {
                    return Err(Failed);
                }
                let row = &self.model.powers[*power];
                let body = &self.model.bodies[holder.body];
                let problem = match row.place {
                    None => Problem::error(
                        code::WRONG_TYPE,
                        here.span(span),
                        format!("`{}` has no place of its own, so `{} of its place` names nobody", row.name, body.name),
                    )
                    .see(row.span, "declared here without `place`")
                    .help("say the fact in the rule (`of site`), or add `place` and the fact to the power"),
                    Some(fact) => match self.model.facts[fact].domain {
                        Domain::Choice(of) if self.lies_within(of, list) => continue,
                        Domain::Choice(of) if self.lies_within(list, of) => Problem::error(
                            code::TOO_WIDE,
                            here.span(span),
                            format!(
                                "the place of `{}` is a place of {}, which is wider than {}, so it does not say which `{}` is meant",
                                row.name, self.model.lists[of].name, self.model.lists[list].name, body.name
                            ),
                        )
                        .see(row.span, "the power is declared here"),
                        _ => Problem::error(
                            code::WRONG_TYPE,
                            here.span(span),
                            format!("the place of `{}` does not say which `{}` is meant", row.name, body.name),
                        )
                        .see(row.span, "the power is declared here"),
                    },
                };
                self.report(problem);
                return Err(Failed);
            }
        }
        Ok(())
    }

    fn nearest_place_or_fact(
        &mut self,
        here: Here,
        list: ListId,
        name: &str,
    ) -> Option<(String, vires_model::SourceSpan)> {
        use crate::spelling::{folded, nearness};
        if !self.may_suggest() {
            return None;
        }
        let wanted = folded(name);
        let row = &self.model.lists[list];
        let places = row.by_name.iter().filter_map(|(known, id)| Some((known, row.values.get(id.0 as usize)?.span)));
        let facts = self.model.facts.iter().filter(|(_, fact)| {
            fact.package == here.package && matches!(fact.domain, Domain::Choice(of) if self.lies_within(of, list))
        });
        let facts = facts.map(|(_, fact)| (&fact.name, fact.span));
        places
            .chain(facts)
            .filter_map(|(known, at)| Some((nearness(&wanted, &folded(known))?, known, at)))
            .min()
            .map(|(_, known, at)| (known.clone(), at))
    }
}
