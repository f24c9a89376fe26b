//! `textDocument/completion` and `completionItem/resolve`

use serde_json::{Value, json};

use crate::client::{Client, document};
use crate::fixture::{Fixture, GROUND};

const MORE: &str = "
tier province below central
territory Province : ha_noi \"Hà Nội\", lam_dong \"Lâm Đồng\"
body kind committee \"Ủy ban\"
body pc \"Ủy ban nhân dân tỉnh\" at province, one per Province, kind committee
office chair under pc, one per Province
unit kW is 1/1000 MW
unit tonne
currency VND
list Category : goods, lease
parameter limit \"Hạn mức\" : MW by Category
fact site \"Địa điểm\" : Province
fact weight : tonne from 0
fact fields : set of Category
fact large is capacity at least 30 MW
event opened \"Mở thị trường\"
modality pass \"Phân cấp\"
  from moit to committee
modality hand
power permit \"Giấy chứng nhận\" sector trade, place site
instrument kind decree rank 1
instrument d0 \"Luật cũ\"
  in force from 2020-01-01 until 2024-12-31
  article 5 \"Điều năm\"
    clause 2
  article 7
";

fn fixture(lines: &str) -> Fixture {
    let text = GROUND.replacen("instrument d1", &format!("{}instrument d1", &MORE[1..]), 1);
    Fixture::new(&format!("{text}{lines}"))
}

async fn items_with(fixture: &Fixture, capabilities: Value) -> (Client, Vec<Value>) {
    let mut client = fixture.client(capabilities).await;
    let found = client.request("textDocument/completion", fixture.at()).await;
    let items = found["items"].as_array().cloned().unwrap_or_default();
    (client, items)
}

/// The names offered, in order.
async fn offered(lines: &str) -> Vec<String> {
    offered_in(&fixture(lines)).await
}

/// The same at the cursor of any text.
pub(crate) async fn offered_in(fixture: &Fixture) -> Vec<String> {
    let (_, items) = items_with(fixture, json!({})).await;
    items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
}

/// Those are among what is offered, and those are not.
async fn has(lines: &str, wanted: &[&str], unwanted: &[&str]) {
    are_among(lines, &offered(lines).await, wanted, unwanted);
}

/// The same of what was offered at the end of these lines.
pub(crate) fn are_among(lines: &str, offered: &[String], wanted: &[&str], unwanted: &[&str]) {
    for name in wanted {
        assert!(offered.iter().any(|own| own == name), "{lines}: `{name}` is not among {offered:?}");
    }
    for name in unwanted {
        assert!(offered.iter().all(|own| own != name), "{lines}: `{name}` is among {offered:?}");
    }
}

#[tokio::test]
async fn what_may_begin_a_line() {
    has("$0", &["body", "power", "instrument", "test", "test …"], &["article", "when", "moit", "holds", "above"]).await;
    has(
        "instrument d2\n  $0",
        &["kind", "in force", "article", "this instrument"],
        &["body", "given", "holds", "sector"],
    )
    .await;
    has(
        "      $0",
        &["moit", "nobody", "pass", "licence", "point", "set", "… holds … when …"],
        &["body", "capacity", "given", "coal", "sector"],
    )
    .await;
    has(
        "      moit holds licence\n        $0",
        &["when", "except when", "from", "until", "with consent of"],
        &["moit", "kind", "given"],
    )
    .await;
    has("test \"x\"\n  $0", &["on", "given", "expect", "known on"], &["when", "kind", "body", "article"]).await;
    has("test \"x\"\n  given\n    $0", &["capacity", "source"], &["moit", "body", "given"]).await;
    has(
        "      moit holds licence when any of\n        $0",
        &["capacity", "source", "not"],
        &["moit", "article", "kind"],
    )
    .await;
    has("modality m\n  $0", &["title stays", "giver stops acting", "onward"], &["when", "kind"]).await;
}

