//! References to places of text: `decree_61_2025 article 22 clause 1`, `this article`.

use vires_model::{Provision, ProvisionId, ProvisionKind};
use vires_syntax::ast::{PlaceRoot, PlaceStep, TextPlace, UNREAD_NUMBER};
use vires_words::{Words, words};

use crate::amendments::{Citing, Layer, Spot};
use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver, provision_kind};
use crate::uses::Named;

impl Resolver<'_> {
    /// The place that a reference in `at` means.
    pub(crate) fn place(&mut self, here: Here, at: Option<ProvisionId>, place: &TextPlace) -> Done<ProvisionId> {
        let root = self.place_root(here, at, place)?;
        self.descend(here, root, place, code::UNKNOWN_NAME)
    }

    fn place_root(&mut self, here: Here, at: Option<ProvisionId>, place: &TextPlace) -> Done<ProvisionId> {
        let whole = |this: &Self, at: ProvisionId| this.model.instruments[this.instrument_of(at)].text;
        match (&place.root, at) {
            (PlaceRoot::Instrument(name), _) => match self.find(here, name, Sorts::INSTRUMENT)? {
                Thing::Instrument(id) => Ok(self.model.instruments[id].text),
                _ => Err(Failed),
            },
            (PlaceRoot::Same | PlaceRoot::ThisInstrument, Some(at)) => Ok(whole(self, at)),
            (PlaceRoot::This(kind), Some(at)) => {
                let kind = provision_kind(*kind);
                let mut up = std::iter::successors(Some(at), |at| self.model.provisions[*at].parent);
                let found = up.find(|at| self.model.provisions[*at].kind == kind);
                if let Some(found) = found {
                    let words = place.path.first().map_or(place.span.end, |step| step.span.start);
                    let span = vires_syntax::span::Span { start: place.span.start, end: words };
                    self.mentions(here, span, Named::Provision(found));
                }
                found.ok_or_else(|| {
                    self.report(Problem::error(
                        code::MISPLACED,
                        here.span(place.span),
                        words!(
                            "this line does not stand in {place}",
                            "dòng này không nằm trong {place}",
                            place = a_word(kind)
                        ),
                    ));
                    Failed
                })
            }
            (PlaceRoot::Every(_), _) => {
                self.report(Problem::error(
                    code::MISPLACED,
                    here.span(place.span),
                    words!(
                        "`every` instrument can be named only after `prevails over`, `yields to`, `repeal` and `suspend`",
                        "chỉ được viết `mọi` văn bản sau `được ưu tiên áp dụng so với`, `nhường áp dụng cho`, `bãi bỏ` và \
                         `ngưng hiệu lực`"
                    ),
                ));
                Err(Failed)
            }
            (_, None) => {
                self.report(
                    Problem::error(
                        code::MISPLACED,
                        here.span(place.span),
                        words!(
                            "this line does not stand in an instrument, so the reference does not say which text \
                             it means",
                            "dòng này không nằm trong văn bản nào nên viện dẫn không cho biết là văn bản nào"
                        ),
                    )
                    .help(words!("name the instrument first", "nêu văn bản trước")),
                );
                Err(Failed)
            }
        }
    }

    fn descend(&mut self, here: Here, root: ProvisionId, place: &TextPlace, code: &'static str) -> Done<ProvisionId> {
        let mut at = root;
        for step in &place.path {
            let found = self.under(at, step);
            match found.as_slice() {
                [one] => {
                    at = *one;
                    self.mentions(here, step.span, Named::Provision(at));
                }
                [] => {
                    let own = self.instrument_of(at);
                    let is_unread = |row: &Provision| row.instrument == own && row.number == UNREAD_NUMBER;
                    if self.model.provisions.iter().any(|(_, row)| is_unread(row)) {
                        // It may be the one whose number could not be read.
                        return Err(Failed);
                    }
                    let (within, cited) = self.citations(at);
                    let kind = provision_kind(step.kind);
                    self.report(
                        Problem::error(
                            code,
                            here.span(place.span),
                            words!(
                                "{within} has no {kind} {number}",
                                "{cited} không có {kind} {number}",
                                kind = word(kind),
                                number = step.number
                            ),
                        )
                        .see(self.model.provisions[at].span, words!("the text begins here", "văn bản bắt đầu tại đây")),
                    );
                    return Err(Failed);
                }
                several => {
                    let (text, cited) = self.citations(at);
                    let mut problem = Problem::error(
                        code::AMBIGUOUS,
                        here.span(place.span),
                        words!(
                            "{text} has several provisions {kind} {number}",
                            "{cited} có nhiều điều khoản {kind} {number}",
                            kind = word(provision_kind(step.kind)),
                            number = step.number
                        ),
                    )
                    .help(words!(
                        "name the part, chapter or section around the one that is meant",
                        "nêu phần, chương hoặc mục chứa điều khoản đó"
                    ));
                    for one in several {
                        problem =
                            problem.see(self.model.provisions[*one].span, words!("one of them", "một trong số đó"));
                    }
                    self.report(problem);
                    return Err(Failed);
                }
            }
        }
        Ok(at)
    }

    /// The provisions of a heading under a place. Parts, chapters and sections between may be left out, as lawyers do.
    fn under(&self, at: ProvisionId, step: &PlaceStep) -> Vec<ProvisionId> {
        let kind = provision_kind(step.kind);
        if let Some(direct) = self.provisions.get(&(at, kind, step.number.clone())) {
            return vec![*direct];
        }
        let mut found = Vec::new();
        let mut open = vec![at];
        while let Some(at) = open.pop() {
            for child in self.children.get(&at).map(Vec::as_slice).unwrap_or_default() {
                let row = &self.model.provisions[*child];
                if row.kind == kind && row.number == step.number {
                    found.push(*child);
                }
                if matches!(row.kind, ProvisionKind::Part | ProvisionKind::Chapter | ProvisionKind::Section) {
                    open.push(*child);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// Places that a line cites as its basis; they need only be there.
    pub(crate) fn cited(&mut self, here: Here, at: Spot, places: &[TextPlace]) {
        for place in places {
            // A basis that is missing is reported, and costs nothing else.
            if let Ok(found) = self.basis(here, at.place, place) {
                self.bases.push(Citing { at, place: found, span: here.span(place.span), lasts: true });
            }
        }
    }

    /// A basis.
    pub(crate) fn basis(&mut self, here: Here, at: ProvisionId, place: &TextPlace) -> Done<ProvisionId> {
        self.cited_place(here, at, place, code::DANGLING_BASIS)
    }

    /// A place cited. Of a text that is only named here, without a single provision, any provision may be cited.
    pub(crate) fn cited_place(
        &mut self,
        here: Here,
        at: ProvisionId,
        place: &TextPlace,
        code: &'static str,
    ) -> Done<ProvisionId> {
        let root = self.place_root(here, Some(at), place)?;
        let instrument = self.instrument_of(root);
        if !self.cited_only.contains(&instrument) {
            if self.children.contains_key(&root) || place.path.is_empty() {
                return self.descend(here, root, place, code);
            }
            self.cited_only.insert(instrument);
        }
        self.entangled = true;
        Ok(place.path.iter().fold(root, |at, step| {
            let at = self.provision(here, at, step, None, Layer::ORIGINAL);
            self.mentions(here, step.span, Named::Provision(at));
            at
        }))
    }
}

/// `article`, as it stands before a number.
fn word(kind: ProvisionKind) -> Words {
    match kind {
        ProvisionKind::Whole => words!("instrument", "văn bản"),
        ProvisionKind::Part => words!("part", "phần"),
        ProvisionKind::Chapter => words!("chapter", "chương"),
        ProvisionKind::Section => words!("section", "mục"),
        ProvisionKind::Article => words!("article", "điều"),
        ProvisionKind::Clause => words!("clause", "khoản"),
        ProvisionKind::Point => words!("point", "điểm"),
        ProvisionKind::Subpoint => words!("subpoint", "tiết"),
        ProvisionKind::Annex => words!("annex", "phụ lục"),
        ProvisionKind::Paragraph => words!("paragraph", "đoạn"),
        ProvisionKind::Item => words!("item", "số"),
        ProvisionKind::Subsection => words!("subsection", "tiểu mục"),
        ProvisionKind::Subparagraph => words!("subparagraph", "tiểu đoạn"),
        ProvisionKind::Schedule => words!("schedule", "biểu"),
        ProvisionKind::Appendix => words!("appendix", "phụ bản"),
        ProvisionKind::Regulation => words!("regulation", "quy chế"),
        ProvisionKind::Rule => words!("rule", "quy tắc"),
        ProvisionKind::Table => words!("table", "bảng"),
        ProvisionKind::Row => words!("row", "dòng"),
        ProvisionKind::Sentence => words!("sentence", "câu"),
    }
}

fn a_word(kind: ProvisionKind) -> Words {
    match kind {
        ProvisionKind::Whole => words!("an instrument", "văn bản"),
        ProvisionKind::Part => words!("a part", "phần"),
        ProvisionKind::Chapter => words!("a chapter", "chương"),
        ProvisionKind::Section => words!("a section", "mục"),
        ProvisionKind::Article => words!("an article", "điều"),
        ProvisionKind::Clause => words!("a clause", "khoản"),
        ProvisionKind::Point => words!("a point", "điểm"),
        ProvisionKind::Subpoint => words!("a subpoint", "tiết"),
        ProvisionKind::Annex => words!("an annex", "phụ lục"),
        ProvisionKind::Paragraph => words!("a paragraph", "đoạn"),
        ProvisionKind::Item => words!("an item", "số"),
        ProvisionKind::Subsection => words!("a subsection", "tiểu mục"),
        ProvisionKind::Subparagraph => words!("a subparagraph", "tiểu đoạn"),
        ProvisionKind::Schedule => words!("a schedule", "biểu"),
        ProvisionKind::Appendix => words!("an appendix", "phụ bản"),
        ProvisionKind::Regulation => words!("a regulation", "quy chế"),
        ProvisionKind::Rule => words!("a rule", "quy tắc"),
        ProvisionKind::Table => words!("a table", "bảng"),
        ProvisionKind::Row => words!("a row", "dòng"),
        ProvisionKind::Sentence => words!("a sentence", "câu"),
    }
}
