//! Requirements, remarks, and what went wrong on our side.

use vires_analysis::words::day_words;
use vires_analysis::{Issue, IssueKind};
use vires_diagnostics::{Code, Draft, Finding, Place};
use vires_model::{BodyId, Must, PowerId};
use vires_words::say;

use super::Writer;

pub(super) fn requirement(writer: &mut Writer<'_, '_>, issue: &Issue, n: usize) -> Finding {
    let Some(row) = writer.model().requirements.get(n) else {
        return disagreement(writer, issue, &issue.kind);
    };
    let language = writer.language;
    let words = writer.places.words_in_english(row.span);
    let got = issue.witness.as_ref().map(|witness| writer.wording.sentence(&witness.decision.outcome));
    let message = match (&row.must, issue.rules.first()) {
        (Must::HasEnd(modality), Some(rule)) => say!(
            language,
            "every “{modality}” is required to have an end, and that of {rule} has none",
            "yêu cầu mọi “{modality}” phải có thời hạn, nhưng {rule} không nêu thời hạn",
            modality = writer.model().modalities[*modality].label,
            rule = writer.title(*rule)
        ),
        _ => say!(
            language,
            "{power}a requirement is not met{got}",
            "{power}một yêu cầu không được đáp ứng{got}",
            power = writer.of_power(issue),
            got = got.map_or_else(String::new, |got| format!(": {got}"))
        ),
    };
    let mut draft = Finding::new(Code::BrokenRequirement, message);
    if let Some(power) = issue.power {
        draft = draft.power(writer.model().power_name(power));
    }
    let here = row.doc.clone().unwrap_or_else(|| {
        let words = writer.places.words(row.span);
        say!(language, "required here: `{words}`", "yêu cầu nêu tại đây: `{words}`")
    });
    draft = draft.place(Place::new(writer.places.span(row.span)).label(here));
    for rule in &issue.rules {
        draft = draft.place(writer.rule(*rule));
    }
    draft = super::region::write(writer, issue, draft).help(language.pick(
        "change the rule, or limit the requirement to where it is meant (`when`, `from`, `until`)",
        "sửa quy định, hoặc giới hạn yêu cầu trong phạm vi dự kiến (`khi`, `từ ngày`, `đến hết ngày`)",
    ));
    writer.named(issue, draft, &words)
}

pub(super) fn total(writer: &mut Writer<'_, '_>, n: usize, moved: &[PowerId]) -> Finding {
    let language = writer.language;
    let model = writer.model();
    let row = model.requirements.get(n);
    let moves = row.and_then(|row| match &row.must {
        Must::Moves(moves) => Some(moves),
        _ => None,
    });
    let tier = |tier: Option<vires_model::TierId>| tier.map_or("", |tier| model.tiers[tier].label.as_str());
    let declared = moves.map_or(0, |moves| moves.count);
    let are = if declared == 1 { "power is" } else { "powers are" };
    let message = say!(
        language,
        "{declared} {are} declared to move from {from} to {to} on {day}; by the rules here it is {found}",
        "đã công bố {declared} thẩm quyền chuyển từ {from} sang {to} ngày {day}; theo các quy định tại đây là {found}",
        from = tier(moves.map(|moves| moves.from)),
        to = tier(moves.map(|moves| moves.to)),
        day = moves.map_or_else(String::new, |moves| day_words(moves.on, language)),
        found = moved.len()
    );
    let mut draft = Finding::new(Code::BrokenRequirement, message);
    let mut words = String::new();
    if let Some(row) = row {
        words = writer.places.words_in_english(row.span);
        let here = row.doc.clone().unwrap_or_else(|| language.pick("declared here", "công bố tại đây").to_owned());
        draft = draft.place(Place::new(writer.places.span(row.span)).label(here));
    }
    if !moved.is_empty() {
        let labels: Vec<String> = moved.iter().map(|power| model.powers[*power].label.clone()).collect();
        draft = draft.note(say!(
            language,
            "those that move: {all}",
            "các thẩm quyền chuyển: {all}",
            all = labels.join("; ")
        ));
    }
    let draft = draft.help(language.pick(
        "correct the total, or look for the power that is missing or too many: `vires diff --from … --to …` shows each",
        "sửa lại tổng số, hoặc tìm thẩm quyền còn thiếu hay thừa: `vires diff --from … --to …` liệt kê từng thẩm quyền",
    ));
    draft.identified_by(&words)
}

pub(super) fn unsaid(writer: &mut Writer<'_, '_>, issue: &Issue, body: BodyId) -> Finding {
    let language = writer.language;
    let row = &writer.model().bodies[body];
    let message = say!(
        language,
        "there is a \"{body}\" for each \"{list}\"; this does not say which one",
        "mỗi \"{list}\" có một \"{body}\"; quy định này không nói rõ cơ quan nào",
        body = row.label,
        list = row.one_per.map_or_else(String::new, |list| writer.model().lists[list].label.clone())
    );
    let draft = writer.draft(Code::WhichBody, issue, message);
    let draft = draft.help(say!(
        language,
        "say which: `{name} of FACT`, or `of its place`",
        "nói rõ cơ quan nào: `{name} của DỮ_KIỆN`, hoặc `của nơi thực hiện`",
        name = row.name
    ));
    // What the rule says tells it from others of its provision.
    let words = issue.rules.first().map(|rule| writer.places.words_in_english(writer.model().rules[*rule].span));
    let discriminator = format!("{} {}", row.name, words.unwrap_or_default());
    writer.named(issue, draft, &discriminator)
}

