//! `textDocument/codeAction`: each change is applied, and what it promises is checked again.

use serde_json::{Value, json};

use crate::client::{Client, document, uri};
use crate::fixture::{Fixture, GROUND, position, words};

/// A client with findings of one file, and what is offered at the cursor.
struct Desk {
    fixture: Fixture,
    client: Client,
    found: Value,
    version: i32,
}

impl Desk {
    async fn at(text: &str) -> Self {
        let fixture = Fixture::new(text);
        let mut client = fixture.client(json!({ "textDocument": { "diagnostic": {} } })).await;
        let found = pulled(&mut client, fixture.path()).await;
        Self { fixture, client, found, version: 1 }
    }

    /// Asks at the cursor, or in `range`; of kinds.
    async fn offered_in(&mut self, range: Value, only: Value) -> Vec<Value> {
        let mut context = json!({ "diagnostics": self.found });
        if !only.is_null() {
            context["only"] = only;
        }
        let params = json!({ "textDocument": document(self.fixture.path()), "range": range, "context": context });
        self.client.request("textDocument/codeAction", params).await.as_array().cloned().unwrap_or_default()
    }

    async fn offered(&mut self) -> Vec<Value> {
        let at = self.fixture.at()["position"].clone();
        self.offered_in(json!({ "start": at, "end": at }), json!(null)).await
    }

    async fn titles(&mut self) -> Vec<String> {
        self.offered().await.iter().map(|action| action["title"].as_str().unwrap().to_owned()).collect()
    }

    /// Takes the change whose title begins so. Gives the text of the cursor's file, and what is found then.
    async fn take(&mut self, title: &str) -> (String, Vec<String>) {
        let offered = self.offered().await;
        let titles: Vec<_> = offered.iter().map(|action| action["title"].clone()).collect();
        let action = offered.into_iter().find(|action| action["title"].as_str().unwrap().starts_with(title));
        let action = action.unwrap_or_else(|| panic!("`{title}` is not among {titles:?}; found {:#}", self.found));
        self.apply(&action).await
    }

    async fn apply(&mut self, action: &Value) -> (String, Vec<String>) {
        // What writes something new resolves nothing.
        assert!(action["kind"] == "quickfix" || action["diagnostics"].is_null(), "{action:#}");
        for (name, edits) in action["edit"]["changes"].as_object().unwrap() {
            let path = name.strip_prefix("file://").unwrap().to_owned();
            let mut text = self.fixture.text(&path).to_owned();
            let mut edits: Vec<_> = edits.as_array().unwrap().clone();
            edits.sort_by_key(|edit| {
                (edit["range"]["start"]["line"].as_u64(), edit["range"]["start"]["character"].as_u64())
            });
            for edit in edits.iter().rev() {
                let gone = words(&text, &edit["range"]).len();
                let starts = (0..=text.len()).filter(|at| text.is_char_boundary(*at));
                let start = starts.into_iter().find(|at| position(&text, *at) == edit["range"]["start"]).unwrap();
                text.replace_range(start..start + gone, edit["newText"].as_str().unwrap());
            }
            self.version += 1;
            if path == self.fixture.path() {
                self.client.replace(&path, self.version, &text).await;
            } else {
                self.client.open(&path, &text).await;
            }
            self.fixture.files.iter_mut().find(|(known, _)| *known == path).unwrap().1 = text;
        }
        let path = self.fixture.path().to_owned();
        self.found = pulled(&mut self.client, &path).await;
        let codes = self.found.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned());
        (self.fixture.text(&path).to_owned(), codes.collect())
    }
}

async fn pulled(client: &mut Client, path: &str) -> Value {
    client.request("textDocument/diagnostic", json!({ "textDocument": document(path) })).await["items"].clone()
}

/// The lines of a text that another has not.
fn new_lines(before: &str, after: &str) -> Vec<String> {
    let old: Vec<&str> = before.lines().collect();
    after.lines().filter(|line| !old.contains(line)).map(|line| line.trim_end().to_owned()).collect()
}

