//! Embeddings; skills, occupations and levels of resumes and postings; negations and manipulation in texts;
//! what an estimate of pay rests on.

pub mod embedding;
pub mod level;
pub mod manipulation;
pub mod negation;
pub mod occupation;
pub mod part;
pub mod salary;
pub mod skill;
mod words;
