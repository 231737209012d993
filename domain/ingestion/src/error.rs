//! Errors of ingestion.

use domain_model::ingestion::robots::Disallowed;
use domain_model::kernel::error::ErrorKind;
use domain_model::kernel::fetch::FetchError;
use domain_model::kernel::id::JobId;
use domain_model::kernel::text::shorten;
use ports::{ContextError, PortError};

/// The answer of the ingestion service.
pub type IngestionResult<T> = Result<T, IngestionError>;

/// What can go wrong with a run.
#[derive(Debug, thiserror::Error)]
pub enum IngestionError {
    /// No source of this name is configured.
    #[error("no source is called `{}`", shorten(.0, 60))]
    UnknownSource(String),
    /// There is nothing at this address that a source could be.
    #[error("this address cannot be read from: {}", explain(.0))]
    UnusableAddress(#[source] PortError),
    /// Somebody is running over this source right now.
    #[error("a run over `{0}` is under way")]
    AlreadyRunning(String),
    /// The source does not answer as it should.
    #[error("the source could not be read: {}", explain(.0))]
    SourceFailed(#[source] PortError),
    /// The run was silent too long and somebody else took the source over.
    #[error("another run has taken this source over")]
    LeaseLost,
    /// There is no such job.
    #[error("there is no job `{0}`")]
    UnknownJob(JobId),
    /// A job does not differ from itself.
    #[error("a job does not differ from itself")]
    SameJob,
    /// A port of our own failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ContextError for IngestionError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::UnknownSource(_) | Self::UnknownJob(_) => ErrorKind::NotFound,
            Self::UnusableAddress(_) | Self::SameJob => ErrorKind::Validation,
            Self::AlreadyRunning(_) | Self::LeaseLost => ErrorKind::Conflict,
            Self::SourceFailed(_) => ErrorKind::Upstream,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        if let Self::Port(error) = self { Some(error) } else { None }
    }
}

impl IngestionError {
    pub(crate) fn source_failed(error: PortError) -> Self {
        Self::SourceFailed(error)
    }

    /// Whether the source's `robots.txt` does not allow it to be read.
    pub(crate) fn is_disallowed_by_robots(&self) -> bool {
        let Self::SourceFailed(error) = self else { return false };
        error.source.as_ref().is_some_and(|source| source.is::<Disallowed>())
    }
}

/// For people: why a source could not be read, without what lies behind it.
fn explain(error: &PortError) -> String {
    use ports::PortErrorKind as Kind;
    if let Some(fetch) = error.source.as_ref().and_then(|source| source.downcast_ref::<FetchError>()) {
        return fetch.failure.to_string();
    }
    match &error.kind {
        Kind::Invalid(reason) => reason.clone(),
        Kind::NotFound => "there is no such board or page (404)".to_owned(),
        Kind::RateLimited { .. } => "it asks us to come back later (429)".to_owned(),
        Kind::Timeout => "it did not answer in time".to_owned(),
        Kind::Unauthorized => "it does not let us in".to_owned(),
        Kind::Unavailable => "it is not available right now".to_owned(),
        Kind::Conflict | Kind::Internal => "an internal error".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain_model::kernel::fetch::FetchFailure;
    use ports::PortErrorKind;

    use super::*;

    #[test]
    fn a_failed_fetch_says_why() {
        for (failure, expected) in [
            (FetchFailure::NameResolution, "the name of its host cannot be resolved"),
            (FetchFailure::Connection, "the connection to it failed"),
            (FetchFailure::Tls, "no secure connection to it is possible (TLS)"),
            (FetchFailure::Timeout, "it did not answer in time"),
            (FetchFailure::TooLarge { limit: 8 << 20 }, "the answer is larger than 8 MiB"),
            (FetchFailure::Forbidden, "this address may not be fetched"),
        ] {
            let error = PortErrorKind::Unavailable.because(failure.because("10.0.0.5 refused"));
            let message = IngestionError::SourceFailed(error).to_string();
            assert_eq!(
                message,
                format!("the source could not be read: {expected}"),
                "and nothing of what lies behind it"
            );
        }
    }
}
