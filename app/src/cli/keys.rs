//! `jobwright keys`: rotates the installation's keys.

use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use serde::Serialize;

use super::output::Output;
use crate::config::Config;
use crate::container::Container;
use crate::providers;

/// Manage the keys that sign tokens and encrypt what is sensitive.
#[derive(Debug, Subcommand)]
pub(super) enum Keys {
    /// Make new keys and encrypt every secret again with them. Nobody is signed out, and running servers go on.
    Rotate,
}

#[derive(Serialize)]
struct Rotated {
    /// Secrets that were encrypted again.
    sealed_anew: u64,
}

impl Keys {
    pub(super) async fn run(self, container: &Container, config: &Config, output: Output) -> anyhow::Result<ExitCode> {
        let Self::Rotate = self;
        providers::rotate_keys(config).context("the keys were not replaced")?;
        let sealed_anew = container
            .identity
            .second_factors
            .reseal_all()
            .await
            .context("there are new keys, but not everything is encrypted with them; run this command once more")?;
        output.print(&Rotated { sealed_anew }, |rotated| {
            format!(
                "There are new keys, and {} secrets are encrypted with them. The keys before stay in the file as long as \
                 something may need them.",
                rotated.sealed_anew
            )
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
