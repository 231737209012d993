//! Resumes: reads the text and the skills of an uploaded document and stores the file.
//!
//! Nothing is stored before the document was read, so that one we cannot use leaves nothing behind. The file's key is committed
//! before the file is stored: an upload that is interrupted leaves at most a file that the reaper knows of.

mod json_resume;
mod skills;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain_model::candidates::document::Document;
use domain_model::candidates::resume::{DocumentType, Resume};
use domain_model::identity::account::Principal;
use domain_model::kernel::error::ErrorKind;
use domain_model::kernel::id::{AccountId, EventId};
use domain_model::kernel::text;
use domain_model::operations::event::{DomainEvent, EventRecord};
use ports::{
    Clock, ContextError, Database, DocumentParser, DocumentReading, IdGenerator, ObjectStorage, PortError,
    PortErrorKind, PortResult, TokenClaims, TokenPurpose, TokenSigner,
};
use serde_json::{Map, json};
use url::Url;

pub use json_resume::to_json_resume;
pub use skills::recognise_skills;

/// The largest document we take.
pub const LARGEST_DOCUMENT: usize = 10 * 1024 * 1024;
/// More text than this, in bytes, is no resume: some sixty pages.
const MOST_TEXT: usize = 200_000;
/// A document with less text than this is a scan or empty.
const LEAST_TEXT: usize = 50;
/// How long a download link works.
pub const DOWNLOAD_LASTS: Duration = Duration::from_mins(15);
/// How long a storage link works. It is not checked against its owner, so it is made when the download is requested (UP-12).
const STORAGE_LINK_LASTS: Duration = Duration::from_mins(1);

/// What can go wrong with a resume.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    /// Nothing was sent.
    #[error("the file is empty")]
    Empty,
    /// Too large.
    #[error("the file is larger than {} MiB", LARGEST_DOCUMENT / 1024 / 1024)]
    TooLarge,
    /// Its bytes are neither PDF nor DOCX, whatever its name says.
    #[error("the file is neither a PDF nor a DOCX document")]
    NotADocument,
    /// It wants a password.
    #[error("the document is protected by a password; save a copy without one and upload that")]
    Encrypted,
    /// It cannot be read.
    #[error("the document cannot be read; it may be damaged. Save it again as PDF or DOCX and upload that")]
    Unreadable,
    /// It has far more text than a resume.
    #[error("the document has far more text than a resume; upload the resume alone")]
    TooLong,
    /// There is no text in it.
    #[error("the document has no readable text, perhaps it is a scan. Upload a version with real text")]
    NoText,
    /// Its letters are pictures, or their characters are lost.
    #[error(
        "the document is a picture of text, such as a scan. Recognise its text first (OCR), or upload a version with real text"
    )]
    NeedsOcr,
    /// There is none yet.
    #[error("there is no resume yet; upload one first")]
    NoResume,
    /// The link is wrong or too old.
    #[error("the download link is not valid (any more)")]
    InvalidLink,
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ContextError for ResumeError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Empty | Self::NotADocument | Self::NoText => ErrorKind::BadRequest,
            Self::TooLarge | Self::TooLong => ErrorKind::TooLarge,
            Self::Encrypted | Self::Unreadable | Self::NeedsOcr => ErrorKind::Validation,
            Self::NoResume | Self::InvalidLink => ErrorKind::NotFound,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Encrypted | Self::Unreadable => "unparseable_document",
            Self::NeedsOcr => "needs_ocr",
            _ => self.kind().code(),
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        if let Self::Port(error) = self { Some(error) } else { None }
    }
}

/// The answer of the resume service.
pub type ResumeResult<T> = Result<T, ResumeError>;

/// What was read in a document.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadDocument {
    /// What it is.
    pub document_type: DocumentType,
    /// Its lines, and what its reader noticed.
    pub document: Document,
    /// Its text in reading order.
    pub text: String,
    /// Canonical names of the skills in it.
    pub skills: Vec<String>,
}

/// A stored file on its way to its owner.
#[derive(Debug)]
pub enum Download {
    /// The storage hands it out itself, as an attachment, for a minute.
    Elsewhere(Url),
    /// Here it is.
    Here {
        /// The name it was uploaded under.
        file_name: String,
        /// The file.
        bytes: Bytes,
    },
}

/// Resumes.
pub struct ResumeService {
    database: Arc<dyn Database>,
    documents: Arc<dyn DocumentParser>,
    storage: Arc<dyn ObjectStorage>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    tokens: Arc<dyn TokenSigner>,
}

impl ResumeService {
    /// The service on these ports.
    pub fn new(
        database: Arc<dyn Database>,
        documents: Arc<dyn DocumentParser>,
        storage: Arc<dyn ObjectStorage>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
        tokens: Arc<dyn TokenSigner>,
    ) -> Self {
        Self { database, documents, storage, clock, ids, tokens }
    }

