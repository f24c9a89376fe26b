//! Whether a body may pass a power on: the transfer is put into the law, in a text of its own issued on that day, and
//! judged as any other (4.2).

use crate::acts::{Act, Delegation, Misfit, Refusal, Ultra, UltraKind, Verdict};
use crate::bodies::{Holder, Holding, Mode, Which};
use crate::conditions::Condition;
use crate::date::Life;
use crate::decision::{Instance, Of, Outcome};
use crate::ids::{Id, InstrumentId, InstrumentKindId, RuleId};
use crate::instruments::{Instrument, Provision, ProvisionKind};
use crate::model::Model;
use crate::procedure::AskedBy;
use crate::reference::acts;
use crate::reference::claims::{self, Leaf};
use crate::reference::contest;
use crate::reference::link::{self, Linked};
use crate::reference::matter;
use crate::reference::missing::{self, COMPLETIONS, Question, deciding, given};
use crate::reference::text::Text;
use crate::reference::world::{Open, Scene, Settled, World};
use crate::rules::{Effect, Powers, Rule};
use crate::source::SourceSpan;

/// How the transfer fares in one world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Links,
    Refused(Refusal),
    /// The giver does not have the power.
    NotTheirs,
    /// That turns on a power in conflict.
    Open,
}

/// `whole`: with what would have to differ, where they do not hold the power.
pub(super) fn judge(model: &Model, asked: &Delegation<'_>, whole: bool) -> Verdict {
    // 3.1
    if !may_issue(model, asked) {
        let refusal = Some(Refusal::Issuer);
        return Verdict::Ultra(Ultra { refusal, ..Ultra::new(UltraKind::BarredDelegation, None) });
    }
    issued(model, asked, whole)
}

/// The same, whoever issues it.
pub(super) fn issued(model: &Model, asked: &Delegation<'_>, whole: bool) -> Verdict {
    let at = Some(asked.at);
    let (with, transfer) = with_transfer(model, asked);
    let given = given(&with, asked.case, at);
    let question = Question::new(&with, asked.power, at, &given);
    let missing = matter::missing(&with, asked.power, &given, at);
    let Some(choices) = question.choices(&given, &missing, COMPLETIONS) else {
        return Verdict::Depends(question.needs(&missing, false));
    };
    let sizes = question.sizes(&choices);
    let mut answers: Vec<Option<usize>> = vec![None; sizes.iter().product()];
    let mut fates: Vec<Fate> = Vec::new();
    question.each(&given, &choices, &mut |n, day, values| {
        let settled = Settled::default();
        let world = question.world(day, values, &settled);
        let fate = fate(&world, asked, transfer).unwrap_or(Fate::Open);
        if !fates.contains(&fate) {
            fates.push(fate);
        }
        if let Some(slot) = answers.get_mut(n) {
            *slot = Some(match fate {
                Fate::Links => 0,
                Fate::Refused(_) | Fate::NotTheirs => 1,
                Fate::Open => 2,
            });
        }
    });
    // Where it is lawful in no case, what stands in the way where they have the power is the answer.
    let refused = fates.iter().find_map(|fate| match fate {
        Fate::Refused(refusal) => Some(*refusal),
        _ => None,
    });
    let may_link = fates.iter().any(|fate| matches!(fate, Fate::Links | Fate::Open));
    match (fates.as_slice(), refused) {
        // Nobody can issue it for an office that is vacant.
        ([Fate::Links], _) if model.is_unfilled(issuer(asked), asked.at) => {
            let misfit = Some(Misfit::NotFilledBy(issuer(asked)));
            Verdict::Ultra(Ultra { misfit, ..Ultra::new(UltraKind::Person, None) })
        }
        ([Fate::Links], _) => Verdict::Intra { by_taking_over: None },
        (_, Some(refusal)) if !may_link => Verdict::Ultra(Ultra {
            refusal: Some(refusal),
            ..Ultra::new(UltraKind::BarredDelegation, refusal.rule().map(AskedBy::Rule))
        }),
        ([Fate::NotTheirs] | [], _) => {
            let by = [asked.from];
            let act = Act { power: asked.power, case: asked.case, at: asked.at, by: &by, persons: &[], done: &[] };
            match missing::answer(model, asked.power, asked.case, at) {
                Outcome::Conflict { .. } => acts::judge(model, &act, whole),
                // What silence or a taking over lets them do is nothing that they could pass on.
                _ => Verdict::Ultra(acts::not_theirs(model, &act, whole)),
            }
        }
        ([Fate::Open], _) => Verdict::Disputed,
        _ => {
            let (date, facts) = deciding(&sizes, &choices, &answers);
            Verdict::Depends(question.needs(&facts, date))
        }
    }
}

