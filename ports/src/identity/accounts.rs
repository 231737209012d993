//! Accounts.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain_model::identity::account::{Account, EmailAddress, Principal, Role};
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::{Page, PageRequest};
use serde_json::{Map, Value};

use crate::PortResult;

/// An account with its password hash, for sign-in.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The account.
    pub account: Account,
    /// The password hash in PHC string format; `None` while no password is set.
    pub password_hash: Option<String>,
}

/// Accounts. The role is stored in a table of its own, which only `insert` and `set_role` write.
#[async_trait]
pub trait AccountRepository: Send {
    /// Adds an account. `Conflict` when the canonical address is taken; nothing is written then, and the unit of work
    /// stays usable.
    async fn insert(&mut self, account: &Account, password_hash: Option<&str>) -> PortResult<()>;

    /// The account, if the principal may see it: their own, or any for an administrator.
    async fn get(&mut self, principal: &Principal, id: AccountId) -> PortResult<Option<Account>>;

    /// The account with this address, for sign-in only.
    async fn credentials(&mut self, email: &EmailAddress) -> PortResult<Option<Credentials>>;

    /// The account with its password hash, locked against other writers until the unit of work ends.
    async fn lock(&mut self, id: AccountId) -> PortResult<Option<Credentials>>;

    /// Updates everything but role and password. `NotFound` when the account is gone, `Conflict` when its new address
    /// is taken.
    async fn update(&mut self, account: &Account) -> PortResult<()>;

    /// Marks the account with this address as contested, unless it is confirmed or equals `except`. Executes the same
    /// statement whether or not the account exists.
    async fn contest(&mut self, email: &EmailAddress, except: AccountId) -> PortResult<()>;

    /// Replaces the password hash. `NotFound` without such an account.
    async fn set_password_hash(&mut self, id: AccountId, hash: &str) -> PortResult<()>;

    /// Removes the password. Succeeds when there is no such account.
    async fn clear_password(&mut self, id: AccountId) -> PortResult<()>;

    /// Changes the role. `NotFound` without such an account.
    async fn set_role(&mut self, id: AccountId, role: Role) -> PortResult<()>;

    /// The accounts with this role, locked against other writers until the unit of work ends.
    async fn lock_role(&mut self, role: Role) -> PortResult<Vec<AccountId>>;

    /// Accounts, newest first: all of them for an administrator, otherwise the principal's own.
    async fn list(
        &mut self,
        principal: &Principal,
        role: Option<Role>,
        page: PageRequest<AccountId>,
    ) -> PortResult<Page<Account, AccountId>>;

    /// The same list after the first `skip` accounts, for clients that know no cursors. The skipped rows are read all
    /// the same.
    async fn list_after(&mut self, principal: &Principal, skip: u32, limit: u32) -> PortResult<Vec<Account>>;

    /// The number of accounts for each role that has any.
    async fn count_by_role(&mut self) -> PortResult<Vec<(Role, u64)>>;

    /// How many accounts of each role were registered on each day (UTC) since then. Days and roles without any are left out.
    async fn count_by_day(&mut self, since: DateTime<Utc>) -> PortResult<Vec<(NaiveDate, Role, u64)>>;

    /// The owner's metadata, for display only. Empty without such an account.
    async fn metadata(&mut self, principal: &Principal, id: AccountId) -> PortResult<Map<String, Value>>;

    /// The metadata of many accounts, in no particular order; those that the principal may not see are left out.
    async fn metadata_of(
        &mut self,
        principal: &Principal,
        ids: &[AccountId],
    ) -> PortResult<Vec<(AccountId, Map<String, Value>)>>;

    /// Replaces the metadata. `NotFound` without such an account.
    async fn set_metadata(&mut self, id: AccountId, metadata: &Map<String, Value>) -> PortResult<()>;

    /// Deletes the account and every row that belongs to it. Succeeds when there is none.
    async fn delete(&mut self, id: AccountId) -> PortResult<()>;
}
