//! Words that drafters and programmers bring along, and what this language says instead.

use vires_words::{Words, words};

use crate::keywords::KEYWORDS;

/// A word or phrase that the language does not have.
pub(super) struct Habit {
    phrase: &'static str,
    /// What to write.
    help: Pair,
    /// Why there is no such word, where that needs saying.
    why: Option<Pair>,
}

impl Habit {
    pub(super) fn message(&self) -> Words {
        let phrase = self.phrase;
        match self.why {
            Some([english, vietnamese]) => words!("`{phrase}` {english}", "`{phrase}` {vietnamese}"),
            None if is_keyword(phrase) => words!("`{phrase}` does not fit here.", "`{phrase}` không phù hợp ở đây."),
            None => words!("`{phrase}` is not a word of the language.", "`{phrase}` không phải là từ của ngôn ngữ."),
        }
    }

    pub(super) fn help(&self) -> Words {
        let [english, vietnamese] = self.help;
        Words::new(english, vietnamese)
    }
}

/// The same in English and in Vietnamese.
type Pair = [&'static str; 2];

const fn habit(phrase: &'static str, help: Pair) -> Habit {
    Habit { phrase, help, why: None }
}

const fn because(phrase: &'static str, why: Pair, help: Pair) -> Habit {
    Habit { phrase, help, why: Some(why) }
}

/// Longer phrases stand before those they begin with.
static HABITS: [Habit; 66] = [
    because(
        "between",
        ["leaves open whether the ends are included.", "không cho biết có tính cả hai đầu hay không."],
        [
            "Write `at least A and at most B`, or `above A and below B`.",
            "Hãy viết `at least A and at most B` (`không dưới A và không quá B`), hoặc `above A and below B` (`trên A và dưới B`).",
        ],
    ),
    because(
        "unless",
        ["hides an order of rules.", "che khuất thứ tự áp dụng giữa các quy định."],
        ["Write `except when …`.", "Hãy viết `except when …`."],
    ),
    habit("if", ["Write `when …`.", "Hãy viết `when …`."]),
    because(
        "otherwise",
        ["hides an order of rules.", "che khuất thứ tự áp dụng giữa các quy định."],
        [
            "Write a rule of its own that ends with `in all other cases`.",
            "Hãy viết một quy định riêng kết thúc bằng `in all other cases` (`trong các trường hợp còn lại`).",
        ],
    ),
    because(
        "default",
        ["hides an order of rules.", "che khuất thứ tự áp dụng giữa các quy định."],
        [
            "Write a rule that ends with `in all other cases`.",
            "Hãy viết một quy định kết thúc bằng `in all other cases` (`trong các trường hợp còn lại`).",
        ],
    ),
    habit(
        "has",
        [
            "Write `holds`: `moit holds generation_licence`.",
            "Hãy viết `holds` (`có thẩm quyền`): `moit holds generation_licence`.",
        ],
    ),
    habit(
        "shall",
        [
            "Write `holds`: `moit holds generation_licence`.",
            "Hãy viết `holds` (`có thẩm quyền`): `moit holds generation_licence`.",
        ],
    ),
    habit(
        "can",
        [
            "Write `holds` for a power, `may` for what is allowed.",
            "Hãy viết `holds` (`có thẩm quyền`) cho thẩm quyền, `may` (`được`) cho điều được phép.",
        ],
    ),
    habit(
        "issues",
        [
            "Name the power and write `holds`: `moit holds generation_licence`.",
            "Hãy nêu tên thẩm quyền và viết `holds` (`có thẩm quyền`): `moit holds generation_licence`.",
        ],
    ),
    habit("greater than or equal to", ["Write `at least`.", "Hãy viết `at least`."]),
    habit("less than or equal to", ["Write `at most`.", "Hãy viết `at most`."]),
    habit("greater than", ["Write `above`.", "Hãy viết `above`."]),
    habit("more than", ["Write `above`.", "Hãy viết `above`."]),
    habit("higher than", ["Write `above`.", "Hãy viết `above`."]),
    habit("less than", ["Write `below`.", "Hãy viết `below`."]),
    habit("lower than", ["Write `below`.", "Hãy viết `below`."]),
    habit("fewer than", ["Write `below`.", "Hãy viết `below`."]),
    habit("not less than", ["Write `at least`.", "Hãy viết `at least`."]),
    habit("no less than", ["Write `at least`.", "Hãy viết `at least`."]),
    habit("not more than", ["Write `at most`.", "Hãy viết `at most`."]),
    habit("no more than", ["Write `at most`.", "Hãy viết `at most`."]),
    habit("up to", ["Write `at most`.", "Hãy viết `at most`."]),
    habit("exceeds", ["Write `above`.", "Hãy viết `above`."]),
    habit("exceeding", ["Write `above`.", "Hãy viết `above`."]),
    habit("over", ["Write `above`.", "Hãy viết `above`."]),
    habit("equals", ["Write `is`.", "Hãy viết `is`."]),
    habit("equal to", ["Write `is`.", "Hãy viết `is`."]),
    habit("in", ["Write `is one of`.", "Hãy viết `is one of`."]),
    habit("includes", ["Write `include`.", "Hãy viết `include`."]),
    habit("contains", ["Write `include`.", "Hãy viết `include`."]),
    habit(
        "to",
        [
            "Write `until` before the last day, `at most` before a limit.",
            "Hãy viết `until` (`đến hết ngày`) trước ngày cuối cùng, `at most` (`không quá`) trước một giới hạn.",
        ],
    ),
    habit("since", ["Write `from`: that day is included.", "Hãy viết `from` (`từ ngày`): tính cả ngày đó."]),
    habit("till", ["Write `until`: that day is included.", "Hãy viết `until` (`đến hết ngày`): tính cả ngày đó."]),
    habit("through", ["Write `until`: that day is included.", "Hãy viết `until` (`đến hết ngày`): tính cả ngày đó."]),
    habit(
        "by",
        [
            "Write `until` for a last day, `before` for the day after it.",
            "Hãy viết `until` (`đến hết ngày`) cho ngày cuối cùng, `before` (`trước ngày`) cho ngày liền sau đó.",
        ],
    ),
    habit("nếu", ["Write `khi …`.", "Hãy viết `khi …`."]),
    habit("trừ trường hợp", ["Write `trừ khi …`.", "Hãy viết `trừ khi …`."]),
    habit("lớn hơn hoặc bằng", ["Write `không dưới`.", "Hãy viết `không dưới`."]),
    habit("nhỏ hơn hoặc bằng", ["Write `không quá`.", "Hãy viết `không quá`."]),
    habit("lớn hơn", ["Write `trên`.", "Hãy viết `trên`."]),
    habit("nhỏ hơn", ["Write `dưới`.", "Hãy viết `dưới`."]),
    habit("ít nhất", ["Write `không dưới`.", "Hãy viết `không dưới`."]),
    habit("tối thiểu", ["Write `không dưới`.", "Hãy viết `không dưới`."]),
    habit("tối đa", ["Write `không quá`.", "Hãy viết `không quá`."]),
    habit("nhiều nhất", ["Write `không quá`.", "Hãy viết `không quá`."]),
    habit("vượt quá", ["Write `trên`.", "Hãy viết `trên`."]),
    habit("bằng", ["Write `là`.", "Hãy viết `là`."]),
    habit("thì", ["Write the condition last, after `khi`.", "Hãy viết điều kiện ở cuối, sau `khi`."]),
    because(
        "đến ngày",
        ["leaves open whether that day is included.", "không cho biết có tính cả ngày đó hay không."],
        [
            "Write `đến hết ngày` if it is, `trước ngày` if not.",
            "Hãy viết `đến hết ngày` nếu tính, `trước ngày` nếu không.",
        ],
    ),
    habit(
        "january",
        ["Write the date as `2026-01-31`: year, month, day.", "Hãy viết ngày như `2026-01-31`: năm, tháng, ngày."],
    ),
    habit(
        "february",
        ["Write the date as `2026-01-31`: year, month, day.", "Hãy viết ngày như `2026-01-31`: năm, tháng, ngày."],
    ),
    habit(
        "march",
        ["Write the date as `2026-01-31`: year, month, day.", "Hãy viết ngày như `2026-01-31`: năm, tháng, ngày."],
    ),
    habit(
        "april",
        ["Write the date as `2026-01-31`: year, month, day.", "Hãy viết ngày như `2026-01-31`: năm, tháng, ngày."],
    ),
    habit(
        "june",
        ["Write the date as `2026-01-31`: year, month, day.", "Hãy viết ngày như `2026-01-31`: năm, tháng, ngày."],
    ),
    habit(
        "july",
        ["Write the date as `2026-01-31`: year, month, day.", "Hãy viết ngày như `2026-01-31`: năm, tháng, ngày."],
    ),
    habit(
        "august",
        ["Write the date as `2026-01-31`: year, month, day.", "Hãy viết ngày như `2026-01-31`: năm, tháng, ngày."],
    ),
    habit(
        "september",
        ["Write the date as `2026-01-31`: year, month, day.", "Hãy viết ngày như `2026-01-31`: năm, tháng, ngày."],
    ),
    habit(
        "october",
        ["Write the date as `2026-01-31`: year, month, day.", "Hãy viết ngày như `2026-01-31`: năm, tháng, ngày."],
    ),
    habit(
        "november",
        ["Write the date as `2026-01-31`: year, month, day.", "Hãy viết ngày như `2026-01-31`: năm, tháng, ngày."],
    ),
    habit(
        "december",
        ["Write the date as `2026-01-31`: year, month, day.", "Hãy viết ngày như `2026-01-31`: năm, tháng, ngày."],
    ),
    habit("consent from", ["Write `with consent of`.", "Hãy viết `with consent of`."]),
    habit("approval of", ["Write `with consent of`.", "Hãy viết `with consent of`."]),
    habit("approval by", ["Write `with consent of`.", "Hãy viết `with consent of`."]),
    habit("approval from", ["Write `with consent of`.", "Hãy viết `with consent of`."]),
    habit("consultation with", ["Write `after consulting`.", "Hãy viết `after consulting`."]),
    habit("consulting with", ["Write `after consulting`.", "Hãy viết `after consulting`."]),
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
