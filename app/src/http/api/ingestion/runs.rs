//! Starts ingestion runs, for every contract.

use actix_web::web::Data;
use domain_ingestion::{IngestionError, IngestionService};
use domain_model::ingestion::ScrapingLog;
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
    let (ingestion, background) = (ingestion.clone().into_inner(), context.background.clone());
    context.background.spawn(async move {
        for source in sources {
            if let Err(error) = ingestion.run(&source, &|_| ()).await {
                warn!(source = source.name, %error, "could not run over `{}`", source.name);
            }
            background.wake();
        }
    });
    Ok(names)
}

/// Runs ingestion over all sources. A failing source does not stop the others.
pub(in crate::http) async fn all(ingestion: &IngestionService, context: &Context) -> Vec<SourceOutcome> {
    let mut outcomes = Vec::new();
    for source in ingestion.sources().configured() {
        let outcome = ingestion.run(source, &|_| ()).await;
        outcomes.push(SourceOutcome { source_name: source.name.clone(), outcome });
        context.background.wake();
    }
    outcomes
}

/// Runs ingestion over one source.
pub(in crate::http) async fn one(
    ingestion: &IngestionService,
    context: &Context,
    name: &str,
) -> ApiResult<ScrapingLog> {
    let source = ingestion.source(name)?;
    let log = ingestion.run(&source, &|_| ()).await?;
    context.background.wake();
    Ok(log)
}
