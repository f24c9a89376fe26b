//! Which files are checked.

use crate::run::{DOUBLE_COVER, Folder};

const SHARED: &str = "package shared \"Shared\"\nunit MW\nbody ministry \"Ministry\"\n";

fn user(line: &str) -> String {
    DOUBLE_COVER.replace("unit MW\nbody ministry \"Ministry\"\n", line).replace("at most 50 MW", "below 50 MW")
}

fn is_clean(folder: &Folder, arguments: &[&str], files: usize) {
    let ran = folder.run(arguments);
    let files = if files == 1 { "1 file,".to_owned() } else { format!("{files} files,") };
    assert!(ran.status == Some(0) && ran.out.starts_with(&files), "{ran}");
}

#[test]
fn a_package_used_is_found_beside_the_file() {
    let folder = Folder::new("load-beside")
        .with("demo.vires", user("use shared\n"))
        .with("shared.vires", SHARED)
        .with("unrelated.vires", "package unrelated\nthis is no policy\n");
    is_clean(&folder, &["check", "demo.vires"], 2);
}

#[test]
fn a_package_used_is_found_in_a_folder_beside_the_package() {
    let folder = Folder::new("load-sibling")
        .with("demo/vires.toml", "[package]\nname = \"demo\"\n")
        .with("demo/rules/demo.vires", user("use shared\n"))
        .with("common/vires.toml", "[package]\nname = \"shared\"\n")
        .with("common/deep/shared.vires", SHARED)
        .with("not-a-package/shared.vires", "package shared\nthis is no policy\n");
    is_clean(&folder, &["check", "demo"], 2);
    // A file asks for its whole package.
    is_clean(&folder, &["check", "demo/rules/demo.vires"], 2);
    // All packages of a folder that is none itself.
    let ran = folder.run(&["check", "--format", "concise"]);
    assert!(ran.out.contains("not-a-package/shared.vires:2:1"), "{ran}");
}

#[test]
fn a_manifest_names_folders_to_search() {
    let folder = Folder::new("load-search")
        .with("a/demo/vires.toml", "[package]\nuse = [\"../../b\"]\n")
        .with("a/demo/demo.vires", user("use shared\n"))
        .with("b/shared.vires", SHARED);
    is_clean(&folder, &["check", "a/demo"], 2);
    let folder = folder.with("a/demo/vires.toml", "[package]\nuse = [\"../../c\"]\n");
    insta::assert_snapshot!(folder.run(&["check", "a/demo"]));
}

#[test]
fn a_folder_that_a_manifest_names_and_that_is_not_there_is_told_whatever_else_answers() {
    let folder = Folder::new("load-gone")
        .with("a/vires.toml", "[package]\nname = \"a\"\nuse = [\"../gone\"]\n")
        .with("a/a.vires", user("use shared\n"))
        .with("b/vires.toml", "[package]\nname = \"shared\"\n")
        .with("b/b.vires", SHARED);
    let told = "a/vires.toml: line 3: `use` names the folder \"../gone\", which does not exist";
    for asked in [["check", "a"].as_slice(), &["check", "a", "b"], &["check", "b", "a"], &["check", "a/a.vires", "b"]] {
        let ran = folder.run(asked);
        assert_eq!((ran.status, ran.err.contains(told)), (Some(2), true), "{ran}");
    }
}

#[test]
fn an_indented_line_that_names_the_package_is_told_however_it_is_asked_for() {
    let folder = Folder::new("load-indented")
        .with("a/vires.toml", "[package]\nname = \"shared\"\n")
        .with("a/a.vires", SHARED.replace("package", "  package"))
        .with("b/vires.toml", "[package]\nname = \"b\"\n")
        .with("b/b.vires", user("use shared\n"));
    for asked in [["check", "a"].as_slice(), &["check", "b"], &["check", "a", "b"], &["check", "b/b.vires", "a"]] {
        let ran = folder.run(&[asked, &["--format", "concise"]].concat());
        assert!(ran.out.contains("a/a.vires:1:3: error[V0002]"), "{ran}");
    }
}

#[test]
fn a_package_may_be_missing_or_use_itself_in_a_circle() {
    let folder =
        Folder::new("load-missing").with("demo.vires", user("use sharde\nunit MW\nbody ministry \"Ministry\"\n"));
    insta::assert_snapshot!(folder.run(&["check"]));
    let folder = Folder::new("load-circle")
        .with("demo.vires", user("use shared\n"))
        .with("shared.vires", SHARED.replace("unit MW", "use demo\nunit MW"));
    insta::assert_snapshot!(folder.run(&["check"]));
}

