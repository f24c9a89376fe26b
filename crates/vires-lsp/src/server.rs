//! The handlers: each puts a message into the queue before anything else, and waits.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, PoisonError};

use tokio::runtime::Handle;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LanguageServer};
use vires_ide::overlay::Disk;

use crate::ask::{Patience, question};
use crate::capabilities::capabilities;
use crate::features::{actions, completion, layout, rename, signature};
use crate::features::{definition, diagnostic, folding, formatting, hover, references, symbols, tokens};
use crate::position::Encoding;
use crate::settings::Settings;
use crate::view::{View, path_of, uri_of};
use crate::world::{self, Beginning, Message};

/// Sends word to the client from any thread, in order.
#[derive(Clone)]
pub(crate) struct Tell {
    client: Client,
    runtime: Handle,
}

impl Tell {
    pub(crate) fn publish(&self, path: &Path, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        if let Some(uri) = uri_of(path) {
            self.runtime.block_on(self.client.publish_diagnostics(uri, diagnostics, version));
        }
    }

    /// Nobody waits for the client's reply.
    pub(crate) fn refresh_diagnostics(&self) {
        let client = self.client.clone();
        self.runtime.spawn(async move { client.workspace_diagnostic_refresh().await });
    }

    /// Something that the drafter can mend.
    pub(crate) fn failure(&self, words: &str) {
        self.runtime.block_on(self.client.show_message(MessageType::ERROR, words));
    }

    /// Something that is ours to mend.
    pub(crate) fn fault(&self, words: &str) {
        self.runtime.block_on(self.client.log_message(MessageType::ERROR, format!("vires: internal fault: {words}")));
    }
}

/// One client's server.
pub(crate) struct Backend {
    client: Client,
    queue: Mutex<Sender<Message>>,
    /// What was settled with the client, until it is ready to be told of findings.
    beginning: Mutex<Option<Beginning>>,
    knows_links: AtomicBool,
    can_watch: AtomicBool,
    knows_snippets: AtomicBool,
    knows_versions: AtomicBool,
    /// The tokens that the client has of each document, by the name it was given for them.
    tokens: Mutex<BTreeMap<PathBuf, (String, Vec<SemanticToken>)>>,
    counter: AtomicU64,
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Backend {
    /// Must be called on the runtime that serves.
    pub(crate) fn new(client: Client, disk: Disk) -> Self {
        let tell = Tell { client: client.clone(), runtime: Handle::current() };
        Self {
            client,
            queue: Mutex::new(world::start(disk, tell)),
            beginning: Mutex::default(),
            knows_links: AtomicBool::new(false),
            can_watch: AtomicBool::new(false),
            knows_snippets: AtomicBool::new(false),
            knows_versions: AtomicBool::new(false),
            tokens: Mutex::default(),
            counter: AtomicU64::new(0),
        }
    }

    fn send(&self, message: Message) {
        // Without a world the process is ending.
        let _ = locked(&self.queue).send(message);
    }

    /// Puts a question into the queue, at once, and waits for the reply.
    fn ask<T: Send + 'static>(
        &self,
        patience: Patience,
        work: impl FnMut(&View) -> T + Send + 'static,
    ) -> impl Future<Output = Result<T>> {
        let mut work = work;
        let (question, reply) = question(patience, move |view: &View| Ok(work(view)));
        self.send(Message::Ask(question));
        async move { reply.await.unwrap_or_else(|_| Err(Error::request_cancelled())) }
    }

    /// Remembers the tokens that the client now has of a document, and names them.
    fn remember(&self, uri: &Uri, mut tokens: SemanticTokens) -> SemanticTokens {
        let name = self.counter.fetch_add(1, Ordering::SeqCst).to_string();
        if let Some(path) = path_of(uri) {
            locked(&self.tokens).insert(path, (name.clone(), tokens.data.clone()));
        }
        tokens.result_id = Some(name);
        tokens
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        self.send(Message::End);
    }
}

