//! Texts with slips of the pen in them: whatever they say, they are resolved, and the same way each time.

mod support;

use support::{render, resolved};

const POLICY: &str = r#"package p "Policy"
currency VND "đồng"
unit MW
unit kW is 1/1000 MW
tier central
tier province below central
territory Province : north, south
list Source : coal, wind (onshore, offshore)
body government at central
body moit at central, under government
body mae at central, under government
body pc at province, one per Province
fact capacity : MW with 3 decimals from 0 to 20_000
fact source : Source
fact fields : set of Source or none
fact site : Province
fact received : date
fact ready is capacity at least 30 MW or source is wind
power licence place site, sector energy
power permit acts issue, extend
instrument kind decree rank 4, issued by government
modality delegate
  giver stops acting
  from moit to pc
precedence higher rank, then later
instrument d1 "D1"
  kind decree, issued by government on 2025-06-12
  in force from 2025-07-01 until 2027-02-28
  article 1 "One"
    clause 1
      moit holds licence
        when any of
          source is wind and capacity at least 50_000 kW
          ready
    clause 2
      pc of site holds licence in all other cases
  article 2
    moit holds permit when act is issue and licence is held by moit
    delegate every power of moit in sector energy to pc of its place
    this instrument prevails over every instrument
    this article applies only when received from 2025-07-01
    read mae for moit from 2026-01-01
    nobody holds permit from 2026-07-01 until 2026-12-31
test "one"
  on 2025-08-01
  given source is coal, capacity is 5 MW, fields are coal and onshore
  expect moit holds licence under d1 article 1
"#;

/// A small generator of the same numbers each time (Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

#[test]
fn slips_are_reported_and_never_fatal() {
    let words: Vec<&str> = POLICY.split_whitespace().collect();
    let mut numbers = Numbers(20_250_701);
    let mut reported = 0;
    for _ in 0..400 {
        let mut lines: Vec<String> = POLICY.lines().map(str::to_owned).collect();
        for _ in 0..=numbers.below(6) {
            let n = numbers.below(lines.len());
            let mut parts: Vec<String> = lines[n].split(' ').map(str::to_owned).collect();
            let part = numbers.below(parts.len());
            match numbers.below(5) {
                0 => {
                    lines.remove(n);
                }
                1 => {
                    let copy = lines[n].clone();
                    lines.insert(numbers.below(lines.len()), copy);
                }
                2 => {
                    parts[part] = words[numbers.below(words.len())].to_owned();
                    lines[n] = parts.join(" ");
                }
                3 => {
                    parts.remove(part);
                    lines[n] = parts.join(" ");
                }
                _ => lines[n].insert_str(0, "  "),
            }
        }
        let text = lines.join("\n");
        let files = [("p.vires", text.as_str())];
        let first = resolved(&files, true);
        assert_eq!(first, resolved(&files, true));
        reported += usize::from(!first.problems.is_empty());
        // A power of which something is lost is so because of a line that is told of.
        for power in &first.broken {
            let because = first.withheld.get(power).is_some_and(|lines| !lines.is_empty());
            let name = &first.model.powers[*power].name;
            assert!(because, "nothing says why {name} is not examined:\n{text}\n{:#?}", first.problems);
        }
        // Every place reported is a place of the text.
        render(&first, &files);
    }
    assert!(reported > 100, "{reported}");
}