#[test]
fn a_package_whose_first_line_cannot_be_read_goes_by_the_name_of_its_file() {
    let base = "package ba(se \"Base\"\nbody moit\n";
    let folder = Folder::new("load-unreadable")
        .with("base/vires.toml", "[package]\nname = \"base\"\n")
        .with("base/base.vires", base)
        .with("app/vires.toml", "[package]\nname = \"app\"\n")
        .with("app/a.vires", "package app\nuse base\nbody doit under moit\n");
    let found = |asked: &str| folder.run(&["check", asked, "--format", "concise"]).out;
    assert!(found("app").contains("V0005"), "{}", found("app"));
    assert!(!found("app").contains("V1004"), "{}", found("app"));
    assert_eq!(found("app"), found("."));
}

#[test]
fn prose_and_policy_in_one_file() {
    let clean = DOUBLE_COVER.replace("at most 50 MW", "below 50 MW");
    let (head, rules) = clean.split_at(clean.find("instrument decree_1").unwrap());
    let text = format!("# Giấy phép\n\nProse.\n\n```vires\n{head}```\n\nMore prose.\n\n```vires\n{rules}```\n");
    let folder =
        Folder::new("load-markdown").with("law.md", text).with("README.md", "# Nothing to see\n```text\nvires\n```\n");
    is_clean(&folder, &["check"], 1);
}

#[test]
fn lists_come_from_files_of_the_package_only() {
    let policy = "package demo\nlist Source from \"sources.csv\"\nlist Other from \"../outside.csv\"\nlist Gone from \"gone.csv\"\nfact source : Source\n";
    let folder = Folder::new("load-lists")
        .with("demo/demo.vires", policy)
        .with("demo/sources.csv", "name,label,from\ncoal,Than,2020-01-01\ngas,Khí,yesterday\n2nd,Số hai,\n")
        .with("outside.csv", "name\nsecret\n");
    insta::assert_snapshot!(folder.run(&["check", "demo"]));
}

#[test]
fn what_cannot_be_loaded() {
    let folder = Folder::new("load-refused")
        .with("latin.vires", b"package a\nbody b \"C\xf4ng th\xfd\xf5ng\"\n")
        .with("bad/vires.toml", "[package\n")
        .with("bad/a.vires", "package a\n")
        .with("empty/readme.txt", "nothing\n");
    for (arguments, words) in [
        (&["check", "none"][..], "none: there is no such file or folder"),
        (&["check", "latin.vires"], "latin.vires: it is not text in UTF-8: line 2"),
        (&["check", "bad"], "bad/vires.toml: line 1"),
        (&["check", "empty"], "empty: no policy file"),
        (&["check", "-", "empty"], "`-` is standard input, alone"),
    ] {
        let ran = folder.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{ran}");
        assert!(ran.err.starts_with("vires: ") && ran.err.contains(words) && ran.err.lines().count() == 1, "{ran}");
    }
}

/// A province that has ended is read as its successor: in conditions on the communes in it as in who holds there.
#[test]
fn a_place_lies_in_the_successor_of_the_place_around_it() {
    let text = "package p\nterritory Province \"P\" from \"provinces.csv\"\n\
        territory Commune \"C\" within Province, from \"communes.csv\"\ntier local\nbody board at local, one per Province\n\
        body ministry\npower q\npower r\npower s\nfact home: Commune\ninstrument i\n  in force from 2024-01-01\n  article 1\n    \
        board of home holds q\n    ministry holds r when home is old\n    board of new holds r when home is new\n    \
        ministry holds s when home is not old and home is not new\n    nobody holds s when home is old or home is new\n";
    let folder = Folder::new("load-successor")
        .with("p.vires", text)
        .with("provinces.csv", "name,label,until,successor\nold,Old,2025-06-30,new\nnew,New,,\nother,Other,,\n")
        .with("communes.csv", "name,label,parent\na,A,old\nb,B,new\nc,C,other\n");
    let holder = |power: &str, day: &str, home: &str| {
        let ran = folder.run(&["eval", power, "--at", day, &format!("home={home}"), "--format", "json"]);
        let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        match answer["holders"][0]["of"].as_str() {
            Some(of) => format!("board of {of}"),
            None => answer["holders"][0]["body"].as_str().unwrap_or(answer["outcome"].as_str().unwrap()).to_owned(),
        }
    };
    let (before, after) = ("2025-06-30", "2025-07-01");
    assert_eq!([holder("q", before, "a"), holder("q", after, "a")], ["board of old", "board of new"]);
    assert_eq!([holder("r", before, "a"), holder("r", before, "b")], ["ministry", "board of new"]);
    // The text still names the old province, which is the new one now: two claims, in both places.
    assert_eq!([holder("r", after, "a"), holder("r", after, "b")], ["conflict", "conflict"]);
    assert_eq!(
        [holder("s", before, "c"), holder("s", after, "c"), holder("s", after, "a")],
        ["ministry", "ministry", "nobody"]
    );
    let check = folder.run(&["check"]);
    assert!(check.out.contains("in New, from 1 July 2025 on"), "{check}");
}
