//! Reading a document: its text, its fields and its skills. Nothing is stored.

use std::sync::Arc;

use bytes::Bytes;
use domain_model::candidates::document::Document;
use domain_model::candidates::resume::DocumentType;
use domain_model::candidates::structured_resume::StructuredResume;
use domain_model::kernel::text;
use ports::{DocumentParser, DocumentReading, TextRecognition};

use crate::parse::parse_resume;
use crate::recognition::recognise_pages;
use crate::{ResumeError, ResumeResult, ResumeService, recognise_skills};

/// The largest document we take.
pub const MAX_DOCUMENT_BYTES: usize = 10 * 1024 * 1024;
/// More text than this, in bytes, is no resume: some sixty pages.
const MAX_TEXT: usize = 200_000;
/// A document with less text than this is a scan or empty.
const MIN_TEXT_CHARS: usize = 50;

/// What was read in a document.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadDocument {
    /// What it is.
    pub document_type: DocumentType,
    /// Its lines, and what its reader noticed.
    pub document: Document,
    /// What it says, field by field.
    pub content: StructuredResume,
    /// Its text in reading order.
    pub text: String,
    /// Canonical names of the skills in it.
    pub skills: Vec<String>,
}

/// Reads documents as resumes. It needs no installation and keeps nothing.
#[derive(Clone)]
pub struct ResumeReader {
    pub(crate) documents: Arc<dyn DocumentParser>,
    recognition: Option<Arc<dyn TextRecognition>>,
}

impl ResumeService {
    /// Reads a document without keeping anything.
    pub async fn read(&self, bytes: Bytes) -> ResumeResult<ReadDocument> {
        self.reader.read(bytes).await
    }
}

impl ResumeReader {
    /// A reader on these ports. Without recognition, documents that are pictures of text are not readable.
    pub fn new(documents: Arc<dyn DocumentParser>, recognition: Option<Arc<dyn TextRecognition>>) -> Self {
        Self { documents, recognition }
    }

    /// Reads a document.
    pub async fn read(&self, bytes: Bytes) -> ResumeResult<ReadDocument> {
        if bytes.is_empty() {
            return Err(ResumeError::Empty);
        }
        if bytes.len() > MAX_DOCUMENT_BYTES {
            return Err(ResumeError::TooLarge);
        }
        let document_type = DocumentType::sniff(&bytes).ok_or(ResumeError::NotADocument)?;
        let mut document = match self.documents.read(document_type, bytes.clone()).await? {
            DocumentReading::Document(document) => document,
            DocumentReading::Encrypted => return Err(ResumeError::Encrypted),
            DocumentReading::Unreadable => return Err(ResumeError::Unreadable),
        };
        if let Some(recognition) = self.recognition.as_deref().filter(|_| document.needs_ocr()) {
            recognise_pages(&mut document, document_type, &bytes, &*self.documents, recognition).await?;
        }
        let text = text::clean(&document.text());
        if text.len() > MAX_TEXT {
            return Err(ResumeError::TooLong);
        }
        if text.chars().filter(|c| !c.is_whitespace()).count() < MIN_TEXT_CHARS {
            return Err(if document.needs_ocr() { ResumeError::NeedsOcr } else { ResumeError::NoText });
        }
        let content = parse_resume(&document);
        let skills = recognise_skills(&text);
        Ok(ReadDocument { document_type, document, content, text, skills })
    }
}
