//! Administration of accounts: roles and bans. Administrators set nobody's password (AZ-10).

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain_model::identity::account::{Account, EmailAddress, LinkedIdentity, Principal, Role};
use domain_model::identity::audit::{AuditAction, AuditOutcome};
use domain_model::identity::factor::Factor;
use domain_model::identity::session::{Origin, Proof};
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::{Page, PageRequest};
use ports::{Actor, Credentials, OneTimeToken, UnitOfWork};
use serde_json::{Map, Value};
use tracing::info;

use crate::error::address_taken;
use crate::idp::Idp;
use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::core::Core;
use crate::mechanics::notifications::Notification;
use crate::mechanics::secrets::ADMIN_INVITATION;
use crate::password::check_strength;
use crate::{IdentityError, IdentityResult, IssuedSession, LinkRequest, Resource};

/// The lifetime of an invitation.
const INVITATION_LIFETIME: TimeDelta = TimeDelta::hours(24);

/// An invitation to be an administrator.
#[derive(Debug)]
pub struct Invitation {
    /// The secret that sets the password. It cannot be read again.
    pub secret: String,
    /// The account, which has no password yet.
    pub account_id: AccountId,
}

/// An account with its related data.
#[derive(Debug)]
pub struct AccountDetails {
    /// The account.
    pub account: Account,
    /// The owner's metadata, for display.
    pub metadata: Map<String, Value>,
    /// Its linked identities.
    pub linked: Vec<LinkedIdentity>,
    /// Its second factors.
    pub factors: Vec<Factor>,
}

/// The number of accounts with a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleCount {
    /// The role.
    pub role: Role,
    /// The number of accounts.
    pub count: u64,
}

/// Operations of administrators and of the operator on accounts.
pub struct AdministrationService {
    pub(crate) core: Arc<Core>,
    pub(crate) idp: Arc<Idp>,
}

impl AdministrationService {
    /// The name of the external identity provider, if there is one.
    pub fn external_idp(&self) -> Option<&str> {
        self.idp.external_name()
    }

    /// Creates an administrator's account without a password, and returns the secret that sets one. A repeated invitation
    /// revokes the earlier secret. For the command line only.
    pub async fn invite_admin(&self, email: &str, role: Role) -> IdentityResult<Invitation> {
        self.idp.embedded()?;
        let email: EmailAddress = email.parse()?;
        let now = self.core.clock.now();
        let mut uow = self.core.database.begin(Actor::System).await?;
        let known = uow.accounts().credentials(&email).await?;
        let account = match known {
            Some(Credentials { account, password_hash: None }) if account.role == role => account,
            Some(_) => return Err(IdentityError::EmailTaken),
            None => {
                let account = Account::new(AccountId(self.core.ids.next()), email, role, None, now);
                uow.accounts().insert(&account, None).await.map_err(address_taken)?;
                account
            }
        };
        let secret = self.core.ids.secret();
        let invitation = OneTimeToken {
            hash: secret.hash,
            purpose: ADMIN_INVITATION.to_owned(),
            account_id: account.id,
            details: Map::new(),
            expires_at: now + INVITATION_LIFETIME,
        };
        uow.one_time_tokens().revoke(account.id, &[ADMIN_INVITATION.to_owned()]).await?;
        uow.one_time_tokens().insert(&invitation, now).await?;
        self.core.log.commit(uow, AuditRecord::by_operator(account.id, AuditAction::AdminInvited)).await?;
        info!(account.id = %account.id, "invited an admin");
        Ok(Invitation { secret: secret.text, account_id: account.id })
    }

    /// Makes an existing account of an external identity provider an administrator's. For the command line only.
    pub async fn appoint_admin(&self, email: &str, role: Role) -> IdentityResult<Account> {
        let email: EmailAddress = email.parse()?;
        let mut uow = self.core.database.begin(Actor::System).await?;
        let known = uow.accounts().credentials(&email).await?;
        let account = known.ok_or(IdentityError::NotFound(Resource::Account))?.account;
        uow.accounts().set_role(account.id, role).await?;
        uow.login_sessions().end_all(account.id, None, self.core.clock.now()).await?;
        self.core.log.commit(uow, AuditRecord::by_operator(account.id, AuditAction::AdminInvited)).await?;
        info!(account.id = %account.id, "appointed an admin");
        Ok(Account { role, ..account })
    }

    /// Accepts an invitation: sets the password, opens a session, and revokes all other secrets of the account.
    pub async fn accept_invitation(
        &self,
        secret: &str,
        password: &str,
        origin: &Origin,
    ) -> IdentityResult<IssuedSession> {
        let idp = self.idp.embedded()?;
        check_strength(password)?;
        let hash = idp.passwords.hash(password).await?;
        let secret_hash = self.core.ids.hash_secret(secret);
        let mut uow = self.core.database.begin(Actor::System).await?;
        let now = self.core.clock.now();
        let (mut account, _) = idp.secrets.consume(uow.as_mut(), secret_hash, ADMIN_INVITATION, now).await?;
        uow.accounts().set_password_hash(account.id, &hash).await?;
        idp.secrets.revoke_secrets(uow.as_mut(), account.id, &account.email).await?;
        // The operator has given the secret to the owner of the address.
        (account.verified_at, account.is_contested) = (Some(now), false);
        let session = self.core.sessions.open(uow.as_mut(), &mut account, Proof::Password, origin).await?;
        self.core.log.commit(uow, AuditRecord::own(account.id, AuditAction::SignedIn).with_note("invitation")).await?;
        self.core.sessions.issue_tokens(account, session).await
    }

