//! Hints about new messages, inside this process and between nodes.
//!
//! [`InProcess`] tells the readers of one process. [`Relay`] does the same and exchanges hints with other nodes over
//! Redis, NATS or Postgres. What travels is the id of a conversation and the number of a message, never a word of it.

mod config;
mod hint;
mod in_process;
mod nats;
mod outbox;
mod postgres;
mod redis;
mod relay;

pub use config::{BroadcastConfig, Prefix, ServerConfig};
pub use in_process::InProcess;
pub use relay::Relay;
