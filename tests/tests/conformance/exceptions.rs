//! Rules with exceptions: each rule a holder of its own, each label an instrument; an exception prevails over what it excepts from. A gap is where no rule
//! applies, an overlap where two apply and neither is an exception to the other.

use std::fmt::Write;

use serde_json::Value;
use vires_compiler::{MemoryFiles, Policies, Request};
use vires_diagnostics::{Kind, Severity};

use crate::{cases, findings, list, report, text};

#[test]
#[ignore = "the cases are not in this repository"]
fn rules_with_exceptions() {
    let file = cases("catala_exceptions.json");
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for case in list(&file["cases"]) {
        let policy = policy(case);
        let found = findings(text(&case["id"]), &policy);
        let any = |kind| found.iter().any(|finding| finding.kind() == kind);
        let exact = &case["expected_exact"];
        let wanted = (exact["complete"] == true, exact["overlap"] == true);
        let got = (!any(Kind::Gap), any(Kind::Overlap));
        compared += 1;
        if wanted != got {
            wrong.push(format!("{}: (complete, overlap) {got:?}, expected {wanted:?}\n{policy}", case["id"]));
        }
    }
    report(compared, &wrong);
}

/// What is no exception to anything: an exception to itself, in a circle, to a rule that is not there, or to one of several.
#[test]
#[ignore = "the cases are not in this repository"]
fn exceptions_that_are_none() {
    let file = cases("catala_exceptions.json");
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for case in list(&file["static_errors"]) {
        let rules = list(&case["rules_as_label_and_exception_of"]);
        let mut text_of = String::from("package case \"Case\"\npower p\npower q\n");
        for n in 0..rules.len() {
            let _ = writeln!(text_of, "body b{n}");
        }
        text_of.push_str("instrument kind law rank 1\ninstrument i\n  kind law, in force from 2025-01-01\n");
        for (n, rule) in rules.iter().enumerate() {
            let variable = |rule: &Value| if rule["variable"] == "y" { "q" } else { "p" };
            let _ = writeln!(text_of, "  article {n}\n    b{n} holds {}", variable(rule));
            let Some(of) = rule["exception_of"].as_str() else { continue };
            // A label of another variable is none of this one.
            let excepted = rules.iter().position(|other| {
                let labelled = if of == "(implicit)" { other["exception_of"].is_null() } else { other["label"] == of };
                labelled && variable(other) == variable(rule)
            });
            let _ = writeln!(text_of, "    this article prevails over article {}", excepted.unwrap_or(99));
        }
        let files = MemoryFiles::default().with("case.vires", text_of.as_str());
        let policies = Policies::load(&files, Request::Paths(&[])).expect("it is there");
        let errors = policies.report().findings.iter().filter(|finding| finding.severity == Severity::Error);
        compared += 1;
        if errors.count() == 0 {
            wrong.push(format!("{}: nothing is found in\n{text_of}", case["id"]));
        }
    }
    report(compared, &wrong);
}

fn policy(case: &Value) -> String {
    let mut out =
        String::from("package case \"Case\"\nunit u\nunit third is 1/3 u\ncurrency C \"C\", with 0 decimals\n");
    let variables = case["variables"].as_object().expect("variables");
    for (name, kind) in variables {
        let names: Vec<String> = match name.split_once("..") {
            Some((first, last)) => {
                let number = |name: &str| name.trim_start_matches('x').parse::<usize>().expect("a number");
                (number(first)..=number(last)).map(|n| format!("x{n}")).collect()
            }
            None => vec![name.clone()],
        };
        for name in names {
            let kind = text(kind);
            let domain = match kind.split(' ').next().unwrap_or_default() {
                "date" => "date".to_owned(),
                "money" => "C".to_owned(),
                "decimal" => "u".to_owned(),
                "duration" => "days".to_owned(),
                "integer" => "number".to_owned(),
                "boolean" => "yes or no".to_owned(),
                "enum" => kind.split_once(' ').expect("values").1.split('|').collect::<Vec<_>>().join(", "),
                other => panic!("{other}"),
            };
            let _ = writeln!(out, "fact f_{name} : {domain}");
        }
    }
    let unit = |name: &str| {
        variables.get(name).map_or("", |kind| match text(kind).split(' ').next() {
            Some("money") => " C",
            Some("duration") => " days",
            _ => "",
        })
    };
    if let Value::String(assumed) = &case["assume"] {
        let _ = writeln!(out, "assume {}", condition(assumed, &unit));
    }
    let rules = list(&case["rules"]);
    for n in 0..rules.len() {
        let _ = writeln!(out, "body b{n}");
    }
    out.push_str("power p\n");
    let above =
        |label: &str| rules.iter().find(|rule| text(&rule["label"]) == label).map(|rule| text(&rule["exception_of"]));
    let place =
        |rule: &Value| if rule["exception_of"].is_null() { "root".to_owned() } else { text(&rule["label"]).to_owned() };
    let mut done: Vec<String> = Vec::new();
    for rule in rules {
        let instrument = place(rule);
        if done.contains(&instrument) {
            continue;
        }
        done.push(instrument.clone());
        let _ = writeln!(out, "instrument i_{instrument}\n  in force from 2025-01-01\n  article 1");
        for (n, own) in rules.iter().enumerate().filter(|(_, own)| place(own) == instrument) {
            let when = text(&own["when"]);
            let when = if when == "True" { String::new() } else { format!(" when {}", condition(when, &unit)) };
            let _ = writeln!(out, "    b{n} holds p{when}");
        }
        // It prevails over what it excepts from, and over what that excepts from in turn.
        let mut at = text(&rule["exception_of"]).to_owned();
        let mut over = Vec::new();
        while !at.is_empty() {
            let next = above(&at).unwrap_or_default().to_owned();
            over.push(if next.is_empty() { "root".to_owned() } else { at });
            at = next;
        }
        for over in over {
            let _ = writeln!(out, "  this instrument prevails over i_{over}");
        }
    }
    out
}

