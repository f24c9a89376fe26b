//! What texts ask for beside a decision, and make of silence, on two days and in two versions.

use crate::run::{Folder, Ran};

/// From a day on, what silence means turns; a consent is asked for; for requests from some later day it is otherwise again.
const TURNS: &str = r#"package turns "Silence"
body prefect "the Prefect"
body council "the Council"
instrument kind law "Law" rank 1
fact received "Received" : date
fact urgent "Urgent" : yes or no
power permit "Permit" sector admin
instrument law_2000 "Law of 2000"
  kind law
  in force from 2000-11-01
  article 21
    clause 1
      prefect holds permit
        within 2 months of received, else refused
instrument law_2013 "Law of 2013"
  kind law
  in force from 2013-11-13
  article 1
    this article applies only when received from 2015-11-12
    replace law_2000 article 21 clause 1 with
      prefect holds permit
        within 2 months of received, else approved
instrument law_2020 "Law of 2020"
  kind law
  in force from 2020-01-01
  article 1
    for permit when urgent
      with consent of council within 10 days of received, else approved
"#;

fn between(folder: &Folder, from: &str, to: &str, more: &[&str]) -> Ran {
    folder.run(&[&["diff", ".", "--from", from, "--to", to], more].concat())
}

#[test]
fn silence_and_steps_between_days() {
    let folder = Folder::new("turns").with("turns.vires", TURNS);
    insta::assert_snapshot!("silence_turns", between(&folder, "2013-11-12", "2013-11-13", &[]));
    insta::assert_snapshot!("silence_turns_for_new_requests", between(&folder, "2015-11-11", "2015-11-12", &[]));
    insta::assert_snapshot!("consent_begins", between(&folder, "2019-12-31", "2020-01-01", &["--language", "vi"]));
    insta::assert_snapshot!(
        "consent_begins_page",
        between(&folder, "2019-12-31", "2020-01-01", &["--format", "markdown"])
    );
    insta::assert_snapshot!(
        "consent_begins_for_programs",
        between(&folder, "2019-12-31", "2020-01-01", &["--format", "json"])
    );
    // Who wrote a text anew is said in every form.
    for format in ["text", "markdown", "json"] {
        let ran = between(&folder, "2015-11-11", "2015-11-12", &["--format", format]);
        let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.contains("article 21 clause 1 (as amended by Law of 2013)"), "{ran}");
    }
    let denied = |from: &str, to: &str| between(&folder, from, to, &["--deny", "changes"]).status;
    assert_eq!(denied("2019-12-31", "2020-01-01"), Some(1));
    assert_eq!(denied("2019-12-30", "2019-12-31"), Some(0));
}

#[test]
fn silence_between_versions() {
    // Another article, two lines for one, and no change of meaning.
    let alike = TURNS.replace("  article 1\n    for permit when urgent", "  article 7\n    for permit when urgent").replace(
        "        within 2 months of received, else refused\n",
        "        within 2 months of received, else refused when urgent\n        within 2 months of received, else refused when not urgent\n",
    );
    let other = TURNS
        .replace("within 10 days of received, else approved", "within 10 days of received, else passes to prefect");
    let folder = Folder::new("turned")
        .with("old/turns.vires", TURNS)
        .with("alike/turns.vires", alike)
        .with("new/turns.vires", other);
    let same = folder.run(&["diff", "old", "alike", "--deny", "changes"]);
    assert_eq!(same.status, Some(0), "{same}");
    insta::assert_snapshot!("a_step_in_other_words", folder.run(&["diff", "old", "new"]));
}
