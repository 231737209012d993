//! The parent's side of the sandbox: it starts a child, sends the document, waits with a timeout and accepts only a well-formed
//! answer.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::candidates::exchange::OriginalFile;
use domain_model::candidates::resume::DocumentType;
use ports::{DocumentParser, DocumentReading, ExchangeFiles, ExchangeReading, PortError, PortErrorKind, PortResult};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tracing::{debug, warn};

use crate::exchange;
use crate::refusal::Refusal;
use crate::worker::{Answer, EXCHANGE};

/// From start to answer.
const WALL: Duration = Duration::from_secs(15);
/// Waiting for a free place.
const QUEUE: Duration = Duration::from_secs(30);
/// Children at the same time; each may use half a gigabyte.
const AT_ONCE: usize = 2;
/// More text than this is no resume.
const LONGEST_ANSWER: u64 = 4 * 1024 * 1024;

/// A page that is a photograph, as wide as pictures get.
const LARGEST_PICTURE: u64 = 16 * 1024 * 1024;

/// Reads documents in child processes.
#[derive(Debug)]
pub struct SandboxedParser {
    program: PathBuf,
    arguments: Vec<String>,
    places: Semaphore,
}

impl SandboxedParser {
    /// The child is `program` with these arguments and those of a request; it has to call [`crate::run_worker`] with the latter.
    pub fn new(program: PathBuf, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        Self { program, arguments, places: Semaphore::new(AT_ONCE) }
    }

    /// What a child answers to this request, in its turn. `None` when the document killed it.
    async fn ask(&self, request: &[&str], bytes: &[u8], longest: u64) -> PortResult<Option<Vec<u8>>> {
        let waiting = timeout(QUEUE, self.places.acquire()).await;
        let _place = waiting.map_err(|_| PortError::new(PortErrorKind::Unavailable))?.map_err(PortError::internal)?;
        let answer = self.ask_child(request, bytes, longest).await.map_err(PortError::internal)?;
        if answer.is_none() {
            warn!(request = request.join(" "), bytes = bytes.len(), "a document killed its reader");
        }
        Ok(answer)
    }

    async fn ask_child(&self, request: &[&str], bytes: &[u8], longest: u64) -> std::io::Result<Option<Vec<u8>>> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .args(request)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        if let Ok(answer) = timeout(WALL, converse(&mut child, bytes, longest)).await {
            return answer;
        }
        child.kill().await?;
        Ok(None)
    }
}

/// The answer, or `None` when the child ended in any other way than by answering.
async fn converse(child: &mut Child, bytes: &[u8], longest: u64) -> std::io::Result<Option<Vec<u8>>> {
    let (mut stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let give = async {
        if let Some(stdin) = &mut stdin {
            // A child that dies early closes its end; its exit status says the rest.
            let _ = stdin.write_all(bytes).await;
        }
        drop(stdin);
    };
    let take = async {
        let mut answer = Vec::new();
        if let Some(stdout) = stdout {
            stdout.take(longest + 1).read_to_end(&mut answer).await?;
        }
        Ok::<_, std::io::Error>(answer)
    };
    let ((), answer) = tokio::join!(give, take);
    let status = child.wait().await?;
    debug!(%status, "the document's child ended");
    let answer = answer?;
    Ok((status.success() && answer.len() as u64 <= longest).then_some(answer))
}

#[async_trait]
impl DocumentParser for SandboxedParser {
    async fn read(&self, document_type: DocumentType, bytes: Bytes) -> PortResult<DocumentReading> {
        let Some(answer) = self.ask(&[document_type.as_str()], &bytes, LONGEST_ANSWER).await? else {
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
        let picture = self.ask(&request, &bytes, LARGEST_PICTURE).await?;
        Ok(picture.filter(|picture| !picture.is_empty()).map(Bytes::from))
    }
}

#[async_trait]
impl ExchangeFiles for SandboxedParser {
    async fn open(&self, bytes: Bytes) -> PortResult<ExchangeReading> {
        let Some(answer) = self.ask(&[EXCHANGE], &bytes, exchange::LARGEST_ANSWER).await? else {
            return Ok(ExchangeReading::Unreadable("reading it takes too much time or memory".to_owned()));
        };
        exchange::reading(&answer).map_err(PortError::internal)
    }

    async fn pack(&self, resume: Value, original: Option<OriginalFile>) -> PortResult<Bytes> {
        exchange::pack(&resume, original).map(Bytes::from).map_err(PortError::internal)
    }
}
