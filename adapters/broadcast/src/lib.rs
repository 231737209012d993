//! Hints about new messages, inside this process and between nodes.
//!
//! [`InProcess`] notifies the subscribers of one process. [`Relay`] does the same and exchanges hints with other nodes
//! over Redis, NATS or Postgres. A hint is the id of a chat session and the `seq` of a message; it contains no text.

mod config;
mod hint;
mod in_process;
mod nats;
mod pending;
mod postgres;
mod redis;
mod relay;
mod transport;

use ports::PortResult;

use crate::nats::Nats;
use crate::postgres::Postgres;
use crate::redis::Redis;

pub use config::{BroadcastConfig, Prefix, ServerConfig};
pub use in_process::InProcess;
pub use relay::Relay;

/// Constructors, one per server. `Invalid` when the URL cannot be parsed. An unavailable server is no error: the relay keeps
/// trying.
impl Relay {
    /// Over Redis' publish and subscribe.
    pub fn over_redis(config: &ServerConfig) -> PortResult<Self> {
        Redis::new(config).map(Self::over)
    }

    /// Over NATS, without `JetStream`.
    pub fn over_nats(config: &ServerConfig) -> PortResult<Self> {
        Nats::new(config).map(Self::over)
    }

    /// Over Postgres' `NOTIFY`.
    pub fn over_postgres(config: &ServerConfig) -> PortResult<Self> {
        Postgres::new(config).map(Self::over)
    }
}
