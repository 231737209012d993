//! Parses documents and files of other programs in child processes. Only a well-formed response is accepted.

use std::path::PathBuf;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::candidates::exchange::OriginalFile;
use domain_model::candidates::resume::DocumentType;
use ports::{DocumentParser, DocumentReading, ExchangeFiles, ExchangeReading, PortError, PortResult};
use serde_json::Value;
use tracing::debug;

use crate::child_pool::ChildPool;
use crate::exchange;
use crate::read_error::ReadError;
use crate::worker::{EXCHANGE, Response};

/// The timeout of a child. A busy child is ended by its CPU limit first; this one is for an overloaded machine.
const TIMEOUT: Duration = Duration::from_mins(1);
/// Concurrent children, each of which may use half a gigabyte.
const MAX_CONCURRENT: usize = 2;
/// The maximum size of a parsed document as JSON.
const MAX_RESPONSE_BYTES: u64 = 4 * 1024 * 1024;
/// The maximum size of a page picture.
const MAX_PICTURE_BYTES: u64 = 32 * 1024 * 1024;

/// Reads documents in child processes.
#[derive(Debug)]
pub struct SandboxedParser(ChildPool);

impl SandboxedParser {
    /// A parser whose child is `program`, started with these arguments followed by those of a request, which it passes to
    /// [`crate::run_worker`].
    pub fn new(program: PathBuf, arguments: &[&str]) -> Self {
        Self(ChildPool::new(program, arguments, MAX_CONCURRENT, TIMEOUT))
    }
}

#[async_trait]
impl DocumentParser for SandboxedParser {
    async fn read(&self, document_type: DocumentType, bytes: Bytes) -> PortResult<DocumentReading> {
        let Some(response) = self.0.run(&[document_type.as_str()], &bytes, MAX_RESPONSE_BYTES).await? else {
            return Ok(DocumentReading::Unreadable);
        };
        match serde_json::from_slice(&response).map_err(PortError::internal)? {
            Response::Read { document, .. } => Ok(DocumentReading::Document(document)),
            Response::Refused(ReadError::Encrypted) => Ok(DocumentReading::Encrypted),
            Response::Refused(ReadError::Unreadable(reason)) => {
                debug!(%document_type, reason, "a document is unreadable");
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
        let picture = self.0.run(&request, &bytes, MAX_PICTURE_BYTES).await?;
        Ok(picture.filter(|picture| !picture.is_empty()).map(Bytes::from))
    }
}

#[async_trait]
impl ExchangeFiles for SandboxedParser {
    async fn open(&self, bytes: Bytes) -> PortResult<ExchangeReading> {
        let Some(response) = self.0.run(&[EXCHANGE], &bytes, exchange::MAX_RESPONSE_BYTES).await? else {
            return Ok(ExchangeReading::Unreadable("reading it takes too much time or memory".to_owned()));
        };
        exchange::decode(&response).map_err(PortError::internal)
    }

    async fn pack(&self, resume: Value, original: Option<OriginalFile>) -> PortResult<Bytes> {
        exchange::pack(&resume, original).map(Bytes::from).map_err(PortError::internal)
    }
}
