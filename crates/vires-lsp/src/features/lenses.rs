//! `textDocument/codeLens` and `codeLens/resolve`

use serde_json::{Value, json};
use tower_lsp::ls_types::{CodeLens, Command, Uri};
use vires_ide::lenses::{Lens, LensKind, lens_at, lenses, references_words, said};
use vires_ide::references::references;

use crate::features::commands::RUN_TEST;
use crate::view::{Here, View, path_of};

/// Where lenses stand. What they say is asked for one by one, of those that are seen.
pub(crate) fn answer(view: &View, uri: &Uri) -> Option<Vec<CodeLens>> {
    if view.settings.lenses == Some(false) {
        return None;
    }
    let here = view.file(uri)?;
    let places = here.places()?;
    let made = lenses(here.policies(), here.file).into_iter().map(|lens| {
        let mut range = places.range(lens.span.start, lens.span.end);
        // A lens stands on one line.
        if range.end.line != range.start.line {
            range.end = range.start;
        }
        CodeLens { range, command: None, data: Some(json!({ "uri": uri, "tells": word(lens.kind) })) }
    });
    Some(made.collect())
}

const KINDS: [LensKind; 4] = [LensKind::Test, LensKind::Holders, LensKind::Reverts, LensKind::References];

const fn word(kind: LensKind) -> &'static str {
    match kind {
        LensKind::Test => "test",
        LensKind::Holders => "holders",
        LensKind::Reverts => "reverts",
        LensKind::References => "references",
    }
}

/// What a lens says. One whose line is no more what it was says nothing.
pub(crate) fn resolved(view: &View, mut lens: CodeLens) -> CodeLens {
    let found = found(view, &lens);
    let command = found.and_then(|(here, own)| command(view, here, own, &lens));
    lens.command = Some(command.unwrap_or_default());
    lens
}

fn found<'v>(view: &'v View, lens: &CodeLens) -> Option<(Here<'v>, Lens)> {
    let data = lens.data.as_ref()?;
    let uri: Uri = serde_json::from_value(data.get("uri")?.clone()).ok()?;
    let tells = data.get("tells").and_then(Value::as_str)?;
    let here = view.file(&uri)?;
    let kind = KINDS.into_iter().find(|kind| word(*kind) == tells)?;
    let own = lens_at(here.policies(), here.file, kind, here.place(lens.range.start)?)?;
    Some((here, own))
}

fn command(view: &View, here: Here<'_>, own: Lens, lens: &CodeLens) -> Option<Command> {
    let title = match own.kind {
        LensKind::References => {
            let path = here.path()?;
            let offset = here.places()?.positions.offset(lens.range.start);
            let all = view
                .snapshot
                .everywhere(&path, offset, |policies, file, place| references(policies, file, place, false));
            references_words(all.values().map(std::collections::BTreeSet::len).sum(), here.language())
        }
        _ => said(here.policies(), here.file, own, view.today())?,
    };
    let known = |name: &str| view.settings.commands.iter().any(|known| known == name);
    let (command, arguments) = match own.kind {
        // The server runs it itself: every client knows that.
        LensKind::Test => (RUN_TEST, Some(vec![json!(here.uri()?), json!(lens.range.start)])),
        LensKind::Holders if known(SHOW_REGISTER) => (SHOW_REGISTER, None),
        LensKind::References if known(SHOW_REFERENCES) => {
            (SHOW_REFERENCES, Some(vec![json!(here.uri()?), json!(lens.range.start)]))
        }
        // Only to be read.
        _ => ("", None),
    };
    Some(Command { title, command: command.to_owned(), arguments })
}

/// Commands of clients, each used where the client says that it has it.
const SHOW_REGISTER: &str = "vires.showRegister";
const SHOW_REFERENCES: &str = "vires.showReferences";

/// The test whose lens stands at a place, as a path and an offset.
pub(crate) fn test_at(view: &View, arguments: &[Value]) -> Option<(Uri, Lens)> {
    let uri: Uri = serde_json::from_value(arguments.first()?.clone()).ok()?;
    let at = serde_json::from_value(arguments.get(1)?.clone()).ok()?;
    path_of(&uri)?;
    let here = view.file(&uri)?;
    let place = here.place(at)?;
    let own = lenses(here.policies(), here.file)
        .into_iter()
        .find(|own| own.kind == LensKind::Test && own.span.start <= place && place <= own.span.end)?;
    Some((uri, own))
}
