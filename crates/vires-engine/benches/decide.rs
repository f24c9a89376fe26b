//! What a decision costs: by handle and by name, with 25, 400 and 4,000 powers in one bundle; beside the limit (a
//! hand-written walk over flat decision nodes that knows these very rules) and the plain reference evaluator.
//!
//! `cargo bench -p vires-engine --bench decide`; a line is 64 decisions on as many powers.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where its own text is wrong"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;

use divan::Bencher;
use divan::counter::ItemsCount;
use vires_compiler::{MemoryFiles, Policies, Request};
use vires_engine::{Bundle, Case, Fraction, Leaf, Outcome, Scratch, Why};
use vires_model::{Day, Model, PowerId, Rational, Value};

const POWERS: [usize; 3] = [25, 400, 4_000];
/// Decisions in one line of figures.
const BATCH: usize = 64;

fn main() {
    for count in POWERS {
        let world = World::new(count);
        let tables = world.bundle.tables();
        println!(
            "{count} powers, {} rules: {} bytes a rule to decide",
            tables.rules.len(),
            deciding_bytes(tables) / tables.rules.len()
        );
        world.agree();
    }
    divan::main();
}

/// Tables that a decision touches.
fn deciding_bytes(tables: &vires_engine::tables::Tables) -> usize {
    fn of<T>(rows: &[T]) -> usize {
        size_of_val(rows)
    }
    of(&tables.powers)
        + of(&tables.axes)
        + of(&tables.keys)
        + of(&tables.days)
        + of(&tables.classes)
        + of(&tables.masks)
        + of(&tables.owners)
        + of(&tables.claims)
        + of(&tables.guarded)
        + of(&tables.holders)
        + of(&tables.slots)
        + of(&tables.lies_in)
}

/// The thresholds of power `n`: below the first nobody needs a licence, from the second on the ministry decides, below the third it has passed it on.
fn thresholds(n: usize) -> (i64, i64, i64) {
    let n = i64::try_from(n).unwrap();
    (1 + n % 3, 10 + n % 17, 50 + n % 29)
}

const FROM: i32 = 20_120; // 2025-02-01
const DECREE: (i32, i32) = (20_270, 20_877); // 2025-07-01 – 2027-02-28

fn text(count: usize) -> String {
    let mut text = String::from(
        "package bench \"Bench\"\n\nunit MW\nterritory Province \"Province\" : p0, p1, p2, p3, p4, p5, p6, p7\n\
         tier central \"Central\"\ntier province \"Province\" below central\n\
         body ministry \"Ministry\" at central\nbody provincial_pc \"Committee\" at province, one per Province\n\n\
         instrument kind law \"Law\" rank 1\ninstrument kind decree \"Decree\" rank 2\n\n\
         modality decentralise \"Decentralise\"\n  title moves\n  giver stops acting\n  answerable receiver\n\n\
         fact capacity \"Capacity\" : MW with 3 decimals from 0 to 20_000\nfact site \"Site\" : Province\n\
         fact foreign \"Foreign\" : yes or no\n\n",
    );
    for n in 0..count {
        writeln!(text, "power licence_{n} \"Licence {n}\" sector electricity, place site").unwrap();
    }
    text.push_str("\ninstrument the_law \"Law\"\n  kind law\n  in force from 2025-02-01\n");
    for n in 0..count {
        let (free, central, _) = thresholds(n);
        write!(
            text,
            "\n  article {}\n    clause 1\n      licence_{n} is not required when capacity below {free} MW and not foreign\n    \
             clause 2\n      ministry holds licence_{n} when capacity at least {central} MW or foreign\n    \
             clause 3\n      provincial_pc of site holds licence_{n} in all other cases\n",
            n + 1
        )
        .unwrap();
    }
    text.push_str("\ninstrument the_decree \"Decree\"\n  kind decree\n  in force from 2025-07-01 until 2027-02-28\n");
    for n in 0..count {
        let (_, _, passed_on) = thresholds(n);
        write!(
            text,
            "\n  article {}\n    decentralise licence_{n} from ministry to provincial_pc of site when capacity below {passed_on} MW and not foreign\n",
            n + 1
        )
        .unwrap();
    }
    text
}

/// One case of one power.
struct Asked {
    power: usize,
    /// Thousandths of a megawatt.
    capacity: i64,
    site: u32,
    foreign: bool,
    day: i32,
}

