//! Transfers: of what the giver does not have, against what forbids them, back to where they began.

use vires_analysis::{Hindrance, Issue};
use vires_diagnostics::{Code, Draft, Finding, Severity};
use vires_model::{BodyId, Content, Effect, Powers, RuleId};
use vires_words::{Language, say};

use super::{Writer, region};
use crate::names::all_of;
use crate::narrowing::{Whole, conditions, days_left};

/// More boxes than these make no exception that anyone would read.
const MOST_CONDITIONS: usize = 16;

pub(super) fn nemo_dat(writer: &mut Writer<'_, '_>, issue: &Issue, conditional: bool) -> Finding {
    let language = writer.language;
    let giver = giver(writer, issue);
    let place = if region::is_every_case(&issue.region) {
        region::days(&issue.region, language).map_or_else(String::new, |days| format!(" {days}"))
    } else {
        region::in_these_cases(writer, &issue.region)
    };
    let message = say!(
        language,
        "{power}{giver} passes on what it does not have{place}",
        "{power}{giver} chuyển giao thẩm quyền mà mình không có{place}",
        power = writer.of_power(issue)
    );
    let draft = writer.draft(Code::NemoDat, issue, message);
    let draft = draft
        .severity(if conditional { Severity::Error } else { Severity::Warning })
        .help(match narrower(writer, issue) {
            Some(words) => say!(
                language,
                "limit the transfer to the cases and days in which {giver} has the power: `{words}`",
                "giới hạn việc chuyển giao trong các trường hợp và thời gian mà {giver} có thẩm quyền: `{words}`"
            ),
            None => say!(
                language,
                "limit the transfer to the cases and days in which {giver} has the power (`when`, `from`, `until`)",
                "giới hạn việc chuyển giao trong các trường hợp và thời gian mà {giver} có thẩm quyền (`khi`, `từ ngày`, `đến hết ngày`)"
            ),
        })
        .help(say!(
            language,
            "or give {giver} the power first, or correct the giver",
            "hoặc giao thẩm quyền cho {giver} trước, hoặc sửa lại bên giao"
        ));
    writer.named(issue, draft, "")
}

/// The clause that leaves of a transfer what its giver has, in the language of the transfer: its days, or an exception; none
/// where nothing would be left of it, or where it takes more words.
fn narrower(writer: &Writer<'_, '_>, issue: &Issue) -> Option<String> {
    let model = writer.model();
    let row = &model.rules[*issue.rules.first()?];
    // A class of powers is narrowed for all of them, and a line that is several rows is law on other days too.
    let is_one = matches!(&row.effect, Effect::Transfer { what: Powers::Named(powers), .. } if powers.len() == 1)
        && model.rules.iter().filter(|(_, own)| own.line() == row.line()).take(2).count() == 1;
    if !is_one {
        return None;
    }
    let is_english = writer.places.words(row.span).contains(" from ");
    let language = if is_english { Language::En } else { Language::Vi };
    let (boxes, all) = region::machine(model, &issue.boxes, MOST_CONDITIONS);
    let excess = Whole { boxes: &boxes, complete: all && issue.complete };
    if let Some(days) = days_left(excess, row.life, language) {
        return Some(days.trim().to_owned());
    }
    let cases = conditions(excess, model, row.life, language)?;
    let word = language.pick("except when", "trừ khi");
    match cases.as_slice() {
        [] => None,
        [one] => Some(format!("{word} {one}")),
        several => {
            let and = language.pick(" and ", " và ");
            let bracketed = |one: &String| if one.contains(and) { format!("({one})") } else { one.clone() };
            let several: Vec<String> = several.iter().map(bracketed).collect();
            Some(format!("{word} {}", several.join(language.pick(" or ", " hoặc "))))
        }
    }
}

