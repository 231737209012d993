//! Limits on attempts with secrets, counted over all nodes before a secret is looked at.
//!
//! Guessing is stopped without locking the owner out (AU-27): each network address has a small limit of its own, and
//! when the limit of the whole account is reached, addresses with an active session are still let through.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain_model::identity::account::EmailAddress;
use domain_model::kernel::id::AccountId;
use ports::{Actor, Clock, Database, RateLimit, Vault};

use crate::{IdentityError, IdentityResult};

/// Passwords for one account from one address.
const PASSWORDS_PER_CLIENT: RateLimit = RateLimit { max_uses: 10, window: Duration::from_mins(15) };
/// Passwords for one account from anywhere.
const PASSWORDS_PER_ACCOUNT: RateLimit = RateLimit { max_uses: 30, window: Duration::from_hours(1) };
/// Codes of second factors, and those in their place, for one account (AU-25).
const CODES: RateLimit = RateLimit { max_uses: 5, window: Duration::from_mins(15) };
/// Codes from mails for one account and purpose (AU-26).
const MAILED_CODES: RateLimit = RateLimit { max_uses: 5, window: Duration::from_mins(10) };
/// Mails that somebody who is not signed in can have sent to one address.
const MAILS_PER_ADDRESS: RateLimit = RateLimit { max_uses: 5, window: Duration::from_hours(1) };

/// When somebody else wants to be asked less often and does not say when.
pub(crate) const DEFAULT_RETRY_AFTER: Duration = Duration::from_mins(1);

/// Names an address, of mail or of the network, in keys without showing it.
pub(crate) fn pseudonym(vault: &dyn Vault, address: &str) -> String {
    hex::encode(&vault.mac("count", address.as_bytes())[..12])
}

/// Counts attempts.
#[derive(Clone)]
pub(crate) struct Attempts {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) vault: Arc<dyn Vault>,
}

impl Attempts {
    fn email_key(&self, email: &EmailAddress) -> String {
        pseudonym(self.vault.as_ref(), email.canonical())
    }

    fn password_key(&self, email: &EmailAddress, from: Option<&str>) -> String {
        format!("password:{}:{}", self.email_key(email), pseudonym(self.vault.as_ref(), from.unwrap_or("nowhere")))
    }

    async fn count(&self, key: &str, limit: RateLimit) -> IdentityResult<Result<(), Duration>> {
        let now = self.clock.now();
        let mut uow = self.database.begin(Actor::System).await?;
        let counted = uow.rate_limits().count(key, limit.window, now).await?;
        uow.commit().await?;
        Ok(if counted.uses > limit.max_uses { Err(left(counted.resets_at, now)) } else { Ok(()) })
    }

    async fn allow(&self, key: &str, limit: RateLimit) -> IdentityResult<()> {
        self.count(key, limit).await?.map_err(|retry_after| IdentityError::TooManyAttempts { retry_after })
    }

    /// May a password be tried for this address of mail, from there? Unknown addresses are counted like known ones.
    pub(crate) async fn allow_password(&self, email: &EmailAddress, from: Option<&str>) -> IdentityResult<()> {
        self.allow(&self.password_key(email, from), PASSWORDS_PER_CLIENT).await?;
        let all = format!("password:{}", self.email_key(email));
        let Err(retry_after) = self.count(&all, PASSWORDS_PER_ACCOUNT).await? else { return Ok(()) };
        if self.has_session_from(email, from).await? {
            Ok(())
        } else {
            Err(IdentityError::TooManyAttempts { retry_after })
        }
    }

    /// Resets the counter of this network address after the right password. The whole account's goes on, or each right
    /// password would buy more guesses.
    pub(crate) async fn reset_passwords(&self, email: &EmailAddress, from: Option<&str>) -> IdentityResult<()> {
        let mut uow = self.database.begin(Actor::System).await?;
        uow.rate_limits().reset(&self.password_key(email, from)).await?;
        uow.commit().await?;
        Ok(())
    }

    /// Is somebody signed in to the account from there?
    async fn has_session_from(&self, email: &EmailAddress, from: Option<&str>) -> IdentityResult<bool> {
        let mut read = self.database.read(Actor::System);
        let Some(known) = read.accounts().credentials(email).await? else { return Ok(false) };
        let sessions = read.login_sessions().list(known.account.id, self.clock.now()).await?;
        Ok(from.is_some() && sessions.iter().any(|session| session.origin.address.as_deref() == from))
    }

    /// May a code of a second factor be tried?
    pub(crate) async fn allow_code(&self, account: AccountId) -> IdentityResult<()> {
        self.allow(&format!("code:{account}"), CODES).await
    }

    /// Resets the counter of codes after a right one.
    pub(crate) async fn reset_codes(&self, account: AccountId) -> IdentityResult<()> {
        let mut uow = self.database.begin(Actor::System).await?;
        uow.rate_limits().reset(&format!("code:{account}")).await?;
        uow.commit().await?;
        Ok(())
    }

    /// May a code from a mail be tried?
    pub(crate) async fn allow_mailed_code(&self, email: &EmailAddress, purpose: &str) -> IdentityResult<()> {
        self.allow(&format!("mailed:{purpose}:{}", self.email_key(email)), MAILED_CODES).await
    }

    /// May a mail be sent to this address?
    pub(crate) async fn allow_mail(&self, email: &EmailAddress) -> IdentityResult<()> {
        self.allow(&format!("mail:{}", self.email_key(email)), MAILS_PER_ADDRESS).await
    }

    /// Is this the first time that this is used? What is used twice within an hour is not.
    pub(crate) async fn is_first_use(&self, what: &str) -> IdentityResult<bool> {
        let once = RateLimit { max_uses: 1, window: Duration::from_hours(1) };
        Ok(self.count(&format!("once:{what}"), once).await?.is_ok())
    }
}

fn left(until: DateTime<Utc>, now: DateTime<Utc>) -> Duration {
    (until - now).to_std().unwrap_or_default()
}
