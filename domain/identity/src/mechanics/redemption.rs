//! Redemption of links and codes from mails, each of which works once, and its effect on the account.

use std::sync::Arc;

use domain_model::identity::account::{Account, EmailAddress};
use domain_model::identity::audit::AuditAction;
use ports::{Actor, Clock, Database, IdGenerator, OneTimeToken, UnitOfWork};
use serde_json::Value;

use crate::error::address_taken;
use crate::mechanics::attempts::Attempts;
use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::notifications::{Notification, Notifier};
use crate::mechanics::secrets::{Secrets, Subject};
use crate::{IdentityError, IdentityResult, LinkRequest, Purpose};

/// A secret from a mail, as a client presents it.
#[derive(Debug, Clone, Copy)]
pub enum PresentedSecret<'a> {
    /// The secret of a link.
    Link(&'a str),
    /// A code that was mailed to an address.
    Code {
        /// The address of the mail; for a change of address, the new one.
        email: &'a str,
        /// As typed.
        code: &'a str,
    },
}

/// Redeems links and codes.
#[derive(Clone)]
pub(crate) struct Redemption {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdGenerator>,
    pub(crate) attempts: Attempts,
    pub(crate) notifier: Notifier,
    pub(crate) secrets: Secrets,
}

impl Redemption {
    /// Consumes a link or a code and applies its purpose. Revokes the other of the two. Does not commit.
    pub(crate) async fn redeem(
        &self,
        purpose: Purpose,
        presented: PresentedSecret<'_>,
    ) -> IdentityResult<(Box<dyn UnitOfWork>, Account, OneTimeToken)> {
        let now = self.clock.now();
        let (hash, key) = match presented {
            PresentedSecret::Link(secret) => (self.ids.hash_secret(secret), purpose.as_str().to_owned()),
            PresentedSecret::Code { email, code } => {
                let email: EmailAddress = email.parse().map_err(|_| IdentityError::InvalidToken)?;
                // Counted per address, whatever else the client sends (AU-26).
                self.attempts.allow_mailed_code(&email, purpose.as_str()).await?;
                (self.secrets.code_hash(purpose, &email, code.trim()), purpose.code_key())
            }
        };
        let mut uow = self.database.begin(Actor::System).await?;
        let mut account = self.secrets.lock_account(uow.as_mut(), hash, &key, now).await?;
        // Mails that still wait belong to requests older than this secret.
        for subject in [Subject::Address(account.email.clone()), Subject::Account(account.id)] {
            uow.mails().discard(&[self.secrets.collapse_key(purpose, &subject)]).await?;
        }
        let token = uow.one_time_tokens().take(hash, &key, now).await?.ok_or(IdentityError::InvalidToken)?;
        self.secrets.supersede(uow.as_mut(), purpose, &Subject::Account(account.id)).await?;
        self.apply(uow.as_mut(), purpose, &mut account, &token).await?;
        Ok((uow, account, token))
    }

    /// Applies the purpose of a redeemed secret: its owner reads the mail of the address.
    async fn apply(
        &self,
        uow: &mut dyn UnitOfWork,
        purpose: Purpose,
        account: &mut Account,
        token: &OneTimeToken,
    ) -> IdentityResult<()> {
        let now = self.clock.now();
        match purpose {
            Purpose::Verification if account.is_contested => {
                self.claim(uow, account).await?;
                let request = LinkRequest::to(account.email.as_str());
                self.notifier.enqueue(uow, &Notification::Recover(request)).await?;
            }
            Purpose::Verification => account.verified_at = account.verified_at.or(Some(now)),
            Purpose::Recovery | Purpose::SignIn => self.claim(uow, account).await?,
            Purpose::EmailChange => {
                let to = token.details.get("to").and_then(Value::as_str).ok_or(IdentityError::InvalidToken)?;
                let from = std::mem::replace(&mut account.email, to.parse()?);
                (account.verified_at, account.is_contested) = (Some(now), false);
                self.secrets.revoke_secrets(uow, account.id, &from).await?;
                self.notifier
                    .enqueue(uow, &Notification::EmailChanged { account: account.id, from: from.as_str().to_owned() })
                    .await?;
            }
        }
        uow.accounts().update(account).await.map_err(address_taken)
    }

    /// The owner of the address claims an unverified account. Another person may have pre-registered it (AU-28), so every
    /// credential and every pending secret from before is removed.
    async fn claim(&self, uow: &mut dyn UnitOfWork, account: &mut Account) -> IdentityResult<()> {
        if account.verified_at.is_some() {
            return Ok(());
        }
        let now = self.clock.now();
        (account.verified_at, account.is_contested) = (Some(now), false);
        self.secrets.revoke_secrets(uow, account.id, &account.email).await?;
        uow.login_sessions().end_all(account.id, None, now).await?;
        uow.linked_identities().delete_all(account.id).await?;
        uow.api_keys().delete_all(account.id).await?;
        let factors = uow.factors().list(account.id).await?;
        for factor in factors {
            uow.factors().delete(account.id, factor.id).await?;
        }
        uow.factors().replace_recovery_codes(account.id, &[]).await?;
        uow.accounts().clear_password(account.id).await?;
        Ok(())
    }
}

pub(crate) fn audit_record(purpose: Purpose, account: &Account) -> AuditRecord {
    let action = match purpose {
        Purpose::Verification => AuditAction::EmailVerified,
        Purpose::EmailChange => AuditAction::EmailChanged,
        Purpose::Recovery | Purpose::SignIn => AuditAction::SignedIn,
    };
    AuditRecord::own(account.id, action).with_note(format!("mail, {}", purpose.as_str()))
}
