//! Sentences in English and Vietnamese, side by side.
//!
//! Whatever Vires says is written in both languages at the place where it is said. A sentence with one language missing
//! is a sentence that does not compile, and whoever changes one has the other before their eyes.
//!
//! - [`say!`] where the language is known: the sentence in that language.
//! - [`words!`] where it is not (a file is parsed and resolved once, whoever reads it): both, as [`Words`].
//!
//! ```
//! use vires_words::{Language, say, words};
//!
//! let body = "Bộ Công Thương";
//! assert_eq!(say!(Language::En, "{body} is competent", "{body} có thẩm quyền"), "Bộ Công Thương is competent");
//!
//! let what = words!("a body", "cơ quan");
//! let missing = words!("there is no {what} named `x`", "không có {what} nào tên là `x`", what = what);
//! assert_eq!(missing.in_language(Language::Vi), "không có cơ quan nào tên là `x`");
//! ```
//!
//! **Invariants.** No knowledge of policies, files or findings. What is put into a sentence is put there as it is.

mod dates;
mod series;
mod words;

pub use dates::{date, date_of, month_name};
pub use series::{all_of, any_of, joined};
pub use words::{Say, Words};

/// A language that people are answered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Vietnamese.
    Vi,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::En, Self::Vi];

    /// The language of a package's manifest, `en` or `vi`; English for any other.
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        if code == "vi" { Self::Vi } else { Self::En }
    }

    /// `en`, `vi`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Vi => "vi",
        }
    }

    /// The one of two that is in this language.
    pub fn pick<T>(self, english: T, vietnamese: T) -> T {
        match self {
            Self::En => english,
            Self::Vi => vietnamese,
        }
    }
}

/// A sentence in the language given: `say!(language, "English {a}", "Tiếng Việt {a}")`, with what is in scope or named
/// behind it (`, a = expression`) put in as [`format!`] does.
#[macro_export]
macro_rules! say {
    ($language:expr, $english:literal, $vietnamese:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        $(
            #[allow(unused_variables, reason = "one of the two languages may say it without")]
            let $name = &$value;
        )*
        match $language {
            $crate::Language::En => ::std::format!($english),
            $crate::Language::Vi => ::std::format!($vietnamese),
        }
    }};
}

/// A sentence in both languages: `words!("English {a}", "Tiếng Việt {a}")`. What differs between the languages itself is
/// named behind it (`, a = words`) and put in as each language says it.
#[macro_export]
macro_rules! words {
    ($english:literal, $vietnamese:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        $(let $name = &$value;)*
        let english = {
            $(
                #[allow(unused_variables, reason = "one of the two languages may say it without")]
                let $name = $crate::Say::say($name, $crate::Language::En);
            )*
            ::std::format!($english)
        };
        let vietnamese = {
            $(
                #[allow(unused_variables, reason = "one of the two languages may say it without")]
                let $name = $crate::Say::say($name, $crate::Language::Vi);
            )*
            ::std::format!($vietnamese)
        };
        $crate::Words::new(english, vietnamese)
    }};
}
