//! What can go wrong with a run.

use ports::PortError;

/// The answer of the ingestion service.
pub type IngestionResult<T> = Result<T, IngestionError>;

/// What can go wrong with a run.
#[derive(Debug, thiserror::Error)]
pub enum IngestionError {
    /// No source of this name is configured.
    #[error("no source is called `{0}`")]
    UnknownSource(String),
    /// Somebody is running over this source right now.
    #[error("a run over `{0}` is under way")]
    AlreadyRunning(String),
    /// The source does not answer as it should.
    #[error("the source could not be read: {}", explain(.0))]
    SourceFailed(#[source] PortError),
    /// The run was silent too long and somebody else took the source over.
    #[error("another run has taken this source over")]
    LeaseLost,
    /// A port of our own failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl IngestionError {
    pub(crate) fn source_failed(error: PortError) -> Self {
        Self::SourceFailed(error)
    }
}

/// For people: what a source did wrong, without what lies behind it.
fn explain(error: &PortError) -> String {
    use ports::PortErrorKind as Kind;
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
