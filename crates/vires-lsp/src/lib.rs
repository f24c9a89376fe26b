//! `vires lsp`: the language server protocol over [`vires_ide`].
//!
//! ```text
//! client ──► handlers ──► queue ──► world ──► workers ──► reply
//!            (server)     (in order)  │  (snapshot, question)
//!                                     └────► publisher ──► diagnostics
//! ```
//!
//! - Handlers put a message into the queue before anything else and wait for a reply. They hold no state.
//! - One thread, the **world**, owns the texts and the policies, and takes messages in order: edits are applied, questions
//!   go to workers with a snapshot of that moment.
//! - An edit takes back every snapshot: questions that are being answered give way. Those whose places the client must
//!   ask anew are refused (`ContentModified`), the others are put again, on the new text. No answer is given for a text
//!   that is no more.
//!
//! # Architecture invariants
//!
//! - Protocol, order, encodings, and nothing about law: every feature is `vires_ide`'s.
//! - tower-lsp and tokio are named in this crate only.
//! - Nothing is written to standard error; what went wrong inside is told to the client's log.

mod announcing;
mod ask;
mod capabilities;
mod diagnostics;
mod document;
mod features;
mod frames;
mod heavy;
pub mod pages;
mod position;
mod publisher;
mod server;
mod settings;
mod tell;
mod together;
mod unread;
mod unsaved;
mod view;
mod workers;
mod world;

use std::path::Path;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::{LspService, Server};
use vires_ide::overlay::Disk;

pub use capabilities::announced;

/// How many messages are worked on at once. Handlers only wait; at tower-lsp's own 4, edits would wait behind answers,
/// and a client that sends a hundred messages at once would never be read again.
const CONCURRENCY: usize = 256;

/// How many bytes of messages wait to be read.
const ROOM: usize = 1 << 16;

/// Serves one client until it goes. Texts that are not open come from `disk`. Codes are linked to the pages in the folder
/// `pages`, unless the client says where pages are. False where it goes by `exit` without `shutdown` before.
pub async fn serve(input: impl AsyncRead + Unpin, output: impl AsyncWrite, disk: Disk, pages: Option<&Path>) -> bool {
    let pages = pages.and_then(pages::address);
    let (service, socket) = LspService::build(|client| server::Backend::new(client, disk, pages)).finish();
    let (mended, messages) = tokio::io::duplex(ROOM);
    let mending = frames::mend(input, mended);
    let going = Arc::<announcing::Going>::default();
    let service = announcing::Announcing { service, going: Arc::clone(&going) };
    let serving = Server::new(messages, output, socket).concurrency_level(CONCURRENCY).serve(service);
    tokio::pin!(serving);
    tokio::select! {
        () = &mut serving => {}
        // The input has ended: what is being worked on is finished.
        _ = mending => serving.await,
    }
    !going.is_hasty()
}

/// Serves the client at standard input and output until it goes; as [`serve`].
///
/// # Errors
/// The system gives no means to wait on input.
pub fn serve_standard_streams(disk: Disk, pages: Option<&Path>) -> std::io::Result<bool> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // A fault inside is told to the client; standard error belongs to nobody.
    std::panic::set_hook(Box::new(|_| {}));
    let orderly = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout(), disk, pages));
    // Standard input is read by a thread that may still wait.
    runtime.shutdown_background();
    Ok(orderly)
}
