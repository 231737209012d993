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

/// Password attempts for one account from one network address.
const PASSWORDS_PER_CLIENT: RateLimit = RateLimit { max_uses: 10, window: Duration::from_mins(15) };
/// Password attempts for one account from all network addresses.
const PASSWORDS_PER_ACCOUNT: RateLimit = RateLimit { max_uses: 30, window: Duration::from_hours(1) };
/// Attempts with codes of second factors and recovery codes for one account (AU-25).
const CODES: RateLimit = RateLimit { max_uses: 5, window: Duration::from_mins(15) };
/// Attempts with codes from mails for one address and purpose (AU-26).
const MAILED_CODES: RateLimit = RateLimit { max_uses: 5, window: Duration::from_mins(10) };
/// Mails with links to one address.
const MAILS_PER_ADDRESS: RateLimit = RateLimit { max_uses: 5, window: Duration::from_hours(1) };

/// For a rate limit of the identity provider, which does not say when it ends.
pub(crate) const DEFAULT_RETRY_AFTER: Duration = Duration::from_mins(1);

/// A pseudonym of an e-mail or network address, for keys.
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
        Ok(if counted.uses > limit.max_uses { Err(time_left(counted.resets_at, now)) } else { Ok(()) })
    }

    async fn allow(&self, key: &str, limit: RateLimit) -> IdentityResult<()> {
        self.count(key, limit).await?.map_err(|retry_after| IdentityError::TooManyAttempts { retry_after })
    }

    /// Counts a password attempt for this e-mail address from this network address. Unknown addresses are counted too.
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

    /// Resets the counter of this network address after the right password. The counter of the account is not reset:
    /// otherwise each sign-in of the owner would allow more guesses.
    pub(crate) async fn reset_passwords(&self, email: &EmailAddress, from: Option<&str>) -> IdentityResult<()> {
        let mut uow = self.database.begin(Actor::System).await?;
        uow.rate_limits().reset(&self.password_key(email, from)).await?;
        uow.commit().await?;
        Ok(())
    }

    /// Whether the account has an active session from this network address.
    async fn has_session_from(&self, email: &EmailAddress, from: Option<&str>) -> IdentityResult<bool> {
        let mut read = self.database.read(Actor::System);
        let Some(known) = read.accounts().credentials(email).await? else { return Ok(false) };
        let sessions = read.login_sessions().list(known.account.id, self.clock.now()).await?;
        Ok(from.is_some() && sessions.iter().any(|session| session.origin.address.as_deref() == from))
    }

    /// Counts an attempt with a code of a second factor.
    pub(crate) async fn allow_code(&self, account: AccountId) -> IdentityResult<()> {
        self.allow(&format!("code:{account}"), CODES).await
    }

    /// Resets that counter after a right code.
    pub(crate) async fn reset_codes(&self, account: AccountId) -> IdentityResult<()> {
        let mut uow = self.database.begin(Actor::System).await?;
        uow.rate_limits().reset(&format!("code:{account}")).await?;
        uow.commit().await?;
        Ok(())
    }

    /// Counts an attempt with a code from a mail.
    pub(crate) async fn allow_mailed_code(&self, email: &EmailAddress, purpose: &str) -> IdentityResult<()> {
        self.allow(&format!("mailed:{purpose}:{}", self.email_key(email)), MAILED_CODES).await
    }

    /// Counts a mail to this address.
    pub(crate) async fn allow_mail(&self, email: &EmailAddress) -> IdentityResult<()> {
        self.allow(&format!("mail:{}", self.email_key(email)), MAILS_PER_ADDRESS).await
    }

    /// Whether this is the first use within an hour.
    pub(crate) async fn is_first_use(&self, what: &str) -> IdentityResult<bool> {
        let once = RateLimit { max_uses: 1, window: Duration::from_hours(1) };
        Ok(self.count(&format!("once:{what}"), once).await?.is_ok())
    }
}

fn time_left(until: DateTime<Utc>, now: DateTime<Utc>) -> Duration {
    (until - now).to_std().unwrap_or_default()
}
