//! Embeddings, the skills of resumes and postings, and what a text says not to know.

pub mod embedding;
pub mod negation;
pub mod skill;
