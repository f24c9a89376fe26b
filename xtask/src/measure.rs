//! How long a check takes, whole process, text to findings.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::synth;

/// Runs of each; the middle one counts.
const RUNS: usize = 7;

/// Checks made-up policies with the program at `binary` and says how long each took.
pub(crate) fn measure(binary: &str) -> Result<String, String> {
    let folder = std::env::temp_dir().join(format!("vires-measure-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let done = in_folder(binary, &folder);
    // What is left behind is small and temporary.
    let _ = std::fs::remove_dir_all(&folder);
    done
}

fn in_folder(binary: &str, folder: &Path) -> Result<String, String> {
    let policies = [
        ("400 powers, 1,600 rules", synth::policy(400, 4)),
        ("4,000 powers, 16,000 rules", synth::policy(4_000, 4)),
        ("one power, 500 overlapping rules on 5 facts", synth::tangle(500)),
        ("one power, 500 rules of which nearly any two overlap", synth::crowd(500)),
    ];
    let mut lines = String::new();
    for (n, (what, text)) in policies.iter().enumerate() {
        let path = folder.join(format!("{n}.vires"));
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut took = Vec::new();
        for _ in 0..RUNS {
            took.push(once(binary, &path)?);
        }
        took.sort();
        let middle = took.get(RUNS / 2).copied().unwrap_or_default();
        lines.push_str(&format!("{:>6} ms  {what}\n", middle.as_millis()));
    }
    Ok(lines)
}

fn once(binary: &str, path: &Path) -> Result<Duration, String> {
    let begun = Instant::now();
    let mut check = Command::new(binary);
    check.args(["check", "--format", "json"]).arg(path).stdout(Stdio::null());
    let status = check.status().map_err(|error| format!("{binary}: {error}"))?;
    let took = begun.elapsed();
    // These policies have findings on purpose.
    if status.code() == Some(1) { Ok(took) } else { Err(format!("{binary} check {}: {status}", path.display())) }
}
