//! Registration, and password recovery (AU-21).

use std::sync::Arc;

use domain_model::identity::audit::AuditAction;

use crate::idp::Idp;
use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::core::Core;
use crate::mechanics::notifications::Notification;
use crate::password::{check_policy, check_strength};
use crate::{IdentityResult, LinkRequest, PresentedSecret, Purpose, Registration, RegistrationOutcome};

/// Creates accounts, and resets passwords.
pub struct RegistrationService {
    pub(crate) core: Arc<Core>,
    pub(crate) idp: Arc<Idp>,
}

impl RegistrationService {
    /// Creates an account and opens a session, unless the address must be verified first.
    pub async fn register(&self, registration: Registration) -> IdentityResult<RegistrationOutcome> {
        self.idp.register(registration).await
    }

    /// Mails the verification link again. Answers the same whether or not the address has an account: the task that writes
    /// the mail finds out, and tells the owner of a verified address how to sign in.
    pub async fn resend_verification(&self, request: LinkRequest) -> IdentityResult<()> {
        self.idp.embedded()?.mail_link(request, Notification::Verify).await
    }

    /// Mails a link and a code to set a new password. Answers the same, at the same cost, whether or not the address has
    /// an account.
    pub async fn recover(&self, request: LinkRequest) -> IdentityResult<()> {
        self.idp.recover(request).await
    }

    /// Sets the password with a link or a code from that mail. Ends all sessions and revokes all other links (AU-23).
    /// Opens no session, so the next sign-in asks for the second factor as usual (AU-22).
    pub async fn reset_password(&self, presented: PresentedSecret<'_>, password: &str) -> IdentityResult<()> {
        let idp = self.idp.embedded()?;
        // Checked before the link is consumed, and hashed before any lock is held.
        check_strength(password)?;
        let hash = idp.passwords.hash(password).await?;
        let (mut uow, account, _) = idp.redemption.redeem(Purpose::Recovery, presented).await?;
        check_policy(password, &account.email)?;
        uow.accounts().set_password_hash(account.id, &hash).await?;
        uow.login_sessions().end_all(account.id, None, self.core.clock.now()).await?;
        idp.secrets.revoke_secrets(uow.as_mut(), account.id, &account.email).await?;
        idp.notifier.enqueue(uow.as_mut(), &Notification::PasswordChanged { account: account.id }).await?;
        self.core.log.commit(uow, AuditRecord::own(account.id, AuditAction::PasswordReset)).await
    }
}
