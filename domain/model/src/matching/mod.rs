//! Embeddings, and the skills of resumes and postings.

pub mod embedding;
pub mod skill;
