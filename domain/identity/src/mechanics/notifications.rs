//! Notifier: mails to account owners. A request only stores an encrypted notice; a task writes and sends the mail. So a
//! request about a known address costs the same as about an unknown one (AU-33), and no request waits for a mail
//! server.

use std::sync::Arc;

use domain_model::kernel::id::{AccountId, LoginSessionId, MailId, TaskId};
use domain_model::operations::task::{NewTask, SendMail};
use ports::{Clock, IdGenerator, SealedMail, UnitOfWork, Vault};
use serde::{Deserialize, Serialize};

use crate::mechanics::secrets::{Secrets, Subject};
use crate::{IdentityResult, Purpose};

/// What is to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Notification {
    Verify {
        email: String,
        redirect_to: Option<String>,
        challenge: Option<String>,
    },
    AlreadyRegistered {
        email: String,
    },
    Recover {
        email: String,
        redirect_to: Option<String>,
        challenge: Option<String>,
    },
    SignIn {
        email: String,
        redirect_to: Option<String>,
        challenge: Option<String>,
    },
    ChangeEmail {
        account: AccountId,
        to: String,
        /// The sign-in that asked, and goes on when a code of the link is exchanged.
        session: LoginSessionId,
        redirect_to: Option<String>,
        challenge: Option<String>,
    },
    EmailChanged {
        account: AccountId,
        from: String,
    },
    PasswordChanged {
        account: AccountId,
    },
    TokenReused {
        account: AccountId,
    },
    SecondFactorChanged {
        account: AccountId,
    },
    RecoveryCodeUsed {
        account: AccountId,
    },
}

impl Notification {
    pub(crate) fn account(&self) -> Option<AccountId> {
        match self {
            Self::ChangeEmail { account, .. }
            | Self::EmailChanged { account, .. }
            | Self::PasswordChanged { account }
            | Self::TokenReused { account }
            | Self::SecondFactorChanged { account }
            | Self::RecoveryCodeUsed { account } => Some(*account),
            Self::Verify { .. } | Self::AlreadyRegistered { .. } | Self::Recover { .. } | Self::SignIn { .. } => None,
        }
    }

    /// What secret it brings, and about whom: a newer request about the same replaces it.
    fn secret(&self) -> IdentityResult<Option<(Purpose, Subject)>> {
        let (purpose, email) = match self {
            Self::Verify { email, .. } => (Purpose::Verification, email),
            Self::Recover { email, .. } => (Purpose::Recovery, email),
            Self::SignIn { email, .. } => (Purpose::SignIn, email),
            Self::ChangeEmail { account, .. } => return Ok(Some((Purpose::EmailChange, Subject::Account(*account)))),
            _ => return Ok(None),
        };
        Ok(Some((purpose, Subject::Address(email.parse()?))))
    }
}

/// Where a notice is sealed.
pub(crate) fn mail_sealing_context(id: MailId) -> String {
    format!("mails/{id}")
}

/// Notes what is to be told.
#[derive(Clone)]
pub(crate) struct Notifier {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdGenerator>,
    pub(crate) vault: Arc<dyn Vault>,
    pub(crate) secrets: Secrets,
}

impl Notifier {
    /// Notes what is to be told; it is sent when the unit of work is committed. A secret that was asked for before is revoked,
    /// whether or not it was mailed yet.
    pub(crate) async fn enqueue(&self, uow: &mut dyn UnitOfWork, notification: &Notification) -> IdentityResult<()> {
        let (id, now) = (MailId(self.ids.next()), self.clock.now());
        let written = serde_json::to_vec(notification).map_err(ports::PortError::internal)?;
        let sealed = self.vault.seal(&mail_sealing_context(id), &written)?;
        let secret = notification.secret()?;
        if let Notification::AlreadyRegistered { email } = notification {
            // Revokes nothing: it costs what the notice about a new account costs (AU-33).
            uow.one_time_tokens().revoke_for_address(&email.parse()?, &[]).await?;
        }
        let collapse_key = secret.as_ref().map(|(purpose, subject)| self.secrets.collapse_key(*purpose, subject));
        let mail = SealedMail { id, account_id: notification.account(), sealed, created_at: now, collapse_key };
        uow.mails().insert(&mail).await?;
        if let Some((purpose, subject)) = &secret {
            self.secrets.supersede(uow, *purpose, subject).await?;
        }
        let task = NewTask::new(TaskId(self.ids.next()), &SendMail { mail: id }, now);
        uow.tasks().enqueue(&[task], now).await?;
        Ok(())
    }
}
