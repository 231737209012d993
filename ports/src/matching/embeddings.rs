//! Embeddings of jobs and resumes, each with the model that made it.

use async_trait::async_trait;
use domain_model::candidates::resume::Resume;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::{AccountId, JobId};
use domain_model::matching::embedding::{Embedding, ModelId};

use crate::{IndexChange, IndexPosition, PortResult};

/// Vectors of jobs and resumes. Asking for another model's vector answers `None`.
#[async_trait]
pub trait EmbeddingRepository: Send {
    /// The job's vector of this model.
    async fn get_job(&mut self, id: JobId, model: &ModelId) -> PortResult<Option<Embedding>>;

    /// Replaces the vector of a resume. Nothing happens when the resume was replaced meanwhile.
    async fn put_resume(&mut self, resume: &Resume, embedding: &Embedding) -> PortResult<()>;

    /// The vector of the account's resume, as far as the principal may see it.
    async fn get_resume(
        &mut self,
        principal: &Principal,
        id: AccountId,
        model: &ModelId,
    ) -> PortResult<Option<Embedding>>;

    /// What changed for a vector index after `position`, oldest first. Closed jobs come as removals. A change is dated
    /// before it is committed, so a reader that wants all of them starts a little before where it stopped.
    async fn changes_after(
        &mut self,
        position: Option<&IndexPosition>,
        model: &ModelId,
        limit: u32,
    ) -> PortResult<Vec<IndexChange>>;
}
