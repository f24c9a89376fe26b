//! `textDocument/signatureHelp`

use tower_lsp::ls_types::{
    Documentation, ParameterInformation, ParameterLabel, SignatureHelp, SignatureInformation,
    TextDocumentPositionParams,
};
use vires_ide::signature::{Signature, signatures};

use crate::view::View;

pub(crate) fn answer(view: &View, at: &TextDocumentPositionParams) -> Option<SignatureHelp> {
    let here = view.file(&at.text_document.uri)?;
    let offset = here.places()?.positions.offset(at.position);
    let found = signatures(here.policies(), here.file, offset)?;
    let number = |n: usize| u32::try_from(n).unwrap_or_default();
    let active_parameter = found.all.get(found.active).map(|signature| number(signature.active));
    Some(SignatureHelp {
        signatures: found.all.into_iter().map(made).collect(),
        active_signature: Some(number(found.active)),
        active_parameter,
    })
}

fn made(signature: Signature) -> SignatureInformation {
    let label = signature.label();
    let parts = signature
        .parts
        .into_iter()
        .map(|part| ParameterInformation { label: ParameterLabel::Simple(part), documentation: None });
    SignatureInformation {
        label,
        documentation: Some(Documentation::String(signature.meaning)),
        parameters: Some(parts.collect()),
        active_parameter: u32::try_from(signature.active).ok(),
    }
}
