//! Prints results as tables or as JSON.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use anyhow::Context;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{ColumnConstraint, ContentArrangement, Table};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

/// The format of results: tables for people, JSON for programs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    pub(super) json: bool,
}

impl Output {
    /// Prints a result: as JSON, or the way `human` writes it.
    pub(super) fn print<T: Serialize>(self, result: &T, human: impl FnOnce(&T) -> String) -> anyhow::Result<()> {
        let text = if self.json { serde_json::to_string_pretty(result)? } else { human(result) };
        let mut stdout = std::io::stdout().lock();
        match writeln!(stdout, "{text}") {
            // The reader closed the pipe, as `| head` does.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            outcome => outcome.context("cannot write to standard output"),
        }
    }

    /// A progress bar on standard error, of a known length or none. Hidden when standard error is not a terminal.
    pub(super) fn progress(self, length: Option<u64>) -> ProgressBar {
        let target = if self.json || !std::io::stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let (template, bar) = match length {
            Some(length) => {
                ("{bar:30} {pos}/{len} {msg} ({eta} left)", ProgressBar::with_draw_target(Some(length), target))
            }
            None => ("{spinner} {msg}", ProgressBar::with_draw_target(None, target)),
        };
        bar.set_style(ProgressStyle::with_template(template).expect("the template is valid"));
        bar.enable_steady_tick(Duration::from_millis(120));
        bar
    }
}

/// A table that fits the terminal. Ids are never broken, so that they can be copied.
pub(super) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic).set_header(header);
    if !std::io::stdout().is_terminal() {
        table.set_width(120);
    }
    if let Some(ids) = header.iter().position(|name| *name == "id").and_then(|index| table.column_mut(index)) {
        ids.set_constraint(ColumnConstraint::ContentWidth);
    }
    table
}