/// A condition as the cases write it, in the words of the language.
fn condition(written: &str, unit: &dyn Fn(&str) -> &'static str) -> String {
    let mut reader = Reader { tokens: tokens(written), at: 0, unit };
    let said = reader.any();
    assert_eq!(reader.at, reader.tokens.len(), "{written}");
    said
}

fn tokens(written: &str) -> Vec<String> {
    let spaced = written.replace('(', " ( ").replace(')', " ) ").replace(',', " , ").replace('+', " + ");
    let mut spaced = spaced.replace("<=", " \u{2264} ").replace(">=", " \u{2265} ").replace("==", " = ");
    for sign in ['<', '>'] {
        spaced = spaced.replace(sign, &format!(" {sign} "));
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

struct Reader<'u> {
    tokens: Vec<String>,
    at: usize,
    unit: &'u dyn Fn(&str) -> &'static str,
}

impl Reader<'_> {
    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }
    fn next(&mut self) -> String {
        self.at += 1;
        self.tokens.get(self.at - 1).cloned().unwrap_or_default()
    }
    fn any(&mut self) -> String {
        self.several("or", Self::all)
    }
    fn all(&mut self) -> String {
        self.several("and", Self::one)
    }
    fn several(&mut self, word: &str, part: fn(&mut Self) -> String) -> String {
        let mut parts = vec![part(self)];
        while self.peek() == word {
            self.at += 1;
            parts.push(part(self));
        }
        if parts.len() == 1 { parts.remove(0) } else { format!("({})", parts.join(&format!(" {word} "))) }
    }
    fn one(&mut self) -> String {
        match self.peek() {
            "not" => {
                self.at += 1;
                format!("not ({})", self.one())
            }
            "(" => {
                self.at += 1;
                let inner = self.any();
                assert_eq!(self.next(), ")");
                inner
            }
            _ => self.comparison(),
        }
    }
    fn comparison(&mut self) -> String {
        let mut sides = vec![self.side()];
        let mut signs = Vec::new();
        while matches!(self.peek(), "<" | ">" | "\u{2264}" | "\u{2265}" | "=") {
            signs.push(self.next());
            sides.push(self.side());
        }
        if signs.is_empty() {
            return sides.remove(0).0;
        }
        let mut parts = Vec::new();
        for (n, sign) in signs.iter().enumerate() {
            let (left, right) = (&sides[n], &sides[n + 1]);
            // The variable stands first.
            let (left, right, sign) = if left.1 { (left, right, sign.as_str()) } else { (right, left, turned(sign)) };
            let words = match sign {
                "<" => "below",
                ">" => "above",
                "\u{2264}" => "at most",
                "\u{2265}" => "at least",
                _ => "is",
            };
            let unit = if right.0.parse::<i64>().is_ok() {
                (self.unit)(left.0.trim_start_matches("f_").split(' ').next().unwrap_or_default())
            } else {
                ""
            };
            parts.push(format!("{} {words} {}{unit}", left.0, right.0));
        }
        if parts.len() == 1 { parts.remove(0) } else { format!("({})", parts.join(" and ")) }
    }
    /// A variable (and that it is one), a sum of them, or a value.
    fn side(&mut self) -> (String, bool) {
        let first = self.next();
        if (first == "D" || first == "F") && self.peek() == "(" {
            self.at += 1;
            let value = self.next();
            if first == "D" {
                assert_eq!(self.next(), ")");
                return (value.trim_matches('\'').to_owned(), false);
            }
            assert_eq!((self.next().as_str(), self.next().as_str(), self.next().as_str()), (",", "3", ")"));
            return (format!("{value} third"), false);
        }
        if first.parse::<i64>().is_ok() || first.starts_with('\'') {
            return (first.trim_matches('\'').to_owned(), false);
        }
        let mut sum = format!("f_{first}");
        while self.peek() == "+" {
            self.at += 1;
            sum = format!("{sum} + f_{}", self.next());
        }
        (sum, true)
    }
}

fn turned(sign: &str) -> &str {
    match sign {
        "<" => ">",
        ">" => "<",
        "\u{2264}" => "\u{2265}",
        "\u{2265}" => "\u{2264}",
        same => same,
    }
}