pub(super) fn barred(writer: &mut Writer<'_, '_>, issue: &Issue, hindrances: &[Hindrance], partly: bool) -> Finding {
    let language = writer.language;
    // A rule that is law on several stretches of days hinders once.
    let mut reasons: Vec<String> = Vec::new();
    for reason in hindrances.iter().map(|hindrance| reason(writer, issue, *hindrance)) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    let (power, reasons) = (writer.of_power(issue), all_of(&reasons, language));
    let message = if partly {
        say!(
            language,
            "{power}this transfer has effect in part only: {reasons}{cases}",
            "{power}việc chuyển giao này chỉ có hiệu lực một phần: {reasons}{cases}",
            cases = region::in_these_cases(writer, &issue.region)
        )
    } else {
        say!(
            language,
            "{power}this transfer has no effect: {reasons}",
            "{power}việc chuyển giao này không có hiệu lực: {reasons}"
        )
    };
    let mut draft = writer.draft(Code::BarredTransfer, issue, message);
    for hindrance in hindrances {
        draft = draft.help(match hindrance {
            Hindrance::ReceiverDoesNotExist => language.pick(
                "name a receiver that exists on these days, or limit the days of the transfer",
                "giao cho cơ quan tồn tại trong thời gian này, hoặc giới hạn thời gian chuyển giao",
            ),
            Hindrance::ReceiverBarred(_) | Hindrance::Reserved(_) => language.pick(
                "drop the transfer, limit it to what is not barred, or write the exception into the rule that bars it",
                "bỏ việc chuyển giao, giới hạn trong phần không bị cấm, hoặc bổ sung ngoại lệ vào quy định cấm",
            ),
            Hindrance::Onward(_) => language.pick(
                "pass it on from the first giver instead, or let the modality allow the next step (`onward`)",
                "để bên giao đầu tiên trực tiếp chuyển giao, hoặc để phương thức cho phép bước tiếp theo (`chuyển tiếp`)",
            ),
            Hindrance::Parties | Hindrance::Form | Hindrance::FoundIn(_) => language.pick(
                "use another modality, or correct what the modality requires",
                "dùng phương thức khác, hoặc sửa lại điều kiện của phương thức",
            ),
            Hindrance::NotEnabled(_) => language.pick(
                "name this receiver and these cases in the rule that allows it, or narrow the transfer",
                "ghi nơi nhận và các trường hợp này vào quy định cho phép, hoặc thu hẹp việc chuyển giao",
            ),
            Hindrance::IssuerBelow => language.pick(
                "let the giver, or a body above it, issue the instrument",
                "để bên giao, hoặc cơ quan cấp trên của bên giao, ban hành văn bản",
            ),
        });
    }
    writer.named(issue, draft, "")
}

fn reason(writer: &Writer<'_, '_>, issue: &Issue, hindrance: Hindrance) -> String {
    let language = writer.language;
    let (giver, receiver, modality) = (giver(writer, issue), receiver(writer, issue), modality(writer, issue));
    match hindrance {
        Hindrance::ReceiverDoesNotExist => {
            say!(language, "{receiver} does not exist on these days", "{receiver} không tồn tại trong thời gian này")
        }
        Hindrance::ReceiverBarred(by) => say!(
            language,
            "{receiver} may not hold it ({by})",
            "{receiver} không được thực hiện thẩm quyền này ({by})",
            by = writer.title(by)
        ),
        Hindrance::Reserved(by) => say!(
            language,
            "it may not be passed on ({by})",
            "thẩm quyền này không được chuyển giao tiếp ({by})",
            by = writer.title(by)
        ),
        Hindrance::Onward(by) => say!(
            language,
            "{giver} has it by {by}, which does not allow it to go on so",
            "{giver} có thẩm quyền theo {by}, mà quy định đó không cho phép chuyển giao tiếp như vậy",
            by = writer.title(by)
        ),
        Hindrance::Parties => say!(
            language,
            "\"{modality}\" is not made between {giver} and {receiver}",
            "\"{modality}\" không được thực hiện giữa {giver} và {receiver}"
        ),
        Hindrance::Form => say!(
            language,
            "\"{modality}\" needs another kind of instrument",
            "\"{modality}\" phải được thực hiện bằng loại văn bản khác"
        ),
        Hindrance::FoundIn(by) => say!(
            language,
            "\"{modality}\" may not take it from {by}, an instrument of the wrong kind",
            "\"{modality}\" không được áp dụng đối với thẩm quyền quy định tại {by}, là loại văn bản không phù hợp",
            by = writer.title(by)
        ),
        Hindrance::NotEnabled(by) => say!(
            language,
            "{by} allows it, but not for {receiver}",
            "{by} cho phép, nhưng không cho phép chuyển giao cho {receiver}",
            by = writer.title(by)
        ),
        Hindrance::IssuerBelow => say!(
            language,
            "the instrument is issued by a body below {giver}",
            "văn bản do cơ quan cấp dưới của {giver} ban hành"
        ),
    }
}

