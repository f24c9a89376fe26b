//! Words of the language: what the grammar would read on with, and of that what fits the sort of line.

use std::cell::OnceCell;
use std::sync::OnceLock;

use vires_syntax::{KEYWORDS, Keyword, keywords_after};
use vires_words::Language;

use super::asked::Asked;
use super::context::{Context, Sort};
use super::items::{Items, begins_a_word};
use super::provisions::kinds_below;
use super::spelled::spelled;
use crate::excerpt::{Cursor, HOLE};
use crate::slot::{Slot, slots, slots_with};
use crate::spelling::{folded, folded_once, nfc};
use crate::visible::Visible;

/// What decides about words beside the grammar.
pub(super) struct Around<'a, 'p> {
    pub(super) context: &'a Context,
    pub(super) visible: &'a Visible<'p>,
    /// What a name at the cursor would be.
    pub(super) slots: &'a [Slot],
    /// The line so far is the beginning of a keyword.
    pub(super) half: bool,
    /// A sentence begins at the cursor.
    pub(super) opens: bool,
}

/// Adds the keywords that may be written from the cursor's word on, or from words before it that begin one.
pub(super) fn add(cursor: &Cursor<'_>, around: &Around<'_, '_>, items: &mut Items) {
    let Around { context, visible, half, .. } = *around;
    // `body |` may be the beginning of `body kind`, and is followed by no word of the language else.
    let is_name = context.is_name_being_made();
    let given = matches!(context.parent, Some(Sort::Clause(Keyword::Given)));
    let other = match context.language {
        Language::En => Language::Vi,
        Language::Vi => Language::En,
    };
    let mut beginning = cursor.before;
    let mut typed = folded(cursor.word);
    // `may no|` is the beginning of `may not hold`.
    for back in 0..most_words() {
        let start = cursor.start - (cursor.before.len() - beginning.len());
        let at_start = beginning.trim().is_empty();
        let several = OnceCell::new();
        let goes_with = |keyword: Keyword, language: Language| {
            // Of the other language only what somebody has begun to write.
            if language != context.language && typed.len() <= 1 {
                return None;
            }
            let words = spelled(keyword, language, beginning, &several);
            if !(back == 0 && !half && !is_name || back > 0 && words.contains(' ')) {
                return None;
            }
            let known = folded_once(words);
            let fits = known.starts_with(&typed) || back == 0 && !typed.is_empty() && begins_a_word(&known, &typed);
            fits.then_some(words)
        };
        // The grammar is asked only about what goes with the typed letters.
        let likely: Vec<Keyword> = KEYWORDS
            .iter()
            .map(|row| row.keyword)
            .filter(|keyword| {
                [context.language, other].into_iter().any(|language| goes_with(*keyword, language).is_some())
                    && stands(*keyword, context, at_start)
            })
            .collect();
        let found = match likely.as_slice() {
            [] => Vec::new(),
            likely => keywords_after(beginning, given, &|keyword| likely.contains(&keyword)),
        };
        if !found.is_empty() {
            let here = Cursor { before: beginning, ..cursor.clone() };
            let shorter = if back == 0 { None } else { Some(slots(&here)) };
            let asked = Asked::at(&here, shorter.as_deref().unwrap_or(around.slots), visible, context);
            let provisions = provisions_of(&here, around, at_start);
            for keyword in found {
                let of_nothing = keyword.row().group == "provision"
                    && provisions.as_ref().is_some_and(|provisions| !provisions.contains(&keyword));
                if !asked.allows(keyword) || of_nothing || !follows(keyword, beginning, around) {
                    continue;
                }
                for language in [context.language, other] {
                    if let Some(words) = goes_with(keyword, language) {
                        let row = keyword.row();
                        let doc = context.language.pick(row.doc_english, row.doc_vietnamese);
                        let rank = rank(keyword, around, at_start) + if language == other { 4 } else { 0 };
                        items.keyword(words, doc, start, rank);
                    }
                }
            }
        }
        let trimmed = beginning.trim_end();
        let Some(word) = trimmed.split([' ', '(']).next_back().filter(|word| !word.is_empty()) else { return };
        if trimmed.len() == beginning.len() {
            // The cursor stands right behind a mark, not behind a word.
            return;
        }
        typed = format!("{} {typed}", folded(word));
        beginning = beginning.get(..trimmed.len() - word.len()).unwrap_or_default();
    }
}

