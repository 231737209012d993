//! Accounts.

use async_trait::async_trait;
use domain_model::identity::account::{Account, EmailAddress, Principal, Role};
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::{Page, PageRequest};
use serde_json::{Map, Value};

use crate::PortResult;

/// What signing in is checked against.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Whose.
    pub account: Account,
    /// In PHC string form; `None` until a password was set.
    pub password_hash: Option<String>,
}

/// Accounts. The role of an account stands in a table of its own, which only `insert` and `set_role` write.
#[async_trait]
pub trait AccountRepository: Send {
    /// `Conflict` when the address is taken in its canonical form: nothing is written then, and the unit of work stays
    /// usable.
    async fn insert(&mut self, account: &Account, password_hash: Option<&str>) -> PortResult<()>;

    /// The account as far as the principal may see it: its own, or any for an admin.
    async fn get(&mut self, principal: &Principal, id: AccountId) -> PortResult<Option<Account>>;

    /// The account of an address, for signing in only.
    async fn credentials(&mut self, email: &EmailAddress) -> PortResult<Option<Credentials>>;

    /// The account with what signing in is checked against, held against every other writer until the unit of work ends.
    async fn lock(&mut self, id: AccountId) -> PortResult<Option<Credentials>>;

    /// Writes everything back but role and password. `NotFound` when it is gone, `Conflict` when its new address is taken.
    async fn update(&mut self, account: &Account) -> PortResult<()>;

    /// Marks the account of this address as contested, unless it is confirmed or the one that is excepted. The same statement
    /// whether or not there is one.
    async fn contest(&mut self, email: &EmailAddress, except: AccountId) -> PortResult<()>;

    /// Replaces the password. `NotFound` without such an account.
    async fn set_password_hash(&mut self, id: AccountId, hash: &str) -> PortResult<()>;

    /// Leaves it without a password. Succeeds when there is no such account.
    async fn clear_password(&mut self, id: AccountId) -> PortResult<()>;

    /// Gives it another role. `NotFound` without such an account.
    async fn set_role(&mut self, id: AccountId, role: Role) -> PortResult<()>;

    /// The accounts of a role, held against every other writer until the unit of work ends.
    async fn lock_role(&mut self, role: Role) -> PortResult<Vec<AccountId>>;

    /// Newest first; all of them for an admin, its own for anybody else.
    async fn list(
        &mut self,
        principal: &Principal,
        role: Option<Role>,
        page: PageRequest<AccountId>,
    ) -> PortResult<Page<Account, AccountId>>;

    /// The accounts after the first `skip` of that list, for clients that know no cursors. Reads what it leaves out.
    async fn list_after(&mut self, principal: &Principal, skip: u32, limit: u32) -> PortResult<Vec<Account>>;

    /// How many accounts there are of each role that has any.
    async fn count_by_role(&mut self) -> PortResult<Vec<(Role, u64)>>;

    /// What its owner keeps with it, for display only. Empty without such an account.
    async fn metadata(&mut self, principal: &Principal, id: AccountId) -> PortResult<Map<String, Value>>;

    /// The same of many accounts, in no particular order; those the principal may not see are left out.
    async fn metadata_of(
        &mut self,
        principal: &Principal,
        ids: &[AccountId],
    ) -> PortResult<Vec<(AccountId, Map<String, Value>)>>;

    /// Replaces that. `NotFound` without such an account.
    async fn set_metadata(&mut self, id: AccountId, metadata: &Map<String, Value>) -> PortResult<()>;

    /// Deletes the account and every row that belongs to it. Succeeds when there is none.
    async fn delete(&mut self, id: AccountId) -> PortResult<()>;
}
