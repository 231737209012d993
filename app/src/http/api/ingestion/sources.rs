//! The sources: their crawl ledgers, and dry runs.

use actix_web::web::{Data, Json};
use actix_web::{get, post};
use chrono::{DateTime, Utc};
use domain_ingestion::{IngestionService, Preview};
use domain_model::ingestion::Ledger;
use ports::NamedSource;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::dto::RunResource;
use crate::http::api::catalogue::dto::PostingVersion;
use crate::http::api::names::{RobotsDecisionName, SourceHealthName};
use crate::http::edge::error::{ApiResult, Problem};

/// A source, and what its last runs say about it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceResource {
    pub(crate) name: String,
    /// Its permanent key, under which its jobs are kept.
    #[schema(example = "greenhouse:acme")]
    pub(crate) key: String,
    pub(crate) health: SourceHealthName,
    pub(crate) robots: RobotsDecisionName,
    /// The size of the last list that was read whole.
    pub(crate) listed: Option<u32>,
    pub(crate) last_complete_at: Option<DateTime<Utc>>,
    pub(crate) last_error: Option<String>,
    pub(crate) last_error_at: Option<DateTime<Utc>>,
    /// The `ETag` that the next read is conditional on.
    pub(crate) etag: Option<String>,
    /// The `Last-Modified` that the next read is conditional on.
    pub(crate) last_modified: Option<String>,
    /// The runs that this is drawn from.
    pub(crate) runs: u32,
    /// The runs whose list had not changed (304).
    pub(crate) unchanged_runs: u32,
    /// The newest run, be it still under way.
    pub(crate) last_run: Option<RunResource>,
}

/// The configured sources.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SourceList {
    items: Vec<SourceResource>,
}

/// What to look at.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PreviewRequest {
    /// A configured source's name, or the address of a board or page.
    #[schema(example = "acme")]
    source: String,
}

/// What a source would give.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourcePreview {
    /// Postings on its first page.
    pub(crate) listed: usize,
    /// Those that cannot be read, and why.
    pub(crate) unreadable: Vec<String>,
    /// Whether there are more pages.
    pub(crate) has_more: bool,
    /// The first five that can be read, as they would be kept.
    pub(crate) postings: Vec<PostingVersion>,
}

impl From<(NamedSource, Ledger)> for SourceResource {
    fn from((named, ledger): (NamedSource, Ledger)) -> Self {
        let (last_error_at, last_error) = ledger.last_error.unzip();
        let validators = ledger.validators.unwrap_or_default();
        Self {
            name: named.name,
            key: named.source.key().to_string(),
            health: ledger.health.into(),
            robots: ledger.robots.into(),
            listed: ledger.listed,
            last_complete_at: ledger.last_complete_at,
            last_error,
            last_error_at,
            etag: validators.etag,
            last_modified: validators.last_modified,
            runs: ledger.runs,
            unchanged_runs: ledger.unchanged_runs,
            last_run: ledger.last_run.map(RunResource::from),
        }
    }
}

impl From<Preview> for SourcePreview {
    fn from(preview: Preview) -> Self {
        Self {
            listed: preview.listed,
            unreadable: preview.unreadable.iter().map(ToString::to_string).collect(),
            has_more: preview.has_more,
            postings: preview.postings.into_iter().map(PostingVersion::from).collect(),
        }
    }
}

/// The configured sources, and what their last runs say about them.
#[utoipa::path(tag = "control tower", responses((status = 200, body = SourceList)))]
#[get("/api/v1/admin/sources")]
pub(super) async fn list(ingestion: Data<IngestionService>) -> ApiResult<Json<SourceList>> {
    let items = ingestion.ledgers().await?.into_iter().map(SourceResource::from).collect();
    Ok(Json(SourceList { items }))
}

/// Read the first page of a source and keep nothing.
#[utoipa::path(
    tag = "control tower",
    request_body = PreviewRequest,
    responses(
        (status = 200, body = SourcePreview),
        (status = 404, body = Problem, description = "no source of this name is configured"),
        (status = 502, body = Problem, description = "the source does not answer as it should")
    )
)]
#[post("/api/v1/admin/sources/preview")]
pub(super) async fn dry_run(
    ingestion: Data<IngestionService>,
    request: Json<PreviewRequest>,
) -> ApiResult<Json<SourcePreview>> {
    let source = ingestion.source_or_address(&request.source)?;
    Ok(Json(ingestion.preview(&source).await?.into()))
}
