//! What search finds when everything has come to rest: a kill while jobs are indexed may leave none out.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;
use serde_json::Value;
use tokio::time::sleep;

use crate::client::Client;
use crate::database::Database;
use crate::node::{Node, TIMEOUT};
use crate::oracle::Oracle;

const ACTIVE: &str = "SELECT count(*) FROM jobs WHERE status = 'active'";
/// Between two looks: an index follows the database within a second, unless it is built again.
const PAUSE: Duration = Duration::from_millis(500);

/// The number of active jobs that the search of this node does not find, once it has had the time to catch up. The board is
/// read on a schedule meanwhile, and a run may close what the last one missed: the jobs are counted anew each time.
pub(crate) async fn missing(node: &Arc<Node>, database: &Database, oracle: &Arc<Oracle>) -> anyhow::Result<usize> {
    let mut client = Client::new(&[Arc::clone(node)], oracle)?;
    let began = Instant::now();
    loop {
        let active = usize::try_from(database.counts(&[ACTIVE]).await?[0])?;
        ensure!(active > 0, "there is no job to look for");
        let found = found(&mut client).await?.len();
        if found == active || began.elapsed() > TIMEOUT {
            return Ok(active.abs_diff(found));
        }
        sleep(PAUSE).await;
    }
}

/// The active jobs that the index has: with counts, also a list without words comes from there.
async fn found(client: &mut Client) -> anyhow::Result<HashSet<String>> {
    let (mut ids, mut after) = (HashSet::new(), String::new());
    loop {
        let answered = client.get(&format!("/api/v1/jobs?facets=true&limit=100{after}")).await?;
        let page = answered.outcome.map_err(|(status, text)| anyhow::anyhow!("search answers {status}: {text}"))?;
        let items = page["items"].as_array().into_iter().flatten();
        ids.extend(items.filter_map(|job| job["id"].as_str().map(str::to_owned)));
        let Value::String(cursor) = &page["next_cursor"] else { return Ok(ids) };
        after = format!("&cursor={cursor}");
    }
}
