//! Days as people write them.

use vires_model::Day;
use vires_words::Language;

/// `1 March 2027`, `01 tháng 3 năm 2027`.
pub(crate) fn words(day: Day, language: Language) -> String {
    vires_compiler::day_words(day, language)
}
