//! Whom steps ask and to whom silence passes a matter: bodies that do not exist then, and circles.

use std::collections::BTreeSet;

use vires_model::{
    Among, Barred, BodyId, ConditionKind, Day, Deadline, Effect, Holder, Life, PowerId, SourceSpan, Step, Which,
};
use vires_words::{Words, words};

use crate::exclusion::excluded;
use crate::numbers::{said_day, said_days};
use crate::problem::{Problem, code};
use crate::resolver::Resolver;

/// One text that asks for something.
struct Asking {
    life: Life,
    /// Who would decide, before any silence.
    holders: Vec<Holder>,
    /// Under which powers, where silence passes the matter on.
    powers: Vec<PowerId>,
    steps: Vec<Step>,
    deadlines: Vec<Deadline>,
}

impl Resolver<'_> {
    /// Looks at every step and deadline as it stands in the end.
    pub(crate) fn bodies_asked(&mut self) {
        let powers = |deadlines: &[Deadline], speaks: &dyn Fn(PowerId) -> bool| -> Vec<PowerId> {
            let passes = deadlines.iter().any(|own| own.passes_to().is_some());
            self.model.powers.ids().filter(|power| passes && speaks(*power)).collect()
        };
        let of_rule = |rule: &vires_model::Rule| Asking {
            life: rule.life,
            holders: match &rule.effect {
                Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. } => holding.seats.clone(),
                _ => Vec::new(),
            },
            powers: powers(&rule.deadlines, &|power| rule.effect.speaks_of(&self.model, power)),
            steps: rule.steps.clone(),
            deadlines: rule.deadlines.clone(),
        };
        let rules = self.asking.iter().map(|id| &self.model.rules[*id]);
        let rules = rules.filter(|rule| rule.suspended_by.is_none()).map(of_rule);
        let attached = self.model.attachments.iter().map(|text| Asking {
            life: text.life,
            holders: Vec::new(),
            powers: powers(&text.deadlines, &|power| text.what.speak_of(&self.model, power)),
            steps: text.steps.clone(),
            deadlines: text.deadlines.clone(),
        });
        let all: Vec<Asking> = rules.chain(attached).collect();
        let mut told: BTreeSet<(SourceSpan, BodyId)> = BTreeSet::new();
        self.taking_over(&mut told);
        for asking in all {
            for step in &asking.steps {
                let named = step.who.iter().copied().filter(|_| step.among != Among::Group);
                for who in named.chain(step.passes_to()) {
                    self.exists_throughout(asking.life, who, step.span, &mut told);
                }
                if step.among == Among::Group {
                    self.enough_throughout(asking.life, step);
                }
                let mut had = step.who.clone();
                for deadline in &step.deadlines {
                    let Some(to) = deadline.passes_to() else { continue };
                    if had.contains(&to) {
                        self.passes_back(deadline, to, &mut told);
                    }
                    had.push(to);
                }
            }
            for (n, deadline) in asking.deadlines.iter().enumerate() {
                let Some(to) = deadline.passes_to() else { continue };
                self.exists_throughout(asking.life, to, deadline.span, &mut told);
                self.is_never_barred(&asking, to, deadline, &mut told);
                // Of two deadlines for different cases, neither passes on what the other has.
                let had_it = asking.deadlines.iter().take(n).any(|before| {
                    before.passes_to() == Some(to)
                        && !excluded(
                            &self.model,
                            std::slice::from_ref(&before.when),
                            std::slice::from_ref(&deadline.when),
                            asking.life,
                        )
                });
                if had_it || asking.holders.contains(&to) {
                    self.passes_back(deadline, to, &mut told);
                }
            }
        }
    }

    /// Who may take over, alone or with all the others of a line, while there is somebody to take over from.
    fn taking_over(&mut self, told: &mut BTreeSet<(SourceSpan, BodyId)>) {
        let mut lines: Vec<(Vec<Life>, Holder, SourceSpan)> = Vec::new();
        for (_, rule) in self.model.rules.iter().filter(|(_, rule)| rule.suspended_by.is_none()) {
            let Effect::TakeOver { by, from, .. } = &rule.effect else { continue };
            if by.enough() as usize == by.seats.len() {
                let there = self.lives_of(*from).into_iter().map(|life| life.intersect(rule.life));
                let there: Vec<Life> = there.filter(|life| !life.is_empty()).collect();
                lines.extend(by.seats.iter().map(|seat| (there.clone(), *seat, rule.span)));
            }
        }
        for (there, who, span) in lines {
            let gone = Life::left_of(there, self.lives_of(who));
            self.gone(gone, who, span, told, |name, days| {
                words!(
                    "`{name}` may take over here{days}, and does not exist then",
                    "`{name}` được trực tiếp giải quyết ở đây{days}, nhưng khi đó không tồn tại",
                    name = name,
                    days = days
                )
            });
        }
    }

    /// Silence passes nothing to one who may not hold the power on any day or in any case.
    fn is_never_barred(
        &mut self,
        asking: &Asking,
        to: Holder,
        deadline: &Deadline,
        told: &mut BTreeSet<(SourceSpan, BodyId)>,
    ) {
        let powers = asking.powers.iter();
        let bar = |power: PowerId| {
            let bars = self.model.rules.iter().filter(|(_, rule)| {
                let on_it = matches!(&rule.effect, Effect::Bar { who: Barred::Holder(who), .. } if *who == to);
                let always = matches!(rule.when.kind, ConditionKind::Always) && rule.suspended_by.is_none();
                on_it && always && rule.effect.speaks_of(&self.model, power)
            });
            let bars: Vec<(Life, SourceSpan)> = bars.map(|(_, rule)| (rule.life, rule.span)).collect();
            let left = Life::left_of(vec![asking.life], bars.iter().map(|(life, _)| *life));
            bars.first().filter(|_| left.is_empty()).map(|(_, span)| *span)
        };
        let bars: Option<Vec<SourceSpan>> = powers.map(|power| bar(*power)).collect();
        let Some(span) = bars.and_then(|bars| bars.first().copied()) else { return };
        if !told.insert((deadline.span, to.body)) {
            return;
        }
        let name = self.model.bodies[to.body].name.clone();
        let problem = Problem::warning(
            code::NEVER_APPLIES,
            deadline.span,
            words!(
                "silence passes the matter to `{name}`, which may not hold the power: it never passes",
                "quá hạn thì vụ việc chuyển cho `{name}`, là bên không được thực hiện thẩm quyền này: không bao giờ chuyển được"
            ),
        )
        .see(span, words!("barred here", "bị loại trừ ở đây"))
        .help(words!(
            "take one of the two out, name another, or say what silence means: `else approved`, `else refused`",
            "bỏ một trong hai, nêu chủ thể khác, hoặc nói quá hạn thì coi như thế nào: `else approved`, `else refused`"
        ));
        self.report(problem);
    }

    fn exists_throughout(
        &mut self,
        life: Life,
        who: Holder,
        span: SourceSpan,
        told: &mut BTreeSet<(SourceSpan, BodyId)>,
    ) {
        let gone = Life::left_of(vec![life], self.lives_of(who));
        self.gone(gone, who, span, told, |name, days| {
            words!(
                "`{name}` is asked here{days}, and does not exist then",
                "`{name}` được hỏi ở đây{days}, nhưng khi đó không tồn tại",
                name = name,
                days = days
            )
        });
    }

    /// `gone`: on which days it does not exist.
    fn gone(
        &mut self,
        gone: Vec<Life>,
        who: Holder,
        span: SourceSpan,
        told: &mut BTreeSet<(SourceSpan, BodyId)>,
        says: impl FnOnce(&str, Words) -> Words,
    ) {
        let body = &self.model.bodies[who.body];
        let Some(gone) = gone.into_iter().next_back().filter(|_| told.insert((span, who.body))) else { return };
        let name = body.name.clone();
        let problem = Problem::error(code::ASKED_GONE, span, says(&name, said_days(gone)))
            .see(body.span, words!("declared here, with its own life", "khai báo ở đây, với thời gian tồn tại riêng"))
            .help(words!(
                "name the body that has taken its place, or write `read … for {name}`",
                "nêu cơ quan kế thừa, hoặc viết `read … for {name}`"
            ));
        self.report(problem);
    }

    pub(crate) fn lives_of(&self, who: Holder) -> Vec<Life> {
        let body = &self.model.bodies[who.body];
        let place = match (who.which, body.one_per) {
            (Which::OfValue(place), Some(list)) => {
                self.model.lists[list].values.get(place.0 as usize).map_or(Life::ALWAYS, |row| row.life)
            }
            _ => Life::ALWAYS,
        };
        body.lives().into_iter().map(|life| life.intersect(place)).collect()
    }

    /// Of a group whoever is there is asked; but so many as are asked have to be there.
    fn enough_throughout(&mut self, life: Life, step: &Step) {
        let lives: Vec<Vec<Life>> = step.who.iter().map(|who| self.lives_of(*who)).collect();
        let enough = step.enough.unwrap_or(1) as usize;
        let starts = lives.iter().flatten().filter_map(|own| own.until).map(|until| until.next()).chain(life.from);
        let starts: BTreeSet<Day> = starts.filter(|day| life.contains(*day)).collect();
        let there = |day: Day| lives.iter().filter(|own| own.iter().any(|own| own.contains(day))).count();
        let Some((day, count)) = starts.into_iter().map(|day| (day, there(day))).find(|(_, count)| *count < enough)
        else {
            return;
        };
        let problem = Problem::error(
            code::ASKED_GONE,
            step.span,
            words!(
                "{enough} of this group must be asked here, and on {day} it has only {count}",
                "ở đây phải hỏi {enough} chủ thể trong nhóm này, mà ngày {day} chỉ có {count}",
                day = said_day(day)
            ),
        )
        .help(words!(
            "declare who belongs to the group then, or end the line before that day",
            "khai báo ai thuộc nhóm khi đó, hoặc cho dòng này hết hiệu lực trước ngày đó"
        ));
        self.report(problem);
    }

    fn passes_back(&mut self, deadline: &Deadline, to: Holder, told: &mut BTreeSet<(SourceSpan, BodyId)>) {
        if !told.insert((deadline.span, to.body)) {
            return;
        }
        let name = self.model.bodies[to.body].name.clone();
        let problem = Problem::error(
            code::PASSES_BACK,
            deadline.span,
            words!(
                "silence passes the matter back to `{name}`, which has let its own time run out",
                "quá hạn thì vụ việc lại chuyển về `{name}`, là bên đã để quá hạn"
            ),
        )
        .help(words!(
            "name another, or say what its silence means: `else approved`, `else refused`",
            "nêu chủ thể khác, hoặc nói quá hạn thì coi như thế nào: `else approved`, `else refused`"
        ));
        self.report(problem);
    }
}
