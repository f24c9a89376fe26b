//! Which file belongs to which package, and which package uses which.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{Package, PackageId, PrecedenceKey};
use vires_syntax::Keyword;
use vires_syntax::ast::{self, DeclarationKind, LineKind, Name};
use vires_words::words;

use crate::SourceFile;
use crate::broken::words as words_of;
use crate::circles::circles;
use crate::problem::{Problem, code};
use crate::resolver::{Here, Resolver};
use crate::spelling::{folded, nearness};
use crate::uses::Named;

/// The package that a file is read as while it names none, so that the rest of it is still examined: the name of the file.
#[must_use]
pub fn package_by_file(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

fn folder_of(path: &str) -> &str {
    path.rfind(['/', '\\']).map_or("", |end| path.get(..end).unwrap_or_default())
}

impl<'a> Resolver<'a> {
    pub(crate) fn packages(&mut self, languages: &BTreeMap<String, String>) {
        for file in self.files.clone().iter() {
            let package = self.package_of_new_file(file, languages);
            self.package_of_file.insert(file.id, package);
        }
        self.uses();
        self.precedence();
        self.holidays();
    }

    fn package_of_new_file(&mut self, file: &SourceFile<'a>, languages: &BTreeMap<String, String>) -> PackageId {
        let mut named: Option<(&Name, Option<&ast::Label>)> = None;
        let mut again = Vec::new();
        for line in file.tree.lines.iter() {
            if let LineKind::Package { name, label } = &line.kind {
                match named {
                    None => named = Some((name, label.as_ref())),
                    Some(_) => again.push(line.span),
                }
            }
        }
        let meant = named.and_then(|(name, _)| self.package_begun(file, &name.value));
        let id = match (named, &meant) {
            (_, Some(meant)) => self.package(meant, None, languages),
            (Some((name, label)), None) => self.package(&name.value, label, languages),
            (None, None) => {
                let name = self.package_beside(file).unwrap_or_else(|| package_by_file(file.path).to_owned());
                self.package(&name, None, languages)
            }
        };
        let here = Here { package: id, file: file.id };
        match (named, meant) {
            (Some((name, _)), Some(meant)) => self.other_package(here, name, &meant),
            (Some((name, _)), None) => self.declares(here, name.span, Named::Package(id)),
            (None, _) => {}
        }
        for span in again {
            self.report(
                Problem::error(
                    code::MISPLACED,
                    here.span(span),
                    words!(
                        "a file belongs to one package, and says so once",
                        "một tệp thuộc một gói và chỉ nêu điều đó một lần"
                    ),
                )
                .help(words!(
                    "put what belongs to another package in a file of its own",
                    "đưa những gì thuộc gói khác vào tệp riêng"
                )),
            );
        }
        // An unreadable line may be the one that names the package.
        let readable = file.tree.lines.iter().all(|line| line.kind != LineKind::Unreadable);
        if named.is_none() && readable {
            let first = file.tree.lines.first().map(|line| line.span).unwrap_or_default();
            self.report(
                Problem::error(
                    code::MISPLACED,
                    here.span(first),
                    words!("the file does not say to which package it belongs", "tệp chưa nêu thuộc gói nào"),
                )
                .help(words!(
                    "begin the file with a line such as `package vn.electricity \"Giấy phép điện lực\"`",
                    "bắt đầu tệp bằng một dòng như `gói vn.electricity \"Giấy phép điện lực\"`"
                )),
            );
        }
        id
    }

    /// The package to which the other files of its folder belong, where a file names another that none belongs to and none uses,
    /// much as that one is called, or as it begins: the name is being written.
    fn package_begun(&self, file: &SourceFile<'_>, name: &str) -> Option<String> {
        if self.files.iter().any(|other| other.id != file.id && other.tree.package() == Some(name)) {
            return None;
        }
        let uses = |file: &SourceFile<'_>, name: &str| {
            let is_it = |line: &ast::Line| matches!(&line.kind, LineKind::Use { name: used } if used.value == name);
            file.tree.lines.iter().any(is_it)
        };
        // No package uses itself.
        let beside = self.package_beside(file).filter(|beside| !uses(file, beside))?;
        if self.files.iter().any(|other| uses(other, name)) {
            return None;
        }
        // Of two files that say two things, neither is known to be the misspelt one.
        let several = self.files.iter().filter(|other| other.tree.package() == Some(&beside)).count() > 1;
        let is_near = several && nearness(&folded(name), &folded(&beside)).is_some();
        (beside.starts_with(name) || is_near).then_some(beside)
    }

    fn other_package(&mut self, here: Here, name: &Name, meant: &str) {
        self.report(
            Problem::error(
                code::PACKAGE_NOT_FOUND,
                here.span(name.span),
                words!(
                    "the files beside this one belong to package `{meant}`, and none to `{name}`",
                    "các tệp bên cạnh tệp này thuộc gói `{meant}`, không tệp nào thuộc gói `{name}`",
                    name = name.value
                ),
            )
            .help(words!(
                "until it says otherwise, this file is read as one of `{meant}`; a package of its own stands in a folder of its own",
                "cho đến khi nêu khác, tệp này được đọc như thuộc gói `{meant}`; gói riêng thì đặt trong thư mục riêng"
            )),
        );
    }

    /// The one package to which the other files of its folder belong.
    fn package_beside(&self, file: &SourceFile<'_>) -> Option<String> {
        let is_beside = |other: &&SourceFile<'_>| other.id != file.id && folder_of(other.path) == folder_of(file.path);
        let names: BTreeSet<&str> =
            self.files.iter().filter(is_beside).filter_map(|other| other.tree.package()).collect();
        match names.into_iter().collect::<Vec<_>>()[..] {
            [only] => Some(only.to_owned()),
            _ => None,
        }
    }

    /// What a line that does not read and begins much as `use` does would use; none where it is no such line.
    fn use_meant(&self, here: Here, line: &ast::Line) -> Option<Option<PackageId>> {
        if line.kind != LineKind::Unreadable {
            return None;
        }
        let text = self.words_at(here, line.span);
        let mut words = words_of(text);
        let first = folded(words.next()?);
        let mut spelled = Keyword::Use.row().phrases().map(folded);
        spelled
            .any(|word| nearness(&word, &first).is_some())
            .then(|| words.next().and_then(|name| self.package_names.get(name).copied()))
    }

    fn package(&mut self, name: &str, label: Option<&ast::Label>, languages: &BTreeMap<String, String>) -> PackageId {
        if let Some(id) = self.package_names.get(name) {
            let row = &mut self.model.packages[*id];
            if let Some(label) = label
                && row.label == row.name
            {
                row.label = label.value.clone();
            }
            return *id;
        }
        let id = self.model.packages.push(Package {
            name: name.to_owned(),
            label: label.map_or_else(|| name.to_owned(), |label| label.value.clone()),
            precedence: Vec::new(),
            precedence_in: BTreeMap::new(),
            language: languages.get(name).cloned().unwrap_or_else(|| "en".to_owned()),
        });
        self.package_names.insert(name.to_owned(), id);
        self.namespaces.push(Default::default());
        id
    }

    fn uses(&mut self) {
        let mut edges = Vec::new();
        for file in self.files.clone().iter() {
            let Some(package) = self.package_of_file.get(&file.id).copied() else {
                continue;
            };
            let here = Here { package, file: file.id };
            for line in file.tree.lines.iter() {
                match self.use_meant(here, line) {
                    Some(Some(used)) => {
                        let space = Arc::make_mut(&mut self.namespaces[package.0 as usize]);
                        if used != package && !space.uses.contains(&used) {
                            space.uses.push(used);
                        }
                    }
                    Some(None) => {
                        let space = Arc::make_mut(&mut self.namespaces[package.0 as usize]);
                        space.incomplete.push(here.span(line.span));
                    }
                    None => {}
                }
                let LineKind::Use { name } = &line.kind else {
                    continue;
                };
                let Some(used) = self.package_names.get(&name.value).copied() else {
                    self.package_not_found(here, name);
                    continue;
                };
                self.mentions(here, name.span, Named::Package(used));
                edges.push((package.0 as usize, used.0 as usize, here.span(name.span)));
                let space = Arc::make_mut(&mut self.namespaces[package.0 as usize]);
                if used != package && !space.uses.contains(&used) {
                    space.uses.push(used);
                }
            }
        }
        let graph: Vec<_> = edges.iter().map(|(from, to, _)| (*from, *to)).collect();
        for set in circles(self.namespaces.len(), &graph) {
            let mut lines = edges.iter().filter(|(from, to, _)| set.contains(from) && set.contains(to));
            let Some((from, to, span)) = lines.next() else {
                continue;
            };
            let name = |id: usize| self.model.packages[PackageId(id as u32)].name.clone();
            let mut problem = Problem::error(
                code::PACKAGE_CIRCLE,
                *span,
                if from == to {
                    words!("package {package} uses itself", "gói {package} dùng chính nó", package = name(*from))
                } else {
                    let names: Vec<_> = set.iter().map(|id| name(*id)).collect();
                    words!(
                        "the packages {names} use each other in a circle",
                        "các gói {names} dùng lẫn nhau thành vòng tròn",
                        names = names.join(", ")
                    )
                },
            )
            .help(words!(
                "put what they share into a package of its own, which the others use",
                "đưa phần dùng chung vào một gói riêng để các gói kia dùng"
            ));
            for (from, to, span) in lines {
                problem = problem.see(
                    *span,
                    words!("{one} uses {other}", "{one} dùng {other}", one = name(*from), other = name(*to)),
                );
            }
            self.report(problem);
        }
    }

    fn package_not_found(&mut self, here: Here, name: &Name) {
        let wanted = folded(&name.value);
        let near =
            self.package_names.keys().filter_map(|known| Some((nearness(&wanted, &folded(known))?, known))).min();
        let help = match near {
            Some((_, known)) => words!("did you mean `{known}`?", "có phải muốn viết `{known}`?"),
            None => words!(
                "put its files beside this one or into a package folder beside this package, or name \
                 its folder under `use` in vires.toml",
                "để các tệp của gói đó bên cạnh tệp này hoặc trong một thư mục gói bên cạnh gói này, \
                 hoặc nêu thư mục của nó ở `use` trong vires.toml"
            )
            .to_owned(),
        };
        self.report(
            Problem::error(
                code::PACKAGE_NOT_FOUND,
                here.span(name.span),
                words!("there is no package named `{name}`", "không có gói nào tên là `{name}`", name = name.value),
            )
            .help(help),
        );
        Arc::make_mut(&mut self.namespaces[here.package.0 as usize]).incomplete.push(here.span(name.span));
    }

    /// The days of all `holidays` lines; no clause belongs to one.
    fn holidays(&mut self) {
        for file in self.files.clone().iter() {
            let Some(package) = self.package_of_file.get(&file.id).copied() else {
                continue;
            };
            let here = Here { package, file: file.id };
            for line in file.tree.lines.iter() {
                let LineKind::Declaration(ast::Declaration { kind: DeclarationKind::Holidays { days }, .. }) =
                    &line.kind
                else {
                    continue;
                };
                for clause in &line.clauses {
                    self.misplaced(here, clause, words!("a line of holidays", "dòng ngày nghỉ lễ"));
                }
                self.nothing_below(here, line);
                for row in days {
                    if let Ok(days) = self.days_in_a_row(here, row) {
                        self.model.holidays.extend(days);
                    }
                }
            }
        }
    }

    /// Each package's own precedence, else the first found among the packages it uses, in the order of its `use` lines,
    /// those nearer first.
    fn precedence(&mut self) {
        let mut own: Vec<Option<Vec<PrecedenceKey>>> = vec![None; self.namespaces.len()];
        let mut in_sectors: Vec<BTreeMap<String, Vec<PrecedenceKey>>> = vec![BTreeMap::new(); self.namespaces.len()];
        for file in self.files.clone().iter() {
            let Some(package) = self.package_of_file.get(&file.id).copied() else {
                continue;
            };
            let here = Here { package, file: file.id };
            for line in file.tree.lines.iter() {
                let LineKind::Declaration(ast::Declaration {
                    kind: DeclarationKind::Precedence { keys, sectors }, ..
                }) = &line.kind
                else {
                    continue;
                };
                let mut said = Vec::new();
                for key in keys {
                    let key = match key.value {
                        ast::PrecedenceKey::HigherRank => PrecedenceKey::HigherRank,
                        ast::PrecedenceKey::Later => PrecedenceKey::Later,
                        ast::PrecedenceKey::MoreSpecific => PrecedenceKey::MoreSpecific,
                    };
                    if !said.contains(&key) {
                        said.push(key);
                    }
                }
                let of_sectors = &mut in_sectors[package.0 as usize];
                let mut twice = false;
                for sector in sectors {
                    self.mentions_sector(here, sector);
                    let known = of_sectors.entry(sector.value.clone()).or_insert_with(|| said.clone());
                    twice |= *known != said;
                }
                if sectors.is_empty() {
                    let known = own[package.0 as usize].get_or_insert_with(|| said.clone());
                    twice |= *known != said;
                }
                if twice {
                    self.report(
                        Problem::error(
                            code::DECLARED_TWICE,
                            here.span(line.span),
                            words!(
                                "the order of precedence is declared a second time in this package, differently",
                                "thứ tự áp dụng được khai báo lần thứ hai trong gói này, với nội dung khác"
                            ),
                        )
                        .help(words!(
                            "a package has one order of precedence, and one for each sector; keep one of the two lines",
                            "mỗi gói có một thứ tự áp dụng, và một cho mỗi lĩnh vực; giữ lại một trong hai dòng"
                        )),
                    );
                }
            }
        }
        for id in 0..own.len() {
            let mut seen = vec![false; own.len()];
            let mut is_found = false;
            let mut queue = std::collections::VecDeque::from([id]);
            while let Some(at) = queue.pop_front() {
                if std::mem::replace(&mut seen[at], true) {
                    continue;
                }
                let row = &mut self.model.packages[PackageId(id as u32)];
                for (sector, keys) in &in_sectors[at] {
                    row.precedence_in.entry(sector.clone()).or_insert_with(|| keys.clone());
                }
                if let Some(keys) = own[at].as_ref().filter(|_| !is_found) {
                    row.precedence.clone_from(keys);
                    is_found = true;
                }
                queue.extend(self.namespaces[at].uses.iter().map(|used| used.0 as usize));
            }
        }
    }
}
