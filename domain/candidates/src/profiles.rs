//! Profiles of the CV contract: what somebody's CVs are made of, kept as it was sent.

use std::sync::Arc;

use domain_model::identity::account::Principal;
use domain_model::kernel::id::{AccountId, CvProfileId};
use domain_model::kernel::page::{Page, PageRequest};
use ports::{Clock, CvProfile, Database, IdGenerator};
use serde_json::{Map, Value};

use crate::{ResumeError, ResumeResult};

/// Keeps one profile for each account.
pub struct CvProfileService {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
}

impl CvProfileService {
    /// The service on these ports.
    pub fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>, ids: Arc<dyn IdGenerator>) -> Self {
        Self { database, clock, ids }
    }

    /// The principal's profile.
    pub async fn get(&self, owner: &Principal) -> ResumeResult<CvProfile> {
        let found = self.database.read(owner.into()).cv_profiles().get(owner).await?;
        found.ok_or(ResumeError::NoProfile)
    }

    /// Stores the principal's profile, in place of the one before.
    pub async fn put(&self, owner: &Principal, content: Map<String, Value>) -> ResumeResult<CvProfile> {
        let now = self.clock.now();
        let id = CvProfileId(self.ids.next());
        let profile = CvProfile { id, account_id: owner.account_id, content, created_at: now, updated_at: now };
        let mut uow = self.database.begin(owner.into()).await?;
        let stored = uow.cv_profiles().put(&profile).await?;
        uow.commit().await?;
        Ok(stored)
    }

    /// Replaces the principal's profile. [`ResumeError::NoProfile`] when there is none.
    pub async fn replace(&self, owner: &Principal, content: Map<String, Value>) -> ResumeResult<CvProfile> {
        let mut uow = self.database.begin(owner.into()).await?;
        let before = uow.cv_profiles().get(owner).await?.ok_or(ResumeError::NoProfile)?;
        let stored = uow.cv_profiles().put(&CvProfile { content, updated_at: self.clock.now(), ..before }).await?;
        uow.commit().await?;
        Ok(stored)
    }

    /// Deletes the principal's profile. [`ResumeError::NoProfile`] when there is none.
    pub async fn delete(&self, owner: &Principal) -> ResumeResult<()> {
        let mut uow = self.database.begin(owner.into()).await?;
        if !uow.cv_profiles().delete(owner).await? {
            return Err(ResumeError::NoProfile);
        }
        Ok(uow.commit().await?)
    }

    /// The profiles of all accounts, for administrators.
    pub async fn list(
        &self,
        admin: &Principal,
        page: PageRequest<AccountId>,
    ) -> ResumeResult<Page<CvProfile, AccountId>> {
        Ok(self.database.read(admin.into()).cv_profiles().list(admin, page).await?)
    }
}