/// Cases that look random: neither powers nor answers follow one another.
fn asked(count: usize) -> Vec<Asked> {
    let mut state = 1u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    (0..BATCH)
        .map(|_| Asked {
            power: usize::try_from(next(count as u64)).unwrap(),
            capacity: i64::try_from(next(90_000)).unwrap(),
            site: u32::try_from(next(8)).unwrap(),
            foreign: next(4) == 0,
            day: 20_200 + i32::try_from(next(800)).unwrap(),
        })
        .collect()
}

struct World {
    model: Model,
    bundle: Bundle,
    asked: Vec<Asked>,
    nodes: Vec<Node>,
}

impl World {
    fn new(count: usize) -> Self {
        let files = MemoryFiles::default().with("bench.vires", text(count));
        let policies = Policies::load(&files, Request::Paths(&["bench.vires".to_owned()])).unwrap();
        let model = policies.model().clone();
        assert!(
            model.powers.ids().all(|power| !policies.is_broken(power)),
            "the text is wrong: {:?}",
            policies.text_errors().findings.iter().take(3).collect::<Vec<_>>()
        );
        let bundle = vires_analysis::bundle(&model, &BTreeSet::new());
        let nodes = (0..count).flat_map(flat).collect();
        Self { model, bundle, asked: asked(count), nodes }
    }

    fn cases(&self) -> Vec<(Case<'_>, i32)> {
        let case = |asked: &Asked| {
            let mut case = self.bundle.nth(u32::try_from(asked.power).unwrap()).unwrap().case();
            fill(&mut case, asked);
            (case, asked.day)
        };
        self.asked.iter().map(case).collect()
    }

    fn plain(&self) -> Vec<(PowerId, vires_model::Case, Day)> {
        let fact = |name: &str| self.model.facts.iter().find(|(_, fact)| fact.name == name).unwrap().0;
        let (capacity, site, foreign) = (fact("capacity"), fact("site"), fact("foreign"));
        let case = |asked: &Asked| {
            let mut case = vires_model::Case::default();
            let number = Rational::new(i128::from(asked.capacity), 1_000);
            case.facts.insert(capacity, Value::Ordered(number));
            case.facts.insert(site, Value::Choice(vires_model::ValueId(asked.site)));
            case.facts.insert(foreign, Value::YesNo(asked.foreign));
            (PowerId(u32::try_from(asked.power).unwrap()), case, Day(asked.day))
        };
        self.asked.iter().map(case).collect()
    }

    /// All three give the same answers, or there is nothing to measure.
    fn agree(&self) {
        let mut scratch = Scratch::default();
        let plain = self.plain();
        for (((case, day), asked), (power, plain, at)) in self.cases().iter().zip(&self.asked).zip(&plain) {
            let verdict = case.decide(Some(*day), &mut scratch);
            let rule = verdict.rule.map(|rule| rule.0);
            let wanted = vires_model::decide(&self.model, *power, plain, Some(*at)).outcome;
            let (leaf, flat) = (walk(&self.nodes, asked), verdict.outcome);
            let kinds = match (wanted, flat, leaf) {
                (vires_model::Outcome::Competent { chain, .. }, Outcome::Competent(_), MINISTRY | PROVINCE) => {
                    chain.last().map(|link| link.rule.0) == rule
                }
                (vires_model::Outcome::Nobody { rule: wanted, .. }, Outcome::Nobody(Why::NotRequired), FREE) => {
                    Some(wanted.0) == rule
                }
                (vires_model::Outcome::NotInForce, Outcome::NotInForce, NOT_IN_FORCE) => true,
                _ => false,
            };
            assert!(kinds, "the evaluators differ: {verdict:?}");
        }
    }
}

fn fill(case: &mut Case<'_>, asked: &Asked) {
    let power = case.power();
    case.clear();
    for fact in power.facts() {
        match fact.name {
            "capacity" => case.number(fact.slot, Fraction::new(i128::from(asked.capacity), 1_000).unwrap()),
            "site" => case.leaf(fact.slot, Leaf(asked.site)),
            _ => case.yes_no(fact.slot, asked.foreign),
        }
        .unwrap();
    }
}

/// A node of the hand-written walk: 16 bytes.
#[derive(Clone, Copy)]
struct Node {
    limit: i64,
    what: u16,
    /// Where to go on; [`LEAF`] and more: the answer.
    below: u16,
    otherwise: u16,
}

