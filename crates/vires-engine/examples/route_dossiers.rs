//! An office receives dossiers and sends each to whoever holds the power: policies are compiled once, then every dossier is one decision.
//!
//! `cargo run -p vires-engine --example route_dossiers`
#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use vires_compiler::{MemoryFiles, Policies, Request};
use vires_engine::{Answer, Bundle, Fraction, Instance, Leaf, Needed, Outcome, Scratch};

/// What came in.
struct Dossier {
    /// Megawatts, exact: a fraction, never a float.
    capacity: Fraction,
    /// The province: a leaf, looked up once by its name.
    site: Leaf,
    /// Whether a foreign investor takes part; unknown where the form leaves it open.
    foreign: Option<bool>,
    /// The day it came in, counted from 1970-01-01.
    received: i32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let bundle = compile()?;

    // Once: the power, its facts, its places.
    let power = bundle.power("generation_licence")?;
    let slot = |name: &str| power.fact(name).ok_or_else(|| format!("no fact {name} bears on {}", power.name()));
    let (capacity, site, foreign) = (slot("capacity")?, slot("site")?, slot("foreign")?);
    let mut places = Vec::new();
    for name in ["lam_dong", "da_nang", "ca_mau"] {
        places.push(power.leaf_named(site, name).ok_or("no such province")?);
    }

    // Once a thread: a case and room to decide in. Nothing is allocated after that.
    let (mut case, mut scratch) = (power.case(), Scratch::default());
    let mut routed: BTreeMap<String, u32> = BTreeMap::new();
    for dossier in dossiers(&places) {
        case.clear();
        case.number(capacity, dossier.capacity)?;
        case.leaf(site, dossier.site)?;
        if let Some(yes) = dossier.foreign {
            case.yes_no(foreign, yes)?;
        }
        let verdict = case.decide(Some(dossier.received), &mut scratch);
        let desk = match verdict.outcome {
            Outcome::Competent(_) => {
                let holders = case.holders(Some(dossier.received), &scratch);
                holders.map(|who| body(&bundle, who)).collect::<Vec<_>>().join(" hoặc ")
            }
            Outcome::Nobody(_) => "trả lại: không cần giấy phép".to_owned(),
            Outcome::Undetermined => "hỏi thêm người nộp".to_owned(),
            Outcome::Gap | Outcome::Conflict | Outcome::NotInForce => "chuyển pháp chế".to_owned(),
        };
        *routed.entry(desk).or_default() += 1;
    }
    for (desk, count) in &routed {
        println!("{count:>6} hồ sơ → {desk}");
    }

    // For the letter: who, by which text.
    let day = 20_300; // 2025-07-31
    case.clear();
    case.whole(capacity, 30)?;
    case.leaf(site, *places.first().ok_or("no province")?)?;
    case.yes_no(foreign, false)?;
    println!("\n30 MW, Lâm Đồng, không có nhà đầu tư nước ngoài:");
    if let Answer::Competent { chain, .. } = case.explain(Some(day)).answer {
        for link in &chain {
            let cited = bundle.cited(link.rule);
            let to = link.to.iter().flat_map(|to| to.instances()).map(|who| body(&bundle, who));
            println!("  {} ({}) → {}", cited.citation, cited.heading, to.collect::<Vec<_>>().join(", "));
        }
    }

    // For the clerk: what to ask, and what each answer would lead to.
    case.unknown(foreign);
    println!("\nCòn thiếu câu trả lời:");
    if let Answer::Undetermined { needs } = case.explain(Some(day)).answer {
        for need in needs {
            let Needed::Fact(slot) = need.what else { continue };
            let label = power.facts().find(|fact| fact.slot == slot).map_or("", |fact| fact.label);
            for leads in &need.leads_to {
                let who = leads.held.iter().flat_map(|held| held.instances()).map(|who| body(&bundle, who));
                println!("  {label}: {:?} → {}", leads.answers, who.collect::<Vec<_>>().join(", "));
            }
        }
    }
    Ok(())
}

/// Text to bundle. A service does this when it starts, or when the policies change.
fn compile() -> Result<Bundle, Box<dyn Error>> {
    let files = MemoryFiles::default().with("dossiers.vires", include_str!("dossiers.vires"));
    let policies = Policies::load(&files, Request::Paths(&["dossiers.vires".to_owned()]))?;
    let model = policies.model();
    let broken: BTreeSet<_> = model.powers.ids().filter(|power| policies.is_broken(*power)).collect();
    Ok(vires_analysis::bundle(model, &broken))
}

/// Ten thousand dossiers, from half a megawatt up, a hundred a day.
fn dossiers(places: &[Leaf]) -> impl Iterator<Item = Dossier> {
    (0..10_000i64).zip(places.iter().cycle()).filter_map(|(n, site)| {
        Some(Dossier {
            capacity: Fraction::new(i128::from(n % 120 + 1), 2)?,
            site: *site,
            foreign: (n % 50 != 0).then_some(n % 7 == 0),
            received: 20_270 + i32::try_from(n / 100).ok()?,
        })
    })
}

fn body(bundle: &Bundle, who: Instance) -> String {
    match bundle.place_label(who) {
        Some(place) => format!("{} {place}", bundle.body_label(who)),
        None => bundle.body_label(who).to_owned(),
    }
}
