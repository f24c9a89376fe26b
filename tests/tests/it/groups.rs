//! Groups of holders, and those whom steps ask by what the case says.

use vires_compiler::Policies;

use crate::made_up;

/// Words that every policy here begins with.
const PRELUDE: &str = "\
package p
tier central
territory Commune : c1, c2, c3
list Seat : s1, s2, s3
body kind class_a
body kind class_b
body kind ministry
office a1 kind class_a, until 2025-12-31
office a2 kind class_a
office a3 kind class_a
office b1 kind class_b
office b2 kind class_b, from 2026-06-01
office member one per Seat
body one at central, kind ministry
body two at central, kind ministry, until 2025-12-31
body three at central
body pc at central, one per Commune
fact affected : set of Commune
fact seat : Commune or none
fact received : date
fact big : yes or no
power pay
power both
power vote
power plan
power env
instrument kind law rank 1
instrument l
  kind law, issued on 2025-01-01, in force from 2025-01-01
";

fn load(text: &str) -> Policies {
    made_up::load(&format!("{PRELUDE}{text}"))
}

fn passes(text: &str) {
    made_up::passes(&load(text));
}

fn wrong(text: &str) -> String {
    made_up::wrong(&load(text))
}

#[test]
fn a_kind_stands_for_all_of_it_who_are_there() {
    passes(
        "\
\x20 article 1
    any 2 of class_a hold pay
      with consent of any 1 of class_b
  article 2
    (any 1 of class_a) and (any 1 of class_b) hold both jointly
test \"all three\"
  on 2025-02-01
  expect any 2 of class_a hold pay
  expect any 2 of a1, a2, a3 hold pay
  expect pay with consent of b1
  expect pay not with consent of b2
  expect (any 1 of class_a) and (any 1 of class_b) hold both jointly
  expect (a1 or a2 or a3) and b1 hold both jointly
test \"one has gone\"
  on 2026-02-01
  expect any 2 of class_a hold pay
  expect any 2 of a2, a3 hold pay
  expect (a2 or a3) and b1 hold both jointly
test \"one has come\"
  on 2026-06-01
  expect pay with consent of b1 or b2
  expect pay with consent of any 1 of class_b
  expect (any 1 of class_a) and (any 1 of class_b) hold both jointly
",
    );
}

#[test]
fn an_office_of_which_there_are_many_stands_for_all_its_seats() {
    passes(
        "\
\x20 article 1
    any 2 of member hold vote
      after consulting every member
  article 2
    any 2 of a2, member of s1, class_b hold pay
test \"three seats\"
  on 2025-02-01
  expect any 2 of member of s1, member of s2, member of s3 hold vote
  expect any 2 of member hold vote
  expect vote after consulting every member
  expect vote after consulting member of s2
  expect any 2 of a2, member of s1, b1 hold pay
",
    );
}

#[test]
fn each_of_a_set_is_asked() {
    passes(
        "\
\x20 article 1
    three holds plan
      after consulting pc of every affected within 10 days of received, else approved
      notifying every ministry
test \"two of three\"
  on 2026-02-01
  given affected are c1 and c3, received is 2026-01-30
  expect plan after consulting pc of every affected
  expect plan after consulting pc of c1 within 10 days of received, else approved
  expect plan after consulting pc of c3
  expect plan not after consulting pc of c2
  expect plan notifying one
  expect plan not notifying two
  expect pending over plan
test \"none\"
  on 2026-02-01
  given affected are none
  expect plan not after consulting pc of c1
  expect plan not after consulting pc of every affected
",
    );
    let policies = load(
        "\
\x20 article 1
    three holds plan
      after consulting pc of every affected
test \"not known\"
  on 2026-02-01
  expect plan after consulting pc of every affected
",
    );
    let trials = policies.run_tests(&|_| true);
    assert!(trials.iter().all(|trial| trial.failures.len() == 1), "{trials:#?}");
    let got = format!("{:?}", trials);
    assert!(got.contains("depends on affected"), "{got}");
}

#[test]
fn whoever_holds_another_power_is_asked() {
    passes(
        "\
\x20 article 1
    three holds plan
      with consent of whoever holds env
  article 2
    one or three holds env when not big
    a2 and a3 hold env jointly when big
test \"one of them\"
  on 2025-02-01
  given big is no
  expect plan with consent of one or three
  expect plan with consent of whoever holds env
test \"both\"
  on 2025-02-01
  given big
  expect plan with consent of a2 and a3
  expect plan not with consent of one
test \"not known which\"
  on 2025-02-01
  expect three holds plan
  expect undetermined over env, needs big
",
    );
}

