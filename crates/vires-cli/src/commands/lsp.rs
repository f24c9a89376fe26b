//! `vires lsp`

use std::sync::Arc;

use super::pages;
use crate::disk::{Disk, plain};
use crate::{Refused, Status};

/// Serves an editor at standard input and output until it goes.
pub(crate) fn run() -> Result<Status, Refused> {
    // Written there by `vires explain --pages`; without them codes lead nowhere, unless the editor says where.
    let pages = pages::folder().filter(|folder| folder.is_dir());
    let served = vires_lsp::serve_standard_streams(Arc::new(Disk), pages.as_deref());
    let orderly = served.map_err(|error| plain(&error))?;
    // The protocol asks for 1 where `exit` comes without `shutdown`.
    Ok(if orderly { Status::Clean } else { Status::Found })
}
