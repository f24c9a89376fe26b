//! Lists kept as CSV: `name, label, from, until, parent, successor`, in any order, only `name` being needed.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord, Trim};
use unicode_normalization::UnicodeNormalization;
use vires_model::{Day, Life, ListId, ListValue, SourceSpan, ValueId};
use vires_syntax::ast::Label;
use vires_words::{Words, words};

use crate::Attachments;
use crate::broken::{Lines, add_lines};
use crate::circles::circles;
use crate::lists::add_value;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};
use crate::uses::{Named, Role};

const COLUMNS: [&str; 6] = ["name", "label", "from", "until", "parent", "successor"];
/// A file whose rows are all wrong is wrong in one way; nobody reads thousands of findings.
const MOST_PROBLEMS: usize = 20;

/// What a row names that may stand further down.
struct Links {
    value: ValueId,
    row: usize,
    span: SourceSpan,
    parent: String,
    successor: String,
}

/// One file while it is read.
struct Reading<'t> {
    list: ListId,
    name: &'t str,
    problems: usize,
}

impl Resolver<'_> {
    pub(crate) fn list_file(
        &mut self,
        here: Here,
        list: ListId,
        name: &Label,
        attachments: &dyn Attachments,
    ) -> Done<()> {
        let (file, text) = attachments.read(here.file, &name.value).map_err(|why| {
            self.report(
                Problem::error(
                    code::BAD_LIST_FILE,
                    here.span(name.span),
                    words!(
                        "the file \"{file}\" cannot be read: {why}",
                        "không đọc được tệp \"{file}\": {why}",
                        file = name.value,
                        why = why
                    ),
                )
                .help(words!(
                    "a list file is looked for beside the file that names it",
                    "tệp danh mục được tìm bên cạnh tệp nêu tên nó"
                )),
            );
            Failed
        })?;
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let body = text.get(mark..).unwrap_or_default();
        let mut reader = ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(body.as_bytes());
        let mut reading = Reading { list, name: &name.value, problems: 0 };
        let span = |from: u64, to: u64| {
            let (from, to) = (usize::try_from(from).unwrap_or(0), usize::try_from(to).unwrap_or(0));
            let row = body.get(from..to).unwrap_or_default();
            let start = mark + from + (row.len() - row.trim_start().len());
            let end = start + row.trim().len();
            SourceSpan {
                file,
                start: u32::try_from(start).unwrap_or(u32::MAX),
                end: u32::try_from(end).unwrap_or(u32::MAX),
            }
        };
        let headers = reader.headers().cloned().unwrap_or_default();
        let head = span(0, reader.position().byte());
        let columns = self.columns(&mut reading, head, &headers)?;

        let mut links = Vec::new();
        let mut record = StringRecord::new();
        let mut row = 1;
        loop {
            let from = reader.position().byte();
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(_) => {
                    let at = span(from, reader.position().byte());
                    self.bad_row(
                        &mut reading,
                        at,
                        row + 1,
                        &words!(
                            "it is no row of values separated by commas",
                            "đây không phải là một hàng giá trị cách nhau bằng dấu phẩy"
                        ),
                    );
                    break;
                }
            }
            let to = reader.position().byte();
            let at = span(from, to);
            let (from, to) = (usize::try_from(from).unwrap_or(0), usize::try_from(to).unwrap_or(0));
            if body.get(from..to).is_some_and(|row| row.trim().is_empty()) {
                row += blank_lines(body, from, to);
                continue;
            }
            // Rows are counted as a spreadsheet does, blank ones with them.
            row += 1 + blank_lines(body, from, at.start as usize - mark);
            let surplus = record.len() > headers.len();
            let row_text = body.get(at.start as usize - mark..at.end as usize - mark).unwrap_or_default();
            if surplus || row_text.matches('"').count() % 2 == 1 {
                let why = if surplus {
                    words!(
                        "it has more values than the first row has columns; a value with a comma in it stands between \
                         quotation marks",
                        "hàng này có nhiều giá trị hơn số cột ở hàng đầu; giá trị có dấu phẩy phải đặt trong dấu ngoặc kép"
                    )
                } else {
                    words!(
                        "a quotation mark in it is not closed, and takes in the lines below",
                        "dấu ngoặc kép mở ra mà không đóng lại nên nuốt cả các dòng bên dưới"
                    )
                };
                self.bad_row(&mut reading, at, row, &why);
                continue;
            }
            if record.iter().any(|cell| cell.contains(['\n', '\r'])) {
                // A line break between quotation marks is one of the page, not of the words.
                record = record.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
            }
            let cell = |column: &str| columns.get(column).and_then(|n| record.get(*n)).unwrap_or_default();
            let name: String = cell("name").nfc().collect();
            match self.value_of_row(&mut reading, at, row, &name, &cell) {
                Ok(value) => links.push(Links {
                    value,
                    row,
                    span: at,
                    parent: cell("parent").nfc().collect(),
                    successor: cell("successor").nfc().collect(),
                }),
                Err(Failed) => {
                    self.poisoned_values.entry(list).or_default().entry(name).or_insert(at);
                }
            }
        }
        if reading.problems > MOST_PROBLEMS {
            let more = reading.problems - MOST_PROBLEMS;
            self.report(Problem::error(
                code::BAD_LIST_FILE,
                head,
                words!(
                    "{more} more rows of \"{file}\" cannot be used",
                    "còn {more} hàng của \"{file}\" không dùng được",
                    file = name.value
                ),
            ));
        }
        self.link_rows(&mut reading, &links);
        Ok(())
    }

    fn columns(
        &mut self,
        reading: &mut Reading<'_>,
        head: SourceSpan,
        headers: &StringRecord,
    ) -> Done<HashMap<&'static str, usize>> {
        if let Some(separator) = other_separator(headers) {
            self.report(
                Problem::error(
                    code::BAD_LIST_FILE,
                    head,
                    words!(
                        "the values of \"{file}\" are separated by {separator}, not by commas",
                        "các giá trị trong \"{file}\" cách nhau bằng {separator}, không phải bằng dấu phẩy",
                        file = reading.name,
                        separator = separator
                    ),
                )
                .help(words!(
                    "save it as CSV with commas; a value with a comma in it stands between quotation marks",
                    "lưu lại dưới dạng CSV với dấu phẩy; giá trị có dấu phẩy phải đặt trong dấu ngoặc kép"
                )),
            );
            return Err(Failed);
        }
        let mut columns = HashMap::new();
        for (n, header) in headers.iter().enumerate() {
            match COLUMNS.iter().find(|column| column.eq_ignore_ascii_case(header)) {
                Some(column) if !columns.contains_key(column) => {
                    columns.insert(*column, n);
                }
                Some(column) => self.report(Problem::error(
                    code::BAD_LIST_FILE,
                    head,
                    words!(
                        "\"{file}\" has two columns named {column}",
                        "\"{file}\" có hai cột cùng tên {column}",
                        file = reading.name
                    ),
                )),
                None => self.report(
                    Problem::error(
                        code::BAD_LIST_FILE,
                        head,
                        words!(
                            "\"{file}\" has a column named \"{header}\", which no list file has",
                            "\"{file}\" có cột \"{header}\", mà tệp danh mục không có cột nào như vậy",
                            file = reading.name
                        ),
                    )
                    .help(words!(
                        "the columns of a list file are {columns}",
                        "các cột của tệp danh mục là {columns}",
                        columns = COLUMNS.join(", ")
                    )),
                ),
            }
        }
        if columns.contains_key("name") {
            return Ok(columns);
        }
        self.report(
            Problem::error(
                code::BAD_LIST_FILE,
                head,
                words!(
                    "the first row of \"{file}\" does not name a column `name`",
                    "hàng đầu của \"{file}\" không có cột `name`",
                    file = reading.name
                ),
            )
            .help(words!(
                "begin the file with the row {columns}",
                "bắt đầu tệp bằng hàng {columns}",
                columns = COLUMNS.join(",")
            )),
        );
        Err(Failed)
    }

    fn value_of_row<'c>(
        &mut self,
        reading: &mut Reading<'_>,
        span: SourceSpan,
        row: usize,
        name: &str,
        cell: &impl Fn(&str) -> &'c str,
    ) -> Done<ValueId> {
        if !is_name(name) {
            let why = if name.is_empty() {
                words!("it has no name", "thiếu tên")
            } else {
                words!(
                    "`{name}` is no name: a name is a letter followed by letters, digits and _",
                    "`{name}` không phải là tên: tên là một chữ cái, sau đó là chữ cái, chữ số và _"
                )
            };
            return Err(self.bad_row(reading, span, row, &why));
        }
        if vires_syntax::is_reserved(name) {
            let why = words!(
                "`{name}` is a word of the language, so no text could name it",
                "`{name}` là từ của ngôn ngữ nên không văn bản nào gọi tên được"
            );
            return Err(self.bad_row(reading, span, row, &why));
        }
        if self.value(reading.list, name).is_some() {
            return Err(self.bad_row(
                reading,
                span,
                row,
                &words!("`{name}` stands in this list already", "`{name}` đã có trong danh mục này"),
            ));
        }
        let mut life = Life::ALWAYS;
        for (column, end) in [("from", &mut life.from), ("until", &mut life.until)] {
            let text = cell(column);
            if text.is_empty() {
                continue;
            }
            *end = Day::parse(text);
            if end.is_none() {
                let why = words!(
                    "\"{text}\" is no date: write year, month and day, as in 2025-07-01",
                    "\"{text}\" không phải là ngày: viết năm, tháng, ngày như 2025-07-01"
                );
                return Err(self.bad_row(reading, span, row, &why));
            }
        }
        if life.is_empty() {
            return Err(self.bad_row(
                reading,
                span,
                row,
                &words!("`{name}` ends before it begins", "`{name}` kết thúc trước khi bắt đầu"),
            ));
        }
        let label: String = cell("label").nfc().collect();
        let value = add_value(
            &mut self.model,
            reading.list,
            ListValue {
                name: name.to_owned(),
                label: if label.is_empty() { name.to_owned() } else { label },
                parent: None,
                leaf: true,
                within: None,
                life,
                successor: None,
                span,
            },
        );
        self.uses.get_mut().note(span, Named::Value(reading.list, value), Role::Declares);
        Ok(value)
    }

    fn bad_link(&mut self, reading: &mut Reading<'_>, link: &Links, why: &Words) {
        add_lines(self.doubtful_lists.entry(reading.list).or_default(), &Lines::from([link.span]));
        reading.problems += 1;
        if reading.problems <= MOST_PROBLEMS {
            self.report(
                Problem::error(
                    code::BAD_LIST_FILE,
                    link.span,
                    words!(
                        "row {row} of \"{file}\" can be used only in part: {why}",
                        "hàng {row} của \"{file}\" chỉ dùng được một phần: {why}",
                        why = why,
                        row = link.row.to_string(),
                        file = reading.name
                    ),
                )
                .help(words!("correct the name, or leave the cell empty", "sửa tên, hoặc để trống ô")),
            );
        }
    }

    /// A place without the larger one in which it lies: whoever there is one of per such place is nobody there.
    fn lies_nowhere(&mut self, reading: &mut Reading<'_>, link: &Links, outer: ListId) {
        reading.problems += 1;
        if reading.problems > MOST_PROBLEMS {
            return;
        }
        let name = self.model.lists[reading.list].values.get(link.value.0 as usize).map(|row| row.name.clone());
        let outer = self.model.lists[outer].name.clone();
        let problem = Problem::warning(
            code::BAD_LIST_FILE,
            link.span,
            words!(
                "row {row} of \"{file}\" names no parent, so `{name}` lies in no {outer}, and a body of which there is one per {outer} is nobody there",
                "hàng {row} của \"{file}\" không nêu cấp trên nên `{name}` không thuộc {outer} nào, và ở đó không có cơ quan nào thuộc loại một cho mỗi {outer}",
                row = link.row.to_string(),
                file = reading.name,
                name = name.unwrap_or_default()
            ),
        );
        self.report(problem.help(words!(
            "write in its column `parent` in which {outer} it lies",
            "ghi vào cột `parent` tên {outer} mà nó thuộc về"
        )));
    }

    fn bad_row(&mut self, reading: &mut Reading<'_>, span: SourceSpan, row: usize, why: &Words) -> Failed {
        add_lines(self.doubtful_lists.entry(reading.list).or_default(), &Lines::from([span]));
        reading.problems += 1;
        if reading.problems <= MOST_PROBLEMS {
            self.report(
                Problem::error(
                    code::BAD_LIST_FILE,
                    span,
                    words!(
                        "row {row} of \"{file}\" cannot be used: {why}",
                        "hàng {row} của \"{file}\" không dùng được: {why}",
                        why = why,
                        file = reading.name
                    ),
                )
                .help(words!("correct the row; the other rows are used", "sửa hàng này; các hàng khác vẫn được dùng")),
            );
        }
        Failed
    }

    /// Parents and successors, once all names are known. A name that is none costs that link, not the row.
    fn link_rows(&mut self, reading: &mut Reading<'_>, links: &[Links]) {
        let list = reading.list;
        let outer = self.model.lists[list].within;
        for link in links {
            if !link.parent.is_empty() {
                let of = outer.unwrap_or(list);
                match self.value(of, &link.parent) {
                    Some(parent) => {
                        if let Some(value) = self.model.lists[list].values.get_mut(link.value.0 as usize) {
                            match outer {
                                Some(_) => value.within = Some(parent),
                                None => value.parent = Some(parent),
                            }
                        }
                    }
                    None if self.value_is_reported(of, &link.parent) => {}
                    None => {
                        let of = self.model.lists[of].name.clone();
                        let why = words!(
                            "its parent `{parent}` is none of the values of {of}",
                            "giá trị cấp trên `{parent}` không thuộc {of}",
                            parent = link.parent
                        );
                        self.bad_link(reading, link, &why);
                    }
                }
            } else if let Some(outer) = outer {
                self.lies_nowhere(reading, link, outer);
            }
            let mut successors = Vec::new();
            for name in link.successor.split(';').map(str::trim).filter(|name| !name.is_empty()) {
                match self.value(list, name) {
                    Some(id) => successors.push(id),
                    None if self.value_is_reported(list, name) => {}
                    None => {
                        let why = words!(
                            "its successor `{name}` is not in the list",
                            "giá trị kế thừa `{name}` không có trong danh mục"
                        );
                        self.bad_link(reading, link, &why);
                    }
                }
            }
            // A place that was divided has several; only one alone takes its place.
            if let ([successor], Some(value)) =
                (successors.as_slice(), self.model.lists[list].values.get_mut(link.value.0 as usize))
            {
                value.successor = Some(*successor);
            }
        }
        self.cut_circles(list, &words!("lie under", "nằm dưới"), |value| &mut value.parent);
        self.cut_circles(list, &words!("succeed", "kế thừa"), |value| &mut value.successor);
    }

    fn cut_circles(&mut self, list: ListId, how: &Words, link: fn(&mut ListValue) -> &mut Option<ValueId>) {
        let values = &mut self.model.lists[list].values;
        let edges: Vec<_> =
            values.iter_mut().enumerate().filter_map(|(n, value)| Some((n, (*link(value))?.0 as usize))).collect();
        for set in circles(values.len(), &edges) {
            let values = &mut self.model.lists[list].values;
            let mut names = Vec::new();
            let mut spans = Vec::new();
            for n in &set {
                if let Some(value) = values.get_mut(*n) {
                    *link(value) = None;
                    names.push(value.name.clone());
                    spans.push(value.span);
                }
            }
            let mut spans = spans.into_iter();
            let Some(first) = spans.next() else {
                continue;
            };
            let mut problem = Problem::error(
                code::CIRCLE,
                first,
                match names.as_slice() {
                    [one] => words!(
                        "`{one}` is said to {how} itself",
                        "`{one}` được nêu là {how} chính nó",
                        one = one,
                        how = how
                    ),
                    _ => words!(
                        "{names} {how} each other in a circle",
                        "{names} {how} lẫn nhau thành vòng tròn",
                        how = how,
                        names = names.join(", ")
                    ),
                },
            );
            for span in spans {
                problem = problem.see(span, words!("and this row", "và hàng này"));
            }
            self.report(problem);
        }
    }
}

/// How many lines end in what was skipped between two rows; the end of the row before is none of it.
fn blank_lines(body: &str, from: usize, to: usize) -> usize {
    let skipped = body.get(from..to).unwrap_or_default();
    let after_return = body.get(..from).is_some_and(|before| before.ends_with('\r'));
    let skipped = if after_return { skipped.strip_prefix('\n').unwrap_or(skipped) } else { skipped };
    skipped.replace("\r\n", "\n").matches(['\n', '\r']).count()
}

/// What stands between the names of columns in place of commas, as spreadsheets of many countries save them.
fn other_separator(headers: &StringRecord) -> Option<Words> {
    let (Some(only), 1) = (headers.get(0), headers.len()) else { return None };
    let names = |separator: char| only.split(separator).any(|part| part.trim().eq_ignore_ascii_case("name"));
    match only {
        _ if only.contains(';') && names(';') => Some(words!("semicolons", "dấu chấm phẩy")),
        _ if only.contains('\t') && names('\t') => Some(words!("tabs", "dấu tab")),
        _ => None,
    }
}

/// A letter, then letters, digits and `_`.
fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
}