/// The titles of what is offered at the cursor.
pub(crate) async fn titles_at(text: &str) -> Vec<String> {
    Desk::at(text).await.titles().await
}

/// Takes a change in the one-file package, and checks that the finding is gone.
pub(crate) async fn mended(text: &str, title: &str, code: &str) -> Vec<String> {
    let mut desk = Desk::at(text).await;
    let codes: Vec<_> = desk.found.as_array().unwrap().iter().map(|one| one["code"].clone()).collect();
    assert!(codes.contains(&json!(code)), "{code} is not found: {codes:?} in {text}");
    let path = desk.fixture.path().to_owned();
    let before = desk.fixture.text(&path).to_owned();
    let (after, codes) = desk.take(title).await;
    assert!(!codes.contains(&code.to_owned()), "{title}: {code} is still found in\n{after}\n{:#}", desk.found);
    assert!(codes.iter().all(|code| !code.starts_with("V0")), "{after}\n{codes:?}");
    new_lines(&before, &after)
}

fn gap() -> String {
    GROUND.replacen("holds licence", "holds li$0cence", 1)
}

#[tokio::test]
async fn a_gap_is_given_to_a_holder_or_to_nobody() {
    assert_eq!(
        mended(&gap(), "give these cases to Bộ Công Thương", "V2002").await,
        ["      moit holds licence when capacity below 50 MW"]
    );
    assert_eq!(
        mended(&gap(), "say that nobody holds it", "V2002").await,
        ["      nobody holds licence when capacity below 50 MW"]
    );
    let text = gap().replace(
        "moit holds li$0cence when capacity at least 50 MW",
        "moit có thẩm quyền li$0cence khi source là coal",
    );
    assert_eq!(
        mended(&text, "say that nobody holds it", "V2002").await,
        ["      không cơ quan nào có thẩm quyền licence khi source thuộc một trong onshore, offshore"]
    );
    let text = gap().replace(
        "    clause 1\n",
        "    clause 1\n      moit holds licence when capacity below 10 MW until 2026-12-31\n",
    );
    let mut desk = Desk::at(&text).await;
    let titles = desk.titles().await;
    assert!(!titles.is_empty());
    // Days on which the rule is no law any more: nothing that would not keep its word is offered, or it does.
    for title in titles.iter().filter(|title| title.starts_with("give") || title.starts_with("say")) {
        mended(&text, title, "V2002").await;
    }
}

#[tokio::test]
async fn a_gap_between_two_bands_is_closed_on_either_side() {
    let text = format!(
        "{}      moit holds licence when capacity below 50 MW and not source is coal or capacity below 40 MW\n",
        ""
    )
    .replace("and not source is coal or capacity below 40 MW", "");
    let text = GROUND.replacen("    clause 1\n", &format!("    clause 1\n{text}"), 1).replacen(
        "at least 50 MW",
        "abo$0ve 50 MW",
        1,
    );
    let mut desk = Desk::at(&text).await;
    let titles = desk.titles().await;
    let bands: Vec<_> = titles.iter().filter(|title| title.starts_with("let ")).cloned().collect();
    assert!(!bands.is_empty(), "{titles:?}");
    for title in bands {
        assert_eq!(mended(&text, &title, "V2002").await.len(), 1);
    }
}

const OVERLAP: &str = "
body agency \"Cục Hóa chất\" at central
instrument d2 \"Nghị định 2\"
  in force from 2025-07-01
  article 7
    clause 2
      moit holds li$0cence when capacity below 50 MW
    clause 3
      agency holds licence when capacity at least 20 MW and below 30 MW # said twice
";

#[tokio::test]
async fn an_overlap_is_declared_to_be_meant() {
    let text = format!("{GROUND}{}", &OVERLAP[1..]);
    assert_eq!(
        mended(&text, "several may hold it at once", "V2001").await,
        ["power licence \"Giấy phép\" sector energy, held concurrently"]
    );
    let exclusively = text.replace("sector energy", "held exclusively, sector energy");
    assert_eq!(
        mended(&exclusively, "several may hold it at once", "V2001").await,
        ["power licence \"Giấy phép\" held concurrently, sector energy"]
    );
    // Between a holder and nobody nothing can be held at once.
    let nobody = text.replace("agency holds licence", "nobody holds licence");
    let titles = Desk::at(&nobody).await.titles().await;
    assert!(titles.iter().all(|title| !title.starts_with("several")), "{titles:?}");
}

