//! `textDocument/typeDefinition`

use serde_json::json;

use crate::fixture::Fixture;
use crate::law::LAW;

async fn sorts(from: &str, to: &str) -> Vec<String> {
    assert!(LAW.contains(from), "{from}");
    let fixture = Fixture::new(&LAW.replacen(from, to, 1));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/typeDefinition", fixture.at()).await;
    let found = found.as_array().cloned().unwrap_or_default();
    found.iter().map(|one| fixture.place(&one["uri"], &one["range"])).collect()
}

#[tokio::test]
async fn of_bodies_facts_values_units_and_instruments() {
    let kind_tier_territory =
        ["ground.vires:9:10 «committee»", "ground.vires:6:5 «province»", "ground.vires:10:10 «Province»"];
    assert_eq!(sorts("to provincial_pc of", "to provincial$0_pc of").await, kind_tier_territory);
    assert_eq!(sorts("when capacity at", "when capa$0city at").await, ["ground.vires:2:5 «MW»"]);
    assert_eq!(sorts("source is coal", "sou$0rce is coal").await, ["ground.vires:11:5 «Source»"]);
    assert_eq!(sorts("source is coal", "source is co$0al").await, ["ground.vires:11:5 «Source»"]);
    assert_eq!(sorts("50_000 kW", "50_000 k$0W").await, ["ground.vires:2:5 «MW»"]);
    assert_eq!(sorts("instrument d2", "instrument d$02").await, ["ground.vires:15:16 «decree»"]);
    // A tier is of no sort, and a keyword names nothing.
    assert_eq!(sorts("tier central", "tier cen$0tral").await, Vec::<String>::new());
    assert_eq!(sorts("moit holds report", "moit ho$0lds report").await, Vec::<String>::new());
}
