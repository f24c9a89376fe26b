//! `textDocument/codeAction`: overlaps ended, gaps filled, and what is written otherwise than it is here.

use crate::actions::{mended, quick};
use crate::fixture::GROUND;

/// Two bands of one text that meet.
fn bands(first: &str, second: &str) -> String {
    let rules = format!("holds li$0cence when {first}\n    clause 2\n      agency holds licence when {second}");
    GROUND.replacen("list Source", "body agency \"Cục\" at central\nlist Source", 1).replacen(
        "holds licence when capacity at least 50 MW",
        &rules,
        1,
    )
}

#[tokio::test]
async fn of_two_bands_that_meet_either_limit_is_moved_or_one_takes_what_is_left() {
    let text = bands("capacity at least 50 MW", "capacity at most 50 MW");
    let titles = quick(&text).await;
    let said: Vec<_> = titles.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(
        said,
        [
            "let Nghị định 1, article 1 clause 1 leave it to the other: `capacity above 50 MW` in place of `capacity at least 50 MW`",
            "let Nghị định 1, article 1 clause 2 leave it to the other: `capacity below 50 MW` in place of `capacity at most 50 MW`",
            "leave Bộ Công Thương what is left: `in all other cases`",
            "leave Cục what is left: `in all other cases`",
            "several may hold it at once: declare the power `held concurrently`",
        ]
    );
    assert!(titles.iter().all(|(_, preferred)| !preferred), "{titles:?}");
    let wide = bands("capacity at least 30 MW", "capacity below 50 MW");
    for text in [&text, &wide] {
        for (title, _) in quick(text).await {
            mended(text, &title, "V2001").await;
        }
    }
    assert_eq!(
        mended(&wide, "let Nghị định 1, article 1 clause 2", "V2001").await,
        ["      agency holds licence when capacity below 30 MW"]
    );
    assert_eq!(
        mended(&wide, "let Nghị định 1, article 1 clause 1", "V2001").await,
        ["      moit holds licence when capacity at least 50 MW"]
    );
}

#[tokio::test]
async fn no_limit_is_moved_where_somebody_would_be_left_without() {
    // The other has only coal: beyond it nobody would have what is given up.
    let text = bands("capacity at least 30 MW", "capacity below 50 MW and source is coal");
    let titles = quick(&text).await;
    assert!(titles.iter().all(|(title, _)| !title.contains("clause 1")), "{titles:?}");
    assert!(
        titles.iter().any(|(title, _)| title.contains("`below 30 MW`") || title.contains("`capacity below 30 MW`"))
    );
    // Nor does anybody take what is left where that is more than what was given.
    assert!(titles.iter().all(|(title, _)| !title.contains("in all other cases")), "{titles:?}");
}

#[tokio::test]
async fn of_two_texts_one_is_said_to_prevail() {
    let text = bands("capacity at least 30 MW", "capacity below 50 MW").replace(
        "    clause 2\n",
        "instrument d2 \"Nghị định 2\" # later\n  in force from 2025-07-01\n  article 1\n    clause 1\n",
    );
    let titles = quick(&text).await;
    for title in ["let Nghị định 1 prevail over Nghị định 2", "let Nghị định 2 prevail over Nghị định 1"]
    {
        assert!(titles.iter().any(|(own, _)| own == title), "{titles:?}");
    }
    assert_eq!(
        mended(&text, "let Nghị định 2 prevail over Nghị định 1", "V2001").await,
        ["  this instrument prevails over d1"]
    );
    mended(&text, "let Nghị định 1 prevail over Nghị định 2", "V2001").await;
    assert!(titles.iter().all(|(title, _)| !title.contains("in all other cases")), "{titles:?}");
}

#[tokio::test]
async fn what_every_case_meets_is_no_condition_to_fill_a_gap_with() {
    let text = GROUND.replacen("holds licence when capacity at least 50 MW", "holds li$0cence when source is coal", 1);
    let titles = quick(&text).await;
    assert!(!titles.is_empty());
    assert!(titles.iter().all(|(title, _)| !title.contains("in place of")), "{titles:?}");
}

