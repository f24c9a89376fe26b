//! The words that stand before what a finding says.

use vires_words::Language;

/// What stands before what a finding says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Power,
    Also,
    Pairs,
    Where,
    When,
    Example,
    Claims,
    Changes,
    Help,
    Note,
}

impl Key {
    /// The word and a colon.
    pub(super) fn word(self, language: Language) -> &'static str {
        let (english, vietnamese) = match self {
            Self::Power => ("power:", "thẩm quyền:"),
            Self::Also => ("also:", "ngoài ra:"),
            Self::Pairs => ("pairs:", "số cặp:"),
            Self::Where => ("where:", "phạm vi:"),
            Self::When => ("when:", "thời gian:"),
            Self::Example => ("for example:", "ví dụ:"),
            Self::Claims => ("claims:", "căn cứ:"),
            Self::Changes => ("changes:", "thay đổi:"),
            Self::Help => ("help:", "gợi ý:"),
            Self::Note => ("note:", "lưu ý:"),
        };
        language.pick(english, vietnamese)
    }
}
