//! The sentence that is being written: what it is made of, and at which part the cursor is.

mod operations;
mod steps;

use vires_compiler::Policies;
use vires_model::{Domain, FileId, Measure};
use vires_syntax::{KEYWORDS, Keyword};
use vires_words::{Language, say};

use crate::completion::language_of;
use crate::excerpt::Cursor;
use crate::spelling::nfc;
use crate::visible::Visible;

/// The sentences that may be meant, and which of them most likely is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatures {
    /// Each of them.
    pub all: Vec<Signature>,
    /// The likeliest.
    pub active: usize,
}

/// A sentence with its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The parts, one after the other.
    pub parts: Vec<String>,
    /// What it means.
    pub meaning: String,
    /// The part at the cursor.
    pub active: usize,
}

impl Signature {
    /// The whole sentence.
    #[must_use]
    pub fn label(&self) -> String {
        self.parts.join(" ")
    }
}

/// A sentence of the language: its parts with the keyword that begins each, and what it means.
struct Form {
    parts: &'static [(Option<Keyword>, [&'static str; 2])],
    meaning: [&'static str; 2],
}

macro_rules! clauses {
    ($($part:expr),* $(,)?) => {
        &[
            $($part,)*
            (Some(Keyword::When), ["[when CONDITION]", "[khi ĐIỀU_KIỆN]"]),
            (Some(Keyword::ExceptWhen), ["[except when CONDITION]", "[trừ khi ĐIỀU_KIỆN]"]),
            (Some(Keyword::FromDate), ["[from DATE]", "[từ ngày NGÀY]"]),
            (Some(Keyword::Until), ["[until DATE]", "[đến hết ngày NGÀY]"]),
        ]
    };
}

const HOLDER: (Option<Keyword>, [&str; 2]) = (None, ["HOLDER", "CƠ_QUAN"]);

