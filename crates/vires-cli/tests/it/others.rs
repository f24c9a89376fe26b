//! The other commands.

use vires_syntax::Language::Vietnamese;
use vires_syntax::{FileKind, SourceLineKind, lossless};

use crate::run::{Folder, LAPSE, command};

#[test]
fn a_new_package_checks_clean() {
    let folder = Folder::new("init");
    insta::assert_snapshot!(folder.run(&["init", "my-policy"]));
    let check = folder.run(&["check", "my-policy", "--deny", "warnings"]);
    assert_eq!(check.status, Some(0), "{check}");
    assert_eq!(folder.run(&["test", "my-policy"]).status, Some(0));
    assert_eq!(folder.run(&["fmt", "--check", "my-policy"]).status, Some(0));
    // The same in Vietnamese: the policies, and what is said of them.
    assert_eq!(folder.run(&["init", "chính-sách", "--language", "vi"]).status, Some(0));
    assert!(folder.read("chính-sách/chính_sách.vires").contains("có thẩm quyền mua_sắm"));
    let check = folder.run(&["check", "chính-sách", "--deny", "warnings"]);
    assert!(check.status == Some(0) && check.out.contains("không phát hiện vấn đề nào"), "{check}");
    assert_eq!(folder.run(&["test", "chính-sách"]).status, Some(0));
    assert_eq!(folder.run(&["fmt", "--check", "chính-sách"]).status, Some(0));
    let json = folder.run(&["init", "third", "--format", "json"]).out;
    assert_eq!(
        json,
        "{\"schema\":\"vires.init/1\",\"package\":\"third\",\"files\":[\"third/vires.toml\",\"third/third.vires\"]}\n"
    );
    let told = folder.run(&["init", "mới", "--language", "vi"]);
    assert_eq!(
        told.out,
        "đã tạo mới/vires.toml\nđã tạo mới/mới.vires\ntiếp theo, hãy chạy: vires check mới, vires test mới\n"
    );
    let again = folder.run(&["init", "mới", "--language", "vi"]);
    assert!(again.status == Some(2) && again.err.contains("đã có sẵn, nên không tạo tệp nào"), "{again}");
    let again = folder.run(&["init", "my-policy"]);
    assert!(again.status == Some(2) && again.err.contains("nothing was written"), "{again}");
}

#[test]
fn the_register_and_what_a_body_holds() {
    let folder = Folder::new("registers").with("retail.vires", LAPSE);
    insta::assert_snapshot!(folder.run(&["powers"]));
    insta::assert_snapshot!(folder.run(&["powers", "--at", "2025-08-01"]));
    insta::assert_snapshot!(folder.run(&["powers", "--at", "2025-08-01", "--format", "json"]));
    insta::assert_snapshot!(folder.run(&["who", "provincial_pc"]));
    insta::assert_snapshot!(folder.run(&["who", "Bộ Công Thương", "--at", "2025-08-01", "--format", "json"]));
    assert_eq!(folder.run(&["who", "nobody"]).status, Some(2));
}

#[test]
fn a_code_explained() {
    let folder = Folder::new("explain");
    insta::assert_snapshot!(folder.run(&["explain", "v2001"]));
    assert_eq!(folder.run(&["explain", "V0000"]).status, Some(2));
    assert!(folder.run(&["explain"]).out.contains("V2001  error    a power claimed twice\n"));
    let row = r#"{"code":"V2001","kind":"overlap","severity":"error","title":"a power claimed twice"}"#;
    assert!(folder.run(&["explain", "--format", "json"]).out.contains(row));
    let page = folder.run(&["explain", "V2001", "--format", "json"]);
    assert!(
        page.status == Some(0) && page.out.contains("\"title\":\"a power claimed twice\",\"page\":\"# V2001"),
        "{page}"
    );
}

/// The fenced blocks of a page: what stands behind the opening, and the text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let parts = page.split("\n```").collect::<Vec<_>>();
    let block = |part: &&str| part.split_once('\n').map(|(opening, text)| (opening.to_owned(), format!("{text}\n")));
    parts.iter().skip(1).step_by(2).filter_map(block).collect()
}

