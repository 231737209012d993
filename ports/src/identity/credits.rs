//! The ledger of credits.

use async_trait::async_trait;
use domain_model::identity::account::Principal;
use domain_model::identity::credits::CreditEntry;
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::{Page, PageRequest};

use crate::PortResult;

/// The ledger of credits: append-only for every caller. An account's entries are numbered without gaps.
#[async_trait]
pub trait CreditRepository: Send {
    /// The account's last entry, if the principal may see it. Who appends to it locks the account first
    /// ([`AccountRepository::lock`](crate::AccountRepository::lock)).
    async fn last(&mut self, principal: &Principal, id: AccountId) -> PortResult<Option<CreditEntry>>;

    /// Appends an entry. `Conflict` when its number is taken.
    async fn insert(&mut self, entry: &CreditEntry) -> PortResult<()>;

    /// The account's entries, newest first. Empty if the principal may not see them.
    async fn list(
        &mut self,
        principal: &Principal,
        id: AccountId,
        page: PageRequest<u64>,
    ) -> PortResult<Page<CreditEntry, u64>>;
}
