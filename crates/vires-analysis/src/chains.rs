//! Chains of authority: a root and the transfers that carry it on (semantics 4.1–4.2), each with the region in which it exists.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{
    Barred, BodyId, Content, Effect, Group, Onward, Powers, ProvisionId, ProvisionKind, Reserve, RuleId, Why,
};

use crate::claims::group;
use crate::holders::{Named, One, Tree, exists, names};
use crate::region::{BoundReached, Region};
use crate::setting::Setting;

/// The most chains of one power.
const MOST_CHAINS: usize = 4_096;

/// Where in the tree of a claim a seat is: the numbers of the branches from the top.
pub(crate) type Path = Vec<u16>;

/// One transfer in a chain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ChainLink {
    /// The seat that it moved, and how many transfers had moved that seat before.
    pub(crate) path: Path,
    pub(crate) depth: u16,
    pub(crate) rule: RuleId,
    pub(crate) from: Named,
    pub(crate) to: Tree,
}

impl ChainLink {
    /// Whether another link moves on what this one has moved.
    pub(crate) fn leads_to(&self, other: &Self) -> bool {
        other.path.starts_with(&self.path) && (other.path != self.path || self.depth < other.depth)
    }
}

/// A seat at the end of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seat {
    path: Path,
    depth: u16,
    holder: Named,
    /// The rule by which it has the power.
    by: RuleId,
    /// All that had this seat, this holder included.
    visited: Vec<Named>,
    /// The transfers that led here.
    transfers: Vec<RuleId>,
}

/// What a chain ends in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum End {
    Nobody(Why),
    Held(Tree),
    /// A transfer has taken the power to where too few can hold it: it still displaces its giver.
    Vacant,
}

/// A root and the transfers that carry it on; every prefix is a chain too.
#[derive(Debug, Clone)]
pub(crate) struct Chain {
    pub(crate) root: RuleId,
    /// Who has the power by the root; none: nobody, on purpose. A root that follows another power's holder has a chain for each.
    pub(crate) start: Option<Tree>,
    /// In the order of seats, then of depth.
    pub(crate) links: Vec<ChainLink>,
    pub(crate) end: End,
    seats: Vec<Seat>,
    /// Where the root holds and every link links. Whether the ends exist and may hold is not judged here.
    pub(crate) region: Region,
}

/// Why a transfer has no effect somewhere although its giver has the power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hindrance {
    /// The receiver does not exist on that day.
    ReceiverDoesNotExist,
    /// The receiver may not hold the power; by this rule.
    ReceiverBarred(RuleId),
    /// The power may not be passed on; by this rule.
    Reserved(RuleId),
    /// The modality by which the giver has it does not allow this next step; by this link.
    Onward(RuleId),
    /// The modality does not let this giver give to this receiver.
    Parties,
    /// The modality wants another kind of instrument.
    Form,
    /// The power does not stand in the kind of instrument from which the modality may take it; by this root.
    FoundIn(RuleId),
    /// The issuer stands below the giver.
    IssuerBelow,
    /// What allows this giver to pass it on names other receivers or other cases; by this rule.
    NotEnabled(RuleId),
}

impl Hindrance {
    /// Gives the rule it names another number.
    pub(crate) fn renumber(&mut self, number: &dyn Fn(RuleId) -> RuleId) {
        match self {
            Self::ReceiverBarred(rule)
            | Self::Reserved(rule)
            | Self::Onward(rule)
            | Self::FoundIn(rule)
            | Self::NotEnabled(rule) => {
                *rule = number(*rule);
            }
            Self::ReceiverDoesNotExist | Self::Parties | Self::Form | Self::IssuerBelow => {}
        }
    }
}

/// What became of one transfer of the power.
#[derive(Debug, Clone)]
pub(crate) struct TransferFate {
    pub(crate) rule: RuleId,
    /// Where some chain reaches its giver.
    pub(crate) reached: Region,
    /// Where it links, or a keep cuts it.
    pub(crate) effective: Region,
    /// Where it does not although it is reached, and why.
    pub(crate) hindered: Vec<(Hindrance, Region)>,
}

