//! Errors of the chat context.

use domain_model::chat::ChatRefusal;
use domain_model::kernel::error::ErrorKind;
use ports::{ContextError, PortError};

/// The answer of the chat service.
pub type ChatResult<T> = Result<T, ChatError>;

/// What can go wrong in a conversation.
#[derive(Debug, thiserror::Error)]
pub enum ChatError {
    /// No such conversation, or one of another account; the answer does not reveal which.
    #[error("there is no such conversation")]
    NotFound,
    /// It belongs to another account.
    #[error("this conversation is not yours")]
    NotYours,
    /// No such job to talk about.
    #[error("there is no such job")]
    JobNotFound,
    /// The conversation does not go on as asked.
    #[error(transparent)]
    Refused(#[from] ChatRefusal),
    /// Another message was written at the same moment; a retry succeeds.
    #[error("another message was stored at the same time; try again")]
    ChangedConcurrently,
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ContextError for ChatError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound | Self::JobNotFound => ErrorKind::NotFound,
            Self::NotYours => ErrorKind::Forbidden,
            Self::Refused(ChatRefusal::Empty | ChatRefusal::TooLong) => ErrorKind::Validation,
            Self::Refused(_) | Self::ChangedConcurrently => ErrorKind::Conflict,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        if let Self::Port(error) = self { Some(error) } else { None }
    }
}
