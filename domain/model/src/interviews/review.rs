//! An expert's review of an interview.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::scorecard::Rating;
use super::{InterviewRefusal, acceptable};
use crate::kernel::id::AccountId;
use crate::kernel::text;

/// What an expert says about an interview.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Feedback {
    /// The overall impression.
    pub overall_summary: String,
    /// What was good.
    pub strengths: Vec<String>,
    /// What could be better.
    pub improvements: Vec<String>,
    /// What to learn.
    pub topics_to_work_on: Vec<String>,
    /// What to do next.
    pub next_steps: String,
    /// The expert's own points, beside those of the scorecard.
    pub points: Points,
}

/// Points from 0 to [`Rating::MAX_POINTS`]; an expert may leave one out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Points {
    /// How well the answers treat what the posting asks for.
    pub technical_accuracy: Option<u8>,
    /// How easily the answers are followed.
    pub clarity: Option<u8>,
    /// How plainly the seeker speaks of what they did.
    pub confidence: Option<u8>,
}

/// A review: the feedback, and who gave it when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpertReview {
    /// The administrator.
    pub reviewer: AccountId,
    /// What they say.
    pub feedback: Feedback,
    /// When they said it.
    pub reviewed_at: DateTime<Utc>,
}

impl Feedback {
    /// The most characters of the summary and of the next steps.
    pub const MAX_TEXT: usize = 4_000;
    /// The most characters of an item.
    pub const MAX_ITEM: usize = 500;
    /// The most items of a list.
    pub const MAX_ITEMS: usize = 20;

    /// The feedback, cleaned, without empty items. Refused without a summary, or when something is too long.
    pub fn checked(self) -> Result<Self, InterviewRefusal> {
        let Points { technical_accuracy, clarity, confidence } = self.points;
        if [technical_accuracy, clarity, confidence].into_iter().flatten().any(|points| points > Rating::MAX_POINTS) {
            return Err(InterviewRefusal::PointsOutOfRange);
        }
        Ok(Self {
            overall_summary: acceptable(&self.overall_summary, Self::MAX_TEXT)?,
            strengths: items(self.strengths)?,
            improvements: items(self.improvements)?,
            topics_to_work_on: items(self.topics_to_work_on)?,
            next_steps: optional(&self.next_steps, Self::MAX_TEXT)?,
            points: self.points,
        })
    }
}

fn items(items: Vec<String>) -> Result<Vec<String>, InterviewRefusal> {
    if items.len() > Feedback::MAX_ITEMS {
        return Err(InterviewRefusal::TooMany { limit: Feedback::MAX_ITEMS });
    }
    let mut kept = Vec::new();
    for item in items {
        kept.push(optional(&item, Feedback::MAX_ITEM)?);
    }
    kept.retain(|item| !item.is_empty());
    Ok(kept)
}

fn optional(words: &str, limit: usize) -> Result<String, InterviewRefusal> {
    if text::clean(words).trim().is_empty() { Ok(String::new()) } else { acceptable(words, limit) }
}
