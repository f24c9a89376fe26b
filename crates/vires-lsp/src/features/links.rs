//! `textDocument/documentLink`

use std::path::Path;
use std::str::FromStr as _;

use tower_lsp::ls_types::{DocumentLink, Uri};
use vires_ide::links::{Target, links};

use crate::view::{Here, View, uri_of};

pub(crate) fn answer(view: &View, uri: &Uri) -> Option<Vec<DocumentLink>> {
    let here = view.file(uri)?;
    let places = here.places()?;
    let made = links(here.policies(), here.file).into_iter().filter_map(|link| {
        let target = target(view, here, &link.target)?;
        Some(DocumentLink {
            range: places.range(link.span.start, link.span.end),
            target: Some(target),
            tooltip: link.title,
            data: None,
        })
    });
    Some(made.collect())
}

fn target(view: &View, here: Here<'_>, target: &Target) -> Option<Uri> {
    match target {
        Target::Place(span) => {
            let location = view.location(here.project, *span)?;
            let start = location.range.start;
            // As editors write a line and a column, both counted from 1.
            Uri::from_str(&format!("{}#L{},{}", location.uri.as_str(), start.line + 1, start.character + 1)).ok()
        }
        Target::File(name) => uri_of(&vires_compiler::absolute(here.path()?.parent()?, Path::new(name))),
        Target::Page(page) => Uri::from_str(&encoded(page)).ok(),
    }
}

/// An address as it is written, in the letters that addresses are sent in.
fn encoded(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    for byte in page.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
