//! Resumes: every version of what a seeker uploads, imports or edits, and what was read in it.

use chrono::{DateTime, TimeDelta, Utc};

pub use super::document_type::DocumentType;

use crate::candidates::document::Document;
use crate::candidates::structured_resume::StructuredResume;
use crate::kernel::id::AccountId;
use crate::kernel::named::named_enum;

/// How long a deleted version stays in the bin, from which it can be restored.
pub const BIN_RETENTION: TimeDelta = TimeDelta::days(30);

/// A version of a seeker's resume. Nothing of it changes but whether it is the one in use, and whether it is in the bin.
#[derive(Debug, Clone, PartialEq)]
pub struct Resume {
    /// Whose.
    pub account_id: AccountId,
    /// 1 for the first version of an account.
    pub version: u32,
    /// Where it comes from.
    pub origin: ResumeOrigin,
    /// The document it was read from; an edited version has that of the version before. `None` for a resume that was imported
    /// from data instead of a document.
    pub file: Option<ResumeFile>,
    /// What was read in the file.
    pub document: Document,
    /// What it says, field by field. `None` for a version that an older program stored.
    pub content: Option<StructuredResume>,
    /// What it says as plain text, for matching and for the coach.
    pub text: String,
    /// Canonical skill names recognised in the text.
    pub skills: Vec<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Is it the version in use? At most one of an account is.
    pub is_current: bool,
    /// Since when it is in the bin. The version in use never is.
    pub deleted_at: Option<DateTime<Utc>>,
}

impl Resume {
    /// The first version of an account, in use: what was read in an uploaded file, before fields and skills are recognised.
    pub fn uploaded(account_id: AccountId, file: ResumeFile, document: Document, at: DateTime<Utc>) -> Self {
        Self {
            account_id,
            version: 1,
            origin: ResumeOrigin::Upload,
            file: Some(file),
            text: document.text(),
            document,
            content: None,
            skills: Vec::new(),
            created_at: at,
            is_current: true,
            deleted_at: None,
        }
    }

    /// The version as lists show it.
    pub fn summary(&self) -> ResumeSummary {
        ResumeSummary {
            version: self.version,
            origin: self.origin,
            file_name: self.file.as_ref().map(|file| file.name.clone()),
            document_type: self.file.as_ref().map(|file| file.document_type),
            created_at: self.created_at,
            is_current: self.is_current,
            deleted_at: self.deleted_at,
        }
    }
}

/// A version in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is that of `Resume`")]
pub struct ResumeSummary {
    pub version: u32,
    pub origin: ResumeOrigin,
    pub file_name: Option<String>,
    pub document_type: Option<DocumentType>,
    pub created_at: DateTime<Utc>,
    pub is_current: bool,
    pub deleted_at: Option<DateTime<Utc>>,
}

/// A file that a seeker uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResumeFile {
    /// The name of the uploaded file, for display only.
    pub name: String,
    /// What the bytes are, judged by the bytes.
    pub document_type: DocumentType,
    /// Where the object storage keeps it.
    pub object_key: String,
}

named_enum! {
    /// Where a version of a resume comes from.
    ResumeOrigin {
        /// A document was uploaded and read.
        Upload = "upload",
        /// Its owner changed fields of the version before.
        Edit = "edit",
        /// It was taken over from another program's export.
        Import = "import",
    }
}
