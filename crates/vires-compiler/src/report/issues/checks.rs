//! Checks on a decision that only whoever decides could make.

use vires_analysis::Issue;
use vires_diagnostics::{Code, Finding};
use vires_model::{BodyId, StepKind};
use vires_words::say;

use super::Writer;
use crate::names::all_of;
use crate::procedure::asked_of;

/// One decides, and is asked.
pub(super) fn checks_itself(writer: &mut Writer<'_, '_>, issue: &Issue, body: BodyId, step: StepKind) -> Finding {
    let language = writer.language;
    let label = writer.model().bodies[body].label.clone();
    let message = say!(
        language,
        "{power}{label} decides, and is itself asked for what is to check it: {asked}",
        "{power}{label} quyết định, đồng thời chính mình lại là bên kiểm soát: {asked}",
        power = writer.of_power(issue),
        asked = asked_of(step, &label, language)
    );
    let draft = writer.draft(Code::JointWithItself, issue, message);
    let draft =
        draft.help(language.pick("ask somebody else, or leave the step out", "yêu cầu chủ thể khác, hoặc bỏ bước này"));
    writer.named(issue, draft, &writer.model().bodies[body].name)
}

/// Whoever of several decides, one of them would check themselves.
pub(super) fn check_themselves(
    writer: &mut Writer<'_, '_>,
    issue: &Issue,
    asked: &[(StepKind, Vec<BodyId>)],
) -> Finding {
    let language = writer.language;
    let model = writer.model();
    let of = |bodies: &[BodyId]| {
        let labels: Vec<String> = bodies.iter().map(|body| model.bodies[*body].label.clone()).collect();
        all_of(&labels, language)
    };
    let told = asked.iter().map(|(kind, bodies)| asked_of(*kind, &of(bodies), language)).collect::<Vec<_>>().join("; ");
    let names: Vec<&str> =
        asked.iter().flat_map(|(_, bodies)| bodies).map(|own| model.bodies[*own].name.as_str()).collect();
    let names = names.join(" ");
    let message = say!(
        language,
        "{power}whoever decides, somebody would have to check themselves, so no act is lawful; asked of those who decide: {told}",
        "{power}dù bên nào quyết định thì cũng có chủ thể phải tự kiểm soát chính mình, nên không quyết định nào hợp pháp; yêu cầu đối với chính bên quyết định: {told}",
        power = writer.of_power(issue),
    );
    let draft = writer.draft(Code::JointWithItself, issue, message);
    let draft = draft.help(language.pick(
        "ask others, or fewer of them; or let fewer decide",
        "yêu cầu chủ thể khác, hoặc ít chủ thể hơn; hoặc quy định ít chủ thể hơn cùng quyết định",
    ));
    writer.named(issue, draft, &names)
}
