//! What this version of the language does not know yet: one clear sentence each.

use vires_syntax::span::Span;
use vires_words::{Words, words};

use crate::problem::{Problem, code};
use crate::resolver::{Here, Resolver};

impl Resolver<'_> {
    /// `what` in the plural: `events`, `sums over a list`.
    pub(crate) fn not_yet(&mut self, here: Here, span: Span, what: Words) {
        let message = words!(
            "{what} are not part of this version of Vires yet",
            "{what} chưa có trong phiên bản này của Vires",
            what = what
        );
        self.report(
            Problem::error(code::NOT_YET, here.span(span), message).help(words!(
                "what this line says has no effect for now",
                "nội dung của dòng này hiện chưa có tác dụng"
            )),
        );
    }
}
