//! Made-up policies for measuring: as many powers as asked for, each with as many rules, laid out like real decrees.
//!
//! Deterministic: the same numbers give the same bytes. One power in ten is damaged (a limit that overlaps or leaves a
//! hole), so that a check has something to find, as it would in practice.

use std::fmt::Write;
use std::ops::Range;

/// Powers in one instrument.
const POWERS_A_DECREE: usize = 50;

const HEAD: &str = r#"package synthetic "Made-up powers"

unit MW
unit kW is 1/1000 MW
currency VND "đồng", with 0 decimals
precedence higher rank, then later
tier central
tier province below central
list Source "Nguồn điện" : coal, gas, wind (onshore, offshore), solar, nuclear
territory Province "Tỉnh" : ha_noi, hai_phong, da_nang, can_tho, lam_dong, dak_lak, tay_ninh, son_la
body ministry "Bộ" at central
body agency "Cục" at central, under ministry
body inspectorate "Thanh tra" at central, under ministry
body board "Hội đồng" at central
body provincial_pc "Ủy ban nhân dân tỉnh" at province, one per Province
fact capacity "Công suất" : MW with 3 decimals from 0 to 20_000
fact investment "Vốn đầu tư" : VND from 0
fact source "Loại nguồn" : Source
fact site "Địa điểm" : Province
fact foreign "Có vốn nước ngoài" : yes or no
instrument kind law "Luật" rank 1
instrument kind decree "Nghị định" rank 2
modality decentralise "Phân cấp"
  title stays
  giver stops acting
  answerable receiver
"#;

/// The text of a policy.
pub(crate) fn policy(powers: usize, rules: usize) -> String {
    let mut text = HEAD.to_owned();
    declare(&mut text, 0..powers);
    decrees(&mut text, 0..powers, rules);
    text
}

/// The same policy in so many files and one more, each with its name: what is common, then powers with their decrees.
pub(crate) fn files(powers: usize, rules: usize, count: usize) -> Vec<(String, String)> {
    let mut files = vec![("ground.vires".to_owned(), HEAD.to_owned())];
    let each = powers.div_ceil(count.max(1));
    for (n, start) in (0..powers).step_by(each.max(1)).enumerate() {
        let own = start..(start + each).min(powers);
        let mut text = "package synthetic\n".to_owned();
        declare(&mut text, own.clone());
        decrees(&mut text, own, rules);
        files.push((format!("part_{n:03}.vires"), text));
    }
    files
}

fn declare(text: &mut String, powers: Range<usize>) {
    for n in powers {
        let _ = writeln!(text, "power power_{n} \"Thẩm quyền {n}\" sector sector_{}, place site", n % 40);
    }
}

/// The decrees that give these powers; a decree that an earlier part began is taken up again.
fn decrees(text: &mut String, powers: Range<usize>, rules: usize) {
    let first = powers.start;
    for n in powers {
        if n % POWERS_A_DECREE != 0 && n == first {
            let _ = writeln!(text, "instrument decree_{}", n / POWERS_A_DECREE + 1);
        }
        if n % POWERS_A_DECREE == 0 {
            let number = n / POWERS_A_DECREE + 1;
            let _ = writeln!(
                text,
                "instrument decree_{number} \"Nghị định {number}/2025/NĐ-CP\"\n  kind decree, issued on 2025-06-12\n  in force from 2025-07-01"
            );
        }
        let _ = writeln!(text, "  article {} \"Điều {n}\"", n % POWERS_A_DECREE + 1);
        for (rule, sentence) in sentences(n, rules.max(1)).into_iter().enumerate() {
            let _ = writeln!(text, "    clause {}\n      {sentence}", rule + 1);
        }
    }
}

