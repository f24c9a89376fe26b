//! The handlers: each puts a message into the queue before anything else, and waits.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, OnceLock, PoisonError};

use tokio::runtime::Handle;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LanguageServer};
use vires_ide::overlay::Disk;

use crate::ask::{Patience, question};
use crate::capabilities::capabilities;
use crate::features::{
    actions, authority, commands, completion, definition, diagnostic, files, folding, formatting, highlight, hints,
    hover, layout, lenses, linked, links, ranks, references, rename, search, selection, signature, symbols, tokens,
};
use crate::position::Encoding;
use crate::settings::{Read, Whose};
use crate::tell::Tell;
use crate::view::{View, path_of};
use crate::world::{self, Beginning, Message, Refreshes};

/// What the client says that it can do.
#[derive(Debug, Clone, Copy, Default)]
struct ClientCan {
    follow_links: bool,
    fill_snippets: bool,
    /// Take changes that name the version of a text.
    edit_versions: bool,
    /// Tell of files that others change, and of changed settings, where it is asked to.
    watch: bool,
    tell_settings: bool,
    /// Be asked for settings.
    give_settings: bool,
}

impl ClientCan {
    fn of(client: &ClientCapabilities) -> Self {
        let (document, workspace) = (client.text_document.as_ref(), client.workspace.as_ref());
        let is = |said: Option<bool>| said == Some(true);
        Self {
            follow_links: is(document.and_then(|document| document.definition.as_ref()?.link_support)),
            fill_snippets: is(
                document.and_then(|document| document.completion.as_ref()?.completion_item.as_ref()?.snippet_support)
            ),
            edit_versions: is(workspace.and_then(|workspace| workspace.workspace_edit.as_ref()?.document_changes)),
            watch: is(workspace.and_then(|workspace| workspace.did_change_watched_files?.dynamic_registration)),
            tell_settings: is(workspace.and_then(|workspace| workspace.did_change_configuration?.dynamic_registration)),
            give_settings: is(workspace.and_then(|workspace| workspace.configuration)),
        }
    }
}

