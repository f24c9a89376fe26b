//! `vires check --watch`: what is found anew after a file has changed.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::process::{ChildStdout, Command};

use crate::run::{DOUBLE_COVER, Folder};

/// Lines up to one that says this.
fn until(said: &str, from: &mut BufReader<ChildStdout>) -> String {
    let mut all = String::new();
    loop {
        let before = all.len();
        assert_ne!(from.read_line(&mut all).unwrap(), 0, "it ended before it said `{said}`: {all}");
        if all[before..].contains(said) {
            return all;
        }
    }
}

#[test]
fn what_is_found_is_said_anew_after_every_change_until_the_end() {
    let folder = Folder::new("watching").with("vires.toml", "[package]\nname = \"demo\"\n");
    let folder = folder.with("policy.vires", DOUBLE_COVER);
    let mut child = folder.command(&["check", "--watch", "--format", "concise"]).spawn().unwrap();
    let mut from = BufReader::new(child.stdout.take().unwrap());
    until("V2001", &mut from);
    // A text: the overlap becomes a gap.
    let folder = folder.with("policy.vires", DOUBLE_COVER.replace("at most 50 MW", "below 40 MW"));
    let said = until("V2002", &mut from);
    assert!(!said.contains("V2001"), "{said}");
    // A file more.
    let folder = folder.with("more.vires", "package demo\npower permit\npower permit\n");
    until("more.vires", &mut from);
    // What cannot be checked may pass.
    let folder = folder.with("more.vires", b"package demo \xff\n");
    let folder = folder.with("policy.vires", DOUBLE_COVER);
    std::fs::remove_file(folder.path().join("more.vires")).unwrap();
    until("V2001", &mut from);
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
}

#[test]
fn standard_input_cannot_be_watched() {
    let ran = Folder::new("unwatched").run_with(&["check", "--watch", "-"], b"");
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("standard input"), "{}", ran.err);
}
