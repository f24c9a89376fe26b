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

#[tokio::test]
async fn in_packages_beside_the_one_in_hand_that_use_the_same() {
    let package = |name: &str, text: &str| {
        format!(
            "//- /w/{name}/vires.toml\n[package]\nname = \"{name}\"\n//- /w/{name}/{name}.vires\npackage {name}\n{text}"
        )
    };
    let base = package("base", "tier t\nbody moit at t\n");
    let app = package("app", "use base\nbody doit under moit\n");
    let law = package("law", "use base\nbody sct under mo$0it\n");
    let fixture = Fixture::new(&format!("{base}{app}{law}"));
    let mut client = fixture.client(json!({})).await;
    for (declarations, expected) in [
        (true, vec!["app.vires:3:16 «moit»", "base.vires:3:5 «moit»", "law.vires:3:15 «moit»"]),
        (false, vec!["app.vires:3:16 «moit»", "law.vires:3:15 «moit»"]),
    ] {
        let mut params = fixture.at();
        params["context"] = json!({ "includeDeclaration": declarations });
        let found = client.request("textDocument/references", params).await;
        let places: Vec<_> =
            found.as_array().unwrap().iter().map(|one| fixture.place(&one["uri"], &one["range"])).collect();
        assert_eq!(places, expected);
    }
}
