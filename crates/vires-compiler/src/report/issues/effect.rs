//! Rules without effect, conditions that decide nothing, and precedence at work.

use vires_analysis::{Idle, Issue};
use vires_diagnostics::{Code, Finding, Place, Severity};
use vires_model::{Decider, Effect, Model, RuleId, SourceSpan};
use vires_words::{Words, say, words};

use super::{Writer, region};
use crate::answer::decider;
use crate::names::all_of;

pub(super) fn never_applies(writer: &mut Writer<'_, '_>, issue: &Issue, why: Idle) -> Finding {
    let language = writer.language;
    let round = issue.rules.first().is_some_and(|rule| to_its_giver(writer.model(), *rule));
    let (because, help) = idle(why, round);
    let message = say!(
        language,
        "{power}this rule never applies: {because}",
        "{power}quy định này không bao giờ được áp dụng: {because}",
        power = writer.of_power(issue),
        because = because.in_language(language)
    );
    let draft = writer.draft(Code::NeverApplies, issue, message).help(help.in_language(language));
    let words = rule_words(writer, issue.rules.first().copied());
    writer.named(issue, draft, &words)
}

/// Whether a transfer gives a power to whoever gives it.
fn to_its_giver(model: &Model, rule: RuleId) -> bool {
    matches!(&model.rules[rule].effect, Effect::Transfer { from, to, .. } if to.seats == [*from])
}

/// Why a rule is idle, and what would change that; `round`: it gives a power to its giver.
fn idle(why: Idle, round: bool) -> (Words, Words) {
    match why {
        Idle::AllKept if round => (
            words!("giver and receiver are the same", "bên giao và bên nhận là một"),
            words!("take it out, or correct one of the two", "bỏ quy định này, hoặc sửa lại một trong hai bên"),
        ),
        Idle::NoDay => (
            words!("it ends before it begins", "hết hiệu lực trước khi có hiệu lực"),
            words!("correct its dates", "sửa lại ngày có hiệu lực hoặc ngày hết hiệu lực"),
        ),
        Idle::NoOtherCase => (
            words!(
                "the other rules of its instrument leave no other case",
                "các quy định khác của cùng văn bản không để lại trường hợp nào"
            ),
            words!(
                "take it out, or narrow the rules that leave nothing",
                "bỏ quy định này, hoặc thu hẹp các quy định đã bao trùm mọi trường hợp"
            ),
        ),
        Idle::NothingToKeep => (
            words!(
                "no transfer of its instrument takes anything from that body",
                "trong cùng văn bản không có việc chuyển giao nào lấy đi thẩm quyền của cơ quan đó"
            ),
            words!(
                "take it out, or put it into the instrument that makes the transfer",
                "bỏ quy định này, hoặc đưa vào chính văn bản thực hiện việc chuyển giao"
            ),
        ),
        Idle::NothingToMove => (
            words!("the giver has no power of that class", "bên giao không có thẩm quyền nào thuộc nhóm đó"),
            words!(
                "take it out, or correct the giver or the class",
                "bỏ quy định này, hoặc sửa lại bên giao hay nhóm thẩm quyền"
            ),
        ),
        Idle::NotTheGivers => (
            words!(
                "in all its cases the giver does not have what it passes on; the receiver has it without that, or the same body of another place, or nobody",
                "ở mọi trường hợp của quy định, bên giao không có thẩm quyền để chuyển giao; bên nhận đã có sẵn, cơ quan cùng loại ở địa phương khác có, hoặc không cơ quan nào có"
            ),
            words!(
                "take it out, or correct the giver or the cases",
                "bỏ quy định này, hoặc sửa lại bên giao hay các trường hợp áp dụng"
            ),
        ),
        Idle::NobodyToReplace => (
            words!(
                "no text gives the power to the one from whom it may be taken over; who holds it by silence alone is not replaced",
                "không văn bản nào giao thẩm quyền cho bên bị thay thế; bên chỉ có thẩm quyền do quá hạn thì không bị thay thế"
            ),
            words!(
                "take it out, or name the one who holds the power",
                "bỏ quy định này, hoặc nêu đúng cơ quan có thẩm quyền"
            ),
        ),
        Idle::ReplacesItself => (
            words!(
                "whoever may take over is the one from whom it would be taken",
                "bên được trực tiếp giải quyết chính là bên bị thay thế"
            ),
            words!(
                "take it out, or name the one who holds the power",
                "bỏ quy định này, hoặc nêu đúng cơ quan có thẩm quyền"
            ),
        ),
        Idle::AllKept => (
            words!(
                "what the giver keeps in the same instrument leaves nothing to pass on",
                "phần bên giao giữ lại trong cùng văn bản không để lại gì để chuyển giao"
            ),
            words!(
                "take one of them out, or narrow what is kept",
                "bỏ một trong hai quy định, hoặc thu hẹp phần giữ lại"
            ),
        ),
        Idle::Barred => (
            words!(
                "in all its cases whoever it names may not hold the power",
                "ở mọi trường hợp của quy định, cơ quan được nêu đều không được thực hiện thẩm quyền"
            ),
            words!(
                "take one of the two out, or name another holder; where nobody is to hold it, say so: `nobody holds …`",
                "bỏ một trong hai quy định, hoặc nêu cơ quan khác; nếu chủ ý không để cơ quan nào thực hiện thì viết: `không cơ quan \
                 nào có thẩm quyền …`"
            ),
        ),
        Idle::NoCase => (
            words!("no case that can occur meets it", "không có trường hợp nào có thể xảy ra mà thuộc quy định này"),
            words!(
                "take it out, or correct its condition or what is assumed",
                "bỏ quy định này, hoặc sửa lại điều kiện hay giả định"
            ),
        ),
    }
}