#[tokio::test]
async fn names_that_fit_and_no_others() {
    has("      moit holds $0", &["licence", "permit"], &["moit", "capacity", "coal", "gap"]).await;
    has("      pc of $0", &["site", "lam_dong", "its place"], &["capacity", "coal", "moit"]).await;
    has("      moit holds licence when $0", &["capacity", "large", "not", "any of"], &["moit", "coal", "body"]).await;
    has(
        "      moit holds licence when source is $0",
        &["coal", "wind", "offshore"],
        &["goods", "ha_noi", "moit", "capacity"],
    )
    .await;
    has("      moit holds licence when fields include $0", &["goods", "lease"], &["coal", "moit"]).await;
    has("      moit holds licence when capacity at least $0", &["limit"], &["weight", "moit", "source"]).await;
    has("      moit holds licence when capacity at least 5 $0", &["MW", "kW", "million"], &["tonne", "VND", "moit"])
        .await;
    has("      set limit of $0", &["goods", "lease"], &["coal", "moit"]).await;
    has("      pass licence from moit to $0", &["pc"], &["moit", "chair", "licence"]).await;
    has("      pass licence from $0", &["moit"], &["pc", "licence"]).await;
    has("      hand licence from moit to $0", &["pc", "chair"], &["licence"]).await;
    has("      moit may $0", &["pass", "hand"], &["licence", "moit"]).await;
    has("test \"x\"\n  given source is $0", &["coal"], &["goods"]).await;
    has("test \"x\"\n  expect $0", &["moit", "nobody", "gap", "conflict"], &["capacity", "coal"]).await;
    has("body x at $0", &["central", "province"], &["moit", "committee"]).await;
    has("fact x : $0", &["Source", "MW", "VND", "yes or no", "number"], &["moit", "central"]).await;
    has("power x sector $0", &["energy", "trade"], &["moit"]).await;
    has("body $0", &[], &["moit", "kind", "body", "licence"]).await;
}

#[tokio::test]
async fn dates_and_provisions() {
    has("      moit holds licence from $0", &["2025-07-01", "2020-01-01", "2024-12-31", "opened"], &["moit"]).await;
    let first = offered("      moit holds licence from 2025$0").await;
    assert_eq!(first.first().map(String::as_str), Some("2025-07-01"), "that of the instrument the line stands in");
    has("      repeal $0", &["d0", "d1", "article"], &["moit", "licence"]).await;
    has("      repeal d0 $0", &["article 5", "article 7"], &["article 1"]).await;
    has("      repeal d0 article $0", &["5", "7"], &["1"]).await;
    has("      repeal d0 article 5 $0", &["clause 2"], &["article 7"]).await;
}

#[tokio::test]
async fn words_that_may_follow() {
    has("      moit $0", &["holds", "may not hold", "keeps", "or"], &["when", "is"]).await;
    has("      moit holds licence $0", &["when", "in all other cases", "until"], &["kind", "given", "sector"]).await;
    has("      moit may no$0", &["may not hold"], &["when"]).await;
    has("body x $0", &["at", "under", "one per", "also"], &["when", "sector", "given", "rank"]).await;
    has("power x $0", &["sector", "place", "held concurrently"], &["at", "under", "when"]).await;
    has("      moit holds licence when capacity $0", &["at least", "below", "at most"], &["when", "kind"]).await;
    // The words before are taken in where they begin the same keyword.
    let (_, items) = items_with(&fixture("      moit may no$0"), json!({})).await;
    let item = items.iter().find(|item| item["label"] == "may not hold").unwrap();
    assert_eq!(item["textEdit"]["range"]["start"]["character"], 11);
}

#[tokio::test]
async fn in_the_language_of_the_lines_around() {
    has("      moit có thẩm quyền licence $0", &["khi", "trong các trường hợp còn lại"], &["when"]).await;
    has("      moit có thẩm quyền permit\n      $0", &["không cơ quan nào", "điểm"], &["nobody", "point"]).await;
    has("      moit có thẩm quyền permit\n      khong co$0", &["không cơ quan nào"], &["moit"]).await;
    let typed =
        "//- /w/vires.toml\n[package]\nname = \"p\"\nlanguage = \"vi\"\n//- /w/b.vires\npackage p\n//- /w/a.vires\n$0";
    let (_, items) = items_with(&Fixture::new(typed), json!({})).await;
    assert!(items.iter().any(|item| item["label"] == "gói"), "an empty file is in the language of its package");
}

