//! Identities at other issuers that are linked to accounts.

use async_trait::async_trait;
use domain_model::identity::account::LinkedIdentity;
use domain_model::kernel::id::AccountId;

use crate::PortResult;

/// Accounts elsewhere. The key is (issuer, subject): an address of mail is none.
#[async_trait]
pub trait LinkedIdentityRepository: Send {
    /// Whose account it opens.
    async fn find(&mut self, issuer: &str, subject: &str) -> PortResult<Option<LinkedIdentity>>;

    /// `Conflict` when it opens an account already.
    async fn insert(&mut self, identity: &LinkedIdentity) -> PortResult<()>;

    /// The account's, oldest first.
    async fn list(&mut self, account: AccountId) -> PortResult<Vec<LinkedIdentity>>;

    /// The same of many accounts.
    async fn list_of(&mut self, accounts: &[AccountId]) -> PortResult<Vec<LinkedIdentity>>;

    /// Deletes all of the account's.
    async fn delete_all(&mut self, account: AccountId) -> PortResult<()>;

    /// Writes down another sign-in by it. Succeeds when it is gone.
    async fn update(&mut self, identity: &LinkedIdentity) -> PortResult<()>;
}
