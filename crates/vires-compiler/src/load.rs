//! Which files make up what is checked.
//!
//! - A **folder**: all policy files below it. Where it, or a folder above it, has a manifest: those of that package.
//! - A **file** in a package folder, or below one: the whole package. Any other file: that file alone.
//! - **Standard input**: that text alone, as if it lay in the current folder.
//! - `use p` that none of these files answers: the files of package `p` in the same folder, else below a folder that the
//!   manifest names under `use`, else below a package folder beside this one. Nothing else of those folders is read.
//! - A list kept as CSV: beside the file that names it, and never outside the folder that is checked.
//!
//! A policy file ends in `.vires`, or in `.md` and has a fence marked `vires`. Hidden folders, `target` and
//! `node_modules` are passed over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use vires_syntax::FileKind;
use vires_syntax::ast::{self, ClauseKind, LineKind};
use vires_words::{Language, Words, words};

use crate::database::{Database, ListText, SourceText, Workspace, parse};
use crate::files::{Files, PathKind, Unreadable, absolute, shown};
use crate::manifest::{self, MANIFEST, Manifest, ManifestFault, Searched};
use crate::misnamed::Misnamed;

/// What standard input is called in findings.
pub const STANDARD_INPUT: &str = "<standard input>";

/// What is to be checked.
#[derive(Debug, Clone, Copy)]
pub enum Request<'a> {
    /// These files and folders; none: the current folder.
    Paths(&'a [String]),
    /// This text.
    StandardInput(&'a [u8]),
}

/// Why nothing can be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// What it is about, as people call it: a path, standard input.
    pub about: Words,
    /// The file or folder that it is about, absolute.
    pub path: Option<PathBuf>,
    /// The line of that file.
    pub line: Option<u32>,
    /// The reason.
    pub why: Words,
}

impl LoadError {
    /// One line: `packages/vn/vires.toml: line 2: the reason`.
    #[must_use]
    pub fn said(&self) -> Words {
        let why = &self.why;
        match self.line {
            Some(line) => manifest::on_line(line as usize, why).of(&self.about),
            None => why.of(&self.about),
        }
    }

    /// What is wrong with a manifest that people know as `named`.
    #[must_use]
    pub fn of_manifest(path: PathBuf, named: &str, fault: ManifestFault) -> Self {
        let ManifestFault { line, why } = fault;
        Self { about: Words::as_written(named), path: Some(path), line: u32::try_from(line).ok(), why }
    }

    fn of_all(about: Words, why: Words) -> Self {
        Self { about, path: None, line: None, why }
    }
}

/// In English, for programs; people are told [`LoadError::said`].
impl std::fmt::Display for LoadError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.said().in_language(Language::En))
    }
}

impl std::error::Error for LoadError {}

/// Loads what is asked for, and the packages it uses. With `complaints`, what is wrong with a manifest is put there, and the
/// rest of it counts; without, nothing is loaded.
pub(crate) fn load(
    db: &Database,
    files: &dyn Files,
    request: Request<'_>,
    complaints: Option<&mut Vec<LoadError>>,
) -> Result<Workspace, LoadError> {
    let mut loader = Loader::new(db, files, complaints);
    match request {
        Request::StandardInput(bytes) => loader.standard_input(bytes)?,
        Request::Paths([]) => loader.paths(&[".".to_owned()])?,
        Request::Paths(paths) => loader.paths(paths)?,
    }
    loader.used_packages()?;
    Ok(loader.finish())
}

/// Whether a file or folder of that name is passed over.
pub(crate) fn passed_over(name: &str, kind: PathKind) -> bool {
    name.starts_with('.') || kind == PathKind::Folder && matches!(name, "target" | "node_modules")
}

/// What kind of policy file the name says it is.
#[must_use]
pub fn file_kind(path: &Path) -> Option<FileKind> {
    match path.extension()?.to_str()? {
        "vires" => Some(FileKind::Policy),
        "md" => Some(FileKind::Markdown),
        _ => None,
    }
}