#[tokio::test]
async fn what_can_be_read_in_one_way_or_another_is_written_as_it_is_here() {
    let text = GROUND.replacen("in force from 2025-07-01", "in force from 01$0/07/2025", 1);
    let titles = quick(&text).await;
    assert_eq!(titles, [("write `2025-07-01`".to_owned(), false), ("write `2025-01-07`".to_owned(), false)]);
    assert_eq!(mended(&text, "write `2025-07-01`", "V0007").await, ["  in force from 2025-07-01"]);
    let text = GROUND.replacen("at least 50 MW", "at least 50$0MW", 1);
    assert_eq!(quick(&text).await, [("write `50 MW`".to_owned(), true)]);
    assert_eq!(
        mended(&text, "write `50 MW`", "V0001").await,
        ["      moit holds licence when capacity at least 50 MW"]
    );
}

#[tokio::test]
async fn a_package_within_reach_of_nearly_that_name_is_written() {
    let text = "//- /w/base/vires.toml
[package]
name = \"base\"
//- /w/base/base.vires
package base
tier t
//- /w/app/vires.toml
[package]
name = \"app\"
//- /w/app/app.vires
package app
use bs$0ae
";
    assert_eq!(quick(text).await, [("write `base`".to_owned(), true)]);
    assert_eq!(mended(text, "write `base`", "V1004").await, ["use base"]);
}

/// Articles that apply to some cases only: what a line in them says is law in no other.
const CONFINED: &str = "//- /w/a.vires
package p
body moit \"M\"
fact filed : date
fact big : yes or no
power p1 \"P1\"
instrument law_1 \"L1\"
  in force from 2026-03-01
  article 1
    this article applies only when filed from 2026-05-01
    moit ho$0lds p1
";

#[tokio::test]
async fn what_an_article_does_not_apply_to_is_written_in_another() {
    for (title, line) in [
        ("give these cases to M", "    moit holds p1 when filed until 2026-04-30"),
        ("say that nobody holds it", "    nobody holds p1 when filed until 2026-04-30"),
    ] {
        assert_eq!(mended(CONFINED, title, "V2002").await, ["  article 2", line]);
    }
    // One that applies to every case is there already.
    let beside = format!(
        "{}  article 7\n    moit holds p2\n",
        CONFINED.replace("instrument law_1", "power p2 \"P2\"\ninstrument law_1")
    );
    assert_eq!(
        mended(&beside, "give these cases to M", "V2002").await,
        ["    moit holds p1 when filed until 2026-04-30"]
    );
    // Where the whole text applies to some cases only, none of its articles could say it.
    let whole = CONFINED.replace("    this article applies", "    this instrument applies");
    let titles = quick(&whole).await;
    assert!(titles.iter().all(|(title, _)| !title.contains("these cases")), "{titles:?}");
    // In Vietnamese, and of a part of the cases of the article itself.
    let text = CONFINED.replace("    moit ho$0lds p1", "    moit có thẩm$0 quyền p1 khi big");
    let lines = mended(&text, "give these cases to M", "V2002").await;
    assert_eq!(lines.first().map(String::as_str), Some("  điều 2"), "{lines:?}");
}

#[tokio::test]
async fn who_may_not_hold_a_power_is_not_given_its_gap_and_others_are() {
    let text = CONFINED
        .replace("    this article applies only when filed from 2026-05-01\n", "")
        .replace("body moit", "body mnd \"D\"\nevent crisis \"C\"\nbody moit");
    let text = text.replace("    moit ho$0lds p1", "    moit ho$0lds p1 when big\n    mnd may not hold p1 from crisis");
    assert_eq!(mended(&text, "give these cases to M", "V2002").await, ["    moit holds p1 when not big"]);
    assert_eq!(mended(&text, "say that nobody holds it", "V2002").await, ["    nobody holds p1 when not big"]);
    // Where a bar is why nobody is left.
    let barred = CONFINED
        .replace("    this article applies only when filed from 2026-05-01\n", "")
        .replace("    moit ho$0lds p1", "    moit ho$0lds p1\n    moit may not hold p1 when big");
    let titles = quick(&barred).await;
    assert!(titles.iter().all(|(title, _)| !title.contains("give these cases")), "{titles:?}");
    assert_eq!(mended(&barred, "say that nobody holds it", "V2002").await, ["    nobody holds p1 when big"]);
}
