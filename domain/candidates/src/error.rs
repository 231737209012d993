//! What can go wrong with a resume.

use domain_model::kernel::error::ErrorKind;
use ports::{ContextError, PortError};

use crate::{ExchangeError, MAX_DOCUMENT_BYTES};

/// What can go wrong with a resume.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    /// Nothing was sent.
    #[error("the file is empty")]
    Empty,
    /// Too large.
    #[error("the file is larger than {} MiB", MAX_DOCUMENT_BYTES / 1024 / 1024)]
    TooLarge,
    /// Its bytes are no document that is read, whatever its name says.
    #[error("the file is none of the documents that can be read: PDF, DOCX, ODT, RTF, HTML, Markdown, plain text")]
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
    /// There is none yet.
    #[error("Profile not found. Please create a profile first using POST /api/v1/profile")]
    NoProfile,
    /// There is no such version, or it was deleted for good.
    #[error("there is no such version of the resume")]
    NoSuchVersion,
    /// The version has no document: it was imported from data.
    #[error("this version of the resume has no document: it was imported")]
    NoDocument,
    /// The document has no such page, or no pages at all.
    #[error("there is no picture of such a page")]
    NoSuchPage,
    /// A file of another program that is not imported.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// There is no such template.
    #[error("there is no template of this name")]
    NoSuchTemplate,
    /// There is no such job.
    #[error("there is no such job")]
    NoSuchJob,
    /// It is far longer than any resume that is printed.
    #[error("the resume is far longer than any that is printed, scored or tailored")]
    TooLongToPrint,
    /// No font has these characters.
    #[error("no font of this installation has these characters: {0}")]
    NoFont(String),
    /// Our own reader does not find the field again in what was printed, or takes it for something else.
    #[error(
        "a machine would not read `{0}` again as you wrote it, so the document is not handed out; word it more plainly"
    )]
    LostField(String),
    /// Another version is in use than the one that was edited.
    #[error("the resume was changed meanwhile; look at the version in use and change that")]
    Outdated,
    /// The version in use is not deleted.
    #[error("this version is in use; use another one first, then delete this one")]
    InUse,
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
            Self::Encrypted
            | Self::Unreadable
            | Self::NeedsOcr
            | Self::TooLongToPrint
            | Self::NoFont(_)
            | Self::LostField(_) => ErrorKind::Validation,
            Self::NoSuchTemplate
            | Self::NoSuchJob
            | Self::NoResume
            | Self::NoProfile
            | Self::NoSuchVersion
            | Self::NoDocument
            | Self::NoSuchPage
            | Self::InvalidLink => ErrorKind::NotFound,
            Self::Exchange(error) => ContextError::kind(error),
            Self::InUse | Self::Outdated => ErrorKind::Conflict,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Encrypted | Self::Unreadable => "unparseable_document",
            Self::NeedsOcr => "needs_ocr",
            Self::TooLongToPrint => "too_long_to_print",
            Self::NoFont(_) => "no_font",
            Self::LostField(_) => "lost_field",
            Self::InUse => "version_in_use",
            Self::Outdated => "outdated_version",
            Self::Exchange(error) => error.code(),
            _ => self.kind().code(),
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        match self {
            Self::Port(error) => Some(error),
            Self::Exchange(error) => error.port_error(),
            _ => None,
        }
    }
}

/// The answer of the resume service.
pub type ResumeResult<T> = Result<T, ResumeError>;