const DAY: u16 = 0;
const CAPACITY: u16 = 1;
const FOREIGN: u16 = 2;
const LEAF: u16 = 1_000;
const NOT_IN_FORCE: u16 = LEAF;
const FREE: u16 = LEAF + 1;
const MINISTRY: u16 = LEAF + 2;
const PROVINCE: u16 = LEAF + 3;
/// Nodes of one power.
const NODES: usize = 9;

/// What a careful programmer would write for power `n` by hand.
fn flat(n: usize) -> [Node; NODES] {
    let (free, central, passed_on) = thresholds(n);
    let node = |what, limit, below, otherwise| Node { limit, what, below, otherwise };
    [
        node(DAY, i64::from(FROM), NOT_IN_FORCE, 1),
        node(FOREIGN, 1, 2, MINISTRY),
        node(CAPACITY, free * 1_000, FREE, 3),
        node(CAPACITY, central * 1_000, PROVINCE, 4),
        node(DAY, i64::from(DECREE.0), MINISTRY, 5),
        node(DAY, i64::from(DECREE.1) + 1, 6, MINISTRY),
        node(CAPACITY, passed_on * 1_000, PROVINCE, MINISTRY),
        node(DAY, 0, MINISTRY, MINISTRY),
        node(DAY, 0, MINISTRY, MINISTRY),
    ]
}

fn walk(nodes: &[Node], asked: &Asked) -> u16 {
    let nodes = &nodes[asked.power * NODES..][..NODES];
    let values = [i64::from(asked.day), asked.capacity, i64::from(asked.foreign)];
    let mut at = 0;
    while at < LEAF {
        let node = nodes[usize::from(at)];
        at = if values[usize::from(node.what)] < node.limit { node.below } else { node.otherwise };
    }
    at
}

#[divan::bench(args = POWERS)]
fn the_limit(bencher: Bencher<'_, '_>, count: usize) {
    let world = World::new(count);
    bencher.counter(ItemsCount::new(BATCH)).bench_local(|| {
        for asked in &world.asked {
            black_box(walk(&world.nodes, black_box(asked)));
        }
    });
}

#[divan::bench(args = POWERS)]
fn by_handle(bencher: Bencher<'_, '_>, count: usize) {
    let world = World::new(count);
    let (cases, mut scratch) = (world.cases(), Scratch::default());
    bencher.counter(ItemsCount::new(BATCH)).bench_local(|| {
        for (case, day) in &cases {
            black_box(black_box(case).decide(Some(*day), &mut scratch));
        }
    });
}

#[divan::bench(args = POWERS)]
fn by_handle_with_holders(bencher: Bencher<'_, '_>, count: usize) {
    let world = World::new(count);
    let (cases, mut scratch) = (world.cases(), Scratch::default());
    bencher.counter(ItemsCount::new(BATCH)).bench_local(|| {
        for (case, day) in &cases {
            black_box(black_box(case).decide(Some(*day), &mut scratch));
            case.holders(Some(*day), &scratch).for_each(|who| {
                black_box(who);
            });
        }
    });
}

/// The power looked up by name, then decided.
#[divan::bench(args = POWERS)]
fn by_name(bencher: Bencher<'_, '_>, count: usize) {
    let world = World::new(count);
    let (cases, mut scratch) = (world.cases(), Scratch::default());
    let names: Vec<&str> = cases.iter().map(|(case, _)| case.power().name()).collect();
    bencher.counter(ItemsCount::new(BATCH)).bench_local(|| {
        for ((case, day), name) in cases.iter().zip(&names) {
            black_box(world.bundle.power(black_box(name))).unwrap();
            black_box(black_box(case).decide(Some(*day), &mut scratch));
        }
    });
}

/// Three facts put in, then decided.
#[divan::bench(args = POWERS)]
fn fill_and_decide(bencher: Bencher<'_, '_>, count: usize) {
    let world = World::new(count);
    let (mut cases, mut scratch) = (world.cases(), Scratch::default());
    bencher.counter(ItemsCount::new(BATCH)).bench_local(|| {
        for ((case, day), asked) in cases.iter_mut().zip(&world.asked) {
            fill(case, black_box(asked));
            black_box(case.decide(Some(*day), &mut scratch));
        }
    });
}

#[divan::bench(args = [25, 400], sample_count = 10)]
fn the_reference(bencher: Bencher<'_, '_>, count: usize) {
    let world = World::new(count);
    let cases = world.plain();
    bencher.counter(ItemsCount::new(BATCH)).bench_local(|| {
        for (power, case, day) in &cases {
            black_box(vires_model::decide(&world.model, *power, black_box(case), Some(*day)));
        }
    });
}
