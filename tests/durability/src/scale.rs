//! The scale of each check: full, or short for every test run.

use std::time::Duration;

/// How often things are killed, and under how much load.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    /// The time limit of all goals together.
    pub(crate) longest: Duration,
    /// Whether figures in seconds are compared with their targets. They are meaningful on a quiet machine only.
    pub(crate) judges_time: bool,
    /// Nodes killed under mixed load.
    pub(crate) node_kills: usize,
    /// Databases killed under mixed load.
    pub(crate) postgres_kills: usize,
    /// Concurrent seekers.
    pub(crate) seekers: usize,
    /// Tasks in the queue.
    pub(crate) tasks: usize,
    /// Workers killed during the tasks.
    pub(crate) worker_kills: usize,
    /// The lease of a task.
    pub(crate) task_lease: Duration,
    /// Processes frozen while they hold a task and a source.
    pub(crate) freezes: usize,
    /// Conversations over two nodes.
    pub(crate) conversations: usize,
    /// Nodes killed during them.
    pub(crate) conversation_kills: usize,
}

pub(crate) const FULL: Scale = Scale {
    longest: Duration::from_hours(1),
    judges_time: true,
    node_kills: 50,
    postgres_kills: 20,
    seekers: 12,
    tasks: 100_000,
    worker_kills: 50,
    // The default of the configuration.
    task_lease: Duration::from_secs(20),
    freezes: 200,
    conversations: 100,
    conversation_kills: 20,
};

pub(crate) const SHORT: Scale = Scale {
    longest: Duration::from_mins(30),
    judges_time: false,
    node_kills: 5,
    postgres_kills: 3,
    seekers: 6,
    tasks: 3_000,
    worker_kills: 5,
    task_lease: Duration::from_secs(3),
    freezes: 10,
    conversations: 10,
    conversation_kills: 3,
};
