//! Places of text as people cite them.

use vires_model::{Model, ProvisionId, ProvisionKind};
use vires_words::Language;

use crate::resolver::Resolver;

impl Resolver<'_> {
    /// What messages call a place of text: by the names of the files, and in Vietnamese as the law cites it.
    pub(crate) fn citations(&self, place: ProvisionId) -> (String, String) {
        (self.model.citation(place), title(&self.model, place, Language::Vi))
    }
}

/// A place of text as people cite it. In Vietnamese from the smallest part up: `điểm a khoản 1 Điều 12 Nghị định
/// 146/2025/NĐ-CP`. In English from the instrument down, the parts in the words of the instrument's own package:
/// `Decree 1/2025, article 2`, `Nghị định 146/2025/NĐ-CP, Điều 43 khoản 1`.
#[must_use]
pub fn title(model: &Model, place: ProvisionId, language: Language) -> String {
    let instrument = &model.instruments[model.provisions[place].instrument];
    let vietnamese = language == Language::Vi || model.packages[instrument.package].language == "vi";
    let mut path = Vec::new();
    let mut at = Some(place);
    while let Some(here) = at {
        path.push(&model.provisions[here]);
        at = model.provisions[here].parent;
    }
    path.reverse();
    let article = path.iter().position(|row| row.kind == ProvisionKind::Article);
    let mut words = Vec::new();
    for (n, row) in path.iter().enumerate() {
        // Articles are numbered through: the part, chapter or section around one is not cited.
        let passed_over = article.is_some_and(|article| n < article)
            && matches!(row.kind, ProvisionKind::Part | ProvisionKind::Chapter | ProvisionKind::Section);
        if row.kind != ProvisionKind::Whole && !passed_over {
            words.push(format!("{} {}", provision_word(row.kind, vietnamese), row.number));
        }
    }
    let label = &instrument.label;
    match language {
        _ if words.is_empty() => label.clone(),
        Language::En => format!("{label}, {}", words.join(" ")),
        Language::Vi => {
            words.reverse();
            format!("{} {label}", words.join(" "))
        }
    }
}

const fn provision_word(kind: ProvisionKind, vietnamese: bool) -> &'static str {
    match (kind, vietnamese) {
        (ProvisionKind::Whole, _) => "",
        (ProvisionKind::Part, false) => "part",
        (ProvisionKind::Part, true) => "Phần",
        (ProvisionKind::Chapter, false) => "chapter",
        (ProvisionKind::Chapter, true) => "Chương",
        (ProvisionKind::Section, false) => "section",
        (ProvisionKind::Section, true) => "Mục",
        (ProvisionKind::Article, false) => "article",
        (ProvisionKind::Article, true) => "Điều",
        (ProvisionKind::Clause, false) => "clause",
        (ProvisionKind::Clause, true) => "khoản",
        (ProvisionKind::Point, false) => "point",
        (ProvisionKind::Point, true) => "điểm",
        (ProvisionKind::Subpoint, false) => "subpoint",
        (ProvisionKind::Subpoint, true) => "tiết",
        (ProvisionKind::Annex, false) => "annex",
        (ProvisionKind::Annex, true) => "Phụ lục",
        (ProvisionKind::Paragraph, false) => "paragraph",
        (ProvisionKind::Paragraph, true) => "đoạn",
        (ProvisionKind::Item, false) => "item",
        (ProvisionKind::Item, true) => "số",
        (ProvisionKind::Subsection, false) => "subsection",
        (ProvisionKind::Subsection, true) => "Tiểu mục",
        (ProvisionKind::Subparagraph, false) => "subparagraph",
        (ProvisionKind::Subparagraph, true) => "tiểu đoạn",
        (ProvisionKind::Schedule, false) => "schedule",
        (ProvisionKind::Schedule, true) => "Biểu",
        (ProvisionKind::Appendix, false) => "appendix",
        (ProvisionKind::Appendix, true) => "Phụ bản",
        (ProvisionKind::Regulation, false) => "regulation",
        (ProvisionKind::Regulation, true) => "Quy chế",
        (ProvisionKind::Rule, false) => "rule",
        (ProvisionKind::Rule, true) => "Quy tắc",
        (ProvisionKind::Table, false) => "table",
        (ProvisionKind::Table, true) => "Bảng",
        (ProvisionKind::Row, false) => "row",
        (ProvisionKind::Row, true) => "dòng",
        (ProvisionKind::Sentence, false) => "sentence",
        (ProvisionKind::Sentence, true) => "câu",
    }
}