pub(super) fn no_root(writer: &mut Writer<'_, '_>, issue: &Issue) -> Finding {
    let language = writer.language;
    let message = say!(
        language,
        "{power}no provision gives it to anyone, on any day",
        "{power}không có quy định nào giao thẩm quyền này cho bất kỳ ai, vào bất kỳ ngày nào",
        power = writer.of_power(issue)
    );
    let draft = writer.draft(Code::PowerWithoutRule, issue, message);
    let draft = at_power(writer, issue, draft).help(language.pick(
        "say who holds it: `… holds …`; or take the declaration out",
        "quy định cơ quan có thẩm quyền: `… có thẩm quyền …`; hoặc bỏ khai báo này",
    ));
    writer.named(issue, draft, "")
}

pub(super) fn person_bar(writer: &mut Writer<'_, '_>, issue: &Issue) -> Finding {
    let message = writer.language.pick(
        "this bar follows the person, not the office: the office stays competent, and its answers list the bar",
        "quy định loại trừ này gắn với người, không gắn với chức danh: chức danh vẫn có thẩm quyền, và câu trả lời có nêu quy định này",
    );
    let draft = writer.draft(Code::PersonBar, issue, message.to_owned());
    writer.named(issue, draft, "")
}

pub(super) fn too_complex(writer: &mut Writer<'_, '_>, issue: &Issue, asks: &[PowerId]) -> Finding {
    let language = writer.language;
    if !asks.is_empty() {
        let others: Vec<&str> = asks.iter().map(|power| writer.names().power(*power)).collect();
        let message = say!(
            language,
            "{power}it turns on who holds {others}, and that could not be established; nothing is said of it here",
            "{power}thẩm quyền này phụ thuộc vào việc ai có thẩm quyền {others}, mà điều đó không xác định được; ở đây không kết luận gì về \
             thẩm quyền này",
            power = writer.of_power(issue),
            others = others.join(", ")
        );
        let draft = writer.draft(Code::BoundReached, issue, message);
        let draft = at_power(writer, issue, draft).help(language.pick(
            "what is said of the other power says why; once that is mended, this one is examined, too",
            "lý do được nêu ở phần về thẩm quyền kia; khi điều đó được khắc phục thì thẩm quyền này cũng được xem xét",
        ));
        return writer.named(issue, draft, "");
    }
    let message = say!(
        language,
        "{power}its rules are too entangled to be examined to the end; nothing is said of it here",
        "{power}các quy định đan xen quá phức tạp nên không thể xem xét đến cùng; ở đây không kết luận gì về thẩm quyền này",
        power = writer.of_power(issue)
    );
    let draft = writer.draft(Code::BoundReached, issue, message);
    let draft = at_power(writer, issue, draft).help(language.pick(
        "give the parts of long conditions names, as derived facts (`fact large is …`): each is then one question; fewer transfers that meet, or \
         fewer facts in one power, bring it within reach, too",
        "hãy đặt tên cho từng phần của điều kiện dài, dưới dạng dữ kiện suy ra (`dữ kiện lớn là …`): mỗi phần khi đó chỉ là một câu hỏi; giảm số lần \
         chuyển giao giao nhau, hoặc giảm số dữ kiện của một thẩm quyền, thì cũng có thể xem xét được",
    ));
    writer.named(issue, draft, "")
}

/// The proof and the plain evaluator differ: never to be hidden, always our fault.
pub(super) fn disagreement(writer: &mut Writer<'_, '_>, issue: &Issue, kind: &IssueKind) -> Finding {
    let language = writer.language;
    let found = match kind {
        IssueKind::Overlap { .. } => language.pick("two claims", "hai căn cứ giao thẩm quyền"),
        IssueKind::Gap { .. } => language.pick("no holder", "không có cơ quan nào"),
        IssueKind::Orphan { .. } => language.pick("a holder that does not exist", "một cơ quan không tồn tại"),
        IssueKind::Cycle { .. } => language.pick("a circle of transfers", "một vòng chuyển giao"),
        _ => language.pick("a transfer without effect", "một việc chuyển giao không có hiệu lực"),
    };
    let message = say!(
        language,
        "{power}the proof found {found} here, and deciding the case gives another answer; one of the two is wrong",
        "{power}việc chứng minh cho thấy {found} tại đây, nhưng giải quyết trường hợp cụ thể lại cho kết quả khác; một trong hai là sai",
        power = writer.of_power(issue)
    );
    let mut draft = writer.draft(Code::InternalFault, issue, message);
    if let Some(witness) = &issue.witness {
        draft = draft.note(say!(
            language,
            "deciding the case gives: {got}",
            "giải quyết trường hợp cụ thể cho kết quả: {got}",
            got = writer.wording.sentence(&witness.decision.outcome)
        ));
    }
    let draft = at_power(writer, issue, draft).help(language.pick(
        "please report this with the files: it is a fault of Vires, not of the text",
        "đề nghị báo lại kèm các tệp: đây là lỗi của Vires, không phải của văn bản",
    ));
    writer.named(issue, draft, "")
}

/// The power's own declaration as a place, where no rule is one.
fn at_power(writer: &Writer<'_, '_>, issue: &Issue, draft: Draft) -> Draft {
    match issue.power {
        Some(power) if issue.rules.is_empty() => {
            draft.place(Place::new(writer.places.span(writer.model().powers[power].span)))
        }
        _ => draft,
    }
}
