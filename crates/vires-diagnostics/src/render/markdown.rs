//! Findings about the law as a page in Markdown, for whoever answers for the texts: what is wrong with who holds which power, by kind and by
//! sector, with provisions and days. Findings about the files (names, types, lints) are not the law's, and are not here.

use std::collections::BTreeMap;
use std::fmt;

use vires_words::{Language, say};

use super::table::{Table, cell};
use crate::change::{Change, Cited, Lapse, PowerName, Situation};
use crate::code::{Code, Severity};
use crate::finding::Finding;

/// Writes the page. `powers`: what is known of each power, by its full name.
///
/// # Errors
/// Only those of `out`.
pub fn report(
    out: &mut dyn fmt::Write,
    title: &str,
    findings: &[Finding],
    powers: &BTreeMap<String, PowerName>,
    language: Language,
) -> fmt::Result {
    let page = Page { powers, language };
    writeln!(out, "# {}\n", cell(title))?;
    let families: Vec<(Family, Vec<&Finding>)> =
        Family::ALL.iter().map(|family| (*family, family.of(findings))).collect();
    page.summary(out, &families)?;
    for (family, findings) in families.iter().filter(|(_, findings)| !findings.is_empty()) {
        let (heading, words) = family.words(language);
        writeln!(out, "\n## {heading}\n\n{words}")?;
        match family {
            Family::Sunset => findings.iter().try_for_each(|own| page.sunset(out, own))?,
            _ => page.by_sector(out, findings)?,
        }
    }
    Ok(())
}

/// The parts of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Overlap,
    Gap,
    Orphan,
    Chain,
    Sunset,
    Basis,
}

impl Family {
    const ALL: &'static [Self] = &[Self::Overlap, Self::Gap, Self::Orphan, Self::Chain, Self::Sunset, Self::Basis];

    fn of(self, findings: &[Finding]) -> Vec<&Finding> {
        let is_of = |finding: &&Finding| finding.accepted.is_none() && Self::of_code(finding.code) == Some(self);
        findings.iter().filter(is_of).collect()
    }

    const fn of_code(code: Code) -> Option<Self> {
        Some(match code {
            Code::Overlap | Code::SetTwice => Self::Overlap,
            Code::Gap | Code::NotSet => Self::Gap,
            Code::Orphan => Self::Orphan,
            Code::NemoDat | Code::BarredTransfer | Code::TransferCycle | Code::MissingContent | Code::LowerIssuer => {
                Self::Chain
            }
            Code::Sunset => Self::Sunset,
            Code::DanglingBasis | Code::BrokenRequirement | Code::IssuerNotCompetent | Code::BoundReached => {
                Self::Basis
            }
            _ => return None,
        })
    }

    /// Heading, and what it means.
    fn words(self, language: Language) -> (&'static str, &'static str) {
        let (english, vietnamese) = match self {
            Self::Overlap => (
                (
                    "Overlaps",
                    "Two or more bodies are given one power in the same cases, and no text says which of them applies.",
                ),
                (
                    "Chồng chéo thẩm quyền",
                    "Hai hay nhiều cơ quan cùng được giao một thẩm quyền trong cùng trường hợp, và không văn bản nào quy định áp dụng bên nào.",
                ),
            ),
            Self::Gap => (
                ("Gaps", "No body may act, and no text says that this is meant."),
                (
                    "Bỏ trống thẩm quyền",
                    "Không cơ quan nào có thẩm quyền, và không văn bản nào quy định chủ ý như vậy.",
                ),
            ),
            Self::Orphan => (
                ("Holders that do not exist", "The power rests with a body that does not exist on these days."),
                (
                    "Thẩm quyền thuộc về cơ quan không tồn tại",
                    "Thẩm quyền thuộc về cơ quan không còn, hoặc chưa, tồn tại trong thời gian đó.",
                ),
            ),
            Self::Chain => (
                (
                    "Broken chains",
                    "A power is passed on that the giver does not have, that may not be passed on so, or without saying what must be said.",
                ),
                (
                    "Chuỗi chuyển giao không hợp lệ",
                    "Chuyển giao thẩm quyền mà bên giao không có, không được phép chuyển giao, hoặc thiếu nội dung bắt buộc.",
                ),
            ),
            Self::Sunset => (
                (
                    "What changes when instruments end",
                    "On the day after an instrument's last, these powers go elsewhere.",
                ),
                (
                    "Thay đổi khi văn bản hết hiệu lực",
                    "Vào ngày liền sau ngày cuối cùng có hiệu lực của văn bản, các thẩm quyền sau đây đổi chủ thể.",
                ),
            ),
            Self::Basis => (
                (
                    "Bases and requirements",
                    "A provision that is cited is not there, a declared requirement or total is not met, or a proof stopped at its bound.",
                ),
                (
                    "Căn cứ và yêu cầu",
                    "Điều khoản được viện dẫn không có, yêu cầu hay tổng số đã công bố không đúng, hoặc việc chứng minh dừng ở giới hạn.",
                ),
            ),
        };
        language.pick(english, vietnamese)
    }
}

struct Page<'p> {
    powers: &'p BTreeMap<String, PowerName>,
    language: Language,
}

