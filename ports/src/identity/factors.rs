//! Second factors.

use async_trait::async_trait;
use domain_model::identity::factor::Factor;
use domain_model::kernel::id::{AccountId, FactorId};

use crate::{PortResult, SecretHash};

/// Second factors and recovery codes.
#[async_trait]
pub trait FactorRepository: Send {
    /// Adds an unverified factor with its sealed secret.
    async fn insert(&mut self, factor: &Factor, sealed_secret: &[u8]) -> PortResult<()>;

    /// The account's factors, oldest first.
    async fn list(&mut self, account: AccountId) -> PortResult<Vec<Factor>>;

    /// The factors of many accounts.
    async fn list_of(&mut self, accounts: &[AccountId]) -> PortResult<Vec<Factor>>;

    /// The account's factor with its sealed secret, locked against other writers until the unit of work ends.
    async fn lock(&mut self, account: AccountId, id: FactorId) -> PortResult<Option<(Factor, Vec<u8>)>>;

    /// Updates a factor. `NotFound` when it is gone.
    async fn update(&mut self, factor: &Factor) -> PortResult<()>;

    /// Replaces the sealed secret. `NotFound` when the factor is gone.
    async fn reseal(&mut self, id: FactorId, sealed_secret: &[u8]) -> PortResult<()>;

    /// Sealed secrets of all factors, after this id, for re-encryption.
    async fn sealed(&mut self, after: Option<FactorId>, limit: u32) -> PortResult<Vec<(FactorId, Vec<u8>)>>;

    /// Deletes the account's factor. Succeeds when there is none.
    async fn delete(&mut self, account: AccountId, id: FactorId) -> PortResult<()>;

    /// Replaces the account's recovery codes.
    async fn replace_recovery_codes(&mut self, account: AccountId, codes: &[SecretHash]) -> PortResult<()>;

    /// Consumes a recovery code. Of concurrent callers exactly one gets `true`.
    async fn take_recovery_code(&mut self, account: AccountId, code: SecretHash) -> PortResult<bool>;
}