/// A transfer that would lead back to a body already in the chain.
#[derive(Debug, Clone)]
pub(crate) struct Loop {
    /// The chain whose end would give back.
    pub(crate) chain: usize,
    /// Which of its seats that end is.
    pub(crate) path: Path,
    pub(crate) depth: u16,
    /// The transfer that would.
    pub(crate) transfer: RuleId,
    /// The rule by which that end has the power.
    pub(crate) arriving: RuleId,
    /// All transfers of the circle, the last one included.
    pub(crate) circle: Vec<RuleId>,
    /// Whether everyone in the circle stops acting.
    pub(crate) all_stop: bool,
    pub(crate) region: Region,
}

/// All chains of a power.
pub(crate) struct Chains {
    pub(crate) chains: Vec<Chain>,
    pub(crate) fates: Vec<TransferFate>,
    pub(crate) loops: Vec<Loop>,
    /// Keeps that cut something, and where.
    pub(crate) keeps_used: BTreeMap<RuleId, Region>,
}

/// Builds every chain of the power.
///
/// # Errors
/// [`BoundReached`] where there are more than 4,096.
pub(crate) fn build(setting: &Setting<'_>) -> Result<Chains, BoundReached> {
    let mut built = Chains {
        chains: setting.rules.roots.iter().flat_map(|root| root_chains(setting, *root)).collect(),
        fates: (setting.rules.transfers.iter())
            .map(|rule| TransferFate {
                rule: *rule,
                reached: Region::empty(),
                effective: Region::empty(),
                hindered: Vec::new(),
            })
            .collect(),
        loops: Vec::new(),
        keeps_used: BTreeMap::new(),
    };
    let mut seen: BTreeSet<(RuleId, Option<Tree>, Vec<ChainLink>)> = BTreeSet::new();
    let mut next = 0;
    while next < built.chains.len() {
        for fate in 0..built.fates.len() {
            let Some(chain) = built.chains.get(next).cloned() else {
                break;
            };
            for seat in 0..chain.seats.len() {
                for longer in extend(setting, &mut built, &chain, next, seat, fate) {
                    // The same seats may have been moved in another order.
                    if !seen.insert((longer.root, longer.start.clone(), longer.links.clone())) {
                        continue;
                    }
                    if built.chains.len() >= MOST_CHAINS {
                        return Err(BoundReached);
                    }
                    built.chains.push(longer);
                }
            }
        }
        next += 1;
    }
    Ok(built)
}

fn root_chains(setting: &Setting<'_>, root: RuleId) -> Vec<Chain> {
    let region = || setting.region(root).clone();
    let starts = match &setting.rule(root).effect {
        Effect::Hold { holding, .. } => vec![(End::Held(setting.tree(holding)), region())],
        Effect::Follow { .. } => {
            setting.followed(root).into_iter().map(|(tree, region)| (End::Held(tree), region)).collect()
        }
        Effect::Nobody { .. } => vec![(End::Nobody(Why::Barred), region())],
        Effect::NotRequired { .. } => vec![(End::Nobody(Why::NotRequired), region())],
        _ => Vec::new(),
    };
    let chain = |(end, region): (End, Region)| {
        let start = match &end {
            End::Held(tree) => Some(tree.clone()),
            End::Nobody(_) | End::Vacant => None,
        };
        let seats = start.as_ref().map_or_else(Vec::new, |tree| seats_of(tree, &Vec::new(), 0, root, &[], &[]));
        Chain { root, start, links: Vec::new(), end, seats, region }
    };
    starts.into_iter().filter(|(_, region)| !region.is_empty()).map(chain).collect()
}

/// The seats of a tree that stands at a path; a tree of one seat stays at the same path, one deeper.
fn seats_of(tree: &Tree, path: &Path, depth: u16, by: RuleId, visited: &[Named], transfers: &[RuleId]) -> Vec<Seat> {
    match tree {
        Tree::Leaf(holder) => vec![Seat {
            path: path.clone(),
            depth,
            holder: *holder,
            by,
            visited: [visited, &[*holder]].concat(),
            transfers: transfers.to_vec(),
        }],
        Tree::Several(_, branches) => (0..)
            .zip(branches)
            .flat_map(|(n, branch)| {
                let path = [&path[..], &[n]].concat();
                seats_of(branch, &path, 0, by, visited, transfers)
            })
            .collect(),
    }
}

