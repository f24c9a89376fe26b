//! Findings for people: headline, places under their headings of the law, region, case, help.

use std::fmt;

use vires_words::{Language, say};

use super::key::Key;
use super::paint::Paint;
use super::wrap::wrap;
use super::{RenderOptions, Sources, lapse, snippet, visible};
use crate::finding::Finding;
use crate::place::Place;
use crate::summary::Summary;

/// Claims that are printed; the others are counted.
const CLAIMS: usize = 4;

/// Places without their text that are named; the others are counted.
const NAMED: usize = 6;

/// Width of the column of keys: `for example: `.
const KEY: usize = 13;

/// Writes all findings and the summary, an empty line between.
///
/// # Errors
/// Only those of `out`.
pub fn report(
    out: &mut dyn fmt::Write,
    findings: &[Finding],
    summary: &Summary,
    sources: &dyn Sources,
    options: &RenderOptions,
) -> fmt::Result {
    for one in findings {
        finding(out, one, sources, options)?;
        writeln!(out)?;
    }
    writeln!(out, "{}", summary.words(options.language))
}

/// Writes one finding.
///
/// # Errors
/// Only those of `out`.
pub fn finding(
    out: &mut dyn fmt::Write,
    finding: &Finding,
    sources: &dyn Sources,
    options: &RenderOptions,
) -> fmt::Result {
    headline(out, finding, options)?;
    let language = options.language;
    let keys = Keys { width: options.width(), colour: options.colour, language };
    if let Some(power) = &finding.power {
        keys.write(out, Key::Power, power)?;
    }

    // One place more than asked for is shown rather than counted.
    let total = finding.places.len();
    let shown = if total <= options.places.saturating_add(1) { total } else { options.places };
    let (in_full, others) = finding.places.split_at_checked(shown).unwrap_or((&finding.places, &[]));
    for one in in_full {
        place(out, one, finding, sources, options)?;
    }
    if let Some(words) = in_other_places(others, options) {
        keys.write(out, Key::Also, &words)?;
    }

    if finding.pairs.len() > 1 {
        let n = finding.pairs.len();
        let words =
            say!(language, "{n} pairs of these rules clash", "{n} cặp quy định trong số này mâu thuẫn với nhau");
        keys.write(out, Key::Pairs, &words)?;
    }
    if let Some(region) = &finding.region {
        keys.write(out, Key::Where, region)?;
    }
    if let Some(period) = &finding.period {
        keys.write(out, Key::When, period)?;
    }
    if let Some(witness) = &finding.witness {
        keys.write(out, Key::Example, &witness.words(language))?;
    }
    claims(out, finding, &keys, options)?;
    if let Some(lapse) = &finding.lapse
        && !lapse.changes.is_empty()
    {
        keys.write(out, Key::Changes, &lapse::words(lapse, options))?;
    }
    if !finding.boxes_complete {
        let words = language.pick(
            "the region is larger than what is listed here: listing it stopped at its bound",
            "phạm vi rộng hơn phần liệt kê ở đây: việc liệt kê đã dừng ở giới hạn",
        );
        keys.write(out, Key::Note, words)?;
    }
    for help in &finding.help {
        keys.write(out, Key::Help, help)?;
    }
    for note in &finding.notes {
        keys.write(out, Key::Note, note)?;
    }
    Ok(())
}

fn headline(out: &mut dyn fmt::Write, finding: &Finding, options: &RenderOptions) -> fmt::Result {
    let head = format!("{}[{}]:", finding.severity.word(options.language), finding.code);
    let style = Paint::Severity(finding.severity);
    // The headline's first line is the narrower one; for one rule of wrapping, all are.
    let lines = wrap(&finding.message, options.width().saturating_sub(visible::text_width(&head) + 1));
    write!(out, "{}", style.on(options.colour, head))?;
    for (index, line) in lines.iter().enumerate() {
        let lead = if index == 0 { " " } else { "  " };
        writeln!(out, "{lead}{}", Paint::Strong.on(options.colour, line))?;
    }
    if lines.is_empty() { writeln!(out) } else { Ok(()) }
}

