//! Changes of hands in words: who, in which cases, by which provisions, from whom to whom.

use std::collections::BTreeSet;

use vires_analysis::words::describe;
use vires_analysis::{Change, Decided, Ending, HolderTree, Situation, ValueBox};
use vires_diagnostics::{Answer, Cited, PowerName, Tier};
use vires_model::{Holder, InstrumentId, Model, PowerId, ProvisionId, RuleId, Setting, TierId};
use vires_words::{Language, joined, say};

use crate::names::{NAMES, Names, seats};
use crate::register::tree_words;
use crate::report::{machine, witness};

/// The most boxes of one change that are listed.
pub(crate) const MOST_BOXES: usize = 20_000;

/// What both sides of a change are called.
#[derive(Clone, Copy)]
pub(crate) struct Sides<'a> {
    /// Facts, bodies and powers, as regions and holders of either side name them.
    pub(crate) shared: &'a Names<'a>,
    /// The rules of the earlier side.
    pub(crate) before: &'a Names<'a>,
    /// The rules of the later side.
    pub(crate) after: &'a Names<'a>,
}

impl<'a> Sides<'a> {
    /// Both sides are of one model.
    pub(crate) fn of_one(names: &'a Names<'a>) -> Self {
        Self { shared: names, before: names, after: names }
    }

    fn language(self) -> Language {
        self.shared.language
    }

    /// The change in words. `by`: the provisions that begin or end with it.
    pub(crate) fn change(self, change: &Change, by: Vec<Cited>) -> vires_diagnostics::Change {
        let model = self.shared.model;
        let (boxes, boxes_complete) = machine(model, &change.boxes, MOST_BOXES);
        let shown = change.witness.as_ref().filter(|both| both.confirmed);
        let witness = shown.map(|both| witness(self.shared, Some(change.power), &both.case, both.day));
        vires_diagnostics::Change {
            power: power_name(self.shared, change.power),
            accountable_only: change.accountable_only,
            region: region(self.shared, &change.region),
            boxes,
            boxes_complete,
            before: self.situation(&change.before, self.before),
            after: self.situation(&change.after, self.after),
            by,
            witness,
        }
    }

    /// The provisions of what ends on the earlier side, each once.
    pub(crate) fn cited_before(self, ended: &[Ending]) -> Vec<Cited> {
        let names = self.before;
        let all = ended.iter().filter_map(|own| match own {
            Ending::Rule(rule) => Some(cited(names, *rule)),
            Ending::Line(line) => names.model.settings.get(*line).map(|row| cited_setting(names, row)),
            Ending::Passing(own) => Some(provision(names, own.place)),
        });
        once(all)
    }

    fn situation(self, situation: &Situation, rules: &Names<'_>) -> vires_diagnostics::Situation {
        let names = self.shared;
        let chains = situation.chains.iter().map(|chain| chain.iter().map(|rule| cited(rules, *rule)).collect());
        let mut said = vires_diagnostics::Situation {
            outcome: answer(&situation.outcome),
            holder: None,
            label: self.label(&situation.outcome),
            tier: tier(names.model, &situation.outcome),
            missing: None,
            accountable: None,
            chains: chains.collect(),
        };
        match &situation.outcome {
            Decided::Held { who, accountable } => {
                said.holder = Some(any_of(who, &|holder| names.holder_name(holder), NAMES));
                let acting: BTreeSet<Holder> = who.iter().flat_map(HolderTree::holders).collect();
                if accountable.iter().copied().collect::<BTreeSet<_>>() != acting {
                    let all = |name: &dyn Fn(Holder) -> String, and: &str| {
                        joined(&accountable.iter().map(|holder| name(*holder)).collect::<Vec<_>>(), and)
                    };
                    let by_name = all(&|holder| names.holder_name(holder), NAMES.pick("and", "và"));
                    said.accountable =
                        Some((by_name, all(&|holder| names.holder(holder), names.language.pick("and", "và"))));
                }
            }
            Decided::Gap { missing: Some(body) } => said.missing = Some(names.body_name(*body)),
            _ => {}
        }
        said
    }

    fn label(self, decided: &Decided) -> String {
        let language = self.language();
        let names = self.shared;
        let pick = |english: &str, vietnamese: &str| language.pick(english, vietnamese).to_owned();
        match decided {
            Decided::Absent => pick("no such power", "chưa có thẩm quyền này"),
            Decided::NotInForce => pick("not yet in force", "chưa được quy định"),
            Decided::Gap { missing: None } => pick("nobody", "không cơ quan nào"),
            Decided::Gap { missing: Some(body) } => {
                say!(language, "{body}, which does not exist", "{body} (không tồn tại)", body = names.body(*body))
            }
            Decided::Nobody(vires_model::Why::Barred) => pick("nobody, by design", "không cơ quan nào (theo quy định)"),
            Decided::Nobody(vires_model::Why::NotRequired) => pick("no act required", "không phải thực hiện"),
            Decided::Held { who, .. } => any_of(who, &|holder| names.holder(holder), language),
            Decided::Conflict { who } => {
                let all: Vec<String> =
                    who.iter().map(|tree| tree_words(tree, &|holder| names.holder(holder), language)).collect();
                say!(
                    language,
                    "a conflict between {all}",
                    "chồng chéo giữa {all}",
                    all = joined(&all, language.pick("and", "và"))
                )
            }
            Decided::Undetermined => pick("an undetermined holder", "chủ thể chưa xác định được"),
        }
    }
}