/// The chains with one more transfer at one seat: several where in different cases different receivers can take it.
fn extend(
    setting: &Setting<'_>,
    built: &mut Chains,
    chain: &Chain,
    number: usize,
    seat_number: usize,
    fate_number: usize,
) -> Vec<Chain> {
    let space = &setting.space.space;
    let (Some(fate), Some(seat)) = (built.fates.get(fate_number), chain.seats.get(seat_number)) else {
        return Vec::new();
    };
    let transfer = fate.rule;
    let rule = setting.rule(transfer);
    let Effect::Transfer { modality, what, from, to, reserve: _ } = &rule.effect else { return Vec::new() };
    let giver = setting.named(*from);
    if giver.body != seat.holder.body || !class_takes(setting, what, seat.by) {
        return Vec::new();
    }
    let asked = chain.region.intersect(space, setting.region(transfer));
    let asked = asked.intersect(space, &setting.meant(seat.holder, giver));
    // Where a rule names nobody, there is nobody to give.
    let asked = asked.intersect(space, &setting.region_of(&names(setting.model, seat.holder)));
    // A barred body is no root and no receiver: nothing can be had from it.
    let asked = asked.subtract(space, &barred(setting, seat.holder, seat.by).0);
    let asked = asked.subtract(space, &named_beside(setting, what, rule.place));
    if asked.is_empty() {
        return Vec::new();
    }
    let mut works = asked.clone();
    for (keep, kept) in keeps(setting, seat, rule.place) {
        if works.meets(space, &kept) {
            let cut = built.keeps_used.entry(keep).or_default();
            *cut = std::mem::take(cut).union(space, works.intersect(space, &kept));
            works = works.subtract(space, &kept);
        }
    }
    let mut hindered = Vec::new();
    let enabling = enabling(setting, seat, *modality);
    for hindrance in hindrances(setting, chain, seat, transfer, *modality) {
        // Enabling lifts the limits on who may pass it on.
        let lifted = match hindrance {
            Hindrance::Onward(_) | Hindrance::IssuerBelow => works.intersect(space, &enabling.somehow),
            _ => Region::empty(),
        };
        let lost = works.subtract(space, &lifted);
        if !lost.is_empty() {
            hindered.push((hindrance, lost));
        }
        works = lifted;
        if works.is_empty() {
            break;
        }
    }
    let receivers: Vec<Receiver> = (to.seats.iter())
        .map(|holder| {
            let holder = receiver_of(setting, setting.named(*holder), giver, seat.holder);
            receiver(setting, seat, transfer, *modality, &enabling, holder)
        })
        .collect();
    // The same receivers may be left for different reasons: that is one chain.
    let mut longer: Vec<(Tree, Region)> = Vec::new();
    for Variant { region, fit, back } in variants(setting, &works, &receivers) {
        let seats = |numbers: &[usize]| -> Vec<Tree> {
            numbers.iter().filter_map(|n| receivers.get(*n)).map(|receiver| Tree::Leaf(receiver.holder)).collect()
        };
        let mut rest = region.clone();
        if let Some((tree, needed)) = group(setting, to.mode, seats(&fit), fit.len() < receivers.len()) {
            let links = region.intersect(space, &needed);
            rest = region.subtract(space, &needed);
            match longer.iter_mut().find(|(own, _)| *own == tree) {
                Some((_, so_far)) => *so_far = std::mem::take(so_far).union(space, links),
                None if links.is_empty() => {}
                None => longer.push((tree, links)),
            }
        }
        let whole: Vec<usize> = fit.iter().chain(&back).copied().collect();
        if let Some((_, needed)) = group(setting, to.mode, seats(&whole), whole.len() < receivers.len()) {
            // Back to a body already in the chain.
            let round = rest.intersect(space, &needed);
            rest = rest.subtract(space, &needed);
            let before = back.iter().filter_map(|n| receivers.get(*n)).flat_map(|receiver| &receiver.before);
            for (n, at) in before {
                let region = round.intersect(space, at);
                built.loops.extend(closed(setting, number, seat, transfer, *n, region));
            }
        }
        for receiver in &receivers {
            for (hindrance, at) in &receiver.hindrances {
                let lost = rest.intersect(space, at);
                if !lost.is_empty() {
                    hindered.push((*hindrance, lost));
                }
            }
        }
    }
    if let Some(fate) = built.fates.get_mut(fate_number) {
        // What a keep cuts and what goes round in a circle is no bar: only what hinders is.
        let effective = hindered.iter().fold(asked.clone(), |left, (_, lost)| left.subtract(space, lost));
        fate.reached = std::mem::take(&mut fate.reached).union(space, asked);
        fate.effective = std::mem::take(&mut fate.effective).union(space, effective);
        fate.hindered.extend(hindered);
    }
    let continued = |(tree, links)| continued(chain, seat, seat_number, transfer, &tree, links);
    longer.into_iter().map(continued).collect()
}

