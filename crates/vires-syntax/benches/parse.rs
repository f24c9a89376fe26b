//! How fast a large policy reads: `cargo bench -p vires-syntax`.

use std::fmt::Write;

use divan::Bencher;
use divan::counter::BytesCount;
use vires_syntax::{FileKind, lossless, parse};

fn main() {
    divan::main();
}

/// A policy of so many powers with four rules each.
fn policy(powers: usize) -> String {
    let mut text =
        String::from("package bench.large \"Large\"\nlist Source : coal, gas, nuclear, wind (onshore, offshore)\n");
    for power in 0..powers {
        let _ = writeln!(text, "power licence_{power} \"Licence {power}\" sector electricity, place site");
    }
    text.push_str("instrument decree_1 \"Decree 1\"\n  in force from 2025-07-01 until 2027-02-28\n");
    for power in 0..powers {
        let _ = write!(
            text,
            "  article {power}\n    moit holds licence_{power} when capacity at least 50 MW and source is nuclear\n    \
             pc of site holds licence_{power} when capacity below 50 MW or source is one of coal, gas\n    \
             doit of site holds licence_{power} from 2025-07-01 until 2026-06-30\n    \
             decentralise licence_{power} from moit to pc of site\n"
        );
    }
    text
}

#[divan::bench(args = [400, 4_000])]
fn tree(bencher: Bencher<'_, '_>, powers: usize) {
    let text = policy(powers);
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse(&text, FileKind::Policy));
}

#[divan::bench(args = [400, 4_000])]
fn words(bencher: Bencher<'_, '_>, powers: usize) {
    let text = policy(powers);
    bencher.counter(BytesCount::of_str(&text)).bench(|| lossless(&text, FileKind::Policy));
}
