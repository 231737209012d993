//! Documents and files of other programs, read in child processes: only a well-formed answer is accepted.

use std::path::PathBuf;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::candidates::exchange::OriginalFile;
use domain_model::candidates::resume::DocumentType;
use ports::{DocumentParser, DocumentReading, ExchangeFiles, ExchangeReading, PortError, PortResult};
use serde_json::Value;
use tracing::debug;

use crate::children::Children;
use crate::exchange;
use crate::refusal::Refusal;
use crate::worker::{Answer, EXCHANGE};

/// From start to answer. A child that computes ends by its CPU limit; this one is for a machine that does not let it run.
const WALL: Duration = Duration::from_mins(1);
/// Children at the same time; each may use half a gigabyte.
const AT_ONCE: usize = 2;
/// More text than this is no resume.
const LONGEST_ANSWER: u64 = 4 * 1024 * 1024;
/// A page that is a photograph, as wide as pictures get.
const LARGEST_PICTURE: u64 = 32 * 1024 * 1024;

/// Reads documents in child processes.
#[derive(Debug)]
pub struct SandboxedParser(Children);

impl SandboxedParser {
    /// The child is `program` with these arguments and those of a request; it has to call [`crate::run_worker`] with the latter.
    pub fn new(program: PathBuf, arguments: &[&str]) -> Self {
        Self(Children::new(program, arguments, AT_ONCE, WALL))
    }
}

#[async_trait]
impl DocumentParser for SandboxedParser {
    async fn read(&self, document_type: DocumentType, bytes: Bytes) -> PortResult<DocumentReading> {
        let Some(answer) = self.0.ask(&[document_type.as_str()], &bytes, LONGEST_ANSWER).await? else {
            return Ok(DocumentReading::Unreadable);
        };
        match serde_json::from_slice(&answer).map_err(PortError::internal)? {
            Answer::Read { document, .. } => Ok(DocumentReading::Document(document)),
            Answer::Refused(Refusal::Encrypted) => Ok(DocumentReading::Encrypted),
            Answer::Refused(Refusal::Unreadable(reason)) => {
                debug!(%document_type, reason, "a document is not readable");
                Ok(DocumentReading::Unreadable)
            }
        }
    }

    async fn page_picture(
        &self,
        document_type: DocumentType,
        bytes: Bytes,
        page: u16,
        width: u16,
    ) -> PortResult<Option<Bytes>> {
        let request = [document_type.as_str(), &page.to_string(), &width.to_string()];
        let picture = self.0.ask(&request, &bytes, LARGEST_PICTURE).await?;
        Ok(picture.filter(|picture| !picture.is_empty()).map(Bytes::from))
    }
}

#[async_trait]
impl ExchangeFiles for SandboxedParser {
    async fn open(&self, bytes: Bytes) -> PortResult<ExchangeReading> {
        let Some(answer) = self.0.ask(&[EXCHANGE], &bytes, exchange::LARGEST_ANSWER).await? else {
            return Ok(ExchangeReading::Unreadable("reading it takes too much time or memory".to_owned()));
        };
        exchange::reading(&answer).map_err(PortError::internal)
    }

    async fn pack(&self, resume: Value, original: Option<OriginalFile>) -> PortResult<Bytes> {
        exchange::pack(&resume, original).map(Bytes::from).map_err(PortError::internal)
    }
}