#[tokio::test]
async fn of_two_transfers_by_one_giver_it_keeps_the_cases_under_one() {
    let text = "//- /w/a.vires
package p
unit MW
fact capacity : MW from 0 to 100
body ministry
body province
body agency
modality pass
  title stays
  giver stops acting
power licence sector energy
power other sector energy
instrument l1
  in force from 2024-01-01
  article 1
    ministry holds licence, other
instrument d1 \"Nghị định 1\"
  in force from 2025-01-01
  article 1
    pass every power of ministry in sector energy to province
instrument d2
  in force from 2025-01-01
  article 1
    pass lic$0ence from ministry to agency when capacity at least 50 MW
";
    assert_eq!(
        mended(text, "under Nghị định 1, ministry keeps", "V2001").await,
        ["    ministry keeps licence when capacity at least 50 MW"]
    );
    // Of the other transfer nothing would be left.
    let titles = titles_at(text).await;
    assert!(titles.iter().all(|title| !title.starts_with("under d2")), "{titles:?}");
}

#[tokio::test]
async fn a_transfer_of_too_much_is_narrowed() {
    let text = "//- /w/a.vires
package p
unit MW
fact capacity : MW from 0 to 100
body ministry
body province
body agency
modality pass
  title stays
  giver stops acting
power licence
instrument l1
  in force from 2024-07-01
  article 1
    ministry holds licence when capacity at least 50 MW
    province holds licence in all other cases
instrument d1
  in force from 2025-07-01
  article 1
    pass li$0cence from ministry to agency when capacity at least 30 MW
";
    assert_eq!(
        mended(text, "narrow the transfer", "V3001").await,
        ["      except when capacity at least 30 MW and below 50 MW"]
    );
    let below = text.replace(" when capacity at least 30 MW", "\n        when capacity at least 30 MW");
    assert_eq!(
        mended(&below, "narrow the transfer", "V3001").await,
        ["        except when capacity at least 30 MW and below 50 MW"]
    );
}

#[tokio::test]
async fn which_of_many_bodies() {
    let text = "//- /w/a.vires
package p
territory Province : north, south
body committee one per Province
fact site : Province
power licence place site
power other
instrument d1
  in force from 2025-07-01
  article 1
    commi$0ttee holds licence
";
    assert_eq!(mended(text, "say which one", "V8001").await, ["    committee of its place holds licence"]);
    let text = text.replace("holds licence", "holds other");
    assert_eq!(mended(&text, "say which one", "V8001").await, ["    committee of site holds other"]);
}

#[tokio::test]
async fn names_that_stand_for_nothing() {
    let of = |to: &str| GROUND.replacen("moit holds licence", to, 1);
    assert_eq!(
        mended(&of("moit holds li$0cnce"), "write `licence`", "V1001").await,
        ["      moit holds licence when capacity at least 50 MW"]
    );
    assert_eq!(mended(&of("mn$0d holds licence"), "declare `mnd` as body", "V1001").await, ["body mnd"]);
    assert_eq!(mended(&of("moit holds $0permit"), "declare `permit` as power", "V1001").await, ["power permit"]);
    assert_eq!(
        mended(
            &GROUND.replacen("also bộ_công_thương, at central", "at $0national", 1),
            "declare `national` as tier",
            "V1001"
        )
        .await,
        ["tier national"]
    );
    assert_eq!(
        mended(&GROUND.replacen("when capacity", "when source is col$0 and capacity", 1), "write `coal`", "V1001")
            .await,
        ["      moit holds licence when source is coal and capacity at least 50 MW"]
    );
    let vietnamese = of("mn$0d có thẩm quyền licence").replace("package p", "gói p");
    assert_eq!(mended(&vietnamese, "declare `mnd` as body", "V1001").await, ["cơ quan mnd"]);
    // Nothing is near: it may be a question by itself.
    let mut desk = Desk::at(&GROUND.replacen("when capacity", "when zzzzzzzzzz$0 and capacity", 1)).await;
    assert_eq!(desk.titles().await, ["declare `zzzzzzzzzz` as fact: yes or no"]);
}