/// What is found in the blocks of one verdict, by code and line.
fn found(blocks: &[(String, String)], verdict: &str) -> Vec<(String, u32)> {
    let mut files = vires_compiler::MemoryFiles::default();
    for (opening, text) in blocks {
        let words: Vec<&str> = opening.split(' ').collect();
        if words[1] == verdict {
            files = files.with(words.get(2).unwrap_or(&"example.vires"), text.as_str());
        }
    }
    let policies = vires_compiler::Policies::load(&files, vires_compiler::Request::Paths(&[])).unwrap();
    let findings = policies.report().findings.iter();
    let line = |finding: &vires_diagnostics::Finding| finding.primary().map_or(0, |place| place.span.start.line);
    findings.map(|finding| (finding.code.to_string(), line(finding))).collect()
}

#[test]
fn every_example_says_the_same_in_the_keywords_of_its_page() {
    let folder = Folder::new("pages");
    assert_eq!(folder.run(&["explain", "--pages", "pages"]).status, Some(0));
    for code in vires_diagnostics::Code::ALL {
        let [en, vi] = ["en", "vi"].map(|language| folder.read(&format!("pages/{language}/{code}.md")));
        let [en, vi] = [blocks(&en), blocks(&vi)];
        let openings =
            |blocks: &[(String, String)]| blocks.iter().map(|(opening, _)| opening.clone()).collect::<Vec<_>>();
        assert_eq!(openings(&en), openings(&vi), "{code}");
        for verdict in ["wrong", "right"] {
            if !en.is_empty() {
                assert_eq!(found(&en, verdict), found(&vi, verdict), "{code}, {verdict}");
            }
        }
        for (opening, text) in vi.iter().filter(|(opening, _)| opening.starts_with("vires")) {
            for line in lossless(text, FileKind::Policy).lines {
                let SourceLineKind::Policy(policy) = line.kind else { continue };
                let words = &text[line.span.start as usize..line.span.end as usize];
                match policy.keywords {
                    Some(keywords) => assert!(keywords.iter().all(|one| one.language == Vietnamese), "{code}: {words}"),
                    None => assert!(words.contains(" có thẩm quyền "), "{code} {opening}: {words}"),
                }
            }
        }
    }
}

#[test]
fn pages_are_written_where_the_server_finds_them() {
    let folder = Folder::new("shared-pages");
    let data = folder.path().join("data of mine");
    let write = |arguments: &[&str]| {
        let ran = folder.command(arguments).env("XDG_DATA_HOME", &data).env("LOCALAPPDATA", &data).output().unwrap();
        assert_eq!(ran.status.code(), Some(0), "{ran:?}");
        String::from_utf8(ran.stdout).unwrap()
    };
    let address = write(&["explain", "--pages"]);
    let page = data.join("vires/pages/vi/V2001.md");
    assert!(
        address.starts_with("file:///") && address.ends_with("/data%20of%20mine/vires/pages/{language}/{code}.md\n")
    );
    assert!(std::fs::read_to_string(&page).unwrap().starts_with("# V2001: "));
    // One of another version is written anew, and what is as it should be is not touched.
    let of = |page: &std::path::Path| std::fs::metadata(page).unwrap().modified().unwrap();
    let other = data.join("vires/pages/en/V1001.md");
    let before = of(&other);
    std::fs::write(&page, "older").unwrap();
    let json = write(&["explain", "--pages", "--format", "json"]);
    assert_eq!(json, format!("{{\"schema\":\"vires.pages/1\",\"pages\":\"{}\"}}\n", address.trim_end()));
    assert!(std::fs::read_to_string(&page).unwrap().starts_with("# V2001: "));
    assert_eq!(of(&other), before);
    assert_eq!(std::fs::read_dir(data.join("vires/pages/vi")).unwrap().count(), vires_diagnostics::Code::ALL.len());
    // A place that cannot be written to is told in one line.
    let ran = folder.command(&["explain", "--pages", "data of mine/vires/pages/vi/V2001.md"]).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(said.lines().count() == 1 && said.starts_with("vires: data of mine/"), "{said}");
    let wrong = folder.run(&["explain", "V2001", "--pages", "x"]);
    assert_eq!(wrong.status, Some(2), "{wrong}");
}