/// The words of the longest phrase.
fn most_words() -> usize {
    static MOST: OnceLock<usize> = OnceLock::new();
    let phrases = || KEYWORDS.iter().flat_map(|row| row.english.iter().chain([&row.vietnamese]));
    *MOST.get_or_init(|| phrases().map(|phrase| phrase.split(' ').count()).max().unwrap_or_default())
}

/// Behind the name of a text: the kinds of provision that it has.
fn provisions_of(cursor: &Cursor<'_>, around: &Around<'_, '_>, at_start: bool) -> Option<Vec<Keyword>> {
    if at_start {
        return None;
    }
    slots_with(cursor, &format!("article {HOLE}")).iter().find_map(|slot| match slot {
        Slot::Number { root, path, .. } => {
            let root = root.as_deref().or(around.context.instrument.as_deref())?;
            kinds_below(around.visible, root, path)
        }
        _ => None,
    })
}

/// Whether a word goes on with what the names before it have begun.
fn follows(keyword: Keyword, beginning: &str, around: &Around<'_, '_>) -> bool {
    let context = around.context;
    let group = keyword.row().group;
    // A provision stands behind `under`, nowhere else in what is expected.
    // `under` is the word of a superior, too.
    let under = context.has(Keyword::UnderPlace) || context.says(Keyword::UnderPlace);
    if group == "provision" && context.has(Keyword::Expect) && !under {
        return false;
    }
    // `under article 1` means the text around it, of which there is none.
    if group == "provision" && !context.in_instrument && context.is_behind_a_text_word() {
        return false;
    }
    // Neither is a place of a text set or required.
    if group == "provision" && (context.is_only(Keyword::Set) || context.is_only(Keyword::Require)) {
        return false;
    }
    // `its` is half of `its place`, and `in` of `in all other cases`.
    if beginning.ends_with("its ") || group == "provision" && context.is_in_nothing() {
        return false;
    }
    if matches!(keyword, Keyword::WhoeverHolds | Keyword::Any) && context.is_behind_a_receiver() {
        return false;
    }
    if context.is_behind_an_outcome() {
        return keyword == Keyword::Over;
    }
    // What is left over is left over of what one passes on; and who holds is asked of a power that is named.
    let is_class = matches!(keyword, Keyword::EveryOtherPower | Keyword::EveryPower);
    if keyword == Keyword::EveryOtherPower && context.grants() || is_class && context.is_only(Keyword::WhoeverHolds) {
        return false;
    }
    // One alone does nothing jointly.
    if keyword == Keyword::Jointly && !joins_several(beginning) {
        return false;
    }
    // A condition in brackets is compared with nothing, a sum is.
    if keyword.row().group == "condition" && !is_of_rules(keyword) && ends_in_a_condition(beginning) {
        return false;
    }
    // Conditions of a group stand below it, which nothing in brackets has.
    let is_group = matches!(keyword, Keyword::AnyOf | Keyword::AllOf | Keyword::NoneOf);
    if is_group && beginning.matches('(').count() > beginning.matches(')').count() {
        return false;
    }
    let is_sentence = matches!(context.parent, Some(Sort::Provision | Sort::Operation(_)));
    let words: Vec<&str> = beginning.split_whitespace().collect();
    if context.is_only(Keyword::Nobody) {
        return keyword == Keyword::Holds || words.is_empty();
    }
    let &[first] = words.as_slice() else { return true };
    if !is_sentence {
        return true;
    }
    let (mut body, mut power, mut modality) = (false, false, false);
    around.visible.named(first, |entry| {
        use vires_syntax::ast::DeclarationKind as Kind;
        body |= matches!(entry.kind, Kind::Body | Kind::Office | Kind::Fact { .. });
        power |= matches!(entry.kind, Kind::Power);
        modality |= matches!(entry.kind, Kind::Modality);
    });
    let of_body = matches!(
        keyword,
        Keyword::Holds
            | Keyword::Keeps
            | Keyword::MayNotHold
            | Keyword::May
            | Keyword::MayTakeOver
            | Keyword::And
            | Keyword::Or
            | Keyword::Of
    );
    let of_power = matches!(keyword, Keyword::IsNotRequired | Keyword::MayNotBePassedOn);
    let of_modality = matches!(keyword, Keyword::EveryPower | Keyword::EveryOtherPower);
    !(body || power || modality) || body && of_body || power && of_power || modality && of_modality
}

