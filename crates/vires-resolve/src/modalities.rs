//! Modalities: the ways to pass a power on, as records.

use vires_model::{Between, Content, Group, InstrumentKindId, ModalityId, Onward, Party};
use vires_syntax::ast::{self, Bound, BoundKind, Clause, ClauseKind, Name};
use vires_words::words;

use crate::declarations::Declared;
use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

const fn party(party: ast::Party) -> Party {
    match party {
        ast::Party::Giver => Party::Giver,
        ast::Party::Receiver => Party::Receiver,
        ast::Party::Both => Party::Both,
    }
}

const fn content(content: ast::Content) -> Content {
    match content {
        ast::Content::Content => Content::Content,
        ast::Content::Scope => Content::Scope,
        ast::Content::Term => Content::Term,
        ast::Content::Conditions => Content::Conditions,
    }
}

impl Resolver<'_> {
    pub(crate) fn modality_rows(&mut self) {
        let declared = self.declared.clone();
        for row in &declared {
            if let Some(thing @ Thing::Modality(id)) = row.thing {
                let done = self.modality(row, id);
                self.poison(thing, done);
            }
        }
    }

    fn modality(&mut self, row: &Declared<'_>, id: ModalityId) -> Done<()> {
        let here = row.here;
        let mut made = self.model.modalities[id].clone();
        let mut done = Ok(());
        let mut must_state = None;
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::Also(_) => Ok(()),
                ClauseKind::Title { moves } => self.once(here, clause, &mut made.title_moves, *moves),
                ClauseKind::GiverStops(stops) => self.once(here, clause, &mut made.giver_stops, *stops),
                ClauseKind::Answerable(who) => self.once(here, clause, &mut made.answerable, party(*who)),
                ClauseKind::InTheNameOf(who) => self.once(here, clause, &mut made.in_the_name_of, party(*who)),
                ClauseKind::Onward(onward) => {
                    self.onward(here, onward).and_then(|onward| self.once(here, clause, &mut made.onward, onward))
                }
                ClauseKind::Form { kinds, or_above } => {
                    self.form(here, kinds, *or_above).and_then(|form| self.once(here, clause, &mut made.form, form))
                }
                ClauseKind::FoundIn(kinds) => self
                    .find_all(here, kinds, Self::find_instrument_kind)
                    .and_then(|kinds| self.once(here, clause, &mut made.found_in, kinds)),
                ClauseKind::MustState(contents) => {
                    let contents = contents.iter().map(|part| content(part.value)).collect();
                    self.once(here, clause, &mut must_state, contents)
                }
                // Several such lines add up.
                ClauseKind::FromTo { from, to } => {
                    let from = self.find_all(here, from, Self::group);
                    let to = self.find_all(here, to, Self::group);
                    match (from, to) {
                        (Ok(from), Ok(to)) => {
                            made.between.push(Between { from, to });
                            Ok(())
                        }
                        _ => Err(Failed),
                    }
                }
                ClauseKind::Life(Bound { kind: BoundKind::From, .. }) => Err(self.only_givers(here, clause)),
                _ => Err(self.misplaced(here, clause, words!("a modality", "một phương thức"))),
            };
            done = done.and(step);
        }
        made.must_state = must_state.unwrap_or_default();
        self.model.modalities[id] = made;
        done
    }

    /// `from ministry`, and who may receive on a line of its own.
    fn only_givers(&mut self, here: Here, clause: &Clause) -> Failed {
        let words = self.words_at(here, clause.span);
        let message = words!("it is not said to whom these may pass a power on", "chưa nêu được chuyển giao cho ai");
        let problem = Problem::error(code::MISPLACED, here.span(clause.span), message);
        let help = words!("write both on one line: `{words} to …`", "viết cả hai trên một dòng: `{words} cho …`");
        self.report(problem.help(help));
        Failed
    }

    fn onward(&mut self, here: Here, onward: &ast::Onward) -> Done<Onward> {
        Ok(match onward {
            ast::Onward::Freely => Onward::Freely,
            ast::Onward::Never => Onward::Never,
            ast::Onward::By(names) => {
                // A modality may allow one that is declared further down, or in error: that one's own line says so.
                let find = |this: &mut Self, here: Here, name: &Name| match this.find_if_there(
                    here,
                    name.span,
                    &name.value,
                    Sorts::MODALITY,
                ) {
                    Some(Thing::Modality(id)) => Ok(id),
                    _ => this.find_modality(here, name),
                };
                Onward::By(self.find_all(here, names, find)?)
            }
        })
    }

    /// The kinds named; `decree or above`: those, and every kind that ranks above one of them.
    fn form(&mut self, here: Here, names: &[Name], or_above: bool) -> Done<Vec<InstrumentKindId>> {
        let mut kinds = self.find_all(here, names, Self::find_instrument_kind)?;
        if !or_above {
            return Ok(kinds);
        }
        let mut lowest = None;
        for (kind, name) in kinds.iter().zip(names) {
            let Some(rank) = self.model.instrument_kinds[*kind].rank else {
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(name.span),
                        words!(
                            "`{kind}` has no rank, so no kind is above it",
                            "`{kind}` không có bậc hiệu lực nên không có loại nào trên nó",
                            kind = name.value
                        ),
                    )
                    .see(self.model.instrument_kinds[*kind].span, words!("declared here", "khai báo tại đây")),
                );
                return Err(Failed);
            };
            lowest = lowest.max(Some(rank));
        }
        let above = self.model.instrument_kinds.iter().filter(|(_, kind)| kind.rank.is_some() && kind.rank < lowest);
        let above: Vec<_> = above.map(|(id, _)| id).collect();
        kinds.extend(above);
        kinds.sort_unstable();
        kinds.dedup();
        Ok(kinds)
    }

    fn group(&mut self, here: Here, name: &Name) -> Done<Group> {
        match self.find(here, name, Sorts::BODY.or(Sorts::BODY_KIND).or(Sorts::TIER))? {
            Thing::Body(id) => Ok(Group::Body(id)),
            Thing::BodyKind(id) => Ok(Group::Kind(id)),
            Thing::Tier(id) => Ok(Group::Tier(id)),
            _ => Err(Failed),
        }
    }
}
