//! Word to the client of the server's own accord.

use std::path::Path;

use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tower_lsp::Client;
use tower_lsp::ls_types::{Diagnostic, MessageType, ProgressToken};

use crate::view::uri_of;
use crate::world::Refreshes;

/// Sends word to the client from any thread, in order.
#[derive(Clone)]
pub(crate) struct Tell {
    pub(crate) client: Client,
    pub(crate) runtime: Handle,
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

    /// Something that is passed over.
    pub(crate) fn warning(&self, words: &str) {
        self.runtime.block_on(self.client.show_message(MessageType::WARNING, words));
    }

    /// Something that is ours to mend.
    pub(crate) fn fault(&self, words: &str) {
        self.runtime.block_on(self.client.log_message(MessageType::ERROR, format!("vires: internal fault: {words}")));
    }

    /// What is shown beside a text is to be asked for again, as far as the client can be told so.
    pub(crate) fn refresh_beside(&self, refreshes: Refreshes) {
        let client = self.client.clone();
        if refreshes.lenses {
            let client = client.clone();
            self.runtime.spawn(async move { client.code_lens_refresh().await });
        }
        if refreshes.hints {
            self.runtime.spawn(async move { client.inlay_hint_refresh().await });
        }
    }

    /// Shows that something goes on, until what is given back is dropped. Nobody waits for the client's consent.
    pub(crate) fn progress(&self, title: &'static str) -> Progress {
        let (ends, end) = oneshot::channel();
        let client = self.client.clone();
        self.runtime.spawn(async move {
            let token = ProgressToken::String("vires-first-check".to_owned());
            if client.create_work_done_progress(token.clone()).await.is_err() {
                return;
            }
            let going = client.progress(token, title).begin().await;
            // Either way it has ended.
            let _ = end.await;
            going.finish().await;
        });
        Progress { _ends: ends }
    }
}

/// Something that goes on.
pub(crate) struct Progress {
    _ends: oneshot::Sender<()>,
}