pub(super) fn not_stated(writer: &mut Writer<'_, '_>, issue: &Issue, missing: &[Content]) -> Finding {
    let language = writer.language;
    let words: Vec<String> = missing
        .iter()
        .map(|content| match content {
            Content::Content => language.pick("which powers it passes on", "chuyển giao thẩm quyền nào"),
            Content::Scope => language.pick("for which cases", "trong các trường hợp nào"),
            Content::Term => language.pick("until when", "đến khi nào"),
            Content::Conditions => language.pick("on what conditions", "với điều kiện gì"),
        })
        .map(str::to_owned)
        .collect();
    let message = say!(
        language,
        "{power}\"{modality}\" must state {words}, and this does not",
        "{power}\"{modality}\" phải nêu rõ {words}, nhưng quy định này không nêu",
        power = writer.of_power(issue),
        modality = modality(writer, issue),
        words = all_of(&words, language)
    );
    let mut draft = writer.draft(Code::MissingContent, issue, message);
    let mut helps: Vec<&str> = Vec::new();
    for content in missing {
        let help = match content {
            // A named power says both, and so does a class narrowed in any way; the cases of `when` do not.
            Content::Content | Content::Scope => language.pick(
                "name the powers, or narrow the class (`in sector …`, `under …`, `except …`)",
                "nêu tên từng thẩm quyền, hoặc thu hẹp nhóm (`thuộc lĩnh vực …`, `theo quy định tại …`, `trừ …`)",
            ),
            Content::Term => language.pick("add `until` and the last day", "thêm `đến hết ngày` và ngày cuối cùng"),
            Content::Conditions => language.pick(
                "add `when` and the conditions, a step (`with consent of …`), or `may not be passed on`",
                "thêm `khi` và các điều kiện, một thủ tục (`có sự đồng ý của …`), hoặc `không được chuyển giao tiếp`",
            ),
        };
        if !helps.contains(&help) {
            helps.push(help);
        }
    }
    draft = helps.into_iter().fold(draft, Draft::help);
    writer.named(issue, draft, "")
}

pub(super) fn low_rank(writer: &mut Writer<'_, '_>, issue: &Issue) -> Finding {
    let language = writer.language;
    let message = say!(
        language,
        "{power}passed on from {giver} by an issuer that is neither {giver} nor above it, in an instrument ranking below {by}",
        "{power}thẩm quyền của {giver} được chuyển giao bởi chủ thể ban hành không phải {giver} và cũng không phải cấp trên, bằng văn bản có hiệu lực pháp lý thấp hơn {by}",
        power = writer.of_power(issue),
        giver = giver(writer, issue),
        by = second_title(writer, issue)
    );
    let draft = writer.draft(Code::LowerIssuer, issue, message);
    let draft = draft.help(language.pick(
        "check who may pass this power on: the giver itself, or a body above it, or an instrument of equal rank",
        "rà soát xem ai được chuyển giao thẩm quyền này: chính bên giao, cơ quan cấp trên, hoặc văn bản có hiệu lực pháp lý ngang bằng",
    ));
    writer.named(issue, draft, "")
}