/// Whether a bracket ends the line in which nothing is computed.
fn ends_in_a_condition(beginning: &str) -> bool {
    let trimmed = beginning.trim_end();
    let mut depth = 0_usize;
    for (at, letter) in trimmed.char_indices().rev() {
        match letter {
            ')' => depth += 1,
            '(' if depth == 1 => {
                return !trimmed.get(at..).is_some_and(|inside| inside.contains(['+', '-', '*']));
            }
            '(' => depth = depth.saturating_sub(1),
            _ if depth == 0 => return false,
            _ => {}
        }
    }
    false
}

/// Whether holders are joined by `and`, in the brackets that are open at the end.
fn joins_several(beginning: &str) -> bool {
    let and = Keyword::And.row();
    let mut depth = 0_usize;
    for word in beginning.split_whitespace().rev() {
        if depth == 0 && (and.english.contains(&word) || nfc(word) == and.vietnamese) {
            return true;
        }
        for mark in word.chars().rev() {
            match (mark, depth) {
                (')', _) => depth += 1,
                ('(', 0) => return false,
                ('(', _) => depth -= 1,
                _ => {}
            }
        }
    }
    false
}

/// Where a sentence begins its own words come before all names; elsewhere words that nearly every line could go on with
/// come last.
fn rank(keyword: Keyword, around: &Around<'_, '_>, at_start: bool) -> u8 {
    let common = matches!(
        keyword,
        Keyword::Holds
            | Keyword::When
            | Keyword::Is
            | Keyword::AtLeast
            | Keyword::InAllOtherCases
            | Keyword::InForce
            | Keyword::Kind
            | Keyword::Given
            | Keyword::Expect
            | Keyword::On
            | Keyword::Article
            | Keyword::Clause
            | Keyword::Point
            | Keyword::Nobody
            | Keyword::Gap
            | Keyword::Repeal
    );
    match (common, at_start || around.opens) {
        (true, true) => 1,
        (true, false) => 2,
        (false, true) => 3,
        (false, false) => 4,
    }
}

