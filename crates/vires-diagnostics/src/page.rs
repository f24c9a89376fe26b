//! The page that explains a code, and the examples in it.

use std::borrow::Cow;

use vires_words::Language;

use crate::code::Code;
use crate::labels::in_vietnamese;

/// The page of a code, in Markdown: what it means, an example, why, and the example mended.
///
/// The examples stand in the English page, in English keywords; in the Vietnamese one, a line `[wrong]` or `[right]` is where
/// those of that verdict go. Where the words of an example cannot be turned into another language without mending it, as
/// those of a line that cannot be read, the Vietnamese page has its own in that place.
#[must_use]
pub fn explain(code: Code, language: Language) -> Cow<'static, str> {
    explain_in(code, language, &|example| Cow::Borrowed(example.text))
}

/// The same with the keywords of the examples that stand in English alone turned into those of the page's language. Their
/// labels are in it in any case.
#[must_use]
pub fn explain_in(code: Code, language: Language, turned: &dyn Fn(&Example) -> Cow<'static, str>) -> Cow<'static, str> {
    let [english, vietnamese] = code.pages();
    match language {
        Language::En => Cow::Borrowed(english),
        Language::Vi => {
            let mut page = String::with_capacity(english.len().saturating_add(vietnamese.len()));
            for line in vietnamese.lines() {
                match line {
                    "[wrong]" => blocks(&mut page, code, Verdict::Wrong, turned),
                    "[right]" => blocks(&mut page, code, Verdict::Right, turned),
                    _ => {
                        page.push_str(line);
                        page.push('\n');
                    }
                }
            }
            Cow::Owned(page)
        }
    }
}

/// The examples of one verdict.
fn blocks(page: &mut String, code: Code, verdict: Verdict, turned: &dyn Fn(&Example) -> Cow<'static, str>) {
    let all = examples(code);
    for (n, example) in all.iter().filter(|example| example.verdict == verdict).enumerate() {
        if n > 0 {
            page.push('\n');
        }
        let word = match verdict {
            Verdict::Wrong => "wrong",
            Verdict::Right => "right",
        };
        let path = example.path.map_or_else(String::new, |path| format!(" {path}"));
        let text = match example.language {
            "vires" => Cow::Owned(in_vietnamese(&turned(example))),
            _ => turned(example),
        };
        page.push_str(&format!("```{} {word}{path}\n{text}```\n", example.language));
    }
}

/// Whether an example shows the trouble or how it was mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Gives the finding.
    Wrong,
    /// Gives no finding at all.
    Right,
}

/// One fenced block of a page. The blocks of one verdict belong together: they are the files of one example.
///
/// The line that opens a fence reads `vires wrong` or `csv right`, and may name the file: `vires wrong limits/a.vires`.
/// A first folder in that name is a package of its own; without a name the block is the only policy file there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Example {
    /// What it shows.
    pub verdict: Verdict,
    /// `vires`, `csv` or another language.
    pub language: &'static str,
    /// The file it is to be, where that matters.
    pub path: Option<&'static str>,
    /// The text between the fences.
    pub text: &'static str,
}

/// The examples of a code's page, in order. Few pages have none: what they explain cannot be shown in a few lines.
#[must_use]
pub fn examples(code: Code) -> Vec<Example> {
    let mut found = Vec::new();
    let [mut rest, _] = code.pages();
    while let Some((_, after)) = rest.split_once("\n```") {
        let Some((opening, body)) = after.split_once('\n') else {
            break;
        };
        let Some((text, next)) = body.split_once("\n```") else {
            break;
        };
        // The line end before the closing fence ends the last line of the text.
        let text = body.get(..=text.len()).unwrap_or(text);
        rest = next;
        let mut words = opening.split(' ');
        let language = words.next().unwrap_or_default();
        let verdict = match words.next() {
            Some("wrong") => Verdict::Wrong,
            Some("right") => Verdict::Right,
            _ => continue,
        };
        found.push(Example { verdict, language, path: words.next(), text });
    }
    found
}