const HOLDS: Form = Form {
    parts: clauses![
        HOLDER,
        (Some(Keyword::Holds), ["holds POWER, …", "có thẩm quyền THẨM_QUYỀN, …"]),
        (Some(Keyword::InAllOtherCases), ["[in all other cases]", "[trong các trường hợp còn lại]"]),
    ],
    meaning: ["An original grant.", "Giao thẩm quyền."],
};
const NOBODY: Form = Form {
    parts: clauses![
        (Some(Keyword::Nobody), ["nobody", "không cơ quan nào"]),
        (Some(Keyword::Holds), ["holds POWER, …", "có thẩm quyền THẨM_QUYỀN, …"]),
        (Some(Keyword::InAllOtherCases), ["[in all other cases]", "[trong các trường hợp còn lại]"]),
    ],
    meaning: ["Nobody may act, on purpose.", "Chủ ý không giao cho cơ quan nào."],
};
const NOT_REQUIRED: Form = Form {
    parts: clauses![
        (None, ["POWER, …", "THẨM_QUYỀN, …"]),
        (Some(Keyword::IsNotRequired), ["is not required", "không phải thực hiện"]),
        (Some(Keyword::InAllOtherCases), ["[in all other cases]", "[trong các trường hợp còn lại]"]),
    ],
    meaning: ["No act is needed, on purpose.", "Chủ ý không yêu cầu thực hiện."],
};
const RESERVE: Form = Form {
    parts: clauses![
        (None, ["POWER, …", "THẨM_QUYỀN, …"]),
        (Some(Keyword::MayNotBePassedOn), ["may not be passed on", "không được chuyển giao tiếp"]),
        (Some(Keyword::BelowTier), ["[below TIER]", "[dưới CẤP]"]),
        (Some(Keyword::Except), ["[except BODY, …]", "[trừ CƠ_QUAN, …]"]),
    ],
    meaning: ["Transfers have no effect on it.", "Việc chuyển giao không có hiệu lực đối với thẩm quyền này."],
};
const TRANSFER: Form = Form {
    parts: clauses![
        (None, ["MODALITY POWER, …", "PHƯƠNG_THỨC THẨM_QUYỀN, …"]),
        (Some(Keyword::FromGiver), ["from GIVER", "từ BÊN_GIAO"]),
        (Some(Keyword::ToReceiver), ["to RECEIVER", "cho BÊN_NHẬN"]),
    ],
    meaning: ["Passes a power on.", "Chuyển giao một thẩm quyền."],
};
const KEEPS: Form = Form {
    parts: clauses![HOLDER, (Some(Keyword::Keeps), ["keeps POWER, …", "vẫn giữ THẨM_QUYỀN, …"])],
    meaning: [
        "Cuts cases out of the giver's transfers in the same instrument.",
        "Loại một số trường hợp khỏi việc chuyển giao trong cùng văn bản.",
    ],
};
const BAR: Form = Form {
    parts: clauses![
        HOLDER,
        (Some(Keyword::MayNotHold), ["may not hold POWER, …", "không được thực hiện THẨM_QUYỀN, …"])
    ],
    meaning: ["Barred, whatever other rule names it.", "Bị loại trừ, dù quy định nào khác có nêu tên."],
};
const TAKE_OVER: Form = Form {
    parts: clauses![
        HOLDER,
        (Some(Keyword::MayTakeOver), ["may take over POWER, …", "được trực tiếp giải quyết THẨM_QUYỀN, …"]),
        (Some(Keyword::FromGiver), ["from HOLDER", "từ CƠ_QUAN"]),
        (Some(Keyword::WithinPeriod), ["[within N days of DATE]", "[trong thời hạn N ngày kể từ NGÀY]"]),
    ],
    meaning: ["Both may act: a call-in, a step-in.", "Cả hai cùng được giải quyết."],
};
const ENABLE: Form = Form {
    parts: clauses![
        HOLDER,
        (Some(Keyword::May), ["may MODALITY POWER, …", "được PHƯƠNG_THỨC THẨM_QUYỀN, …"]),
        (Some(Keyword::ToReceiver), ["to RECEIVER", "cho BÊN_NHẬN"]),
    ],
    meaning: ["Allows a transfer without making it.", "Cho phép chuyển giao mà chưa chuyển giao."],
};
const SET: Form = Form {
    parts: &[
        (Some(Keyword::Set), ["set PARAMETER", "ấn định ĐỊNH_MỨC"]),
        (Some(Keyword::Of), ["[of ENTRY, …]", "[của MỤC, …]"]),
        (Some(Keyword::ToValue), ["to VALUE", "là GIÁ_TRỊ"]),
        (Some(Keyword::FromDate), ["[from DATE]", "[từ ngày NGÀY]"]),
        (Some(Keyword::Until), ["[until DATE]", "[đến hết ngày NGÀY]"]),
    ],
    meaning: ["Gives a parameter its value.", "Ấn định giá trị của định mức."],
};
const READ: Form = Form {
    parts: &[
        (Some(Keyword::Read), ["read NEW", "đọc MỚI"]),
        (Some(Keyword::ForRead), ["for OLD", "thay cho CŨ"]),
        (Some(Keyword::InRead), ["[in TEXT, …]", "[tại VĂN_BẢN, …]"]),
        (Some(Keyword::FromDate), ["[from DATE]", "[từ ngày NGÀY]"]),
    ],
    meaning: ["One body is read for another.", "Đọc một cơ quan thay cho cơ quan khác."],
};
const APPOINT: Form = Form {
    parts: &[
        (Some(Keyword::Appoint), ["appoint PERSON", "bổ nhiệm NGƯỜI"]),
        (Some(Keyword::ToReceiver), ["to OFFICE", "cho CHỨC_DANH"]),
        (Some(Keyword::FromDate), ["[from DATE]", "[từ ngày NGÀY]"]),
        (Some(Keyword::Until), ["[until DATE]", "[đến hết ngày NGÀY]"]),
    ],
    meaning: ["Who fills an office.", "Ai đảm nhiệm một chức danh."],
};
const EXPECT_HOLDS: Form = Form {
    parts: &[
        (Some(Keyword::Expect), ["expect HOLDER", "kết quả CƠ_QUAN"]),
        (Some(Keyword::Holds), ["holds POWER", "có thẩm quyền THẨM_QUYỀN"]),
        (Some(Keyword::UnderPlace), ["[under PROVISION]", "[theo quy định tại ĐIỀU_KHOẢN]"]),
    ],
    meaning: ["Who is competent in the case of the test.", "Cơ quan có thẩm quyền trong hồ sơ của kiểm thử."],
};
const EXPECT_NOBODY: Form = Form {
    parts: &[
        (Some(Keyword::Expect), ["expect", "kết quả"]),
        (Some(Keyword::Nobody), ["nobody", "không cơ quan nào"]),
        (Some(Keyword::Holds), ["holds POWER", "có thẩm quyền THẨM_QUYỀN"]),
    ],
    meaning: ["That nobody is competent, on purpose.", "Chủ ý không cơ quan nào có thẩm quyền."],
};
const EXPECT_OVER: Form = Form {
    parts: &[
        (
            Some(Keyword::Expect),
            [
                "expect gap | conflict | pending | approved | refused | not yet in force",
                "kết quả bỏ trống | chồng chéo | chưa hết thời hạn | coi như đồng ý | coi như từ chối | chưa có quy định",
            ],
        ),
        (Some(Keyword::Over), ["over POWER", "về THẨM_QUYỀN"]),
    ],
    meaning: ["What else may come out.", "Các kết quả khác."],
};
const EXPECT_UNDETERMINED: Form = Form {
    parts: &[
        (Some(Keyword::Undetermined), ["expect undetermined", "kết quả chưa xác định"]),
        (Some(Keyword::Over), ["over POWER", "về THẨM_QUYỀN"]),
        (Some(Keyword::Needs), ["[needs FACT, …]", "[cần biết DỮ_KIỆN, …]"]),
    ],
    meaning: ["That the answer turns on what is not given.", "Kết quả phụ thuộc dữ kiện chưa nêu."],
};