/// Whether a keyword that the grammar allows makes sense on this sort of line.
fn stands(keyword: Keyword, context: &Context, at_start: bool) -> bool {
    if at_start && !stands_at_start(keyword, context) {
        return false;
    }
    let owner = if at_start { context.owner_above } else { context.owner };
    let group = keyword.row().group;
    // What a modality says it says in words of its own.
    if owner == Some(Sort::Declaration(Keyword::Modality))
        && matches!(group, "condition" | "rule" | "operation" | "provision" | "step" | "type")
        && !clauses_of(Keyword::Modality).contains(&keyword)
        && !(keyword == Keyword::ToReceiver && context.says(Keyword::FromGiver))
        && keyword != Keyword::OrAbove
    {
        return false;
    }
    // Where the answers of a question are declared, their ends are written out.
    let of_answers = matches!(owner, Some(Sort::Declaration(Keyword::Fact | Keyword::Parameter)));
    let declares = context.begins_with(Keyword::Fact) || context.begins_with(Keyword::Parameter);
    if declares
        && !context.has(Keyword::Is)
        && !context.has(Keyword::IsNot)
        && (is_computed(keyword) || is_answer(keyword))
    {
        return false;
    }
    // The days of a text are those of one in which the line stands.
    let in_text = context.in_instrument || owner == Some(Sort::Declaration(Keyword::Instrument));
    if matches!(keyword, Keyword::Published | Keyword::Signed) && !in_text {
        return false;
    }
    if keyword == Keyword::OrNone {
        return of_answers && !context.has(Keyword::Is) && !context.has(Keyword::IsNot);
    }
    // A period has units where there is no condition.
    let is_in_condition =
        context.is_in_condition() || has_period(context) || context.counts_on() && is_unit_of_time(keyword);
    if group == "condition" && !is_in_condition && !is_of_rules(keyword) {
        return false;
    }
    if matches!(keyword, Keyword::When | Keyword::InAllOtherCases) && context.has(keyword) {
        return false;
    }
    if !at_start && context.is_behind_a_class_date() {
        return matches!(keyword, Keyword::FromDate | Keyword::Until | Keyword::Before | Keyword::IssuedBy);
    }
    if !at_start && context.is_in_a_class() && matches!(keyword, Keyword::IssuedBy | Keyword::Issued | Keyword::InForce)
    {
        return true;
    }
    if !is_clause(keyword) {
        return true;
    }
    // Silence means something when a period has passed; and only what is passed on is passed on no further.
    if keyword == Keyword::Else && !at_start && !has_period(context)
        || keyword == Keyword::MayNotBePassedOn && context.grants()
    {
        return false;
    }
    // Whose power is taken over comes first.
    if !at_start && context.has(Keyword::MayTakeOver) && !context.says(Keyword::FromGiver) && !context.says(Keyword::Of)
    {
        return false;
    }
    match owner {
        // What is expected of a step is said as the step is.
        _ if STEPS.contains(&keyword) && !at_start && context.has(Keyword::Expect) => true,
        // `issued by … on`, `issued on`: the day of a clause that is already there.
        _ if keyword == Keyword::On && !at_start && context.last_word().is_some_and(|word| word == "issued") => true,
        Some(Sort::Declaration(declared)) => clauses_of(declared).contains(&keyword),
        Some(Sort::Provision) => OF_PROVISION.contains(&keyword),
        Some(Sort::Operation(Keyword::ForSteps)) => {
            OF_OPERATION.contains(&keyword)
                || STEPS.contains(&keyword)
                || matches!(keyword, Keyword::When | Keyword::ExceptWhen)
        }
        Some(Sort::Operation(operation)) => OF_OPERATION.contains(&keyword) || is_of_operation(operation, keyword),
        Some(Sort::OnThis) => OF_OPERATION.contains(&keyword),
        Some(Sort::Sentence | Sort::Clause(_)) => OF_RULE.contains(&keyword) || STEPS.contains(&keyword),
        None => false,
    }
}

/// Whether a period stands on the line.
fn has_period(context: &Context) -> bool {
    context.has(Keyword::WithinPeriod) || context.says(Keyword::WithinPeriod)
}

const fn is_unit_of_time(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::Days | Keyword::WorkingDays | Keyword::Weeks | Keyword::Months | Keyword::Years)
}

/// The clause that only one operation has.
const fn is_of_operation(operation: Keyword, clause: Keyword) -> bool {
    matches!(
        (operation, clause),
        (Keyword::Start, Keyword::On) | (Keyword::Suspend, Keyword::Restoring) | (Keyword::Read, Keyword::InRead)
    )
}

/// Words that begin what is computed.
const fn is_computed(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::SumOver
            | Keyword::CountOf
            | Keyword::GreaterOf
            | Keyword::LesserOf
            | Keyword::LaterOf
            | Keyword::EarlierOf
            | Keyword::Today
    )
}

