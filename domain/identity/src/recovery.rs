//! A new password for whoever forgot the old one. Two steps, and the second needs what only the mail of the first carries
//! (AU-21).

use domain_model::identity::audit::AuditAction;

use crate::audit::Deed;
use crate::notices::Notice;
use crate::password::acceptable;
use crate::{IdentityResult, IdentityService, Proved, Purpose};

impl IdentityService {
    /// Mails a link and a code to set a new password. Says the same for every address, in the same time.
    pub async fn recover(
        &self,
        email: &str,
        redirect_to: Option<&str>,
        challenge: Option<String>,
    ) -> IdentityResult<()> {
        if let Some(provider) = self.elsewhere() {
            return self.recover_elsewhere(provider.as_ref(), email, redirect_to).await;
        }
        let email = self.addressee(email).await?;
        let (email, redirect_to) = (email.as_str().to_owned(), self.redirect(redirect_to));
        let mut uow = self.ports.database.begin(ports::Actor::System).await?;
        self.send(uow.as_mut(), &Notice::Recover { email, redirect_to, challenge }).await?;
        self.commit(uow, Deed::by_nobody(AuditAction::RecoveryAsked)).await
    }

    /// Sets the password with a link or a code from that mail. Every sign-in and every other link ends with it (AU-23);
    /// nobody is signed in, so a second factor is asked for as ever (AU-22).
    pub async fn reset_password(&self, proved: Proved<'_>, password: &str) -> IdentityResult<()> {
        self.kept_here()?;
        // Checked before the link is used up, and hashed before anything is held.
        acceptable(password, &"nobody@invalid".parse()?)?;
        let hash = self.ports.passwords.hash(password).await?;
        let (mut uow, account, _) = self.redeem(Purpose::Recovery, proved).await?;
        acceptable(password, &account.email)?;
        uow.accounts().set_password_hash(account.id, &hash).await?;
        uow.login_sessions().end_all(account.id, None, self.ports.clock.now()).await?;
        self.revoke_secrets(uow.as_mut(), account.id, &account.email).await?;
        self.send(uow.as_mut(), &Notice::PasswordChanged { account: account.id }).await?;
        self.commit(uow, Deed::own(account.id, AuditAction::PasswordReset)).await
    }
}
