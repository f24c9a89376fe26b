//! That silence has settled the matter: nobody decides it any longer.

use vires_analysis::words::day_words;
use vires_model::{DeadlineDue, State, Ultra, UltraKind};
use vires_words::say;

use super::Judge;

impl Judge<'_, '_> {
    /// What silence has come to, and since when, where that is known.
    pub(super) fn by_silence(&self) -> Option<String> {
        let language = self.language();
        let own = self.procedure.settled_by_silence()?;
        let effect = effect(own);
        // Where it is open which of several deadlines did, the day is known only if it is that of each.
        let or_others =
            self.procedure.deadlines.iter().filter(|other| {
                own.state == State::Depends && other.state == State::Depends && other.stands == own.stands
            });
        let since = own.effective(self.model);
        let one_day = or_others.map(|other| other.effective(self.model)).all(|other| other == since);
        let Some(since) = since.filter(|_| one_day) else {
            let words = match effect {
                State::Lapsed => ("the time in which they could act is over", "đã quá thời hạn được thực hiện"),
                State::Refused => ("it is refused by silence", "đã coi như từ chối do quá hạn"),
                _ => ("it is approved by silence", "đã coi như đồng ý do quá hạn"),
            };
            return Some(language.pick(words.0, words.1).to_owned());
        };
        let day = day_words(since, language);
        Some(match effect {
            State::Lapsed => say!(
                language,
                "the time in which they could act has been over since {day}",
                "từ ngày {day} đã quá thời hạn được thực hiện"
            ),
            State::Refused => {
                say!(language, "it was refused by silence on {day}", "đã coi như từ chối do quá hạn từ ngày {day}")
            }
            _ => say!(language, "it was approved by silence on {day}", "đã coi như đồng ý do quá hạn từ ngày {day}"),
        })
    }
}

impl Judge<'_, '_> {
    /// That silence has settled the matter, where that is what stands against them.
    pub(super) fn settled_against(&self, ultra: &Ultra) -> Option<String> {
        let settled = self.procedure.settled_by_silence()?;
        self.by_silence().filter(|_| ultra.kind == UltraKind::Time && ultra.by == Some(settled.by))
    }

    /// That silence has passed the matter on, where that is what stands against them.
    pub(super) fn passed_by_silence(&self, ultra: &Ultra) -> Option<String> {
        let language = self.language();
        let against = |own: &&DeadlineDue| ultra.by == Some(own.by) && !own.binds.is_empty();
        let own = self.procedure.deadlines.iter().filter(against).find(|own| matches!(own.state, State::Passed(_)))?;
        let State::Passed(to) = own.state else { return None };
        let (to, day) = (self.wording.names.instance(to), day_words(own.until?.next(), language));
        Some(say!(language, "it passed to {to} by silence on {day}", "đã chuyển cho {to} do quá hạn từ ngày {day}"))
    }
}

/// Where it is open which of several deadlines settled it, what this one would have done.
const fn effect(own: &DeadlineDue) -> State {
    match own.state {
        State::Depends => own.stands,
        state => state,
    }
}
