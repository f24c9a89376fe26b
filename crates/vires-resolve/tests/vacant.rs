//! `chief is vacant`: on each day as the appointments say, also where texts tell to read one office for another, and after an
//! edit of another file.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;

use vires_model::{Case, Day, FactId, FileId, Instance, Of, Outcome, Value, ValueId, decide};
use vires_resolve::{Input, Memory, SourceFile, resolve, resolve_again};

const TEXT: &str = r#"package p
territory Region "Region" : north, south
territory Town "Town" : north (n1, n2), south (s1), within Region
body board
office chief under board
office director under board
office head under board, one per Region
office deputy under board
fact town : Town
fact calm : yes or no
fact alone is head of town is vacant
power sign
power visit
power call
instrument kind rule rank 1
instrument r1
  kind rule, issued on 2024-12-01, in force from 2025-01-01
  article 1
    deputy holds sign when chief is vacant
    board holds sign in all other cases
    deputy holds visit when alone and not calm
    board holds visit in all other cases
    board holds call when none of
      chief is vacant
      head of south is not vacant
    deputy holds call in all other cases
instrument r2
  kind rule, issued on 2025-05-01, in force from 2025-06-01
  article 1
    read director for chief
"#;

const APPOINTED: &str = r#"package p
instrument a1
  kind rule, issued on 2024-12-02, in force from 2025-01-01
  article 1
    appoint gus to chief from 2025-02-01 until 2025-03-31
    appoint hal to chief from 2025-04-11 until 2025-06-30
    appoint ida to director from 2025-03-01 until 2025-07-31
    appoint jon to head of north from 2025-02-01 until 2025-04-30
    appoint jon to head of north from 2025-05-11
    appoint kim to head of south until 2025-03-31
  article 2
    appoint lea to head of south from 2025-07-01
"#;

/// Which office the text means, and whether it is vacant, told from the appointments alone.
#[test]
fn on_each_day_as_the_appointments_say() {
    let files = [("a.vires", TEXT), ("b.vires", APPOINTED)];
    let resolved = support::resolved(&files, false);
    assert!(resolved.problems.is_empty(), "{}", support::render(&resolved, &files));
    let model = &resolved.model;
    let body = |name: &str| model.bodies.iter().find(|(_, row)| row.name == name).unwrap().0;
    let power = |name: &str| model.powers.iter().find(|(_, row)| row.name == name).unwrap().0;
    let vacant = |name: &str, of: Of, day: Day| model.vacancy(Instance { body: body(name), of }, day).is_some();
    let holds = |name: &str, facts: &[(FactId, Value)], day: Day| {
        let case = Case { facts: facts.iter().cloned().collect::<BTreeMap<_, _>>() };
        match decide(model, power(name), &case, Some(day)).outcome {
            Outcome::Competent { held, .. } => model.bodies[held.instances()[0].body].name.clone(),
            other => panic!("{other:?}"),
        }
    };
    let fact = |name: &str| model.facts.iter().find(|(_, row)| row.name == name).unwrap().0;
    let (first, last, reading) = (day("2025-01-01"), day("2025-08-31"), day("2025-06-01"));
    let (mut at, mut seen) = (first, BTreeMap::<(String, String), usize>::new());
    while at <= last {
        let chief = if at < reading { "chief" } else { "director" };
        let chief = vacant(chief, Of::Sole, at);
        let deputy = |is: bool| if is { "deputy" } else { "board" };
        assert_eq!(holds("sign", &[], at), deputy(chief), "{at}");
        let south = vacant("head", Of::Place(ValueId(1)), at);
        assert_eq!(holds("call", &[], at), deputy(chief || !south), "{at}");
        for (n, town) in ["n1", "n2", "s1"].iter().enumerate() {
            let list = model.lists.iter().find(|(_, list)| list.name == "Town").unwrap().1;
            let facts = [(fact("town"), Value::Choice(list.by_name[*town])), (fact("calm"), Value::YesNo(false))];
            let region = vacant("head", Of::Place(ValueId(u32::from(n == 2))), at);
            assert_eq!(holds("visit", &facts, at), deputy(region), "{at} {town}");
        }
        *seen.entry((holds("sign", &[], at), holds("call", &[], at))).or_default() += 1;
        at = at.next();
    }
    assert!(seen.len() >= 3, "{seen:?}");
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The rules are in one file, the appointments in another that is edited.
#[test]
fn an_edit_of_the_appointments_is_seen() {
    let mut memory = Memory::default();
    let edits = ["", "until 2025-03-31", "hal to chief", "ida to director", "ida to directer", "lea to head of south"];
    let with = ["", "until 2025-04-02", "hal to deputy", "ida to chief", "ida to directer", "lea to head of north"];
    for (old, new) in edits.iter().zip(with) {
        let edited = if old.is_empty() { APPOINTED.to_owned() } else { APPOINTED.replace(old, new) };
        let edited = if *old == "ida to directer" { APPOINTED.replace("ida to director", old) } else { edited };
        let texts = [("a.vires", TEXT), ("b.vires", edited.as_str())];
        let parsed: Vec<_> =
            texts.iter().map(|(_, text)| vires_syntax::parse(text, vires_syntax::FileKind::Policy)).collect();
        let files: Vec<SourceFile<'_>> = texts
            .iter()
            .zip(&parsed)
            .zip(0..)
            .map(|(((path, text), parsed), n)| SourceFile {
                id: FileId(n),
                path,
                text,
                edition: None,
                tree: &parsed.file,
            })
            .collect();
        let languages = BTreeMap::new();
        let input = Input { files: &files, known: None, languages: &languages };
        let again = resolve_again(&mut memory, &input, &support::Files(&[]));
        assert!(again == resolve(&input, &support::Files(&[])), "{old}");
        // Where an appointment cannot be read, nothing is said of the powers that turn on vacancies.
        assert_eq!(again.broken.len(), if *old == "ida to directer" { 3 } else { 0 }, "{old}");
    }
}
