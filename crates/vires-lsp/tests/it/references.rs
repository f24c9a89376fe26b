//! `textDocument/references`

use serde_json::json;

use crate::fixture::{Fixture, GROUND};

#[tokio::test]
async fn in_all_files_with_the_declaration_or_without() {
    let second =
        "//- /w/second.vires\npackage p\ninstrument d2\n  article 1\n    bộ_công_thương may not hold licence\n";
    let text = GROUND.replace("body moit", "body mo$0it");
    let fixture = Fixture::new(&format!("{text}{second}"));
    let mut client = fixture.client(json!({})).await;
    for (declarations, expected) in [
        (false, vec!["ground.vires:14:6 «moit»", "second.vires:4:4 «bộ_công_thương»"]),
        (
            true,
            vec![
                "ground.vires:4:5 «moit»",
                "ground.vires:4:32 «bộ_công_thương»",
                "ground.vires:14:6 «moit»",
                "second.vires:4:4 «bộ_công_thương»",
            ],
        ),
    ] {
        let mut params = fixture.at();
        params["context"] = json!({ "includeDeclaration": declarations });
        let found = client.request("textDocument/references", params).await;
        let places: Vec<_> =
            found.as_array().unwrap().iter().map(|one| fixture.place(&one["uri"], &one["range"])).collect();
        assert_eq!(places, expected);
    }
}
