//! `jobwright tasks`: lists the task queue and retries dead letters.

use std::process::ExitCode;

use clap::Subcommand;
use domain_model::kernel::id::TaskId;
use domain_model::kernel::page::PageRequest;
use domain_model::operations::task::{TaskClass, TaskState};
use ports::TaskFilter;
use serde_json::json;

use super::output::{Output, table};
use crate::container::Container;
use crate::http::api::operations::TaskResource;

/// Look at the queue of tasks, and retry tasks that were given up.
#[derive(Debug, Subcommand)]
pub(super) enum Tasks {
    /// The newest tasks, newest first.
    List {
        /// Only those in this state: ready, running, done or dead.
        #[arg(long)]
        state: Option<TaskState>,
        /// Only those of this class: `enrich`, `embed_resume`, `ingest` or `mail`.
        #[arg(long, value_parser = domain_workflow::class_of)]
        class: Option<TaskClass>,
        /// How many to show.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
        limit: u32,
    },
    /// Give tasks that were given up as many attempts as new ones have. A running server works on them.
    Retry {
        /// The task's id.
        #[arg(required_unless_present = "all_dead")]
        id: Option<TaskId>,
        /// Every task that was given up.
        #[arg(long, conflicts_with = "id")]
        all_dead: bool,
    },
}

impl Tasks {
    pub(super) async fn run(self, container: &Container, output: Output) -> anyhow::Result<ExitCode> {
        match self {
            Self::List { state, class, limit } => {
                let tasks = container.tasks.list(TaskFilter { state, class }, PageRequest::first(limit)).await?;
                let items: Vec<TaskResource> = tasks.items.into_iter().map(TaskResource::from).collect();
                output.print(&items, |items| list(items))?;
            }
            Self::Retry { id, .. } => {
                let count = match id {
                    Some(id) => container.tasks.retry(id).await.map(|_| 1)?,
                    None => container.tasks.retry_all().await?,
                };
                output.print(&json!({ "retried": count }), |_| match count {
                    1 => "1 task is tried again.".to_owned(),
                    _ => format!("{count} tasks are tried again."),
                })?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(tasks: &[TaskResource]) -> String {
    if tasks.is_empty() {
        return "No such tasks.".to_owned();
    }
    let mut table = table(&["id", "class", "state", "attempts", "not before", "about", "reason"]);
    for task in tasks {
        let about: Vec<String> = task.payload.iter().map(|(name, id)| format!("{name} {id}")).collect();
        table.add_row([
            task.id.to_string(),
            task.class.clone(),
            task.state.0.to_string(),
            format!("{} of {}", task.attempts, task.attempts_allowed),
            task.run_at.format("%Y-%m-%d %H:%M:%S UTC").to_string(),
            about.join(", "),
            task.reason.clone().unwrap_or_default(),
        ]);
    }
    table.to_string()
}