pub(super) fn always_beaten(writer: &mut Writer<'_, '_>, issue: &Issue, by: &[(RuleId, Decider)]) -> Finding {
    let language = writer.language;
    let mut winners: Vec<String> = Vec::new();
    for (rule, by) in by {
        let words = format!("{} ({})", writer.title(*rule), decider(*by, language).1);
        if !winners.contains(&words) {
            winners.push(words);
        }
    }
    let message = say!(
        language,
        "{power}this rule loses wherever it applies, to {winners}",
        "{power}ở mọi trường hợp, quy định này đều phải nhường áp dụng cho {winners}",
        power = writer.of_power(issue),
        winners = all_of(&winners, language)
    );
    let draft = writer.draft(Code::AlwaysBeaten, issue, message);
    let draft = draft.help(language.pick(
        "take it out, or say which cases it is meant to keep (`this article prevails over …`)",
        "bỏ quy định này, hoặc nêu rõ trường hợp vẫn áp dụng (`điều này được ưu tiên áp dụng so với …`)",
    ));
    let words = rule_words(writer, issue.rules.first().copied());
    writer.named(issue, draft, &words)
}

pub(super) fn impossible(writer: &mut Writer<'_, '_>, issue: &Issue, part: SourceSpan) -> Finding {
    let message = say!(
        writer.language,
        "{power}no case can meet this condition: `{words}`",
        "{power}không trường hợp nào đáp ứng được điều kiện này: `{words}`",
        power = writer.of_power(issue),
        words = short(&writer.places.words(part))
    );
    let help = writer.language.pick(
        "correct the condition, or what is assumed; as it stands it excludes every case",
        "sửa lại điều kiện hoặc giả định; viết như hiện tại thì mọi trường hợp đều bị loại trừ",
    );
    condition(writer, issue, part, Code::Impossible, message, help)
}