const TWO: &str = "//- /w/base/vires.toml
[package]
name = \"base\"
//- /w/base/base.vires
package base
body moit
power licence
//- /w/other/vires.toml
[package]
name = \"other\"
//- /w/other/other.vires
package other
body unused
//- /w/law/vires.toml
[package]
name = \"law\"
use = [\"../base\", \"../other\"]
//- /w/law/first.vires
package law
use base
use other
//- /w/law/law.vires
package law
instrument d1
  in force from 2025-07-01
  article 1
    moit holds licence
";

#[tokio::test]
async fn a_package_is_used() {
    // `base` is loaded by another package that uses it, and not used by this one.
    let text = "//- /w/base.vires
package base
body moit
//- /w/main.vires
package main
body own
power licence
instrument d1
  in force from 2025-07-01
  article 1
    mo$0it holds licence
";
    assert_eq!(mended(text, "use the package base", "V1001").await, ["use base"]);
}

#[tokio::test]
async fn use_lines_are_put_in_order() {
    let text = TWO.replace("use base\nuse other\n", "use other # not needed\nuse base$0\nuse base\n");
    let mut desk = Desk::at(&text).await;
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let offered = desk.offered_in(range.clone(), json!(["source.organizeImports"])).await;
    assert_eq!((offered.len(), &offered[0]["kind"]), (1, &json!("source.organizeImports")));
    let (after, codes) = desk.apply(&offered[0]).await;
    assert_eq!((after.as_str(), codes), ("package law\nuse base\n", Vec::new()));
    assert_eq!(desk.offered_in(range, json!(["source.organizeImports"])).await, Vec::<Value>::new());
    // Law counts without being named.
    let text = text.replace("body unused\n", "body unused\ninstrument d9\n");
    let mut desk = Desk::at(&text).await;
    let offered = desk
        .offered_in(
            json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }),
            json!(["source"]),
        )
        .await;
    let (after, _) = desk.apply(&offered[0]).await;
    assert_eq!(after, "package law\nuse base\nuse other # not needed\n");
}

#[tokio::test]
async fn tabs_and_signs_of_word_processors() {
    let text = GROUND
        .replace("      moit holds", "\t\t$0moit holds")
        .replace("body moit \"Bộ Công Thương\"", "body moit “Bộ Công Thương”")
        .replace("  in force", "\u{a0}\u{a0}in force");
    let mut desk = Desk::at(&text).await;
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let offered = desk.offered_in(range, json!(["source.fixAll"])).await;
    assert_eq!((offered.len(), &offered[0]["kind"]), (1, &json!("source.fixAll")));
    let (after, codes) = desk.apply(&offered[0]).await;
    assert!(after.contains("body moit \"Bộ Công Thương\" also"), "{after}");
    assert!(after.contains("\n  in force") && after.contains("\n        moit holds"), "{after}");
    assert_eq!(codes, ["V2002"]);
    assert!(
        mended(&text.replace("“Bộ Công Thương”", "\"B\"").replace("\u{a0}", " "), "indent with spaces", "V0002")
            .await
            .len()
            == 1
    );
    let quotes = GROUND.replacen("\"Bộ Công Thương\"", "“Bộ$0 “Công” Thương”", 1);
    assert!(
        Desk::at(&quotes).await.titles().await.is_empty(),
        "where quotes stand inside quotes it is not clear what is meant"
    );
}

