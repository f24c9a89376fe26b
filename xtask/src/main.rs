//! Generates the files that come from one table.
//!
//! `cargo xtask keywords` writes the keyword grammar and the keyword table of `vires-syntax`, the table on the page of
//! the language reference, and the highlighting of all editors, from `crates/vires-syntax/keywords.csv`; with `--check`
//! it only says whether they are fresh.
//!
//! `cargo xtask synth POWERS RULES` prints a made-up policy of so many powers with so many rules each, and
//! `cargo xtask tangle RULES` one power with so many rules of which some overlap, `cargo xtask crowd RULES` one in which
//! nearly any two do. `cargo xtask measure BINARY` says how long checks
//! of such policies take with that `vires`, whole process, text to findings; `cargo xtask measure-lsp BINARY` how long an
//! editor waits for its language server, through the protocol; with `--lapsing`, where every text has a last day.

mod highlighting;
mod keyword_files;
mod keyword_rows;
mod measure;
mod measure_lsp;
mod reference_page;
mod synth;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["keywords"] => write(),
        ["keywords", "--check"] => check(),
        ["synth", powers, rules] => number(powers).and_then(|powers| print(&synth::policy(powers, number(rules)?))),
        ["measure", binary] => measure::measure(binary).and_then(|lines| print(&lines)),
        ["measure-lsp", binary] => measure_lsp::measure(binary, false).and_then(|lines| print(&lines)),
        ["measure-lsp", "--lapsing", binary] => measure_lsp::measure(binary, true).and_then(|lines| print(&lines)),
        ["tangle", rules] => number(rules).and_then(|rules| print(&synth::tangle(rules))),
        ["crowd", rules] => number(rules).and_then(|rules| print(&synth::crowd(rules))),
        _ => {
            Err("usage: cargo xtask keywords [--check] | synth POWERS RULES | tangle RULES | crowd RULES | measure BINARY | measure-lsp [--lapsing] BINARY".to_owned())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            complain(&message);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "a command for the people who work on Vires")]
fn complain(message: &str) {
    eprintln!("{message}");
}

fn number(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| format!("`{text}` is no number"))
}

fn print(text: &str) -> Result<(), String> {
    use std::io::Write;
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| error.to_string())
}

/// The folder of `vires-syntax`.
fn syntax_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/vires-syntax")
}

fn generated() -> Result<Vec<(PathBuf, String)>, String> {
    let folder = syntax_folder();
    let table = folder.join("keywords.csv");
    let text = std::fs::read_to_string(&table).map_err(|error| format!("{}: {error}", table.display()))?;
    let rows = keyword_rows::read(&text)?;
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference.md");
    let written = std::fs::read_to_string(&page).map_err(|error| format!("{}: {error}", page.display()))?;
    let fresh = reference_page::with_table(&written, &rows).map_err(|error| format!("{}: {error}", page.display()))?;
    let mut files = vec![
        (page, fresh),
        (folder.join("src/grammar/keywords.pest"), keyword_files::grammar(&rows)),
        (folder.join("src/keywords/table.rs"), keyword_files::table(&rows)),
    ];
    let editors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../editors");
    files.extend(highlighting::files(&rows)?.into_iter().map(|(path, text)| (editors.join(path), text)));
    Ok(files)
}

fn write() -> Result<(), String> {
    for (path, text) in generated()? {
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

fn check() -> Result<(), String> {
    for (path, text) in generated()? {
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        if found != text {
            return Err(format!("{} is stale: run `cargo xtask keywords`", path.display()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn generated_files_are_fresh() {
        assert_eq!(super::check(), Ok(()));
    }
}
