//! The task queue, for administrators.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, post};
use domain_model::kernel::id::TaskId;
use domain_operations::TaskService;
use ports::TaskFilter;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::http::Context;
use crate::http::api::names::{TaskClassName, TaskStateName};
use crate::http::api::operations::TaskResource;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::paging::Limit;

/// Tasks that are listed at once; `/api/v1/admin/tasks` has pages.
type TaskLimit = Limit<50, 500>;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TasksQuery {
    /// Only tasks in this state.
    #[param(inline)]
    state: Option<TaskStateName>,
    /// Only tasks of this class.
    #[param(inline)]
    class: Option<TaskClassName>,
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: TaskLimit,
}

/// The newest tasks, newest first.
#[utoipa::path(tag = "control tower", params(TasksQuery), responses((status = 200, body = [TaskResource])))]
#[get("/admin/tasks")]
pub(super) async fn list(tasks: Data<TaskService>, query: Query<TasksQuery>) -> ApiResult<Json<Vec<TaskResource>>> {
    let TasksQuery { state, class, limit } = query.into_inner();
    let filter = TaskFilter { state: state.map(|name| name.0), class: class.map(|name| name.0) };
    let tasks = tasks.list(filter, limit.after(None)).await?;
    Ok(Json(tasks.items.into_iter().map(TaskResource::from).collect()))
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
#[post("/admin/tasks/{id}/retry")]
pub(super) async fn retry(
    tasks: Data<TaskService>,
    context: Data<Context>,
    id: Path<Uuid>,
) -> ApiResult<Json<TaskResource>> {
    let task = tasks.retry(TaskId(*id)).await?;
    context.background.wake();
    Ok(Json(task.into()))
}
