//! Why a document cannot be read.

use serde::{Deserialize, Serialize};

/// Why a document has no text for us.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Refusal {
    /// It wants a password.
    Encrypted,
    /// It is damaged or no such document; for the log.
    Unreadable(String),
}

impl Refusal {
    pub(crate) fn because(reason: impl std::fmt::Display) -> Self {
        Self::Unreadable(reason.to_string())
    }
}
