//! Registration, and password recovery (AU-21).

use std::sync::Arc;

use domain_model::identity::audit::AuditAction;
use ports::Clock;

use crate::keeper::AccountKeeper;
use crate::mechanics::audit_log::{AuditLog, AuditRecord};
use crate::mechanics::notices::Notice;
use crate::password::acceptable;
use crate::{IdentityResult, Proved, Purpose, Registered, Registration};

/// Opens accounts, and sets new passwords.
pub struct RegistrationService {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) keeper: Arc<AccountKeeper>,
    pub(crate) log: AuditLog,
}

impl RegistrationService {
    /// Opens an account and signs in, unless mail has to arrive first.
    pub async fn register(&self, registration: Registration) -> IdentityResult<Registered> {
        self.keeper.register(registration).await
    }

    /// Sends the mail with which a new address is confirmed once more. Says the same for every address.
    pub async fn resend_verification(
        &self,
        email: &str,
        redirect_to: Option<&str>,
        challenge: Option<String>,
    ) -> IdentityResult<()> {
        let own = self.keeper.own()?;
        let email = own.attempts.addressee(email).await?;
        let (email, redirect_to) = (email.as_str().to_owned(), own.redirects.redirect(redirect_to));
        // Whoever has nothing to confirm is told how to get in instead: the task that writes the mail finds out.
        own.tell(&Notice::Verify { email, redirect_to, challenge }).await
    }

    /// Mails a link and a code to set a new password. Says the same for every address, in the same time.
    pub async fn recover(
        &self,
        email: &str,
        redirect_to: Option<&str>,
        challenge: Option<String>,
    ) -> IdentityResult<()> {
        self.keeper.recover(email, redirect_to, challenge).await
    }

    /// Sets the password with a link or a code from that mail. Every sign-in and every other link ends with it (AU-23);
    /// nobody is signed in, so a second factor is asked for as ever (AU-22).
    pub async fn reset_password(&self, proved: Proved<'_>, password: &str) -> IdentityResult<()> {
        let own = self.keeper.own()?;
        // Checked before the link is used up, and hashed before anything is held.
        acceptable(password, &"nobody@invalid".parse()?)?;
        let hash = own.passwords.hash(password).await?;
        let (mut uow, account, _) = own.redemption.redeem(Purpose::Recovery, proved).await?;
        acceptable(password, &account.email)?;
        uow.accounts().set_password_hash(account.id, &hash).await?;
        uow.login_sessions().end_all(account.id, None, self.clock.now()).await?;
        own.secrets.revoke_secrets(uow.as_mut(), account.id, &account.email).await?;
        own.notices.send(uow.as_mut(), &Notice::PasswordChanged { account: account.id }).await?;
        self.log.commit(uow, AuditRecord::own(account.id, AuditAction::PasswordReset)).await
    }
}
