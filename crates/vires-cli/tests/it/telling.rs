//! What a finding shows beside its message: who claims, which case, which provisions.

use serde_json::Value;

use crate::run::Folder;

const HEAD: &str = r#"package t "T"
tier central
tier province below central
territory Province : hn "Hà Nội", ct "Cần Thơ"
body a "Bộ A" at central
body b "Bộ B" at central
body m "Bộ M" at central
body pc "Ủy ban" at province, one per Province
fact x "X" : yes or no
fact v "Value" : number from 0
fact site "Site" : Province
power P "Power P"
power Q "Power Q" sector s
instrument kind law rank 2
modality devolve "Devolution"
  title moves
  giver stops acting
instrument L "Law L"
  kind law
  in force from 2020-01-01
"#;

fn folder(name: &str, rest: &str) -> Folder {
    Folder::new(name).with("t.vires", format!("{HEAD}{rest}"))
}

fn finding(folder: &Folder, code: &str) -> Value {
    let document: Value = serde_json::from_str(&folder.run(&["check", "--all", "--format", "json"]).out).unwrap();
    let mut all = document["findings"].as_array().unwrap().iter().filter(|own| own["code"] == code);
    let found = all.next().cloned().unwrap_or_default();
    assert!(all.next().is_none(), "{document:#}");
    found
}