/// The sentence at a written offset; none outside rules and tests.
#[must_use]
pub fn signatures(policies: &Policies, file: FileId, offset: u32) -> Option<Signatures> {
    let cursor = Cursor::of(policies, file, offset)?;
    let language = language_of(&cursor, policies.language());
    let visible = Visible::from(policies, file);
    let said = said(&cursor);
    if let Some(kept) = kept_by(&said, &visible, language) {
        return Some(Signatures { all: vec![kept], active: 0 });
    }
    // A step on a line of its own, below a rule or behind `for`.
    let own = parts(cursor.before);
    let step = |(keyword, _): &&(Keyword, Form)| own.first().is_some_and(|first| is_spelled(first, *keyword));
    if let Some((_, form)) = steps::BY_FIRST.iter().find(step).filter(|_| is_rule_place(&cursor)) {
        return Some(Signatures { all: vec![signature(form, &own, language)], active: 0 });
    }
    let forms = forms(&said, &visible, is_rule_place(&cursor))?;
    let all: Vec<_> = forms.iter().map(|form| signature(form, &said, language)).collect();
    (!all.is_empty()).then_some(Signatures { all, active: 0 })
}

/// A word of the sentence, or a keyword of one word or more.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    words: String,
    is_keyword: bool,
}

/// The sentence up to the cursor, from the line that begins it.
fn said(cursor: &Cursor<'_>) -> Vec<Part> {
    use crate::completion::{Sort, sort};
    let mut text = cursor.before.to_owned();
    let is_begun = |text: &str| !text.trim().is_empty() && !matches!(sort(text), Sort::Clause(_));
    if !is_begun(&text) {
        for line in cursor.above.iter().rev() {
            let own = sort(line.text);
            if matches!(own, Sort::Declaration(_) | Sort::Provision) {
                break;
            }
            text = format!("{} {text}", line.text.split('#').next().unwrap_or_default());
            if !matches!(own, Sort::Clause(_)) {
                break;
            }
        }
    }
    parts(&text)
}