#[tokio::test]
async fn what_is_not_closed_is_closed_where_the_line_then_reads() {
    let text = GROUND.replacen("capacity at least 50 MW", "(capacity at least$0 50 MW # why", 1);
    assert_eq!(
        mended(&text, "close the bracket", "V0005").await,
        ["      moit holds licence when (capacity at least 50 MW) # why"]
    );
    let text = GROUND.replacen("power licence \"Giấy phép\"", "power licence \"Giấy$0 phép", 1).replacen(
        " sector energy",
        "",
        1,
    );
    assert_eq!(mended(&text, "close the label", "V0005").await, ["power licence \"Giấy phép\""]);
}

#[tokio::test]
async fn a_case_becomes_a_test_that_passes() {
    for (text, expected) in
        [(gap(), "  expect gap over licence"), (format!("{GROUND}{}", &OVERLAP[1..]), "  expect conflict over licence")]
    {
        let mut desk = Desk::at(&text).await;
        let before = desk.found.as_array().unwrap().len();
        let path = desk.fixture.path().to_owned();
        let old = desk.fixture.text(&path).to_owned();
        let (after, codes) = desk.take("write this case as a test").await;
        let lines = new_lines(&old, &after);
        assert_eq!(lines.last().map(String::as_str), Some(expected), "{lines:?}");
        assert!(lines.iter().any(|line| line.starts_with("test \"")), "{lines:?}");
        assert_eq!(codes.len(), before, "no test fails, and nothing new is found: {codes:?}");
    }
}

#[tokio::test]
async fn changes_name_their_findings_and_are_of_the_kinds_asked_for() {
    let mut desk = Desk::at(&gap()).await;
    let offered = desk.offered().await;
    let give = offered.iter().find(|action| action["title"].as_str().unwrap().starts_with("give")).unwrap();
    assert_eq!((&give["kind"], &give["diagnostics"][0]["code"]), (&json!("quickfix"), &json!("V2002")));
    let at = desk.fixture.at()["position"].clone();
    let range = json!({ "start": at, "end": at });
    let refactors = desk.offered_in(range.clone(), json!(["refactor"])).await;
    assert!(!refactors.is_empty() && refactors.iter().all(|action| action["kind"] == "refactor"));
    let rewrites = desk.offered_in(range, json!(["refactor.rewrite"])).await;
    assert_eq!(rewrites, Vec::<Value>::new());
    // Elsewhere nothing is offered, nor in prose, nor for a file that is none of policy.
    let start = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 0 } });
    assert_eq!(desk.offered_in(start, json!(null)).await, Vec::<Value>::new());
    let mut prose = Desk::at("//- /w/a.md\nPro$0se\n\n```vires\npackage p\nbody a\n```\n").await;
    assert_eq!(prose.offered().await, Vec::<Value>::new());
}

#[tokio::test]
async fn in_fences_and_with_other_line_ends() {
    let text = gap().replace("//- /w/ground.vires\n", "//- /w/ground.md\nProse\n\n```vires\n") + "```\n\nMore.\n";
    assert_eq!(
        mended(&text, "give these cases to Bộ Công Thương", "V2002").await,
        ["      moit holds licence when capacity below 50 MW"]
    );
    let text =
        gap().replace('\n', "\r\n").replace(".toml\r\n", ".toml\n").replace("ground.vires\r\n", "ground.vires\n");
    let mut desk = Desk::at(&text).await;
    let (after, codes) = desk.take("say that nobody holds it").await;
    assert!(after.ends_with("MW\r\n      nobody holds licence when capacity below 50 MW\r\n"), "{after:?}");
    assert_eq!(codes, Vec::<String>::new());
    assert!(uri("/w/a").starts_with("file:"));
}

#[tokio::test]
async fn a_gap_of_every_case_from_a_day_on_is_filled() {
    let text = gap().replace("li$0cence when capacity at least 50 MW", "li$0cence until 2025-12-31");
    assert_eq!(
        mended(&text, "give these cases to Bộ Công Thương", "V2002").await,
        ["      moit holds licence from 2026-01-01"]
    );
    assert_eq!(
        mended(&text, "say that nobody holds it", "V2002").await,
        ["      nobody holds licence from 2026-01-01"]
    );
    // Where another text ends the one that the rule stands in, the line goes where it is law.
    let ended = format!(
        "{}instrument d2 \"Nghị định 2\"\n  in force from 2026-01-01\n  article 1\n    repeal d1\n    moit holds other\npower other\n",
        gap().replace(" when capacity at least 50 MW", "")
    );
    assert_eq!(mended(&ended, "say that nobody holds it", "V2002").await, ["    nobody holds licence"]);
}

