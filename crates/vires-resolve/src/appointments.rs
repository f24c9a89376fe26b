//! `appoint an_nguyen to cfo`: who fills which office, and offices that one person may not fill at once.

use vires_model::{Appointment, Holder, Which};
use vires_syntax::ast::{self, Name};
use vires_words::words;

use crate::numbers::said_days;
use crate::problem::{Done, Failed, Problem, code};
use crate::provisions::Placed;
use crate::resolver::Resolver;

impl<'a> Resolver<'a> {
    /// A state: true while its line, or the place it stands in, is in force.
    pub(crate) fn appointment(&mut self, placed: &Placed<'a>, person: &Name, office: &ast::Holder) -> Done<()> {
        let here = placed.here;
        self.nothing_below(here, placed.line);
        let holder = self.holder(here, office);
        let days = self.line_days(placed, words!("an `appoint` line", "dòng `bổ nhiệm`"), &mut |this, clause| {
            this.basis_clause(here, placed.spot(), clause)
        });
        let lives = self.for_every_case(here.span(placed.line.span), days?)?;
        let holder = holder?;
        let body = &self.model.bodies[holder.body];
        if !body.office {
            let problem = Problem::error(
                code::WRONG_SORT,
                here.span(office.span),
                words!(
                    "`{body}` is a body, and only an office is filled by a person",
                    "`{body}` là cơ quan, mà chỉ chức danh mới do một người đảm nhiệm",
                    body = office.name.value
                ),
            )
            .see(body.span, words!("declared here", "khai báo tại đây"))
            .help(words!(
                "declare it as an `office`, or appoint the person to an office under it",
                "khai báo là `chức danh`, hoặc bổ nhiệm người đó vào một chức danh trực thuộc"
            ));
            self.report(problem);
            return Err(Failed);
        }
        if !matches!(holder.which, Which::Sole | Which::OfValue(_)) {
            let problem = Problem::error(
                code::WRONG_TYPE,
                here.span(office.span),
                words!(
                    "there are many `{office}`; a person is appointed to one of them",
                    "có nhiều `{office}`; một người được bổ nhiệm vào một trong số đó",
                    office = office.name.value
                ),
            )
            .see(body.span, words!("declared here with `one per`", "khai báo tại đây với `một cho mỗi`"))
            .help(words!(
                "say which one by a place, such as `of lam_dong`",
                "nêu rõ của nơi nào, ví dụ `của lam_dong`"
            ));
            self.report(problem);
            return Err(Failed);
        }
        let rows: Vec<_> = lives.into_iter().flat_map(|life| self.offices_read(placed.place, life, holder)).collect();
        for (office, life) in rows {
            self.model.appointments.push(Appointment {
                place: placed.place,
                person: person.value.clone(),
                office,
                life,
                span: here.span(placed.line.span),
            });
        }
        Ok(())
    }

    /// One person in two offices that are incompatible, on some day.
    pub(crate) fn incompatible_offices(&mut self) {
        let mut problems = Vec::new();
        for (n, later) in self.model.appointments.iter().enumerate() {
            for earlier in self.model.appointments.iter().take(n) {
                let common = later.life.intersect(earlier.life);
                if later.person != earlier.person || common.is_empty() || !self.clash(later.office, earlier.office) {
                    continue;
                }
                let name = |office: Holder| self.model.bodies[office.body].name.clone();
                let message = words!(
                    "`{person}` is to be `{first}` and `{second}` at once{days}; one person may not fill \
                     both offices",
                    "`{person}` đồng thời giữ `{first}` và `{second}`{days}; một người không được kiêm \
                     hai chức danh này",
                    person = later.person,
                    first = name(earlier.office),
                    second = name(later.office),
                    days = said_days(common)
                );
                problems.push(
                    Problem::error(code::INCOMPATIBLE, later.span, message)
                        .see(
                            earlier.span,
                            words!("appointed here to the other office", "bổ nhiệm vào chức danh kia tại đây"),
                        )
                        .help(words!(
                            "appoint another person, or end the one appointment before the other begins",
                            "bổ nhiệm người khác, hoặc kết thúc việc bổ nhiệm này trước khi việc kia bắt đầu"
                        )),
                );
            }
        }
        problems.into_iter().for_each(|problem| self.report(problem));
    }

    /// Whether one of the two is declared incompatible with the other.
    fn clash(&self, one: Holder, other: Holder) -> bool {
        let says = |a: Holder, b: Holder| self.model.bodies[a.body].incompatible.contains(&b.body);
        says(one, other) || says(other, one)
    }
}
