//! Whole sentences to be filled in, where a line begins.

use vires_syntax::Keyword;
use vires_syntax::ast::DeclarationKind;
use vires_words::Language;

use super::context::{Context, Sort};
use super::items::Items;
use crate::excerpt::Cursor;
use crate::visible::Visible;

/// A sentence in both languages, with `${1:…}` where something is to be filled in.
struct Snippet {
    name: [&'static str; 2],
    doc: [&'static str; 2],
    text: [&'static str; 2],
}

/// What stands at the margin.
const DECLARATIONS: &[Snippet] = &[
    Snippet {
        name: ["instrument …", "văn bản …"],
        doc: ["An instrument with its dates and first article", "Một văn bản với ngày tháng và điều đầu tiên"],
        text: [
            "instrument ${1:decree_1} \"${2:Decree 1}\"\n  in force from ${3:2025-07-01}\n  article ${4:1}\n    $0",
            "văn bản ${1:nđ_1} \"${2:Nghị định 1}\"\n  có hiệu lực từ ngày ${3:2025-07-01}\n  điều ${4:1}\n    $0",
        ],
    },
    Snippet {
        name: ["test …", "kiểm thử …"],
        doc: ["A case with its expected answer", "Một hồ sơ kèm kết quả mong đợi"],
        text: [
            "test \"${1:what is shown}\"\n  on ${2:2025-08-01}\n  given ${3:fact is value}\n  expect ${4:body} holds ${5:licence}$0",
            "kiểm thử \"${1:điều cần kiểm}\"\n  ngày ${2:2025-08-01}\n  với ${3:dữ_liệu là giá_trị}\n  kết quả ${4:cơ_quan_a} có thẩm quyền ${5:giấy_phép}$0",
        ],
    },
    Snippet {
        name: ["power …", "thẩm quyền …"],
        doc: ["A power", "Một thẩm quyền"],
        text: [
            "power ${1:licence} \"${2:Licence}\" sector ${3:trade}$0",
            "thẩm quyền ${1:giấy_phép} \"${2:Giấy phép}\" lĩnh vực ${3:thương_mại}$0",
        ],
    },
    Snippet {
        name: ["modality …", "phương thức …"],
        doc: ["A way to pass powers on", "Một phương thức chuyển giao thẩm quyền"],
        text: [
            "modality ${1:decentralise} \"${2:Decentralisation}\"\n  title stays\n  giver stops acting\n  answerable receiver$0",
            "phương thức ${1:phân_cấp} \"${2:Phân cấp}\"\n  không chuyển hẳn thẩm quyền\n  bên giao thôi thực hiện\n  chịu trách nhiệm bên nhận$0",
        ],
    },
];

/// What stands below a heading.
const RULES: &[Snippet] = &[
    Snippet {
        name: ["… holds … when …", "… có thẩm quyền … khi …"],
        doc: ["A grant in some cases", "Giao thẩm quyền trong một số trường hợp"],
        text: [
            "${1:body} holds ${2:licence} when ${3:condition}$0",
            "${1:cơ_quan_a} có thẩm quyền ${2:giấy_phép} khi ${3:dữ_liệu}$0",
        ],
    },
    Snippet {
        name: ["… holds … in all other cases", "… có thẩm quyền … trong các trường hợp còn lại"],
        doc: ["A grant of what is left", "Giao phần còn lại"],
        text: [
            "${1:body} holds ${2:licence} in all other cases$0",
            "${1:cơ_quan_a} có thẩm quyền ${2:giấy_phép} trong các trường hợp còn lại$0",
        ],
    },
    Snippet {
        name: ["nobody holds …", "không cơ quan nào có thẩm quyền …"],
        doc: ["Nobody may act, on purpose", "Chủ ý không giao cho cơ quan nào"],
        text: [
            "nobody holds ${1:licence} when ${2:condition}$0",
            "không cơ quan nào có thẩm quyền ${1:giấy_phép} khi ${2:dữ_liệu}$0",
        ],
    },
    Snippet {
        name: ["transfer … from … to …", "chuyển giao … từ … cho …"],
        doc: ["Passes a power on", "Chuyển giao một thẩm quyền"],
        text: [
            "${1:decentralise} ${2:licence} from ${3:body} to ${4:receiver_body}$0",
            "${1:phân_cấp} ${2:giấy_phép} từ ${3:cơ_quan_a} cho ${4:cơ_quan_b}$0",
        ],
    },
];

/// Words that stand for a name of the package, where it has some.
struct Filled {
    words: [&'static str; 2],
    fits: fn(&DeclarationKind) -> bool,
    /// Which of the names that fit.
    nth: usize,
}

const FILLED: [Filled; 4] = [
    Filled { words: ["decentralise", "phân_cấp"], fits: |kind| matches!(kind, DeclarationKind::Modality), nth: 0 },
    Filled { words: ["licence", "giấy_phép"], fits: |kind| matches!(kind, DeclarationKind::Power), nth: 0 },
    Filled { words: ["body", "cơ_quan_a"], fits: is_body, nth: 0 },
    Filled { words: ["receiver_body", "cơ_quan_b"], fits: is_body, nth: 1 },
];

const fn is_body(kind: &DeclarationKind) -> bool {
    matches!(kind, DeclarationKind::Body | DeclarationKind::Office)
}

/// A rule with the first names that may stand in it.
fn filled(text: &str, language: Language, visible: &Visible<'_>) -> String {
    let mut text = text.to_owned();
    for Filled { words: [english, vietnamese], fits, nth } in FILLED {
        let mut names = Vec::new();
        visible.each(|entry| {
            if names.len() <= nth && fits(entry.kind) {
                names.push(entry.name.value.clone());
            }
        });
        if let Some(name) = names.get(nth) {
            text = text.replace(&format!(":{}}}", language.pick(english, vietnamese)), &format!(":{name}}}"));
        }
    }
    text
}

pub(super) fn add(cursor: &Cursor<'_>, context: &Context, visible: &Visible<'_>, items: &mut Items) {
    if !context.is_at_start || context.in_list {
        return;
    }
    let (all, is_rule) = match context.parent {
        None if !context.in_instrument => (DECLARATIONS, false),
        Some(Sort::Provision | Sort::Operation(Keyword::Replace | Keyword::InsertAfter)) => (RULES, true),
        _ => return,
    };
    let language = context.language;
    for snippet in all {
        let [english, vietnamese] = snippet.text;
        let text = language.pick(english, vietnamese);
        let text = if is_rule { filled(text, language, visible) } else { text.to_owned() };
        // Clients indent the further lines of a snippet as the first, or as told: plain words have to do it themselves.
        let plain = without_marks(&text).replace('\n', &format!("\n{}", " ".repeat(cursor.indent)));
        let [english, vietnamese] = snippet.name;
        let name = language.pick(english, vietnamese);
        let [english, vietnamese] = snippet.doc;
        items.snippet(name, language.pick(english, vietnamese), text, plain);
    }
}

/// The words of a snippet.
fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(rest.get(..at).unwrap_or_default());
        let mark = rest.get(at + 1..).unwrap_or_default();
        rest = match mark.strip_prefix('{').and_then(|mark| mark.split_once('}')) {
            Some((inside, after)) => {
                out.push_str(inside.split_once(':').map_or("", |(_, words)| words));
                after
            }
            None => mark.trim_start_matches(|letter: char| letter.is_ascii_digit()),
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use vires_syntax::{FileKind, parse};

    /// Both languages of every snippet, in plain words, and whether it stands below a heading.
    fn plain_snippets() -> Vec<(String, Language, bool)> {
        let mut all = Vec::new();
        for (snippets, is_rule) in [(DECLARATIONS, false), (RULES, true)] {
            for snippet in snippets {
                let [english, vietnamese] = snippet.text;
                all.push((without_marks(english), Language::En, is_rule));
                all.push((without_marks(vietnamese), Language::Vi, is_rule));
            }
        }
        all
    }

    #[test]
    fn every_snippet_reads_as_it_stands() {
        for (text, language, is_rule) in plain_snippets() {
            let text = if is_rule { format!("instrument d1\n  article 1\n    {text}") } else { text };
            let parsed = parse(&text, FileKind::Policy);
            assert_eq!(parsed.errors, [], "{language:?}\n{text}");
            assert!(!text.contains('$'), "{text}");
        }
    }
}
