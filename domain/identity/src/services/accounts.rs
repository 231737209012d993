//! The caller's own account: profile, password and address.

use std::sync::Arc;

use domain_model::identity::account::{Account, LinkedIdentity, Principal};
use domain_model::identity::audit::AuditAction;
use domain_model::identity::factor::Factor;
use domain_model::identity::session::{Authentication, Origin};
use domain_model::kernel::id::AccountId;
use ports::Actor;
use serde_json::{Map, Value};

use crate::idp::Idp;
use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::core::Core;
use crate::mechanics::notifications::Notification;
use crate::password::check_policy;
use crate::registration::{check_metadata_size, clean_name};
use crate::{IdentityError, IdentityResult, LinkRequest};

/// Operations of an owner on their account.
pub struct AccountService {
    pub(crate) core: Arc<Core>,
    pub(crate) idp: Arc<Idp>,
}

impl AccountService {
    /// The principal's own account.
    pub async fn account(&self, principal: &Principal) -> IdentityResult<Account> {
        self.account_of(principal, principal.account_id).await?.ok_or(IdentityError::InvalidToken)
    }

    /// The account, if the principal may see it.
    pub async fn account_of(&self, principal: &Principal, id: AccountId) -> IdentityResult<Option<Account>> {
        Ok(self.core.database.read(principal.into()).accounts().get(principal, id).await?)
    }

    /// The linked identities and second factors of an account.
    pub async fn sign_in_methods(&self, id: AccountId) -> IdentityResult<(Vec<LinkedIdentity>, Vec<Factor>)> {
        let mut read = self.core.database.read(Actor::System);
        let linked = read.linked_identities().list(id).await?;
        let factors = read.factors().list(id).await?;
        Ok((linked, factors))
    }

    /// The owner's metadata, if the principal may see it.
    pub async fn metadata(&self, principal: &Principal, id: AccountId) -> IdentityResult<Map<String, Value>> {
        Ok(self.core.database.read(principal.into()).accounts().metadata(principal, id).await?)
    }

    /// Changes the password. Requires the old one or a recent authentication. Ends all other sessions.
    pub async fn change_password(
        &self,
        who: &Authentication,
        old: Option<&str>,
        new: &str,
        origin: &Origin,
    ) -> IdentityResult<()> {
        let idp = self.idp.embedded()?;
        let session = match old {
            Some(old) => idp.prove_password(who, old, origin).await?,
            None if who.has_recent_auth(self.core.clock.now()) => who.session().ok_or(IdentityError::InvalidToken)?,
            None => return Err(IdentityError::WrongCredentials),
        };
        let account = self.account(&who.principal).await?;
        check_policy(new, &account.email)?;
        let known = self.core.database.read(Actor::System).accounts().credentials(&account.email).await?;
        let hash = known.as_ref().and_then(|known| known.password_hash.as_deref());
        if hash.is_some() && idp.passwords.verify(new, hash).await? {
            return Err(IdentityError::SamePassword);
        }
        let hash = idp.passwords.hash(new).await?;
        let mut uow = self.core.database.begin(Actor::System).await?;
        uow.accounts().set_password_hash(account.id, &hash).await?;
        uow.login_sessions().end_all(account.id, Some(session), self.core.clock.now()).await?;
        idp.secrets.revoke_secrets(uow.as_mut(), account.id, &account.email).await?;
        idp.notifier.enqueue(uow.as_mut(), &Notification::PasswordChanged { account: account.id }).await?;
        self.core.log.commit(uow, AuditRecord::own(account.id, AuditAction::PasswordChanged)).await
    }

    /// Mails a link to the new address of the request. The account gets the address when the link is opened. Revokes the
    /// link of an earlier request, whatever its address.
    pub async fn change_email(&self, who: &Authentication, request: LinkRequest) -> IdentityResult<()> {
        let idp = self.idp.embedded()?;
        let (account, session) = (who.principal.account_id, who.session().ok_or(IdentityError::InvalidToken)?);
        let notification = |LinkRequest { email, redirect_to, challenge }| Notification::ChangeEmail {
            account,
            to: email,
            session,
            redirect_to,
            challenge,
        };
        idp.mail_link(request, notification).await
    }

    /// Changes the name and the metadata; `null` removes a member of the metadata.
    pub async fn update_profile(
        &self,
        who: &Principal,
        full_name: Option<Option<String>>,
        metadata: Option<Map<String, Value>>,
    ) -> IdentityResult<Account> {
        let id = who.account_id;
        let mut uow = self.core.database.begin(Actor::System).await?;
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
            check_metadata_size(&all)?;
            uow.accounts().set_metadata(id, &all).await?;
        }
        uow.commit().await?;
        Ok(account)
    }

    /// Changes the principal's name, if one is given and `is_expected` accepts the account as stored. `None`, without a
    /// change, when it does not.
    pub async fn rename(
        &self,
        who: &Principal,
        full_name: Option<String>,
        is_expected: &(dyn Fn(&Account) -> bool + Send + Sync),
    ) -> IdentityResult<Option<Account>> {
        let mut uow = self.core.database.begin(Actor::System).await?;
        let known = uow.accounts().lock(who.account_id).await?;
        let mut account = known.ok_or(IdentityError::InvalidToken)?.account;
        if !is_expected(&account) {
            return Ok(None);
        }
        if full_name.is_some() {
            account.full_name = clean_name(full_name)?;
            uow.accounts().update(&account).await?;
            uow.commit().await?;
        }
        Ok(Some(account))
    }
}
