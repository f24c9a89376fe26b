//! Which powers a line in error keeps from being examined, said where the error is told.

use std::collections::BTreeMap;

use vires_diagnostics::{Finding, Severity};
use vires_model::{Model, PowerId, SourceSpan};
use vires_resolve::Resolved;
use vires_words::{Language, say};

/// So many of them are named; the others are counted, and all of them are in the machine output.
const NAMED: usize = 3;

/// Puts to each error which powers are not examined because of it, each power once: at the error nearest to the line
/// that was lost.
pub(super) fn tell(told: &mut [(SourceSpan, Finding)], law: &Resolved, language: Language) {
    if law.withheld.is_empty() {
        return;
    }
    // Of several errors at one place, the first.
    let mut errors: BTreeMap<SourceSpan, usize> = BTreeMap::new();
    for (n, (at, finding)) in told.iter().enumerate() {
        if finding.severity == Severity::Error {
            errors.entry(*at).or_insert(n);
        }
    }
    let mut powers: BTreeMap<usize, Vec<PowerId>> = BTreeMap::new();
    for (power, lines) in &law.withheld {
        if let Some(n) = lines.iter().find_map(|line| error_in(&errors, *line)) {
            powers.entry(n).or_default().push(*power);
        }
    }
    for (n, powers) in powers {
        let Some((_, finding)) = told.get_mut(n) else { continue };
        finding.notes.push(sentence(&law.model, &powers, language));
        finding.not_examined = powers.iter().map(|power| law.model.power_name(*power)).collect();
    }
}

/// The first error that begins on a line.
fn error_in(errors: &BTreeMap<SourceSpan, usize>, line: SourceSpan) -> Option<usize> {
    let (at, n) = errors.range(SourceSpan { end: 0, ..line }..).next()?;
    (at.file == line.file && at.start <= line.end).then_some(*n)
}

fn sentence(model: &Model, powers: &[PowerId], language: Language) -> String {
    let labels: Vec<&str> = powers.iter().map(|power| model.powers[*power].label.as_str()).collect();
    if let [one] = labels.as_slice() {
        return say!(
            language,
            "until this is mended, one power is not examined to the end, and whether somebody holds it in every case is not known: {one}",
            "cho đến khi sửa xong, một thẩm quyền chưa được xem xét hết, chưa biết mọi trường hợp có cơ quan thực hiện hay không: {one}"
        );
    }
    let (n, named) = (labels.len(), named(&labels, language));
    say!(
        language,
        "until this is mended, {n} powers are not examined to the end, and whether somebody holds them in every case is not known: {named}",
        "cho đến khi sửa xong, {n} thẩm quyền chưa được xem xét hết, chưa biết mọi trường hợp có cơ quan thực hiện hay không: {named}"
    )
}

/// The first few by name, and how many more.
pub(super) fn named(labels: &[&str], language: Language) -> String {
    let (n, rest) = (labels.len(), labels.len().saturating_sub(NAMED));
    let named = labels.iter().take(if rest > 1 { NAMED } else { n }).copied().collect::<Vec<_>>().join("; ");
    let more = match rest {
        0 | 1 => String::new(),
        _ => say!(language, "; and {rest} more", "; và {rest} thẩm quyền khác"),
    };
    format!("{named}{more}")
}
