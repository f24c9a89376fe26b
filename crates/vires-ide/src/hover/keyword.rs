//! What a keyword does, from the table of keywords; where a word does something else at a place, what it does there.

use vires_compiler::Policies;
use vires_model::FileId;
use vires_syntax::ast::{DeclarationKind, LineKind, Operation};
use vires_syntax::span::Span;
use vires_syntax::{Keyword, Language as Spelling};

use crate::lines;

/// Both spellings, and the sentence.
pub(super) fn sentence(policies: &Policies, file: FileId, keyword: Keyword, span: Span) -> String {
    let language = policies.language();
    let (english, vietnamese) = (keyword.spelling(Spelling::English), keyword.spelling(Spelling::Vietnamese));
    let row = keyword.row();
    let [doc_english, doc_vietnamese] =
        here(policies, file, keyword, span).unwrap_or([row.doc_english, row.doc_vietnamese]);
    let doc = language.pick(doc_english, doc_vietnamese);
    format!("`{}` · `{}`\n\n{doc}", language.pick(english, vietnamese), language.pick(vietnamese, english))
}

/// What a word does where it does not do what it mostly does.
fn here(policies: &Policies, file: FileId, keyword: Keyword, span: Span) -> Option<[&'static str; 2]> {
    let line = lines::on(&policies.tree(file)?.file, span.start)?;
    let text = policies.file_text(file)?;
    let before = text.get(..span.start as usize)?.split_whitespace().next_back().unwrap_or_default();
    let after = text.get(span.end as usize..)?.split_whitespace().next().unwrap_or_default();
    let is_count = |word: &str| word.bytes().all(|letter| letter.is_ascii_digit()) && !word.is_empty();
    let requires = match &line.kind {
        LineKind::Declaration(declaration) => matches!(declaration.kind, DeclarationKind::Require { .. }),
        _ => false,
    };
    let asks = matches!(line.kind, LineKind::Operation(Operation::For { .. }));
    let appoints = matches!(line.kind, LineKind::Operation(Operation::Appoint { .. }));
    Some(match keyword {
        Keyword::ForSteps if !asks || line.span.start != span.start => [
            "For which entry of the second list by which it is kept.",
            "Đối với mục nào của danh mục thứ hai mà đối tượng được theo dõi.",
        ],
        Keyword::FromGiver if requires => ["The tier from which the powers pass.", "Cấp mà các thẩm quyền rời khỏi."],
        Keyword::ToReceiver if requires => ["The tier to which the powers pass.", "Cấp mà các thẩm quyền chuyển đến."],
        Keyword::ToReceiver if appoints => ["The office that the person fills.", "Chức danh mà người đó đảm nhiệm."],
        Keyword::Power if requires => [
            "Any power there is; behind it, only those of a sector.",
            "Bất kỳ thẩm quyền nào; tiếp theo có thể giới hạn theo lĩnh vực.",
        ],
        Keyword::Of if before.ends_with('%') || before.contains('/') => {
            ["Of which amount it is a share.", "Tỷ lệ tính trên mức nào."]
        }
        Keyword::Of if is_count(before) => ["Out of which they are.", "Trong số những đối tượng nào."],
        Keyword::Any if is_count(after) => ["So many of a list or of a group.", "Một số trong danh mục hoặc nhóm."],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use vires_syntax::KEYWORDS;

    #[test]
    fn every_keyword_has_a_sentence_in_both_languages() {
        for row in &KEYWORDS {
            for doc in [row.doc_english, row.doc_vietnamese] {
                assert!(doc.ends_with('.') && doc.len() > 4 && !doc.contains(".."), "{}: {doc:?}", row.id);
            }
            assert_ne!(row.doc_english, row.doc_vietnamese, "{}", row.id);
        }
    }
}
