//! `jobwright admin`: administrators.

use std::process::ExitCode;

use clap::Subcommand;
use domain_model::account::Role;
use serde::Serialize;

use super::output::Output;
use crate::config::Config;
use crate::container::Container;

/// Manage administrators.
#[derive(Debug, Subcommand)]
pub(super) enum Admin {
    /// Open an administrator's account and print the token that sets its password, once.
    Create {
        /// The administrator's e-mail address.
        email: String,
        /// One who decides who is an administrator, and deletes accounts.
        #[arg(long = "super")]
        is_super: bool,
    },
}

#[derive(Serialize)]
struct Invitation {
    email: String,
    token: String,
    valid_hours: u32,
    url: String,
}

impl Admin {
    pub(super) async fn run(self, container: &Container, config: &Config, output: Output) -> anyhow::Result<ExitCode> {
        let Self::Create { email, is_super } = self;
        let role = if is_super { Role::SuperAdmin } else { Role::Admin };
        let token = container.identity.invite_admin(&email, role).await?.secret;
        let url = config.public_url(config.server.port).join("auth/accept-invitation")?;
        let invitation = Invitation { email, token, valid_hours: 24, url: url.into() };
        output.print(&invitation, |invitation| {
            format!(
                "Opened an administrator's account for {}.\n\n  token: {}\n\nIt works once, within {} hours. Set the password \
                 with it:\n\n  curl -X POST {} -H 'Content-Type: application/json' \\\n    -d '{{\"token\": \"{}\", \
                 \"password\": \"…\"}}'",
                invitation.email, invitation.token, invitation.valid_hours, invitation.url, invitation.token
            )
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
