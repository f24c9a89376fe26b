//! One file a command.

pub(crate) mod act;
pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod init;
pub(crate) mod lsp;
pub(crate) mod packaging;
mod pages;
pub(crate) mod powers;
pub(crate) mod test;
mod watch;
pub(crate) mod who;

use std::collections::BTreeSet;
use std::path::Path;

use vires_compiler::{Act, Files, MANIFEST, Manifest, Policies, Request, absolute, no_date};
use vires_diagnostics::Severity;
use vires_model::Day;
use vires_words::{Language, Words, date_of, say, words};

use crate::Refused;
use crate::args::Spoken;
use crate::disk::{Disk, standard_input};
use crate::output::Output;

/// Loads the policies of these paths, `-` alone being standard input, and speaks their language or the one asked for.
fn load(paths: &[String], spoken: Spoken, out: &mut Output) -> Result<Policies, Refused> {
    speak(paths, spoken, out);
    let mut policies = read(paths)?;
    if let Some(language) = spoken.language {
        policies.set_language(language.into());
    }
    out.speak(policies.language());
    Ok(policies)
}

/// The same to answer questions. What could not be read may bear on any answer: a repeal misspelt repeals nothing.
fn load_to_answer(paths: &[String], spoken: Spoken, out: &mut Output) -> Result<Policies, Refused> {
    let policies = load(paths, spoken, out)?;
    let lost = policies.text_errors().findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if lost > 0 {
        out.complain(&words!(
            "note: {lost} in the text of the policies, which answers may rest on: see `vires check`",
            "lưu ý: văn bản chính sách có {lost}, có thể ảnh hưởng đến câu trả lời: xem `vires check`",
            lost = match lost {
                1 => words!("1 error", "1 lỗi"),
                n => words!("{n} errors", "{n} lỗi"),
            }
        ));
    }
    Ok(policies)
}

/// Speaks, before anything is loaded, the language that is asked for, else the one of these paths.
fn speak(paths: &[String], spoken: Spoken, out: &mut Output) {
    out.speak(spoken.language.map_or_else(|| language_of(paths), Into::into));
}

fn read(paths: &[String]) -> Result<Policies, Refused> {
    let loaded = if paths.iter().any(|path| path == "-") {
        if paths.len() > 1 {
            return Err(not_alone());
        }
        Policies::load(&Disk, Request::StandardInput(&standard_input()?))
    } else {
        Policies::load(&Disk, Request::Paths(paths))
    };
    loaded.map_err(|error| error.said())
}

/// That a file is no text.
fn not_text() -> Words {
    words!("it is not text in UTF-8", "không phải là văn bản UTF-8")
}

/// That a power cannot be decided.
fn half_read(power: &str) -> Words {
    words!(
        "not every rule on {power} can be read: see `vires check`",
        "chưa đọc được hết các quy định về {power}: xem `vires check`"
    )
}

/// That deciding a case on a power is not gone through with.
fn too_much(power: &str) -> Words {
    words!(
        "to decide this case on {power} takes more work than one case may be: `vires check` says what of its rules is too entangled",
        "xử lý trường hợp này về {power} vượt giới hạn cho một trường hợp: `vires check` cho biết quy định nào quá rối"
    )
}

/// That standard input is asked for beside something else.
fn not_alone() -> Words {
    words!(
        "`-` is standard input, alone: no other path may stand beside it",
        "`-` là đầu vào chuẩn và phải đứng một mình, không kèm đường dẫn nào khác"
    )
}

/// The language of the first of these files and folders that lies in a package that says one; none given: the current folder.
/// What is wrong with a manifest is told by whoever reads its package.
fn language_of(paths: &[String]) -> Language {
    let current = Disk.current_folder();
    let here = [".".to_owned()];
    let paths = if paths.is_empty() { &here } else { paths };
    let of_path = |path: &String| {
        let at = absolute(&current, Path::new(if path == "-" { "." } else { path }));
        let bytes = at.ancestors().find_map(|folder| Disk.read(&folder.join(MANIFEST)).ok())?;
        let (manifest, _) = Manifest::read(&String::from_utf8(bytes).ok()?);
        manifest.language.map(|code| Language::of_code(&code))
    };
    paths.iter().find_map(of_path).unwrap_or_default()
}

/// On which day an answer is given, and by what was known when.
fn when(at: Option<&str>, known: Option<&str>, language: Language) -> String {
    let said = |iso: &str| date_of(iso).in_language(language).to_owned();
    let mut when = match at.map(said) {
        Some(at) => say!(language, "on {at}", "ngày {at}"),
        None => say!(language, "on a day not given", "không nêu ngày"),
    };
    if let Some(known) = known.map(said) {
        when.push_str(&say!(language, ", as known on {known}", ", theo công bố đến ngày {known}"));
    }
    when
}

/// How many of the holders must act, where there are several.
fn how_many(act: Option<Act>, ways: &[BTreeSet<usize>], language: Language) -> Option<String> {
    Some(match act? {
        Act::AnyOf(n) => say!(language, "any {n} of them must act:", "{n} trong số này phải cùng thực hiện:"),
        _ if !ways.is_empty() => {
            say!(language, "several of them must act together:", "một số trong các chủ thể này phải cùng thực hiện:")
        }
        Act::Any => say!(language, "any of them may act:", "cơ quan nào trong số này cũng được thực hiện:"),
        Act::Jointly => say!(language, "all of them must act together:", "tất cả phải cùng thực hiện:"),
        Act::One => return None,
    })
}

/// One of many bodies as people type it: `provincial_pc of lam_dong`.
fn one_of_many(body: &str, of: &str, language: Language) -> String {
    say!(language, "{body} of {of}", "{body} của {of}")
}

/// Reads a date of the command line.
fn day(option: &str, text: Option<&str>) -> Result<Option<Day>, Refused> {
    let Some(text) = text else {
        return Ok(None);
    };
    let day = Day::parse(text).ok_or_else(|| no_date(text).of(option))?;
    Ok(Some(day))
}

/// JSON of a value of ours; that cannot fail, having text keys and whole numbers only.
fn json<T: serde::Serialize>(value: &T) -> Result<String, Refused> {
    serde_json::to_string(value).map_err(|error| {
        words!("the answer cannot be written as JSON: {error}", "không ghi được kết quả ra JSON: {error}")
    })
}