    /// Creates a seeker's account and mails a link to set its password.
    pub async fn invite_user(&self, admin: &Principal, email: &str) -> IdentityResult<Account> {
        let idp = self.idp.embedded()?;
        let email: EmailAddress = email.parse()?;
        let now = self.core.clock.now();
        let account = Account::new(AccountId(self.core.ids.next()), email, Role::Seeker, None, now);
        let mut uow = self.core.database.begin(Actor::System).await?;
        uow.accounts().insert(&account, None).await.map_err(address_taken)?;
        let request = LinkRequest::to(account.email.as_str());
        idp.notifier.enqueue(uow.as_mut(), &Notification::Recover(request)).await?;
        self.core
            .log
            .commit(uow, admin_record(admin, AuditAction::Registered, account.id, AuditOutcome::Done, "invited"))
            .await?;
        Ok(account)
    }

    /// Deletes an account and all its data: the rows at once, the files when the reaper runs. For its owner and for super
    /// administrators. The audit log retains only the id.
    pub async fn erase(&self, who: &Principal, id: AccountId) -> IdentityResult<()> {
        if self.idp.external_name().is_some() {
            // At the provider first: a deleted user cannot sign in again, and after a failure the request can be repeated.
            let mut uow = self.core.database.begin(Actor::System).await?;
            self.lock_for_erasure(uow.as_mut(), who, id).await?;
            drop(uow);
            self.idp.delete(id).await?;
        }
        let mut uow = self.core.database.begin(Actor::System).await?;
        self.lock_for_erasure(uow.as_mut(), who, id).await?;
        uow.objects().abandon_all(id).await?;
        // Nobody would answer those who apply.
        uow.jobs().close_posted_by(id, self.core.clock.now()).await?;
        uow.accounts().delete(id).await?;
        info!(account.id = %id, "erased an account");
        self.core.log.commit(uow, admin_record(who, AuditAction::Erased, id, AuditOutcome::Done, "")).await
    }

    /// Accounts that the principal may see, newest first.
    pub async fn accounts(
        &self,
        admin: &Principal,
        role: Option<Role>,
        page: PageRequest<AccountId>,
    ) -> IdentityResult<Page<Account, AccountId>> {
        Ok(self.core.database.read(admin.into()).accounts().list(admin, role, page).await?)
    }

    /// The accounts after the first `skip`, newest first, with their related data. Executes four statements for any number
    /// of accounts.
    pub async fn list_with_details(
        &self,
        admin: &Principal,
        skip: u32,
        limit: u32,
    ) -> IdentityResult<Vec<AccountDetails>> {
        let accounts = self.core.database.read(admin.into()).accounts().list_after(admin, skip, limit).await?;
        let ids: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
        let metadata = self.core.database.read(admin.into()).accounts().metadata_of(admin, &ids).await?;
        let mut metadata: HashMap<AccountId, Map<String, Value>> = metadata.into_iter().collect();
        let mut read = self.core.database.read(Actor::System);
        let mut linked: HashMap<AccountId, Vec<LinkedIdentity>> = HashMap::new();
        for identity in read.linked_identities().list_of(&ids).await? {
            linked.entry(identity.account_id).or_default().push(identity);
        }
        let mut factors: HashMap<AccountId, Vec<Factor>> = HashMap::new();
        for factor in read.factors().list_of(&ids).await? {
            factors.entry(factor.account_id).or_default().push(factor);
        }
        let described = accounts.into_iter().map(|account| AccountDetails {
            metadata: metadata.remove(&account.id).unwrap_or_default(),
            linked: linked.remove(&account.id).unwrap_or_default(),
            factors: factors.remove(&account.id).unwrap_or_default(),
            account,
        });
        Ok(described.collect())
    }

    /// The number of accounts for each role.
    pub async fn count_accounts(&self, admin: &Principal) -> IdentityResult<Vec<RoleCount>> {
        let counted = self.core.database.read(admin.into()).accounts().count_by_role().await?;
        Ok(counted.into_iter().map(|(role, count)| RoleCount { role, count }).collect())
    }