/// Words and keywords, the longest keyword at each place.
fn parts(text: &str) -> Vec<Part> {
    let spaced = text.replace([',', '(', ')'], " ");
    let words: Vec<String> = spaced.split_whitespace().map(nfc).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let phrases = KEYWORDS.iter().flat_map(|row| row.english.iter().chain([&row.vietnamese]));
        let fits = |phrase: &&&str| {
            let count = phrase.split(' ').count();
            phrase.split(' ').zip(rest).filter(|(one, other)| one == other).count() == count
        };
        let longest = phrases.filter(fits).max_by_key(|phrase| phrase.split(' ').count());
        let count = longest.map_or(1, |phrase| phrase.split(' ').count());
        let words = longest.map_or_else(|| rest.first().cloned().unwrap_or_default(), |phrase| (*phrase).to_owned());
        found.push(Part { words, is_keyword: longest.is_some() });
        at += count;
    }
    found
}

fn is_spelled(part: &Part, keyword: Keyword) -> bool {
    let row = keyword.row();
    part.is_keyword && (row.english.contains(&part.words.as_str()) || row.vietnamese == part.words)
}

/// Whether rules stand at the cursor.
fn is_rule_place(cursor: &Cursor<'_>) -> bool {
    use crate::completion::{Sort, sort};
    cursor.above.iter().any(|line| sort(line.text) == Sort::Provision)
}