/// The case of a finding, put to `vires eval`.
fn replayed(folder: &Folder, power: &str, found: &Value) -> String {
    let mut arguments = vec!["eval".to_owned(), power.to_owned(), "--at".to_owned()];
    arguments.push(found["witness"]["at"].as_str().unwrap().to_owned());
    for (fact, value) in found["witness"]["facts"].as_object().unwrap() {
        let value = match value {
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            other => other.as_str().unwrap().to_owned(),
        };
        arguments.push(format!("{fact}={value}"));
    }
    arguments.extend(["--format".to_owned(), "json".to_owned()]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    folder.run(&arguments).out
}

#[test]
fn claims_are_said_as_an_answer_says_them() {
    let rules =
        "  article 1\n    a and m hold P jointly\n  article 2\n    P is not required\n    pc of site holds P when x\n";
    let folder = folder("claims-said", rules).with("vires.toml", "[package]\nname = \"t\"\nlanguage = \"vi\"\n");
    let ran = folder.run(&["check"]);
    for said in ["Bộ A và Bộ M cùng nhau: Điều 1 Law L", "không phải thực hiện: Điều 2 Law L"] {
        assert!(ran.out.contains(said), "{said}: {ran}");
    }
    assert!(!ran.out.contains("a and m jointly"), "{ran}");
}

#[test]
fn a_broken_requirement_names_its_holder_and_its_case() {
    let rules = "  article 1\n    a holds Q\n    devolve Q from a to pc of site when v above 5\nrequire no power in sector s is held below central\n";
    let folder = folder("required-place", rules);
    let found = finding(&folder, "V5002");
    let message = found["message"].as_str().unwrap();
    assert!(message.contains("Ủy ban"), "{found:#}");
    assert_eq!(found["rules"].as_array().unwrap().len(), 3, "{found:#}");
    assert!(found["witness"]["facts"]["site"].is_string(), "{found:#}");
    assert!(replayed(&folder, "Q", &found).contains("\"competent\""), "{found:#}");
}

#[test]
fn a_transfer_without_end_is_told_in_a_sentence() {
    let rules = "  article 1\n    a holds Q\n    devolve Q from a to b\nrequire every devolve has an end\n";
    let found = finding(&folder("required-end", rules), "V5002");
    assert_eq!(
        found["message"],
        "every “Devolution” is required to have an end, and that of Law L, article 1 has none"
    );
    let label = found["rules"][0]["label"].as_str().unwrap();
    assert!(label.contains("`require every devolve has an end`"), "{found:#}");
}

/// An event without a date is given as a day, or as `none`.
#[test]
fn an_event_in_an_example_is_a_day() {
    let rules = "  article 1\n    a holds P from listed\n    b holds P from listed\n    a holds P before listed\nevent listed \"Listed\"\n";
    let folder = folder("event-day", rules);
    let found = finding(&folder, "V2001");
    let day = found["witness"]["facts"]["listed"].as_str().unwrap();
    assert!(day.starts_with("20"), "{found:#}");
    assert!(replayed(&folder, "P", &found).contains("\"conflict\""), "{found:#}");
    let rules = "  article 1\n    a holds P from listed\nevent listed \"Listed\"\n";
    let folder = self::folder("event-none", rules).with("vires.toml", "[package]\nname = \"t\"\nlanguage = \"vi\"\n");
    let ran = folder.run(&["check"]);
    assert!(ran.out.contains("listed là không có"), "{ran}");
}

#[test]
fn a_bar_that_leaves_too_few_is_told_with_grant_and_transfer() {
    let rules = "  article 1\n    any 2 of a, b, m hold P\n  article 2\n    devolve P from a to b\n  article 3\n    m may not hold P\n";
    let found = finding(&folder("bar-few", rules), "V2002");
    let message = found["message"].as_str().unwrap();
    assert!(message.ends_with("Law L, article 3 bars Bộ M, and of the 2 who must act only Bộ B is left"), "{message}");
    let cited: Vec<&str> =
        found["rules"].as_array().unwrap().iter().map(|own| own["citation"].as_str().unwrap()).collect();
    assert_eq!(cited, ["L art. 3", "L art. 1", "L art. 2"]);
    let found =
        finding(&folder("bar-only", "  article 1\n    a holds P\n  article 2\n    a may not hold P when x\n"), "V2002");
    assert!(found["message"].as_str().unwrap().ends_with("Law L, article 2 bars the only holder"), "{found:#}");
    assert_eq!(found["rules"].as_array().unwrap().len(), 2);
}

/// Assumptions that leave no case are told once; of no case, nothing else is said.
#[test]
fn an_assumption_that_excludes_every_case() {
    let rules = "  article 1\n    a holds P when v below 50\n    b holds P when v below 60 and v is not 3\nassume v above 3 and v below 2\n";
    let folder = folder("assume-nothing", rules);
    let ran = folder.run(&["check", "--format", "concise"]);
    assert_eq!(ran.out.matches("[V4003]").count(), 1, "{ran}");
    assert!(ran.out.contains("no case meets what is assumed here") && !ran.out.contains("V4001"), "{ran}");
    assert!(!ran.out.contains("V4004") && ran.status == Some(1), "{ran}");
}

/// Where one box of a region lies within the others, as far as its cases can be, it is left out.
#[test]
fn the_region_of_a_set_in_few_words() {
    let rules = "list Source : coal, wind, sun\nfact fields : set of Source\n";
    let held = "  article 1\n    a holds P when fields is coal\n";
    let found = finding(&folder("set-few", &format!("{held}{rules}")), "V2002");
    let region = found["region"].as_str().unwrap();
    assert!(region.contains("(2)") && !region.contains("(3)"), "{region}");
}

#[test]
fn one_wrong_pair_of_dates_is_told_once() {
    let text = HEAD.replace("in force from 2020-01-01", "in force from 2020-06-01 until 2020-01-01");
    let text = format!("{text}  article 1\n    a holds P\n    a holds Q\n  article 2\n    devolve Q from a to b\n");
    let ran = Folder::new("dates-once").with("t.vires", text).run(&["check", "--format", "concise"]);
    assert_eq!(ran.out.matches("[V1015]").count(), 1, "{ran}");
}

#[test]
fn acts_have_a_vietnamese_name() {
    let rules = "power R \"Power R\" acts issue, revoke\n";
    let held = "  article 1\n    a holds R when act is issue\n";
    let folder = folder("acts-vietnamese", &format!("{held}{rules}"))
        .with("vires.toml", "[package]\nname = \"t\"\nlanguage = \"vi\"\n");
    let ran = folder.run(&["check"]);
    assert!(ran.out.contains("hành vi"), "{ran}");
}

/// What a transfer may keep is said as the clause that leaves it that.
#[test]
fn what_narrows_a_transfer() {
    let cases = [
        ("a holds P when v below 10", "except when v at least 10"),
        ("a holds P until 2024-12-31", "until 2024-12-31"),
        ("a holds P from 2021-01-01", "from 2021-01-01"),
    ];
    for (n, (grant, clause)) in cases.into_iter().enumerate() {
        let rules = format!("  article 1\n    {grant}\n  article 2\n    devolve P from a to b\n");
        let found = finding(&folder(&format!("narrowed-{n}"), &rules), "V3001");
        assert!(found["help"].as_str().unwrap().contains(&format!("`{clause}`")), "{found:#}");
        let narrowed = format!("  article 1\n    {grant}\n  article 2\n    devolve P from a to b {clause}\n");
        assert_eq!(finding(&folder(&format!("narrowed-{n}"), &narrowed), "V3001"), Value::Null, "{narrowed}");
    }
}
