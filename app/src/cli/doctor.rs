//! `jobwright doctor`: reports what is wrong with this installation and how to fix it.

use std::process::ExitCode;

use serde::Serialize;

use super::output::{Output, table};
use crate::config::Config;
use crate::doctor::{Finding, Outcome, run_checks};

#[derive(Serialize)]
struct Report {
    /// Nothing that is required failed.
    healthy: bool,
    checks: Vec<Finding>,
}

/// Runs every check. Fails when a required one does.
pub(super) async fn run(config: anyhow::Result<Config>, output: Output) -> anyhow::Result<ExitCode> {
    let checks = run_checks(config).await;
    let report = Report { healthy: checks.iter().all(|finding| finding.outcome != Outcome::Failed), checks };
    output.print(&report, |report| {
        let mut findings = table(&["", "what", "found", "what to do"]);
        for Finding { check, outcome, found, advice } in &report.checks {
            let mark = match outcome {
                Outcome::Ok => "ok",
                Outcome::Warning => "warning",
                Outcome::Failed => "FAILED",
            };
            findings.add_row([mark, check, found.as_str(), advice.unwrap_or_default()]);
        }
        let verdict = if report.healthy { "Nothing stands in the way." } else { "This has to be mended first." };
        format!("{findings}\n{verdict}")
    })?;
    Ok(if report.healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