fn place(
    out: &mut dyn fmt::Write,
    place: &Place,
    finding: &Finding,
    sources: &dyn Sources,
    options: &RenderOptions,
) -> fmt::Result {
    if let Some(heading) = place.heading() {
        for (index, line) in wrap(heading, options.width().saturating_sub(4)).iter().enumerate() {
            let indent = if index == 0 { "  " } else { "    " };
            writeln!(out, "{indent}{}", Paint::Strong.on(options.colour, line))?;
        }
    }
    if let Some(source) = sources.text(&place.span.file) {
        return snippet::write(out, place, finding.severity, source, options);
    }
    write!(out, "    {}", Where(place))?;
    match &place.label {
        Some(label) => writeln!(out, ": {}", visible::line(label)),
        None => writeln!(out),
    }
}

fn in_other_places(others: &[Place], options: &RenderOptions) -> Option<String> {
    if others.is_empty() {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    let mut named = 0;
    for place in others {
        let name = place.heading().map_or_else(|| Where(place).to_string(), |title| visible::line(title).into_owned());
        // Several rules of one provision are named once.
        if !words.contains(&name) {
            if words.len() == NAMED {
                break;
            }
            words.push(name);
        }
        named += 1;
    }
    let uncounted = others.len().saturating_sub(named);
    if uncounted > 0 {
        words.push(say!(
            options.language,
            "{ellipsis} {uncounted} more, all of them in the JSON output",
            "{ellipsis} {uncounted} quy định khác, có đủ trong kết quả dạng JSON",
            ellipsis = options.ellipsis()
        ));
    }
    Some(words.join("\n"))
}

fn claims(out: &mut dyn fmt::Write, finding: &Finding, keys: &Keys, options: &RenderOptions) -> fmt::Result {
    let arrow = if options.unicode { " → " } else { " -> " };
    let mut lines: Vec<String> = finding
        .claims
        .iter()
        .take(CLAIMS)
        .map(|claim| {
            let holder = visible::line(claim.label.as_ref().unwrap_or(&claim.holder));
            let chain = if claim.titles.is_empty() { &claim.chain } else { &claim.titles }.join(arrow);
            if chain.is_empty() { holder.into_owned() } else { format!("{holder}: {}", visible::line(&chain)) }
        })
        .collect();
    let uncounted = finding.claims.len().saturating_sub(CLAIMS);
    if uncounted > 0 {
        lines.push(say!(
            options.language,
            "{ellipsis} {uncounted} more",
            "{ellipsis} {uncounted} căn cứ khác",
            ellipsis = options.ellipsis()
        ));
    }
    if lines.is_empty() { Ok(()) } else { keys.write(out, Key::Claims, &lines.join("\n")) }
}

/// Lines with a key before them, all words beginning in one column.
struct Keys {
    width: usize,
    colour: bool,
    language: Language,
}

impl Keys {
    fn write(&self, out: &mut dyn fmt::Write, key: Key, words: &str) -> fmt::Result {
        let key = key.word(self.language);
        for (index, line) in wrap(words, self.width.saturating_sub(KEY + 2)).iter().enumerate() {
            if index == 0 {
                let gap = KEY.saturating_sub(visible::text_width(key));
                writeln!(out, "  {}{:gap$}{line}", Paint::Key.on(self.colour, key), "")?;
            } else {
                writeln!(out, "  {:KEY$}{line}", "")?;
            }
        }
        Ok(())
    }
}

/// `file:line:column`.
pub(super) struct Where<'a>(pub(super) &'a Place);

impl fmt::Display for Where<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(place) = self;
        let start = place.span.start;
        write!(out, "{}:{}:{}", visible::line(&place.span.file), start.line, start.column)
    }
}
