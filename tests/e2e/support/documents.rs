//! Documents to upload.

use super::repository;

/// A software engineer's resume: Rust, `PostgreSQL`, Python, Docker, Linux; no Kubernetes, no Terraform.
pub(crate) fn software_engineer() -> Vec<u8> {
    std::fs::read(repository("samples/resumes/mira-okonjo-software-engineer.pdf")).unwrap()
}

/// A nurse's resume, as DOCX.
pub(crate) fn nurse() -> Vec<u8> {
    std::fs::read(repository("samples/resumes/ama-boateng-nurse.docx")).unwrap()
}