/// The sentences that begin so.
fn forms(said: &[Part], visible: &Visible<'_>, in_provision: bool) -> Option<Vec<&'static Form>> {
    let has = |keyword: Keyword| said.iter().any(|part| is_spelled(part, keyword));
    if has(Keyword::Expect) {
        return Some(if has(Keyword::Nobody) {
            vec![&EXPECT_NOBODY]
        } else if has(Keyword::Undetermined) {
            vec![&EXPECT_UNDETERMINED]
        } else if has(Keyword::Over) {
            vec![&EXPECT_OVER]
        } else if has(Keyword::Holds) {
            vec![&EXPECT_HOLDS]
        } else {
            vec![&EXPECT_HOLDS, &EXPECT_NOBODY, &EXPECT_OVER, &EXPECT_UNDETERMINED]
        });
    }
    if !in_provision {
        return None;
    }
    let first = said.first()?;
    let begins = |keyword: Keyword| is_spelled(first, keyword);
    let verbs: [(Keyword, &Form); 6] = [
        (Keyword::MayNotHold, &BAR),
        (Keyword::MayTakeOver, &TAKE_OVER),
        (Keyword::Keeps, &KEEPS),
        (Keyword::IsNotRequired, &NOT_REQUIRED),
        (Keyword::MayNotBePassedOn, &RESERVE),
        (Keyword::May, &ENABLE),
    ];
    if begins(Keyword::Nobody) {
        return Some(vec![&NOBODY]);
    }
    for (keyword, form) in [(Keyword::Set, &SET), (Keyword::Read, &READ), (Keyword::Appoint, &APPOINT)] {
        if begins(keyword) {
            return Some(vec![form]);
        }
    }
    if let Some((_, form)) = operations::BY_FIRST.iter().find(|(keyword, _)| begins(*keyword)) {
        return Some(vec![form]);
    }
    let is_this = first.is_keyword && (first.words.starts_with("this ") || first.words.ends_with(" này"));
    if is_this {
        let said = operations::OF_THIS.iter().filter(|(keyword, _)| has(*keyword)).map(|(_, form)| form);
        let said: Vec<&Form> = said.collect();
        return Some(if said.is_empty() { operations::OF_THIS.iter().map(|(_, form)| form).collect() } else { said });
    }
    if let Some((_, form)) = verbs.iter().find(|(keyword, _)| has(*keyword)) {
        return Some(vec![form]);
    }
    if has(Keyword::Holds) {
        return Some(vec![&HOLDS]);
    }
    if visible.modality(&first.words).is_some() {
        return Some(vec![&TRANSFER]);
    }
    let model = visible.model();
    let is_body = model.bodies.iter().any(|(_, row)| row.name == first.words || row.also.contains(&first.words));
    let is_power = model.powers.iter().any(|(_, row)| row.name == first.words || row.also.contains(&first.words));
    match (is_body, is_power) {
        (true, _) => Some(vec![&HOLDS, &BAR, &KEEPS, &TAKE_OVER, &ENABLE]),
        (false, true) => Some(vec![&NOT_REQUIRED, &RESERVE]),
        (false, false) => None,
    }
}

fn signature(form: &Form, said: &[Part], language: Language) -> Signature {
    let mut active = 0;
    for part in said {
        let begins =
            |(keyword, _): &(Option<Keyword>, [&str; 2])| keyword.is_some_and(|keyword| is_spelled(part, keyword));
        // `from A to B … from D`: the next part that the word begins.
        let next = form.parts.iter().skip(active + 1).position(begins).map(|n| active + 1 + n);
        active = next.or_else(|| form.parts.iter().position(begins)).unwrap_or(active);
    }
    let pick = |[english, vietnamese]: [&'static str; 2]| language.pick(english, vietnamese).to_owned();
    Signature { parts: form.parts.iter().map(|(_, words)| pick(*words)).collect(), meaning: pick(form.meaning), active }
}

/// `limit of CATEGORY : VND`, where a fact or parameter kept by a list is being asked of one of its entries.
fn kept_by(said: &[Part], visible: &Visible<'_>, language: Language) -> Option<Signature> {
    let [.., name, of] = said else { return None };
    if !is_spelled(of, Keyword::Of) || name.is_keyword {
        return None;
    }
    let model = visible.model();
    let (label, list, domain) = match visible.fact(&name.words) {
        Some(fact) => {
            let row = &model.facts[fact];
            (&row.label, row.kept.as_ref()?.by, &row.domain)
        }
        None => {
            let row = visible.parameter(&name.words)?;
            (&row.label, row.by?, &row.domain)
        }
    };
    let kind = match domain {
        Domain::YesNo => language.pick("yes or no", "có hoặc không").to_owned(),
        Domain::Choice(list) => model.lists[*list].name.clone(),
        Domain::SetOf(list) => {
            say!(language, "set of {list}", "tập hợp {list}", list = model.lists[*list].name)
        }
        Domain::Person => language.pick("person", "người").to_owned(),
        Domain::Ordered(ordered) => match &ordered.measure {
            Measure::Unit(unit) => unit.clone(),
            Measure::Number => language.pick("number", "số").to_owned(),
            Measure::Percent => "%".to_owned(),
            Measure::Date => language.pick("date", "ngày").to_owned(),
            Measure::Days => language.pick("days", "ngày").to_owned(),
            Measure::WorkingDays => language.pick("working days", "ngày làm việc").to_owned(),
            Measure::Months => language.pick("months", "tháng").to_owned(),
            Measure::Years => language.pick("years", "năm").to_owned(),
        },
    };
    let list = &model.lists[list];
    Some(Signature {
        parts: vec![format!("{} {}", name.words, of.words), list.name.clone(), format!(": {kind}")],
        meaning: say!(
            language,
            "{label}, one for each entry of {list}",
            "{label}, mỗi mục của {list} một giá trị",
            list = list.label
        ),
        active: 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_at_the_cursor_is_that_of_the_last_word_that_begins_one() {
        let at = |form: &Form, text: &str| signature(form, &parts(text), Language::En).active;
        assert_eq!(at(&HOLDS, "moit "), 0);
        assert_eq!(at(&HOLDS, "moit holds "), 1);
        assert_eq!(at(&HOLDS, "moit có thẩm quyền a khi "), 3);
        assert_eq!(at(&HOLDS, "moit holds a in all other cases"), 2);
        assert_eq!(at(&TRANSFER, "pass a from b"), 1);
        assert_eq!(at(&TRANSFER, "pass a from b to c when d from "), 5);
        assert_eq!(at(&SET, "set limit of x to "), 2);
    }
}