impl<'p> Page<'p> {
    fn power(&self, finding: &Finding) -> Option<&'p PowerName> {
        self.powers.get(finding.power.as_ref()?)
    }

    fn sector(&self, sector: Option<&str>) -> String {
        super::comparison::sector_words(sector, self.language)
    }

    /// How much of what there is, in all and by sector.
    fn summary<'f>(&'f self, out: &mut dyn fmt::Write, families: &[(Family, Vec<&'f Finding>)]) -> fmt::Result {
        let language = self.language;
        let mut head = vec![language.pick("sector", "lĩnh vực")];
        head.extend(families.iter().map(|(family, _)| family.words(language).0));
        let mut rows: Vec<(Option<&'f str>, Vec<usize>)> = Vec::new();
        let mut count = |sector: Option<&'f str>, column: usize| {
            let row = rows.iter().position(|(own, _)| *own == sector).unwrap_or_else(|| {
                rows.push((sector, vec![0; families.len()]));
                rows.len().saturating_sub(1)
            });
            if let Some(cell) = rows.get_mut(row).and_then(|(_, cells)| cells.get_mut(column)) {
                *cell = cell.saturating_add(1);
            }
        };
        for (column, (_, findings)) in families.iter().enumerate() {
            for finding in findings {
                match &finding.lapse {
                    Some(lapse) => {
                        lapse.changes.iter().for_each(|change| count(change.power.sector.as_deref(), column))
                    }
                    None => count(self.power(finding).and_then(|power| power.sector.as_deref()), column),
                }
            }
        }
        rows.sort_by(|(a, _), (b, _)| a.is_none().cmp(&b.is_none()).then_with(|| a.cmp(b)));
        let mut table = Table::new(&head).numbers(1);
        for (sector, cells) in &rows {
            let mut row = vec![self.sector(*sector)];
            row.extend(cells.iter().map(|count| if *count == 0 { String::new() } else { count.to_string() }));
            table.row(row);
        }
        let mut total = vec![language.pick("all", "tổng cộng").to_owned()];
        for column in 0..families.len() {
            let sum: usize = rows.iter().filter_map(|(_, cells)| cells.get(column)).sum();
            total.push(sum.to_string());
        }
        table.row(total);
        table.write(out)
    }

    fn by_sector(&self, out: &mut dyn fmt::Write, findings: &[&Finding]) -> fmt::Result {
        let language = self.language;
        let mut sectors: BTreeMap<(bool, String), Vec<&Finding>> = BTreeMap::new();
        for finding in findings {
            let sector = self.power(finding).and_then(|power| power.sector.as_deref());
            sectors.entry((sector.is_none(), self.sector(sector))).or_default().push(finding);
        }
        for ((_, sector), findings) in sectors {
            writeln!(out, "\n### {}\n", cell(&sector))?;
            let mut table = Table::new(&[
                language.pick("power", "thẩm quyền"),
                language.pick("what is wrong", "vấn đề"),
                language.pick("cases and days", "trường hợp, thời gian"),
                language.pick("provisions", "quy định"),
            ]);
            for finding in findings {
                table.row(self.row(finding));
            }
            table.write(out)?;
        }
        Ok(())
    }

    fn row(&self, finding: &Finding) -> Vec<String> {
        let label = self.power(finding).map_or("", |power| power.label.as_str());
        // The headline begins with the power, which has a column of its own here.
        let message = finding.message.strip_prefix(label).and_then(|rest| rest.strip_prefix(": "));
        let mut message = capital(message.unwrap_or(&finding.message));
        if finding.severity == Severity::Warning {
            message.push_str(&format!(" ({})", Severity::Warning.word(self.language)));
        }
        let mut cases: Vec<&str> = Vec::new();
        cases.extend(finding.region.as_deref());
        cases.extend(finding.period.as_deref());
        let mut provisions: Vec<String> = Vec::new();
        for place in &finding.places {
            let line = match (place.heading(), &place.label) {
                (Some(heading), Some(label)) => format!("{heading}: {label}"),
                (Some(heading), None) => heading.to_owned(),
                (None, Some(label)) => label.clone(),
                (None, None) => continue,
            };
            if !provisions.contains(&line) {
                provisions.push(line);
            }
        }
        vec![label.to_owned(), message, cases.join("\n"), provisions.join("\n")]
    }

    fn sunset(&self, out: &mut dyn fmt::Write, finding: &Finding) -> fmt::Result {
        let language = self.language;
        let title = finding.primary().and_then(|place| place.heading()).unwrap_or_default();
        writeln!(out, "\n### {}\n\n{}.", cell(title), cell(&finding.message))?;
        for note in &finding.notes {
            writeln!(out, "\n{}.", cell(&capital(note)))?;
        }
        let Some(Lapse { changes, .. }) = finding.lapse.as_deref() else { return Ok(()) };
        if changes.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        let mut table = Table::new(&[
            language.pick("sector", "lĩnh vực"),
            language.pick("power", "thẩm quyền"),
            language.pick("cases", "trường hợp"),
            language.pick("until then", "đến hết ngày đó"),
            language.pick("afterwards", "từ hôm sau"),
        ]);
        let mut rows: Vec<&Change> = changes.iter().collect();
        rows.sort_by_key(|change| (change.power.sector.is_none(), change.power.sector.clone()));
        for change in rows {
            let every = language.pick("every case", "mọi trường hợp");
            table.row(vec![
                self.sector(change.power.sector.as_deref()),
                change.power.label.clone(),
                change.region.clone().unwrap_or_else(|| every.to_owned()),
                side(&change.before, change.accountable_only, language),
                side(&change.after, change.accountable_only, language),
            ]);
        }
        table.write(out)
    }
}

/// Who, and by which provision.
fn side(situation: &Situation, answering: bool, language: Language) -> String {
    let who = match &situation.accountable {
        Some((_, label)) if answering => label,
        _ => &situation.label,
    };
    let mut by: Vec<&str> = Vec::new();
    for cited in situation.chains.iter().filter_map(|chain: &Vec<Cited>| chain.last()) {
        if !by.contains(&cited.title.as_str()) {
            by.push(&cited.title);
        }
    }
    if by.is_empty() {
        return who.clone();
    }
    say!(language, "{who}\n{by}", "{who}\n{by}", by = by.join("; "))
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}
