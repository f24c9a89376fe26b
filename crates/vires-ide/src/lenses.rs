//! What is told above a line: how a test goes, who holds a power, when a text lapses, how often a thing is named.
//!
//! Where lenses stand is found at once; what they say only when it is asked for.

use vires_compiler::Policies;
use vires_model::{Day, FileId};
use vires_resolve::{Named, Thing};
use vires_syntax::ast::{DeclarationKind, Line, LineKind};
use vires_syntax::span::Span;
use vires_words::{Language, say};

use crate::lines;
use crate::rule_lines::RuleLines;

/// A place for a lens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lens {
    /// The name or line that it speaks of.
    pub span: Span,
    /// What it tells.
    pub kind: LensKind,
}

/// What a lens tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LensKind {
    /// How a test goes.
    Test,
    /// Who holds a power today.
    Holders,
    /// On which day a rule or instrument lapses.
    Reverts,
    /// How often a thing is named.
    References,
}

/// Where lenses stand in a file, by place.
#[must_use]
pub fn lenses(policies: &Policies, file: FileId) -> Vec<Lens> {
    let mut found = Vec::new();
    if let Some(tree) = policies.tree(file) {
        let rules = RuleLines::of(policies, file);
        below(policies, file, &rules, &tree.file.lines, &mut found);
    }
    found.sort();
    found
}

/// The lens of a kind that speaks of what begins at a place; none where nothing of the kind does any more.
#[must_use]
pub fn lens_at(policies: &Policies, file: FileId, kind: LensKind, place: u32) -> Option<Lens> {
    let line = lines::on(&policies.tree(file)?.file, place)?;
    let mut found = Vec::new();
    let rules = RuleLines::of(policies, file);
    on_line(policies, file, &rules, line, &mut found);
    found.into_iter().find(|lens| lens.kind == kind && lens.span.start == place)
}

fn below(policies: &Policies, file: FileId, rules: &RuleLines, lines: &[Line], found: &mut Vec<Lens>) {
    for line in lines {
        on_line(policies, file, rules, line, found);
        below(policies, file, rules, &line.below, found);
    }
}

fn on_line(policies: &Policies, file: FileId, rules: &RuleLines, line: &Line, found: &mut Vec<Lens>) {
    match &line.kind {
        LineKind::Declaration(declaration) => {
            if matches!(declaration.kind, DeclarationKind::Test) {
                found
                    .extend(test_on(policies, file, line.span).map(|_| Lens { span: line.span, kind: LensKind::Test }));
            } else if let Some(name) = &declaration.name {
                let lens = |kind| Lens { span: name.span, kind };
                if matches!(declaration.kind, DeclarationKind::Power) {
                    found.push(lens(LensKind::Holders));
                }
                if lapses(policies, file, rules, lens(LensKind::Reverts)).is_some() {
                    found.push(lens(LensKind::Reverts));
                }
                if is_named_by_others(&declaration.kind) {
                    found.push(lens(LensKind::References));
                }
            }
        }
        LineKind::Rule(_) => {
            let lens = Lens { span: line.span, kind: LensKind::Reverts };
            found.extend(lapses(policies, file, rules, lens).map(|_| lens));
        }
        _ => {}
    }
}

/// Whether it is worth saying how often: what every line names is not.
const fn is_named_by_others(kind: &DeclarationKind) -> bool {
    matches!(
        kind,
        DeclarationKind::Power
            | DeclarationKind::Body
            | DeclarationKind::Office
            | DeclarationKind::Fact { .. }
            | DeclarationKind::Parameter { .. }
            | DeclarationKind::Event
            | DeclarationKind::Instrument
    )
}

/// The number of the test on a line.
#[must_use]
pub fn test_on(policies: &Policies, file: FileId, span: Span) -> Option<usize> {
    policies.model().tests.iter().position(|test| test.span.file == file && test.span.start == span.start)
}

