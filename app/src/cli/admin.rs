//! `jobwright admin`: invites administrators, changes roles and reads the audit log.

use std::process::ExitCode;

use clap::Subcommand;
use domain_identity::{AuditVerification, IdentityError};
use domain_model::identity::account::Role;
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
    /// Read the audit log through and say whether anything in it was changed, moved or left out.
    VerifyLog,
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
        match self {
            Self::Create { email, is_super } => create(email, is_super, container, config, output).await,
            Self::VerifyLog => verify_log(container, output).await,
        }
    }
}

#[derive(Serialize)]
struct LogVerification {
    is_whole: bool,
    /// The number of entries, or the number of the first entry that was altered.
    entry: u64,
}

async fn verify_log(container: &Container, output: Output) -> anyhow::Result<ExitCode> {
    let reading = match container.identity.audit.verify_audit_log().await? {
        AuditVerification::Intact { entries } => LogVerification { is_whole: true, entry: entries },
        AuditVerification::Broken { at } => LogVerification { is_whole: false, entry: at },
    };
    output.print(&reading, |reading| {
        if reading.is_whole && reading.entry == 0 {
            return "The audit log has no entries. Is this the directory of the installation you mean?".to_owned();
        }
        if reading.is_whole {
            return format!("All {} entries of the audit log are as they were written.", reading.entry);
        }
        format!("Entry {} of the audit log is not as it was written, or the one before is missing.", reading.entry)
    })?;
    Ok(if reading.is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[derive(Serialize)]
struct CreatedAdmin {
    email: String,
    role: Role,
}

/// With an external identity provider administrators are not invited: they sign in there and are appointed here.
async fn appoint(
    email: &str,
    role: Role,
    provider: &str,
    container: &Container,
    output: Output,
) -> anyhow::Result<ExitCode> {
    let account = match container.identity.administration.appoint_admin(email, role).await {
        Err(IdentityError::NotFound(_)) => anyhow::bail!(
            "no account with the address {email} has signed in yet. The identity provider is {provider}: sign in once \
             with this address, then run this again"
        ),
        account => account?,
    };
    output.print(&CreatedAdmin { email: account.email.as_str().to_owned(), role: account.role }, |appointed| {
        format!(
            "{} is an administrator now. Every sign-in of theirs has ended; they sign in once more.",
            appointed.email
        )
    })?;
    Ok(ExitCode::SUCCESS)
}

async fn create(
    email: String,
    is_super: bool,
    container: &Container,
    config: &Config,
    output: Output,
) -> anyhow::Result<ExitCode> {
    let role = if is_super { Role::SuperAdmin } else { Role::Admin };
    if let Some(provider) = container.identity.administration.external_idp() {
        return appoint(&email, role, provider, container, output).await;
    }
    let token = container.identity.administration.invite_admin(&email, role).await?.secret;
    let url = config.public_url(config.server.port).join("auth/accept-invitation")?;
    // Behind the `#`, the token is in no log.
    let page = config.public_url(config.server.port).join(&format!("app/invitation#{token}"))?;
    let invitation = Invitation { email, token, valid_hours: 24, url: url.into() };
    output.print(&invitation, |invitation| {
            format!(
                "Opened an administrator's account for {}.\n\n  token: {}\n\nIt works once, within {} hours, and any token before it does not work any more. \
                 Set the password in a browser:\n\n  {page}\n\nor with curl:\n\n  curl -X POST {} -H 'Content-Type: application/json' \\\n    -d '{{\"token\": \"{}\", \
                 \"password\": \"…\"}}'",
                invitation.email, invitation.token, invitation.valid_hours, invitation.url, invitation.token
            )
        })?;
    Ok(ExitCode::SUCCESS)
}
