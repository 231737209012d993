//! Profiles of the CV contract.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::Principal;
use domain_model::kernel::id::{AccountId, CvProfileId};
use domain_model::kernel::page::{Page, PageRequest};
use serde_json::{Map, Value};

use crate::PortResult;

/// What somebody keeps as the profile that CVs are made of, in the words of the CV contract.
#[derive(Debug, Clone, PartialEq)]
pub struct CvProfile {
    /// Its id, which it keeps while it is replaced.
    pub id: CvProfileId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What was sent, with keys that we do not know.
    pub content: Map<String, Value>,
    /// When there was none before it.
    pub created_at: DateTime<Utc>,
    /// When it was replaced last.
    pub updated_at: DateTime<Utc>,
}

/// Profiles: one for each account.
#[async_trait]
pub trait CvProfileRepository: Send {
    /// Stores the account's profile. One that is there keeps its id and its time of creation; the stored one is answered.
    async fn put(&mut self, profile: &CvProfile) -> PortResult<CvProfile>;

    /// The principal's own profile.
    async fn get(&mut self, owner: &Principal) -> PortResult<Option<CvProfile>>;

    /// Deletes the principal's own profile. `false` when there is none.
    async fn delete(&mut self, owner: &Principal) -> PortResult<bool>;

    /// The profiles that the principal may see, ordered by account.
    async fn list(
        &mut self,
        principal: &Principal,
        page: PageRequest<AccountId>,
    ) -> PortResult<Page<CvProfile, AccountId>>;
}