/// Bands up the scale of capacity, each with another holder, and of three rules or more the last one a transfer.
fn sentences(power: usize, rules: usize) -> Vec<String> {
    let step = 10 + power % 90;
    let bands = if rules > 2 { rules - 1 } else { rules };
    let mut sentences = Vec::new();
    for band in 0..bands {
        let (low, high) = (step * band, step * (band + 1));
        // The damage is one kilowatt too many on one side, or one too few.
        let low = match (power % 10 == 3 && band == 1, power % 20) {
            (true, 3) => format!("{}_999 kW", low.saturating_sub(1)),
            (true, _) => format!("{low}_001 kW"),
            (false, _) => format!("{low} MW"),
        };
        let holder = ["ministry", "agency", "inspectorate", "board"].get(band % 4).copied().unwrap_or("ministry");
        let (first, last) = (band == 0, band + 1 == bands);
        let when = match (first, last) {
            (true, true) => String::new(),
            (true, false) => format!(" when capacity below {high} MW"),
            (false, true) => format!(" when capacity at least {low}"),
            (false, false) => format!(" when capacity at least {low} and below {high} MW"),
        };
        sentences.push(format!("{holder} holds power_{power}{when}"));
    }
    if bands < rules {
        sentences.push(format!(
            "decentralise power_{power} from ministry to provincial_pc of site when capacity below {step} MW and source is solar and not foreign"
        ));
    }
    sentences
}

/// One power with so many rules that overlap on five facts.
pub(crate) fn tangle(rules: usize) -> String {
    let mut text = HEAD.to_owned();
    text.push_str("fact staff \"Nhân sự\" : number from 0 to 1_000\npower licence \"Giấy phép\"\n");
    for n in 0..rules {
        let _ = writeln!(text, "body body_{n} \"Cơ quan {n}\"");
    }
    text.push_str("instrument decree_1 \"Nghị định 1/2025/NĐ-CP\"\n  kind decree, issued on 2025-06-12\n  in force from 2025-07-01\n");
    let mut below = dice();
    for n in 0..rules {
        let (a, b) = (below(15_000), below(5_000) + 1);
        let (c, d) = (below(700), below(300) + 1);
        let source = ["coal", "gas", "onshore", "offshore", "solar", "nuclear"]
            .get(below(6) as usize)
            .copied()
            .unwrap_or("coal");
        let other = ["wind", "gas", "solar", "nuclear"].get(below(4) as usize).copied().unwrap_or("gas");
        let foreign = if below(2) == 0 { "foreign" } else { "not foreign" };
        let place = ["ha_noi", "da_nang", "can_tho", "son_la"].get(below(4) as usize).copied().unwrap_or("ha_noi");
        let _ = writeln!(
            text,
            "  article {}\n    body_{n} holds licence when capacity at least {a} MW and at most {} MW and staff at least {c} and at most {} and source is one of {source}, {other} and {foreign} and site is not {place}",
            n + 1,
            a + b,
            c + d,
        );
    }
    text
}

/// One power with so many rules, each a box that is wide in every one of five whole numbers, so that nearly any two
/// overlap.
pub(crate) fn crowd(rules: usize) -> String {
    let mut text = "package crowded \"Made-up overlaps\"\n".to_owned();
    for fact in CROWD_FACTS {
        let _ = writeln!(text, "fact {fact} : number from 0 to 1_000");
    }
    text.push_str("power licence\n");
    for n in 0..rules {
        let _ = writeln!(text, "body body_{n}");
    }
    text.push_str("instrument decree_1\n  in force from 2025-07-01\n");
    let mut below = dice();
    for n in 0..rules {
        let _ = write!(text, "  article {}\n    body_{n} holds licence\n      when all of\n", n + 1);
        for fact in CROWD_FACTS {
            let (low, high) = (below(500), 499 + below(501));
            let _ = writeln!(text, "        {fact} at least {low} and at most {high}");
        }
    }
    text
}

const CROWD_FACTS: [&str; 5] = ["area", "depth", "height", "staff", "term"];

/// A small generator of its own (Knuth's 64-bit linear congruence), so that the bytes never change with a library.
fn dice() -> impl FnMut(u64) -> u64 {
    let mut state = 1_u64;
    move |limit| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    }
}