/// Words that are answers, or are spelled as one.
const fn is_answer(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::Yes | Keyword::No | Keyword::NoOver | Keyword::None | Keyword::Unlimited)
}

/// Words of conditions that holders are joined with too.
const fn is_of_rules(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::And | Keyword::Or | Keyword::Any | Keyword::AtLeast)
}

/// Words of how many of a group act together.
const fn is_share(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::AllOfThem | Keyword::MoreThanHalfOf)
}

fn stands_at_start(keyword: Keyword, context: &Context) -> bool {
    let group = keyword.row().group;
    let begins_a_sentence = matches!(
        keyword,
        Keyword::Nobody | Keyword::WhoeverHolds | Keyword::Any | Keyword::EveryPower | Keyword::AtLeast
    ) || is_share(keyword);
    if context.in_list {
        return group == "condition";
    }
    match context.parent {
        None if context.in_instrument => true,
        None => group == "declaration" && keyword != Keyword::ItsPlace,
        Some(Sort::Declaration(Keyword::Instrument)) => {
            group == "provision" || group == "operation" || is_clause(keyword) || keyword == Keyword::ForSteps
        }
        Some(Sort::Provision) => {
            group == "provision"
                || group == "operation"
                || begins_a_sentence
                || is_clause(keyword)
                || keyword == Keyword::ForSteps
        }
        Some(Sort::Operation(Keyword::Replace | Keyword::InsertAfter)) => group == "provision" || begins_a_sentence,
        Some(Sort::Clause(Keyword::Given)) => false,
        Some(Sort::Declaration(declared)) if clauses_of(declared).contains(&keyword) => true,
        Some(Sort::Declaration(_) | Sort::Operation(_) | Sort::OnThis | Sort::Sentence) => {
            let goes_on = matches!(keyword, Keyword::And | Keyword::Or) && !context.in_values;
            is_clause(keyword) || STEPS.contains(&keyword) || goes_on
        }
        Some(Sort::Clause(_)) => group == "condition" || STEPS.contains(&keyword) || keyword == Keyword::When,
    }
}

const STEPS: [Keyword; 8] = [
    Keyword::WithConsentOf,
    Keyword::AfterConsulting,
    Keyword::OnProposalOf,
    Keyword::AfterReviewBy,
    Keyword::InCoordinationWith,
    Keyword::Notifying,
    Keyword::WithinPeriod,
    Keyword::Else,
];

const OF_RULE: [Keyword; 9] = [
    Keyword::When,
    Keyword::ExceptWhen,
    Keyword::InAllOtherCases,
    Keyword::FromDate,
    Keyword::Until,
    Keyword::Before,
    Keyword::BasedOn,
    Keyword::MayNotBePassedOn,
    Keyword::UnderPlace,
];

const OF_PROVISION: [Keyword; 6] =
    [Keyword::InForce, Keyword::FromDate, Keyword::Until, Keyword::Before, Keyword::BasedOn, Keyword::Overlay];

/// The clauses of every operation.
const OF_OPERATION: [Keyword; 4] = [Keyword::FromDate, Keyword::Until, Keyword::Before, Keyword::BasedOn];

