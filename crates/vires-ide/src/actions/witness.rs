//! The case that shows a finding, as a test that stands beside the rules.

use vires_diagnostics::{Code, FactText, Finding};
use vires_syntax::FileKind;
use vires_words::{Language, say};

use super::{Action, ActionKind, Desk};
use crate::lines::around;
use crate::spelling::last_part;
use crate::visible::package_of;

/// So long a label may be.
const MOST_LETTERS: usize = 100;

pub(super) fn test(desk: &Desk<'_>, finding: &Finding) -> Option<Action> {
    let witness = finding.witness.as_ref()?;
    let place = finding.primary()?;
    let file = desk.policies.file_at(&place.span.file)?;
    let at = desk.policies.written(file)?.place(place.span.start.byte);
    let top = *around(&desk.policies.tree(file)?.file, at).first()?;
    let language = desk.language_of(file, top);
    let full = finding.power.as_deref()?;
    let package = full.strip_suffix(last_part(full))?.trim_end_matches('.');
    let power = if package_of(desk.policies, file) == Some(package) { last_part(full) } else { full };
    let expected = match finding.code {
        Code::Gap => say!(language, "expect gap over {power}", "kết quả bỏ trống về {power}"),
        _ => say!(language, "expect conflict over {power}", "kết quả chồng chéo về {power}"),
    };
    let label = shortened(&finding.message.replace('"', ""));
    let mut lines = vec![say!(language, "test \"{label}\"", "kiểm thử \"{label}\"")];
    lines.extend(witness.at.iter().map(|day| say!(language, "  on {day}", "  ngày {day}")));
    if !witness.facts.is_empty() {
        let given: Option<Vec<String>> =
            witness.facts.iter().map(|(name, value)| fact(name, value, language)).collect();
        let given = given?.join(", ");
        lines.push(say!(language, "  given {given}", "  với {given}"));
    }
    lines.push(format!("  {expected}"));
    // As the formatter lays it out, behind an empty line.
    let test = lines.join("\n") + "\n";
    let laid_out = vires_fmt::format(&test, FileKind::Policy).unwrap_or(test);
    let lines: Vec<String> = std::iter::once("").chain(laid_out.lines()).map(str::to_owned).collect();
    let indent = desk.indent(file, top);
    let edit = desk.lines_at(file, desk.end_of(file, top), indent, &lines);
    Some(Action {
        title: desk.language.pick("write this case as a test", "viết trường hợp này thành kiểm thử").to_owned(),
        kind: ActionKind::Refactor,
        preferred: false,
        finding: Some(finding.id.as_str().to_owned()),
        edits: vec![edit],
    })
}

/// A sentence as a label: whole words only, and no mark at the end that waits for more.
fn shortened(message: &str) -> String {
    if message.chars().count() <= MOST_LETTERS {
        return message.trim().to_owned();
    }
    let mut said = String::new();
    let mut letters = 0;
    for word in message.split_whitespace() {
        letters += word.chars().count() + 1;
        if letters > MOST_LETTERS {
            break;
        }
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(word);
    }
    format!("{} …", said.trim_end_matches([',', ';', ':', '(']).trim_end())
}

fn fact(name: &str, value: &FactText, language: Language) -> Option<String> {
    Some(match value {
        FactText::Text(text) => say!(language, "{name} is {text}", "{name} là {text}"),
        FactText::YesNo(true) => say!(language, "{name} is yes", "{name} là có"),
        FactText::YesNo(false) => say!(language, "{name} is no", "{name} là không"),
        FactText::Set(names) if names.is_empty() => say!(language, "{name} is none", "{name} là không có"),
        FactText::Set(names) => {
            let all = names.join(language.pick(" and ", " và "));
            say!(language, "{name} are {all}", "{name} là {all}")
        }
    })
}
