//! Kinds of instrument, instruments, and whether an instrument has any effect.

use vires_model::{BodyId, Holder, InstrumentId, InstrumentKindId, Void, Which};
use vires_syntax::ast::{self, ClauseKind, Name};
use vires_syntax::span::Span;
use vires_words::{Words, words};

use crate::amendments::{Layer, Spot};
use crate::clauses::Stated;
use crate::declarations::Declared;
use crate::names::{Sorts, Thing};
use crate::numbers::said_day;
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
                ClauseKind::IssuedBy { mode: ast::Mode::Jointly, on: None, .. } => {
                    Err(self.issued_jointly(here, clause.span))
                }
                ClauseKind::IssuedBy { by, on: None, .. } => {
                    let mut step = Ok(());
                    for holder in by {
                        match self.issuers(here, holder) {
                            Ok(bodies) => issued_by.extend(bodies),
                            Err(Failed) => step = Err(Failed),
                        }
                    }
                    step
                }
                _ => Err(self.misplaced(here, clause, words!("a kind of instrument", "một loại văn bản"))),
            };
            done = done.and(step);
        }
        let kind = &mut self.model.instrument_kinds[id];
        kind.rank = rank;
        kind.issued_by = issued_by;
        done
    }

    fn issued_jointly(&mut self, here: Here, span: Span) -> Failed {
        let problem = Problem::error(
            code::MISPLACED,
            here.span(span),
            words!(
                "a kind says who may issue such instruments; which of them issue one together is said by that instrument",
                "loại văn bản nêu ai được ban hành; các cơ quan cùng ban hành một văn bản được nêu tại chính văn bản đó"
            ),
        );
        self.report(problem.help(words!(
            "write `or` here, and in the instrument: `issued by a and b`",
            "ở đây viết `hoặc`, còn tại văn bản viết: `ban hành bởi a và b`"
        )));
        Failed
    }

    fn issued_by_either(&mut self, here: Here, span: Span) -> Failed {
        let problem = Problem::error(
            code::MISPLACED,
            here.span(span),
            words!(
                "the text does not say which of them has issued this instrument",
                "câu này chưa nêu cơ quan nào trong số đó đã ban hành văn bản"
            ),
        );
        self.report(problem.help(words!(
            "name the one; or with `and` all who issued it together",
            "nêu cơ quan đã ban hành; hoặc dùng `và` nếu các cơ quan cùng ban hành"
        )));
        Failed
    }

    /// A body, or all bodies of a kind.
    fn issuers(&mut self, here: Here, holder: &ast::Holder) -> Done<Vec<BodyId>> {
        let found = self.find(here, &holder.name, Sorts::BODY.or(Sorts::BODY_KIND))?;
        if holder.of.is_some() {
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    here.span(holder.span),
                    words!(
                        "which body of several issues such an instrument is said by each instrument",
                        "văn bản cụ thể mới nêu cơ quan nào trong số các cơ quan ban hành"
                    ),
                )
                .help(words!("name the body alone", "chỉ nêu tên cơ quan")),
            );
            return Err(Failed);
        }
        match found {
            Thing::Body(id) => Ok(vec![id]),
            Thing::BodyKind(kind) => {
                let of_kind = self.model.bodies.iter().filter(|(_, body)| body.kinds.contains(&kind));
                Ok(of_kind.map(|(id, _)| id).collect())
            }
            _ => Err(Failed),
        }
    }

    /// An instrument is of one kind.
    fn only_kind<'n>(&mut self, here: Here, names: &'n [Name]) -> Done<&'n Name> {
        if let [_, second, ..] = names {
            let help = match vires_syntax::clause_meant(&second.value) {
                Some(phrase) => words!("did you mean `{phrase}`?", "có phải muốn viết `{phrase}`?"),
                None => words!("leave out `{name}`", "bỏ `{name}`", name = second.value),
            };
            self.report(
                Problem::error(
                    code::MISPLACED,
                    here.span(second.span),
                    words!("an instrument is of one kind", "mỗi văn bản chỉ thuộc một loại"),
                )
                .help(help),
            );
            return Err(Failed);
        }
        names.first().ok_or(Failed)
    }

    pub(crate) fn instrument_rows(&mut self) {
        let declared = self.declared.clone();
        for row in &declared {
            if let Some(Thing::Instrument(id)) = row.thing
                && self.instrument(row, id).is_err()
            {
                // When it is in force, or what it ranks, is not known: nothing is said of the gaps of its powers.
                let text = self.model.instruments[id].text;
                self.break_place(text, row.here.span(row.line.span));
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
                ClauseKind::Kind(names) => self.only_kind(here, names).and_then(|name| {
                    self.find_instrument_kind(here, name).and_then(|kind| self.once(here, clause, &mut made.kind, kind))
                }),
                ClauseKind::IssuedBy { by, mode, on } => {
                    let issuer = match mode {
                        ast::Mode::Any => Err(self.issued_by_either(here, clause.span)),
                        _ => self.issued_by(here, by),
                    };
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
                    Ok(false) => Err(self.misplaced(here, clause, words!("an instrument", "một văn bản"))),
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
    pub(crate) fn issued_by(&mut self, here: Here, by: &[ast::Holder]) -> Done<Vec<Holder>> {
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
                    words!(
                        "an instrument is issued by one body, not by one that depends on the case",
                        "văn bản do một cơ quan xác định ban hành, không tùy thuộc vào hồ sơ"
                    ),
                )
                .help(words!(
                    "name the place: `issued by provincial_pc of lam_dong`",
                    "nêu rõ địa bàn: `ban hành bởi provincial_pc của lam_dong`"
                )),
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
                    let message = words!(
                        "{instrument} has no effect: `{body}` may not issue such an instrument",
                        "{instrument} không có hiệu lực: `{body}` không được ban hành loại văn bản này",
                        instrument = row.name,
                        body = body.name
                    );
                    let problem = Problem::error(code::ISSUER, row.span, message);
                    let kind = row.kind.map(|kind| &self.model.instrument_kinds[kind]);
                    match kind {
                        Some(kind) => {
                            let entitled: Vec<_> =
                                kind.issued_by.iter().map(|body| self.model.bodies[*body].name.as_str()).collect();
                            problem
                                .see(
                                    kind.span,
                                    words!(
                                        "`{kind}` is issued by {bodies}",
                                        "`{kind}` do {bodies} ban hành",
                                        kind = kind.name,
                                        bodies = entitled.join(", ")
                                    ),
                                )
                                .help(words!(
                                    "correct its kind or its issuer",
                                    "sửa loại văn bản hoặc cơ quan ban hành"
                                ))
                        }
                        None => problem,
                    }
                }
                Void::IssuerDidNotExist => {
                    let day = row.issued_on().map_or_else(|| Words::as_written(""), said_day);
                    let message = words!(
                        "{instrument} has no effect: `{body}` did not exist on {day}, when it was issued",
                        "{instrument} không có hiệu lực: `{body}` không tồn tại vào ngày ban hành {day}",
                        day = day,
                        instrument = row.name,
                        body = body.name
                    );
                    Problem::error(code::ISSUER, row.span, message)
                        .see(
                            body.span,
                            words!("`{name}` is declared here", "`{name}` được khai báo tại đây", name = body.name),
                        )
                        .help(words!(
                            "correct its issuer, or its date of issue",
                            "sửa cơ quan ban hành hoặc ngày ban hành"
                        ))
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
            let exists = self.model.bodies[issuer.body].exists_on(day);
            (!exists).then_some((Void::IssuerDidNotExist, *issuer))
        })
    }
}
