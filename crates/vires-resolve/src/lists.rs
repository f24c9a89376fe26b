//! Lists and territories: values written in the text, and which territory lies within which.

use vires_model::{Life, ListId, ListValue, Model, ValueId, ValueSet};
use vires_syntax::ast::{self, ClauseKind, DeclarationKind, Label, Name};
use vires_syntax::span::Span;
use vires_words::words;

use crate::Attachments;
use crate::broken::Lines;
use crate::circles::circles;
use crate::names::Thing;
use crate::problem::{Done, Failed, Problem, Remedy, code};
use crate::resolver::{Here, Resolver};
use crate::spelling::{folded, nearness};
use crate::uses::Named;

impl<'a> Resolver<'a> {
    pub(crate) fn list_rows(&mut self, attachments: &dyn Attachments) {
        let declared = self.declared.clone();
        let lists = || {
            declared.iter().filter_map(|row| match row.thing {
                Some(Thing::List(id)) => Some((id, row)),
                _ => None,
            })
        };
        let mut files: Vec<(ListId, Here, &'a Label)> = Vec::new();
        for (id, row) in lists() {
            let mut done = Ok(());
            for clause in &row.line.clauses {
                let territory = self.model.lists[id].territory;
                match &clause.kind {
                    ClauseKind::Also(_) => {}
                    ClauseKind::FromFile(name) => files.push((id, row.here, name)),
                    ClauseKind::Within(name) if territory => match self.outer_territory(row.here, name) {
                        Ok(outer) => self.model.lists[id].within = Some(outer),
                        Err(Failed) => done = Err(Failed),
                    },
                    _ => {
                        done = Err(self.misplaced(
                            row.here,
                            clause,
                            words!("a list or territory", "một danh mục hoặc địa bàn"),
                        ))
                    }
                }
            }
            self.poison(Thing::List(id), done);
        }
        self.cut_circles_of_territories();
        // The outer territories first: their places are looked up by the inner ones.
        let mut order: Vec<_> = lists().map(|(id, row)| (self.depth(id), id, row)).collect();
        order.sort_by_key(|(depth, id, _)| (*depth, *id));
        for (_, id, row) in order {
            if let DeclarationKind::List { values } | DeclarationKind::Territory { values } = &row.declaration.kind {
                self.written_values(row.here, id, values);
            }
            let told = self.problems.len();
            for (_, here, name) in files.iter().filter(|(of, ..)| *of == id) {
                if self.list_file(*here, id, name, attachments).is_err() {
                    self.poison_by(Thing::List(id), &self.told_since(told));
                }
            }
            self.close_list(id);
            let is_empty = self.model.lists[id].values.is_empty() && self.sound(Thing::List(id)).is_ok();
            if is_empty && self.problems.len() > told {
                // Its rows are in error, and have been told of.
                self.poison_by(Thing::List(id), &self.told_since(told));
            } else if is_empty {
                let span = self.model.lists[id].span;
                self.report(
                    Problem::error(
                        code::OUT_OF_RANGE,
                        span,
                        words!("this list has no value", "danh mục này không có giá trị nào"),
                    )
                    .help(words!(
                        "write its values after a colon, or say from which file they come",
                        "viết các giá trị sau dấu hai chấm, hoặc nêu lấy từ tệp nào"
                    )),
                );
                self.poisoned.insert(Thing::List(id));
            }
        }
    }

    /// Where problems were told of since there were so many.
    fn told_since(&self, mark: usize) -> Lines {
        self.problems.iter().skip(mark).map(|problem| problem.span).collect()
    }

    fn outer_territory(&mut self, here: Here, name: &Name) -> Done<ListId> {
        let id = self.find_list(here, name)?;
        if self.model.lists[id].territory {
            return Ok(id);
        }
        self.report(
            Problem::error(
                code::WRONG_SORT,
                here.span(name.span),
                words!(
                    "`{list}` is a list, not a territory; only a territory has places in it",
                    "`{list}` là danh mục, không phải địa bàn; chỉ địa bàn mới chứa các địa bàn khác",
                    list = name.value
                ),
            )
            .see(self.model.lists[id].span, words!("declared here", "khai báo tại đây")),
        );
        Err(Failed)
    }

    fn cut_circles_of_territories(&mut self) {
        let edges: Vec<_> =
            self.model.lists.iter().filter_map(|(id, list)| Some((id.0 as usize, list.within?.0 as usize))).collect();
        for set in circles(self.model.lists.len(), &edges) {
            let ids: Vec<_> = set.iter().map(|id| ListId(*id as u32)).collect();
            let names: Vec<_> = ids.iter().map(|id| self.model.lists[*id].name.as_str()).collect();
            let mut problem = Problem::error(
                code::CIRCLE,
                self.model.lists[ids[0]].span,
                words!(
                    "the territories {names} lie within each other in a circle",
                    "các địa bàn {names} nằm trong nhau thành vòng tròn",
                    names = names.join(", ")
                ),
            );
            for id in &ids[1..] {
                problem = problem.see(self.model.lists[*id].span, words!("and this one", "và dòng này"));
            }
            self.report(problem);
            for id in ids {
                self.model.lists[id].within = None;
                self.poisoned.insert(Thing::List(id));
            }
        }
    }

    fn depth(&self, list: ListId) -> usize {
        std::iter::successors(Some(list), |at| self.model.lists[*at].within).count()
    }

    /// Values as written in the text. In a territory within another, `lam_dong (da_lat, bao_loc)` says which of its
    /// places lie in which place of the outer one.
    pub(crate) fn written_values(&mut self, here: Here, list: ListId, values: &[ast::ListValue]) {
        let outer = self.model.lists[list].within;
        for value in values {
            let in_outer = outer
                .filter(|_| !value.under.is_empty())
                .and_then(|outer| self.model.lists[outer].by_name.get(&value.name.value).copied());
            match in_outer {
                Some(place) => {
                    if let Some(outer) = outer {
                        self.mentions(here, value.name.span, Named::Value(outer, place));
                    }
                    self.values_under(here, list, &value.under, None, Some(place));
                }
                None => self.values_under(here, list, std::slice::from_ref(value), None, None),
            }
        }
    }

    fn values_under(
        &mut self,
        here: Here,
        list: ListId,
        values: &[ast::ListValue],
        parent: Option<ValueId>,
        within: Option<ValueId>,
    ) {
        for value in values {
            let span = here.span(value.name.span);
            if let Some(first) = self.model.lists[list].by_name.get(&value.name.value) {
                let first = self.model.lists[list].values.get(first.0 as usize).map(|row| row.span);
                let mut problem = Problem::error(
                    code::DECLARED_TWICE,
                    span,
                    words!(
                        "`{value}` stands in this list a second time",
                        "`{value}` có trong danh mục này lần thứ hai",
                        value = value.name.value
                    ),
                );
                if let Some(first) = first {
                    problem = problem.see(first, words!("it stands here first", "lần đầu ở đây"));
                }
                self.report(problem);
                continue;
            }
            let label = value.label.as_ref().map_or(&value.name.value, |label| &label.value);
            let id = add_value(
                &mut self.model,
                list,
                ListValue {
                    name: value.name.value.clone(),
                    label: label.clone(),
                    parent,
                    leaf: true,
                    within,
                    life: Life::ALWAYS,
                    successor: None,
                    span,
                },
            );
            self.declares(here, value.name.span, Named::Value(list, id));
            self.values_under(here, list, &value.under, Some(id), within);
        }
    }

    /// Settles which values are leaves.
    pub(crate) fn close_list(&mut self, list: ListId) {
        let values = &mut self.model.lists[list].values;
        let parents: ValueSet = values.iter().filter_map(|value| value.parent).collect();
        for (value, n) in values.iter_mut().zip(0..) {
            value.leaf = !parents.contains(ValueId(n));
        }
    }

    /// The value of that name in a list.
    pub(crate) fn value(&self, list: ListId, name: &str) -> Option<ValueId> {
        self.model.lists[list].by_name.get(name).copied()
    }

    /// The same where that is what the name stands for.
    pub(crate) fn value_at(&self, here: Here, span: Span, list: ListId, name: &str) -> Option<ValueId> {
        let value = self.value(list, name)?;
        self.mentions(here, span, Named::Value(list, value));
        Some(value)
    }

    /// Whether the row of that value is in error, or of the whole list.
    pub(crate) fn value_is_reported(&self, list: ListId, name: &str) -> bool {
        self.poisoned.contains(&Thing::List(list))
            || self.poisoned_values.get(&list).is_some_and(|names| names.contains_key(name))
    }

    /// Whether `list` is `outer` or lies within it.
    pub(crate) fn lies_within(&self, list: ListId, outer: ListId) -> bool {
        std::iter::successors(Some(list), |at| self.model.lists[*at].within).any(|at| at == outer)
    }

    /// Reports a name that is no value of the list.
    pub(crate) fn unknown_value(
        &mut self,
        here: Here,
        span: vires_syntax::span::Span,
        name: &str,
        list: ListId,
    ) -> Failed {
        if self.value_is_reported(list, name) {
            return Failed;
        }
        let wanted = folded(name);
        let near = if self.may_suggest() {
            self.model.lists[list]
                .by_name
                .iter()
                .filter_map(|(known, id)| Some((nearness(&wanted, &folded(known))?, known.clone(), *id)))
                .min()
        } else {
            None
        };
        let row = &self.model.lists[list];
        let message = if row.name == "act" && !row.territory {
            words!("`{name}` is none of the acts of this power", "`{name}` không phải là một việc của thẩm quyền này")
        } else {
            words!(
                "`{name}` is none of the values of {list}",
                "`{name}` không phải là giá trị của {list}",
                list = row.name
            )
        };
        let mut problem = Problem::error(code::UNKNOWN_NAME, here.span(span), message);
        if let Some((_, near, id)) = near {
            if let Some(value) = row.values.get(id.0 as usize) {
                problem =
                    problem.see(value.span, words!("`{near}` is declared here", "`{near}` được khai báo tại đây"));
            }
            problem = problem
                .help(words!("did you mean `{near}`?", "có phải muốn viết `{near}`?"))
                .remedy(Remedy::Replace(near));
        } else if row.values.len() <= 12 {
            let names: Vec<_> = row.values.iter().map(|value| value.name.as_str()).collect();
            problem =
                problem.help(words!("its values are {values}", "các giá trị là {values}", values = names.join(", ")));
        }
        self.report(problem);
        Failed
    }
}

/// Adds a value whose name is new.
pub(crate) fn add_value(model: &mut Model, list: ListId, value: ListValue) -> ValueId {
    let list = &mut model.lists[list];
    let id = ValueId(u32::try_from(list.values.len()).unwrap_or(u32::MAX));
    list.by_name.insert(value.name.clone(), id);
    list.values.push(value);
    id
}
