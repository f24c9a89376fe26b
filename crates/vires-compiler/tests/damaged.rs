//! One damaged word costs its line alone: whole texts, each word of them damaged in a few ways in turn. Each power is
//! answered as by the sound text, or not at all. Whatever is found is found in the sound text too, or says that the damaged
//! line may change it; but for what is wrong with the words themselves.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use vires_compiler::{Asked, MemoryFiles, Policies, Request, Wording, answer, find_power};
use vires_diagnostics::{Finding, Severity};
use vires_model::{Case, Day};

/// A text, its powers, and cases to ask about.
struct Sound {
    text: &'static str,
    powers: &'static [&'static str],
    cases: &'static [&'static str],
}

const DAYS: [&str; 4] = ["2023-05-01", "2024-03-01", "2025-01-01", "2025-08-01"];

/// Operations of all sorts, and a class of powers passed on.
const AMENDED: Sound = Sound {
    text: "package w
tier central
body a at central
body b at central
body c at central
power p
power q
power r
modality m
  title stays
  giver stops acting
instrument k
  in force from 2023-01-01
  article 1
    b holds p
  article 2
    b holds q
  article 3
    b holds r
    a holds r
instrument l
  in force from 2024-01-01
  article 1
    repeal k article 1
  article 2
    m every power of b except p to a
  article 3
    a may not hold r
instrument n
  in force from 2024-06-01
  article 1
    suspend l article 2 until 2025-06-30
    read c for b in k
",
    powers: &["p", "q", "r"],
    cases: &["{}"],
};

/// Conditions, limits, assumptions, order of texts, steps.
const GUARDED: Sound = Sound {
    text: "package w
tier central
body kind board
body a at central
body b at central kind board
body c at central kind board
fact x : number from 0 to 100
fact y : yes or no
fact z : yes or no
fact large is x above 60
parameter cap : number from 0 to 100
assume not (y and z)
precedence higher rank, then later
power p
power q
power r
instrument kind law
  rank 1
instrument kind rule
  rank 2
instrument k
  kind law
  issued on 2022-12-01
  in force from 2023-01-01
  article 1
    set cap to 40
  article 2
    a holds p when x at most cap
      with consent of b when y
    b holds p when x above cap
  article 3
    all of board hold q when y
    c holds q when not y
instrument n
  kind rule
  issued on 2023-12-01
  in force from 2024-01-01
  article 1
    set cap to 50
  article 2
    c holds r when large
    a holds r
      when any of
        x below 30
        x at least 30 and not large
  article 3
    this article prevails over k article 3
    b holds q when z
",
    powers: &["p", "q", "r"],
    cases: &["{\"facts\":{\"x\":45,\"y\":\"yes\",\"z\":\"no\"}}", "{\"facts\":{\"x\":70,\"y\":\"no\",\"z\":\"yes\"}}"],
};

/// The same in Vietnamese, with what ends and begins.
const VIETNAMESE: Sound = Sound {
    text: "gói w
cấp central
cơ quan a ở central
cơ quan b ở central
cơ quan c ở central
dữ kiện x : số từ 0 đến 100
thẩm quyền p
thẩm quyền q
thẩm quyền r
phương thức giao
  không chuyển hẳn thẩm quyền
  bên giao thôi thực hiện
văn bản k
  có hiệu lực từ ngày 2023-01-01
  điều 1
    b có thẩm quyền p khi x không dưới 50
    c có thẩm quyền p khi x dưới 50
  điều 2
    b có thẩm quyền q, r
văn bản l
  có hiệu lực từ ngày 2024-01-01
  điều 1
    bãi bỏ k điều 1
    a có thẩm quyền p
  điều 2
    giao mọi thẩm quyền của b trừ p cho c
  điều 3
    giải thể b từ ngày 2025-07-01
",
    powers: &["p", "q", "r"],
    cases: &["{\"facts\":{\"x\":60}}", "{\"facts\":{\"x\":10}}"],
};

fn load(text: &str) -> Policies {
    let files = MemoryFiles::default().with("/w/w.vires", text.as_bytes().to_vec());
    Policies::load(&files, Request::Paths(&["/w/w.vires".to_owned()])).unwrap()
}

type Answers = BTreeMap<(String, String, String), Option<String>>;

/// What is answered of each power in each case on each day; nothing where no answer is given.
fn answers(sound: &Sound, policies: &Policies) -> Answers {
    let model = policies.model();
    let wording = Wording::new(model, policies.language());
    let mut all = Answers::new();
    for name in sound.powers {
        let power = find_power(model, name).ok().filter(|power| !policies.is_half_read(*power));
        for day in DAYS {
            for case in sound.cases {
                let answered = power.and_then(|power| {
                    let at = Day::parse(day);
                    let usual = Asked { power, at, known: None, case: Case::default(), done: Vec::new() };
                    let asked = policies.cases().read_case(&usual, case).ok()?;
                    let answer = answer(model, &wording, &asked);
                    let holders: BTreeSet<&str> = answer.holders.iter().map(|holder| holder.body.as_str()).collect();
                    Some(format!("{} {holders:?} {:?}", answer.outcome, answer.why))
                });
                all.insert(((*name).to_owned(), day.to_owned(), (*case).to_owned()), answered);
            }
        }
    }
    all
}

