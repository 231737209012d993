//! Is everything that the configuration names there, and as it has to be? Looks, and changes nothing but a probe of its own
//! in the storage.
//!
//! All looks go on at the same time and none is waited for longer than [`PATIENCE`], so the whole ends soon, whatever hangs.

mod checks;

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, join_all};
use serde::Serialize;
use tokio::time::timeout;

use crate::config::Config;

/// What has not answered by then does not answer.
const PATIENCE: Duration = Duration::from_secs(8);

/// What a look came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// As it has to be.
    Ok,
    /// The server works without, or not as well as it could.
    Warning,
    /// The server does not work, or nobody should let it.
    Failed,
}

/// What was looked at, what was found, and what to do about it.
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

/// Looks at everything.
pub(crate) async fn examine(config: anyhow::Result<Config>) -> Vec<Finding> {
    let config = match config {
        Ok(config) => config,
        Err(error) => return vec![checks::unreadable_configuration(&error)],
    };
    let config = Arc::new(config);
    let (own, files) = (config.clone(), config.clone());
    let looks: [(_, BoxFuture<'static, Vec<Finding>>); 9] = [
        ("configuration", async move { vec![checks::configuration(&own)] }.boxed()),
        ("files", async move { checks::files(&files) }.boxed()),
        ("database", checks::database(config.clone()).boxed()),
        ("storage", checks::storage(config.clone()).boxed()),
        ("embeddings", checks::embeddings(config.clone()).boxed()),
        ("completions", checks::completions(config.clone()).boxed()),
        ("accounts", checks::accounts(config.clone()).boxed()),
        ("mail", checks::mail(config.clone()).boxed()),
        ("broadcast", checks::broadcast(config).boxed()),
    ];
    // Each on its own: a disk that hangs holds up the thread that reads it.
    let looks = looks.map(|(check, look)| {
        let look = tokio::spawn(look);
        async move {
            match timeout(PATIENCE, look).await {
                Ok(Ok(findings)) => findings,
                Ok(Err(_)) | Err(_) => vec![checks::silent(check, PATIENCE)],
            }
        }
    });
    join_all(looks).await.into_iter().flatten().collect()
}
