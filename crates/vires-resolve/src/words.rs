//! `prevails over` and `yields to`, and powers that look at each other.

use vires_model::{
    Atom, Effect, Holder, InstrumentKindId, Life, PowerId, Powers, ProvisionId, Rule, Table, Which, Word,
};
use vires_syntax::ast::{Operation, PlaceRoot, TextClass, TextPlace};
use vires_words::words;

use crate::amendments::Days;
use crate::broken::{Lost, extent};
use crate::circles::circles;
use crate::clauses::Stated;
use crate::problem::{Done, Failed, Problem, code};
use crate::provisions::{Item, Placed};
use crate::resolver::{Here, Resolver};

impl<'a> Resolver<'a> {
    pub(crate) fn words(&mut self) {
        for placed in self.placed.clone() {
            let Item::Operation(operation) = placed.item else {
                continue;
            };
            let (place, prevails, of) = match operation {
                Operation::PrevailsOver { place, over } => (place, true, over),
                Operation::YieldsTo { place, to } => (place, false, to),
                _ => continue,
            };
            if self.is_silent(self.instrument_of(placed.place)) {
                continue;
            }
            self.nothing_below(placed.here, placed.line);
            match self.word(&placed, place, of) {
                Ok((speakers, of, days)) => {
                    let span = placed.here.span(placed.line.span);
                    for days in days {
                        for (life, when) in self.condition_versions(placed.place, days.life, &days.when) {
                            self.model.words.extend(speakers.iter().map(|speaker| Word {
                                speaker: *speaker,
                                place: placed.place,
                                prevails,
                                of: of.clone(),
                                life,
                                when: when.clone(),
                                span,
                            }));
                        }
                    }
                }
                // Without it, an overlap that it settles would be reported.
                Err(Failed) => {
                    let by = extent(placed.here, placed.line);
                    self.break_place(placed.place, by);
                    self.break_targets(placed.here, placed.place, std::slice::from_ref(place), by);
                }
            }
        }
    }

    fn word(
        &mut self,
        placed: &Placed<'a>,
        place: &TextPlace,
        of: &[TextPlace],
    ) -> Done<(Vec<ProvisionId>, Vec<ProvisionId>, Vec<Days>)> {
        let here = placed.here;
        let speakers = match &place.root {
            PlaceRoot::Every(class) => self.every_instrument(here, placed.place, place, class),
            PlaceRoot::ThisInstrument | PlaceRoot::This(_) => {
                self.place(here, Some(placed.place), place).map(|speaker| vec![speaker])
            }
            PlaceRoot::Instrument(_) | PlaceRoot::Same => self.place(here, Some(placed.place), place).map(|speaker| {
                self.cite(placed, speaker, here.span(place.span), false);
                vec![speaker]
            }),
        };
        // `every instrument` is every other one than those of which it is said.
        let own = match &speakers {
            Ok(speakers) if speakers.len() == 1 => speakers.first().copied(),
            _ => None,
        };
        let mut places = Vec::new();
        let mut done = Ok(());
        for text in of {
            match &text.root {
                PlaceRoot::Every(class) => {
                    match self.every_instrument(here, own.unwrap_or(placed.place), text, class) {
                        Ok(more) => places.extend(more),
                        Err(Failed) => done = Err(Failed),
                    }
                }
                _ => match self.place(here, Some(placed.place), text) {
                    Ok(place) if own == Some(place) => {
                        self.report(
                            Problem::error(
                                code::MISPLACED,
                                here.span(text.span),
                                words!(
                                    "no text prevails over itself, or yields to itself",
                                    "không văn bản nào được ưu tiên so với chính nó hoặc nhường áp dụng cho chính nó"
                                ),
                            )
                            .help(words!("name the other text", "nêu văn bản kia")),
                        );
                        done = Err(Failed);
                    }
                    Ok(place) => {
                        self.cite(placed, place, here.span(text.span), false);
                        places.push(place);
                    }
                    Err(Failed) => done = Err(Failed),
                },
            }
        }
        let days = self.line_days(placed, words!("such a line", "dòng như vậy"), &mut |this, clause| {
            this.basis_clause(here, placed.spot(), clause)
        })?;
        done?;
        places.sort_unstable();
        places.dedup();
        Ok((speakers?, places, days))
    }

