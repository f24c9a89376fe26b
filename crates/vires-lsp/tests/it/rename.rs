//! `textDocument/prepareRename` and `textDocument/rename`

use serde_json::{Value, json};

use crate::client::{Client, document, folder, uri};
use crate::fixture::{Fixture, GROUND, position, words};

/// What comes out where the name at the cursor is changed: the files that differ, or why not.
async fn renamed(fixture: &Fixture, new: &str) -> Result<Vec<(String, String)>, String> {
    let mut client = fixture.client(json!({})).await;
    let mut params = fixture.at();
    params["newName"] = json!(new);
    let id = client.put("textDocument/rename", params).await;
    let answer = client.answer(id).await;
    if let Some(why) = answer["error"]["message"].as_str() {
        assert_eq!(answer["error"]["code"], -32803);
        return Err(why.to_owned());
    }
    Ok(applied(fixture, &answer["result"]))
}

/// The files that an edit of the workspace changes.
fn applied(fixture: &Fixture, edit: &Value) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (name, edits) in edit["changes"].as_object().unwrap() {
        let path = name.strip_prefix("file://").unwrap().to_owned();
        let mut text = fixture.text(&path).to_owned();
        for edit in edits.as_array().unwrap().iter().rev() {
            text = put(&text, &edit["range"], edit["newText"].as_str().unwrap());
        }
        files.push((path, text));
    }
    files.sort();
    files
}

/// A text with other words in a range.
fn put(text: &str, range: &Value, new: &str) -> String {
    let old = words(text, range);
    // The range begins where as many words stand before it.
    let start =
        (0..=text.len()).filter(|at| text.is_char_boundary(*at)).find(|at| position(text, *at) == range["start"]);
    let start = start.unwrap();
    format!("{}{new}{}", &text[..start], &text[start + old.len()..])
}

async fn changed(from: &str, to: &str, new: &str) -> Vec<String> {
    let fixture = Fixture::new(&GROUND.replacen(from, to, 1));
    let files = renamed(&fixture, new).await.unwrap();
    let lines = files.iter().flat_map(|(path, text)| {
        let before: Vec<&str> = fixture.text(path).lines().collect();
        text.lines()
            .enumerate()
            .filter(|(n, line)| before[*n] != *line)
            .map(|(_, line)| line.trim().to_owned())
            .collect::<Vec<_>>()
    });
    lines.collect()
}

#[tokio::test]
async fn a_name_is_changed_where_it_is_declared_and_used_and_nowhere_else() {
    assert_eq!(
        changed("holds licence", "holds lic$0ence", "permit").await,
        ["power permit \"Giấy phép\" sector energy", "moit holds permit when capacity at least 50 MW"]
    );
    assert_eq!(
        changed("body moit", "body moit$0", "ministry").await,
        [
            "body ministry \"Bộ Công Thương\" also bộ_công_thương, at central",
            "ministry holds licence when capacity at least 50 MW"
        ]
    );
    // Another name of the same thing stays.
    assert_eq!(
        changed("also bộ_công", "also $0bộ_công", "bct").await,
        ["body moit \"Bộ Công Thương\" also bct, at central"]
    );
    assert_eq!(
        changed("wind (", "win$0d (", "gió").await,
        ["list Source \"Loại nguồn\" : coal, gió (onshore, offshore)"]
    );
    assert_eq!(
        changed("sector energy", "sector en$0ergy", "power_sector").await,
        ["power licence \"Giấy phép\" sector power_sector"]
    );
    assert_eq!(changed("50 MW", "50 M$0W", "megawatt").await.len(), 3);
}

#[tokio::test]
async fn what_cannot_be_renamed_says_why() {
    for (from, to, new, why) in [
        ("holds licence", "holds lic$0ence", "moit", "`moit` is declared already (ground.vires:4)"),
        ("holds licence", "holds lic$0ence", "bộ_công_thương", "`bộ_công_thương` is declared already"),
        ("holds licence", "holds lic$0ence", "coal", "`coal` is a value of Source already"),
        ("holds licence", "holds lic$0ence", "when", "`when` is a word of the language"),
        ("holds licence", "holds lic$0ence", "two words", "`two words` is no name"),
        ("holds licence", "holds lic$0ence", "1st", "is no name"),
        ("holds licence", "holds lic$0ence", "", "is no name"),
        ("holds licence", "holds lic$0ence", "p.permit", "is no name"),
        ("offshore", "off$0shore", "onshore", "`onshore` is a value of Source already"),
        ("clause 1", "clause$0 1", "x", "the number of a provision"),
        ("package p \"", "package p$0 \"", "q", "manifest"),
        ("holds licence", "hol$0ds licence", "x", "no name stands here"),
        ("## Issued", "## Is$0sued", "x", "no name stands here"),
        ("\"Giấy phép\"", "\"Giấy$0 phép\"", "x", "no name stands here"),
    ] {
        let fixture = Fixture::new(&GROUND.replacen(from, to, 1));
        let told = renamed(&fixture, new).await.expect_err(new);
        assert!(told.contains(why), "{new}: {told}");
    }
}