    /// Reads a document without keeping anything.
    pub async fn read(&self, bytes: Bytes) -> ResumeResult<ReadDocument> {
        if bytes.is_empty() {
            return Err(ResumeError::Empty);
        }
        if bytes.len() > LARGEST_DOCUMENT {
            return Err(ResumeError::TooLarge);
        }
        let document_type = DocumentType::sniff(&bytes).ok_or(ResumeError::NotADocument)?;
        let document = match self.documents.read(document_type, bytes).await? {
            DocumentReading::Document(document) => document,
            DocumentReading::Encrypted => return Err(ResumeError::Encrypted),
            DocumentReading::Unreadable => return Err(ResumeError::Unreadable),
        };
        let text = text::clean(&document.text());
        if text.len() > MOST_TEXT {
            return Err(ResumeError::TooLong);
        }
        if text.chars().filter(|c| !c.is_whitespace()).count() < LEAST_TEXT {
            return Err(if document.needs_ocr() { ResumeError::NeedsOcr } else { ResumeError::NoText });
        }
        let skills = recognise_skills(&text);
        Ok(ReadDocument { document_type, document, text, skills })
    }

    /// Reads a document and makes it the principal's resume. The one before goes away.
    pub async fn upload(&self, principal: &Principal, file_name: &str, bytes: Bytes) -> ResumeResult<Resume> {
        let document = self.read(bytes.clone()).await?;
        let resume = Resume {
            account_id: principal.account_id,
            file_name: displayable(file_name, document.document_type),
            object_key: format!("resumes/{}.{}", self.ids.next(), document.document_type),
            document_type: document.document_type,
            text: document.text,
            skills: document.skills,
            uploaded_at: self.clock.now(),
        };
        self.insert_pending(principal, &resume).await?;
        self.storage.put(&resume.object_key, bytes).await?;
        if !self.store(principal, &resume).await? {
            // The reaper may have deleted the file before it was stored: then only this upload knows of it.
            self.storage.delete(&resume.object_key).await?;
            return Err(PortError::new(PortErrorKind::Timeout).into());
        }
        Ok(resume)
    }

    /// The principal's resume.
    pub async fn current(&self, principal: &Principal) -> ResumeResult<Option<Resume>> {
        Ok(self.database.read(principal.into()).resumes().get(principal, principal.account_id).await?)
    }

    /// A link's token for downloading the principal's resume, good for a quarter of an hour.
    pub async fn download_token(&self, principal: &Principal) -> ResumeResult<String> {
        let resume = self.current(principal).await?.ok_or(ResumeError::NoResume)?;
        let details = Map::from_iter([("key".to_owned(), json!(resume.object_key))]);
        let claims = TokenClaims { subject: resume.account_id.0, session: None, details };
        Ok(self.tokens.sign(TokenPurpose::Download, &claims, DOWNLOAD_LASTS)?)
    }

    /// The file behind a link, as long as it is still its owner's resume.
    pub async fn download(&self, token: &str) -> ResumeResult<Download> {
        let claims = self.tokens.verify(TokenPurpose::Download, token).ok_or(ResumeError::InvalidLink)?;
        let owner = Principal::owner(AccountId(claims.subject));
        let resume = self.current(&owner).await?.ok_or(ResumeError::InvalidLink)?;
        if claims.details.get("key").and_then(|key| key.as_str()) != Some(&resume.object_key) {
            return Err(ResumeError::InvalidLink);
        }
        let Resume { object_key, file_name, .. } = resume;
        if let Some(link) = self.storage.download_link(&object_key, &file_name, STORAGE_LINK_LASTS).await? {
            return Ok(Download::Elsewhere(link));
        }
        let bytes = self.storage.get(&object_key).await?.ok_or(ResumeError::InvalidLink)?;
        Ok(Download::Here { file_name, bytes })
    }

    async fn insert_pending(&self, principal: &Principal, resume: &Resume) -> PortResult<()> {
        let mut uow = self.database.begin(principal.into()).await?;
        uow.objects().insert_pending(&resume.object_key, resume.account_id, resume.uploaded_at).await?;
        uow.commit().await
    }

    /// Makes it the account's resume, unless its file was given up meanwhile.
    async fn store(&self, principal: &Principal, resume: &Resume) -> PortResult<bool> {
        let mut uow = self.database.begin(principal.into()).await?;
        if !uow.objects().mark_stored(&resume.object_key).await? {
            return Ok(false);
        }
        let before = uow.resumes().replace(resume).await?;
        if let Some(before) = before {
            uow.objects().abandon(&before.object_key).await?;
        }
        let (account, object_key) = (resume.account_id, resume.object_key.clone());
        let event = DomainEvent::ResumeUploaded { account, object_key };
        let record = EventRecord { id: EventId(self.ids.next()), event, occurred_at: resume.uploaded_at };
        uow.outbox().append(&[record]).await?;
        uow.commit().await?;
        Ok(true)
    }
}

/// A name that is safe to show and to put into a header: no path, no control characters, not endless (UP-11).
fn displayable(file_name: &str, document_type: DocumentType) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = text::clean(name).chars().filter(|&c| !matches!(c, '\n' | '\t' | '"')).take(120).collect();
    let name = name.trim().trim_start_matches('.');
    if name.is_empty() { format!("resume.{document_type}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_11_a_file_name_cannot_leave_its_header_or_folder() {
        let shown = |name: &str| displayable(name, DocumentType::Pdf);
        assert_eq!(shown("../../etc/passwd"), "passwd");
        assert_eq!(shown("C:\\cv\\Ada \"L\" \u{202e}fdp.pdf"), "Ada L fdp.pdf");
        assert_eq!(shown("cv\r\nSet-Cookie: a=b.pdf"), "cvSet-Cookie: a=b.pdf");
        assert_eq!(shown("..."), "resume.pdf");
        assert_eq!(shown(&"x".repeat(4096)).len(), 120);
    }
}
