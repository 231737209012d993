//! `jobwright backup` and `jobwright restore`: the whole installation in one file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use domain_operations::{Manifest, verify_archive};
use indicatif::{HumanBytes, ProgressBar};
use serde::Serialize;

use super::output::{Output, table};
use crate::config::Config;
use crate::providers;

/// Write the whole installation into one file.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The file to write, a ZIP. There must be none yet.
    path: PathBuf,
}

/// Fill an empty installation from a backup.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The file that `jobwright backup` wrote.
    path: PathBuf,
}

/// An archive, as it is reported.
#[derive(Serialize)]
struct Archive<'a> {
    path: &'a Path,
    bytes: u64,
    #[serde(flatten)]
    manifest: &'a Manifest,
}

impl Backup {
    pub(super) async fn run(self, config: &Config, output: Output) -> anyhow::Result<ExitCode> {
        let archive = providers::create_archive(&self.path)?;
        let service = providers::backups(config).await?;
        let bar = output.progress(Some(0));
        let written = service.back_up(archive, env!("CARGO_PKG_VERSION"), &mut shown_on(&bar)).await;
        bar.finish_and_clear();
        let (manifest, bytes) = written.context("there is no backup")?;
        print(output, &Archive { path: &self.path, bytes, manifest: &manifest }, "is written to")?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Restore {
    pub(super) async fn run(self, config: &Config, output: Output) -> anyhow::Result<ExitCode> {
        let bar = output.progress(Some(0));
        // The whole archive is checked before the installation is opened.
        let mut archive = providers::open_archive(&self.path)?;
        let manifest = verify_archive(archive.as_mut(), &mut shown_on(&bar)).context("nothing was restored")?;
        let service = providers::backups(config).await?;
        let restored = service.restore(archive.as_mut(), &manifest, &mut shown_on(&bar)).await;
        bar.finish_and_clear();
        restored.context("nothing was restored")?;
        let bytes = std::fs::metadata(&self.path)?.len();
        print(output, &Archive { path: &self.path, bytes, manifest: &manifest }, "is restored from")?;
        Ok(ExitCode::SUCCESS)
    }
}

fn shown_on(bar: &ProgressBar) -> impl FnMut(&str, u64, u64) + Send {
    move |what, done, all| {
        if bar.message() != what {
            bar.set_message(what.to_owned());
        }
        bar.set_length(all);
        bar.set_position(done);
    }
}

fn print(output: Output, archive: &Archive<'_>, verb: &str) -> anyhow::Result<()> {
    output.print(archive, |archive| {
        let manifest = archive.manifest;
        let mut tables = table(&["table", "rows", "sha256"]);
        for part in &manifest.tables {
            tables.add_row([part.name.as_str(), &part.rows.to_string(), part.sha256.get(..16).unwrap_or_default()]);
        }
        let key = if manifest.keys.is_some() { "and the keys " } else { "" };
        format!(
            "{tables}\nEverything of {}, {} rows, {} files {key}{verb} `{}` ({}).",
            manifest.created_at.format("%Y-%m-%d %H:%M:%S UTC"),
            manifest.rows(),
            manifest.objects.len(),
            archive.path.display(),
            HumanBytes(archive.bytes),
        )
    })
}
