//! A comparison for people: totals, then power by power who acted and who acts.

use std::fmt;

use vires_words::{Language, say};

use super::super::paint::Paint;
use super::super::wrap::wrap;
use super::super::{RenderOptions, visible};
use super::{
    answering_only, asked_side, asked_title, asked_where, by_sector, decisive, every_case, figures, has_tiers, heading,
    headline, level, sector_words, through, who,
};
use crate::change::{Change, PowerName, Situation};
use crate::comparison::{Alone, Comparison, Figures};

/// Width of the column of keys.
const KEY: usize = 13;

/// Writes the comparison.
///
/// # Errors
/// Only those of `out`.
pub fn report(out: &mut dyn fmt::Write, comparison: &Comparison, options: &RenderOptions) -> fmt::Result {
    let page = Page { options };
    let language = options.language;
    page.strong(out, &heading(comparison, language))?;
    for line in figures(comparison, language) {
        page.indented(out, 2, &line)?;
    }
    page.totals(out, comparison)?;
    for (sector, changes) in by_sector(&comparison.changes) {
        writeln!(out)?;
        page.strong(out, &sector_words(sector, language))?;
        let mut last: Option<&PowerName> = None;
        for change in changes {
            if last != Some(&change.power) {
                let power = format!("{} ({})", change.power.label, change.power.name);
                page.indented(out, 2, &power)?;
                last = Some(&change.power);
            }
            page.change(out, change)?;
        }
    }
    if !comparison.asked.is_empty() {
        writeln!(out)?;
        page.strong(out, asked_title(language))?;
        let mut last: Option<&PowerName> = None;
        for change in &comparison.asked {
            if last != Some(&change.power) {
                page.indented(out, 2, &format!("{} ({})", change.power.label, change.power.name))?;
                last = Some(&change.power);
            }
            page.key(out, language.pick("where:", "phạm vi:"), &asked_where(change, language))?;
            page.key(out, language.pick("from:", "từ:"), &asked_side(change.before.as_ref(), language))?;
            page.key(out, language.pick("to:", "sang:"), &asked_side(change.after.as_ref(), language))?;
        }
    }
    let lists = [
        (language.pick("New powers", "Thẩm quyền mới"), &comparison.new_powers),
        (language.pick("Powers that are gone", "Thẩm quyền không còn"), &comparison.gone_powers),
    ];
    for (title, powers) in lists {
        page.alone(out, title, powers)?;
    }
    let findings = [
        (language.pick("New findings", "Vấn đề mới"), &comparison.new_findings, &comparison.gone_findings),
        (
            language.pick("Findings that are gone", "Vấn đề không còn"),
            &comparison.gone_findings,
            &comparison.new_findings,
        ),
    ];
    for (title, findings, others) in findings.into_iter().filter(|(_, findings, _)| !findings.is_empty()) {
        writeln!(out)?;
        page.strong(out, title)?;
        for finding in findings {
            let message = headline(finding, others, language);
            page.indented(out, 2, &format!("{}[{}]: {message}", finding.severity.word(language), finding.code))?;
        }
    }
    if !comparison.remarks.is_empty() {
        writeln!(out)?;
        page.strong(out, language.pick("What was compared in part only", "Phần chỉ so sánh được một phần"))?;
        for remark in &comparison.remarks {
            page.indented(out, 2, remark)?;
        }
    }
    Ok(())
}

struct Page<'a> {
    options: &'a RenderOptions,
}

