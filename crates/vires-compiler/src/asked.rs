//! Changes of what texts ask for beside a decision, make of silence, and of who may act in the place of the holder, in words.

use vires_analysis::{AskedChange, AskedFor, Beside};
use vires_diagnostics::{Asked, AskedPeriod, Cited};
use vires_model::{AskedBy, Condition, FileId, Holding, Mode, SourceSpan, Step};
use vires_words::say;

use crate::answer::Wording;
use crate::changes::{self, MOST_BOXES, Sides, once, power_name, provision, region};
use crate::names::Names;
use crate::procedure::step_kind;
use crate::report::machine;

/// What is made of words that stand nowhere in particular.
const NOWHERE: SourceSpan = SourceSpan { file: FileId(0), start: 0, end: 0 };

impl Sides<'_> {
    /// The change in words; `wording` is of the names that both sides share.
    pub(crate) fn asked(self, wording: &Wording<'_>, change: &AskedChange) -> vires_diagnostics::AskedChange {
        let (boxes, boxes_complete) = machine(self.shared.model, &change.boxes, MOST_BOXES);
        let side = |side: &Option<(AskedFor, Vec<AskedBy>)>, names: &Names<'_>| {
            side.as_ref().map(|(asked, by)| in_words(wording, asked, cited(names, by)))
        };
        vires_diagnostics::AskedChange {
            power: power_name(self.shared, change.power),
            dated: change.dated.map(|fact| self.shared.fact(fact)),
            region: region(self.shared, &change.region),
            boxes,
            boxes_complete,
            before: side(&change.before, self.before),
            after: side(&change.after, self.after),
        }
    }
}

fn in_words(wording: &Wording<'_>, asked: &AskedFor, by: Vec<Cited>) -> Asked {
    let deadlines = asked.deadlines.clone();
    let mut periods = deadlines.iter().map(|own| wording.deadline_words(Some(own))).map(|own| AskedPeriod {
        within: own.within,
        counted_from: own.counted_from,
        silence: own.silence,
    });
    let own = periods.next().unwrap_or_default();
    let then = periods.collect();
    let language = wording.names.language;
    let (kind, enough, words) = match asked.what {
        Beside::Step(kind, enough) => {
            let (who, when) = (asked.who.clone(), Condition::always(NOWHERE));
            let step = Step { kind, who, enough, among: asked.among, when, deadlines, span: NOWHERE };
            (step_kind(kind), enough, wording.step_asked(&step))
        }
        Beside::Deadline => {
            let words = wording.period_words(deadlines.first(), None);
            let words = words.trim_start_matches([',', ' ']);
            ("decide", None, say!(language, "decision {words}", "quyết định {words}"))
        }
        Beside::TakeOver(from, enough) => {
            let by = Holding::of(Mode::enough_of(enough, asked.who.len()), asked.who.clone());
            let words = say!(
                language,
                "{who} may take over from {from}{until}",
                "{who} được trực tiếp thực hiện thay {from}{until}",
                who = wording.names.holding(&by),
                from = wording.names.holder(from),
                until = wording.period_words(deadlines.first(), None)
            );
            ("take_over", Some(enough).filter(|_| asked.who.len() > 1), words)
        }
    };
    Asked {
        kind,
        who: wording.whom_by_name(&asked.who, asked.among),
        enough,
        instead_of: match asked.what {
            Beside::TakeOver(from, _) => Some(wording.names.holder_name(from)),
            Beside::Deadline | Beside::Step(..) => None,
        },
        own,
        then,
        words,
        by,
    }
}

/// The provisions, each once.
fn cited(names: &Names<'_>, by: &[AskedBy]) -> Vec<Cited> {
    once(by.iter().filter_map(|by| match by {
        AskedBy::Rule(rule) => Some(changes::cited(names, *rule)),
        AskedBy::Attachment(n) => names.model.attachments.get(*n).map(|text| provision(names, text.place)),
    }))
}