/// Whether a finding says that the line with this number is in error and may change it.
fn doubts(finding: &Finding, line: usize) -> bool {
    let at = format!(":{line}");
    finding.notes.iter().any(|note| note.starts_with("a line in error may ") && note.ends_with(&at))
}

fn is_of_words(code: &str) -> bool {
    code.starts_with("V00") || code.starts_with("V10")
}

/// A word as a hand that slips writes it; nothing: it is left out.
fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let middle = letters.len() / 2;
    let mut all = vec![String::new()];
    if letters.len() > 1 && letters.iter().all(|letter| letter.is_alphabetic()) {
        let one_less = letters.iter().enumerate().filter(|(at, _)| *at != middle).map(|(_, letter)| *letter);
        all.push(one_less.collect());
        let capital = letters.iter().enumerate();
        all.push(
            capital.flat_map(|(at, l)| if at == 0 { l.to_uppercase().collect::<Vec<_>>() } else { vec![*l] }).collect(),
        );
        if letters.len() > 3 {
            let mut swapped = letters.clone();
            swapped.swap(middle - 1, middle);
            all.push(swapped.into_iter().collect());
        }
    }
    all.retain(|slip| slip != word);
    all
}

/// Damages each word of a text in turn; gives back what went wrong, and how many damaged texts were in error.
fn damage(sound: &Sound) -> (String, usize) {
    let base = load(sound.text);
    let unsound = base.report().findings.iter().find(|finding| is_of_words(&finding.code.to_string()));
    assert!(unsound.is_none(), "the text is not sound: {unsound:?}");
    let known: BTreeSet<(String, String)> =
        base.report().findings.iter().map(|finding| (finding.code.to_string(), finding.message.clone())).collect();
    let right = answers(sound, &base);
    assert!(right.values().all(Option::is_some), "{right:#?}");
    let lines: Vec<&str> = sound.text.lines().collect();
    let (mut wrong, mut in_error) = (String::new(), 0);
    for (n, line) in lines.iter().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let indent = &line[..line.len() - line.trim_start().len()];
        for (at, word) in words.iter().enumerate() {
            for slip in slips(word) {
                let mut damaged: Vec<&str> = words.clone();
                damaged[at] = &slip;
                damaged.retain(|word| !word.is_empty());
                let damaged = format!("{indent}{}", damaged.join(" "));
                let mut text = lines.clone();
                text[n] = &damaged;
                let policies = load(&(text.join("\n") + "\n"));
                let findings = &policies.report().findings;
                let is_error = |code: &str, severity: Severity| severity == Severity::Error && is_of_words(code);
                if !findings.iter().any(|finding| is_error(&finding.code.to_string(), finding.severity)) {
                    continue;
                }
                in_error += 1;
                for finding in findings.iter().filter(|finding| !is_of_words(&finding.code.to_string())) {
                    let is_known = known.contains(&(finding.code.to_string(), finding.message.clone()));
                    if !is_known && !doubts(finding, n + 1) {
                        let _ = writeln!(wrong, "{}: {} | {} {}", n + 1, damaged.trim(), finding.code, finding.message);
                    }
                }
                let others = answers(sound, &policies)
                    .into_iter()
                    .filter(|(asked, answered)| answered.is_some() && right.get(asked) != Some(answered));
                if let Some((asked, answered)) = others.into_iter().next() {
                    let _ = writeln!(wrong, "{}: {} | {asked:?}: {answered:?}", n + 1, damaged.trim());
                }
            }
        }
    }
    (wrong, in_error)
}

#[test]
fn a_damaged_word_of_a_text_of_operations_gives_no_wrong_answer() {
    let (wrong, in_error) = damage(&AMENDED);
    assert!(wrong.is_empty() && in_error > 150, "{in_error}\n{wrong}");
}

#[test]
fn a_damaged_word_of_a_text_of_conditions_gives_no_wrong_answer() {
    let (wrong, in_error) = damage(&GUARDED);
    assert!(wrong.is_empty() && in_error > 300, "{in_error}\n{wrong}");
}

#[test]
fn a_damaged_word_of_a_vietnamese_text_gives_no_wrong_answer() {
    let (wrong, in_error) = damage(&VIETNAMESE);
    assert!(wrong.is_empty() && in_error > 150, "{in_error}\n{wrong}");
}
