//! Whatever comes in: a clear message and a status of the contract, never a panic.

use crate::run::{DOUBLE_COVER, Folder, Ran};

/// Neither a panic (101) nor a signal, and never silence about an error.
fn is_orderly(ran: &Ran, statuses: &[i32]) {
    let shown: String = ran.to_string().chars().take(2000).collect();
    assert!(ran.status.is_some_and(|status| statuses.contains(&status)), "{shown}");
    assert!(!ran.err.contains("panicked"), "{shown}");
    match ran.status {
        Some(2) => assert!(ran.err.starts_with("vires: ") && ran.err.lines().count() == 1, "{shown}"),
        Some(1) => assert!(ran.out.contains("error["), "{shown}"),
        _ => assert!(ran.err.is_empty(), "{shown}"),
    }
}

#[test]
fn ten_thousand_nested_parentheses() {
    let nested = format!("{}capacity at least 50 MW{}", "(".repeat(10_000), ")".repeat(10_000));
    let text = DOUBLE_COVER.replace("capacity at least 50 MW", &nested);
    let ran = Folder::new("robust-nested").with("a.vires", text).run(&["check", "--format", "concise"]);
    is_orderly(&ran, &[1]);
    assert!(ran.out.contains("error[V0003]"), "{}", ran.out.chars().take(2000).collect::<String>());
}

#[test]
fn five_thousand_levels_of_lines() {
    let mut text = DOUBLE_COVER.to_owned();
    for depth in 0..5_000 {
        text.push_str(&" ".repeat(depth + 4));
        text.push_str("article 1\n");
    }
    let ran = Folder::new("robust-levels").with("a.vires", text).run(&["check", "--format", "concise"]);
    is_orderly(&ran, &[1]);
}

#[test]
fn ten_thousand_negations_and_operators() {
    for part in ["not ", "1 + ", "- "] {
        let long = format!("{}capacity at least 50 MW", part.repeat(10_000));
        let text = DOUBLE_COVER.replace("capacity at least 50 MW", &long);
        let ran = Folder::new(&format!("robust-long-{}", part.trim().len())).with("a.vires", text).run(&["check"]);
        is_orderly(&ran, &[0, 1]);
    }
}

#[test]
fn fifty_megabytes() {
    let text = DOUBLE_COVER.repeat(50 * 1024 * 1024 / DOUBLE_COVER.len());
    let folder = Folder::new("robust-large").with("a.vires", &text);
    let ran = folder.run(&["check"]);
    is_orderly(&ran, &[2]);
    assert!(ran.err.contains("a.vires: it is larger than 16 MiB"), "{}", ran.err);
    let piped = folder.run_with(&["check", "-"], text.as_bytes());
    is_orderly(&piped, &[2]);
}

#[test]
fn random_bytes_and_random_characters() {
    // Knuth's 64-bit linear congruence.
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32
    };
    let bytes: Vec<u8> = (0..100_000).map(|_| next().to_le_bytes()[0]).collect();
    let ran = Folder::new("robust-bytes").with("a.vires", bytes).run(&["check"]);
    is_orderly(&ran, &[2]);
    let letters: Vec<char> = " \n\t\"()#%,.:_-09azơđ—\u{301}\u{feff}\u{202e}\0".chars().collect();
    let words = [
        "holds",
        "when",
        "article",
        "package",
        "power",
        "fact",
        "is",
        "có thẩm quyền",
        "khi",
        "2025-02-30",
        "```vires",
    ];
    for round in 0..20 {
        let mut text = String::from("package a\n");
        for _ in 0..5_000 {
            match next() % 3 {
                0 => text.push_str(words[next() as usize % words.len()]),
                _ => text.push(letters[next() as usize % letters.len()]),
            }
        }
        for name in ["a.vires", "a.md"] {
            let ran = Folder::new(&format!("robust-characters-{round}"))
                .with(name, &text)
                .run(&["check", "--format", "json"]);
            assert!(matches!(ran.status, Some(0..=2)) && !ran.err.contains("panicked"), "{round} {name} {}", ran.err);
        }
    }
}

#[test]
fn a_file_cut_anywhere() {
    let whole = crate::run::LAPSE;
    let folder = Folder::new("robust-cut");
    let mut folder = folder;
    for end in (0..whole.len()).step_by(37).filter(|end| whole.is_char_boundary(*end)) {
        folder = folder.with("a.vires", &whole[..end]);
        let ran = folder.run(&["check"]);
        is_orderly(&ran, &[0, 1]);
        let ran = folder.run(&["test"]);
        is_orderly(&ran, &[0, 1]);
    }
}

#[test]
fn a_mark_of_byte_order_line_ends_of_two_characters_and_letters_in_parts() {
    let vietnamese = crate::run::LAPSE.replace("site", "địa_điểm").replace("large", "quy_mô");
    let plain = Folder::new("robust-plain").with("a.vires", &vietnamese).run(&["check", "--format", "concise"]);
    let windows = format!("\u{feff}{}", vietnamese.replace('\n', "\r\n"));
    let ran = Folder::new("robust-windows").with("a.vires", windows).run(&["check", "--format", "concise"]);
    assert_eq!(ran, plain);
    // The same names, every other one as a Mac writes it: columns differ, findings do not.
    let parts = vietnamese
        .replace("địa_điểm :", "đi\u{323}a_đie\u{302}\u{309}m :")
        .replace("place địa_điểm", "place đi\u{323}a_đie\u{302}\u{309}m");
    assert_ne!(parts, vietnamese);
    let ran = Folder::new("robust-parts").with("a.vires", parts).run(&["check", "--format", "concise"]);
    assert_eq!(ran, plain);
}

#[test]
fn a_name_without_end_is_not_said_whole() {
    let name = "x".repeat(2_000_000);
    let text = format!("package p\nbody {name}\nbody {name}\n");
    let ran = Folder::new("robust-name").with("a.vires", text).run(&["check", "--format", "concise"]);
    is_orderly(&ran, &[1]);
    assert!(ran.out.contains("xxx…") && ran.out.len() < 2_000, "{} bytes", ran.out.len());
}

#[test]
fn a_list_of_bad_rows_is_not_called_empty_besides() {
    let folder = Folder::new("robust-rows").with("l.csv", "name,label\na,\"A\nb,B\n");
    let ran = folder.with("a.vires", "package p\nlist L \"L\" from \"l.csv\"\n").run(&["check", "--format", "concise"]);
    is_orderly(&ran, &[1]);
    assert!(ran.out.contains("V1009") && !ran.out.contains("V1007"), "{ran}");
}
