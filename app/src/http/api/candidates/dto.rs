//! Response bodies for resumes under `/api/v1`.

use chrono::{DateTime, Utc};
use domain_candidates::{DOWNLOAD_LASTS, ReadDocument};
use domain_model::candidates::resume::Resume;
use serde::Serialize;
use utoipa::ToSchema;

/// A resume as it was read.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ResumeResource {
    file_name: String,
    /// `pdf`, `docx`, `odt`, `rtf`, `html`, `md` or `txt`
    document_type: String,
    /// In reading order.
    text: String,
    /// Recognised in the text.
    skills: Vec<String>,
    uploaded_at: DateTime<Utc>,
}

/// What was read in a document that is not kept.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ParsedDocument {
    /// `pdf`, `docx`, `odt`, `rtf`, `html`, `md` or `txt`
    document_type: String,
    /// In reading order.
    text: String,
    /// Recognised in the text.
    skills: Vec<String>,
}

/// Where a file can be downloaded without signing in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DownloadLink {
    url: String,
    /// Seconds.
    #[schema(example = 900)]
    expires_in: u64,
}

impl DownloadLink {
    /// A new link.
    pub(super) fn to(url: String) -> Self {
        Self { url, expires_in: DOWNLOAD_LASTS.as_secs() }
    }
}

impl From<Resume> for ResumeResource {
    fn from(resume: Resume) -> Self {
        Self {
            file_name: resume.file_name,
            document_type: resume.document_type.to_string(),
            text: resume.text,
            skills: resume.skills,
            uploaded_at: resume.uploaded_at,
        }
    }
}

impl From<ReadDocument> for ParsedDocument {
    fn from(document: ReadDocument) -> Self {
        Self { document_type: document.document_type.to_string(), text: document.text, skills: document.skills }
    }
}
