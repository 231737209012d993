//! The parent's side of the sandbox: it starts a child, sends what the child is to look at, waits with a timeout and takes at
//! most so much of an answer.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use ports::{PortError, PortErrorKind, PortResult};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tracing::{debug, warn};

/// Waiting for a free place.
const QUEUE: Duration = Duration::from_secs(30);

/// Starts children of one kind, so many at the same time.
#[derive(Debug)]
pub(crate) struct Children {
    program: PathBuf,
    arguments: Vec<String>,
    places: Semaphore,
    /// From start to answer.
    wall: Duration,
}

impl Children {
    /// The child is `program` with these arguments and those of a request; it has to call [`crate::run_worker`] with the latter.
    pub(crate) fn new(program: PathBuf, arguments: &[&str], at_once: usize, wall: Duration) -> Self {
        let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        Self { program, arguments, places: Semaphore::new(at_once), wall }
    }

    /// What a child answers to this request, in its turn. `None` when what it looked at killed it.
    pub(crate) async fn ask(&self, request: &[&str], bytes: &[u8], longest: u64) -> PortResult<Option<Vec<u8>>> {
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
        if let Ok(answer) = timeout(self.wall, converse(&mut child, bytes, longest)).await {
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