impl Page<'_> {
    fn strong(&self, out: &mut dyn fmt::Write, words: &str) -> fmt::Result {
        for line in wrap(words, self.options.width()) {
            writeln!(out, "{}", Paint::Strong.on(self.options.colour, line))?;
        }
        Ok(())
    }

    fn indented(&self, out: &mut dyn fmt::Write, columns: usize, words: &str) -> fmt::Result {
        for (n, line) in wrap(words, self.options.width().saturating_sub(columns + 2)).iter().enumerate() {
            let indent = if n == 0 { columns } else { columns + 2 };
            writeln!(out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }

    fn key(&self, out: &mut dyn fmt::Write, key: &str, words: &str) -> fmt::Result {
        let room = self.options.width().saturating_sub(KEY + 4);
        for (n, line) in wrap(words, room).iter().enumerate() {
            if n == 0 {
                let gap = KEY.saturating_sub(visible::text_width(key));
                writeln!(out, "    {}{:gap$}{line}", Paint::Key.on(self.options.colour, key), "")?;
            } else {
                writeln!(out, "    {:KEY$}{line}", "")?;
            }
        }
        Ok(())
    }

    fn change(&self, out: &mut dyn fmt::Write, change: &Change) -> fmt::Result {
        let language = self.options.language;
        let region = change.region.as_deref().unwrap_or_else(|| every_case(language));
        self.key(out, language.pick("where:", "phạm vi:"), region)?;
        let side = |situation: &Situation| side(situation, change.accountable_only, language);
        self.key(out, language.pick("from:", "từ:"), &side(&change.before))?;
        self.key(out, language.pick("to:", "sang:"), &side(&change.after))?;
        let through = through(change);
        if !through.is_empty() {
            self.key(out, language.pick("through:", "do:"), &through.join("; "))?;
        }
        if change.accountable_only {
            self.key(out, language.pick("note:", "lưu ý:"), answering_only(language))?;
        }
        if let Some(witness) =
            change.witness.as_ref().map(|witness| witness.words(language)).filter(|own| !own.is_empty())
        {
            self.key(out, language.pick("for example:", "ví dụ:"), &witness)?;
        }
        Ok(())
    }

    fn alone(&self, out: &mut dyn fmt::Write, title: &str, powers: &[Alone]) -> fmt::Result {
        if powers.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        self.strong(out, title)?;
        for alone in powers {
            let PowerName { name, label, .. } = &alone.power;
            let holders = alone.holders.join("; ");
            let line =
                if holders.is_empty() { format!("{label} ({name})") } else { format!("{label} ({name}): {holders}") };
            self.indented(out, 2, &line)?;
        }
        Ok(())
    }

    fn totals(&self, out: &mut dyn fmt::Write, comparison: &Comparison) -> fmt::Result {
        let language = self.options.language;
        let totals = comparison.totals();
        let tiered = has_tiers(&totals);
        let tiers = totals.tiers.iter().map(|(from, to, figures)| {
            let (from, to) = (level(from, tiered, language), level(to, tiered, language));
            (say!(language, "{from} to {to}", "{from} → {to}"), *figures)
        });
        self.table(out, language.pick("by tier", "theo cấp"), tiers.collect())?;
        let sectors = totals.sectors.iter();
        let sectors = sectors.map(|(sector, figures)| (sector_words(sector.as_deref(), language), *figures));
        self.table(out, language.pick("by sector", "theo lĩnh vực"), sectors.collect())?;
        let instruments = totals.instruments.iter().map(|(_, label, figures)| (label.clone(), *figures));
        self.table(out, language.pick("by instrument", "theo văn bản"), instruments.collect())
    }

    fn table(&self, out: &mut dyn fmt::Write, title: &str, rows: Vec<(String, Figures)>) -> fmt::Result {
        if rows.is_empty() {
            return Ok(());
        }
        let language = self.options.language;
        let (powers, regions) = (language.pick("powers", "thẩm quyền"), language.pick("regions", "nhóm"));
        let widest = rows.iter().map(|(name, _)| visible::text_width(name)).chain([visible::text_width(title)]).max();
        let room = self.options.width().saturating_sub(26);
        let widest = widest.unwrap_or(0).min(room);
        writeln!(out)?;
        let gap = widest.saturating_sub(visible::text_width(title));
        writeln!(out, "  {}{:gap$}  {powers:>10}  {regions:>8}", Paint::Strong.on(self.options.colour, title), "")?;
        for (name, figures) in rows {
            let lines = wrap(&name, widest.max(1));
            let last = lines.len().saturating_sub(1);
            for (n, line) in lines.iter().enumerate() {
                if n < last {
                    writeln!(out, "  {line}")?;
                } else {
                    let gap = widest.saturating_sub(visible::text_width(line));
                    writeln!(out, "  {line}{:gap$}  {:>10}  {:>8}", "", figures.powers, figures.regions)?;
                }
            }
        }
        Ok(())
    }
}

/// Who, and by which provisions.
fn side(situation: &Situation, answering: bool, language: Language) -> String {
    let by: Vec<&str> = decisive(situation).into_iter().map(|cited| cited.title.as_str()).collect();
    let who = who(situation, answering);
    if by.is_empty() {
        return who.to_owned();
    }
    say!(language, "{who}, by {by}", "{who}, theo {by}", by = by.join("; "))
}
