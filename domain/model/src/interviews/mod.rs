//! Mock interviews: questions and answers in turn, a follow-up to a thin answer, a scorecard at the end, and an expert's
//! review on request.
//!
//! `in_progress → completed → pending_review → reviewed`; there is no way back. The transcript is the record: what is to be
//! asked next follows from it.

pub mod review;
pub mod scorecard;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::catalogue::enrichment::InterviewQuestion;
use crate::kernel::id::{AccountId, JobId, MockInterviewId};
use crate::kernel::named::named_enum;
use crate::kernel::text;

use review::{ExpertReview, Feedback};
use scorecard::Scorecard;

named_enum! {
    /// How far an interview has come.
    InterviewStatus {
        /// Questions are being answered.
        InProgress = "in_progress",
        /// It has a scorecard.
        Completed = "completed",
        /// The seeker has asked for an expert's review.
        PendingReview = "pending_review",
        /// An expert has given feedback.
        Reviewed = "reviewed",
    }
}

named_enum! {
    /// What a turn of the transcript is.
    TurnKind {
        /// A question of the interviewer.
        Question = "question",
        /// A question that asks for more of the answer before it.
        FollowUp = "follow_up",
        /// What the seeker said.
        Answer = "answer",
    }
}

/// A turn of the transcript. Turns are numbered from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// What it is.
    pub kind: TurnKind,
    /// The words.
    pub text: String,
    /// When it was recorded.
    pub at: DateTime<Utc>,
}

/// A mock interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MockInterview {
    /// The id.
    pub id: MockInterviewId,
    /// The seeker.
    pub account_id: AccountId,
    /// The job it prepares for, if any.
    pub job_id: Option<JobId>,
    /// How far it has come.
    pub status: InterviewStatus,
    /// What is asked, in order.
    pub questions: Vec<InterviewQuestion>,
    /// What was asked and answered so far.
    pub transcript: Vec<Turn>,
    /// The ratings, from [`InterviewStatus::Completed`] on.
    pub scorecard: Option<Scorecard>,
    /// The expert's review, once there is one.
    pub review: Option<ExpertReview>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub completed_at: Option<DateTime<Utc>>,
    /// When the seeker saw the review.
    pub viewed_at: Option<DateTime<Utc>>,
    /// When it changed last.
    pub updated_at: DateTime<Utc>,
}

/// Why an interview does not go on as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InterviewRefusal {
    /// A turn has no words.
    #[error("an answer needs words")]
    Empty,
    /// A text is too long.
    #[error("a text has at most {limit} characters")]
    TooLong {
        /// The most characters.
        limit: usize,
    },
    /// A list is too long.
    #[error("there are at most {limit} of them")]
    TooMany {
        /// The most items.
        limit: usize,
    },
    /// Points are above [`scorecard::Rating::MAX_POINTS`].
    #[error("points go from 0 to {}", scorecard::Rating::MAX_POINTS)]
    PointsOutOfRange,
    /// It is handed in without an answer.
    #[error("nothing has been answered yet")]
    NothingAnswered,
    /// The turn is not the question that is open.
    #[error("this question is not open; the open one is {}", open.map_or_else(|| "none".to_owned(), |turn| format!("turn {turn}")))]
    NotOpen {
        /// The number of the open question.
        open: Option<u32>,
    },
    /// It has ended.
    #[error("the interview has ended")]
    Ended,
    /// It has not ended yet.
    #[error("the interview has not ended yet")]
    NotEnded,
    /// Nobody has asked for a review.
    #[error("no review has been requested")]
    ReviewNotRequested,
    /// There is a review, of another expert if it is to be written.
    #[error("the interview has been reviewed already")]
    AlreadyReviewed,
    /// The seeker has become an expert and would review their own interview.
    #[error("nobody reviews their own interview")]
    OwnInterview,
}

