//! A comparison as Markdown: what a drafter puts into an explanatory memorandum.

use std::fmt;

use vires_words::{Language, say};

use super::super::table::{Table, cell};
use super::{
    answering_only, asked_side, asked_title, asked_where, by_sector, decisive, every_case, figures, has_tiers, heading,
    headline, level, sector_words, through, who,
};
use crate::change::{Change, Situation};
use crate::comparison::{Comparison, Figures};

/// Writes the comparison.
///
/// # Errors
/// Only those of `out`.
pub fn report(out: &mut dyn fmt::Write, comparison: &Comparison, language: Language) -> fmt::Result {
    writeln!(out, "# {}\n", cell(&heading(comparison, language)))?;
    for line in figures(comparison, language) {
        writeln!(out, "- {}", cell(&line))?;
    }
    totals(out, comparison, language)?;
    for (sector, changes) in by_sector(&comparison.changes) {
        writeln!(out, "\n## {}\n", cell(&sector_words(sector, language)))?;
        let mut table = Table::new(&[
            language.pick("power", "thẩm quyền"),
            language.pick("cases", "trường hợp"),
            language.pick("from", "từ"),
            language.pick("by", "căn cứ"),
            language.pick("to", "sang"),
            language.pick("by", "căn cứ"),
        ]);
        for change in changes {
            table.row(row(change, language));
        }
        table.write(out)?;
    }
    if !comparison.asked.is_empty() {
        writeln!(out, "\n## {}\n", asked_title(language))?;
        let mut table = Table::new(&[
            language.pick("power", "thẩm quyền"),
            language.pick("cases", "trường hợp"),
            language.pick("from", "từ"),
            language.pick("to", "sang"),
        ]);
        for change in &comparison.asked {
            table.row(vec![
                change.power.label.clone(),
                asked_where(change, language),
                asked_side(change.before.as_ref(), language),
                asked_side(change.after.as_ref(), language),
            ]);
        }
        table.write(out)?;
    }
    let lists = [
        (language.pick("New powers", "Thẩm quyền mới"), &comparison.new_powers),
        (language.pick("Powers that are gone", "Thẩm quyền không còn"), &comparison.gone_powers),
    ];
    for (title, powers) in lists.into_iter().filter(|(_, powers)| !powers.is_empty()) {
        writeln!(out, "\n## {title}\n")?;
        let mut table =
            Table::new(&[language.pick("power", "thẩm quyền"), language.pick("held by", "cơ quan có thẩm quyền")]);
        for alone in powers {
            table.row(vec![alone.power.label.clone(), alone.holders.join("; ")]);
        }
        table.write(out)?;
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
        writeln!(out, "\n## {title}\n")?;
        for finding in findings {
            writeln!(out, "- {}: {}", finding.code.title(language), cell(&headline(finding, others, language)))?;
        }
    }
    if !comparison.remarks.is_empty() {
        writeln!(out, "\n## {}\n", language.pick("What was compared in part only", "Phần chỉ so sánh được một phần"))?;
        for remark in &comparison.remarks {
            writeln!(out, "- {}", cell(remark))?;
        }
    }
    Ok(())
}

fn row(change: &Change, language: Language) -> Vec<String> {
    let by = |situation: &Situation| {
        decisive(situation).into_iter().map(|cited| cited.title.as_str()).collect::<Vec<_>>().join("; ")
    };
    let mut region = change.region.clone().unwrap_or_else(|| every_case(language).to_owned());
    if change.accountable_only {
        region = format!("{region} ({})", answering_only(language));
    }
    let through = through(change);
    if !through.is_empty() {
        let through = through.join("; ");
        region = say!(language, "{region} (through {through})", "{region} (do {through})");
    }
    vec![
        change.power.label.clone(),
        region,
        who(&change.before, change.accountable_only).to_owned(),
        by(&change.before),
        who(&change.after, change.accountable_only).to_owned(),
        by(&change.after),
    ]
}

fn totals(out: &mut dyn fmt::Write, comparison: &Comparison, language: Language) -> fmt::Result {
    let totals = comparison.totals();
    let (powers, regions) =
        (language.pick("powers", "số thẩm quyền"), language.pick("regions of cases", "số nhóm trường hợp"));
    let counted = |figures: &Figures| vec![figures.powers.to_string(), figures.regions.to_string()];
    if !totals.tiers.is_empty() {
        writeln!(out)?;
        let mut table =
            Table::new(&[language.pick("from", "từ"), language.pick("to", "sang"), powers, regions]).numbers(2);
        let tiered = has_tiers(&totals);
        for (from, to, figures) in &totals.tiers {
            let mut row = vec![level(from, tiered, language), level(to, tiered, language)];
            row.extend(counted(figures));
            table.row(row);
        }
        table.write(out)?;
    }
    if !totals.sectors.is_empty() {
        writeln!(out)?;
        let mut table = Table::new(&[language.pick("sector", "lĩnh vực"), powers, regions]).numbers(1);
        for (sector, figures) in &totals.sectors {
            let mut row = vec![sector_words(sector.as_deref(), language)];
            row.extend(counted(figures));
            table.row(row);
        }
        table.write(out)?;
    }
    if !totals.instruments.is_empty() {
        writeln!(out)?;
        let mut table = Table::new(&[language.pick("instrument", "văn bản"), powers, regions]).numbers(1);
        for (_, label, figures) in &totals.instruments {
            let mut row = vec![label.clone()];
            row.extend(counted(figures));
            table.row(row);
        }
        table.write(out)?;
    }
    Ok(())
}
