//! What every name in a text stands for.

mod support;

use std::fmt::Write as _;

use support::resolved;
use vires_model::FileId;
use vires_resolve::{Named, Resolved, Role, Thing};

const TEXT: &str = r#"package p "Ground"
unit MW
tier central
territory Province : north, south
list Source : coal, wind (onshore)
body kind committee
body moit "Bộ Công Thương" also bộ_công_thương, at central
body pc one per Province, kind committee
fact capacity : MW from 0
fact source : Source
fact site : Province
fact large is capacity at least 50 MW
parameter limit : MW
event new_law
power licence sector energy, place site, acts issue, extend
power permit sector energy
modality delegate
instrument kind decree rank 4
instrument d1 "D1"
  kind decree, signed on 2025-06-12
  in force from 2025-07-01
  article 1 "Grants"
    set limit to 40 MW
    moit holds licence when large or (source is onshore and act is issue)
    pc of site holds licence in all other cases
    pc of north holds permit when capacity above limit
    delegate every power of bộ_công_thương in sector energy to pc of its place from new_law
  article 2
    based on article 1
    this article applies only when source is coal
instrument d2 "D2"
  article 1
    based on d1 article 1
    moit holds p.permit when unknown_fact
"#;

fn table(resolved: &Resolved) -> String {
    let mut out = String::new();
    for mention in resolved.uses.in_file(FileId(0)) {
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        let line = TEXT[..start].matches('\n').count() + 1;
        let named = match mention.named {
            Named::Sector(id) => format!("sector {}", resolved.uses.sector(id)),
            Named::Value(list, value) => {
                let list = &resolved.model.lists[list];
                format!("{} of {}", list.values[value.0 as usize].name, list.name)
            }
            Named::Provision(place) => resolved.model.citation(place),
            Named::Package(id) => format!("package {}", resolved.model.packages[id].name),
            Named::Thing(thing) => format!("{thing:?}"),
        };
        let role = if mention.role == Role::Declares { "declares" } else { "uses" };
        let _ = writeln!(out, "{line:>2} {role:<8} {:<20} {named}", &TEXT[start..end]);
    }
    out
}

#[test]
fn every_name_is_mentioned_once_where_it_stands() {
    let resolved = resolved(&[("a.vires", TEXT)], false);
    insta::with_settings!({ description => TEXT, omit_expression => true }, { insta::assert_snapshot!(table(&resolved)) });
}

#[test]
fn what_stands_at_an_offset_is_found() {
    let resolved = resolved(&[("a.vires", TEXT)], false);
    let at = |words: &str, into: usize| {
        let offset = u32::try_from(TEXT.find(words).unwrap_or_default() + into).unwrap_or_default();
        resolved.uses.at(FileId(0), offset).map(|mention| (mention.named, mention.role))
    };
    let Some((Named::Thing(Thing::Power(licence)), Role::Uses)) = at("licence when", 0) else {
        panic!("the power is named there");
    };
    assert_eq!(resolved.model.powers[licence].name, "licence");
    // Just behind the last letter, and on a keyword.
    assert_eq!(at("licence when", 7), at("licence when", 0));
    assert_eq!(at("holds licence", 2), None);
    let declared: Vec<_> = resolved.uses.declarations(Named::Thing(Thing::Power(licence))).collect();
    assert_eq!(declared.len(), 1);
    assert_eq!(resolved.uses.of(Named::Thing(Thing::Power(licence))).count(), 3);
}
