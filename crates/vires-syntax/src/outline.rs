//! Which line belongs to which, by indentation alone.
//!
//! The outline is a flat list of the lines of policy in the order of the file. Each line knows where the lines below
//! it end in that list, so a file of any depth needs no recursion to read.

use vires_words::words;

mod headings;
mod slipped;

use std::collections::BTreeMap;
use std::ops::Range;

use self::headings::{Meant, begins_as_heading, declares};
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::fences::{Fences, Place};
use crate::keywords::Keyword;
use crate::lexer::{self, LexedLine, Tokens, span};
use crate::messages;
use crate::span::Span;
use crate::{FileKind, MAX_DEPTH, MAX_ERRORS, MAX_TEXT_BYTES};

/// How many columns a tab is taken for, once it has been reported.
const TAB_COLUMNS: usize = 4;

/// The columns of one level, as files are laid out.
const USUAL_COLUMNS: usize = 2;

/// The lines of policy of one file.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) tokens: Tokens,
    pub(crate) lines: Vec<OutlineLine>,
    /// The `##` comments.
    pub(crate) docs: Vec<Span>,
    pub(crate) errors: Vec<SyntaxError>,
    /// Every line of the file, in order, when asked for.
    pub(crate) physical: Vec<PhysicalLine>,
    /// The columns at which the lines of each fence begin that has any; fence 0 is a file that is no Markdown.
    pub(crate) margins: BTreeMap<u32, usize>,
}

/// A line of policy: neither blank nor only a comment.
#[derive(Debug)]
pub(crate) struct OutlineLine {
    /// From the first character that is no space to the end of the last token.
    pub(crate) span: Span,
    pub(crate) tokens: Range<usize>,
    /// Whether something on it, or its depth, has been reported.
    pub(crate) spoiled: bool,
    /// How many lines it stands under.
    pub(crate) depth: usize,
    /// The line of the list after the last one below this.
    pub(crate) end: usize,
    /// The `##` comments right above it, in [`Outline::docs`].
    pub(crate) docs: Range<usize>,
}

/// A line of the file, whatever it holds.
#[derive(Debug)]
pub(crate) struct PhysicalLine {
    /// Without the line break.
    pub(crate) span: Span,
    pub(crate) kind: PhysicalKind,
    /// The comment at its end or that it consists of, `#` included.
    pub(crate) comment: Option<Span>,
    /// The columns before its first character.
    pub(crate) indent: usize,
    /// The fence it stands in; 0 outside Markdown.
    pub(crate) block: u32,
}

/// What a line of the file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PhysicalKind {
    Outside,
    Blank,
    Comment,
    /// The line of the outline with this number.
    Policy(usize),
}

/// Reads the outline; of the lines that are no policy it keeps nothing.
pub(crate) fn read(text: &str, kind: FileKind) -> Outline {
    Reader::new(text, false).run(kind)
}

/// Reads the outline and keeps every line.
pub(crate) fn read_all(text: &str, kind: FileKind) -> Outline {
    Reader::new(text, true).run(kind)
}

/// A line that is still open for lines below it.
struct Level {
    /// What is further in stands below it.
    indent: usize,
    /// How far those beside it are indented.
    beside: usize,
    /// Where a heading was written that stands at another indent than its siblings.
    slipped: Option<usize>,
    line: usize,
}

