//! The error of a document that cannot be read.

use serde::{Deserialize, Serialize};

/// Why a document cannot be read.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReadError {
    /// A password is required.
    Encrypted,
    /// It is damaged, of another format, or exceeds a limit. The reason is for the log.
    Unreadable(String),
}

impl ReadError {
    pub(crate) fn unreadable(reason: impl std::fmt::Display) -> Self {
        Self::Unreadable(reason.to_string())
    }
}
