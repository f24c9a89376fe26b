//! What findings say of the cases that they stand for, and the names that they go by.

use vires_compiler::{MemoryFiles, Policies, Request};
use vires_diagnostics::Finding;
use vires_words::Language;

fn found(path: &str, text: &str, language: Language) -> Vec<Finding> {
    let files = MemoryFiles::default().with(path, text);
    let mut policies = Policies::load(&files, Request::Paths(&[])).unwrap();
    policies.set_language(language);
    policies.report().findings.clone()
}

/// A third of the cases each: whoever meets `a` in one part is not competent in the next.
#[test]
fn an_overlap_names_nobody_who_is_competent_in_a_part_only() {
    let text = "\
package p
body a
body b
body c
fact x : number from 0 to 100
power p
instrument l
  kind law, in force from 2025-01-01
  article 1
    a holds p
  article 2
    b holds p when x < 5
  article 3
    c holds p when x >= 5
instrument kind law rank 2
";
    let messages = |language| -> Vec<String> {
        found("p.vires", text, language).into_iter().map(|finding| finding.message).collect()
    };
    assert_eq!(
        messages(Language::En),
        ["p: at least two of a, b and c are competent in each case, and nothing says which prevails"]
    );
    assert_eq!(
        messages(Language::Vi),
        [
            "p: trong mỗi trường hợp, ít nhất hai trong số a, b và c cùng có thẩm quyền, không có quy định nào xác định bên được ưu tiên"
        ]
    );
    // Where all of them are competent wherever two are, that is said.
    let all = text.replace("when x < 5", "when x < 7").replace("c holds p when x >= 5", "c holds p when x < 7");
    let [finding] = &found("p.vires", &all, Language::En)[..] else { panic!() };
    assert_eq!(finding.message, "p: a, b and c are all competent, and nothing says which prevails");
}

/// A finding goes by one name, whichever language the law is written in and whatever its file is called.
#[test]
fn names_of_findings_stay() {
    let text = "\
package p
body a
body b
fact x : number from 0 to 100
fact y : yes or no
power p
power q
power r
power s
precedence higher rank, then later
instrument kind law rank 2
instrument kind decree rank 4
instrument l
  kind law, issued on 2025-01-01, in force from 2025-01-01
  article 1
    a holds p
    a holds q when x >= 0
    a holds r when all of
      y
      not y
    b holds q in all other cases
    a holds s when x <= 200
    c holds s
instrument d
  kind decree, issued on 2025-01-01, in force from 2025-01-01
  article 1
    b holds p
";
    let ids = |path: &str, text: &str| -> Vec<(String, String)> {
        let all = found(path, text, Language::En).into_iter();
        let mut ids: Vec<_> =
            all.map(|finding| (finding.code.as_str().to_owned(), finding.id.as_str().to_owned())).collect();
        ids.sort();
        ids
    };
    let as_written = ids("p.vires", text);
    for code in ["V1001", "V1007", "V4001", "V4002", "V4003", "V4004"] {
        assert!(as_written.iter().any(|(own, _)| own == code), "{code}: {as_written:#?}");
    }
    assert_eq!(ids("laws/q.vires", text), as_written);
    let vietnamese =
        vires_fmt::convert(text, vires_syntax::FileKind::Policy, vires_syntax::Language::Vietnamese).unwrap();
    assert_ne!(vietnamese, text);
    assert_eq!(ids("p.vires", &vietnamese), as_written);
}