#[tokio::test]
async fn a_line_that_cannot_be_understood_and_says_the_name_stands_in_the_way() {
    let text = format!("{}      moit hol licence\n", GROUND.replace("holds licence", "holds lic$0ence"));
    let told = renamed(&Fixture::new(&text), "permit").await.expect_err("it may name it");
    assert!(told.contains("ground.vires:15"), "{told}");
    // One that says nothing of it does not.
    let text = format!("{}      moit hol nothing\n", GROUND.replace("holds licence", "holds lic$0ence"));
    assert!(renamed(&Fixture::new(&text), "permit").await.is_ok());
}

#[tokio::test]
async fn prepared_is_the_name_alone() {
    for (from, to, span) in [
        ("moit holds", "mo$0it holds", "ground.vires:14:6 «moit»"),
        ("moit holds", "p.mo$0it holds", "ground.vires:14:8 «moit»"),
        ("moit holds", "moit$0 holds", "ground.vires:14:6 «moit»"),
    ] {
        let fixture = Fixture::new(&GROUND.replacen(from, to, 1));
        let mut client = fixture.client(json!({})).await;
        let found = client.request("textDocument/prepareRename", fixture.at()).await;
        assert_eq!(fixture.place(&json!(uri(fixture.path())), &found["range"]), span);
        assert_eq!(found["placeholder"], "moit");
    }
    let fixture = Fixture::new(&GROUND.replacen("holds licence", "hol$0ds licence", 1));
    let mut client = fixture.client(json!({})).await;
    let id = client.put("textDocument/prepareRename", fixture.at()).await;
    assert_eq!(client.answer(id).await["error"]["code"], -32803);
}

const LISTS: &str = "//- /w/vires.toml
[package]
name = \"p\"
//- /w/provinces.csv
name,label,from,until,parent,successor
ha_tay,\"Hà Tây, cũ\",,2008-07-31,,ha_noi
\"ha_noi\",Hà Nội,,,,
//- /w/communes.csv
name,label,parent
hoan_kiem,Hoàn Kiếm,ha_noi
//- /w/a.md
Prose of ha_noi.

```vires
package p
territory Province from \"provinces.csv\"
territory Commune within Province, from \"communes.csv\"
fact site : Province
power licence place site
body pc one per Province
```

```vires
instrument d1
  article 1
    pc of ha_$0noi holds licence when site is not ha_noi
```
";

#[tokio::test]
async fn values_in_list_files_and_in_fences_of_markdown() {
    let fixture = Fixture::new(LISTS);
    let files = renamed(&fixture, "thủ_đô").await.unwrap();
    let paths: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["/w/a.md", "/w/communes.csv", "/w/provinces.csv"]);
    assert!(files[0].1.starts_with("Prose of ha_noi."));
    assert!(files[0].1.contains("pc of thủ_đô holds licence when site is not thủ_đô"));
    assert_eq!(files[1].1, "name,label,parent\nhoan_kiem,Hoàn Kiếm,thủ_đô\n");
    assert!(files[2].1.contains(",2008-07-31,,thủ_đô\n\"thủ_đô\",Hà Nội"), "{}", files[2].1);
}

#[tokio::test]
async fn one_file_for_two_lists_is_refused() {
    let text = LISTS.replace("fact site :", "list Again from \"provinces.csv\"\nfact site :");
    let told = renamed(&Fixture::new(&text), "thủ_đô").await.expect_err("it would change both");
    assert!(told.contains("Again"), "{told}");
}

