//! What changes hands with the end of an instrument, in words: sort by sort, or each change by itself.

use vires_words::{Language, say};

use super::{RenderOptions, visible};
use crate::change::{Answer, Change, Cited, Lapse, Situation};

/// Sorts of change that are shown; the others are counted.
const SORTS: usize = 8;
/// Powers of one sort that are named; the others are counted.
const NAMED: usize = 3;

/// The changes of a lapse, a line or more each.
pub(super) fn words(lapse: &Lapse, options: &RenderOptions) -> String {
    if options.all_changes {
        let lines = lapse.changes.iter().map(|change| whole(change, options.language));
        return lines.collect::<Vec<_>>().join("\n");
    }
    let language = options.language;
    let mut sorts: Vec<(&str, &str, Vec<&Change>)> = Vec::new();
    // What falls to nobody is a finding of its own, and only counted here.
    for change in lapse.changes.iter().filter(|change| change.after.outcome != Answer::Gap) {
        let (from, to) = (change.before.label.as_str(), change.after.label.as_str());
        match sorts.iter_mut().find(|(own_from, own_to, _)| (*own_from, *own_to) == (from, to)) {
            Some((.., changes)) => changes.push(change),
            None => sorts.push((from, to, vec![change])),
        }
    }
    if sorts.is_empty() {
        return say!(
            language,
            "what falls to nobody, or to a body that does not exist, is reported by itself",
            "phần không còn cơ quan thực hiện, hoặc trở về cơ quan không tồn tại, được nêu riêng"
        );
    }
    // The largest first; of equals, that of the power declared first.
    sorts.sort_by_key(|(.., changes)| std::cmp::Reverse(changes.len()));
    let hidden: usize = sorts.iter().skip(SORTS).map(|(.., changes)| changes.len()).sum();
    let mut lines: Vec<String> = sorts
        .iter()
        .take(SORTS)
        .map(|(from, to, changes)| {
            let mut powers: Vec<&str> = Vec::new();
            for change in changes {
                if !powers.contains(&change.power.label.as_str()) {
                    powers.push(&change.power.label);
                }
            }
            let mut named: Vec<String> =
                powers.iter().take(NAMED).map(|label| visible::line(label).into_owned()).collect();
            let more = powers.len().saturating_sub(NAMED);
            if more > 0 {
                let ellipsis = options.ellipsis();
                named.push(say!(language, "{ellipsis} {more} more", "{ellipsis} và {more} thẩm quyền khác"));
            }
            say!(
                language,
                "from {from} to {to}: {powers}",
                "từ {from} về {to}: {powers}",
                from = visible::line(from),
                to = visible::line(to),
                powers = named.join("; ")
            )
        })
        .collect();
    if hidden > 0 {
        let ellipsis = options.ellipsis();
        lines.push(say!(language, "{ellipsis} {hidden} more changes", "{ellipsis} và {hidden} thay đổi khác"));
    }
    lines.push(
        language
            .pick(
                "each with its cases and provisions: --all, or the JSON output",
                "từng thay đổi kèm trường hợp và căn cứ: dùng --all, hoặc kết quả dạng JSON",
            )
            .to_owned(),
    );
    lines.join("\n")
}

/// One change: power, cases, from whom to whom, by which provisions.
fn whole(change: &Change, language: Language) -> String {
    let region = change.region.as_ref().map_or_else(String::new, |region| format!(" ({})", visible::line(region)));
    let answers = if change.accountable_only {
        language.pick(" [who answers for it]", " [chỉ đổi cơ quan chịu trách nhiệm]")
    } else {
        ""
    };
    say!(
        language,
        "{power}{region}: from {from} to {to}{answers}",
        "{power}{region}: từ {from} về {to}{answers}",
        power = visible::line(&change.power.label),
        from = situation(&change.before, change.accountable_only, language),
        to = situation(&change.after, change.accountable_only, language)
    )
}

fn situation(situation: &Situation, answering: bool, language: Language) -> String {
    let who = match &situation.accountable {
        Some((_, label)) if answering => label,
        _ => &situation.label,
    };
    let who = visible::line(who);
    match situation.chains.first() {
        None => who.into_owned(),
        Some(chain) => {
            let last = chain.last().map_or("", |cited: &Cited| cited.title.as_str());
            say!(language, "{who} ({last})", "{who} ({last})", last = visible::line(last))
        }
    }
}
