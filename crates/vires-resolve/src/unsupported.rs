//! What this version of the language does not know yet: one clear sentence each.

use vires_syntax::ast::Operation;
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

    /// The words for an operation this version does not carry out; none where it does.
    pub(crate) fn unknown_operation(operation: &Operation) -> Option<Words> {
        Some(match operation {
            Operation::Repeal { .. } => words!("`repeal` lines", "dòng `bãi bỏ`"),
            Operation::Replace { .. } => words!("`replace` lines", "dòng `thay thế`"),
            Operation::InsertAfter { .. } => words!("`insert after` lines", "dòng `bổ sung sau`"),
            Operation::Suspend { .. } => words!("`suspend` lines", "dòng `ngưng hiệu lực`"),
            Operation::Extend { .. } => words!("`extend` lines", "dòng `kéo dài hiệu lực`"),
            Operation::Start { .. } => words!("`start` lines", "dòng `bắt đầu hiệu lực`"),
            Operation::Set { .. }
            | Operation::Read { .. }
            | Operation::Abolish { .. }
            | Operation::Appoint { .. }
            | Operation::For { .. }
            | Operation::AppliesOnlyWhen { .. }
            | Operation::PrevailsOver { .. }
            | Operation::YieldsTo { .. } => return None,
        })
    }
}
