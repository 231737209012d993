//! The error type of all ports, so that a retry decorator or the HTTP table works on any of them.

use std::time::Duration;

use domain_model::kernel::error::ErrorKind;

type Source = Box<dyn std::error::Error + Send + Sync + 'static>;

/// What every port method answers.
pub type PortResult<T> = Result<T, PortError>;

/// A port could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[error("{kind}")]
pub struct PortError {
    /// What the caller can do about it.
    pub kind: PortErrorKind,
    /// What happened underneath, for the log. Never shown to users.
    #[source]
    pub source: Option<Source>,
}

/// The facts a caller can act on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PortErrorKind {
    /// What the operation needs does not exist (any more). Plain lookups answer `None` instead.
    #[error("not found")]
    NotFound,
    /// It exists already, or a concurrent change was committed first.
    #[error("conflict")]
    Conflict,
    /// The other side understood and refuses: asking again in the same way will not help.
    #[error("invalid: {0}")]
    Invalid(String),
    /// The other side does not accept our credentials.
    #[error("unauthorized")]
    Unauthorized,
    /// Too many requests.
    #[error("rate limited")]
    RateLimited {
        /// When to come back, if the other side said so.
        retry_after: Option<Duration>,
    },
    /// It took too long and was given up; it may have happened.
    #[error("timed out")]
    Timeout,
    /// Away or overloaded; it may work later.
    #[error("unavailable")]
    Unavailable,
    /// A fault of this program or its data.
    #[error("internal error")]
    Internal,
}

impl PortErrorKind {
    /// The error of this kind, caused by `source`.
    pub fn because(self, source: impl Into<Source>) -> PortError {
        PortError { kind: self, source: Some(source.into()) }
    }
}

impl From<PortErrorKind> for PortError {
    fn from(kind: PortErrorKind) -> Self {
        Self::new(kind)
    }
}

impl PortError {
    /// An error without an underlying cause.
    pub fn new(kind: PortErrorKind) -> Self {
        Self { kind, source: None }
    }

    /// [`PortErrorKind::Invalid`], with a reason a person understands.
    pub fn invalid(reason: impl Into<String>) -> Self {
        Self::new(PortErrorKind::Invalid(reason.into()))
    }

    /// [`PortErrorKind::Internal`], caused by `source`.
    pub fn internal(source: impl Into<Source>) -> Self {
        PortErrorKind::Internal.because(source)
    }

    /// [`PortErrorKind::Unavailable`], caused by `source`.
    pub fn unavailable(source: impl Into<Source>) -> Self {
        PortErrorKind::Unavailable.because(source)
    }

    /// Could the same request succeed later?
    pub fn is_transient(&self) -> bool {
        matches!(self.kind, PortErrorKind::RateLimited { .. } | PortErrorKind::Timeout | PortErrorKind::Unavailable)
    }

    /// The error and its causes in one line, for logs.
    pub fn chain(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        text
    }
}

/// The error of a context, as the edges of the program answer it.
pub trait ContextError: std::error::Error {
    /// What the caller can do about it.
    fn kind(&self) -> ErrorKind;

    /// The error code, by which programs distinguish errors.
    fn code(&self) -> &'static str {
        self.kind().code()
    }

    /// When to retry, if known.
    fn retry_after(&self) -> Option<Duration> {
        None
    }

    /// The underlying error of a port. Clients see its kind only.
    fn port_error(&self) -> Option<&PortError>;
}

impl ContextError for PortError {
    fn kind(&self) -> ErrorKind {
        match self.kind {
            PortErrorKind::NotFound => ErrorKind::NotFound,
            PortErrorKind::Conflict => ErrorKind::Conflict,
            PortErrorKind::Unavailable | PortErrorKind::Timeout | PortErrorKind::RateLimited { .. } => {
                ErrorKind::Unavailable
            }
            // What a client got wrong is an error of the context; a port that calls something invalid means us.
            PortErrorKind::Invalid(_) | PortErrorKind::Unauthorized | PortErrorKind::Internal => ErrorKind::Internal,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self.kind {
            PortErrorKind::RateLimited { retry_after } => retry_after,
            _ => None,
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        Some(self)
    }
}
