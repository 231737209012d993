//! Identities at other issuers that are linked to accounts.

use async_trait::async_trait;
use domain_model::identity::account::LinkedIdentity;
use domain_model::kernel::id::AccountId;

use crate::PortResult;

/// Linked identities. The key is (issuer, subject), never an email address.
#[async_trait]
pub trait LinkedIdentityRepository: Send {
    /// The linked identity with this key.
    async fn find(&mut self, issuer: &str, subject: &str) -> PortResult<Option<LinkedIdentity>>;

    /// Adds a link. `Conflict` when the identity is already linked.
    async fn insert(&mut self, identity: &LinkedIdentity) -> PortResult<()>;

    /// The account's linked identities, oldest first.
    async fn list(&mut self, account: AccountId) -> PortResult<Vec<LinkedIdentity>>;

    /// The linked identities of many accounts.
    async fn list_of(&mut self, accounts: &[AccountId]) -> PortResult<Vec<LinkedIdentity>>;

    /// Deletes all links of the account.
    async fn delete_all(&mut self, account: AccountId) -> PortResult<()>;

    /// Updates the last sign-in. Succeeds when the link is gone.
    async fn update(&mut self, identity: &LinkedIdentity) -> PortResult<()>;
}
