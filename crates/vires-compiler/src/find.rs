//! What somebody asks for by name: powers, bodies, facts, steps that were done.

use unicode_normalization::UnicodeNormalization;
use vires_model::{
    BodyId, Day, Done, FactId, Instance, InstrumentKindId, ModalityId, Model, Of, PackageId, PowerId, StepKind,
};
use vires_words::{Words, words};

use crate::ask::facts_asked;
use crate::names::ACT;
use crate::values;

/// Finds a power by its full name, its name or other name, its label, or a code.
///
/// # Errors
/// There is none, or more than one.
pub fn find_power(model: &Model, asked: &str) -> Result<PowerId, Words> {
    let asked: String = asked.trim().nfc().collect();
    let by = |matches: &dyn Fn(PowerId) -> bool| model.powers.ids().filter(|id| matches(*id)).collect::<Vec<_>>();
    let ways: [&dyn Fn(PowerId) -> bool; 4] = [
        &|id| model.power_name(id) == asked,
        &|id| model.powers[id].name == asked || model.powers[id].also.contains(&asked),
        &|id| model.powers[id].codes.contains(&asked),
        &|id| model.powers[id].label == asked,
    ];
    for way in ways {
        match by(way).as_slice() {
            [] => {}
            [only] => return Ok(*only),
            several => {
                let names: Vec<String> = several.iter().map(|id| model.power_name(*id)).collect();
                return Err(one_of_several(&asked, &words!("powers", "thẩm quyền"), &names));
            }
        }
    }
    let names = model.powers.ids().map(|id| model.power_name(id));
    Err(nothing(&words!("power", "thẩm quyền"), &asked, names))
}

/// Finds a body or office by its full name, its name or other name, or its label.
///
/// # Errors
/// There is none, or more than one.
pub fn find_body(model: &Model, asked: &str) -> Result<BodyId, Words> {
    let asked: String = asked.trim().nfc().collect();
    let full = |id: BodyId| {
        let row = &model.bodies[id];
        format!("{}.{}", model.packages[row.package].name, row.name)
    };
    let ways: [&dyn Fn(BodyId) -> bool; 3] = [
        &|id| full(id) == asked,
        &|id| model.bodies[id].name == asked || model.bodies[id].also.contains(&asked),
        &|id| model.bodies[id].label == asked,
    ];
    for way in ways {
        match model.bodies.ids().filter(|id| way(*id)).collect::<Vec<_>>().as_slice() {
            [] => {}
            [only] => return Ok(*only),
            several => {
                let names: Vec<String> = several.iter().map(|id| full(*id)).collect();
                return Err(one_of_several(&asked, &words!("bodies", "cơ quan"), &names));
            }
        }
    }
    if let Some((kind, _)) = model.kinds.iter().find(|(_, row)| row.name == asked || row.label == asked) {
        let of_kind = model.bodies.iter().filter(|(_, row)| row.kinds.contains(&kind));
        let names: Vec<&str> = of_kind.map(|(_, row)| row.name.as_str()).take(12).collect();
        let names = names.join(", ");
        return Err(words!(
            "`{asked}` is a kind of body; say which one: {names}",
            "`{asked}` là loại cơ quan; nêu rõ cơ quan nào: {names}"
        ));
    }
    let what = words!("body or office", "cơ quan hoặc chức danh");
    Err(nothing(&what, &asked, model.bodies.iter().map(|(_, row)| row.name.clone())))
}

/// Finds one body as it exists: `moit`, `provincial_pc of lam_dong`; where there are many and `of` is left out, one of them, not said which.
/// The label of a body may have an `of` of its own.
///
/// # Errors
/// There is none, or more than one.
pub fn find_instance(model: &Model, asked: &str) -> Result<Instance, Words> {
    let whole = find_body(model, asked);
    let links = [" of ", " của "].into_iter().flat_map(|link| asked.match_indices(link));
    let mut splits: Vec<(&str, &str)> =
        links.filter_map(|(at, link)| Some((asked.get(..at)?, asked.get(at + link.len()..)?))).collect();
    splits.sort_by_key(|(name, _)| name.len());
    let of_many = splits.into_iter().rev().find_map(|(name, of)| Some((find_body(model, name).ok()?, name, of)));
    match (whole, of_many) {
        (Ok(body), _) => {
            let of = if model.bodies[body].one_per.is_some() { Of::Unsaid } else { Of::Sole };
            Ok(Instance { body, of })
        }
        (Err(_), Some((body, name, value))) => match model.bodies[body].one_per {
            Some(list) => {
                let value: String = value.trim().nfc().collect();
                Ok(Instance { body, of: Of::Place(values::leaf(&model.lists[list], &value)?) })
            }
            None => {
                let (name, value) = (name.trim(), value.trim());
                Err(words!(
                    "there is only one `{name}`: leave out `of {value}`",
                    "chỉ có một `{name}`: bỏ `của {value}`"
                ))
            }
        },
        // What stands before `of` is no body.
        (Err(why), None) => match asked.split_once(" of ").or_else(|| asked.split_once(" của ")) {
            Some((name, _)) => Err(find_body(model, name).err().unwrap_or(why)),
            None => Err(why),
        },
    }
}

