//! `textDocument/codeAction`: what was meant by two rules that clash, and declarations that are enough for the lines that ask.

use crate::actions::{mended, titles_at};

const CLASH: &str = "//- /w/a.vires
package p
tier central
body moit \"M\" at central
body mnd \"D\" at central
body pc \"UB\" at central
fact big : yes or no
fact far : yes or no
power p1 \"P1\"
modality pass \"Pass\"
  title stays
  giver stops acting
instrument law
  in force from 2026-03-01
  article 1
";

fn clash(rules: &str) -> String {
    format!("{CLASH}{rules}")
}

#[tokio::test]
async fn what_is_left_is_offered_only_where_something_is() {
    // The special rule has no case that the general one leaves.
    let titles = titles_at(&clash("    moit holds p1\n    mnd hol$0ds p1 when big\n")).await;
    assert!(titles.iter().all(|title| !title.starts_with("leave")), "{titles:?}");
    let inside =
        clash("    moit holds p1 when big\n    mnd hol$0ds p1 when big and far\n    moit holds p1 when not big\n");
    let titles = titles_at(&inside).await;
    assert!(titles.iter().any(|title| title.starts_with("leave M what is left")), "{titles:?}");
    assert!(titles.iter().all(|title| !title.starts_with("leave D")), "{titles:?}");
    assert_eq!(mended(&inside, "leave M what is left", "V2001").await, ["    moit holds p1 in all other cases"]);
}

#[tokio::test]
async fn of_two_transfers_of_one_text_one_leaves_cases_out_or_the_giver_keeps_them() {
    let general =
        clash("    moit holds p1\n  article 2\n    pass p1 from moit to pc\n    pass p1 from moit to mn$0d when big\n");
    let titles = titles_at(&general).await;
    assert!(titles.iter().any(|title| title == "leave these cases out of the transfer to UB"), "{titles:?}");
    // Nothing would be left of the other.
    assert!(titles.iter().all(|title| !title.contains("transfer to D") && !title.contains("keeps")), "{titles:?}");
    assert_eq!(
        mended(&general, "leave these cases out of the transfer to UB", "V2001").await,
        ["      except when big"]
    );
    let both = clash(
        "    moit holds p1\n  article 2\n    pass p1 from moit to pc when far\n    pass p1 from moit to mn$0d when big\n",
    );
    assert_eq!(
        mended(&both, "under law, moit keeps these cases", "V2001").await,
        ["    moit keeps p1 when big and far"]
    );
    assert_eq!(
        mended(&both, "leave these cases out of the transfer to D", "V2001").await,
        ["      except when big and far"]
    );
}

#[tokio::test]
async fn the_giver_keeps_what_one_of_two_texts_passes_on_only_where_that_leaves_something_of_it() {
    let texts = clash(
        "    moit holds p1\n  article 2\n    pass p1 from moit to pc\ninstrument law_2\n  in force from 2026-03-01\n  article 1\n    pass p1 from moit to mn$0d when big\n",
    );
    let titles = titles_at(&texts).await;
    assert!(titles.iter().any(|title| title == "under law, moit keeps these cases"), "{titles:?}");
    assert!(titles.iter().all(|title| title != "under law_2, moit keeps these cases"), "{titles:?}");
}

const UNKNOWN: &str = "//- /w/a.vires
package p
tier central
instrument kind law rank 2
territory Province : ha_noi, hue
body moit \"M\" at central
body pc \"UB\" at central, one per Province
fact site : Province
power known
modality pass
  form law
instrument d1
  in force from 2026-03-01
  article 1
    moit holds known
";

#[tokio::test]
async fn what_is_declared_is_enough_for_the_lines_that_ask() {
    assert_eq!(
        mended(&UNKNOWN.replace("  form law", "  form dec$0ree or above"), "declare `decree`", "V1001").await,
        ["instrument kind decree rank 3"]
    );
    assert_eq!(
        mended(&UNKNOWN.replace("  form law", "  form dec$0ree"), "declare `decree`", "V1001").await,
        ["instrument kind decree"]
    );
    let acts = format!(
        "{UNKNOWN}    moit holds lic$0ence when act is issue\n    pc of its place holds licence when act is one of extend, revoke\n"
    );
    assert_eq!(
        mended(&acts, "declare `licence` as power", "V1001").await,
        ["power licence place site, acts issue, extend, revoke"]
    );
    let test = format!("{UNKNOWN}test \"t\"\n  on 2026-04-01\n  given act is issue\n  expect gap over lic$0ence\n");
    assert_eq!(mended(&test, "declare `licence` as power", "V1001").await, ["power licence acts issue"]);
    let vietnamese = format!("{UNKNOWN}    pc của nơi thực hiện có thẩm quyền lic$0ence khi act là issue\n");
    assert_eq!(
        mended(&vietnamese, "declare `licence` as power", "V1001").await,
        ["power licence place site, acts issue"]
    );
}
