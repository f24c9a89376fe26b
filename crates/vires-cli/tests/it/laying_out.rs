//! `vires fmt`

use crate::run::{Folder, LAPSE};

#[test]
fn files_are_laid_out_once_and_for_all() {
    let untidy = LAPSE.replace("  kind law\n", "  kind   law\n").replace("\npower", "\n\n\n\n# kept\npower");
    let folder = Folder::new("fmt").with("retail.vires", &untidy);
    let check = folder.run(&["fmt", "--check"]);
    assert_eq!((check.status, check.out.as_str()), (Some(1), "retail.vires\n"), "{check}");
    assert_eq!(folder.read("retail.vires"), untidy);
    assert_eq!(folder.run(&["fmt"]).status, Some(0));
    let tidy = folder.read("retail.vires");
    assert!(tidy.contains("# kept\n") && tidy != untidy);
    assert_eq!(folder.run(&["fmt", "--check", "."]).status, Some(0));
    let piped = folder.run_with(&["fmt", "-"], untidy.as_bytes());
    assert_eq!((piped.status, piped.out), (Some(0), tidy));
}

#[test]
fn keywords_go_to_vietnamese_and_back() {
    let folder = Folder::new("fmt-language").with("retail.vires", LAPSE);
    folder.run(&["fmt"]);
    let english = folder.read("retail.vires");
    assert_eq!(folder.run(&["fmt", "--language", "vi"]).status, Some(0));
    assert!(folder.read("retail.vires").contains("có thẩm quyền"));
    assert_eq!(folder.run(&["test"]).status, Some(0));
    folder.run(&["fmt", "--language", "en"]);
    assert_eq!(folder.read("retail.vires"), english);
}

#[test]
fn programs_are_told_of_each_file() {
    let tidy = "package p\n\nbody a\n";
    let folder = Folder::new("fmt-json").with("a.vires", tidy).with("b.vires", "package p\nbody   b\n");
    let folder = folder.with("c.vires", "package p\ninstrument i\n    article 1\n  article 2\n   article 3\n");
    let asked = |arguments: &[&str]| folder.run(&[&["fmt", "--format", "json"], arguments].concat());
    let check = asked(&["--check"]);
    assert_eq!(check.status, Some(2), "{check}");
    insta::assert_snapshot!(check);
    assert_eq!(folder.read("b.vires"), "package p\nbody   b\n");
    assert_eq!(asked(&["a.vires", "b.vires"]).status, Some(0));
    assert_eq!(folder.read("b.vires"), "package p\nbody b\n");
    let piped = folder.run_with(&["fmt", "-", "--format", "json"], b"package p\nbody   b\n");
    assert_eq!(piped.status, Some(0), "{piped}");
    assert!(piped.out.contains(r#""changed":true,"text":"package p\nbody b\n""#), "{piped}");
}
