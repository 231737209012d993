//! Resumes and documents.

pub mod document;
pub mod resume;
