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
