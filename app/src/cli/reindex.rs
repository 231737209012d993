//! `jobwright reindex`: builds the search index again.

use std::process::ExitCode;

use serde_json::json;

use super::output::Output;
use crate::container::Container;

/// Builds the index here or, beside a running server, asks that to do so: it answers as before until it begins.
pub(super) async fn run(container: &Container, output: Output) -> anyhow::Result<ExitCode> {
    let bar = output.progress(None);
    bar.set_message("building the search index");
    let is_done = container.search_follower.rebuild().await?;
    bar.finish_and_clear();
    output.print(&json!({"status": if is_done { "rebuilt" } else { "requested" }}), |_| {
        let message = if is_done {
            "The search index was built again."
        } else {
            "The server that runs builds the search index again."
        };
        message.to_owned()
    })?;
    Ok(ExitCode::SUCCESS)
}
