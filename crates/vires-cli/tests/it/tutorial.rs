//! The tutorial, followed to the letter: every command on the page answers what the page shows.

use crate::run::Folder;

const PAGE: &str = include_str!("../../../../docs/tutorial.md");
const FILE: &str = "licences/licences.vires";

/// The fences of the page: their kind and their text.
fn fences() -> Vec<(&'static str, &'static str)> {
    let mut fences = Vec::new();
    let mut rest = PAGE;
    while let Some((_, after)) = rest.split_once("```") {
        let (kind, after) = after.split_once('\n').unwrap();
        let (text, after) = after.split_once("```").unwrap();
        fences.push((kind, text));
        rest = after;
    }
    fences
}

/// The words of a command; what stands between single quotes is one.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in command.chars() {
        match letter {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

#[test]
fn every_command_of_the_tutorial_answers_as_it_says() {
    let mut folder = Folder::new("tutorial");
    let mut policy = String::new();
    let mut commands = 0;
    for (kind, text) in fences() {
        if kind == "console" {
            for shown in text.split("$ vires ").skip(1) {
                let (command, answer) = shown.split_once('\n').unwrap();
                let words = words(command);
                let arguments: Vec<&str> = words.iter().map(String::as_str).collect();
                let ran = folder.run(&arguments);
                assert_eq!(ran.out.trim_end(), answer.trim_end(), "vires {command}\n{}", ran.err);
                commands += 1;
            }
            continue;
        }
        // A line that the page changes stands under the heading, or at the end of the test, that it belongs to.
        let first = text.lines().next().unwrap();
        if first.starts_with("    số 2") {
            assert!(folder.read(FILE).contains(text), "as the page shows the file in Vietnamese");
            continue;
        }
        if let Some(at) = policy.find(&format!("\n{first}\n")).filter(|_| first.starts_with("    ")) {
            let end = policy[at + 1..].match_indices('\n').nth(1).unwrap().0 + at + 2;
            policy.replace_range(at + 1..end, text);
        } else if first.starts_with("  expect ") {
            let last = policy.trim_end().rfind('\n').unwrap() + 1;
            policy.replace_range(last.., text);
        } else {
            policy.push_str(text);
            policy.push('\n');
        }
        let laid_out = policy.replace("\n\n\n", "\n\n");
        folder = folder.with(FILE, laid_out.trim_end().to_owned() + "\n");
    }
    assert!(commands > 10, "the page shows {commands} commands");
}
