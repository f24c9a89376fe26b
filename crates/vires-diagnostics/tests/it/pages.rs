//! Every code has a page that keeps its promises.

use std::collections::BTreeSet;
use std::path::Path;

use vires_diagnostics::{Code, Verdict, examples, explain};
use vires_words::Language;

/// What these explain cannot be shown in a few lines, or depends on more than the text.
const WITHOUT_EXAMPLE: [Code; 5] =
    [Code::TooDeep, Code::UnreadableFile, Code::StaleAcceptance, Code::InternalFault, Code::BoundReached];

const VIETNAMESE: [&str; 4] = ["## Ý nghĩa", "## Ví dụ", "## Vì sao", "## Cách sửa"];

const SECTIONS: [&str; 4] = ["## What it means", "## Example", "## Why", "## Mended"];

#[test]
fn codes_are_read_as_they_are_written() {
    for code in Code::ALL {
        let text = code.to_string();
        assert_eq!(text.parse(), Ok(*code));
        assert_eq!(text.to_lowercase().parse(), Ok(*code));
        assert_eq!(text[1..].parse(), Ok(*code));
        assert!(text.len() == 5 && text[1..].chars().all(|c| c.is_ascii_digit()), "{text}");
    }
    for wrong in ["", "V", "V1", "V0000", "W2001", "VV2001", "V20011"] {
        assert!(wrong.parse::<Code>().is_err(), "{wrong}");
    }
    assert_eq!("V2001".parse(), Ok(Code::Overlap));
    assert!(Code::ALL.is_sorted_by(|a, b| a.as_str() < b.as_str()), "codes in ascending order, each once");
}

#[test]
fn every_page_has_its_title_and_sections_in_order() {
    for code in Code::ALL {
        for (language, wanted) in [(Language::En, SECTIONS), (Language::Vi, VIETNAMESE)] {
            let page = explain(*code, language);
            assert_eq!(page.lines().next(), Some(format!("# {code}: {}", code.title(language)).as_str()));
            let sections: Vec<_> = page.lines().filter(|line| line.starts_with("## ")).collect();
            assert_eq!(sections, wanted, "{code}");
            assert!(page.ends_with('\n') && !page.ends_with("\n\n"), "{code}");
            for section in page.split("\n## ").skip(1) {
                let (_, body) = section.split_once('\n').unwrap();
                assert!(!body.trim().is_empty(), "an empty section in {code}");
            }
        }
    }
}

#[test]
fn every_page_shows_the_trouble_and_the_same_mended() {
    for code in Code::ALL {
        let examples = examples(*code);
        if WITHOUT_EXAMPLE.contains(code) {
            assert_eq!(examples, [], "{code}");
            continue;
        }
        let of = |verdict| examples.iter().filter(|example| example.verdict == verdict).collect::<Vec<_>>();
        let (wrong, right) = (of(Verdict::Wrong), of(Verdict::Right));
        assert!(!wrong.is_empty() && wrong != right, "{code}");
        let files = |examples: &[&vires_diagnostics::Example]| {
            examples.iter().map(|example| (example.language, example.path)).collect::<Vec<_>>()
        };
        assert_eq!(files(&wrong), files(&right), "{code}: the same files, wrong and mended");
        assert!(
            wrong.len() == 1 || wrong.iter().all(|example| example.path.is_some()),
            "{code}: several files, all named"
        );
        for example in &examples {
            assert!(example.text.ends_with('\n') && !example.text.contains("```"), "{code}");
            if example.language == "vires" {
                assert!(example.text.starts_with("package "), "{code}: a package of its own");
                let tabs = example.text.contains('\t');
                assert_eq!(tabs, *code == Code::Indentation && example.verdict == Verdict::Wrong, "{code}");
            }
        }
        // Nothing fenced was missed.
        for language in Language::ALL {
            assert_eq!(explain(*code, language).matches("```").count(), 2 * examples.len(), "{code}");
        }
    }
}

#[test]
fn no_page_without_a_code() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(ToString::to_string).collect();
    for folder in ["codes", "codes/vi"] {
        let pages: BTreeSet<String> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(pages, codes);
    }
}