/// Finds a modality by its name, other name, or label.
///
/// # Errors
/// There is none, or more than one.
pub fn find_modality(model: &Model, asked: &str) -> Result<ModalityId, Words> {
    let rows = model.modalities.iter().map(|(id, row)| (id, &row.name, &row.also, &row.label));
    find_row(&words!("modality", "phương thức"), asked, rows)
}

/// Finds a kind of instrument by its name, other name, or label.
///
/// # Errors
/// There is none, or more than one.
pub fn find_instrument_kind(model: &Model, asked: &str) -> Result<InstrumentKindId, Words> {
    let rows = model.instrument_kinds.iter().map(|(id, row)| (id, &row.name, &row.also, &row.label));
    find_row(&words!("kind of instrument", "loại văn bản"), asked, rows)
}

fn find_row<'m, I: Copy>(
    what: &Words,
    asked: &str,
    rows: impl Iterator<Item = (I, &'m String, &'m Vec<String>, &'m String)>,
) -> Result<I, Words> {
    let asked: String = asked.trim().nfc().collect();
    let rows: Vec<_> = rows.collect();
    let named: Vec<I> =
        rows.iter().filter(|(_, name, also, _)| **name == asked || also.contains(&asked)).map(|row| row.0).collect();
    let labelled = rows.iter().filter(|(.., label)| **label == asked).map(|row| row.0);
    let found = if named.is_empty() { labelled.collect() } else { named };
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(nothing(what, &asked, rows.iter().map(|(_, name, ..)| (*name).clone()))),
        _ => Err(words!(
            "`{asked}` is declared in several packages that are loaded together",
            "`{asked}` được khai báo trong nhiều gói cùng được nạp"
        )),
    }
}

/// The kinds of step in the words in which they are named, and answered, in English and Vietnamese.
const KINDS: [(StepKind, &[&str]); 6] = [
    (StepKind::Consent, &["consent", "sự đồng ý", "đồng ý"]),
    (StepKind::Consult, &["consulting", "consult", "lấy ý kiến"]),
    (StepKind::Proposal, &["proposal", "propose", "đề nghị"]),
    (StepKind::Review, &["review", "thẩm định"]),
    (StepKind::Coordination, &["in coordination", "coordinate", "phối hợp"]),
    (StepKind::Notify, &["notifying", "notify", "sau đó thông báo", "thông báo"]),
];

/// Reads a step that was done: its kind, `of`, and the body, such as `consent of mnd`; or as answers say it, such as `review by mnd`; `refusal of mnd`,
/// where consent was refused. `on 2025-08-01` says when.
///
/// # Errors
/// What is wrong with it.
pub fn find_done(model: &Model, asked: &str) -> Result<Done, Words> {
    let text: String = asked.trim().nfc().collect();
    let Some((before, day)) = [" on ", " ngày "].iter().find_map(|word| text.rsplit_once(word)) else {
        return read_done(model, &text, None);
    };
    match Day::parse(day.trim()) {
        Some(on) => read_done(model, before.trim(), Some(on)),
        // The name of a body may have such a word in it.
        None => read_done(model, &text, None).map_err(|_| values::no_date(day)),
    }
}

/// Of a step that asks so many of several, each who did it is named by itself: which of them did may decide whether it was done.
fn who_did(model: &Model, who: &str) -> Result<Instance, Words> {
    let several = ["any ", "more than ", "at least ", "half of ", "bất kỳ ", "quá nửa ", "ít nhất "];
    let joined = [" or ", " and ", " hoặc ", " và "];
    let is_several = several.iter().any(|word| who.starts_with(word)) || joined.iter().any(|word| who.contains(word));
    find_instance(model, who).map_err(|error| match is_several {
        true => words!(
            "`{who}` does not say which of them did: name each who did by itself, `--done \"consent of a\" --done \"consent of b\"`",
            "`{who}` chưa cho biết cơ quan nào đã thực hiện: nêu riêng từng cơ quan đã thực hiện, `--done \"đồng ý của a\" --done \"đồng ý của b\"`"
        ),
        false => error,
    })
}