    /// The other instruments of these kinds, issued by one of these, issued and in force as said. Without a date of issue
    /// one is not among those issued from or until some day.
    pub(crate) fn every_instrument(
        &mut self,
        here: Here,
        at: ProvisionId,
        text: &TextPlace,
        class: &TextClass,
    ) -> Done<Vec<ProvisionId>> {
        let kinds: Done<Vec<InstrumentKindId>> = self.find_all(here, &class.kinds, Self::find_instrument_kind);
        let issuers = self.issued_by(here, &class.issued_by);
        let mut lives = [Stated::default(), Stated::default()];
        let mut done = Ok(());
        for (bounds, stated) in [&class.issued, &class.in_force].into_iter().zip(&mut lives) {
            for bound in bounds {
                done = done.and(self.bound(here, text.span, bound, stated));
                done = done.and(self.without_events(
                    here,
                    text.span,
                    *stated,
                    words!("the instruments meant", "các văn bản được nêu"),
                ));
            }
            done = done.and(self.forwards(here, text.span, stated.life()));
        }
        let (kinds, issuers) = (kinds?, issuers?);
        done?;
        let own = self.instrument_of(at);
        let fits = |stated: Stated, day| stated == Stated::default() || day_in(stated.life(), day);
        let found = self.model.instruments.iter().filter(|(id, row)| {
            *id != own
                && !self.is_silent(*id)
                && (kinds.is_empty() || row.kind.is_some_and(|kind| kinds.contains(&kind)))
                && (issuers.is_empty()
                    || row.issuers.iter().any(|issuer| issuers.iter().any(|one| is_meant(*one, *issuer))))
                && fits(lives[0], row.issued_on())
                && fits(lives[1], row.life.from)
        });
        Ok(found.map(|(_, row)| row.text).collect())
    }

    /// Refuses powers whose holder depends, by way of `is held`, on who holds themselves. Judged by names alone.
    pub(crate) fn circles_of_powers(&mut self) {
        let words = self.model.words.iter().map(|word| &word.when);
        if self.looking.is_empty() && words.into_iter().all(|when| when.asks().is_empty()) {
            return;
        }
        let reach = self.reach();
        // (power, power looked at, rule or word)
        let mut edges: Vec<(usize, usize, usize)> = Vec::new();
        let all: Vec<&Rule> = self.model.rules.iter().map(|(_, rule)| rule).collect();
        let powers_of = |rule: &Rule| -> Vec<PowerId> {
            let (class, body) = match &rule.effect {
                Effect::Transfer { what: Powers::Class(class), from, .. } => (class, from.body),
                Effect::Keep { what: Powers::Class(class), by } => (class, by.body),
                Effect::Bar { what: Powers::Class(class), who: vires_model::Barred::Holder(holder) } => {
                    (class, holder.body)
                }
                Effect::Bar { what: Powers::Class(_), .. } => return self.model.powers.ids().collect(),
                _ => return rule.effect.named_powers().to_vec(),
            };
            let had = reach.get(&body).into_iter().flatten().copied();
            had.filter(|power| {
                let sector = self.model.powers[*power].sector.as_ref();
                let fits = class.sectors.is_empty() || sector.is_some_and(|sector| class.sectors.contains(sector));
                fits && !class.except_powers.contains(power)
            })
            .collect()
        };
        for id in &self.looking {
            let rule = &self.model.rules[*id];
            let seen = rule.asks();
            for power in powers_of(rule) {
                edges.extend(seen.iter().map(|other| (power.0 as usize, other.0 as usize, id.0 as usize)));
            }
        }
        for (n, word) in self.model.words.iter().enumerate() {
            let seen = word.when.asks();
            if seen.is_empty() {
                continue;
            }
            for rule in all.iter().filter(|rule| self.model.stands_in(rule.place, word.speaker)) {
                for power in powers_of(rule) {
                    edges.extend(seen.iter().map(|other| (power.0 as usize, other.0 as usize, all.len() + n)));
                }
            }
        }
        let graph: Vec<_> = edges.iter().map(|(from, to, _)| (*from, *to)).collect();
        let sets = circles(self.model.powers.len(), &graph);
        if sets.is_empty() {
            return;
        }
        let rules = all.len();
        let mut lost = vec![false; rules + self.model.words.len()];
        for set in sets {
            let inside =
                edges.iter().filter(|(from, to, _)| set.binary_search(from).is_ok() && set.binary_search(to).is_ok());
            let mut lines: Vec<_> = inside.map(|(_, _, line)| *line).collect();
            lines.sort_unstable();
            lines.dedup();
            for line in &lines {
                lost[*line] = true;
            }
            self.report_circle_of_powers(&set, &lines, rules);
        }
        let mut kept = Table::default();
        for (_, rule) in self.model.rules.iter().filter(|(id, _)| !lost[id.0 as usize]) {
            kept.push(rule.clone());
        }
        self.model.rules = kept;
        (self.looking, self.asking) = (Vec::new(), Vec::new());
        self.remark(0);
        let mut n = rules;
        self.model.words.retain(|_| {
            n += 1;
            !lost[n - 1]
        });
    }