#[tokio::test]
async fn a_change_of_another_text_says_so_and_is_not_made_unasked() {
    let law = GROUND.replace("capacity at least 50 MW", "capacity at least 50 MW and source is coal");
    let text = format!(
        "{law}//- /w/b.vires\npackage p\ninstrument d2 \"Nghị định 2\"\n  in force from 2025-07-01\n  article 1\n    nobody holds li$0cence when capacity below 20 MW\n"
    );
    let mut desk = Desk::at(&text).await;
    let offered = desk.offered().await;
    for action in &offered {
        let elsewhere = action["edit"]["changes"].as_object().unwrap().keys().any(|name| !name.ends_with("/b.vires"));
        let title = action["title"].as_str().unwrap();
        assert_eq!(elsewhere, title.ends_with("(in Nghị định 1)"), "{title}");
        assert!(!elsewhere || action["isPreferred"] != json!(true), "{title}");
    }
}

const NARROWED: &str = "//- /w/a.vires
package p
unit MW
fact capacity : MW from 0 to 100
fact source : coal, wind, sun
body ministry
body agency
modality pass
  title stays
  giver stops acting
power permit
power licence
instrument d1
  in force from 2025-07-01
  article 1
    pass licence from ministry to agency
instrument l1
  in force from 2024-07-01
  article 1
    ministry holds permit
";

#[tokio::test]
async fn a_transfer_is_narrowed_by_days_and_by_cases_on_days() {
    let with = |law: &str| format!("{NARROWED}{law}").replacen("pass licence", "pass li$0cence", 1);
    let narrow = "narrow the transfer";
    let text = with("    ministry holds licence until 2026-12-31\n");
    let days = ["    pass licence from ministry to agency until 2026-12-31"];
    assert_eq!(mended(&text, narrow, "V3001").await, days);
    let text = with("    ministry holds licence from 2026-01-01\n");
    let days = ["    pass licence from ministry to agency from 2026-01-01"];
    assert_eq!(mended(&text, narrow, "V3001").await, days);
    // Some cases on some days, others on others.
    let text = with(
        "    ministry holds licence when source is coal until 2026-12-31\n    ministry holds licence when source is wind until 2025-12-31\n    ministry holds licence when source is sun\n",
    );
    let lines = mended(&text, narrow, "V3001").await;
    assert_eq!(lines.first().map(String::as_str), Some("      except when any of"), "{lines:?}");
    assert!(lines.iter().skip(1).all(|line| line.starts_with("        source is ")), "{lines:?}");
    assert!(lines.iter().any(|line| line.ends_with(" and today from 2027-01-01")), "{lines:?}");
}

#[tokio::test]
async fn of_several_powers_on_a_line_only_the_one_in_question_is_narrowed() {
    let text = format!("{NARROWED}    ministry holds licence when source is coal\n").replacen(
        "pass licence from ministry to agency",
        "pass permit, li$0cence from ministry to agency",
        1,
    );
    assert_eq!(
        mended(&text, "narrow the transfer of licence to", "V3001").await,
        [
            "    pass permit from ministry to agency",
            "    pass licence from ministry to agency",
            "      except when source is one of wind, sun"
        ]
    );
}

#[tokio::test]
async fn the_title_of_a_test_ends_with_a_word() {
    let long = "fact capacity \"Công suất lắp đặt ghi trong quyết định chủ trương đầu tư của dự án điện\" : MW from 0 to 1_000";
    let text = gap().replace("fact capacity \"Công suất\" : MW from 0 to 1_000", long);
    let mut desk = Desk::at(&text).await;
    let (after, _) = desk.take("write this case as a test").await;
    let title = after.lines().find(|line| line.starts_with("test ")).unwrap();
    assert!(title.ends_with(" …\"") && title.chars().count() < 120, "{title}");
}

