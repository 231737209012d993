//! Seekers' resumes.

use async_trait::async_trait;
use domain_model::candidates::resume::Resume;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::AccountId;
use domain_model::matching::embedding::ModelId;

use crate::PortResult;

/// Resumes: one current resume for each account.
#[async_trait]
pub trait ResumeRepository: Send {
    /// Makes this the account's current resume and deletes the embeddings of the previous one. Returns the previous
    /// one.
    async fn replace(&mut self, resume: &Resume) -> PortResult<Option<Resume>>;

    /// The account's resume, if the principal may see it.
    async fn get(&mut self, principal: &Principal, id: AccountId) -> PortResult<Option<Resume>>;

    /// Resumes without an embedding of this model, ordered by account, after `after`.
    async fn list_without_embedding(
        &mut self,
        model: &ModelId,
        after: Option<AccountId>,
        limit: u32,
    ) -> PortResult<Vec<Resume>>;
}
