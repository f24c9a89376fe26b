//! The one order in which findings are shown, everywhere.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::id::FindingId;

/// Sorts by file, position, code and name, leaves out what is said twice, and numbers the names that several findings share, so that afterwards each
/// name stands for one finding. Findings without a place come first.
///
/// Twice the same list in any order gives the same result, and sorting again changes nothing.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| {
        let by_place = match (a.primary(), b.primary()) {
            (Some(a), Some(b)) => {
                a.span.file.cmp(&b.span.file).then(a.span.start.cmp(&b.span.start)).then(a.span.end.cmp(&b.span.end))
            }
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        by_place
            .then_with(|| a.code.cmp(&b.code))
            .then_with(|| a.id.cmp(&b.id))
            .then_with(|| a.power.cmp(&b.power))
            .then_with(|| a.message.cmp(&b.message))
            .then_with(|| a.region.cmp(&b.region))
    });
    // One line may be law several times over, and each time the same be said of it.
    findings.dedup();
    number_shared_names(findings);
}

fn number_shared_names(findings: &mut [Finding]) {
    // Each name that is taken, with the last number it was given.
    let mut taken: BTreeMap<FindingId, usize> = BTreeMap::new();
    for finding in findings {
        let Some(mut n) = taken.get(&finding.id).copied() else {
            taken.insert(finding.id.clone(), 1);
            continue;
        };
        let numbered = loop {
            n += 1;
            let numbered = finding.id.numbered(n);
            if !taken.contains_key(&numbered) {
                break numbered;
            }
        };
        taken.insert(finding.id.clone(), n);
        taken.insert(numbered.clone(), 1);
        finding.id = numbered;
    }
}