/// The chain with a transfer at one seat.
fn continued(chain: &Chain, seat: &Seat, seat_number: usize, transfer: RuleId, to: &Tree, region: Region) -> Chain {
    let link =
        ChainLink { path: seat.path.clone(), depth: seat.depth, rule: transfer, from: seat.holder, to: to.clone() };
    let transfers = [&seat.transfers[..], &[transfer]].concat();
    let new = seats_of(to, &seat.path, seat.depth.saturating_add(1), transfer, &seat.visited, &transfers);
    let mut seats = chain.seats.clone();
    seats.splice(seat_number..=seat_number, new);
    let mut links = chain.links.clone();
    links.push(link);
    links.sort();
    let end = match &chain.end {
        End::Held(tree) => End::Held(tree.with_leaf(seat_number, to)),
        other => other.clone(),
    };
    Chain { root: chain.root, start: chain.start.clone(), links, end, seats, region }
}

/// The circle that a transfer would close from a seat to the `n`-th body that had it.
fn closed(
    setting: &Setting<'_>,
    chain: usize,
    seat: &Seat,
    transfer: RuleId,
    n: usize,
    region: Region,
) -> Option<Loop> {
    let within: Vec<RuleId> = seat.transfers.iter().skip(n).copied().collect();
    // A body that gives to itself goes on acting.
    let all_stop = !within.is_empty() && within.iter().chain([&transfer]).all(|link| giver_stops(setting, *link));
    let circle = [&within[..], &[transfer]].concat();
    (!region.is_empty()).then(|| Loop {
        chain,
        path: seat.path.clone(),
        depth: seat.depth,
        transfer,
        arriving: seat.by,
        circle,
        all_stop,
        region,
    })
}

/// One receiver of a transfer, and where it can take the power.
struct Receiver {
    holder: Named,
    /// Where it exists, is not barred and may be given to.
    fit: Region,
    /// Where it already had the power in this chain, and as the how-manieth.
    before: Vec<(usize, Region)>,
    hindrances: Vec<(Hindrance, Region)>,
}

fn receiver(
    setting: &Setting<'_>,
    seat: &Seat,
    transfer: RuleId,
    modality: vires_model::ModalityId,
    enabling: &Enabling,
    holder: Named,
) -> Receiver {
    let space = &setting.space.space;
    let model = setting.model;
    let mut fit = Region::full(space);
    let mut hindrances = Vec::new();
    let mut hinder = |hindrance: Hindrance, region: Region| {
        if !region.is_empty() {
            fit = fit.subtract(space, &region);
            hindrances.push((hindrance, region));
        }
    };
    let record = &model.modalities[modality];
    let gives = record.between.iter().any(|line| {
        line.from.iter().any(|group| member(setting, group, seat.holder.body))
            && line.to.iter().any(|group| member(setting, group, holder.body))
    });
    if !record.between.is_empty() && !gives {
        hinder(Hindrance::Parties, Region::full(space).subtract(space, &enabling.somehow));
    }
    for (rule, in_force) in &enabling.rules {
        hinder(Hindrance::NotEnabled(*rule), in_force.subtract(space, &enabling.to(setting, holder)));
    }
    if let Effect::Transfer { reserve: Some(limit), .. } = &setting.rule(seat.by).effect
        && reserved(setting, limit, holder)
    {
        hinder(Hindrance::Reserved(seat.by), Region::full(space));
    }
    for reserve in &setting.rules.reserves {
        let row = setting.rule(*reserve);
        if let Effect::Reserve { what, reserve: limit } = &row.effect
            && class_takes(setting, what, seat.by)
            && reserved(setting, limit, holder)
        {
            let beside = named_beside(setting, what, row.place);
            hinder(Hindrance::Reserved(*reserve), setting.region(*reserve).subtract(space, &beside));
        }
    }
    let exists = setting.region_of(&exists(model, holder));
    hinder(Hindrance::ReceiverDoesNotExist, Region::full(space).subtract(space, &exists));
    for (bar, region) in bars(setting, holder, transfer) {
        hinder(Hindrance::ReceiverBarred(bar), region);
    }
    let mut before = Vec::new();
    for (n, earlier) in seat.visited.iter().enumerate() {
        if earlier.body == holder.body {
            let region = match (earlier.which, holder.which) {
                (One::Unsaid, One::Unsaid) => Region::full(space),
                (One::Unsaid, _) | (_, One::Unsaid) => Region::empty(),
                _ => setting.region_of(&crate::holders::same(model, *earlier, holder)),
            };
            before.push((n, region));
        }
    }
    Receiver { holder, fit, before, hindrances }
}

