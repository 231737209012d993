//! Seekers' resumes.

pub mod resume;
