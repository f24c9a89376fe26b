//! `textDocument/linkedEditingRange`

use serde_json::json;

use crate::fixture::{Fixture, words};
use crate::law::LAW;

const METHOD: &str = "textDocument/linkedEditingRange";

#[tokio::test]
async fn a_name_that_only_this_file_says_is_typed_anew_in_all_its_places() {
    let alone = "//- /w/p.vires\npackage p\ntier t\nbody x at t\nfact lar$0ge : yes or no\npower q\ninstrument i\n  in force from 2025-01-01\n  x holds q when large\n  q is not required when not large\n";
    let fixture = Fixture::new(alone);
    let mut client = fixture.client(json!({})).await;
    let found = client.request(METHOD, fixture.at()).await;
    let text = fixture.text(fixture.path());
    let places: Vec<String> = found["ranges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|range| format!("{} «{}»", range["start"]["line"], words(text, range)))
        .collect();
    assert_eq!(places, ["3 «large»", "7 «large»", "8 «large»"]);

    // On no name at all.
    let fixture = Fixture::new(&alone.replace("$0", "").replacen("holds", "ho$0lds", 1));
    let mut client = fixture.client(json!({})).await;
    assert_eq!(client.request("textDocument/linkedEditingRange", fixture.at()).await, json!(null));
}

#[tokio::test]
async fn a_name_that_other_files_say_too_takes_a_renaming() {
    let fixture = Fixture::new(&LAW.replacen("agency holds licence", "age$0ncy holds licence", 1));
    let mut client = fixture.client(json!({})).await;
    assert_eq!(client.request(METHOD, fixture.at()).await, json!(null));
}

#[tokio::test]
async fn a_name_that_a_package_says_which_uses_this_one_takes_a_renaming() {
    let used = "//- /w/base/vires.toml\n[package]\nname = \"base\"\n//- /w/base/base.vires\npackage base\ntier t\nbody mo$0it at t\nbody doit under moit\n";
    let user = "//- /w/app/vires.toml\n[package]\nname = \"app\"\n//- /w/app/app.vires\npackage app\nuse base\nbody sct under moit\n";
    let (path, text) = ("/w/base/base.vires", "package base\ntier t\nbody moit at t\nbody doit under moit\n");
    for (files, others) in [(used.to_owned(), false), (format!("{used}{user}"), true)] {
        let fixture = Fixture::new(&files);
        let mut client = fixture.client(json!({})).await;
        assert_eq!(fixture.text(path), text);
        let found = client.request(METHOD, fixture.at()).await;
        assert_eq!(found == json!(null), others, "{found}");
    }
}
