//! Bodies for mock interviews.

use chrono::{DateTime, Utc};
use domain_model::catalogue::enrichment::InterviewQuestion;
use domain_model::interviews::review::{ExpertReview, Feedback, Points};
use domain_model::interviews::scorecard::{Finding, Quotation, Rating, Scorecard};
use domain_model::interviews::{InterviewStatus, MockInterview, Turn, TurnKind};
use ports::MockInterviewRecord;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::api::names::{FindingKindName, InterviewStatusName, TurnKindName};

/// A mock interview in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MockInterviewItem {
    id: Uuid,
    /// The job it prepares for, if any.
    job: Option<InterviewJob>,
    status: InterviewStatusName,
    /// The points of the scorecard, once there is one.
    points: PointsBody,
    started_at: DateTime<Utc>,
    /// When somebody at the usual pace is done. Nothing ends then.
    suggested_end: DateTime<Utc>,
    completed_at: Option<DateTime<Utc>>,
    reviewed_at: Option<DateTime<Utc>>,
    /// When the seeker saw the review.
    viewed_at: Option<DateTime<Utc>>,
}

/// The job of an interview.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InterviewJob {
    id: Uuid,
    title: Option<String>,
    company: Option<String>,
}

/// A mock interview with its transcript, scorecard and review.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MockInterviewResource {
    #[serde(flatten)]
    item: MockInterviewItem,
    /// How many questions are planned; follow-ups come on top.
    question_count: usize,
    transcript: Vec<TurnBody>,
    /// The number of the turn that is to be answered; `null` when all is answered or the interview has ended.
    open_turn: Option<u32>,
    /// What was asked and what a good answer covers, once the interview has ended.
    questions: Vec<QuestionBody>,
    scorecard: Option<ScorecardBody>,
    review: Option<ReviewBody>,
}

/// A mock interview at the review desk.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DeskItem {
    #[serde(flatten)]
    item: MockInterviewItem,
    user: DeskPerson,
}

/// A mock interview at the review desk, with everything.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DeskInterview {
    #[serde(flatten)]
    interview: MockInterviewResource,
    user: DeskPerson,
}

/// The seeker of an interview.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DeskPerson {
    id: Uuid,
    full_name: Option<String>,
    email: String,
}

/// A turn of the transcript.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TurnBody {
    /// Its number, from 1.
    turn: u32,
    kind: TurnKindName,
    text: String,
    at: DateTime<Utc>,
}

/// A question and what a good answer covers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QuestionBody {
    question: String,
    answer_strategy: String,
}

/// Three ratings, and who gave them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ScorecardBody {
    technical_accuracy: RatingBody,
    clarity: RatingBody,
    confidence: RatingBody,
    /// `rules`, or `model:` and its name.
    generated_by: String,
}

/// A rating, the sentence behind it and what was counted.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RatingBody {
    /// From 0 to 10; `null` when it cannot be told.
    points: Option<u8>,
    /// The sentence that earned it, or cost it.
    quotation: Option<QuotationBody>,
    /// What the rules counted.
    findings: Vec<FindingBody>,
    /// What a model says about it.
    note: Option<String>,
}

/// A sentence of the seeker, word for word.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QuotationBody {
    /// The number of the answer in the transcript.
    turn: u32,
    text: String,
}

/// Something that was counted, or why nothing was.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FindingBody {
    kind: FindingKindName,
    count: u32,
    /// How many there could be.
    of: u32,
}

/// Points from 0 to 10.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PointsBody {
    #[serde(default)]
    #[schema(maximum = 10)]
    technical_accuracy: Option<u8>,
    #[serde(default)]
    #[schema(maximum = 10)]
    clarity: Option<u8>,
    #[serde(default)]
    #[schema(maximum = 10)]
    confidence: Option<u8>,
}

/// What an expert says about an interview.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FeedbackBody {
    /// The overall impression.
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
    /// The expert's own points, beside those of the scorecard.
    #[serde(default)]
    points: PointsBody,
}

/// An expert's review.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReviewBody {
    overall_summary: String,
    strengths: Vec<String>,
    improvements: Vec<String>,
    topics_to_work_on: Vec<String>,
    next_steps: String,
    /// The expert's own points, beside those of the scorecard.
    points: PointsBody,
    reviewed_at: DateTime<Utc>,
}

impl From<MockInterviewRecord> for MockInterviewItem {
    fn from(record: MockInterviewRecord) -> Self {
        item_of(&record)
    }
}

