//! Mock interviews: five questions about a job, a follow-up to each thin answer, a scorecard with the sentences that earned
//! it, and an expert's review on request.
//!
//! A configured model rates; without one, or when its answer is not usable, the rules do.
//!
//! Methods read the interview under a lock, ask the pure model for the next state, write and commit. An answer or a request
//! that comes twice has its effect once.

mod error;
mod model;
mod questions;
mod rules;

use std::sync::Arc;

use domain_model::identity::account::Principal;
use domain_model::interviews::review::Feedback;
use domain_model::interviews::scorecard::Scorecard;
use domain_model::interviews::{InterviewRefusal, InterviewStatus, MockInterview, TurnKind};
use domain_model::kernel::id::{JobId, MockInterviewId};
use domain_model::kernel::page::{Page, PageRequest};
use domain_model::kernel::text;
use ports::{
    Actor, Clock, CompletionModel, Database, IdGenerator, MockInterviewFilter, MockInterviewKey, MockInterviewRecord,
    UnitOfWork,
};

use tracing::warn;

pub use error::{InterviewError, InterviewResult};

/// The interview service.
pub struct InterviewService {
    database: Arc<dyn Database>,
    completions: Option<Arc<dyn CompletionModel>>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
}

impl InterviewService {
    /// The service on these ports. Without a model, the rules rate.
    pub fn new(
        database: Arc<dyn Database>,
        completions: Option<Arc<dyn CompletionModel>>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
    ) -> Self {
        Self { database, completions, clock, ids }
    }

    /// Starts an interview: about a job, with the questions of its enrichment; about none, with questions that go with
    /// every job.
    pub async fn start(&self, seeker: &Principal, job_id: Option<JobId>) -> InterviewResult<MockInterviewRecord> {
        let mut questions = None;
        if let Some(job_id) = job_id {
            let mut read = self.database.read(Actor::Public);
            read.jobs().get(job_id).await?.ok_or(InterviewError::JobNotFound)?;
            questions = read.enrichments().get_for_job(job_id).await?.map(|enrichment| enrichment.interview_questions);
        }
        let questions = questions.unwrap_or_else(questions::general);
        let id = MockInterviewId(self.ids.next());
        let interview = MockInterview::start(id, seeker.account_id, job_id, questions, self.clock.now());
        let mut uow = self.database.begin(seeker.into()).await?;
        uow.mock_interviews().insert(&interview).await?;
        uow.commit().await?;
        self.get(seeker, id).await
    }

    /// An interview that the principal may see.
    pub async fn get(&self, principal: &Principal, id: MockInterviewId) -> InterviewResult<MockInterviewRecord> {
        let found = self.database.read(principal.into()).mock_interviews().get(principal, id).await?;
        found.ok_or(InterviewError::NotFound)
    }

    /// The interviews that the principal may see, last begun first.
    pub async fn list(
        &self,
        principal: &Principal,
        filter: &MockInterviewFilter,
        page: PageRequest<MockInterviewKey>,
    ) -> InterviewResult<Page<MockInterviewRecord, MockInterviewKey>> {
        let search = filter.search.as_deref().map(|words| text::clean(words).trim().to_owned());
        let filter = MockInterviewFilter { search: search.filter(|words| !words.is_empty()), ..*filter };
        Ok(self.database.read(principal.into()).mock_interviews().list(principal, &filter, page).await?)
    }

    /// Answers the open question. After the last one the interview ends.
    pub async fn answer(
        &self,
        seeker: &Principal,
        id: MockInterviewId,
        turn: u32,
        answer: &str,
    ) -> InterviewResult<MockInterviewRecord> {
        let (mut uow, interview) = self.lock_own(seeker, id).await?;
        let follow_up = interview.turn(turn).and_then(|question| rules::follow_up(&question.text, answer));
        let mut is_over = false;
        if let Some(interview) = interview.answer(turn, answer, follow_up, self.clock.now())? {
            uow.mock_interviews().update(&interview).await?;
            uow.commit().await?;
            is_over = interview.open_turn().is_none();
        } else {
            drop(uow);
        }
        if is_over { self.complete(seeker, id).await } else { self.get(seeker, id).await }
    }

    /// Replaces the transcript, for clients that ask the questions themselves.
    pub async fn replace_transcript(
        &self,
        seeker: &Principal,
        id: MockInterviewId,
        turns: Vec<(TurnKind, String)>,
    ) -> InterviewResult<MockInterviewRecord> {
        let (mut uow, interview) = self.lock_own(seeker, id).await?;
        let interview = interview.replace_transcript(turns, self.clock.now())?;
        uow.mock_interviews().update(&interview).await?;
        uow.commit().await?;
        self.get(seeker, id).await
    }

