//! What is wrong with a setting, in words for whoever set it.

use serde_json::Value;
use vires_words::{Language, say};

/// One setting that counts as not set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    name: String,
    fault: Fault,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    /// There is none of that name.
    Unknown,
    /// It may not be this.
    Value(String, Allowed),
}

/// What a setting may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Allowed {
    Section,
    Language,
    YesOrNo,
    Address,
    Day,
    Names,
}

/// Every setting that a person writes.
const ALL: &str = "language, notes, pages, today, lenses, hints.units, hints.dates, hints.otherCases";

/// What is longer is not said in full.
const LONGEST: usize = 60;

impl Wrong {
    pub(super) fn name(name: &str) -> Self {
        Self { name: name.to_owned(), fault: Fault::Unknown }
    }

    pub(super) fn value(name: &str, value: &Value, allowed: Allowed) -> Self {
        let mut said = value.to_string();
        if said.chars().count() > LONGEST {
            said = said.chars().take(LONGEST).chain(['…']).collect();
        }
        Self { name: name.to_owned(), fault: Fault::Value(said, allowed) }
    }

    /// Which setting, what it was, and what is allowed.
    pub(crate) fn words(&self, language: Language) -> String {
        let name = if self.name.is_empty() { "vires".to_owned() } else { format!("vires.{}", self.name) };
        match &self.fault {
            Fault::Unknown => say!(
                language,
                "`{name}` is no setting of Vires, and is passed over; there are {all}",
                "`{name}` không phải là thiết lập của Vires nên bị bỏ qua; các thiết lập gồm: {all}",
                all = ALL
            ),
            Fault::Value(was, allowed) => say!(
                language,
                "setting `{name}` is {was}, and counts as not set; it may be {allowed}",
                "thiết lập `{name}` là {was}, được coi như chưa đặt; giá trị cho phép: {allowed}",
                allowed = allowed.words(language)
            ),
        }
    }
}

impl Allowed {
    fn words(self, language: Language) -> &'static str {
        match self {
            Self::Section => language.pick("a section with settings in it", "một nhóm gồm các thiết lập"),
            Self::Language => language.pick("\"auto\", \"en\" or \"vi\"", "\"auto\", \"en\" hoặc \"vi\""),
            Self::YesOrNo => language.pick("true or false", "true hoặc false"),
            Self::Address => language.pick(
                "an address such as \"https://law.example/{language}/{code}.html\"",
                "một địa chỉ, ví dụ \"https://law.example/{language}/{code}.html\"",
            ),
            Self::Day => language.pick("a day such as \"2026-07-01\"", "một ngày, ví dụ \"2026-07-01\""),
            Self::Names => language.pick("a list of names in quotation marks", "một danh sách tên trong ngoặc kép"),
        }
    }
}