fn item_of(record: &MockInterviewRecord) -> MockInterviewItem {
    let interview = &record.interview;
    let job = |id: Uuid| InterviewJob { id, title: record.job_title.clone(), company: record.job_company.clone() };
    let points = |of: fn(&Scorecard) -> &Rating| interview.scorecard.as_ref().and_then(|card| of(card).points);
    MockInterviewItem {
        id: interview.id.0,
        job: interview.job_id.map(|id| job(id.0)),
        status: interview.status.into(),
        points: PointsBody {
            technical_accuracy: points(|card| &card.technical_accuracy),
            clarity: points(|card| &card.clarity),
            confidence: points(|card| &card.confidence),
        },
        started_at: interview.started_at,
        suggested_end: interview.suggested_end(),
        completed_at: interview.completed_at,
        reviewed_at: interview.review.as_ref().map(|review| review.reviewed_at),
        viewed_at: interview.viewed_at,
    }
}

impl From<MockInterviewRecord> for MockInterviewResource {
    fn from(record: MockInterviewRecord) -> Self {
        let item = item_of(&record);
        let MockInterview { status, questions, transcript, scorecard, review, .. } = &record.interview;
        // What a good answer covers is told afterwards.
        let told: &[InterviewQuestion] = if *status == InterviewStatus::InProgress { &[] } else { questions };
        Self {
            item,
            question_count: questions.len(),
            transcript: transcript.iter().zip(1..).map(TurnBody::from).collect(),
            open_turn: record.interview.open_turn(),
            questions: told.iter().map(QuestionBody::from).collect(),
            scorecard: scorecard.as_ref().map(ScorecardBody::from),
            review: review.as_ref().map(ReviewBody::from),
        }
    }
}

fn person_of(record: &MockInterviewRecord) -> DeskPerson {
    DeskPerson {
        id: record.interview.account_id.0,
        full_name: record.user_full_name.clone(),
        email: record.user_email.clone(),
    }
}

impl From<MockInterviewRecord> for DeskItem {
    fn from(record: MockInterviewRecord) -> Self {
        Self { item: item_of(&record), user: person_of(&record) }
    }
}

impl From<MockInterviewRecord> for DeskInterview {
    fn from(record: MockInterviewRecord) -> Self {
        Self { user: person_of(&record), interview: record.into() }
    }
}

impl From<(&Turn, u32)> for TurnBody {
    fn from((turn, number): (&Turn, u32)) -> Self {
        Self { turn: number, kind: turn.kind.into(), text: turn.text.clone(), at: turn.at }
    }
}

impl From<&InterviewQuestion> for QuestionBody {
    fn from(question: &InterviewQuestion) -> Self {
        Self { question: question.question.clone(), answer_strategy: question.answer_strategy.clone() }
    }
}

impl From<&Scorecard> for ScorecardBody {
    fn from(scorecard: &Scorecard) -> Self {
        Self {
            technical_accuracy: RatingBody::from(&scorecard.technical_accuracy),
            clarity: RatingBody::from(&scorecard.clarity),
            confidence: RatingBody::from(&scorecard.confidence),
            generated_by: scorecard.generated_by.to_string(),
        }
    }
}

impl From<&Rating> for RatingBody {
    fn from(rating: &Rating) -> Self {
        Self {
            points: rating.points,
            quotation: rating.quotation.as_ref().map(QuotationBody::from),
            findings: rating.findings.iter().map(FindingBody::from).collect(),
            note: rating.note.clone(),
        }
    }
}

impl From<&Quotation> for QuotationBody {
    fn from(quotation: &Quotation) -> Self {
        Self { turn: quotation.turn, text: quotation.text.clone() }
    }
}

impl From<&Finding> for FindingBody {
    fn from(finding: &Finding) -> Self {
        Self { kind: finding.kind.into(), count: finding.count, of: finding.of }
    }
}

impl From<&ExpertReview> for ReviewBody {
    fn from(review: &ExpertReview) -> Self {
        let Feedback { overall_summary, strengths, improvements, topics_to_work_on, next_steps, points } =
            review.feedback.clone();
        let Points { technical_accuracy, clarity, confidence } = points;
        let points = PointsBody { technical_accuracy, clarity, confidence };
        let reviewed_at = review.reviewed_at;
        Self { overall_summary, strengths, improvements, topics_to_work_on, next_steps, points, reviewed_at }
    }
}

impl From<FeedbackBody> for Feedback {
    fn from(body: FeedbackBody) -> Self {
        let PointsBody { technical_accuracy, clarity, confidence } = body.points;
        Self {
            overall_summary: body.overall_summary,
            strengths: body.strengths,
            improvements: body.improvements,
            topics_to_work_on: body.topics_to_work_on,
            next_steps: body.next_steps,
            points: Points { technical_accuracy, clarity, confidence },
        }
    }
}

/// A turn of a client that asks the questions itself.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTurn {
    kind: TurnKindName,
    text: String,
}

impl From<NewTurn> for (TurnKind, String) {
    fn from(turn: NewTurn) -> Self {
        (turn.kind.0, turn.text)
    }
}
