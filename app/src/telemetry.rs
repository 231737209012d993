//! Logs and metrics.

pub(crate) mod cost;

use std::io::{self, IsTerminal};

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::config::{LogConfig, LogFormat};

/// Upper ends of the classes in which request times are counted, in seconds. Each of them is a series for every operation
/// (PI-03), so there are few.
const SECONDS: [f64; 6] = [0.002, 0.01, 0.05, 0.2, 1.0, 5.0];

/// Libraries that tell of their own insides; the configuration may ask for them.
const QUIET: &str = "actix_server=warn,async_nats=off,sea_orm_migration=warn,tokio_cron_scheduler=warn";

/// What would repeat addresses as clients send them, whatever the configuration asks for (PI-01).
const SILENT: &str = "actix_web::types=info";

/// Sends logs to standard error. Once a process.
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

/// Begins to count. Once a process.
pub(crate) fn init_metrics() -> Result<PrometheusHandle, BuildError> {
    let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?;
    builder.install_recorder()
}
