//! Signing in with a password, and changing it.

use domain_model::identity::account::{Account, EmailAddress, Principal};
use domain_model::identity::audit::AuditAction;
use domain_model::identity::session::{Authentication, Origin, Proof};
use domain_model::kernel::id::LoginSessionId;
use ports::{Actor, Credentials};
use serde_json::{Map, Value};

use crate::audit::Deed;
use crate::notices::Notice;
use crate::password::{acceptable, worth_checking};
use crate::registration::{clean_name, small_enough};
use crate::{IdentityError, IdentityResult, IdentityService, SignedIn};

impl IdentityService {
    /// Signs in. An unknown address costs the same as a wrong password and is told the same (AU-33).
    pub async fn login(&self, email: &str, password: &str, origin: &Origin) -> IdentityResult<SignedIn> {
        if let Some(provider) = self.elsewhere() {
            return self.login_elsewhere(provider.as_ref(), email, password, origin).await;
        }
        worth_checking(password)?;
        let Ok(email) = email.parse::<EmailAddress>() else {
            self.ports.passwords.verify(password, None).await?;
            return Err(IdentityError::WrongCredentials);
        };
        self.allow_password(&email, origin.address.as_deref()).await?;
        let known = self.ports.database.read(Actor::System).accounts().credentials(&email).await?;
        let Credentials { mut account, .. } = self.check(known, password).await?;
        let now = self.ports.clock.now();
        if account.is_banned(now) {
            self.note(Deed::refused(Some(account.id), AuditAction::SignedIn, "suspended")).await?;
            return Err(IdentityError::Banned);
        }
        if self.policy.require_verified_email && account.verified_at.is_none() {
            return Err(IdentityError::EmailNotConfirmed);
        }
        self.forget_passwords(&email, origin.address.as_deref()).await?;
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let session = self.open_session(uow.as_mut(), &mut account, Proof::Password, origin).await?;
        self.commit(uow, Deed::own(account.id, AuditAction::SignedIn).noting("password")).await?;
        self.signed_in(account, session).await
    }

    /// Does the password belong to what is known? What is not known costs as much.
    async fn check(&self, known: Option<Credentials>, password: &str) -> IdentityResult<Credentials> {
        let hash = known.as_ref().and_then(|known| known.password_hash.as_deref());
        let is_right = self.ports.passwords.verify(password, hash).await?;
        let subject = known.as_ref().map(|known| known.account.id);
        if let Some(known) = known.filter(|_| is_right) {
            return Ok(known);
        }
        self.note(Deed::refused(subject, AuditAction::SignedIn, "password")).await?;
        Err(IdentityError::WrongCredentials)
    }

    /// Proves the password once more: another session takes the place of this one (AU-11).
    pub async fn reauthenticate(
        &self,
        who: &Authentication,
        password: &str,
        origin: &Origin,
    ) -> IdentityResult<SignedIn> {
        if let Some(provider) = self.elsewhere() {
            return self.reauthenticate_elsewhere(provider.as_ref(), who, password, origin).await;
        }
        let session = self.prove_password(who, password, origin).await?;
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let session = self.step_up(uow.as_mut(), session, Proof::Password).await?;
        self.commit(uow, Deed::own(who.principal.account_id, AuditAction::SignedIn).noting("password again")).await?;
        let account = self.account(&who.principal).await?;
        self.signed_in(account, session).await
    }

    async fn prove_password(
        &self,
        who: &Authentication,
        password: &str,
        origin: &Origin,
    ) -> IdentityResult<LoginSessionId> {
        let session = who.session().ok_or(IdentityError::InvalidToken)?;
        worth_checking(password)?;
        let email = self.account(&who.principal).await?.email;
        self.allow_password(&email, origin.address.as_deref()).await?;
        let known = self.ports.database.read(Actor::System).accounts().credentials(&email).await?;
        self.check(known, password).await?;
        self.forget_passwords(&email, origin.address.as_deref()).await?;
        Ok(session)
    }

    /// Replaces the password by somebody who knows the old one, or has proved themselves just now. All other sign-ins end.
    pub async fn change_password(
        &self,
        who: &Authentication,
        old: Option<&str>,
        new: &str,
        origin: &Origin,
    ) -> IdentityResult<()> {
        self.kept_here()?;
        let session = match old {
            Some(old) => self.prove_password(who, old, origin).await?,
            None if who.is_fresh(self.ports.clock.now()) => who.session().ok_or(IdentityError::InvalidToken)?,
            None => return Err(IdentityError::WrongCredentials),
        };
        let account = self.account(&who.principal).await?;
        acceptable(new, &account.email)?;
        let known = self.ports.database.read(Actor::System).accounts().credentials(&account.email).await?;
        let hash = known.as_ref().and_then(|known| known.password_hash.as_deref());
        if hash.is_some() && self.ports.passwords.verify(new, hash).await? {
            return Err(IdentityError::SamePassword);
        }
        let hash = self.ports.passwords.hash(new).await?;
        let mut uow = self.ports.database.begin(Actor::System).await?;
        uow.accounts().set_password_hash(account.id, &hash).await?;
        uow.login_sessions().end_all(account.id, Some(session), self.ports.clock.now()).await?;
        self.revoke_secrets(uow.as_mut(), account.id, &account.email).await?;
        self.send(uow.as_mut(), &Notice::PasswordChanged { account: account.id }).await?;
        self.commit(uow, Deed::own(account.id, AuditAction::PasswordChanged)).await
    }

    /// Changes what somebody may say about themselves.
    pub async fn update_profile(
        &self,
        who: &Principal,
        full_name: Option<Option<String>>,
        metadata: Option<Map<String, Value>>,
    ) -> IdentityResult<Account> {
        let id = who.account_id;
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let known = uow.accounts().lock(id).await?;
        let mut account = known.ok_or(IdentityError::InvalidToken)?.account;
        if let Some(full_name) = full_name {
            account.full_name = clean_name(full_name)?;
            uow.accounts().update(&account).await?;
        }
        if let Some(changes) = metadata {
            let mut all = uow.accounts().metadata(who, id).await?;
            all.extend(changes);
            all.retain(|_, value| !value.is_null());
            small_enough(&all)?;
            uow.accounts().set_metadata(id, &all).await?;
        }
        uow.commit().await?;
        Ok(account)
    }
}
