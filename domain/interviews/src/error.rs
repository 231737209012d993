//! Errors of the interviews context.

use domain_model::interviews::InterviewRefusal;
use domain_model::kernel::error::ErrorKind;
use ports::{ContextError, PortError};

/// The answer of the interview service.
pub type InterviewResult<T> = Result<T, InterviewError>;

/// What can go wrong in a mock interview.
#[derive(Debug, thiserror::Error)]
pub enum InterviewError {
    /// No such interview, or one of another account; the answer does not reveal which.
    #[error("there is no such interview")]
    NotFound,
    /// No such job to prepare for.
    #[error("there is no such job")]
    JobNotFound,
    /// The interview does not go on as asked.
    #[error(transparent)]
    Refused(#[from] InterviewRefusal),
    /// The transcript has changed while it was rated.
    #[error("the interview has gone on meanwhile; look again")]
    TranscriptChanged,
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ContextError for InterviewError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound | Self::JobNotFound => ErrorKind::NotFound,
            Self::Refused(
                InterviewRefusal::Empty
                | InterviewRefusal::TooLong { .. }
                | InterviewRefusal::TooMany { .. }
                | InterviewRefusal::PointsOutOfRange,
            ) => ErrorKind::Validation,
            Self::Refused(_) | Self::TranscriptChanged => ErrorKind::Conflict,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        if let Self::Port(error) = self { Some(error) } else { None }
    }
}
