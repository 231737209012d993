//! Opening an account.

use domain_model::identity::account::{Account, EmailAddress, Role};
use domain_model::identity::audit::AuditAction;
use domain_model::identity::session::{Origin, Proof};
use domain_model::kernel::id::AccountId;
use domain_model::kernel::text;
use ports::{Actor, PortErrorKind, UnitOfWork};
use serde_json::{Map, Value};
use tracing::info;

use crate::audit::Deed;
use crate::notices::Notice;
use crate::password::acceptable;
use crate::{IdentityError, IdentityResult, IdentityService, SignedIn};

const LONGEST_NAME: usize = 200;
/// What somebody can keep with an account, written out, in bytes.
pub(crate) const LARGEST_METADATA: usize = 8 * 1024;

/// What somebody says about themselves when registering.
#[derive(Debug, Default)]
pub struct Registration {
    /// Where mail reaches them.
    pub email: String,
    /// As chosen.
    pub password: String,
    /// Seeker unless they say otherwise; never admin.
    pub role: Option<String>,
    /// As they write it.
    pub full_name: Option<String>,
    /// What else they want to keep with the account. For display only.
    pub metadata: Map<String, Value>,
    /// Where the link in the mail leads in the end.
    pub redirect_to: Option<String>,
    /// What the browser that asks will show to get its tokens, when it comes back by that link (PKCE).
    pub challenge: Option<String>,
    /// From where.
    pub origin: Origin,
}

/// What came of it.
#[derive(Debug)]
pub enum Registered {
    /// They are in.
    In(Box<SignedIn>),
    /// Mail is on its way, or so it looks: nobody is told whether the address was known.
    ConfirmFirst(EmailAddress),
}

impl IdentityService {
    /// Opens an account and signs in, unless mail has to arrive first. A taken address costs as many statements and hashes as
    /// a free one (AU-33).
    pub async fn register(&self, registration: Registration) -> IdentityResult<Registered> {
        if let Some(provider) = self.elsewhere() {
            return self.register_elsewhere(provider.as_ref(), registration).await;
        }
        let Registration { email, password, role, full_name, metadata, redirect_to, challenge, origin } = registration;
        let email: EmailAddress = email.parse()?;
        let role = role_for_registration(role.as_deref())?;
        let full_name = clean_name(full_name)?;
        small_enough(&metadata)?;
        acceptable(&password, &email)?;
        let redirect_to = self.redirect(redirect_to.as_deref());
        if self.policy.require_verified_email {
            // Counted whether the address is known or not: who is told to wait learns nothing.
            self.allow_mail(&email).await?;
        }
        let known = self.ports.database.read(Actor::System).accounts().credentials(&email).await?;
        let (hash, knows_password) = match &known {
            None => (Some(self.ports.passwords.hash(&password).await?), false),
            Some(known) => (None, self.ports.passwords.verify(&password, known.password_hash.as_deref()).await?),
        };
        let now = self.ports.clock.now();
        let mut account = Account::new(AccountId(self.ports.ids.next()), email.clone(), role, full_name, now);
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let inserted = uow.accounts().insert(&account, hash.as_deref()).await;
        let is_taken = inserted.as_ref().is_err_and(|error| error.kind == PortErrorKind::Conflict);
        if !is_taken {
            inserted?;
            if known.is_some() {
                // The account that was there is gone by now, and the password of the new one was not hashed.
                return Err(IdentityError::EmailTaken);
            }
        }
        // With another password it may be another person, and nobody knows yet which of them the address belongs to: whoever
        // confirms it later finds the account without any password.
        let same_person = known.filter(|_| knows_password).map_or(account.id, |known| known.account.id);
        uow.accounts().contest(&email, same_person).await?;
        if is_taken {
            return self.refuse_taken_address(uow, &account, &metadata).await;
        }
        if !metadata.is_empty() {
            uow.accounts().set_metadata(account.id, &metadata).await?;
        }
        let notice = Notice::Verify { email: email.as_str().to_owned(), redirect_to, challenge };
        self.send(uow.as_mut(), &notice).await?;
        let deed = Deed::own(account.id, AuditAction::Registered).noting(role.as_str());
        info!(account.id = %account.id, role = %role, "registered an account");
        if self.policy.require_verified_email {
            self.commit(uow, deed).await?;
            return Ok(Registered::ConfirmFirst(email));
        }
        let session = self.open_session(uow.as_mut(), &mut account, Proof::Password, &origin).await?;
        self.commit(uow, deed).await?;
        Ok(Registered::In(Box::new(self.signed_in(account, session).await?)))
    }

    /// Where mail has to arrive first, only the owner of a taken address is told that it is known, and the statements are those
    /// of opening the account (AU-33).
    async fn refuse_taken_address(
        &self,
        mut uow: Box<dyn UnitOfWork>,
        refused: &Account,
        metadata: &Map<String, Value>,
    ) -> IdentityResult<Registered> {
        let record = Deed::refused(None, AuditAction::Registered, "the address is taken");
        if !self.policy.require_verified_email {
            self.commit(uow, record).await?;
            return Err(IdentityError::EmailTaken);
        }
        if !metadata.is_empty() {
            let absent = uow.accounts().set_metadata(refused.id, metadata).await;
            absent.or_else(|error| if error.kind == PortErrorKind::NotFound { Ok(()) } else { Err(error) })?;
        }
        self.send(uow.as_mut(), &Notice::AlreadyRegistered { email: refused.email.as_str().to_owned() }).await?;
        self.commit(uow, record).await?;
        Ok(Registered::ConfirmFirst(refused.email.clone()))
    }
}

pub(crate) fn role_for_registration(role: Option<&str>) -> IdentityResult<Role> {
    match role {
        None | Some("seeker") => Ok(Role::Seeker),
        Some("provider") => Ok(Role::Provider),
        Some(_) => Err(IdentityError::RoleNotOffered),
    }
}

/// The name without what cannot be seen; nothing when nothing is left.
pub(crate) fn clean_name(name: Option<String>) -> IdentityResult<Option<String>> {
    let name = name.map(|name| text::clean(name.trim())).filter(|name| !name.is_empty());
    if name.as_ref().is_some_and(|name| name.chars().count() > LONGEST_NAME) {
        return Err(IdentityError::TooLong { what: "the name", longest: LONGEST_NAME });
    }
    Ok(name)
}

pub(crate) fn small_enough(metadata: &Map<String, Value>) -> IdentityResult<()> {
    let written = serde_json::to_string(metadata).map_or(usize::MAX, |text| text.len());
    if written > LARGEST_METADATA {
        return Err(IdentityError::TooLong { what: "what is kept with the account", longest: LARGEST_METADATA });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn az_02_nobody_registers_as_admin() {
        for role in ["admin", "Admin", "super_admin", ""] {
            assert!(matches!(role_for_registration(Some(role)), Err(IdentityError::RoleNotOffered)), "{role}");
        }
        assert!(matches!(role_for_registration(None), Ok(Role::Seeker)));
        assert!(matches!(role_for_registration(Some("provider")), Ok(Role::Provider)));
    }
}
