//! Clauses of which it is not said what they belong to: dates, periods and conditions of a step or of the rule above it.

use vires_words::words;

use super::clauses::BuiltClause;
use super::{Builder, Built, Reported};
use crate::ast::ClauseKind;
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::span::Span;

impl Builder<'_> {
    /// A clause, unless it is a condition behind the period of one to whom silence passes a step.
    pub(super) fn of_whole_step(&mut self, built: BuiltClause, is_behind: bool) -> Built<BuiltClause> {
        if !is_behind || !matches!(built.clause.kind, ClauseKind::When(_) | ClauseKind::ExceptWhen(_)) {
            return Ok(built);
        }
        let message = words!(
            "It is not said whether this condition is the step's or that of the period of whoever it passes to.",
            "Chưa nêu điều kiện này là của cả bước hay của thời hạn dành cho bên được chuyển đến."
        );
        let error = SyntaxError::new(SyntaxErrorCode::Misplaced, built.clause.span, message);
        Err(self.complain(error.help(words!(
            "Write it behind whoever is asked: `with consent of ministry when large`; where the two differ, write a step for each of the cases.",
            "Hãy viết sau bên được hỏi: `có sự đồng ý của ministry khi large`; nếu hai trường hợp khác nhau thì viết mỗi trường hợp một bước."
        ))))
    }

    pub(super) fn complain_of_second_period(&mut self, here: Span) -> Reported {
        let message = words!(
            "Whoever is asked here has a period already, and silence does not pass it on to another.",
            "Bên được hỏi ở đây đã có thời hạn, và quá hạn thì không chuyển cho bên khác."
        );
        let error = SyntaxError::new(SyntaxErrorCode::Misplaced, here, message);
        self.complain(error.help(words!(
            "A second period is that of whoever the first one passes to: `within 28 days of received, else passes to deputy`, and then \
             `within 14 days, else refused`. A period of whoever decides stands at the indent of the steps.",
            "Thời hạn thứ hai là của bên được chuyển đến: `trong thời hạn 28 ngày kể từ received, quá hạn thì chuyển cho deputy`, rồi \
             `trong thời hạn 14 ngày, quá hạn thì coi như từ chối`. Thời hạn của cơ quan quyết định thì viết ngang hàng với các bước."
        )))
    }

    /// `from 2025-03-01` behind a rule of an article, and not below it: of which of the two it is is not said.
    pub(super) fn complain_of_dates_behind_a_rule(&mut self, here: Span) -> Reported {
        let message = words!(
            "It is not said whether these dates are the rule's or those of the whole provision.",
            "Chưa nêu đây là ngày của quy định phía trên hay của cả điều khoản."
        );
        let error = SyntaxError::new(SyntaxErrorCode::Misplaced, here, message);
        self.complain(error.help(words!(
            "Indent them below the rule; or write them right below the heading, before the first rule.",
            "Hãy thụt lề dưới quy định; hoặc viết ngay dưới tiêu đề, trước quy định đầu tiên."
        )))
    }

    /// `with consent of ministry from 2021-01-01`: whether the step or the rule begins then is not said.
    pub(super) fn complain_of_dates_of_a_step(&mut self, here: Span) -> Reported {
        let message = words!(
            "A step has no dates of its own, and it is not said that these are the rule's.",
            "Bước không có ngày riêng, và chưa nêu đây là ngày của quy định."
        );
        let error = SyntaxError::new(SyntaxErrorCode::Misplaced, here, message);
        self.complain(error.help(words!(
            "For the step write `when today from 2026-01-31`; the dates of the rule stand before its steps.",
            "Với bước, hãy viết `khi hôm nay từ ngày 2026-01-31`; ngày của quy định đứng trước các bước."
        )))
    }

    /// `with consent of ministry within 10 days from received`
    pub(super) fn complain_of_period_from(&mut self, here: Span, name: &str) -> Reported {
        let message =
            words!("What a period is counted from is said by `of`.", "Thời hạn tính từ ngày nào thì nêu bằng `kể từ`.");
        let error = SyntaxError::new(SyntaxErrorCode::Misplaced, here, message);
        self.complain(error.help(words!("Write `of {name}`.", "Hãy viết `kể từ {name}`.")))
    }

    pub(super) fn complain_of_second_when(&mut self, here: Span) -> Reported {
        let message = words!(
            "This has a condition already: it is not said how the two join.",
            "Ở đây đã có điều kiện; chưa nêu hai điều kiện nối với nhau thế nào."
        );
        let error = SyntaxError::new(SyntaxErrorCode::Misplaced, here, message);
        self.complain(error.help(words!(
            "Join them with `and` or `or` in one `when`.",
            "Hãy nối bằng `và` hoặc `hoặc` trong một `khi`."
        )))
    }
}
