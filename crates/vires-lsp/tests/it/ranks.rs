//! `textDocument/prepareTypeHierarchy`, `typeHierarchy/supertypes`, `typeHierarchy/subtypes`

use serde_json::{Value, json};

use crate::client::{Client, folder};
use crate::fixture::Fixture;
use crate::law::LAW;

async fn around(from: &str, to: &str) -> (String, Vec<String>, Vec<String>) {
    let fixture = Fixture::new(&LAW.replacen(from, to, 1));
    let mut client = fixture.client(json!({})).await;
    let items = client.request("textDocument/prepareTypeHierarchy", fixture.at()).await;
    if items.is_null() {
        return (String::new(), Vec::new(), Vec::new());
    }
    let name = |item: &Value| item["name"].as_str().unwrap().to_owned();
    let mut sides = Vec::new();
    for method in ["typeHierarchy/supertypes", "typeHierarchy/subtypes"] {
        let found = client.request(method, json!({ "item": items[0] })).await;
        sides.push(found.as_array().unwrap().iter().map(name).collect::<Vec<_>>());
    }
    let below = sides.pop().unwrap();
    (name(&items[0]), sides.pop().unwrap(), below)
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

#[tokio::test]
async fn tiers_bodies_and_lists() {
    let province = ("province".to_owned(), names(&["central"]), names(&["commune"]));
    assert_eq!(around("at province", "at prov$0ince").await, province);
    assert_eq!(around("body moit", "body mo$0it").await, ("moit".to_owned(), Vec::new(), names(&["agency"])));
    let source = ("Source".to_owned(), Vec::new(), names(&["coal", "wind"]));
    assert_eq!(around("list Source", "list Sou$0rce").await, source);
    let wind = ("wind".to_owned(), names(&["Source"]), names(&["onshore", "offshore"]));
    assert_eq!(around("coal, wind", "coal, wi$0nd").await, wind);
    assert_eq!(around("onshore, off", "onsh$0ore, off").await, ("onshore".to_owned(), names(&["wind"]), Vec::new()));
    // A place stands in a list file.
    assert_eq!(
        around("site is ha_noi", "site is ha_n$0oi").await,
        ("ha_noi".to_owned(), names(&["Province"]), Vec::new())
    );
    assert_eq!(around("power licence", "power lic$0ence").await.0, "");
}

#[tokio::test]
async fn it_is_announced_though_the_library_has_no_field_for_it() {
    let begin = json!({ "capabilities": {}, "workspaceFolders": [folder("/w")] });
    let (_, result) = Client::start_with(Fixture::new(LAW).disk(), begin).await;
    assert_eq!(result["capabilities"]["typeHierarchyProvider"], true);
}
