//! Resumes: the document a seeker uploads and what was read in it.

use chrono::{DateTime, Utc};

pub use super::document_type::DocumentType;

use crate::kernel::id::AccountId;

/// A seeker's current resume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// Whose.
    pub account_id: AccountId,
    /// The name of the uploaded file, for display only.
    pub file_name: String,
    /// What the bytes are, judged by the bytes.
    pub document_type: DocumentType,
    /// Where the object storage keeps the file.
    pub object_key: String,
    /// Its text in reading order.
    pub text: String,
    /// Canonical skill names recognised in it.
    pub skills: Vec<String>,
    /// When it was uploaded.
    pub uploaded_at: DateTime<Utc>,
}
