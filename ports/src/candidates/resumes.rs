//! Seekers' resumes.

use async_trait::async_trait;
use domain_model::candidates::resume::Resume;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::AccountId;
use domain_model::matching::embedding::ModelId;

use crate::PortResult;

/// Seekers' resumes: one current resume an account.
#[async_trait]
pub trait ResumeRepository: Send {
    /// Makes this the account's resume; vectors of the one before are dropped. Answers the one before.
    async fn replace(&mut self, resume: &Resume) -> PortResult<Option<Resume>>;

    /// The account's resume as far as the principal may see it.
    async fn get(&mut self, principal: &Principal, id: AccountId) -> PortResult<Option<Resume>>;

    /// Resumes that have no vector of this model, by account, those after `after`.
    async fn list_without_embedding(
        &mut self,
        model: &ModelId,
        after: Option<AccountId>,
        limit: u32,
    ) -> PortResult<Vec<Resume>>;
}