/// One client's server.
pub(crate) struct Backend {
    client: Client,
    queue: Mutex<Sender<Message>>,
    /// What was settled with the client, until it is ready to be told of findings.
    beginning: Mutex<Option<Beginning>>,
    /// Settled when the client begins.
    client_can: OnceLock<ClientCan>,
    /// The tokens that the client has of each document, by the name it was given for them.
    tokens: Mutex<BTreeMap<PathBuf, (String, Vec<SemanticToken>)>>,
    counter: AtomicU64,
    /// Where pages are unless the client says where.
    pages: Option<String>,
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Backend {
    /// Must be called on the runtime that serves.
    pub(crate) fn new(client: Client, disk: Disk, pages: Option<String>) -> Self {
        let tell = Tell { client: client.clone(), runtime: Handle::current() };
        Self {
            client,
            queue: Mutex::new(world::start(disk, tell)),
            beginning: Mutex::default(),
            client_can: OnceLock::new(),
            tokens: Mutex::default(),
            counter: AtomicU64::new(0),
            pages,
        }
    }

    fn client_can(&self) -> ClientCan {
        self.client_can.get().copied().unwrap_or_default()
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
        let (question, (reply, waiter)) = question(patience, move |view: &View| Ok(work(view)));
        self.send(Message::Ask(question));
        async move {
            let answer = reply.await;
            drop(waiter);
            answer.unwrap_or_else(|_| Err(Error::request_cancelled()))
        }
    }

    /// Asks for the settings. Not awaited: the client's reply must not wait behind a handler.
    fn ask_settings(&self) {
        let (client, queue) = (self.client.clone(), locked(&self.queue).clone());
        tokio::spawn(async move {
            let section = ConfigurationItem { scope_uri: None, section: Some("vires".to_owned()) };
            let Ok(values) = client.configuration(vec![section]).await else { return };
            // A client without such a section keeps what it began with.
            if let Some(value) = values.iter().find(|value| !value.is_null()) {
                let _ = queue.send(Message::Answered(Read::of(Some(value), Whose::Ours)));
            }
        });
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

/// That the client is to tell of files that others change.
fn watching() -> Registration {
    let watchers = ["**/*.vires", "**/*.md", "**/*.csv", "**/vires.toml"]
        .map(|pattern| FileSystemWatcher { glob_pattern: GlobPattern::String(pattern.to_owned()), kind: None });
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: watchers.to_vec() };
    Registration {
        id: "vires-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = &params.capabilities;
        let encoding = Encoding::chosen(client);
        let document = client.text_document.as_ref();
        let progress = client.window.as_ref().and_then(|window| window.work_done_progress);
        // A client begins once.
        let _ = self.client_can.set(ClientCan::of(client));
        let mut read = Read::of(params.initialization_options.as_ref(), Whose::Ours);
        read.settings.pages = read.settings.pages.or_else(|| self.pages.clone());
        *locked(&self.beginning) = Some(Beginning {
            encoding,
            folders: folders(&params),
            settings: read.settings,
            wrong: read.wrong,
            pulls: document.is_some_and(|document| document.diagnostic.is_some()),
            refreshes: Refreshes::of(client),
            progress: progress == Some(true),
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
        if self.client_can().give_settings {
            self.ask_settings();
        }
        let mut registrations = Vec::new();
        if self.client_can().watch {
            registrations.push(watching());
        }
        if self.client_can().tell_settings {
            registrations.push(Registration {
                id: "vires-settings".to_owned(),
                method: "workspace/didChangeConfiguration".to_owned(),
                register_options: Some(serde_json::json!({ "section": "vires" })),
            });
        }
        if !registrations.is_empty() {
            let client = self.client.clone();
            // Not awaited here: the client's reply must not wait behind this handler.
            tokio::spawn(async move { client.register_capability(registrations).await });
        }
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
    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        self.send(Message::Saved);
    }

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
        if self.client_can().give_settings {
            self.ask_settings();
        } else {
            self.send(Message::Settings(Read::of(Some(&params.settings), Whose::Perhaps)));
        }
    }

    async fn did_create_files(&self, params: CreateFilesParams) {
        self.send(Message::Disk { paths: params.files.iter().filter_map(|file| files::path(&file.uri)).collect() });
    }

    async fn did_delete_files(&self, params: DeleteFilesParams) {
        self.send(Message::Disk { paths: params.files.iter().filter_map(|file| files::path(&file.uri)).collect() });
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        let both = params.files.iter().flat_map(|file| [files::path(&file.old_uri), files::path(&file.new_uri)]);
        self.send(Message::Disk { paths: both.flatten().collect() });
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        self.ask(Patience::Once, move |view| files::renamed(view, &params)).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        self.ask(Patience::Once, move |view| hover::answer(view, &at)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let found = self.ask(Patience::Once, move |view| definition::answer(view, &at)).await?;
        let links = self.client_can().follow_links;
        Ok(if links { found } else { found.map(definition::plain) })
    }

    async fn goto_declaration(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.goto_definition(params).await
    }

    async fn goto_type_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let found = self.ask(Patience::Once, move |view| definition::of_type(view, &at)).await?;
        let links = self.client_can().follow_links;
        Ok(if links { found } else { found.map(definition::plain) })
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        self.ask(Patience::Once, move |view| highlight::answer(view, &at)).await
    }

    async fn linked_editing_range(&self, params: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
        let at = params.text_document_position_params;
        self.ask(Patience::Once, move |view| linked::answer(view, &at)).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        self.ask(Patience::Again, move |view| search::answer(view, &params.query)).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask(Patience::Again, move |view| links::answer(view, &params.text_document.uri)).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.ask(Patience::Once, move |view| selection::answer(view, &params.text_document.uri, &params.positions))
            .await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        let at = params.text_document_position_params;
        self.ask(Patience::Once, move |view| authority::prepare(view, &at)).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        self.ask(Patience::Once, move |view| authority::incoming(view, &params.item)).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        self.ask(Patience::Once, move |view| authority::outgoing(view, &params.item)).await
    }

    async fn prepare_type_hierarchy(
        &self,
        params: TypeHierarchyPrepareParams,
    ) -> Result<Option<Vec<TypeHierarchyItem>>> {
        let at = params.text_document_position_params;
        self.ask(Patience::Once, move |view| ranks::prepare(view, &at)).await
    }

    async fn supertypes(&self, params: TypeHierarchySupertypesParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        self.ask(Patience::Once, move |view| ranks::above(view, &params.item)).await
    }

    async fn subtypes(&self, params: TypeHierarchySubtypesParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        self.ask(Patience::Once, move |view| ranks::below(view, &params.item)).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.ask(Patience::Again, move |view| lenses::answer(view, &params.text_document.uri)).await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        self.ask(Patience::Again, move |view| lenses::resolved(view, lens.clone())).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.ask(Patience::Once, move |view| hints::answer(view, &params.text_document.uri, params.range)).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        if !commands::COMMANDS.contains(&params.command.as_str()) {
            return Err(Error::invalid_params(format!("`{}` is no command of this server", params.command)));
        }
        let done = self.ask(Patience::Once, move |view| commands::run_test(view, &params.arguments)).await?;
        if let Some(done) = &done {
            let kind = if done.passed { MessageType::INFO } else { MessageType::WARNING };
            self.client.show_message(kind, &done.sentence).await;
        }
        Ok(done.map(|done| done.result))
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
        let versions = self.client_can().edit_versions;
        self.ask(Patience::Once, move |view| actions::answer(view, &params, versions)).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let snippets = self.client_can().fill_snippets;
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
        let versions = self.client_can().edit_versions;
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
