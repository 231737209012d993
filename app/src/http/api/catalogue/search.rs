//! Handlers of search: the list of jobs with words, filters and counts, and suggestions while somebody types.

use actix_web::get;
use actix_web::web::{Data, Json, Query};
use domain_jobs::JobsService;
use domain_matching::{MatchingError, MatchingService};
use domain_model::kernel::id::JobId;
use domain_search::{JobSearch, SearchService};
use serde::Deserialize;
use utoipa::IntoParams;

use super::search_dto::{JobsPage, SuggestionItem};
use super::search_query::{JobsQuery, JobsRequest};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::ApiResult;
use crate::http::edge::paging::{Limit, ListPage};

/// So many jobs are held against a resume; as many as recommendations show.
const MAX_MATCHES: usize = 100;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SuggestQuery {
    /// What has been typed so far.
    #[param(max_length = 200)]
    q: String,
    /// The maximum number of suggestions of each kind.
    #[serde(default)]
    #[param(inline)]
    limit: Limit<5, 20>,
}

/// Active jobs: all of them, newest first, or those that fit words and filters, the best match first.
#[utoipa::path(
    tag = "jobs",
    params(JobsQuery),
    responses((status = 200, body = JobsPage))
)]
#[get("/api/v1/jobs")]
pub(super) async fn list(
    jobs: Data<JobsService>,
    search: Data<SearchService>,
    matching: Data<MatchingService>,
    caller: Option<Caller>,
    query: Query<JobsQuery>,
) -> ApiResult<Json<JobsPage>> {
    Ok(Json(match query.into_inner().request()? {
        JobsRequest::Newest(page) => jobs.feed(page).await?.as_ref().clone().into(),
        JobsRequest::Search(request) => search.search(*request).await?.into(),
        JobsRequest::BestMatches(request) => {
            let best = best(&matching, caller).await?;
            search.search(JobSearch { best, ..*request }).await?.into()
        }
    }))
}

/// The jobs that fit best; none for a caller without an account or a resume.
async fn best(matching: &MatchingService, caller: Option<Caller>) -> ApiResult<Vec<JobId>> {
    let Some(Caller(caller)) = caller else { return Ok(Vec::new()) };
    match matching.best_jobs(&caller, MAX_MATCHES).await {
        Ok(ranked) => Ok(ranked.into_iter().map(|ranked| ranked.job.id).collect()),
        Err(MatchingError::NoResume) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Titles, skills, places and employers of active jobs that go on as the text begins.
#[utoipa::path(tag = "jobs", params(SuggestQuery), responses((status = 200, body = ListPage<SuggestionItem>)))]
#[get("/api/v1/jobs/suggest")]
pub(super) async fn suggest(
    search: Data<SearchService>,
    query: Query<SuggestQuery>,
) -> ApiResult<Json<ListPage<SuggestionItem>>> {
    let most_of_each = usize::try_from(query.limit.0).expect("at most 20");
    Ok(Json(ListPage::whole(search.suggest(&query.q, most_of_each)?)))
}