/// What allows a giver to pass a power on in a certain way (semantics 3.8).
struct Enabling {
    /// Rules that do, each with where it is in force, whatever its cases: beyond all enabled cases it bars.
    rules: Vec<(RuleId, Region)>,
    /// All of that together.
    somehow: Region,
}

fn enabling(setting: &Setting<'_>, seat: &Seat, modality: vires_model::ModalityId) -> Enabling {
    let space = &setting.space.space;
    let mut found = Enabling { rules: Vec::new(), somehow: Region::empty() };
    for rule in &setting.rules.enables {
        let row = setting.rule(*rule);
        let Effect::Enable { giver, modality: own, what, .. } = &row.effect else { continue };
        if *own != modality || !class_takes(setting, what, seat.by) {
            continue;
        }
        let meant = setting.meant(seat.holder, setting.named(*giver));
        let region = meant.intersect(space, &setting.space.life(row.life));
        let region = region.subtract(space, &named_beside(setting, what, row.place));
        if !region.is_empty() {
            found.somehow = found.somehow.union(space, region.clone());
            found.rules.push((*rule, region));
        }
    }
    found
}

impl Enabling {
    /// Where one of the rules allows this receiver.
    fn to(&self, setting: &Setting<'_>, receiver: Named) -> Region {
        let space = &setting.space.space;
        let mut all = Region::empty();
        for (rule, in_force) in &self.rules {
            if let Effect::Enable { to, .. } = &setting.rule(*rule).effect {
                let meant = setting.meant(receiver, setting.named(*to)).intersect(space, in_force);
                all = all.union(space, meant.intersect(space, setting.region(*rule)));
            }
        }
        all
    }
}

/// A region in which the same receivers can take the power, and the same would have it back.
struct Variant {
    region: Region,
    fit: Vec<usize>,
    back: Vec<usize>,
}

fn variants(setting: &Setting<'_>, works: &Region, receivers: &[Receiver]) -> Vec<Variant> {
    let space = &setting.space.space;
    let mut variants = vec![Variant { region: works.clone(), fit: Vec::new(), back: Vec::new() }];
    for (n, receiver) in receivers.iter().enumerate() {
        let back = receiver.before.iter().fold(Region::empty(), |all, (_, at)| all.union(space, at.clone()));
        let mut next = Vec::new();
        for Variant { region, fit, back: so_far } in variants {
            let fits = region.intersect(space, &receiver.fit);
            let new = fits.subtract(space, &back);
            if !new.is_empty() {
                next.push(Variant { region: new, fit: [&fit[..], &[n]].concat(), back: so_far.clone() });
            }
            let again = fits.intersect(space, &back);
            if !again.is_empty() {
                next.push(Variant { region: again, fit: fit.clone(), back: [&so_far[..], &[n]].concat() });
            }
            let lost = region.subtract(space, &receiver.fit);
            if !lost.is_empty() {
                next.push(Variant { region: lost, fit, back: so_far });
            }
        }
        variants = next;
    }
    variants
}

/// Whether a class of powers takes in what a holder has by a certain link; a power by name always is.
fn class_takes(setting: &Setting<'_>, what: &Powers, by: RuleId) -> bool {
    let Powers::Class(class) = what else {
        return true;
    };
    let model = setting.model;
    let own = setting.rule(by).place;
    let stands = |places: &[ProvisionId]| places.iter().any(|place| model.stands_in(own, *place));
    (class.under.is_empty() || stands(&class.under)) && !stands(&class.except_under)
}

