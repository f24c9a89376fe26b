//! Kinds of instrument, instruments, and whether an instrument has any effect.

use vires_model::{BodyId, Holder, InstrumentId, InstrumentKindId, Void, Which};
use vires_syntax::ast::{self, ClauseKind};

use crate::amendments::{Layer, Spot};
use crate::clauses::Stated;
use crate::declarations::Declared;
use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

impl Resolver<'_> {
    pub(crate) fn instrument_kind_rows(&mut self) {
        let declared = self.declared.clone();
        for row in &declared {
            if let Some(thing @ Thing::InstrumentKind(id)) = row.thing {
                let done = self.instrument_kind(row, id);
                self.poison(thing, done);
            }
        }
    }

    fn instrument_kind(&mut self, row: &Declared<'_>, id: InstrumentKindId) -> Done<()> {
        let here = row.here;
        let mut done = Ok(());
        let mut rank = None;
        let mut issued_by = Vec::new();
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::Also(_) => Ok(()),
                ClauseKind::Rank(said) => self.once(here, clause, &mut rank, said.value),
                ClauseKind::IssuedBy { by, on: None } => {
                    let mut step = Ok(());
                    for holder in by {
                        match self.issuers(here, holder) {
                            Ok(bodies) => issued_by.extend(bodies),
                            Err(Failed) => step = Err(Failed),
                        }
                    }
                    step
                }
                _ => Err(self.misplaced(here, clause, "a kind of instrument")),
            };
            done = done.and(step);
        }
        let kind = &mut self.model.instrument_kinds[id];
        kind.rank = rank;
        kind.issued_by = issued_by;
        done
    }

    /// A body, or all bodies of a kind.
    fn issuers(&mut self, here: Here, holder: &ast::Holder) -> Done<Vec<BodyId>> {
        let found = self.find(here, &holder.name, Sorts::BODY.or(Sorts::BODY_KIND))?;
        if holder.of.is_some() {
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    here.span(holder.span),
                    "which body of several issues such an instrument is said by each instrument",
                )
                .help("name the body alone"),
            );
            return Err(Failed);
        }
        match found {
            Thing::Body(id) => Ok(vec![id]),
            Thing::BodyKind(kind) => {
                let of_kind = self.model.bodies.iter().filter(|(_, body)| body.kind == Some(kind));
                Ok(of_kind.map(|(id, _)| id).collect())
            }
            _ => Err(Failed),
        }
    }

    pub(crate) fn instrument_rows(&mut self) {
        let declared = self.declared.clone();
        for row in &declared {
            if let Some(Thing::Instrument(id)) = row.thing
                && self.instrument(row, id).is_err()
            {
                // When it is in force, or what it ranks, is not known: nothing is said of the gaps of its powers.
                let text = self.model.instruments[id].text;
                self.broken_places.insert(text);
            }
        }
    }

    fn instrument(&mut self, row: &Declared<'_>, id: InstrumentId) -> Done<()> {
        let here = row.here;
        let mut done = Ok(());
        let mut made = self.model.instruments[id].clone();
        let mut stated = Stated::default();
        let (mut overlay, mut together) = (None, None);
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                // What it is based on is looked up once all texts are known.
                ClauseKind::Also(_) | ClauseKind::BasedOn(_) => Ok(()),
                ClauseKind::Kind(name) => {
                    self.find_instrument_kind(here, name).and_then(|kind| self.once(here, clause, &mut made.kind, kind))
                }
                ClauseKind::IssuedBy { by, on } => {
                    let issuer = self.issued_by(here, by);
                    let issuer = issuer.and_then(|issuers| self.once(here, clause, &mut together, issuers));
                    let on = on.as_ref().map_or(Ok(()), |on| {
                        self.date(here, on).and_then(|day| self.once(here, clause, &mut made.issued, day))
                    });
                    issuer.and(on)
                }
                ClauseKind::IssuedOn(on) => {
                    self.date(here, on).and_then(|day| self.once(here, clause, &mut made.issued, day))
                }
                ClauseKind::SignedOn(on) => {
                    self.date(here, on).and_then(|day| self.once(here, clause, &mut made.signed, day))
                }
                ClauseKind::PublishedOn(on) => {
                    self.date(here, on).and_then(|day| self.once(here, clause, &mut made.published, day))
                }
                ClauseKind::Overlay => self.once(here, clause, &mut overlay, true),
                _ => match self.date_clause(here, clause, &mut stated) {
                    Ok(false) => Err(self.misplaced(here, clause, "an instrument")),
                    Ok(true) => Ok(()),
                    Err(failed) => Err(failed),
                },
            };
            done = done.and(step);
        }
        made.life = stated.life();
        made.overlay = overlay.unwrap_or(false);
        made.issuers = together.unwrap_or_default();
        if let Some(slot) = self.law.stated_mut(Spot { layer: Layer::ORIGINAL, place: made.text }) {
            *slot = stated;
        }
        self.model.instruments[id] = made;
        done.and(self.forwards(here, row.line.span, stated.life()))
    }

    /// Those who issue an instrument, together where there are several.
    fn issued_by(&mut self, here: Here, by: &[ast::Holder]) -> Done<Vec<Holder>> {
        let mut issuers = Vec::new();
        let mut done = Ok(());
        for one in by {
            match self.issuer(here, one) {
                Ok(issuer) => issuers.push(issuer),
                Err(Failed) => done = Err(Failed),
            }
        }
        done.map(|()| issuers)
    }

    fn issuer(&mut self, here: Here, one: &ast::Holder) -> Done<Holder> {
        let issuer = self.holder(here, one)?;
        if matches!(issuer.which, Which::OfFact(_) | Which::OfItsPlace) {
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    here.span(one.span),
                    "an instrument is issued by one body, not by one that depends on the case",
                )
                .help("name the place: `issued by provincial_pc of lam_dong`"),
            );
            return Err(Failed);
        }
        Ok(issuer)
    }

    /// Finds the instruments whose issuer may not issue them, or did not exist: they have no effect at all.
    pub(crate) fn void_instruments(&mut self) {
        let ids: Vec<_> = self.model.instruments.ids().collect();
        for id in ids {
            let Some((void, issuer)) = self.voided(id) else {
                continue;
            };
            self.model.instruments[id].void = Some(void);
            let row = &self.model.instruments[id];
            let body = &self.model.bodies[issuer.body];
            let problem = match void {
                Void::IssuerNotEntitled => {
                    let message =
                        format!("{} has no effect: `{}` may not issue such an instrument", row.name, body.name);
                    let problem = Problem::error(code::ISSUER, row.span, message);
                    let kind = row.kind.map(|kind| &self.model.instrument_kinds[kind]);
                    match kind {
                        Some(kind) => {
                            let entitled: Vec<_> =
                                kind.issued_by.iter().map(|body| self.model.bodies[*body].name.as_str()).collect();
                            problem
                                .see(kind.span, format!("`{}` is issued by {}", kind.name, entitled.join(", ")))
                                .help("correct its kind or its issuer")
                        }
                        None => problem,
                    }
                }
                Void::IssuerDidNotExist => {
                    let day = row.issued_on().map_or_else(String::new, |day| day.to_string());
                    let message = format!(
                        "{} has no effect: `{}` did not exist on {day}, when it was issued",
                        row.name, body.name
                    );
                    Problem::error(code::ISSUER, row.span, message)
                        .see(body.span, format!("`{}` is declared here", body.name))
                        .help("correct its issuer, or its date of issue")
                }
            };
            self.report(problem);
        }
    }

    /// Whether nothing that an instrument says has effect: it is void, or was not known by the day that counts.
    pub(crate) fn is_silent(&self, id: InstrumentId) -> bool {
        let row = &self.model.instruments[id];
        let hidden = self.known.is_some_and(|known| row.published_on().is_some_and(|published| published > known));
        hidden || row.void.is_some() || self.is_void(id).is_some()
    }

    /// Why an instrument has no effect, by what is known of its issuers so far.
    pub(crate) fn is_void(&self, id: InstrumentId) -> Option<Void> {
        self.voided(id).map(|(void, _)| void)
    }

    /// The same, with the issuer that may not issue it: of several who issue it together, each must be entitled.
    fn voided(&self, id: InstrumentId) -> Option<(Void, Holder)> {
        let row = &self.model.instruments[id];
        let entitled = row.kind.map(|kind| &self.model.instrument_kinds[kind].issued_by);
        row.issuers.iter().find_map(|issuer| {
            if entitled.is_some_and(|entitled| !entitled.is_empty() && !entitled.contains(&issuer.body)) {
                return Some((Void::IssuerNotEntitled, *issuer));
            }
            let day = row.issued_on()?;
            let exists = self.model.bodies[issuer.body].life.contains(day);
            (!exists).then_some((Void::IssuerDidNotExist, *issuer))
        })
    }
}
