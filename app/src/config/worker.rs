//! `[worker]`: the task workers inside the server process.

use std::num::{NonZeroU8, NonZeroU32};

use serde::Deserialize;

/// The workers beside the server.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WorkerConfig {
    /// How long sources and tasks stay reserved for a process that has died.
    pub lease_seconds: NonZeroU32,
    /// How many jobs are enriched at the same time. `None` is 8, or 1 with a model that writes.
    pub enrichments_at_once: Option<NonZeroU8>,
    /// How many days finished tasks are kept.
    pub keep_tasks_days: u16,
}

impl Default for WorkerConfig {
    fn default() -> Self {
        let lease_seconds = NonZeroU32::new(20).expect("the default is not 0");
        Self { lease_seconds, enrichments_at_once: None, keep_tasks_days: 14 }
    }
}
