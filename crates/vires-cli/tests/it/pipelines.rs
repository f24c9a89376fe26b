//! The action for GitHub and the hooks for pre-commit: what they run is run here, against policies that pass and that fail.

#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use yaml_rust2::{Yaml, YamlLoader};

use crate::run::{DOUBLE_COVER, Folder, LAPSE};

const TIDY: &str = r#"package demo "Licences"
body ministry "Ministry"
power licence "Licence"

instrument kind decree "Decree" rank 1

instrument decree_1 "Decree 1/2025"
  kind decree
  in force from 2025-07-01
  article 1
    ministry holds licence

test "the ministry licenses"
  on 2025-08-01
  expect ministry holds licence
"#;

fn yaml(path: &str) -> Yaml {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    let text = std::fs::read_to_string(path).unwrap();
    YamlLoader::load_from_str(&text).unwrap().remove(0)
}

fn text<'y>(yaml: &'y Yaml, key: &str) -> &'y str {
    yaml[key].as_str().unwrap_or_else(|| panic!("no {key}"))
}

/// A folder of the test's own, where the tests of this program keep theirs.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// A command in that folder, with the program on its path.
fn command(program: &str, folder: &Path) -> Command {
    let built = Path::new(env!("CARGO_BIN_EXE_vires")).parent().unwrap().to_path_buf();
    let mut path = vec![built];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let mut command = Command::new(program);
    command.current_dir(folder).env("PATH", std::env::join_paths(path).unwrap()).env_remove("NO_COLOR");
    command
}

/// `${{ inputs.path }}` with the inputs given, the others at their defaults.
fn filled(template: &str, inputs: &[(&str, &str)], declared: &Yaml) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("${{") {
        let (expression, after) = after.split_once("}}").unwrap();
        let name = expression.trim().strip_prefix("inputs.").unwrap();
        let default = declared[name]["default"].as_str().unwrap_or_else(|| panic!("no input {name}"));
        let given = inputs.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
        out.push_str(before);
        out.push_str(given.unwrap_or(default));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Runs the steps of the action as a runner does: one after the other, until one fails.
fn action(folder: &Path, inputs: &[(&str, &str)]) -> (bool, String) {
    let action = yaml(".github/actions/check/action.yml");
    for (name, _) in inputs {
        assert!(!action["inputs"][*name].is_badvalue(), "no input {name}");
    }
    assert_eq!(text(&action["runs"], "using"), "composite");
    let mut printed = String::new();
    for step in action["runs"]["steps"].as_vec().unwrap() {
        assert_eq!(text(step, "shell"), "bash");
        let mut bash = command("bash", folder);
        bash.args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", text(step, "run")]);
        for (name, value) in step["env"].as_hash().into_iter().flatten() {
            let value = filled(value.as_str().unwrap(), inputs, &action["inputs"]);
            bash.env(name.as_str().unwrap(), value);
        }
        let output = bash.output().unwrap();
        printed.push_str(&said(&output));
        if !output.status.success() {
            return (false, printed);
        }
    }
    (true, printed)
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn the_action_passes_a_clean_folder() {
    Folder::new("action-clean").with("my policies/licences.vires", TIDY);
    let (passed, printed) = action(&folder("action-clean"), &[("path", "my policies"), ("deny-warnings", "true")]);
    assert!(passed, "{printed}");
    assert!(printed.contains("1 test: all pass") && !printed.contains("::error"), "{printed}");
}

#[test]
fn the_action_fails_a_folder_with_an_error_and_shows_where() {
    let own = Folder::new("action-failing").with("licences.vires", DOUBLE_COVER);
    let (passed, printed) = action(&folder("action-failing"), &[("sarif", "found.sarif"), ("language", "vi")]);
    assert!(!passed, "{printed}");
    assert!(printed.contains("::error file=licences.vires,line=12,col=5,"), "{printed}");
    assert!(printed.contains("cùng có thẩm quyền"), "{printed}");
    assert!(own.read("found.sarif").contains("\"ruleId\": \"V2001\""));
}

#[test]
fn the_action_takes_a_file_of_accepted_findings() {
    let own = Folder::new("action-accepted").with("licences.vires", DOUBLE_COVER);
    let accept = ["check", "--write-baseline", "known.toml", "--reason", "known", "--until", "9999-12-31"];
    assert_eq!(own.run(&accept).status, Some(0));
    let inputs = [("baseline", "known.toml"), ("layout", "false"), ("deny-warnings", "true")];
    let (passed, printed) = action(&folder("action-accepted"), &inputs);
    assert!(passed, "{printed}");
}

#[test]
fn the_action_fails_on_a_failing_test_on_layout_and_on_a_folder_that_is_not_there() {
    Folder::new("action-test").with("a.vires", TIDY.replace("expect ministry", "expect nobody"));
    assert!(!action(&folder("action-test"), &[]).0);
    Folder::new("action-layout").with("a.vires", TIDY.replace("  kind decree", "  kind   decree"));
    assert!(!action(&folder("action-layout"), &[]).0);
    assert!(!action(&folder("action-layout"), &[("path", "none"), ("sarif", "found.sarif")]).0);
}

/// Runs a hook as pre-commit does: its entry, its arguments, and the files where it wants them.
fn hook(id: &str, folder: &Path, files: &[&str]) -> Output {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hook = hooks.as_vec().unwrap().iter().find(|hook| text(hook, "id") == id).unwrap();
    assert_eq!(text(hook, "language"), "system");
    let mut entry = text(hook, "entry").split(' ');
    let mut hooked = command(entry.next().unwrap(), folder);
    hooked.args(entry).args(hook["args"].as_vec().into_iter().flatten().map(|arg| arg.as_str().unwrap()));
    if hook["pass_filenames"].as_bool().unwrap_or(true) {
        hooked.args(files);
    }
    hooked.output().unwrap()
}

#[test]
fn the_hooks_pass_what_is_clean_and_stop_what_is_not() {
    Folder::new("hooks-clean").with("licences.vires", TIDY);
    let own = Folder::new("hooks-failing")
        .with("licences.vires", DOUBLE_COVER.replace("  kind decree", "  kind   decree"))
        .with("other/retail.vires", LAPSE.replace("expect provincial_pc of lam_dong", "expect ministry"));
    for id in ["vires-check", "vires-test", "vires-fmt"] {
        let clean = hook(id, &folder("hooks-clean"), &["licences.vires"]);
        assert!(clean.status.success(), "{id}: {}", said(&clean));
    }
    for id in ["vires-check", "vires-test"] {
        let failing = hook(id, &folder("hooks-failing"), &["licences.vires"]);
        assert_eq!(failing.status.code(), Some(1), "{id}: {}", said(&failing));
    }
    // What lays out succeeds and changes the file: that is what pre-commit stops at.
    assert!(hook("vires-fmt", &folder("hooks-failing"), &["licences.vires"]).status.success());
    assert!(own.read("licences.vires").contains("  kind decree\n"));
}