/// All files below a folder whose names say that they are policy, in order.
///
/// # Errors
/// A folder that cannot be listed.
pub fn policy_files(files: &dyn Files, folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = files.entries(&folder).map_err(|why| refused(files, &folder, why.said()))?;
        for entry in entries.iter().filter(|entry| !passed_over(&entry.name, entry.kind)) {
            let path = folder.join(&entry.name);
            match entry.kind {
                PathKind::Folder => folders.push(path),
                PathKind::File if file_kind(&path).is_some() => found.push(path),
                PathKind::File => {}
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The folders at or below one that have a manifest and lie in no other such folder, in order.
///
/// # Errors
/// A folder that cannot be listed.
pub fn package_folders(files: &dyn Files, folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = files.entries(&folder).map_err(|why| refused(files, &folder, why.said()))?;
        if entries.iter().any(|entry| entry.kind == PathKind::File && entry.name == MANIFEST) {
            found.push(folder);
            continue;
        }
        let below = entries.iter().filter(|entry| entry.kind == PathKind::Folder);
        folders
            .extend(below.filter(|entry| !passed_over(&entry.name, entry.kind)).map(|entry| folder.join(&entry.name)));
    }
    found.sort();
    Ok(found)
}

fn refused(files: &dyn Files, path: &Path, why: Words) -> LoadError {
    let about = Words::as_written(shown(&files.current_folder(), path));
    LoadError { about, path: Some(path.to_path_buf()), line: None, why }
}

/// The text of a file, or why there is none in words that follow the file's name.
fn text(bytes: Vec<u8>) -> Result<String, Words> {
    String::from_utf8(bytes).map(line_ends).map_err(|error| {
        let good = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        words!(
            "it is not text in UTF-8: line {line} holds bytes that are no character",
            "không phải là văn bản UTF-8: dòng {line} có byte không phải là ký tự"
        )
    })
}

/// The text with every line end that is a carriage return alone, as old programs write it, as a line feed: every byte
/// stays where it is.
#[must_use]
pub fn line_ends(text: String) -> String {
    let is_alone = |(at, _): (usize, &str)| text.as_bytes().get(at + 1).is_some_and(|next| *next != b'\n');
    if !text.match_indices('\r').any(is_alone) {
        return text;
    }
    let mut rest = text.chars().peekable();
    let mut lines = String::with_capacity(text.len());
    while let Some(letter) = rest.next() {
        // At the very end it may be half of a line end that is being typed; either way nothing follows it.
        let ends = letter == '\r' && rest.peek().is_some_and(|next| *next != '\n');
        lines.push(if ends { '\n' } else { letter });
    }
    lines
}

/// A source with what is needed to find what it names.
struct Loaded {
    input: SourceText,
    folder: PathBuf,
    /// No list file outside this folder is read.
    within: PathBuf,
    /// Every policy file of that folder is read.
    whole: bool,
}

struct Loader<'a> {
    db: &'a Database,
    files: &'a dyn Files,
    current: PathBuf,
    sources: Vec<Loaded>,
    seen: BTreeSet<PathBuf>,
    manifests: BTreeMap<PathBuf, Option<Manifest>>,
    /// Files by the package they say they belong to, of folders that were searched (true: with all below).
    searched: BTreeMap<(PathBuf, bool), BTreeMap<String, Vec<PathBuf>>>,
    languages: BTreeMap<String, String>,
    complaints: Option<&'a mut Vec<LoadError>>,
}

impl<'a> Loader<'a> {
    fn new(db: &'a Database, files: &'a dyn Files, complaints: Option<&'a mut Vec<LoadError>>) -> Self {
        Self {
            db,
            files,
            complaints,
            current: files.current_folder(),
            sources: Vec::new(),
            seen: BTreeSet::new(),
            manifests: BTreeMap::new(),
            searched: BTreeMap::new(),
            languages: BTreeMap::new(),
        }
    }

    fn standard_input(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        let named = words!("standard input", "đầu vào chuẩn");
        let text = text(bytes.to_vec()).map_err(|why| LoadError::of_all(named, why))?;
        let input = SourceText::read(self.db, STANDARD_INPUT.to_owned(), text, FileKind::Policy);
        let folder = self.current.clone();
        self.source(Loaded { input, within: folder.clone(), folder, whole: false })
    }

    fn paths(&mut self, paths: &[String]) -> Result<(), LoadError> {
        // By path; each with the folder it may not leave.
        let mut asked = BTreeMap::new();
        for path in paths {
            let at = absolute(&self.current, Path::new(path));
            let Some(kind) = self.files.kind(&at) else {
                return Err(LoadError::of_all(Words::as_written(path), Unreadable::Absent.said()));
            };
            let folder = match kind {
                PathKind::Folder => at.clone(),
                PathKind::File => at.parent().map_or_else(|| at.clone(), Path::to_path_buf),
            };
            let package = self.manifest_of(&folder)?.map(|(folder, _)| folder);
            let whole = match (&package, kind) {
                (Some(package), _) => Some(package.clone()),
                (None, PathKind::Folder) => Some(folder.clone()),
                (None, PathKind::File) => None,
            };
            for file in whole.iter().map(|folder| policy_files(self.files, folder)).collect::<Result<Vec<_>, _>>()? {
                asked.extend(file.into_iter().map(|file| (file, whole.clone().unwrap_or_default())));
            }
            if kind == PathKind::File {
                asked.insert(at, whole.unwrap_or(folder));
            }
        }
        for (path, within) in asked {
            self.file(&path, &within, true)?;
        }
        if self.sources.is_empty() {
            let why = words!(
                "no policy file (.vires, or .md with a fence marked vires) below it",
                "không có tệp chính sách nào bên trong (.vires, hoặc .md có khối đánh dấu vires)"
            );
            return Err(LoadError::of_all(Words::as_written(paths.join(", ")), why));
        }
        Ok(())
    }

    /// Reads a file, unless it is a Markdown file without policy.
    fn file(&mut self, path: &Path, within: &Path, whole: bool) -> Result<(), LoadError> {
        if !self.seen.insert(path.to_path_buf()) {
            return Ok(());
        }
        let kind = file_kind(path).unwrap_or(FileKind::Policy);
        let bytes = self.files.read(path).map_err(|why| refused(self.files, path, why.said()))?;
        if kind == FileKind::Markdown && !may_have_policy(&bytes) {
            return Ok(());
        }
        let text = text(bytes).map_err(|why| refused(self.files, path, why))?;
        let input = SourceText::read(self.db, shown(&self.current, path), text, kind);
        let parsed = parse(self.db, input);
        if kind == FileKind::Markdown && parsed.file.lines.is_empty() && parsed.errors.is_empty() {
            return Ok(());
        }
        let folder = path.parent().map_or_else(|| within.to_path_buf(), Path::to_path_buf);
        self.source(Loaded { input, folder, within: within.to_path_buf(), whole })
    }

    fn source(&mut self, loaded: Loaded) -> Result<(), LoadError> {
        let manifest = self.manifest_of(&loaded.folder)?.map(|(_, manifest)| manifest);
        if let Some(Manifest { name, language: Some(language), .. }) = manifest
            && let Some(package) = parse(self.db, loaded.input).file.package()
            // The package that a manifest names goes by it, wherever its files lie.
            && (name.as_deref() == Some(package) || !self.languages.contains_key(package))
        {
            self.languages.insert(package.to_owned(), language);
        }
        self.sources.push(loaded);
        Ok(())
    }

    /// The nearest manifest at or above a folder, and where it lies.
    fn manifest_of(&mut self, folder: &Path) -> Result<Option<(PathBuf, Manifest)>, LoadError> {
        for folder in folder.ancestors() {
            if let Some(manifest) = self.manifest_in(folder)? {
                return Ok(Some((folder.to_path_buf(), manifest.clone())));
            }
        }
        Ok(None)
    }

    fn manifest_in(&mut self, folder: &Path) -> Result<Option<&Manifest>, LoadError> {
        if !self.manifests.contains_key(folder) {
            let path = folder.join(MANIFEST);
            let manifest = match self.files.kind(&path) {
                Some(PathKind::File) => {
                    let bytes = self.files.read(&path).map_err(|why| why.said());
                    let (manifest, faults) = match bytes.and_then(text) {
                        Ok(text) => read_manifest(self.files, folder, &text),
                        Err(why) => {
                            self.complain(refused(self.files, &path, why))?;
                            Default::default()
                        }
                    };
                    for fault in faults {
                        let named = shown(&self.current, &path);
                        self.complain(LoadError::of_manifest(path.clone(), &named, fault))?;
                    }
                    Some(manifest)
                }
                _ => None,
            };
            self.manifests.insert(folder.to_path_buf(), manifest);
        }
        Ok(self.manifests.get(folder).and_then(Option::as_ref))
    }

    /// Something is wrong with a manifest: the end of it, unless complaints are collected.
    fn complain(&mut self, complaint: LoadError) -> Result<(), LoadError> {
        match &mut self.complaints {
            None => Err(complaint),
            Some(complaints) => {
                complaints.push(complaint);
                Ok(())
            }
        }
    }

    /// Adds the packages used that are not there, and those that these use.
    fn used_packages(&mut self) -> Result<(), LoadError> {
        let mut next = 0;
        let mut known: BTreeSet<String> = BTreeSet::new();
        let mut sought: BTreeSet<(PathBuf, String)> = BTreeSet::new();
        let mut counted = 0;
        while let Some(folder) = self.sources.get(next).map(|loaded| loaded.folder.clone()) {
            for loaded in self.sources.get(counted..).unwrap_or_default() {
                known.extend(parse(self.db, loaded.input).file.package().map(str::to_owned));
            }
            counted = self.sources.len();
            let input = self.sources.get(next).map(|loaded| loaded.input);
            let uses = input.map(|input| used_names(&parse(self.db, input).file)).unwrap_or_default();
            for package in uses {
                if known.contains(package) || !sought.insert((folder.clone(), package.to_owned())) {
                    continue;
                }
                for (file, within) in self.search(&folder, package)? {
                    self.file(&file, &within, false)?;
                    known.insert(package.to_owned());
                }
            }
            next += 1;
        }
        Ok(())
    }

    /// The files of a package, with the folder they may not leave.
    fn search(&mut self, folder: &Path, package: &str) -> Result<Vec<(PathBuf, PathBuf)>, LoadError> {
        let mut places = vec![(folder.to_path_buf(), false)];
        if let Some((home, manifest)) = self.manifest_of(folder)? {
            for named in &manifest.search {
                // One that is not there is told where the manifest is read.
                if is_folder(self.files, &home, named) {
                    places.push((absolute(&home, Path::new(&named.folder)), true));
                }
            }
            let beside = home.parent().map(Path::to_path_buf).unwrap_or_default();
            // A folder that cannot be listed has no package for us.
            for entry in self.files.entries(&beside).unwrap_or_default() {
                let place = beside.join(&entry.name);
                let is_package = entry.kind == PathKind::Folder
                    && !passed_over(&entry.name, entry.kind)
                    && place != home
                    && self.files.kind(&place.join(MANIFEST)) == Some(PathKind::File);
                if is_package {
                    places.push((place, true));
                }
            }
        }
        for (place, deep) in places {
            if let Some(found) = self.packages_in(&place, deep)?.get(package) {
                return Ok(found.iter().map(|file| (file.clone(), place.clone())).collect());
            }
        }
        Ok(Vec::new())
    }

    fn packages_in(&mut self, folder: &Path, deep: bool) -> Result<&BTreeMap<String, Vec<PathBuf>>, LoadError> {
        let key = (folder.to_path_buf(), deep);
        if !self.searched.contains_key(&key) {
            let files = if deep {
                policy_files(self.files, folder)?
            } else {
                let entries = self.files.entries(folder).map_err(|why| refused(self.files, folder, why.said()))?;
                let here = entries
                    .iter()
                    .filter(|entry| entry.kind == PathKind::File && !passed_over(&entry.name, entry.kind));
                here.map(|entry| folder.join(&entry.name)).filter(|path| file_kind(path).is_some()).collect()
            };
            let mut packages: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
            for path in files {
                // What cannot be read here is not the package sought; it is reported when it is asked for.
                let Ok(Ok(text)) = self.files.read(&path).map(text) else {
                    continue;
                };
                packages.entry(package_of(&path, &text)).or_default().push(path);
            }
            self.searched.insert(key.clone(), packages);
        }
        Ok(self.searched.entry(key).or_default())
    }

    /// The language of the first file asked for that belongs to a package with a manifest.
    fn language(&self) -> Language {
        let packages = self
            .sources
            .iter()
            .filter_map(|loaded| parse(self.db, loaded.input).file.package().and_then(|name| self.languages.get(name)));
        packages.map(|code| Language::of_code(code)).next().unwrap_or_default()
    }

    fn finish(self) -> Workspace {
        let mut lists: Vec<ListText> = Vec::new();
        let mut numbers: BTreeMap<PathBuf, Result<usize, Words>> = BTreeMap::new();
        let mut links = BTreeMap::new();
        for (n, loaded) in self.sources.iter().enumerate() {
            for name in list_names(&parse(self.db, loaded.input).file) {
                let path = absolute(&loaded.folder, Path::new(name));
                let link = if path.starts_with(&loaded.within) {
                    let number = numbers.entry(path).or_insert_with_key(|path| {
                        let text = self.files.read(path).map_err(|why| why.said()).and_then(text)?;
                        lists.push(ListText::new(self.db, shown(&self.current, path), text));
                        Ok(lists.len() - 1)
                    });
                    number.clone()
                } else {
                    Err(words!("it lies outside the folder of the package", "tệp nằm ngoài thư mục của gói"))
                };
                links.insert((n, name.to_owned()), link);
            }
        }
        let sources = self.sources.iter().map(|loaded| loaded.input).collect();
        let language = self.language();
        let misnamed = self.misnamed();
        Workspace::new(self.db, sources, lists, links, self.languages, misnamed, language)
    }

    /// The manifests of folders of which all files are read that name a package to which none of these belongs.
    fn misnamed(&self) -> Vec<Misnamed> {
        let mut files: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
        for (n, loaded) in self.sources.iter().enumerate() {
            let homes = loaded.folder.ancestors().filter(|at| at.starts_with(&loaded.within));
            let home = homes.into_iter().find(|at| self.manifests.get(*at).is_some_and(Option::is_some));
            if let Some(home) = home.filter(|_| loaded.whole) {
                files.entry(home.to_path_buf()).or_default().push(n);
            }
        }
        let mut found = Vec::new();
        for (home, sources) in files {
            let Some(Some(Manifest { name: Some(name), name_at, .. })) = self.manifests.get(&home) else { continue };
            let inputs = sources.iter().filter_map(|n| self.sources.get(*n)).map(|loaded| loaded.input);
            let mut named = inputs.map(|input| &parse(self.db, input).file);
            if named.clone().any(|file| file.package() == Some(name.as_str()))
                || named.all(|file| file.package().is_none())
            {
                continue;
            }
            let path = home.join(MANIFEST);
            let text = self.files.read(&path).ok().and_then(|bytes| text(bytes).ok()).unwrap_or_default();
            let path = shown(&self.current, &path);
            found.push(Misnamed { path, text, name: name.clone(), at: name_at.clone(), sources });
        }
        found
    }
}

/// The manifest of a folder by its text, with all that is wrong with it, by line. A folder that it names and that is not there
/// is told whether or not anything is looked for in it: what is used may be at hand without it.
#[must_use]
pub fn read_manifest(files: &dyn Files, home: &Path, text: &str) -> (Manifest, Vec<ManifestFault>) {
    let (manifest, mut faults) = Manifest::read(text);
    faults.extend(manifest.search.iter().filter(|named| !is_folder(files, home, named)).map(|named| ManifestFault {
        line: named.line,
        why: words!(
            "`use` names the folder \"{folder}\", which does not exist",
            "`use` nêu thư mục \"{folder}\", nhưng không có thư mục này",
            folder = named.folder
        ),
    }));
    faults.sort();
    (manifest, faults)
}

fn is_folder(files: &dyn Files, home: &Path, named: &Searched) -> bool {
    files.kind(&absolute(home, Path::new(&named.folder))) == Some(PathKind::Folder)
}

/// Quick and on the safe side: most Markdown files have nothing to do with policies, and may be in any encoding.
fn may_have_policy(bytes: &[u8]) -> bool {
    bytes.windows(5).any(|word| word.eq_ignore_ascii_case(b"vires"))
}

/// What of a text decides which other files are read with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    package: Option<String>,
    uses: Vec<String>,
    lists: Vec<String>,
}

