//! Overlap: one power, two claims, and nothing to choose between them.

use vires_analysis::{Issue, IssueKind};
use vires_diagnostics::{Code, Finding};
use vires_model::{Effect, Outcome, RuleId};
use vires_words::say;

use super::{Writer, mend, region};
use crate::names::all_of;

/// More names make no headline.
const MOST_NAMED: usize = 3;

pub(super) fn finding(writer: &mut Writer<'_, '_>, issue: &Issue) -> Finding {
    let language = writer.language;
    let message = headline(writer, issue);
    let exact = region::exact_limit(writer, &issue.region);
    let draft = writer.draft(Code::Overlap, issue, message);
    let mut draft = mend::write_apart(writer, &issue.mends, draft);
    if let Some((fact, value)) = &exact {
        let below = match region::exact_day(writer, &issue.region) {
            Some(day) => say!(language, "before {day}", "trước ngày {day}"),
            None => say!(language, "below {value}", "dưới {value}"),
        };
        draft = draft.help(say!(
            language,
            "the two sides meet: both take in exactly {value} of \"{fact}\"; leave it to one of them (`{below}` on one side)",
            "hai bên giáp nhau: cả hai đều gồm đúng mức {value} của \"{fact}\"; để mức này cho một bên (một bên viết `{below}`)",
            fact = writer.model().facts[*fact].label
        ));
    }
    let instruments: std::collections::BTreeSet<_> =
        issue.rules.iter().map(|rule| writer.model().written_in(*rule)).collect();
    draft = draft.help(if instruments.len() > 1 {
        language.pick(
            "say which instrument prevails (`this instrument prevails over …`, `yields to …`, or a declared `precedence`)",
            "quy định văn bản nào được ưu tiên áp dụng (`văn bản này được ưu tiên áp dụng so với …`, `nhường áp dụng cho …`, hoặc khai báo `thứ tự áp dụng`)",
        )
    } else {
        language.pick(
            "narrow one of them with `when`, or let it take only what the other leaves with `in all other cases`",
            "thu hẹp một quy định bằng `khi`, hoặc chỉ để quy định đó áp dụng cho phần còn lại bằng `trong các trường hợp còn lại`",
        )
    });
    if all_name_a_body(issue) {
        draft = draft.help(language.pick(
            "where both are meant to be competent, say so: `A or B holds …`, `A and B hold … jointly`, or declare the power `held concurrently`",
            "nếu chủ ý để cả hai cùng có thẩm quyền thì quy định rõ: `A hoặc B có thẩm quyền …`, `A và B có thẩm quyền … cùng nhau`, hoặc khai báo thẩm quyền là `nhiều cơ quan cùng có`",
        ));
    }
    writer.named(issue, draft, "")
}

fn headline(writer: &Writer<'_, '_>, issue: &Issue) -> String {
    let language = writer.language;
    let power = writer.of_power(issue);
    let at = match region::exact_limit(writer, &issue.region) {
        Some((fact, value)) => say!(
            language,
            " at exactly {value} ({fact})",
            " ở đúng mức {value} ({fact})",
            fact = writer.model().facts[fact].label
        ),
        None => String::new(),
    };
    let (by_turns, ring) = match &issue.kind {
        IssueKind::Overlap { by_turns, ring, .. } => (by_turns.as_deref(), *ring),
        _ => (None, false),
    };
    let prevails = match ring {
        true => language.pick(
            "what says which prevails goes round in a circle",
            "các quy định nối nhau thành vòng nên không xác định được bên được ưu tiên",
        ),
        false => language.pick("nothing says which prevails", "không có quy định nào xác định bên được ưu tiên"),
    };
    let who = by_turns.map_or_else(|| writer.claimants(issue), |rules| receivers(writer, rules));
    if !all_name_a_body(issue) || by_turns.is_some_and(|rules| rules.iter().any(|rule| denies(writer, *rule))) {
        return say!(
            language,
            "{power}{titles} contradict each other{at}: {prevails}",
            "{power}{titles} mâu thuẫn với nhau{at}: {prevails} áp dụng",
            titles = titles(writer, issue)
        );
    }
    match who.as_slice() {
        [a, b] => say!(
            language,
            "{power}both {a} and {b} are competent{at}, and {prevails}",
            "{power}{a} và {b} cùng có thẩm quyền{at}, {prevails}"
        ),
        [] | [_] => say!(
            language,
            "{power}{titles} give it to different holders{at}, and {prevails}",
            "{power}{titles} giao cho các chủ thể khác nhau{at}, {prevails}",
            titles = titles(writer, issue)
        ),
        few if by_turns.is_some() && few.len() <= MOST_NAMED => say!(
            language,
            "{power}at least two of {all} are competent in each case{at}, and {prevails}",
            "{power}trong mỗi trường hợp, ít nhất hai trong số {all} cùng có thẩm quyền{at}, {prevails}",
            all = all_of(few, language)
        ),
        [first, second, rest @ ..] if by_turns.is_some() => say!(
            language,
            "{power}at least two of {first}, {second} and {n} others are competent in each case{at}, and {prevails}",
            "{power}trong mỗi trường hợp, ít nhất hai trong số {first}, {second} và {n} chủ thể khác cùng có thẩm quyền{at}, {prevails}",
            n = rest.len()
        ),
        few if few.len() <= MOST_NAMED => say!(
            language,
            "{power}{all} are all competent{at}, and {prevails}",
            "{power}{all} đều có thẩm quyền{at}, {prevails}",
            all = all_of(few, language)
        ),
        [first, second, rest @ ..] => say!(
            language,
            "{power}{first}, {second} and {n} others are all competent{at}, and {prevails}",
            "{power}{first}, {second} và {n} chủ thể khác đều có thẩm quyền{at}, {prevails}",
            n = rest.len()
        ),
    }
}

/// To whom rules give it, in labels, each once; nobody where one of them names no body itself.
fn receivers(writer: &Writer<'_, '_>, rules: &[RuleId]) -> Vec<String> {
    let mut who: Vec<String> = Vec::new();
    for rule in rules {
        let (Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. }) = &writer.model().rules[*rule].effect
        else {
            return Vec::new();
        };
        let label = writer.names().holding(holding);
        if !who.contains(&label) {
            who.push(label);
        }
    }
    who
}

/// Whether a rule says that nobody has it.
fn denies(writer: &Writer<'_, '_>, rule: RuleId) -> bool {
    matches!(writer.model().rules[rule].effect, Effect::Nobody { .. } | Effect::NotRequired { .. })
}

fn titles(writer: &Writer<'_, '_>, issue: &Issue) -> String {
    let language = writer.language;
    match writer.titles(&issue.rules).as_slice() {
        [] => language.pick("provisions", "các quy định").to_owned(),
        [only] => say!(language, "rules of {only}", "các quy định tại {only}"),
        few if few.len() <= MOST_NAMED => all_of(few, language),
        [first, rest @ ..] => {
            say!(language, "{first} and {n} other provisions", "{first} và {n} quy định khác", n = rest.len())
        }
    }
}

/// Whether every claim is that somebody may act.
fn all_name_a_body(issue: &Issue) -> bool {
    match issue.witness.as_ref().map(|witness| &witness.decision.outcome) {
        Some(Outcome::Conflict { claims }) => claims.iter().all(|claim| claim.held.is_some()),
        _ => true,
    }
}