impl MockInterview {
    /// The most characters of a turn.
    pub const MAX_TURN: usize = 8_000;
    /// The most turns of a transcript.
    pub const MAX_TURNS: usize = 200;
    /// The most characters of a transcript.
    pub const MAX_TRANSCRIPT: usize = 100_000;
    /// How long a question and its answer usually take.
    const PACE: TimeDelta = TimeDelta::minutes(3);

    /// An interview that begins with the first question.
    pub fn start(
        id: MockInterviewId,
        account_id: AccountId,
        job_id: Option<JobId>,
        questions: Vec<InterviewQuestion>,
        now: DateTime<Utc>,
    ) -> Self {
        let mut interview = Self {
            id,
            account_id,
            job_id,
            status: InterviewStatus::InProgress,
            questions,
            transcript: Vec::new(),
            scorecard: None,
            review: None,
            started_at: now,
            completed_at: None,
            viewed_at: None,
            updated_at: now,
        };
        interview.ask_next(now);
        interview
    }

    /// When somebody at the usual pace is done. Nothing ends then.
    pub fn suggested_end(&self) -> DateTime<Utc> {
        let questions = i32::try_from(self.questions.len()).unwrap_or(i32::MAX);
        self.started_at.checked_add_signed(Self::PACE * questions).unwrap_or(self.started_at)
    }

    /// The number of the turn that is to be answered. `None` when everything is answered, or the interview has ended.
    pub fn open_turn(&self) -> Option<u32> {
        let is_open = self.status == InterviewStatus::InProgress;
        let last = self.transcript.last().filter(|turn| is_open && turn.kind != TurnKind::Answer);
        last.and_then(|_| u32::try_from(self.transcript.len()).ok())
    }

