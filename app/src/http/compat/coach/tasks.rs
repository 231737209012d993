//! The queue of tasks, for administrators.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, post};
use domain_model::kernel::id::TaskId;
use domain_operations::TaskService;
use ports::TaskFilter;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::dto::TaskItem;
use crate::http::Context;
use crate::http::edge::error::{ApiError, ApiResult, Problem};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TasksQuery {
    /// Only those in this state: `ready`, `running`, `done` or `dead`.
    state: Option<String>,
    /// Only those of this class: `enrich`, `embed_resume` or `ingest`.
    class: Option<String>,
    /// How many at most: 1 to 500.
    #[serde(default = "usual_tasks")]
    #[param(default = 50, minimum = 1, maximum = 500)]
    limit: u32,
}

fn usual_tasks() -> u32 {
    50
}

/// The newest tasks, newest first.
#[utoipa::path(tag = "control tower", params(TasksQuery), responses((status = 200, body = [TaskItem])))]
#[get("/admin/tasks")]
pub(super) async fn list(tasks: Data<TaskService>, query: Query<TasksQuery>) -> ApiResult<Json<Vec<TaskItem>>> {
    if !(1..=500).contains(&query.limit) {
        return Err(ApiError::validation("`limit` must be between 1 and 500"));
    }
    let state = query.state.as_deref().map(str::parse).transpose()?;
    let class = query.class.as_deref().map(domain_workflow::class_of).transpose()?;
    let filter = TaskFilter { state, class };
    let tasks = tasks.list(filter, query.limit).await?;
    Ok(Json(tasks.into_iter().map(TaskItem::from).collect()))
}

/// Try a task again that was given up.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = TaskItem),
        (status = 409, body = Problem, description = "it is not dead, or another task does the same by now")
    )
)]
#[post("/admin/tasks/{id}/retry")]
pub(super) async fn retry(
    tasks: Data<TaskService>,
    context: Data<Context>,
    id: Path<Uuid>,
) -> ApiResult<Json<TaskItem>> {
    let task = tasks.retry(TaskId(*id)).await?;
    context.background.wake();
    Ok(Json(task.into()))
}
