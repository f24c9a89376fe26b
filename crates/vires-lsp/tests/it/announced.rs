//! What is announced is tested: each capability names the methods behind it, and each method is called by a test here.

use std::fs;
use std::path::Path;

/// Capabilities with the methods that a test must call, or the word that it must look at.
const METHODS: &[(&str, &[&str])] = &[
    ("positionEncoding", &["positionEncoding"]),
    (
        "textDocumentSync",
        &["textDocument/didOpen", "textDocument/didChange", "textDocument/didSave", "textDocument/didClose"],
    ),
    ("hoverProvider", &["textDocument/hover"]),
    ("definitionProvider", &["textDocument/definition"]),
    ("referencesProvider", &["textDocument/references"]),
    ("documentSymbolProvider", &["textDocument/documentSymbol"]),
    ("documentFormattingProvider", &["textDocument/formatting"]),
    ("documentRangeFormattingProvider", &["textDocument/rangeFormatting"]),
    ("documentOnTypeFormattingProvider", &["textDocument/onTypeFormatting"]),
    ("completionProvider", &["textDocument/completion", "completionItem/resolve"]),
    ("codeActionProvider", &["textDocument/codeAction"]),
    ("signatureHelpProvider", &["textDocument/signatureHelp"]),
    ("renameProvider", &["textDocument/prepareRename", "textDocument/rename"]),
    ("foldingRangeProvider", &["textDocument/foldingRange"]),
    (
        "semanticTokensProvider",
        &[
            "textDocument/semanticTokens/full",
            "textDocument/semanticTokens/full/delta",
            "textDocument/semanticTokens/range",
        ],
    ),
    ("diagnosticProvider", &["textDocument/diagnostic", "workspace/diagnostic"]),
    ("declarationProvider", &["textDocument/declaration"]),
    ("typeDefinitionProvider", &["textDocument/typeDefinition"]),
    ("documentHighlightProvider", &["textDocument/documentHighlight"]),
    ("linkedEditingRangeProvider", &["textDocument/linkedEditingRange"]),
    ("workspaceSymbolProvider", &["workspace/symbol"]),
    ("documentLinkProvider", &["textDocument/documentLink"]),
    ("selectionRangeProvider", &["textDocument/selectionRange"]),
    (
        "callHierarchyProvider",
        &["textDocument/prepareCallHierarchy", "callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"],
    ),
    (
        "typeHierarchyProvider",
        &["textDocument/prepareTypeHierarchy", "typeHierarchy/supertypes", "typeHierarchy/subtypes"],
    ),
    ("codeLensProvider", &["textDocument/codeLens", "codeLens/resolve"]),
    ("inlayHintProvider", &["textDocument/inlayHint"]),
    ("executeCommandProvider", &["workspace/executeCommand"]),
    (
        "workspace",
        &[
            "workspace/didChangeWorkspaceFolders",
            "workspace/didCreateFiles",
            "workspace/willRenameFiles",
            "workspace/didRenameFiles",
            "workspace/didDeleteFiles",
        ],
    ),
];

#[test]
fn every_announced_capability_is_tested() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let tests: String = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter(|path| path.file_stem().is_some_and(|name| name != "announced"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for capability in vires_lsp::announced() {
        let methods = METHODS.iter().find(|(name, _)| *name == capability);
        let (_, methods) = methods.unwrap_or_else(|| panic!("{capability} is announced, and no test is named for it"));
        for method in *methods {
            assert!(tests.contains(&format!("\"{method}\"")), "{capability}: no test calls {method}");
        }
    }
    for (name, _) in METHODS {
        assert!(vires_lsp::announced().iter().any(|known| known == name), "{name} is not announced");
    }
}