#[tokio::test]
async fn labels_are_found_with_marks_and_without() {
    for typed in ["giay", "giấy", "gi\u{e2}\u{301}y", "GIAY"] {
        has(&format!("      moit holds {typed}$0"), &["licence", "permit"], &["moit"]).await;
    }
    for typed in ["bo", "bộ_"] {
        has(&format!("      {typed}$0"), &["bộ_công_thương"], &["pc"]).await;
    }
    let (_, items) = items_with(&fixture("      moit holds giay$0"), json!({})).await;
    let filter = items.iter().find(|item| item["label"] == "licence").unwrap()["filterText"].as_str().unwrap();
    assert_eq!(filter, "licence Giấy phép giay phep");
}

#[tokio::test]
async fn nothing_in_comments_labels_and_prose() {
    for lines in ["# $0", "body x \"la$0bel\"", "      moit holds licence # $0", "body x \"$0"] {
        assert_eq!(offered(lines).await, Vec::<String>::new(), "{lines}");
    }
    let markdown = "//- /w/a.md\nProse $0\n\n```vires\npackage p\nbody moit\npower licence\n```\n";
    let (_, items) = items_with(&Fixture::new(markdown), json!({})).await;
    assert!(items.is_empty(), "{items:?}");
    let inside = "//- /w/a.md\n```vires\npackage p\nbody moit\npower licence\ninstrument d1\n```\n\n- list\n  ```vires\n  article 1\n    moit holds $0\n  ```\n";
    let (_, items) = items_with(&Fixture::new(inside), json!({})).await;
    assert_eq!(
        items.iter().map(|item| item["label"].as_str().unwrap()).collect::<Vec<_>>(),
        ["licence", "every power"]
    );
}

#[tokio::test]
async fn a_file_outside_any_package_and_a_text_that_became_unreadable() {
    let fixture =
        Fixture::new("//- /elsewhere/a.vires\nbody moit\npower licence\ninstrument d1\n  article 1\n    moit holds $0");
    let (mut client, items) = items_with(&fixture, json!({})).await;
    assert_eq!(items.len(), 2, "{items:?}");
    client.replace("/elsewhere/a.vires", 2, "((((\n\"\"\"\n\tbody moit\n    bo").await;
    let params = json!({ "textDocument": document("/elsewhere/a.vires"), "position": { "line": 3, "character": 6 } });
    let found = client.request("textDocument/completion", params.clone()).await;
    assert!(!found["items"].is_null());
    client.replace("/elsewhere/a.vires", 3, "").await;
    let found = client.request("textDocument/completion", params).await;
    assert!(found["items"].as_array().unwrap().iter().any(|item| item["label"] == "package"), "{found}");
}

#[tokio::test]
async fn line_ends_and_letters_beyond_the_plane() {
    let text = "//- /w/a.vires\npackage p\r\nbody moit \"😀 Bộ\"\r\npower licence \"😀😀\"\r\ninstrument d1 \"😀\"\r\n  article 1\r\n    moit \t holds lic$0\r\n";
    let (_, items) = items_with(&Fixture::new(text), json!({})).await;
    assert_eq!(items[0]["label"], "licence");
    assert_eq!(items[0]["detail"], "😀😀");
    let range = json!({ "start": { "line": 5, "character": 17 }, "end": { "line": 5, "character": 20 } });
    assert_eq!(items[0]["textEdit"]["range"], range);
    let text = "//- /w/a.vires\npackage p\nbody x \"😀😀\" un$0";
    let (_, items) = items_with(&Fixture::new(text), json!({})).await;
    assert_eq!(items[0]["label"], "under");
    assert_eq!(items[0]["textEdit"]["range"]["start"], json!({ "line": 1, "character": 14 }));
}

