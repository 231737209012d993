//! The checks of `jobwright doctor`: whether everything that the configuration names is reachable and usable. The only
//! thing they write is a probe object of their own in the storage.
//!
//! All checks run concurrently, and each ends within [`CHECK_TIMEOUT`], so that one hanging server does not delay the
//! report.

mod checks;

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, join_all};
use serde::Serialize;
use tokio::time::timeout;

use crate::config::Config;

/// A check that has not ended by then has failed.
const CHECK_TIMEOUT: Duration = Duration::from_secs(8);

/// The outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// Fit for use.
    Ok,
    /// The server works without it, or not as well as it could.
    Warning,
    /// The server does not work, or is not safe to run.
    Failed,
}

/// What was checked, what was found, and what to do about it.
#[derive(Debug, Serialize)]
pub(crate) struct Finding {
    pub(crate) check: &'static str,
    pub(crate) outcome: Outcome,
    pub(crate) found: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) advice: Option<&'static str>,
}

impl Finding {
    fn ok(check: &'static str, found: impl Into<String>) -> Self {
        Self { check, outcome: Outcome::Ok, found: found.into(), advice: None }
    }

    fn warning(check: &'static str, found: impl Into<String>, advice: &'static str) -> Self {
        Self { check, outcome: Outcome::Warning, found: found.into(), advice: Some(advice) }
    }

    fn failed(check: &'static str, found: impl Into<String>, advice: &'static str) -> Self {
        Self { check, outcome: Outcome::Failed, found: found.into(), advice: Some(advice) }
    }
}

/// Runs all checks.
pub(crate) async fn run_checks(config: anyhow::Result<Config>) -> Vec<Finding> {
    let config = match config {
        Ok(config) => config,
        Err(error) => return vec![checks::unreadable_configuration(&error)],
    };
    let config = Arc::new(config);
    let (own, files) = (config.clone(), config.clone());
    let checks: [(_, BoxFuture<'static, Vec<Finding>>); 10] = [
        ("configuration", async move { vec![checks::configuration(&own)] }.boxed()),
        ("files", async move { checks::files(&files) }.boxed()),
        ("database", checks::database(config.clone()).boxed()),
        ("storage", checks::storage(config.clone()).boxed()),
        ("embeddings", checks::embeddings(config.clone()).boxed()),
        ("completions", checks::completions(config.clone()).boxed()),
        ("recognition", checks::recognition(config.clone()).boxed()),
        ("accounts", checks::accounts(config.clone()).boxed()),
        ("mail", checks::mail(config.clone()).boxed()),
        ("broadcast", checks::broadcast(config).boxed()),
    ];
    // Each in a task of its own: a disk that hangs holds up the thread that reads it.
    let running = checks.map(|(name, check)| {
        let check = tokio::spawn(check);
        async move {
            match timeout(CHECK_TIMEOUT, check).await {
                Ok(Ok(findings)) => findings,
                Ok(Err(_)) | Err(_) => vec![checks::timed_out(name, CHECK_TIMEOUT)],
            }
        }
    });
    join_all(running).await.into_iter().flatten().collect()
}
