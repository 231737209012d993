//! Embeddings of jobs and resumes, each with the model that made it.

use async_trait::async_trait;
use domain_model::candidates::resume::Resume;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::{AccountId, JobId};
use domain_model::matching::embedding::{Embedding, ModelId};

use crate::{IndexChange, IndexPosition, PortResult};

/// Embeddings of jobs and resumes. A lookup for another model returns `None`.
#[async_trait]
pub trait EmbeddingRepository: Send {
    /// The job's embedding of this model.
    async fn get_job(&mut self, id: JobId, model: &ModelId) -> PortResult<Option<Embedding>>;

    /// Replaces the embedding of a resume. No effect when the resume was replaced meanwhile.
    async fn put_resume(&mut self, resume: &Resume, embedding: &Embedding) -> PortResult<()>;

    /// The embedding of the account's resume, if the principal may see it.
    async fn get_resume(
        &mut self,
        principal: &Principal,
        id: AccountId,
        model: &ModelId,
    ) -> PortResult<Option<Embedding>>;

    /// The changes for a vector index after `position`, oldest first. Closed jobs are removals. A change is dated
    /// before it is committed, so a reader must overlap: it starts a little before its last position.
    async fn changes_after(
        &mut self,
        position: Option<&IndexPosition>,
        model: &ModelId,
        limit: u32,
    ) -> PortResult<Vec<IndexChange>>;
}
