//! Order and lasting names.

use vires_diagnostics::{Code, Finding, Place, Position, SourceSpan, sort};

fn at(file: &str, line: u32, code: Code, words: &str) -> Finding {
    let start = Position::new(line, 1, line * 10);
    Finding::new(code, words)
        .place(Place::new(SourceSpan::new(file, start, start)).citation("a 1"))
        .identified_by(words)
}

#[test]
fn sorts_by_file_position_code_and_is_the_same_from_any_order() {
    let nowhere = Finding::new(Code::BoundReached, "nowhere").identified_by("");
    let sorted = vec![
        nowhere,
        at("a.vires", 2, Code::Gap, "2"),
        at("a.vires", 10, Code::Overlap, "3"),
        at("a.vires", 10, Code::Gap, "4"),
        at("b.vires", 1, Code::UnreadableLine, "5"),
    ];
    for turn in 0..sorted.len() {
        let mut turned = sorted.clone();
        turned.rotate_left(turn);
        turned.swap(0, 1);
        sort(&mut turned);
        assert_eq!(turned, sorted);
    }
}

#[test]
fn every_finding_has_a_name_of_its_own() {
    let mut findings = vec![
        at("a.vires", 1, Code::Gap, "same"),
        at("a.vires", 2, Code::Gap, "same"),
        at("a.vires", 3, Code::Gap, "same"),
        at("a.vires", 4, Code::Gap, "other"),
    ];
    let first = findings[0].id.to_string();
    sort(&mut findings);
    let ids: Vec<_> = findings.iter().map(|finding| finding.id.as_str()).collect();
    assert_eq!(ids[..3], [first.clone(), format!("{first}-2"), format!("{first}-3")]);
    assert_eq!(ids[3].len(), 16);
    let again = {
        let mut again = findings.clone();
        sort(&mut again);
        again
    };
    assert_eq!(again, findings);
}

#[test]
fn names_outlive_lines_and_wording_but_not_what_they_are_about() {
    let name = |finding: Finding| finding.id;
    let place = |line: u32, citation: &str| {
        Place::new(SourceSpan::new("a.vires", Position::new(line, 1, line), Position::new(line, 5, line + 4)))
            .citation(citation)
    };
    let of = |message: &str, power: &str, line, citation: &str, words: &str| {
        name(Finding::new(Code::Gap, message).power(power).place(place(line, citation)).identified_by(words))
    };
    let base = of("nobody", "p", 3, "d article 1", "w");
    assert_eq!(base, of("no holder", "p", 30, "d article 1", "w"));
    assert_ne!(base, of("nobody", "q", 3, "d article 1", "w"));
    assert_ne!(base, of("nobody", "p", 3, "d article 2", "w"));
    assert_ne!(base, of("nobody", "p", 3, "d article 1", "v"));
    // Written down: a change here breaks every baseline file there is.
    assert_eq!(base.as_str(), "02a9889d173058b3");
}