#[tokio::test]
async fn in_every_package_that_uses_it() {
    let text = "//- /w/base/vires.toml
[package]
name = \"base\"
//- /w/base/base.vires
package base
power licence
//- /w/law/vires.toml
[package]
name = \"law\"
use = [\"../base\"]
//- /w/law/law.vires
package law
use base
body moit
instrument d1
  article 1
    moit holds base.lic$0ence, licence
";
    let files = renamed(&Fixture::new(text), "permit").await.unwrap();
    assert_eq!(files[0], ("/w/base/base.vires".to_owned(), "package base\npower permit\n".to_owned()));
    assert!(files[1].1.ends_with("moit holds base.permit, permit\n"), "{}", files[1].1);
    let told = renamed(&Fixture::new(text), "moit").await.expect_err("declared by a package that uses it");
    assert!(told.contains("law.vires:3"), "{told}");
}

/// Two packages that use a third, each with the cursor where it says so.
const SIBLINGS: &str = "//- /w/base/vires.toml
[package]
name = \"base\"
//- /w/base/base.vires
package base
tier t
body moit also bct, at t
//- /w/app/vires.toml
[package]
name = \"app\"
//- /w/app/app.vires
package app
use base
power p
instrument i
  article 1
    moit holds p
//- /w/law/vires.toml
[package]
name = \"law\"
//- /w/law/law.vires
package law
use base
power q
instrument j
  article 1
    base.moit holds q
";

#[tokio::test]
async fn in_packages_beside_the_one_in_hand_that_use_the_same() {
    for (from, to) in
        [("moit also", "mo$0it also"), ("moit holds p", "mo$0it holds p"), ("moit holds q", "mo$0it holds q")]
    {
        let files = renamed(&Fixture::new(&SIBLINGS.replacen(from, to, 1)), "ministry").await.unwrap();
        let paths: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["/w/app/app.vires", "/w/base/base.vires", "/w/law/law.vires"], "{to}");
        assert!(files[0].1.ends_with("    ministry holds p\n"), "{}", files[0].1);
        assert!(files[1].1.ends_with("body ministry also bct, at t\n"), "{}", files[1].1);
        assert!(files[2].1.ends_with("    base.ministry holds q\n"), "{}", files[2].1);
        // What stands in the way there stands in the way.
        let told =
            renamed(&Fixture::new(&SIBLINGS.replacen(from, to, 1)), "q").await.expect_err("declared by one of them");
        assert!(told.contains("law.vires:3"), "{told}");
    }
    // Another name of it, which only one of them says.
    let text = SIBLINGS.replacen("moit holds p", "b$0ct holds p", 1);
    let files = renamed(&Fixture::new(&text), "ministry").await.unwrap();
    let paths: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["/w/app/app.vires", "/w/base/base.vires"]);
    assert!(files[1].1.ends_with("body moit also ministry, at t\n"), "{}", files[1].1);
    // What one of them names for itself is its own.
    let files = renamed(&Fixture::new(&SIBLINGS.replacen("holds q", "holds $0q", 1)), "r").await.unwrap();
    assert_eq!(files.len(), 1);
}

#[tokio::test]
async fn not_where_a_package_beside_it_names_it_too_and_is_not_open() {
    let fixture = Fixture::new(&SIBLINGS.replacen("moit holds p", "mo$0it holds p", 1));
    for (open, why) in
        [("/w/app", "the package in /w/law uses `base` too"), ("/w/base", "the package in /w/app uses `base` too")]
    {
        let begin = json!({ "capabilities": {}, "workspaceFolders": [folder(open)] });
        let (mut client, _) = Client::start_with(fixture.disk(), begin).await;
        let text = if open == "/w/app" { "/w/app/app.vires" } else { "/w/base/base.vires" };
        client.open(text, fixture.text(text)).await;
        let at = position(fixture.text(text), fixture.text(text).find("moit").unwrap());
        let mut params = json!({ "textDocument": document(text), "position": at });
        params["newName"] = json!("ministry");
        let id = client.put("textDocument/rename", params).await;
        let answer = client.answer(id).await;
        assert!(answer["error"]["message"].as_str().unwrap().starts_with(why), "{answer}");
        // What the package has to itself is its own.
        if open == "/w/app" {
            let at = position(fixture.text(text), fixture.text(text).find("power p").unwrap() + 6);
            let params = json!({ "textDocument": document(text), "position": at, "newName": "permit" });
            assert!(!client.request("textDocument/rename", params).await.is_null(), "{at}");
        }
    }
}

#[tokio::test]
async fn decomposed_letters_line_ends_and_letters_beyond_the_plane() {
    use std::fmt::Write as _;
    // `ủy_ban` in NFD where it is used, a label with an emoji before it, and lines that end in CR LF.
    let decomposed = "u\u{309}y_ban";
    let mut text = String::from("//- /w/a.vires\npackage p\r\nbody ủy_ban \"😀 Ủy ban\" also other\r\npower a\r\n");
    write!(text, "instrument d1 \"😀😀\"\r\n  article 1 \"😀\"\r\n    {decomposed}$0 holds a\r\n").unwrap();
    let fixture = Fixture::new(&text);
    let files = renamed(&fixture, "u\u{309}y_ban_mới").await.unwrap();
    assert_eq!(
        files[0].1,
        "package p\r\nbody ủy_ban_mới \"😀 Ủy ban\" also other\r\npower a\r\n\
         instrument d1 \"😀😀\"\r\n  article 1 \"😀\"\r\n    ủy_ban_mới holds a\r\n"
    );
}

#[tokio::test]
async fn with_the_versions_of_the_texts_where_the_client_wants_them() {
    let fixture = Fixture::new(&GROUND.replacen("holds licence", "holds lic$0ence", 1));
    let capabilities = json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } });
    let mut client = fixture.client(capabilities).await;
    let mut params = fixture.at();
    params["newName"] = json!("permit");
    let found = client.request("textDocument/rename", params).await;
    assert_eq!(found["documentChanges"][0]["textDocument"], json!({ "uri": uri("/w/ground.vires"), "version": 1 }));
    assert_eq!(found["documentChanges"][0]["edits"].as_array().unwrap().len(), 2);
}
