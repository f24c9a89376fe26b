//! Words that drafters and programmers bring along, and what this language says instead.

use crate::keywords::KEYWORDS;

/// A word or phrase that the language does not have.
pub(super) struct Habit {
    phrase: &'static str,
    /// What to write.
    pub(super) help: &'static str,
    /// Why there is no such word, where that needs saying.
    why: Option<&'static str>,
}

impl Habit {
    pub(super) fn message(&self) -> String {
        match self.why {
            Some(why) => format!("`{}` {why}", self.phrase),
            None if is_keyword(self.phrase) => format!("`{}` does not fit here.", self.phrase),
            None => format!("`{}` is not a word of the language.", self.phrase),
        }
    }
}

const fn habit(phrase: &'static str, help: &'static str) -> Habit {
    Habit { phrase, help, why: None }
}

const fn because(phrase: &'static str, why: &'static str, help: &'static str) -> Habit {
    Habit { phrase, help, why: Some(why) }
}

/// Longer phrases stand before those they begin with.
static HABITS: [Habit; 49] = [
    because(
        "between",
        "leaves open whether the ends are included.",
        "Write `at least A and at most B`, or `above A and below B`.",
    ),
    because("unless", "hides an order of rules.", "Write `except when …`."),
    habit("if", "Write `when …`."),
    because("otherwise", "hides an order of rules.", "Write a rule of its own that ends with `in all other cases`."),
    because("default", "hides an order of rules.", "Write a rule that ends with `in all other cases`."),
    habit("has", "Write `holds`: `moit holds generation_licence`."),
    habit("shall", "Write `holds`: `moit holds generation_licence`."),
    habit("can", "Write `holds` for a power, `may` for what is allowed."),
    habit("issues", "Name the power and write `holds`: `moit holds generation_licence`."),
    habit("greater than or equal to", "Write `at least`."),
    habit("less than or equal to", "Write `at most`."),
    habit("greater than", "Write `above`."),
    habit("more than", "Write `above`."),
    habit("higher than", "Write `above`."),
    habit("less than", "Write `below`."),
    habit("lower than", "Write `below`."),
    habit("fewer than", "Write `below`."),
    habit("not less than", "Write `at least`."),
    habit("no less than", "Write `at least`."),
    habit("not more than", "Write `at most`."),
    habit("no more than", "Write `at most`."),
    habit("up to", "Write `at most`."),
    habit("exceeds", "Write `above`."),
    habit("exceeding", "Write `above`."),
    habit("over", "Write `above`."),
    habit("equals", "Write `is`."),
    habit("equal to", "Write `is`."),
    habit("in", "Write `is one of`."),
    habit("includes", "Write `include`."),
    habit("contains", "Write `include`."),
    habit("to", "Write `until` before the last day, `at most` before a limit."),
    habit("since", "Write `from`: that day is included."),
    habit("till", "Write `until`: that day is included."),
    habit("through", "Write `until`: that day is included."),
    habit("by", "Write `until` for a last day, `before` for the day after it."),
    habit("nếu", "Write `khi …`."),
    habit("trừ trường hợp", "Write `trừ khi …`."),
    habit("lớn hơn hoặc bằng", "Write `không dưới`."),
    habit("nhỏ hơn hoặc bằng", "Write `không quá`."),
    habit("lớn hơn", "Write `trên`."),
    habit("nhỏ hơn", "Write `dưới`."),
    habit("ít nhất", "Write `không dưới`."),
    habit("tối thiểu", "Write `không dưới`."),
    habit("tối đa", "Write `không quá`."),
    habit("nhiều nhất", "Write `không quá`."),
    habit("vượt quá", "Write `trên`."),
    habit("bằng", "Write `là`."),
    habit("thì", "Write the condition last, after `khi`."),
    because(
        "đến ngày",
        "leaves open whether that day is included.",
        "Write `đến hết ngày` if it is, `trước ngày` if not.",
    ),
];

fn is_keyword(phrase: &str) -> bool {
    KEYWORDS.iter().any(|row| row.english.contains(&phrase) || row.vietnamese == phrase)
}

/// The habit that begins with the words that `word` gives, and its number of words.
pub(super) fn at<'w>(word: impl Fn(usize) -> &'w str) -> Option<(&'static Habit, usize)> {
    let matching = HABITS.iter().filter_map(|habit| {
        let words = habit.phrase.split(' ').count();
        let fits = habit.phrase.split(' ').enumerate().all(|(i, expected)| word(i).to_lowercase() == expected);
        fits.then_some((habit, words))
    });
    matching.max_by_key(|(_, words)| *words)
}