struct Reader<'t> {
    text: &'t str,
    keep_all: bool,
    outline: Outline,
    levels: Vec<Level>,
    /// The first of the `##` comments that belong to the next line.
    docs_from: usize,
    /// The fence the levels belong to.
    block: u32,
    /// The indentation of the first line of that fence, once it has been seen; 0 outside Markdown.
    margin: Option<usize>,
    too_deep: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, keep_all: bool) -> Self {
        let outline = Outline::default();
        Self { text, keep_all, outline, levels: Vec::new(), docs_from: 0, block: 0, margin: Some(0), too_deep: false }
    }

    fn run(mut self, kind: FileKind) -> Outline {
        if self.text.len() > MAX_TEXT_BYTES {
            let error = SyntaxError::new(
                SyntaxErrorCode::TooLarge,
                span(0, 0),
                words!(
                    "This file is larger than 16 MiB and was not read.",
                    "Tệp này lớn hơn 16 MiB nên không được đọc."
                ),
            );
            self.outline.errors.push(error.help(words!(
                "Split it: a package may have any number of files.",
                "Hãy chia nhỏ: một gói có thể có nhiều tệp."
            )));
            return self.outline;
        }
        let mut fences = Fences::default();
        let mut start = 0;
        while start < self.text.len() {
            let rest = self.text.get(start..).unwrap_or_default();
            let length = rest.find('\n').unwrap_or(rest.len());
            let line = rest.get(..length).unwrap_or_default();
            let line = line.strip_suffix('\r').unwrap_or(line);
            let place = match kind {
                FileKind::Policy => Place::Inside(0),
                FileKind::Markdown => fences.next(line),
            };
            match place {
                Place::Outside | Place::Quoted | Place::Misspelt => {
                    let whole = span(start, start + line.len());
                    if place == Place::Quoted {
                        self.complain_of_quote(whole);
                    }
                    if place == Place::Misspelt {
                        self.complain_of_mark(whole);
                    }
                    self.keep(whole, PhysicalKind::Outside, None, 0);
                }
                Place::Inside(block) => {
                    if block != self.block {
                        self.close_levels(0);
                        self.block = block;
                        self.margin = None;
                        self.docs_from = self.outline.docs.len();
                    }
                    self.line(start, start + line.len());
                }
            }
            start += length + 1;
        }
        self.close_levels(0);
        self.outline.errors.sort_by_key(|error| error.span.start);
        self.outline
    }

    fn keep(&mut self, span: Span, kind: PhysicalKind, comment: Option<Span>, indent: usize) {
        if self.keep_all {
            self.outline.physical.push(PhysicalLine { span, kind, comment, indent, block: self.block });
        }
    }

    fn complain(&mut self, error: SyntaxError) {
        if self.outline.errors.len() < MAX_ERRORS {
            self.outline.errors.push(error);
        }
    }

    fn line(&mut self, start: usize, end: usize) {
        let line = self.text.get(start..end).unwrap_or_default();
        let (skipped, line) = match line.strip_prefix('\u{FEFF}') {
            Some(after) if start == 0 => ('\u{FEFF}'.len_utf8(), after),
            _ => (0, line),
        };
        let content = line.trim_start();
        let from = end - content.len();
        let whole = span(start, end);
        if content.is_empty() {
            return self.keep(whole, PhysicalKind::Blank, None, 0);
        }
        let indent_text = line.get(..line.len() - content.len()).unwrap_or_default();
        let indent = columns(indent_text);
        if content.starts_with('#') {
            let comment = span(from, start + skipped + line.trim_end().len());
            if content.starts_with("##") {
                self.outline.docs.push(comment);
            }
            return self.keep(whole, PhysicalKind::Comment, Some(comment), indent);
        }
        if indent_text.bytes().any(|b| b != b' ') {
            self.complain_of_tab(indent_text, start + skipped, from);
        }
        let margin = *self.margin.get_or_insert(indent);
        if self.keep_all {
            self.outline.margins.entry(self.block).or_insert(margin);
        }
        let mut spoiled = Vec::new();
        let LexedLine { tokens, comment, spoiled: is_spoiled } =
            lexer::lex_line(self.text, from, end, &mut self.outline.tokens, &mut spoiled);
        if let Some(error) = self.label_without_beginning(&spoiled, from, end) {
            spoiled = vec![error];
        }
        for error in spoiled {
            self.complain(error);
        }
        let last = self.outline.tokens.all.get(tokens.clone()).and_then(|all| all.last());
        let line_span = span(from, last.map_or(from, |token| token.span.end as usize));
        let slipped = self.slipped_heading(indent, line_span);
        let (beside, left) = match &slipped {
            Some(Meant { beside, left, .. }) => (*beside, *left),
            None => self.place_line(indent, margin, (&tokens, line_span)),
        };
        self.close_levels(left);
        let fits = self.is_not_too_deep(line_span);
        let depth = self.levels.len();
        let number = self.outline.lines.len();
        // What stands below a heading that stands too far out may stand there where its siblings begin.
        let own = slipped.as_ref().map_or(beside, |_| beside.min(indent));
        self.levels.push(Level { indent: own, beside, slipped: slipped.map(|_| indent), line: number });
        let docs = self.docs_from..self.outline.docs.len();
        self.docs_from = docs.end;
        self.outline.lines.push(OutlineLine {
            span: line_span,
            tokens,
            spoiled: is_spoiled || !fits,
            depth,
            end: number + 1,
            docs,
        });
        self.keep(whole, PhysicalKind::Policy(number), comment, indent);
    }

    /// Which indentation a new line is taken to have, and how many levels it stands under.
    fn place_line(&mut self, indent: usize, margin: usize, (tokens, here): (&Range<usize>, Span)) -> (usize, usize) {
        if indent > margin && (stands_at_the_margin(self.text, here) || self.declares_below_another(tokens, here)) {
            // Whatever follows is its own, and not of the text above.
            self.complain_of_margin(here);
            return (margin, 0);
        }
        if let Some(slipped) = self.beside_its_heading(indent, here) {
            return slipped;
        }
        if let Some((meant, left)) = self.slipped_to_the_margin(indent, margin, here) {
            self.complain_of_levels(here, meant, margin);
            return (meant, left);
        }
        let open = self.open_above(indent);
        let outer = open.checked_sub(1).and_then(|above| self.levels.get(above)).map_or(margin, |level| level.indent);
        let mut meant = indent;
        let mut left = open;
        match self.levels.get(open).map(|level| (level.indent, level.line)) {
            Some((level, odd)) if level > indent && indent > outer => {
                let following: Vec<usize> = self.indents_after(here, outer).collect();
                let alike = |indent: usize| following.iter().filter(|other| **other == indent).count();
                let is_heading = begins_as_heading(self.text, here);
                let is_first = self.is_first(odd);
                let odd = self.outline.lines.get(odd).map_or(here, |line| line.span);
                // What follows further in stands below a heading, and above the first of them only clauses do.
                let further_in = match is_heading {
                    true => usize::from(begins_as_heading(self.text, odd)),
                    false => alike(level).max(1),
                };
                // Of two lines, the one that is a level further in than the line above them.
                let is_usual = alike(indent) + alike(level) == 0 && indent == outer + USUAL_COLUMNS;
                // What follows right after it goes on as it does.
                let goes_on = following.first() == Some(&indent) && !is_heading;
                if is_first && (alike(indent) >= further_in || is_usual || goes_on) {
                    // The lines that follow begin as this one does: the first of them stood too far in.
                    self.complain_of_levels(odd, indent, outer);
                    if begins_as_heading(self.text, odd) && !is_heading {
                        // What follows stands below it.
                        left = open + 1;
                        if let Some(level) = self.levels.get_mut(open) {
                            level.indent = indent - 1;
                        }
                    }
                } else {
                    // Taken as its neighbours are, so that they do not all seem to stand below it.
                    let next = following.first().copied().filter(|_| !is_heading);
                    let deepest = self.levels.last().and_then(|level| {
                        let line = self.outline.lines.get(level.line).map(|line| line.span)?;
                        begins_as_heading(self.text, line).then_some(level.indent)
                    });
                    let inner = self.levels.get(open..).unwrap_or_default();
                    (meant, left) = match next {
                        // The first of those below a heading.
                        Some(next) if deepest.is_some_and(|deepest| next > deepest) => (next, self.levels.len()),
                        next => {
                            let is_no_heading = |level: &Level| {
                                let line = self.outline.lines.get(level.line);
                                !is_heading && line.is_some_and(|line| !begins_as_heading(self.text, line.span))
                            };
                            let beside = inner.iter().position(|level| next == Some(level.indent));
                            let beside = beside.or_else(|| inner.iter().position(is_no_heading)).unwrap_or(0);
                            (inner.get(beside).map_or(level, |level| level.indent), open + beside)
                        }
                    };
                    self.complain_of_levels(here, meant, outer);
                }
            }
            None if self.levels.is_empty() && indent > margin => {
                let message = words!(
                    "This line is indented, but there is no line above it that it could belong to.",
                    "Dòng này thụt lề nhưng phía trên không có dòng nào để nó thuộc về."
                );
                let error = SyntaxError::new(SyntaxErrorCode::Indentation, here, message);
                self.complain(error.help(words!("Begin it at the margin.", "Hãy viết sát lề.")));
            }
            _ => {}
        }
        (meant, left)
    }

    /// Whether a line may stand below all that is open.
    fn is_not_too_deep(&mut self, here: Span) -> bool {
        let fits = self.levels.len() < MAX_DEPTH;
        if !fits {
            if !self.too_deep {
                self.too_deep = true;
                let message = words!(
                    "From here on lines stand under one another more than {MAX_DEPTH} deep.",
                    "Từ đây các dòng lồng nhau quá {MAX_DEPTH} cấp."
                );
                let error = SyntaxError::new(SyntaxErrorCode::TooDeep, here, message);
                self.complain(error.help(words!(
                    "Name a part of the condition as a fact of its own and use the name.",
                    "Hãy đặt tên một phần của điều kiện thành dữ kiện riêng rồi dùng tên đó."
                )));
            }
            self.close_levels(MAX_DEPTH);
        }
        fits
    }

    /// A line at the margin amid the lines of a provision, which go on behind it as they stood before it: where it was meant to stand, and how many
    /// levels it stands under.
    fn slipped_to_the_margin(&self, indent: usize, margin: usize, here: Span) -> Option<(usize, usize)> {
        let next = (indent == margin).then(|| self.indents_after(here, margin).next())??;
        let beside = self.levels.iter().position(|level| level.indent == next);
        // The first below a heading.
        let is_heading = |level: &&Level| {
            let line = self.outline.lines.get(level.line);
            level.indent < next && line.is_some_and(|line| begins_as_heading(self.text, line.span))
        };
        let first = || self.levels.last().filter(is_heading).map(|_| self.levels.len());
        let left = beside.or_else(first)?;
        // Below a text and a provision at least; above the first of them other declarations go on.
        (left > 1 && !declares(self.text, here)).then_some((next, left))
    }

    /// `test the first case"`: where the label begins is said, and not what its words would be without it.
    fn label_without_beginning(&self, told: &[SyntaxError], from: usize, end: usize) -> Option<SyntaxError> {
        told.first()?;
        let line = self.text.get(from..end)?;
        let (begins, quote) = (messages::label_begins(line)?, line.find('"')?);
        let label = messages::short(line.get(begins..quote)?);
        let message = words!("This label has no opening `\"`.", "Nhãn này thiếu dấu `\"` mở.");
        let here = span(from + begins, from + quote + 1);
        let error = SyntaxError::new(SyntaxErrorCode::UnclosedQuote, here, message);
        Some(error.help(words!("Write `\"{label}\"`.", "Hãy viết `\"{label}\"`.")))
    }

    fn complain_of_quote(&mut self, here: Span) {
        let message = words!(
            "This fence stands in a block quote: what it says is quoted, and not read as policy.",
            "Khối mã này nằm trong phần trích dẫn: nội dung chỉ được trích lại, không được đọc là chính sách."
        );
        let error = SyntaxError::new(SyntaxErrorCode::Misplaced, here, message);
        self.complain(error.help(words!(
            "Take the `>` away before its lines; or mark it with another word, such as `text`, if it is only to be shown.",
            "Hãy bỏ dấu `>` ở đầu các dòng; hoặc đánh dấu bằng từ khác, như `text`, nếu chỉ để trình bày."
        )));
    }

    fn complain_of_mark(&mut self, here: Span) {
        let message = words!(
            "What stands in this fence is not read: its mark is not quite `vires`.",
            "Nội dung khối mã này không được đọc: từ đánh dấu gần giống `vires` nhưng không đúng."
        );
        let error = SyntaxError::new(SyntaxErrorCode::Misplaced, here, message);
        self.complain(error.help(words!("Write ```` ```vires ````.", "Hãy viết ```` ```vires ````.")));
    }

    fn complain_of_margin(&mut self, here: Span) {
        let message = words!(
            "A declaration stands at the margin, not below another line.",
            "Khai báo nằm sát lề, không nằm dưới dòng khác."
        );
        let error = SyntaxError::new(SyntaxErrorCode::Indentation, here, message);
        self.complain(error.help(words!("Move the line to the left margin.", "Hãy chuyển dòng ra sát lề trái.")));
    }

    fn complain_of_levels(&mut self, here: Span, level: usize, outer: usize) {
        let error = SyntaxError::new(
            SyntaxErrorCode::Indentation,
            here,
            words!(
                "This line begins between two levels: it is not clear what it belongs to.",
                "Dòng này thụt lề ở giữa hai cấp nên không rõ thuộc về dòng nào."
            ),
        );
        self.complain(error.help(words!(
            "Indent it by {level} spaces to stand one level further in, or by {outer} to stand \
             further out.",
            "Thụt vào {level} dấu cách để nằm sâu hơn một cấp, hoặc {outer} dấu cách để nằm \
             ngoài hơn."
        )));
    }

    /// How many of the open levels a line of that indentation stands under.
    fn open_above(&self, indent: usize) -> usize {
        // A heading that stands too far out may begin before the lines that it stands under.
        self.levels.iter().rposition(|level| level.indent < indent).map_or(0, |last| last + 1)
    }

    /// Whether a line is the first below another, and none stands beside it yet.
    fn is_first(&self, line: usize) -> bool {
        let lines = &self.outline.lines;
        let depth = |at: usize| lines.get(at).map(|line| line.depth);
        line.checked_sub(1).is_some_and(|above| depth(above) < depth(line))
    }

    /// How far the lines after one are indented that stand below the same line as it.
    fn indents_after(&self, here: Span, outer: usize) -> impl Iterator<Item = usize> {
        const MOST: usize = 64;
        let rest = self.text.get(here.end as usize..).unwrap_or_default();
        let lines = rest.lines().skip(1).filter(|line| {
            let content = line.trim_start();
            !content.is_empty() && !content.starts_with('#')
        });
        let indents = lines.map(|line| columns(line.get(..line.len() - line.trim_start().len()).unwrap_or_default()));
        indents.take(MOST).take_while(move |indent| *indent > outer)
    }

    /// Closes all open levels but the first `left`.
    fn close_levels(&mut self, left: usize) {
        let end = self.outline.lines.len();
        for level in self.levels.drain(left.min(self.levels.len())..) {
            if let Some(line) = self.outline.lines.get_mut(level.line) {
                line.end = end;
            }
        }
    }

    fn complain_of_tab(&mut self, indent: &str, start: usize, content: usize) {
        let here = span(start, content);
        let message = if indent.contains('\t') {
            words!(
                "This line is indented with a tab: how far a tab reaches differs from screen to screen.",
                "Dòng này thụt lề bằng phím tab: độ rộng của tab khác nhau ở mỗi màn hình."
            )
        } else {
            words!(
                "This line is indented with an unusual space character.",
                "Dòng này thụt lề bằng một ký tự khoảng trắng lạ."
            )
        };
        let spaces = columns(indent);
        let error = SyntaxError::new(SyntaxErrorCode::Tab, here, message);
        self.complain(error.help(words!(
            "Indent it with spaces, two for each level; it was read as {spaces} spaces.",
            "Hãy thụt lề bằng dấu cách, hai dấu cách mỗi cấp; dòng đã được đọc như thụt {spaces} \
             dấu cách."
        )));
    }
}

/// Whether a line is one that only ever stands at the margin, and says so with its first words: `instrument k "Law"`, `test "…"`, `precedence later`.
fn stands_at_the_margin(text: &str, line: Span) -> bool {
    let line = text.get(line.start as usize..line.end as usize).unwrap_or_default();
    let after = |keyword: Keyword| {
        keyword.row().phrases().find_map(|word| line.strip_prefix(word)?.strip_prefix(' ')).map(str::trim_start)
    };
    let is_instrument = after(Keyword::Instrument).is_some_and(|rest| {
        let name = rest.split_whitespace().next().unwrap_or_default();
        rest.get(name.len()..).is_some_and(|label| label.trim_start().starts_with('"'))
    });
    let is_test = after(Keyword::Test).is_some_and(|rest| rest.starts_with('"'));
    is_instrument || is_test || after(Keyword::Precedence).is_some()
}

/// The columns that an indentation takes.
fn columns(indent: &str) -> usize {
    indent.chars().fold(0, |column, c| match c {
        '\t' => column - column % TAB_COLUMNS + TAB_COLUMNS,
        _ => column + 1,
    })
}
