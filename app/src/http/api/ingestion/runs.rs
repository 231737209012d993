//! Starts ingestion runs, for every contract.

use actix_web::web::Data;
use domain_ingestion::{IngestionError, IngestionService};
use domain_model::ingestion::ScrapingLog;
use ports::{NamedSource, PortError};
use tokio::task::JoinHandle;
use tracing::warn;

use crate::http::Context;
use crate::http::edge::error::ApiResult;

/// The outcome of a run over a source.
pub(in crate::http) struct SourceOutcome {
    pub(in crate::http) source_name: String,
    pub(in crate::http) outcome: Result<ScrapingLog, IngestionError>,
}

/// Starts runs over one source or all of them, without waiting. Returns their names.
pub(in crate::http) fn start(
    ingestion: &Data<IngestionService>,
    context: &Context,
    name: Option<&str>,
) -> ApiResult<Vec<String>> {
    let sources = match name {
        Some(name) => vec![ingestion.source(name)?],
        None => ingestion.sources().configured().to_vec(),
    };
    let names = sources.iter().map(|source| source.name.clone()).collect();
    spawn(ingestion, context, sources);
    Ok(names)
}

/// Runs ingestion over all sources. A failing source does not stop the others.
pub(in crate::http) async fn all(
    ingestion: &Data<IngestionService>,
    context: &Context,
) -> ApiResult<Vec<SourceOutcome>> {
    let sources = ingestion.sources().configured().to_vec();
    Ok(spawn(ingestion, context, sources).await.map_err(PortError::internal)?)
}

/// Runs ingestion over one source.
pub(in crate::http) async fn one(
    ingestion: &Data<IngestionService>,
    context: &Context,
    name: &str,
) -> ApiResult<ScrapingLog> {
    let mut outcomes = spawn(ingestion, context, vec![ingestion.source(name)?]).await.map_err(PortError::internal)?;
    Ok(outcomes.pop().expect("one source has one outcome").outcome?)
}

/// Runs over sources, one after the other. They go on when the client hangs up.
fn spawn(
    ingestion: &Data<IngestionService>,
    context: &Context,
    sources: Vec<NamedSource>,
) -> JoinHandle<Vec<SourceOutcome>> {
    let (ingestion, background) = (ingestion.clone().into_inner(), context.background.clone());
    context.background.spawn(async move {
        let mut outcomes = Vec::with_capacity(sources.len());
        for source in sources {
            let outcome = ingestion.run(&source, &|_| ()).await;
            if let Err(error) = &outcome {
                warn!(source = source.name, %error, "could not run over `{}`", source.name);
            }
            outcomes.push(SourceOutcome { source_name: source.name, outcome });
            background.wake();
        }
        outcomes
    })
}