/// The days on which `every other power` leaves this one out: another transfer of the same article names it then. A suspended one is in force, though it
/// moves nothing: suspension must not hand powers over silently.
fn named_beside(setting: &Setting<'_>, what: &Powers, place: ProvisionId) -> Region {
    let model = setting.model;
    if !matches!(what, Powers::Class(class) if class.other) {
        return Region::empty();
    }
    let article = article_of(setting, place);
    let mut days = Region::empty();
    for other in setting.rules.transfers.iter().chain(&setting.rules.halted) {
        let row = setting.rule(*other);
        let names = matches!(&row.effect, Effect::Transfer { what: what @ Powers::Named(_), .. } if what.speak_of(model, setting.power));
        if names && model.stands_in(row.place, article) {
            days = days.union(&setting.space.space, setting.space.life(row.life));
        }
    }
    days
}

/// The article around a place; outside an article the outermost provision around it, or the whole instrument where the place is that.
fn article_of(setting: &Setting<'_>, place: ProvisionId) -> ProvisionId {
    let mut at = place;
    loop {
        let row = &setting.model.provisions[at];
        match row.parent {
            Some(parent) if row.kind != ProvisionKind::Article && setting.model.provisions[parent].parent.is_some() => {
                at = parent;
            }
            _ => return at,
        }
    }
}

/// The receiver: named without saying which, beside a giver of the same territory, it is the giver's own (semantics 3.2). Which giver that is, the
/// rule may say where the chain does not.
fn receiver_of(setting: &Setting<'_>, to: Named, from: Named, giver: Named) -> Named {
    let territory = |body: BodyId| setting.model.bodies[body].one_per;
    if to.which == One::Unsaid && territory(to.body).is_some() && territory(to.body) == territory(giver.body) {
        let which = if giver.which == One::Unsaid { from.which } else { giver.which };
        return Named { body: to.body, which };
    }
    to
}

/// Keeps of the same instrument by this holder (semantics 3.5), with their regions.
fn keeps(setting: &Setting<'_>, seat: &Seat, place: ProvisionId) -> Vec<(RuleId, Region)> {
    let instrument = |place: ProvisionId| setting.model.provisions[place].instrument;
    let mut cut = Vec::new();
    for keep in &setting.rules.keeps {
        let row = setting.rule(*keep);
        if let Effect::Keep { by, what } = &row.effect
            && instrument(row.place) == instrument(place)
            && class_takes(setting, what, seat.by)
        {
            let region = setting.meant(seat.holder, setting.named(*by));
            let region = region.intersect(&setting.space.space, setting.region(*keep));
            let region = region.subtract(&setting.space.space, &named_beside(setting, what, row.place));
            if !region.is_empty() {
                cut.push((*keep, region));
            }
        }
    }
    cut
}

/// Bars on a holder that has the power by a certain rule, each with its region.
pub(crate) fn bars(setting: &Setting<'_>, holder: Named, by: RuleId) -> Vec<(RuleId, Region)> {
    let mut found = Vec::new();
    for bar in &setting.rules.bars {
        let row = setting.rule(*bar);
        if let Effect::Bar { who: Barred::Holder(who), what } = &row.effect
            && who.body == holder.body
            && class_takes(setting, what, by)
        {
            let region = setting.meant(holder, setting.named(*who));
            let region = region.intersect(&setting.space.space, setting.region(*bar));
            let region = region.subtract(&setting.space.space, &named_beside(setting, what, row.place));
            if !region.is_empty() {
                found.push((*bar, region));
            }
        }
    }
    found
}

/// Where a holder is barred, and by which rules.
pub(crate) fn barred(setting: &Setting<'_>, holder: Named, by: RuleId) -> (Region, Vec<RuleId>) {
    let mut all = Region::empty();
    let mut rules = Vec::new();
    for (bar, region) in bars(setting, holder, by) {
        all = all.union(&setting.space.space, region);
        rules.push(bar);
    }
    (all, rules)
}

/// Whether the giver of a transfer stops acting; where the modality is silent it does.
pub(crate) fn giver_stops(setting: &Setting<'_>, transfer: RuleId) -> bool {
    match setting.rule(transfer).effect {
        Effect::Transfer { modality, .. } => setting.model.modalities[modality].giver_stops.unwrap_or(true),
        _ => true,
    }
}

fn reserved(setting: &Setting<'_>, limit: &Reserve, receiver: Named) -> bool {
    !limit.except.contains(&receiver.body)
        && limit.below.is_none_or(|superior| setting.model.is_under(receiver.body, superior))
}

fn member(setting: &Setting<'_>, group: &Group, body: BodyId) -> bool {
    let row = &setting.model.bodies[body];
    match group {
        Group::Body(own) => *own == body,
        Group::Kind(kind) => row.kind == Some(*kind),
        Group::Tier(tier) => !row.office && row.tier == Some(*tier),
    }
}