    /// The turn of this number.
    pub fn turn(&self, number: u32) -> Option<&Turn> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        self.transcript.get(index)
    }

    /// Answers the open question. A planned question is followed by `follow_up`, if there is one, and then by the next.
    /// `None` when the turn was answered in the same words before.
    pub fn answer(
        mut self,
        turn: u32,
        answer: &str,
        follow_up: Option<String>,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, InterviewRefusal> {
        let answer = acceptable(answer, Self::MAX_TURN)?;
        let given = turn.checked_add(1).and_then(|next| self.turn(next));
        if given.is_some_and(|given| given.kind == TurnKind::Answer && given.text == answer) {
            return Ok(None);
        }
        self.require_in_progress()?;
        let open = self.open_turn();
        if open != Some(turn) {
            return Err(InterviewRefusal::NotOpen { open });
        }
        let is_planned = self.turn(turn).is_some_and(|turn| turn.kind == TurnKind::Question);
        self.transcript.push(Turn { kind: TurnKind::Answer, text: answer, at: now });
        match follow_up.filter(|_| is_planned) {
            Some(text) => self.transcript.push(Turn { kind: TurnKind::FollowUp, text, at: now }),
            None => self.ask_next(now),
        }
        self.updated_at = now;
        Ok(Some(self))
    }

    /// Replaces the transcript, for clients that ask the questions themselves. Turns that were there keep their time; an
    /// empty transcript begins anew with the first question.
    pub fn replace_transcript(
        mut self,
        turns: Vec<(TurnKind, String)>,
        now: DateTime<Utc>,
    ) -> Result<Self, InterviewRefusal> {
        self.require_in_progress()?;
        if turns.len() > Self::MAX_TURNS {
            return Err(InterviewRefusal::TooMany { limit: Self::MAX_TURNS });
        }
        let before = std::mem::take(&mut self.transcript);
        for (index, (kind, text)) in turns.into_iter().enumerate() {
            let text = acceptable(&text, Self::MAX_TURN)?;
            let known = before.get(index).filter(|known| known.kind == kind && known.text == text);
            let at = known.map_or(now, |known| known.at);
            self.transcript.push(Turn { kind, text, at });
        }
        let characters: usize = self.transcript.iter().map(|turn| turn.text.chars().count()).sum();
        if characters > Self::MAX_TRANSCRIPT {
            return Err(InterviewRefusal::TooLong { limit: Self::MAX_TRANSCRIPT });
        }
        if self.transcript.is_empty() {
            self.ask_next(now);
        }
        self.updated_at = now;
        Ok(self)
    }

    /// Whether it can be handed in.
    pub fn require_answers(&self) -> Result<(), InterviewRefusal> {
        self.require_in_progress()?;
        let is_answered = self.transcript.iter().any(|turn| turn.kind == TurnKind::Answer);
        if is_answered { Ok(()) } else { Err(InterviewRefusal::NothingAnswered) }
    }

    /// Ends the interview. Questions that are still open stay unanswered.
    pub fn complete(mut self, scorecard: Scorecard, now: DateTime<Utc>) -> Result<Self, InterviewRefusal> {
        self.require_answers()?;
        self.status = InterviewStatus::Completed;
        self.scorecard = Some(scorecard);
        self.completed_at = Some(now);
        self.updated_at = now;
        Ok(self)
    }

    /// Asks for an expert's review. `None` when that was asked before.
    pub fn request_review(mut self, now: DateTime<Utc>) -> Result<Option<Self>, InterviewRefusal> {
        match self.status {
            InterviewStatus::InProgress => Err(InterviewRefusal::NotEnded),
            InterviewStatus::Reviewed => Err(InterviewRefusal::AlreadyReviewed),
            InterviewStatus::PendingReview => Ok(None),
            InterviewStatus::Completed => {
                self.status = InterviewStatus::PendingReview;
                self.updated_at = now;
                Ok(Some(self))
            }
        }
    }

    /// Adds an expert's review. The same expert may correct it; the seeker then has it to see again.
    pub fn add_review(
        mut self,
        reviewer: AccountId,
        feedback: Feedback,
        now: DateTime<Utc>,
    ) -> Result<Self, InterviewRefusal> {
        if reviewer == self.account_id {
            return Err(InterviewRefusal::OwnInterview);
        }
        match (self.status, &self.review) {
            (InterviewStatus::InProgress, _) => return Err(InterviewRefusal::NotEnded),
            (InterviewStatus::Completed, _) => return Err(InterviewRefusal::ReviewNotRequested),
            (InterviewStatus::Reviewed, Some(review)) if review.reviewer != reviewer => {
                return Err(InterviewRefusal::AlreadyReviewed);
            }
            (InterviewStatus::PendingReview | InterviewStatus::Reviewed, _) => {}
        }
        self.review = Some(ExpertReview { reviewer, feedback: feedback.checked()?, reviewed_at: now });
        self.status = InterviewStatus::Reviewed;
        self.viewed_at = None;
        self.updated_at = now;
        Ok(self)
    }

    /// The seeker has seen the review. `None` when there is none, or it was seen before.
    pub fn view(mut self, now: DateTime<Utc>) -> Option<Self> {
        let is_new = self.status == InterviewStatus::Reviewed && self.viewed_at.is_none();
        is_new.then(|| {
            self.viewed_at = Some(now);
            self
        })
    }

    fn require_in_progress(&self) -> Result<(), InterviewRefusal> {
        if self.status == InterviewStatus::InProgress { Ok(()) } else { Err(InterviewRefusal::Ended) }
    }

    fn ask_next(&mut self, now: DateTime<Utc>) {
        let asked = self.transcript.iter().filter(|turn| turn.kind == TurnKind::Question).count();
        if let Some(next) = self.questions.get(asked) {
            self.transcript.push(Turn { kind: TurnKind::Question, text: next.question.clone(), at: now });
        }
    }
}

/// The text, cleaned and not empty.
fn acceptable(words: &str, limit: usize) -> Result<String, InterviewRefusal> {
    let words = text::clean(words);
    let words = words.trim();
    if words.is_empty() {
        return Err(InterviewRefusal::Empty);
    }
    if words.chars().count() > limit {
        return Err(InterviewRefusal::TooLong { limit });
    }
    Ok(words.to_owned())
}

#[cfg(test)]
mod tests;