/// Our fault: changes whose example the reference evaluator decides otherwise. Told rather than hidden.
pub(crate) fn unconfirmed<'c>(changes: impl Iterator<Item = &'c Change>, language: Language) -> Option<String> {
    let wrong = changes.filter(|change| change.witness.as_ref().is_some_and(|both| !both.confirmed)).count();
    (wrong > 0).then(|| {
        say!(
            language,
            "{wrong} of these changes are decided otherwise, in the case that should show them, by the plain evaluator: one of the two is wrong, and that is a fault of this program; please report it",
            "{wrong} thay đổi trong số này có trường hợp minh họa mà bộ đối chiếu quyết định khác: một trong hai cách sai, và đó là lỗi của chương trình; đề nghị báo lại"
        )
    })
}

/// A power as programs and people call it.
pub(crate) fn power_name(names: &Names<'_>, power: PowerId) -> PowerName {
    let row = &names.model.powers[power];
    PowerName { name: names.model.power_name(power), label: row.label.clone(), sector: row.sector.clone() }
}

/// Anyone of these.
fn any_of(who: &[HolderTree], name: &dyn Fn(Holder) -> String, language: Language) -> String {
    let all: Vec<String> = who.iter().map(|tree| tree_words(tree, name, language)).collect();
    match &all[..] {
        [only] => only.clone(),
        several => seats(vires_model::Mode::Any, several, language),
    }
}

/// The region in words; none where it is every case.
pub(crate) fn region(names: &Names<'_>, boxes: &[ValueBox]) -> Option<String> {
    let everything = boxes.iter().any(|value_box| value_box.0.is_empty());
    (!everything && !boxes.is_empty()).then(|| describe(names.model, boxes, names.language))
}

/// The tier of all who may act, where it is one.
fn tier(model: &Model, decided: &Decided) -> Option<Tier> {
    let who = match decided {
        Decided::Held { who, .. } => who,
        _ => return None,
    };
    let mut tiers: BTreeSet<Option<TierId>> = BTreeSet::new();
    for holder in who.iter().flat_map(HolderTree::holders) {
        tiers.insert(model.bodies[holder.body].tier);
    }
    match tiers.into_iter().collect::<Vec<_>>()[..] {
        [Some(only)] => {
            let row = &model.tiers[only];
            Some(Tier { name: row.name.clone(), label: row.label.clone() })
        }
        _ => None,
    }
}

const fn answer(decided: &Decided) -> Answer {
    match decided {
        Decided::Absent => Answer::Absent,
        Decided::NotInForce => Answer::NotInForce,
        Decided::Gap { .. } => Answer::Gap,
        Decided::Nobody(vires_model::Why::Barred) => Answer::Barred,
        Decided::Nobody(vires_model::Why::NotRequired) => Answer::NotRequired,
        Decided::Held { .. } => Answer::Competent,
        Decided::Conflict { .. } => Answer::Conflict,
        Decided::Undetermined => Answer::Undetermined,
    }
}

/// The provision of a rule, with the instrument that wrote it anew, if another did: what it brings is brought by that one.
pub(crate) fn cited(names: &Names<'_>, rule: RuleId) -> Cited {
    let row = &names.model.rules[rule];
    as_amended(names, row.place, row.amended_by)
}

/// Likewise of a line that sets a parameter.
pub(crate) fn cited_setting(names: &Names<'_>, row: &Setting) -> Cited {
    as_amended(names, row.place, row.amended_by)
}

fn as_amended(names: &Names<'_>, place: ProvisionId, amended_by: Option<InstrumentId>) -> Cited {
    let own = provision(names, place);
    match amended_by.map(|by| &names.model.instruments[by]) {
        Some(by) => Cited {
            title: names.title_as_amended(place, amended_by),
            instrument: by.name.clone(),
            instrument_label: by.label.clone(),
            ..own
        },
        None => own,
    }
}

/// A provision.
pub(crate) fn provision(names: &Names<'_>, place: ProvisionId) -> Cited {
    let instrument = &names.model.instruments[names.model.provisions[place].instrument];
    Cited {
        citation: names.model.citation(place),
        title: names.title(place),
        instrument: instrument.name.clone(),
        instrument_label: instrument.label.clone(),
    }
}

/// The provisions of rules, each once.
pub(crate) fn cited_once(names: &Names<'_>, rules: impl Iterator<Item = RuleId>) -> Vec<Cited> {
    once(rules.map(|rule| cited(names, rule)))
}

/// Each once, in their order.
pub(crate) fn once(all: impl Iterator<Item = Cited>) -> Vec<Cited> {
    let mut kept: Vec<Cited> = Vec::new();
    for own in all {
        if !kept.contains(&own) {
            kept.push(own);
        }
    }
    kept
}
