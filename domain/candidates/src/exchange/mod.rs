//! Import and export of resumes in the formats of other programs, by rules alone.
//!
//! A file is opened in the sandbox ([`ExchangeFiles`]) to plain data, which is mapped here. An export keeps fields
//! that the format lacks in an extension, so that a round trip loses nothing. An import reports the fields it omits.

mod archive;
mod dates;
mod employers;
mod error;
mod europass;
mod json_resume;
mod linkedin;
mod notes;
#[cfg(test)]
mod tests;
mod unmapped;

use std::sync::Arc;

use bytes::Bytes;
use domain_model::candidates::exchange::{ExchangeFormat, OmittedField, OriginalFile};
use domain_model::candidates::structured_resume::StructuredResume;
use ports::{ExchangeContent, ExchangeFiles, ExchangeReading};
use serde_json::Value;

pub use error::{ExchangeError, ExchangeResult};
pub use json_resume::export as export_json_resume;
use notes::Notes;

/// The largest file we import: an archive with the largest document in it.
pub const MAX_IMPORT_BYTES: usize = 12 * 1024 * 1024;

/// What was imported.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// What the file is.
    pub format: ExchangeFormat,
    /// The resume. All its fields are clear or missing and have no spans, unless it comes from our own archive.
    pub resume: StructuredResume,
    /// What is in the file and not in the resume; at most 200.
    pub left_out: Vec<OmittedField>,
    /// The document that the resume was read from, if an archive of ours has it.
    pub original: Option<OriginalFile>,
}

/// A file for another program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub bytes: Bytes,
    /// Its media type.
    pub media_type: &'static str,
    /// Its file extension, without the dot.
    pub extension: &'static str,
}

/// Imports and exports resumes. Keeps nothing.
#[derive(Clone)]
pub struct ResumeExchange {
    files: Arc<dyn ExchangeFiles>,
}

impl ResumeExchange {
    /// The service on this port.
    pub fn new(files: Arc<dyn ExchangeFiles>) -> Self {
        Self { files }
    }

    /// The resume in a file of any known format.
    pub async fn import(&self, bytes: Bytes) -> ExchangeResult<Imported> {
        if bytes.is_empty() {
            return Err(ExchangeError::Empty);
        }
        if bytes.len() > MAX_IMPORT_BYTES {
            return Err(ExchangeError::TooLarge);
        }
        match self.files.open(bytes).await? {
            ExchangeReading::Content(content) => interpret(content),
            ExchangeReading::Unknown => Err(ExchangeError::UnknownFormat),
            ExchangeReading::Encrypted => Err(ExchangeError::Encrypted),
            ExchangeReading::TooLarge => Err(ExchangeError::TooLarge),
            ExchangeReading::Unreadable(reason) => Err(ExchangeError::Unreadable(reason)),
        }
    }

    /// The resume as a file of this format. Only our own archive keeps spans, doubts and the document it was read from.
    pub async fn export(
        &self,
        resume: &StructuredResume,
        format: ExchangeFormat,
        original: Option<OriginalFile>,
    ) -> ExchangeResult<Exported> {
        let (bytes, media_type, extension) = match format {
            ExchangeFormat::JsonResume => (in_lines(&json_resume::export(resume)), "application/json", "json"),
            ExchangeFormat::Europass => {
                (Bytes::from(europass::export(resume)), "application/xml; charset=utf-8", "xml")
            }
            ExchangeFormat::Archive => {
                (self.files.pack(archive::export(resume), original).await?, "application/zip", "zip")
            }
            ExchangeFormat::LinkedIn => return Err(ExchangeError::ReadOnly(format)),
        };
        Ok(Exported { bytes, media_type, extension })
    }
}

/// The resume in the content of a file.
pub fn interpret(content: ExchangeContent) -> ExchangeResult<Imported> {
    let notes = Notes::default();
    let (format, resume, original) = match content {
        ExchangeContent::Json(value) => (ExchangeFormat::JsonResume, json_resume::import(value, &notes)?, None),
        ExchangeContent::Xml(root) => (ExchangeFormat::Europass, europass::import(root, &notes)?, None),
        ExchangeContent::Tables { tables, other_files } => {
            (ExchangeFormat::LinkedIn, linkedin::import(&tables, &other_files, &notes), None)
        }
        ExchangeContent::Archive { resume, original } => (ExchangeFormat::Archive, archive::import(resume)?, original),
    };
    if format != ExchangeFormat::Archive && resume == StructuredResume::default() {
        return Err(ExchangeError::NoResume);
    }
    Ok(Imported { format, resume, left_out: notes.into_list(), original })
}

fn in_lines(value: &Value) -> Bytes {
    Bytes::from(format!("{value:#}\n"))
}