#[test]
fn help_names_what_there_is() {
    let folder = Folder::new("help");
    insta::assert_snapshot!(folder.run(&["--help"]));
    // Long help is wrapped or not by what else is built with it: its words are looked for, not its lines.
    for (command, option) in [("check", "--format"), ("check", "--deny"), ("eval", "--known"), ("eval", "--case")] {
        assert!(folder.run(&[command, "--help"]).out.contains(option), "{command} {option}");
    }
    for wrong in [&["diff"][..], &["check", "--formt", "json"], &["check", "--format", "xml"], &["eval"], &["who"]] {
        let ran = folder.run(wrong);
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{ran}");
        assert!(ran.err.starts_with("vires: ") && ran.err.lines().count() == 1, "{ran}");
    }
    assert_eq!(folder.run(&[]).status, Some(2));
    assert_eq!(folder.run(&["--version"]).out, concat!("vires ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn completions_and_manual_pages() {
    let folder = Folder::new("packaging");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = folder.run(&["completions", shell]);
        assert!(ran.status == Some(0) && ran.out.contains("vires"), "{shell}");
    }
    assert_eq!(folder.run(&["man", "pages"]).status, Some(0));
    assert!(folder.read("pages/vires-check.1").contains("vires"));
}

#[test]
fn a_reader_that_stops_is_no_panic() {
    use std::io::Read;
    let folder = Folder::new("pipe").with("retail.vires", LAPSE);
    let lines = "{\"site\": \"lam_dong\", \"large\": false, \"at\": \"2025-08-01\"}\n".repeat(5000);
    let folder = folder.with("cases.jsonl", lines);
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pipe");
    let mut child = command(&path, &["eval", "retail", "--case", "cases.jsonl"]).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.code() == Some(0) && output.stderr.is_empty(), "{output:?}");
    drop(folder);
}

/// More chains than are followed: nobody may read "nobody" where nothing is known.
#[test]
fn what_was_not_examined_is_said_to_be_so() {
    let mut text = "package p\n".to_owned();
    let steps = 13;
    (0..=steps).for_each(|n| text.push_str(&format!("office o{n}\n")));
    text.push_str(
        "power q\nmodality delegate\n  giver stops acting\n  title stays\ninstrument i\n  in force from 2025-01-01\n",
    );
    text.push_str("  article 1\n    o0 holds q\n");
    for n in 0..steps {
        for article in [2, 3] {
            text.push_str(&format!("  article {article}\n    delegate q from o{n} to o{}\n", n + 1));
        }
    }
    // Nor may what turns on it be taken to turn on nobody.
    let asking = "power r\ninstrument k\n  in force from 2025-01-01\n  article 1\n    o1 holds r when q is held by o13\n    \
                  o1 holds r when not q is held by o13\n  article 2\n    o2 holds r when q is held by o13\n";
    let folder = Folder::new("unexamined").with("p.vires", text.clone() + asking);
    let check = folder.run(&["check", "--format", "concise"]);
    let turns_on = "r: it turns on who holds q, and that could not be established";
    assert!(check.out.matches("V9002").count() == 2 && check.out.contains(turns_on), "{check}");
    assert!(!check.out.contains("V2") && !check.out.contains("V4"), "{check}");
    let folder = Folder::new("unexamined").with("p.vires", &text);
    let check = folder.run(&["check", "--format", "concise"]);
    assert!(check.out.contains("V9002"), "{check}");
    let powers = folder.run(&["powers"]);
    assert!(powers.out.contains("not known") && !powers.out.contains("nobody"), "{powers}");
    assert!(folder.run(&["powers", "--format", "json"]).out.contains("\"examined\":false"));
    assert!(folder.run(&["who", "o1"]).out.contains("not known for p.q"));
    assert!(folder.run(&["who", "o1", "--format", "json"]).out.contains("\"not_examined\":[\"p.q\"]"));
    assert!(folder.run(&["check", "--format", "markdown"]).out.to_lowercase().contains("rules are too entangled"));
    let days = ["--from", "2024-12-31", "--to", "2025-01-01", "--deny", "changes"];
    let told =
        [("text", "no power could be compared"), ("markdown", "no power could be"), ("json", "\"not_compared\": [")];
    for (format, words) in told {
        let diff = folder.run(&[&["diff", ".", "--format", format][..], &days[..]].concat());
        assert!(diff.out.contains(words) && diff.out.contains("p.q"), "{diff}");
        assert_eq!(diff.status, Some(1), "{diff}");
    }
}