    fn report_circle_of_powers(&mut self, set: &[usize], lines: &[usize], rules: usize) {
        let powers: Vec<_> = set.iter().map(|id| PowerId(*id as u32)).collect();
        let names: Vec<_> = powers.iter().map(|id| self.model.powers[*id].name.as_str()).collect();
        let span = |rule: &Rule| if rule.when.asks().is_empty() { rule.span } else { rule.when.span };
        let all: Vec<_> = self.model.rules.iter().map(|(_, rule)| span(rule)).collect();
        let mut spans: Vec<_> = lines
            .iter()
            .filter_map(|line| match line.checked_sub(rules) {
                None => all.get(*line).copied(),
                Some(word) => self.model.words.get(word).map(|word| word.when.span),
            })
            .collect();
        spans.sort_unstable();
        spans.dedup();
        let Some((first, rest)) = spans.split_first() else {
            return;
        };
        let message = match names.as_slice() {
            [one] => words!(
                "who holds `{one}` depends here on who holds `{one}`",
                "cơ quan có thẩm quyền `{one}` ở đây lại tùy thuộc vào cơ quan có thẩm quyền `{one}`"
            ),
            _ => words!(
                "who holds each of the powers {names} depends on who holds another of them, in a circle",
                "cơ quan có thẩm quyền đối với mỗi thẩm quyền {names} tùy thuộc lẫn nhau thành vòng \
                 tròn",
                names = names.join(", ")
            ),
        };
        let mut problem = Problem::error(code::CIRCLE, *first, message).help(words!(
            "say one of them without asking who holds the others",
            "quy định một trong số đó mà không hỏi cơ quan nào có các thẩm quyền kia"
        ));
        for span in rest.iter().take(8) {
            problem = problem.see(*span, words!("this is part of the circle", "đây là một phần của vòng tròn"));
        }
        self.report(problem);
        powers.into_iter().for_each(|power| self.lose(power, Lost::Anything, *first));
    }
}

fn day_in(life: Life, day: Option<vires_model::Day>) -> bool {
    day.is_some_and(|day| life.contains(day))
}

/// Whether there are any powers on whose holders a rule depends.
pub(crate) fn looks_at_holders(rule: &Rule) -> bool {
    let mut looks = matches!(rule.effect, Effect::Follow { .. });
    rule.when.atoms(&mut |atom| looks |= matches!(atom, Atom::Held { .. }));
    looks
}

/// Whether an issuer is one that is named; named without saying which, it is any of its kind.
fn is_meant(named: Holder, issuer: Holder) -> bool {
    named.body == issuer.body && (named.which == issuer.which || named.which == Which::Unsaid)
}
