//! Bodies for tasks.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain_model::operations::task::Task;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::api::names::TaskStateName;

/// Something that is done beside the requests.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskItem {
    pub(crate) id: Uuid,
    /// What kind of work it is.
    pub(crate) class: String,
    pub(crate) state: TaskStateName,
    /// Ids, by name, of what it is about.
    pub(crate) payload: BTreeMap<String, String>,
    /// How often it was begun.
    pub(crate) attempts: u32,
    /// With this many attempts it is given up.
    pub(crate) attempts_allowed: u32,
    /// Not before.
    pub(crate) run_at: DateTime<Utc>,
    /// Why the last attempt failed.
    pub(crate) reason: Option<String>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) finished_at: Option<DateTime<Utc>>,
}

impl From<Task> for TaskItem {
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
