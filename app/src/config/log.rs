//! `[log]`: level and format of the log.

use serde::Deserialize;
use tracing_subscriber::EnvFilter;

use super::error::Unusable;

/// What is logged, and how.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogConfig {
    /// For people or for programs.
    pub format: LogFormat,
    /// A filter as `tracing` reads it: `info`, or `info,domain_ingestion=debug`.
    pub filter: String,
}

/// For people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One readable line.
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: LogFormat::Text, filter: "info".to_owned() }
    }
}

impl LogConfig {
    pub(super) fn check(&self) -> Result<(), Unusable> {
        let expected = "a level (`error`, `warn`, `info`, `debug`, `trace`), or several with the module they are for, such as \
                        `info,domain_ingestion=debug`";
        EnvFilter::try_new(&self.filter).map(drop).map_err(|_| Unusable::new(&["log", "filter"], expected))
    }
}
