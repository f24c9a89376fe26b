//! Of whom a step is asked: bodies by name, so many of a group, all of a kind, one for each of a set, whoever holds
//! another power.

use vires_model::{Among, Domain, Holder, PowerId, Which};
use vires_syntax::ast::{self, Mode, Name, Whom};
use vires_syntax::span::Span;
use vires_words::words;

use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};

/// Those whom one step asks.
pub(crate) struct Asks {
    pub(crate) who: Vec<Holder>,
    pub(crate) enough: Option<u32>,
    pub(crate) among: Among,
}

impl Resolver<'_> {
    pub(crate) fn whom(
        &mut self,
        here: Here,
        act: Act,
        powers: &[PowerId],
        step: &ast::Step,
        span: Span,
    ) -> Done<Vec<Asks>> {
        if let Mode::AnyOf(_) | Mode::Share(_) = step.mode {
            return self.some_of(here, &step.who, step.mode, span).map(|asks| vec![asks]);
        }
        let is_choice = step.mode == Mode::Any;
        let mut all: Vec<Asks> = Vec::new();
        let mut done = Ok(());
        for whom in &step.who {
            match self.one_asked(here, (act, powers), whom, is_choice) {
                Ok(asks) => match (all.last_mut(), asks.among) {
                    (Some(last), Among::Named) if last.among == Among::Named => last.who.extend(asks.who),
                    _ => all.push(asks),
                },
                Err(Failed) => done = Err(Failed),
            }
        }
        done?;
        if is_choice {
            all.iter_mut().for_each(|asks| asks.enough = (asks.who.len() > 1).then_some(1));
        }
        Ok(all)
    }

    /// `any 2 of A, B, class_c`
    fn some_of(&mut self, here: Here, whom: &[Whom], mode: Mode, span: Span) -> Done<Asks> {
        let holder = |whom: &Whom| match whom {
            Whom::Holder(holder) => Some(holder.clone()),
            _ => None,
        };
        let written: Vec<ast::Holder> = whom.iter().filter_map(holder).collect();
        let (seats, count) = match mode {
            Mode::Share(share) => self.share(here, share, &written)?,
            Mode::AnyOf(count) => (self.seats(here, &written)?, count),
            _ => return Err(Failed),
        };
        let is_group = written.iter().any(|holder| self.is_group(here, holder));
        if count == 0 || count as usize > seats.len() {
            return Err(self.not_so_many(here, span, count as usize, seats.len()));
        }
        Ok(Asks {
            enough: Some(count).filter(|count| is_group || (*count as usize) < seats.len()),
            who: seats,
            among: if is_group { Among::Group } else { Among::Named },
        })
    }

    fn one_asked(&mut self, here: Here, (act, powers): (Act, &[PowerId]), whom: &Whom, is_choice: bool) -> Done<Asks> {
        let span = match whom {
            Whom::Holder(holder) => {
                self.kind_alone(here, holder)?;
                let who = vec![self.holder(here, holder)?];
                return Ok(Asks { who, enough: None, among: Among::Named });
            }
            Whom::Every { span, .. } | Whom::OfEvery { span, .. } | Whom::Whoever { span, .. } => *span,
        };
        if is_choice {
            return Err(self.no_choice(here, span));
        }
        let (who, among) = match whom {
            Whom::Every { name, .. } => (self.everybody(here, name)?, Among::Group),
            Whom::OfEvery { name, of, .. } => self.one_of_every(here, name, of)?,
            Whom::Whoever { power, .. } => {
                (Vec::new(), Among::HolderOf(self.whose_consent(here, (act, powers), power)?))
            }
            Whom::Holder(_) => return Err(Failed),
        };
        Ok(Asks { who, enough: None, among })
    }

    fn no_choice(&mut self, here: Here, span: Span) -> Failed {
        self.report(
            Problem::error(
                code::MISPLACED,
                here.span(span),
                words!(
                    "`or` joins single bodies and offices: of a group it is not clear whether one or all are enough",
                    "`hoặc` chỉ nối từng cơ quan, chức danh: với một nhóm thì không rõ cần một hay cần tất cả"
                ),
            )
            .help(words!(
                "write `any 1 of …` with the group and the others, or a line for each case with its `when`",
                "viết `bất kỳ 1 của …` gồm nhóm và các chủ thể khác, hoặc mỗi trường hợp một dòng với `khi` riêng"
            )),
        );
        Failed
    }

    /// `every ministry`
    fn everybody(&mut self, here: Here, name: &Name) -> Done<Vec<Holder>> {
        match self.find(here, name, Sorts::BODY.or(Sorts::BODY_KIND))? {
            Thing::BodyKind(kind) => self.of_kind(here, name.span, kind),
            Thing::Body(body) if self.model.bodies[body].one_per.is_some() => Ok(self.each(body)),
            Thing::Body(body) => {
                let problem = Problem::error(
                    code::WRONG_TYPE,
                    here.span(name.span),
                    words!("there is only one `{name}`", "chỉ có một `{name}`", name = name.value),
                )
                .see(self.model.bodies[body].span, words!("declared here", "khai báo tại đây"))
                .help(words!(
                    "leave out `every`; or declare a kind, `body kind ministry`, and say of each body that it is of it",
                    "bỏ `mọi`; hoặc khai báo một loại, `loại cơ quan ministry`, và nêu loại đó ở từng cơ quan"
                ));
                self.report(problem);
                Err(Failed)
            }
            _ => Err(Failed),
        }
    }

    /// `commune_pc of every affected`: that of each place in a set; of a list, that of each of its values.
    fn one_of_every(&mut self, here: Here, name: &Name, of: &Name) -> Done<(Vec<Holder>, Among)> {
        let body = self.find_body(here, name)?;
        let row = &self.model.bodies[body];
        let (label, at) = (row.name.clone(), row.span);
        let Some(list) = row.one_per else {
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    here.span(name.span),
                    words!("there is only one `{label}`", "chỉ có một `{label}`"),
                )
                .see(at, words!("declared here without `one per`", "khai báo tại đây, không có `một cho mỗi`"))
                .help(words!("write `{label}` alone", "chỉ viết `{label}`")),
            );
            return Err(Failed);
        };
        let (fact, domain_fits) = match self.find(here, of, Sorts::FACT.or(Sorts::LIST))? {
            Thing::List(other) if other == list => return Ok((self.each(body), Among::Group)),
            Thing::Fact(fact) => match self.model.facts[fact].domain {
                Domain::SetOf(from) => (Some(fact), self.lies_within(from, list)),
                _ => (Some(fact), false),
            },
            _ => (None, false),
        };
        if let Some(fact) = fact.filter(|_| domain_fits) {
            return Ok((vec![Holder { body, which: Which::OfFact(fact) }], Among::EachOf(fact)));
        }
        let outer = self.model.lists[list].name.clone();
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(of.span),
                words!(
                    "`{of}` does not say of which of {outer} each `{label}` is meant",
                    "`{of}` không cho biết là `{label}` của những {outer} nào",
                    of = of.value
                ),
            )
            .see(at, words!("there is one `{label}` per {outer}", "mỗi {outer} có một `{label}`"))
            .help(words!(
                "ask for them as a set: `fact affected : set of {outer}`; then `{label} of every affected`",
                "hỏi bằng một tập hợp: `dữ kiện affected : tập hợp {outer}`; rồi `{label} của mọi affected`"
            )),
        );
        Err(Failed)
    }

    /// `whoever holds licence`: of another power, with the same act.
    fn whose_consent(&mut self, here: Here, (act, powers): (Act, &[PowerId]), name: &Name) -> Done<PowerId> {
        let whose = self.find_power(here, name)?;
        if self.poisoned.contains(&Thing::Power(whose)) {
            return Err(Failed);
        }
        if powers.contains(&whose) {
            self.report(
                Problem::error(
                    code::MISPLACED,
                    here.span(name.span),
                    words!(
                        "whoever holds `{name}` is the one who decides here",
                        "cơ quan có thẩm quyền `{name}` chính là bên quyết định ở đây",
                        name = name.value
                    ),
                )
                .help(words!("name the power of the body to be asked", "nêu thẩm quyền của bên phải được hỏi")),
            );
            return Err(Failed);
        }
        self.act_passes(here, act, name, whose)?;
        Ok(whose)
    }
}
