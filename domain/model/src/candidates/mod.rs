//! Seekers' resumes.

pub mod document;
pub mod resume;