#[tokio::test]
async fn a_fact_a_value_and_a_parameter_that_are_missing_are_declared() {
    let with = |from: &str, to: &str| GROUND.replacen(from, to, 1);
    let condition = "capacity at least 50 MW";
    for (written, title, line) in [
        ("sto$0reys above 5", "declare `storeys` as fact: number", "fact storeys : number"),
        (
            "mi$0les at most 4 or miles above 12.25",
            "declare `miles` as fact: number with 2 decimals",
            "fact miles : number with 2 decimals",
        ),
        (
            "miles is none or mi$0les is 4.1",
            "declare `miles` as fact: number with 1 decimal or none",
            "fact miles : number with 1 decimal or none",
        ),
        ("po$0wer_out at least 5 MW", "declare `power_out` as fact: MW", "fact power_out : MW"),
        ("filed$0_on before 2026-01-01", "declare `filed_on` as fact: date", "fact filed_on : date"),
        ("urg$0ent", "declare `urgent` as fact: yes or no", "fact urgent : yes or no"),
        ("fu$0el is coal", "declare `fuel` as fact: Source", "fact fuel : Source"),
        ("fu$0els include coal", "declare `fuels` as fact: set of Source", "fact fuels : set of Source"),
        (
            "source is nucl$0ear",
            "add `nuclear` to",
            "list Source \"Loại nguồn\" : nuclear, coal, wind (onshore, offshore)",
        ),
    ] {
        assert_eq!(mended(&with(condition, written), title, "V1001").await, [line]);
    }
    let set = with("moit holds licence when capacity at least 50 MW", "set lim$0it to 5 MW");
    assert_eq!(mended(&set, "declare `limit` as parameter: MW", "V1001").await, ["parameter limit : MW"]);
}

/// The titles at the cursor, of changes that resolve something, and whether each is the preferred one.
pub(crate) async fn quick(text: &str) -> Vec<(String, bool)> {
    let mut desk = Desk::at(text).await;
    let offered = desk.offered().await;
    let quick = offered.iter().filter(|action| action["kind"] == "quickfix");
    quick.map(|action| (action["title"].as_str().unwrap().to_owned(), action["isPreferred"] == true)).collect()
}

#[tokio::test]
async fn quotation_marks_of_one_stroke_and_tabs_among_spaces() {
    let text = GROUND
        .replace("  article 1 \"Thẩm quyền\"", "\tarticle 1 ‘Thẩm quyền’")
        .replace("clause 1\n", "clause 1 \"it’s\"\n");
    let mut desk = Desk::at(&text).await;
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let offered = desk.offered_in(range, json!(["source.fixAll"])).await;
    let (after, codes) = desk.apply(&offered[0]).await;
    assert!(after.contains("\n  article 1 \"Thẩm quyền\"\n    clause 1 \"it’s\"\n"), "{after}");
    assert_eq!(codes, ["V2002"]);
}

#[tokio::test]
async fn a_change_of_another_text_of_the_same_file_says_which() {
    let text = "//- /w/a.vires
package p
body moit \"M\"
body pc \"Provincial committee\"
fact big : yes or no
power q \"Permit\"
instrument d \"Decree 1\"
  in force from 2025-01-01
  article 1 until 2026-12-31
    moit holds q in$0 all other cases
instrument d2 \"Decree 2\"
  in force from 2027-01-01
  article 1
    pc holds q when big
";
    let titles = Desk::at(text).await.titles().await;
    let said = "say that nobody holds it in these cases, on purpose (in Decree 2)";
    assert!(titles.iter().any(|title| title == said), "{titles:?}");
    assert!(titles.iter().any(|title| title.starts_with("give these cases to") && title.ends_with("(in Decree 2)")));
    let inside = text.replace("in$0 all", "in all").replace("pc holds q when big", "pc holds q$0 when big");
    let titles = Desk::at(&inside).await.titles().await;
    assert!(titles.iter().all(|title| !title.ends_with("(in Decree 2)")), "{titles:?}");
}
