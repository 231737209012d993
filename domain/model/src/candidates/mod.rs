//! Resumes and documents.

mod detached;
pub mod document;
pub mod document_type;
pub mod exchange;
pub mod field;
pub mod partial_date;
pub mod resume;
pub mod sheet;
pub mod structured_resume;
pub mod tailoring;