/// What turns on a power with a line in error is passed over with it.
#[test]
fn what_turns_on_a_power_in_error_is_passed_over() {
    let text = "package p\nbody a\nbody b\nfact x : yes or no\npower q\npower r\ninstrument i\n  in force from 2025-01-01\n  article 1\n    \
                a holds q when x\n    b holds q when not y\n  article 2\n    a holds r when q is held by a\n    b holds r when q is held by b\n";
    let check = Folder::new("turns_on_broken").with("p.vires", text).run(&["check", "--format", "concise"]);
    assert!(check.out.contains("V1001") && check.out.lines().count() == 1, "{check}");
}

/// Sums over a list whose values come and go turn on the day; what is derived from them is still one question.
#[test]
fn sums_over_values_that_end_are_proved_like_others() {
    let states = "name,label,from,until,parent,successor\nde,,,,,\nfr,,,,,\nit,,,,,\nuk,,,2020-12-31,,\nes,,,,,\nnl,,,,,\n\
                  pl,,,,,\nhr,,2013-07-01,,,\n";
    let text = "\
package p
currency EUR \"euro\"
list State from \"states.csv\"
list Party : acquirer, target, third
body commission
body authority, one per State
instrument kind regulation rank 1
fact turnover : EUR from 0, by Party and State
fact state : State
fact referred : yes or no
fact affected by State is all of
  sum over Party of turnover above 100 EUR
  any 2 Party have turnover above 25 EUR
fact in_all by Party is sum over State of turnover
fact large is any 3 State have affected or any 2 Party have in_all above 250 EUR
power clear
instrument reg
  kind regulation
  in force from 2004-05-01
  article 1
    commission holds clear when large and not referred
    authority of state holds clear when large and referred
    clear is not required in all other cases
";
    let folder = Folder::new("lives").with("p.vires", text).with("states.csv", states);
    let check = folder.run(&["check"]);
    assert!(check.out.contains("nothing found"), "{check}");
    // What changes with the end of one of them is told by what the derived fact means on either side.
    let diff = folder.run(&["diff", ".", "--from", "2020-12-31", "--to", "2021-01-01"]);
    assert!(!diff.out.contains("not compared"), "{diff}");
    assert!(diff.out.contains("before 1 January 2021") || diff.out.contains("to 31 December 2020"), "{diff}");
}

#[test]
fn a_package_named_by_a_word_of_the_language_checks_clean() {
    let folder = Folder::new("init-words");
    for name in ["rank", "until", "holds", "today", "2x"] {
        assert_eq!(folder.run(&["init", name]).status, Some(0), "{name}");
        assert_eq!(folder.run(&["check", name]).status, Some(0), "{name}");
    }
}

/// A device on which nothing can be written is what a full disk is.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_no_success() {
    use std::process::Stdio;
    let folder = Folder::new("full");
    assert_eq!(folder.run(&["init", "fine"]).status, Some(0));
    for arguments in [&["check", "fine", "--format", "json"][..], &["fmt", "--check", "fine"], &["explain", "V2001"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = folder.command(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let told = String::from_utf8(ran.stderr).unwrap();
        if ran.status.code() != Some(0) {
            assert_eq!(ran.status.code(), Some(2), "{arguments:?}");
            assert!(told.starts_with("vires: standard output: no space left"), "{arguments:?}: {told}");
        } else {
            assert_eq!(arguments[0], "fmt", "only what writes nothing ends well");
        }
    }
}