    /// How many accounts were registered on each of the last days, oldest first; `role` counts its own alone.
    pub async fn registrations(
        &self,
        admin: &Principal,
        days: u32,
        role: Option<Role>,
    ) -> IdentityResult<Vec<(NaiveDate, u64)>> {
        let today = self.core.clock.now().date_naive();
        let first = today - Days::new(u64::from(days.saturating_sub(1)));
        let since = first.and_time(NaiveTime::MIN).and_utc();
        let counted = self.core.database.read(admin.into()).accounts().count_by_day(since).await?;
        let on = |day: NaiveDate| {
            let matching = counted.iter().filter(|(date, of, _)| *date == day && role.is_none_or(|role| role == *of));
            (day, matching.map(|(_, _, count)| count).sum())
        };
        Ok(first.iter_days().take_while(|day| *day <= today).map(on).collect())
    }

    /// Changes the role of an account and ends its sessions, so that no token keeps the old rights (AU-11). `LastSuperAdmin`
    /// when nobody could appoint administrators afterwards (AZ-10).
    pub async fn change_role(&self, admin: &Principal, id: AccountId, role: Role) -> IdentityResult<Account> {
        let mut uow = self.core.database.begin(Actor::System).await?;
        let (account, is_last) = self.lock(uow.as_mut(), id).await?;
        if account.role == role {
            return Ok(account);
        }
        if is_last {
            drop(uow);
            self.core
                .log
                .append(admin_record(admin, AuditAction::RoleChanged, id, AuditOutcome::Refused, "the last one"))
                .await?;
            return Err(IdentityError::LastSuperAdmin);
        }
        uow.accounts().set_role(id, role).await?;
        uow.login_sessions().end_all(id, None, self.core.clock.now()).await?;
        let note = format!("{} -> {role}", account.role);
        self.core.log.commit(uow, admin_record(admin, AuditAction::RoleChanged, id, AuditOutcome::Done, &note)).await?;
        Ok(Account { role, ..account })
    }

    /// Bans an account until this time and ends its sessions, or lifts the ban. Only super administrators ban
    /// administrators.
    pub async fn ban(&self, admin: &Principal, id: AccountId, until: Option<DateTime<Utc>>) -> IdentityResult<Account> {
        let mut uow = self.core.database.begin(Actor::System).await?;
        let (mut account, is_last) = self.lock(uow.as_mut(), id).await?;
        if account.role.is_admin() && admin.role != Role::SuperAdmin {
            return Err(IdentityError::NotFound(Resource::Account));
        }
        if is_last {
            return Err(IdentityError::LastSuperAdmin);
        }
        account.banned_until = until;
        uow.accounts().update(&account).await?;
        if until.is_some() {
            uow.login_sessions().end_all(id, None, self.core.clock.now()).await?;
        }
        let note = if until.is_some() { "banned" } else { "ban lifted" };
        self.core.log.commit(uow, admin_record(admin, AuditAction::BanChanged, id, AuditOutcome::Done, note)).await?;
        // The ban is effective here, even if the provider cannot be reached. A repeated request tells the provider again.
        let duration = until.map(|until| (until - self.core.clock.now()).to_std().unwrap_or_default());
        self.idp.suspend(id, duration).await?;
        Ok(account)
    }

    /// Locks the account, if the principal may delete it and another super administrator remains.
    async fn lock_for_erasure(&self, uow: &mut dyn UnitOfWork, who: &Principal, id: AccountId) -> IdentityResult<()> {
        if who.account_id != id && who.role != Role::SuperAdmin {
            return Err(IdentityError::NotFound(Resource::Account));
        }
        let (_, is_last) = self.lock(uow, id).await?;
        if is_last { Err(IdentityError::LastSuperAdmin) } else { Ok(()) }
    }

    /// Locks the account, and returns whether it is the last usable super administrator. Locks all super administrators, so
    /// that of two who demote each other one is refused.
    async fn lock(&self, uow: &mut dyn UnitOfWork, id: AccountId) -> IdentityResult<(Account, bool)> {
        let super_admins = uow.accounts().lock_role(Role::SuperAdmin).await?;
        let known = uow.accounts().lock(id).await?;
        let account = known.ok_or(IdentityError::NotFound(Resource::Account))?.account;
        if account.role != Role::SuperAdmin {
            return Ok((account, false));
        }
        for other in super_admins.into_iter().filter(|other| *other != id) {
            if self.can_sign_in(uow, other).await? {
                return Ok((account, false));
            }
        }
        Ok((account, true))
    }

    /// Whether the account can sign in: not when it is banned, nor when it has not accepted its invitation.
    async fn can_sign_in(&self, uow: &mut dyn UnitOfWork, id: AccountId) -> IdentityResult<bool> {
        let Some(Credentials { account, password_hash }) = uow.accounts().lock(id).await? else { return Ok(false) };
        let has_credential = password_hash.is_some()
            || self.idp.external_name().is_some()
            || !uow.linked_identities().list(id).await?.is_empty();
        Ok(has_credential && !account.is_banned(self.core.clock.now()))
    }
}

fn admin_record(
    admin: &Principal,
    action: AuditAction,
    id: AccountId,
    outcome: AuditOutcome,
    note: &str,
) -> AuditRecord {
    AuditRecord { actor: Some(admin.account_id), action, subject: Some(id), outcome, note: note.to_owned() }
}
