//! The greatest and the least of several amounts, the last and the first of several dates.

use std::fmt::Write as _;

use crate::run::Folder;

/// Every comparison of a number with an extreme of others, in every small case, against the same computed here.
#[test]
fn comparisons_with_extremes_are_what_they_say() {
    type Compared = fn(i64, i64) -> bool;
    let comparisons: [(&str, Compared); 5] = [
        ("at least", |x, y| x >= y),
        ("above", |x, y| x > y),
        ("at most", |x, y| x <= y),
        ("below", |x, y| x < y),
        ("is", |x, y| x == y),
    ];
    // What stands on the right, and what it comes to.
    type Extreme = fn(i64, i64) -> i64;
    let extremes: [(&str, Extreme); 6] = [
        ("greater of a and b", |a, b| a.max(b)),
        ("lesser of a and b + 1", |a, b| a.min(b + 1)),
        ("greater of a, b and 2", |a, b| a.max(b).max(2)),
        ("3 - (greater of a and b)", |a, b| 3 - a.max(b)),
        ("50% of (lesser of 2 * a and 4)", |a, _| a.min(2)),
        ("(greater of a and 1) - (lesser of b and (greater of a and 1))", |a, b| a.max(1) - b.min(a.max(1))),
    ];
    let mut policy = String::from(
        "package extremes\nbody one \"One\"\nbody other \"Other\"\nfact x : number from -4 to 4\nfact a : number from 0 or none\nfact b : number from 0 or none\n",
    );
    let mut rules = String::from("instrument order \"Order\"\n  in force from 2025-01-01\n");
    let mut tests = String::new();
    for (e, (extreme, value)) in extremes.iter().enumerate() {
        for (c, (comparison, fits)) in comparisons.iter().enumerate() {
            let power = format!("p{e}{c}");
            writeln!(policy, "power {power}").unwrap();
            write!(
                rules,
                "  article {e}{c}\n    one holds {power} when x {comparison} {extreme}\n    other holds {power} in all other cases\n"
            )
            .unwrap();
            for (x, a, b) in (-1..=4).flat_map(|x| (0..4).flat_map(move |a| (0..4).map(move |b| (x, a, b)))) {
                let holder = if fits(x, value(a, b)) { "one" } else { "other" };
                write!(
                    tests,
                    "test \"{power} {x} {a} {b}\"\n  on 2025-02-01\n  given x is {x}, a is {a}, b is {b}\n  expect {holder} holds {power}\n"
                )
                .unwrap();
            }
            // Without an answer to one of them there is nothing to compare with.
            let b = if extreme.contains('b') { "none" } else { "0" };
            let a = if extreme.contains('b') { "0" } else { "none" };
            write!(
                tests,
                "test \"{power} none\"\n  on 2025-02-01\n  given x is 1, a is {a}, b is {b}\n  expect other holds {power}\n"
            )
            .unwrap();
        }
    }
    let folder = Folder::new("extremes-all").with("extremes.vires", format!("{policy}{rules}{tests}"));
    let ran = folder.run(&["test"]).to_string();
    assert!(ran.contains("2910 tests: all pass"), "{}", ran.get(..3000).unwrap_or(&ran));
}

const BUYING: &str = r#"package buying "Buying"
currency USD "dollar" with 2 decimals
body head "Head"
body board "Board"
body clerk "Clerk"
fact value "Value" : USD from 0
fact total "Total" : USD from 0
fact paid "Paid" : date or none
fact received "Received" : date
fact term "Term" : days from 0
fact longer is greater of term and 5 days
parameter ceiling "Ceiling" : USD from 0
power buy "Buy"
power permit "Permit"
power refund "Refund"
fact cap is lesser of 20% of total and ceiling
instrument order "Order 1"
  in force from 2025-01-01
  article 1
    set ceiling to unlimited until 2025-06-30
    set ceiling to greater of 50_000 USD and 40_000 USD from 2025-07-01
  article 2
    clerk holds buy when value below lesser of 10% of total and 10_000 USD
    head holds buy when value above lesser of 10% of total and 10_000 USD and value at most cap
    board holds buy when value above cap
  article 3
    head holds permit
      with consent of board within 10 days of later of received and paid, else approved
      within 30 days of earlier of received + 5 days and 2025-05-01, else refused
  article 4
    head holds refund when today at most (later of received and 2025-03-01) + 20 days
    board holds refund in all other cases
"#;

#[test]
fn limits_and_periods() {
    let folder = Folder::new("extremes-buying").with("buying.vires", BUYING);
    let eval = |arguments: &[&str]| folder.run(&[&["eval"], arguments].concat()).to_string();
    let dates = ["received=2025-04-10", "paid=2025-04-20"];
    let answers = [
        folder.run(&["check"]).to_string(),
        eval(&["buy", "--at", "2025-05-01", "value=30_000 USD"]),
        eval(&[&["permit", "--at", "2025-05-01"][..], &dates].concat()),
        eval(&[&["permit", "--at", "2025-05-01", "--language", "vi"][..], &dates].concat()),
        eval(&["permit", "--at", "2025-05-01", "received=2025-04-10", "paid=none"]),
        eval(&["permit", "--at", "2025-05-01", "received=2025-04-10"]),
        eval(&[&["permit", "--at", "2025-05-01", "--format", "json"][..], &dates].concat()),
        eval(&["refund", "--at", "2025-03-21", "received=2025-02-10"]),
        eval(&["refund", "--at", "2025-03-22", "received=2025-02-10"]),
    ];
    insta::assert_snapshot!(answers.join("\n"));
}

#[test]
fn what_cannot_be_said_with_them() {
    let wrong = [
        "today at most greater of received and paid",
        "value at most later of value and total",
        "value at most greater of total and received",
    ];
    let complete = BUYING.replace("value below lesser", "value at most lesser");
    let mut answers = Vec::new();
    for (n, condition) in wrong.iter().enumerate() {
        let policy = complete.replace("today at most (later of received and 2025-03-01) + 20 days", condition);
        let folder = Folder::new(&format!("extremes-wrong-{n}")).with("buying.vires", policy);
        answers.push(folder.run(&["check"]).to_string());
    }
    let long = complete.replace("within 10 days of", "within longer of");
    answers.push(Folder::new("extremes-long").with("buying.vires", long).run(&["check"]).to_string());
    insta::assert_snapshot!(answers.join("\n"));
}

#[test]
fn both_languages_and_back() {
    let folder = Folder::new("extremes-fmt").with("buying.vires", BUYING);
    let vietnamese = folder.run(&["fmt", "--language", "vi"]);
    assert_eq!(vietnamese.status, Some(0), "{vietnamese}");
    let said = folder.read("buying.vires");
    assert!(said.contains("mức thấp hơn trong 20% của total và ceiling"), "{said}");
    assert!(said.contains("kể từ ngày muộn hơn trong received và paid"), "{said}");
    folder.run(&["fmt", "--language", "en"]);
    assert_eq!(folder.read("buying.vires"), BUYING);
}