#[tokio::test]
async fn sentences_to_be_filled_in_as_the_client_knows_them() {
    let lines = "test$0";
    let (_, items) = items_with(&fixture(lines), json!({})).await;
    let plain = items.iter().find(|item| item["label"] == "test …").unwrap();
    assert_eq!(plain["insertTextFormat"], Value::Null);
    assert!(plain["textEdit"]["newText"].as_str().unwrap().starts_with("test \"what is shown\"\n  on 2025-08-01\n"));
    let knows = json!({ "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } });
    let (_, items) = items_with(&fixture(lines), knows).await;
    let marked = items.iter().find(|item| item["label"] == "test …").unwrap();
    assert_eq!(marked["insertTextFormat"], 2);
    assert!(marked["textEdit"]["newText"].as_str().unwrap().starts_with("test \"${1:what is shown}\"\n"));
}

#[tokio::test]
async fn what_is_said_of_a_name_is_read_when_it_is_shown() {
    let (mut client, items) = items_with(&fixture("      moit holds lic$0"), json!({})).await;
    assert_eq!(items[0]["documentation"], Value::Null);
    let resolved = client.request("completionItem/resolve", items[0].clone()).await;
    let said = resolved["documentation"]["value"].as_str().unwrap();
    assert_eq!(
        said,
        "```vires\npower licence \"Giấy phép\" sector energy\n```\n\nIssued before the plant is connected."
    );
    // Where the text has changed meanwhile, nothing wrong is said.
    client.replace("/w/ground.vires", 2, "package p\n").await;
    let resolved = client.request("completionItem/resolve", items[0].clone()).await;
    assert_eq!(resolved["documentation"], Value::Null);
}

#[tokio::test]
async fn of_many_names_the_nearest_and_more_when_more_is_typed() {
    use std::fmt::Write as _;
    let mut text = GROUND.to_owned();
    for n in 0..4000 {
        writeln!(text, "power power_{n} \"Giấy phép số {n}\"").unwrap();
    }
    // A rule of the instrument above stands before them in the text.
    let text = text.replacen("    clause 1\n", "    clause 1\n      moit holds $0\n", 1);
    let fixture = Fixture::new(&text);
    let mut client = fixture.client(json!({})).await;
    let found = client.request("textDocument/completion", fixture.at()).await;
    assert_eq!((&found["isIncomplete"], found["items"].as_array().unwrap().len()), (&json!(true), 200));
    let text = fixture.text("/w/ground.vires").replace("moit holds \n", "moit holds power_3999\n");
    client.replace("/w/ground.vires", 2, &text).await;
    let mut at = fixture.at();
    at["position"]["character"] = json!(27);
    let found = client.request("textDocument/completion", at).await;
    assert_eq!((&found["isIncomplete"], &found["items"][0]["label"]), (&json!(false), &json!("power_3999")));
}

#[tokio::test]
async fn a_space_that_indents_asks_for_nothing() {
    let fixture = fixture("      $0");
    let mut client = fixture.client(json!({})).await;
    let mut params = fixture.at();
    params["context"] = json!({ "triggerKind": 2, "triggerCharacter": " " });
    assert_eq!(client.request("textDocument/completion", params).await, Value::Null);
}

#[tokio::test]
async fn the_words_of_labels_are_no_words_of_the_language() {
    // Words of rules in a label that is Vietnamese, on a line that is English.
    has(
        "body x \"Cơ quan ở cấp tỉnh khi có thẩm quyền\" $0",
        &["at", "under", "kind", "also"],
        &["ở", "trực thuộc", "loại"],
    )
    .await;
    has("power p2 \"Trường hợp còn lại khi\" $0", &["sector", "place"], &["lĩnh vực", "nơi thực hiện"]).await;
}

#[tokio::test]
async fn lines_are_completed_in_the_language_of_those_below_where_none_stand_above() {
    for (below, wanted) in [("gói q\nthẩm quyền x\n", "cơ quan"), ("package q\npower x\n", "body")] {
        let fixture = Fixture::new(&format!("//- /w/a.vires\n$0\n{below}"));
        let (_, items) = items_with(&fixture, json!({})).await;
        assert!(items.iter().any(|item| item["label"] == wanted), "{wanted}: {items:#?}");
    }
}

#[tokio::test]
async fn a_fact_that_says_where_is_one_of_places() {
    has("power p2 sector x, place $0", &["site"], &["capacity", "weight", "fields", "large"]).await;
}

#[tokio::test]
async fn the_ends_of_a_range_are_written_out() {
    has("fact f : number from 0 to $0", &[], &["large", "capacity", "limit"]).await;
    has("fact f : MW from 0 to 5 $0", &["with"], &["large"]).await;
}

#[tokio::test]
async fn a_file_is_of_the_package_of_those_beside_it() {
    let fixture = Fixture::new(&format!("{GROUND}//- /w/second.vires\npackage $0\n"));
    let (_, items) = items_with(&fixture, json!({})).await;
    assert_eq!(items.iter().map(|item| &item["label"]).collect::<Vec<_>>(), ["p"]);
}

#[tokio::test]
async fn half_a_keyword_is_gone_on_with_and_nothing_else() {
    for (line, whole) in [
        ("modality m\n  giver $0", "giver stops acting"),
        ("modality m\n  in the name $0", "in the name of"),
        ("modality m\n  title $0", "title stays"),
        ("    this $0", "this clause"),
    ] {
        has(line, &[whole], &["holds", "moit", "and", "is", "licence"]).await;
    }
    has("instrument d2\n  in $0", &["in force"], &["d0", "d1", "article"]).await;
    has("      read moit for pc\n        in $0", &["d0", "d1"], &["in force"]).await;
    // Where something is called so, it may be meant.
    has("body giver\ninstrument d3\n  article 1\n    giver $0", &["holds"], &[]).await;
    has("modality m\n  $0", &["title stays", "from"], &["at least", "holds", "is", "article"]).await;
    has("modality m\n  from moit $0", &["to"], &["when", "and", "holds"]).await;
}

#[tokio::test]
async fn in_periods_of_silence_and_in_brackets_as_elsewhere() {
    let ground = "parameter term \"Thời hạn\" : working days from 0\nfact filed : date\n";
    for (line, wanted, unwanted) in [
        ("      moit holds licence\n        within $0", ["term"].as_slice(), ["filed", "capacity"].as_slice()),
        ("      moit holds licence\n        within 5 days of $0", &["filed"], &["source"]),
        ("      moit holds licence\n        within 5 days, else approved when $0", &["capacity", "large"], &["moit"]),
        ("      (moit or $0", &["pc", "chair"], &["capacity"]),
        ("      (any 2 of moit, $0", &["pc", "chair"], &["capacity"]),
        ("      moit holds licence when (capacity above 5 MW or $0", &["source", "large"], &["moit"]),
        ("require $0", &["licence", "permit", "no"], &["moit"]),
        ("test \"x\"\n  expect licence $0", &["with consent of", "after consulting"], &["when"]),
        ("test \"x\"\n  expect licence with consent of moit within 5 days of filed, $0", &["else"], &["when"]),
    ] {
        let text = fixture(line).files[1].1.replacen("instrument d0", &format!("{ground}instrument d0"), 1);
        let at = text.rfind(&line.replace("$0", "")).unwrap() + line.find("$0").unwrap();
        let (before, after) = text.split_at(at);
        let fixture =
            Fixture::new(&format!("//- /w/vires.toml\n[package]\nname = \"p\"\n//- /w/a.vires\n{before}$0{after}"));
        let (_, items) = items_with(&fixture, json!({})).await;
        let offered: Vec<_> = items.iter().map(|item| item["label"].as_str().unwrap()).collect();
        for name in wanted {
            assert!(offered.contains(name), "{line}: `{name}` is not among {offered:?}");
        }
        for name in unwanted {
            assert!(!offered.contains(name), "{line}: `{name}` is among {offered:?}");
        }
    }
}

/// More to speak of than one sort of thing.
const SORTS: &str = "fact received : date
fact urgent : yes or no
power review \"Xem xét\" sector trade, acts issue, revoke
body old_pc \"Ủy ban nhân dân huyện\" until 2025-06-30
";

async fn sorts_have(line: &str, wanted: &[&str], unwanted: &[&str]) {
    // Declarations stand before the instrument.
    let text = GROUND.replacen("instrument d1", &format!("{}{SORTS}instrument d1", &MORE[1..]), 1);
    let fixture = Fixture::new(&format!("{text}{line}"));
    let (_, items) = items_with(&fixture, json!({})).await;
    let offered: Vec<_> = items.iter().map(|item| item["label"].as_str().unwrap()).collect();
    for name in wanted {
        assert!(offered.contains(name), "{line}: `{name}` is not among {offered:?}");
    }
    for name in unwanted {
        assert!(!offered.contains(name), "{line}: `{name}` is among {offered:?}");
    }
}

#[tokio::test]
async fn a_condition_says_only_what_can_be_said_of_the_type() {
    let rule = |condition: &str| format!("      moit holds licence when {condition}$0");
    let orders = ["at least", "at most", "above", "below"];
    let dates = ["after", "before", "from", "until"];
    let others = ["in all other cases", "of", "for", "else", "is held at", "is held by", "within"];
    let without = |lists: &[&[&'static str]]| lists.concat();
    sorts_have(&rule("source "), &["is", "is not", "is one of"], &without(&[&orders, &dates, &others, &["include"]]))
        .await;
    sorts_have(&rule("source is "), &["coal"], &["count of", "sum over", "today", "yes", "no", "none", "is held at"])
        .await;
    sorts_have(&rule("capacity "), &without(&[&orders, &["is"]]), &without(&[&dates, &others, &["include"]])).await;
    sorts_have(&rule("capacity at least "), &["limit", "sum over"], &["none", "today", "yes", "no", "count of"]).await;
    let times = ["days", "months", "weeks", "years", "working days", "of", "else", "and"];
    sorts_have(&rule("capacity at least 5 "), &["MW", "kW"], &times).await;
    sorts_have(&rule("received "), &without(&[&dates, &["is"]]), &without(&[&["above", "below"], &others])).await;
    for before in ["received before ", "received from ", "received is "] {
        sorts_have(&rule(before), &["2026-01-15", "2025-07-01"], &["yes", "none", "sum over", "count of"]).await;
    }
    sorts_have(&rule("today after "), &["received", "2025-07-01"], &["capacity", "sum over"]).await;
    sorts_have(&rule("fields "), &["include", "are"], &without(&[&orders, &dates, &["is one of"]])).await;
    sorts_have(&rule("urgent "), &["and", "from", "or"], &without(&[&orders, &["after", "include"]])).await;
    sorts_have(&rule("permit "), &["is held by", "is held at"], &without(&[&orders, &["is one of"]])).await;
    sorts_have(&rule("source is coal "), &["and", "from", "in all other cases"], &[]).await;
}

#[tokio::test]
async fn a_test_gives_answers_written_out() {
    let given = |words: &str| format!("test \"x\"\n  given {words}$0");
    sorts_have(&given("source is "), &["coal"], &["today", "sum over", "count of", "source", "none"]).await;
    sorts_have(&given("capacity is "), &[], &["today", "sum over", "count of", "limit", "weight"]).await;
    sorts_have(&given("received is "), &["2025-07-01"], &["today"]).await;
    sorts_have(&given("urgent is "), &["yes", "no"], &["none"]).await;
}

#[tokio::test]
async fn acts_are_of_powers_that_have_some() {
    sorts_have("      moit holds licence when $0", &["capacity"], &["act"]).await;
    sorts_have("      moit holds review when $0", &["capacity", "act"], &[]).await;
    sorts_have("      moit holds review when act is $0", &["issue", "revoke"], &[]).await;
}

#[tokio::test]
async fn labels_of_several_words() {
    for typed in ["giay phep", "giấy phép", "giay ", "giay ph"] {
        has(&format!("      moit holds {typed}$0"), &["licence"], &["moit"]).await;
    }
    for typed in ["uy ban nhan dan tinh", "ủy ban nhân", "Uy ban nhan "] {
        has(&format!("      pass licence from moit to {typed}$0"), &["pc"], &[]).await;
    }
    has("      bo cong$0", &["moit"], &["pc"]).await;
    has("      moit có thẩm quyền giay phep$0", &["licence"], &[]).await;
    has("      moit holds licence when source is coal and cong suat$0", &["capacity"], &["licence"]).await;
    // What is typed is what the name takes the place of.
    let (_, items) = items_with(&fixture("      moit holds giay phep$0"), json!({})).await;
    let item = items.iter().find(|item| item["label"] == "licence").unwrap();
    assert_eq!(item["textEdit"]["range"]["start"]["character"], 17);
    assert_eq!(item["filterText"], "licence Giấy phép giay phep");
    // Some of the words, in their order.
    has("      moit holds giay nhan$0", &["permit"], &["licence"]).await;
    has("      moit holds giay nhap$0", &[], &["licence", "permit"]).await;
}

#[tokio::test]
async fn a_line_begins_with_sentences() {
    let place = |list: &[String], name: &str| {
        list.iter().position(|own| own == name).unwrap_or_else(|| panic!("{name}: {list:?}"))
    };
    let offered = offered("      $0").await;
    for name in ["nobody", "repeal", "point", "… holds … when …"] {
        assert!(place(&offered, name) < place(&offered, "pass"), "{offered:?}");
    }
    assert!(place(&offered, "pass") < place(&offered, "moit") && place(&offered, "moit") < place(&offered, "licence"));
    let expected = self::offered("test \"x\"\n  expect $0").await;
    // That somebody holds something is expected most.
    assert!(place(&expected, "moit") < place(&expected, "nobody"), "{expected:?}");
    assert!(place(&expected, "nobody") < place(&expected, "licence"), "{expected:?}");
    assert!(!expected.contains(&"article".to_owned()), "{expected:?}");
    has("test \"x\"\n  expect moit holds licence under d0 $0", &["article"], &[]).await;
    has("kiểm thử \"x\"\n  kết quả moit có thẩm quyền licence theo quy định tại d0 $0", &["điều"], &[]).await;
    // A thing is there once; by its other name where that is what is typed.
    assert!(!offered.contains(&"bộ_công_thương".to_owned()));
    has("      bộ_công$0", &["bộ_công_thương"], &["moit"]).await;
}

#[tokio::test]
async fn words_of_the_other_language_are_found_where_typed() {
    for typed in ["co quan", "cơ quan", "van b", "tham quyen"] {
        let found = offered(&format!("{typed}$0")).await;
        assert!(
            ["cơ quan", "văn bản", "thẩm quyền"].iter().any(|word| found.iter().any(|own| own == word)),
            "{typed}: {found:?}"
        );
    }
    has("      moit co tham$0", &["có thẩm quyền"], &[]).await;
    has("$0", &["body"], &["cơ quan"]).await;
}

#[tokio::test]
async fn what_has_ended_or_cannot_follow_is_not_offered() {
    sorts_have("      pass licence from moit to $0", &["pc"], &["old_pc", "whoever holds", "any"]).await;
    sorts_have("      moit holds licence in $0", &["in all other cases"], &["d0", "d1"]).await;
    sorts_have(
        "      nobody $0",
        &["holds"],
        &["keeps", "may not hold", "is not required", "may", "of", "every power"],
    )
    .await;
    sorts_have("      pc of its $0", &["its place"], &["holds", "keeps"]).await;
    sorts_have("      pass $0", &["licence"], &["holds", "keeps", "may not hold"]).await;
    sorts_have("      licence $0", &["is not required"], &["holds", "keeps"]).await;
    sorts_have("      repeal d0 $0", &["article", "article 5", "clause"], &["chapter", "annex", "after consulting"])
        .await;
    let gone = "    clause 2\n      repeal d0 article 5\ninstrument d2\n  in force from 2026-01-01\n  article 1\n    repeal d0 ";
    sorts_have(&format!("{gone}article $0"), &["7"], &["5"]).await;
    sorts_have(&format!("{gone}$0"), &["article 7"], &["article 5"]).await;
}

#[tokio::test]
async fn powers_that_are_taken_over_and_sectors_of_no_power() {
    has("    moit may take over $0\n", &["licence", "permit", "every power"], &[]).await;
    has("    moit được trực tiếp giải quyết $0\n", &["licence", "mọi thẩm quyền"], &[]).await;
    has("require no power in sector $0\n", &["energy", "trade"], &[]).await;
}

#[tokio::test]
async fn the_sentence_of_a_transfer_has_names_of_the_package() {
    let (_, items) = items_with(&fixture("    $0\n"), json!({})).await;
    let transfer = items.iter().find(|item| item["label"] == "transfer … from … to …").unwrap();
    let said = transfer["textEdit"]["newText"].as_str().or(transfer["insertText"].as_str()).unwrap_or_default();
    assert!(said.contains("pass licence from moit to pc"), "{transfer:#}");
}

/// The bodies offered at the end of a line in a text based on one that says who may receive what.
async fn receivers(line: &str) -> Vec<String> {
    let text = format!(
        "//- /w/a.vires
package p
tier central
tier province
territory Province \"Province\" : ha_noi, hue
fact site : Province
fact big : yes or no
body kind agency
body moit \"M\" at central
body mnd \"D\" at central
body mps \"S\" at central
body pc \"UB\" at province, one per Province
body sea \"Sea\" at central, kind agency
body old \"Old\" at central, until 2026-05-31
body soon \"Soon\" at central, from 2027-01-01
power p1 \"P1\"
power p2 \"P2\" place site
power p3 \"P3\"
power p4 \"P4\"
instrument kind law rank 1
instrument kind decree rank 2
modality pass
  form decree
modality down
  form decree
  from moit to agency
instrument law_1 \"L1\"
  kind law, signed on 2026-01-01
  in force from 2026-03-01
  article 1
    moit holds p1, p2, p3, p4
    mps may not hold p1
    mnd may not hold p1 when big
    p4 may not be passed on except sea
  article 2
    moit may pass p3 to mnd
    moit may down p2 to pc
instrument dec_1 \"Dec 1\"
  kind decree, signed on 2026-04-01
  based on law_1 article 2
  in force from 2026-06-01
  article 1
    {line}$0
"
    );
    let fixture = Fixture::new(&text);
    let (_, items) = items_with(&fixture, json!({})).await;
    let bodies = ["moit", "mnd", "mps", "pc", "sea", "old", "soon"];
    let labels: Vec<_> = items.iter().map(|item| item["label"].as_str().unwrap()).collect();
    bodies.into_iter().filter(|body| labels.contains(body)).map(str::to_owned).collect()
}

#[tokio::test]
async fn only_who_may_receive_a_transfer_is_offered_it() {
    // Not the giver, not who may have it in no case, not who is there no more.
    assert_eq!(receivers("pass p1 from moit to ").await, ["mnd", "pc", "sea", "soon"]);
    assert_eq!(receivers("pass p2 from moit to ").await, ["mnd", "mps", "pc", "sea", "soon"]);
    // Of one of many, another may.
    assert!(receivers("pass p2 from pc of site to ").await.contains(&"pc".to_owned()));
    // Whom the law names, and nobody else; whom the way of passing on names, where the law names nobody.
    assert_eq!(receivers("pass p3 from moit to ").await, ["mnd"]);
    assert_eq!(receivers("down p1 from moit to ").await, ["sea"]);
    assert_eq!(receivers("down p2 from moit to ").await, ["pc"]);
    assert_eq!(receivers("pass p4 from moit to ").await, ["sea"]);
    assert_eq!(receivers("pass p1, p3 from moit to ").await, ["mnd"]);
    // Whom a law lets receive goes before whom the way of passing on names.
    assert_eq!(receivers("moit may down p1 to ").await, ["mnd", "mps", "pc", "sea", "soon"]);
    // Another text may say whom the name of one that has ended means.
    let line = "read mnd for old\n    pass p1 from moit to ";
    assert_eq!(receivers(line).await, ["mnd", "pc", "sea", "old", "soon"]);
}

#[tokio::test]
async fn a_test_supposes_events_and_parameters_too() {
    let given = "test \"x\"\n  given $0";
    sorts_have(given, &["capacity", "opened", "limit", "act"], &["large"]).await;
}

#[tokio::test]
async fn the_first_of_those_of_which_the_later_counts_is_offered_as_the_second_is() {
    for before in ["received before later of ", "received before earlier of "] {
        let line = format!("      moit holds licence when {before}$0");
        sorts_have(&line, &["2025-07-01"], &["capacity", "yes", "no", "none", "sum over", "count of"]).await;
    }
    sorts_have("      moit holds licence when today after later of $0", &["received", "2025-07-01"], &["capacity"])
        .await;
    let period = "      moit holds licence\n        after consulting moit within 5 days of later of $0";
    sorts_have(period, &["received"], &["capacity"]).await;
}

#[tokio::test]
async fn only_those_of_a_group_are_left_out_of_it() {
    sorts_have("      any 2 of committee except $0", &["pc"], &["moit", "chair"]).await;
    sorts_have("      any 2 of chair except $0", &["chair"], &["moit", "pc"]).await;
    sorts_have("      any 2 of chair, committee except $0", &["chair", "pc"], &["moit"]).await;
}

#[tokio::test]
async fn no_period_counts_from_an_event_without_a_date() {
    let period = "      moit holds licence\n        after consulting moit within 5 days of $0";
    sorts_have(period, &["received", "2025-07-01"], &["opened"]).await;
}