/// What hinders a transfer whatever the case and the receiver (semantics 4.2).
fn hindrances(
    setting: &Setting<'_>,
    chain: &Chain,
    seat: &Seat,
    transfer: RuleId,
    modality: vires_model::ModalityId,
) -> Vec<Hindrance> {
    let model = setting.model;
    let record = &model.modalities[modality];
    let instrument = |rule: RuleId| &model.instruments[model.provisions[setting.rule(rule).place].instrument];
    let mut found = Vec::new();
    // The link by which the giver has it.
    if let Effect::Transfer { modality: arriving, .. } = &setting.rule(seat.by).effect {
        let allowed = match &model.modalities[*arriving].onward {
            None | Some(Onward::Freely) => true,
            Some(Onward::Never) => false,
            Some(Onward::By(modalities)) => modalities.contains(&modality),
        };
        if !allowed {
            found.push(Hindrance::Onward(seat.by));
        }
    }
    let carries = |kinds: &Vec<vires_model::InstrumentKindId>, rule: RuleId| {
        instrument(rule).kind.is_some_and(|kind| kinds.contains(&kind))
    };
    if record.form.as_ref().is_some_and(|kinds| !carries(kinds, transfer)) {
        found.push(Hindrance::Form);
    }
    if record.found_in.as_ref().is_some_and(|kinds| !carries(kinds, chain.root)) {
        found.push(Hindrance::FoundIn(chain.root));
    }
    let issuers = &instrument(transfer).issuers;
    if !issuers.is_empty() && issuers.iter().all(|issuer| stands_below(setting, issuer.body, seat.holder.body)) {
        found.push(Hindrance::IssuerBelow);
    }
    found
}

/// Whether an issuer stands below a giver. An office directly under a giver that is a body acts for it.
fn stands_below(setting: &Setting<'_>, issuer: BodyId, giver: BodyId) -> bool {
    let model = setting.model;
    if issuer == giver
        || model.bodies[issuer].office && !model.bodies[giver].office && model.bodies[issuer].superior == Some(giver)
    {
        return false;
    }
    let lower_tier = match (model.bodies[issuer].tier, model.bodies[giver].tier) {
        (Some(issuer), Some(giver)) => model.tier_is_below(issuer, giver),
        _ => false,
    };
    model.is_under(issuer, giver) || lower_tier
}

impl Chain {
    /// The number of the seat that is at the end of its chain at this place, if it is.
    pub(crate) fn seat_at(&self, path: &[u16], depth: u16) -> Option<usize> {
        self.seats.iter().position(|seat| seat.path == path && seat.depth == depth)
    }
    /// The link that moved a seat, if one did.
    pub(crate) fn link_at(&self, path: &[u16], depth: u16) -> Option<&ChainLink> {
        let at = self.links.binary_search_by(|link| (&link.path[..], link.depth).cmp(&(path, depth)));
        self.links.get(at.ok()?)
    }
    /// The seats with the rule by which each has the power.
    pub(crate) fn ends(&self) -> impl Iterator<Item = (Named, RuleId)> + '_ {
        self.seats.iter().map(|seat| (seat.holder, seat.by))
    }
    /// The rules of the chain, root first, then as in [`Chain::links`].
    pub(crate) fn rules(&self) -> Vec<RuleId> {
        std::iter::once(self.root).chain(self.links.iter().map(|link| link.rule)).collect()
    }
}

/// What a modality wants stated and a transfer does not state (semantics 4.2, last sentence).
pub(crate) fn not_stated(setting: &Setting<'_>, transfer: RuleId) -> Vec<Content> {
    let rule = setting.rule(transfer);
    let Effect::Transfer { modality, what, reserve, .. } = &rule.effect else {
        return Vec::new();
    };
    let narrowed = match what {
        Powers::Named(_) => true,
        Powers::Class(class) => *class != vires_model::Class::default(),
    };
    let always = matches!(rule.when.kind, vires_model::ConditionKind::Always);
    let stated = |content: &Content| match content {
        Content::Content | Content::Scope => narrowed,
        Content::Term => rule.life.until.is_some(),
        Content::Conditions => !always || reserve.is_some(),
    };
    setting.model.modalities[*modality].must_state.iter().filter(|content| !stated(content)).copied().collect()
}