/// The folders that a client has open; of old clients, the root.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    if let Some(folders) = &params.workspace_folders {
        return folders.iter().filter_map(|folder| path_of(&folder.uri)).collect();
    }
    #[expect(deprecated, reason = "clients without workspace folders send it")]
    params.root_uri.iter().filter_map(path_of).collect()
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = &params.capabilities;
        let encoding = Encoding::chosen(client);
        let document = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let links = document.and_then(|document| document.definition.as_ref()?.link_support);
        self.knows_links.store(links == Some(true), Ordering::SeqCst);
        let watches = workspace.and_then(|workspace| workspace.did_change_watched_files?.dynamic_registration);
        self.can_watch.store(watches == Some(true), Ordering::SeqCst);
        let items = document.and_then(|document| document.completion.as_ref()?.completion_item.as_ref());
        let snippets = items.and_then(|item| item.snippet_support);
        self.knows_snippets.store(snippets == Some(true), Ordering::SeqCst);
        let versions = workspace.and_then(|workspace| workspace.workspace_edit.as_ref()?.document_changes);
        self.knows_versions.store(versions == Some(true), Ordering::SeqCst);
        let refreshes = workspace.and_then(|workspace| workspace.diagnostics.as_ref()?.refresh_support);
        *locked(&self.beginning) = Some(Beginning {
            encoding,
            folders: folders(&params),
            settings: Settings::read(params.initialization_options.as_ref()),
            pulls: document.is_some_and(|document| document.diagnostic.is_some()),
            refreshes: refreshes == Some(true),
        });
        Ok(InitializeResult {
            capabilities: capabilities(encoding),
            server_info: Some(ServerInfo {
                name: "vires".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            offset_encoding: None,
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        if let Some(beginning) = locked(&self.beginning).take() {
            self.send(Message::Begin(beginning));
        }
        if !self.can_watch.load(Ordering::SeqCst) {
            return;
        }
        let watchers = ["**/*.vires", "**/*.md", "**/*.csv", "**/vires.toml"]
            .map(|pattern| FileSystemWatcher { glob_pattern: GlobPattern::String(pattern.to_owned()), kind: None });
        let options = DidChangeWatchedFilesRegistrationOptions { watchers: watchers.to_vec() };
        let registration = Registration {
            id: "vires-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        let client = self.client.clone();
        // Not awaited here: the client's reply must not wait behind this handler.
        tokio::spawn(async move { client.register_capability(vec![registration]).await });
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        if let Some(path) = path_of(&document.uri) {
            self.send(Message::Open { path, version: document.version, text: document.text });
        }
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        if let Some(path) = path_of(&document.uri) {
            self.send(Message::Change { path, version: document.version, changes: params.content_changes });
        }
    }

    /// What is saved is what was typed already.
    async fn did_save(&self, _: DidSaveTextDocumentParams) {}

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        if let Some(path) = path_of(&params.text_document.uri) {
            locked(&self.tokens).remove(&path);
            self.send(Message::Close { path });
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| path_of(&change.uri)).collect();
        self.send(Message::Disk { paths });
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let paths = |folders: &[WorkspaceFolder]| folders.iter().filter_map(|folder| path_of(&folder.uri)).collect();
        self.send(Message::Folders { added: paths(&params.event.added), removed: paths(&params.event.removed) });
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.send(Message::Settings(Settings::read(Some(&params.settings))));
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        self.ask(Patience::Once, move |view| hover::answer(view, &at)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let found = self.ask(Patience::Once, move |view| definition::answer(view, &at)).await?;
        let links = self.knows_links.load(Ordering::SeqCst);
        Ok(if links { found } else { found.map(definition::plain) })
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.ask(Patience::Once, move |view| references::answer(view, &params)).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.ask(Patience::Again, move |view| symbols::answer(view, &params.text_document.uri)).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask(Patience::Again, move |view| folding::answer(view, &params.text_document.uri)).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(Patience::Once, move |view| formatting::answer(view, &params.text_document.uri)).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(Patience::Once, move |view| layout::of_range(view, &params)).await
    }

    async fn on_type_formatting(&self, params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(Patience::Once, move |view| layout::on_type(view, &params)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let versions = self.knows_versions.load(Ordering::SeqCst);
        self.ask(Patience::Once, move |view| actions::answer(view, &params, versions)).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let snippets = self.knows_snippets.load(Ordering::SeqCst);
        self.ask(Patience::Once, move |view| completion::answer(view, &params, snippets)).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        self.ask(Patience::Again, move |view| completion::resolve(view, &item)).await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let at = params.text_document_position_params;
        self.ask(Patience::Once, move |view| signature::answer(view, &at)).await
    }

    async fn prepare_rename(&self, at: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.ask(Patience::Once, move |view| rename::prepare(view, &at)).await?
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let versions = self.knows_versions.load(Ordering::SeqCst);
        self.ask(Patience::Once, move |view| rename::answer(view, &params, versions)).await?
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri.clone();
        let found = self.ask(Patience::Again, move |view| tokens::answer(view, &uri, None)).await?;
        Ok(found.map(|found| self.remember(&params.text_document.uri, found).into()))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let uri = params.text_document.uri.clone();
        let found = self.ask(Patience::Again, move |view| tokens::answer(view, &uri, None)).await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let before = path_of(&params.text_document.uri).and_then(|path| locked(&self.tokens).get(&path).cloned());
        let found = self.remember(&params.text_document.uri, found);
        Ok(Some(match before {
            Some((name, before)) if name == params.previous_result_id => tokens::delta(&before, found),
            _ => SemanticTokensFullDeltaResult::Tokens(found),
        }))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let ask = move |view: &View| tokens::answer(view, &params.text_document.uri, Some(params.range));
        Ok(self.ask(Patience::Once, ask).await?.map(Into::into))
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.ask(Patience::Again, move |view| diagnostic::of_document(view, &params)).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        self.ask(Patience::Again, move |view| diagnostic::of_workspace(view, &params)).await
    }
}