pub(super) fn cycle(writer: &mut Writer<'_, '_>, issue: &Issue, all_stop: bool) -> Finding {
    let language = writer.language;
    let power = writer.of_power(issue);
    let message = if all_stop {
        say!(
            language,
            "{power}the transfers lead back to where they began, and everyone in the circle has stopped acting",
            "{power}việc chuyển giao quay vòng về nơi bắt đầu, và mọi chủ thể trong vòng đều đã thôi thực hiện"
        )
    } else {
        say!(
            language,
            "{power}the transfers lead back to where they began",
            "{power}việc chuyển giao quay vòng về nơi bắt đầu"
        )
    };
    let draft = writer.draft(Code::TransferCycle, issue, message);
    let draft = draft.severity(if all_stop { Severity::Error } else { Severity::Warning }).help(language.pick(
        "end one of the transfers before the other begins, or limit them to different cases",
        "chấm dứt một việc chuyển giao trước khi việc kia bắt đầu, hoặc giới hạn trong các trường hợp khác nhau",
    ));
    writer.named(issue, draft, "")
}

pub(super) fn acts_alone(writer: &mut Writer<'_, '_>, issue: &Issue, body: BodyId) -> Finding {
    let language = writer.language;
    let message = say!(
        language,
        "{power}several must act together, and {body} fills two of their places: it can act for both by itself",
        "{power}nhiều chủ thể phải cùng thực hiện, nhưng {body} giữ hai vị trí trong số đó: một mình có thể thực hiện thay cho cả hai",
        power = writer.of_power(issue),
        body = writer.model().bodies[body].label
    );
    let draft = writer.draft(Code::JointWithItself, issue, message);
    let draft = draft.help(language.pick(
        "pass the place on to somebody else; or let the grant say that one is enough",
        "chuyển giao vị trí đó cho chủ thể khác; hoặc quy định rõ chỉ cần một chủ thể",
    ));
    writer.named(issue, draft, &writer.model().bodies[body].name)
}

pub(super) fn granted_again(writer: &mut Writer<'_, '_>, issue: &Issue) -> Finding {
    let language = writer.language;
    let message = say!(
        language,
        "{power}granted again after {transfer} passed it on; the transfer stands",
        "{power}thẩm quyền được giao lại sau khi {transfer} đã chuyển giao; việc chuyển giao vẫn có hiệu lực",
        power = writer.of_power(issue),
        transfer = second_title(writer, issue)
    );
    let draft = writer.draft(Code::GrantedAgain, issue, message);
    let draft = draft.help(language.pick(
        "where the new grant is meant to end the transfer, say so: `this instrument prevails over …`",
        "nếu quy định mới nhằm chấm dứt việc chuyển giao thì nêu rõ: `văn bản này được ưu tiên áp dụng so với …`",
    ));
    // Of one grant and one transfer there is one finding, whatever the cases.
    draft.identified_by(" ")
}

fn first_rule(issue: &Issue) -> Option<RuleId> {
    issue.rules.first().copied()
}

fn second_title(writer: &Writer<'_, '_>, issue: &Issue) -> String {
    issue.rules.get(1).map(|rule| writer.title(*rule)).unwrap_or_default()
}

fn giver(writer: &Writer<'_, '_>, issue: &Issue) -> String {
    match first_rule(issue).map(|rule| &writer.model().rules[rule].effect) {
        Some(Effect::Transfer { from, .. }) => writer.names().holder(*from),
        _ => writer.language.pick("the giver", "bên giao").to_owned(),
    }
}

fn receiver(writer: &Writer<'_, '_>, issue: &Issue) -> String {
    match first_rule(issue).map(|rule| &writer.model().rules[rule].effect) {
        Some(Effect::Transfer { to, .. }) => writer.names().holding(to),
        _ => writer.language.pick("the receiver", "bên nhận").to_owned(),
    }
}

fn modality(writer: &Writer<'_, '_>, issue: &Issue) -> String {
    match first_rule(issue).map(|rule| &writer.model().rules[rule].effect) {
        Some(Effect::Transfer { modality, .. }) => writer.model().modalities[*modality].label.clone(),
        _ => String::new(),
    }
}
