//! The few ANSI styles there are.

use std::fmt;

use crate::code::Severity;

/// A style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// As it comes.
    Plain,
    /// Bold.
    Strong,
    /// Bold, in the colour of a severity.
    Severity(Severity),
    /// The word before a line: `help:`.
    Key,
}

impl Paint {
    /// Text in this style; as it is where `colour` is off.
    pub(super) fn on<T: fmt::Display>(self, colour: bool, text: T) -> Painted<T> {
        Painted { paint: if colour { self } else { Self::Plain }, text }
    }

    const fn sequence(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Strong => Some("\x1b[1m"),
            Self::Severity(Severity::Error) => Some("\x1b[1;31m"),
            Self::Severity(Severity::Warning) => Some("\x1b[1;33m"),
            Self::Severity(Severity::Note) => Some("\x1b[1;36m"),
            Self::Key => Some("\x1b[36m"),
        }
    }
}

/// Text with a style.
pub(super) struct Painted<T> {
    paint: Paint,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.paint.sequence() {
            None => write!(out, "{}", self.text),
            Some(sequence) => write!(out, "{sequence}{}\x1b[0m", self.text),
        }
    }
}
