//! `textDocument/signatureHelp`

use serde_json::json;

use crate::fixture::{Fixture, GROUND};

/// The sentence at the cursor with the part marked at which it is; nothing.
async fn at(lines: &str) -> String {
    let declared = "modality pass\nlist Category : goods, lease\nparameter limit \"Hạn mức\" : MW by Category\n";
    let text = GROUND.replacen("instrument d1", &format!("{declared}instrument d1"), 1);
    let fixture = Fixture::new(&format!("{text}{lines}"));
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/signatureHelp", fixture.at()).await;
    if found.is_null() {
        return "nothing".to_owned();
    }
    let all = found["signatures"].as_array().unwrap();
    let active = usize::try_from(found["activeSignature"].as_u64().unwrap()).unwrap();
    let one = &all[active];
    let label = one["label"].as_str().unwrap();
    let n = usize::try_from(one["activeParameter"].as_u64().unwrap()).unwrap();
    assert_eq!(one["activeParameter"], found["activeParameter"]);
    let part = one["parameters"][n]["label"].as_str().unwrap();
    assert!(label.contains(part));
    format!("{} | {}", all.len(), label.replacen(part, &format!("«{part}»"), 1))
}

#[tokio::test]
async fn the_sentence_and_where_in_it_the_cursor_is() {
    let clauses = "[when CONDITION] [except when CONDITION] [from DATE] [until DATE]";
    assert_eq!(at("      moit $0").await, format!("5 | «HOLDER» holds POWER, … [in all other cases] {clauses}"));
    assert_eq!(at("      moit holds $0").await, format!("1 | HOLDER «holds POWER, …» [in all other cases] {clauses}"));
    assert!(at("      moit holds licence\n        except when $0").await.contains("«[except when CONDITION]»"));
    assert!(at("      moit may not hold $0").await.contains("«may not hold POWER, …»"));
    assert!(at("      pass licence from $0").await.starts_with("1 | MODALITY POWER, … «from GIVER» to RECEIVER"));
    assert!(at("      pass licence from moit to moit until $0").await.contains("«[until DATE]»"));
    assert!(at("      moit có thẩm quyền $0").await.contains("«có thẩm quyền THẨM_QUYỀN, …»"));
    assert!(at("      repeal $0").await.starts_with("1 | «repeal TEXT [article N], …» [from DATE]"));
    assert!(at("      extend d1 until $0").await.contains("«until DATE»"));
    assert!(at("      abolish moit from $0").await.contains("«[from DATE]»"));
    assert!(at("      this instrument $0").await.starts_with("3 | "));
    assert!(at("      this instrument prevails over $0").await.contains("«prevails over TEXT, …»"));
    let step =
        "[within N days of DATE] [else approved | refused | passes to BODY] [when CONDITION] [except when CONDITION]";
    let below = |line: &str| format!("      moit holds licence\n        {line}");
    assert_eq!(at(&below("with consent of $0")).await, format!("1 | «with consent of BODY» {step}"));
    assert!(at(&below("notifying moit when $0")).await.contains("«[when CONDITION]»"));
    assert!(
        at(&below("có sự đồng ý của moit trong thời hạn $0")).await.contains("«[trong thời hạn N ngày kể từ NGÀY]»")
    );
    assert!(at(&below("within 5 $0")).await.starts_with("1 | «within N days of DATE» [else approved"));
    assert!(at("      moit holds licence with consent of $0").await.contains("holds POWER"));
    assert!(at("      for $0").await.contains("«for POWER, …»"));
    assert_eq!(at("      set limit of $0").await, "1 | limit of «Category» : MW");
    assert_eq!(at("test \"x\"\n  expect moit holds $0").await, "1 | expect HOLDER «holds POWER» [under PROVISION]");
    assert!(at("test \"x\"\n  expect $0").await.starts_with("4 | "));
}

#[tokio::test]
async fn nothing_where_no_sentence_is_being_written() {
    for lines in
        ["$0", "body x $0", "      # moit holds $0", "      moit holds licence when source is \"$0", "      unknown $0"]
    {
        assert_eq!(at(lines).await, "nothing", "{lines}");
    }
}