#[test]
fn what_is_no_group_is_said() {
    let one = |line: &str| wrong(&format!("  article 1\n    {line}\n"));
    let cases = [
        ("any 2 of a2 hold pay", "the text asks for any 2 of 1"),
        ("class_a holds pay", "does not say how many of it are meant"),
        ("any 4 of class_a hold pay", "the text asks for any 4 of 3"),
        ("a2 holds pay\n      with consent of every three", "there is only one `three`"),
        ("a2 holds pay\n      with consent of every ministry or a3", "`or` joins single bodies and offices"),
        ("a2 holds pay\n      with consent of pc of every seat", "does not say of which of Commune each `pc` is meant"),
        ("a2 holds pay\n      with consent of three of every affected", "there is only one `three`"),
        ("a2 holds pay\n      with consent of whoever holds pay", "is the one who decides here"),
        (
            "a2 holds pay\n      with consent of any 2 of class_b",
            "2 of this group must be asked here, and on 1 January 2025 it has only 1",
        ),
    ];
    for (line, message) in cases {
        let said = one(line);
        assert!(said.contains(message), "{line}: {said}");
    }
}

#[test]
fn a_third_text_says_which_of_two_prevails() {
    passes(
        "\
\x20 article 1
    one holds pay
  article 2
    one holds vote
instrument m
  kind law, issued on 2025-01-01, in force from 2025-01-01
  article 1
    three holds pay
  article 2
    three holds vote
instrument n
  issued on 2025-01-02, in force from 2025-01-02 until 2025-06-30
  article 1
    l article 1 yields to m
  article 2
    l prevails over m article 2
test \"while the third text is in force\"
  on 2025-02-01
  expect three holds pay
  expect one holds vote
test \"no longer\"
  on 2025-07-01
  expect conflict over pay
  expect conflict over vote
",
    );
}

#[test]
fn all_texts_of_a_kind_yield_by_a_third() {
    passes(
        "\
\x20 article 1
    one holds pay
instrument kind circular rank 9
instrument m
  kind circular, issued on 2025-01-01, in force from 2025-01-01
  article 1
    three holds pay
instrument n
  issued on 2025-01-02, in force from 2025-01-02
  every circular yields to l
test \"the law\"
  on 2025-02-01
  expect one holds pay
",
    );
}

#[test]
fn days_are_counted_from_those_of_the_instrument() {
    passes(
        "\
\x20 article 1
    one holds pay
event opened on 2025-08-31
instrument kind act issued by one or three
instrument m
  kind act, issued by one on 2025-05-01, signed on 2025-05-02, published on 2025-08-31
  in force from published + 6 months until signed + 2 years
  article 1 from published + 1 day before opened + 1 month + 1 day
    three holds vote
  article 2
    three holds env
test \"the day before, and the last\"
  on 2025-09-30
  expect three holds vote
test \"the last day of February\"
  on 2026-02-28
  expect three holds env
test \"two years from the day of signing\"
  on 2027-05-02
  expect three holds env
test \"the day after\"
  on 2027-05-03
  expect gap over env
",
    );
    let said = wrong("instrument m\n  in force from published + 6 months\n  article 1\n    one holds pay\n");
    assert!(said.contains("does not say when it was published"), "{said}");
    let said = wrong("instrument m\n  signed on signed + 1 day\n  article 1\n    one holds pay\n");
    assert!(said.contains("itself counted from another day"), "{said}");
}

/// Which of several bars takes away whom differs from case to case: the headline says only what is so in all of them.
#[test]
fn bars_on_a_group_are_told_by_what_is_so_in_every_case() {
    let gaps = |text: &str| -> Vec<String> {
        let policies = load(text);
        let found = policies.report().findings.iter().filter(|found| found.code == vires_diagnostics::Code::Gap);
        found.map(|found| found.message.clone()).filter(|message| message.contains("article 2")).collect()
    };
    let several = gaps(
        "\
\x20 article 1
    any 2 of a2, a3, b1 hold vote
  article 2
    a2 may not hold vote when affected include c1
    a3 may not hold vote when affected include c2
    b1 may not hold vote when affected include c3
",
    );
    assert!(!several.is_empty());
    for message in &several {
        assert!(message.ends_with("article 2 leaves too few of those who must act together"), "{several:#?}");
    }
    let one = gaps(
        "\
\x20 article 1
    a2 and a3 hold vote jointly
  article 2
    a2 may not hold vote when big
",
    );
    assert!(matches!(one.as_slice(), [only] if only.ends_with("bars a2, without whom a3 cannot act")), "{one:#?}");
}
