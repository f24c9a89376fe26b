//! Giving a thing another name, everywhere at once.
//!
//! A name is changed only where it is known what stands there. Where a text says the name on a line that cannot be
//! understood, or where the new name would mean something else, nothing is changed and the reason is told.

mod clash;
mod list_file;
mod unseen;
mod unsure;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use vires_compiler::Policies;
use vires_model::{FileId, SourceSpan};
use vires_resolve::{Mention, Named, Thing};
use vires_words::{Language, say};

use crate::declared::words;
use crate::projects::{Snapshot, View};
use crate::spelling::{is_name, is_reserved, last_part, nfc};

/// The name that would be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamable {
    /// Where it stands, without the package that it may be written with.
    pub span: SourceSpan,
    /// As it is spelled there, in NFC.
    pub name: String,
}

/// Stretches of texts as they are written, by path, each once; the same words go into all of them.
pub type Renamed = BTreeMap<PathBuf, BTreeSet<(u32, u32)>>;

/// The name at a place, if it is one that can be changed.
///
/// # Errors
/// In words: why it cannot.
pub fn renamable(policies: &Policies, file: FileId, place: u32, language: Language) -> Result<Renamable, String> {
    let Some(mention) = policies.resolved().uses.at(file, place) else {
        return Err(language.pick("no name stands here", "ở đây không có tên nào").to_owned());
    };
    match mention.named {
        Named::Package(_) => Err(language
            .pick(
                "a package is named by its folder's manifest too: change `name` in vires.toml, and `package` and `use` with it",
                "tên gói còn nằm trong tệp khai báo của thư mục: hãy sửa `name` trong vires.toml cùng với `gói` và `dùng`",
            )
            .to_owned()),
        Named::Provision(_) => Err(language
            .pick(
                "the number of a provision is that of the text and no name of ours",
                "số của điều khoản là số của văn bản, không phải là tên tự đặt",
            )
            .to_owned()),
        Named::Thing(Thing::Fact(_)) if policies.resolved().uses.declarations(mention.named).next().is_none() => {
            Err(language
                .pick(
                    "`act` is what the language calls the question which act it is; no line declares it",
                    "`act` là tên của ngôn ngữ cho câu hỏi thuộc việc nào; không có dòng nào khai báo tên này",
                )
                .to_owned())
        }
        Named::Thing(_) | Named::Value(..) | Named::Sector(_) => {
            let span = name_in(policies, mention);
            if place < span.start {
                let words = language.pick("only the name after the dot can be changed here", "ở đây chỉ đổi được tên sau dấu chấm");
                return Err(words.to_owned());
            }
            Ok(Renamable { span, name: nfc(words(policies, span)) })
        }
    }
}

/// The name in a mention, without the package that it may be written with; in a list file the whole row is the declaration.
fn name_in(policies: &Policies, mention: &Mention) -> SourceSpan {
    if policies.kind(mention.span.file).is_none() {
        list_file::name_at(policies, mention.span, mention.named).unwrap_or(mention.span)
    } else {
        last_of(policies, mention.span)
    }
}

/// The places that name what is named at a place, by the same one of its names; a provision is cited as it may be.
pub(crate) fn spelled_alike(policies: &Policies, file: FileId, place: u32) -> Vec<SourceSpan> {
    let uses = &policies.resolved().uses;
    let Some(mention) = uses.at(file, place) else { return Vec::new() };
    let name = nfc(words(policies, name_in(policies, mention)));
    let all = uses.of(mention.named).map(|mention| name_in(policies, mention));
    let is_cited = matches!(mention.named, Named::Provision(_));
    all.filter(|span| is_cited || nfc(words(policies, *span)) == name).collect()
}

/// The last part of a name that may be written with its package.
pub(crate) fn last_of(policies: &Policies, span: SourceSpan) -> SourceSpan {
    let length = u32::try_from(last_part(words(policies, span)).len()).unwrap_or_default();
    SourceSpan { start: span.end.saturating_sub(length), ..span }
}

/// Everywhere that a name has to be changed so that it is another. Of a thing with several names, only the one that
/// stands at the place changes.
///
/// # Errors
/// In words: why it cannot be.
pub fn rename(snapshot: &Snapshot, path: &Path, offset: u32, new: &str, language: Language) -> Result<Renamed, String> {
    let new = nfc(new);
    if !is_name(&new) {
        return Err(say!(
            language,
            "`{new}` is no name: a name is a letter followed by letters, digits and `_`",
            "`{new}` không phải là tên: tên là một chữ cái, sau đó là chữ cái, chữ số và `_`"
        ));
    }
    if is_reserved(&new) {
        return Err(say!(language, "`{new}` is a word of the language", "`{new}` là một từ của ngôn ngữ"));
    }
    let mut renamed = Renamed::new();
    for (view, file, place) in snapshot.naming(path, offset) {
        let policies = &view.policies;
        let one = renamable(policies, file, place, language)?;
        let Some(mention) = policies.resolved().uses.at(file, place) else { continue };
        if one.name == new {
            continue;
        }
        let job = Job { view, named: mention.named, old: &one.name, new: &new, language };
        job.unseen(snapshot)?;
        job.add_to(&mut renamed)?;
    }
    Ok(renamed)
}

/// One name to be changed in one project.
struct Job<'j> {
    view: &'j View,
    named: Named,
    old: &'j str,
    new: &'j str,
    language: Language,
}

impl Job<'_> {
    fn policies(&self) -> &Policies {
        &self.view.policies
    }

    fn add_to(&self, renamed: &mut Renamed) -> Result<(), String> {
        self.clash()?;
        self.unsure()?;
        let policies = self.policies();
        let mut by_file: BTreeMap<FileId, BTreeSet<(u32, u32)>> = BTreeMap::new();
        for mention in policies.resolved().uses.of(self.named) {
            if policies.kind(mention.span.file).is_none() {
                continue;
            }
            let span = last_of(policies, mention.span);
            if nfc(words(policies, span)) == self.old
                && let Some(written) = policies.written(span.file)
            {
                by_file.entry(span.file).or_default().insert((written.offset(span.start), written.offset(span.end)));
            }
        }
        self.read_the_same(&by_file)?;
        self.list_cells(&mut by_file)?;
        for (file, spans) in by_file {
            if let Some(path) = self.view.path(file) {
                renamed.entry(path).or_default().extend(spans);
            }
        }
        Ok(())
    }
}

/// A new name as it is put into texts.
#[must_use]
pub fn spelled(name: &str) -> String {
    nfc(name)
}
