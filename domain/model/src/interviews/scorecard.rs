//! Scorecards: three ratings of an interview, each with the sentence that earned it and with what was counted.

use serde::{Deserialize, Serialize};

use crate::catalogue::enrichment::GeneratedBy;
use crate::kernel::named::named_enum;

named_enum! {
    /// What the rules count, or why they cannot.
    FindingKind {
        /// Answers that speak about what was asked.
        OnSubject = "on_subject",
        /// Answers with a figure, a named skill or a result.
        Concrete = "concrete",
        /// Answers that say what the seeker did.
        OwnPart = "own_part",
        /// Answers that are neither very short nor very long.
        FairLength = "fair_length",
        /// Answers that give a reason, an order of events or a result.
        Reasoned = "reasoned",
        /// Sentences that can be followed when they are heard once.
        PlainSentence = "plain_sentence",
        /// Sentences in which the seeker says plainly what they did or would do.
        Assured = "assured",
        /// Sentences that take themselves back.
        Hedged = "hedged",
        /// Unknown: the interview is about no posting to compare with.
        NoPosting = "no_posting",
        /// Unknown: too little was said.
        TooLittle = "too_little",
        /// Unknown: the rules do not read the language.
        UnknownLanguage = "unknown_language",
    }
}

/// Something that was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What was counted.
    pub kind: FindingKind,
    /// How many there are.
    pub count: u32,
    /// How many there could be.
    pub of: u32,
}

/// A sentence of the seeker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// The number of the answer in the transcript.
    pub turn: u32,
    /// The sentence, word for word.
    pub text: String,
}

/// A rating of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// From 0 to [`Rating::MAX_POINTS`]; `None` when it cannot be told.
    pub points: Option<u8>,
    /// The sentence that earned it, or cost it.
    pub quotation: Option<Quotation>,
    /// What the rules counted.
    pub findings: Vec<Finding>,
    /// What a model says about it.
    pub note: Option<String>,
}

/// The ratings of an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scorecard {
    /// How well the answers treat what the posting asks for.
    pub technical_accuracy: Rating,
    /// How easily the answers are followed.
    pub clarity: Rating,
    /// How plainly the seeker speaks of what they did.
    pub confidence: Rating,
    /// By the rules or a model.
    pub generated_by: GeneratedBy,
}

impl Rating {
    /// The best rating.
    pub const MAX_POINTS: u8 = 10;

    /// A rating that cannot be told, for this reason.
    pub fn unknown(why: FindingKind) -> Self {
        Self { points: None, quotation: None, findings: vec![Finding { kind: why, count: 0, of: 0 }], note: None }
    }
}

impl Scorecard {
    /// Its ratings, each with its name.
    pub fn ratings(&self) -> [(&'static str, &Rating); 3] {
        [("technical_accuracy", &self.technical_accuracy), ("clarity", &self.clarity), ("confidence", &self.confidence)]
    }
}