fn fate(world: &World<'_>, asked: &Delegation<'_>, transfer: RuleId) -> Result<Fate, Open> {
    let mut text = Text::of(world, asked.power)?;
    // What the giver has without it.
    text.transfers.retain(|rule| *rule != transfer);
    let scene = Scene { world, power: asked.power, text };
    let claims = claims::all(&scene)?;
    let verdict = contest::settle(&scene, &claims);
    let standing = verdict.standing.iter().filter_map(|n| claims.get(*n));
    let ends: Vec<Leaf> = standing.flat_map(claims::Claim::leaves).collect();
    let own = ends.iter().filter(|leaf| leaf.path.last().is_some_and(|end| asked.from.may_be(*end)));
    let mut refusals = Vec::new();
    for leaf in own {
        match link::link(&scene, leaf, transfer) {
            Linked::To(_) => return Ok(Fate::Links),
            Linked::Round(_) => refusals.push(Refusal::Round),
            Linked::Not { why, .. } => refusals.extend(why),
        }
    }
    Ok(refusals.first().map_or(Fate::NotTheirs, |refusal| Fate::Refused(*refusal)))
}

/// Who issues the text that makes the transfer.
fn issuer(asked: &Delegation<'_>) -> Instance {
    asked.issuer.unwrap_or(asked.from)
}

/// Whether the issuer may issue such an instrument: the kind that is named; else, where an issuer is named, one of those that may carry the transfer.
fn may_issue(model: &Model, asked: &Delegation<'_>) -> bool {
    let theirs = |kind: &InstrumentKindId| {
        let issued_by = &model.instrument_kinds[*kind].issued_by;
        issued_by.is_empty() || issued_by.contains(&issuer(asked).body)
    };
    match (asked.form, asked.issuer, &model.modalities[asked.modality].form) {
        (Some(form), ..) => theirs(&form),
        (None, Some(_), Some(kinds)) => kinds.iter().any(theirs),
        (None, ..) => true,
    }
}

/// The law with the transfer in it.
fn with_transfer(model: &Model, asked: &Delegation<'_>) -> (Model, RuleId) {
    let mut model = model.clone();
    let span = SourceSpan { file: crate::ids::FileId(u32::MAX), start: 0, end: 0 };
    let issuer_of = |kind: &&InstrumentKindId| model.instrument_kinds[**kind].issued_by.contains(&issuer(asked).body);
    let kinds = model.modalities[asked.modality].form.as_deref().unwrap_or_default();
    let allowed = kinds.iter().find(issuer_of).or(kinds.first()).copied();
    let life = Life { from: Some(asked.at), until: None };
    let instrument = InstrumentId::new(model.instruments.len());
    let text = model.provisions.push(Provision {
        instrument,
        parent: None,
        kind: ProvisionKind::Whole,
        number: String::new(),
        title: None,
        span,
    });
    model.instruments.push(Instrument {
        package: model.powers[asked.power].package,
        name: String::new(),
        also: Vec::new(),
        label: String::new(),
        kind: asked.form.or(allowed),
        issuers: vec![holder(issuer(asked))],
        issued: Some(asked.at),
        signed: None,
        published: None,
        life,
        repealed: false,
        overlay: false,
        based_on: Vec::new(),
        text,
        void: None,
        span,
    });
    let transfer = model.rules.push(Rule {
        place: text,
        life,
        own_end: false,
        when: Condition::always(span),
        effect: Effect::Transfer {
            modality: asked.modality,
            what: Powers::Named(vec![asked.power]),
            from: holder(asked.from),
            under: Vec::new(),
            to: Holding::of(Mode::One, vec![holder(asked.to)]),
            reserve: None,
        },
        amended_by: None,
        suspended_by: None,
        one_of: None,
        of_class: None,
        read: Box::default(),
        lapses: false,
        passing: Box::default(),
        parameters: Box::default(),
        steps: Vec::new(),
        deadlines: Vec::new(),
        doc: None,
        span,
    });
    (model, transfer)
}

fn holder(who: Instance) -> Holder {
    let which = match who.of {
        Of::Sole => Which::Sole,
        Of::Unsaid => Which::Unsaid,
        Of::Place(place) => Which::OfValue(place),
    };
    Holder { body: who.body, which }
}
