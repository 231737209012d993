//! Bodies for mock interviews.

use chrono::{DateTime, Utc};
use domain_model::interviews::review::{Feedback, Points};
use domain_model::interviews::scorecard::{Rating, Scorecard};
use domain_model::interviews::{MockInterview, Turn, TurnKind};
use ports::MockInterviewRecord;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::api::names::InterviewStatusName;

/// A mock interview.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CoachMockInterview)]
pub(crate) struct Interview {
    id: Uuid,
    user_id: Uuid,
    job_id: Option<Uuid>,
    job: Option<Job>,
    user: Person,
    status: InterviewStatusName,
    /// What is asked, in order.
    questions: Vec<String>,
    transcript: Vec<TranscriptEntry>,
    /// `null` while the interview is in progress.
    ai_scorecard: Option<AiScorecard>,
    /// The expert's overall impression.
    expert_feedback: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    reviewed_at: Option<DateTime<Utc>>,
    viewed_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CoachInterviewJob)]
struct Job {
    title: Option<String>,
    company_name: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CoachInterviewPerson)]
struct Person {
    full_name: Option<String>,
    email: String,
}

/// Who said a turn of the transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = CoachInterviewRole)]
pub(crate) enum Role {
    /// The interviewer.
    Assistant,
    /// The interviewer's program.
    System,
    /// The seeker.
    User,
}

/// A turn of the transcript. Further members are left out.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = CoachTranscriptEntry)]
pub(crate) struct TranscriptEntry {
    role: Role,
    content: String,
}

/// The scorecard with the record that it was made from, and the review.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CoachScorecard)]
struct AiScorecard {
    /// From 0 to 10; `null` when it cannot be told.
    technical_accuracy: Option<u8>,
    clarity: Option<u8>,
    confidence: Option<u8>,
    summary_notes: String,
    /// `rules`, or `model:` and its name.
    generated_by: String,
    duration_minutes: i64,
    user_transcript: Vec<String>,
    ai_transcript: Vec<String>,
    combined_transcript: Vec<TranscriptEntry>,
    admin_review: Option<AdminReview>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CoachAdminReview)]
struct AdminReview {
    overall_summary: String,
    strengths: Vec<String>,
    improvements: Vec<String>,
    topics_to_work_on: Vec<String>,
    next_steps: String,
}

/// What an expert says. Further members, such as the name of the reviewer, are not read: the sign-in says who reviews.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ReviewRequest {
    #[schema(example = "You know the field; say more about your own part.")]
    overall_summary: String,
    #[serde(default)]
    strengths: Vec<String>,
    #[serde(default)]
    improvements: Vec<String>,
    #[serde(default)]
    topics_to_work_on: Vec<String>,
    #[serde(default)]
    next_steps: String,
}

impl TranscriptEntry {
    /// The turns of a client's transcript, without those that have no words.
    pub(crate) fn turns(entries: Vec<Self>) -> Vec<(TurnKind, String)> {
        let said = entries.into_iter().filter(|entry| !entry.content.trim().is_empty());
        said.map(|entry| {
            let kind = if entry.role == Role::User { TurnKind::Answer } else { TurnKind::Question };
            (kind, entry.content)
        })
        .collect()
    }
}

impl From<&Turn> for TranscriptEntry {
    fn from(turn: &Turn) -> Self {
        let role = if turn.kind == TurnKind::Answer { Role::User } else { Role::Assistant };
        Self { role, content: turn.text.clone() }
    }
}

impl From<MockInterviewRecord> for Interview {
    fn from(record: MockInterviewRecord) -> Self {
        let interview = &record.interview;
        Self {
            id: interview.id.0,
            user_id: interview.account_id.0,
            job_id: interview.job_id.map(|id| id.0),
            job: interview.job_id.map(|_| Job { title: record.job_title, company_name: record.job_company }),
            user: Person { full_name: record.user_full_name, email: record.user_email },
            status: interview.status.into(),
            questions: interview.questions.iter().map(|item| item.question.clone()).collect(),
            transcript: interview.transcript.iter().map(TranscriptEntry::from).collect(),
            ai_scorecard: interview.scorecard.as_ref().map(|scorecard| AiScorecard::of(interview, scorecard)),
            expert_feedback: interview.review.as_ref().map(|review| review.feedback.overall_summary.clone()),
            created_at: interview.started_at,
            updated_at: interview.updated_at,
            reviewed_at: interview.review.as_ref().map(|review| review.reviewed_at),
            viewed_at: interview.viewed_at,
        }
    }
}

impl AiScorecard {
    fn of(interview: &MockInterview, scorecard: &Scorecard) -> Self {
        let said = |by_user: bool| {
            let turns = interview.transcript.iter().filter(|turn| (turn.kind == TurnKind::Answer) == by_user);
            turns.map(|turn| turn.text.clone()).collect()
        };
        let lasted = interview.completed_at.map(|end| (end - interview.started_at).num_minutes());
        Self {
            technical_accuracy: scorecard.technical_accuracy.points,
            clarity: scorecard.clarity.points,
            confidence: scorecard.confidence.points,
            summary_notes: notes(scorecard),
            generated_by: scorecard.generated_by.to_string(),
            duration_minutes: lasted.unwrap_or_default(),
            user_transcript: said(true),
            ai_transcript: said(false),
            combined_transcript: interview.transcript.iter().map(TranscriptEntry::from).collect(),
            admin_review: interview.review.as_ref().map(|review| AdminReview::from(&review.feedback)),
        }
    }
}

/// The ratings in words, each with the sentence behind it.
fn notes(scorecard: &Scorecard) -> String {
    let sentence = |(name, rating): (&str, &Rating)| {
        let name = name.replace('_', " ");
        let points = rating.points.map_or_else(|| "cannot be told".to_owned(), |points| format!("{points} of 10"));
        let note = rating.note.as_ref().map(|note| format!(" {note}")).unwrap_or_default();
        let quotation = rating.quotation.as_ref().map(|quotation| format!(" You said: \"{}\"", quotation.text));
        format!("{name}: {points}.{note}{}", quotation.unwrap_or_default())
    };
    scorecard.ratings().map(sentence).join("\n")
}

impl From<&Feedback> for AdminReview {
    fn from(feedback: &Feedback) -> Self {
        let Feedback { overall_summary, strengths, improvements, topics_to_work_on, next_steps, .. } = feedback.clone();
        Self { overall_summary, strengths, improvements, topics_to_work_on, next_steps }
    }
}

impl From<ReviewRequest> for Feedback {
    fn from(request: ReviewRequest) -> Self {
        let ReviewRequest { overall_summary, strengths, improvements, topics_to_work_on, next_steps } = request;
        Self { overall_summary, strengths, improvements, topics_to_work_on, next_steps, points: Points::default() }
    }
}