/// The last day of the rule or instrument that a lens speaks of, as it states it itself.
fn lapses(policies: &Policies, file: FileId, rules: &RuleLines, lens: Lens) -> Option<Day> {
    let model = policies.model();
    if let Some(mention) = policies.resolved().uses.at(file, lens.span.start)
        && mention.span.start == lens.span.start
        && mention.span.end == lens.span.end
    {
        return match mention.named {
            Named::Thing(Thing::Instrument(id)) => model.instruments[id].life.until,
            _ => None,
        };
    }
    let own = rules.at(lens.span.start).iter().map(|rule| &model.rules[*rule]).filter(|rule| rule.own_end);
    own.filter_map(|rule| rule.life.until).max()
}

/// What a lens says; nothing where its line is no more what it was. References are counted by whoever sees all policies.
#[must_use]
pub fn said(policies: &Policies, file: FileId, lens: Lens, today: Day) -> Option<String> {
    let language = policies.language();
    match lens.kind {
        LensKind::Test => test(policies, test_on(policies, file, lens.span)?),
        LensKind::Holders => match policies.resolved().uses.at(file, lens.span.start)?.named {
            Named::Thing(Thing::Power(power)) => Some(holders(policies, power, today)),
            _ => None,
        },
        LensKind::Reverts => {
            let last = lapses(policies, file, &RuleLines::of(policies, file), lens)?;
            let day = vires_compiler::day_words(last.next(), language);
            Some(if last < today {
                say!(language, "reverted on {day}", "đã hết hiệu lực từ {day}")
            } else {
                say!(language, "reverts on {day}", "hết hiệu lực từ {day}")
            })
        }
        LensKind::References => None,
    }
}

/// How often a thing is named, in words.
#[must_use]
pub fn references_words(count: usize, language: Language) -> String {
    match (count, language) {
        (1, Language::En) => "1 reference".to_owned(),
        _ => say!(language, "{count} references", "{count} lần được nhắc đến"),
    }
}

fn test(policies: &Policies, number: usize) -> Option<String> {
    let language = policies.language();
    let test = policies.model().tests.get(number)?;
    if test.expect.iter().any(|expect| policies.is_half_read(expect.power)) {
        let said =
            language.pick("cannot be run: not all rules can be read", "chưa thể chạy: chưa đọc được hết các quy định");
        return Some(said.to_owned());
    }
    let trial = policies.run_test(number)?;
    let Some(first) = trial.failures.first() else {
        return Some(language.pick("✓ passes", "✓ đạt").to_owned());
    };
    let others = match trial.failures.len() - 1 {
        0 => String::new(),
        more => say!(language, " (and {more} more)", " (và {more} điểm khác)"),
    };
    Some(say!(
        language,
        "✗ fails: expected {expected}; got {got}{others}",
        "✗ không đạt: mong đợi {expected}; kết quả {got}{others}",
        expected = first.expected,
        got = first.got
    ))
}

fn holders(policies: &Policies, power: vires_model::PowerId, today: Day) -> String {
    let language = policies.language();
    let Some(glance) = policies.power_glance(power, today) else {
        let said = language.pick(
            "holders unknown: not all rules can be read",
            "chưa rõ cơ quan có thẩm quyền: chưa đọc được hết các quy định",
        );
        return said.to_owned();
    };
    let clash = match glance.conflict {
        Some(_) => language.pick(", claims clash", ", có chồng chéo"),
        None => "",
    };
    let held: Vec<_> = glance.holders.iter().filter(|holder| holder.somebody).collect();
    let said = match held.as_slice() {
        [] => language.pick("nobody holds it today", "hôm nay không cơ quan nào có thẩm quyền").to_owned(),
        [only] if only.region.is_empty() => {
            say!(language, "today: {who}", "hôm nay: {who}", who = only.label)
        }
        [only] => {
            say!(language, "today, in some cases: {who}", "hôm nay, trong một số trường hợp: {who}", who = only.label)
        }
        several => say!(language, "{count} holders today", "hôm nay {count} cơ quan", count = several.len()),
    };
    format!("{said}{clash}")
}
