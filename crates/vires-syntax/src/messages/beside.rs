//! Names side by side, where it is not said what they have to do with one another.

use vires_words::words;

use super::Stuck;
use crate::error::SyntaxError;
use crate::grammar::Rule;
use crate::keywords::Language;
use crate::lexer::TokenKind;

impl Stuck<'_> {
    /// Two names side by side.
    pub(super) fn missing_of_or_comma(&self) -> Option<SyntaxError> {
        let of = match self.language() {
            Language::English => "of",
            Language::Vietnamese => "của",
        };
        let two = |first: usize| {
            let names = self.may_be_name(first) && self.may_be_name(first + 1);
            names.then(|| (self.word(first), self.word(first + 1)))
        };
        let before = self.at.checked_sub(1)?;
        let leading = self.promised_rule().and_then(|_| self.keyword_at(0)).map_or(0, |(_, words)| words);
        if let Some((first, second)) = two(before).filter(|_| before >= leading) {
            let error = self.error(
                before,
                self.at + 1,
                words!(
                    "Two names stand side by side: `{first}` and `{second}`.",
                    "Hai tên đứng cạnh nhau: `{first}` và `{second}`."
                ),
            );
            if self.wanted.contains(&Rule::colon) {
                return Some(error.help(words!(
                    "Write `{first} : {second}` if the second is a type.",
                    "Hãy viết `{first} : {second}` nếu từ sau là kiểu."
                )));
            }
            return Some(if self.wanted.contains(&Rule::kw_of) {
                error.help(words!(
                    "Write `{first} {of} {second}` if the one belongs to the other, a comma between them \
                     if this is a list.",
                    "Hãy viết `{first} {of} {second}` nếu cái này thuộc cái kia, viết dấu phẩy ở giữa \
                     nếu là danh sách."
                ))
            } else {
                error.help(words!(
                    "Write a comma between them if this is a list.",
                    "Hãy viết dấu phẩy ở giữa nếu đây là danh sách."
                ))
            });
        }
        // `provincial_pc site holds P` was read as a transfer up to the verb.
        let verb = self.keyword_at(self.at).map(|(row, _)| row.id);
        if matches!(verb, Some("holds" | "keeps" | "may" | "may_not_hold" | "may_take_over"))
            && let Some((first, second)) = self.at.checked_sub(2).and_then(two)
        {
            let error = self.error(
                self.at - 2,
                self.at,
                words!(
                    "Two names stand side by side: `{first}` and `{second}`.",
                    "Hai tên đứng cạnh nhau: `{first}` và `{second}`."
                ),
            );
            return Some(
                error.help(words!(
                    "Did you mean `{first} {of} {second}`?",
                    "Có phải muốn viết `{first} {of} {second}`?"
                )),
            );
        }
        // `any 2 ceo, cfo`
        let counted = self.at.checked_sub(3).map(|any| (any, self.kind(any + 1)));
        match counted {
            Some((any, Some(TokenKind::Number))) if matches!(self.word(any), "any" | "kỳ") => {
                let written = self.words(any, self.at);
                let (number, name) = (self.word(any + 1), self.word(any + 2));
                let error = self.error(any, self.at, words!("`{written}` lacks a word.", "`{written}` thiếu một từ."));
                Some(error.help(words!(
                    "Write `{any} {number} {of} {name}`.",
                    "Hãy viết `{any} {number} {of} {name}`.",
                    any = self.word(any)
                )))
            }
            _ => None,
        }
    }

    /// `moit generation_licence`
    pub(super) fn no_verb(&self) -> Option<SyntaxError> {
        let of_transfer = |rule: &Rule| matches!(rule, Rule::kw_from_giver | Rule::kw_to_receiver);
        if self.at != self.tokens.len()
            || self.at != 2
            || self.wanted.is_empty()
            || !self.wanted.iter().all(of_transfer)
        {
            return None;
        }
        let (first, second) = (self.word(0), self.word(1));
        let error = self.error(
            0,
            2,
            words!(
                "It is not said what `{first}` has to do with `{second}`.",
                "Chưa nêu `{first}` liên quan thế nào với `{second}`."
            ),
        );
        Some(error.help(words!(
            "A rule reads `{first} holds {second}`, a transfer `{first} {second} from A to B`.",
            "Quy định được viết `{first} có thẩm quyền {second}`, chuyển giao được viết `{first} \
             {second} từ A cho B`."
        )))
    }
}
