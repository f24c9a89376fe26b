//! Law that changes law, from text: each policy carries its own tests, and all of them pass.

use vires_compiler::{MemoryFiles, Policies, Request};

/// Words that every policy here begins with: the law gives p to a.
const PRELUDE: &str = "\
package p
body a
body b
body c
body m
fact x : yes or no
fact y : yes or no
fact received : date
power p
power q
instrument kind law rank 2
instrument kind decree rank 4
modality pass giver stops acting
precedence higher rank, then later
";

/// A policy, with what is wrong with its words.
fn loaded(text: &str) -> (Policies, Vec<String>) {
    let files = MemoryFiles::default().with("p.vires", format!("{PRELUDE}{text}"));
    let policies = Policies::load(&files, Request::Paths(&[])).unwrap();
    let found =
        policies.text_errors().findings.iter().map(|found| format!("{} {}", found.code, found.message)).collect();
    (policies, found)
}

/// That each test of the text passes.
fn all_pass(policies: &Policies) {
    let trials = policies.run_tests(&|_| true);
    assert!(!trials.is_empty());
    let failed: Vec<_> = trials.iter().filter(|trial| !trial.failures.is_empty()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// That the text has no errors in words and names, and each of its tests passes.
fn passes(text: &str) {
    let (policies, errors) = loaded(text);
    assert!(errors.is_empty(), "{errors:#?}");
    all_pass(&policies);
}

/// Semantics 3.4, case 33: a repealed rule enlarges the remaining cases, a suspended one does not.
#[test]
fn case_33_in_all_other_cases() {
    let text = |operation: &str, answer: &str| {
        format!(
            "\
instrument i
  kind decree, in force from 2025-01-01
  article 1
    a holds p when x
  article 2
    b holds p in all other cases
instrument n
  kind decree, in force from 2025-07-01
  article 1
    {operation} i article 1
test \"x before\"
  on 2025-06-30
  given x
  expect a holds p
test \"x\"
  on 2025-07-01
  given x
  expect {answer}
test \"not x\"
  on 2025-07-01
  given x is no
  expect b holds p
"
        )
    };
    passes(&text("repeal", "b holds p"));
    passes(&text("suspend", "gap over p"));
}

/// Case 34: an inserted rule shrinks the remaining cases of the instrument that it is put into.
#[test]
fn case_34_an_inserted_rule() {
    passes(
        "\
instrument i
  kind decree, in force from 2025-01-01
  article 1
    a holds p when x
    b holds p in all other cases
instrument n
  kind decree, in force from 2025-07-01
  article 1
    insert after i article 1
      article 1a
        c holds p when y
test \"before\"
  on 2025-06-30
  given x is no, y
  expect b holds p
test \"after\"
  on 2025-07-01
  given x is no, y
  expect c holds p under i article 1a
test \"and no other\"
  on 2025-07-01
  given x is no, y is no
  expect b holds p
",
    );
}

/// Case 35: an overlay is undone when it lapses, unless what it took away was repealed meanwhile.
#[test]
fn case_35_an_overlay_that_lapses() {
    let text = |meanwhile: &str, after: &str| {
        format!(
            "\
instrument l
  kind decree, in force from 2025-01-01
  article 1
    a holds p
instrument o
  kind decree, in force from 2025-07-01 until 2025-12-31, overlay
  article 1
    repeal l article 1
{meanwhile}test \"before\"
  on 2025-06-30
  expect a holds p
test \"during\"
  on 2025-12-31
  expect gap over p
test \"after\"
  on 2026-01-01
  expect {after}
"
        )
    };
    passes(&text("", "a holds p"));
    let repealed = "instrument r\n  kind decree, in force from 2025-10-01\n  article 1\n    repeal l article 1\n";
    passes(&text(repealed, "gap over p"));
    let amended = "\
instrument r
  kind decree, in force from 2025-10-01
  article 1
    replace l article 1 with
      b holds p
";
    passes(&text(amended, "b holds p"));
}

/// Case 36 and 2.6: what a suspended text took away stays away, unless it is restored.
#[test]
fn case_36_a_suspended_repeal() {
    let text = |restoring: &str, answer: &str, put_in: &str| {
        format!(
            "\
instrument l
  kind decree, in force from 2025-01-01
  article 1
    a holds p
  article 2
    a holds q
instrument r
  kind decree, in force from 2025-07-01
  article 1
    repeal l article 1
    replace l article 2 with
      b holds q
instrument s
  kind decree, in force from 2025-10-01
  article 1
    suspend r until 2025-12-31{restoring}
test \"repealed\"
  on 2025-09-30
  expect gap over p
  expect b holds q
test \"suspended\"
  on 2025-10-01
  expect {answer}
  expect {put_in}
test \"suspended to the last day\"
  on 2025-12-31
  expect {answer}
  expect {put_in}
test \"after\"
  on 2026-01-01
  expect gap over p
  expect b holds q
"
        )
    };
    passes(&text("", "gap over p", "gap over q"));
    passes(&text(", restoring l", "a holds p", "a holds q"));
    passes(&text(", restoring l article 2", "gap over p", "a holds q"));
}

/// Case 44: an article that begins later than its instrument delays what it does.
#[test]
fn case_44_a_later_start() {
    passes(
        "\
instrument l
  kind decree, in force from 2025-01-01
  annex I
    a holds p
instrument i
  kind decree, in force from 2026-05-29
  article 1
    clause 3
      replace l annex I with
        b holds p
    clause 4
      start article 1 clause 3 on 2026-08-01
test \"the old annex\"
  on 2026-06-15
  expect a holds p
test \"the new annex\"
  on 2026-08-01
  expect b holds p under l annex I
",
    );
}

/// Case 45 and 2.9: what applies only to some cases changes the law only for them, and for no longer than it lasts.
#[test]
fn case_45_applies_only_to_some_cases() {
    passes(
        "\
instrument l
  kind law, in force from 2025-01-01
  article 1
    a holds p
  article 2
    a holds q
instrument d
  kind decree, in force from 2025-07-01 until 2027-02-28, based on l
  article 1
    this instrument applies only when received from 2025-07-01
    pass p from a to b
  article 2
    replace l article 2 with
      c holds q
test \"an old file\"
  on 2025-08-01
  given received is 2025-06-30
  expect a holds p
  expect a holds q
test \"a new file\"
  on 2025-08-01
  given received is 2025-07-01
  expect b holds p
  expect c holds q under l article 2
test \"a new file after the lapse\"
  on 2027-03-05
  given received is 2027-02-01
  expect a holds p
  expect c holds q
",
    );
}

/// Case 41, with an amendment: it is seen from its publication on, for any day.
#[test]
fn case_41_a_retroactive_amendment() {
    passes(
        "\
parameter limit : number
fact size : number from 0
instrument l
  kind decree, issued on 2025-01-01, in force from 2025-01-01
  article 1
    a holds p
  article 2
    set limit to 10
    a holds q when size at most limit
    b holds q in all other cases
instrument n
  kind decree, issued on 2026-05-20, published on 2026-06-01, in force from 2026-01-01
  article 1
    replace l article 1 with
      m holds p
    replace l article 2 with
      set limit to 20
      a holds q when size at most limit
      b holds q in all other cases
test \"as known before\"
  on 2026-02-01
  known on 2026-05-31
  given size is 15
  expect a holds p
  expect b holds q
test \"as known after\"
  on 2026-02-01
  known on 2026-06-01
  given size is 15
  expect m holds p under l article 1
  expect a holds q
test \"as known now\"
  on 2026-02-01
  given size is 15
  expect m holds p
  expect a holds q
",
    );
}

/// 2.4: a repeal repealed after its day revives nothing; before its day it never happens.
#[test]
fn a_repeal_repealed() {
    let text = |day: &str, answer: &str| {
        format!(
            "\
instrument l
  kind decree, in force from 2025-01-01
  article 1
    a holds p
instrument r
  kind decree, in force from 2025-07-01
  article 1
    repeal l article 1
instrument s
  kind decree, issued on 2025-02-01, in force from {day}
  article 1
    repeal r
test \"in the end\"
  on 2026-01-01
  expect {answer}
"
        )
    };
    passes(&text("2025-06-30", "a holds p"));
    passes(&text("2025-07-02", "gap over p"));
}

/// 2.5: inserted text is cited and ranks as the text that it is put into, and counts as issued with the amending one.
#[test]
fn inserted_text_is_text_of_its_target() {
    passes(
        "\
instrument l
  kind law, issued on 2025-01-01, in force from 2025-01-01
  article 1
    a holds p
instrument d
  kind decree, issued on 2025-02-01, in force from 2025-02-01
  article 1
    b holds p
instrument k
  kind law, issued on 2025-03-01, in force from 2025-03-01
  article 1
    replace d article 1 with
      article 1 \"Written anew\"
        c holds p
      article 1a
        c holds q
    replace l article 1 with
      clause 1
        m holds p
test \"the law beats the decree, by rank\"
  on 2025-03-01
  expect m holds p under l article 1 clause 1
  expect c holds q under d article 1a
",
    );
}

/// Text not yet in force, inserted text, and text inserted beside inserted text, may be changed.
#[test]
fn changes_of_what_is_to_come() {
    passes(
        "\
instrument l
  kind decree, in force from 2026-01-01
  article 1
    a holds p
instrument n
  kind decree, in force from 2025-03-01
  article 1
    replace l article 1 with
      b holds p
    insert after l article 1
      article 1a
        a holds q when x
instrument o
  kind decree, in force from 2026-05-01
  article 1
    insert after l article 1a
      article 1b
        c holds q when not x
    replace l article 1a with
      b holds q when x
test \"in force as changed\"
  on 2026-01-01
  given x
  expect b holds p
  expect a holds q
test \"changed again\"
  on 2026-05-01
  given x
  expect b holds q under l article 1a
test \"and more\"
  on 2026-05-01
  given x is no
  expect c holds q under l article 1b
",
    );
}

/// A whole instrument revoked and replaced; and one that is extended in time.
#[test]
fn whole_instruments() {
    passes(
        "\
instrument l
  kind decree, in force from 2025-01-01 until 2025-12-31
  article 1
    a holds p
  article 2
    a holds q until 2025-06-30
instrument e
  kind decree, in force from 2025-10-01
  article 1
    extend l until 2026-12-31
instrument r
  kind decree, in force from 2026-07-01
  article 1
    replace l with
      article 5
        b holds p
test \"extended\"
  on 2026-06-30
  expect a holds p
  expect gap over q
test \"replaced\"
  on 2026-07-01
  expect b holds p under l article 5
test \"to its end\"
  on 2027-01-01
  expect gap over p
",
    );
}

/// 2.2: words, parameters, steps, appointments and readings end with a text that is repealed; a reading stays.
#[test]
fn states_end_with_their_text() {
    passes(
        "\
parameter limit : number
fact size : number from 0
office chief under a
instrument l
  kind decree, issued on 2025-01-01, in force from 2025-01-01
  article 1
    set limit to 10
    a holds p when size at most limit
    b holds p in all other cases
instrument k
  kind decree, issued on 2025-02-01, in force from 2025-02-01
  article 1
    clause 1
      c holds p
    clause 2
      this article yields to l
  article 3
    set limit to 20
    this article prevails over l article 1
  article 4
    read m for c
instrument r
  kind decree, issued on 2025-03-01, in force from 2025-07-01
  article 1
    repeal k article 1 clause 2, k article 3, k article 4
test \"yields\"
  on 2025-06-30
  given size is 15
  expect a holds p
test \"no longer\"
  on 2025-07-01
  given size is 15
  expect m holds p
test \"without the later one\"
  on 2025-01-15
  given size is 15
  expect b holds p
",
    );
}

/// An event without a date ends a suspension, and begins a repeal.
#[test]
fn events_bound_changes() {
    passes(
        "\
event new_law \"The new law\"
instrument l
  kind decree, in force from 2025-01-01
  article 1
    a holds p
  article 2
    a holds q
instrument n
  kind decree, in force from 2025-07-01
  article 1
    replace l article 1 with
      b holds p
instrument s
  kind decree, in force from 2025-10-01
  article 1
    suspend n before new_law, restoring l
    repeal l article 2 from new_law
test \"before it is suspended\"
  on 2025-09-30
  expect b holds p
test \"it depends on the event\"
  on 2026-01-01
  expect undetermined over p
  expect undetermined over q
",
    );
}

/// A law of which one article is replaced again and again, each time by an instrument of its own.
fn replaced(times: usize, and: impl Fn(usize) -> String) -> String {
    let first =
        "instrument l\n  kind law, issued on 2019-01-01, in force from 2019-01-01\n  article 1\n    a holds p\n";
    let one = |n: usize| {
        let (year, who) = (2020 + n, if n.is_multiple_of(2) { "a" } else { "b" });
        format!(
            "instrument o{n}\n  kind law, issued on {year}-01-01, in force from {year}-01-01\n  article 1\n    \
             replace l article 1 with\n      {who} holds p\n{}",
            and(n)
        )
    };
    first.to_owned() + &(0..times).map(one).collect::<String>()
}

#[test]
fn one_text_may_be_replaced_many_times() {
    let text = replaced(200, |_| String::new());
    passes(&format!(
        "{text}test \"first\"\n  on 2020-06-01\n  expect a holds p\n\
         test \"last\"\n  on 2219-06-01\n  expect b holds p\ntest \"ever since\"\n  on 2500-06-01\n  expect b holds p\n"
    ));
}

/// Each suspends the one before it: what was done stays done, and each must be followed on each day.
#[test]
fn changes_that_cannot_be_followed_are_refused() {
    let suspending = |n: usize| match n {
        0 => String::new(),
        _ => format!("  article 2\n    suspend o{} article 1\n", n - 1),
    };
    let (_, found) = loaded(&replaced(12, suspending));
    assert_eq!(found, Vec::<String>::new());
    let (_, found) = loaded(&replaced(280, suspending));
    assert!(found.iter().any(|found| found.starts_with("V1012 too many changes")), "{found:#?}");
}
