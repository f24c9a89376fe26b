//! `workspace/symbol`

use serde_json::json;

use crate::client::Client;
use crate::fixture::{Fixture, GROUND};
use crate::law::LAW;

async fn found(client: &mut Client, query: &str) -> Vec<String> {
    let found = client.request("workspace/symbol", json!({ "query": query })).await;
    let line = |one: &serde_json::Value| {
        let label = one["containerName"].as_str().unwrap_or_default();
        format!("{} ({label}) {}", one["name"].as_str().unwrap(), one["kind"])
    };
    found.as_array().unwrap().iter().map(line).collect()
}

#[tokio::test]
async fn by_name_and_label_with_tone_marks_or_without_the_best_first() {
    let fixture = Fixture::new(LAW);
    let mut client = fixture.client(json!({})).await;
    let pc = "provincial_pc (Ủy ban nhân dân tỉnh) 5";
    assert_eq!(found(&mut client, "uy ban nhan dan tinh").await, [pc]);
    assert_eq!(found(&mut client, "Ủy ban nhân dân tỉnh").await, [pc]);
    assert_eq!(found(&mut client, "TINH").await, ["province (Tỉnh) 10", pc, "report (Tiếp nhận báo cáo) 12"]);
    // Scattered letters, in their order.
    assert_eq!(found(&mut client, "prvpc").await, [pc]);
    // Provisions as they are cited, in either language.
    for cited in ["điều 2 nghị định 1", "dieu 2 nghi dinh 1", "article 2 nghi dinh 1"] {
        assert!(found(&mut client, cited).await.first().is_some_and(|one| one.starts_with("d1 article 2")), "{cited}");
    }
    assert_eq!(found(&mut client, "phan cap").await, ["delegates (phân cấp) 25", "d2 article 1 (Phân cấp) 3"]);
    assert_eq!(found(&mut client, "no such thing").await, Vec::<String>::new());
}

#[tokio::test]
async fn by_another_of_its_names_where_that_fits_better() {
    let fixture = Fixture::new(GROUND);
    let mut client = fixture.client(json!({})).await;
    for query in ["bộ_công_thương", "bo_cong_th", "BỘ_CÔNG"] {
        assert_eq!(found(&mut client, query).await, ["bộ_công_thương (Bộ Công Thương) 5"], "{query}");
    }
    assert_eq!(found(&mut client, "moit").await, ["moit (Bộ Công Thương) 5"]);
    assert_eq!(found(&mut client, "bộ công thương").await, ["moit (Bộ Công Thương) 5"]);
}

#[tokio::test]
async fn no_more_than_somebody_reads_and_each_once() {
    let many: String = (0..400).map(|n| format!("body b{n}\n")).collect();
    let used = "//- /w/used/vires.toml\n[package]\nname = \"used\"\n//- /w/used/u.vires\npackage used\nbody ubody\n";
    let text = format!(
        "{used}//- /w/p/vires.toml\n[package]\nname = \"p\"\nuse = [\"../used\"]\n//- /w/p/a.vires\npackage p\nuse used\n{many}"
    );
    let fixture = Fixture::new(&text);
    let mut client = fixture.client(json!({})).await;
    assert_eq!(found(&mut client, "b").await.len(), 128);
    // Two projects read it.
    assert_eq!(found(&mut client, "ubody").await, ["ubody () 5"]);
    assert_eq!(found(&mut client, "b399").await, ["b399 () 5"]);
}