impl Heading {
    pub(crate) fn of(file: &ast::File) -> Self {
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        Self {
            package: file.package().map(str::to_owned),
            uses: owned(used_names(file)),
            lists: owned(list_names(file)),
        }
    }
}

fn used_names(file: &ast::File) -> Vec<&str> {
    let names = file.lines.iter().filter_map(|line| match &line.kind {
        LineKind::Use { name } => Some(name.value.as_str()),
        _ => None,
    });
    names.collect()
}

fn list_names(file: &ast::File) -> Vec<&str> {
    let clauses = file.lines.iter().flat_map(|line| &line.clauses);
    let names = clauses.filter_map(|clause| match &clause.kind {
        ClauseKind::FromFile(name) => Some(name.value.as_str()),
        _ => None,
    });
    names.collect()
}

/// The package that a text belongs to, without reading the rest of it: the one that it names, else the one that it is read as
/// while it names none.
#[must_use]
pub fn package_of(path: &Path, text: &str) -> String {
    package_line(text).unwrap_or_else(|| vires_resolve::package_by_file(&path.to_string_lossy()).to_owned())
}

fn package_line(text: &str) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut is_first = true;
    let mut lines = text.lines().filter(|line| {
        let words = line.trim_start();
        // `package`, or `gói` in either form of its accent. Indented, it is told and names the package all the same, as long
        // as no line above has it below.
        let names_it = words.starts_with("package") || words.starts_with('g');
        let stands = words.len() == line.len() || is_first;
        is_first &= words.is_empty() || words.starts_with('#');
        names_it && stands
    });
    lines.find_map(|line| {
        let parsed = vires_syntax::parse(line.trim_start(), FileKind::Policy);
        parsed.file.package().map(str::to_owned)
    })
}
