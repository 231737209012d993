//! The task queue, for administrators.

use std::collections::BTreeMap;

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, post};
use chrono::{DateTime, Utc};
use domain_model::kernel::id::TaskId;
use domain_model::operations::task::Task;
use domain_operations::TaskService;
use ports::TaskFilter;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::http::Context;
use crate::http::api::names::{TaskClassName, TaskStateName};
use crate::http::edge::authorization::ADMINS;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::paging::{Cursor, ListPage, PageLimit};
use crate::http::edge::route::{Route, route};

/// Every endpoint of the context.
pub(super) fn routes() -> Vec<Route> {
    vec![route(list, ADMINS), route(retry, ADMINS).once()]
}

type TaskCursor = Cursor<TaskId>;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct TasksQuery {
    /// Only tasks in this state.
    #[param(inline)]
    state: Option<TaskStateName>,
    /// Only tasks of this class.
    #[param(inline)]
    class: Option<TaskClassName>,
    /// `next_cursor` of the previous page.
    #[param(inline)]
    cursor: Option<TaskCursor>,
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

/// A task of the queue.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskResource {
    pub(crate) id: Uuid,
    /// `enrich`, `embed_resume`, `ingest` or `mail`; newer programs may know others.
    pub(crate) class: String,
    pub(crate) state: TaskStateName,
    /// Ids by name of what it is about.
    pub(crate) payload: BTreeMap<String, String>,
    /// The number of attempts.
    pub(crate) attempts: u32,
    /// The maximum number of attempts before it becomes a dead letter.
    pub(crate) attempts_allowed: u32,
    /// Not before this time.
    pub(crate) run_at: DateTime<Utc>,
    /// Why the last attempt failed.
    pub(crate) reason: Option<String>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) finished_at: Option<DateTime<Utc>>,
}

impl From<Task> for TaskResource {
    fn from(task: Task) -> Self {
        Self {
            id: task.id.0,
            class: task.class.to_string(),
            state: task.state.into(),
            payload: task.payload.into(),
            attempts: task.attempts,
            attempts_allowed: task.attempts_allowed,
            run_at: task.run_at,
            reason: task.reason,
            created_at: task.created_at,
            finished_at: task.finished_at,
        }
    }
}

/// Tasks, newest first.
#[utoipa::path(tag = "control tower", params(TasksQuery), responses((status = 200, body = ListPage<TaskResource>)))]
#[get("/api/v1/admin/tasks")]
async fn list(tasks: Data<TaskService>, query: Query<TasksQuery>) -> ApiResult<Json<ListPage<TaskResource>>> {
    let TasksQuery { state, class, cursor, limit } = query.into_inner();
    let filter = TaskFilter { state: state.map(|name| name.0), class: class.map(|name| name.0) };
    Ok(Json(ListPage::of(tasks.list(filter, limit.after(cursor)).await?)))
}

/// Retry a dead letter.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = TaskResource),
        (status = 409, body = Problem, description = "it is not dead, or another task does the same by now")
    )
)]
#[post("/api/v1/admin/tasks/{id}/retry")]
async fn retry(tasks: Data<TaskService>, context: Data<Context>, id: Path<Uuid>) -> ApiResult<Json<TaskResource>> {
    let task = tasks.retry(TaskId(*id)).await?;
    context.background.wake();
    Ok(Json(task.into()))
}
