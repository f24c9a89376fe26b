//! A text in both languages.

use std::borrow::Cow;

use crate::Language;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Words {
    english: Box<str>,
    vietnamese: Box<str>,
}

impl Words {
    /// A text in English, and the same in Vietnamese. Usually made by [`words!`](crate::words!).
    #[must_use]
    pub fn new(english: impl Into<String>, vietnamese: impl Into<String>) -> Self {
        Self { english: english.into().into_boxed_str(), vietnamese: vietnamese.into().into_boxed_str() }
    }

    /// A name, a code, a piece of policy: what is the same in every language.
    #[must_use]
    pub fn as_written(text: impl Into<String>) -> Self {
        let text = text.into().into_boxed_str();
        Self { english: text.clone(), vietnamese: text }
    }

    /// What is said of something that has a name: `the name: the text`.
    #[must_use]
    pub fn of(&self, name: impl Say) -> Self {
        let said = |language| format!("{}: {}", name.say(language), self.in_language(language));
        Self::new(said(Language::En), said(Language::Vi))
    }

    /// The text in a language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::En => &self.english,
            Language::Vi => &self.vietnamese,
        }
    }
}

/// What can be said in either language.
pub trait Say {
    /// It, in that language.
    fn say(&self, language: Language) -> Cow<'_, str>;
}

impl Say for Words {
    fn say(&self, language: Language) -> Cow<'_, str> {
        Cow::Borrowed(self.in_language(language))
    }
}

/// Names and pieces of policy are the same in every language.
impl Say for str {
    fn say(&self, _: Language) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Say for String {
    fn say(&self, _: Language) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Say for usize {
    fn say(&self, _: Language) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl<T: Say + ?Sized> Say for &T {
    fn say(&self, language: Language) -> Cow<'_, str> {
        (**self).say(language)
    }
}