fn read_done(model: &Model, text: &str, on: Option<Day>) -> Result<Done, Words> {
    let of = |rest: &str| {
        let rest = rest.strip_prefix(' ')?;
        let linked = ["of ", "by ", "with ", "của ", "với ", "cho "].iter().find_map(|link| rest.strip_prefix(link));
        let who = linked.unwrap_or(rest);
        Some(who.strip_suffix(" afterwards").unwrap_or(who).to_owned())
    };
    let of_kind = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word).and_then(of));
    if let Some((kind, who)) = KINDS.iter().find_map(|(kind, words)| Some((*kind, of_kind(words)?))) {
        return Ok(Done { on, ..Done::of(kind, who_did(model, &who)?) });
    }
    if let Some(who) = of_kind(&["refusal", "sự từ chối"]) {
        return Ok(Done { refused: true, on, ..Done::of(StepKind::Consent, who_did(model, &who)?) });
    }
    match text.split_once(" of ").or_else(|| text.split_once(" của ")) {
        Some((kind, _)) => Err(words!(
            "`{kind}` is no kind of step: there are consent, refusal, consult, propose, review, coordinate, notify",
            "`{kind}` không phải là loại thủ tục: có đồng ý, sự từ chối, lấy ý kiến, đề nghị, thẩm định, phối hợp, thông báo",
            kind = kind.trim()
        )),
        None => Err(words!(
            "`{text}` is not of the form KIND of BODY, as in `consent of mnd`",
            "`{text}` không đúng dạng LOẠI của CƠ QUAN, như `đồng ý của mnd`"
        )),
    }
}

/// Finds a fact by its name as the power's package sees it.
///
/// # Errors
/// There is none, or more than one.
pub fn find_fact(model: &Model, power: PowerId, asked: &str) -> Result<FactId, Words> {
    let asked: String = asked.trim().nfc().collect();
    let row = &model.powers[power];
    if let (ACT, Some(act)) = (asked.as_str(), row.act) {
        return Ok(act);
    }
    let in_package = |id: FactId, package: PackageId, name: &str| {
        let fact = &model.facts[id];
        fact.package == package && (fact.name == name || fact.also.iter().any(|also| also == name))
    };
    let named = |name: &str| {
        model.facts.ids().filter(|id| in_package(*id, model.facts[*id].package, name)).collect::<Vec<FactId>>()
    };
    let own = model.facts.ids().find(|id| in_package(*id, row.package, &asked));
    if let Some(own) = own {
        return Ok(own);
    }
    if let Some((package, name)) = asked.rsplit_once('.') {
        let of_package = |id: &FactId| model.packages[model.facts[*id].package].name == package;
        if let Some(fact) = named(name).into_iter().find(of_package) {
            return Ok(fact);
        }
    }
    match named(&asked).as_slice() {
        [only] => Ok(*only),
        [] => {
            let asked_facts = facts_asked(model, power);
            let names = asked_facts.iter().map(|id| model.facts[*id].name.clone());
            Err(nothing(&words!("fact", "dữ kiện"), &asked, names))
        }
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|id| format!("{}.{}", model.packages[model.facts[*id].package].name, model.facts[*id].name))
                .collect();
            Err(one_of_several(&asked, &words!("facts", "dữ kiện"), &names))
        }
    }
}

fn one_of_several(asked: &str, what: &Words, names: &[String]) -> Words {
    let names = names.join(", ");
    words!(
        "`{asked}` may be one of several {what}: {names}",
        "`{asked}` có thể là một trong nhiều {what}: {names}",
        what = what
    )
}

fn nothing(what: &Words, asked: &str, names: impl Iterator<Item = String>) -> Words {
    let names: Vec<String> = names.collect();
    // The names that share most of their beginning or end come first in the hint.
    let wanted = asked.to_lowercase();
    let near = names.iter().filter(|name| {
        let name = name.to_lowercase();
        name.contains(&wanted) || wanted.contains(name.as_str())
    });
    let near: Vec<&str> = near.take(5).map(String::as_str).collect();
    match (near.as_slice(), names.as_slice()) {
        ([], few) if !few.is_empty() && few.len() <= 12 => {
            let few = few.join(", ");
            words!(
                "there is no {what} named `{asked}`: there are {few}",
                "không có {what} nào tên là `{asked}`: có {few}",
                what = what
            )
        }
        ([], _) => words!("there is no {what} named `{asked}`", "không có {what} nào tên là `{asked}`", what = what),
        (near, _) => words!(
            "there is no {what} named `{asked}`; did you mean {near}?",
            "không có {what} nào tên là `{asked}`; có phải muốn viết {near}?",
            what = what,
            near = words!("{en}", "{vi}", en = near.join(" or "), vi = near.join(" hoặc "))
        ),
    }
}
