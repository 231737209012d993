//! Initialisation of logs and metrics.

pub(crate) mod cost;

use std::io::{self, IsTerminal};

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::config::{LogConfig, LogFormat};

/// Histogram buckets of request durations, in seconds. Each one is a series for every operation (PI-03), so there are few.
const DURATION_BUCKETS: [f64; 6] = [0.002, 0.01, 0.05, 0.2, 1.0, 5.0];

/// Libraries with verbose logs; the configuration may switch them on.
const QUIET: &str = "actix_server=warn,async_nats=off,sea_orm_migration=warn,tokio_cron_scheduler=warn";

/// A target that logs request paths as clients send them; off whatever the configuration says (PI-01).
const SILENT: &str = "actix_web::types=info";

/// Sends logs to standard error. Called once in a process.
pub(crate) fn init_logs(config: &LogConfig) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(format!("{QUIET},{},{SILENT}", config.filter))?;
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_span_events(FmtSpan::NONE);
    let outcome = match config.format {
        LogFormat::Text => logs.try_init(),
        LogFormat::Json => logs.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
    };
    outcome.map_err(|error| anyhow::anyhow!(error))
}

/// Installs the metrics recorder. Called once in a process.
pub(crate) fn init_metrics() -> Result<PrometheusHandle, BuildError> {
    let builder =
        PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &DURATION_BUCKETS)?;
    builder.install_recorder()
}