/// Assumptions that leave no case: of what rests on them nothing can be proved.
pub(super) fn excludes(writer: &Writer<'_, '_>, n: usize) -> Finding {
    let language = writer.language;
    let message = match n {
        0 => language.pick(
            "no case meets what is assumed here: nothing can be said of the rules that ask about it",
            "không trường hợp nào đáp ứng giả định này: không thể kết luận gì về các quy định phụ thuộc vào nó",
        ),
        _ => language.pick(
            "no case meets what is assumed here together with what is assumed before: nothing can be said of the rules that ask about it",
            "không trường hợp nào đáp ứng giả định này cùng với các giả định nêu trước: không thể kết luận gì về các quy định phụ thuộc vào chúng",
        ),
    };
    let mut draft = Finding::new(Code::Impossible, message.to_owned()).severity(Severity::Error);
    let mut words = String::new();
    if let Some(assumed) = writer.model().assumptions.get(n) {
        words = writer.places.words_in_english(assumed.span);
        let here = language.pick("assumed here", "giả định tại đây");
        draft = draft.place(Place::new(writer.places.span(assumed.span)).label(here.to_owned()));
    }
    let draft = draft.help(language.pick(
        "correct the assumption: what is assumed has to be true of the cases that occur",
        "sửa lại giả định: điều được giả định phải đúng với những trường hợp có thể xảy ra",
    ));
    draft.identified_by(&words)
}

pub(super) fn always_true(writer: &mut Writer<'_, '_>, issue: &Issue, part: SourceSpan) -> Finding {
    let message = say!(
        writer.language,
        "{power}every case meets this condition: `{words}`",
        "{power}mọi trường hợp đều đáp ứng điều kiện này: `{words}`",
        power = writer.of_power(issue),
        words = short(&writer.places.words(part))
    );
    let help = writer.language.pick(
        "take the condition out, or correct it; as it stands it excludes nothing",
        "bỏ điều kiện, hoặc sửa lại; viết như hiện tại thì điều kiện không loại trừ trường hợp nào",
    );
    condition(writer, issue, part, Code::AlwaysTrue, message, help)
}

fn condition(
    writer: &mut Writer<'_, '_>,
    issue: &Issue,
    part: SourceSpan,
    code: Code,
    message: String,
    help: &str,
) -> Finding {
    let mut draft = Finding::new(code, message);
    if let Some(power) = issue.power {
        draft = draft.power(writer.model().power_name(power));
    }
    if let Some(rule) = issue.rules.first() {
        draft = draft.place(writer.at(*rule, part));
    }
    draft = region::write(writer, issue, draft).help(help);
    let words = writer.places.words_in_english(part);
    writer.named(issue, draft, &words)
}

pub(super) fn precedence(writer: &mut Writer<'_, '_>, issue: &Issue, by: Decider) -> Finding {
    let language = writer.language;
    let title = |n: usize| issue.rules.get(n).map(|rule| writer.title(*rule)).unwrap_or_default();
    let (name, why) = decider(by, language);
    let message = say!(
        language,
        "{power}{winner} prevails over {loser}, {why}",
        "{power}{winner} được ưu tiên áp dụng so với {loser}, {why}",
        power = writer.of_power(issue),
        winner = title(0),
        loser = title(1)
    );
    let draft = writer.draft(Code::DecidedByPrecedence, issue, message);
    let draft = draft.help(language.pick(
        "where it should be the other way round, let the text say so: `this instrument prevails over …`",
        "nếu phải áp dụng ngược lại thì quy định rõ trong văn bản: `văn bản này được ưu tiên áp dụng so với …`",
    ));
    writer.named(issue, draft, name)
}

/// The words of a rule: what tells it from the other rules of its provision, in every language of reading.
fn rule_words(writer: &Writer<'_, '_>, rule: Option<RuleId>) -> String {
    rule.map_or_else(String::new, |rule| writer.places.words_in_english(writer.model().rules[rule].span))
}

fn short(words: &str) -> String {
    const LONGEST: usize = 80;
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(LONGEST).collect();
    format!("{}…", cut.trim_end())
}
