//! Why a document cannot be read.

/// Why a document has no text for us.
#[derive(Debug)]
pub(crate) enum Refusal {
    Encrypted,
    Unreadable(String),
}

impl Refusal {
    pub(crate) fn because(reason: impl std::fmt::Display) -> Self {
        Self::Unreadable(reason.to_string())
    }
}
