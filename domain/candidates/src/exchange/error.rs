//! What can go wrong with an import or an export.

use domain_model::candidates::exchange::ExchangeFormat;
use domain_model::kernel::error::ErrorKind;
use ports::{ContextError, PortError};

use super::MAX_IMPORT_BYTES;

/// What can go wrong with an import or an export.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// Nothing was sent.
    #[error("the file is empty")]
    Empty,
    /// It, or what it unpacks to, is too large.
    #[error("the file is larger than any resume; {} MiB is the most", MAX_IMPORT_BYTES / 1024 / 1024)]
    TooLarge,
    /// Its content is of no format that we import.
    #[error(
        "the file is neither a JSON Resume, nor a LinkedIn data archive, nor a Europass XML file or a PDF with one attached, \
         nor an archive of ours"
    )]
    UnknownFormat,
    /// It wants a password.
    #[error("the file is protected by a password")]
    Encrypted,
    /// It is damaged or hostile.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    /// A value is of another type than its format says.
    #[error("`{path}` has to be {expected}, but is {found}")]
    WrongType {
        /// Where it stands: `work[2].highlights[0]`.
        path: String,
        /// What the format says.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// It was written by a newer version of this program.
    #[error(
        "the archive has version {found}, and this program knows versions up to {known}: use a newer version of it"
    )]
    NewerVersion {
        /// The version of the archive.
        found: u64,
        /// The newest version that is known.
        known: u64,
    },
    /// Nothing in it belongs to a resume.
    #[error("nothing in the file belongs to a resume")]
    NoResume,
    /// The format is imported only.
    #[error("`{0}` is a format that is imported only")]
    ReadOnly(ExchangeFormat),
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

/// The answer of an import or an export.
pub type ExchangeResult<T> = Result<T, ExchangeError>;

impl ContextError for ExchangeError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Empty | Self::UnknownFormat | Self::NoResume => ErrorKind::BadRequest,
            Self::TooLarge => ErrorKind::TooLarge,
            Self::Encrypted
            | Self::Unreadable(_)
            | Self::WrongType { .. }
            | Self::NewerVersion { .. }
            | Self::ReadOnly(_) => ErrorKind::Validation,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Encrypted | Self::Unreadable(_) => "unparseable_document",
            Self::NewerVersion { .. } => "newer_version",
            _ => self.kind().code(),
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        if let Self::Port(error) = self { Some(error) } else { None }
    }
}
