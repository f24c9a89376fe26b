//! Standard output and standard error.

use std::io::{BufWriter, IsTerminal, Stdout, Write};

use vires_diagnostics::RenderOptions;
use vires_words::{Language, Words};

use crate::args::Color;

/// Columns where there is no terminal to ask.
const WIDTH: usize = 100;

/// Texts may be written piece by piece: the largest reports are never whole in memory.
impl std::fmt::Write for Output {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.write(text);
        Ok(())
    }
}

/// Where results go. A reader that stops reading ends the printing, not the program.
pub(crate) struct Output {
    out: BufWriter<Stdout>,
    terminal: bool,
    closed: bool,
    /// Why nothing more could be written, where it was no reader that stopped reading.
    failed: Option<std::io::Error>,
    colour: bool,
    width: usize,
    language: Language,
}

impl Output {
    pub(crate) fn new(color: Color) -> Self {
        let terminal = std::io::stdout().is_terminal();
        // https://no-color.org: set and not empty.
        let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colour = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !forbidden && !is_dumb(),
        };
        let width = if terminal {
            console::Term::stdout().size_checked().map_or(WIDTH, |(_, columns)| usize::from(columns))
        } else {
            WIDTH
        };
        Self {
            out: BufWriter::new(std::io::stdout()),
            terminal,
            closed: false,
            failed: None,
            colour,
            width,
            language: Language::En,
        }
    }

    /// How to print for people here.
    pub(crate) fn render_options(&self) -> RenderOptions {
        RenderOptions { colour: self.colour, width: self.width, language: self.language, ..RenderOptions::default() }
    }

    /// From here on in this language.
    pub(crate) fn speak(&mut self, language: Language) {
        self.language = language;
    }

    /// The language spoken.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// The one of two texts that is in the language spoken.
    pub(crate) fn pick(&self, english: &'static str, vietnamese: &'static str) -> &'static str {
        self.language.pick(english, vietnamese)
    }

    /// Writes a text as it is.
    pub(crate) fn write(&mut self, text: &str) {
        if !self.closed
            && let Err(error) = self.out.write_all(text.as_bytes())
        {
            self.close(error);
        }
    }

    /// Writes a text and ends the line.
    pub(crate) fn line(&mut self, text: &str) {
        self.write(text);
        self.write("\n");
    }

    /// Empties the screen, where there is one.
    pub(crate) fn clear(&mut self) {
        if self.terminal && !is_dumb() {
            self.write("\u{1b}[H\u{1b}[2J\u{1b}[3J");
        }
    }

    /// A line for whoever sits at a terminal.
    pub(crate) fn aside(&mut self, text: &str) {
        if self.terminal {
            let text = self.faint(text);
            self.line(&text);
        }
    }

    /// Whether nobody reads any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Ends the printing.
    pub(crate) fn flush(&mut self) {
        if !self.closed
            && let Err(error) = self.out.flush()
        {
            self.close(error);
        }
    }

    fn close(&mut self, error: std::io::Error) {
        self.closed = true;
        self.failed = Some(error).filter(|error| error.kind() != std::io::ErrorKind::BrokenPipe);
    }

    /// Ends the printing for good: why not all of it could be written, if so.
    pub(crate) fn end(&mut self) -> Option<std::io::Error> {
        self.flush();
        self.failed.take()
    }

    /// A text in bold type.
    pub(crate) fn strong(&self, text: &str) -> String {
        self.styled("1", text)
    }

    /// A text that all is well with.
    pub(crate) fn good(&self, text: &str) -> String {
        self.styled("32", text)
    }

    /// A text that something is wrong with.
    pub(crate) fn bad(&self, text: &str) -> String {
        self.styled("1;31", text)
    }

    /// A text of less weight.
    pub(crate) fn faint(&self, text: &str) -> String {
        self.styled("2", text)
    }

    fn styled(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// One line on standard error.
    pub(crate) fn complain(&self, why: &Words) {
        let why: String =
            why.in_language(self.language).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        // Nobody is left to be told where this fails.
        let _ = writeln!(std::io::stderr(), "vires: {why}");
    }

    /// Text from policies may hold anything: on a terminal, control characters could rewrite what stands there.
    pub(crate) fn safe(text: &str) -> String {
        text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
    }
}

/// Whether the terminal says that it understands no control sequences.
pub(crate) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|value| value == "dumb")
}