/// The clauses of a declaration.
pub(super) fn clauses_of(declared: Keyword) -> &'static [Keyword] {
    match declared {
        Keyword::Tier => &[Keyword::BelowTier, Keyword::Also, Keyword::FromDate, Keyword::Until, Keyword::Before],
        Keyword::Territory | Keyword::List => &[Keyword::Also, Keyword::FromFile, Keyword::WithinTerritory],
        Keyword::Currency => &[Keyword::WithDecimals, Keyword::Also],
        Keyword::Unit | Keyword::BodyKind => &[Keyword::Also],
        Keyword::Body => &[
            Keyword::Also,
            Keyword::At,
            Keyword::UnderSuperior,
            Keyword::OnePer,
            Keyword::Kind,
            Keyword::FromDate,
            Keyword::Until,
            Keyword::Before,
        ],
        Keyword::Office => &[
            Keyword::Also,
            Keyword::At,
            Keyword::UnderSuperior,
            Keyword::OnePer,
            Keyword::Kind,
            Keyword::IncompatibleWith,
            Keyword::FromDate,
            Keyword::Until,
            Keyword::Before,
        ],
        Keyword::InstrumentKind => &[Keyword::Also, Keyword::Rank, Keyword::IssuedBy],
        Keyword::Instrument => &[
            Keyword::Also,
            Keyword::Kind,
            Keyword::IssuedBy,
            Keyword::Issued,
            Keyword::On,
            Keyword::SignedOn,
            Keyword::PublishedOn,
            Keyword::InForce,
            Keyword::FromDate,
            Keyword::Until,
            Keyword::Before,
            Keyword::Overlay,
            Keyword::BasedOn,
        ],
        Keyword::Fact => &[Keyword::Also, Keyword::FoundBy, Keyword::By, Keyword::WithDecimals],
        Keyword::Parameter => &[Keyword::Also, Keyword::By, Keyword::WithDecimals],
        Keyword::Event => &[Keyword::Also, Keyword::On],
        Keyword::Power => &[
            Keyword::Also,
            Keyword::Sector,
            Keyword::Place,
            Keyword::Acts,
            Keyword::Code,
            Keyword::HeldExclusively,
            Keyword::HeldConcurrently,
        ],
        Keyword::Modality => &[
            Keyword::Also,
            Keyword::TitleMoves,
            Keyword::TitleStays,
            Keyword::GiverStopsActing,
            Keyword::GiverMayStillAct,
            Keyword::Answerable,
            Keyword::InTheNameOf,
            Keyword::Form,
            Keyword::FoundIn,
            Keyword::MustState,
            Keyword::Onward,
            Keyword::FromGiver,
        ],
        Keyword::Calendar => &[Keyword::Also, Keyword::FromDate, Keyword::Until, Keyword::Before],
        Keyword::Require => {
            &[Keyword::UnderPlace, Keyword::When, Keyword::FromDate, Keyword::Until, Keyword::Before, Keyword::On]
        }
        Keyword::Test => &[Keyword::On, Keyword::KnownOn, Keyword::Given, Keyword::Expect, Keyword::UnderPlace],
        _ => &[],
    }
}

/// Whether a keyword begins a clause; the same word may do something else elsewhere.
fn is_clause(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Also
            | Keyword::BelowTier
            | Keyword::UnderSuperior
            | Keyword::UnderPlace
            | Keyword::WithDecimals
            | Keyword::Issued
            | Keyword::At
            | Keyword::OnePer
            | Keyword::Kind
            | Keyword::Rank
            | Keyword::IssuedBy
            | Keyword::On
            | Keyword::SignedOn
            | Keyword::PublishedOn
            | Keyword::KnownOn
            | Keyword::InForce
            | Keyword::FromDate
            | Keyword::Until
            | Keyword::Before
            | Keyword::Overlay
            | Keyword::BasedOn
            | Keyword::Sector
            | Keyword::Acts
            | Keyword::Place
            | Keyword::Code
            | Keyword::IncompatibleWith
            | Keyword::HeldExclusively
            | Keyword::HeldConcurrently
            | Keyword::FromFile
            | Keyword::WithinTerritory
            | Keyword::By
            | Keyword::FoundBy
            | Keyword::When
            | Keyword::ExceptWhen
            | Keyword::InAllOtherCases
            | Keyword::MayNotBePassedOn
            | Keyword::Restoring
            | Keyword::InRead
            | Keyword::Given
            | Keyword::Expect
            | Keyword::TitleMoves
            | Keyword::TitleStays
            | Keyword::GiverStopsActing
            | Keyword::GiverMayStillAct
            | Keyword::Answerable
            | Keyword::InTheNameOf
            | Keyword::Onward
            | Keyword::Form
            | Keyword::FoundIn
            | Keyword::MustState
    ) || STEPS.contains(&keyword)
}
