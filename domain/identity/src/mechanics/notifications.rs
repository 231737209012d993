//! Notifications: mails to account owners. A request only stores an encrypted notification; a task writes and sends the
//! mail. So a request costs the same whether or not the address has an account (AU-33), and no request waits for a mail
//! server.

use std::sync::Arc;

use domain_model::kernel::id::{AccountId, LoginSessionId, MailId, TaskId};
use domain_model::operations::task::{NewTask, SendMail};
use ports::{Clock, IdGenerator, SealedMail, UnitOfWork, Vault};
use serde::{Deserialize, Serialize};

use crate::mechanics::secrets::{Secrets, Subject};
use crate::{IdentityResult, Purpose};

/// A request for a mail with a link and a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRequest {
    /// The address that the mail is sent to.
    pub email: String,
    /// The page to which the link redirects in the end.
    pub redirect_to: Option<String>,
    /// The PKCE code challenge of the client, which then exchanges a code for the tokens.
    pub challenge: Option<String>,
}

impl LinkRequest {
    /// A request without redirect and code exchange.
    pub fn to(email: impl Into<String>) -> Self {
        Self { email: email.into(), redirect_to: None, challenge: None }
    }
}

/// A mail that is to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Notification {
    Verify(LinkRequest),
    AlreadyRegistered {
        email: String,
    },
    Recover(LinkRequest),
    SignIn(LinkRequest),
    ChangeEmail {
        account: AccountId,
        to: String,
        /// The session that made the request. It continues when the code of the link is exchanged.
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
    /// The account; `None` when the mail is for an address, which may have none.
    pub(crate) fn account(&self) -> Option<AccountId> {
        match self {
            Self::ChangeEmail { account, .. }
            | Self::EmailChanged { account, .. }
            | Self::PasswordChanged { account }
            | Self::TokenReused { account }
            | Self::SecondFactorChanged { account }
            | Self::RecoveryCodeUsed { account } => Some(*account),
            Self::Verify(_) | Self::AlreadyRegistered { .. } | Self::Recover(_) | Self::SignIn(_) => None,
        }
    }

    /// The purpose of the secret in the mail, and its subject. A newer request with the same two replaces it.
    fn secret(&self) -> IdentityResult<Option<(Purpose, Subject)>> {
        let (purpose, email) = match self {
            Self::Verify(request) => (Purpose::Verification, &request.email),
            Self::Recover(request) => (Purpose::Recovery, &request.email),
            Self::SignIn(request) => (Purpose::SignIn, &request.email),
            Self::ChangeEmail { account, .. } => return Ok(Some((Purpose::EmailChange, Subject::Account(*account)))),
            _ => return Ok(None),
        };
        Ok(Some((purpose, Subject::Address(email.parse()?))))
    }
}

/// The sealing context of a stored notification.
pub(crate) fn mail_sealing_context(id: MailId) -> String {
    format!("mails/{id}")
}

/// Stores notifications for the task that sends them.
#[derive(Clone)]
pub(crate) struct Notifier {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdGenerator>,
    pub(crate) vault: Arc<dyn Vault>,
    pub(crate) secrets: Secrets,
}

impl Notifier {
    /// Stores the notification. It is sent once the unit of work is committed. Revokes the secret of an earlier request,
    /// whether or not its mail was sent.
    pub(crate) async fn enqueue(&self, uow: &mut dyn UnitOfWork, notification: &Notification) -> IdentityResult<()> {
        let (id, now) = (MailId(self.ids.next()), self.clock.now());
        let written = serde_json::to_vec(notification).map_err(ports::PortError::internal)?;
        let sealed = self.vault.seal(&mail_sealing_context(id), &written)?;
        let secret = notification.secret()?;
        if let Notification::AlreadyRegistered { email } = notification {
            // Revokes nothing: executes the statements of the notification about a new account (AU-33).
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
