//! Enrichment: tips, questions and skills derived from a posting.

use serde::{Deserialize, Serialize};

/// How a text was made: by rules or by a model.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum GeneratedBy {
    /// By rules.
    Rules,
    /// By the model with this name.
    Model(String),
}

impl From<GeneratedBy> for String {
    fn from(value: GeneratedBy) -> Self {
        value.to_string()
    }
}

impl From<String> for GeneratedBy {
    fn from(text: String) -> Self {
        match text.strip_prefix("model:") {
            Some(name) => Self::Model(name.to_owned()),
            None => Self::Rules,
        }
    }
}

impl std::fmt::Display for GeneratedBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rules => f.write_str("rules"),
            Self::Model(name) => write!(f, "model:{name}"),
        }
    }
}

/// An interview question with a strategy for the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterviewQuestion {
    /// The question.
    pub question: String,
    /// What a good answer covers.
    pub answer_strategy: String,
}

/// The enrichment of a job, by rules or a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrichment {
    /// Exactly [`Enrichment::TIPS`] tips for the resume.
    pub resume_tips: Vec<String>,
    /// Exactly [`Enrichment::QUESTIONS`] interview questions.
    pub interview_questions: Vec<InterviewQuestion>,
    /// Canonical names of the skills the posting asks for, most telling first.
    pub skills: Vec<String>,
    /// How it was made.
    pub generated_by: GeneratedBy,
}

impl Enrichment {
    /// How many resume tips there are.
    pub const TIPS: usize = 5;
    /// How many interview questions there are.
    pub const QUESTIONS: usize = 5;
}

/// The key of an enrichment: SHA-256, in hex, of the normalised text, the prompt version, the model and the schema
/// version. The same text is enriched once; a new prompt or model makes a new key (SS-15).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EnrichmentKey(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_by_survives_its_text_form() {
        for value in [GeneratedBy::Rules, GeneratedBy::Model("qwen3:8b".to_owned())] {
            assert_eq!(GeneratedBy::from(String::from(value.clone())), value);
        }
    }
}
