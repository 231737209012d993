//! Registration, and password recovery (AU-21).

use std::sync::Arc;

use domain_model::identity::audit::AuditAction;

use crate::idp::Idp;
use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::core::Core;
use crate::mechanics::notifications::Notification;
use crate::password::check_policy;
use crate::{IdentityResult, PresentedSecret, Purpose, Registration, RegistrationOutcome};

/// Opens accounts, and sets new passwords.
pub struct RegistrationService {
    pub(crate) core: Arc<Core>,
    pub(crate) idp: Arc<Idp>,
}

impl RegistrationService {
    /// Opens an account and signs in, unless mail has to arrive first.
    pub async fn register(&self, registration: Registration) -> IdentityResult<RegistrationOutcome> {
        self.idp.register(registration).await
    }

    /// Sends the mail with which a new address is confirmed once more. Says the same for every address.
    pub async fn resend_verification(
        &self,
        email: &str,
        redirect_to: Option<&str>,
        challenge: Option<String>,
    ) -> IdentityResult<()> {
        let idp = self.idp.embedded()?;
        let email = idp.core.attempts.allow_mail_to(email).await?;
        let (email, redirect_to) = (email.as_str().to_owned(), idp.core.redirects.allowed(redirect_to));
        // Whoever has nothing to confirm is told how to get in instead: the task that writes the mail finds out.
        idp.notify(&Notification::Verify { email, redirect_to, challenge }).await
    }

    /// Mails a link and a code to set a new password. Says the same for every address, in the same time.
    pub async fn recover(
        &self,
        email: &str,
        redirect_to: Option<&str>,
        challenge: Option<String>,
    ) -> IdentityResult<()> {
        self.idp.recover(email, redirect_to, challenge).await
    }

    /// Sets the password with a link or a code from that mail. Every sign-in and every other link ends with it (AU-23);
    /// nobody is signed in, so a second factor is asked for as ever (AU-22).
    pub async fn reset_password(&self, proved: PresentedSecret<'_>, password: &str) -> IdentityResult<()> {
        let idp = self.idp.embedded()?;
        // Checked before the link is used up, and hashed before anything is held.
        check_policy(password, &"nobody@invalid".parse()?)?;
        let hash = idp.passwords.hash(password).await?;
        let (mut uow, account, _) = idp.redemption.redeem(Purpose::Recovery, proved).await?;
        check_policy(password, &account.email)?;
        uow.accounts().set_password_hash(account.id, &hash).await?;
        uow.login_sessions().end_all(account.id, None, self.core.clock.now()).await?;
        idp.secrets.revoke_secrets(uow.as_mut(), account.id, &account.email).await?;
        idp.notifier.enqueue(uow.as_mut(), &Notification::PasswordChanged { account: account.id }).await?;
        self.core.log.commit(uow, AuditRecord::own(account.id, AuditAction::PasswordReset)).await
    }
}
