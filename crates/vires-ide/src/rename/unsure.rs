//! Where a name stands and it is not known what for; and whether a text reads the same with another one.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;
use vires_compiler::Policies;
use vires_model::{FileId, SourceSpan};
use vires_syntax::{FileKind, Keyword, Lossless, PolicyLine, SourceLineKind, TokenKind, lossless};
use vires_words::say;

use super::Job;
use crate::spelling::{last_part, nfc};

impl Job<'_> {
    /// Refuses where the old name stands on a line of which it is not known what its names stand for.
    pub(super) fn unsure(&self) -> Result<(), String> {
        let policies = self.policies();
        let decomposed: String = self.old.nfd().collect();
        for (file, _) in policies.files() {
            let (Some(text), Some(kind)) = (policies.file_text(file), policies.kind(file)) else { continue };
            if !text.contains(self.old) && !text.contains(&decomposed) {
                continue;
            }
            let source = lossless(text, kind);
            for line in &source.lines {
                let SourceLineKind::Policy(line) = &line.kind else { continue };
                if let Some(span) = self.unknown_on(policies, file, text, &source, line) {
                    return Err(say!(
                        self.language,
                        "at {at} it is not known what `{old}` stands for: mend that line first",
                        "tại {at} chưa rõ `{old}` là gì: hãy sửa dòng đó trước",
                        at = self.at(span),
                        old = self.old
                    ));
                }
            }
        }
        Ok(())
    }

    /// The old name on a line where no mention says what it is.
    fn unknown_on(
        &self,
        policies: &Policies,
        file: FileId,
        text: &str,
        source: &Lossless,
        line: &PolicyLine,
    ) -> Option<SourceSpan> {
        let mentions = policies.resolved().uses.in_file(file);
        for n in line.tokens.clone() {
            let token = source.tokens.get(n)?;
            let word = text.get(token.span.start as usize..token.span.end as usize).unwrap_or_default();
            let is_word = matches!(token.kind, TokenKind::Name | TokenKind::KeywordWord);
            if !is_word || nfc(last_part(word)) != self.old {
                continue;
            }
            let uses = line.keywords.as_deref().unwrap_or_default();
            // A word of a keyword, or the number after `point`, of which the mention is the heading.
            let is_keyword = uses.iter().any(|keyword| keyword.tokens.contains(&n));
            let before = uses.iter().find(|keyword| keyword.tokens.end == n).map(|keyword| keyword.keyword);
            let is_person = before == Some(Keyword::Appoint);
            let is_number = before.is_some_and(|keyword| keyword.row().group == "provision");
            let end = mentions.partition_point(|mention| mention.span.start <= token.span.start);
            let known = mentions.get(..end)?.iter().rev().take(8).any(|mention| token.span.end <= mention.span.end);
            if !is_keyword && !is_person && !is_number && !known {
                return Some(SourceSpan { file, start: token.span.start, end: token.span.end });
            }
        }
        None
    }

    /// Refuses a name that would change which words of the changed files are keywords.
    pub(super) fn read_the_same(&self, changed: &BTreeMap<FileId, BTreeSet<(u32, u32)>>) -> Result<(), String> {
        let policies = self.policies();
        for (file, spans) in changed {
            let (Some(written), Some(kind)) = (policies.written(*file), policies.kind(*file)) else { continue };
            let mut text = written.text.to_owned();
            for (start, end) in spans.iter().rev() {
                text.replace_range(*start as usize..*end as usize, self.new);
            }
            let (before, after) = (keywords(written.text, kind), keywords(&text, kind));
            if let Some(line) = before.iter().zip(&after).position(|(one, other)| one != other) {
                return Err(say!(
                    self.language,
                    "{path}:{line} would read differently with the name `{new}`: it is a word of the language",
                    "{path}:{line} sẽ được đọc khác đi với tên `{new}`: đó là một từ của ngôn ngữ",
                    path = policies.path(*file).unwrap_or_default(),
                    line = line + 1,
                    new = self.new
                ));
            }
        }
        Ok(())
    }
}

/// The keywords of each line, and how many tokens it has.
fn keywords(text: &str, kind: FileKind) -> Vec<Option<(usize, Option<Vec<Keyword>>)>> {
    let source = lossless(text, kind);
    let of_line = |line: &PolicyLine| {
        let keywords = line.keywords.as_ref().map(|all| all.iter().map(|keyword| keyword.keyword).collect());
        (line.tokens.len(), keywords)
    };
    let lines = source.lines.iter().map(|line| match &line.kind {
        SourceLineKind::Policy(policy) => Some(of_line(policy)),
        SourceLineKind::Outside | SourceLineKind::Blank | SourceLineKind::Comment => None,
    });
    lines.collect()
}
