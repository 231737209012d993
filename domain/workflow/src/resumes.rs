//! Embeds resumes that have no vector of the current model.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain_matching::MatchingService;
use domain_model::resume::Resume;
use ports::{Actor, Clock, Database, PortResult};
use tracing::warn;

/// Resumes looked at in one go, and how many of them are embedded.
const SEEN_AT_ONCE: u32 = 64;
const EMBEDDED_AT_ONCE: usize = 4;
/// A resume that could not be embedded is left alone for so long, and keeps no other one waiting.
const PAUSE: TimeDelta = TimeDelta::minutes(1);

/// Embeds what waits for it.
pub struct ResumeVectors {
    database: Arc<dyn Database>,
    matching: Arc<MatchingService>,
    clock: Arc<dyn Clock>,
    /// Stored documents that could not be embedded, and until when they are left alone.
    refused: Mutex<HashMap<String, DateTime<Utc>>>,
}

impl ResumeVectors {
    /// On this service and these ports.
    pub fn new(database: Arc<dyn Database>, matching: Arc<MatchingService>, clock: Arc<dyn Clock>) -> Self {
        Self { database, matching, clock, refused: Mutex::default() }
    }

    /// Takes a few resumes. Answers how many got a vector; 0 means that none waits that can be embedded now.
    pub async fn step(&self) -> PortResult<u32> {
        let mut embedded = 0;
        for resume in self.without_vector().await? {
            match self.matching.embed_resume(&resume.text).await {
                Ok(vector) => {
                    let mut uow = self.database.begin(Actor::System).await?;
                    // Whoever replaced the resume meanwhile dropped its vectors; this one would be of the old text.
                    uow.embeddings().put_resume(&resume, &vector).await?;
                    uow.commit().await?;
                    embedded += 1;
                }
                Err(error) => {
                    self.refused().insert(resume.object_key, self.clock.now() + PAUSE);
                    warn!(account.id = %resume.account_id, error = error.chain(), "could not embed a resume; it comes again");
                }
            }
        }
        Ok(embedded)
    }

    async fn without_vector(&self) -> PortResult<Vec<Resume>> {
        let model = self.matching.model();
        let mut resumes =
            self.database.read(Actor::System).resumes().list_without_embedding(model, SEEN_AT_ONCE).await?;
        let mut refused = self.refused();
        let now = self.clock.now();
        refused.retain(|_, until| *until > now);
        resumes.retain(|resume| !refused.contains_key(&resume.object_key));
        resumes.truncate(EMBEDDED_AT_ONCE);
        Ok(resumes)
    }

    fn refused(&self) -> MutexGuard<'_, HashMap<String, DateTime<Utc>>> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
