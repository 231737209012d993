//! Applying for a job: the application is sent with how well the resume fits.

use std::sync::Arc;

use domain_jobs::{ApplicationDetails, ApplicationResult, ApplicationService};
use domain_matching::{JobMatch, MatchingError, MatchingService};
use domain_model::catalogue::application::{Screening, ScreeningPart};
use domain_model::identity::account::Principal;
use domain_model::kernel::id::JobId;
use ports::PortError;
use tracing::warn;

/// Sends applications with their screening.
pub struct Applying {
    applications: Arc<ApplicationService>,
    matching: Arc<MatchingService>,
}

impl Applying {
    /// On these services.
    pub fn new(applications: Arc<ApplicationService>, matching: Arc<MatchingService>) -> Self {
        Self { applications, matching }
    }

    /// Applies for a job. An application without a score is one all the same.
    pub async fn apply(&self, seeker: &Principal, job: JobId) -> ApplicationResult<ApplicationDetails> {
        let screening = match self.matching.match_job(seeker, job).await {
            Ok(found) => Some((found.resume_version, screening(found))),
            // The application says itself what is wrong with the job.
            Err(MatchingError::JobNotFound | MatchingError::JobProcessing | MatchingError::NoResume) => None,
            Err(MatchingError::Port(error)) => {
                warn!(job.id = %job, error = PortError::chain(&error), "an application for `{job}` has no score");
                None
            }
        };
        self.applications.apply(seeker, job, screening).await
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a score is between 0 and 1")]
fn screening(found: JobMatch) -> Screening {
    let assessment = found.fit.assessment;
    Screening {
        score: assessment.has_evidence().then(|| (assessment.score.clamp(0.0, 1.0) * 100.0).round() as u8),
        parts: assessment
            .parts
            .into_iter()
            .map(|part| ScreeningPart { kind: part.kind, points: part.points, max: part.max, sentence: part.sentence })
            .collect(),
        matched_skills: found.fit.shared_skills,
        missing_skills: found.fit.missing_skills,
        missing_licence: assessment.missing_licence,
        generated_by: found.model.name,
    }
}
