//! `vires lsp`

use std::sync::Arc;

use crate::disk::Disk;
use crate::{Refused, Status};

/// Serves an editor at standard input and output until it goes.
pub(crate) fn run() -> Result<Status, Refused> {
    vires_lsp::serve_standard_streams(Arc::new(Disk)).map_err(|error| error.to_string())?;
    Ok(Status::Clean)
}
