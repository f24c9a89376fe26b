//! Changes that would not keep what they promise are not offered: regions that no condition says, declarations that need
//! more than a name.

use crate::actions::quick;
use crate::lenses;

/// A policy with these facts, of which a power lacks some cases.
fn gap(declared: &str, rule: &str) -> String {
    format!(
        "//- /w/a.vires
package p
currency VND, with 0 decimals
{declared}
body moit \"M\"
power q \"Q\"
power commit$0 \"C\"
instrument kind decree rank 1
instrument d1 \"D\"
  kind decree
  in force from 2025-01-01
  article 1
    moit holds q
    {rule}
"
    )
}

async fn titles(text: &str) -> Vec<String> {
    quick(text).await.into_iter().map(|(title, _)| title).collect()
}

#[tokio::test]
async fn a_region_that_no_condition_says_is_written_by_no_change() {
    let of_money = "fact base : VND from 0\nfact options : VND from 0\nfact total is base + options";
    let of_event = "event crisis \"Crisis\"\nfact price : VND from 0";
    let of_days = "fact received : date\nfact signed_on : date";
    for (declared, rule) in [
        (of_money, "moit holds commit when total at most 20 billion VND"),
        (of_days, "moit holds commit when received after signed_on + 30 days"),
        (of_days, "moit holds commit when today after received + 90 days"),
        (of_event, "moit holds commit from crisis"),
        (of_event, "moit holds commit when price above 1_000 VND before crisis"),
    ] {
        let text = gap(declared, rule)
            .replace("power commit$0", "power commit")
            .replace("moit holds commit", "moit holds$0 commit");
        assert_eq!(titles(&text).await, [""; 0], "{rule}");
    }
    // One that a condition does say is.
    let text = gap("fact base : VND from 0", "moit holds$0 commit when base at most 20 billion VND");
    let text = text.replace("power commit$0", "power commit");
    assert!(titles(&text).await.iter().any(|title| title.starts_with("give these cases to M")));
}

#[tokio::test]
async fn nothing_asks_for_the_act_of_a_power_without_acts() {
    let text = gap("power grant \"G\" acts issue, extend", "moit holds$0 commit when grant is held by moit")
        .replace("power commit$0", "power commit")
        .replace(
            "    moit holds q\n",
            "    moit holds q\n    moit holds grant when act is issue\n    nobody holds grant when act is extend\n",
        );
    assert_eq!(titles(&text).await, [""; 0]);
}

#[tokio::test]
async fn what_one_of_many_is_or_may_have_no_answer_is_declared_so() {
    let place = "territory Province : hue, ha_noi\nfact site : Province\nfact base : VND from 0";
    let text = gap(place, "p$0c of site holds commit").replace("power commit$0", "power commit");
    assert!(!titles(&text).await.iter().any(|title| title.contains("declare `pc`")));
    let text = gap(place, "p$0c holds commit").replace("power commit$0", "power commit");
    assert!(titles(&text).await.iter().any(|title| title == "declare `pc` as body"));
    let rule = "moit holds commit when sea_$0miles is none or sea_miles at most 4";
    let text = gap(place, rule).replace("power commit$0", "power commit");
    let declared = titles(&text).await;
    assert!(!declared.iter().any(|title| title == "declare `sea_miles` as fact: number"), "{declared:?}");
}

#[tokio::test]
async fn nobody_on_purpose_is_no_holder() {
    let text = gap("fact big : yes or no", "moit holds commit when big\n    nobody holds commit in all other cases");
    let text = text.replace("power commit$0", "power commit");
    let lenses = lenses::titles(&text, "/w/a.vires").await;
    assert!(lenses.iter().any(|lens| lens.contains("«commit» today, in some cases: M")), "{lenses:#?}");
}