    /// Ends the interview with a transcript of the client's own, if it has one. Once it has ended, nothing changes.
    pub async fn submit(
        &self,
        seeker: &Principal,
        id: MockInterviewId,
        turns: Vec<(TurnKind, String)>,
    ) -> InterviewResult<MockInterviewRecord> {
        if !turns.is_empty() {
            match self.replace_transcript(seeker, id, turns).await {
                Err(InterviewError::Refused(InterviewRefusal::Ended)) => {}
                outcome => drop(outcome?),
            }
        }
        self.complete(seeker, id).await
    }

    /// As [`Self::submit`], and asks for an expert's review at once.
    pub async fn submit_for_review(
        &self,
        seeker: &Principal,
        id: MockInterviewId,
        turns: Vec<(TurnKind, String)>,
    ) -> InterviewResult<MockInterviewRecord> {
        let submitted = self.submit(seeker, id, turns).await?;
        if submitted.interview.status != InterviewStatus::Completed {
            return Ok(submitted);
        }
        self.request_review(seeker, id).await
    }

    /// Ends the interview and rates it. Once it has ended, nothing changes.
    async fn complete(&self, seeker: &Principal, id: MockInterviewId) -> InterviewResult<MockInterviewRecord> {
        let rated = self.get(seeker, id).await?;
        if rated.interview.account_id != seeker.account_id {
            return Err(InterviewError::NotFound);
        }
        if rated.interview.status != InterviewStatus::InProgress {
            return Ok(rated);
        }
        rated.interview.require_answers()?;
        let scorecard = self.rate(&rated.interview).await?;
        let (mut uow, interview) = self.lock_own(seeker, id).await?;
        if interview.status == InterviewStatus::InProgress {
            if interview.transcript != rated.interview.transcript {
                return Err(InterviewError::TranscriptChanged);
            }
            let interview = interview.complete(scorecard, self.clock.now())?;
            uow.mock_interviews().update(&interview).await?;
            uow.commit().await?;
        } else {
            drop(uow);
        }
        self.get(seeker, id).await
    }

    async fn rate(&self, interview: &MockInterview) -> InterviewResult<Scorecard> {
        let by_rules = rules::scorecard(interview);
        let Some(model) = &self.completions else { return Ok(by_rules) };
        let job = match interview.job_id {
            Some(job_id) => self.database.read(Actor::Public).jobs().get(job_id).await?,
            None => None,
        };
        let posting = job.as_ref().map(|job| &job.posting);
        Ok(match model::scorecard(model.as_ref(), interview, posting, by_rules.clone()).await {
            Ok(scorecard) => scorecard,
            Err(error) => {
                warn!(error = %error.chain(), "the model did not rate a mock interview; using the rules");
                by_rules
            }
        })
    }

    /// Asks for an expert's review. Asked for twice, it is asked for once.
    pub async fn request_review(
        &self,
        seeker: &Principal,
        id: MockInterviewId,
    ) -> InterviewResult<MockInterviewRecord> {
        let (mut uow, interview) = self.lock_own(seeker, id).await?;
        if let Some(interview) = interview.request_review(self.clock.now())? {
            uow.mock_interviews().update(&interview).await?;
            uow.commit().await?;
        } else {
            drop(uow);
        }
        self.get(seeker, id).await
    }

    /// The seeker has seen the review. Nothing changes when there is none, or it was seen before.
    pub async fn mark_viewed(&self, seeker: &Principal, id: MockInterviewId) -> InterviewResult<MockInterviewRecord> {
        let (mut uow, interview) = self.lock_own(seeker, id).await?;
        if let Some(interview) = interview.view(self.clock.now()) {
            uow.mock_interviews().update(&interview).await?;
            uow.commit().await?;
        } else {
            drop(uow);
        }
        self.get(seeker, id).await
    }

    /// Stores an expert's review. Of two experts the first one's stays; an expert may correct their own.
    pub async fn review(
        &self,
        expert: &Principal,
        id: MockInterviewId,
        feedback: Feedback,
    ) -> InterviewResult<MockInterviewRecord> {
        let (mut uow, interview) = self.lock(expert, id).await?;
        let interview = interview.add_review(expert.account_id, feedback, self.clock.now())?;
        uow.mock_interviews().put_review(&interview).await?;
        uow.mock_interviews().update(&interview).await?;
        uow.commit().await?;
        self.get(expert, id).await
    }

    async fn lock(
        &self,
        principal: &Principal,
        id: MockInterviewId,
    ) -> InterviewResult<(Box<dyn UnitOfWork>, MockInterview)> {
        let mut uow = self.database.begin(principal.into()).await?;
        let interview = uow.mock_interviews().lock(principal, id).await?.ok_or(InterviewError::NotFound)?;
        Ok((uow, interview))
    }

    /// An administrator sees every interview, and speaks as its seeker in their own only.
    async fn lock_own(
        &self,
        seeker: &Principal,
        id: MockInterviewId,
    ) -> InterviewResult<(Box<dyn UnitOfWork>, MockInterview)> {
        let (uow, interview) = self.lock(seeker, id).await?;
        if interview.account_id != seeker.account_id {
            return Err(InterviewError::NotFound);
        }
        Ok((uow, interview))
    }
}
